"""Pieces of a sheet, each a heading with the rows below it: what a table too wide for its paper is cut into."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from workbench.exchange.asides import turns_page
from workbench.exchange.columns import heading_parts, number_columns
from workbench.exchange.detect import HeadingBlock, Headings, is_index_row
from workbench.exchange.grid import Grid
from workbench.exchange.headings import is_number_heading
from workbench.exchange.letterhead import is_note_start, is_signature
from workbench.exchange.totals import says_total

_NUMBER = re.compile(r"\(?(\d{1,7})(?:\.0+)?[.)]?")
_HIGHEST = 5  # rows of a heading
_EVERY = 1 << 20


@dataclass(frozen=True)
class Segment:
    """A heading and the rows below it, down to the next heading. `sheet`: its place among the sheets.

    `table`: whether the heading makes a table by itself; `above`: the piece over it on the sheet.
    """

    sheet: int
    grid: Grid
    block: HeadingBlock
    table: bool
    body: tuple[int, ...]
    above: Segment | None = None

    @cached_property
    def before(self) -> tuple[int, ...]:
        """Filled rows between the records above and this heading."""
        return _within(self.grid.rows, self.above.last + 1 if self.above else 1, self.block.top)

    @cached_property
    def numbers(self) -> Mapping[int, str]:
        """Running numbers by row, in order."""
        column = self.block.number_column
        texts = self.grid.texts_in(column) if column is not None else {}
        return {row: said for row in self.body if row in texts and (said := self._number(row, texts[row]))}

    def _number(self, row: int, text: str) -> str:
        found = _NUMBER.fullmatch(text)
        index = found is not None and len(self.grid.filled(row)) > 3 and is_index_row(self.grid, row, 1, _EVERY)
        return found[1] if found and not index else ""

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows that may be records: the numbered ones; where none is, all down to the foot of the table."""
        return tuple(self.numbers) or tuple(self._filled())

    def _filled(self) -> Iterator[int]:
        for row in self.body:
            texts = self.grid.filled(row)
            if is_index_row(self.grid, row, 1, _EVERY):
                continue
            if any(is_signature(text) or is_note_start(text) for text in texts.values()) or self.is_total(row):
                return
            if self.block.parts.keys() & texts.keys() and not runs_on(self.grid, row):
                yield row

    def is_total(self, row: int) -> bool:
        """Whether a row says that it is a total."""
        return any(says_total(self.grid.key(text)) for text in self.grid.filled(row).values())

    @cached_property
    def last(self) -> int:
        """The last row of a record, or of the heading."""
        return self.rows[-1] if self.rows else self.block.bottom

    @cached_property
    def others(self) -> tuple[int, ...]:
        """Rows amid the records that are none: of groups, totals, column numbers."""
        chosen = set(self.rows)
        return tuple(row for row in self.body if row < self.last and row not in chosen)

    @property
    def every_row(self) -> Sequence[int]:
        """All filled rows from the heading to the last record."""
        return _within(self.grid.rows, self.block.top, self.last + 1)

    def said(self, row: int) -> tuple[str, ...]:
        """What stands in a row, folded, numbers left out."""
        return tuple(self.grid.key(text) for text in self.grid.filled(row).values() if any(c.isalpha() for c in text))


def segments(at: int, grid: Grid, headings: Headings) -> list[Segment]:
    """The pieces of the `at`-th sheet by rows; headings side by side are none, but end what is above them."""
    if not headings.tables and not headings.parts:
        return []
    tables = list(headings.tables)
    parts = [*headings.parts, *_numbered_headings(grid, headings)]
    blocks = sorted((*tables, *parts), key=lambda b: b.top)
    met = Counter(block.top for block in blocks)
    ends = [*sorted(met), _EVERY]
    found: list[Segment] = []
    for block in blocks:
        if met[block.top] > 1:
            continue
        body = _within(grid.rows, block.bottom + 1, ends[bisect_right(ends, block.bottom)])
        found.append(Segment(at, grid, block, block in tables, body, found[-1] if found else None))
    return [page for piece in found for page in _pages(piece)]


def _pages(piece: Segment) -> list[Segment]:
    """A piece cut into pages: its own, then by turns more rows of the table above and what goes on with them.

    Told by the numbers alone: 1-20 and 1-20 under their headings, then 21-40 and 21-40 without.
    """
    table = piece.above
    if table is None or not table.table or piece.table or not table.numbers:
        return [piece]
    first, rows = list(table.numbers.values()), list(piece.numbers)
    runs = _runs(rows[len(first) :], piece.numbers)
    told = [[piece.numbers[row] for row in run] for run in runs]
    if [piece.numbers[row] for row in rows[: len(first)]] != first or not told or told[::2] != told[1::2]:
        return [piece]
    if int(told[0][0]) != int(first[-1]) + 1:
        return [piece]
    pages = [replace(piece, body=_within(piece.body, 1, runs[0][0]))]
    for n, run in enumerate(runs):
        of = piece if n % 2 else table
        end = runs[n + 1][0] if n + 1 < len(runs) else _EVERY
        block = replace(of.block, top=run[0], bottom=run[0] - 1)
        body = _within(piece.body, run[0], end)
        pages.append(Segment(piece.sheet, piece.grid, block, of.table, body, pages[-1]))
    return pages


def _runs(rows: Sequence[int], numbers: Mapping[int, str]) -> list[list[int]]:
    """Rows cut where the numbers do not rise."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and int(numbers[row]) > int(numbers[runs[-1][-1]]):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _within(rows: Sequence[int], first: int, end: int) -> tuple[int, ...]:
    """Those of ascending rows that are in [first, end)."""
    return tuple(rows[bisect_left(rows, first) : bisect_left(rows, end)])


def _numbered_headings(grid: Grid, headings: Headings) -> Iterator[HeadingBlock]:
    """Headings of any words below a table, under its running number: they begin with one of their own."""
    known = {r for block in (*headings.tables, *headings.parts) for r in range(block.top, block.bottom + 1)}
    for column in dict.fromkeys(block.number_column for block in headings.tables):
        if column is None:
            continue
        top = min(block.bottom for block in headings.tables if block.number_column == column)
        texts = grid.texts_in(column)
        rows = sorted(row for row in texts if row > top and row not in known and is_number_heading(texts[row]))
        for row in rows:
            yield _numbered_heading(grid, row, column, texts, known)


def _numbered_heading(
    grid: Grid, first: int, column: int, texts: Mapping[int, str], known: Collection[int]
) -> HeadingBlock:
    """The rows down to the first number."""
    below = [row for row in _within(grid.rows, first, first + _HIGHEST + 3) if row not in known]
    numbered = next((row for row in below[1:] if _NUMBER.fullmatch(texts.get(row, ""))), first + 1)
    head = [row for row in below if row < numbered and not is_index_row(grid, row, 1, _EVERY)]
    bottom = head[-1] if len(head) <= _HIGHEST else first
    parts = heading_parts(grid, first, bottom)
    number = next(iter(number_columns(parts)), column)
    return HeadingBlock(first, bottom, min(parts, default=column), max(parts, default=column), parts, number, {})


def runs_on(grid: Grid, row: int) -> bool:
    """ "(tiếp theo)", "Trang 2": a line between two pieces that opens nothing new."""
    texts = grid.filled(row)
    return len(texts) == 1 and all(map(turns_page, texts.values()))
