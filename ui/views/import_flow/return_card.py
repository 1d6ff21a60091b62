"""The card of the workbook that goes back to the sender: what stands in it, and saving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import icons
from ui.theme.metrics import px
from ui.views.import_flow.colour_box import KIND_COLOURS, ColourBox
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import text

if TYPE_CHECKING:
    from workbench.services.returning import Returned


class _Sheet(Themed, QWidget):
    def restyle(self) -> None:
        self.setFixedSize(px(18), px(18))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.draw(QPainter(self), QRectF(self.rect()), "file-spreadsheet", "green")


class ReturnCard(Card):
    """`wanted` when the workbook is to be saved, `preview_wanted` when it is to be looked at first."""

    wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, margin=20, parent=parent)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        mark = _Sheet()
        mark.follow_theme()
        head.addWidget(mark)
        self._title = Paragraph("", "section")
        head.addWidget(self._title, 1)
        self.body.addLayout(head)
        self._said = Paragraph("", "body", "text2")
        self.body.addWidget(self._said)
        self.lines: dict[str, Label] = {}
        self._rows: dict[str, QWidget] = {}
        for key, colours in KIND_COLOURS.items():
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(px(8))
            line.addWidget(ColourBox(*colours))
            self.lines[key] = Label("")
            line.addWidget(self.lines[key], 1)
            self._rows[key] = row
            self.body.addWidget(row)
        self.body.addStretch(1)
        self.save = Button(text("importflow.save_return"), "secondary", "save")
        self.save.clicked.connect(self.wanted)
        self.preview = Button(text("importflow.preview"), icon="eye")
        self.preview.clicked.connect(self.preview_wanted)
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        acts.addWidget(self.save)
        acts.addWidget(self.preview)
        acts.addStretch(1)
        self.body.addLayout(acts)

    def show_making(self, place: str) -> None:
        """The workbook is being made; `place` is the sender’s name, or empty."""
        self._title.setText(text("importflow.return_to", place=place) if place else text("importflow.return"))
        self._said.setText(text("importflow.return_making"))
        for row in self._rows.values():
            row.hide()
        self._enable(False)

    def _enable(self, on: bool) -> None:
        self.save.setEnabled(on)
        self.preview.setEnabled(on)

    def show_made(self, made: Returned) -> None:
        """What stands in it."""
        self._said.setText(text("importflow.return_what"))
        for key, number in (("fix", made.fix), ("look", made.look), ("done", made.done)):
            self.lines[key].setText(text(f"importflow.return_{key}", n=number))
            self._rows[key].setVisible(number > 0)
        self._enable(True)

    def show_refusal(self, sentence: str) -> None:
        """Why it cannot be made."""
        self._said.setText(sentence)
        self._enable(False)
