"""Looks of our own forms: type of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from typing import Any

FACE = "Times New Roman"
_LINE, _HEAD = "#4A4A4A", "#E7EDF9"


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
