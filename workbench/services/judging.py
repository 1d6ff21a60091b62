"""Judging an overlap: complementary, duplicate, competing or unrelated, with the reason and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from workbench.domain.policies import Overlap
from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.changes import Change, ChangeSet, Label, create, some, update
from workbench.records.issues import Issue
from workbench.records.record import Ref
from workbench.services.analysis.overlaps import Card
from workbench.services.proposal import Proposal, stop
from workbench.services.workbench import Workbench

JUDGEMENTS = VOCABULARIES["overlap_judgement"].choices


def judge(workbench: Workbench, card: Card, judgement: str, reason: str) -> Proposal:
    """The act that keeps what an officer holds of a card; one judged before is judged anew in the same record."""
    issues = tuple(_issues(judgement, reason))
    label = Label("act.judge", {"code": card.members[0].code, "n": len(card.members)})
    if any(issue.severity == "stop" for issue in issues):
        return Proposal(ChangeSet(label), "", issues)
    return Proposal(ChangeSet(label, _judged(workbench, card, judgement, reason)), "", issues)


def judge_and_raise(
    workbench: Workbench, card: Card, judgement: str, reason: str, entered: ChangeSet, obstacle: str
) -> ChangeSet:
    """One act: the judgement, the obstacle as `entered` (its id is `obstacle`), and the tie between them."""
    label = Label("act.judge_and_raise", _told(card, entered))
    tied = _judged(workbench, card, judgement, reason, obstacle=obstacle)
    return replace(entered, label=label, changes=entered.changes + tied)


def raised(workbench: Workbench, card: Card, entered: ChangeSet, obstacle: str) -> ChangeSet:
    """One act: the obstacle as `entered`, tied to the judgement that the card has."""
    if not card.judged:
        return entered
    tied = some(update(workbench.repository.need(Ref("overlap", card.judged)), obstacle=obstacle))
    return replace(entered, label=Label("act.raise_judged", _told(card, entered)), changes=entered.changes + tied)


def as_judged(card: Card, judgement: str, reason: str) -> Card:
    """The card as it will be once this is written, for the words of an obstacle."""
    return replace(card, judgement=judgement, reason=reason.strip())


def _judged(workbench: Workbench, card: Card, judgement: str, reason: str, **more: Any) -> tuple[Change, ...]:
    values: dict[str, Any] = {
        "judgement": judgement or None,
        "reason": reason.strip() or None,
        "cause": card.digest,
        "judged_date": workbench.clock.today(),
        "officer": workbench.actor,
        **more,
    }
    if card.judged:
        return some(update(workbench.repository.need(Ref("overlap", card.judged)), **values))
    made = Overlap(
        sectors=tuple(m.ref.uid for m in card.members if m.ref.entity == "sector_priority"),
        projects=tuple(m.ref.uid for m in card.members if m.ref.entity == "project"),
        **values,
    )
    return (create(workbench.clock.new_id(), made),)


def _told(card: Card, entered: ChangeSet) -> dict[str, str | int]:
    return {"code": entered.label.params["code"], "overlap": card.members[0].code}


def _issues(judgement: str, reason: str) -> Iterator[Issue]:
    if judgement not in JUDGEMENTS:
        yield stop("overlap.which_judgement", "judgement")
    if not reason.strip():
        yield stop("overlap.why", "reason")
