"""The folded text that searching looks in, kept beside each record in the same transaction.

A record is found by its own words, by the names of the places, bodies and documents it refers to, and by the
words of its parts (an obstacle by what it recommends).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
_REMEMBERED = 5_000


class SearchIndex:
    """Folded words of every searchable record."""

    def __init__(self, database: Database, repository: Repository) -> None:
        self._db = database
        self._repository = repository
        self._entities = repository.entities
        self._words: dict[Ref, str] = {}
        self._looks = {key: _look(e, self._entities.values()) for key, e in self._entities.items()}

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

    def refresh(self, connection: sqlite3.Connection, changes: Sequence[Change]) -> None:
        """Bring the text of every touched record up to date."""
        touched: dict[Ref, None] = {}
        named = [change.ref for change in changes]
        for change in changes:
            for ref in self._affected(change.ref, change):
                touched[ref] = None
        self._unlearn(named)
        try:
            self._write(connection, touched)
        finally:
            self._unlearn(named)  # the act may still fail

    def _unlearn(self, refs: Iterable[Ref]) -> None:
        for ref in refs:
            self._words.pop(ref, None)

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
        look = self._looks[record.ref.entity]
        yield from _own(look, record)
        yield from self._names(look.named, record)
        for part, owner in look.parts:
            inner = self._looks[part]
            for piece in self._repository.where(part, **{owner: record.uid}):
                yield from _own(inner, piece)
                yield from self._names(inner.quoted, piece)

    def _names(self, fields: tuple[FieldSpec, ...], record: Record[Any]) -> Iterator[str]:
        for field in fields:
            value = record.get(field.key)
            uids = value if field.type is REFS else (value,) if value else ()
            yield from (self._name(Ref(field.target, uid)) for uid in uids)

    def _name(self, ref: Ref) -> str:
        if ref not in self._words:
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            found = self._repository.get(ref)
            self._words[ref] = "\n".join(_own(self._looks[ref.entity], found)) if found else ""
        return self._words[ref]


@dataclass(frozen=True, slots=True)
class _Look:
    """What of an entity is searched: own texts, fields whose names count, also those of a part, and its parts."""

    texts: tuple[str, ...]
    named: tuple[FieldSpec, ...]
    quoted: tuple[FieldSpec, ...]
    parts: tuple[tuple[str, str], ...]


def _look(entity: Entity, entities: Iterable[Entity]) -> _Look:
    fields = entity.fields.values()
    return _Look(
        tuple(f.key for f in fields if f.search),
        tuple(f for f in fields if f.target in _NAMED),
        tuple(f for f in fields if f.target in _NAMED + _QUOTED),
        tuple((e.key, e.owner.key) for e in entities if e.owner is not None and e.owner.target == entity.key),
    )


def _own(look: _Look, record: Record[Any]) -> Iterator[str]:
    for key in look.texts:
        words = record.get(key)
        if words:
            yield str(words)


def _parts(query: str) -> list[str]:
    parts: list[str] = []
    for i, piece in enumerate(query.split('"')):
        folded = fold(piece)
        parts += [folded] if i % 2 and folded else folded.split()
    return parts
