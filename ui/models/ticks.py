"""Which rows of a list are ticked, by number: a tick stays with its row when the list is ordered or narrowed.

A million may be ticked at once. So ticks are marks, one byte for each number there is, and of the list that is shown
one byte for each place; both are gone through without Python's looking at every row wherever that can be.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import compress


class Ticks:
    """Ticks on the rows of one list; the list may become another."""

    def __init__(self) -> None:
        self._ids: array[int] = array("q")
        self._marks = bytearray()  # by number
        self._some = False  # whether there is any mark
        self._flags: bytearray | None = bytearray()  # by place; None until they are looked for
        self._count = 0

    def show(self, ids: array[int]) -> None:
        """The list has these rows now."""
        self._ids, self._flags = ids, None

    def of(self, place: int) -> bool:
        """Whether the row at a place is ticked."""
        number = self._ids[place]
        return number < len(self._marks) and bool(self._marks[number])

    def set(self, places: Sequence[int], on: bool = True) -> None:
        """Tick rows, or take their ticks away."""
        flags = self._seen()
        if on:
            self._make_room(places)
        for place in places:
            number = self._ids[place]
            if number < len(self._marks):
                self._marks[number] = on
                self._count += on - flags[place]
                flags[place] = on
        self._some = self._count > 0 or self._marks.find(1) >= 0

    def only(self, places: Sequence[int]) -> None:
        """Tick these rows and no others, also none of those that are not listed."""
        self._marks, self._some = bytearray(len(self._marks)), False
        self._flags, self._count = bytearray(len(self._ids)), 0
        if isinstance(places, range) and places.step == 1 and places:
            self._tick_run(places)
        else:
            self.set(places)

    def _tick_run(self, places: range) -> None:
        self._make_room(places)
        assert self._flags is not None
        marks, ids = self._marks, self._ids
        for number in ids if len(places) == len(ids) else ids[places.start : places.stop]:
            marks[number] = 1
        self._flags[places.start : places.stop] = b"\x01" * len(places)
        self._count, self._some = len(places), True

    def _make_room(self, places: Sequence[int]) -> None:
        if len(places) > len(self._ids) // 2:
            top = max(self._ids, default=-1)
        else:
            top = max((self._ids[place] for place in places), default=-1)
        if top >= len(self._marks):
            self._marks.extend(bytes(top + 1 - len(self._marks)))

    def _seen(self) -> bytearray:
        """The ticks by place."""
        if self._flags is None:
            self._flags, self._count = bytearray(len(self._ids)), 0
            if self._some:
                try:
                    self._flags = bytearray(map(self._marks.__getitem__, self._ids))
                except IndexError:  # rows that came later than the ticks
                    self._make_room(range(len(self._ids)))
                    self._flags = bytearray(map(self._marks.__getitem__, self._ids))
                self._count = self._flags.count(1)
        return self._flags

    # what is ticked of the rows listed

    @property
    def count(self) -> int:
        """How many rows are ticked."""
        self._seen()
        return self._count

    def first(self) -> int:
        """Place of the first ticked row, -1 without one."""
        return self._seen().find(1)

    def places(self) -> Iterator[int]:
        """Places of the ticked rows."""
        flags = self._seen()
        place = flags.find(1)
        while place >= 0:
            yield place
            place = flags.find(1, place + 1)

    def numbers(self) -> array[int]:
        """Numbers of the ticked rows in the order listed."""
        flags = self._seen()
        return self._ids if self._count == len(self._ids) else array("q", compress(self._ids, flags))

    def runs(self, most: int) -> list[tuple[int, int]]:
        """First and last place of each run of ticked rows; none when there are more runs than that."""
        flags = self._seen()
        found: list[tuple[int, int]] = []
        first = flags.find(1)
        while first >= 0:
            if len(found) == most:
                return []
            end = flags.find(0, first)
            found.append((first, (end if end >= 0 else len(flags)) - 1))
            first = flags.find(1, end) if end >= 0 else -1
        return found
