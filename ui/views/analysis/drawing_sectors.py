"""Draws the sectors that localities put first: a full dot for a main priority, a ring for support, and the overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from ui.theme import fonts, shapes
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.theme import color
from ui.views.analysis.chart_view import ChartView, Mark
from ui.views.analysis.drawing import empty
from ui.views.analysis.strokes import Painted
from ui.widgets.legend import Legend
from workbench.messages import text
from workbench.services.analysis.sector_grid import ROLES, SectorGrid, SectorRow

_CELL, _CELLS, _SHARED = 0.1, 0.55, 0.15  # shares of the width: of a locality, of all at most, of the overlap
_HEAD, _LEAST_ROWS = 1.15, 6  # height of the head in rows, and the rows that the height is made for
_MARK, _SPOT, _HALF = 11, 2, 0.4
_STANDINGS = {
    "two": (Shape.RING_ALERT, "amber"),
    "many": (Shape.ALERT, "red"),
    "unsaid": (Shape.DASHED_RING, "text2"),
}


class RoleLegend(Legend):
    """What the marks of the roles stand for."""

    def __init__(self) -> None:
        super().__init__([(role, text(f"sectorgrid.role_{role}")) for role in ROLES])

    def paint_mark(self, painter: QPainter, room: QRectF, token: str) -> None:
        """The mark of a role in the place of a square."""
        paint_role(painter, room, token)


def paint_role(painter: QPainter, room: QRectF, role: str) -> None:
    """The mark of a role in a square: full, a ring, or a broken ring where the role is not said."""
    if role == "unsaid":
        shapes.draw(painter, room, Shape.DASHED_RING, color("text2"), color("surface"))
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = px(2)
    painter.setPen(QPen(color("accent"), line))
    painter.setBrush(color("accent") if role == "main" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(room.adjusted(line / 2, line / 2, -line / 2, -line / 2))
    painter.restore()


def draw_sectors(chart: SectorGrid, lines: Sequence[SectorRow]) -> Callable[[ChartView], Sequence[Mark]]:
    """Some of a chart's sectors by its localities, with the number that put each first at the end of its row."""

    def draw(view: ChartView) -> Sequence[Mark]:
        if not lines:
            return empty(view)
        plot = view.getPlotItem()
        plot.hideAxis("left")
        plot.hideAxis("bottom")
        view.setXRange(0, 1, padding=0)
        view.setYRange(-max(len(lines), _LEAST_ROWS) + 0.5, 0.5 + _HEAD, padding=0)
        plot.addItem(_Grid(chart, lines))
        return [mark for place, line in enumerate(lines) for mark in _marks(chart, line, place)]

    return draw


def _widths(places: int) -> tuple[float, float]:
    """Shares of the width that the names and the localities take."""
    cells = min(_CELLS, _CELL * places)
    return 1 - cells - _SHARED, cells


def _marks(chart: SectorGrid, line: SectorRow, place: int) -> Sequence[Mark]:
    names, cells = _widths(len(chart.keys))
    wide = cells / len(chart.keys)
    found = []
    for column, cell in enumerate(line.cells):
        if cell is None:
            continue
        role = text(f"sectorgrid.role_{cell.role}")
        words = text("sectorgrid.cell", place=chart.labels[column], sector=line.label, role=role, n=len(cell.uids))
        area = QRectF(names + column * wide + wide * 0.1, -place - _HALF, wide * 0.8, 2 * _HALF)
        found.append(Mark(area, words, cell.uids, cell.role, place, column))
    counts = {role: line.number(role) for role in ROLES}
    words = text("sectorgrid.row", sector=line.label, **counts)
    end = QRectF(1 - _SHARED, -place - _HALF, _SHARED, 2 * _HALF)
    return [*found, Mark(end, words, line.uids, line.standing, place, len(line.cells))]


class _Grid(Painted):
    """Names, marks and overlaps painted anew for every size, so that words are cut only where they must be."""

    def __init__(self, chart: SectorGrid, lines: Sequence[SectorRow]) -> None:
        super().__init__()
        self._chart, self._lines = chart, lines
        self._names, self._cells = _widths(len(chart.keys))

    def paint_pixels(self, painter: QPainter, width: float, height: float) -> None:
        """Paint on a room of that size."""
        row = height / (max(len(self._lines), _LEAST_ROWS) + _HEAD)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter, width, row * _HEAD)
        for place, line in enumerate(self._lines):
            self._paint_row(painter, line, QRectF(0, row * (_HEAD + place), width, row))

    def _paint_head(self, painter: QPainter, width: float, height: float) -> None:
        painter.setFont(fonts.label(500))
        painter.setPen(color("text2"))
        wide = width * self._cells / len(self._chart.keys)
        rooms = [QRectF(width * self._names + place * wide, 0, wide, height) for place in range(len(self._chart.keys))]
        rooms.append(QRectF(width * (1 - _SHARED), 0, width * _SHARED, height))
        for room, label in zip(rooms, (*self._chart.labels, text("sectorgrid.shared")), strict=True):
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, int(flags), in_two(QFontMetrics(painter.font()), label, int(room.width() - px(4))))

    def _paint_row(self, painter: QPainter, line: SectorRow, room: QRectF) -> None:
        painter.setPen(QPen(color("border"), 1))
        painter.drawLine(room.topLeft(), room.topRight())
        painter.setFont(fonts.label(400))
        painter.setPen(color("text"))
        names = QRectF(room.left(), room.top(), room.width() * self._names - px(8), room.height())
        metrics = QFontMetrics(painter.font())
        few = room.height() < 2 * metrics.lineSpacing()
        label = _cut(painter, line.label, names.width()) if few else in_two(metrics, line.label, int(names.width()))
        painter.drawText(names, int(Qt.AlignmentFlag.AlignVCenter), label)
        wide = room.width() * self._cells / len(line.cells)
        for column, cell in enumerate(line.cells):
            middle = QPointF(room.left() + room.width() * self._names + (column + 0.5) * wide, room.center().y())
            if cell is not None:
                paint_role(painter, _square(middle, px(_MARK)), cell.role)
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("strong"))
            painter.drawEllipse(_square(middle, px(_SPOT)))
        left = room.width() * (1 - _SHARED)
        self._paint_shared(painter, line, QRectF(left, room.top(), room.width() - left, room.height()))

    def _paint_shared(self, painter: QPainter, line: SectorRow, room: QRectF) -> None:
        """Shape and number of the localities that put the sector first."""
        shape, token = _STANDINGS.get(line.standing, (None, "text2"))
        counted = line.standing in ("two", "many")
        words = text("sectorgrid.mains_n", n=line.number("main")) if counted else text(f"sectorgrid.{line.standing}")
        painter.setFont(fonts.label(600 if counted else 400, tabular=True))
        beside = px(_MARK + 5) if shape else 0
        words = _cut(painter, words, room.width() - beside)
        long = beside + QFontMetrics(painter.font()).horizontalAdvance(words)
        left = room.left() + max(0.0, (room.width() - long) / 2)
        if shape is not None:
            middle = QPointF(left + px(_MARK) / 2, room.center().y())
            shapes.draw(painter, _square(middle, px(_MARK + 1)), shape, color(token), color("surface"))
        painter.setPen(color(token))
        painter.drawText(
            QRectF(left + beside, room.top(), room.right() - left, room.height()),
            int(Qt.AlignmentFlag.AlignVCenter),
            words,
        )


def _square(middle: QPointF, side: float) -> QRectF:
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)


def _cut(painter: QPainter, words: str, width: float) -> str:
    return QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(width)))


def in_two(metrics: QFontMetrics, words: str, width: int) -> str:
    """On one line where it fits, else on two, the first as full as can be; what is longer is cut at its end."""
    parts, lines = words.split(), [words]
    if metrics.horizontalAdvance(words) >= width and len(parts) > 1:
        fits = [cut for cut in range(1, len(parts)) if metrics.horizontalAdvance(" ".join(parts[:cut])) <= width]
        cut = max(fits, default=1)
        lines = [" ".join(parts[:cut]), " ".join(parts[cut:])]
    return "\n".join(
        line
        if metrics.horizontalAdvance(line) <= width
        else metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
        for line in lines
    )
