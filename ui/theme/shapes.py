"""Status shapes: small marks that say the same as the colour, for those who do not see it.

Drawn on a grid of 12 units into any square; the hole (tick, arrow) is painted in the colour behind.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from ui.theme import metrics, theme
from ui.theme.tokens import SHAPE

_STROKES = 5  # px from one stroke of a hatched room to the next


class Shape(StrEnum):
    """The marks there are."""

    RING = "ring"
    DASHED_RING = "dashed_ring"
    HALF = "half"
    THREE_QUARTER = "three_quarter"
    ARROW_UP = "arrow_up"
    CHECK = "check"
    CROSS = "cross"
    ALERT = "alert"
    CLOCK = "clock"
    DASH = "dash"
    RING_ALERT = "ring_alert"
    PLUS = "plus"
    DIAMOND = "diamond"
    EQUALS = "equals"
    BOLT = "bolt"
    TWIN = "twin"
    INFO = "info"


def draw(painter: QPainter, rect: QRectF, shape: Shape, ink: QColor, hole: QColor) -> None:
    """Paint `shape` into the square `rect`; state of the painter is left as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 12, rect.height() / 12)
    _DRAWERS[shape](painter, ink, hole)
    painter.restore()


def pixmap(
    shape: Shape, color_token: str, size: int = SHAPE, ratio: float = 1.0, hole_token: str = "surface"
) -> QPixmap:
    """The mark as a picture, `size` design px at the interface scale."""
    tokens = theme.current()
    return _picture(shape, getattr(tokens, color_token), getattr(tokens, hole_token), metrics.px(size), ratio)


def icon(shape: Shape, color_token: str, size: int = SHAPE) -> QIcon:
    """The mark as an icon for actions and items."""
    made = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0):
        made.addPixmap(pixmap(shape, color_token, size, ratio))
    return made


@lru_cache(maxsize=512)
def _picture(shape: Shape, ink: str, hole: str, size: int, ratio: float) -> QPixmap:
    side = max(1, round(size * ratio))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, QRectF(0, 0, side, side), shape, QColor(ink), QColor(hole))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _pen(colour: QColor, width: float, dashes: list[float] | None = None) -> QPen:
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if dashes:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(dashes)
    return pen


def _outline(p: QPainter, pen: QPen) -> None:
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)


def _solid(p: QPainter, colour: QColor) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(colour)


def _circle(p: QPainter, radius: float) -> None:
    p.drawEllipse(QPointF(6, 6), radius, radius)


def _poly(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _ring(p: QPainter, ink: QColor, _hole: QColor) -> None:
    _outline(p, _pen(ink, 1.4))
    _circle(p, 5.2)


def _dashed_ring(p: QPainter, ink: QColor, _hole: QColor) -> None:
    _outline(p, _pen(ink, 1.5, [1.9, 1.73]))
    _circle(p, 5.2)


def _half(p: QPainter, ink: QColor, hole: QColor) -> None:
    _ring(p, ink, hole)
    _solid(p, ink)
    p.drawPie(QRectF(2.8, 2.8, 6.4, 6.4), -90 * 16, 180 * 16)


def _three_quarter(p: QPainter, ink: QColor, hole: QColor) -> None:
    _ring(p, ink, hole)
    _solid(p, ink)
    p.drawPie(QRectF(2.8, 2.8, 6.4, 6.4), 90 * 16, -270 * 16)


def _disc(p: QPainter, ink: QColor, hole: QColor, width: float = 1.5) -> None:
    _solid(p, ink)
    _circle(p, 5.9)
    _outline(p, _pen(hole, width))


def _arrow_up(p: QPainter, ink: QColor, hole: QColor) -> None:
    _disc(p, ink, hole)
    p.drawLine(QPointF(6, 8.8), QPointF(6, 3.6))
    p.drawPolyline(_poly((3.6, 5.8), (6, 3.4), (8.4, 5.8)))


def _check(p: QPainter, ink: QColor, hole: QColor) -> None:
    _disc(p, ink, hole, 1.6)
    p.drawPolyline(_poly((3.4, 6.2), (5.3, 8.1), (8.7, 4.4)))


def _cross(p: QPainter, ink: QColor, hole: QColor) -> None:
    _disc(p, ink, hole, 1.6)
    p.drawLine(QPointF(4.1, 4.1), QPointF(7.9, 7.9))
    p.drawLine(QPointF(7.9, 4.1), QPointF(4.1, 7.9))


def _plus(p: QPainter, ink: QColor, hole: QColor) -> None:
    _disc(p, ink, hole, 1.6)
    p.drawLine(QPointF(6, 3.3), QPointF(6, 8.7))
    p.drawLine(QPointF(3.3, 6), QPointF(8.7, 6))


def _info(p: QPainter, ink: QColor, hole: QColor) -> None:
    _disc(p, ink, hole, 1.6)
    p.drawLine(QPointF(6, 5.7), QPointF(6, 8.8))
    _solid(p, hole)
    p.drawEllipse(QPointF(6, 3.4), 0.95, 0.95)


def _alert(p: QPainter, ink: QColor, hole: QColor) -> None:
    p.setPen(_pen(ink, 1.2))
    p.setBrush(ink)
    p.drawPolygon(_poly((6, 1.1), (11.2, 10.6), (0.8, 10.6)))
    _outline(p, _pen(hole, 1.4))
    p.drawLine(QPointF(6, 4.6), QPointF(6, 7.1))
    _solid(p, hole)
    p.drawEllipse(QPointF(6, 9.1), 0.8, 0.8)


def _clock(p: QPainter, ink: QColor, hole: QColor) -> None:
    _ring(p, ink, hole)
    _outline(p, _pen(ink, 1.4))
    p.drawPolyline(_poly((6, 3.2), (6, 6.2), (8, 7.3)))


def _ring_alert(p: QPainter, ink: QColor, hole: QColor) -> None:
    _ring(p, ink, hole)
    _outline(p, _pen(ink, 1.5))
    p.drawLine(QPointF(6, 3.4), QPointF(6, 6.5))
    _solid(p, ink)
    p.drawEllipse(QPointF(6, 8.6), 0.85, 0.85)


def _dash(p: QPainter, ink: QColor, _hole: QColor) -> None:
    _outline(p, _pen(ink, 1.5))
    p.drawLine(QPointF(1.2, 6), QPointF(10.8, 6))


def _equals(p: QPainter, ink: QColor, _hole: QColor) -> None:
    _outline(p, _pen(ink, 1.5))
    p.drawLine(QPointF(1.2, 4), QPointF(10.8, 4))
    p.drawLine(QPointF(1.2, 8), QPointF(10.8, 8))


def _diamond(p: QPainter, ink: QColor, _hole: QColor) -> None:
    p.setPen(_pen(ink, 0.8))
    p.setBrush(ink)
    p.drawPolygon(_poly((6, 0.7), (11.3, 6), (6, 11.3), (0.7, 6)))


def _bolt(p: QPainter, ink: QColor, _hole: QColor) -> None:
    p.setPen(_pen(ink, 0.6))
    p.setBrush(ink)
    p.drawPolygon(_poly((7.4, 0.5), (1.8, 6.9), (5.4, 6.9), (4.6, 11.5), (10.2, 5.1), (6.6, 5.1)))


def _twin(p: QPainter, ink: QColor, _hole: QColor) -> None:
    _outline(p, _pen(ink, 1.5))
    p.drawRoundedRect(QRectF(4.3, 4.3, 7, 7), 1.4, 1.4)
    back = QPainterPath(QPointF(2.6, 7.7))
    back.lineTo(2, 7.7)
    back.quadTo(0.75, 7.7, 0.75, 6.4)
    back.lineTo(0.75, 2)
    back.quadTo(0.75, 0.75, 2, 0.75)
    back.lineTo(6.4, 0.75)
    back.quadTo(7.7, 0.75, 7.7, 2)
    back.lineTo(7.7, 2.6)
    p.drawPath(back)


_DRAWERS: dict[Shape, Callable[[QPainter, QColor, QColor], None]] = {
    Shape.RING: _ring,
    Shape.DASHED_RING: _dashed_ring,
    Shape.HALF: _half,
    Shape.THREE_QUARTER: _three_quarter,
    Shape.ARROW_UP: _arrow_up,
    Shape.CHECK: _check,
    Shape.CROSS: _cross,
    Shape.ALERT: _alert,
    Shape.CLOCK: _clock,
    Shape.DASH: _dash,
    Shape.RING_ALERT: _ring_alert,
    Shape.PLUS: _plus,
    Shape.DIAMOND: _diamond,
    Shape.EQUALS: _equals,
    Shape.BOLT: _bolt,
    Shape.TWIN: _twin,
    Shape.INFO: _info,
}


def hatch(painter: QPainter, room: QRectF) -> None:
    """Slanting strokes over a room in the colour of the ground: what tells a thing apart where colours do not."""
    painter.save()
    painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(theme.color("surface"), metrics.px(1.5)))
    at = room.left() - room.height()
    while at < room.right():
        painter.drawLine(QLineF(at, room.bottom(), at + room.height(), room.top()))
        at += metrics.px(_STROKES)
    painter.restore()
