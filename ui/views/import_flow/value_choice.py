"""A value as a choice: box, mark, wrapped words. One of two, or, for texts, either or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_INPUT
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.choices import CHECK_SIDE, paint_check, paint_radio

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # two Qt classes cannot be the bases of one


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
        return max(px(32), self._words(self._room(width)).height() + px(12))

    def sizeHint(self) -> QSize:
        return QSize(px(180), self.heightForWidth(self.width() if self.width() > px(60) else px(180)))

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
        painter.setFont(self._font())
        painter.setPen(color("text" if on else "text2"))
        painter.drawText(self._room(self.width()), int(Qt.TextFlag.TextWordWrap), self.text())
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_INPUT))

    def _mark(self, painter: QPainter, spot: QRectF) -> None:
        raise NotImplementedError

    def _font(self) -> QFont:
        return fonts.body(600 if self.isChecked() else 400)

    def _room(self, width: int) -> QRect:
        left = px(8 + CHECK_SIDE + 8)
        return QRect(left, px(6), max(1, width - left - px(8)), 10_000)

    def _words(self, room: QRect) -> QRect:
        bold = QFontMetrics(fonts.body(600))
        return bold.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text() or " ")


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
