"""A printed document as a workbook: the same rows, merged cells and page, to be filtered, added up and sent on.

A4 in the chosen direction, one page wide, headings repeated on every page, page number in the middle of the top
margin from the second page on (Decree 30/2020/NĐ-CP, annex I).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil

from workbench.exchange.bookpage import HIGHEST, BookPage, CellLook, PrintedBook
from workbench.progress import Progress, Silent
from workbench.reports.document import (
    CoverPage,
    DataRow,
    GroupRow,
    Letterhead,
    Line,
    PageBreak,
    Paragraph,
    PrintDocument,
    Recipients,
    Signature,
    Signatures,
    Table,
    Title,
    head_cells,
)

_LINE = 1.25  # height of a line, as a share of the type size
_LETTER = 0.17  # width of a letter in mm, for each point of its size, about
_BOLD = 1.1  # how much wider bold letters are, about
_CAPITALS = 1.3  # how much wider capitals are, about
_PADDING = 3.0  # of a cell, mm, both sides together
_LONGEST = 16  # letters of a word that is better not broken
_LOOKED_AT = 300  # rows, for words
_LOWEST_HEADING = 2  # lines
_SIGN_LINES = 4
_WITH_SIGNATURE = 2  # rows of the table that stand on its page
_LEFT_SHARE = 0.42  # of a letterhead: the nation's name needs the rest on a standing page
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?|-?\d+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Measures:
    """What the layout of the print has measured: widths of the columns in mm, lines of each heading row and of
    each row of the table."""

    widths: tuple[float, ...]
    heading: tuple[float, ...]
    rows: tuple[float, ...]


def workbook_bytes(document: PrintDocument, measures: Measures | None = None, progress: Progress | None = None) -> bytes:
    """The document as an .xlsx file; without `measures` widths are the document's and heights are estimated.

    Raises Cancelled from `progress`.
    """
    book = PrintedBook(document.title)
    _Writer(document, measures, progress or Silent(), book).write()
    return book.data()


def workbook_of(title: str, documents: Sequence[PrintDocument], progress: Progress | None = None) -> bytes:
    """Several documents as one .xlsx file, a sheet for each under its title. Raises Cancelled from `progress`."""
    book = PrintedBook(title)
    for document in documents:
        _Writer(document, None, progress or Silent(), book).write()
    return book.data()


class _Writer:
    """Writes the blocks one under the other; `row` is the next free one, from 0."""

    def __init__(
        self, document: PrintDocument, measures: Measures | None, progress: Progress, book: PrintedBook
    ) -> None:
        self._document, self._measures, self._progress = document, measures, progress
        self._table = next((block for block in document.blocks if isinstance(block, Table)), None)
        columns = self._table.columns if self._table else ()
        given = measures.widths if measures else tuple(column.width for column in columns)
        room = document.setup.body[0]
        self._widths = [wide * room / sum(given) for wide in given] or [room / 2, room / 2]
        if self._table and not measures:
            self._widths = _whole_words(self._table, self._widths, document.setup.table_pt)
        self._last = max(1, len(self._widths) - 1)
        self._page = BookPage(document.title, book)
        self._repeat: tuple[int, int] | None = None
        self._with_signature: int | None = None  # the first row of the table that is not left by the signature
        self.row = 0

    def write(self) -> None:
        """All blocks, then the page."""
        self._page.columns(self._widths)
        for block in self._document.blocks:
            if isinstance(block, Letterhead):
                self._letterhead(block)
            elif isinstance(block, Title):
                self._lines(block.lines, 0, self._last)
            elif isinstance(block, Table):
                self._rows(block)
            elif isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Signatures):
                self._signatures(block)
            elif isinstance(block, CoverPage):
                self._cover(block)
            elif isinstance(block, Recipients):
                self._column((block.heading, *block.lines), 0, self._half())
            elif isinstance(block, PageBreak):
                self._page.break_before(self.row)
        setup = self._document.setup
        self._page.finish(
            landscape=setup.landscape,
            margins=(setup.left, setup.right, setup.top, setup.bottom),
            repeat=self._repeat,
            last=(max(0, self.row - 1), self._last),
        )

    # parts

    def _merged(self, first: int, last: int, words: str, look: CellLook) -> None:
        self._page.put(self.row, first, words, look, across=last - first + 1)

    def _half(self) -> int:
        """The last column of the left half of the page."""
        whole, so_far = sum(self._widths), 0.0
        for at, wide in enumerate(self._widths):
            so_far += wide
            if so_far >= _LEFT_SHARE * whole:
                return min(at, self._last - 1)
        return self._last - 1

    def _guessed(self, words: str, width: float, size: float) -> int:
        """About how many lines words take in so many mm."""
        letters = max(1, int(width / (size * _LETTER)))
        return sum(max(1, -(-len(part) // letters)) for part in words.split("\n"))

    # blocks

    def _lines(self, lines: Sequence[Line], first: int, last: int) -> None:
        width = sum(self._widths[first : last + 1])
        for line in lines:
            size = line.size or self._document.setup.body_pt
            wide = size * (_CAPITALS if line.text.isupper() else 1.0)
            self._page.height(self.row, size * _LINE * self._guessed(line.text, width, wide))
            look = CellLook(size, line.bold, line.italic, bool(line.rule), "center")
            self._merged(first, last, line.text, look)
            self.row += 1

    def _letterhead(self, block: Letterhead) -> None:
        top, half = self.row, self._half()
        left = [*block.left, *(Line(words) for words in (block.number, block.subject) if words)]
        right = [*block.right, *([Line(block.place_date, italic=True)] if block.place_date else [])]
        self._lines(left, 0, half)
        end, self.row = self.row, top
        self._lines(right, half + 1, self._last)
        self.row = max(end, self.row) + 1

    def _paragraph(self, block: Paragraph) -> None:
        size = block.size or self._document.setup.body_pt
        lines = self._guessed(block.text, self._document.setup.body[0], size)
        self._page.height(self.row, size * _LINE * lines)
        align = "left" if block.align == "justify" else block.align
        self._merged(0, self._last, block.text, CellLook(size, block.bold, block.italic, align=align))
        self.row += 1

    def _column(self, words: Sequence[str], first: int, last: int) -> None:
        for line in words:
            self._merged(first, last, line, CellLook(11))
            self.row += 1

    def _cover(self, block: CoverPage) -> None:
        lines = [
            *(Line(text, size=14) for text in block.parents),
            *(Line(text, True, size=14) for text in block.issuer),
            *(Line("") for _ in range(5)),
            *(Line(text, True, size=24) for text in block.title),
            *(Line("") for _ in range(2)),
            *(Line(text, size=15) for text in block.lines),
        ]
        self._lines(lines, 0, self._last)
        self._page.break_before(self.row)

    def _signatures(self, block: Signatures) -> None:
        begun = self.row
        self.row += 1
        half = self._half()
        if block.place_date:
            self._merged(half + 1, self._last, block.place_date, CellLook(13, italic=True, align="center"))
            self.row += 1
        top, ends = self.row, []
        for side, first, last in ((block.left, 0, half), (block.right, half + 1, self._last)):
            self.row = top
            if isinstance(side, Signature):
                self._signature(side, first, last)
            elif isinstance(side, Recipients):
                self._column((side.heading, *side.lines), first, last)
            ends.append(self.row)
        self.row = max(ends)
        for row in range(begun if self._with_signature is None else self._with_signature, self.row - 1):
            self._page.keep(row)

    def _signature(self, side: Signature, first: int, last: int) -> None:
        bold = CellLook(13, bold=True, align="center")
        for line in side.title:
            self._merged(first, last, line, bold)
            self.row += 1
        if side.note:
            self._merged(first, last, side.note, replace(bold, bold=False, italic=True))
        self.row += _SIGN_LINES
        self._merged(first, last, side.name, bold)
        self.row += 1

    # the table

    def _rows(self, table: Table) -> None:
        self.row += 1
        first = self.row
        self._heading(table)
        self._repeat = (first, self.row - 1)
        body = self.row
        total = len(table.rows)
        starts: dict[int, tuple[int, str]] = {}
        for at, row in enumerate(table.rows):
            deep = self._heights(self._row_lines(table, at) * self._line())
            if isinstance(row, DataRow):
                below = table.rows[at + 1] if at + 1 < total else None
                goes_on = below.joined if isinstance(below, DataRow) else frozenset()
                self._data(table, row, goes_on, starts, deep)
            elif isinstance(row, GroupRow):
                self._page.keep(self.row)
                spans = [(row.numeral, 0, 0, "center"), (row.text, 1, self._last, "left")]
                self._banded(spans if row.numeral else [(row.text, 0, self._last, "left")])
            else:
                free = len(table.columns) - len(row.cells)
                spans = [(row.label, 0, free - 1, "left" if not row.cells else "center")]
                spans += [(text, at, at, table.columns[at].align) for at, text in enumerate(row.cells, free)]
                self._banded(spans)
            if at % 100 == 0 or at + 1 == total:
                self._progress.step(at + 1, total, "printing.row")
        self._with_signature = max(body, self.row - _WITH_SIGNATURE)

    def _line(self) -> float:
        return self._document.setup.table_pt * _LINE

    def _row_lines(self, table: Table, at: int) -> float:
        if self._measures:
            return self._measures.rows[at]
        row = table.rows[at]
        if not isinstance(row, DataRow):
            return 1
        size = self._document.setup.table_pt
        pairs = zip(row.cells, self._widths, strict=True)
        return max(self._guessed(words, wide - 2, size) for words, wide in pairs)

    def _heading(self, table: Table) -> None:
        size, top = self._document.setup.table_pt, self.row
        cells = head_cells(table.columns)
        look = CellLook(size, bold=True, align="center", valign="vcenter", boxed=True)
        for cell in cells:
            self._page.put(top + cell.row, cell.column, cell.text, look, cell.columns, cell.rows)
        depth = max(cell.row + cell.rows for cell in cells)
        lines = (
            (c, self._guessed(c.text, sum(self._widths[c.column : c.column + c.columns]), size * _BOLD)) for c in cells
        )
        most = max(lines_of / c.rows for c, lines_of in lines)
        heights = self._measures.heading if self._measures else (max(_LOWEST_HEADING / depth, most + 0.5),) * depth
        for level in range(depth):
            self._page.height(top + level, heights[level] * self._line())
        self.row = top + depth
        if table.numbered:
            number = CellLook(size, italic=True, align="center", boxed=True)
            for at, column in enumerate(table.columns):
                self._page.put(self.row, at, column.number, number)
            self.row += 1

    def _heights(self, points: float) -> int:
        """Height of a row of the table; one higher than a row of a sheet can be stands in several. How many."""
        deep = max(1, ceil(points / HIGHEST))
        for under in range(deep):
            self._page.height(self.row + under, points / deep)
        return deep

    def _data(
        self, table: Table, row: DataRow, goes_on: frozenset[int], starts: dict[int, tuple[int, str]], deep: int
    ) -> None:
        """One row; cells that go down several rows are written when the last of them is known."""
        for at, text in enumerate(row.cells):
            look = self._look(table, at, row.bold)
            if at in row.joined:
                if at not in goes_on:
                    start, words = starts.pop(at)
                    self._page.put(start, at, words, look, down=self.row + deep - start)
            elif at in goes_on:
                starts[at] = (self.row, text)
            else:
                self._page.put(self.row, at, self._value(text, look), look, down=deep, divided=False)
        self.row += deep

    def _look(self, table: Table, at: int, bold: bool) -> CellLook:
        align = "left" if table.columns[at].align == "justify" else table.columns[at].align
        size = self._document.setup.table_pt
        return CellLook(size, bold, align=align, boxed=True, number=align == "right")

    def _value(self, text: str, look: CellLook) -> str | float:
        """Figures of columns at the right edge become numbers that can be added up; other text stays text."""
        if look.number and _NUMBER.fullmatch(text):
            return float(text.replace(".", "").replace(",", "."))
        return text

    def _banded(self, spans: Sequence[tuple[str, int, int, str]]) -> None:
        """A bold row of merged cells."""
        for words, first, last, align in spans:
            number = align == "right"
            look = CellLook(self._document.setup.table_pt, True, align=align, boxed=True, number=number)
            self._page.put(self.row, first, self._value(words, look), look, across=last - first + 1)
        self.row += 1


def _whole_words(table: Table, widths: list[float], size: float) -> list[float]:
    """Widths, mm, in which no short word is broken, taken from the columns that have more than they need."""
    texts = [[column.heading for column in table.columns]]
    texts += [list(row.cells) for row in islice(table.rows, _LOOKED_AT) if isinstance(row, DataRow)]
    longest = (
        max((len(word) for words in each for word in words.split()), default=0) for each in zip(*texts, strict=True)
    )
    needed = [min(most, _LONGEST) * size * _LETTER * _BOLD + _PADDING for most in longest]
    spare = [max(0.0, wide - need) for wide, need in zip(widths, needed, strict=True)]
    lacking = sum(max(0.0, need - wide) for wide, need in zip(widths, needed, strict=True))
    if not lacking or lacking > sum(spare):
        return widths
    share = lacking / sum(spare)
    return [max(wide, need) - free * share for wide, need, free in zip(widths, needed, spare, strict=True)]
