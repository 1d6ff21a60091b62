"""The unit of each amount column: its heading, else the unit line, else the form's own; disputes stay open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.letterhead import Line
from workbench.exchange.problems import Problem
from workbench.exchange.recognised import ColumnMapping
from workbench.records.issues import Issue
from workbench.values.money import parse_amount, unit_label

_SAMPLE = 500
_TOO_MUCH = 10**15  # a million tỷ đồng in one cell: no agreement has that


@dataclass(frozen=True, slots=True)
class Units:
    """Columns with their units; None where it is in dispute. `issues` say why."""

    columns: tuple[ColumnMapping, ...]
    issues: tuple[Issue, ...] = ()


def settle_units(
    columns: Sequence[ColumnMapping],
    form: FormSpec,
    lines: Sequence[tuple[int, Line]],
    grid: Grid,
    heading_row: int,
    rows: Sequence[int],
    chosen: int | None,
    learned: int | None = None,
) -> Units:
    """Units of the amount columns of a table. `lines` are the unit lines around it; `chosen` ends all doubt.

    `learned`: the unit of such tables before, taken where this one names none.
    """
    amounts = [c for c in columns if c.field and form.by_key[c.field].kind == "amount"]
    if not amounts:
        return Units(tuple(columns))
    if chosen is not None:
        return Units(tuple(replace(c, unit=chosen) if c in amounts else c for c in columns))
    said = {unit for unit, _ in lines}
    in_headings = {c.unit for c in amounts if c.unit is not None}
    refs = tuple(line.ref for _, line in lines) + tuple(
        grid.ref(heading_row, c.column) for c in amounts if c.unit is not None
    )
    if len(said) > 1 or len(in_headings) > 1 or (said and in_headings and said != in_headings):
        names = ", ".join(unit_label(unit) for unit in sorted(said | in_headings))
        issue = Problem("unit_conflict", "check", names, params={"units": names}).at(refs)
        return Units(tuple(replace(c, unit=None) if c in amounts else c for c in columns), (issue,))
    unit = next(iter(said | in_headings), None)
    found: list[Issue] = []
    if unit is None and learned is not None:
        unit = learned
        where = tuple(grid.ref(heading_row, c.column) for c in amounts)
        found.append(Problem("other", "note", about="unit_learned", params={"unit": unit_label(unit)}).at(where))
    elif unit is None:
        unit = form.unit
        where = tuple(grid.ref(heading_row, c.column) for c in amounts)
        said_by = Problem("other", "check", about="unit_assumed", params={"unit": unit_label(unit)})
        if _has_numbers(amounts, grid, rows):
            found.append(said_by.at(where))
    if _typical(amounts, grid, rows) * unit >= _TOO_MUCH:
        where = refs or tuple(grid.ref(heading_row, c.column) for c in amounts)
        label = unit_label(unit)
        found.append(Problem("unit_conflict", "check", label, about="unit_too_large", params={"units": label}).at(where))
        return Units(tuple(replace(c, unit=None) if c in amounts else c for c in columns), tuple(found))
    return Units(tuple(replace(c, unit=c.unit or unit) if c in amounts else c for c in columns), tuple(found))


def _numbers(amounts: Sequence[ColumnMapping], grid: Grid, rows: Sequence[int]) -> list[float]:
    found = []
    for mapped in amounts:
        for row in rows[:_SAMPLE]:
            cell = grid.sheet.cell(row, mapped.column)
            value = None if cell is None or isinstance(cell.value, date | bool) else cell.value
            parsed = parse_amount(value) if isinstance(value, int | float | str) else None
            if parsed is not None and parsed.value and parsed.unit is None:
                found.append(abs(float(parsed.value)))
    return found


def _has_numbers(amounts: Sequence[ColumnMapping], grid: Grid, rows: Sequence[int]) -> bool:
    return any(grid.own(row, mapped.column) for mapped in amounts for row in rows)


def _typical(amounts: Sequence[ColumnMapping], grid: Grid, rows: Sequence[int]) -> float:
    numbers = _numbers(amounts, grid, rows)
    return median(numbers) if numbers else 0.0
