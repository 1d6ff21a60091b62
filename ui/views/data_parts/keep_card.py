"""The card of how long copies are kept: for how many days, weeks and months the last one of each stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.context import Context
from ui.theme.metrics import px
from ui.widgets.cards import Card
from ui.widgets.combo import Combo
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.storage.machine import Memory, Note

_CHOICES = {"days": (7, 14, 30, 60, 90), "weeks": (4, 8, 12, 26), "months": (6, 12, 24, 60)}


class KeepCard(Card):
    """Three choices, applied when the next copy is made."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self._memory = Memory(context.path)
        note = self._memory.read()
        self.combos = {unit: self._combo(unit, note) for unit in _CHOICES}
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Label(text("safety.keep_title"), "body", weight=500))
        words.addWidget(Paragraph(text("safety.keep_detail"), "label", "text2", weight=400))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addLayout(words, 1)
        for combo in self.combos.values():
            row.addWidget(combo, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)

    def _combo(self, unit: str, note: Note) -> Combo:
        now = int(getattr(note, f"keep_{unit}"))
        numbers = sorted({*_CHOICES[unit], now})
        choices = [(text(f"safety.keep_{unit}", n=n), n) for n in numbers]
        combo = Combo(choices, now, text(f"safety.keep_{unit}_name"))
        combo.activated.connect(lambda _: self._memory.change(**{f"keep_{unit}": combo.currentData()}))
        return combo
