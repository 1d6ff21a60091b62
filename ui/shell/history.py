"""Where the officer has been: pages with the parameters that bring each back as it was."""

from __future__ import annotations

from typing import Any, NamedTuple

_KEPT = 50


class Place(NamedTuple):
    """A page and its parameters."""

    page: str
    params: dict[str, Any]


class History:
    """As in a browser: going somewhere new drops what was ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def current(self) -> Place | None:
        """The place shown."""
        return self._places[self._at] if self._at >= 0 else None

    def visit(self, place: Place) -> None:
        """A new place becomes the current one."""
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-_KEPT]
        self._at = len(self._places) - 1

    def update(self, params: dict[str, Any]) -> None:
        """The current place is left in this state."""
        if self._at >= 0:
            self._places[self._at] = Place(self._places[self._at].page, params)

    def can_step(self, by: int) -> bool:
        """Whether there is a place so many steps away."""
        return 0 <= self._at + by < len(self._places)

    def step(self, by: int) -> Place | None:
        """Go back (-1) or forward (1)."""
        if not self.can_step(by):
            return None
        self._at += by
        return self._places[self._at]
