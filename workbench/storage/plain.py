"""Values as JSON for the journal: dates ISO, lists as lists, keys sorted, so that a hash is stable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from workbench.schema.spec import Entity

Plain = Mapping[str, Any]
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dump(value: object) -> str:
    """Canonical JSON: sorted keys, no blanks, letters as they are."""
    return _CANONICAL.encode(value)


def to_plain(entity: Entity, values: Mapping[str, Any] | None) -> Plain | None:
    """Field values in JSON's types; None stays None."""
    if values is None:
        return None
    return {key: entity.fields[key].type.to_plain(value) for key, value in values.items()}


def from_plain(entity: Entity, values: Plain | None) -> dict[str, Any] | None:
    """The reverse. A field that the entity no longer has is left out: old history stays readable."""
    if values is None:
        return None
    return {key: entity.fields[key].type.from_plain(value) for key, value in values.items() if key in entity.fields}
