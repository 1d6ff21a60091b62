"""One chart as a widget: marks that can be pointed at, stepped through and opened. What is drawn comes from `draw`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGraphicsRectItem, QToolTip, QWidget

from ui.theme import plots
from ui.theme.metrics import px
from ui.widgets.base import Themed
from workbench.messages import text

_NEAR = 7  # px around a small mark that still count as on it


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its place in the chart's own coordinates, what it says, the records behind it, and its series if any."""

    area: QRectF
    words: str
    uids: Sequence[str]
    series: str = ""


class ChartView(Themed, pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph carries no types
    """`opened(Mark)` on click and Enter, `menu_wanted(point)` on a right click; arrows step through the marks."""

    opened = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self.marks: tuple[Mark, ...] = ()
        self._current = -1
        self._draw: Callable[[ChartView], Sequence[Mark]] = lambda _: ()
        self._frame: QGraphicsRectItem | None = None
        self._name = name
        plots.still(self)
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

    def restyle(self) -> None:
        plots.dress(self)
        self._redraw()
        super().restyle()

    def _redraw(self) -> None:
        self.getPlotItem().clear()
        self._frame = None
        self.marks = tuple(self._draw(self))
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
        self.setAccessibleDescription(mark.words)

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

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.mark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)
        if place >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.marks[place].words, self)
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
        if self._frame is not None:
            self._frame.setVisible(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        key = Qt.Key(event.key())
        mark = self.current()
        if key in steps:
            self.step_to(self._current + steps[key])
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
