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
from workbench.schema.spec import Entity, FieldSpec
from workbench.schema.types import REFS
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
            for owner in self._owners(ref, entity.owner, change):
                yield from self._affected(owner)
        # what is created or removed has no users but those that the same act touches
        renamed = change is not None and change.before is not None and change.after is not None
        if renamed and entity.key in _NAMED + _QUOTED:
            for user in self._users(ref):
                yield from self._affected(user)

    def _owners(self, ref: Ref, field: FieldSpec, change: Change | None) -> Iterator[Ref]:
        stored = self._repository.get(ref)
        uids = {
            stored.get(field.key) if stored else None,
            ((change and change.before) or {}).get(field.key),
            ((change and change.after) or {}).get(field.key),
        }
        yield from (Ref(field.target, uid) for uid in uids if uid)

    def _users(self, ref: Ref) -> Iterator[Ref]:
        """Records, and parts of records, that show the words of `ref`."""
        for entity in self._entities.values():
            if not entity.prefix and entity.owner is None:
                continue
            for field in entity.fields.values():
                if field.target == ref.entity and not field.owner:
                    found = (
                        self._repository.linked(entity.key, field.key, ref.uid)
                        if field.type is REFS
                        else self._repository.where(entity.key, **{field.key: ref.uid})
                    )
                    yield from (record.ref for record in found)

    def _lines(self, record: Record[Any]) -> Iterator[str]:
        entity = self._entities[record.ref.entity]
        yield from self._own(record)
        yield from self._names(entity, record, _NAMED)
        for part in self._entities.values():
            if part.owner is not None and part.owner.target == entity.key:
                for piece in self._repository.where(part.key, **{part.owner.key: record.uid}):
                    yield from self._own(piece)
                    yield from self._names(part, piece, _NAMED + _QUOTED)

    def _names(self, entity: Entity, record: Record[Any], targets: tuple[str, ...]) -> Iterator[str]:
        for field in entity.fields.values():
            if field.target in targets:
                value = record.get(field.key)
                uids = value if field.type is REFS else (value,) if value else ()
                yield from (self._name(Ref(field.target, uid)) for uid in uids)

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
