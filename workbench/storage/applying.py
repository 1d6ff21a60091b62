"""Changes put into the tables of the records, exactly as they stand: many new ones of one entity go in together."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Protocol

from workbench.errors import StaleRecord
from workbench.frozen import frozen
from workbench.records.changes import Change
from workbench.records.record import Record, Ref, name_of
from workbench.schema.spec import Entity, entity_of
from workbench.storage import engine
from workbench.storage.tables import columns, link_table, links

_RUN = 500  # records read together before they are changed
Written = tuple[str, Mapping[str, Any]]  # id of a record, and what is written of it
_COUNT = "INSERT INTO code_series VALUES (?,?,?) ON CONFLICT DO UPDATE SET last=max(last, excluded.last)"


class Records(Protocol):
    """Where stored records are read from."""

    entities: Mapping[str, Entity]

    def many(self, entity: str, uids: Iterable[str]) -> list[Record[Any]]:
        """Records by id."""


@frozen
class _Columns:
    """Columns of an entity with what makes their values plain, and its list fields with their tables."""

    own: tuple[tuple[str, Callable[[Any], Any]], ...]
    lists: tuple[tuple[str, str], ...]


@cache
def _columns(cls: type) -> _Columns:
    entity = entity_of(cls)
    own = tuple((field.key, field.type.to_plain) for field in columns(entity))
    return _Columns(own, tuple((field.key, link_table(field)) for field in links(entity)))


class Applying:
    """One act on its way into the tables, inside its transaction. `revision`: the act's number."""

    def __init__(self, records: Records, connection: sqlite3.Connection, revision: int) -> None:
        self._records = records
        self._connection = connection
        self._revision = revision

    def write(self, changes: Iterable[Change]) -> None:
        """All of them, in order; of new records in a row those of one entity together.

        References are looked at when the act is whole, so that a part may come before what it is a part of.
        """
        for new, run in groupby(changes, lambda change: change.before is None):
            if new:
                self._insert(run)
            else:
                self._alter(list(run))

    # new records

    def _insert(self, changes: Iterable[Change]) -> None:
        new: dict[str, list[Written]] = {}
        for change in changes:
            new.setdefault(change.ref.entity, []).append((change.ref.uid, change.after or {}))
        for key, records in new.items():
            self._insert_records(self._records.entities[key], records)

    def _insert_records(self, entity: Entity, records: Sequence[Written]) -> None:
        """New records of one entity, in their order."""
        shape = _columns(entity.cls)
        filled = frozenset[str]().union(*(after for _, after in records))
        own = [(key, plain) for key, plain in shape.own if key in filled]
        names = "".join(f', "{key}"' for key, _ in own)
        sql = f"INSERT INTO {entity.key} (uid, revision{names}) VALUES (?,?{',?' * len(own)})"
        rows = [
            (uid, self._revision, *[plain(after[key]) if key in after else None for key, plain in own])
            for uid, after in records
        ]
        self._write(sql, rows, entity, records)
        self._insert_lists(shape, records)
        self._count_codes(entity, records)

    # stored records

    def _alter(self, changes: Sequence[Change]) -> None:
        """Update and delete, each once it is found to be as the change says. What a change before it may have touched
        is read anew."""
        for run in _distinct(changes):
            stored = self._stored(run)
            for change in run:
                self._check(change, stored.get(change.ref))
            for gone, some in groupby(run, lambda change: change.after is None):
                if gone:
                    self._delete(some)
                else:
                    self._update(some)

    def _stored(self, changes: Sequence[Change]) -> dict[Ref, Record[Any]]:
        wanted: dict[str, list[str]] = {}
        for change in changes:
            wanted.setdefault(change.ref.entity, []).append(change.ref.uid)
        many = self._records.many
        return {record.ref: record for entity, uids in wanted.items() for record in many(entity, uids)}

    def _check(self, change: Change, stored: Record[Any] | None) -> None:
        if stored is None:
            name = name_of(self._records.entities[change.ref.entity], change.before or {})
            raise StaleRecord("stale_record", what=name)
        for key, value in (change.before or {}).items():
            if stored.get(key) != value:
                raise StaleRecord("stale_record", what=stored.name, field=key)

    def _update(self, changes: Iterable[Change]) -> None:
        """In order: a code that one record gives up may be taken by the next."""
        for (key, touched), alike in groupby(changes, lambda change: (change.ref.entity, tuple(change.after or ()))):
            records = [(change.ref.uid, change.after or {}) for change in alike]
            self._update_records(self._records.entities[key], touched, records)

    def _update_records(self, entity: Entity, touched: Collection[str], records: Sequence[Written]) -> None:
        """Stored records of one entity of which the same fields change."""
        shape = _columns(entity.cls)
        own = [(key, plain) for key, plain in shape.own if key in touched]
        sets = "".join(f', "{key}"=?' for key, _ in own)
        sql = f"UPDATE {entity.key} SET revision=?{sets} WHERE uid=?"
        rows = [(self._revision, *[plain(after[key]) for key, plain in own], uid) for uid, after in records]
        self._write(sql, rows, entity, records)
        for key, table in shape.lists:
            if key in touched:
                self._connection.executemany(f"DELETE FROM {table} WHERE owner=?", [(uid,) for uid, _ in records])
        self._insert_lists(shape, records)
        self._count_codes(entity, records)

    def _delete(self, changes: Iterable[Change]) -> None:
        going: dict[str, list[tuple[str]]] = {}
        for change in changes:
            going.setdefault(change.ref.entity, []).append((change.ref.uid,))
        for key, uids in going.items():
            for _, table in _columns(self._records.entities[key].cls).lists:
                self._connection.executemany(f"DELETE FROM {table} WHERE owner=?", uids)
            self._connection.executemany(f"DELETE FROM {key} WHERE uid=?", uids)

    # both

    def _write(self, sql: str, rows: Sequence[tuple[Any, ...]], entity: Entity, records: Sequence[Written]) -> None:
        """One row for each record. StaleRecord names the one whose code or day is already in use."""
        before = self._connection.total_changes
        try:
            self._connection.executemany(sql, rows)
        except engine.INTEGRITY as error:
            _, failed = records[self._connection.total_changes - before]  # those before it went in
            _tell_taken(error, entity, failed)
            raise

    def _insert_lists(self, shape: _Columns, records: Sequence[Written]) -> None:
        for key, table in shape.lists:
            held = ((uid, after[key]) for uid, after in records if key in after)
            places = [(uid, place, target) for uid, targets in held for place, target in enumerate(targets)]
            self._connection.executemany(f"INSERT INTO {table} VALUES (?,?,?)", places)

    def _count_codes(self, entity: Entity, records: Sequence[Written]) -> None:
        """Numbers of a series that were given: the next one comes after them."""
        if not entity.prefix:
            return
        series: dict[tuple[str, int], int] = {}
        for code in (after.get("code") for _, after in records):
            prefix, _, rest = code.partition("-") if isinstance(code, str) else ("", "", "")
            year, _, number = rest.partition("-")
            if prefix == entity.prefix and year.isdigit() and number.isdigit():
                key = (prefix, int(year))
                series[key] = max(series.get(key, 0), int(number))
        self._connection.executemany(_COUNT, [(*key, last) for key, last in series.items()])


def _distinct(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes in order, in runs in which no record comes twice."""
    run: dict[Ref, Change] = {}
    for change in changes:
        if change.ref in run or len(run) == _RUN:
            yield list(run.values())
            run = {}
        run[change.ref] = change
    if run:
        yield list(run.values())


def _tell_taken(error: Exception, entity: Entity, values: Mapping[str, Any]) -> None:
    """Say which code or day is already in use when a write failed because a value must be the only one of its kind."""
    if engine.code_of(error) in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY):
        alone = [values[f.key] for f in entity.fields.values() if f.unique and values.get(f.key)]
        raise StaleRecord("already_there", what=str(alone[0]) if alone else name_of(entity, values)) from error
