"""Words and lines of a chart gathered and painted as one item each: an item for every one costs more than the chart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.theme import fonts, shapes, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.views.analysis.chart_view import ChartView

_AIR = 4  # px between words and the point that they stand at


class Painted(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph carries no types
    """What is painted in pixels over the whole room of a chart, anew for every size."""

    def boundingRect(self) -> QRectF:
        found: QRectF | None = self.viewRect()
        return QRectF() if found is None else found

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()  # forgets the room that it had
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        view = self.boundingRect()
        across, down = self.getViewBox().viewPixelSize()
        painter.save()
        painter.translate(view.left(), view.bottom())
        painter.scale(across, -down)  # from here in pixels, from the upper left corner
        self._left, self._top, self._across, self._down = view.left(), view.bottom(), across, down
        self.paint_pixels(painter, view.width() / across, view.height() / down)
        painter.restore()

    def spot(self, x: float, y: float) -> QPointF:
        """Where a place of the chart stands, in pixels."""
        return QPointF((x - self._left) / self._across, (self._top - y) / self._down)

    def paint_pixels(self, painter: QPainter, width: float, height: float) -> None:
        """Paint on a room of that size."""
        raise NotImplementedError


class _Said(NamedTuple):
    x: float
    y: float
    words: str
    token: str
    anchor: tuple[float, float]
    room: float
    beside: str
    ground: bool


class Words(Painted):
    """Words at places of a chart, each in a colour token; the anchor is the point of the words that stands there."""

    def __init__(self) -> None:
        super().__init__()
        self._said: list[_Said] = []
        self.setZValue(30)

    def add(
        self,
        x: float,
        y: float,
        words: str,
        token: str,
        anchor: tuple[float, float],
        room: float = math.inf,
        beside: str = "",
        ground: bool = False,
    ) -> None:
        """Say something at a place; what is wider than `room`, in units of the chart, less the words that stand beside
        it there, is cut. `ground`: on a ground of its own, above lines.
        """
        self._said.append(_Said(x, y, words, token, anchor, room, beside, ground))

    def draw(self, view: ChartView) -> None:
        """Put them on the plot."""
        if self._said:
            view.getPlotItem().addItem(self)

    def paint_pixels(self, painter: QPainter, width: float, height: float) -> None:
        """Paint on a room of that size."""
        painter.setFont(fonts.label(500, tabular=True))
        metrics, air = QFontMetricsF(painter.font()), px(_AIR)
        high = metrics.height()
        for one in self._said:
            words = one.words
            if one.room < math.inf:
                taken = 2 * air + (metrics.horizontalAdvance(one.beside) + px(2) if one.beside else 0)
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, one.room / self._across - taken)
            long, at = metrics.horizontalAdvance(words) + 2 * air, self.spot(one.x, one.y)
            left, top = at.x() - one.anchor[0] * long, at.y() - one.anchor[1] * (high + 2 * air)
            top = max(-float(air), min(top, height - high - air))  # what would reach over the edge stays inside
            place = QRectF(max(-float(air), min(left, width - long + air)), top, long, high + 2 * air)
            if one.ground:
                painter.fillRect(place.adjusted(0, air, 0, -air), color("surface"))
            painter.setPen(color(one.token))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)


def _in_pixels(pen: QPen) -> QPen:
    """A pen as thick on a screen of many dots, and on paper, as on another."""
    made = QPen(pen)
    made.setCosmetic(False)
    return made


class Lines(Painted):
    """Lines across the whole chart at some values; `upright` ones stand at values of the lower scale."""

    def __init__(self, values: Iterable[float], pen: QPen, upright: bool) -> None:
        super().__init__()
        self._values, self._pen, self._upright = tuple(values), _in_pixels(pen), upright

    def paint_pixels(self, painter: QPainter, width: float, height: float) -> None:
        """Paint on a room of that size."""
        painter.setPen(self._pen)
        for value in self._values:
            at = self.spot(value, value)
            line = QLineF(at.x(), 0, at.x(), height) if self._upright else QLineF(0, at.y(), width, at.y())
            painter.drawLine(line)


class Ground(Painted):
    """The ground of a chart from a value to its right edge in a colour of its own, behind all else."""

    def __init__(self, since: float, token: str) -> None:
        super().__init__()
        self._since, self._token = since, token
        self.setZValue(-10)

    def paint_pixels(self, painter: QPainter, width: float, height: float) -> None:
        """Paint on a room of that size."""
        left = round(self.spot(self._since, 0.0).x())
        painter.fillRect(QRectF(left, 0, width - left, height), color(self._token))


class Ticks(Painted):
    """Short upright strokes at some places, each reaching `half` of a row above and below."""

    def __init__(self, places: Iterable[tuple[float, float]], half: float, pen: QPen) -> None:
        super().__init__()
        self._places, self._half, self._pen = tuple(places), half, _in_pixels(pen)
        self.setZValue(10)

    def paint_pixels(self, painter: QPainter, width: float, height: float) -> None:
        """Paint on a room of that size."""
        painter.setPen(self._pen)
        for x, y in self._places:
            painter.drawLine(QLineF(self.spot(x, y + self._half), self.spot(x, y - self._half)))


class Hatch(Painted):
    """Slanting strokes over boxes, seen only where colours do not tell enough: on paper and in high contrast."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[tuple[float, float, float, float]] = []
        self.setZValue(5)

    def add(self, left: float, right: float, low: float, high: float) -> None:
        """Hatch a box."""
        self._boxes.append((left, right, low, high))

    def draw(self, view: ChartView) -> None:
        """Put them on the plot."""
        if self._boxes:
            view.getPlotItem().addItem(self)

    def paint_pixels(self, painter: QPainter, width: float, height: float) -> None:
        """Paint on a room of that size."""
        if not theme.hatches():
            return
        for left, right, low, high in self._boxes:
            shapes.hatch(painter, QRectF(self.spot(left, high), self.spot(right, low)))
