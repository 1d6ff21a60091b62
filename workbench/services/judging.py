"""Judging an overlap: complementary, duplicate, competing or unrelated, with the reason and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.domain.policies import Overlap
from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.changes import ChangeSet, Label, create, some, update
from workbench.records.issues import Issue
from workbench.records.record import Ref
from workbench.services.analysis.overlaps import Card
from workbench.services.proposal import Proposal, stop
from workbench.services.workbench import Workbench

JUDGEMENTS = VOCABULARIES["overlap_judgement"].choices


def judge(workbench: Workbench, card: Card, judgement: str, reason: str) -> Proposal:
    """The act that keeps what an officer holds of a card; one judged before is judged anew in the same record."""
    values: dict[str, Any] = {
        "judgement": judgement or None,
        "reason": reason.strip() or None,
        "cause": card.digest,
        "judged_date": workbench.clock.today(),
        "officer": workbench.actor,
    }
    issues = tuple(_issues(judgement, reason))
    label = Label("act.judge", {"code": card.members[0].code, "n": len(card.members)})
    if any(issue.severity == "stop" for issue in issues):
        return Proposal(ChangeSet(label), "", issues)
    if card.judged:
        stored = workbench.repository.need(Ref("overlap", card.judged))
        return Proposal(ChangeSet(label, some(update(stored, **values))), "", issues)
    made = Overlap(
        sectors=tuple(m.ref.uid for m in card.members if m.ref.entity == "sector_priority"),
        projects=tuple(m.ref.uid for m in card.members if m.ref.entity == "project"),
        **values,
    )
    return Proposal(ChangeSet(label, (create(workbench.clock.new_id(), made),)), "", issues)


def raised(workbench: Workbench, card: Card, obstacle: str) -> ChangeSet:
    """The act that ties an obstacle to the judgement it was raised from; empty for a card that nobody judged."""
    label = Label("act.judge_raised", {"code": card.members[0].code})
    if not card.judged:
        return ChangeSet(label)
    stored = workbench.repository.need(Ref("overlap", card.judged))
    return ChangeSet(label, some(update(stored, obstacle=obstacle)))


def _issues(judgement: str, reason: str) -> Iterator[Issue]:
    if judgement not in JUDGEMENTS:
        yield stop("overlap.which_judgement", "judgement")
    if not reason.strip():
        yield stop("overlap.why", "reason")
