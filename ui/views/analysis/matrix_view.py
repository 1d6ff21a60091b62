"""Localities by localities: a number in each cell, darker where there is more; names inked for the cell pointed at."""

from __future__ import annotations

import math

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed, box
from workbench.messages import text
from workbench.services.analysis.charts import Matrix
from workbench.values.money import short_billions

STEPS = (0, 1, 3, 5)  # numbers up to each of these share a shade; more is the darkest
_LARGEST, _SMALLEST = 36, 20
_NAMES, _HEAD = 150, 134  # most px that a name takes along its line
_SLOPE = 50  # degrees that the names above lean by


def shade(number: int) -> int:
    """Which of the five shades a number has."""
    return next((place for place, most in enumerate(STEPS) if number <= most), len(STEPS))


class MatrixView(Themed, QWidget):
    """`pointed(row, column)` when the current cell moves, `opened(row, column)` on click and Enter, `menu_wanted(point)`
    on a right click."""

    pointed = Signal(int, int)
    opened = Signal(int, int)
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = Matrix("matrix", "agreements", (), (), ())
        self.row, self.column = 0, 0
        self._room: QMarginsF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.follow_theme()

    def show_matrix(self, matrix: Matrix) -> None:
        """Show figures; the cell with the most becomes the current one."""
        self._matrix, self._room = matrix, None
        cells = [
            (matrix.number(row, column), -row, -column)
            for row in range(len(matrix.keys))
            for column in range(len(matrix.keys))
        ]
        most, row, column = max(cells, default=(0, 0, 0))
        self.row, self.column = -row, -column
        self.setAccessibleName(text("analysis.matrix_name", n=matrix.distinct, places=len(matrix.keys), most=most))
        self._say()
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self._room = None
        super().restyle()

    def sizeHint(self) -> QSize:
        return self._size(_LARGEST)

    def minimumSizeHint(self) -> QSize:
        return self._size(_SMALLEST)

    def _size(self, side: int) -> QSize:
        frame, long = self._frame(), px(len(self._matrix.keys) * side)
        return QSize(int(frame.left() + long + frame.right()), int(frame.top() + long))

    # places

    def _frame(self) -> QMarginsF:
        """Room for the names: before the rows, above the columns, and behind the last column that leans out."""
        if self._room is None:
            self._room = self._measured()
        return self._room

    def _measured(self) -> QMarginsF:
        widths = [QFontMetrics(fonts.body(600)).horizontalAdvance(label) for label in self._matrix.labels]
        leaning = [QFontMetrics(fonts.label(600)).horizontalAdvance(label) for label in self._matrix.labels]
        long, slope = min(px(_HEAD), max(leaning, default=0)), math.radians(_SLOPE)
        names = min(px(_NAMES), max(widths, default=0)) + px(10)
        last = min(px(_HEAD), leaning[-1]) if leaning else 0
        return QMarginsF(names, long * math.sin(slope) + px(16), last * math.cos(slope), 0)

    def _cell(self) -> float:
        count, frame = max(1, len(self._matrix.keys)), self._frame()
        room = min(self.width() - frame.left() - frame.right(), self.height() - frame.top()) / count
        return max(float(px(_SMALLEST)), min(float(px(_LARGEST)), room))

    def place_of(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        side, frame = self._cell(), self._frame()
        return QRectF(frame.left() + column * side, frame.top() + row * side, side - px(2), side - px(2))

    def cell_at(self, point: QPointF) -> tuple[int, int]:
        """Row and column of the cell at a point; (-1, -1) when there is none."""
        side, count, frame = self._cell(), len(self._matrix.keys), self._frame()
        column, row = int((point.x() - frame.left()) // side), int((point.y() - frame.top()) // side)
        inside = 0 <= row < count and 0 <= column < count and row != column
        return (row, column) if inside else (-1, -1)

    def _move(self, row: int, column: int) -> None:
        count = len(self._matrix.keys)
        if not count:
            return
        self.row, self.column = max(0, min(count - 1, row)), max(0, min(count - 1, column))
        self._say()
        self.update()

    def words(self, row: int, column: int) -> str:
        """What a cell says."""
        labels = self._matrix.labels
        told = {"one": labels[row], "other": labels[column], "n": self._matrix.number(row, column)}
        key = f"analysis.cell_{self._matrix.register}"
        need, allocated = self._matrix.money(row, column)
        if not need and not allocated:
            return text(key, **told)
        return text(f"{key}_capital", **told, need=short_billions(need), allocated=short_billions(allocated))

    def _say(self) -> None:
        if self._matrix.keys:
            self.setAccessibleDescription(self.words(self.row, self.column))
            self.pointed.emit(self.row, self.column)

    # events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row, column = self.cell_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
        if row >= 0:
            if (row, column) != (self.row, self.column):
                self._move(row, column)
            QToolTip.showText(event.globalPosition().toPoint(), self.words(row, column), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, column = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self._move(row, column)
            self.opened.emit(row, column)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Up: (-1, 0),
        }
        key = Qt.Key(event.key())
        if key in steps:
            down, right = steps[key]
            self._move(self.row + down, self.column + right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.row != self.column:
            self.opened.emit(self.row, self.column)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, label in enumerate(self._matrix.labels):
            self._paint_names(painter, place, label)
            for column in range(len(self._matrix.keys)):
                self._paint_cell(painter, place, column)
        self._paint_ring(painter)

    def _paint_names(self, painter: QPainter, place: int, label: str) -> None:
        first = self.place_of(place, 0)
        inked = place == self.row
        painter.setFont(fonts.body(600 if inked else 400))
        painter.setPen(color("accent" if inked else "text"))
        shown = QFontMetrics(painter.font()).elidedText(label, Qt.TextElideMode.ElideRight, px(_NAMES))
        room = QRectF(0, first.top(), first.left() - px(8), first.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        top = self.place_of(0, place)
        inked = place == self.column
        painter.setFont(fonts.label(600 if inked else 400))
        painter.setPen(color("accent" if inked else "text"))
        painter.save()
        painter.translate(top.center().x() - px(2), top.top() - px(6))
        painter.rotate(-_SLOPE)
        shown = QFontMetrics(painter.font()).elidedText(label, Qt.TextElideMode.ElideRight, px(_HEAD))
        painter.drawText(QPointF(0, 0), shown)
        painter.restore()

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        room = self.place_of(row, column)
        if row == column:
            box(painter, room, px(3), "sunken")
            painter.setPen(color("strong"))
            inset = room.width() / 4
            painter.drawLine(
                QPointF(room.left() + inset, room.bottom() - inset), QPointF(room.right() - inset, room.top() + inset)
            )
            return
        number = self._matrix.number(row, column)
        step = shade(number)
        box(painter, room, px(3), f"seq{step}" if number else "surface", "border" if step < 2 else None)
        painter.setFont(fonts.label(600 if step > 1 else 400, tabular=True))
        painter.setPen(color(f"seq_ink{step}" if number else "text3"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(number) if number else "·")

    def _paint_ring(self, painter: QPainter) -> None:
        """Around the current cell; with the focus clear of it, for it may be as dark as the ring."""
        if not self._matrix.keys or self.row == self.column:
            return
        room = self.place_of(self.row, self.column)
        if self.hasFocus():
            box(painter, room.adjusted(-1, -1, 1, 1), px(4), None, "surface", 2)
            box(painter, room.adjusted(-3, -3, 3, 3), px(6), None, "accent", 2)
        else:
            box(painter, room.adjusted(-1, -1, 1, 1), px(4), None, "text", 2)


class Shade(Themed, QWidget):
    """A cell of the legend: a shade with the numbers it stands for."""

    def __init__(self, step: int, words: str) -> None:
        super().__init__()
        self._step, self._words = step, words
        self.setAccessibleName(words)
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(38), px(20))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bare = self._step == 0
        box(painter, room, px(3), "surface" if bare else f"seq{self._step}", "border" if self._step < 2 else None)
        painter.setFont(fonts.label(600 if self._step > 1 else 400, tabular=True))
        painter.setPen(color("text" if bare else f"seq_ink{self._step}"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._words)
