"""The colours of a chart and what they mean, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts, shapes, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed
from ui.widgets.labels import STEPS

_SQUARE, _NEAR, _APART = 9, 4, 10


class Legend(Themed, QWidget):
    """Squares with words, `(token, words)` in order. Without room the words are cut alike, the whole is the tip."""

    def __init__(self, entries: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = tuple(entries)
        self.setAccessibleName(self._whole())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def restyle(self) -> None:
        self.setFont(fonts.of(STEPS["caption"], 500))
        super().restyle()

    def sizeHint(self) -> QSize:
        words = sum(self.fontMetrics().horizontalAdvance(words) + 1 for _, words in self.entries)
        return QSize(self._frame() + words, px(STEPS["caption"].line))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._frame(), px(STEPS["caption"].line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setToolTip(self._whole() if self.width() < self.sizeHint().width() else "")
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        metrics, height = self.fontMetrics(), float(self.height())
        wanted = max(1, self.sizeHint().width() - self._frame())
        share = min(1.0, (self.width() - self._frame()) / wanted)
        x = 0.0
        for token, words in self.entries:
            self.paint_mark(painter, QRectF(x, (height - px(_SQUARE)) / 2, px(_SQUARE), px(_SQUARE)), token)
            x += px(_SQUARE) + px(_NEAR)
            room = int((metrics.horizontalAdvance(words) + 1) * share)
            painter.setPen(color("text2"))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(x, 0, room, height), int(Qt.AlignmentFlag.AlignVCenter), shown)
            x += room + px(_APART)

    def paint_mark(self, painter: QPainter, room: QRectF, token: str) -> None:
        """What stands before the words of an entry."""
        painter.fillRect(room, color(token))
        if token == "red" and theme.hatches():
            shapes.hatch(painter, room)
        edge = theme.edge_of(token)
        if edge:
            painter.setPen(QPen(color(edge), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))

    def _frame(self) -> int:
        """Room for all but the words."""
        return len(self.entries) * (px(_SQUARE) + px(_NEAR) + px(_APART))

    def _whole(self) -> str:
        return " · ".join(words for _, words in self.entries)


class OutlineLegend(Legend):
    """The same for marks that are told by the colour of their line."""

    def paint_mark(self, painter: QPainter, room: QRectF, token: str) -> None:
        """What stands before the words of an entry."""
        painter.setPen(QPen(color(token), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room.adjusted(1, 1, -1, -1))


class PointLegend(Legend):
    """The same for points: what is late is a triangle, not a dot, and so needs no strokes where colours are not."""

    def paint_mark(self, painter: QPainter, room: QRectF, token: str) -> None:
        """What stands before the words of an entry."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(token))
        if token == "red":
            painter.drawPolygon(
                QPolygonF([room.bottomLeft(), QPointF(room.center().x(), room.top()), room.bottomRight()])
            )
        else:
            painter.drawEllipse(room)
        painter.restore()
