"""Escalating: recommendations of one or more obstacles go to an authority, with number, date and deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.deadlines import Deadline, Term, deadline
from workbench.domain.documents import Document
from workbench.domain.escalations import Escalation, EscalationItem
from workbench.domain.states import OPEN_OBSTACLE, moved
from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.changes import Change, ChangeSet, Label, create, update
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.services.council import council_of
from workbench.services.linked import ItemView, Linked
from workbench.services.proposal import Codes, Proposal, check, stop
from workbench.services.workbench import Workbench
from workbench.values.codes import doc_key, parse_number

NO_TERM = Term("none")
_LEVELS = VOCABULARIES["level"].choices


@dataclass(frozen=True, slots=True)
class EscalationDraft:
    """What the officer chose. Dates None and texts empty where nothing was entered yet."""

    obstacles: tuple[str, ...]
    to_organization: str = ""
    number: str = ""
    document_type: str = "BC"
    document_date: date | None = None
    sent_date: date | None = None
    term: Term = NO_TERM
    due_override: date | None = None
    due_reason: str = ""
    subject: str = ""
    channel: str = "axis"
    officer: str = ""
    keep_as_draft: bool = False


@dataclass(frozen=True, slots=True)
class EscalationProposal(Proposal):
    """The act, with the deadline that it sets."""

    deadline: Deadline | None = None


def propose(workbench: Workbench, draft: EscalationDraft, linked: Linked | None = None) -> EscalationProposal:
    """The act that enters an escalation in the register, and what stands against it."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    due = _deadline(draft, linked)
    code = Codes(workbench.repository, workbench.clock).next("escalation", _year(workbench, draft))
    issues = tuple(_issues(workbench, linked, draft))
    council = council_of(workbench.repository, workbench.clock.today())
    issuer = _issuer(workbench, council.uid) if council else None
    to = workbench.repository.get(Ref("organization", draft.to_organization))
    document, escalation_id = workbench.clock.new_id(), workbench.clock.new_id()
    changes: list[Change] = []
    if draft.number or draft.document_date:
        changes.append(create(document, _document(draft, issuer)))
    else:
        document = ""
    previous = _previous(linked, draft)
    escalation = Escalation(
        code=code,
        document=document or None,
        subject=draft.subject or None,
        from_organization=issuer,
        to_organization=draft.to_organization or None,
        level=to.values.level if to else None,
        channel=draft.channel or None,
        sent_date=None if draft.keep_as_draft else draft.sent_date,
        due_rule=draft.term.rule,
        due_n=draft.term.n,
        due_start=draft.sent_date,
        due_text=draft.term.text or None,
        due_basis=draft.term.basis or None,
        due_date=draft.due_override or (due.day if due else None),
        due_reason=draft.due_reason or None,
        calendar_version=due.calendar_version if due else None,
        previous=previous.escalation.uid if previous else None,
        officer=draft.officer or workbench.actor,
    )
    changes.append(create(escalation_id, escalation))
    changes += _items(workbench, linked, draft, escalation_id)
    label = Label("act.escalate", {"code": code})
    return EscalationProposal(ChangeSet(label, tuple(changes)), code, issues, due)


def _year(workbench: Workbench, draft: EscalationDraft) -> int:
    return (draft.sent_date or workbench.clock.today()).year


def _issuer(workbench: Workbench, council: str) -> str | None:
    found = workbench.repository.get(Ref("council", council))
    return found.values.organization if found else None


def _document(draft: EscalationDraft, issuer: str | None) -> Document:
    return Document(
        direction="out",
        type=draft.document_type,
        full_number=draft.number or None,
        number_key=doc_key(draft.number) if draft.number else None,
        issued_date=draft.document_date,
        issuer=issuer,
        subject=draft.subject or None,
        status="in_force",
    )


def _deadline(draft: EscalationDraft, linked: Linked) -> Deadline | None:
    if draft.sent_date is None or (draft.term.rule in ("working_days", "days") and not draft.term.n):
        return None
    return deadline(draft.term, draft.sent_date, linked.calendar)


def _items(workbench: Workbench, linked: Linked, draft: EscalationDraft, escalation: str) -> Iterator[Change]:
    state = "draft" if draft.keep_as_draft else "sent"
    ordinal = 0
    for uid in draft.obstacles:
        obstacle = linked.obstacles[uid]
        for ask in linked.asks.get(uid, []):
            ordinal += 1
            item = EscalationItem(escalation=escalation, recommendation=ask.uid, ordinal=ordinal, state=state)
            yield create(workbench.clock.new_id(), item)
            if not draft.keep_as_draft:
                yield from _raise_earlier(linked, ask)
        if not draft.keep_as_draft:
            yield from _obstacle_change(obstacle)


def _raise_earlier(linked: Linked, ask: Record[Any]) -> Iterator[Change]:
    for view in linked.items_of_recommendation.get(ask.uid, []):
        state, refused = moved("escalation_item", view.state, "raise_higher")
        change = None if refused else update(view.item, state=state)
        if change:
            yield change


def _obstacle_change(obstacle: Record[Any]) -> Iterator[Change]:
    state, refused = moved("obstacle", obstacle.values.state, "escalate")
    if refused is None:
        change = update(obstacle, state=state, in_authority=obstacle.values.in_authority or "beyond")
        if change:
            yield change


def _previous(linked: Linked, draft: EscalationDraft) -> ItemView | None:
    earlier = [view for uid in draft.obstacles for view in linked.obstacle_items(uid)]
    return max(earlier, key=lambda v: v.escalation.values.sent_date or date.min, default=None)


def _issues(workbench: Workbench, linked: Linked, draft: EscalationDraft) -> Iterator[Issue]:
    """Completeness before sending (R15) and the guards of model M7."""
    if not draft.obstacles:
        yield stop("escalate.no_obstacle", "obstacles")
    for uid in draft.obstacles:
        obstacle = linked.obstacles[uid].values
        if not linked.asks.get(uid):
            yield stop("escalate.no_recommendation", "obstacles", code=obstacle.code)
        if obstacle.state not in OPEN_OBSTACLE:
            yield stop("escalate.not_open", "obstacles", code=obstacle.code)
        if not obstacle.cause and not obstacle.legal_refs:
            yield check("escalate.no_cause", "obstacles", code=obstacle.code)
        yield from _ladder_issues(workbench, linked, draft, uid)
    if not draft.to_organization:
        yield stop("escalate.no_addressee", "to_organization")
    if draft.keep_as_draft:
        return
    yield from _paper_issues(workbench, draft)
    yield from _term_issues(draft, linked)


def _ladder_issues(
    workbench: Workbench, linked: Linked, draft: EscalationDraft, obstacle: str
) -> Iterator[Issue]:
    to = workbench.repository.get(Ref("organization", draft.to_organization))
    if to is None or to.values.level is None:
        return
    rank = _LEVELS.index(to.values.level)
    for view in linked.obstacle_items(obstacle):
        earlier = view.escalation.values
        if view.waiting and earlier.to_organization == to.uid:
            yield check("escalate.already_there", "to_organization", code=earlier.code)
        elif earlier.level and _LEVELS.index(earlier.level) > rank:
            yield check("escalate.downward", "to_organization", code=earlier.code)


def _paper_issues(workbench: Workbench, draft: EscalationDraft) -> Iterator[Issue]:
    if draft.sent_date is None:
        yield stop("escalate.no_sent_date", "sent_date")
    if draft.document_date is None:
        yield stop("escalate.no_document_date", "document_date")
    elif draft.sent_date and draft.sent_date < draft.document_date:
        yield stop("escalate.sent_before_signed", "sent_date")
    if not draft.number:
        yield check("escalate.no_number", "number")
        return
    twins = workbench.repository.where("document", number_key=doc_key(draft.number), direction="out")
    year = draft.document_date.year if draft.document_date else None
    if any(t.values.issued_date and t.values.issued_date.year == year for t in twins):
        yield stop("escalate.number_taken", "number", number=draft.number)


def _term_issues(draft: EscalationDraft, linked: Linked) -> Iterator[Issue]:
    term = draft.term
    if term.rule in ("working_days", "days") and not term.n:
        yield stop("escalate.no_days", "term")
    if draft.due_override and not draft.due_reason:
        yield stop("escalate.no_due_reason", "due_date")
    due = _deadline(draft, linked)
    if due is not None and due.day is None and term.rule in ("in_month", "in_quarter"):
        yield check("escalate.unread_term", "term", found=term.text)
    if due is not None and due.provisional and due.day:
        yield check("escalate.provisional", "due_date", year=str(due.day.year))


def suggest_number(workbench: Workbench, document_type: str, year: int) -> str:
    """The next number of the council's own series for a type and year (R21), e.g. `24/BC-HĐĐPĐBSCL`.

    Decree 30/2020 writes numbers below ten with a leading nought.
    """
    council = council_of(workbench.repository, workbench.clock.today())
    sign = council.sign if council else ""
    taken = [0]
    for document in workbench.repository.where("document", direction="out", type=document_type):
        values = document.values
        if values.issued_date and values.issued_date.year == year and values.full_number:
            taken.append(parse_number(values.full_number).number or 0)
    number = f"{max(taken) + 1:02d}"
    return f"{number}/{sign}" if document_type == "CV" else f"{number}/{document_type}-{sign}"
