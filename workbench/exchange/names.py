"""Names of places and bodies as the import needs them: kept by text and day, with tests for whole columns."""

from __future__ import annotations

from datetime import date

from workbench.domain.bodies import BodyBook, BodyMatch
from workbench.domain.places import Place, PlaceBook, PlaceMatch

_LONGEST = 400


class Names:
    """Readings of cells with places or bodies, each distinct cell read once."""

    def __init__(self, places: PlaceBook, bodies: BodyBook) -> None:
        self._places = places
        self._bodies = bodies
        self._place_lists: dict[tuple[str, date | None], list[PlaceMatch]] = {}
        self._body_lists: dict[tuple[str, date | None], list[BodyMatch]] = {}

    def place(self, text: str) -> Place | None:
        """The one place that a short text names for sure."""
        match = self._places.resolve(text)
        return match.place if match.sure else None

    def places(self, text: str, on: date | None) -> list[PlaceMatch]:
        """The places of a list in a cell."""
        key = (text, on)
        if key not in self._place_lists:
            self._place_lists[key] = self._places.split(text, on)
        return self._place_lists[key]

    def bodies(self, text: str, on: date | None) -> list[BodyMatch]:
        """The bodies of a list in a cell."""
        key = (text, on)
        if key not in self._body_lists:
            self._body_lists[key] = self._bodies.split(text, on)
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
