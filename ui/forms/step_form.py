"""The sheet for what happens to an escalation besides answers: signature, receipt, under way, withdrawn."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, TextArea
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.services.escalation_moves import StepDraft, propose
from workbench.values.dates import parse_entry

_DETAILED = ("submit", "withdraw")


class StepForm(ActSheet):
    """One step of one escalation."""

    def __init__(self, context: Context, escalation: str, move: str, window: QWidget | None) -> None:
        self._linked = linked = context.registers.linked()
        self._escalation, self._move = escalation, move
        code = linked.escalations[escalation].values.code
        title = text("move.title_one", move=text(f"step.{move}").rstrip("…"), code=code)
        super().__init__(context, title, text(f"step.apply_{move}"), window)
        if move in _DETAILED:
            self.body.addWidget(Paragraph(text(f"step.detail_{move}", code=code), "body", "text2"))
        calendar, today = linked.calendar, linked.today
        self.on = DateEdit(lambda s: parse_entry(s, today, calendar.add_working_days), lambda: today, today)
        self.reason = TextArea(lines=3)
        if move == "receive":
            self.fields["on"] = Field(text("step.on"), self.on, beside=self.on.echo)
        if move in ("withdraw", "progress"):
            label = text("step.reason" if move == "withdraw" else "step.note")
            self.fields["reason"] = Field(label, self.reason, required=move == "withdraw")
        for field in self.fields.values():
            self.body.addWidget(field)
        self.on.changed.connect(lambda _: self.look())
        self.reason.textChanged.connect(self.look)
        self.finish()

    def _draft(self) -> StepDraft:
        on = self.on.value() if self._move == "receive" else None
        return StepDraft(self._move, self._escalation, on, self.reason.toPlainText().strip())

    def issues(self) -> tuple[Issue, ...]:
        """What stands against the step."""
        return propose(self.context.workbench, self._draft(), self._linked).issues

    def act(self) -> ChangeSet:
        """The act as it stands."""
        return propose(self.context.workbench, self._draft(), self._linked).act

    def done_words(self) -> str:
        """The act in the words of the history."""
        label = self.act().label
        return text(label.key, **label.params)
