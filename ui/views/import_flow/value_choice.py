"""A value as a choice: box, mark, wrapped words. One of two, or, for texts, either or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import BODY, RADIUS_INPUT
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.choices import CHECK_SIDE, paint_check, paint_radio
from ui.widgets.text_lines import broken, draw_lines

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # two Qt classes cannot be the bases of one
_LEFT = 8 + CHECK_SIDE + 8
_HINT = 100


class _Value(Themed, _Button):
    """What both looks have in common, mixed into a button."""

    def _begin(self, name: str, checked: bool) -> None:
        self.setChecked(checked)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        bold = self._lines(width, fonts.body(600))  # so that being chosen moves nothing
        return max(px(32), len(bold) * px(BODY.line) + px(12))

    def sizeHint(self) -> QSize:
        return QSize(px(_HINT), self.heightForWidth(self.width() if self.width() > px(60) else px(_HINT)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(90), px(32))

    def hitButton(self, pos: Any) -> bool:
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def restyle(self) -> None:
        self.setFont(self._font())
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, on = QRectF(self.rect()), self.isChecked()
        fill = "tint" if on else "hover" if self.underMouse() else None
        if fill:
            box(painter, rect, px(RADIUS_INPUT), fill, "tint_border" if on else None)
        side = px(CHECK_SIDE)
        self._mark(painter, QRectF(px(8), px(8), side, side))
        painter.setPen(color("text" if on else "text2"))
        left, lines = px(_LEFT), self._lines(self.width(), self._font())
        draw_lines(painter, QPointF(left, px(6)), lines, self._font(), px(BODY.line))
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_INPUT))

    def _mark(self, painter: QPainter, spot: QRectF) -> None:
        raise NotImplementedError

    def _font(self) -> QFont:
        return fonts.body(600 if self.isChecked() else 400)

    def _lines(self, width: int, font: QFont) -> list[str]:
        return broken(self.text() or " ", font, width - px(_LEFT) - px(8))


class ValueChoice(_Value, QRadioButton):
    """One of several: those with the same parent exclude each other."""

    def __init__(self, value: str, name: str, checked: bool, parent: QWidget) -> None:
        super().__init__(value, parent)
        self._begin(name, checked)

    def _mark(self, painter: QPainter, spot: QRectF) -> None:
        paint_radio(painter, spot, self.isChecked(), self.isEnabled())


class ValueTick(_Value, QCheckBox):
    """A text that may be kept beside another."""

    def __init__(self, value: str, name: str, checked: bool, parent: QWidget) -> None:
        super().__init__(value, parent)
        self._begin(name, checked)

    def _mark(self, painter: QPainter, spot: QRectF) -> None:
        state = Qt.CheckState.Checked if self.isChecked() else Qt.CheckState.Unchecked
        paint_check(painter, spot, state, self.isEnabled())
