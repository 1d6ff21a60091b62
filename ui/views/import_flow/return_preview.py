"""The workbook for the sender before it is saved: which cells are marked, and what the note at each says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.views.import_flow.colour_box import KIND_COLOURS, ColourBox
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Label, Line
from ui.widgets.paragraph import Paragraph
from workbench.messages import text

if TYPE_CHECKING:
    from workbench.services.returning import MarkedCell, Returned

_MOST = 200  # cells shown; all of them are in the workbook


class MarkedRow(QWidget):
    """One cell with its colour and its note."""

    def __init__(self, cell: MarkedCell, sheet: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(6), px(8), px(6))
        row.setSpacing(px(12))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(ColourBox(*KIND_COLOURS[cell.kind]), 0, top)
        place = Label(f"{sheet} {cell.address}".strip(), "label", "text2", weight=600)
        place.setMinimumWidth(px(44))
        row.addWidget(place, 0, top)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        for line in cell.lines:
            words.addWidget(Paragraph(line, "body", max_lines=3))
        row.addLayout(words, 1)
        self.setAccessibleName(f"{cell.address}: {' '.join(cell.lines)}")


class ReturnPreview(Sheet):
    """`save_wanted` when it is to be saved as it is shown."""

    save_wanted = Signal()

    def __init__(self, made: Returned, parent: QWidget | None = None) -> None:
        super().__init__(text("importflow.preview_title", file=made.name), parent, 720)
        self.body.addWidget(Paragraph(self.windowTitle(), "section"))
        self.summary = Paragraph(text("importflow.preview_what", n=len(made.cells)), "body", "text2")
        self.body.addWidget(self.summary)
        self.body.addWidget(Line())
        scroll = ScrollBody()
        scroll.setAccessibleName(self.windowTitle())
        several = len({cell.sheet for cell in made.cells}) > 1
        self.rows = [MarkedRow(cell, cell.sheet if several else "") for cell in made.cells[:_MOST]]
        for place, row in enumerate(self.rows):
            if place:
                scroll.body.addWidget(Line())
            scroll.body.addWidget(row)
        if len(made.cells) > _MOST:
            more = text("importflow.preview_more", n=len(made.cells) - _MOST)
            scroll.body.addWidget(Paragraph(more, "body", "text2"))
        scroll.body.addStretch(1)
        scroll.setFixedHeight(px(min(300, max(80, 44 * len(self.rows)))))
        scroll.setVisible(bool(self.rows))
        self.body.addWidget(scroll)
        self.save = Button(text("importflow.save_return"), "primary", "save")
        self.save.clicked.connect(self._save)
        self.close_button = Button(text("kit.close"), key_hint="Esc")
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save)
        self.body.addLayout(foot)
        self.save.setFocus()

    def _save(self) -> None:
        self.accept()
        self.save_wanted.emit()
