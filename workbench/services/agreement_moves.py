"""The course of an agreement by hand: opinions, signing, reviews, amendment, extension, end, replacement (model M7).

Which steps there are is told by `domain.states` alone. Each leaves a dated step with its document, so that what an
agreement was on a day can be told later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.agreements import AgreementStep
from workbench.domain.documents import Document
from workbench.domain.states import allowed, moved
from workbench.records.changes import Change, ChangeSet, Label, create, some, update
from workbench.records.issues import Issue
from workbench.records.record import Record
from workbench.services.linked import Linked
from workbench.services.papers import named as named_paper
from workbench.services.papers import same_document
from workbench.services.proposal import Proposal, check, stop
from workbench.services.workbench import Workbench
from workbench.values.codes import doc_key
from workbench.values.dates import format_date

Rec = Record[Any]
BY_HAND = ("consult", "sign", "interim", "amend", "extend", "review", "terminate", "replace")
#: What each step asks for, in the order shown; `words` is what was reviewed, amended, or why it ends.
ASKS = {
    "consult": ("on", "number", "paper_date"),
    "sign": ("on", "number", "place", "period_from", "period_to"),
    "interim": ("on", "place", "number", "paper_date", "words"),
    "amend": ("on", "number", "paper_date", "words"),
    "extend": ("on", "period_to", "number", "paper_date", "words"),
    "review": ("on", "place", "number", "paper_date", "words"),
    "terminate": ("on", "number", "paper_date", "words"),
    "replace": ("into", "on"),
}
_NEEDS_PAPER = ("amend", "extend", "terminate")
_LEAST_PARTIES = 2


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A step of one agreement. `on` is the day it was taken, `number` and `paper_date` its document (of `sign`: the
    agreement's own number), `period_to` the last day it holds from then on, `into` the agreement that replaces it."""

    move: str
    agreement: str
    on: date | None = None
    number: str = ""
    paper_date: date | None = None
    place: str = ""
    period_from: date | None = None
    period_to: date | None = None
    words: str = ""
    into: str = ""


def moves_of(agreement: Rec) -> tuple[str, ...]:
    """Steps that the agreement can take from where it stands."""
    able = allowed("agreement", agreement.values.state)
    return tuple(move for move in BY_HAND if move in able)


def steps_of(linked: Linked, agreement: str) -> list[Rec]:
    """Steps taken, the newest first."""
    found = linked.repository.where("agreement_step", agreement=agreement)
    return sorted(found, key=lambda step: (step.values.taken_date, step.revision), reverse=True)


def propose(workbench: Workbench, draft: CourseDraft, linked: Linked | None = None) -> Proposal:
    """The act that takes the step, and what stands against it."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    agreement = linked.agreements[draft.agreement]
    label = Label(f"act.course_{draft.move}", {"code": agreement.values.code})
    issues = tuple(_issues(workbench, linked, agreement, draft))
    changes = tuple(_changes(workbench, linked, agreement, draft))
    return Proposal(ChangeSet(label, changes), agreement.values.code, issues)


def _changes(workbench: Workbench, linked: Linked, agreement: Rec, draft: CourseDraft) -> Iterator[Change]:
    state, refused = moved("agreement", agreement.values.state, draft.move)
    if refused or draft.on is None:
        return
    values: dict[str, Any] = {"state": state}
    if draft.move == "sign":
        values |= {"signed_date": draft.on, "number": draft.number or agreement.values.number}
        values |= {"signed_place": draft.place or agreement.values.signed_place}
        values |= {"period_from": draft.period_from or agreement.values.period_from}
        values |= {"period_to": draft.period_to or agreement.values.period_to}
    if draft.move == "extend":
        values |= {"period_to": draft.period_to, "period_text": None}
    yield from some(update(agreement, **values))
    if draft.move == "replace" and draft.into in linked.agreements:
        yield from some(update(linked.agreements[draft.into], replaces=agreement.uid))
    paper, made = _paper(workbench, linked, draft)
    yield from some(made)
    step = AgreementStep(
        agreement=agreement.uid,
        kind=draft.move,
        taken_date=draft.on,
        document=paper,
        place=draft.place or None,
        period_to=draft.period_to if draft.move in ("sign", "extend") else None,
        words=draft.words or None,
    )
    yield create(workbench.clock.new_id(), step)


def _paper(workbench: Workbench, linked: Linked, draft: CourseDraft) -> tuple[str | None, Change | None]:
    """The document of the step: one that is in the record, or one to be entered; the agreement is its own."""
    if draft.move == "sign" or not draft.number:
        return None, None
    known = same_document(linked.repository, draft.number, draft.paper_date, None, "")
    if known:
        return known.uid, None
    uid = workbench.clock.new_id()
    made = Document(
        direction="basis",
        full_number=draft.number,
        number_key=doc_key(draft.number),
        issued_date=draft.paper_date,
        status="in_force",
    )
    return uid, create(uid, made)


# guards


def _issues(workbench: Workbench, linked: Linked, agreement: Rec, draft: CourseDraft) -> Iterator[Issue]:
    values, today = agreement.values, workbench.clock.today()
    if moved("agreement", values.state, draft.move)[1]:
        yield stop("course.not_from_here", state=linked.names.choice("agreement_state", values.state))
    if draft.on is None:
        yield stop("course.no_day", "on")
    elif draft.on > today:
        yield stop("course.future_day", "on")
    elif draft.move not in ("consult", "sign") and values.signed_date and draft.on < values.signed_date:
        yield stop("course.before_signing", "on", date=format_date(values.signed_date))
    if draft.move == "consult" and len(linked.parties.get(agreement.uid, [])) < _LEAST_PARTIES:
        yield stop("course.few_parties")
    if draft.move in _NEEDS_PAPER and not draft.number:
        yield stop("course.no_paper", "number")
    if draft.move in ("amend", "terminate") and not draft.words:
        yield stop(f"course.no_words_{draft.move}", "words")
    if draft.move in ("interim", "review") and not (draft.words or draft.number):
        yield check("course.no_result", "words")
    yield from _period_issues(linked, agreement, draft)
    yield from _paper_issues(linked, draft)
    if draft.move == "replace":
        yield from _replace_issues(linked, agreement, draft)


def _period_issues(linked: Linked, agreement: Rec, draft: CourseDraft) -> Iterator[Issue]:
    before = agreement.values.period_to
    if draft.move == "extend":
        if draft.period_to is None:
            yield stop("course.no_end", "period_to")
        elif before and draft.period_to <= before:
            yield stop("course.not_longer", "period_to", date=format_date(before))
    if draft.move == "sign":
        first = draft.period_from or agreement.values.period_from
        last = draft.period_to or before
        if first and last and last < first:
            yield stop("course.backwards", "period_to")
        if not (draft.number or agreement.values.number):
            yield check("course.no_number", "number")


def _paper_issues(linked: Linked, draft: CourseDraft) -> Iterator[Issue]:
    if draft.move == "sign" or not draft.number:
        return
    if draft.paper_date is None:
        yield check("course.no_paper_date", "paper_date")
    elif draft.on and draft.paper_date > linked.today:
        yield stop("course.future_paper", "paper_date")
    known = same_document(linked.repository, draft.number, draft.paper_date, None, "")
    if known:
        yield check("course.paper_known", "number", paper=named_paper(known))


def _replace_issues(linked: Linked, agreement: Rec, draft: CourseDraft) -> Iterator[Issue]:
    target = linked.agreements.get(draft.into)
    if target is None:
        yield stop("course.no_target", "into")
        return
    if target.uid == agreement.uid:
        yield stop("course.itself", "into")
        return
    seen = {target.uid}
    older = linked.agreements.get(agreement.values.replaces or "")
    while older is not None and older.uid not in seen:  # what this one replaced cannot replace it
        seen.add(older.uid)
        older = linked.agreements.get(older.values.replaces or "")
    if older is not None:
        yield stop("course.ring", "into", code=target.values.code)
    if target.values.replaces and target.values.replaces != agreement.uid:
        other = linked.agreements[target.values.replaces].values.code
        yield stop("course.replaces_other", "into", code=target.values.code, other=other)
    if target.values.state in ("terminated", "replaced"):
        yield stop("course.target_ended", "into", code=target.values.code)
