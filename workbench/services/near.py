"""The records that the rows of some records are made of, so that a page of a large register reads a page's worth.

A row shows its own record, its parts, and on the main line what waits for whom: obstacle, recommendation, item of an
escalation, escalation, answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from workbench.domain.workdays import WorkingCalendar
from workbench.records.record import Record
from workbench.services.linked import Linked
from workbench.services.texts import Names
from workbench.storage.repository import Repository

Rec = Record[Any]
Found = dict[str, list[Rec]]


class NearLinked(Linked):
    """The linked record as far as the rows of some records need it; names and calendar come from outside."""

    def __init__(
        self,
        repository: Repository,
        found: Mapping[str, Sequence[Rec]],
        day: date,
        names: Names,
        calendar: WorkingCalendar,
    ) -> None:
        super().__init__(repository.narrowed(found), day)
        self.names = names
        self.calendar = calendar


def near(repository: Repository, entity: str, records: Sequence[Rec]) -> Found:
    """What the rows of these records of one entity are made of, by entity."""
    uids = [record.uid for record in records]
    found: Found = {entity: list(records)}
    if entity in ("obstacle", "escalation", "answer"):
        return found | _main_line(repository, entity, records)
    if entity in ("agreement", "task"):
        agreements = uids
        if entity == "task":
            found["agreement"] = repository.many("agreement", _filled(records, "agreement"))
            agreements = [record.uid for record in found["agreement"]]
        else:
            found["task"] = repository.held_by("task", "agreement", uids)
            found["obstacle"] = repository.held_by("obstacle", "agreement", uids)
        found["party"] = repository.held_by("party", "agreement", agreements)
    elif entity == "meeting":
        found["task"] = repository.held_by("task", "meeting", uids)
        found["document"] = repository.many("document", _filled(records, "document"))
    elif entity == "plan":
        found["plan_item"] = repository.held_by("plan_item", "plan", uids)
    elif entity == "project":
        found["capital_line"] = repository.held_by("capital_line", "project", uids)
    return found


def _main_line(repository: Repository, entity: str, records: Sequence[Rec]) -> Found:
    """Records of the main line around obstacles, escalations or answers."""
    uids = [record.uid for record in records]

    def all_of(kind: str, others: Iterable[str]) -> list[Rec]:
        """Those known already, where they are of this kind, and others."""
        known = {record.uid: record for record in records} if kind == entity else {}
        return [*known.values(), *repository.many(kind, (uid for uid in others if uid not in known))]

    if entity == "obstacle":
        asks = repository.held_by("recommendation", "obstacle", uids)
        items = repository.held_by("escalation_item", "recommendation", [ask.uid for ask in asks])
    else:
        items = _items(repository, entity, uids)
        asks = repository.many("recommendation", _filled(items, "recommendation"))
    said = repository.held_by("answer_item", "escalation_item", [item.uid for item in items])
    found: Found = {
        "recommendation": asks,
        "escalation_item": items,
        "answer_item": said,
        "escalation": all_of("escalation", _filled(items, "escalation")),
        "answer": all_of("answer", _filled(said, "answer")),
        "obstacle": all_of("obstacle", _filled(asks, "obstacle")),
    }
    if entity != "obstacle":
        found["document"] = repository.many("document", _filled(found[entity], "document"))
    return found


def _items(repository: Repository, entity: str, uids: list[str]) -> list[Rec]:
    """Items of escalations, or those that answers speak of."""
    if entity == "escalation":
        return repository.held_by("escalation_item", "escalation", uids)
    spoken_of = repository.follow("answer_item", "escalation_item", "answer", uids)
    return repository.held_by("escalation_item", "uid", sorted(spoken_of))


def _filled(records: Iterable[Rec], field: str) -> list[str]:
    return list(dict.fromkeys(record.get(field) for record in records if record.get(field)))
