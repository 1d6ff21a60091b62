"""The cells of one .xlsx sheet, streamed: only what is written down costs anything, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from workbench.errors import UserError
from workbench.exchange.raw import column_letters
from workbench.exchange.reading.draft import (
    LAST_COLUMN,
    LAST_ROW,
    Box,
    CellBudget,
    Line,
    SheetDraft,
)
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.looks import RichText, StyleNumbers, StyleTable
from workbench.exchange.reading.numbers import FormatKind, date_of, from_serial, whole
from workbench.exchange.reading.package import local
from workbench.exchange.reading.xlsx_book import StringReader, is_on, unescaped

_PLAIN_KINDS = frozenset((str, int, float, bool, date, datetime, time, timedelta, tuple))
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class SheetReader:
    """Handlers that fill a `SheetDraft`. One reader serves one sheet part."""

    def __init__(
        self,
        draft: SheetDraft,
        shared: Sequence[str | RichText],
        table: StyleTable,
        numbers: StyleNumbers,
        since_1904: bool,
        budget: CellBudget,
        limits: Limits,
    ) -> None:
        self.pieces: list[str] = []
        self.draft = draft
        self._shared = shared
        self._kinds = table.kinds
        self._styles = numbers
        self._since_1904 = since_1904
        self._budget = budget
        self._limits = limits
        self._columns: dict[str, int] = {}
        self._row = 0
        self._row_text = "0"
        self._digits = 1
        self._highest = 0
        self._taken = 0
        self.in_order = True
        self._line: Line = []
        self._attrs: dict[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._masters: dict[str, str] = {}
        self._shared_formula = ""
        self._inline: StringReader | None = None
        self._rich_inline: str | RichText | None = None
        self._criteria = False
        self._filter = False
        self._style_numbers: dict[str | None, int] = {None: 0}
        self._calendar: dict[tuple[str, int], object] = {}
        self._starts = {
            "row": self._start_row,
            "f": self._start_formula,
            "is": self._start_inline,
            "mergeCell": self._start_merge,
            "col": self._start_column_span,
            "autoFilter": self._start_filter,
            "filterColumn": self._start_criterion,
        }

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """A tag opens."""
        if tag == "v":
            self.pieces.clear()
        elif tag == "c":
            if "r" not in attrs:
                attrs["r"] = self._next_address()
            self._attrs = attrs
            self._value = self._formula = None
        elif self._inline is not None:
            self._inline.start(tag, attrs)
        else:
            known = self._starts.get(tag)
            if known is not None:
                known(attrs)
            else:
                self.pieces.clear()

    def end(self, tag: str) -> None:
        """A tag closes."""
        if tag == "v":
            self._value = "".join(self.pieces)
        elif tag == "c":
            if self._value is not None or self._formula is not None:
                self._end_cell(self._attrs)
        elif tag == "row":
            self._end_row()
        elif self._inline is not None:
            self._end_inline(tag)
        elif tag == "f":
            self._end_formula()

    def start_prefixed(self, tag: str, attrs: dict[str, str]) -> None:
        """As `start`, for files that write `x:row` instead of `row`."""
        self.start(local(tag), attrs)

    def end_prefixed(self, tag: str) -> None:
        """As `end`, for files that write `x:row` instead of `row`."""
        self.end(local(tag))

    def watch(self) -> None:
        """Refuse a text without end."""
        if len(self.pieces) > 64 and sum(map(len, self.pieces)) > self._limits.cell_text:
            raise UserError("reading.too_big", what="text", limit=self._limits.cell_text)

    def close(self) -> None:
        """The sheet is read: keep what was still open."""
        self._end_row()
        self.draft.filtered = self._criteria or (self._filter and bool(self.draft.hidden_rows))

    def _start_row(self, attrs: dict[str, str]) -> None:
        self._end_row()
        self.pieces.clear()
        row = attrs.get("r")
        self._row = int(row) if row else self._row + 1
        if not 1 <= self._row <= LAST_ROW:
            raise UserError("reading.damaged", detail=f"row {str(row)[:20]}")
        self._row_text = str(self._row)
        self._digits = len(self._row_text)
        self._attrs = {}
        if self.is_hidden(attrs):
            self.draft.hidden_rows.add(self._row)

    def _end_row(self) -> None:
        line = self._line
        if line:
            self.in_order = self.in_order and self._row > self._taken
            self._highest = max(self._highest, self._row)
            self.draft.lines.append((self._row, line))
            self._budget.spend(len(line) // 3)
            self._line = []

    @property
    def row(self) -> int:
        """The lowest row on the sheet so far."""
        return max(self._highest, self._row)

    def go_on_from(self, row: int) -> None:
        """Rows up to this one were taken in another way; those that follow must stand below."""
        self._row = self._highest = self._taken = row
        self._attrs = {}

    def is_hidden(self, attrs: dict[str, str]) -> bool:
        """Whether a row with such attributes is hidden."""
        return is_on(attrs.get("hidden")) or attrs.get("ht") == "0"

    def take_block(self, columns: tuple[int, ...], rows: list[int], values: list[list[Any]], styles: list[int]) -> None:
        """Cells of many rows, column by column."""
        self._budget.spend(len(columns) * len(rows))
        looks: list[int | list[int]] = list(styles)
        for place, column in enumerate(values):
            if not set(map(type, column)) <= _PLAIN_KINDS:
                styled = [
                    self._rich(styles[place], v) if isinstance(v, RichText) else (styles[place], v) for v in column
                ]
                looks[place] = [style for style, _ in styled]
                values[place] = [value for _, value in styled]
        if any("" in column for column in values):
            self._take_lines(columns, rows, values, looks)
        elif columns:
            self.draft.blocks.append((columns, rows, values, looks))

    def _take_lines(
        self, columns: tuple[int, ...], rows: list[int], values: list[list[Any]], looks: list[int | list[int]]
    ) -> None:
        """The same row by row, without cells that show nothing."""
        for at, row in enumerate(rows):
            line: Line = []
            for column, held, look in zip(columns, values, looks, strict=True):
                if held[at] != "":
                    line += (column, held[at], look if isinstance(look, int) else look[at])
            if line:
                self.draft.lines.append((row, line))

    def take_formulas(self, rows: Sequence[int], column: int, texts: Iterable[str]) -> None:
        """Formulas of a column in some rows."""
        for row, text in zip(rows, texts, strict=True):
            self.draft.formulas[row, column] = unescaped(text) or "?"

    def numbers(self, raw: Sequence[bytes], style: int) -> list[object]:
        """What many numbers show in a style, from their digits."""
        if self._kinds[style] == "number" and b"".join(raw).isdigit() and max(map(len, raw)) < 16:
            return list(map(int, raw))
        known = {digits: self._number(digits.decode(), style) for digits in set(raw)}
        return list(map(known.__getitem__, raw))

    def shared_texts(self, raw: Sequence[bytes]) -> list[str | RichText]:
        """Many texts by their numbers."""
        try:
            return list(map(self._shared.__getitem__, map(int, raw)))
        except IndexError:
            raise UserError("reading.damaged", detail="text") from None

    def own_texts(self, texts: list[str], *, counted: bool) -> list[str]:
        """Many texts that stand in their cells; `counted` when they spend of the budget."""
        if "_x" in "\n".join(texts):
            texts = [unescaped(text) for text in texts]
        if counted:
            self._budget.spend(0, sum(map(len, texts)))
        return texts

    def style_number(self, text: str | None) -> int:
        """Number of the style that a cell names."""
        found = self._style_numbers.get(text)
        return self._new_style(text or "0") if found is None else found

    def _next_address(self) -> str:
        """Where a cell without an address stands: behind the one before it."""
        before = cell_at(self._attrs["r"]) if self._attrs else None
        column = before[1] + 1 if before else 1
        return f"{column_letters(column)}{self._row_text}"

    def _new_style(self, text: str) -> int:
        """A style number met for the first time; one that the file does not define is the first style."""
        number = int(text)
        self._style_numbers[text] = number if 0 <= number < len(self._kinds) else 0
        return self._style_numbers[text]

    def _address(self, ref: str) -> int:
        """Column of an address met for the first time; the row in it rules when it differs from the row's own."""
        match = _ADDRESS.fullmatch(ref)
        column = column_number(match[1]) if match else 0
        row = int(match[2]) if match else 0
        if not (1 <= column <= LAST_COLUMN and 1 <= row <= LAST_ROW):
            raise UserError("reading.damaged", detail=f"cell {ref[:20]}")
        if row != self._row:
            self._end_row()
            self._row, self._row_text = row, str(row)
            self._digits = len(self._row_text)
        self._columns[ref[: -self._digits]] = column
        return column

    def _end_cell(self, attrs: dict[str, str]) -> None:
        ref = attrs["r"]
        digits = self._digits
        column = self._columns.get(ref[:-digits]) if ref[-digits:] == self._row_text else None
        if column is None:
            column = self._address(ref)
        style = self._style_numbers.get(attrs.get("s"))
        if style is None:
            style = self._new_style(attrs["s"])
        text = self._value
        kind = attrs.get("t", "n")
        value: object
        if kind == "n":
            value = self._number(text, style) if text else None
        elif kind == "s" and text:
            shared = self._shared_text(text)
            value = shared
            if shared.__class__ is not str:
                style, value = self._rich(style, shared)
        else:
            value = self._other(kind)
        if self._rich_inline is not None:
            style, value = self._rich(style, self._rich_inline)
            self._rich_inline = None
        if self._formula is not None:
            if value != "":
                self.draft.formulas[self._row, column] = self._formula
        elif value is None:
            return
        if value != "":
            self._line += (column, value, style)

    def _rich(self, style: int, found: str | RichText) -> tuple[int, str]:
        if isinstance(found, str):
            return style, found
        return self._styles.rich(style, found), found.text

    def _shared_text(self, number: str) -> str | RichText:
        try:
            place = int(number)
            if place < 0:
                raise IndexError
            return self._shared[place]
        except (ValueError, IndexError):
            raise UserError("reading.damaged", detail=f"text {number[:20]}") from None

    def _number(self, text: str, style: int) -> object:
        kind = self._kinds[style]
        if kind == "number" and text.isdecimal() and len(text) < 16:
            return int(text)
        found = self._calendar.get((text, style))
        if found is None:
            found = self._calendar_or_number(text, kind)
            if kind != "number":
                self._calendar[text, style] = found
        return found

    def _calendar_or_number(self, text: str, kind: FormatKind) -> object:
        try:
            number = float(text)
        except ValueError:
            return text
        if number - number != 0:  # not a number, or beyond all numbers
            return text
        found = from_serial(number, kind, since_1904=self._since_1904)
        return whole(found) if isinstance(found, float) else found

    def _other(self, kind: str) -> object:
        text = self._value
        if text is None:
            return None
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return (text,) if text else None
        if kind == "d":
            return date_of(text) if text else None
        return unescaped(text)

    def _start_formula(self, attrs: dict[str, str]) -> None:
        self.pieces.clear()
        self._shared_formula = attrs.get("si", "") if attrs.get("t") == "shared" else ""
        if attrs.get("t") == "dataTable":
            self._formula = "TABLE()"

    def _end_formula(self) -> None:
        text = unescaped("".join(self.pieces))
        if self._shared_formula:
            if text:
                self._masters.setdefault(self._shared_formula, text)
            else:
                text = self._masters.get(self._shared_formula, "shared")
        self._formula = text or self._formula or "?"

    def _start_inline(self, _: dict[str, str]) -> None:
        self._inline = StringReader(self._budget, self._limits)
        self._inline.pieces = self.pieces

    def _end_inline(self, tag: str) -> None:
        inline = self._inline
        if inline is None:
            return
        inline.end(tag)
        if tag == "is" and inline.found:
            found = inline.found[0]
            self._inline = None
            self._rich_inline = found
            self._value = ""

    def _start_merge(self, attrs: dict[str, str]) -> None:
        box = box_of(attrs.get("ref", ""))
        if box is not None:
            self.draft.merges.append(box)
        if len(self.draft.merges) > self._limits.merges:
            raise UserError("reading.too_big", what="merges", limit=self._limits.merges)

    def _start_column_span(self, attrs: dict[str, str]) -> None:
        if is_on(attrs.get("hidden")) or attrs.get("width") == "0":
            first, last = int(attrs.get("min", 1)), int(attrs.get("max", 1))
            if 1 <= first <= last <= LAST_COLUMN and len(self.draft.hidden_columns) <= LAST_COLUMN:
                self.draft.hidden_columns.append((first, last))

    def _start_filter(self, _: dict[str, str]) -> None:
        self._filter = True

    def _start_criterion(self, _: dict[str, str]) -> None:
        self._criteria = True


def column_number(letters: str) -> int:
    """`A` -> 1, `AA` -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_at(ref: str) -> tuple[int, int] | None:
    """(row, column) of an address such as `B12`; None when it is none."""
    match = _ADDRESS.fullmatch(ref)
    if match is None:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN else None


def box_of(ref: str) -> Box | None:
    """The rectangle of `A1:C2`, corners in order; None when it is no rectangle of more than one cell."""
    first, _, last = ref.partition(":")
    a, b = cell_at(first), cell_at(last)
    if a is None or b is None or a == b:
        return None
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
