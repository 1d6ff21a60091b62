"""Đôn đốc trả lời: the n-th reminder of an escalation with its letter, or the way to a higher level instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.theme.metrics import px
from ui.views.escalate_draft import LetterSheet
from ui.widgets.buttons import Button
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, LineEdit
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.services.escalating import suggest_number
from workbench.services.letters import Signing
from workbench.services.linked import Linked
from workbench.services.reminder_letter import reminder_letter, suggested_subject
from workbench.services.reminding import ReminderDraft, ReminderProposal, propose, should_go_higher
from workbench.values.dates import format_date, parse_entry

_DAYS = 7  # working days that a reminder gives at first


class ReminderForm(ActSheet):
    """One reminder. Number, dates and subject are suggested."""

    def __init__(self, context: Context, escalation: str, window: QWidget | None) -> None:
        self._linked = linked = context.registers.linked()
        self._escalation = escalation
        code = linked.escalations[escalation].values.code
        nth = propose(context.workbench, ReminderDraft(escalation), linked).nth
        super().__init__(context, text("remind.title", code=code, nth=str(nth)), text("remind.save"), window, 620)
        today = linked.today
        self.body.addWidget(Paragraph(_standing(linked, escalation), "body", "text2"))
        self.number = LineEdit(suggest_number(context.workbench, "CV", today.year), tabular=True)
        self.subject = LineEdit(suggested_subject(linked, escalation))
        self.subject.setCursorPosition(0)
        self.signed, self.sent, self.due = (self._date() for _ in range(3))
        self.signed.set_value(today)
        self.sent.set_value(today)
        self.due.set_value(linked.calendar.add_working_days(today, _DAYS))
        self.see = Button(text("remind.see"), icon="eye")
        self.higher = Button(text("remind.higher"), icon="arrow-up-from-line")
        self._lay_out()
        self.finish()

    def _date(self) -> DateEdit:
        calendar, today = self._linked.calendar, self._linked.today
        return DateEdit(lambda s: parse_entry(s, today, calendar.add_working_days), lambda: today)

    def _lay_out(self) -> None:
        self.fields = {
            "number": Field(text("remind.number"), self.number),
            "document_date": Field(text("remind.document_date"), self.signed),
            "sent_date": Field(text("remind.sent_date"), self.sent),
            "new_due": Field(text("remind.new_due"), self.due),
            "subject": Field(text("remind.subject"), self.subject),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for place, name in enumerate(("number", "document_date", "sent_date")):
            grid.addWidget(self.fields[name], 0, place)
        grid.addWidget(self.fields["subject"], 1, 0, 1, 2)
        grid.addWidget(self.fields["new_due"], 1, 2)
        self.body.addLayout(grid)
        self.foot.insertWidget(0, self.see)
        self.foot.insertWidget(1, self.higher)
        self.higher.setVisible(should_go_higher(self._linked, self._escalation))
        for line in (self.number, self.subject):
            line.textChanged.connect(lambda _: self.look())
        for editor in (self.signed, self.sent, self.due):
            editor.changed.connect(lambda _: self.look())
        self.see.clicked.connect(self._see)
        self.higher.clicked.connect(self._go_higher)

    def draft(self) -> ReminderDraft:
        """Everything as entered."""
        return ReminderDraft(
            self._escalation,
            self.number.text().strip(),
            self.signed.value(),
            self.sent.value(),
            self.due.value(),
            self.subject.text().strip(),
        )

    def _proposal(self) -> ReminderProposal:
        return propose(self.context.workbench, self.draft(), self._linked)

    def issues(self) -> tuple[Issue, ...]:
        """What stands against the reminder."""
        return self._proposal().issues

    def act(self) -> ChangeSet:
        """The act as it stands."""
        return self._proposal().act

    def done_words(self) -> str:
        """Which reminder was saved."""
        proposal = self._proposal()
        return text("remind.saved", code=proposal.code, nth=str(proposal.nth))

    def tell_done(self, words: str, number: int) -> None:
        """A notice with the way to the letter."""
        self.context.shell.toast(words, text("remind.print_letter"), self._printer(self.parentWidget()))

    def _printer(self, window: QWidget | None) -> Callable[[], None]:
        context, draft, linked, proposal = self.context, self.draft(), self._linked, self._proposal()
        name = text("remind.file_name", code=proposal.code, nth=str(proposal.nth))
        made = reminder_letter(linked, draft, blanks=False)

        signing = Signing(number=draft.number, day=draft.document_date)

        def in_word() -> None:
            from ui.forms.letter_form import LetterForm

            LetterForm(context, window, "reminder", draft.escalation, signing, draft.new_due).open()

        def show() -> None:
            if window is not None:
                LetterSheet(context, made.document, name, window, in_word).open()

        return show

    def _see(self) -> None:
        self._printer(self)()

    def _go_higher(self) -> None:
        """The obstacles that still wait go to the level above instead."""
        linked = self._linked
        waiting = [v for v in linked.items_of_escalation.get(self._escalation, []) if v.waiting]
        asks = [linked.recommendations[v.item.values.recommendation] for v in waiting]
        self.reject()
        self.context.shell.go("escalate", obstacles=list(dict.fromkeys(a.values.obstacle for a in asks)))


def _standing(linked: Linked, escalation: str) -> str:
    """To whom, since when, how long."""
    values = linked.escalations[escalation].values
    due = linked.effective_due(escalation)
    words = text(
        "remind.to",
        name=linked.names.organization(values.to_organization),
        sent=format_date(values.sent_date) if values.sent_date else "",
        due=format_date(due) if due else "–",
    )
    if values.sent_date is None:
        return words
    waited = linked.calendar.working_days_between(values.sent_date, linked.today)
    return f"{words}\n{text('remind.waited', n=max(0, waited))}"
