"""Names of places and bodies as the import needs them: kept by text and day, with tests for whole columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from workbench.domain.bodies import BodyBook, BodyMatch
from workbench.domain.places import Membership, Place, PlaceBook, PlaceMatch, Region

_LONGEST = 400
_OLDEST = date(1900, 1, 1)  # a span without a first day begins here, for a region
_Span = tuple[date | None, date | None]


class Names:
    """Readings of cells with places or bodies, each distinct cell read once."""

    def __init__(self, places: PlaceBook, bodies: BodyBook) -> None:
        self._places = places
        self._bodies = bodies
        self._turns = _turns((*_spans(places), *(_spans(bodies.places) if bodies.places else ())), bodies)
        self._place_lists: dict[tuple[str, date | None], list[PlaceMatch]] = {}
        self._body_lists: dict[tuple[str, date | None], list[BodyMatch]] = {}

    def day(self, on: date | None) -> date | None:
        """One day for all those on which every name means the same as on `on`."""
        if on is None:
            return None
        at = bisect_right(self._turns, on)
        return self._turns[at - 1] if at else date.min

    def place(self, text: str) -> Place | None:
        """The one place that a short text names for sure."""
        match = self._places.resolve(text)
        return match.place if match.sure else None

    def places(self, text: str, on: date | None, written: date | None = None) -> list[PlaceMatch]:
        """The places of a list in a cell, as they were called on a day.

        A name in force on the day that the file was `written` stands for no other then: "Huế" in a file of 2026 is the
        city of that name, beside an agreement of 2023 too.
        """
        key = (text, self.day(on))
        if key not in self._place_lists:
            self._place_lists[key] = self._places.split(*key)
        found, now = self._place_lists[key], self.day(written)
        if now in (None, key[1]) or all(match.how == "exact" or match.place is None for match in found):
            return found
        named = self.places(text, now)
        if len(named) != len(found):
            return found
        return [_as_written(then, match, written) for then, match in zip(found, named, strict=True)]

    def bodies(self, text: str, on: date | None) -> list[BodyMatch]:
        """The bodies of a list in a cell."""
        key = (text, self.day(on))
        if key not in self._body_lists:
            self._body_lists[key] = self._bodies.split(*key)
        return self._body_lists[key]

    def mostly_places(self, text: str) -> bool:
        """Whether a cell is a list of places."""
        if len(text) > _LONGEST:
            return False
        found = self.places(text, None)
        return bool(found) and sum(match.sure for match in found) * 2 > len(found)

    def mostly_bodies(self, text: str) -> bool:
        """Whether a cell is a list of authorities."""
        if len(text) > _LONGEST:
            return False
        found = self.bodies(text, None)
        return bool(found) and sum(match.body is not None for match in found) * 2 > len(found)


def _as_written(then: PlaceMatch, now: PlaceMatch, written: date | None) -> PlaceMatch:
    """The place of the day of a row, unless the very name is that of another one when the file was written."""
    if then.place is None or now.place is None or written is None or then.region or then.how == "exact":
        return then
    named = now.sure and now.place.valid_on(written) and now.place.name != then.place.name
    return now if named else then


def _spans(places: PlaceBook) -> Iterator[_Span]:
    """From when to when units, regions and their members are valid, and since when units are part of others."""
    members = (member for region in places.regions for member in region.members)
    spans: list[Place | Region | Membership] = [*places.places, *places.regions, *members]
    for span in spans:
        yield span.valid_from, span.valid_to
    for step in places.successions:
        yield step.effective, None


def _turns(spans: tuple[_Span, ...], bodies: BodyBook) -> tuple[date, ...]:
    """The days from which on some name may mean something else than the day before, in order."""
    spans = (*spans, *((body.valid_from, body.valid_to) for body in bodies.bodies))
    begins = {first for first, _ in spans if first is not None}
    ends = {last + timedelta(days=1) for _, last in spans if last is not None and last < date.max}
    return tuple(sorted({_OLDEST, *begins, *ends}))
