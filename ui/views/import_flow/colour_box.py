"""The small box that shows a colour of cells: of marked ones, and of the parts of a sheet in its legend."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.metrics import px
from ui.widgets.base import Themed, box

#: fill and edge by what a mark says: to be mended, to be looked at, taken in
KIND_COLOURS = {"fix": ("red_bg", "red_bd"), "look": ("amber_bg", "amber_bd"), "done": ("green_bg", "green_bd")}


class ColourBox(Themed, QWidget):
    """Fill and edge are names of colours of the theme."""

    def __init__(self, fill: str, edge: str) -> None:
        super().__init__()
        self._fill, self._edge = fill, edge
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(18), px(14))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), px(3), self._fill, self._edge)
