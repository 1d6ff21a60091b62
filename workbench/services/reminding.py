"""Reminding an authority of an escalation it has not answered (R19), and when to go higher instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.escalations import Reminder
from workbench.records.changes import ChangeSet, Label, create
from workbench.records.issues import Issue
from workbench.records.record import Record
from workbench.services.linked import Linked
from workbench.services.papers import clash, outgoing
from workbench.services.proposal import Proposal, check, stop
from workbench.services.workbench import Workbench
from workbench.storage.repository import Repository
from workbench.values.dates import format_date

MOST = "reminders.most"  # setting: unanswered reminders after which going higher is proposed
_MOST = 2


@dataclass(frozen=True, slots=True)
class ReminderDraft:
    """A reminder: number and day of its letter, the day it was sent, and by when an answer is asked for now."""

    escalation: str
    number: str = ""
    document_date: date | None = None
    sent_date: date | None = None
    new_due: date | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ReminderProposal(Proposal):
    """The act; `nth` this reminder is."""

    nth: int = 1


def propose(workbench: Workbench, draft: ReminderDraft, linked: Linked | None = None) -> ReminderProposal:
    """The act that records a reminder, and what stands against it."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    escalation = linked.escalations[draft.escalation]
    sent = linked.reminders.get(draft.escalation, [])
    nth = 1 + max((r.values.nth for r in sent), default=0)
    paper = workbench.clock.new_id()
    document = outgoing(workbench, "CV", draft.number, draft.document_date, subject=draft.subject)
    made = Reminder(
        escalation=draft.escalation, nth=nth, document=paper, sent_date=draft.sent_date, new_due=draft.new_due
    )
    changes = (create(paper, document), create(workbench.clock.new_id(), made))
    label = Label("act.remind", {"code": escalation.values.code, "nth": str(nth)})
    issues = tuple(_issues(workbench, linked, draft, escalation, sent))
    return ReminderProposal(ChangeSet(label, changes), escalation.values.code, issues, nth)


def unanswered(linked: Linked, escalation: str) -> int:
    """Reminders sent since anything was answered, while something still waits."""
    views = linked.items_of_escalation.get(escalation, [])
    if not any(view.waiting for view in views):
        return 0
    answered = max((a.values.received_date for a in linked.escalation_answers(escalation)), default=None)
    days = [r.values.sent_date for r in linked.reminders.get(escalation, [])]
    return sum(1 for day in days if day and (answered is None or day > answered))


def most(repository: Repository) -> int:
    """How many unanswered reminders are enough: the office's setting, else two (R19)."""
    stored = repository.where("setting", key=MOST)
    value = stored[0].values.value if stored else ""
    return int(value) if value and value.isdigit() and int(value) > 0 else _MOST


def should_go_higher(linked: Linked, escalation: str) -> bool:
    """Whether enough reminders went unanswered that the matter should be taken to a higher level."""
    return unanswered(linked, escalation) >= most(linked.repository)


def may_remind_again(linked: Linked, escalation: str) -> bool:
    """Whether the day that the last reminder gave has passed, or none was given."""
    sent = linked.reminders.get(escalation, [])
    last = sent[-1].values if sent else None
    return last is None or (last.sent_date is not None and (last.new_due is None or last.new_due < linked.today))


def _issues(
    workbench: Workbench,
    linked: Linked,
    draft: ReminderDraft,
    escalation: Record[Any],
    sent: Sequence[Record[Any]],
) -> Iterator[Issue]:
    code = escalation.values.code
    if not any(view.waiting for view in linked.items_of_escalation.get(draft.escalation, [])):
        yield stop("remind.nothing_waits", "escalation", code=code)
    if sent and sent[-1].values.sent_date is None:
        yield stop("remind.earlier_undated", "escalation", nth=str(sent[-1].values.nth))
    yield from _day_issues(workbench, linked, draft, escalation, sent)
    if not draft.number:
        yield check("remind.no_number", "number")
    elif draft.document_date and clash(workbench, draft.number, "CV", draft.document_date.year):
        yield stop("escalate.number_taken", "number", number=draft.number)
    if should_go_higher(linked, draft.escalation):
        yield check("remind.go_higher", "escalation", n=unanswered(linked, draft.escalation))


def _day_issues(
    workbench: Workbench,
    linked: Linked,
    draft: ReminderDraft,
    escalation: Record[Any],
    sent: Sequence[Record[Any]],
) -> Iterator[Issue]:
    if draft.document_date is None:
        yield stop("escalate.no_document_date", "document_date")
    if draft.sent_date is None:
        yield stop("escalate.no_sent_date", "sent_date")
        return
    if draft.document_date and draft.sent_date < draft.document_date:
        yield stop("escalate.sent_before_signed", "sent_date")
    before = [escalation.values.sent_date, *(r.values.sent_date for r in sent)]
    last = max((day for day in before if day), default=None)
    if last and draft.sent_date < last:
        yield stop("remind.before_last", "sent_date", date=format_date(last))
    if draft.sent_date > workbench.clock.today():
        yield check("escalate.future_date", "sent_date")
    if draft.new_due and draft.new_due < draft.sent_date:
        yield stop("remind.due_before_sent", "new_due")
    due = linked.effective_due(draft.escalation)
    if due and draft.sent_date <= due:
        yield check("remind.not_late", "sent_date", date=format_date(due))
