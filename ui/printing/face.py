"""The face of paper: fonts at the one resolution in which everything printed is measured and placed.

A point is ten dots, so every size down to a tenth of a point is a whole number of dots and a font is the same
on every device: screen, PDF and printer only scale the finished page.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

from ui.theme import fonts

RESOLUTION = 720
POINT = RESOLUTION / 72
MM = RESOLUTION / 25.4
HAIRLINE = 0.5 * POINT

_LEADING = 1.2  # of the size: stacked marks (Ễ, Ậ) of one line clear the descenders of the line above


class Style(NamedTuple):
    """Size in points and look of a run of text."""

    points: float
    bold: bool = False
    italic: bool = False


class Sized:
    """One style measured: where the baseline lies in a line, how wide words are (in dots, remembered)."""

    def __init__(self, font: QFont, style: Style) -> None:
        metrics = QFontMetricsF(font)
        self.style = style
        self.line = float(round(style.points * POINT * _LEADING))
        self.baseline = round((self.line - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent())
        self.widths: dict[str, float] = {}
        self._advance = metrics.horizontalAdvance
        self.space = self._advance(" ")

    def width(self, text: str) -> float:
        """Width of a text on one line."""
        known = self.widths.get(text)
        if known is None:
            if len(self.widths) > _REMEMBERED:
                self.widths.clear()
            known = self.widths[text] = self._advance(text)
        return known


_REMEMBERED = 60_000


class Face:
    """Fonts of one family by style."""

    def __init__(self, families: tuple[str, ...]) -> None:
        self._families = families
        self._fonts: dict[tuple[Style, float], QFont] = {}
        self._sized: dict[Style, Sized] = {}

    def font(self, style: Style, spacing: float = 0.0) -> QFont:
        """The font of a style; `spacing` dots are added to every space (justified lines)."""
        key = (style, spacing)
        found = self._fonts.get(key)
        if found is None:
            found = self._made(style, spacing)
            if not spacing:
                self._fonts[key] = found
        return found

    def sized(self, style: Style) -> Sized:
        """The measures of a style."""
        found = self._sized.get(style)
        if found is None:
            found = self._sized[style] = Sized(self.font(style), style)
        return found

    def _made(self, style: Style, spacing: float) -> QFont:
        font = QFont()
        font.setFamilies(list(self._families))
        font.setPixelSize(max(1, round(style.points * POINT)))
        font.setBold(style.bold)
        font.setItalic(style.italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if spacing:
            font.setWordSpacing(spacing)
        return font


def paper_face(bundled: bool = False) -> Face:
    """Times New Roman where the computer has it, else the bundled face; `bundled`: the bundled one everywhere."""
    return Face(fonts.print_families(bundled))
