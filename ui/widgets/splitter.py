"""Splitter with a 1 px line that is easy to grab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from ui.theme.theme import color
from ui.widgets.base import Themed

_GRAB = 8


class Splitter(Themed, QSplitter):
    """Panes side by side (or above each other) that cannot be dragged shut."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.follow_theme()

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def restyle(self) -> None:
        for place in range(self.count()):
            self.handle(place).update()
        super().restyle()


class _Handle(QSplitterHandle):
    """Draws one pixel; takes the mouse on eight."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        margin = (_GRAB - 1) // 2
        if self.orientation() == Qt.Orientation.Horizontal:
            self.setContentsMargins(margin, 0, _GRAB - 1 - margin, 0)
        else:
            self.setContentsMargins(0, margin, 0, _GRAB - 1 - margin)
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask, True)
        self.setMask(QRegion(self.contentsRect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.contentsRect(), color("accent" if self.underMouse() else "border"))
