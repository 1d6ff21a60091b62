"""Where localities cover the same ground: priority sectors and projects with the same sector and class, place or
market, in overlapping years (resolution 128/NQ-CP, task 6).

Found anew each time; only what an officer judged is stored, with the fingerprint of its causes. The judgement holds
until one of them changes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any, Literal

from workbench.records.record import Record, Ref
from workbench.services.analysis.alike import next_of, overlapping, place_words
from workbench.services.analysis.ground import Ground, named_by_both
from workbench.services.analysis.member import Member, members
from workbench.services.analysis.units import Units
from workbench.services.linked import Linked
from workbench.values.sorting import sort_key

Rec = Record[Any]
Standing = Literal["open", "changed", "judged"]
#: What may bring rows together beside the same sector or class, in the order in which a card tells it.
CAUSES = ("product", "place", "corridor", "localities", "neighbours", "region", "market")
_SAID = {"product": "title", "place": "place", "market": "market"}


@dataclass(frozen=True, slots=True)
class Cause:
    """A field that brought two rows together, with what each says there."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Rows that cover the same ground. `judged` is the newest judgement of just these rows (id), if any.

    `standing`: `open` when nobody judged, `changed` when a cause has changed since, else `judged`.
    """

    members: tuple[Member, ...]
    causes: tuple[Cause, ...]
    years: tuple[int, int] | None
    total: int
    standing: Standing = "open"
    judgement: str = ""
    reason: str = ""
    judged: str | None = None
    obstacle: str | None = None

    @property
    def digest(self) -> str:
        """Fingerprint of the causes."""
        said = "\n".join("\t".join(member.causes) for member in sorted(self.members, key=lambda m: m.ref.uid))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields that caused it."""
        return tuple(cause.field for cause in self.causes)

    @property
    def units(self) -> tuple[str, ...]:
        """Localities concerned."""
        return tuple(dict.fromkeys(unit for member in self.members for unit in member.units))


@dataclass(frozen=True, slots=True)
class Dependence:
    """Planned capital of a locality's priorities (đồng) and what of it lies where there is no room left to grow."""

    locality: str
    total: int
    spent: int
    unsustainable: int
    uids: tuple[str, ...] = field(default=())

    @property
    def share(self) -> float | None:
        """Share without a future, 0–1; None when no capital is planned."""
        return (self.spent + self.unsustainable) / self.total if self.total else None


class Overlaps:
    """The cards of one state of the record."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        self._units = Units(linked)
        self._ground = Ground(linked, self._units)

    def cards(self, localities: frozenset[str] = frozenset()) -> tuple[Card, ...]:
        """Every card, those to be judged first, then by money; of some localities only, when named."""
        wanted = frozenset(self._units.all_of(localities))
        made = [self._card(group) for group in self._groups()]
        kept = [card for card in made if not wanted or wanted.intersection(card.units)]
        order = ("changed", "open", "judged")
        return tuple(sorted(kept, key=lambda c: (order.index(c.standing), -c.total, c.members[0].code)))

    # what may meet

    @cached_property
    def _members(self) -> tuple[Member, ...]:
        return members(self._linked, self._units)

    def _groups(self) -> list[tuple[Member, ...]]:
        """Rows that all meet one another, as large as they come; each meeting pair is in one group at least."""
        members = {member.ref.uid: member for member in self._members}
        near_by: dict[str, set[str]] = defaultdict(set)
        overlaps: list[tuple[str, str]] = []
        for one, other in self._candidates():
            kind = self._meets(one, other)
            if kind is None:
                continue
            first, second = sorted((one.ref.uid, other.ref.uid))
            near_by[first].add(second)
            near_by[second].add(first)
            if kind:
                overlaps.append((first, second))
        order = {uid: place for place, uid in enumerate(members)}
        covered: set[tuple[str, str]] = set()
        groups: list[tuple[Member, ...]] = []
        for first, second in sorted(overlaps):
            if (first, second) in covered:
                continue
            group, common = [first, second], near_by[first] & near_by[second]
            for uid in sorted(common, key=order.__getitem__):
                if uid in common:
                    group.append(uid)
                    common &= near_by[uid]
            covered.update(combinations(sorted(group), 2))
            groups.append(tuple(sorted((members[uid] for uid in group), key=lambda m: m.code)))
        return groups

    def _candidates(self) -> Iterator[tuple[Member, Member]]:
        """Rows of one sector or one class, and sectors beside projects whose places share a word."""
        grouped: dict[tuple[str, str], list[Member]] = defaultdict(list)
        for member in self._members:
            if member.group:
                section = member.group[:1] if member.ref.entity == "sector_priority" else member.group
                grouped[member.ref.entity, section].append(member)
        for held in grouped.values():
            yield from combinations(held, 2)
        by_word: dict[str, list[Member]] = defaultdict(list)
        for project in (member for member in self._members if member.ref.entity == "project"):
            for word in place_words(project.place):
                by_word[word].append(project)
        for sector in (member for member in self._members if member.ref.entity == "sector_priority"):
            found = {p.ref.uid: p for word in place_words(sector.place) for p in by_word.get(word, ())}
            yield from ((sector, project) for project in found.values())

    def _meets(self, one: Member, other: Member) -> bool | None:
        """True for an overlap, False for one work seen twice (a sector and the project that builds it), else None."""
        if one.group != other.group and one.is_sector and other.is_sector and not _same_sector(one.group, other.group):
            return None
        as_one = one.ref.entity == other.ref.entity
        if as_one and (_of_one_unit(one, other) if one.is_sector else next_of(one.title, other.title)):
            return None
        if overlapping(one.years, other.years) is None and None not in (one.years[0], other.years[0]):
            return None
        if not as_one:
            alike = self._ground.same_product(one, other) and self._ground.same_place(one, other)
            return not _of_one_unit(one, other) if alike else None
        return True if self._ground.weigh(one, other).meet else None

    # the card

    def _card(self, members: tuple[Member, ...]) -> Card:
        stored = self._stored.get(frozenset(member.ref for member in members))
        made = Card(members, tuple(self._causes(members)), _common_years(members), _total(members))
        if stored is None:
            return made
        values = stored.values
        standing: Standing = "judged" if values.cause == made.digest else "changed"
        return Card(members, made.causes, made.years, made.total, standing, values.judgement, values.reason or "",
                    stored.uid, values.obstacle)  # fmt: skip

    def _causes(self, members: Sequence[Member]) -> Iterator[Cause]:
        """The same sector or class, then all that agrees between at least two of the rows."""
        groups = tuple(dict.fromkeys(self._group_label(m) for m in members if m.group))
        kinds = {m.ref.entity for m in members}
        yield Cause("sector" if kinds == {"sector_priority"} else "project_class", groups)
        said: dict[str, dict[str, None]] = {key: {} for key in CAUSES}
        for one, other in combinations(members, 2):
            for key, values in self._agreements(one, other):
                said[key].update(dict.fromkeys(values))
        yield from (Cause(key, tuple(values)) for key, values in said.items() if values)
        if _common_years(members):
            yield Cause("years", tuple(dict.fromkeys(m.years_said for m in members)))

    def _agreements(self, one: Member, other: Member) -> Iterator[tuple[str, Sequence[str]]]:
        """Fields in which two rows agree, with what they say there."""
        ground = self._ground
        weights = ground.weigh(one, other).weights
        for key, said in _SAID.items():
            if key in weights:
                yield key, tuple(filter(None, (getattr(one, said), getattr(other, said))))
        yield "corridor", [place.words for place in named_by_both(one, other)]
        common = [unit for unit in one.units if unit in other.units]
        if common:
            yield "localities", [] if one.is_sector or other.is_sector else list(map(self._name, common))
            return
        beside = [(a, b) for a in one.units for b in other.units if ground.touching(a, b)]
        yield "neighbours", [" – ".join(sorted(map(self._name, pair), key=sort_key)) for pair in beside]
        if not beside:
            regions = ground.common_regions(one.units, other.units)
            yield "region", [str(self._linked.regions[uid].values.name) for uid in regions]

    def _name(self, unit: str) -> str:
        return self._linked.names.locality(unit)

    def _group_label(self, member: Member) -> str:
        names = self._linked.names
        if member.is_sector:
            return names.entry("sector", member.group)
        return names.choice("project_class", member.group)

    @cached_property
    def _stored(self) -> Mapping[frozenset[Ref], Rec]:
        """The newest judgement of each set of rows."""
        found: dict[frozenset[Ref], Rec] = {}
        for record in self._linked.repository.all("overlap"):
            sectors = (Ref("sector_priority", uid) for uid in record.values.sectors)
            projects = (Ref("project", uid) for uid in record.values.projects)
            found[frozenset((*sectors, *projects))] = record
        return found


def _of_one_unit(one: Member, other: Member) -> bool:
    return any(unit in other.units for unit in one.units)


def dependence(linked: Linked) -> tuple[Dependence, ...]:
    """Localities with priorities, by their share without a future, the greatest first."""
    units = Units(linked)
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    uids: dict[str, list[str]] = defaultdict(list)
    for record in linked.programme.sectors.values():
        values = record.values
        unit = units.of(values.locality)
        sums[unit]["total"] += values.capital or 0
        sums[unit][values.outlook or ""] += values.capital or 0
        if values.outlook in ("spent", "unsustainable"):
            uids[unit].append(record.uid)
    made = [
        Dependence(unit, held["total"], held["spent"], held["unsustainable"], tuple(uids[unit]))
        for unit, held in sums.items()
    ]
    return tuple(sorted(made, key=lambda d: (-(d.share or 0), sort_key(linked.names.locality(d.locality)))))


def _same_sector(one: str, other: str) -> bool:
    """The same entry of the classification, or a division and the section that it belongs to."""
    return one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1])


def _common_years(members: Iterable[Member]) -> tuple[int, int] | None:
    """From the first year to the last in which two of the rows run side by side."""
    spans = [overlapping(a.years, b.years) for a, b in combinations(tuple(members), 2)]
    found = [span for span in spans if span is not None]
    return (min(first for first, _ in found), max(last for _, last in found)) if found else None


def _total(members: Iterable[Member]) -> int:
    """Money at stake: of a unit's priorities and the projects that build them the greater, never both."""
    sums: dict[tuple[tuple[str, ...], str], int] = defaultdict(int)
    for member in members:
        sums[member.units, member.ref.entity] += member.amount
    units = {key for key, _ in sums}
    return sum(max(sums[key, "sector_priority"], sums[key, "project"]) for key in units)
