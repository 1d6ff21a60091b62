"""Entities as typed classes whose fields carry a spec. One declaration drives storage, labels and forms.

A spec holds data only, never functions: rules are named functions in `domain`. Labels live in the catalogues
under `entity.<key>` and `field.<entity>.<field>`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

from workbench.frozen import declared, frozen
from workbench.schema.types import FieldType
from workbench.schema.values import Values

_SPEC = "workbench.spec"
T = TypeVar("T")
_OF_INSTANCES = frozenset({"__dict__", "__weakref__"})


@frozen
class FieldSpec:
    """What is known of a field everywhere. `target` names the entity of a reference, `vocabulary` the list."""

    key: str
    type: FieldType
    entity: str = ""
    required: bool = False
    vocabulary: str = ""
    target: str = ""
    owner: bool = False
    search: bool = False
    unique: bool = False

    @property
    def label_key(self) -> str:
        """Catalogue key of the label."""
        return f"field.{self.entity}.{self.key}"

    @property
    def default(self) -> Any:
        """The canonical empty value."""
        return self.type.canonical(None)


@frozen
class Entity:
    """One kind of record. `prefix` is that of its readable codes; `natural` the fields people know it by."""

    key: str
    cls: type
    fields: Mapping[str, FieldSpec]
    prefix: str = ""
    natural: tuple[str, ...] = ()
    reference: bool = False

    @property
    def owner(self) -> FieldSpec | None:
        """The field that names the record this one is a part of, if it is a part."""
        return _owner_of(self.cls)

    @property
    def empty(self) -> Mapping[str, Any]:
        """The canonical empty value of each field."""
        made: Any = self.cls
        return cast("Mapping[str, Any]", made._empty)

    def make(self, values: Mapping[str, Any]) -> Any:
        """An instance from a mapping; missing fields are empty, every value made canonical.

        Raises KeyError for an unknown field and NotCanonical for a value of the wrong type.
        """
        unknown = values.keys() - self.fields.keys()
        if unknown:
            raise KeyError(f"{self.key}: {', '.join(sorted(unknown))}")
        return self.cls(**self.canonical(values))

    def canonical(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The same fields with canonical values."""
        return {key: self.fields[key].type.canonical(value) for key, value in values.items()}


@cache
def _owner_of(cls: type) -> FieldSpec | None:
    return next((field for field in entity_of(cls).fields.values() if field.owner), None)


def spec(
    type_: FieldType,
    *,
    required: bool = False,
    vocabulary: str = "",
    target: str = "",
    owner: bool = False,
    search: bool = False,
    unique: bool = False,
) -> Any:
    """Declare a field of an entity class; every field has an empty default, drafts are incomplete by nature."""
    facts = {
        "type": type_, "required": required, "vocabulary": vocabulary, "target": target,
        "owner": owner, "search": search, "unique": unique,
    }  # fmt: skip
    return dataclasses.field(default=type_.canonical(None), metadata={_SPEC: facts})


# without field_specifiers type checkers see that every field has a default
@dataclass_transform(kw_only_default=True, frozen_default=True)
def entity(
    key: str, *, prefix: str = "", natural: tuple[str, ...] = (), reference: bool = False
) -> Callable[[type[T]], type[T]]:
    """Make a frozen, slotted, keyword-only class of `Values`, with its `Entity` at `__entity__`."""

    def wrap(cls: type[T]) -> type[T]:
        given = declared(cls, kw_only=True)
        fields = {f.name: FieldSpec(f.name, entity=key, **f.metadata[_SPEC]) for f in given}
        own = {name: part for name, part in vars(cls).items() if name not in fields and name not in _OF_INSTANCES}
        own |= {
            "__slots__": tuple(fields),
            "_empty": {name: field.default for name, field in fields.items()},
            "_all": attrgetter(*fields),
        }
        made: Any = type(cls.__name__, (Values,), own)
        made.__entity__ = Entity(key, made, fields, prefix, natural, reference)
        return cast("type[T]", made)

    return wrap


def entity_of(cls: type) -> Entity:
    """The `Entity` of a class made by `entity`."""
    found: Entity = cls.__entity__  # type: ignore[attr-defined]
    return found


def values_of(instance: Any) -> dict[str, Any]:
    """All fields of an entity instance as a mapping."""
    empty, found = instance._empty, instance._all(instance)
    return dict(zip(empty, found, strict=True)) if len(empty) > 1 else dict.fromkeys(empty, found)
