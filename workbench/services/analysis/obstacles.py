"""Obstacles by field, locality and age; escalations that wait; how long bodies take to answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.messages import text
from workbench.records.record import Record
from workbench.services.analysis.charts import Bar, Bars, Dot, DotRow, Dots, Part, Spread, Spreads, quartiles
from workbench.services.linked import ItemView, Linked
from workbench.values.sorting import sort_key

Rec = Record[Any]
SEGMENTS = ("late", "wait", "doing", "new")
AGES: Sequence[tuple[str, int, int | None]] = (
    ("lt1", 0, 1), ("1_2", 1, 2), ("2_3", 2, 3), ("3_6", 3, 6), ("6_9", 6, 9), ("gt9", 9, None),
)  # fmt: skip
_NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the figures are about: obstacles raised from `since` on, of some localities and fields (none: all)."""

    since: date | None = None
    localities: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fact:
    """One open obstacle as the figures need it. `age` in whole months."""

    uid: str
    segment: str
    field: str
    localities: tuple[str, ...]
    age: int


def in_scope(obstacle: Rec, scope: Scope) -> bool:
    """Whether an obstacle belongs to what is asked about."""
    values = obstacle.values
    raised = values.raised_date or values.reported_date
    if scope.since and (raised is None or raised < scope.since):
        return False
    if scope.localities and not scope.localities.intersection(values.localities):
        return False
    return not scope.fields or values.field in scope.fields


def facts(linked: Linked, scope: Scope = Scope()) -> tuple[Fact, ...]:
    """Open obstacles in scope."""
    return tuple(
        Fact(
            record.uid,
            segment_of(linked, record),
            record.values.field or _NOWHERE,
            tuple(record.values.localities),
            months_between(record.values.raised_date or record.values.reported_date, linked.today),
        )
        for record in linked.obstacles.values()
        if linked.obstacle_open(record) and in_scope(record, scope)
    )


def segment_of(linked: Linked, obstacle: Rec) -> str:
    """Late before all else; then waiting for an answer, under way, or new."""
    if linked.due(linked.obstacle_due(obstacle)).state == "late":
        return "late"
    if any(view.waiting for view in linked.obstacle_items(obstacle.uid)):
        return "wait"
    return "new" if obstacle.values.state in ("new", "classified") else "doing"


def months_between(first: date | None, last: date) -> int:
    """Whole months from one day to another; 0 when the first is unknown or later."""
    if first is None or first > last:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def by_field(linked: Linked, found: Sequence[Fact]) -> Bars:
    """Open obstacles by field, most first."""
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in found:
        grouped[fact.field].append(fact)
    labels = {key: linked.names.entry("field", key) or text("analysis.no_field") for key in grouped}
    return Bars("by_field", "obstacles", SEGMENTS, _bars(grouped, labels), distinct=len(found))


def by_locality(linked: Linked, found: Sequence[Fact]) -> Bars:
    """Open obstacles by locality, most first; one that touches several is counted in each."""
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in found:
        for place in fact.localities or (_NOWHERE,):
            grouped[place].append(fact)
    labels = {key: linked.names.locality(key) if key else text("analysis.no_locality") for key in grouped}
    return Bars("by_locality", "obstacles", SEGMENTS, _bars(grouped, labels), distinct=len(found))


def _bars(grouped: Mapping[str, Sequence[Fact]], labels: Mapping[str, str]) -> tuple[Bar, ...]:
    ordered = sorted(grouped, key=lambda key: (-len(grouped[key]), sort_key(labels[key])))
    return tuple(Bar(key, labels[key], _parts(grouped[key])) for key in ordered)


def _parts(found: Iterable[Fact]) -> tuple[Part, ...]:
    held: dict[str, list[str]] = defaultdict(list)
    for fact in found:
        held[fact.segment].append(fact.uid)
    return tuple(Part(segment, tuple(held[segment])) for segment in SEGMENTS if held[segment])


def by_age(found: Sequence[Fact]) -> Bars:
    """Open obstacles by age in months."""
    bars = []
    for key, least, below in AGES:
        uids = tuple(fact.uid for fact in found if fact.age >= least and (below is None or fact.age < below))
        bars.append(Bar(key, text(f"analysis.age_{key}"), (Part(_age_series(least), uids),) if uids else ()))
    return Bars("by_age", "obstacles", ("young", "old", "very_old"), tuple(bars), upright=True, distinct=len(found))


def _age_series(months: int) -> str:
    return "young" if months < 3 else "old" if months < 6 else "very_old"


def waiting(linked: Linked, scope: Scope = Scope()) -> Dots:
    """Escalations with an item that waits, by body, on the scale of working days since they were sent."""
    grouped: dict[str, list[Dot]] = defaultdict(list)
    for uid, escalation in linked.escalations.items():
        views = [view for view in linked.items_of_escalation.get(uid, []) if view.waiting]
        if escalation.values.sent_date and views and _touches(linked, views, scope):
            grouped[escalation.values.to_organization or _NOWHERE].append(_dot(linked, escalation, views))
    rows = [
        DotRow(key, _body(linked, key), tuple(sorted(dots, key=lambda dot: dot.days)))
        for key, dots in grouped.items()
    ]
    rows.sort(key=lambda row: (-max(dot.days for dot in row.dots), sort_key(row.label)))
    return Dots("waiting", tuple(rows), _usual(dot.allowed for row in rows for dot in row.dots))


def _dot(linked: Linked, escalation: Rec, views: Sequence[ItemView]) -> Dot:
    sent = escalation.values.sent_date
    due = min((view.due for view in views if view.due), default=None)
    return Dot(
        escalation.uid,
        escalation.values.code,
        max(0, linked.calendar.working_days_between(sent, linked.today)),
        linked.calendar.working_days_between(sent, due) if due else None,
        bool(due) and linked.due(due).state == "late",
    )


def _touches(linked: Linked, views: Iterable[ItemView], scope: Scope) -> bool:
    asks = (linked.recommendations[view.item.values.recommendation] for view in views)
    return any(in_scope(linked.obstacles[ask.values.obstacle], scope) for ask in asks)


def answer_times(linked: Linked, scope: Scope = Scope()) -> Spreads:
    """Working days from sending to the first answer of each item, by the body it was sent to."""
    grouped: dict[str, list[tuple[int, str]]] = defaultdict(list)
    allowed: list[int | None] = []
    for view in linked.items.values():
        sent = view.escalation.values.sent_date
        day = view.answer.values.received_date if view.answer else None
        if view.answer is None or sent is None or day is None or not _touches(linked, [view], scope):
            continue
        body = view.escalation.values.to_organization or _NOWHERE
        grouped[body].append((max(0, linked.calendar.working_days_between(sent, day)), view.answer.uid))
        due = view.escalation.values.due_date
        allowed.append(linked.calendar.working_days_between(sent, due) if due else None)
    spreads = []
    for key, found in grouped.items():
        days = [float(number) for number, _ in found]
        lower, middle, upper = quartiles(days)
        uids = tuple(dict.fromkeys(uid for _, uid in found))
        spreads.append(Spread(key, _body(linked, key), min(days), lower, middle, upper, max(days), uids))
    spreads.sort(key=lambda spread: (spread.middle, sort_key(spread.label)))
    return Spreads("answer_times", tuple(spreads), _usual(allowed))


def _body(linked: Linked, key: str) -> str:
    return linked.names.organization(key) if key else text("analysis.no_body")


def _usual(allowed: Iterable[int | None]) -> int | None:
    counted = Counter(days for days in allowed if days)
    return max(counted, key=lambda days: (counted[days], -days)) if counted else None
