"""Coherence of plans, pair by pair: what touches a neighbour must stand in the neighbour's plan and in the region's.

With the same class, scale and years (resolution 128/NQ-CP, task 4: plans without localism). Computed from the
plans each time, never stored; two units that are one today owe each other nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from workbench.domain.matching import ALIKE, Alikes, likeness, names_and_numbers
from workbench.records.record import Record
from workbench.services.analysis.alike import overlapping, same_words, years_of
from workbench.services.analysis.units import Units
from workbench.services.linked import Linked

Rec = Record[Any]
Verdict = Literal["no_plan", "one_side", "different", "same"]
VERDICTS: tuple[Verdict, ...] = ("no_plan", "one_side", "different", "same")  # what is missing most first
FIELDS = ("project_class", "scale", "years")  # that must be the same on both sides
_CLOSE = 0.6  # likeness of names from which class and alignment may tell that two items are one work


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not the same on both sides, in words; "" is what a side does not say."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of one plan against the plan of a locality or region that it touches.

    `item` stands in `plan`; `other_item` is the same work in `other_plan`. `where` is the locality or region whose
    plan is meant, `causes` the fields that make the verdict, `obstacles` what was raised of either item before.
    """

    verdict: Verdict
    item: str
    plan: str
    where: str
    other_plan: str | None = None
    other_item: str | None = None
    differences: tuple[Difference, ...] = ()
    obstacles: tuple[str, ...] = ()

    @property
    def causes(self) -> tuple[str, ...]:
        """The fields behind the verdict."""
        if self.verdict == "different":
            return tuple(d.field for d in self.differences)
        return {"no_plan": ("localities", "plan"), "one_side": ("localities", "name"), "same": ()}[self.verdict]

    @property
    def key(self) -> tuple[str, str]:
        """What tells the pair from others while the plans stay as they are."""
        return self.item, self.other_item or self.where


class Coherence:
    """The pairs of one state of the record."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        self._units = Units(linked)
        self._likeness: dict[tuple[str, str], float] = {}
        self._texts: dict[str, tuple[Alikes, Alikes]] = {}  # names and alignments of the items of a plan
        self._nearby: dict[tuple[str, str], list[Rec]] = {}

    def pairs(self, localities: frozenset[str] = frozenset()) -> tuple[Pair, ...]:
        """Every pair, what is missing first, then by plan; of some localities only, when named."""
        found: dict[frozenset[str], Pair] = {}
        for plan in self._linked.programme.plans.values():
            for item in self._items(plan):
                for where, plans in self._owed(plan, item):
                    pair = self._pair(plan, item, where, plans)
                    found.setdefault(frozenset(pair.key), pair)
        wanted = frozenset(self._units.all_of(localities))
        kept = (pair for pair in found.values() if not wanted or wanted & self._touched(pair))
        return tuple(sorted(kept, key=self._order))

    def counts(self, pairs: Iterable[Pair]) -> Mapping[str, int]:
        """How many of each verdict."""
        counted = Counter(pair.verdict for pair in pairs)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    # what an item owes

    def _items(self, plan: Rec) -> list[Rec]:
        return self._linked.programme.items_of_plan.get(plan.uid, [])

    def _owed(self, plan: Rec, item: Rec) -> Iterator[tuple[str, list[Rec]]]:
        """Each locality that the item touches with its plans; for a locality's item that touches another, the region."""
        own = self._units.of(plan.values.locality) if plan.values.locality else None
        touched = [unit for unit in self._units.all_of(item.values.localities) if unit != own]
        for unit in touched:
            yield unit, self._same_time(plan, self._plans_of.get(unit, []))
        if own is not None and touched:
            for region, plans in self._regional(own):
                yield region, self._same_time(plan, plans)

    @cached_property
    def _plans_of(self) -> Mapping[str, list[Rec]]:
        """Plans of localities that were begun, by the unit that holds the locality today, approved ones first."""
        found: dict[str, list[Rec]] = defaultdict(list)
        for plan in self._linked.programme.plans.values():
            if plan.values.locality and plan.values.state != "none":
                found[self._units.of(plan.values.locality)].append(plan)
        for plans in found.values():
            plans.sort(key=_standing)
        return found

    def _regional(self, unit: str) -> Iterator[tuple[str, list[Rec]]]:
        """Regions that have a plan and the unit, or one it took over, among their members."""
        for region, plans in self._regional_plans.items():
            if unit in self._members[region]:
                yield region, plans

    @cached_property
    def _regional_plans(self) -> Mapping[str, list[Rec]]:
        found: dict[str, list[Rec]] = defaultdict(list)
        for plan in self._linked.programme.plans.values():
            if plan.values.region and plan.values.level == "regional" and plan.values.state != "none":
                found[plan.values.region].append(plan)
        for plans in found.values():
            plans.sort(key=_standing)
        return found

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for member in self._linked.repository.all("region_member"):
            found[member.values.region].add(self._units.of(member.values.locality))
        return defaultdict(frozenset, {region: frozenset(units) for region, units in found.items()})

    def _same_time(self, plan: Rec, others: Iterable[Rec]) -> list[Rec]:
        """Plans of a period that meets the plan's; one that says no period meets any."""
        ours = years_of(None, None, plan.values.period)
        theirs = [(other, years_of(None, None, other.values.period)) for other in others if other.uid != plan.uid]
        return [other for other, years in theirs if None in (ours[0], years[0]) or overlapping(ours, years)]

    # the pair

    def _pair(self, plan: Rec, item: Rec, where: str, plans: list[Rec]) -> Pair:
        obstacles = self._raised.get(item.uid, ())
        if not plans:
            return Pair("no_plan", item.uid, plan.uid, where, obstacles=obstacles)
        for other in plans:
            match = self._matches(item, other)
            if match is not None:
                differences = tuple(self._differences(item, match))
                raised = tuple(dict.fromkeys((*obstacles, *self._raised.get(match.uid, ()))))
                verdict: Verdict = "different" if differences else "same"
                return Pair(verdict, item.uid, plan.uid, where, other.uid, match.uid, differences, raised)
        return Pair("one_side", item.uid, plan.uid, where, plans[0].uid, obstacles=obstacles)

    def _matches(self, item: Rec, other: Rec) -> Rec | None:
        """The item of the other plan that is the same work; one that is another's closer match is not taken."""
        found = [(self._alike(item, theirs), theirs) for theirs in self._near(item, other.uid)]
        for score, theirs in sorted(found, key=lambda pair: -pair[0]):
            if not score:
                return None
            if all(self._alike(rival, theirs) <= score for rival in self._near(theirs, item.values.plan)):
                return theirs
        return None

    def _near(self, item: Rec, plan: str) -> list[Rec]:
        """Items of a plan that may be the same work: by their names, or by the class and what tells the alignment."""
        key = (item.uid, plan)
        if key not in self._nearby:
            items = self._linked.programme.items_of_plan.get(plan, [])
            if plan not in self._texts:
                names = Alikes([theirs.values.name for theirs in items])
                self._texts[plan] = names, Alikes([theirs.values.alignment or "" for theirs in items])
            names, alignments = self._texts[plan]
            places = set(names.places(item.values.name))
            if item.values.project_class and item.values.alignment:
                places.update(alignments.places(item.values.alignment))
            self._nearby[key] = [items[place] for place in sorted(places)]
        return self._nearby[key]

    def _alike(self, one: Rec, other: Rec) -> float:
        """0 when two items are not the same work; else how sure that is."""
        key = (one.uid, other.uid) if one.uid < other.uid else (other.uid, one.uid)
        if key not in self._likeness:
            self._likeness[key] = self._score(one.values, other.values)
        return self._likeness[key]

    def _score(self, ours: Any, theirs: Any) -> float:
        """By the names; where they are not alike enough, class and alignment may tell, and a proper name in both."""
        score = likeness(ours.name, theirs.name)
        if score >= ALIKE:
            return score
        same_class = ours.project_class is not None and ours.project_class == theirs.project_class
        if not same_class or not (ours.alignment and theirs.alignment):
            return 0.0
        named = bool(names_and_numbers(ours.name) & names_and_numbers(theirs.name))
        close = score >= _CLOSE or named
        return score if close and likeness(ours.alignment, theirs.alignment) >= ALIKE else 0.0

    def _differences(self, ours: Rec, theirs: Rec) -> Iterator[Difference]:
        one, other = ours.values, theirs.values
        if one.project_class != other.project_class:
            label = self._linked.names.choice
            said = (label("project_class", v.project_class) if v.project_class else "" for v in (one, other))
            yield Difference("project_class", *said)
        if not same_words(one.scale, other.scale):
            yield Difference("scale", one.scale or "", other.scale or "")
        if _years(one) != _years(other):
            yield Difference("years", years_said(one), years_said(other))

    @cached_property
    def _raised(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for obstacle in self._linked.obstacles.values():
            if obstacle.values.plan_item and self._linked.obstacle_open(obstacle):
                found[obstacle.values.plan_item] += (obstacle.uid,)
        return found

    # order and scope

    def _touched(self, pair: Pair) -> frozenset[str]:
        plans = self._linked.programme.plans
        owners = (plans[uid].values.locality for uid in (pair.plan, pair.other_plan) if uid)
        return frozenset(self._units.all_of(filter(None, (*owners, pair.where))))

    def _order(self, pair: Pair) -> tuple[int, str, int, str]:
        programme = self._linked.programme
        item = programme.plan_items[pair.item].values
        return VERDICTS.index(pair.verdict), programme.plans[pair.plan].values.code, item.ordinal or 0, pair.where


def _standing(plan: Rec) -> tuple[bool, int, str]:
    approved: date | None = plan.values.approved_date
    return plan.values.state != "approved", -(approved.toordinal() if approved else 0), plan.values.code


def _years(values: Any) -> tuple[int | None, int | None]:
    return years_of(values.year_from, values.year_to, values.years_text)


def years_said(values: Any) -> str:
    """Years as written, else from the first to the last: "2026–2030"."""
    if values.years_text:
        return str(values.years_text)
    return "–".join(str(year) for year in dict.fromkeys((values.year_from, values.year_to)) if year)
