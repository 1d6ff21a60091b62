"""Values given by ticks: one of several columns for a code, any number of them for provinces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workbench.exchange.context import Context
from workbench.exchange.forms import FormColumn
from workbench.exchange.grid import Grid
from workbench.exchange.mapping import UNKNOWN_OPTION
from workbench.exchange.marks import is_no, is_nothing, is_tick, is_yes
from workbench.exchange.problems import Problem
from workbench.exchange.recognised import ColumnMapping, ParsedCell
from workbench.records.issues import CellRef, Issue, Severity


def read_ticks(
    column: FormColumn,
    options: Sequence[ColumnMapping],
    grid: Grid,
    row: int,
    on: date | None,
    context: Context,
) -> ParsedCell:
    """The value that the ticks of a row give to a field, with what is wrong about them."""
    texts = [(option, grid.text(row, option.column), grid.ref(row, option.column)) for option in options]
    ticked = [(option, ref) for option, text, ref in texts if is_tick(text) or is_yes(text)]
    issues = [
        Problem("type_mismatch", "check", text, about="no_tick").at((ref,), column.key)
        for _, text, ref in texts
        if text and not (is_nothing(text) or is_no(text) or is_tick(text) or is_yes(text))
    ]
    issues += [_unknown(option, ref, column) for option, ref in ticked if option.option == UNKNOWN_OPTION]
    known = [option for option, _ in ticked if option.option != UNKNOWN_OPTION]
    raw = "; ".join(_leaf(option) for option, _ in ticked)
    refs = tuple(ref for _, ref in ticked)
    if column.kind == "provinces":
        matches = [match for option in known for match in context.names.places(option.option, on, context.written)]
        names = tuple(m.place.name if m.place else m.text for m in matches)
        keys = tuple(m.place.unit_id if m.place else "" for m in matches)
        return ParsedCell(column.key, names or None, raw, refs, tuple(issues), keys)
    if column.kind == "authorities":
        bodies = [match for option in known for match in context.names.bodies(option.option, on)]
        names = tuple(match.name for match in bodies)
        keys = tuple(match.body.body_id if match.body else "" for match in bodies)
        return ParsedCell(column.key, names or None, raw, refs, tuple(issues), keys)
    if len(ticked) > 1:
        issues.append(Problem("conflict", "stop", raw).at(refs, column.key))
        return ParsedCell(column.key, None, raw, refs, tuple(issues))
    every = tuple(ref for _, _, ref in texts)
    if not ticked and not column.required:
        issues.append(Problem("missing_value", "note").at(every, column.key))
    return ParsedCell(column.key, known[0].option if known else None, raw, refs or every, tuple(issues))


def _unknown(option: ColumnMapping, ref: CellRef, column: FormColumn) -> Issue:
    """A tick under a heading that names no province, no entry of the list."""
    severity: Severity = "stop" if column.required else "check"
    kind = "unknown_province" if column.kind == "provinces" else "unknown_code"
    return Problem(kind, severity, _leaf(option)).at((ref,), column.key)


def _leaf(option: ColumnMapping) -> str:
    return option.heading.rpartition(" / ")[2]
