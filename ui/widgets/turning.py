"""Parts that stand beside each other while there is room for all of them, else under each other."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui.theme.metrics import px

_BESIDE, _UNDER = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Turning(QWidget):
    """`row` holds the parts; `gap` in design px. Asks for no more width than the widest part takes at least."""

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QBoxLayout(_BESIDE, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(px(gap))

    def add(self, part: QWidget | QLayout, share: int = 0) -> None:
        """One more part, with its share of the spare width."""
        if isinstance(part, QWidget):
            self.row.addWidget(part, share)
        else:
            self.row.addLayout(part, share)

    def is_turned(self) -> bool:
        """Whether the parts stand under each other."""
        return self.row.direction() == _UNDER

    def minimumSizeHint(self) -> QSize:
        margins = self.row.contentsMargins()
        widest = max(self._widths(), default=0) + margins.left() + margins.right()
        return QSize(widest, self.row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths, margins = self._widths(), self.row.contentsMargins()
        taken = sum(widths) + self.row.spacing() * (len(widths) - 1) + margins.left() + margins.right()
        way = _UNDER if taken > event.size().width() else _BESIDE
        if way != self.row.direction():
            self.row.setDirection(way)
            self.updateGeometry()

    def _widths(self) -> list[int]:
        """px that each part takes at least."""
        items = [self.row.itemAt(place) for place in range(self.row.count())]
        return [item.minimumSize().width() for item in items if item is not None and not item.isEmpty()]
