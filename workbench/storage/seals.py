"""A hash of every record, kept with the record: a value changed behind the program's back shows, one letter too.

SQLite's own check sees torn pages and broken indexes, but not a text that became another text. Tables that hold no
records of their own but count or govern (`LOOSE`) are sealed row by row in the same way.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workbench.frozen import frozen
from workbench.progress import Progress, Silent
from workbench.records.changes import Change
from workbench.records.record import Ref
from workbench.schema.spec import Entity
from workbench.storage import engine
from workbench.storage.database import Database, meaning
from workbench.storage.plain import dump
from workbench.storage.tables import link_table, links

LOOSE: Mapping[str, tuple[str, ...]] = {
    "code_series": ("prefix", "year"),
    "condition": ("key",),
    "_sqlite_migrations": ("id",),
}
CHUNK = 500
_BROKEN = bytes(16)  # the seal of a record that did not match when all were sealed anew
_PUT = "INSERT INTO seal VALUES (?,?,?) ON CONFLICT DO UPDATE SET hash=excluded.hash"

Content = dict[str, Any]


@frozen
class Flaw:
    """A record that is not as it was sealed: `altered`, `unsealed` (nobody wrote it through the program) or
    `vanished`."""

    ref: Ref
    reason: str


class Contents:
    """Records as they lie in the file, unread: column or list name to the stored value, empty ones left out."""

    def __init__(self, database: Database, entities: Mapping[str, Entity]) -> None:
        self._db = database
        self._entities = entities

    def some(self, entity: str, uids: list[str]) -> dict[str, Content]:
        """The content of some records, at most `CHUNK`, by id."""
        marks = ",".join("?" * len(uids))
        names, rows = self._read(f"SELECT * FROM {entity} WHERE uid IN ({marks})", uids)
        found: dict[str, Content] = {}
        for row in rows:
            content = {name: value for name, value in zip(names, row, strict=True) if value is not None}
            found[str(content["uid"])] = content
        for field in links(self._entities[entity]):
            query = f"SELECT owner, target FROM {link_table(field)} WHERE owner IN ({marks}) ORDER BY owner, position"
            for owner, target in self._db.rows(query, list(uids)):
                if str(owner) in found:  # a list whose owner is gone is a broken reference, told elsewhere
                    found[str(owner)].setdefault(field.key, []).append(target)
        return found

    def all(self, entity: str) -> Iterator[dict[str, Content]]:
        """The content of every record, some hundred at a time."""
        last = 0
        while True:
            rows = self._db.rows(f"SELECT rowid, uid FROM {entity} WHERE rowid>? ORDER BY rowid LIMIT {CHUNK}", (last,))
            if not rows:
                return
            last = int(str(rows[-1][0]))
            yield self.some(entity, [str(uid) for _, uid in rows])

    def loose(self, table: str) -> dict[str, Content]:
        """Rows of a table of `LOOSE` by their key."""
        names, found = self._read(f"SELECT * FROM {table}", [])
        rows = [dict(zip(names, row, strict=True)) for row in found]
        return {"/".join(str(row[key]) for key in LOOSE[table]): row for row in rows}

    def _read(self, sql: str, parameters: list[str]) -> tuple[list[str], list[tuple[object, ...]]]:
        """Names of the columns, and the rows."""
        cursor = self._db.execute(sql, list(parameters))
        try:
            return [column[0] for column in cursor.description], cursor.fetchall()
        except engine.ERRORS as error:
            raise meaning(error, self._db.path) from error


class Seals:
    """The seals of one file."""

    def __init__(self, database: Database, entities: Mapping[str, Entity]) -> None:
        self._db = database
        self._entities = entities
        self.contents = Contents(database, entities)

    def refresh(self, connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
        """Seal every record that an act touched, inside the act's transaction."""
        touched: dict[str, dict[str, None]] = {}
        coded = False
        for change in changes:
            touched.setdefault(change.ref.entity, {})[change.ref.uid] = None
            coded = coded or "code" in (change.after or {})
        for entity, uids in touched.items():
            listed = list(uids)
            for start in range(0, len(listed), CHUNK):
                self._seal(connection, entity, listed[start : start + CHUNK])
        if coded:
            self.refresh_loose(connection, "code_series")

    def _seal(self, connection: sqlite3.Connection, entity: str, uids: list[str]) -> None:
        found = self.contents.some(entity, uids)
        connection.executemany(_PUT, [(entity, uid, seal_of(entity, content)) for uid, content in found.items()])
        gone = [(entity, uid) for uid in uids if uid not in found]
        if gone:
            connection.executemany("DELETE FROM seal WHERE entity=? AND uid=?", gone)

    def refresh_loose(self, connection: sqlite3.Connection, table: str) -> None:
        """Seal every row of a table of `LOOSE`, inside the caller's transaction."""
        connection.execute("DELETE FROM seal WHERE entity=?", (table,))
        rows = self.contents.loose(table)
        connection.executemany(_PUT, [(table, key, seal_of(table, row)) for key, row in rows.items()])

    def rebuild(self, connection: sqlite3.Connection, broken: Iterable[Ref] = ()) -> None:
        """Seal everything anew, as when the structure changed; what was `broken` before stays so."""
        connection.execute("DELETE FROM seal")
        for entity in self._entities:
            for part in self.contents.all(entity):
                connection.executemany(_PUT, [(entity, uid, seal_of(entity, c)) for uid, c in part.items()])
        for table in LOOSE:
            self.refresh_loose(connection, table)
        connection.executemany(_PUT, [(ref.entity, ref.uid, _BROKEN) for ref in broken])

    def flaws(self, progress: Progress | None = None) -> Iterator[Flaw]:
        """Every record that is not as it was sealed; nothing when all are."""
        watch = progress or Silent()
        total = int(str(self._db.rows("SELECT count(*) FROM seal")[0][0]))
        done = 0
        for entity in self._entities:
            for part in self.contents.all(entity):
                yield from self._compared(entity, part)
                done += len(part)
                watch.step(min(done, total), total, "safety.phase_seals")
            yield from self._vanished(entity)
        for table in self._loose_there():
            rows = self.contents.loose(table)
            yield from self._compared(table, rows)
            for key in self._sealed(table) - rows.keys():
                yield Flaw(Ref(table, key), "vanished")
        known = (*self._entities, *LOOSE)
        marks = ",".join("?" * len(known))
        for place, name in self._db.rows(f"SELECT entity, uid FROM seal WHERE entity NOT IN ({marks})", list(known)):
            yield Flaw(Ref(str(place), str(name)), "vanished")

    def _compared(self, entity: str, part: Mapping[str, Content]) -> Iterator[Flaw]:
        uids = list(part)
        for start in range(0, len(uids), CHUNK):
            some = uids[start : start + CHUNK]
            marks = ",".join("?" * len(some))
            query = f"SELECT uid, hash FROM seal WHERE entity=? AND uid IN ({marks})"
            sealed = {str(uid): hash_ for uid, hash_ in self._db.rows(query, [entity, *some])}
            for uid in some:
                if uid not in sealed:
                    yield Flaw(Ref(entity, uid), "unsealed")
                elif sealed[uid] != seal_of(entity, part[uid]):
                    yield Flaw(Ref(entity, uid), "altered")

    def _vanished(self, entity: str) -> Iterator[Flaw]:
        for (uid,) in self._db.rows(
            f"SELECT uid FROM seal WHERE entity=? AND uid NOT IN (SELECT uid FROM {entity})", (entity,)
        ):
            yield Flaw(Ref(entity, str(uid)), "vanished")

    def _loose_there(self) -> list[str]:
        """Tables of `LOOSE` that the file has; older ones lack some."""
        there = {str(row[0]) for row in self._db.rows("SELECT name FROM sqlite_master WHERE type='table'")}
        return [table for table in LOOSE if table in there]

    def _sealed(self, table: str) -> set[str]:
        return {str(row[0]) for row in self._db.rows("SELECT uid FROM seal WHERE entity=?", (table,))}


def seal_of(table: str, content: Content) -> bytes:
    """16 bytes that stand for a record's content in its table."""
    return hashlib.blake2b(f"{table}\n{dump(content)}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
