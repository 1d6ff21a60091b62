"""Provinces and regions by date: which one a written name means, what became of it, who belongs to a region.

A name is read as it was called when written (R10, R11): "Gia Lai" in a paper of 2024 is the old province, and no
value is moved to the map of 2025 in silence; the successor is offered beside it. Initials are never resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from workbench.domain import place_names as names
from workbench.domain import reference
from workbench.domain.place_search import find_names, split_list
from workbench.domain.succession import Succession, Successions

How = Literal["exact", "alias", "folded", "old_name", "town", "region", "doubtful", "ambiguous", "unknown"]
SURE: frozenset[How] = frozenset(("exact", "alias", "folded", "old_name", "town", "region"))


@dataclass(frozen=True, slots=True)
class Place:
    """One version of a provincial unit. `code` alone is no key: seven codes changed owner on 1 July 2025."""

    unit_id: str
    code: str
    name: str
    full_name: str
    kind: str  # "tinh" or "thanh_pho_tw"
    name_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether the unit existed that day (both ends count)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Membership:
    """A unit in a region, for a time."""

    unit_id: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A region in one partition of the country; `kind` is "vung_ktxh" or "vung_kttd"."""

    region_id: str
    name: str
    abbr: str
    kind: str
    name_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """What a written name means.

    `how` in SURE can be taken; "doubtful" has a place but its accents or its "TP." disagree and must be shown;
    "ambiguous" and "unknown" have no place, only candidates. "town": a city of today that on the day was none yet,
    but a town of the province `place`. `successor` is what the place is part of today. A place with a `region` is
    one of the members of the region that `text` names, `by_name` by its full name or its abbreviation.
    """

    text: str
    place: Place | None = None
    how: How = "unknown"
    candidates: tuple[Place, ...] = ()
    successor: Place | None = None
    region: Region | None = None
    by_name: bool = False

    @property
    def sure(self) -> bool:
        """Whether the reading may be stored without asking."""
        return self.how in SURE


_Index = dict[str, list[Place]]
_START = date(1900, 1, 1)
_LONGEST_KEY = 30
_TOWNS_END = date(2025, 7, 1)  # no districts and towns of provinces from this day on (72/2025/QH15)


@dataclass(slots=True)
class PlaceBook:
    """All versions of all units, with the regions; asked by name and date. Not to be changed once built."""

    places: tuple[Place, ...]
    successions: tuple[Succession, ...] = ()
    regions: tuple[Region, ...] = ()
    by_id: dict[str, Place] = field(init=False)
    first_words: frozenset[str] = field(init=False)
    _named: _Index = field(init=False, default_factory=dict)
    _aliased: _Index = field(init=False, default_factory=dict)
    _even: _Index = field(init=False, default_factory=dict)
    _plain: _Index = field(init=False, default_factory=dict)
    _initials: _Index = field(init=False, default_factory=dict)
    _followed: Successions = field(init=False)
    _region_keys: dict[str, list[Region]] = field(init=False, default_factory=dict)
    _known: dict[tuple[str, date | None], PlaceMatch] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {place.unit_id: place for place in self.places}
        for place in self.places:
            _add(self._named, names.accent_key(place.name), place)
            _add(self._initials, names.initials(place.name), place)
            for spelling in (place.name, *place.aliases):
                _add(self._even, names.even_key(spelling), place)
                _add(self._plain, names.plain_key(spelling), place)
            for alias in place.aliases:
                _add(self._aliased, names.accent_key(alias), place)
        spellings = (s for place in self.places for s in (place.name, *place.aliases))
        self.first_words = frozenset(
            names.plain_key(s.replace("-", " ").replace(".", " ").split(" ", 1)[0]) for s in spellings
        )
        self._followed = Successions(self.successions)
        for region in self.regions:
            for spelling in (region.name, region.name.removeprefix("Vùng "), region.abbr, *region.aliases):
                self._region_keys.setdefault(names.plain_key(spelling), []).append(region)

    def resolve(self, text: str, on: date | None = None) -> PlaceMatch:
        """The unit that `text` names in a paper of the day `on`; without a day, the newest unit of that name."""
        known = self._known.get((text, on))
        if known is None:
            if len(self._known) > 50_000:
                self._known.clear()
            known = self._known[(text, on)] = self._resolved(text, on)
        return known

    def split(self, text: str, on: date | None = None, *, home: Region | None = None) -> list[PlaceMatch]:
        """The units of a list in one cell, in order. `home` is what "toàn vùng" means."""
        return split_list(self, text, on, home)

    def find_in(self, text: str, on: date | None = None) -> list[PlaceMatch]:
        """The units named inside running text, a letterhead or a file name, in order, each once."""
        return find_names(self, text, on)

    def successor(self, place: Place, on: date | None = None) -> Place | None:
        """The unit that holds `place` on a day (after all mergers without one); None when it is itself."""
        found = self._followed.heir(place.unit_id, on)
        return self.by_id.get(found) if found != place.unit_id else None

    def heir(self, unit_id: str) -> str:
        """Id of the unit of today that holds a unit; its own where it stands, was divided or is not known."""
        return self._followed.heir(unit_id)

    def on_day(self, day: date) -> list[Place]:
        """The units of a day in the order of their codes, as officials list them."""
        return sorted((p for p in self.places if p.valid_on(day)), key=lambda p: (p.code == "", p.code))

    def region(self, text: str, on: date | None = None) -> Region | None:
        """A region by id, name or abbreviation, in the partition of that day (the newest without one)."""
        found = [r for r in self.regions if r.region_id == text] or self._region_keys.get(names.plain_key(text), [])
        if on is not None:
            found = [r for r in found if (r.valid_from or _START) <= on <= (r.valid_to or date.max)]
        return max(found, key=lambda r: r.valid_from or _START, default=None)

    def members(self, region: Region | str, on: date | None = None) -> list[Place]:
        """Units of a region on a day, by code; without a day, on the last day of its partition or today's."""
        one = self.region(region, on) if isinstance(region, str) else region
        if one is None:
            return []
        day = on or one.valid_to or date.max
        inside = (
            self.by_id[m.unit_id] for m in one.members if (m.valid_from or _START) <= day <= (m.valid_to or date.max)
        )
        return sorted((p for p in inside if p.valid_on(day)), key=lambda p: p.code)

    def members_told(self, region: Region, on: date | None) -> list[Place]:
        """Members of a region on a day; none where it had other members on other days and no day is known."""
        known = on is not None or sum(one.name == region.name for one in self.regions) == 1
        return self.members(region, on) if known else []

    def lookup(self, text: str, on: date | None = None) -> PlaceMatch | None:
        """As `resolve`, for a name that may be none at all: no regions, no guesses, nothing remembered."""
        spelt = names.written(text)
        if spelt.old and (on is None or on >= _TOWNS_END):
            match = self.lookup(spelt.old, _TOWNS_END - timedelta(days=1))
            ended = match is not None and match.place is not None and match.place.valid_to is not None
            return replace(match, text=text, how="old_name") if match and match.how == "exact" and ended else match
        later: PlaceMatch | None = None
        for spelling in dict.fromkeys((spelt.whole, spelt.bare)):
            match = self._spelt(text, spelling, on)
            if match and match.place and on and (match.place.valid_from or _START) > on:
                later = later or match  # no such unit yet: without its prefix it may be what was there before
            elif match:
                return self._checked_kind(match, spelt, on)
        return later

    def _resolved(self, text: str, on: date | None) -> PlaceMatch:
        match = self.lookup(text, on)
        if match:
            return match
        spelt = names.written(text)
        region = self._region_named(spelt)
        if region:
            return PlaceMatch(text, how="region", region=self.region(region, on) or self.region(region))
        return self._hinted(text, spelt.bare)

    def _spelt(self, text: str, spelling: str, on: date | None) -> PlaceMatch | None:
        key = names.accent_key(spelling)
        if not key:
            return None
        found = _chosen(self._named.get(key, []), self._aliased.get(key, []), on)
        if found:
            return self._match(text, *found)
        alike = _chosen(self._even.get(names.even_key(spelling), []), [], on)
        if alike:
            return self._match(text, alike[0], "folded" if alike[1] == "exact" else alike[1])
        plain = _chosen(self._plain.get(names.plain_key(spelling), []), [], on)
        if plain:
            how: How = "doubtful" if names.has_marks(spelling) else "folded" if plain[1] == "exact" else plain[1]
            return self._match(text, plain[0], how)
        return self._shortened(text, spelling, on)

    def _shortened(self, text: str, spelling: str, on: date | None) -> PlaceMatch | None:
        """ "Q.Nam" when one name alone fits."""
        parts = names.shortened(spelling)
        if parts is None:
            return None
        fitting = [p for p in self.places if _fits(p.name, *parts)]
        if len({p.name for p in fitting}) > 1 and on is not None:
            fitting = [p for p in fitting if p.valid_on(on)] or fitting
        if len({p.name for p in fitting}) == 1:
            found = _chosen(fitting, [], on)
            return self._match(text, found[0], "folded") if found else None
        return PlaceMatch(text, how="ambiguous", candidates=_newest(fitting)) if fitting else None

    def _match(self, text: str, place: Place, how: How) -> PlaceMatch:
        return PlaceMatch(text, place, how, (place,), self.successor(place))

    def _checked_kind(self, match: PlaceMatch, spelt: names.Written, on: date | None) -> PlaceMatch:
        """ "TP. Vĩnh Long" is the town of a province that never was a city itself; "TP. Huế" of 2024 the town of the
        province that became the city of that name in 2025."""
        if spelt.kind != "thanh_pho_tw" or match.place is None or match.place.kind == spelt.kind:
            return match
        cities = [p for p in self._named.get(names.accent_key(spelt.bare), []) if p.kind == spelt.kind]
        if on is not None and on < _TOWNS_END and any((p.valid_from or _START) > on for p in cities):
            return replace(match, how="town")
        versions = self._named.get(names.accent_key(match.place.name), [])
        return match if any(p.kind == spelt.kind for p in versions) else replace(match, how="doubtful")

    def _region_named(self, spelt: names.Written) -> str:
        for spelling in (spelt.whole, spelt.bare):
            key = names.plain_key(spelling)
            if key.removeprefix("vung") in self._region_keys:
                return key.removeprefix("vung")
        return ""

    def _hinted(self, text: str, bare: str) -> PlaceMatch:
        key = names.plain_key(bare)
        if key in self._initials and len(bare) <= 5:
            return PlaceMatch(text, how="ambiguous", candidates=_newest(self._initials[key]))
        near = get_close_matches(key, self._plain, n=3, cutoff=0.75) if len(key) <= _LONGEST_KEY else []
        return PlaceMatch(text, candidates=_newest(p for name in near for p in self._plain[name]))


def _add(index: _Index, key: str, place: Place) -> None:
    index.setdefault(key, []).append(place)


def _fits(name: str, first: str, rest: str) -> bool:
    key = names.plain_key(name)
    head = names.plain_key(name.replace("-", " ").split(" ")[0])
    return head.startswith(first) and key == head + rest


def _chosen(named: list[Place], aliased: list[Place], on: date | None) -> tuple[Place, How] | None:
    """The version meant on a day: one of the name, else an ended one of the name, else by another spelling."""
    if on is None:
        newest = _last(named) or _last(aliased)
        return (newest, "exact" if named else "alias") if newest else None
    order: tuple[tuple[list[Place], Callable[[Place], bool], How], ...] = (
        (named, lambda p: p.valid_on(on), "exact"),
        (named, lambda p: p.valid_to is not None and p.valid_to < on, "old_name"),
        (aliased, lambda p: p.valid_on(on), "alias"),
        (aliased, lambda p: p.valid_to is not None and p.valid_to < on, "old_name"),
    )
    for group, fits, how in order:
        if fitting := _last([p for p in group if fits(p)]):
            return fitting, how
    first = min((*named, *aliased), key=lambda p: p.valid_from or _START, default=None)
    return (first, "exact" if named else "alias") if first else None


def _last(group: list[Place]) -> Place | None:
    return max(group, key=lambda p: (p.valid_to or date.max, p.valid_from or _START), default=None)


def _newest(group: Iterable[Place]) -> tuple[Place, ...]:
    """One place for each name, the newest, in the order first met."""
    versions: dict[str, list[Place]] = {}
    for place in group:
        versions.setdefault(place.name, []).append(place)
    return tuple(newest for several in versions.values() if (newest := _last(several)))


@lru_cache(maxsize=1)
def load_places() -> PlaceBook:
    """The shipped units, successions and regions."""
    shipped = reference.rows("localities")
    places = tuple(
        Place(
            r["unit_id"],
            r["code"],
            r["name"],
            r["full_name"],
            r["kind"],
            r["name_en"],
            reference.day(r["valid_from"]),
            reference.day(r["valid_to"]),
            reference.several(r["aliases"]),
        )
        for r in shipped
    )
    successions = tuple(
        Succession(r["old_unit_id"], r["new_unit_id"], date.fromisoformat(r["effective_date"]), r["relation"])
        for r in reference.rows("successions")
    )
    in_set = {s: {r["unit_id"] for r in shipped if r[f"in_{s}"] == "1"} for s in ("63", "34")}
    return PlaceBook(places, successions, _load_regions(places, in_set))


def _load_regions(places: tuple[Place, ...], in_set: dict[str, set[str]]) -> tuple[Region, ...]:
    """Members are listed by code and set of units: a code alone may mean two provinces."""
    members: dict[str, list[Membership]] = {}
    for r in reference.rows("region_members"):
        for place in places:
            if place.code == r["code"] and place.unit_id in in_set[r["set"]]:
                one = Membership(place.unit_id, reference.day(r["valid_from"]), reference.day(r["valid_to"]))
                members.setdefault(r["region_id"], []).append(one)
    return tuple(
        Region(
            r["region_id"],
            r["name"],
            r["abbr"],
            r["kind"],
            r["name_en"],
            reference.day(r["valid_from"]),
            reference.day(r["valid_to"]),
            reference.several(r["aliases"]),
            tuple(members.get(r["region_id"], ())),
        )
        for r in reference.rows("regions")
    )
