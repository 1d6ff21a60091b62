"""Filled boxes of a chart, gathered and painted as one item on whole pixels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

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
        """Paint on a room of that size."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for left, right, low, high, token, ringed in self._boxes:
            room = self._room(left, right, low, high)
            if not self._apart:
                painter.fillRect(room.adjusted(-1 if left else 0, -1, 1, self._below), color("surface"))
            if ringed:
                painter.fillRect(room, color("accent"))
                painter.fillRect(_within(room, px(_RING)), color("surface"))
                room = _within(room, px(_RING) + 1)
            painter.fillRect(room, color(token))
            edge = theme.edge_of(token) or ("" if ringed else self._edge)
            if edge:
                painter.setPen(QPen(color(edge), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(room.adjusted(0, 0, -1, -1))

    def _room(self, left: float, right: float, low: float, high: float) -> QRectF:
        upper, lower = self.spot(left, high), self.spot(right, low)
        x, y, air = round(upper.x()), round(upper.y()), px(self._apart)
        wide = max(round(lower.x()) - x, px(_LEAST))
        return _within(QRectF(x, y, wide, max(0, round(lower.y()) - y)), air)


def _within(room: QRectF, air: int) -> QRectF:
    return room.adjusted(air, air, -air, -air)
