"""The scales of a chart: names of its rows at the left, numbers at the left or at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color

_NEAR, _FOOT = 8, 22  # px between words and the chart; height of the scale at the foot
_SHARE = 0.4  # of the chart that names may take where it is wide


class Scale(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph carries no types
    """Words at values, without a line of its own. The words of the `marked` value are red, those of `lit` in accent."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self._said: Sequence[tuple[float, str]] = ()
        self._named = False
        self._marked: float | None = None
        self._most, self._room = 0, 0.0
        self._lit: float | None = None
        if side == "bottom":
            self.setHeight(px(_FOOT))
        else:
            self.setWidth(0)

    def show_names(self, names: Sequence[tuple[float, str]], most: int) -> None:
        """Names of rows, from the left edge on, as wide as they are but at most so many design px, in a wide chart
        a share of it; then cut."""
        self._named, self._most = True, most
        self._say(names, self._names_width(names))

    def fit(self, room: float) -> None:
        """Have a chart of another width, px."""
        self._room = room
        if self._named and self._said:
            self.setWidth(self._names_width(self._said))

    def whole_name(self, high: float) -> str:
        """The name of the row at a height of the chart where it is cut; nothing elsewhere."""
        names = [words for value, words in self._said if self._named and abs(value - high) < 0.5]
        cut = [words for words in names if self._widest([(0.0, words)]) > self.width() - px(_NEAR) + 1]
        return cut[0] if cut else ""

    def _names_width(self, names: Sequence[tuple[float, str]]) -> int:
        return min(max(px(self._most), int(self._room * _SHARE)), self._widest(names) + px(_NEAR))

    def show_numbers(self, numbers: Sequence[tuple[float, str]], marked: float | None = None) -> None:
        """Numbers of a scale."""
        self._named, self._marked = False, marked
        self._say(numbers, self._widest(numbers) + px(_NEAR))

    def _say(self, said: Sequence[tuple[float, str]], width: int) -> None:
        self._said, self._lit = said, None
        if self.orientation == "left":
            self.setWidth(width)
        else:
            self.setHeight(px(_FOOT))
        self.update()

    def light(self, value: float | None) -> None:
        """Set off the name of one row, None for none."""
        if self._named and value != self._lit:
            self._lit = value
            self.update()

    def _widest(self, said: Sequence[tuple[float, str]]) -> int:
        metrics = QFontMetrics(self._font())
        return max((metrics.horizontalAdvance(words) for _, words in said), default=0)

    def _cuts(self, room: float, low: float, high: float) -> bool:
        """Whether numbers would be left out at the foot for want of room."""
        metrics, seen = QFontMetrics(self._font()), sorted((v, words) for v, words in self._said if low <= v <= high)
        for (one, words), (other, after) in pairwise(seen):
            wide = (metrics.horizontalAdvance(words) + metrics.horizontalAdvance(after)) / 2 + px(4)
            if (other - one) / (high - low) * room < wide:
                return True
        return False

    def _font(self, bold: bool = False) -> QFont:
        return fonts.label(600 if bold else 400, tabular=not self._named)

    def paint(self, painter: QPainter, *_: Any) -> None:
        view = self.linkedView()
        if view is None:
            return
        room = self.mapRectFromParent(self.geometry())
        across, along = view.viewRange()
        if self.orientation == "left":
            self._paint_left(painter, room, *along)
        else:
            self._paint_foot(painter, room, *across)

    def _paint_left(self, painter: QPainter, room: QRectF, low: float, high: float) -> None:
        flags = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignLeft if self._named else Qt.AlignmentFlag.AlignRight
        )
        for value, words in self._said:
            if not low <= value <= high:
                continue
            lit = self._named and value == self._lit
            painter.setFont(self._font(lit))
            painter.setPen(color("accent" if lit else "text" if self._named else "text2"))
            width = room.width() - px(_NEAR)
            shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, int(width) + 1)
            middle = room.top() + (high - value) / (high - low) * room.height()
            painter.drawText(QRectF(room.left(), middle - px(10), width, px(20)), int(flags), shown)

    def _paint_foot(self, painter: QPainter, room: QRectF, low: float, high: float) -> None:
        small = self._cuts(room.width(), low, high)
        for at, words, marked in self.placed(room, low, high):
            painter.setFont(self._number_font(small, marked))
            painter.setPen(color("red" if marked else "text2"))
            painter.drawText(at, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)

    def placed(self, room: QRectF, low: float, high: float) -> list[tuple[QRectF, str, bool]]:
        """Where the numbers at the foot stand, the marked one first; in smaller letters where there is little room.
        What has none even so is left out."""
        small, made = self._cuts(room.width(), low, high), []
        taken: list[tuple[float, float]] = []
        for value, words in sorted(self._said, key=lambda one: one[0] != self._marked):
            marked = value == self._marked
            metrics = QFontMetrics(self._number_font(small, marked))
            wide = metrics.horizontalAdvance(words) + px(2 if small else 4)
            middle = room.left() + (value - low) / (high - low) * room.width()
            left = min(max(middle - wide / 2, room.left() - px(2)), room.right() + px(2) - wide)
            if not low <= value <= high or any(left < end and begin < left + wide for begin, end in taken):
                continue
            taken.append((left, left + wide))
            made.append((QRectF(left, room.top() + px(4), wide, room.height() - px(4)), words, marked))
        return made

    def _number_font(self, small: bool, marked: bool) -> QFont:
        return fonts.caption(600 if marked else 400, tabular=True) if small else self._font(marked)
