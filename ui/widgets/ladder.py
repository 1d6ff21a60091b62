"""Steps one above the other on a line, one of which is chosen: what is done, what is suggested, what is open.

Says nothing of authorities; names and notes come from the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fonts, shapes
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_CARD
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.choices import paint_radio

_LEFT, _GUTTER, _RIGHT, _NODE = 12, 40, 10, 16
_ABOVE, _NAME, _BELOW = 4, 18, 4
_WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `key` empty cannot be chosen; `badge` is a short word at the right (“Đề xuất”)."""

    key: str
    name: str
    note: str = ""
    done: bool = False
    badge: str = ""


class Ladder(QWidget):
    """`chosen(key)` when the officer takes a step; arrow keys move as among radio buttons."""

    chosen = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows: list[LadderStep] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_steps(self, steps: Sequence[Step], current: str) -> None:
        """Show these steps, lowest first, with one of them chosen. Rows stay where the steps stay."""
        if [row.step.key for row in self._rows] != [step.key for step in steps]:
            self._rebuild(len(steps))
        for place, (row, step) in enumerate(zip(self._rows, steps, strict=True)):
            row.show_step(step, place > 0, place < len(steps) - 1)
            row.blockSignals(True)
            row.setAutoExclusive(False)
            row.setChecked(bool(step.key) and step.key == current)
            row.setAutoExclusive(True)
            row.blockSignals(False)

    def current(self) -> str:
        """Key of the chosen step, or nothing."""
        return next((row.step.key for row in self._rows if row.isChecked()), "")

    def rows(self) -> tuple[LadderStep, ...]:
        """The rows, lowest first."""
        return tuple(self._rows)

    def _rebuild(self, number: int) -> None:
        held = any(row.hasFocus() for row in self._rows)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for place in range(number):
            row = LadderStep(self)
            row.toggled.connect(lambda on, place=place: self._toggled(place, on))
            self._column.addWidget(row)
            self._rows.append(row)
            row.setVisible(True)
        if held and self._rows:
            self._rows[0].setFocus()

    def _toggled(self, place: int, on: bool) -> None:
        if on and self._rows[place].step.key:
            self.chosen.emit(self._rows[place].step.key)


class LadderStep(Themed, QRadioButton):
    """One step as a radio button, painted from the tokens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = Step("", "")
        self._line_above = self._line_below = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(lambda _: self.update())
        self.follow_theme()

    def show_step(self, step: Step, above: bool, below: bool) -> None:
        """Show a step; `above` and `below` tell whether the line goes on there."""
        self.step, self._line_above, self._line_below = step, above, below
        self.setText(step.name)
        self.setEnabled(bool(step.key))
        self.setAccessibleName(". ".join(part for part in (step.name, step.badge, step.note) if part))
        self._refit()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return px(_ABOVE + _NAME + _BELOW) + self._note_height(width)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > px(120) else px(360)
        return QSize(px(280), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(34))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def restyle(self) -> None:
        self._refit()
        super().restyle()

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self.isChecked():
            box(painter, rect, px(RADIUS_CARD), "tint", "accent", px(2))
        elif self.isEnabled() and self.underMouse():
            box(painter, rect, px(RADIUS_CARD), "hover")
        self._paint_line(painter)
        self._paint_node(painter)
        self._paint_words(painter)
        if self.hasFocus():
            focus_ring(painter, rect.adjusted(px(3), px(3), -px(3), -px(3)), px(5))

    def _paint_line(self, painter: QPainter) -> None:
        x, middle, gap = px(_LEFT) + px(_NODE) / 2, self._node().center().y(), px(_NODE) / 2 + px(2)
        if self._line_above:
            painter.fillRect(QRectF(x - 0.5, 0, 1, middle - gap), color("strong"))
        if self._line_below:
            painter.fillRect(QRectF(x - 0.5, middle + gap, 1, self.height() - middle - gap), color("strong"))

    def _node(self) -> QRectF:
        return QRectF(px(_LEFT), (self.height() - px(_NODE)) / 2, px(_NODE), px(_NODE))

    def _paint_node(self, painter: QPainter) -> None:
        node = self._node()
        if self.step.done and not self.isChecked():
            inner = node.adjusted(px(1), px(1), -px(1), -px(1))
            shapes.draw(painter, inner, Shape.CHECK, color("green"), color("surface"))
        else:
            paint_radio(painter, node, self.isChecked(), self.isEnabled() or self.step.done)

    def _paint_words(self, painter: QPainter) -> None:
        left, right = px(_GUTTER), self.width() - px(_RIGHT)
        name = QRectF(left, px(_ABOVE), right - left, px(_NAME))
        if self.step.badge:
            name.setRight(self._paint_badge(painter) - px(8))
        painter.setFont(fonts.body(600 if self.isChecked() else 400))
        painter.setPen(color("accent" if self.isChecked() else "text"))
        shown = painter.fontMetrics().elidedText(self.step.name, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(fonts.label(400))
        painter.setPen(color("text2"))
        note = QRectF(left, px(_ABOVE + _NAME), right - left, self._note_height(self.width()) + 2)
        painter.drawText(note, _WRAP, self.step.note)

    def _paint_badge(self, painter: QPainter) -> float:
        """The word in an ink pill; gives its left edge."""
        font = fonts.caption(600)
        width = QFontMetrics(font).horizontalAdvance(self.step.badge) + px(14)
        pill = QRectF(self.width() - px(_RIGHT) - width, px(_ABOVE), width, px(17))
        box(painter, pill, pill.height() / 2, "accent")
        painter.setFont(font)
        painter.setPen(color("on_accent"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.step.badge)
        return pill.left()

    def _refit(self) -> None:
        wanted = self.heightForWidth(max(self.width(), px(160)))
        if self.minimumHeight() != wanted:
            self.setMinimumHeight(wanted)
            self.updateGeometry()

    def _note_height(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - px(_GUTTER) - px(_RIGHT)), 10_000)
        return QFontMetrics(fonts.label(400)).boundingRect(room, _WRAP, self.step.note or " ").height()
