"""What the officer decides on the rows of a plan: kept when the plan is made anew, counted, and looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.services.importing.plan import Choice, Diff, ImportPlan, PlanRow


def carried(before: ImportPlan, after: ImportPlan) -> ImportPlan:
    """The newer plan with the decisions of the older one, for every row that stands as it stood."""
    held = {_key(row): row for row in before.rows}
    rows = []
    for row in after.rows:
        was = held.get(_key(row))
        if was is not None and _same_question(was, row):
            chosen = {diff.field: diff.choice for diff in was.diffs}
            diffs = tuple(replace(diff, choice=chosen[diff.field]) for diff in row.diffs)
            row = replace(row, action=was.action, diffs=diffs)
        rows.append(row)
    return replace(after, rows=tuple(rows))


def _key(row: PlanRow) -> tuple[str, str, int]:
    return row.row.form, row.row.sheet, row.row.row


def _same_question(was: PlanRow, now: PlanRow) -> bool:
    """The same record, the same differences, and nothing new that blocks it."""
    if (was.how, was.ref, was.blocked) != (now.how, now.ref, now.blocked):
        return False
    if now.ref is None and {k: c.value for k, c in was.row.cells.items()} != {
        k: c.value for k, c in now.row.cells.items()
    }:
        return False
    return [_said(diff) for diff in was.diffs] == [_said(diff) for diff in now.diffs]


def _said(diff: Diff) -> tuple[object, ...]:
    return diff.field, diff.stored, diff.incoming, diff.conflict


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


def merged(plan: ImportPlan, index: int, choices: dict[str, Choice]) -> ImportPlan:
    """Join a row with the record it may be, each differing field as chosen."""
    row = plan.rows[index]
    for diff in row.diffs:
        plan = plan.choose(index, diff.field, choices.get(diff.field, diff.choice or proposed(diff)))
    return plan.decide(index, "merge")


def proposed(diff: Diff) -> Choice:
    """What a merge takes unless told: the file fills what is empty or follows on; a dispute keeps the record."""
    return "record" if diff.conflict else "file"


def kept_as_new(plan: ImportPlan, index: int) -> ImportPlan:
    """A row that is another record than the one it resembles."""
    return plan.decide(index, "write")


def open_fields(row: PlanRow) -> Iterator[Diff]:
    """Fields that still wait for a choice."""
    return (diff for diff in row.diffs if diff.conflict and diff.choice is None)
