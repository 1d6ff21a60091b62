"""The step bar of the import: numbered steps, free to revisit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.badges import badge_width, paint_badge
from ui.widgets.base import Themed, focus_ring
from ui.widgets.labels import text_width
from workbench.messages import text

_DISC, _GAP, _JOIN, _AIR = 24, 8, 34, 11


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its words, and what a screen reader adds (“5 vấn đề”) when it has a badge."""

    label: str
    badge: int = 0
    badge_words: str = ""


class StepBar(Themed, QWidget):
    """Steps with numbers: done, current, to do. `activated(i)` when the officer goes to one."""

    activated = Signal(int)

    def __init__(self, steps: Sequence[Step], current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[_StepButton] = []
        self._joins: list[_Join] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, step in enumerate(steps):
            if number:
                self._joins.append(_Join(self))
                row.addWidget(self._joins[-1])
            button = _StepButton(number, len(steps), step, self)
            button.chosen.connect(self.activated)
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.set_current(current)
        self.follow_theme()

    def set_current(self, number: int, done: int | None = None) -> None:
        """The step at work, from 0; `done` steps are finished (all before the current one unless told)."""
        finished = number if done is None else done
        for place, button in enumerate(self._buttons):
            button.set_state("current" if place == number else "done" if place < finished else "todo")
        for place, join in enumerate(self._joins):
            join.set_done(place < finished)

    def set_all_done(self) -> None:
        """Every step finished, as on the result page."""
        self.set_current(-1, len(self._buttons))

    def set_badge(self, number: int, count: int, words: str = "") -> None:
        """Count beside a step; 0 takes it away."""
        self._buttons[number].set_badge(count, words)

    def set_reachable(self, number: int, on: bool) -> None:
        """Whether a step can be gone to."""
        self._buttons[number].setEnabled(on)


class _Join(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._done = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_done(self, done: bool) -> None:
        self._done = done
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(_JOIN + 2 * _AIR), px(_DISC))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(12), px(_DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        air = min(px(_AIR), self.width() // 4)
        line = QRectF(air, self.height() / 2 - 0.75, self.width() - 2 * air, 1.5)
        QPainter(self).fillRect(line, color("accent" if self._done else "strong"))


class _StepButton(Themed, QAbstractButton):
    chosen = Signal(int)

    def __init__(self, number: int, total: int, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._total, self._state = number, total, "todo"
        self._badge, self._badge_words = step.badge, step.badge_words
        self.clicked.connect(self._tell)
        self.setText(step.label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def _tell(self) -> None:
        self.chosen.emit(self._number)

    def set_state(self, state: str) -> None:
        self._state = state
        self.restyle()

    def set_badge(self, count: int, words: str) -> None:
        self._badge, self._badge_words = count, words
        self.restyle()

    def restyle(self) -> None:
        where = text("kit.step", i=self._number + 1, total=self._total, label=self.text())
        parts = [where, text(f"kit.step_{self._state}")]
        if self._badge:
            parts.append(self._badge_words or text("kit.number", count=self._badge))
        self.setAccessibleName(", ".join(part for part in parts if part))
        super().restyle()

    def sizeHint(self) -> QSize:
        width = px(_DISC + _GAP) + text_width(self._font(), self.text())
        if self._badge:
            width += px(8) + badge_width(text("kit.number", count=self._badge), 600)
        return QSize(width, px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        disc = QRectF(0, (self.height() - px(_DISC)) / 2, px(_DISC), px(_DISC))
        self._paint_disc(painter, disc)
        painter.setFont(self._font())
        words = {"current": "accent", "done": "text", "todo": "text2"}[self._state]
        painter.setPen(color(words if self.isEnabled() else "text3"))
        left = px(_DISC + _GAP)
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._badge:
            shown = text("kit.number", count=self._badge)
            width = badge_width(shown, 600)
            spot = QRectF(self.width() - width, (self.height() - px(18)) / 2, width, px(18))
            paint_badge(painter, spot, shown, "amber", 600)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), px(self.height() / 2))

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, fill, ink = {
            "current": ("accent", "accent", "on_accent"),
            "done": ("accent", "tint", "accent"),
            "todo": ("strong", "hover" if self.underMouse() else "surface", "text2"),
        }[self._state]
        painter.setPen(QPen(color(edge), 1.5))
        painter.setBrush(color(fill))
        painter.drawEllipse(disc.adjusted(0.75, 0.75, -0.75, -0.75))
        if self._state == "done":
            pen = QPen(color(ink), 1.75)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            unit = disc.width() / 24
            tick = ((7.6, 12.4), (10.8, 15.4), (16.6, 8.8))
            painter.drawPolyline(QPolygonF([disc.topLeft() + QPointF(x * unit, y * unit) for x, y in tick]))
            return
        painter.setFont(fonts.label(600, tabular=True))
        painter.setPen(color(ink))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number + 1))

    def _font(self) -> QFont:
        return fonts.body(600 if self._state == "current" else 400)
