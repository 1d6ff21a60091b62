"""One field of a row as a choice: what the last import said, what the record says, what the file says."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import RADIUS_CARD
from ui.widgets.base import Themed, box
from ui.widgets.choices import RadioCard
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.importing.plan_rows import Choice


class BaseCard(Themed, QWidget):
    """What the last import wrote: to be read, not to be chosen."""

    def __init__(self, heading: str, value: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.addWidget(Label(heading, "label", "text2", weight=400))
        self._column.addWidget(Paragraph(value, "body", "text2"))
        self.setAccessibleName(f"{heading}. {value}")
        self.follow_theme()

    def restyle(self) -> None:
        self._column.setContentsMargins(px(13), px(7), px(12), px(8))
        self._column.setSpacing(px(1))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_CARD), "window", "strong", dashed=True)


class FieldChoice(Themed, QWidget):
    """`chosen(field, choice)`. `base` is (heading, value) of the last import, empty when there is none; `both` the two
    texts as one where both may be kept."""

    chosen = Signal(str, str)

    def __init__(
        self,
        field: str,
        label: str,
        stored: tuple[str, str],
        incoming: tuple[str, str],
        base: tuple[str, str] = ("", ""),
        choice: Choice | None = None,
        both: str = "",
    ) -> None:
        super().__init__()
        self.field = field
        self._column = QVBoxLayout(self)
        heading = Label(label, "body", weight=600)
        self._column.addWidget(heading)
        if base[0]:
            self._column.addWidget(BaseCard(*base))
        value, by = stored
        self.record = RadioCard(text("importflow.in_register"), value, by, True, choice == "record")
        value, cell = incoming
        where = text("importflow.in_file_cell", cell=cell) if cell else text("importflow.in_file")
        self.file = RadioCard(where, value, "", True, choice == "file")
        self.cards: dict[Choice, RadioCard] = {"record": self.record, "file": self.file}
        if both:
            self.cards["both"] = RadioCard(text("importflow.keep_both"), both, "", True, choice == "both")
        for which, card in self.cards.items():
            card.setAccessibleName(f"{label}. {card.accessibleName()}")
            card.toggled.connect(lambda on, which=which: self.chosen.emit(self.field, which) if on else None)
            self._column.addWidget(card)
        self.follow_theme()

    def show_choice(self, choice: Choice | None) -> None:
        """Show a choice made elsewhere."""
        for which, card in self.cards.items():
            if card.isChecked() != (choice == which):
                card.blockSignals(True)
                card.setAutoExclusive(False)
                card.setChecked(choice == which)
                card.setAutoExclusive(True)
                card.blockSignals(False)
                card.update()

    def restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        super().restyle()
