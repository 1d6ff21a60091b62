"""Tables in HTML: workbooks that are web pages, and what a sheet or a web page puts on the clipboard.

Keeps spans as merges, line breaks, hidden rows, bold and struck text. Runs no script, loads nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from workbench.errors import UserError
from workbench.exchange.raw import FileKind
from workbench.exchange.reading.draft import (
    LAST_COLUMN,
    LAST_ROW,
    PLAIN_FACTS,
    BookDraft,
    CellBudget,
    SheetDraft,
    StyleFacts,
)
from workbench.exchange.reading.limits import Limits

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\x00"
_BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center"))
_UNSEEN = frozenset(("script", "style", "head", "title", "template", "select", "noscript"))
_MARKS = {"b": 1, "strong": 1, "th": 1, "i": 2, "em": 2, "s": 3, "strike": 3, "del": 3}
_FONT = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
MOST_SPAN = 1000


@dataclass(slots=True)
class _Cell:
    columns: int = 1
    rows: int = 1
    font: str = ""
    pieces: list[str] = field(default_factory=list)
    looks: list[frozenset[int]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table being read; rows that tables inside it need are put below the row they stand in."""

    first: int
    row: int
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)  # column -> last row covered from above
    cell: _Cell | None = None
    in_row: bool = False


class _Reader(HTMLParser):
    def __init__(self, sheet: SheetDraft, styles: list[StyleFacts], limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self._sheet = sheet
        self._styles = styles
        self._numbers = {facts: number for number, facts in enumerate(styles)}
        self._limits = limits
        self._budget = CellBudget(limits)
        self._tables: list[_Table] = []
        self._next = 1
        self._loose = _Cell()
        self._unseen = 0
        self._marks: list[str] = []
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._open_table()
        elif tag == "tr":
            self._open_row(dict(attrs))
        elif tag in ("td", "th"):
            self._open_cell(tag, dict(attrs))
        elif tag == "br" or tag in _BLOCKS:
            self._write(_BREAK)
        elif tag in _MARKS:
            self._marks.append(tag)
        elif tag == "font":
            self._name_font(dict(attrs).get("face") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table":
            self._close_table()
        elif tag == "tr":
            self._close_row()
        elif tag in ("td", "th"):
            self._close_cell()
        elif tag in _BLOCKS:
            self._write(_BREAK)
        elif tag in self._marks:
            self._marks.reverse()
            self._marks.remove(tag)
            self._marks.reverse()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._write(data)

    def close(self) -> None:
        """End of the page: close what was left open."""
        super().close()
        while self._tables:
            self._close_table()
        self._flush_loose()

    def _write(self, text: str) -> None:
        cell = self._tables[-1].cell if self._tables else self._loose
        if cell is None:
            return
        cell.pieces.append(text)
        if text.strip("\x00 \t\r\n\f\xa0"):
            cell.looks.append(frozenset(_MARKS[mark] for mark in self._marks))

    def _name_font(self, name: str) -> None:
        cell = self._tables[-1].cell if self._tables else self._loose
        if cell is not None and not cell.font:
            cell.font = name

    def _open_table(self) -> None:
        if self._tables:
            self._put_outer_cell()
        else:
            self._flush_loose()
        self.tables += 1
        self._tables.append(_Table(self._next, self._next - 1))

    def _put_outer_cell(self) -> None:
        """Text before a table inside a cell stays in the cell; the inner table starts on a row of its own."""
        outer = self._tables[-1]
        if outer.cell is not None:
            at = (outer.row, outer.column)
            self._put(outer.cell, *at)
            outer.cell = _Cell(font=outer.cell.font)
            self._next = max(self._next, outer.row + (1 if self._line_at(outer.row) else 0))

    def _line_at(self, row: int) -> bool:
        return bool(self._sheet.lines) and self._sheet.lines[-1][0] == row

    def _close_table(self) -> None:
        if not self._tables:
            return
        self._close_row()
        table = self._tables.pop()
        self._next = max(self._next, table.row + 1)
        if self._tables:
            outer = self._tables[-1]
            outer.row = max(outer.row, self._next - 1)
            outer.cell = None

    def _open_row(self, attrs: dict[str, str | None]) -> None:
        if not self._tables:
            self._open_table()
        self._close_row()
        table = self._tables[-1]
        table.row = max(table.row + 1, self._next)
        self._next = table.row
        table.column = 0
        table.in_row = True
        if table.row > LAST_ROW:
            raise UserError("reading.too_big", what="cells", limit=LAST_ROW)
        if _HIDDEN.search(attrs.get("style") or "") or "hidden" in attrs:
            self._sheet.hidden_rows.add(table.row)

    def _close_row(self) -> None:
        self._close_cell()
        if self._tables and self._tables[-1].in_row:
            self._tables[-1].in_row = False
            self._next = self._tables[-1].row + 1

    def _open_cell(self, tag: str, attrs: dict[str, str | None]) -> None:
        if not self._tables or not self._tables[-1].in_row:
            self._open_row({})
        self._close_cell()
        self._marks = ["th"] if tag == "th" else []
        table = self._tables[-1]
        column = table.column + 1
        while table.taken.get(column, 0) >= table.row:
            column += 1
        cell = _Cell(_span(attrs.get("colspan")), _span(attrs.get("rowspan")))
        style = _FONT.search(attrs.get("style") or "")
        if style:
            cell.font = style[1].strip()
        last = column + cell.columns - 1
        if last > LAST_COLUMN:
            raise UserError("reading.too_big", what="cells", limit=LAST_COLUMN)
        if cell.rows > 1:
            table.taken.update(dict.fromkeys(range(column, last + 1), table.row + cell.rows - 1))
        if cell.rows > 1 or cell.columns > 1:
            self._sheet.merges.append((table.row, column, table.row + cell.rows - 1, last))
            if len(self._sheet.merges) > self._limits.merges:
                raise UserError("reading.too_big", what="merges", limit=self._limits.merges)
        table.cell = cell
        table.column = column

    def _close_cell(self) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        cell, table.cell = table.cell, None
        if cell is not None:
            self._put(cell, table.row, table.column)
            table.column += cell.columns - 1

    def _flush_loose(self) -> None:
        """Paragraphs outside tables are rows of one cell each."""
        for text in _text(self._loose.pieces).split("\n"):
            if text:
                self._put(_Cell(pieces=[text]), self._next, 1)
                self._next += 1
        self._loose = _Cell()

    def _put(self, cell: _Cell, row: int, column: int) -> None:
        text = _text(cell.pieces)
        if not text:
            return
        shared = frozenset.intersection(*cell.looks) if cell.looks else frozenset()
        style = self._style((cell.font, 1 in shared, 2 in shared, 3 in shared, ""))
        if not self._line_at(row):
            self._sheet.lines.append((row, []))
        self._sheet.lines[-1][1].extend((column, text, style))
        self._budget.spend(1, len(text))

    def _style(self, facts: StyleFacts) -> int:
        if facts not in self._numbers:
            self._numbers[facts] = len(self._styles)
            self._styles.append(facts)
        return self._numbers[facts]


def read_html(text: str, encoding: str, limits: Limits, kind: FileKind = "html") -> BookDraft:
    """The tables of a page, one under another, on one sheet without a name."""
    book = BookDraft(kind, sheets=[SheetDraft("")], styles=[PLAIN_FACTS], encoding=encoding)
    reader = _Reader(book.sheets[0], book.styles, limits)
    reader.feed(text)
    reader.close()
    if not reader.tables:
        raise UserError("reading.not_workbook")
    return book


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return max(1, min(int(digits), MOST_SPAN)) if digits.isdigit() and len(digits) < 9 else 1


def _text(pieces: list[str]) -> str:
    """Runs of blanks become one, as a browser shows them; `<br>` and paragraphs become line breaks."""
    joined = _BLANKS.sub(" ", "".join(pieces))
    lines = (line.strip(" \xa0") for line in joined.split(_BREAK))
    return "\n".join(line for line in lines if line)
