"""Looks of our own forms: type of Decree 30/2020/NĐ-CP, widths that fill a page, heights that hold the words."""

from __future__ import annotations

from typing import Any

from workbench.exchange.filling import FormSheet

FACE = "Times New Roman"
_LINE, _HEAD = "#4A4A4A", "#E7EDF9"
_PAGE = 165.0  # characters over A4 landscape at a size that can still be read
_RUNNING, _CODE, _NARROWEST = 5.5, 13.0, 7.5
_INDENT = 1.4  # of a cell, in figures
_NARROW = 24  # letters in a line
_NEEDED = {"date": 11.0, "amount": 9.5, "docno": 12.0, "code": 10.0}


class Looks:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(
        self,
        *,
        size: float = 12,
        bold: bool = False,
        italic: bool = False,
        across: str = "left",
        up: str = "top",
        box: bool = False,
        fill: bool = False,
        underlined: bool = False,
        open: bool = False,
        forced: bool = False,
        grey: bool = False,
        number: str = "",
    ) -> Any:
        """A format. `box`: thin lines around; `open`: not locked; `forced`: text for ever."""
        facts: dict[str, object] = {
            "font_name": FACE,
            "font_size": size,
            "bold": bold,
            "italic": italic,
            "align": across,
            "valign": "vcenter" if up == "center" else up,
            "text_wrap": True,
            "border": 1 if box else 0,
            "locked": not open,
            "quote_prefix": forced,
            "num_format": number or "General",
        }
        if box:
            facts["border_color"] = _LINE
            if across != "center":
                facts["indent"] = 1  # words do not touch the line
        if fill:
            facts["bg_color"] = _HEAD
        if underlined:
            facts["underline"] = 1
        if grey:
            facts["font_color"] = "#616971"
        key = tuple(sorted(facts.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(facts)
        return self._made[key]

    def whole_number(self) -> Any:
        """The format that a rule gives to whole amounts."""
        key = (("rule", "whole"),)
        if key not in self._made:
            self._made[key] = self._book.add_format({"num_format": "#,##0"})
        return self._made[key]


def column_widths(sheet: FormSheet) -> tuple[float, ...]:
    """Width of each column in characters: shrunk together to what a page holds, none below what can be read."""
    fixed = _RUNNING + (_CODE if sheet.coded else 0)
    wanted = sum(column.width for column in sheet.columns)
    scale = min((_PAGE - fixed) / wanted, 1.25)
    middle = (max(_NEEDED.get(column.kind, _NARROWEST), column.width * scale) for column in sheet.columns)
    return (_RUNNING, *middle, *((_CODE,) if sheet.coded else ()))


def text_height(words: str, width: float, size: float) -> float:
    """Height in points of wrapped words; `width` in figures of size 11, of which letters take three quarters."""
    letters = int(max(1.0, (width - _INDENT) * 1.38 * 11 / size))
    lines = sum(_lines(part, letters) for part in words.split("\n"))
    return float(min(409, lines * size * 1.32 + 4))


def _lines(words: str, letters: int) -> int:
    """Lines of one paragraph. Where few words stand in a line, what each leaves free at its end is reckoned with."""
    if len(words) <= letters:
        return 1
    if letters > _NARROW:
        return -(-len(words) // letters)
    lines, used = 1, 0
    for word in words.split():
        used += len(word) + (1 if used else 0)
        if used > letters:
            lines, used = lines + 1, len(word)
    return lines
