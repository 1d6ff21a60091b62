"""What the readers fill while they read: plain rows of builtins, cheap to build and to send to another process.

Turns into the frozen `RawWorkbook` once, at the end. Must not know any file format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any, TypeAlias

from workbench.errors import UserError
from workbench.exchange.blocks import Block, PackedRows, shared
from workbench.exchange.raw import (
    PLAIN,
    Area,
    CellValue,
    ErrorValue,
    FileKind,
    RawSheet,
    RawWorkbook,
    SheetState,
    Style,
)
from workbench.exchange.reading.limits import DEFAULT, Limits
from workbench.records.issues import CellRef, Issue

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
WIDE_AREA = 1_000_000  # an area of more cells is cut to the filled part of its sheet

# An error value travels as a tuple of its text: no class of ours needs to pass the pipe.
PlainValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | tuple[str] | None
StyleFacts: TypeAlias = tuple[str, bool, bool, bool, str]
Box: TypeAlias = tuple[int, int, int, int]
At: TypeAlias = tuple[int, int]
Line: TypeAlias = list[Any]  # column, value, style number, column, value, ...
# Columns, rows, for each column its values, for each column the style number of all or a list of them.
PlainBlock: TypeAlias = tuple[tuple[int, ...], list[int], list[list[Any]], list[int | list[int]]]

PLAIN_FACTS: StyleFacts = ("", False, False, False, "")
_UNSTYLED = -1  # of a cell that the file does not hold


@dataclass(slots=True)
class SheetDraft:
    """One sheet being read. A line is `[column, value, style number, column, value, ...]` of one row.

    When all is read, `gather` turns the lines into blocks of rows that fill the same columns.
    """

    name: str
    state: SheetState = "visible"
    lines: list[tuple[int, Line]] = field(default_factory=list)
    blocks: list[PlainBlock] = field(default_factory=list)
    formulas: dict[At, str] = field(default_factory=dict)
    comments: dict[At, str] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    has_details: bool = True

    @property
    def filled(self) -> bool:
        """Whether any cell shows more than blanks."""
        values = (value for _, line in self.lines for value in line[1::3])
        held = (value for _, _, columns, _ in self.blocks for column in columns for value in column)
        return any(not isinstance(value, str) or value.strip() for value in chain(values, held))

    def clear(self) -> None:
        """Forget the cells, to read the sheet again."""
        empty = SheetDraft(self.name, self.state)
        for spec in fields(self):
            setattr(self, spec.name, getattr(empty, spec.name))


@dataclass(slots=True)
class BookDraft:
    """A workbook being read. Lines refer to `styles` by number."""

    kind: FileKind
    sheets: list[SheetDraft] = field(default_factory=list)
    styles: list[StyleFacts] = field(default_factory=lambda: [PLAIN_FACTS])
    encoding: str = ""
    missing: list[str] = field(default_factory=list)  # sheets named by the workbook, without contents
    custom: dict[str, str] = field(default_factory=dict)
    pictures: int = 0


class CellBudget:
    """Counts cells and characters over a whole workbook and refuses when there are too many."""

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self.left = (limits.cells, limits.text)
        self._limits = limits

    def spend(self, cells: int, text: int = 0) -> None:
        """Take note of more cells and characters."""
        self.left = (self.left[0] - cells, self.left[1] - text)
        if min(self.left) < 0:
            raise UserError("reading.too_big", what="cells", limit=self._limits.cells)


def gather(draft: SheetDraft) -> None:
    """Turn the lines of a sheet into blocks: rows in order, columns in order, what was written last stands."""
    if not draft.lines and not draft.comments:
        return
    _take_out(draft)
    lines = _commented(draft)
    alike: dict[tuple[int, ...], tuple[list[int], list[Line]]] = {}
    for row, line in lines:
        columns = tuple(line[::3])
        held = alike.get(columns)
        if held is None:
            held = alike[columns] = ([], [])
        held[0].append(row)
        held[1].append(line)
    for columns, (rows, alike_lines) in alike.items():
        parts = list(zip(*alike_lines, strict=True))
        styles = [shared(list(numbers)) for numbers in parts[2::3]]
        draft.blocks.append((columns, rows, [list(values) for values in parts[1::3]], styles))
    draft.lines = []


def _take_out(draft: SheetDraft) -> None:
    """Rows that have a comment beside their cells become lines again."""
    commented = {row for row, _ in draft.comments}
    for place, (columns, rows, values, styles) in enumerate(draft.blocks):
        places = [at for at, row in enumerate(rows) if row in commented] if commented else []
        for at in places:
            numbers = (number if isinstance(number, int) else number[at] for number in styles)
            line = zip(columns, (column[at] for column in values), numbers, strict=True)
            draft.lines.append((rows[at], list(chain.from_iterable(line))))
        if places:
            without = set(places)
            kept = [at for at in range(len(rows)) if at not in without]
            draft.blocks[place] = (
                columns,
                [rows[at] for at in kept],
                [[column[at] for at in kept] for column in values],
                [number if isinstance(number, int) else [number[at] for at in kept] for number in styles],
            )
    draft.blocks = [block for block in draft.blocks if block[1]]


def _in_order(lines: Iterable[tuple[int, Line]]) -> bool:
    """Whether rows ascend, and columns in each of them."""
    last = 0
    for row, line in lines:
        columns = line[::3]
        if row <= last or not columns or columns != sorted(set(columns)):
            return False
        last = row
    return True


def _commented(draft: SheetDraft) -> list[tuple[int, Line]]:
    """The lines in order, each row and cell once, with a blank cell where there is nothing but a comment."""
    if not draft.comments and _in_order(draft.lines):
        return draft.lines
    rows: dict[int, dict[int, tuple[object, int]]] = {}
    for row, line in draft.lines:
        if line:
            held = rows.setdefault(row, {})
            held.update(zip(line[::3], zip(line[1::3], line[2::3], strict=True), strict=True))
    for row, column in draft.comments:
        rows.setdefault(row, {}).setdefault(column, (None, _UNSTYLED))
    return [
        (row, [part for column in sorted(rows[row]) for part in (column, *rows[row][column])]) for row in sorted(rows)
    ]


def finish(draft: BookDraft, name: str, sha256: str) -> RawWorkbook:
    """The workbook as every later stage sees it."""
    styles = [PLAIN if facts == PLAIN_FACTS else Style(*facts) for facts in draft.styles]
    styles.append(PLAIN)  # that of `_UNSTYLED`
    return RawWorkbook(
        name=name,
        sha256=sha256,
        kind=draft.kind,
        sheets=tuple(_sheet(sheet, styles) for sheet in draft.sheets),
        encoding=draft.encoding,
        issues=tuple(_missing_sheet(sheet) for sheet in draft.missing),
        custom=dict(draft.custom),
        pictures=draft.pictures,
    )


def _missing_sheet(name: str) -> Issue:
    return Issue(
        "other",
        "check",
        cells=(CellRef(name, "A1"),),
        found=name,
        params={"text": "reading.sheet_missing", "sheet": name},
    )


def _sheet(draft: SheetDraft, styles: list[Style]) -> RawSheet:
    if not draft.blocks:
        gather(draft)
    blocks = [Block(c, r, list(map(_values, values)), numbers) for c, r, values, numbers in draft.blocks]
    rows = PackedRows(blocks, styles, _formulas(draft), draft.comments)
    bottom = max((block.rows[-1] for block in blocks), default=0)
    right = max((block.columns[-1] for block in blocks), default=0)
    return RawSheet(
        name=draft.name,
        rows=rows,
        merges=_areas(draft.merges, bottom, right),
        state=draft.state,
        hidden_rows=frozenset(row for row in draft.hidden_rows if row <= bottom),
        hidden_columns=_columns(draft.hidden_columns, right),
        filtered=draft.filtered,
        has_details=draft.has_details,
    )


def _values(values: list[Any]) -> list[CellValue]:
    """Values of a column as every later stage sees them."""
    if tuple not in set(map(type, values)):
        return values
    return [ErrorValue(value[0]) if value.__class__ is tuple else value for value in values]


def _formulas(draft: SheetDraft) -> dict[At, str]:
    """Formulas of the cells that were kept."""
    if not draft.formulas:
        return {}
    held: dict[int, set[int]] = {}
    for columns, rows, *_ in draft.blocks:
        within = set(columns)
        held.update(dict.fromkeys(rows, within))
    return {at: formula for at, formula in draft.formulas.items() if at[1] in held.get(at[0], ())}


def _areas(boxes: Iterable[Box], bottom: int, right: int) -> tuple[Area, ...]:
    """Merges of more than one cell; absurdly large ones end where the filled cells end."""
    areas = []
    for box in boxes:
        top, left, low, far = box
        if (low - top + 1) * (far - left + 1) > WIDE_AREA:
            low, far = max(top, min(low, bottom)), max(left, min(far, right))
        if (low, far) != (top, left):
            areas.append(Area(top, left, low, far))
    return tuple(areas)


def _columns(spans: Iterable[tuple[int, int]], right: int) -> frozenset[int]:
    return frozenset(column for first, last in spans for column in range(first, min(last, right) + 1))


def plain(value: CellValue) -> PlainValue:
    """`value` as it travels."""
    return (value.text,) if isinstance(value, ErrorValue) else value
