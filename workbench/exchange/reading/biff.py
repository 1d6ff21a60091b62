"""The reader for .xls (Excel 5 to 2003): records of the workbook stream; cells, looks, errors, hidden parts.

Computes nothing. The text of a formula is not restored, only that there is one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.errors import UserError
from workbench.exchange.raw import SheetState
from workbench.exchange.reading.biff_sheet import BiffSheet
from workbench.exchange.reading.biff_text import SharedTexts, font_at, long_string, short_string
from workbench.exchange.reading.compound import CONTAINER, Compound
from workbench.exchange.reading.draft import BookDraft, CellBudget, SheetDraft
from workbench.exchange.reading.encoding import decode
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.looks import (
    NO_FONT,
    Font,
    RichText,
    StyleNumbers,
    StyleTable,
    number_format,
)

BOF, EOF, CONTINUE = 0x0809, 0x0A, 0x3C
_FILEPASS, _CODEPAGE, _DATEMODE, _FONT = 0x2F, 0x42, 0x22, 0x31
_FORMAT, _XF, _BOUNDSHEET, _SST = 0x41E, 0xE0, 0x85, 0xFC
_LABEL = 0x204
_EXCEL_97 = 0x0600
_BOLD = 600
_STATES: dict[int, SheetState] = {0: "visible", 1: "hidden", 2: "very_hidden"}
_WORKSHEET = 0


@dataclass(slots=True)
class _Globals:
    encoding: str = "cp1252"  # empty once the file shows itself to be Excel 97 or later
    since_1904: bool = False
    fonts: list[Font] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[tuple[int, int]] = field(default_factory=list)  # font and number format of each cell style
    sheets: list[tuple[int, SheetDraft]] = field(default_factory=list)
    shared: list[str | RichText] = field(default_factory=list)

    def table(self) -> StyleTable:
        """Cell styles as the readers share them."""
        facts, kinds = [], []
        for font, place in self.formats:
            code, kind = number_format(place, self.codes)
            facts.append((*(font_at(self.fonts, font) or NO_FONT), code))
            kinds.append(kind)
        return StyleTable(tuple(facts), tuple(kinds)) if facts else StyleTable()


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from position `at`: number and contents."""
    size = len(stream)
    while at + 4 <= size:
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if at + length > size:
            raise ValueError("record cut off")
        yield kind, stream[at : at + length]
        at += length


def read_biff(data: bytes, limits: Limits) -> BookDraft:
    """All worksheets in tab order. Raises UserError, `reading.damaged` where the records make no sense."""
    budget = CellBudget(limits)
    if not data.startswith(CONTAINER):
        return _bare_sheet(data, budget, limits)
    compound = Compound(data)
    stream = compound.stream("Workbook") or compound.stream("Book")
    if stream is None:
        raise UserError("reading.damaged", detail="no workbook stream")
    try:
        about = _globals(stream, budget, limits)
        numbers = StyleNumbers(about.table())
        kinds = about.table().kinds
        for at, draft in about.sheets:
            sheet = BiffSheet(draft, about.shared, kinds, numbers, about.since_1904, about.encoding, budget, limits)
            _walk(stream, at, sheet)
    except (struct.error, IndexError, ValueError, LookupError) as error:
        raise UserError("reading.damaged", detail=f"{type(error).__name__}: {error}") from None
    if not about.sheets:
        raise UserError("reading.damaged", detail="no sheet")
    return BookDraft("xls", [draft for _, draft in about.sheets], numbers.facts)


def _bare_sheet(data: bytes, budget: CellBudget, limits: Limits) -> BookDraft:
    """Records without a container and without a frame: what simple scripts on web servers write."""
    draft = SheetDraft("Sheet1")
    table = StyleTable()
    try:
        _, encoding = decode(b"\n".join(body[8:] for kind, body in records(data, 0) if kind == _LABEL))
        sheet = BiffSheet(draft, (), table.kinds, StyleNumbers(table), False, encoding, budget, limits)
        _walk(data, 0, sheet)
    except (struct.error, IndexError, ValueError) as error:
        raise UserError("reading.damaged", detail=f"{type(error).__name__}: {error}") from None
    return BookDraft("xls", [draft], list(table.facts), encoding)


def _globals(stream: bytes, budget: CellBudget, limits: Limits) -> _Globals:
    """What stands before the sheets."""
    about = _Globals()
    texts: list[bytes] = []
    last = 0
    for kind, body in records(stream, 0):
        if kind == EOF:
            break
        if kind == BOF and int.from_bytes(body[:2], "little") == _EXCEL_97:
            about.encoding = ""
        elif kind == _SST or (kind == CONTINUE and last == _SST):
            texts.append(body)
            kind = _SST
        elif kind == _FILEPASS:
            raise UserError("reading.encrypted")
        else:
            _take(about, kind, body)
        if kind != CONTINUE:
            last = kind
        if len(about.sheets) > limits.sheets:
            raise UserError("reading.too_big", what="sheets", limit=limits.sheets)
    else:
        raise ValueError("workbook without an end")
    if texts:
        about.shared = SharedTexts(texts, budget).read(about.fonts)
    return about


def _take(about: _Globals, kind: int, body: bytes) -> None:
    if kind == _FONT:
        _, marks, _, weight = struct.unpack_from("<HHHH", body)
        name = short_string(body, 14, about.encoding)
        about.fonts.append((name, weight >= _BOLD, bool(marks & 2), bool(marks & 8)))
    elif kind == _XF:
        about.formats.append(struct.unpack_from("<HH", body))
    elif kind == _FORMAT:
        place = int.from_bytes(body[:2], "little")
        about.codes[place] = short_string(body, 2, about.encoding) if about.encoding else long_string(body, 2, "")
    elif kind == _BOUNDSHEET:
        at, state, form = struct.unpack_from("<IBB", body)
        if form == _WORKSHEET:
            name = short_string(body, 6, about.encoding)
            about.sheets.append((at, SheetDraft(name, _STATES.get(state & 3, "visible"))))
    elif kind == _DATEMODE:
        about.since_1904 = body[:1] == b"\x01"
    elif kind == _CODEPAGE and about.encoding:
        about.encoding = _page(int.from_bytes(body[:2], "little"))


def _page(number: int) -> str:
    """Encoding of the byte strings of Excel 5 and 95."""
    page = {367: "ascii", 10000: "mac-roman", 32768: "mac-roman", 32769: "cp1252"}.get(number, f"cp{number}")
    try:
        "".encode(page)
    except LookupError:
        return "cp1252"
    return page


def _walk(stream: bytes, at: int, sheet: BiffSheet) -> None:
    """Feed one sheet its own records, without those of charts that lie inside it."""
    depth = 0
    for kind, body in records(stream, at):
        if kind == BOF:
            depth += 1
        elif depth == 0:
            raise ValueError("no sheet at its place")
        elif kind == EOF:
            depth -= 1
            if depth == 0:
                sheet.close()
                return
        elif depth == 1:
            sheet.take(kind, body)
    raise ValueError("sheet without an end")
