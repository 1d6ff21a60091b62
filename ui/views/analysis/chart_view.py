"""One chart as a widget: marks that can be pointed at, stepped through and opened. What is drawn comes from `draw`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGraphicsRectItem, QToolTip, QWidget

from ui.theme import fonts, plots
from ui.theme.metrics import px
from ui.views.analysis.axes import Scale
from ui.widgets.base import Themed, announce
from workbench.messages import text

_BEFORE = 0.008  # of a scale before its beginning, where the frame of a mark has room
_BEHIND = 14  # px around the words at the end of a bar
_PITCH = 36  # px from row to row at most
_NEAR = 7  # px around a small mark that still count as on it


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its place in the chart's own coordinates, what it says, the records behind it, and its series if any.

    `row` and `column` are its place among the marks as arrows go through them.
    """

    area: QRectF
    words: str
    uids: Sequence[str]
    series: str = ""
    row: int = 0
    column: float = 0


class ChartView(Themed, pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph carries no types
    """`opened(Mark)` on click and Enter, `menu_wanted(point)` on a right click; arrows go between neighbours:
    left and right in the order of reading, up and down to the nearest of the row above or below."""

    opened = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self.foot, self.side = Scale("bottom"), Scale("left")
        super().__init__(parent, enableMenu=False, axisItems={"left": self.side, "bottom": self.foot})
        self.marks: tuple[Mark, ...] = ()
        self._current = -1
        self._draw: Callable[[ChartView], Sequence[Mark]] = lambda _: ()
        self._frame: QGraphicsRectItem | None = None
        self._name = name
        self._reach: tuple[float, int] | None = None
        self._rows: tuple[int, float] | None = None
        plots.still(self)
        self.getPlotItem().getViewBox().sigResized.connect(lambda _: self._keep())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMinimumSize(px(120), px(80))
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(150))

    def show_with(self, draw: Callable[[ChartView], Sequence[Mark]], summary: str) -> None:
        """Draw anew now, and again whenever theme or scale change; `summary` is the chart in one sentence."""
        self._draw = draw
        self.setAccessibleName(f"{self._name}. {summary}")
        self._redraw()

    def reach(self, most: float, words: Iterable[str]) -> None:
        """A lower scale from 0 to `most`, and behind it room for the longest of some words, whatever the size."""
        metrics = QFontMetrics(fonts.label(500, tabular=True))
        self._reach = (most, max(map(metrics.horizontalAdvance, words), default=0) + px(_BEHIND))
        self._keep()

    def rows(self, count: int, above: float = 0.0) -> None:
        """So many rows, row 0 on top, each one unit high, with room for so much of a row above. Few rows in a high
        chart stand at the top of it: bars are as thick in every chart."""
        self._rows = (count, above)
        self._keep()

    def _keep(self) -> None:
        """What does not grow with the chart keeps its size."""
        box = self.getPlotItem().getViewBox()
        if self._rows is not None:
            count, above = self._rows
            shown = max(count + 0.2 + above, box.height() / px(_PITCH))
            self.setYRange(0.6 + above - shown, 0.6 + above, padding=0)
        if self._reach is not None:
            most, words = self._reach
            width = max(words * 1.5, float(box.width()))  # bars keep a third even beside long words
            self.setXRange(-most * _BEFORE, most * width / (width - words), padding=0)

    def restyle(self) -> None:
        plots.dress(self)
        self._redraw()
        super().restyle()

    def _redraw(self) -> None:
        self.getPlotItem().clear()
        self._frame = self._reach = self._rows = None
        self.marks = tuple(sorted(self._draw(self), key=lambda mark: (mark.row, mark.column)))
        self._current = min(self._current, len(self.marks) - 1)

    # the current mark

    def current(self) -> Mark | None:
        """The mark that Enter opens."""
        return self.marks[self._current] if 0 <= self._current < len(self.marks) else None

    def step_to(self, place: int) -> None:
        """Make a mark the current one, frame it and say it."""
        if not self.marks:
            return
        self._current = place % len(self.marks)
        mark = self.marks[self._current]
        if self._frame is None:
            self._frame = QGraphicsRectItem()
            self._frame.setZValue(100)
            self.getPlotItem().addItem(self._frame)
        self._frame.setPen(plots.pen("accent", 2))
        self._frame.setRect(self._grown(mark.area))
        self._frame.setVisible(self.hasFocus())
        self.side.light(-mark.row if self.hasFocus() else None)
        self.setAccessibleDescription(mark.words)
        announce(self, mark.words)

    def step_row(self, down: int) -> None:
        """Go to the mark of the next row with marks that is nearest to the current one; at the edge stay."""
        mark = self.current()
        rows = sorted({other.row for other in self.marks if mark and (other.row - mark.row) * down > 0})
        if mark is None or not rows:
            return
        row = rows[0] if down > 0 else rows[-1]
        near = [(abs(other.column - mark.column), place) for place, other in enumerate(self.marks) if other.row == row]
        self.step_to(min(near)[1])

    def _name_at(self, point: QPointF) -> str:
        """The name of a row that stands cut at the left, under the pointer."""
        at = self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(point.toPoint()))
        return self.side.whole_name(at.y()) if point.x() < self.side.width() else ""

    def _grown(self, area: QRectF) -> QRectF:
        """The area with a little air, at least as large as can be seen."""
        width, height = self._per_pixel()
        return area.adjusted(-3 * width, -3 * height, 3 * width, 3 * height)

    def _per_pixel(self) -> tuple[float, float]:
        size = self.getPlotItem().getViewBox().viewPixelSize()
        return float(size[0]), float(size[1])

    def mark_at(self, point: QPointF) -> int:
        """Place of the mark at a point of the widget; -1 when there is none. The smallest one wins."""
        box = self.getPlotItem().getViewBox()
        at = box.mapSceneToView(self.mapToScene(point.toPoint()))
        width, height = self._per_pixel()
        found = [
            (mark.area.width() * mark.area.height(), place)
            for place, mark in enumerate(self.marks)
            if mark.area.adjusted(-_NEAR * width, -_NEAR * height, _NEAR * width, _NEAR * height).contains(at)
        ]
        exact = [entry for entry in found if self.marks[entry[1]].area.contains(at)]
        return min(exact or found, default=(0.0, -1))[1]

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.width())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.mark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)
        words = self.marks[place].words if place >= 0 else self._name_at(event.position())
        if words:
            QToolTip.showText(event.globalPosition().toPoint(), words, self)
        else:
            QToolTip.hideText()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.step_to(place)
            self.opened.emit(self.marks[place])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.marks:
            self.step_to(max(0, self._current))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.side.light(None)
        if self._frame is not None:
            self._frame.setVisible(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        rows = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        mark = self.current()
        if key in steps:
            self.step_to(self._current + steps[key])
        elif key in rows:
            self.step_row(rows[key])
        elif key == Qt.Key.Key_Home:
            self.step_to(0)
        elif key == Qt.Key.Key_End:
            self.step_to(len(self.marks) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and mark is not None:
            self.opened.emit(mark)
        elif key == Qt.Key.Key_Menu:
            self.menu_wanted.emit(self.mapToGlobal(self.rect().center()))
        else:
            QWidget.keyPressEvent(self, event)


def nothing() -> str:
    """What an empty chart says."""
    return text("analysis.nothing")
