"""Looks of cells, for the Excel readers: styles by number, and texts in runs with looks of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.exchange.reading.draft import PLAIN_FACTS, StyleFacts
from workbench.exchange.reading.numbers import BUILTIN_FORMATS, LOCAL_DATES, FormatKind, kind_of_format

Font = tuple[str, bool, bool, bool]  # name, bold, italic, struck through
NO_FONT: Font = ("", False, False, False)


@dataclass(frozen=True, slots=True)
class RichText:
    """A text in runs, with what all of them share; None leaves it to the cell's own style."""

    text: str
    font: str | None
    bold: bool | None
    italic: bool | None
    strike: bool | None


@dataclass(frozen=True, slots=True)
class StyleTable:
    """Cell styles by their number in the file: facts, and what a number of that format means."""

    facts: tuple[StyleFacts, ...] = (PLAIN_FACTS,)
    kinds: tuple[FormatKind, ...] = ("number",)


class StyleNumbers:
    """Styles of the whole workbook: those of the file first, those of rich texts added as they turn up."""

    def __init__(self, table: StyleTable) -> None:
        self.facts: list[StyleFacts] = list(table.facts)
        self._numbers: dict[StyleFacts, int] = {}

    def rich(self, number: int, rich: RichText) -> int:
        """Number of style `number` with the looks of a rich text laid over it."""
        font, bold, italic, strike, code = self.facts[number]
        facts = (
            font if rich.font is None else rich.font,
            bold if rich.bold is None else rich.bold,
            italic if rich.italic is None else rich.italic,
            strike if rich.strike is None else rich.strike,
            code,
        )
        if facts == self.facts[number]:
            return number
        if facts not in self._numbers:
            self._numbers[facts] = len(self.facts)
            self.facts.append(facts)
        return self._numbers[facts]


def number_format(place: int, codes: dict[int, str]) -> tuple[str, FormatKind]:
    """Code and meaning of number format `place`; `codes` are those the file spells out. General is ``""``."""
    code = codes.get(place)
    if code is None:
        if place in LOCAL_DATES:
            return "dd/mm/yyyy", "date"
        code = BUILTIN_FORMATS.get(place, "")
    if code.lower() == "general":
        code = ""
    return code, kind_of_format(code)


def common_look(text: str, runs: Iterable[tuple[str, Font | None]]) -> str | RichText:
    """`text` with the look that all its written runs share; a run of None shows the look of the cell."""
    fonts = [font for run, font in runs if run.strip()]
    if not fonts or all(font is None for font in fonts):
        return text
    own = [font for font in fonts if font is not None]
    if len(own) < len(fonts):
        return text
    names = {font[0] for font in own if font[0]}
    return RichText(
        text,
        names.pop() if len(names) == 1 else None,
        *(all(font[mark] for font in own) for mark in (1, 2, 3)),
    )
