"""Meetings of the council: what they concluded, entered several at once, and what became of it.

A conclusion is a task with one lead (R16) and a term in words or a date (R3); how far it is is computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.agreements import Task
from workbench.domain.deadlines import span
from workbench.records.changes import ChangeSet, Label, create
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.services.linkage import conclusions_of
from workbench.services.linked import Linked
from workbench.services.papers import named as named_paper
from workbench.services.proposal import Codes, Proposal, check, stop
from workbench.services.workbench import Workbench
from workbench.values.dates import format_date
from workbench.values.text import fold

Rec = Record[Any]
_BULLET = re.compile(r"^\s*(?:[-–•+*]|\(?\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class ConclusionLine:
    """One conclusion as entered. `lead` is an organization's id, `lead_text` what was written where none fits;
    `due_text` is the term as the notice words it: "trong tháng 12 năm 2026", "Quý I/2027", "15/3/2027"."""

    content: str = ""
    lead: str = ""
    lead_text: str = ""
    due_text: str = ""
    deliverable: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not (self.content or self.lead or self.lead_text or self.due_text or self.deliverable)


def propose_conclusions(
    workbench: Workbench, meeting: str, lines: Sequence[ConclusionLine], linked: Linked | None = None
) -> Proposal:
    """The act that enters conclusions of a meeting as tasks, and what stands against it; empty lines are none.

    `params["line"]` of an issue is the number of the line as entered, from 1.
    """
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    held = linked.repository.need(Ref("meeting", meeting))
    entered = [(number, line) for number, line in enumerate(lines, 1) if not line.is_empty]
    there = conclusions_of(linked, meeting)
    codes = Codes(linked.repository, workbench.clock)
    first = max((task.values.ordinal or 0 for task in there), default=0)
    changes = tuple(
        create(workbench.clock.new_id(), _task(workbench, held, line, first + place, codes.next("task")))
        for place, (_, line) in enumerate(entered, 1)
    )
    label = Label("act.conclusions", {"code": held.values.code, "n": len(changes)})
    issues = tuple(_issues(workbench, linked, held, there, entered))
    return Proposal(ChangeSet(label, changes), held.values.code, issues)


def meetings_until(linked: Linked, day: date) -> list[Rec]:
    """Meetings held by a day, the newest first."""
    found = [m for m in linked.meetings.values() if m.values.held_date <= day]
    return sorted(found, key=lambda m: (m.values.held_date, m.values.code), reverse=True)


def meeting_before(linked: Linked, meeting: Rec) -> Rec | None:
    """The meeting held before this one."""
    earlier = [m for m in meetings_until(linked, meeting.values.held_date) if m.uid != meeting.uid]
    return next(
        (m for m in earlier if (m.values.held_date, m.values.code) < (meeting.values.held_date, meeting.values.code)),
        None,
    )


def named(linked: Linked, meeting: Rec) -> str:
    """ "Phiên họp thứ 5, ngày 12/09/2026 (12/TB-HĐĐPV ngày 14/09/2026)"."""
    values = meeting.values
    notice = linked.document(values.document)
    words = f"{values.title}, {format_date(values.held_date)}"
    return f"{words} ({named_paper(notice)})" if notice else words


def _task(workbench: Workbench, held: Rec, line: ConclusionLine, ordinal: int, code: str) -> Task:
    values = held.values
    last = span(line.due_text, values.held_date).last_day if line.due_text else None
    return Task(
        code=code,
        source="conclusions",
        meeting=held.uid,
        document=values.document,
        ordinal=ordinal,
        content=line.content,
        lead=line.lead or None,
        lead_text=None if line.lead else line.lead_text or None,
        deliverable=line.deliverable or None,
        due_text=line.due_text or None,
        due_date=last,
        status="not_started",
        officer=values.officer or workbench.actor,
    )


def _issues(
    workbench: Workbench,
    linked: Linked,
    held: Rec,
    there: Sequence[Rec],
    entered: Sequence[tuple[int, ConclusionLine]],
) -> Iterator[Issue]:
    if not entered:
        yield stop("meeting.no_line")
    known = {fold(task.values.content): task.values.code for task in there}
    seen: dict[str, int] = {}
    for number, line in entered:
        key = fold(line.content)
        if not line.content:
            yield stop("meeting.no_content", "content", line=number)
        elif key in known:
            yield stop("meeting.there_already", "content", line=number, code=known[key])
        elif key in seen:
            yield stop("meeting.twice", "content", line=number, other=seen[key])
        seen.setdefault(key, number)
        if not line.lead:
            code = "meeting.lead_in_words" if line.lead_text else "meeting.no_lead"
            yield check(code, "lead", line=number, words=line.lead_text)
        yield from _due_issues(workbench, held, number, line)


def _due_issues(workbench: Workbench, held: Rec, number: int, line: ConclusionLine) -> Iterator[Issue]:
    if not line.due_text:
        yield check("meeting.no_due", "due_text", line=number)
        return
    last = span(line.due_text, held.values.held_date).last_day
    if last is None:
        yield check("meeting.unread_due", "due_text", line=number, words=line.due_text)
    elif last < held.values.held_date:
        held_on = format_date(held.values.held_date)
        yield stop("meeting.due_before", "due_text", line=number, date=format_date(last), held=held_on)
    elif last < workbench.clock.today():
        yield check("meeting.due_passed", "due_text", line=number, date=format_date(last))


def pasted(words: str, bodies: dict[str, str]) -> list[ConclusionLine]:
    """Lines copied from a table or a list: content, lead, term by tab stops; one conclusion a line.

    `bodies` maps folded names to organization ids. Bullets and numbers at the head of a line are dropped.
    """
    made = []
    for row in words.replace("\r\n", "\n").split("\n"):
        cells = [cell.strip() for cell in row.split("\t")]
        content = _BULLET.sub("", cells[0])
        if not any(cells):
            continue
        lead = cells[1] if len(cells) > 1 else ""
        due = cells[2] if len(cells) > 2 else ""
        uid = bodies.get(fold(lead), "") if lead else ""
        made.append(ConclusionLine(content, uid, "" if uid else lead, due))
    return made
