"""Recording an answer: one document, the items it speaks of, and what that settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from workbench.domain.agreements import Task
from workbench.domain.deadlines import deadline
from workbench.domain.documents import Document
from workbench.domain.escalations import Answer, AnswerItem, Escalation, EscalationItem
from workbench.domain.states import OPEN_OBSTACLE, item_state_after, obstacle_state_after
from workbench.domain.states import moved as moved_on
from workbench.records.changes import Attachment, Change, ChangeSet, Label, create, some, update
from workbench.records.issues import Issue
from workbench.records.record import Record
from workbench.services.council import in_force
from workbench.services.ladder import default_term
from workbench.services.linked import ItemView, Linked
from workbench.services.proposal import Codes, Proposal, check, stop
from workbench.services.workbench import Workbench
from workbench.values.codes import doc_key
from workbench.values.dates import format_date

_DONE = ("resolved", "explained")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What the document says of one escalation item, and what the officer holds of it (`satisfied`)."""

    item: str
    answer_class: str
    extract: str = ""
    assigned_lead: str = ""
    deliverable: str = ""
    roadmap_text: str = ""
    roadmap_date: date | None = None
    forwarded_to: str = ""
    sub_class: str = ""
    cooperators: tuple[str, ...] = ()
    satisfied: str = "unrated"


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """The answering document and its lines; items it does not mention are simply not listed.

    With `close` the obstacles that it settles are closed in the same act, on the day the document came.
    """

    from_organization: str = ""
    number: str = ""
    document_type: str = "CV"
    document_date: date | None = None
    received_date: date | None = None
    subject: str = ""
    lines: tuple[AnswerLine, ...] = ()
    attachment: Attachment | None = None
    officer: str = ""
    close: bool = False


@dataclass(frozen=True, slots=True)
class AnswerEffect:
    """What recording it will do: codes of escalations answered, obstacles settled, obstacles still open.

    `days` from the report of each settled obstacle to this answer, None where the report has no day; `tasks`
    that follow; `passed_to` names of the bodies where what was forwarded is followed up; `drafts` begun anew
    from what was returned.
    """

    escalations: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    still_open: tuple[str, ...] = ()
    days: tuple[int | None, ...] = ()
    tasks: int = 0
    passed_to: tuple[str, ...] = ()
    drafts: int = 0


@dataclass(frozen=True, slots=True)
class AnswerProposal(Proposal):
    """The act, and its effect for the bar that says it before saving; `after` gives the new state of each item."""

    effect: AnswerEffect = AnswerEffect()
    after: Mapping[str, str] = field(default_factory=dict)


def propose(workbench: Workbench, draft: AnswerDraft, linked: Linked | None = None) -> AnswerProposal:
    """The act that records an answer, what it settles, and what stands against it."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    codes = Codes(workbench.repository, workbench.clock)
    year = (draft.received_date or workbench.clock.today()).year
    code = codes.next("answer", year)
    issues = [*_issues(workbench, linked, draft)]
    new = workbench.clock.new_id
    known = _known(workbench, draft)
    document, answer = known.uid if known else new(), new()
    changes: list[Change] = _paper(draft, known, document)
    changes.append(create(answer, _answer(workbench, draft, document, code)))
    after: dict[str, str] = {}
    for line in draft.lines:
        view = linked.items[line.item]
        if not line.answer_class:
            continue  # not chosen yet; the issues say so
        state, refused = item_state_after(view.state, line.answer_class)
        if refused:
            issues.append(stop("answer.settled_item", "lines", code=view.escalation.values.code))
        if _overtaken(view, draft):
            state = view.state
        after[line.item] = state
        said = new()
        changes.append(create(said, _answer_item(line, answer)))
        changed = update(view.item, state=state)
        if changed:
            changes.append(changed)
        changes += _follow_up(workbench, linked, line, said, codes)
    changes += _passed_on(workbench, linked, draft, document, codes)
    changes += _sent_back(workbench, linked, draft, codes)
    moved = dict(_obstacles(linked, _standing(draft, after)))
    changes += [c for uid, state in moved.items() for c in _settle(linked.obstacles[uid], state, draft)]
    label = Label("act.answer", {"code": code})
    files = (draft.attachment,) if draft.attachment else ()
    act = ChangeSet(label, tuple(changes), attachments=files)
    return AnswerProposal(act, code, tuple(issues), _effect(linked, draft, moved), after)


def _overtaken(view: ItemView, draft: AnswerDraft) -> bool:
    """Whether a newer answer is on record: this one is kept, but the newest classification rules (R18)."""
    newest = view.answer.values.received_date if view.answer else None
    return bool(newest and draft.received_date and draft.received_date < newest)


def _standing(draft: AnswerDraft, after: Mapping[str, str]) -> dict[str, str]:
    """States as the obstacles see them: what is still to be made clear is under way."""
    unclear = {line.item for line in draft.lines if line.satisfied == "unclear"}
    return {item: "processing" if item in unclear and state in _DONE else state for item, state in after.items()}


def _settle(obstacle: Record[Any], state: str, draft: AnswerDraft) -> tuple[Change, ...]:
    closing, refused = moved_on("obstacle", state, "close")
    if not draft.close or refused or obstacle.values.state not in OPEN_OBSTACLE:
        return some(update(obstacle, state=state))
    return some(update(obstacle, state=closing, closed_date=draft.received_date))


def _paper(draft: AnswerDraft, known: Record[Any] | None, uid: str) -> list[Change]:
    if known is None:
        return [create(uid, _document(draft))]
    if draft.attachment is None:
        return []
    kept = update(known, attachment=draft.attachment.sha256, attachment_name=draft.attachment.name)
    return [kept] if kept else []


def _document(draft: AnswerDraft) -> Document:
    return Document(
        direction="in",
        type=draft.document_type,
        full_number=draft.number or None,
        number_key=doc_key(draft.number) if draft.number else None,
        issued_date=draft.document_date,
        issuer=draft.from_organization or None,
        subject=draft.subject or None,
        arrival_date=draft.received_date,
        status="in_force",
        attachment=draft.attachment.sha256 if draft.attachment else None,
        attachment_name=draft.attachment.name if draft.attachment else None,
    )


def _answer(workbench: Workbench, draft: AnswerDraft, document: str, code: str) -> Answer:
    return Answer(
        code=code,
        document=document,
        from_organization=draft.from_organization or None,
        received_date=draft.received_date,
        summary=draft.subject or None,
        officer=draft.officer or workbench.actor,
    )


def _answer_item(line: AnswerLine, answer: str) -> AnswerItem:
    return AnswerItem(
        answer=answer,
        escalation_item=line.item,
        answer_class=line.answer_class,
        extract=line.extract or None,
        assigned_lead=line.assigned_lead or None,
        cooperators=line.cooperators,
        deliverable=line.deliverable or None,
        roadmap_text=line.roadmap_text or None,
        roadmap_date=line.roadmap_date,
        satisfied=line.satisfied or "unrated",
        forwarded_to=line.forwarded_to or None,
        sub_class=line.sub_class or None,
    )


def _follow_up(workbench: Workbench, linked: Linked, line: AnswerLine, said: str, codes: Codes) -> Iterator[Change]:
    """An answer that assigns work makes a task of it; it settles nothing by itself (R17)."""
    if not _assigns(line):
        return
    ask = linked.recommendations[linked.items[line.item].item.values.recommendation]
    obstacle = linked.obstacles[ask.values.obstacle]
    yield create(
        workbench.clock.new_id(),
        Task(
            code=codes.next("task"),
            source="answer",
            answer_item=said,
            content=line.extract or ask.values.content,
            lead=line.assigned_lead,
            cooperators=line.cooperators,
            localities=obstacle.values.localities,
            deliverable=line.deliverable or None,
            due_text=line.roadmap_text or None,
            due_date=line.roadmap_date,
            status="doing",
            officer=workbench.actor,
        ),
    )


def _passed_on(
    workbench: Workbench, linked: Linked, draft: AnswerDraft, document: str, codes: Codes
) -> Iterator[Change]:
    """What was forwarded is followed at the body it went to: one escalation there for each it came from."""
    opened: dict[tuple[str, str], str] = {}
    for line in draft.lines:
        view = linked.items[line.item]
        if line.answer_class != "forwarded" or not line.forwarded_to:
            continue
        key = (view.escalation.uid, line.forwarded_to)
        if key not in opened:
            opened[key] = workbench.clock.new_id()
            made = _forwarding(workbench, linked, draft, view.escalation, line.forwarded_to)
            yield create(opened[key], replace(made, code=codes.next("escalation"), document=document))
        item = EscalationItem(
            escalation=opened[key],
            recommendation=view.item.values.recommendation,
            ordinal=view.item.values.ordinal,
            state="sent",
        )
        yield create(workbench.clock.new_id(), item)


def _sent_back(workbench: Workbench, linked: Linked, draft: AnswerDraft, codes: Codes) -> Iterator[Change]:
    """What was returned is drafted anew, to be mended and sent again: one draft for each letter it came from."""
    drafts: dict[str, str] = {}
    for line in draft.lines:
        view = linked.items[line.item]
        if line.answer_class != "returned" or _overtaken(view, draft):
            continue
        earlier = view.escalation
        if earlier.uid not in drafts:
            drafts[earlier.uid] = workbench.clock.new_id()
            yield create(drafts[earlier.uid], _redraft(workbench, draft, earlier, codes.next("escalation")))
        item = EscalationItem(
            escalation=drafts[earlier.uid],
            recommendation=view.item.values.recommendation,
            ordinal=view.item.values.ordinal,
            state="draft",
        )
        yield create(workbench.clock.new_id(), item)


def _redraft(workbench: Workbench, draft: AnswerDraft, earlier: Record[Any], code: str) -> Escalation:
    values = earlier.values
    return Escalation(
        code=code,
        subject=values.subject,
        from_organization=values.from_organization,
        to_organization=values.to_organization,
        level=values.level,
        channel=values.channel,
        previous=earlier.uid,
        officer=draft.officer or workbench.actor,
    )


def _forwarding(workbench: Workbench, linked: Linked, draft: AnswerDraft, earlier: Record[Any], to: str) -> Escalation:
    body = linked.names.organizations.get(to)
    level = body.values.level if body else None
    term = default_term(workbench.repository, level)
    start = draft.document_date
    due = deadline(term, start, linked.calendar) if start else None
    return Escalation(
        subject=earlier.values.subject,
        from_organization=draft.from_organization or None,
        to_organization=to,
        level=level,
        channel="other",
        sent_date=start,
        due_rule=term.rule,
        due_n=term.n,
        due_start=start,
        due_basis=term.basis or None,
        due_date=due.day if due else None,
        calendar_version=due.calendar_version if due else None,
        previous=earlier.uid,
        officer=draft.officer or workbench.actor,
    )


def _obstacles(linked: Linked, after: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    touched = dict.fromkeys(
        linked.recommendations[linked.items[item].item.values.recommendation].values.obstacle for item in after
    )
    for uid in touched:
        states = [linked.ask_state(ask.uid, after) for ask in linked.asks.get(uid, [])]
        yield uid, obstacle_state_after(linked.obstacles[uid].values.state, states)


def _assigns(line: AnswerLine) -> bool:
    return bool(line.assigned_lead) and line.answer_class in ("in_progress", "partial")


def _effect(linked: Linked, draft: AnswerDraft, moved: Mapping[str, str]) -> AnswerEffect:
    escalations = dict.fromkeys(linked.items[line.item].escalation.values.code for line in draft.lines)
    touched = [(linked.obstacles[uid].values, state) for uid, state in moved.items()]
    settled = [o for o, s in touched if s not in OPEN_OBSTACLE and o.state in OPEN_OBSTACLE]
    waiting = [o.code for o, s in touched if s in OPEN_OBSTACLE]
    passed = [line.forwarded_to for line in draft.lines if line.answer_class == "forwarded" and line.forwarded_to]
    return AnswerEffect(
        tuple(escalations),
        tuple(o.code for o in settled),
        tuple(waiting),
        tuple(_days(o.reported_date or o.raised_date, draft.received_date) for o in settled),
        sum(map(_assigns, draft.lines)),
        tuple(linked.names.organization(uid) for uid in dict.fromkeys(passed)),
        len({linked.items[line.item].escalation.uid for line in draft.lines if line.answer_class == "returned"}),
    )


def _days(first: date | None, last: date | None) -> int | None:
    return (last - first).days if first and last and last >= first else None


def _issues(workbench: Workbench, linked: Linked, draft: AnswerDraft) -> Iterator[Issue]:
    if not draft.from_organization:
        yield stop("answer.no_sender", "from_organization")
    if not draft.number:
        yield stop("answer.no_number", "number")
    if draft.document_date is None:
        yield stop("answer.no_date", "document_date")
    elif draft.received_date and draft.received_date < draft.document_date:
        yield stop("answer.received_before_issued", "received_date")
    if draft.received_date is None:
        yield stop("answer.no_received_date", "received_date")
    elif draft.received_date > workbench.clock.today():
        yield check("answer.future_date", "received_date")
    if not draft.lines:
        yield stop("answer.no_line", "lines")
    if _known(workbench, draft):
        yield check("answer.known_document", "number", number=draft.number)
    yield from _force_issues(linked, draft)
    for line in draft.lines:
        view = linked.items[line.item]
        sent = view.escalation.values
        if _overtaken(view, draft):
            yield check("answer.overtaken", "received_date", code=sent.code)
        obstacle = linked.obstacles[linked.recommendations[view.item.values.recommendation].values.obstacle]
        if obstacle.values.state not in OPEN_OBSTACLE:
            yield check("answer.obstacle_settled", "lines", code=obstacle.values.code)
        if not line.answer_class:
            yield stop("answer.no_class", "lines", code=sent.code)
        if line.answer_class == "returned" and not line.extract:
            yield stop("answer.no_reason", "lines", code=sent.code)
        if draft.document_date and sent.sent_date and draft.document_date < sent.sent_date:
            yield stop("answer.before_sending", "document_date", code=sent.code)
        if line.answer_class == "forwarded" and not line.forwarded_to:
            yield stop("answer.no_forward", "lines", code=sent.code)
        if not line.extract and line.answer_class != "returned":
            yield check("answer.no_extract", "lines", code=sent.code)


def _force_issues(linked: Linked, draft: AnswerDraft) -> Iterator[Issue]:
    """A body that was not there on the day of the paper, or no longer, can hardly have written it."""
    sender = linked.names.organizations.get(draft.from_organization)
    day = draft.document_date
    if sender and day and not in_force(sender.values.valid_from, sender.values.valid_to, day):
        yield check("answer.not_in_force", "from_organization", name=sender.values.name, date=format_date(day))


def _known(workbench: Workbench, draft: AnswerDraft) -> Record[Any] | None:
    """The same paper when it was recorded before: more of what it says may be entered later."""
    if not draft.number or draft.document_date is None:
        return None
    same: list[Record[Any]] = workbench.repository.where(
        "document",
        number_key=doc_key(draft.number),
        issued_date=draft.document_date,
        direction="in",
    )
    return next((d for d in same if d.values.issuer == (draft.from_organization or None)), None)


def waiting_items(linked: Linked, organization: str | None = None) -> dict[str, list[ItemView]]:
    """Items that await an answer, or a clearer one, by escalation in order of sending; of one authority, or all."""
    found: dict[str, list[ItemView]] = {}
    escalations = sorted(linked.escalations.values(), key=lambda e: (e.values.sent_date or date.max, e.values.code))
    for escalation in escalations:
        if organization and escalation.values.to_organization != organization:
            continue
        waiting = [v for v in linked.items_of_escalation.get(escalation.uid, []) if v.waiting or v.unclear]
        if waiting:
            found[escalation.uid] = waiting
    return found
