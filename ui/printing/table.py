"""A table as pieces: heading rows, then one piece per row. Knows widths and rules, not pages.

Column widths in mm are scaled together to the width given. Row heights are whole dots, so that the upright
rules of neighbouring rows meet and become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ui.printing.face import MM, Face, Sized, Style
from ui.printing.measure import Wrapper
from ui.printing.page import Sheet
from ui.printing.widths import edges
from workbench.reports.document import Column, DataRow, GroupRow, Row, Table, head_cells

PAD_X = round(1.2 * MM)
PAD_Y = round(0.6 * MM)
_LEAST_LINES = 2  # of a divided row, on either side of the break
_NOTHING: tuple[str, ...] = ()
_NONE: frozenset[int] = frozenset()


class Cell(NamedTuple):
    """Lines of a cell that covers the columns `first` up to `end` (not included)."""

    lines: tuple[str, ...]
    first: int
    end: int
    align: str


class Grid:
    """What the rows of one table share: edges of the columns in dots, how each column breaks its
    text, and the height beyond which a row may be divided."""

    def __init__(
        self, table: Table, face: Face, width: float, points: float, divide_over: float, spare: float = 0.0
    ) -> None:
        self.divide_over = divide_over
        self._spare = spare  # dots of each column that text is kept out of
        self.columns = table.columns
        self.numbered = table.numbered
        self.plain = face.sized(Style(points))
        self.bold = face.sized(Style(points, bold=True))
        self.italic = face.sized(Style(points, italic=True))
        self.edges = edges(table, width, self.plain, self.bold, 2 * PAD_X + 1)
        self._wrappers: dict[tuple[bool, int, int], Wrapper] = {}
        self._rest: dict[int, tuple[str, ...]] = {}
        self._plain = [self.wrapper(self.plain, at, at + 1).lines for at in range(len(self.columns))]
        self._aligns = [_cell_align(column) for column in self.columns]

    def wrapper(self, sized: Sized, first: int, end: int) -> Wrapper:
        """What breaks text of a style inside the columns `first` to `end`."""
        key = (sized.style.bold, first, end)
        found = self._wrappers.get(key)
        if found is None:
            room = self.edges[end] - self.edges[first] - 2 * PAD_X - self._spare
            found = self._wrappers[key] = Wrapper(sized, room)
        return found

    def row(self, row: Row, below: frozenset[int] = frozenset()) -> RowPiece:
        """A row of the document as a piece; the cells of the columns in `below` go on in the next row.

        Rows are to be asked for in their order: what a joined cell has no room for comes in the rows below it.
        """
        if isinstance(row, DataRow) and not row.bold:
            texts = row.cells
            cells = [
                Cell(lines(text), at, at + 1, align)
                for at, (lines, text, align) in enumerate(zip(self._plain, texts, self._aligns, strict=True))
            ]
            if row.joined or below:
                return RowPiece(self, self.plain, self._shared(cells, row.joined, below), row.joined, below)
            return RowPiece(self, self.plain, cells)
        return RowPiece(self, self.bold, self._bold_cells(row))

    def _shared(self, cells: list[Cell], joined: frozenset[int], below: frozenset[int]) -> list[Cell]:
        """The cells with what the joined ones brought from above, less what goes on below."""
        cells = [cell._replace(lines=self._rest.pop(at, _NOTHING)) if at in joined else cell
                 for at, cell in enumerate(cells)]  # fmt: skip
        room = max(len(cell.lines) for at, cell in enumerate(cells) if at not in below)
        for at in below:
            lines = cells[at].lines
            if len(lines) > room:
                self._rest[at] = lines[room:]
                cells[at] = cells[at]._replace(lines=lines[:room])
        return cells

    def _bold_cells(self, row: Row) -> list[Cell]:
        wide = len(self.columns)
        if isinstance(row, GroupRow):
            if row.numeral:
                return [self._bold(row.numeral, 0, 1, "center"), self._bold(row.text, 1, wide, "left")]
            return [self._bold(row.text, 0, wide, "left")]
        if isinstance(row, DataRow):
            return [self._bold(text, at, at + 1, self._aligns[at]) for at, text in enumerate(row.cells)]
        free = wide - len(row.cells)
        cells = [self._bold(row.label, 0, free, "left" if free == wide else "center")]
        return cells + [self._bold(text, at, at + 1, self._aligns[at]) for at, text in enumerate(row.cells, start=free)]

    def _bold(self, text: str, first: int, end: int, align: str) -> Cell:
        return Cell(self.wrapper(self.bold, first, end).lines(text), first, end, align)

    def line(self, sheet: Sheet, cell: Cell, x: float, baseline: float, sized: Sized) -> None:
        """Write the lines of a cell, the first one on `baseline`."""
        left = x + self.edges[cell.first] + PAD_X
        step, style = sized.line, sized.style
        write = sheet.runs.append
        if cell.align == "left":
            for text in cell.lines:
                write((style, left, baseline, text, 0.0))
                baseline += step
            return
        room = self.edges[cell.end] - self.edges[cell.first] - 2 * PAD_X
        share = 0.5 if cell.align == "center" else 1.0
        for text in cell.lines:
            write((style, round(left + (room - sized.width(text)) * share), baseline, text, 0.0))
            baseline += step


def _cell_align(column: Column) -> str:
    return "left" if column.align == "justify" else column.align


class RowPiece:
    """One row, or a part of one that is longer than half a page."""

    __slots__ = ("_above", "_below", "_cells", "_count", "_grid", "_sized", "height")

    def __init__(
        self,
        grid: Grid,
        sized: Sized,
        cells: Sequence[Cell],
        above: frozenset[int] = _NONE,
        below: frozenset[int] = _NONE,
    ) -> None:
        self._grid = grid
        self._sized = sized
        self._cells = cells
        self._above = above
        self._below = below
        self._count = max(len(cell.lines) for cell in cells)
        self.height: float = self._count * sized.line + 2 * PAD_Y

    @property
    def least(self) -> float:
        """Height of the smallest part that may stand alone."""
        if self.height <= self._grid.divide_over:
            return self.height
        return min(self._count, _LEAST_LINES) * self._sized.line + 2 * PAD_Y

    def split(self, room: float) -> tuple[RowPiece, RowPiece] | None:
        """The part that fits into `room` dots and the rest, if the row is long enough to be divided."""
        if self.height <= self._grid.divide_over:
            return None
        fit = min(int((room - 2 * PAD_Y) // self._sized.line), self._count - _LEAST_LINES)
        if fit < _LEAST_LINES:
            return None
        whole = frozenset(cell.first for cell in self._cells)  # no rule between the parts where they share a page
        return self._part(0, fit, self._above, whole), self._part(fit, self._count, whole, self._below)

    def _part(self, start: int, end: int, above: frozenset[int], below: frozenset[int]) -> RowPiece:
        cells = [Cell(cell.lines[start:end], cell.first, cell.end, cell.align) for cell in self._cells]
        return RowPiece(self._grid, self._sized, cells, above, below)

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Leave its texts, its upright rules and the rule under it."""
        grid = self._grid
        bottom = y + self.height
        baseline = y + PAD_Y + self._sized.baseline
        if self._above:
            sheet.go_on(y)
        for cell in self._cells:
            grid.line(sheet, cell, x, baseline, self._sized)
            sheet.down(x + grid.edges[cell.first], y, bottom)
        sheet.down(x + grid.edges[-1], y, bottom)
        if not self._below:
            sheet.across(x, x + grid.edges[-1], bottom)
            return
        for cell in self._cells:
            span = (x + grid.edges[cell.first], x + grid.edges[cell.end])
            if cell.first in self._below:
                sheet.wait((span,), bottom)
            else:
                sheet.across(*span, bottom)


class HeadPiece:
    """Heading rows with merged cells, bold and centred, and the row of numbers under them."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._cells = [
            (head, Cell(grid.wrapper(grid.bold, head.column, end).lines(head.text), head.column, end, "center"))
            for head in head_cells(grid.columns)
            for end in (head.column + head.columns,)
        ]
        self._tops = self._levels()
        self._numbers: RowPiece | None = None
        if grid.numbered:
            cells = [Cell((column.number,), at, at + 1, "center") for at, column in enumerate(grid.columns)]
            self._numbers = RowPiece(grid, grid.italic, cells)
        self.height: float = self._tops[-1] + (self._numbers.height if self._numbers else 0.0)

    @property
    def levels(self) -> tuple[float, ...]:
        """Height of each heading row, without the row of numbers."""
        return tuple(bottom - top for top, bottom in pairwise(self._tops))

    @property
    def least(self) -> float:
        """Never divided."""
        return self.height

    def split(self, room: float) -> None:
        """Never divided."""

    def _levels(self) -> list[float]:
        """Tops of the heading rows and the bottom of the last: each as high as its own cells need; a cell over
        several rows makes the last of them higher where they are too low for it."""
        tops = [0.0]
        for level in range(max(head.row + head.rows for head, _ in self._cells)):
            ending = [(head, cell) for head, cell in self._cells if head.row + head.rows - 1 == level]
            bottoms = [tops[head.row] + self._need(cell) for head, cell in ending]
            tops.append(max(bottoms, default=tops[-1] + self._grid.bold.line + 2 * PAD_Y))
        return tops

    def _need(self, cell: Cell) -> float:
        return len(cell.lines) * self._grid.bold.line + 2 * PAD_Y

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Leave its texts and rules."""
        grid, sized = self._grid, self._grid.bold
        sheet.across(x, x + grid.edges[-1], y)
        for head, cell in self._cells:
            top, bottom = y + self._tops[head.row], y + self._tops[head.row + head.rows]
            slack = (bottom - top - len(cell.lines) * sized.line) / 2
            grid.line(sheet, cell, x, top + slack + sized.baseline, sized)
            sheet.down(x + grid.edges[cell.first], top, bottom)
            sheet.across(x + grid.edges[cell.first], x + grid.edges[cell.end], bottom)
        sheet.down(x + grid.edges[-1], y, y + self._tops[-1])
        if self._numbers is not None:
            self._numbers.place(sheet, x, y + self._tops[-1])
