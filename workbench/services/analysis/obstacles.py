"""Obstacles by field, locality and age; escalations that wait; how long bodies take to answer."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.messages import text
from workbench.services.analysis.behind import Behind
from workbench.services.analysis.charts import Bar, Bars, Dot, DotRow, Dots, Part, Spread, Spreads, WaitLine, quartiles
from workbench.services.analysis.waits import Waits
from workbench.services.linked import Linked
from workbench.storage.figures import Figures, ObstacleGroup, WaitGroup, Within
from workbench.values.sorting import sort_key

SEGMENTS = ("late", "wait", "doing", "new")
AGES: Sequence[tuple[str, int]] = (("lt1", 0), ("1_2", 1), ("2_3", 2), ("3_6", 3), ("6_9", 6), ("gt9", 9))
_NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the figures are about: obstacles raised from `since` on, of some localities and fields (none: all)."""

    since: date | None = None
    localities: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()

    @property
    def within(self) -> Within:
        """The same as a query of the record has it."""
        return Within(self.since.isoformat() if self.since else "", self.fields, self.localities)


Groups = Sequence[ObstacleGroup]


def open_obstacles(linked: Linked, scope: Scope = Scope()) -> Groups:
    """Open obstacles in scope in groups that are alike. Late before all else; then waiting for an answer, under way, or
    new. The age of a group is its place among `AGES`.
    """
    ages = [months_before(linked.today, months).isoformat() for _, months in AGES[1:]]
    return linked.repository.figures.obstacles(linked.today.isoformat(), ages, scope.within)


def months_before(day: date, months: int) -> date:
    """The last day since which at least so many whole months have passed: 31 March less one is the end of February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def behind(figures: Figures, groups: Iterable[tuple[int, str]]) -> Behind:
    """The records of groups that have none in common: number and ids of each."""
    held = list(groups)
    return Behind(sum(number for number, _ in held), lambda: figures.uids(ids for _, ids in held))


def by_field(linked: Linked, found: Groups) -> Bars:
    """Open obstacles by field, most first."""
    grouped: dict[str, list[ObstacleGroup]] = defaultdict(list)
    for group in found:
        grouped[group.field].append(group)
    labels = {key: linked.names.entry("field", key) or text("analysis.no_field") for key in grouped}
    return Bars("by_field", "obstacles", SEGMENTS, _bars(linked, grouped, labels), distinct=_number(found))


def by_locality(linked: Linked, found: Groups) -> Bars:
    """Open obstacles by locality, most first; one that touches several is counted in each."""
    grouped: dict[str, list[ObstacleGroup]] = defaultdict(list)
    for group in found:
        for place in group.places.split() or (_NOWHERE,):
            grouped[place].append(group)
    labels = {key: linked.names.locality(key) if key else text("analysis.no_locality") for key in grouped}
    return Bars("by_locality", "obstacles", SEGMENTS, _bars(linked, grouped, labels), distinct=_number(found))


def _number(found: Iterable[ObstacleGroup]) -> int:
    return sum(group.number for group in found)


def _bars(linked: Linked, grouped: Mapping[str, Groups], labels: Mapping[str, str]) -> tuple[Bar, ...]:
    ordered = sorted(grouped, key=lambda key: (-_number(grouped[key]), sort_key(labels[key])))
    return tuple(Bar(key, labels[key], _parts(linked.repository.figures, grouped[key])) for key in ordered)


def _parts(figures: Figures, found: Groups) -> tuple[Part, ...]:
    held: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for group in found:
        held[group.segment].append((group.number, group.ids))
    return tuple(Part(segment, behind(figures, held[segment])) for segment in SEGMENTS if held[segment])


def by_age(linked: Linked, found: Groups) -> Bars:
    """Open obstacles by age in whole months."""
    held: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for group in found:
        held[group.age].append((group.number, group.ids))
    bars = []
    for place, (key, least) in enumerate(AGES):
        uids = behind(linked.repository.figures, held[place])
        bars.append(Bar(key, text(f"analysis.age_{key}"), (Part(_age_series(least), uids),) if uids else ()))
    distinct = _number(found)
    return Bars("by_age", "obstacles", ("young", "old", "very_old"), tuple(bars), upright=True, distinct=distinct)


def _age_series(months: int) -> str:
    return "young" if months < 3 else "old" if months < 6 else "very_old"


def waiting(linked: Linked, scope: Scope = Scope()) -> Dots:
    """Escalations with an item that waits, by body, on the scale of working days since they were sent."""
    figures, days = linked.repository.figures, Waits(linked)
    grouped: dict[str, dict[tuple[int, bool], list[WaitGroup]]] = defaultdict(lambda: defaultdict(list))
    allowed: Counter[int | None] = Counter()
    for group in figures.waiting(scope.within):
        late = group.due is not None and group.due < days.today  # on the day after at the latest (R1)
        grouped[group.body][days.waited(group), late].append(group)
        allowed[days.allowed(group)] += group.number
    rows = [
        DotRow(
            key,
            _body(linked, key),
            tuple(
                Dot(waited, late, found[0].code, behind(figures, ((one.number, one.ids) for one in found)))
                for (waited, late), found in sorted(spots.items())
            ),
        )
        for key, spots in grouped.items()
    ]
    rows.sort(key=lambda row: (-max(dot.days for dot in row.dots), sort_key(row.label)))

    def lines() -> Iterator[WaitLine]:
        order = {row.key: place for place, row in enumerate(rows)}
        listed = figures.waiting_one_by_one(scope.within)
        for one in sorted(listed, key=lambda one: (order.get(one.body, 0), days.waited(one))):
            yield WaitLine(_body(linked, one.body), one.code, days.waited(one), days.allowed(one))

    return Dots("waiting", tuple(rows), _usual(allowed), lines)


def answer_times(linked: Linked, scope: Scope = Scope()) -> Spreads:
    """Working days from sending to the newest answer of each item, by the body it was sent to."""
    figures, days = linked.repository.figures, Waits(linked)
    taken: dict[str, Counter[int]] = defaultdict(Counter)
    answers: dict[str, list[str]] = defaultdict(list)
    allowed: Counter[int | None] = Counter()
    for group in figures.answered(scope.within):
        taken[group.body][max(0, days.between(group.sent, group.answered))] += group.number
        answers[group.body].append(group.ids)
        allowed[days.between(group.sent, group.term) if group.term else None] += group.number
    spreads = []
    for key, counted in taken.items():
        ids = sorted(set(",".join(answers[key]).split(",")), key=int)  # an answer may settle several items
        uids = behind(figures, [(len(ids), ",".join(ids))])
        quarters = quartiles(counted)
        spreads.append(Spread(key, _body(linked, key), min(counted), *quarters, max(counted), uids))
    spreads.sort(key=lambda spread: (spread.middle, sort_key(spread.label)))
    return Spreads("answer_times", tuple(spreads), _usual(allowed))


def _body(linked: Linked, key: str) -> str:
    return linked.names.organization(key) if key else text("analysis.no_body")


def _usual(allowed: Counter[int | None]) -> int | None:
    """The number of days that most were given, the least of those; None when nobody was given any."""
    counted = {days: number for days, number in allowed.items() if days}
    return max(counted, key=lambda days: (counted[days], -days)) if counted else None
