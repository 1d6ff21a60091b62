"""A sheet being filled: cells, merges, and which cell stands for which value."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.exchange.layouts.styles import eth, in_legacy, untidy
from workbench.exchange.raw import Area, CellValue, RawCell, RawSheet, Style, column_letters

BOLD = Style(bold=True)


@dataclass
class Page:
    """Cells by row and column, with the text habits of the whole sheet."""

    name: str
    text: str
    rng: Random
    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, value: CellValue, *, bold: bool = False, formula: str = "") -> str:
        """Fill a cell; gives its address."""
        if isinstance(value, str):
            value = self._habit(value)
        if value is not None or formula:
            font = {"tcvn3": ".VnTime", "vni": "VNI-Times"}.get(self.text, "")
            self.cells[row, column] = RawCell(value, Style(font=font, bold=bold), formula)
        return f"{self.name}!{column_letters(column)}{row}"

    def _habit(self, value: str) -> str:
        if self.text == "untidy" and self.rng.random() < 0.5:
            return untidy(value, self.rng)
        if self.text == "eth":
            return eth(value)
        return in_legacy(value, self.text) if self.text in ("tcvn3", "vni") else value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge when there is more than one cell."""
        if (top, left) != (bottom, right):
            self.merges.append(Area(top, left, bottom, right))

    def sheet(self, state: str = "visible") -> RawSheet:
        """The finished sheet."""
        rows: dict[int, dict[int, RawCell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, {})[column] = cell
        return RawSheet(self.name, rows, tuple(self.merges), state, frozenset(self.hidden_rows))  # type: ignore[arg-type]
