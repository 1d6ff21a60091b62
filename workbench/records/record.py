"""A stored record as a plain value, and how it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

E = TypeVar("E")


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Names one record: entity key and text id, unique on every laptop."""

    entity: str
    uid: str


@dataclass(frozen=True, slots=True)
class Record(Generic[E]):
    """One record as stored. `revision` is the number of the transaction that last touched it."""

    ref: Ref
    revision: int
    values: E

    @property
    def uid(self) -> str:
        """The record's id."""
        return self.ref.uid

    def get(self, field: str) -> Any:
        """Value of one field by key."""
        return getattr(self.values, field)
