"""The rows of a form's table: laid out once as a pattern, then written straight into the sheet's XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from workbench.exchange.filling import FormSheet
from workbench.exchange.forms import FormColumn
from workbench.exchange.marking.archive import Archive
from workbench.exchange.marking.report import safe
from workbench.exchange.marking.splice import Edits, tags
from workbench.exchange.raw import column_letters
from workbench.exchange.sheetlooks import Looks
from workbench.exchange.sheetwidths import Widths, text_height

_PART, _DRAWING = "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml"
_PRINTED, _ON_SCREEN = b"<xdr:clientData/>", b'<xdr:clientData fPrintsWithSheet="0"/>'
_FORMATS = {"date": "dd/mm/yyyy", "amount": "#,##0.###", "year": "0", "docno": "@"}
_ACROSS = {"amount": "right", "date": "center", "year": "center", "docno": "center", "code": "left"}
_SHORT = 10  # letters: a column of rates or of pages
_FORMULA_LIKE = ("=", "+", "-", "@")
_EPOCH, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
_BLANK_HEIGHT, _LOWEST = 32.0, 19.0
_CELL = re.compile(r'<c r="[A-Z]+\d+" s="(\d+)"')


class Body:
    """The table body of one form. Rows count from 1: the body begins at `first`, the sheet ends at `last`."""

    def __init__(self, sheet: FormSheet, looks: Looks, first: int, last: int, widths: Widths) -> None:
        self._sheet = sheet
        self._looks = looks
        self._first = first
        self._last = last
        self._widths = widths
        self._letters = [column_letters(column) for column in range(1, sheet.width + 1)]

    def lay_out(self, out: Any) -> None:
        """A row for each pattern under the sheet's end, to learn its looks: usual, forced text, title of a group."""
        patterns = (self._pattern(forced=False), self._pattern(forced=True), self._group_pattern())
        for row, looks in enumerate(patterns, start=self._last + 1):
            for column, look in enumerate(looks):
                out.write_blank(row - 1, column, None, look)

    def _pattern(self, *, forced: bool) -> list[Any]:
        get = self._looks.get
        usual: dict[str, Any] = {"size": self._widths.size, "box": True, "open": True, "forced": forced}
        looks = [get(across="center", **usual)]
        for column in self._sheet.columns:
            across = _ACROSS.get(column.kind, "center" if column.width <= _SHORT else "left")
            number = "" if forced else column.format or _FORMATS.get(column.kind, "")
            looks.append(get(across=across, number=number, **usual))
        if self._sheet.coded:
            looks.append(get(across="center", grey=True, **usual))
        return looks

    def _group_pattern(self) -> list[Any]:
        look = self._looks.get(size=self._widths.size, bold=True, box=True, open=True, up="center")
        return [look] * self._sheet.width

    def heights(self) -> tuple[list[float], list[int]]:
        """Heights of the rows in points, from the first of the body, and which of them, from 0, are titles of groups."""
        made: list[float] = []
        titles: list[int] = []
        for index, height in enumerate(self._filled):
            if index in self._sheet.groups:
                titles.append(len(made))
                made.append(self._group_height(self._sheet.groups[index]))
            made.append(height)
        return [*made, *[_BLANK_HEIGHT] * self._sheet.blank_rows], titles

    @cached_property
    def _filled(self) -> list[float]:
        """Heights of the filled rows, reckoned once."""
        return [self._height(values) for values in self._sheet.rows]

    def into(self, data: bytes) -> bytes:
        """The workbook with the rows in the place of the patterns."""
        archive = Archive(data)
        part = archive.read(_PART)
        rows = {int(tag.attrs["r"]): tag for tag in tags(part, "row")}
        held = [rows[self._last + i] for i in (1, 2, 3)]
        usual, forced, group = ([int(s) for s in _CELL.findall(part[t.start : t.end].decode())] for t in held)
        edits = Edits(part)
        merges: list[str] = []
        edits.insert(rows[self._first - 1].end, "".join(self._rows(usual, forced, group, merges)))
        edits.replace(held[0].start, held[-1].end, "")
        (extent,) = tags(part, "dimension")
        edits.attribute(extent, "ref", f"A1:{self._letters[-1]}{self._last}")
        if merges:
            (listed,) = tags(part, "mergeCells")
            edits.inside(listed, "".join(merges))
            edits.attribute(listed, "count", str(int(listed.attrs["count"]) + len(merges)))
        (header,) = tags(part, "headerFooter")
        edits.attribute(header, "differentFirst", "1")
        archive.put(_PART, edits.result())
        if _DRAWING in archive:
            archive.put(_DRAWING, archive.read(_DRAWING).replace(_PRINTED, _ON_SCREEN))
        return archive.save()

    def _rows(self, usual: list[int], forced: list[int], group: list[int], merges: list[str]) -> Iterator[str]:
        at, number = self._first, 0
        for index, values in enumerate(self._sheet.rows):
            if index in self._sheet.groups:
                yield self._group(at, self._sheet.groups[index], group)
                merges.append(f'<mergeCell ref="A{at}:{self._letters[self._widths.left - 1]}{at}"/>')
                at, number = at + 1, 0
            number += 1
            code = self._sheet.codes[index] if index < len(self._sheet.codes) else ""
            yield self._row(at, number, values, code, self._filled[index], usual, forced)
            at += 1
        for _ in range(self._sheet.blank_rows):
            cells = "".join(f'<c r="{letter}{at}" s="{s}"/>' for letter, s in zip(self._letters, usual, strict=True))
            yield f'<row r="{at}" ht="{_BLANK_HEIGHT:g}">{cells}</row>'  # grows with what is typed
            at += 1

    def _group(self, at: int, words: str, looks: list[int]) -> str:
        height = self._group_height(words)
        first = f'<c r="A{at}" s="{looks[0]}" t="inlineStr"><is><t xml:space="preserve">{safe(words)}</t></is></c>'
        rest = "".join(f'<c r="{letter}{at}" s="{looks[0]}"/>' for letter in self._letters[1:])
        return f'<row r="{at}" ht="{height:g}" customHeight="1">{first}{rest}</row>'

    def _group_height(self, words: str) -> float:
        return text_height(words, sum(self._widths.columns[: self._widths.left]), self._widths.size) + 4

    def _row(
        self,
        at: int,
        number: int,
        values: Mapping[str, object],
        code: str,
        height: float,
        usual: list[int],
        forced: list[int],
    ) -> str:
        """One filled row, as high as its words need; the height is no fixed one and follows later edits."""
        cells = [f'<c r="A{at}" s="{usual[0]}"><v>{number}</v></c>']
        for i, column in enumerate(self._sheet.columns, start=1):
            cells.append(self._cell(f"{self._letters[i]}{at}", column, values.get(column.key), usual[i], forced[i]))
        if self._sheet.coded:
            cells.append(_text(f"{self._letters[-1]}{at}", code, usual[-1], forced[-1]))
        return f'<row r="{at}" ht="{height:g}">{"".join(cells)}</row>'

    def _height(self, values: Mapping[str, object]) -> float:
        need = _LOWEST
        for i, column in enumerate(self._sheet.columns, start=1):
            words = values.get(column.key)
            if isinstance(words, str) and (len(words) > 8 or "\n" in words):
                need = max(need, text_height(words, self._widths.columns[i], self._widths.size))
        return need

    def _cell(self, ref: str, column: FormColumn, value: object, usual: int, forced: int) -> str:
        if value is None or value == "":
            return f'<c r="{ref}" s="{usual}"/>'
        if isinstance(value, date):
            if value < _FIRST_DAY:
                return _text(ref, f"{value.day:02d}/{value.month:02d}/{value.year:04d}", usual, forced)
            return f'<c r="{ref}" s="{usual}"><v>{(value - _EPOCH).days}</v></c>'
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f'<c r="{ref}" s="{usual}"><v>{value!r}</v></c>'
        return _text(ref, str(value), usual, forced)


def _text(ref: str, words: str, usual: int, forced: int) -> str:
    if not words:
        return f'<c r="{ref}" s="{usual}"/>'
    style = forced if words.startswith(_FORMULA_LIKE) else usual
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{safe(words)}</t></is></c>'
