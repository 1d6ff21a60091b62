"""Widths of columns: the layout's, scaled to the page, then mended by what stands in them.

A layout's millimetres hold for the type size it was made for and for texts of usual length. When the officer
changes size, paper or columns, dates and short words must still stand on one line where the page has room. What
is then left to choose is chosen for the shortest register: millimetres go from columns that do not need them to
those that make their rows high, step by step, while that saves lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, islice
from math import ceil
from typing import NamedTuple

from ui.printing.face import MM, Sized
from ui.printing.measure import clean, parts, unbroken
from workbench.reports.document import DataRow, Table, TotalRow

_LONGEST = 16  # letters of a word that is better not broken
_WIDEST = 32 * MM
_LOOKED_AT = 300  # rows, for words
_WEIGHED = 60  # rows, for heights
_STEPS = (6 * MM, 2 * MM)
_MOVES = 16  # at most, of each length
_LEAST_SHARE = 0.45  # of the layout's width: a column does not lose more, however little it holds
_PAGE_LINES = 28  # about how many lines of a table a page holds: how often the heading comes again
_ASIDE = 0.04
_RATE = " %"  # stays with its number
_WORDS = re.compile(r"\s+(?!%)")
_WORD = "vướng"  # half a word's width is lost at the end of each line of a broken text

Paragraphs = tuple[float, ...]  # unbroken width of each paragraph of a cell, in dots


class Weighed(NamedTuple):
    """A row, or the heading: the texts of its columns, and how many times it counts."""

    cells: Sequence[Paragraphs]
    times: float


def edges(table: Table, width: float, plain: Sized, bold: Sized, padding: float) -> tuple[float, ...]:
    """Left edge of every column and the right edge of the last, whole dots, from 0 to `width`."""
    scale = width / sum(column.width for column in table.columns)
    wished = [column.width * scale for column in table.columns]
    least = [wide + padding for wide in _needed(table, plain, bold)]
    widths = _mended(wished, least)
    floor = [min(now, max(low, now * _LEAST_SHARE)) for now, low in zip(widths, least, strict=True)]
    held = frozenset(at for at, column in enumerate(table.columns) if column.by_hand)
    heights = Heights(_weighed(table, plain, bold), padding, plain.width(_WORD) / 2)
    ends = accumulate(_balanced(widths, floor, held, heights))
    return (0.0, *(float(round(end)) for end in ends))


# short words are kept whole


def _needed(table: Table, plain: Sized, bold: Sized) -> list[float]:
    """Per column, the widest word of heading and rows that is short enough to be kept whole."""
    words = {False: LongestWord(plain), True: LongestWord(bold)}
    widest = [max(words[True].of(c.heading), plain.width(c.number)) for c in table.columns]
    data = (row for row in islice(table.rows, _LOOKED_AT) if isinstance(row, DataRow))
    totals = (row for row in table.rows if isinstance(row, TotalRow))
    looked = [(words[row.bold], row.cells) for row in data] + [(words[True], row.cells) for row in totals]
    for measured, cells in looked:  # those of a total fill the last columns
        for at, cell in enumerate(cells, len(widest) - len(cells)):
            if cell:
                widest[at] = max(widest[at], measured.of(cell))
    return widest


class LongestWord:
    """Width of the longest word of a text that is better kept whole; words and texts repeat and are remembered."""

    def __init__(self, sized: Sized) -> None:
        self._sized = sized
        self._words: dict[str, float] = {}
        self._texts: dict[str, float] = {}

    def of(self, text: str) -> float:
        """For a text; 0 when all its words are broken anyway."""
        found = self._texts.get(text)
        if found is None:
            known = self._words
            widest = 0.0
            for word in _WORDS.split(clean(text).strip()):
                wide = known.get(word)
                if wide is None:
                    wide = known[word] = self._whole(word)
                widest = max(widest, wide)
            found = self._texts[text] = widest
        return found

    def _whole(self, word: str) -> float:
        """Of the parts of a word that are kept whole; of one too wide for any column those between its marks."""
        if word.endswith(_RATE):
            return self._sized.width(word[:-2]) + self._sized.space + self._sized.width("%")
        widest = 0.0
        for part in unbroken(word):
            if len(part) <= _LONGEST and self._sized.width(part) <= _WIDEST:
                widest = max(widest, self._sized.width(part))
            else:
                short = (self._sized.width(piece) for piece in parts(part) if len(piece) <= _LONGEST)
                widest = max(widest, *short, 0.0)
        return widest


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


# the shortest register


def _weighed(table: Table, plain: Sized, bold: Sized) -> list[Weighed]:
    """Rows taken evenly from the table, and its heading as often as it will come again."""
    every = max(1, ceil(len(table.rows) / _WEIGHED))
    rows = [row for row in table.rows[::every] if isinstance(row, DataRow)]
    weighed = [Weighed([_paragraphs(cell, bold if row.bold else plain) for cell in row.cells], every) for row in rows]
    if not weighed:
        return []
    heading = [_paragraphs(column.heading, bold) for column in table.columns]
    often = 1 + sum(every * max((len(cell) for cell in row.cells), default=1) for row in weighed) * 2 / _PAGE_LINES
    return [Weighed(heading, often), *weighed]


def _paragraphs(text: str, sized: Sized) -> Paragraphs:
    if not text:
        return ()
    return tuple(
        sum(map(sized.width, words)) + sized.space * (len(words) - 1)
        for words in (part.split(" ") for part in clean(text).split("\n"))
    )


class Heights:
    """How many lines the weighed rows take at given widths. `waste` dots are lost in each line of a broken text."""

    def __init__(self, rows: list[Weighed], padding: float, waste: float) -> None:
        self.rows = rows
        self._times = [row.times for row in rows]
        self._padding, self._waste = padding, waste
        self._known: dict[tuple[int, float], list[float]] = {}

    def lines(self, at: int, width: float) -> list[float]:
        """About how many lines each row takes in one column of this width.

        Half of it grows step by step as lines do, half evenly: so that a way to fewer lines is seen from afar.
        """
        found = self._known.get((at, width))
        if found is None:
            room = width - self._padding
            broken = max(1.0, room - self._waste)
            found = self._known[at, width] = [
                sum(1.0 if wide <= room else (ceil(wide / broken) + wide / broken) / 2 for wide in row.cells[at])
                for row in self.rows
            ]
        return found

    def highest(self, counts: list[list[float]]) -> list[tuple[float, int, float]]:
        """For each row the most lines of any column, that column, and the most lines of any other."""
        found = []
        for row in zip(*counts, strict=True):
            first = max(row)
            at = row.index(first)
            found.append((first, at, max((*row[:at], *row[at + 1 :]), default=0.0)))
        return found

    def cost(self, at: int, width: float, now: list[float], highest: list[tuple[float, int, float]]) -> float:
        """Lines that another width of one column costs; below nought when it saves some. A cell that is not the
        highest of its row counts a little."""
        cost = 0.0
        for lines, before, (first, column, second), times in zip(
            self.lines(at, width), now, highest, self._times, strict=True
        ):
            if lines != before:
                others = second if column == at else first
                change = (lines if lines > others else others) - (before if before > others else others)
                cost += (change + (lines - before) * _ASIDE) * times
        return cost


def _balanced(widths: list[float], floor: list[float], held: frozenset[int], heights: Heights) -> list[float]:
    """Move width from one column to another, first in long steps, then in short ones, while that makes the rows
    lower."""
    if not heights.rows:
        return widths
    free = [at for at in range(len(widths)) if at not in held]
    counts = [heights.lines(at, wide) for at, wide in enumerate(widths)]
    for step in _STEPS:
        for _ in range(_MOVES):
            wider, narrower = _best_move(widths, floor, free, step, counts, heights)
            if wider == narrower:
                break
            for at, by in ((wider, step), (narrower, -step)):
                widths[at] += by
                counts[at] = heights.lines(at, widths[at])
    return widths


def _best_move(
    widths: list[float],
    floor: list[float],
    free: list[int],
    step: float,
    counts: list[list[float]],
    heights: Heights,
) -> tuple[int, int]:
    """The columns to make wider and narrower by a step; the same one twice when nothing would be saved."""
    top = heights.highest(counts)
    gains = sorted((heights.cost(at, widths[at] + step, counts[at], top), at) for at in free)
    givers = [at for at in free if widths[at] - step >= floor[at]]
    losses = sorted((heights.cost(at, widths[at] - step, counts[at], top), at) for at in givers)
    pairs = [
        (gain + loss, wider, narrower) for gain, wider in gains[:2] for loss, narrower in losses[:2] if wider != narrower
    ]
    saved, wider, narrower = min(pairs, default=(0.0, 0, 0))
    return (wider, narrower) if saved < 0 else (0, 0)
