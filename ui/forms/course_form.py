"""The sheet that takes an agreement on its course: signing, reviews, amendment, extension, end, replacement."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.theme.metrics import px
from ui.widgets.combo import SeekEdit
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, LineEdit, TextArea
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.services.agreement_moves import ASKS, CourseDraft, propose
from workbench.services.proposal import Proposal
from workbench.values.dates import format_date, parse_entry

_WIDE = ("words", "into")
_REQUIRED = {
    "amend": ("on", "number", "words"),
    "extend": ("on", "period_to", "number"),
    "terminate": ("on", "number", "words"),
    "replace": ("into", "on"),
}


class CourseForm(ActSheet):
    """One step of one agreement."""

    def __init__(self, context: Context, agreement: str, move: str, window: QWidget | None) -> None:
        self._linked = linked = context.registers.linked()
        self._record, self._move = linked.agreements[agreement], move
        values = self._record.values
        title = text("move.title_one", move=text(f"course.{move}").rstrip("…"), code=values.code)
        super().__init__(context, title, text(f"course.apply_{move}"), window, 600)
        about = values.title
        if values.period_to and move in ("extend", "review", "terminate"):
            about += "\n" + text("course.holds_until", date=format_date(values.period_to))
        self.body.addWidget(Paragraph(about, "body", "text2"))
        self.dates = {key: self._date() for key in ("on", "paper_date", "period_from", "period_to")}
        self.lines = {key: LineEdit(tabular=key == "number") for key in ("number", "place")}
        self.words = TextArea(lines=3)
        others = [r for r in linked.agreements.values() if r.uid != agreement]
        newest = sorted(others, key=lambda r: r.values.code, reverse=True)
        offered = [(f"{r.values.code} · {r.values.title}", r.uid) for r in newest]
        self.into = SeekEdit(offered, text("entry.type_to_find"))
        self.dates["on"].set_value(linked.today)
        if move == "sign":
            self.lines["number"].setText(values.number or "")
            self.dates["period_from"].set_value(values.period_from)
            self.dates["period_to"].set_value(values.period_to)
        self._lay_out()
        self.finish()

    def _date(self) -> DateEdit:
        calendar, today = self._linked.calendar, self._linked.today
        return DateEdit(lambda s: parse_entry(s, today, calendar.add_working_days), lambda: today)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        place = 0
        for key in ASKS[self._move]:
            wide = key in _WIDE
            place += place % 2 if wide else 0
            editor = {**self.dates, **self.lines, "words": self.words, "into": self.into}[key]
            required = key in _REQUIRED.get(self._move, ("on",))
            field = Field(text(self._label(key)), editor, required=required)
            self.fields[key] = field
            grid.addWidget(field, place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        self.body.addLayout(grid)
        for edit in self.dates.values():
            edit.changed.connect(lambda _: self.look())
        for line in (*self.lines.values(), self.into):
            line.textChanged.connect(lambda _: self.look())
        self.words.textChanged.connect(self.look)

    def _label(self, key: str) -> str:
        own = {("number", "sign"): "course.number_sign", ("on", "sign"): "course.on_sign"}
        own |= {("words", "terminate"): "course.words_reason", ("period_to", "extend"): "course.period_to_extend"}
        return own.get((key, self._move), f"course.{key}")

    def draft(self) -> CourseDraft:
        """Everything as entered."""
        entered: dict[str, Any] = {key: edit.value() for key, edit in self.dates.items() if key in self.fields}
        entered |= {key: line.text().strip() for key, line in self.lines.items() if key in self.fields}
        words, into = self.words.toPlainText().strip(), str(self.into.value() or "")
        return CourseDraft(self._move, self._record.uid, words=words, into=into, **entered)

    def _proposal(self) -> Proposal:
        return propose(self.context.workbench, self.draft(), self._linked)

    def issues(self) -> tuple[Issue, ...]:
        """What stands against the step."""
        return self._proposal().issues

    def act(self) -> ChangeSet:
        """The act as it stands."""
        return self._proposal().act

    def done_words(self) -> str:
        """The act in the words of the history."""
        label = self.act().label
        return text(label.key, **label.params)
