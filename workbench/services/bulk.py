"""One change to many records: planned as a whole, shown with what cannot be changed and why, written as one act.

Steps of the state machine are the affair of `obstacle_moves`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.states import OPEN_OBSTACLE
from workbench.records.changes import Change, ChangeSet, Label, update
from workbench.records.record import Record, Ref
from workbench.services.linkage import OPEN as OPEN_TASK
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


@dataclass(frozen=True, slots=True)
class _Deadline:
    """How an entity keeps its deadline: the field of its state with the states in which one still runs, the field of
    the day, and of the words that a sender wrote for it.
    """

    state: str
    running: tuple[str, ...]
    day: str
    words: str


_DEADLINES: Mapping[str, _Deadline] = {
    "obstacle": _Deadline("state", tuple(OPEN_OBSTACLE), "requested_due", "requested_due_text"),
    "task": _Deadline("status", OPEN_TASK, "due_date", "due_text"),
    "mechanism": _Deadline("state", ("proposed", "drafting", "submitted"), "due_date", "due_text"),
}
DATED = tuple(_DEADLINES)  # entities whose deadline is set by the office itself


def can_be_assigned(repository: Repository, entity: str) -> bool:
    """Whether records of an entity are in the charge of an officer."""
    return "officer" in repository.entities[entity].fields


def assign_officer(records: Sequence[Rec], officer: str | None) -> BulkPlan:
    """Give the records to an officer; None takes the name away."""
    return _plan(records, "officer", lambda record: update(record, officer=officer))


def set_course(records: Sequence[Rec], course: str) -> BulkPlan:
    """Say how far agreements are carried out (a code of `agreement_status`); those that no longer hold are refused."""

    def step(record: Rec) -> Change | str | None:
        if record.values.state in ("terminated", "replaced"):
            return "bulk.ended"
        return update(record, implementation=course)

    return _plan(records, "course", step)


def set_assessment(records: Sequence[Rec], status: str) -> BulkPlan:
    """Say how far tasks have come (a code of `task_status`); a done one stands at 100 per cent. To pause one its words
    are needed, so that all are refused then: that is told of each task by itself.
    """

    def step(record: Rec) -> Change | str | None:
        if record.values.status == status:
            return None
        if status == "paused":
            return "bulk.pause_with_words"
        return update(record, status=status, **({"percent": 100} if status == "done" else {}))

    return _plan(records, "assessment", step)


def set_due(records: Sequence[Rec], day: date) -> BulkPlan:
    """Set the deadline of obstacles, tasks or mechanisms; what is settled is refused, as is a day before an obstacle
    arose.
    """

    def step(record: Rec) -> Change | str | None:
        kept = _DEADLINES[record.ref.entity]
        if record.get(kept.state) not in kept.running:
            return "bulk.settled"
        if record.ref.entity == "obstacle" and record.values.raised_date and day < record.values.raised_date:
            return "bulk.before_raised"
        return update(record, **{kept.day: day, kept.words: None})

    return _plan(records, "due", step)


def _plan(records: Sequence[Rec], what: str, step: Step) -> BulkPlan:
    changes: list[Change] = []
    refused: list[Refusal] = []
    same = 0
    for record in records:
        made = step(record)
        if isinstance(made, str):
            state = _state_of(record) if made in ("bulk.settled", "bulk.ended") else ""
            refused.append(Refusal(record.ref, record.name, made, state))
        elif made is None:
            same += 1
        else:
            changes.append(made)
    label = Label(f"act.bulk_{what}", {"n": len(changes)})
    return BulkPlan(ChangeSet(label, tuple(changes)), tuple(refused), same)


def _state_of(record: Rec) -> str:
    kept = _DEADLINES.get(record.ref.entity)
    return str(record.get(kept.state if kept else "state"))
