"""The text size as four stops on a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.preferences import SCALES
from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed, focus_ring
from workbench.messages import text
from workbench.values.percent import format_percent


class ScaleBar(Themed, QWidget):
    """Four stops on a line; arrows or a click choose one. `chosen(share)`."""

    chosen = Signal(float)

    def __init__(self, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_share(self, share: float) -> None:
        """Show a scale without a signal."""
        self._share = share
        self.restyle()

    def restyle(self) -> None:
        self.setAccessibleName(f"{text('settings.scale')}: {format_percent(self._share, 0)}")
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(276), px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        if event.key() in steps:
            self._choose(self._place() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        nearest = min(range(len(SCALES)), key=lambda i: abs(self._x(i) - event.position().x()))
        self._choose(nearest)

    def _choose(self, place: int) -> None:
        share = SCALES[max(0, min(len(SCALES) - 1, place))]
        if share != self._share:
            self.set_share(share)
            self.chosen.emit(share)

    def _place(self) -> int:
        return min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self._share))

    def _x(self, place: int) -> float:
        side = px(20)
        return side + (self.width() - 2 * side) * place / (len(SCALES) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, here = px(14), self._place()
        painter.fillRect(QRectF(self._x(0), middle - px(1), self._x(3) - self._x(0), px(2)), color("strong"))
        painter.fillRect(QRectF(self._x(0), middle - px(1), self._x(here) - self._x(0), px(2)), color("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        for place, share in enumerate(SCALES):
            painter.setBrush(color("accent" if place <= here else "strong"))
            radius = px(7 if place == here else 4)
            painter.drawEllipse(QPointF(self._x(place), middle), radius, radius)
            painter.setFont(fonts.caption(600 if place == here else 400, tabular=True))
            painter.setPen(color("accent" if place == here else "text2"))
            room = QRectF(self._x(place) - px(24), px(26), px(48), px(16))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, format_percent(share, 0))
            painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), px(4))
