"""Obstacles by field, locality and age; escalations that wait; how long bodies take to answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from workbench.domain.states import OPEN_OBSTACLE, WAITING
from workbench.messages import text
from workbench.services.analysis.charts import Bar, Bars, Dot, DotRow, Dots, Part, Spread, Spreads, quartiles
from workbench.services.linked import Linked
from workbench.storage.figures import ItemLine, ObstacleLine
from workbench.values.sorting import sort_key

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


class Fact(NamedTuple):
    """One open obstacle as the figures need it. `age` in whole months."""

    uid: str
    segment: str
    field: str
    localities: tuple[str, ...]
    age: int


class Lines:
    """The main line as figures need it: read once for a page, without making records. Dates stay ISO texts."""

    def __init__(self, linked: Linked, scope: Scope = Scope()) -> None:
        self.linked, self.scope = linked, scope
        self._figures = linked.repository.figures
        self._since = scope.since.isoformat() if scope.since else ""
        self.today = linked.today.isoformat()
        self._days: dict[tuple[str, str], int] = {}
        self._late: dict[str, bool] = {}
        self._ages: dict[str, int] = {}

    def places(self, line: ObstacleLine) -> tuple[str, ...]:
        """The localities of an obstacle."""
        return _split(line.places)

    @cached_property
    def open(self) -> Sequence[ObstacleLine]:
        """Open obstacles in scope."""
        return [line for line in self._figures.obstacles(OPEN_OBSTACLE) if self.in_scope(line)]

    @cached_property
    def waiting(self) -> Sequence[ItemLine]:
        """Items that wait for an answer, whatever the scope."""
        return self._figures.items(sorted(WAITING))

    @cached_property
    def answered(self) -> Sequence[ItemLine]:
        """Items that were answered."""
        return self._figures.answered()

    @cached_property
    def _scoped(self) -> frozenset[str] | None:
        """Every obstacle in scope; None when all are."""
        if self.scope == Scope():
            return None
        return frozenset(line.uid for line in self._figures.obstacles() if self.in_scope(line))

    def in_scope(self, line: ObstacleLine) -> bool:
        """Whether an obstacle belongs to what is asked about."""
        if self._since and (line.began is None or line.began < self._since):
            return False
        if self.scope.localities and self.scope.localities.isdisjoint(self.places(line)):
            return False
        return not self.scope.fields or line.field in self.scope.fields

    def touches(self, item: ItemLine) -> bool:
        """Whether an item is about an obstacle in scope."""
        return self._scoped is None or item.obstacle in self._scoped

    def is_late(self, due: str | None) -> bool:
        """Whether a deadline that still runs has passed (R1)."""
        if not due:
            return False
        if due not in self._late:
            self._late[due] = self.linked.due(date.fromisoformat(due)).state == "late"
        return self._late[due]

    def working_days(self, first: str, last: str) -> int:
        """Working days from one day to another."""
        key = (first, last)
        if key not in self._days:
            between = self.linked.calendar.working_days_between
            self._days[key] = between(date.fromisoformat(first), date.fromisoformat(last))
        return self._days[key]

    def age(self, began: str | None) -> int:
        """Whole months since a day."""
        if not began:
            return 0
        if began not in self._ages:
            self._ages[began] = months_between(date.fromisoformat(began), self.linked.today)
        return self._ages[began]


@lru_cache(4096)
def _split(places: str) -> tuple[str, ...]:
    """Few obstacles touch other places than some obstacle before them."""
    return tuple(places.split())


def facts(lines: Lines) -> tuple[Fact, ...]:
    """Open obstacles in scope. Late before all else; then waiting for an answer, under way, or new."""
    waits: dict[str, str | None] = {}
    for item in lines.waiting:
        due = item.roadmap or item.due
        known = waits.get(item.obstacle)
        waits[item.obstacle] = min(due, known) if due and known else due or known
    found = []
    for line in lines.open:
        if lines.is_late(waits.get(line.uid) or line.requested):
            segment = "late"
        elif line.uid in waits:
            segment = "wait"
        else:
            segment = "new" if line.state in ("new", "classified") else "doing"
        found.append(Fact(line.uid, segment, line.field, _split(line.places), lines.age(line.began)))
    return tuple(found)


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


def waiting(lines: Lines) -> Dots:
    """Escalations with an item that waits, by body, on the scale of working days since they were sent."""
    held: dict[str, list[ItemLine]] = defaultdict(list)
    for item in lines.waiting:
        if item.sent:
            held[item.escalation].append(item)
    grouped: dict[str, list[Dot]] = defaultdict(list)
    for items in held.values():
        if any(map(lines.touches, items)):
            grouped[items[0].body].append(_dot(lines, items))
    rows = [
        DotRow(key, _body(lines.linked, key), tuple(sorted(dots, key=lambda dot: dot.days)))
        for key, dots in grouped.items()
    ]
    rows.sort(key=lambda row: (-max(dot.days for dot in row.dots), sort_key(row.label)))
    return Dots("waiting", tuple(rows), _usual(dot.allowed for row in rows for dot in row.dots))


def _dot(lines: Lines, items: Sequence[ItemLine]) -> Dot:
    """The escalation of waiting items, by the nearest of their deadlines."""
    sent = items[0].sent or ""
    due = min((day for item in items if (day := item.roadmap or item.due)), default=None)
    return Dot(
        items[0].escalation,
        items[0].code,
        max(0, lines.working_days(sent, lines.today)),
        lines.working_days(sent, due) if due else None,
        lines.is_late(due),
    )


def answer_times(lines: Lines) -> Spreads:
    """Working days from sending to the newest answer of each item, by the body it was sent to."""
    grouped: dict[str, list[tuple[int, str]]] = defaultdict(list)
    allowed: list[int | None] = []
    for item in lines.answered:
        if item.sent is None or item.answered is None or not lines.touches(item):
            continue
        grouped[item.body].append((max(0, lines.working_days(item.sent, item.answered)), item.answer))
        due = item.escalation_due
        allowed.append(lines.working_days(item.sent, due) if due else None)
    spreads = []
    for key, found in grouped.items():
        days = [float(number) for number, _ in found]
        lower, middle, upper = quartiles(days)
        uids = tuple(dict.fromkeys(uid for _, uid in found))
        spreads.append(Spread(key, _body(lines.linked, key), min(days), lower, middle, upper, max(days), uids))
    spreads.sort(key=lambda spread: (spread.middle, sort_key(spread.label)))
    return Spreads("answer_times", tuple(spreads), _usual(allowed))


def _body(linked: Linked, key: str) -> str:
    return linked.names.organization(key) if key else text("analysis.no_body")


def _usual(allowed: Iterable[int | None]) -> int | None:
    counted = Counter(days for days in allowed if days)
    return max(counted, key=lambda days: (counted[days], -days)) if counted else None
