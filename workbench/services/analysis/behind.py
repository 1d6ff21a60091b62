"""The records behind a number: how many is known at once, which ones is looked up when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload


class Behind(Sequence[str]):
    """Ids of so many records; `read` gives them and is called once, when the first is asked for."""

    __slots__ = ("_found", "_number", "_read")

    def __init__(self, number: int, read: Callable[[], Sequence[str]]) -> None:
        self._number = number
        self._read = read
        self._found: Sequence[str] | None = None

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return self._all()[place]

    def _all(self) -> Sequence[str]:
        if self._found is None:
            self._found = self._read()
        return self._found


def together(parts: Iterable[Sequence[str]]) -> Sequence[str]:
    """The records of several numbers that have none in common."""
    held = tuple(parts)
    return Behind(sum(map(len, held)), lambda: [uid for part in held for uid in part])
