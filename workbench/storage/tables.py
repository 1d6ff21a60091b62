"""Where entities live: one STRICT table each, one ordered link table for each list field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from workbench.frozen import frozen
from workbench.schema.spec import Entity, FieldSpec, entity_of
from workbench.schema.types import REF, REFS, as_it_is


def link_table(field: FieldSpec) -> str:
    """Name of the table that holds a list field."""
    return f"{field.entity}_{field.key}"


def columns(entity: Entity) -> tuple[FieldSpec, ...]:
    """Fields kept as columns of the entity's own table."""
    return tuple(f for f in entity.fields.values() if f.type.storage == "column")


def links(entity: Entity) -> tuple[FieldSpec, ...]:
    """Fields kept in link tables."""
    return tuple(f for f in entity.fields.values() if f.type.storage == "link")


@frozen
class Shape:
    """How an entity is read: its columns as SQL with their keys, in order, and its list fields.

    `readers` are key, reader and empty value of the columns whose values are not what is stored.
    """

    select: str
    keys: tuple[str, ...]
    readers: tuple[tuple[str, Callable[[Any], Any], Any], ...]
    lists: tuple[FieldSpec, ...]


@cache
def shape(cls: type) -> Shape:
    """The shape of an entity's class; worked out once."""
    entity = entity_of(cls)
    own = columns(entity)
    names = ", ".join(f'"{f.key}"' for f in own)
    readers = tuple(
        (f.key, f.type.from_plain, f.default) for f in own if f.type.from_plain is not as_it_is or f.default is not None
    )
    keys = tuple(f.key for f in own)
    return Shape(f"SELECT uid, revision, {names} FROM {entity.key}", keys, readers, links(entity))


def create_statements(entities: Iterable[Entity]) -> list[str]:
    """The statements that would create the tables of these entities, as they are declared now.

    Used to write the first migration and to check that a migrated file has exactly these columns.
    """
    made: list[str] = []
    for entity in entities:
        lines = ["uid TEXT PRIMARY KEY NOT NULL", "revision INTEGER NOT NULL"]
        lines += [_column(f) for f in columns(entity)]
        made.append(f"CREATE TABLE {entity.key} (\n  " + ",\n  ".join(lines) + "\n) STRICT")
        for field in columns(entity):
            if field.type is REF or field.key in ("number_key", "sha256"):
                made.append(f"CREATE INDEX {entity.key}_by_{field.key} ON {entity.key} ({field.key})")
        for field in links(entity):
            made.append(_link(entity, field))
            made.append(f"CREATE INDEX {link_table(field)}_by_target ON {link_table(field)} (target)")
    return made


def _column(field: FieldSpec) -> str:
    line = f'"{field.key}" {field.type.sql}'
    if field.required:
        line += " NOT NULL"
    if field.unique:
        line += " UNIQUE"
    if field.type is REF:
        line += f" REFERENCES {field.target} (uid)"
    return line


def _link(entity: Entity, field: FieldSpec) -> str:
    target = "target TEXT NOT NULL"
    if field.type is REFS:
        target += f" REFERENCES {field.target} (uid)"
    return (
        f"CREATE TABLE {link_table(field)} (\n  owner TEXT NOT NULL REFERENCES {entity.key} (uid),\n"
        f"  position INTEGER NOT NULL,\n  {target},\n  PRIMARY KEY (owner, position)\n) STRICT, WITHOUT ROWID"
    )


def expected(entities: Mapping[str, Entity]) -> dict[str, tuple[str, ...]]:
    """Table name to column names, for comparing with a real file."""
    tables: dict[str, tuple[str, ...]] = {}
    for entity in entities.values():
        tables[entity.key] = ("uid", "revision", *(f.key for f in columns(entity)))
        for field in links(entity):
            tables[link_table(field)] = ("owner", "position", "target")
    return tables
