"""Decisions on the rows of an import: looked for, counted, made, put back on a newer plan of the same report."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.records.record import Record, Ref
from workbench.services.importing.kept import (
    Decision,
    decision_of,
    decisions_in,
    place_of,
    question,
    text_of,
)
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import Choice, Diff, PlanRow

# looking


def to_decide(plan: ImportPlan) -> Sequence[PlanRow]:
    """Rows that can change the record at all: everything but what is the same."""
    return [row for row in plan.rows if row.how != "same"]


def decided(plan: ImportPlan) -> int:
    """How many of them are decided."""
    return sum(row.decided for row in to_decide(plan))


def next_open(indices: Sequence[int], plan: ImportPlan, after: int, by: int = 1) -> int | None:
    """The next row in listed order that waits for a decision, going round; None when none does."""
    places = list(indices)
    start = places.index(after) if after in places else (-1 if by > 0 else 0)
    for step in range(1, len(places) + 1):
        index = places[(start + by * step) % len(places)]
        if not plan.rows[index].decided:
            return index
    return None


def open_fields(row: PlanRow) -> Iterator[Diff]:
    """Fields that still wait for a choice."""
    return (diff for diff in row.diffs if diff.conflict and diff.choice is None)


def proposed(diff: Diff) -> Choice:
    """What a merge takes unless told: the file fills what is empty or follows on, notes are kept both, a dispute keeps
    the record."""
    if diff.joinable and diff.field == "note":
        return "both"
    return "record" if diff.conflict else "file"


# deciding


def merged(plan: ImportPlan, index: int, choices: Mapping[str, Choice]) -> ImportPlan:
    """Join a row with the record it may be, each differing field as chosen."""
    for diff in plan.rows[index].diffs:
        plan = plan.choose(index, diff.field, choices.get(diff.field, diff.choice or proposed(diff)))
    return plan.decide(index, "merge")


# keeping


@dataclass(frozen=True)
class Again:
    """A newer plan with the earlier decisions on it; `asked_again`: how many did not fit any more."""

    plan: ImportPlan
    asked_again: int = 0


def carried(before: ImportPlan, after: ImportPlan) -> ImportPlan:
    """The newer plan with the decisions of the older one, for every row that asks as it asked."""
    return asked_again_about(_put_back(after, [decision_of(row) for row in before.rows]).plan, before.asked)


def asked_again_about(plan: ImportPlan, asked: Container[Ref]) -> ImportPlan:
    """The plan that asks the sender about the same records, those that the file still does not mention."""
    return replace(plan, asked=frozenset(ref for ref, _, _ in plan.absent if ref in asked))


def decisions_text(plan: ImportPlan, before: ImportPlan) -> str | None:
    """What was decided beyond what the plan decided by itself (`before`), as JSON; None for nothing."""
    touched = ((row, was) for row, was in zip(plan.rows, before.rows, strict=True) if row is not was)
    pairs = ((decision_of(row), decision_of(was)) for row, was in touched)
    return text_of(made for made, was in pairs if made != was)


def decided_as_before(plan: ImportPlan, text: str | None) -> Again:
    """The plan with kept decisions put back where the row still asks the same."""
    return _put_back(plan, decisions_in(text))


def _put_back(plan: ImportPlan, decisions: Sequence[Decision]) -> Again:
    held = {decision.place: decision for decision in decisions}
    rows, fitting = [], 0
    for row in plan.rows:
        was = held.get(place_of(row))
        if was is not None and was.question == question(row):
            fitting += 1
            row = was.on(row)
        rows.append(row)
    return Again(replace(plan, rows=tuple(rows)), len(held) - fitting)


def remembered(plan: ImportPlan) -> ImportPlan:
    """The plan with what was decided on earlier imports of the same report, on rows that ask the very same again.

    The same report: the same bytes, or the same sender, period and form. Such rows say from which import (`again`).
    """
    before = {}
    for batch in _earlier(plan):
        for decision in decisions_in(batch.values.decisions):
            before[decision.question] = (batch.values.code, decision)
    if not before:
        return plan
    rows = []
    for row in plan.rows:
        code, was = before.get(question(row), ("", None))
        rows.append(row if was is None else replace(was.on(row), again=code))
    return replace(plan, rows=tuple(rows))


def _earlier(plan: ImportPlan) -> list[Record[Any]]:
    """Imports of the same report that were written, from old to new."""
    repository, submitted, read = plan.linked.repository, plan.submitted, plan.recognised
    found = repository.where("import_batch", sha256=read.sha256)
    if submitted.sender and submitted.period:
        found += repository.where("import_batch", sender=submitted.sender, period=submitted.period)
    written = {b.uid: b for b in found if b.values.state != "draft" and b.values.decisions}
    forms = set(read.forms)
    mine = (b for b in written.values() if forms & set((b.values.form or "").split(", ")))
    return sorted(mine, key=lambda batch: batch.revision)
