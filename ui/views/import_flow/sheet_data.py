"""A sheet of a submission made ready to be shown: filled rows, what each is taken for, where findings stand.

Plain values, computed on the worker; showing a cell costs a look into a dictionary. Knows no Qt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from workbench.exchange.grid import Grid, Texts
from workbench.exchange.marks import is_tick
from workbench.exchange.raw import Area, RawCell, RawWorkbook
from workbench.exchange.recognised import Band, BandKind, ColumnMapping, Recognised, TableCandidate
from workbench.exchange.repair import file_repair
from workbench.records.issues import Issue, Severity
from workbench.values.dates import format_date

MOST_COLUMNS = 120
_RANK: Mapping[Severity, int] = {"stop": 0, "check": 1, "note": 2}
_USED: frozenset[BandKind] = frozenset(("heading", "group", "data", "continuation", "total", "unit"))
_SPREAD = 400  # rows whose loose texts may run over their empty neighbours, as letterheads do
_EACH_CELL = ("stt_irregular", "nil_report", "no_cached_value", "formula_error")
_LOOKED_AT = 200
_ABOVE: frozenset[BandKind] = frozenset(("heading", "unit", "outside"))
_ANYTHING: frozenset[BandKind] = frozenset(
    ("data", "continuation", "group", "total", "heading", "unit", "numbers", "note", "outside")
)
_NO_BAND = Band("blank", 0)


@dataclass(frozen=True, slots=True)
class Span:
    """A shown cell over several: from row and column (positions in the view) so many down and across."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class SheetData:
    """One sheet. `rows` are its filled rows; a position in the view is an index into them."""

    name: str
    grid: Grid
    rows: tuple[int, ...]
    columns: int
    bands: Mapping[int, Band]
    tables: tuple[TableCandidate, ...]
    marks: Mapping[tuple[int, int], Severity]
    left_out: bool = False
    lit: int = 0

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, as a spreadsheet shows it."""
        cell = self.grid.sheet.cell(row, column)
        if cell is None:
            return ""
        if isinstance(cell.value, str) or cell.value is None:
            return self.grid.own(row, column)
        return shown(cell)

    def kind(self, row: int) -> BandKind:
        """What a row is taken for."""
        return self.bands.get(row, _NO_BAND).kind

    def is_used(self, row: int) -> bool:
        """Whether a row has a part in the import."""
        return self.kind(row) in _USED

    @cached_property
    def positions(self) -> Mapping[int, int]:
        """Position in the view of each row."""
        return {row: place for place, row in enumerate(self.rows)}

    def table_of(self, row: int) -> TableCandidate | None:
        """The table a row belongs to, else the first one of the sheet."""
        for table in self.tables:
            if table.first_row <= row <= table.last_row:
                return table
        return self.tables[0] if self.tables else None

    def mappings(self, row: int) -> Mapping[int, ColumnMapping]:
        """Columns of the table at a row."""
        table = self.table_of(row)
        return {mapped.column: mapped for mapped in table.columns} if table else {}

    def headings(self) -> list[tuple[int, ...]]:
        """The rows of each heading of a table, and of each place where it stands again."""
        found: list[tuple[int, ...]] = []
        for row in self.rows:
            if self.kind(row) == "heading":
                below = bool(found) and self.positions[found[-1][-1]] + 1 == self.positions[row]
                found[-1:] = [(*found[-1], row)] if below else [*found[-1:], (row,)]
        return found

    def kinds_of(self, row: int) -> frozenset[BandKind]:
        """What the officer may call a row: over all tables it can only begin one, say the unit, or be passed over."""
        return _ANYTHING if row >= self._first_below or row in self._heading_rows else _ABOVE

    @cached_property
    def _first_below(self) -> int:
        """The last row of the first heading; from there on a row may be part of a table."""
        headed = [table.heading_rows[-1] for table in self.tables if table.heading_rows]
        without = [0] if any(not table.heading_rows for table in self.tables) else []
        return min(headed + without, default=1 << 30)

    @cached_property
    def _heading_rows(self) -> frozenset[int]:
        return frozenset(row for table in self.tables for row in table.heading_rows)

    def filled_columns(self, row: int) -> frozenset[int]:
        """Columns with anything in the table at a row, judged by its first rows."""
        rows = self._first_rows(row)
        return frozenset(column for at in rows for column in self.grid.filled(at) if column <= self.columns)

    def is_ticked(self, row: int, column: int) -> bool:
        """Whether a column of the table at a row holds marks and nothing else."""
        rows = [at for at in self._first_rows(row) if at not in self._heading_rows]
        said = [text for at in rows if (text := self.grid.own(at, column))]
        return bool(said) and all(is_tick(text) for text in said)

    def _first_rows(self, row: int) -> tuple[int, ...]:
        """Filled rows at the top of the table at a row, its heading among them."""
        table = self.table_of(row)
        if table is None:
            return ()
        start, end = bisect_left(self.rows, table.first_row), bisect_right(self.rows, table.last_row)
        return self.rows[start : min(end, start + _LOOKED_AT)]

    def data_rows(self) -> int:
        """Rows read as data."""
        return sum(band.kind == "data" for band in self.bands.values())

    def near(self, row: int) -> SheetData:
        """The rows around one, for showing where it came from; that one is lit."""
        place = self.positions.get(row, 0)
        around = self.rows[max(0, place - 1) : place + 2]
        return replace(self, rows=around, marks={}, lit=row)

    def spans(self) -> Iterator[Span]:
        """Merged cells, and loose texts that run over the empty cells to their right."""
        taken: set[int] = set()
        for area in self.grid.sheet.merges:
            span = self._merged(area)
            if span is not None:
                taken.update(range(span.row, span.row + span.rows))
                yield span
        spread = 0
        for place, row in enumerate(self.rows):
            kind = self.kind(row)
            if place in taken or kind in ("data", "continuation", "heading", "total", "numbers"):
                continue
            spread += 1
            if spread > _SPREAD:
                return
            yield from self._running(place, row)

    def _merged(self, area: Area) -> Span | None:
        inside = [place for row in range(area.top, min(area.bottom, self.rows[-1] if self.rows else 0) + 1)
                  if (place := self.positions.get(row)) is not None]  # fmt: skip
        right = min(area.right, self.columns)
        if not inside or inside[0] != self.positions.get(area.top) or area.left > right:
            return None
        rows, columns = inside[-1] - inside[0] + 1, right - area.left + 1
        return Span(inside[0], area.left - 1, rows, columns) if rows > 1 or columns > 1 else None

    def _running(self, place: int, row: int) -> Iterator[Span]:
        filled = sorted(column for column in self.grid.filled(row) if column <= self.columns)
        for n, column in enumerate(filled):
            end = filled[n + 1] - 1 if n + 1 < len(filled) else self.columns
            if end > column and self._is_long(row, column):
                yield Span(place, column - 1, 1, end - column + 1)

    def _is_long(self, row: int, column: int) -> bool:
        return len(self.grid.own(row, column)) > 6


def shown(cell: RawCell) -> str:
    """A value that is no text, as Vietnamese Excel shows it."""
    value = cell.value
    if isinstance(value, datetime):
        day = format_date(value.date())
        return day if (value.hour, value.minute, value.second) == (0, 0, 0) else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return str(getattr(value, "text", value))


def sheets_of(raw: RawWorkbook, read: Recognised) -> tuple[SheetData, ...]:
    """The filled sheets of a file that are visible or read all the same, with what was recognised on them."""
    texts = Texts(file_repair(raw.sheets))
    marks = _marks(read)
    made = []
    for sheet in raw.sheets:
        if (sheet.state != "visible" and sheet.name not in read.bands) or not sheet.rows:
            continue
        grid = Grid(sheet, texts)
        if not grid.rows:
            continue
        tables = tuple(table for table in read.tables if table.sheet == sheet.name)
        bands = {band.row: band for band in read.bands.get(sheet.name, ())}
        made.append(
            SheetData(
                sheet.name,
                grid,
                grid.rows,
                _width(grid, tables),
                bands,
                tables,
                marks.get(sheet.name, {}),
                sheet.name not in read.bands,
            )
        )
    return tuple(made)


def _width(grid: Grid, tables: Sequence[TableCandidate]) -> int:
    """Columns to show: all that are filled, but not one stray cell far to the right."""
    filled = max((column for row in grid.rows for column in grid.filled(row) if column <= MOST_COLUMNS), default=1)
    return max(filled, *(table.last_column for table in tables), 1)


def _marks(read: Recognised) -> dict[str, dict[tuple[int, int], Severity]]:
    """The gravest finding at each cell. A finding about a whole row is marked at its first cell."""
    made: dict[str, dict[tuple[int, int], Severity]] = {}
    for issue in read.all_issues:
        for sheet, row, column in cells_of(issue):
            held = made.setdefault(sheet, {})
            before = held.get((row, column))
            if before is None or _RANK[issue.severity] < _RANK[before]:
                held[(row, column)] = issue.severity
    return made


def cells_of(issue: Issue) -> Iterator[tuple[str, int, int]]:
    """Sheet, row and column of the cells of a finding that are marked."""
    each = issue.field or issue.code in _EACH_CELL
    for ref in issue.cells if each else issue.cells[:1]:
        place = address(ref.address)
        if place is not None:
            yield (ref.sheet, *place)


def address(words: str) -> tuple[int, int] | None:
    """Row and column of an address: `B12` is (12, 2)."""
    letters = words.rstrip("0123456789")
    digits = words[len(letters) :]
    if not digits or not letters.isascii() or not letters.isalpha():
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits), column
