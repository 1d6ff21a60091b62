"""Acts of the reporting round: what the officer marks by hand, and what was taken into the consolidated report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.domain.submissions import Submission
from workbench.records.changes import Change, ChangeSet, Label, create, remove, some, update
from workbench.records.record import Record
from workbench.services.reporting import Obligation
from workbench.services.workbench import Workbench
from workbench.values.periods import Period

_READY = ("sent", "nil")  # what can be taken into the report; one with errors waits for its decisions


@dataclass(frozen=True, slots=True)
class Marking:
    """An act that marks obligations, and those that it leaves as they are."""

    act: ChangeSet
    left: tuple[Obligation, ...]


def nil_returns(workbench: Workbench, owed: Sequence[Obligation]) -> Marking:
    """Marks what has not come as “nothing to report”, received today; what came is left as it is."""

    def change(one: Obligation, held: Record[Any] | None) -> Change | None:
        if held is not None:
            return None
        today = workbench.clock.today()
        made = Submission(locality=one.locality, period=one.period.code, form=one.form, state="nil", received_date=today)
        return create(workbench.clock.new_id(), made)

    return _marking(workbench, owed, "act.nil_returns", change)


def taken_in(workbench: Workbench, owed: Sequence[Obligation]) -> Marking:
    """Marks what came as taken into the consolidated report; what has errors or has not come is left."""

    def change(one: Obligation, held: Record[Any] | None) -> Change | None:
        ready = held is not None and held.values.state in _READY
        return update(held, state="consolidated") if held is not None and ready else None

    return _marking(workbench, owed, "act.taken_in", change)


def marks_taken_back(workbench: Workbench, owed: Sequence[Obligation]) -> Marking:
    """Takes a mark back: what was taken in is sent again, a nil return set by hand has not come."""

    def change(one: Obligation, held: Record[Any] | None) -> Change | None:
        if held is None:
            return None
        if held.values.state == "consolidated":
            return update(held, state="sent" if held.values.batch else "nil")
        return remove(held) if held.values.state == "nil" and not held.values.batch else None

    return _marking(workbench, owed, "act.marks_taken_back", change)


def consolidated(workbench: Workbench, period: Period) -> ChangeSet:
    """The act that marks what was received for a period as taken into the consolidated report; empty if nothing is."""
    held = workbench.repository.where("submission", period=period.code)
    taken = some(*(update(record, state="consolidated") for record in held if record.values.state in _READY))
    return ChangeSet(Label("act.consolidated", {"period": period.label("vi"), "n": len(taken)}), taken)


def _marking(
    workbench: Workbench,
    owed: Sequence[Obligation],
    label: str,
    change: Callable[[Obligation, Record[Any] | None], Change | None],
) -> Marking:
    changes: list[Change] = []
    left: list[Obligation] = []
    for one in owed:
        found = workbench.repository.where("submission", locality=one.locality, period=one.period.code, form=one.form)
        made = change(one, found[0] if found else None)
        if made is None:
            left.append(one)
        else:
            changes.append(made)
    return Marking(ChangeSet(Label(label, {"n": len(changes)}), tuple(changes)), tuple(left))
