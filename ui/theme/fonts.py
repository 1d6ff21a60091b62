"""Type: loads the bundled faces when first needed and hands out fonts of the type scale.

Screen: Segoe UI on Windows, else bundled Inter, then Noto Sans. Print: Times New Roman, else bundled Tinos
(same widths), then Liberation Serif. Fonts are sized in pixels times the interface scale; widgets never set
a size of their own.
"""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme import metrics
from ui.theme.tokens import BODY, CAPTION, FIGURE, LABEL, SECTION, TITLE, TypeStep
from workbench.assets import resource

_SCREEN_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")
_PRINT_FILES = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")


@cache
def screen_families() -> tuple[str, ...]:
    """Families of the window in order of preference; registers the bundled faces (once the application exists)."""
    inter = _register(_SCREEN_FILES)
    on_windows = sys.platform == "win32" and "Segoe UI" in QFontDatabase.families()
    return (*(("Segoe UI",) if on_windows else ()), inter, "Noto Sans")


@cache
def print_families(bundled: bool = False) -> tuple[str, ...]:
    """Families of paper; `bundled` for pictures and page counts that must not depend on the computer."""
    tinos = _register(_PRINT_FILES)
    if bundled:
        return (tinos,)
    return (*(("Times New Roman",) if "Times New Roman" in QFontDatabase.families() else ()), tinos, "Liberation Serif")


@cache
def _register(files: tuple[str, ...]) -> str:
    names = []
    for file in files:
        number = QFontDatabase.addApplicationFont(str(resource("fonts", file)))
        if number < 0:
            raise FileNotFoundError(file)
        names.append(QFontDatabase.applicationFontFamilies(number)[0])
    return names[0]


def of(step: TypeStep, weight: int | None = None, tabular: bool = False) -> QFont:
    """A screen font of a step of the type scale."""
    return QFont(_made(max(1, metrics.px(step.size)), weight or step.weight, tabular))


@cache
def _made(pixels: int, weight: int, tabular: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(screen_families()))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def body(weight: int | None = None, tabular: bool = False) -> QFont:
    """13 px: running text, inputs, table cells."""
    return of(BODY, weight, tabular)


def label(weight: int | None = None, tabular: bool = False) -> QFont:
    """12 px, medium: field labels, chips, table headings."""
    return of(LABEL, weight, tabular)


def caption(weight: int | None = None, tabular: bool = False) -> QFont:
    """11 px: status bar, key hints, nav captions."""
    return of(CAPTION, weight, tabular)


def section(weight: int | None = None) -> QFont:
    """15 px semi-bold: headings inside a page."""
    return of(SECTION, weight)


def title(weight: int | None = None) -> QFont:
    """20 px semi-bold: the page title."""
    return of(TITLE, weight)


def figure(weight: int | None = None) -> QFont:
    """28 px semi-bold, tabular: the number of a tile."""
    return of(FIGURE, weight, tabular=True)
