"""The bar that says what saving an answer will do, before it is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.tokens import RADIUS_CARD
from ui.widgets.base import Themed, announce, box
from ui.widgets.choices import CheckBox
from ui.widgets.labels import ElidedLabel, ShapeMark
from workbench.messages import text
from workbench.services.answering import AnswerEffect


class EffectBar(Themed, QWidget):
    """Three sayings side by side, and whether what is settled is closed at once (`close_turned`)."""

    close_turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = {name: _Cell(*look) for name, look in _LOOKS.items()}
        self.close_box = CheckBox(text("answer.close_at_once"), checked=True)
        self.close_box.toggled.connect(lambda _: self.close_turned.emit())
        self._row = QHBoxLayout(self)
        for name, cell in self.cells.items():
            self._row.addWidget(cell, _SHARES[name])
        self._row.addWidget(self.close_box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def closes(self) -> bool:
        """Whether obstacles that are settled are closed in the same act."""
        return self.close_box.isChecked()

    def show_effect(self, effect: AnswerEffect) -> None:
        """Say what will happen."""
        settled, waiting = len(effect.settled), len(effect.still_open)
        days = ", ".join(str(d) for d in effect.days if d is not None)
        key = "answer.effect_close" if self.closes() else "answer.effect_settle"
        self.cells["answered"].say(
            text("answer.effect_answered", n=len(effect.escalations)), ", ".join(effect.escalations)
        )
        self.cells["settled"].say(text(key, n=settled), text("answer.effect_days", days=days) if days else "")
        self.cells["open"].say(text("answer.effect_open", n=waiting), _onward(effect))
        self.close_box.setVisible(settled > 0)
        sayings = "; ".join(cell.words() for cell in self.cells.values())
        if sayings != self.accessibleName():
            self.setAccessibleName(sayings)
            announce(self, sayings)

    def set_compact(self, on: bool) -> None:
        """One line: the detail goes into the tool tips."""
        for cell in self.cells.values():
            cell.set_compact(on)

    def restyle(self) -> None:
        self._row.setContentsMargins(px(16), px(8), px(16), px(8))
        self._row.setSpacing(px(16))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_CARD), "tint", "tint_border")


def _onward(effect: AnswerEffect) -> str:
    parts = [text("answer.effect_passed", names=", ".join(effect.passed_to))] if effect.passed_to else []
    parts += [text("answer.effect_tasks", n=effect.tasks)] if effect.tasks else []
    parts += [text("answer.effect_drafts", n=effect.drafts)] if effect.drafts else []
    return "; ".join(parts) or ", ".join(effect.still_open)


_SHARES = {"answered": 4, "settled": 3, "open": 3}  # the first tells codes

_LOOKS = {
    "answered": (Shape.CHECK, "green"),
    "settled": (Shape.CHECK, "green"),
    "open": (Shape.THREE_QUARTER, "accent"),
}


class _Cell(QWidget):
    def __init__(self, shape: Shape, token: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(ShapeMark(shape, token, 14))
        column = QVBoxLayout()
        column.setSpacing(0)
        self._saying = ElidedLabel("", "body", weight=500)
        self._detail = ElidedLabel("", "label", "text2", weight=400, tabular=True)
        column.addWidget(self._saying)
        column.addWidget(self._detail)
        row.addLayout(column, 1)

    def say(self, saying: str, detail: str) -> None:
        self._saying.setText(saying)
        self._detail.setText(detail)
        self.setToolTip(detail)

    def set_compact(self, on: bool) -> None:
        self._detail.setVisible(not on)

    def words(self) -> str:
        return ", ".join(filter(None, (self._saying.text(), self._detail.text())))
