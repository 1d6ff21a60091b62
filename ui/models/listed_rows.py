"""The rows of a list by place. Only those that were asked for are there; the others are read when they are needed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import overload

from workbench.domain.workdays import DueStatus
from workbench.progress import Progress, Silent
from workbench.records.record import Ref
from workbench.services.register_rows import Row

_KEPT = 4_000
_STEP = 500
GONE = Row(Ref("", ""), "", "", "", "", None, DueStatus("none"), "", {})
Load = Callable[[Sequence[int]], Mapping[int, Row]]


class ListedRows(Sequence[Row]):
    """Rows in their order, known by number. `load` reads some by number; a row that is gone since is an empty one."""

    def __init__(self, ids: array[int], load: Load, ready: Mapping[int, Row] | None = None) -> None:
        self.ids = ids
        self._load = load
        self._ready = dict(ready or {})

    def ready(self, place: int) -> Row | None:
        """A row if it is there already."""
        return self._ready.get(self.ids[place])

    def missing(self, places: Iterable[int]) -> list[int]:
        """Numbers of the rows at these places that are not there yet."""
        ids = (self.ids[place] for place in places if 0 <= place < len(self.ids))
        return [number for number in ids if number not in self._ready]

    def keep(self, asked: Sequence[int], rows: Mapping[int, Row]) -> None:
        """Keep rows that were read; the oldest make room."""
        for number in list(self._ready)[: max(0, len(self._ready) + len(asked) - _KEPT)]:
            del self._ready[number]
        self._ready.update((number, rows.get(number, GONE)) for number in asked)

    def pick(self, places: Iterable[int]) -> ListedRows:
        """Some of the rows, as a list of their own."""
        return self.among(array("q", [self.ids[place] for place in places]))

    def among(self, ids: array[int]) -> ListedRows:
        """Some of the rows by number, as a list of their own."""
        return ListedRows(ids, self._load, self._ready)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> ListedRows: ...

    def __getitem__(self, place: int | slice) -> Row | ListedRows:
        if isinstance(place, slice):
            return self.pick(range(*place.indices(len(self.ids))))
        number = self.ids[place]
        if number not in self._ready:
            self.keep([number], self._load([number]))
        return self._ready[number]

    def parts(self, progress: Progress | None = None) -> Iterator[list[Row]]:
        """Every row, some hundred at a time, so that never all of them are held. `progress` may stop it."""
        told = progress or Silent()
        for start in range(0, len(self.ids), _STEP):
            told.step(start, len(self.ids))
            part = self.ids[start : start + _STEP]
            # asked for once each: the window may keep others in their place while a worker reads
            rows = {number: row for number in part if (row := self._ready.get(number)) is not None}
            rows |= self._load([number for number in part if number not in rows])
            yield [rows.get(number, GONE) for number in part]


def no_rows() -> ListedRows:
    """An empty list."""
    return ListedRows(array("q"), lambda _: {})
