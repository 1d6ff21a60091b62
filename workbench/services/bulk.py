"""One change to many records: planned as a whole, shown with what cannot be changed and why, written as one act.

Steps of the state machine are the affair of `obstacle_moves`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.states import OPEN_OBSTACLE
from workbench.records.changes import Change, ChangeSet, Label, update
from workbench.records.record import Record, Ref
from workbench.storage.repository import Repository

Rec = Record[Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that stays as it is. `reason` is a catalogue key; `state` the record's state key, if that is why."""

    ref: Ref
    code: str
    reason: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """The act over all records that change; records that hold the value already are counted in `same`."""

    act: ChangeSet
    refused: tuple[Refusal, ...] = ()
    same: int = 0

    @property
    def changed(self) -> int:
        """How many records will change."""
        return len(self.act.changes)


Step = Callable[[Rec], Change | str | None]


def assign_officer(repository: Repository, refs: Sequence[Ref], officer: str | None) -> BulkPlan:
    """Give the records to an officer; None takes the name away."""
    return _plan(repository, refs, "officer", lambda record: update(record, officer=officer))


def set_due(repository: Repository, refs: Sequence[Ref], day: date) -> BulkPlan:
    """Ask for obstacles to be settled by `day`; settled ones are refused, as is a day before the obstacle arose."""

    def step(record: Rec) -> Change | str | None:
        if record.values.state not in OPEN_OBSTACLE:
            return "bulk.settled"
        if record.values.raised_date and day < record.values.raised_date:
            return "bulk.before_raised"
        return update(record, requested_due=day, requested_due_text=None)

    return _plan(repository, refs, "due", step)


def _plan(repository: Repository, refs: Sequence[Ref], what: str, step: Step) -> BulkPlan:
    changes: list[Change] = []
    refused: list[Refusal] = []
    same = 0
    for ref in refs:
        record = repository.need(ref)
        made = step(record)
        if isinstance(made, str):
            state = record.values.state if made == "bulk.settled" else ""
            refused.append(Refusal(ref, str(record.values.code), made, state))
        elif made is None:
            same += 1
        else:
            changes.append(made)
    label = Label(f"act.bulk_{what}", {"n": len(changes)})
    return BulkPlan(ChangeSet(label, tuple(changes)), tuple(refused), same)
