"""What records said on an earlier day: their states from the journal, by the day that a step belongs to.

A step counts from the day it happened where it is dated (a letter sent, an answer received, a report of progress, a
closing), else from the day it was entered. What was undone never happened. Where a record was entered later than
the day, what it said at first is taken, and `is_known` tells that the record cannot know better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from workbench.records.changes import Change
from workbench.records.record import Record
from workbench.services.linked import Linked
from workbench.storage.journal import Journal

Rec = Record[Any]
Values = Mapping[str, Any]
#: The field that says how a record stands, and what it says of one that nothing was done about yet.
STATE = {
    "obstacle": "state",
    "escalation_item": "state",
    "agreement": "state",
    "task": "status",
    "plan": "state",
    "project": "status",
    "mechanism": "state",
    "initiative": "state",
}
_FIRST = {
    "obstacle": "new",
    "escalation_item": "draft",
    "agreement": "draft",
    "task": "not_started",
    "plan": "none",
    "project": "preparing",
    "mechanism": "proposed",
    "initiative": "proposed",
}

_REPORTS = (("progress_entry", "entered", "task"), ("agreement_step", "taken_date", "agreement"))


@dataclass(frozen=True, slots=True)
class _Step:
    """One act on one record: the day it was entered, the day it belongs to, the values before and after. `dated`
    when something in the record gives it that day."""

    entered: date
    day: date
    dated: bool
    before: Values | None
    after: Values


class Past:
    """Records as they stood at the end of `day`, seen from what is known now."""

    def __init__(self, journal: Journal, linked: Linked, day: date) -> None:
        self._journal, self._linked, self.day = journal, linked, day
        self._steps: dict[str, dict[str, list[_Step]]] = {}

    def state(self, record: Rec) -> str:
        """Its state then."""
        return str(self.value(record, STATE[record.ref.entity]))

    def value(self, record: Rec, field: str) -> Any:
        """What a field said then; before the day that it is known to have begun, that nothing was done yet."""
        entity, value = record.ref.entity, record.get(field)
        for step in reversed(self._of(record)):
            if step.before is not None and step.before.get(field) == step.after.get(field):
                continue
            if step.day <= self.day:
                return value
            if step.before is None:
                return _FIRST[entity] if step.dated and field == STATE[entity] else value
            value = step.before.get(field)
        return value

    def was_there(self, record: Rec) -> bool:
        """Whether there was such a thing by then: by the paper, meeting or report that it comes from, else by the
        day it was entered."""
        steps = self._of(record)
        if not steps or steps[0].before is not None:
            return True
        came = self._origin(record.ref.entity, steps[0].after)
        return min(steps[0].entered, came or steps[0].entered) <= self.day

    def is_known(self, record: Rec, field: str = "") -> bool:
        """Whether the journal can tell: the record was there by then, or was entered with nothing done about it."""
        state = STATE[record.ref.entity]
        field = field or state
        steps = self._of(record)
        if not steps or steps[0].before is not None or steps[0].entered <= self.day:
            return True
        if steps[0].dated and field == state:
            return True
        return steps[0].after.get(field) in (None, _FIRST[record.ref.entity])

    def _of(self, record: Rec) -> list[_Step]:
        entity = record.ref.entity
        if entity not in self._steps:
            self._steps[entity] = self._read(entity)
        return self._steps[entity].get(record.uid, [])

    def _read(self, entity: str) -> dict[str, list[_Step]]:
        found: dict[str, list[_Step]] = defaultdict(list)
        for number, entered, change in self._live(entity):
            if change.after is not None:
                told = self._told[number].get(change.ref.uid)
                told = told or self._own_day(entity, change.before, change.after)
                step = _Step(entered, told or entered, told is not None, change.before, change.after)
                found[change.ref.uid].append(step)
        return found

    def _live(self, entity: str) -> Iterator[tuple[int, date, Change]]:
        """Steps that still hold, oldest first: not undone, and not undoing anything."""
        for number, entered, change in self._journal.steps_of(entity):
            if number not in self._void:
                yield number, entered, change

    @cached_property
    def _void(self) -> set[int]:
        """Acts that were taken back, and the acts of taking back and doing again."""
        void: set[int] = set()
        for number, kind, back in self._journal.links():
            if kind in ("undo", "redo") and back is not None:
                void.add(number)
                (void.add if kind == "undo" else void.discard)(back)
        return void

    def _own_day(self, entity: str, before: Values | None, after: Values) -> date | None:
        """The day that a record itself gives to the step."""
        if entity == "obstacle" and after.get("state") == "closed" and (before or {}).get("state") != "closed":
            return after.get("closed_date")
        if entity in ("obstacle", "task"):
            untouched = before is None and after.get(STATE[entity]) == _FIRST[entity]
            return self._origin(entity, after) if untouched else None
        if entity == "agreement" and after.get("state") == "in_force" and (before or {}).get("state") != "in_force":
            return after.get("signed_date")
        return None

    def _origin(self, entity: str, values: Values) -> date | None:
        """The day of what a record comes from: its report, its signing, the meeting, agreement or paper that asks."""
        if entity == "obstacle":
            return values.get("reported_date") or values.get("raised_date")
        if entity == "agreement":
            return values.get("signed_date")
        if entity != "task":
            return None
        linked = self._linked
        sources = (
            (linked.meetings.get(values.get("meeting") or ""), "held_date"),
            (linked.agreements.get(values.get("agreement") or ""), "signed_date"),
            (linked.document(values.get("document")), "issued_date"),
            (self._answer_of.get(values.get("answer_item") or ""), "received_date"),
        )
        return next((source.get(field) for source, field in sources if source and source.get(field)), None)

    @cached_property
    def _answer_of(self) -> Mapping[str, Rec]:
        """Answers by their items."""
        answers = self._linked.answers
        return {said.uid: answers[uid] for uid, lines in self._linked.items_of_answer.items() for said, _ in lines}

    # days that other records of the same act give

    @cached_property
    def _told(self) -> Mapping[int, dict[str, date]]:
        """By act: the day that its letters, answers and reports give to what they are about."""
        told: dict[int, dict[str, date]] = defaultdict(dict)
        for number, day, uids in (*self._letters(), *self._answers(), *self._reports()):
            told[number].update(dict.fromkeys(uids, day))
        return told

    def _letters(self) -> Iterator[tuple[int, date, Iterable[str]]]:
        """Letters sent, and received by whom they went to."""
        for number, _, change in self._live("escalation"):
            before, after = change.before or {}, change.after or {}
            views = self._linked.items_of_escalation.get(change.ref.uid, [])
            items = [view.item.uid for view in views]
            for field in ("received_date", "sent_date"):
                if after.get(field) and after.get(field) != before.get(field):
                    obstacles = [o.uid for o in self._linked.escalation_obstacles(change.ref.uid)]
                    yield number, after[field], (*items, *(obstacles if field == "sent_date" else ()))

    def _answers(self) -> Iterator[tuple[int, date, Iterable[str]]]:
        for number, _, change in self._live("answer"):
            received = (change.after or {}).get("received_date")
            if change.before is None and received:
                views = [view for _, view in self._linked.items_of_answer.get(change.ref.uid, [])]
                asks = [self._linked.recommendations[view.item.values.recommendation] for view in views]
                yield number, received, (*(v.item.uid for v in views), *(ask.values.obstacle for ask in asks))

    def _reports(self) -> Iterator[tuple[int, date, Iterable[str]]]:
        for entity, field, owner in _REPORTS:
            for number, _, change in self._live(entity):
                day = (change.after or {}).get(field)
                if change.before is None and change.after and day:
                    yield number, day, (str(change.after[owner]),)
