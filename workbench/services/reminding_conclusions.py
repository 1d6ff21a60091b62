"""Entering the letter that reminds of a meeting's conclusions: in the register of documents, and with the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.domain.meetings import MeetingReminder
from workbench.records.changes import ChangeSet, Label, create
from workbench.records.issues import Issue
from workbench.services.letters.conclusions import Charge, lead_words, still_open, subject_of
from workbench.services.letters.frame import Signing
from workbench.services.linked import Linked
from workbench.services.papers import clash, outgoing
from workbench.services.proposal import Proposal, check, stop
from workbench.services.workbench import Workbench


def propose(workbench: Workbench, charge: Charge, signing: Signing, answer_by: date | None = None) -> Proposal:
    """The act that enters the letter as sent on its day, and what stands against it."""
    linked = Linked(workbench.repository, workbench.clock.today())
    tasks = still_open(linked, charge)
    code = linked.meetings[charge.meeting].values.code
    nth = 1 + max(
        (r.values.nth for r in workbench.repository.where("meeting_reminder", meeting=charge.meeting)), default=0
    )
    paper = workbench.clock.new_id()
    to = "; ".join(dict.fromkeys(lead_words(linked, task) for task in tasks))
    subject = subject_of(linked, charge)
    entered = outgoing(workbench, "CV", signing.number, signing.day, subject=subject, recipients=to)
    reminder = MeetingReminder(
        meeting=charge.meeting,
        nth=nth,
        tasks=tuple(task.uid for task in tasks),
        document=paper,
        sent_date=signing.day,
        new_due=answer_by,
    )
    changes = (create(paper, entered), create(workbench.clock.new_id(), reminder))
    label = Label("act.remind_conclusions", {"code": code, "nth": str(nth), "n": len(tasks)})
    return Proposal(ChangeSet(label, changes), code, tuple(_issues(workbench, linked, charge, signing, answer_by)))


def _issues(
    workbench: Workbench, linked: Linked, charge: Charge, signing: Signing, answer_by: date | None
) -> Iterator[Issue]:
    if not still_open(linked, charge):
        yield stop("letter.nothing_open", "subject", what=linked.meetings[charge.meeting].values.code)
    if signing.day is None:
        yield stop("escalate.no_document_date", "day")
        return
    if not signing.number:
        yield stop("remind.number_first", "number")
    elif clash(workbench, signing.number, "CV", signing.day.year):
        yield stop("escalate.number_taken", "number", number=signing.number)
    if signing.day > workbench.clock.today():
        yield check("escalate.future_date", "day")
    if answer_by and answer_by < signing.day:
        yield stop("remind.due_before_sent", "answer_by")
