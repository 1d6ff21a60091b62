"""The cells of one sheet of an .xls file, record by record."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from workbench.errors import UserError
from workbench.exchange.reading.biff_text import long_string
from workbench.exchange.reading.draft import CellBudget, Line, SheetDraft
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.looks import RichText, StyleNumbers
from workbench.exchange.reading.numbers import FormatKind, from_serial, whole

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_CONTINUE = 0x3C
_HIDDEN_ROW = 0x20
_UNKNOWN_FORMULA = "?"
# A formula without any text constant that "gave an empty text" was never computed by its writer.
_TEXT_CONSTANT = 0x17
_ON_LOAD = 2  # the writer left the computing to Excel
_NOTE_OBJECT = 0x19
_CELL = struct.Struct("<HHH")
_DOUBLE = struct.Struct("<d")


class BiffSheet:
    """Fills a `SheetDraft` from records."""

    def __init__(
        self,
        draft: SheetDraft,
        shared: Sequence[str | RichText],
        kinds: Sequence[FormatKind],
        numbers: StyleNumbers,
        since_1904: bool,
        encoding: str,
        budget: CellBudget,
        limits: Limits,
    ) -> None:
        self._draft = draft
        self._shared = shared
        self._kinds = kinds
        self._styles = numbers
        self._since_1904 = since_1904
        self._encoding = encoding
        self._budget = budget
        self._limits = limits
        self._rows: dict[int, Line] = {}
        self._waiting: tuple[int, int, int] | None = None  # a formula whose text result comes next
        self._has_filter = False
        self._object = 0
        self._note: list[bytes] | None = None
        self._note_size = 0
        self._notes: dict[int, str] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._takers: dict[int, Callable[[bytes], None]] = {
            0x203: self._number,
            0x27E: self._packed,
            0xBD: self._packed_row,
            0xFD: self._shared_text,
            0x204: self._text,
            0xD6: self._text,
            0x205: self._mark,
            0x06: self._formula,
            0x207: self._result,
            0x208: self._row,
            0x7D: self._columns,
            0xE5: self._merges,
            0x9B: self._criterion,
            0x9D: self._filter,
            0x1C: self._note_place,
            0x5D: self._open_object,
            0x1B6: self._note_text,
            _CONTINUE: self._continue,
        }

    def take(self, kind: int, body: bytes) -> None:
        """One record of the sheet."""
        taker = self._takers.get(kind)
        if taker is not None:
            taker(body)

    def close(self) -> None:
        """All records are read."""
        self._end_note()
        self._draft.lines = sorted(self._rows.items())
        if self._has_filter and self._draft.hidden_rows:
            self._draft.filtered = True
        for number, place in self._places.items():
            text = self._notes.get(number, "")
            if text.strip():
                self._draft.comments[place] = text

    def _put(self, row: int, column: int, style: int, value: object) -> None:
        if value == "":
            return
        self._budget.spend(1)
        self._rows.setdefault(row + 1, []).extend((column + 1, value, style))

    def _known(self, style: int) -> int:
        return style if style < len(self._kinds) else 0

    def _put_number(self, row: int, column: int, style: int, number: float) -> None:
        style = self._known(style)
        kind = self._kinds[style]
        value: object = number
        if number - number != 0:
            value = str(number)
        elif kind != "number":
            value = from_serial(number, kind, since_1904=self._since_1904)
        self._put(row, column, style, whole(value) if isinstance(value, float) else value)

    def _number(self, body: bytes) -> None:
        row, column, style = _CELL.unpack_from(body)
        self._put_number(row, column, style, _DOUBLE.unpack_from(body, 6)[0])

    def _packed(self, body: bytes) -> None:
        row, column, style = _CELL.unpack_from(body)
        self._put_number(row, column, style, _unpacked(struct.unpack_from("<I", body, 6)[0]))

    def _packed_row(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        for place in range((len(body) - 6) // 6):
            style, packed = struct.unpack_from("<HI", body, 4 + 6 * place)
            self._put_number(row, first + place, style, _unpacked(packed))

    def _shared_text(self, body: bytes) -> None:
        row, column, style = _CELL.unpack_from(body)
        style = self._known(style)
        value = self._shared[struct.unpack_from("<I", body, 6)[0]]
        if isinstance(value, RichText):
            style = self._styles.rich(style, value)
            value = value.text
        self._put(row, column, style, value)

    def _text(self, body: bytes) -> None:
        row, column, style = _CELL.unpack_from(body)
        self._put(row, column, self._known(style), long_string(body, 6, self._encoding))

    def _mark(self, body: bytes) -> None:
        row, column, style = _CELL.unpack_from(body)
        value: object = (_ERRORS.get(body[6], "#VALUE!"),) if body[7] else bool(body[6])
        self._put(row, column, self._known(style), value)

    def _formula(self, body: bytes) -> None:
        row, column, style = _CELL.unpack_from(body)
        result = body[6:14]
        flags = int.from_bytes(body[14:16], "little")
        at = (row + 1, column + 1)
        self._waiting = None
        if result[6:8] == b"\xff\xff":
            if result[0] == 0:
                self._waiting = (row, column, self._known(style))
            elif result[0] in (1, 2):
                value: object = bool(result[2]) if result[0] == 1 else (_ERRORS.get(result[2], "#VALUE!"),)
                self._put(row, column, self._known(style), value)
                self._draft.formulas[at] = _UNKNOWN_FORMULA
            elif _TEXT_CONSTANT not in body[22:]:
                self._put(row, column, self._known(style), None)
                self._draft.formulas[at] = _UNKNOWN_FORMULA
            return
        number = _DOUBLE.unpack(result)[0]
        if number == 0 and flags & _ON_LOAD:
            self._put(row, column, self._known(style), None)
        else:
            self._put_number(row, column, style, number)
        self._draft.formulas[at] = _UNKNOWN_FORMULA

    def _result(self, body: bytes) -> None:
        if self._waiting is not None:
            row, column, style = self._waiting
            text = long_string(body, 0, self._encoding)
            self._waiting = None
            if text:
                self._put(row, column, style, text)
                self._draft.formulas[row + 1, column + 1] = _UNKNOWN_FORMULA

    def _row(self, body: bytes) -> None:
        row = int.from_bytes(body[:2], "little")
        if body[12] & _HIDDEN_ROW:
            self._draft.hidden_rows.add(row + 1)

    def _columns(self, body: bytes) -> None:
        first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
        if flags & 1 and first <= last:
            self._draft.hidden_columns.append((first + 1, min(last, 255) + 1))

    def _merges(self, body: bytes) -> None:
        count = int.from_bytes(body[:2], "little")
        for place in range(min(count, (len(body) - 2) // 8)):
            top, low, left, far = struct.unpack_from("<HHHH", body, 2 + 8 * place)
            if top <= low and left <= far:
                self._draft.merges.append((top + 1, left + 1, low + 1, far + 1))
        if len(self._draft.merges) > self._limits.merges:
            raise UserError("reading.too_big", what="merges", limit=self._limits.merges)

    def _criterion(self, _: bytes) -> None:
        self._draft.filtered = True

    def _filter(self, _: bytes) -> None:
        self._has_filter = True

    def _note_place(self, body: bytes) -> None:
        row, column, third, number = struct.unpack_from("<HHHH", body)
        if not self._encoding:
            self._places[number] = (row + 1, column + 1)
            return
        text = body[6 : 6 + third].decode(self._encoding, "replace")  # Excel 95: the text follows at once
        if row == 0xFFFF:
            last = max(self._places, default=0)
            self._notes[last] = self._notes.get(last, "") + text
        else:
            place = len(self._places) + 1
            self._places[place] = (row + 1, column + 1)
            self._notes[place] = text

    def _open_object(self, body: bytes) -> None:
        self._end_note()
        kind, number = struct.unpack_from("<HH", body, 4) if len(body) >= 8 else (0, 0)
        self._object = number if kind == _NOTE_OBJECT else 0

    def _note_text(self, body: bytes) -> None:
        self._end_note()
        if self._object and len(body) >= 12:
            self._note_size = int.from_bytes(body[10:12], "little")
            self._note = []

    def _continue(self, body: bytes) -> None:
        if self._note is not None:
            self._note.append(body)

    def _end_note(self) -> None:
        """Letters of a note lie in the records behind it, each with its own width; the last holds the looks."""
        if self._note is None:
            return
        text = ""
        for body in self._note:
            if len(text) >= self._note_size or not body:
                break
            text += body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")
        self._notes[self._object] = text[: self._note_size]
        self._note = None


def _unpacked(packed: int) -> float:
    """A number in four bytes: an integer or the upper half of a double, maybe in hundredths."""
    if packed & 2:
        number = float((packed ^ 0x80000000) - 0x80000000 >> 2)
    else:
        number = float(_DOUBLE.unpack(b"\0\0\0\0" + (packed & 0xFFFFFFFC).to_bytes(4, "little"))[0])
    return number / 100 if packed & 1 else number
