"""Small things that the cards of the page share."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from ui.theme import icons
from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.labels import Label
from workbench.messages import language

_MEGABYTE = 1 << 20


class IconMark(Themed, QWidget):
    """An icon beside a heading."""

    def __init__(self, icon: str, token: str = "accent", size: int = 18) -> None:
        super().__init__()
        self._icon, self._token, self._size = icon, token, size
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(self._size), px(self._size))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, icons.pixmap(self._icon, self._token, self._size, self.devicePixelRatioF()))


def card_head(icon: str, title: str, note: Label) -> QHBoxLayout:
    """Icon and heading of a card, its note at the right."""
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(IconMark(icon))
    row.addWidget(Label(title, "section"))
    row.addStretch(1)
    row.addWidget(note)
    return row


def size_words(size: int) -> str:
    """“18,4 MB”."""
    words = f"{size / _MEGABYTE:.1f} MB"
    return words.replace(".", ",") if language() == "vi" else words


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
