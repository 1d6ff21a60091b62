"""The letter that reminds those in charge of what a meeting of the council concluded and is not done yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.workdays import due_status
from workbench.errors import UserError
from workbench.messages import text_in
from workbench.records.record import Record
from workbench.reports.document import Block
from workbench.services.letters.frame import BY_ORDER, Frame, LetterFile, Signing, addressed, body, document, file_name
from workbench.services.linkage import OPEN, conclusions_of
from workbench.services.linked import Linked
from workbench.values.dates import format_date

Rec = Record[Any]
_APART = "|"


@dataclass(frozen=True, slots=True)
class Charge:
    """Conclusions of one meeting that one body still has to carry out; `lead` "" are those of all bodies.

    `lead` is the id of a body; its words where the record knows no such body.
    """

    meeting: str
    lead: str = ""

    @property
    def key(self) -> str:
        """One word for both."""
        return _APART.join((self.meeting, self.lead))

    @classmethod
    def of(cls, key: str) -> Charge:
        """From its key; the id of a meeting alone is all bodies."""
        meeting, _, lead = key.partition(_APART)
        return cls(meeting, lead)


def lead_of(linked: Linked, task: Rec) -> str:
    """Who is in charge, as a charge has it: the id of the body, or what was written where none is known."""
    known = bool(linked.names.organization(task.values.lead))
    return (task.values.lead if known else task.values.lead_text) or ""


def lead_name(linked: Linked, lead: str) -> str:
    """What the lead of a charge is called."""
    return linked.names.organization(lead) or lead


def lead_words(linked: Linked, task: Rec) -> str:
    """What the one in charge of a conclusion is called; "" where nobody is."""
    return lead_name(linked, lead_of(linked, task))


def still_open(linked: Linked, charge: Charge) -> list[Rec]:
    """Conclusions of a charge that are not over and that somebody is in charge of, in their order."""
    found = [t for t in conclusions_of(linked, charge.meeting) if t.values.status in OPEN and lead_words(linked, t)]
    return [task for task in found if charge.lead in ("", lead_of(linked, task))]


def charges(linked: Linked) -> list[tuple[Charge, int]]:
    """What may be reminded of, with the number of conclusions: by meeting, the newest first, all bodies before each."""
    found: list[tuple[Charge, int]] = []
    meetings = sorted(linked.meetings.values(), key=lambda m: (m.values.held_date, m.values.code), reverse=True)
    for meeting in meetings:
        open_ = still_open(linked, Charge(meeting.uid))
        if open_:
            found.append((Charge(meeting.uid), len(open_)))
        leads = dict.fromkeys(lead_of(linked, task) for task in open_)
        each = [Charge(meeting.uid, lead) for lead in leads] if len(leads) > 1 else []
        found += [(charge, len(still_open(linked, charge))) for charge in each]
    return found


def earlier(linked: Linked, meeting: str, day: date) -> list[Rec]:
    """Reminders of a meeting sent before a day, in order."""
    held = linked.repository.where("meeting_reminder", meeting=meeting)
    sent = [r for r in held if r.values.sent_date and r.values.sent_date < day]
    return sorted(sent, key=lambda r: r.values.nth)


def conclusions_letter(
    linked: Linked, charge: Charge, signing: Signing = BY_ORDER, answer_by: date | None = None
) -> LetterFile:
    """Reminds of everything in a charge. UserError `letter.nothing_open` when nothing is left to do."""
    meeting = linked.meetings[charge.meeting].values
    tasks = still_open(linked, charge)
    if not tasks:
        raise UserError("letter.nothing_open", what=meeting.code)
    frame = Frame.of(linked.repository, signing, linked.today)
    leads = list(dict.fromkeys(lead_words(linked, task) for task in tasks))
    words = _words(linked, charge.meeting, frame)
    blocks: list[Block] = [
        frame.head("CV", subject_of(linked, charge)),
        addressed([f"- {lead};" for lead in leads] if len(leads) > 1 else leads),
        body(text_in("vi", "letter.conclusions_opening", **words)),
        *(body(line) for line in _reminded(linked, charge, tasks, frame)),
        body(text_in("vi", "letter.conclusions_open")),
        *(body(line) for line in _lines(linked, tasks, frame, len(leads) > 1)),
        body(_closing(leads, answer_by)),
        frame.foot(text_in("vi", "letter.chair")),
    ]
    fields = {
        **words,
        "code": meeting.code,
        "addressees": leads,
        "tasks": [task.values.code for task in tasks],
        "answer_by": format_date(answer_by) if answer_by else "",
    }
    name = file_name(text_in("vi", "letter.conclusions_file"), meeting.code)
    return LetterFile("conclusions", document(subject_of(linked, charge), blocks), name, fields)


def subject_of(linked: Linked, charge: Charge) -> str:
    """What the letter is about, as the register of documents has it."""
    meeting = linked.meetings[charge.meeting].values
    paper = linked.document(meeting.document)
    if paper and paper.values.full_number:
        return text_in("vi", "letter.conclusions_subject_paper", number=paper.values.full_number)
    return text_in("vi", "letter.conclusions_subject", title=meeting.title, date=format_date(meeting.held_date))


def _words(linked: Linked, uid: str, frame: Frame) -> Mapping[str, str]:
    meeting = linked.meetings[uid].values
    paper = linked.document(meeting.document)
    said = ""
    if paper and paper.values.full_number:
        kind = linked.names.choice("document_type", paper.values.type, "vi") if paper.values.type else ""
        day = format_date(paper.values.issued_date) if paper.values.issued_date else ""
        key = "letter.conclusions_paper" if day else "letter.conclusions_paper_undated"
        said = text_in("vi", key, kind=kind, number=paper.values.full_number, date=day)
    return {"office": frame.office, "title": meeting.title, "held": format_date(meeting.held_date), "paper": said}


def _reminded(linked: Linked, charge: Charge, tasks: list[Rec], frame: Frame) -> Iterator[str]:
    """Earlier reminders of any of these conclusions."""
    uids = {task.uid for task in tasks}
    for reminder in earlier(linked, charge.meeting, frame.day):
        if uids & set(reminder.values.tasks):
            said = {"nth": str(reminder.values.nth), "date": format_date(reminder.values.sent_date)}
            yield text_in("vi", "letter.reminder_earlier", office=frame.office, **said)


def _lines(linked: Linked, tasks: list[Rec], frame: Frame, with_lead: bool) -> Iterator[str]:
    for number, task in enumerate(tasks, 1):
        values = task.values
        parts = [values.content.rstrip(".;")]
        if with_lead:
            parts.append(text_in("vi", "letter.conclusions_lead", lead=lead_words(linked, task)))
        if values.deliverable:
            parts.append(text_in("vi", "letter.conclusions_product", product=values.deliverable))
        parts += _due(linked, values, frame)
        yield f"{number}. {'; '.join(parts)}."


def _due(linked: Linked, values: Any, frame: Frame) -> Iterator[str]:
    due = values.due_date
    said = values.due_text or (format_date(due) if due else "")
    if said:
        yield text_in("vi", "letter.conclusions_due", due=said)
    status = due_status(due, frame.day, linked.calendar)
    if due and status.state == "late":
        yield text_in("vi", "letter.conclusions_late", n=status.days)


def _closing(leads: list[str], answer_by: date | None) -> str:
    name = leads[0] if len(leads) == 1 else text_in("vi", "letter.conclusions_all")
    if answer_by:
        return text_in("vi", "letter.conclusions_closing", name=name, date=format_date(answer_by))
    return text_in("vi", "letter.conclusions_closing_open", name=name)
