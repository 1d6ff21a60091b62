"""The XML spreadsheets of Excel 2003, which old web programs still send under the name .xls."""

from __future__ import annotations

from collections.abc import Callable

from workbench.errors import UserError
from workbench.exchange.reading.draft import (
    LAST_COLUMN,
    LAST_ROW,
    PLAIN_FACTS,
    BookDraft,
    CellBudget,
    Line,
    SheetDraft,
    StyleFacts,
)
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.numbers import date_of, whole
from workbench.exchange.reading.package import local, parse_pieces

_NAMED_FORMATS = {
    "General": "",
    "Short Date": "dd/mm/yyyy",
    "Long Date": "dd/mm/yyyy",
    "General Date": "dd/mm/yyyy h:mm",
    "Medium Date": "d-mmm-yy",
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
}


def read_spreadsheetml(data: bytes, limits: Limits) -> BookDraft:
    """All sheets in tab order."""
    reader = _Reader(limits)
    parse_pieces((data,), "XML", reader.start, reader.end, reader.text, None, limits.token)
    if not reader.book.sheets:
        raise UserError("reading.damaged", detail="no sheet")
    return reader.book


class _Reader:
    def __init__(self, limits: Limits) -> None:
        self.book = BookDraft("xls")
        self._limits = limits
        self._budget = CellBudget(limits)
        self._styles: dict[str, StyleFacts] = {}
        self._numbers: dict[str, int] = {}
        self._style = ""
        self._sheet = SheetDraft("")
        self._row = self._column = self._span = 0
        self._column_place = 0
        self._line: Line = []
        self._attrs: dict[str, str] = {}
        self._kind = ""
        self._value: object = None
        self._pieces: list[str] | None = None
        self._comment = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "Worksheet": self._open_sheet,
            "Row": self._open_row,
            "Cell": self._open_cell,
            "Data": self._open_data,
            "Comment": self._open_comment,
            "Column": self._take_column,
            "Style": self._open_style,
            "Font": self._take_font,
            "NumberFormat": self._take_format,
            "FilterOn": self._take_filter,
        }

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """A tag opens."""
        known = self._starts.get(local(tag))
        if known is not None:
            known({local(key): value for key, value in reversed(attrs.items())})

    def end(self, tag: str) -> None:
        """A tag closes."""
        name = local(tag)
        if name == "Data":
            self._close_data()
        elif name == "Cell":
            self._close_cell()
        elif name == "Row":
            self._close_row()
        elif name == "Comment":
            self._comment = False

    def text(self, data: str) -> None:
        """Characters of the element that is open."""
        if self._pieces is not None:
            self._pieces.append(data)

    def _open_sheet(self, attrs: dict[str, str]) -> None:
        self._sheet = SheetDraft(attrs.get("Name", ""))
        self.book.sheets.append(self._sheet)
        self._row = self._column_place = 0
        if len(self.book.sheets) > self._limits.sheets:
            raise UserError("reading.too_big", what="sheets", limit=self._limits.sheets)

    def _take_column(self, attrs: dict[str, str]) -> None:
        first = _count(attrs, "Index", self._column_place + 1)
        last = first + _count(attrs, "Span", 0)
        self._column_place = last
        if attrs.get("Hidden") == "1" and last <= LAST_COLUMN:
            self._sheet.hidden_columns.append((first, last))

    def _open_row(self, attrs: dict[str, str]) -> None:
        self._row = _count(attrs, "Index", self._row + 1)
        self._span = _count(attrs, "Span", 0)
        self._column = 0
        self._line = []
        if self._row > LAST_ROW:
            raise UserError("reading.damaged", detail=f"row {self._row}")
        if attrs.get("Hidden") == "1":
            self._sheet.hidden_rows.add(self._row)

    def _close_row(self) -> None:
        if self._line:
            self._sheet.lines.append((self._row, self._line))
            self._budget.spend(len(self._line) // 3)
        self._row += self._span

    def _open_cell(self, attrs: dict[str, str]) -> None:
        self._column = _count(attrs, "Index", self._column + 1)
        if self._column > LAST_COLUMN:
            raise UserError("reading.damaged", detail=f"column {self._column}")
        self._attrs = attrs
        self._value = None

    def _close_cell(self) -> None:
        attrs, value = self._attrs, self._value
        formula = attrs.get("Formula", "").removeprefix("=")
        if value not in (None, "") or (formula and value is None):
            self._line += (self._column, value, self._number(attrs.get("StyleID", "Default")))
            if formula:
                self._sheet.formulas[self._row, self._column] = formula
        across, down = _count(attrs, "MergeAcross", 0), _count(attrs, "MergeDown", 0)
        if across or down:
            low, far = min(self._row + down, LAST_ROW), min(self._column + across, LAST_COLUMN)
            self._sheet.merges.append((self._row, self._column, low, far))
            if len(self._sheet.merges) > self._limits.merges:
                raise UserError("reading.too_big", what="merges", limit=self._limits.merges)
        self._column += across

    def _open_data(self, attrs: dict[str, str]) -> None:
        self._kind = attrs.get("Type", "String")
        self._pieces = []

    def _close_data(self) -> None:
        text = "".join(self._pieces or ())
        self._pieces = None
        self._budget.spend(0, len(text))
        if self._comment:
            self._sheet.comments[self._row, self._column] = text
        else:
            self._value = _value(self._kind, text)

    def _open_comment(self, _: dict[str, str]) -> None:
        self._comment = True

    def _open_style(self, attrs: dict[str, str]) -> None:
        self._style = attrs.get("ID", "")
        parent = attrs.get("Parent", "Default")
        self._styles[self._style] = self._styles.get(parent, PLAIN_FACTS)

    def _take_font(self, attrs: dict[str, str]) -> None:
        if self._style in self._styles:
            code = self._styles[self._style][4]
            marks = (attrs.get(name) == "1" for name in ("Bold", "Italic", "StrikeThrough"))
            bold, italic, strike = marks
            name = attrs.get("FontName", self._styles[self._style][0])
            self._styles[self._style] = (name, bold, italic, strike, code)

    def _take_format(self, attrs: dict[str, str]) -> None:
        if self._style in self._styles:
            code = attrs.get("Format", "")
            self._styles[self._style] = (*self._styles[self._style][:4], _NAMED_FORMATS.get(code, code))

    def _take_filter(self, _: dict[str, str]) -> None:
        self._sheet.filtered = True

    def _number(self, style: str) -> int:
        if style not in self._numbers:
            facts = self._styles.get(style, PLAIN_FACTS)
            self._numbers[style] = len(self.book.styles) if facts != PLAIN_FACTS else 0
            if facts != PLAIN_FACTS:
                self.book.styles.append(facts)
        return self._numbers[style]


def _count(attrs: dict[str, str], name: str, otherwise: int) -> int:
    text = attrs.get(name, "")
    return int(text) if text.isdigit() and len(text) < 9 else otherwise


def _value(kind: str, text: str) -> object:
    if kind == "Number":
        try:
            number = float(text)
        except ValueError:
            return text
        return whole(number) if number - number == 0 else text
    if kind == "DateTime":
        return date_of(text)
    if kind == "Boolean":
        return text == "1"
    return (text,) if kind == "Error" and text else text
