"""The record as linked values: agreements, obstacles, recommendations, escalations and answers by each other.

Read in a few queries, then pure look-ups; made anew after a write (see `Linked.of`). What is late, open or
partly answered is computed here from the states and the calendar, never stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from workbench.domain.states import (
    ANSWERED,
    OPEN_OBSTACLE,
    WAITING,
    escalation_state,
    escalation_status,
    obstacle_status,
)
from workbench.domain.workdays import DueStatus, WorkingCalendar, due_status
from workbench.frozen import frozen
from workbench.records.record import Record
from workbench.services.council import calendar_of
from workbench.services.programme import Programme
from workbench.services.texts import Names
from workbench.storage.repository import Repository
from workbench.values.sorting import sort_key

Rec = Record[Any]
SOON = 3  # working days before a deadline that count as "due soon" (R1)


@frozen
class ItemView:
    """One recommendation in one escalation, with its newest answer."""

    item: Rec
    escalation: Rec
    answer_item: Rec | None
    answer: Rec | None

    @property
    def state(self) -> str:
        """State of the item."""
        return str(self.item.values.state)

    @property
    def waiting(self) -> bool:
        """Sent and not answered for good."""
        return self.state in WAITING

    @property
    def unclear(self) -> bool:
        """Answered, but the officer holds that the answer settles nothing before it is made clear."""
        said: Any = self.answer_item.values if self.answer_item else None
        return self.state in ("resolved", "explained") and bool(said) and said.satisfied == "unclear"

    @property
    def due(self) -> date | None:
        """Effective deadline: an interim answer's roadmap moves it (R1)."""
        said: Any = self.answer_item.values if self.answer_item else None
        if said and said.answer_class in ("in_progress", "partial") and said.roadmap_date:
            return said.roadmap_date  # type: ignore[no-any-return]
        return self.item.values.due_date or self.escalation.values.due_date  # type: ignore[no-any-return]


class Linked:
    """All records of the main line, linked. `today` decides what is late."""

    def __init__(self, repository: Repository, today: date) -> None:
        self.repository = repository
        self.today = today
        self.told_officers: Callable[[], list[str]] | None = None  # a quicker way to know them than going through all
        self.names = Names(repository)
        self._dues: dict[tuple[date | None, date, date | None], DueStatus] = {}

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working calendar."""
        return calendar_of(self.repository)

    @cached_property
    def programme(self) -> Programme:
        """The registers of the resolution's other tasks."""
        return Programme(self.repository)

    @cached_property
    def regions(self) -> dict[str, Rec]:
        """Regions by id."""
        return self._by_uid("region")

    def _by_uid(self, entity: str) -> dict[str, Rec]:
        return {r.uid: r for r in self.repository.all(entity)}

    def _by(self, entity: str, field: str) -> dict[str, list[Rec]]:
        grouped: dict[str, list[Rec]] = defaultdict(list)
        for record in self.repository.all(entity):
            if record.get(field):
                grouped[record.get(field)].append(record)
        for records in grouped.values():
            records.sort(key=_ordinal)
        return grouped

    @cached_property
    def agreements(self) -> dict[str, Rec]:
        """Agreements by id."""
        return self._by_uid("agreement")

    @cached_property
    def parties(self) -> dict[str, list[Rec]]:
        """Parties by agreement."""
        return self._by("party", "agreement")

    @cached_property
    def tasks(self) -> dict[str, Rec]:
        """Tasks by id."""
        return self._by_uid("task")

    @cached_property
    def tasks_of_agreement(self) -> dict[str, list[Rec]]:
        """Tasks by agreement, in their order."""
        return self._by("task", "agreement")

    @cached_property
    def tasks_of_meeting(self) -> dict[str, list[Rec]]:
        """Tasks by the meeting that concluded them, in their order."""
        return self._by("task", "meeting")

    @cached_property
    def meetings(self) -> dict[str, Rec]:
        """Meetings of the council by id."""
        return self._by_uid("meeting")

    @cached_property
    def obstacles(self) -> dict[str, Rec]:
        """Obstacles by id."""
        return self._by_uid("obstacle")

    @cached_property
    def recommendations(self) -> dict[str, Rec]:
        """Recommendations by id."""
        return self._by_uid("recommendation")

    @cached_property
    def asks(self) -> dict[str, list[Rec]]:
        """Recommendations by obstacle, in their order."""
        return self._by("recommendation", "obstacle")

    @cached_property
    def escalations(self) -> dict[str, Rec]:
        """Escalations by id."""
        return self._by_uid("escalation")

    @cached_property
    def answers(self) -> dict[str, Rec]:
        """Answers by id."""
        return self._by_uid("answer")

    @cached_property
    def documents(self) -> dict[str, Rec]:
        """Documents by id."""
        return self._by_uid("document")

    @cached_property
    def reminders(self) -> dict[str, list[Rec]]:
        """Reminders by escalation."""
        return self._by("reminder", "escalation")

    @cached_property
    def items(self) -> dict[str, ItemView]:
        """Escalation items by id, each with its newest answer (R18)."""
        newest: dict[str, tuple[date, int, Rec]] = {}
        for order, said in enumerate(self.repository.all("answer_item")):
            answer = self.answers.get(said.values.answer)
            day = (answer.values.received_date if answer else None) or date.min
            key = said.values.escalation_item
            if key not in newest or (day, order) >= newest[key][:2]:
                newest[key] = (day, order, said)
        made = {}
        for item in self.repository.all("escalation_item"):
            found = newest.get(item.uid)
            reply = found[2] if found else None
            answer = self.answers.get(reply.values.answer) if reply else None
            made[item.uid] = ItemView(item, self.escalations[item.values.escalation], reply, answer)
        return made

    @cached_property
    def items_of_escalation(self) -> dict[str, list[ItemView]]:
        """Items by escalation, in their order."""
        return self._group_items("escalation")

    @cached_property
    def items_of_recommendation(self) -> dict[str, list[ItemView]]:
        """Items by recommendation, oldest escalation first."""
        return self._group_items("recommendation")

    def _group_items(self, field: str) -> dict[str, list[ItemView]]:
        grouped: dict[str, list[ItemView]] = defaultdict(list)
        for view in self.items.values():
            grouped[view.item.get(field)].append(view)
        for views in grouped.values():
            views.sort(key=lambda v: (v.escalation.values.sent_date or date.max, _ordinal(v.item)))
        return grouped

    def officers(self) -> list[str]:
        """Everybody who is in charge of any record, in Vietnamese order."""
        if self.told_officers is not None:
            return self.told_officers()
        assigned = [key for key, entity in self.repository.entities.items() if "officer" in entity.fields]
        names = {str(name) for key in assigned for name in self.repository.values_of(key, "officer")}
        return sorted(names, key=sort_key)

    # obstacles

    def obstacle_items(self, uid: str) -> list[ItemView]:
        """Every item that carries an ask of this obstacle."""
        return [v for ask in self.asks.get(uid, []) for v in self.items_of_recommendation.get(ask.uid, [])]

    def ask_state(self, ask: str, after: Mapping[str, str] = MappingProxyType({})) -> str:
        """State of an ask: what still waits anywhere decides, else the newest item; `draft` when never sent.

        An answer that is still to be made clear counts as under way. `after` gives states that items will have.
        """
        views = self.items_of_recommendation.get(ask, [])
        states = [after.get(view.item.uid, "processing" if view.unclear else view.state) for view in views]
        live = [state for state in states if state not in ("draft", "for_signature", "withdrawn")]
        if not live:
            return "withdrawn" if "withdrawn" in states else "draft"
        return next((state for state in reversed(live) if state in WAITING), live[-1])

    def newest_states(self, uid: str) -> list[str]:
        """State of each ask of an obstacle."""
        return [self.ask_state(ask.uid) for ask in self.asks.get(uid, [])]

    def obstacle_open(self, obstacle: Rec) -> bool:
        """Whether somebody still has to do something about it."""
        return obstacle.values.state in OPEN_OBSTACLE

    def obstacle_status(self, obstacle: Rec) -> str:
        """Its status word."""
        return obstacle_status(obstacle.values.state, self.newest_states(obstacle.uid))

    def obstacle_due(self, obstacle: Rec) -> date | None:
        """The nearest deadline of a waiting item, else what the locality asked for; None once settled."""
        if not self.obstacle_open(obstacle):
            return None
        days = [v.due for v in self.obstacle_items(obstacle.uid) if v.waiting and v.due]
        return min(days, default=obstacle.values.requested_due)

    # escalations

    def escalation_states(self, uid: str) -> list[str]:
        """States of the items of an escalation."""
        return [view.state for view in self.items_of_escalation.get(uid, [])]

    def escalation_state(self, uid: str) -> str:
        """State of its least advanced item."""
        return escalation_state(self.escalation_states(uid))

    def escalation_status(self, uid: str) -> str:
        """Its status word."""
        return escalation_status(self.escalation_state(uid), self.escalation_states(uid))

    def escalation_due(self, uid: str) -> DueStatus:
        """Due status: late while anything waits, met or missed once all is answered."""
        views = self.items_of_escalation.get(uid, [])
        waiting = [v for v in views if v.waiting]
        if waiting:
            days = [v.due for v in waiting if v.due]
            return self.due(min(days) if days else None)
        answered = [v.answer.values.received_date for v in views if v.answer and v.state in ANSWERED]
        due = self.escalations[uid].values.due_date
        return self.due(due, max((d for d in answered if d), default=None)) if answered else self.due(None)

    def effective_due(self, uid: str) -> date | None:
        """The nearest deadline that still runs, else the one first set."""
        days = [v.due for v in self.items_of_escalation.get(uid, []) if v.waiting and v.due]
        return min(days, default=self.escalations[uid].values.due_date)

    def escalation_obstacles(self, uid: str) -> list[Rec]:
        """Obstacles whose asks it carries, each once, in order."""
        found: dict[str, Rec] = {}
        for view in self.items_of_escalation.get(uid, []):
            ask = self.recommendations[view.item.values.recommendation]
            found[ask.values.obstacle] = self.obstacles[ask.values.obstacle]
        return list(found.values())

    def escalation_answers(self, uid: str) -> list[Rec]:
        """Answers to any of its items, oldest first."""
        views = self.items_of_escalation.get(uid, [])
        found = {v.answer.uid: v.answer for v in views if v.answer}
        return sorted(found.values(), key=lambda a: a.values.received_date or date.min)

    # answers and agreements

    @cached_property
    def items_of_answer(self) -> dict[str, list[tuple[Rec, ItemView]]]:
        """Answer items with the escalation items they speak of, by answer."""
        grouped: dict[str, list[tuple[Rec, ItemView]]] = defaultdict(list)
        for said in self.repository.all("answer_item"):
            grouped[said.values.answer].append((said, self.items[said.values.escalation_item]))
        return grouped

    @cached_property
    def obstacles_of_agreement(self) -> dict[str, list[Rec]]:
        """Obstacles by agreement."""
        grouped: dict[str, list[Rec]] = defaultdict(list)
        for obstacle in self.obstacles.values():
            if obstacle.values.agreement:
                grouped[obstacle.values.agreement].append(obstacle)
        return grouped

    def agreement_localities(self, uid: str) -> list[str]:
        """Ids of the party localities, in order."""
        return [p.values.locality for p in self.parties.get(uid, []) if p.values.locality]

    def document(self, uid: str | None) -> Rec | None:
        """A document by id."""
        return self.documents.get(uid) if uid else None

    # deadlines

    def due(self, day: date | None, answered: date | None = None) -> DueStatus:
        """Due status of a deadline today (R1); one day is reckoned once, for many records share it."""
        key = (day, self.today, answered)
        if key not in self._dues:
            self._dues[key] = due_status(day, self.today, self.calendar, answered, SOON)
        return self._dues[key]


def _ordinal(record: Rec) -> int:
    return int(getattr(record.values, "ordinal", None) or getattr(record.values, "nth", None) or 0)
