"""A stored record as a plain value, and how it is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from workbench.frozen import frozen
from workbench.messages import text
from workbench.schema.spec import Entity, entity_of, values_of
from workbench.schema.types import LONG_TEXT, TEXT

E = TypeVar("E")
_NAME_LIMIT = 80


class Ref(NamedTuple):
    """Names one record: entity key and text id, unique on every laptop. A plain tuple: it is the key of everything."""

    entity: str
    uid: str


@frozen
class Record(Generic[E]):
    """One record as stored. `revision` is the number of the transaction that last touched it."""

    ref: Ref
    revision: int
    values: E

    @property
    def uid(self) -> str:
        """The record's id."""
        return self.ref.uid

    @property
    def name(self) -> str:
        """What people call it (see `name_of`)."""
        return name_of(entity_of(type(self.values)), values_of(self.values))

    def get(self, field: str) -> Any:
        """Value of one field by key."""
        return getattr(self.values, field)


def name_of(entity: Entity, values: Mapping[str, Any]) -> str:
    """What people call a record: its code, else the last text of its natural key, else the entity's label."""
    if entity.prefix and values.get("code"):
        return str(values["code"])
    words = [
        str(values[key]) for key in entity.natural if entity.fields[key].type in (TEXT, LONG_TEXT) and values.get(key)
    ]
    if not words:
        return text(f"entity.{entity.key}")
    return words[-1] if len(words[-1]) <= _NAME_LIMIT else words[-1][: _NAME_LIMIT - 1].rstrip() + "…"
