"""Rows of a sheet that are all made alike, read by one pattern for each make: hundreds of cells at a glance.

The pattern of a make is written after rows that the general one fits: same columns, styles and kinds of values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.errors import UserError
from workbench.exchange.reading.draft import LAST_COLUMN, LAST_ROW
from workbench.exchange.reading.pattern import is_plain, texts_of
from workbench.exchange.reading.xlsx_sheet import SheetReader, column_number

OPENING = re.compile(rb"<sheetData>")
CLOSING = b"</row>"

_CELL = (
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]{1,5})")?(?: t="(n|s|str|b|e|inlineStr)")?'
    rb'(?:(/>)|>(?:(<f>)[^<]+</f>)?(?:<v>[^<]+</v>|(<is>)<t(?: xml:space="preserve")?>[^<]+</t></is>)</c>)'
)
_CELLS = re.compile(_CELL)
_ATTRIBUTES = rb'((?: [A-Za-z0-9:]+="[^"<&]*")*)'
_ROW = re.compile(
    rb'\s*<row r="[0-9]{1,7}"' + _ATTRIBUTES + rb">((?:" + re.sub(rb"\((?!\?)", rb"(?:", _CELL) + rb")*)</row>"
)
_ATTRIBUTE = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
_VALUES = {
    b"n": rb"<v>([0-9.eE+\-]+)</v>",
    b"s": rb"<v>([0-9]{1,9})</v>",
    b"str": rb"<v>([^<]+)</v>",
    b"b": rb"<v>([01])</v>",
    b"e": rb"<v>([^<]+)</v>",
    b"inlineStr": rb'<is><t(?: xml:space="preserve")?>([^<]+)</t></is>',
}
_MOST_MAKES = 64
_RECENT = 3
_SEEN = 3  # rows of a make before it gets a pattern
_PATIENCE = 500  # rows that fit no pattern before we stop looking for more
_FLUSH = 8192
_LONGEST = 4096  # bytes of the attributes of a row; longer ones are judged by the parser

_Make = tuple[tuple[bytes, ...], ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a make. `text` and `formula`: numbers of the groups that hold them."""

    column: int
    style: int
    kind: bytes
    text: int
    formula: int | None


@dataclass(slots=True)
class _Shape:
    """One make of rows, and what was found of it and is not yet in the draft."""

    pattern: re.Pattern[bytes]
    cells: Sequence[_Cell]
    rows: list[int] = field(default_factory=list)
    found: list[tuple[bytes, ...]] = field(default_factory=list)


class RowItems:
    """Takes rows of a sheet part out of its XML, into the draft of a `SheetReader`."""

    def __init__(self, reader: SheetReader) -> None:
        self._reader = reader
        self._shapes: dict[_Make, _Shape] = {}
        self._recent: list[_Shape] = []
        self._seen: dict[_Make, int] = {}
        self._missed = 0
        self._attributes: dict[bytes, bool | None] = {}

    def take(self, data: bytes, at: int) -> int:
        """Rows that follow each other from `at` on."""
        start, last = at, self._reader.row
        run: list[tuple[_Shape, int, tuple[bytes, ...], bool]] = []
        while True:
            match = self._match(data, at)
            if match is None:
                break
            row, hidden = int(match[1]), self._hidden(match[2])
            if not last < row <= LAST_ROW or hidden is None:
                break
            run.append((self._recent[0], row, match.groups()[2:], hidden))
            at, last = match.end(), row
        if not run or not is_plain(data[start:at]):
            return start
        for shape, row, found, hidden in run:
            shape.rows.append(row)
            shape.found.append(found)
            if hidden:
                self._reader.draft.hidden_rows.add(row)
            if len(shape.rows) >= _FLUSH:
                self._flush(shape)
        self._reader.go_on_from(last)
        return at

    def close(self) -> None:
        """Bring what was found into the draft."""
        for shape in self._shapes.values():
            self._flush(shape)

    def _match(self, data: bytes, at: int) -> re.Match[bytes] | None:
        """The next row by a pattern; the make that fits is the most recent then."""
        for shape in self._recent:
            match = shape.pattern.match(data, at)
            if match is not None:
                if shape is not self._recent[0]:
                    self._use(shape)
                return match
        if self._missed > _PATIENCE or data.find(CLOSING, at) < 0:
            return None
        found = self._shape(data, at)
        match = found.pattern.match(data, at) if found else None
        if found is None or match is None:
            self._missed += 1
            return None
        self._use(found)
        return match

    def _use(self, shape: _Shape) -> None:
        self._recent = [shape, *(other for other in self._recent if other is not shape)][:_RECENT]
        self._missed = max(0, self._missed - 1)

    def _shape(self, data: bytes, at: int) -> _Shape | None:
        """The make of the row at a place, once there are several of it."""
        row = _ROW.match(data, at)
        if row is None:
            return None
        make: _Make = tuple(_CELLS.findall(row[2]))
        if make in self._shapes:
            return self._shapes[make]
        self._seen[make] = self._seen.get(make, 0) + 1
        if self._seen[make] < _SEEN or len(self._shapes) >= _MOST_MAKES:
            return None
        shape = self._learned(make)
        if shape is not None:
            self._shapes[make] = shape
        return shape

    def _learned(self, make: _Make) -> _Shape | None:
        """The pattern for rows of a make; None for a make that only the parser should judge."""
        pattern = rb'\s*<row r="([0-9]{1,7})"' + _ATTRIBUTES + b">"
        cells: list[_Cell] = []
        groups = last = 0
        for letters, style, kind, empty, formula, inline in make:
            column = column_number(letters.decode())
            if not last < column <= LAST_COLUMN or (not empty and bool(inline) != (kind == b"inlineStr")):
                return None
            last = column
            pattern += b'<c r="' + letters + rb'\1"' + (b' s="' + style + b'"' if style else b"")
            pattern += (b' t="' + kind + b'"' if kind else b"") + (b"/>" if empty else b">")
            if empty:
                continue
            if formula:
                pattern += rb"<f>([^<]+)</f>"
                groups += 1
            pattern += _VALUES[kind or b"n"] + b"</c>"
            number = self._reader.style_number(style.decode() or None)
            cells.append(_Cell(column, number, kind or b"n", groups, groups - 1 if formula else None))
            groups += 1
        return _Shape(re.compile(pattern + b"</row>"), cells)

    def _hidden(self, attributes: bytes) -> bool | None:
        """Whether a row with such attributes is hidden; None when they cannot stand so."""
        if len(attributes) > _LONGEST:
            return None
        if attributes not in self._attributes:
            said = _ATTRIBUTE.findall(attributes)
            named = {name.decode(): value.decode("utf-8", "replace") for name, value in said}
            odd = len(named) < len(said) or "r" in named or len(self._attributes) > LAST_ROW
            self._attributes[attributes] = None if odd else self._reader.is_hidden(named)
        return self._attributes[attributes]

    def _flush(self, shape: _Shape) -> None:
        """The rows found of a make as a block of the draft."""
        if not shape.rows:
            return
        groups = list(zip(*shape.found, strict=True))
        for cell in shape.cells:
            if cell.formula is not None:
                self._reader.take_formulas(shape.rows, cell.column, _decoded(groups[cell.formula]))
        columns = tuple(cell.column for cell in shape.cells)
        values = [self._values(cell, groups[cell.text]) for cell in shape.cells]
        self._reader.take_block(columns, shape.rows, values, [cell.style for cell in shape.cells])
        shape.rows, shape.found = [], []

    def _values(self, cell: _Cell, raw: Sequence[bytes]) -> list[object]:
        if cell.kind == b"n":
            return self._reader.numbers(raw, cell.style)
        if cell.kind == b"s":
            return list(self._reader.shared_texts(raw))
        if cell.kind == b"b":
            return [value == b"1" for value in raw]
        texts = _decoded(raw)
        if cell.kind == b"e":
            return [(text,) for text in texts]
        return list(self._reader.own_texts(texts, counted=cell.kind == b"inlineStr"))


def _decoded(raw: Sequence[bytes]) -> list[str]:
    texts = texts_of(raw)
    if texts is None:
        raise UserError("reading.damaged", detail="text")
    return texts
