"""How near two priorities or projects are to each other, and what speaks for one ground: by structure, then by words.

Nearness is that of the localities on the day (the same, neighbours, one region), of rivers, roads and ports that both
name, and of the words of their places. Words alone prove nothing between localities far apart: every province has a
"ven biển".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal

from workbench.domain.neighbours import borders, named, shipped
from workbench.services.analysis.alike import (
    PRODUCT_WORDS,
    WORK_WORDS,
    market_of,
    near,
    same_kind,
    same_market,
    telling_words,
)
from workbench.services.analysis.charts import pair_of
from workbench.services.analysis.member import Member
from workbench.services.analysis.named_places import NamedPlace, shared
from workbench.services.analysis.units import Units
from workbench.services.council import in_force
from workbench.services.linked import Linked
from workbench.services.programme import Rec
from workbench.values.text import CAPITALS, words

Nearness = Literal["same", "neighbours", "region", "apart"]
_RANKS: tuple[Nearness, ...] = ("same", "neighbours", "region", "apart")
#: What a field that agrees weighs; two are enough, and less where neither places nor markets can be compared.
_WHOLE, _HALF, _SOLD = 1.0, 0.5, 1.5
ENOUGH, ENOUGH_UNTOLD = 2.0, 1.5


@dataclass(frozen=True, slots=True)
class Grounds:
    """Fields in which two rows agree, with the weight of each, and how much of it is enough for an overlap."""

    weights: Mapping[str, float]
    needed: float

    @property
    def meet(self) -> bool:
        """Whether they cover the same ground."""
        return sum(self.weights.values()) >= self.needed


class Ground:
    """Geography and words of one state of the record."""

    def __init__(self, linked: Linked, units: Units) -> None:
        self._linked = linked
        self._units = units
        self._nearness: dict[tuple[str, str], Nearness] = {}
        self._dull: dict[str, frozenset[str]] = {}
        self._told: dict[str, frozenset[str]] = {"": frozenset()}

    # localities

    def nearness(self, one: Iterable[str], other: Iterable[str]) -> Nearness:
        """Of the nearest two of some units of today."""
        found = {self._of_two(a, b) for a, b in product(one, other)}
        return next((rank for rank in _RANKS if rank in found), "apart")

    def touching(self, one: str, other: str) -> bool:
        """Whether two units of today share a border."""
        return other in self._borders.get(one, ())

    def common_regions(self, one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
        """Regions of today (ids) that hold a unit of both sides."""
        ours, theirs = frozenset(one), frozenset(other)
        return tuple(region for region, held in self._regions.items() if held & ours and held & theirs)

    def _of_two(self, one: str, other: str) -> Nearness:
        key = pair_of(one, other)
        if key not in self._nearness:
            self._nearness[key] = self._rank(one, other)
        return self._nearness[key]

    def _rank(self, one: str, other: str) -> Nearness:
        if one == other:
            return "same"
        if self.touching(one, other):
            return "neighbours"
        return "region" if self.common_regions((one,), (other,)) else "apart"

    @cached_property
    def _borders(self) -> Mapping[str, frozenset[str]]:
        """Neighbours by unit of today: it borders on whatever its parts bordered on."""
        found: dict[str, set[str]] = defaultdict(set)
        for unit, others in borders().items():
            for ours, theirs in product(self._recorded(unit), others):
                one = self._units.of(ours)
                found[one].update(self._units.of(uid) for uid in self._recorded(theirs))
        return {unit: frozenset(others - {unit}) for unit, others in found.items()}

    def _recorded(self, unit: str) -> tuple[str, ...]:
        """Ids in this record of a shipped unit: its own, else whatever has its code and name."""
        if unit in self._linked.names.localities:
            return (unit,)
        return self._by_name.get(shipped().get(unit, ("", "")), ())

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
        for uid, record in self._linked.names.localities.items():
            found[named(record.values.code or "", record.values.name or "")] += (uid,)
        return found

    @cached_property
    def _regions(self) -> Mapping[str, frozenset[str]]:
        """Units of each region in force."""
        found: dict[str, set[str]] = defaultdict(set)
        for member in self._linked.repository.all("region_member"):
            region = self._linked.regions.get(member.values.region)
            if region is not None and self._holds(region) and self._holds(member):
                found[region.uid].add(self._units.of(member.values.locality))
        return {region: frozenset(units) for region, units in found.items()}

    def _holds(self, record: Rec) -> bool:
        return in_force(record.values.valid_from, record.values.valid_to, self._linked.today)

    # words

    def names_other(self, one: Member, other: Member) -> bool:
        """Whether the place of one is told by the other's locality: "giáp Tây Ninh"."""
        told = self._told_in(one.place)
        return bool(told) and bool((told & frozenset(other.units)) - frozenset(one.units))

    def _told_in(self, place: str) -> frozenset[str]:
        """Units of today that a text names."""
        if place not in self._told:
            uids = (uid for name in self._names.findall(place) for uid in self._called[name])
            self._told[place] = frozenset(map(self._units.of, uids))
        return self._told[place]

    @cached_property
    def _called(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for uid, record in self._linked.names.localities.items():
            if record.values.name:
                found[record.values.name] += (uid,)
        return found

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Names of localities that are not part of a longer name ("Đồng Tháp Mười") or of a road's."""
        called = "|".join(re.escape(name) for name in sorted(self._called, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?<!đường )({called or '(?!)'})(?!\w)(?!\s+[{CAPITALS}])")

    def dull(self, member: Member) -> frozenset[str]:
        """Words that tell nothing of its product: those of any product, and those of its sector's own name."""
        if not member.is_sector:
            return WORK_WORDS
        if member.group not in self._dull:
            label = self._linked.names.entry("sector", member.group)
            self._dull[member.group] = PRODUCT_WORDS | frozenset(words(label))
        return self._dull[member.group]

    # both

    def weigh(self, one: Member, other: Member) -> Grounds:
        """What speaks for an overlap of two rows of one sector or class."""
        near_by = self.nearness(one.units, other.units)
        found = {"product": _WHOLE if self.same_product(one, other) else 0.0}
        found |= self._by_place(one, other, near_by)
        found["market"] = self._by_market(one, other, near_by)
        told = (one.place and other.place) or (one.market and other.market)
        return Grounds({key: weight for key, weight in found.items() if weight}, ENOUGH if told else ENOUGH_UNTOLD)

    def same_product(self, one: Member, other: Member) -> bool:
        """Whether they make or build the same kind of thing."""
        return same_kind(one.title, other.title, self.dull(one) & self.dull(other))

    def same_place(self, one: Member, other: Member) -> bool:
        """Whether their places are the same or next to each other."""
        return self._by_place(one, other, self.nearness(one.units, other.units)).get("place", 0) >= _WHOLE

    def _by_place(self, one: Member, other: Member, near_by: Nearness) -> dict[str, float]:
        both = named_by_both(one, other)
        spots, corridors = (any(place.is_corridor is way for place in both) for way in (False, True))
        in_words = bool(one.place and other.place) and near_by != "apart" and near(one.place, other.place)
        found = {"place": _WHOLE if in_words or spots or self._next_to(one, other) else 0.0}
        found["corridor"] = _HALF if corridors and not found["place"] else 0.0
        found["localities"] = _WHOLE if near_by == "same" else 0.0
        found["neighbours"] = _HALF if near_by == "neighbours" else 0.0
        return found

    def _next_to(self, one: Member, other: Member) -> bool:
        return self.names_other(one, other) or self.names_other(other, one)

    def _by_market(self, one: Member, other: Member, near_by: Nearness) -> float:
        """A market of a name counts anywhere, "xuất khẩu" and "trong nước" only near by."""
        if not (one.market and other.market):
            return 0.0
        sold = telling_words(one.title, self.dull(one)) & telling_words(other.title, self.dull(other))
        if not same_market(one.market, other.market, sold):
            return 0.0
        if market_of(one.market, sold):
            return _SOLD
        return 0.0 if near_by == "apart" else _WHOLE


def named_by_both(one: Member, other: Member) -> tuple[NamedPlace, ...]:
    """Rivers, roads, ports that the places of both name."""
    return shared(one.place, other.place) if one.place and other.place else ()
