"""The status bar: the record file, the last save, running work, backup, offline, zoom."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import fonts, icons
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_STATUS
from ui.widgets.base import Themed, announce
from ui.widgets.labels import text_width

_ICON = 14


class StatusPiece(Themed, QWidget):
    """An icon and a few words; hidden while it has none."""

    def __init__(self, words: str = "", icon: str = "", token: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._icon, self._token = words, icon, token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()
        self.setVisible(bool(words))

    def set_words(self, words: str, icon: str | None = None, token: str | None = None, say: bool = False) -> None:
        """Change the words; `say` lets a screen reader speak them."""
        self._words = words
        self._icon = self._icon if icon is None else icon
        self._token = token or self._token
        self.setVisible(bool(words))
        self.restyle()
        if say and words:
            announce(self, words)

    def words(self) -> str:
        """The words shown."""
        return self._words

    def restyle(self) -> None:
        self.setAccessibleName(self._words)
        self.setFixedHeight(px(HEIGHT_STATUS) - 1)
        super().restyle()

    def sizeHint(self) -> QSize:
        icon = px(_ICON + 5) if self._icon else 0
        return QSize(icon + text_width(fonts.caption(tabular=True), self._words) + 1, px(HEIGHT_STATUS) - 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        if self._icon:
            picture = icons.pixmap(self._icon, self._token, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(0, (self.height() - px(_ICON)) / 2), picture)
            left = px(_ICON + 5)
        painter.setFont(fonts.caption(tabular=True))
        painter.setPen(color("text2"))
        room = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._words)


class StatusStrip(Themed, QWidget):
    """24 px along the lower edge: pieces at the left, pieces at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._left = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def add_left(self, piece: QWidget) -> None:
        """Put a piece behind those at the left."""
        self._row.insertWidget(self._left, piece)
        self._left += 1

    def add_right(self, piece: QWidget) -> None:
        """Put a piece behind those at the right."""
        self._row.addWidget(piece)

    def restyle(self) -> None:
        self.setFixedHeight(px(HEIGHT_STATUS))
        self._row.setContentsMargins(px(12), 1, px(12), 0)
        self._row.setSpacing(px(18))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.fillRect(0, 0, self.width(), 1, color("border"))
