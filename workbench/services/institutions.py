"""Provinces, regions and authorities as a record has them: the one door to what a name means there.

They are dated data of the record, filled in from what is shipped when it is made and the office's own from then on:
a merger or a region entered later is read, matched and counted alike everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.domain.succession import Succession, Successions
from workbench.storage.repository import Repository

if TYPE_CHECKING:
    from workbench.domain.bodies import BodyBook
    from workbench.domain.places import PlaceBook, Region

_PLACES = ("locality", "succession", "region", "region_member")


def successions_of(repository: Repository) -> Successions:
    """What became of the units of a record."""
    return repository.derived("institutions.successions", ("succession",), lambda: Successions(_steps(repository)))


def places_of(repository: Repository) -> PlaceBook:
    """The localities and regions of a record."""
    return repository.derived("institutions.places", _PLACES, lambda: _places(repository))


def bodies_of(repository: Repository) -> BodyBook:
    """The authorities of a record, with its places."""
    return repository.derived("institutions.bodies", ("organization", *_PLACES), lambda: _bodies(repository))


def _steps(repository: Repository) -> Iterator[Succession]:
    for record in repository.all("succession"):
        v = record.values
        yield Succession(v.old, v.new, v.effective, v.relation)


def _places(repository: Repository) -> PlaceBook:
    from workbench.domain.places import Place, PlaceBook

    places = []
    for record in repository.all("locality"):
        v = record.values
        made = Place(
            record.uid,
            v.code or "",
            v.name,
            v.full_name or v.name,
            v.unit_type or "tinh",
            v.name_en or "",
            v.valid_from,
            v.valid_to,
            v.aliases,
        )
        places.append(made)
    return PlaceBook(tuple(places), tuple(_steps(repository)), tuple(_regions(repository)))


def _regions(repository: Repository) -> Iterator[Region]:
    """Regions with their members; the other spellings of a shipped one stay its own."""
    from workbench.domain.places import Membership, Region, load_places

    spellings = {region.region_id: region.aliases for region in load_places().regions}
    members: dict[str, list[Membership]] = {}
    for record in repository.all("region_member"):
        v = record.values
        members.setdefault(v.region, []).append(Membership(v.locality, v.valid_from, v.valid_to))
    for record in repository.all("region"):
        v = record.values
        yield Region(
            record.uid,
            v.name,
            v.abbr or "",
            v.kind or "",
            v.name_en or "",
            v.valid_from,
            v.valid_to,
            spellings.get(record.uid, ()),
            tuple(members.get(record.uid, ())),
        )


def _bodies(repository: Repository) -> BodyBook:
    from workbench.domain.bodies import Body, BodyBook, load_bodies

    shipped = load_bodies()
    own = []
    for record in repository.all("organization"):
        v = record.values
        if v.locality:
            continue  # one People's Committee for each place: read as the general body and its place
        kind = shipped.by_id[record.uid].kind if record.uid in shipped.by_id else ""
        made = Body(
            record.uid,
            v.name,
            v.sign or "",
            v.level or "",
            kind,
            v.name_en or "",
            v.aliases,
            v.valid_from,
            v.valid_to,
            v.successors,
        )
        own.append(made)
    return BodyBook(tuple(own), places_of(repository))
