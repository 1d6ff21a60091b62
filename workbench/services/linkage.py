"""What hangs together around a record: agreement > obstacle > escalation > answer, from wherever one stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.records.record import Record
from workbench.services.linked import ItemView, Linked

Rec = Record[Any]
OPEN = ("not_started", "doing", "partly", "paused")  # states of a task that is not over
_POINTED_BY = {"project": "project", "mechanism": "mechanism", "sector_priority": "sector",
               "initiative": "initiative"}  # fields of an obstacle  # fmt: skip


def obstacles_around(linked: Linked, record: Rec) -> list[Rec]:
    """Obstacles that a record is, carries, or speaks of."""
    kind = record.ref.entity
    if kind == "obstacle":
        return [record]
    if kind == "agreement":
        return linked.obstacles_of_agreement.get(record.uid, [])
    if kind == "escalation":
        return linked.escalation_obstacles(record.uid)
    if kind == "answer":
        return _obstacles_of([view for _, view in linked.items_of_answer.get(record.uid, [])], linked)
    if kind in _POINTED_BY:
        field = _POINTED_BY[kind]
        return [o for o in linked.obstacles.values() if o.get(field) == record.uid]
    if kind == "plan":
        items = {item.uid for item in linked.programme.items_of_plan.get(record.uid, [])}
        return [o for o in linked.obstacles.values() if o.values.plan_item in items]
    if kind == "document":
        reported = [o for o in linked.obstacles.values() if o.values.report_document == record.uid]
        return unique([*reported, *_obstacles_of(items_around(linked, record, []), linked)])
    return []


def agreements_around(linked: Linked, record: Rec, obstacles: list[Rec]) -> list[Rec]:
    """Agreements of a record, or of the obstacles around it."""
    if record.ref.entity == "agreement":
        return [record]
    if record.ref.entity in ("task", "sector_priority", "initiative"):
        return unique([linked.agreements.get(record.values.agreement or "")])
    if record.ref.entity == "project":
        return unique(linked.agreements.get(uid) for uid in record.values.agreements)
    return unique(linked.agreements.get(o.values.agreement or "") for o in obstacles)


def items_around(linked: Linked, record: Rec, obstacles: list[Rec]) -> list[ItemView]:
    """Items of escalations that a record is, answers, or gave rise to."""
    kind = record.ref.entity
    if kind == "escalation":
        return linked.items_of_escalation.get(record.uid, [])
    if kind == "answer":
        return [view for _, view in linked.items_of_answer.get(record.uid, [])]
    if kind == "document":
        return _items_of_paper(linked, record.uid)
    if kind == "mechanism":
        sent = [view for uid in record.values.escalations for view in linked.items_of_escalation.get(uid, [])]
        return [*sent, *(view for o in obstacles for view in linked.obstacle_items(o.uid))]
    return [view for o in obstacles for view in linked.obstacle_items(o.uid)]


def replaced_by(linked: Linked, paper: str) -> list[Rec]:
    """Documents that this one replaced."""
    return [d for d in linked.documents.values() if d.values.replaced_by == paper]


def conclusions_of(linked: Linked, meeting: str) -> list[Rec]:
    """Conclusions of a meeting in their order."""
    found = [task for task in linked.tasks.values() if task.values.meeting == meeting]
    return sorted(found, key=lambda task: (task.values.ordinal or 0, task.values.code))


def unique(records: Iterable[Rec | None]) -> list[Rec]:
    """The records, each once, in order; what is None is left out."""
    return list({r.ref: r for r in records if r is not None}.values())


def _items_of_paper(linked: Linked, paper: str) -> list[ItemView]:
    """Items that went out with a document, and those that it answers or reminds of."""
    sent = [e.uid for e in linked.escalations.values() if e.values.document == paper]
    sent += [uid for uid, notes in linked.reminders.items() if any(n.values.document == paper for n in notes)]
    views = [view for uid in dict.fromkeys(sent) for view in linked.items_of_escalation.get(uid, [])]
    answers = [a.uid for a in linked.answers.values() if a.values.document == paper]
    views += [view for uid in answers for _, view in linked.items_of_answer.get(uid, [])]
    return list({view.item.uid: view for view in views}.values())


def _obstacles_of(views: Iterable[ItemView], linked: Linked) -> list[Rec]:
    asks = [linked.recommendations[view.item.values.recommendation] for view in views]
    return unique(linked.obstacles[ask.values.obstacle] for ask in asks)
