"""Filled boxes of a chart, gathered and painted as one item on whole pixels."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.theme import theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.views.analysis.chart_view import ChartView
from ui.views.analysis.strokes import Hatch, Painted

LATE = "red"  # the token of what is late, told by strokes where colours are not
_LEAST = 2  # px that something is at least wide, however little it is
_RING = 2  # px of the line around a box that is set off


class Boxes(Painted):
    """Boxes with a line of the ground around each, so that neighbours are told apart.

    `apart`: px of ground between a box and the edge of its room, in place of that line; with it each box has the line
    `edge`. `standing` ones stand on a line that stays whole. Pale boxes always have their own edge.
    """

    def __init__(self, apart: int = 0, edge: str = "", standing: bool = False) -> None:
        super().__init__()
        self._apart, self._edge, self._below = apart, edge, 0 if standing else 1
        self._boxes: list[tuple[float, float, float, float, str, bool]] = []
        self._late = Hatch()

    def add(self, left: float, right: float, middle: float, half: float, token: str, ringed: bool = False) -> None:
        """A box from left to right around a row, `half` of its height above and below; `ringed` ones are set off by a
        line in accent."""
        if right <= left or half <= 0:
            return
        self._boxes.append((left, right, middle - half, middle + half, token, ringed))
        if token == LATE:
            self._late.add(left, right, middle - half, middle + half)

    def draw(self, view: ChartView) -> None:
        """Put them on the plot."""
        if self._boxes:
            view.getPlotItem().addItem(self)
            self._late.draw(view)

    def paint_pixels(self, painter: QPainter, width: float, height: float) -> None:
        """Paint on a room of that size; edges fall on the dots of the screen or of the picture, so that all are as
        sharp and as thick."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        dots = painter.deviceTransform()
        back, _ = dots.inverted()
        line = max(1, round(dots.m11())) / dots.m11()
        for left, right, low, high, token, ringed in self._boxes:
            upper, lower = dots.map(self.spot(left, high)), dots.map(self.spot(right, low))
            x, y = round(upper.x()), round(upper.y())
            wide = max(round(lower.x()) - x, round(px(_LEAST) * dots.m11()))
            room = back.mapRect(QRectF(x, y, wide, max(0, round(lower.y()) - y)))
            self._paint_box(painter, _within(room, px(self._apart) * line), line, token, ringed, bool(left))

    def _paint_box(
        self, painter: QPainter, room: QRectF, line: float, token: str, ringed: bool, behind_another: bool
    ) -> None:
        if not self._apart:
            below = line if self._below else 0
            painter.fillRect(room.adjusted(-line if behind_another else 0, -line, line, below), color("surface"))
        if ringed:
            painter.fillRect(room, color("accent"))
            painter.fillRect(_within(room, px(_RING) * line), color("surface"))
            room = _within(room, (px(_RING) + 1) * line)
        edge = theme.edge_of(token) or ("" if ringed else self._edge)
        if edge:
            painter.fillRect(room, color(edge))
            room = _within(room, line)
        if room.isValid():
            painter.fillRect(room, color(token))


def _within(room: QRectF, air: float) -> QRectF:
    return room.adjusted(air, air, -air, -air)
