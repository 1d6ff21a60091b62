"""Records in and out of their tables. Reading gives plain values; writing happens only by applying changes."""

from __future__ import annotations

import copy
import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from workbench.errors import RecordUnavailable, UserError
from workbench.records.changes import Change
from workbench.records.record import Record, Ref
from workbench.schema.spec import Entity, FieldSpec
from workbench.schema.types import REFS
from workbench.storage.applying import Applying
from workbench.storage.database import Database
from workbench.storage.fresh import Fresh
from workbench.storage.keeping import Keeping
from workbench.storage.tables import link_table, shape

if TYPE_CHECKING:
    from workbench.storage.figures import Figures

T = TypeVar("T")

_CHUNK = 500  # well under SQLite's limit of bound parameters


class Repository:
    """The stored records of one file, by entity."""

    def __init__(self, database: Database, entities: Mapping[str, Entity]) -> None:
        self._db = database
        self.entities = entities
        self._keeping = Keeping(database, lambda entity: self._select(entity, "1", []), self.many)
        self._writing = threading.local()
        self._only: Mapping[str, Sequence[Record[Any]]] = {}

    def narrowed(self, only: Mapping[str, Sequence[Record[Any]]]) -> Repository:
        """The same records, but `all` of the given entities gives no more than these."""
        made = copy.copy(self)
        made._only = only
        return made

    @cached_property
    def figures(self) -> Figures:
        """Counts for charts, none of which is on the first page."""
        from workbench.storage.figures import Figures

        return Figures(self._db)

    @property
    def _fresh(self) -> Fresh | None:
        found: Fresh | None = getattr(self._writing, "fresh", None)
        return found

    @contextmanager
    def knowing(self, changes: Iterable[Change], revision: int) -> Iterator[None]:
        """Within it, new records of an act that was just applied are known from it and not read back, to this thread:
        the other threads see nothing of it yet.
        """
        self._writing.fresh = Fresh(self.entities, changes, revision)
        try:
            yield
        finally:
            self._writing.fresh = None

    # reading

    def get(self, ref: Ref) -> Record[Any] | None:
        """One record, or None."""
        found = self.many(ref.entity, [ref.uid])
        return found[0] if found else None

    def need(self, ref: Ref) -> Record[Any]:
        """One record that must be there; UserError `not_found` otherwise."""
        found = self.get(ref)
        if found is None:
            raise UserError("not_found", what=ref.uid)
        return found

    def many(self, entity: str, uids: Iterable[str]) -> list[Record[Any]]:
        """Records by id, in the order asked; unknown ids are left out."""
        wanted = list(dict.fromkeys(uids))
        new, stored = self._fresh.split(entity, wanted) if self._fresh else ((), wanted)
        found: dict[str, Record[Any]] = {record.uid: record for record in new}
        for start in range(0, len(stored), _CHUNK):
            part = stored[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            found.update({r.uid: r for r in self._select(entity, f"uid IN ({marks})", part)})
        return [found[uid] for uid in wanted if uid in found]

    def all(self, entity: str) -> list[Record[Any]]:
        """Every record of an entity, in the order of creation."""
        return list(self._only[entity]) if entity in self._only else self._keeping.all(entity)

    def derived(self, name: str, entities: Iterable[str], build: Callable[[], T]) -> T:
        """What `build` makes of whole entities, under a name of its own; kept until one of them changes."""
        return self._keeping.derived(name, entities, build)

    def where(self, entity: str, **equal: object) -> list[Record[Any]]:
        """Records whose column fields equal the given values; a tuple means any of, None an empty field."""
        fields = self.entities[entity].fields
        tests, parameters = [], []
        for key, value in equal.items():
            options = list(value) if isinstance(value, (tuple, list, set, frozenset)) else [value]
            if not options:
                return []
            filled = [fields[key].type.to_plain(option) for option in options if option is not None]
            test = f'"{key}" IN ({",".join("?" * len(filled))})'
            tests.append(f'({test} OR "{key}" IS NULL)' if len(filled) < len(options) else test)
            parameters += filled
        return self._select(entity, " AND ".join(tests) or "1", parameters)

    def numbered(self, entity: str, number: int, year: int | None = None) -> list[str]:
        """Ids of records whose code has this number, in a year or in any; the newest year first."""
        prefix = self.entities[entity].prefix
        query = f"SELECT uid FROM {entity} WHERE code LIKE ? AND CAST(substr(code, ?) AS INTEGER)=? ORDER BY code DESC"
        start = f"{prefix}-{year or '____'}-"
        return [str(row[0]) for row in self._db.rows(query, (f"{start}%", len(start) + 1, number))]

    def follow(self, entity: str, wanted: str, field: str, values: Iterable[str]) -> set[str]:
        """What column `wanted` (`uid` too) holds in the records whose column `field` is one of `values`."""
        listed = sorted(set(values))
        found: set[str] = set()
        for start in range(0, len(listed), _CHUNK):
            part = listed[start : start + _CHUNK]
            query = f'SELECT DISTINCT "{wanted}" FROM {entity} WHERE "{field}" IN ({",".join("?" * len(part))})'
            found.update(str(row[0]) for row in self._db.rows(query, list(part)) if row[0] is not None)
        return found

    def values_of(self, entity: str, field: str) -> set[str]:
        """Every value that a column of words has in any record."""
        query = f'SELECT DISTINCT "{field}" FROM {entity} WHERE "{field}" IS NOT NULL'
        return {str(row[0]) for row in self._db.rows(query)}

    def every_uid(self, entity: str) -> list[str]:
        """Ids of every record of an entity, in the order of creation."""
        return [str(row[0]) for row in self._db.rows(f"SELECT uid FROM {entity} ORDER BY rowid")]

    def every(self, entity: str) -> Iterator[list[Record[Any]]]:
        """Every record of an entity, in the order of creation, some at a time."""
        uids = self.every_uid(entity)
        for start in range(0, len(uids), _CHUNK):
            yield self.many(entity, uids[start : start + _CHUNK])

    def held_by(self, entity: str, field: str, owners: Iterable[str]) -> list[Record[Any]]:
        """Records whose reference `field` is one of `owners`, those of one owner in the order of creation."""
        wanted = list(dict.fromkeys(owners))
        new, stored = self._fresh.held_by(entity, field, wanted) if self._fresh else ([], wanted)
        found: list[Record[Any]] = []
        for start in range(0, len(stored), _CHUNK):
            part = stored[start : start + _CHUNK]
            found += self._select(entity, f'"{field}" IN ({",".join("?" * len(part))})', part)
        return found + new

    def linked(self, entity: str, field: str, target: str) -> list[Record[Any]]:
        """Records whose list field holds `target`."""
        table = link_table(self.entities[entity].fields[field])
        return self._select(entity, f"uid IN (SELECT owner FROM {table} WHERE target=?)", [target])

    def pointing(self, field: FieldSpec, targets: Iterable[str]) -> list[tuple[str, str]]:
        """Ids of the records whose reference or list `field` holds one of `targets`, each with that target."""
        listed = list(targets)
        if not listed:
            return []
        some = "IN (SELECT value FROM json_each(?))"
        query = f'SELECT uid, "{field.key}" FROM {field.entity} WHERE "{field.key}" {some} ORDER BY rowid'
        if field.type is REFS:
            query = f"SELECT owner, target FROM {link_table(field)} WHERE target {some} ORDER BY owner"
        return [(str(uid), str(target)) for uid, target in self._db.rows(query, (json.dumps(listed),))]

    def count(self, entity: str) -> int:
        """How many records of an entity there are."""
        return int(str(self._db.execute(f"SELECT count(*) FROM {entity}").fetchone()[0]))

    def next_code(self, prefix: str, year: int) -> int:
        """The next free number of a series; numbers are never given twice, not even after an undo."""
        found = self._db.rows("SELECT last FROM code_series WHERE prefix=? AND year=?", (prefix, year))
        return int(str(found[0][0])) + 1 if found else 1

    def _select(self, entity: str, where: str, parameters: Sequence[object]) -> list[Record[Any]]:
        made_of = self.entities[entity].cls
        described = shape(made_of)
        rows = self._db.rows(f"{described.select} WHERE {where} ORDER BY rowid", list(parameters))
        if not rows:
            return []
        lists = {}
        if described.lists:
            lists = self._lists(described.lists, [str(row[0]) for row in rows], whole=where == "1")
        made = []
        try:
            for row in rows:
                uid = str(row[0])
                values: dict[str, Any] = dict(zip(described.keys, row[2:], strict=True))
                for key, read, empty in described.readers:
                    cell = values[key]
                    values[key] = empty if cell is None else read(cell)
                if uid in lists:
                    values.update(lists[uid])
                made.append(Record(Ref(entity, uid), cast(int, row[1]), made_of(**values)))
        except (ValueError, TypeError) as error:  # a value that no field of ours would hold: a file made by hand
            raise RecordUnavailable("damaged_record", file=self._db.path.name) from error
        return made

    def _lists(
        self, fields: Iterable[FieldSpec], uids: list[str], *, whole: bool
    ) -> dict[str, dict[str, tuple[str, ...]]]:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for field in fields:
            query = f"SELECT owner, target FROM {link_table(field)}"
            parts = [[]] if whole else [uids[i : i + _CHUNK] for i in range(0, len(uids), _CHUNK)]
            for part in parts:
                where = "" if whole else f" WHERE owner IN ({','.join('?' * len(part))})"
                for owner, target in self._db.rows(f"{query}{where} ORDER BY owner, position", list(part)):
                    found[str(owner)][field.key].append(str(target))
        return {uid: {key: tuple(v) for key, v in fields.items()} for uid, fields in found.items()}

    # writing, inside the caller's transaction

    def apply(self, connection: sqlite3.Connection, changes: Iterable[Change], revision: int) -> None:
        """Write changes exactly as they stand.

        Raises StaleRecord when a record is not as `before` says, or a code is taken: somebody wrote in between.
        """
        Applying(self, connection, revision).write(changes)
