"""Rows that are records at first sight: most of what a record needs is filled, whatever the words are.

Told for whole blocks of rows that fill the same columns. All other rows are judged one by one in `bands`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from workbench.exchange.grid import Grid, TextBlock
from workbench.exchange.lessons import row_words
from workbench.exchange.marks import is_nothing

_SAMPLE = 64  # texts by which the columns with the fewest different ones are told
_SPARE = 3  # columns looked at beyond the fewest that could do


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table asks of its rows: numbers of its columns by what stands under their headings.

    `headings`: the folded texts of the heading of each column; `longest` has most letters of any text like these.
    """

    left: int
    right: int
    main: int | None
    number: int | None
    mapped: Collection[int]
    required: Collection[int]
    amounts: Collection[int]
    typed: Collection[int]
    headings: Mapping[int, Collection[str]]
    longest: int
    is_number: Callable[[str], bool]

    def strong(self, columns: Collection[int]) -> bool:
        """Whether filling these columns makes a record, if others of the table do not fill far more."""
        filled = sum(column in columns for column in self.required)
        if (self.main is not None and self.main not in columns) or filled < 2:
            return False
        return filled * 2 > len(self.required)

    def no_group_or_total(self, columns: Collection[int]) -> bool:
        """Whether too much is filled for the heading of a group, for a total, or for text that runs on."""
        return len(columns) > 2 + len(self.amounts) and any(column in columns for column in self.typed)


@dataclass(frozen=True, slots=True)
class Regular:
    """A row that is a record: how many mapped columns it fills, and whether it bears a number."""

    filled: int
    numbered: bool


def regular_rows(grid: Grid, shape: Shape, without: Collection[int]) -> dict[int, Regular]:
    """The records among the rows of a sheet that can be told at first sight; `without`: rows not to be looked at."""
    found: dict[int, Regular] = {}
    for block in grid.blocks:
        inside = [place for place, c in enumerate(block.columns) if shape.left <= c <= shape.right]
        columns = frozenset(block.columns[place] for place in inside)
        if shape.strong(columns) and shape.no_group_or_total(columns):
            found.update(_of_block(grid, block, inside, shape, without))
    return found


def first_words(grid: Grid, left: int, right: int) -> Iterator[tuple[int, str]]:
    """The rows of a sheet with the first words of each, between two columns."""
    for block in grid.blocks:
        texts = [block.texts[place] for place, column in enumerate(block.columns) if left <= column <= right]
        for row, shown in zip(block.rows, zip(*texts, strict=True), strict=True) if texts else ():
            yield row, row_words(shown)


def _of_block(
    grid: Grid, block: TextBlock, inside: Sequence[int], shape: Shape, without: Collection[int]
) -> Iterator[tuple[int, Regular]]:
    blanks = _blanks(block, inside)
    heads = _heading_texts(grid, block, inside, shape)
    columns = frozenset(block.columns[place] for place in inside)
    numbers = block.texts[block.columns.index(shape.number)] if shape.number in columns else None
    if not blanks and not any(texts for _, texts in heads) and len(heads) > len(inside) // 5:
        filled_by_all = sum(column in shape.mapped for column in columns)
        kinds = [Regular(filled_by_all, False), Regular(filled_by_all, True)]
        bears = map(shape.is_number, numbers) if numbers is not None else repeat(False)
        rows = zip(block.rows, map(kinds.__getitem__, bears), strict=False)
        yield from (found for found in rows if found[0] not in without) if without else rows
        return
    for at, row in enumerate(block.rows):
        if row in without:
            continue
        missing = blanks.get(at)
        filled = columns - missing if missing else columns
        if missing and not (shape.strong(filled) and shape.no_group_or_total(filled)):
            continue
        unlike = sum(block.texts[place][at] not in texts for place, texts in heads if block.columns[place] in filled)
        if unlike <= len(filled) // 5:
            continue
        numbered = numbers is not None and shape.number in filled and shape.is_number(numbers[at])
        yield row, Regular(sum(column in shape.mapped for column in filled), numbered)


def _blanks(block: TextBlock, inside: Sequence[int]) -> dict[int, set[int]]:
    """The columns of a row, by its place in the block, that hold a mark for nothing."""
    found: dict[int, set[int]] = {}
    for place in inside:
        nothing = {text for text in block.texts[place] if not text[0].isalnum() and is_nothing(text)}
        if nothing:
            for at, text in enumerate(block.texts[place]):
                if text in nothing:
                    found.setdefault(at, set()).add(block.columns[place])
    return found


def _heading_texts(
    grid: Grid, block: TextBlock, inside: Sequence[int], shape: Shape
) -> list[tuple[int, Collection[str]]]:
    """For the columns with the fewest different texts: those among them that are the heading of the column.

    A heading that is repeated differs from the first in a fifth of its columns at most, so few columns will do.
    """
    variety = sorted(inside, key=lambda place: len(set(block.texts[place][:_SAMPLE])))
    found: list[tuple[int, Collection[str]]] = []
    for place in variety[: len(inside) // 5 + _SPARE]:
        heading = shape.headings.get(block.columns[place], ())
        distinct = set(block.texts[place]) if heading else ()
        like = {text for text in distinct if len(text) <= shape.longest and grid.key(text) in heading}
        found.append((place, like))
    return found
