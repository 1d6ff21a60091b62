"""The folded text that searching looks in, kept beside each record in the same transaction.

A record is found by its own words, by the names of the places, bodies and documents it refers to, and by the
words of its parts (an obstacle by what it recommends).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from workbench.records.changes import Change
from workbench.records.record import Record, Ref
from workbench.schema.spec import Entity
from workbench.schema.types import REF, REFS
from workbench.storage.database import Database
from workbench.storage.repository import Repository
from workbench.values.text import fold

_NAMED = ("locality", "organization", "document")
_QUOTED = ("recommendation",)


class SearchIndex:
    """Folded words of every searchable record."""

    def __init__(self, database: Database, repository: Repository) -> None:
        self._db = database
        self._repository = repository
        self._entities = repository.entities
        self._words: dict[Ref, str] = {}

    @property
    def searchable(self) -> tuple[str, ...]:
        """Entities that have registers of their own: those with readable codes."""
        return tuple(e.key for e in self._entities.values() if e.prefix)

    def find(self, entity: str, query: str) -> list[str]:
        """Ids whose text holds every word of the query; words may stand in any order, `"…"` as one."""
        tests, parameters = [], [entity]
        for part in _parts(query):
            tests.append(" AND instr(folded, ?) > 0")
            parameters.append(part)
        sql = f"SELECT uid FROM search_text WHERE entity=?{''.join(tests)}"
        return [str(row[0]) for row in self._db.rows(sql, list(parameters))]

    def refresh(self, connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
        """Bring the text of every touched record up to date."""
        touched: dict[Ref, None] = {}
        for change in changes:
            for ref in self._affected(change.ref, change):
                touched[ref] = None
        self._words.clear()
        self._write(connection, touched)

    def rebuild(self, connection: sqlite3.Connection) -> None:
        """Write all texts anew."""
        connection.execute("DELETE FROM search_text")
        self._words.clear()
        for key in self.searchable:
            self._write(connection, [record.ref for record in self._repository.all(key)])

    def stale(self) -> Iterator[Ref]:
        """Records whose stored text differs from what their words give."""
        stored = {
            Ref(str(entity), str(uid)): str(folded)
            for entity, uid, folded in self._db.rows("SELECT entity, uid, folded FROM search_text")
        }
        self._words.clear()
        for key in self.searchable:
            for record in self._repository.all(key):
                if stored.pop(record.ref, None) != fold("\n".join(self._lines(record))):
                    yield record.ref
        yield from stored

    def _write(self, connection: sqlite3.Connection, refs: Iterable[Ref]) -> None:
        for ref in refs:
            record = self._repository.get(ref)
            if record is None:
                connection.execute("DELETE FROM search_text WHERE entity=? AND uid=?", (ref.entity, ref.uid))
            else:
                connection.execute(
                    "INSERT INTO search_text VALUES (?,?,?) ON CONFLICT DO UPDATE SET folded=excluded.folded",
                    (ref.entity, ref.uid, fold("\n".join(self._lines(record)))),
                )

    def _affected(self, ref: Ref, change: Change | None = None) -> Iterator[Ref]:
        entity = self._entities[ref.entity]
        if entity.prefix:
            yield ref
        elif entity.owner is not None:
            owner = self._owner(ref, entity, change)
            if owner is not None:
                yield from self._affected(owner)
        elif entity.key in _NAMED:
            for user, field in self._users(entity.key):
                for record in self._repository.where(user.key, **{field: ref.uid}):
                    yield from self._affected(record.ref)

    def _owner(self, ref: Ref, entity: Entity, change: Change | None) -> Ref | None:
        field = entity.owner
        assert field is not None
        stored = self._repository.get(ref)
        uid = stored.get(field.key) if stored else (change and (change.before or {}).get(field.key))
        return Ref(field.target, uid) if uid else None

    def _users(self, target: str) -> Iterator[tuple[Entity, str]]:
        for entity in self._entities.values():
            if entity.prefix:
                for field in entity.fields.values():
                    if field.type is REF and field.target == target:
                        yield entity, field.key

    def _lines(self, record: Record[Any]) -> Iterator[str]:
        entity = self._entities[record.ref.entity]
        yield from self._own(record)
        for field in entity.fields.values():
            if field.target in _NAMED:
                value = record.get(field.key)
                uids = value if field.type is REFS else (value,) if value else ()
                yield from (self._name(Ref(field.target, uid)) for uid in uids)
        for part in self._entities.values():
            if part.owner is not None and part.owner.target == entity.key:
                for piece in self._repository.where(part.key, **{part.owner.key: record.uid}):
                    yield from self._piece(part, piece)

    def _piece(self, part: Entity, piece: Record[Any]) -> Iterator[str]:
        yield from self._own(piece)
        for field in part.fields.values():
            if field.type is REF and field.target in _NAMED + _QUOTED and piece.get(field.key):
                yield self._name(Ref(field.target, piece.get(field.key)))

    def _name(self, ref: Ref) -> str:
        if ref not in self._words:
            found = self._repository.get(ref)
            self._words[ref] = "\n".join(self._own(found)) if found else ""
        return self._words[ref]

    def _own(self, record: Record[Any]) -> Iterator[str]:
        for field in self._entities[record.ref.entity].fields.values():
            if field.search and record.get(field.key):
                yield str(record.get(field.key))


def _parts(query: str) -> list[str]:
    parts: list[str] = []
    for i, piece in enumerate(query.split('"')):
        folded = fold(piece)
        parts += [folded] if i % 2 and folded else folded.split()
    return parts
