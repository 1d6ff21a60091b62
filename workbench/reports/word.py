"""A printed document as a Word file: the same rows, merged cells and page, to be edited by the office.

A4 in the chosen direction, headings repeated on every page, rows that are not divided, page number in the middle
of the top margin from the second page on (Decree 30/2020/NĐ-CP, annex I).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.progress import Progress, Silent
from workbench.reports.document import (
    CoverPage,
    DataRow,
    GroupRow,
    Letterhead,
    Line,
    PageBreak,
    PageSetup,
    Paragraph,
    PrintDocument,
    Recipients,
    Row,
    Signature,
    Signatures,
    Table,
    Title,
    head_cells,
)
from workbench.reports.word_parts import CELL_MM, Look, cell, end, package, paragraph, row, rule, section, table

_LEFT_SHARE = 0.42
_LONG = 600  # letters of a cell: a longer row may be divided between pages
_KEPT = 2  # rows that stay with the signatures
_SIGN_LINES = 4
_LETTER, _CAPITAL = 0.17, 0.235  # width of a letter in mm, for each point of its size, about


def word_bytes(
    document: PrintDocument, widths: Sequence[float] | None = None, progress: Progress | None = None
) -> bytes:
    """The document as a .docx file. `widths` of the table's columns in mm; those of the document when left out.

    Raises Cancelled from `progress`.
    """
    writer = _Writer(document, widths, progress or Silent())
    return package("".join(writer.body()), document.title, document.language)


def table_markup(block: Table, setup: PageSetup, widths: Sequence[float] | None = None) -> str:
    """One table as it would stand on such a page, to be put into another Word file. `widths` in mm."""
    writer = _Writer(PrintDocument("", (), setup), widths, Silent())
    return "".join(writer.table(block))


class _Writer:
    """Blocks as markup, one after the other."""

    def __init__(self, document: PrintDocument, widths: Sequence[float] | None, progress: Progress) -> None:
        self._document, self._progress = document, progress
        self._widths = widths
        self._body_pt = document.setup.body_pt
        self._table_pt = document.setup.table_pt
        self._room = document.setup.body[0]

    def body(self) -> Iterator[str]:
        """Everything in the body, the last section's page at the end."""
        setup, covered = self._document.setup, False
        closing = any(isinstance(block, Signatures) for block in self._document.blocks)
        for block in self._document.blocks:
            if isinstance(block, CoverPage):
                yield from self._cover(block)
                covered = True
            elif isinstance(block, Letterhead):
                yield self._letterhead(block)
            elif isinstance(block, Title):
                yield from (self._line(line, before=12 if at == 0 else 0) for at, line in enumerate(block.lines))
            elif isinstance(block, Table):
                yield paragraph("", Look(size=6))
                yield from self._table(block, closing)
            elif isinstance(block, Paragraph):
                yield self._paragraph(block, closing)
            elif isinstance(block, Signatures):
                yield paragraph("", Look(size=6, keep=True))
                yield self._signatures(block)
            elif isinstance(block, Recipients):
                yield from self._recipients(block)
            elif isinstance(block, PageBreak):
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        yield section(setup, numbered=setup.page_number, restart=covered)

    # blocks

    def _line(self, line: Line, before: float = 0.0, room: float | None = None) -> str:
        """A line of a heading in the middle of so many mm, with the rule that stands under it."""
        look = Look("center", line.size or self._body_pt, line.bold, line.italic, before)
        made = paragraph(line.text, look)
        if not line.rule:
            return made
        room = self._room if room is None else room
        letter = look.size * (_CAPITAL if line.text.isupper() else _LETTER)
        written = min(len(line.text.rpartition("\n")[2]) * letter, room - 2 * CELL_MM)
        return made + rule(room, written * line.rule)

    def _letterhead(self, block: Letterhead) -> str:
        left = [*block.left, *(Line(words) for words in (block.number, block.subject) if words)]
        right = [*block.right, *([Line(block.place_date, italic=True)] if block.place_date else [])]
        wide = self._room * _LEFT_SHARE
        sides = ((left, wide), (right, self._room - wide))
        made = ["".join(self._line(line, room=room) for line in lines) for lines, room in sides]
        return self._sides(made[0], made[1])

    def _sides(self, left: str, right: str, share: float = _LEFT_SHARE) -> str:
        """Two columns without lines."""
        nothing = paragraph("", Look())
        wide = (self._room * share, self._room * (1 - share))
        cells = (cell(left or nothing, wide[0]), cell(right or nothing, wide[1]))
        return table((row(cells),), wide, lines=False)

    def _paragraph(self, block: Paragraph, closing: bool) -> str:
        size = block.size or self._body_pt
        look = Look(block.align, size, block.bold, block.italic, 6.0, block.indent, keep=closing)
        return "".join(paragraph(part, look) for part in block.text.split("\n"))

    def _recipients(self, block: Recipients) -> Iterator[str]:
        yield paragraph(block.heading, Look(size=12, bold=True, italic=True))
        yield from (paragraph(line, Look(size=11)) for line in block.lines)

    def _signatures(self, block: Signatures) -> str:
        place = paragraph(block.place_date, Look("center", self._body_pt, italic=True)) if block.place_date else ""
        sides = [self._side(side) for side in (block.left, block.right)]
        return self._sides(sides[0], place + sides[1], 0.5) + end()

    def _side(self, side: Signature | Recipients | None) -> str:
        if isinstance(side, Recipients):
            return "".join(self._recipients(side))
        if side is None:
            return ""
        lines = [paragraph(words, Look("center", self._body_pt, bold=True)) for words in side.title]
        lines.append(paragraph(side.note, Look("center", self._body_pt, italic=True)))
        lines += [paragraph("", Look("center", self._body_pt))] * (_SIGN_LINES - 1)
        lines.append(paragraph(side.name, Look("center", self._body_pt, bold=True)))
        return "".join(lines)

    def _cover(self, block: CoverPage) -> Iterator[str]:
        heads = [*(Line(text, size=14) for text in block.parents), *(Line(text, True, size=14) for text in block.issuer)]
        yield from (self._line(line) for line in heads)
        for at, text in enumerate(block.title):
            yield self._line(Line(text, True, size=24), before=110 if at == 0 else 0)
        for at, text in enumerate(block.lines):
            yield self._line(Line(text, size=15), before=36 if at == 0 else 6)
        yield f"<w:p><w:pPr>{section(self._document.setup, numbered=False)}</w:pPr></w:p>"

    # the table

    def table(self, block: Table) -> Iterator[str]:
        """A table alone."""
        return self._table(block, closing=False)

    def _table(self, block: Table, closing: bool) -> Iterator[str]:
        given = self._widths or [column.width for column in block.columns]
        widths = [wide * self._room / sum(given) for wide in given]
        yield table(self._rows(block, widths, closing), widths)

    def _rows(self, block: Table, widths: Sequence[float], closing: bool) -> Iterator[str]:
        yield from self._heading(block, widths)
        last = len(block.rows) - _KEPT
        for at, item in enumerate(block.rows):
            below = block.rows[at + 1] if at + 1 < len(block.rows) else None
            keep = (closing and at >= last) or (isinstance(item, GroupRow) and below is not None)
            yield self._row(block, item, below, widths, keep)
            if at % 100 == 0 or below is None:
                self._progress.step(at + 1, len(block.rows), "printing.row")

    def _heading(self, block: Table, widths: Sequence[float]) -> Iterator[str]:
        look = Look("center", self._table_pt, bold=True, keep=True)
        cells = head_cells(block.columns)
        depth = max(found.row + found.rows for found in cells)
        for level in range(depth):
            made = []
            for found in sorted(cells, key=lambda found: found.column):
                if found.row <= level < found.row + found.rows:
                    down = "" if found.rows == 1 else "restart" if found.row == level else "continue"
                    wide = sum(widths[found.column : found.column + found.columns])
                    words = found.text if found.row == level else ""
                    made.append(cell(paragraph(words, look), wide, found.columns, down, middle=True))
            yield row(made, heading=True)
        if block.numbered:
            number = Look("center", self._table_pt, italic=True, keep=True)
            pairs = zip(block.columns, widths, strict=True)
            yield row((cell(paragraph(column.number, number), wide) for column, wide in pairs), heading=True)

    def _row(self, block: Table, item: Row, below: Row | None, widths: Sequence[float], keep: bool) -> str:
        if isinstance(item, DataRow):
            goes_on = below.joined if isinstance(below, DataRow) else frozenset()
            cells = [
                cell(
                    paragraph(text, Look(block.columns[at].align, self._table_pt, item.bold, keep=keep)),
                    widths[at],
                    down="continue" if at in item.joined else "restart" if at in goes_on else "",
                )
                for at, text in enumerate(item.cells)
            ]
            return row(cells, whole=max(map(len, item.cells)) <= _LONG)
        if isinstance(item, GroupRow):
            spans = [(item.numeral, 1, "center"), (item.text, len(widths) - 1, "left")]
            spans = spans if item.numeral else [(item.text, len(widths), "left")]
        else:
            free = len(widths) - len(item.cells)
            spans = [(item.label, free, "left" if not item.cells else "center")]
            spans += [(text, 1, block.columns[at].align) for at, text in enumerate(item.cells, free)]
        return row(self._banded(spans, widths, keep))

    def _banded(self, spans: Sequence[tuple[str, int, str]], widths: Sequence[float], keep: bool) -> Iterator[str]:
        at = 0
        for words, span, align in spans:
            look = Look(align, self._table_pt, bold=True, keep=keep)
            yield cell(paragraph(words, look), sum(widths[at : at + span]), span)
            at += span
