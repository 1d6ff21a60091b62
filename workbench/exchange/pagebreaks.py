"""Where pages of a sheet end, so that no title of a group and no signature stands alone. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

_SURE = 0.97  # of a page: spreadsheet programs round widths and heights each in their own way


def page_breaks(
    heights: Sequence[float],
    room: float,
    kept: Collection[int],
    heading: float = 0.0,
    forced: Collection[int] = (),
    *,
    every: bool = False,
) -> list[int]:
    """Rows, from 0, with which a new page begins; only the `forced` ones where pages end well by themselves,
    unless `every` one is asked for.

    `heights` and `room`, the height of a page, in one unit; `heading`: what the rows take that come again on every
    page after the first. A row in `kept` stays with the row below it. Ends of pages left to the program would move
    those that are set, so either all are set or none.
    """
    alone = every or [row for row in _starts(heights, room, (), heading, forced) if row - 1 in kept]
    return list(_starts(heights, room, kept, heading, forced)) if alone else sorted(forced)


def _starts(
    heights: Sequence[float], room: float, kept: Collection[int], heading: float, forced: Collection[int]
) -> Iterator[int]:
    """The first row of each page but the first."""
    used, room = 0.0, room * _SURE
    for first, end in _runs(len(heights), kept):
        run = heights[first:end]
        whole = sum(run)
        if first and (first in forced or used + whole > room) and used > heading:
            yield first
            used = heading
        if used + whole <= room:
            used += whole
            continue
        last_page = first + _before_last_page(run, room - heading)
        for row, height in enumerate(run, first):  # higher than a page: it is cut, not near its end
            if (row == last_page or used + height > room) and used > heading:
                yield row
                used = heading
            used += height


def _before_last_page(run: Sequence[float], room: float) -> int:
    """How many rows stand before as many of the last ones as one page holds; all, where it does not hold the last."""
    at, height = len(run), 0.0
    while at and height + run[at - 1] <= room:
        at -= 1
        height += run[at]
    return at


def _runs(rows: int, kept: Collection[int]) -> Iterator[tuple[int, int]]:
    """Rows that stay together: the first, and the one after the last."""
    first = 0
    for row in range(rows):
        if row not in kept or row == rows - 1:
            yield first, row + 1
            first = row + 1
