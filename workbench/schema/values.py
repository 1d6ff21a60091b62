"""What every instance of an entity class can do, written once for all of them.

A data class would have seven methods compiled for each of some forty entities, four fifths of what importing them
takes; and they are imported at every start. These do the same from the names of the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from operator import attrgetter
from typing import Any, ClassVar


class Values:
    """The fields of a record: given by name, empty by default, never changed, equal when all of them are."""

    __slots__ = ()
    _empty: ClassVar[Mapping[str, Any]]  # every field with its default
    _all: ClassVar[attrgetter[Any]]  # the fields of an instance

    def __init__(self, **given: Any) -> None:
        put = object.__setattr__
        for name, value in {**self._empty, **given}.items():
            put(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(name)

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(name)

    def __eq__(self, other: object) -> bool:
        return self._all(self) == self._all(other) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._empty)})"
