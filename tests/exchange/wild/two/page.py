"""A sheet that grows under the pen, and the answers noted beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.exchange.layouts.expect import Want, WantFlag, WantRecord
from workbench.exchange.raw import Area, CellValue, RawCell, RawSheet, SheetState, Style, column_letters


@dataclass
class Page:
    """Cells as they will be sent, and what is true of them."""

    name: str
    cells: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    records: list[WantRecord] = field(default_factory=list)
    flags: list[WantFlag] = field(default_factory=list)
    state: SheetState = "visible"
    dated: list[tuple[int, int]] = field(default_factory=list)  # cells a date was written to

    def put(self, row: int, column: int, value: CellValue, *, bold: bool = False, strike: bool = False) -> str:
        """Write a cell (nothing for None); its address."""
        if value is not None and value != "":
            self.cells.setdefault(row, {})[column] = RawCell(value, Style(bold=bold, strike=strike))
        return self.at(row, column)

    def at(self, row: int, column: int) -> str:
        """Address of a cell as the interchange names it."""
        where = f"{column_letters(column)}{row}"
        return f"{self.name}!{where}" if self.name else where

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Join cells, unless it is one cell."""
        if (top, left) != (bottom, right):
            self.merges.append(Area(top, left, bottom, right))

    def line(self, row: int, columns: range) -> frozenset[str]:
        """Addresses of a stretch of a row."""
        return frozenset(self.at(row, c) for c in columns)

    def flag(self, kinds: str, cells: frozenset[str], *, must: bool) -> None:
        """A finding that must, or may, be made at some cells."""
        self.flags.append(WantFlag(frozenset(kinds.split()), cells, must))

    def record(self, form: str, fields: dict[str, Want], row: int, *, optional: bool = False) -> None:
        """A true record whose first line is that row."""
        self.records.append(WantRecord(form, fields, (self.name, row), optional))

    def sheet(self) -> RawSheet:
        """The sheet as a reader would yield it."""
        rows = {r: dict(sorted(line.items())) for r, line in sorted(self.cells.items())}
        return RawSheet(
            self.name,
            rows,
            tuple(self.merges),
            self.state,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
        )
