"""Widths of columns: the layout's, scaled to the page, then mended so that short words need not be broken.

A layout's millimetres hold for the type size it was made for; when the officer changes size, paper or columns,
dates and short words must still stand on one line where the page has room.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, islice

from ui.printing.face import MM, Sized
from ui.printing.measure import clean, unbroken
from workbench.reports.document import DataRow, Table

_LONGEST = 16  # letters of a word that is better not broken
_WIDEST = 32 * MM
_LOOKED_AT = 300  # rows


def edges(table: Table, width: float, plain: Sized, bold: Sized, padding: float) -> tuple[float, ...]:
    """Left edge of every column and the right edge of the last, whole dots, from 0 to `width`."""
    scale = width / sum(column.width for column in table.columns)
    wished = [column.width * scale for column in table.columns]
    needed = [wide + padding for wide in _needed(table, plain, bold)]
    ends = accumulate(_mended(wished, needed))
    return (0.0, *(float(round(end)) for end in ends))


def _needed(table: Table, plain: Sized, bold: Sized) -> list[float]:
    """Per column, the widest word of heading and rows that is short enough to be kept whole."""
    widest = [max(map(bold.width, _whole_words(column.heading)), default=0.0) for column in table.columns]
    widest = [max(wide, plain.width(column.number)) for wide, column in zip(widest, table.columns, strict=True)]
    for row in islice(table.rows, _LOOKED_AT):
        if isinstance(row, DataRow):
            sized = bold if row.bold else plain
            for at, cell in enumerate(row.cells):
                if cell:
                    widest[at] = max(widest[at], *map(sized.width, _whole_words(cell)), 0.0)
    return [min(wide, _WIDEST) for wide in widest]


def _whole_words(text: str) -> Iterator[str]:
    return (part for word in clean(text).split() for part in unbroken(word) if len(part) <= _LONGEST)


def _mended(wished: list[float], needed: list[float]) -> list[float]:
    """Give columns that are too narrow what they lack, out of what the others have to spare."""
    lack = [max(0.0, need - wish) for wish, need in zip(wished, needed, strict=True)]
    spare = [max(0.0, wish - need) for wish, need in zip(wished, needed, strict=True)]
    wanted, free = sum(lack), sum(spare)
    if not wanted or not free:
        return wished
    given = min(1.0, free / wanted)
    taken = min(1.0, wanted / free)
    return [wish + less * given - more * taken for wish, less, more in zip(wished, lack, spare, strict=True)]
