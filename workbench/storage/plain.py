"""Values as JSON for the journal: dates ISO, lists as lists, keys sorted, so that a hash is stable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from workbench.schema.spec import Entity, entity_of
from workbench.schema.types import as_it_is

Plain = Mapping[str, Any]
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

#: A text as canonical JSON has it: in quotes, letters as they are.
quote: Callable[[str], str] = _CANONICAL.encode


def dump(value: object) -> str:
    """Canonical JSON: sorted keys, no blanks, letters as they are."""
    return _CANONICAL.encode(value)


def to_plain(entity: Entity, values: Mapping[str, Any] | None) -> Plain | None:
    """Field values in JSON's types; None stays None."""
    if values is None:
        return None
    made = _made_plain(entity.cls)
    return {key: made[key](value) if key in made else value for key, value in values.items()}


@cache
def _made_plain(cls: type) -> Mapping[str, Callable[[Any], Any]]:
    """What makes a value plain, of the fields whose values are not plain anyway."""
    fields = entity_of(cls).fields.values()
    return {field.key: field.type.to_plain for field in fields if field.type.to_plain is not as_it_is}


def from_plain(entity: Entity, values: Plain | None) -> dict[str, Any] | None:
    """The reverse. A field that the entity no longer has is left out: old history stays readable."""
    if values is None:
        return None
    return {key: entity.fields[key].type.from_plain(value) for key, value in values.items() if key in entity.fields}
