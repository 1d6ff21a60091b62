"""What the readers fill while they read: plain rows of builtins, cheap to build and to send to another process.

Turns into the frozen `RawWorkbook` once, at the end. Must not know any file format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from workbench.errors import UserError
from workbench.exchange.raw import (
    PLAIN,
    Area,
    CellValue,
    ErrorValue,
    FileKind,
    RawCell,
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

PLAIN_FACTS: StyleFacts = ("", False, False, False, "")


@dataclass(slots=True)
class SheetDraft:
    """One sheet being read. A line is `[column, value, style number, column, value, ...]` of one row."""

    name: str
    state: SheetState = "visible"
    lines: list[tuple[int, Line]] = field(default_factory=list)
    formulas: dict[At, str] = field(default_factory=dict)
    comments: dict[At, str] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    has_details: bool = True

    @property
    def cells(self) -> int:
        """How many cells were kept so far."""
        return sum(len(line) for _, line in self.lines) // 3

    @property
    def filled(self) -> bool:
        """Whether any cell shows more than blanks."""
        return any(not isinstance(value, str) or value.strip() for _, line in self.lines for value in line[1::3])


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
        self._cells = limits.cells
        self._text = limits.text
        self._limits = limits

    def spend(self, cells: int, text: int = 0) -> None:
        """Take note of more cells and characters."""
        self._cells -= cells
        self._text -= text
        if self._cells < 0 or self._text < 0:
            raise UserError("reading.too_big", what="cells", limit=self._limits.cells)


def finish(draft: BookDraft, name: str, sha256: str) -> RawWorkbook:
    """The workbook as every later stage sees it."""
    styles = [PLAIN if facts == PLAIN_FACTS else Style(*facts) for facts in draft.styles]
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
    rows: dict[int, dict[int, RawCell]] = {}
    in_order = True
    last = 0
    for row, line in draft.lines:
        in_order = in_order and row > last
        last = row
        found = _row(line, styles)
        if row in rows:
            rows[row].update(found)
        elif found:
            rows[row] = found
    in_order = _add_formulas(rows, draft) and in_order
    in_order = _add_comments(rows, draft) and in_order
    if not in_order:
        rows = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    bottom = max(rows, default=0)
    right = max((max(cells) for cells in rows.values() if cells), default=0)
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


def _row(line: Line, styles: list[Style]) -> dict[int, RawCell]:
    found: dict[int, RawCell] = {}
    parts = iter(line)
    last = 0
    in_order = True
    for column, value, style in zip(parts, parts, parts, strict=True):
        if value.__class__ is tuple:
            value = ErrorValue(value[0])
        found[column] = RawCell(value, styles[style])
        in_order = in_order and column > last
        last = column
    return found if in_order else dict(sorted(found.items()))


def _add_formulas(rows: dict[int, dict[int, RawCell]], draft: SheetDraft) -> bool:
    for (row, column), formula in draft.formulas.items():
        cell = rows.get(row, {}).get(column)
        if cell is not None:
            rows[row][column] = RawCell(cell.value, cell.style, formula)
    return True


def _add_comments(rows: dict[int, dict[int, RawCell]], draft: SheetDraft) -> bool:
    in_order = True
    for (row, column), comment in draft.comments.items():
        cell = rows.get(row, {}).get(column)
        if cell is None:
            in_order = False
            cell = RawCell(None)
        rows.setdefault(row, {})[column] = RawCell(cell.value, cell.style, cell.formula, comment)
    return in_order


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
