"""One column for each authority, with what it is asked under it: "Đề xuất, kiến nghị" over "Thủ tướng", "Bộ Tài chính".

Such columns hold one text of the record together; whom it is addressed to stands in the heading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from workbench.exchange.cellfacts import ColumnFacts, Reading
from workbench.exchange.context import Context
from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook
from workbench.exchange.marks import is_nothing
from workbench.exchange.problems import Problem
from workbench.exchange.recognised import ColumnMapping, ParsedCell
from workbench.records.issues import CellRef, Issue
from workbench.values.text import fold

#: `ColumnMapping.split` of a column of texts for the authority that its heading names.
ADDRESSED = "addressed"

_NAMED = 0.75
_AT_ALL = re.compile(
    r"\b(?:bo|nganh|chinh phu|thu tuong|quoc hoi|hoi dong|trung uong|ubnd|uy ban|so|dia phuong|cap co tham quyen)\b"
)


def addressee_field(form: FormSpec) -> str:
    """The field of the authorities that something is asked of; "" in a form without one."""
    return next((column.key for column in form.columns if column.kind == "authorities"), "")


def addressed_columns(
    form: FormSpec, parts: Mapping[int, Sequence[str]], book: HeadingBook, context: Context
) -> dict[int, str]:
    """Columns that share a heading for a text and have authorities below it, at least two, with that field."""
    if not addressee_field(form):
        return {}
    groups: dict[str, list[int]] = defaultdict(list)
    for column, texts in parts.items():
        if len(texts) > 1 and (field := _text_named(texts[:-1], form, book)):
            groups[field].append(column)
    found: dict[int, str] = {}
    for field, columns in groups.items():
        leaves = [parts[column][-1] for column in columns]
        known = [any(match.body for match in context.names.bodies(leaf, None)) for leaf in leaves]
        named = all(k or _AT_ALL.search(fold(leaf)) for k, leaf in zip(known, leaves, strict=True))
        if len(columns) > 1 and any(known) and named:
            found |= dict.fromkeys(columns, field)
    return found


def _text_named(above: Sequence[str], form: FormSpec, book: HeadingBook) -> str:
    for match in book.match(above).get(form.key, ()):
        if match.score >= _NAMED and not match.split and form.by_key[match.fields[0]].kind == "text":
            return match.fields[0]
    return ""


def read_addressed(
    field: str,
    columns: Sequence[ColumnMapping],
    grid: Grid,
    row: int,
    heading_row: int,
    to: ColumnFacts,
    read: Callable[[ColumnFacts, str], Reading],
) -> Iterator[ParsedCell]:
    """The text of a row, and whom it is addressed to; nothing where all its columns are empty."""
    said = [(c, grid.text(row, c.column), grid.ref(*grid.anchor(row, c.column))) for c in columns]
    said = [(column, text, ref) for column, text, ref in said if text and not is_nothing(text)]
    if not said:
        return
    whole, refs = "\n".join(text for _, text, _ in said), tuple(ref for _, _, ref in said)
    notes = (Problem("other", "note", whole, about="asked_apart").at(refs, field),) if len(said) > 1 else ()
    yield ParsedCell(field, whole, whole, refs, notes)
    yield _addressees(said, grid, heading_row, to, read)


def _addressees(
    said: Sequence[tuple[ColumnMapping, str, CellRef]],
    grid: Grid,
    heading_row: int,
    to: ColumnFacts,
    read: Callable[[ColumnFacts, str], Reading],
) -> ParsedCell:
    names: dict[str, str] = {}
    refs: list[CellRef] = []
    issues: list[Issue] = []
    leaves: list[str] = []
    for column, _, ref in said:
        leaf = column.heading.rpartition(" / ")[2]
        cells = (ref, grid.ref(heading_row, column.column))
        found = read(to, leaf)
        if isinstance(found.value, tuple):
            names |= dict(zip(found.value, found.keys, strict=True))
        issues += [problem.at(cells, to.column.key) for problem in found.problems]
        refs += cells
        leaves.append(leaf)
    return ParsedCell(to.column.key, tuple(names), "\n".join(leaves), tuple(refs), tuple(issues), tuple(names.values()))
