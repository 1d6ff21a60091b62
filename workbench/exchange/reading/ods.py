"""The reader for OpenDocument spreadsheets: streamed and sparse, repeated blanks cost nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree.ElementTree import TreeBuilder

from workbench.errors import UserError
from workbench.exchange.reading.draft import LAST_COLUMN, LAST_ROW, BookDraft, CellBudget, Line, SheetDraft
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.numbers import EPOCH_1900, date_of, whole
from workbench.exchange.reading.ods_styles import OdsStyles, StyleReader
from workbench.exchange.reading.package import Package, local, parse_pieces

_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
# What lies in a sheet without being a cell of it: drawings, recorded changes, forms, nested tables.
_ASIDE = (
    "draw:",
    "table:tracked-changes",
    "table:shapes",
    "office:forms",
    "form:",
    "table:dde",
    "presentation:",
)
_STYLES = frozenset(("office:styles", "office:automatic-styles", "office:font-face-decls"))
_SHUT = frozenset(("collapse", "filter"))
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?")
_FORMULA_PREFIX = re.compile(r"\A(?:[a-z]+:)?=")
_ERROR_TEXT = re.compile(r"\A(#[A-Z0-9/!?]+|Err:\d{3})\Z")
MOST_REPEATS = 100_000


def read_ods(package: Package, limits: Limits) -> BookDraft:
    """All sheets in tab order."""
    if "content.xml" not in package:
        raise UserError("reading.damaged", detail="no content part")
    styles = StyleReader()
    styles.take_part(package, "styles.xml")
    reader = OdsReader(styles, limits)
    package.parse("content.xml", reader.start, reader.end, reader.text, reader.watch)
    if not reader.book.sheets:
        raise UserError("reading.damaged", detail="no sheet")
    reader.book.custom = _own_properties(package)
    reader.book.pictures = sum(name.startswith("pictures/") for name in package.names)
    return reader.book


def read_flat_ods(data: bytes, limits: Limits) -> BookDraft:
    """All sheets, in tab order, of a spreadsheet that is one piece of XML (.fods)."""
    reader = OdsReader(StyleReader(), limits)
    parse_pieces((data,), "XML", reader.start, reader.end, reader.text, reader.watch, limits.token)
    if not reader.book.sheets:
        raise UserError("reading.damaged", detail="no sheet")
    return reader.book


def _own_properties(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    if "meta.xml" in package:
        for element in package.tree("meta.xml").iter("user-defined"):
            name = element.get("name", "")
            if name and len(found) < 200:
                found[name] = "".join(element.itertext())[:10_000]
    return found


class OdsReader:
    """Handlers that fill a `BookDraft` from `content.xml`."""

    def __init__(self, styles: StyleReader, limits: Limits) -> None:
        self.book = BookDraft("ods")
        self._limits = limits
        self._budget = CellBudget(limits)
        self._style_reader = styles
        self._styles: OdsStyles | None = None
        self._numbers: dict[str, int] = {}
        self._builder: TreeBuilder | None = None
        self._aside = 0
        self._sheet: SheetDraft | None = None
        self._row = self._row_repeat = 1
        self._row_style = ""
        self._column = 1
        self._columns: list[tuple[int, int, str]] = []
        self._line: Line = []
        self._formulas: list[tuple[int, str]] = []
        self._comments: list[tuple[int, str]] = []
        self._attrs: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None
        self._note: list[str] | None = None

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """A tag opens."""
        if self._builder is not None:
            self._builder.start(local(tag), {local(key): value for key, value in reversed(attrs.items())})
        elif self._aside or tag.startswith(_ASIDE):
            self._aside += 1
        elif tag in _CELLS:
            self._open_cell(attrs)
        elif tag.startswith("text:"):
            self._open_text(tag, attrs)
        elif tag == "table:table-row":
            self._open_row(attrs)
        elif tag == "table:table-column":
            self._take_columns(attrs)
        elif tag == "office:annotation":
            self._note = []
        elif tag == "table:table":
            self._open_sheet(attrs)
        elif tag in _STYLES:
            self._builder = TreeBuilder()
            self._builder.start(local(tag), {})

    def end(self, tag: str) -> None:
        """A tag closes."""
        if self._builder is not None:
            element = self._builder.end(local(tag))
            if tag in _STYLES:
                self._style_reader.take(element)
                self._builder = None
        elif self._aside:
            self._aside -= 1
        elif tag in _CELLS:
            self._close_cell()
        elif tag in ("text:p", "text:h"):
            self._close_paragraph()
        elif tag == "table:table-row":
            self._close_row()
        elif tag == "office:annotation":
            self._close_note()
        elif tag == "table:table":
            self._sheet = None

    def text(self, data: str) -> None:
        """Characters of the element that is open."""
        if self._builder is not None:
            self._builder.data(data)
        elif self._pieces is not None and not self._aside:
            self._pieces.append(data)

    def watch(self) -> None:
        """Refuse a text without end."""
        if self._pieces and len(self._pieces) > 16 and sum(map(len, self._pieces)) > self._limits.cell_text:
            raise UserError("reading.too_big", what="text", limit=self._limits.cell_text)

    def _open_sheet(self, attrs: dict[str, str]) -> None:
        if self._styles is None:
            self._styles = self._style_reader.finish()
        hidden = attrs.get("table:style-name", "") in self._styles.hidden
        self._sheet = SheetDraft(attrs.get("table:name", ""), "hidden" if hidden else "visible")
        self.book.sheets.append(self._sheet)
        if len(self.book.sheets) > self._limits.sheets:
            raise UserError("reading.too_big", what="sheets", limit=self._limits.sheets)
        self._row = 1
        self._columns = []

    def _take_columns(self, attrs: dict[str, str]) -> None:
        if self._sheet is None or len(self._columns) > LAST_COLUMN:
            return
        first = self._columns[-1][1] + 1 if self._columns else 1
        last = first + _count(attrs, "table:number-columns-repeated") - 1
        self._columns.append((first, last, attrs.get("table:default-cell-style-name", "")))
        if attrs.get("table:visibility") in _SHUT:
            self._sheet.hidden_columns.append((first, last))

    def _open_row(self, attrs: dict[str, str]) -> None:
        self._row_repeat = _count(attrs, "table:number-rows-repeated")
        self._row_style = attrs.get("table:default-cell-style-name", "")
        self._column = 1
        visibility = attrs.get("table:visibility", "")
        if self._sheet is not None and visibility in _SHUT:
            last = min(self._row + min(self._row_repeat, MOST_REPEATS), LAST_ROW + 1)
            self._sheet.hidden_rows.update(range(self._row, last))
            self._sheet.filtered = self._sheet.filtered or visibility == "filter"

    def _close_row(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if self._line or self._comments:
            rows = range(self._row, self._row + self._row_repeat)
            if rows[-1] > LAST_ROW:
                raise UserError("reading.damaged", detail=f"row {rows[-1]}")
            self._budget.spend(len(rows) * (len(self._line) // 3 + len(self._comments)))
            for row in rows:
                sheet.lines.append((row, self._line))
                sheet.formulas.update(((row, column), formula) for column, formula in self._formulas)
                sheet.comments.update(((row, column), comment) for column, comment in self._comments)
        self._line, self._formulas, self._comments = [], [], []
        self._row += self._row_repeat

    def _open_cell(self, attrs: dict[str, str]) -> None:
        self._attrs = attrs
        self._paragraphs = []
        self._note = None

    def _close_cell(self) -> None:
        attrs, self._attrs = self._attrs, None
        if attrs is None or self._sheet is None:
            return
        repeat = _count(attrs, "table:number-columns-repeated")
        self._take_span(attrs)
        formula = attrs.get("table:formula")
        value = self._value(attrs)
        if value not in (None, "") or (formula and value is None):
            if self._column + repeat - 1 > LAST_COLUMN:
                raise UserError("reading.damaged", detail=f"column {self._column + repeat - 1}")
            for column in range(self._column, self._column + repeat):
                self._line += (column, value, self._style(attrs, column))
                if formula:
                    self._formulas.append((column, _FORMULA_PREFIX.sub("", formula)))
        self._column += repeat

    def _take_span(self, attrs: dict[str, str]) -> None:
        rows = _count(attrs, "table:number-rows-spanned")
        columns = _count(attrs, "table:number-columns-spanned")
        if (rows > 1 or columns > 1) and self._sheet is not None:
            low = min(self._row + rows - 1, LAST_ROW)
            self._sheet.merges.append((self._row, self._column, low, min(self._column + columns - 1, LAST_COLUMN)))
            if len(self._sheet.merges) > self._limits.merges:
                raise UserError("reading.too_big", what="merges", limit=self._limits.merges)

    def _style(self, attrs: dict[str, str], column: int) -> int:
        """Number of the cell's style: its own, else its row's, else its column's."""
        name = self._style_name(attrs, column)
        if name not in self._numbers:
            facts = self._styles.facts.get(name) if self._styles else None
            self._numbers[name] = len(self.book.styles) if facts else 0
            if facts:
                self.book.styles.append(facts)
        return self._numbers[name]

    def _style_name(self, attrs: dict[str, str], column: int) -> str:
        name = attrs.get("table:style-name") or self._row_style
        if not name:
            name = next((style for first, last, style in self._columns if first <= column <= last), "")
        return name

    def _value(self, attrs: dict[str, str]) -> object:
        text = "\n".join(self._paragraphs)
        kind = attrs.get("office:value-type", "")
        shown = attrs.get("calcext:value-type", kind)
        if shown == "error" or (attrs.get("table:formula") and _ERROR_TEXT.match(text)):
            return (text or "#VALUE!",)
        if kind in ("float", "percentage", "currency"):
            return _number(attrs.get("office:value", ""), text)
        if kind == "date":
            return date_of(attrs.get("office:date-value", text))
        if kind == "time":
            length = self._style_name(attrs, self._column) in self._styles.durations if self._styles else False
            return _time(attrs.get("office:time-value", ""), text, length)
        if kind == "boolean":
            return attrs.get("office:boolean-value") == "true"
        if not kind:
            return text or None
        return text or attrs.get("office:string-value", "")

    def _open_text(self, tag: str, attrs: dict[str, str]) -> None:
        if tag in ("text:p", "text:h"):
            if self._attrs is not None:
                self._pieces = []
        elif self._pieces is not None:
            if tag == "text:s":
                self._pieces.append(" " * min(_count(attrs, "text:c"), 1000))
            elif tag == "text:tab":
                self._pieces.append("\t")
            elif tag == "text:line-break":
                self._pieces.append("\n")

    def _close_paragraph(self) -> None:
        if self._pieces is None:
            return
        text = "".join(self._pieces)
        self._pieces = None
        self._budget.spend(0, len(text))
        (self._paragraphs if self._note is None else self._note).append(text)

    def _close_note(self) -> None:
        """Paragraphs after the note belong to the cell again."""
        note = self._note or []
        self._note = None
        if note:
            self._comments.append((self._column, "\n".join(note)))


def _count(attrs: dict[str, str], name: str) -> int:
    text = attrs.get(name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 10 else 1


def _number(stored: str, shown: str) -> object:
    try:
        number = float(stored)
    except ValueError:
        return shown or stored or None
    return whole(number) if number - number == 0 else shown or stored


def _time(stored: str, shown: str, length: bool) -> object:
    """A time of day, or a length of time where the format counts hours past 24."""
    match = _DURATION.fullmatch(stored)
    if match is None:
        return shown or stored or None
    sign, days, hours, minutes, seconds = match.groups()
    try:
        found = timedelta(
            days=int(days or 0),
            hours=int(hours or 0),
            minutes=int(minutes or 0),
            seconds=float((seconds or "0").replace(",", ".")),
        )
    except OverflowError:
        return shown or stored
    if sign:
        return -found
    return found if length or found.days else (EPOCH_1900 + found).time()
