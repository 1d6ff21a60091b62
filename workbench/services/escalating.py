"""Escalating: recommendations of one or more obstacles go to an authority, with number, date and deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workbench.domain.deadlines import SPANS, Deadline, Term, deadline, term_of
from workbench.domain.escalations import Escalation, EscalationItem
from workbench.domain.states import OPEN_OBSTACLE, moved
from workbench.records.changes import Change, ChangeSet, Label, create, remove, update
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.schema.spec import values_of
from workbench.services.council import in_force
from workbench.services.ladder import climbs, skipped
from workbench.services.linked import ItemView, Linked
from workbench.services.papers import clash, document_type_sign, outgoing, own_issuer, suggest_number
from workbench.services.proposal import Codes, Proposal, check, stop
from workbench.services.workbench import Workbench
from workbench.values.codes import parse_number
from workbench.values.dates import format_date

__all__ = ["EscalationDraft", "EscalationProposal", "draft_of", "propose", "suggest_number"]
NO_TERM = Term("none")
_UNSENT = ("draft", "for_signature")


@dataclass(frozen=True, slots=True)
class EscalationDraft:
    """What the officer chose. Dates None and texts empty where nothing was entered yet.

    `continues` is the id of an escalation kept as a draft, which this one then completes.
    """

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
    continues: str = ""


@dataclass(frozen=True, slots=True)
class EscalationProposal(Proposal):
    """The act, with the deadline that it sets."""

    deadline: Deadline | None = None


def propose(workbench: Workbench, draft: EscalationDraft, linked: Linked | None = None) -> EscalationProposal:
    """The act that enters an escalation in the register, and what stands against it."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    kept = linked.escalations.get(draft.continues)
    code = (
        kept.values.code
        if kept
        else Codes(workbench.repository, workbench.clock).next("escalation", _year(workbench, draft))
    )
    due = _deadline(draft, linked)
    issues = tuple(_issues(workbench, linked, draft))
    to = linked.names.organizations.get(draft.to_organization)
    level = to.values.level if to else None
    uid = draft.continues or workbench.clock.new_id()
    document, written = _paper(workbench, draft, kept)
    escalation = _escalation(workbench, linked, draft, due, code, document, level)
    if kept:
        changes = [*written, *_some(update(kept, **values_of(escalation)))]
    else:
        changes = [*written, create(uid, escalation)]
    changes += _items(workbench, linked, draft, uid, level)
    if kept and kept.values.document and not document:
        changes += [remove(r) for r in _some(linked.document(kept.values.document))]
    label = Label("act.escalate", {"code": code})
    return EscalationProposal(ChangeSet(label, tuple(changes)), code, issues, due)


def draft_of(linked: Linked, uid: str) -> EscalationDraft:
    """The draft as it was kept, to be gone on with."""
    values = linked.escalations[uid].values
    paper = linked.document(values.document)
    return EscalationDraft(
        tuple(o.uid for o in linked.escalation_obstacles(uid)),
        values.to_organization or "",
        (paper.values.full_number or "") if paper else "",
        (paper.values.type if paper else None) or "BC",
        paper.values.issued_date if paper else None,
        values.due_start,
        _kept_term(values),
        values.due_date if values.due_reason else None,
        values.due_reason or "",
        values.subject or "",
        values.channel or "axis",
        values.officer or "",
        keep_as_draft=True,
        continues=uid,
    )


def _kept_term(values: Any) -> Term:
    day = values.due_date if values.due_rule == "document" else None
    return term_of(values.due_rule, values.due_n, values.due_text, day, values.due_basis)


def _escalation(
    workbench: Workbench,
    linked: Linked,
    draft: EscalationDraft,
    due: Deadline | None,
    code: str,
    document: str,
    level: str | None,
) -> Escalation:
    previous = _previous(linked, draft, level)
    return Escalation(
        code=code,
        document=document or None,
        subject=draft.subject or None,
        from_organization=own_issuer(workbench)[0],
        to_organization=draft.to_organization or None,
        level=level,
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


def completeness(workbench: Workbench, linked: Linked, draft: EscalationDraft) -> tuple[Issue, ...]:
    """What a letter lacks before it is put up for signature (R15): addressee, clear asks, grounds; not yet number
    and dates."""
    issues = _issues(workbench, linked, replace(draft, keep_as_draft=False))
    return tuple(issue for issue in issues if issue.field in ("obstacles", "to_organization"))


def _some(found: Any) -> list[Any]:
    return [] if found is None else [found]


def _year(workbench: Workbench, draft: EscalationDraft) -> int:
    return (draft.sent_date or workbench.clock.today()).year


def _paper(workbench: Workbench, draft: EscalationDraft, kept: Record[Any] | None) -> tuple[str, list[Change]]:
    """The letter's id, empty while it has neither number nor date, and what writing it changes."""
    if not draft.number and draft.document_date is None:
        return "", []
    made = outgoing(workbench, draft.document_type, draft.number, draft.document_date, subject=draft.subject)
    if kept and kept.values.document:
        paper = workbench.repository.need(Ref("document", kept.values.document))
        return paper.uid, _some(update(paper, **values_of(made)))
    uid = workbench.clock.new_id()
    return uid, [create(uid, made)]


def _deadline(draft: EscalationDraft, linked: Linked) -> Deadline | None:
    if draft.sent_date is None or (_counts(draft.term) and not (draft.term.n or 0) > 0):
        return None
    return deadline(draft.term, draft.sent_date, linked.calendar)


def _counts(term: Term) -> bool:
    return term.rule in ("working_days", "days")


def _items(
    workbench: Workbench, linked: Linked, draft: EscalationDraft, escalation: str, level: str | None
) -> Iterator[Change]:
    state = "draft" if draft.keep_as_draft else "sent"
    kept = {v.item.values.recommendation: v.item for v in linked.items_of_escalation.get(escalation, [])}
    asks = [ask for uid in draft.obstacles for ask in linked.asks.get(uid, [])]
    for ordinal, ask in enumerate(asks, 1):
        known = kept.pop(ask.uid, None)
        if known:
            yield from _some(update(known, ordinal=ordinal, state=state))
        else:
            item = EscalationItem(escalation=escalation, recommendation=ask.uid, ordinal=ordinal, state=state)
            yield create(workbench.clock.new_id(), item)
        if not draft.keep_as_draft:
            yield from _raise_earlier(linked, ask, escalation, level)
    yield from map(remove, kept.values())
    if not draft.keep_as_draft:
        for uid in draft.obstacles:
            yield from _obstacle_change(linked.obstacles[uid])


def _raise_earlier(linked: Linked, ask: Record[Any], escalation: str, level: str | None) -> Iterator[Change]:
    """What a lower level still has is closed there, and what was drafted for it is given up; two ministries asked
    side by side both stay open."""
    for view in linked.items_of_recommendation.get(ask.uid, []):
        if view.escalation.uid == escalation or not climbs(view.escalation.values.level, level):
            continue
        move = "withdraw" if view.state in _UNSENT else "raise_higher"
        state, refused = moved("escalation_item", view.state, move)
        if refused is None:
            yield from _some(update(view.item, state=state))


def _obstacle_change(obstacle: Record[Any]) -> Iterator[Change]:
    state, refused = moved("obstacle", obstacle.values.state, "escalate")
    if refused is None:
        change = update(obstacle, state=state, in_authority=obstacle.values.in_authority or "beyond")
        if change:
            yield change


def _previous(linked: Linked, draft: EscalationDraft, level: str | None) -> ItemView | None:
    """The newest item that this escalation takes further, or tries again."""
    earlier = [
        view
        for uid in draft.obstacles
        for view in linked.obstacle_items(uid)
        if view.escalation.uid != draft.continues
        and view.state not in (*_UNSENT, "withdrawn")
        and (not view.waiting or climbs(view.escalation.values.level, level))
    ]
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
        yield from _ladder_issues(linked, draft, uid)
    if draft.keep_as_draft:
        return
    if not draft.to_organization:
        yield stop("escalate.no_addressee", "to_organization")
    yield from _force_issues(linked, draft)
    names = skipped(linked, draft.obstacles, draft.to_organization)
    if names:
        yield check("escalate.skips_level", "to_organization", names="; ".join(names))
    yield from _paper_issues(workbench, linked, draft)
    yield from _term_issues(draft, linked)


def _force_issues(linked: Linked, draft: EscalationDraft) -> Iterator[Issue]:
    """A body that was dissolved, or not there yet, on the day of the letter cannot be written to."""
    to = linked.names.organizations.get(draft.to_organization)
    day = draft.sent_date or draft.document_date
    if to is None or day is None or in_force(to.values.valid_from, to.values.valid_to, day):
        return
    words = {"name": to.values.name, "date": format_date(day)}
    heirs = linked.names.organization_list(to.values.successors)
    if heirs and to.values.valid_to and to.values.valid_to < day:
        yield stop("escalate.succeeded", "to_organization", heirs=heirs, **words)
    else:
        yield stop("escalate.not_in_force", "to_organization", **words)


def _ladder_issues(linked: Linked, draft: EscalationDraft, obstacle: str) -> Iterator[Issue]:
    to = linked.names.organizations.get(draft.to_organization)
    if to is None:
        return
    told = set()
    for view in linked.obstacle_items(obstacle):
        earlier = view.escalation.values
        if view.state in _UNSENT or earlier.code in told:
            continue
        told.add(earlier.code)
        if view.waiting and earlier.to_organization == to.uid:
            yield check("escalate.already_there", "to_organization", code=earlier.code)
        elif climbs(to.values.level, earlier.level) and not climbs(earlier.level, to.values.level):
            yield check("escalate.downward", "to_organization", code=earlier.code)


def _paper_issues(workbench: Workbench, linked: Linked, draft: EscalationDraft) -> Iterator[Issue]:
    if draft.sent_date is None:
        yield stop("escalate.no_sent_date", "sent_date")
    elif draft.sent_date > workbench.clock.today():
        yield check("escalate.future_date", "sent_date")
    if draft.document_date is None:
        yield stop("escalate.no_document_date", "document_date")
    elif draft.sent_date and draft.sent_date < draft.document_date:
        yield stop("escalate.sent_before_signed", "sent_date")
    if not draft.number:
        yield check("escalate.no_number", "number")
        return
    kept = linked.escalations.get(draft.continues)
    own = kept.values.document if kept else None
    if draft.document_date:
        taken = clash(workbench, draft.number, draft.document_type, draft.document_date.year, besides=own)
        if taken:
            yield stop("escalate.number_taken", "number", number=draft.number)
    read = parse_number(draft.number)
    if read and read.type and read.type != document_type_sign(draft.document_type):
        yield check("escalate.other_type", "number", found=read.type)


def _term_issues(draft: EscalationDraft, linked: Linked) -> Iterator[Issue]:
    term = draft.term
    if _counts(term) and not (term.n or 0) > 0:
        yield stop("escalate.no_days", "term")
    if term.rule == "document" and term.day is None:
        yield stop("escalate.no_day", "due_date")
    if draft.due_override and not draft.due_reason:
        yield stop("escalate.no_due_reason", "due_date")
    due = _deadline(draft, linked)
    if due is not None and due.day is None and term.rule in SPANS:
        yield check("escalate.unread_term", "term", found=term.text)
    last = draft.due_override or (due.day if due else None)
    if last and draft.sent_date and last < draft.sent_date:
        yield stop("escalate.due_before_sent", "due_date")
    elif last and last < linked.today:
        yield check("escalate.due_past", "due_date")
    if due is not None and due.provisional and due.day:
        yield check("escalate.provisional", "due_date", year=str(due.day.year))
