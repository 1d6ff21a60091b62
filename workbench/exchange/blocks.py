"""The cells of a sheet held column by column, for what looks at whole columns; by row they look as ever.

Rows that fill the same columns lie in one block. A table of many thousand rows is a handful of blocks, whatever
else stands on its sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TypeVar

from workbench.exchange.raw import CellValue, RawCell, Style

T = TypeVar("T")
At = tuple[int, int]
Rows = Mapping[int, Mapping[int, RawCell]]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that fill the same columns; rows and columns ascend. `values` has a list for each column.

    `styles`: for each column the number of the style that all rows share, or a list of numbers.
    """

    columns: tuple[int, ...]
    rows: Sequence[int]
    values: Sequence[Sequence[CellValue]]
    styles: Sequence[int | Sequence[int]]

    def style(self, place: int, index: int) -> int:
        """Number of the style of one cell: the `index`-th row, the `place`-th column."""
        found = self.styles[place]
        return found if isinstance(found, int) else found[index]


class PackedRows(Mapping[int, Mapping[int, RawCell]]):
    """Rows of a sheet in blocks. A row asked for is made into cells then, and kept.

    `formulas` and `comments` by (row, column).
    """

    __slots__ = ("_made", "_places", "_rows", "blocks", "comments", "formulas", "styles")

    def __init__(
        self, blocks: Sequence[Block], styles: Sequence[Style], formulas: Mapping[At, str], comments: Mapping[At, str]
    ) -> None:
        self.blocks = blocks
        self.styles = styles
        self.formulas = formulas
        self.comments = comments
        self._places: dict[int, tuple[Block, int]] = {}
        for block in blocks:
            self._places.update(zip(block.rows, zip(repeat(block), range(len(block.rows)), strict=False), strict=True))
        self._rows = sorted(self._places)
        self._made: dict[int, Mapping[int, RawCell]] = {}

    def __getitem__(self, row: int) -> Mapping[int, RawCell]:
        made = self._made.get(row)
        if made is None:
            block, index = self._places[row]
            made = self._made[row] = {
                column: RawCell(
                    block.values[place][index],
                    self.styles[block.style(place, index)],
                    self.formulas.get((row, column), ""),
                    self.comments.get((row, column), ""),
                )
                for place, column in enumerate(block.columns)
            }
        return made

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, row: object) -> bool:
        return row in self._places

    def values_held(self) -> Iterator[CellValue]:
        """Every value, by blocks and columns."""
        return (value for block in self.blocks for column in block.values for value in column)

    def column(self, column: int) -> dict[int, CellValue]:
        """Values of a column by row, in no particular order."""
        return column_by_row(((block.columns, block.rows, block.values) for block in self.blocks), column)


def column_by_row(
    blocks: Iterable[tuple[Sequence[int], Sequence[int], Sequence[Sequence[T]]]], column: int
) -> dict[int, T]:
    """What stands in a column, by row in no particular order. `blocks`: columns, rows, a list for each column."""
    found: dict[int, T] = {}
    for columns, rows, lists in blocks:
        if column in columns:
            found.update(zip(rows, lists[columns.index(column)], strict=True))
    return found


def packed(rows: Rows) -> PackedRows:
    """Rows in blocks, whatever they are held in."""
    if isinstance(rows, PackedRows):
        return rows
    alike: dict[tuple[int, ...], list[int]] = {}
    for row, cells in rows.items():
        alike.setdefault(tuple(cells), []).append(row)
    numbers: dict[Style, int] = {}
    blocks = []
    for columns, at in alike.items():
        held = list(zip(*(rows[row].values() for row in at), strict=True))
        styles = [[numbers.setdefault(cell.style, len(numbers)) for cell in cells] for cells in held]
        values = [[cell.value for cell in cells] for cells in held]
        blocks.append(Block(columns, at, values, [shared(column) for column in styles]))
    marked = [(row, column, cell) for row, cells in rows.items() for column, cell in cells.items()]
    formulas = {(row, column): cell.formula for row, column, cell in marked if cell.formula}
    comments = {(row, column): cell.comment for row, column, cell in marked if cell.comment}
    return PackedRows(blocks, list(numbers), formulas, comments)


def shared(numbers: list[int]) -> int | list[int]:
    """The one number that all are, or the numbers."""
    return numbers[0] if numbers and len(set(numbers)) == 1 else numbers
