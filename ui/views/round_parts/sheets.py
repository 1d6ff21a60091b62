"""Small dialogs of the round: which forms to make, whom to remind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.choices import CheckBox, Radio
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field
from ui.widgets.labels import Label, Line
from ui.widgets.paragraph import Paragraph
from workbench.exchange.forms import FormSpec
from workbench.messages import text
from workbench.services.form_words import form_words
from workbench.services.reporting import LateMember
from workbench.values.periods import Period

_MOST_HEIGHT = 280


class PickSheet(Sheet):
    """A list of boxes and one act; `go` names the button, greyed while nothing is ticked."""

    def __init__(self, title: str, detail: str, go: str, parent: QWidget | None) -> None:
        super().__init__(title, parent, 520)
        self.boxes: dict[str, CheckBox] = {}
        self._list = ScrollBody()
        self._list.body.setSpacing(px(4))
        self.body.addWidget(Label(title, "section"))
        if detail:
            self.body.addWidget(Paragraph(detail, "body", "text2"))
        self.body.addWidget(self._list)
        self.go = Button(go, "primary")
        self._cancel = Button(text("round.cancel"))
        self._cancel.clicked.connect(self.reject)

    def fill(self, entries: Sequence[tuple[str, str, bool]]) -> None:
        """Boxes of (key, words, ticked)."""
        for key, words, on in entries:
            box = CheckBox(words, on)
            box.toggled.connect(lambda _: self.go.setEnabled(bool(self.ticked())))
            self.boxes[key] = box
            self._list.body.addWidget(box)
        self._list.body.addStretch(1)
        self._list.setFixedHeight(px(min(_MOST_HEIGHT, 28 * len(entries) + 4)))
        self.go.setEnabled(bool(self.ticked()))

    def finish(self) -> None:
        """Put the buttons below all the rest."""
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.go)
        self.body.addWidget(Line())
        self.body.addLayout(row)
        self.go.setFocus()

    def ticked(self) -> list[str]:
        """Keys of the ticked boxes."""
        return [key for key, box in self.boxes.items() if box.isChecked()]


class ExportSheet(PickSheet):
    """Which forms, filled or blank. `wanted(forms, blank)`."""

    wanted = Signal(object, bool)

    def __init__(
        self, forms: Sequence[FormSpec], due: Sequence[str], period: Period, members: int, parent: QWidget | None = None
    ) -> None:
        words = period.label()
        detail = text("round.export_detail", period=words[:1].upper() + words[1:], n=members)
        super().__init__(text("round.export_title"), detail, text("round.export_go"), parent)
        titles = [(form.key, f"{form_words(form.key)}: {form.title.capitalize()}", form.key in due) for form in forms]
        self.fill(titles)
        self.filled = Radio(text("round.export_filled"), checked=True)
        self.blank = Radio(text("round.export_blank"))
        self.body.addWidget(self.filled)
        self.body.addWidget(self.blank)
        self.go.clicked.connect(self._give)
        self.finish()

    def _give(self) -> None:
        self.accept()
        self.wanted.emit(self.ticked(), self.blank.isChecked())


class RemindSheet(PickSheet):
    """Which late members to write to, and by when they are asked to send. `wanted(ids, day or None)`."""

    wanted = Signal(object, object)

    def __init__(
        self, late: Sequence[LateMember], ticked: frozenset[str], answer_by: DateEdit, parent: QWidget | None = None
    ) -> None:
        super().__init__(text("round.remind_title"), "", text("round.remind_go"), parent)
        entries = []
        for member in late:
            forms = ", ".join(map(form_words, member.forms))
            words = text("round.remind_line", place=member.name, forms=forms, n=member.days)
            entries.append((member.locality, words, not ticked or member.locality in ticked))
        self.fill(entries)
        self.answer_by = answer_by
        self._by = Field(text("round.remind_by"), answer_by, text("round.remind_by_hint"))
        answer_by.problem_changed.connect(self._by.set_error)
        self.body.addWidget(self._by)
        self.go.clicked.connect(self._give)
        self.finish()

    def _give(self) -> None:
        if self.answer_by.problem():
            self.answer_by.settle()
            self.answer_by.setFocus()
            return
        self.accept()
        self.wanted.emit(self.ticked(), self.answer_by.value())
