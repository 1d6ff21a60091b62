"""Acts and their changes, chained by hash: who, when, what, from where, before and after.

An act is never altered. Taking one back is a new act that points at it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import cast

from workbench.errors import RecordUnavailable
from workbench.frozen import frozen
from workbench.records.changes import Change, ChangeSet, FieldSource, Label, SourceKind
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.schema.spec import Entity
from workbench.storage.database import Database
from workbench.storage.erasing import FILE, HELD, Erased, acts_of, digest, erase, lone_files, naming
from workbench.storage.plain import dump, from_plain, to_plain
from workbench.storage.sourcing import source_lines

GENESIS = "0" * 64
RECOVERED = "act.recovered"
Rows = list[tuple[object, ...]]
_DIGITS = 8  # of a hash, in print


@frozen
class Act:
    """One transaction as the journal keeps it."""

    number: int
    at: datetime
    actor: str
    kind: SourceKind
    label: Label
    note: str
    undoes: int | None
    before_hash: str
    hash: str


@frozen
class Break:
    """Where the chain does not hold: the act's number and why (a catalogue key). `known`: a recovery found the break,
    and its own act, later in the chain, lists it.
    """

    number: int
    reason: str
    known: bool = False

    @property
    def mark(self) -> str:
        """The break as a recovery lists it."""
        return f"{self.number}:{self.reason.removeprefix('journal.')}"


class Journal:
    """Reads and appends acts of one record file."""

    def __init__(self, database: Database, entities: Mapping[str, Entity]) -> None:
        self._db = database
        self._entities = entities
        self._holders = {
            key: held
            for key, entity in entities.items()
            if (held := tuple(name for name in entity.fields if name in ("sha256", "attachment", "snapshot")))
        }

    def head(self) -> tuple[int, str]:
        """Number and hash of the last act; (0, zeros) when there is none."""
        found = self._db.rows("SELECT number, hash FROM act ORDER BY number DESC LIMIT 1")
        return (int(str(found[0][0])), str(found[0][1])) if found else (0, GENESIS)

    def mark(self) -> str:
        """The head as printed on registers: number of the last act and eight digits of its hash."""
        number, hash_ = self.head()
        return f"{number}-{hash_[:8]}"

    def bears(self, mark: str) -> bool:
        """Whether a mark printed earlier is one that this journal had: what was printed then was not rewritten since."""
        number, _, digits = mark.strip().lower().replace("–", "-").partition("-")
        if not number.isdigit() or len(digits) < _DIGITS:
            return False
        act = self.act(int(number))
        return act is not None and act.hash.startswith(digits)

    def append(self, connection: sqlite3.Connection, act: ChangeSet, at: datetime, actor: str) -> Act:
        """Write an act with its changes and sources inside the caller's transaction."""
        last, before = self.head()
        number = last + 1
        label = dump({"key": act.label.key, "params": dict(act.label.params)})
        gone = lone_files(self._db, act.erases, self._holders) if act.erases else []
        changes = chain(
            (self._change_row(number, place, change) for place, change in enumerate(act.changes)),
            naming(number, act.erases, gone, len(act.changes)),
        )
        brought = {file.sha256: file for file in act.attachments}
        files = [
            (file.sha256, file.name, len(file.data), number, file.data)
            for file in brought.values()
            if self.attachment_name(file.sha256) is None
        ]
        head = (number, at.isoformat(), actor, act.source, label, act.note, act.undoes)
        changed: list[str] = []  # digests, taken while the lines go in: none of the lines is held
        said: list[str] = []
        connection.executemany("INSERT INTO act_change VALUES (?,?,?,?,?,?)", _digested(changes, changed))
        sources = source_lines(number, act.sources, said)
        connection.executemany("INSERT INTO field_source VALUES (?,?,?,?,?,?,?)", sources)
        sealed = _seal(before, head, changed, said, (digest(f[:3]) for f in files))
        connection.execute("INSERT INTO act VALUES (?,?,?,?,?,?,?,?,?)", (*head, before, sealed))
        connection.executemany("INSERT INTO attachment VALUES (?,?,?,?,?)", files)
        again = [(file.data, file.sha256) for file in brought.values()]  # one that was erased may come back
        connection.executemany("UPDATE attachment SET content=? WHERE sha256=? AND length(content)=0", again)
        erase(connection, act.erases)
        connection.executemany("UPDATE attachment SET content=x'' WHERE sha256=?", [(sha256,) for sha256 in gone])
        return Act(number, at, actor, act.source, act.label, act.note, act.undoes, before, sealed)

    def _change_row(self, number: int, position: int, change: Change) -> tuple[object, ...]:
        entity = self._entities[change.ref.entity]
        sides = (to_plain(entity, change.before), to_plain(entity, change.after))
        before, after = (None if side is None else dump(side) for side in sides)
        return (number, position, change.ref.entity, change.ref.uid, before, after)

    def acts(self, limit: int = -1) -> list[Act]:
        """Acts, newest first."""
        return [self._act(row) for row in self._db.rows(f"{_ACT} ORDER BY number DESC LIMIT ?", (limit,))]

    def found(
        self, kinds: Iterable[str] = (), actor: str = "", first: date | None = None, last: date | None = None
    ) -> list[Act]:
        """Acts of some kinds, of one person, of some days, newest first; what is not given does not narrow."""
        tests: list[str] = ["1"]
        parameters: list[object] = list(kinds)
        if parameters:
            tests.append(f"kind IN ({','.join('?' * len(parameters))})")
        given = (("actor=?", actor), ("substr(at, 1, 10)>=?", first), ("substr(at, 1, 10)<=?", last))
        for test, value in given:
            if value:
                tests.append(test)
                parameters.append(value if isinstance(value, str) else value.isoformat())
        rows = self._db.rows(f"{_ACT} WHERE {' AND '.join(tests)} ORDER BY number DESC", parameters)
        return [self._act(row) for row in rows]

    def labelled(self, keys: Iterable[str]) -> list[Act]:
        """Acts of some labels, newest first."""
        wanted = [f'%"{key}"%' for key in keys]
        tests = " OR ".join("label LIKE ?" for _ in wanted)
        rows = self._db.rows(f"{_ACT} WHERE {tests} ORDER BY number DESC", list(wanted))
        return [self._act(row) for row in rows]

    def actors(self) -> list[str]:
        """Everybody who wrote."""
        return [str(row[0]) for row in self._db.rows("SELECT DISTINCT actor FROM act ORDER BY 1")]

    def sizes(self, first: int, last: int) -> dict[int, tuple[int, int]]:
        """How many records each act from `first` to `last` touched, without those erased, and how many were erased."""
        found: dict[int, tuple[int, int]] = {}
        for act, held, n in self._db.rows(
            f"SELECT act, {HELD} AS held, count(DISTINCT entity || uid) FROM act_change"
            " WHERE act BETWEEN ? AND ? AND entity<>? GROUP BY act, held",
            (first, last, FILE),
        ):
            touched, erased = found.get(int(str(act)), (0, 0))
            found[int(str(act))] = (int(str(n)), erased) if held else (touched, int(str(n)))
        return found

    def act(self, number: int) -> Act | None:
        """One act by number."""
        found = self._db.rows(f"{_ACT} WHERE number=?", (number,))
        return self._act(found[0]) if found else None

    def _act(self, row: tuple[object, ...]) -> Act:
        try:
            return _act(row)
        except (ValueError, TypeError, KeyError) as error:  # the file holds something else where an act was
            raise RecordUnavailable("damaged_record", file=self._db.path.name) from error

    def changes(self, number: int) -> tuple[Change, ...]:
        """The changes of an act, in the order they were written."""
        rows = self._db.rows(
            f"SELECT entity, uid, before, after FROM act_change WHERE act=? AND {HELD} ORDER BY position", (number,)
        )
        return tuple(self._change(row) for row in rows)

    def may_erase(self, refs: Iterable[Ref]) -> bool:
        """Whether every act that holds content of these records is as it was written, line by line."""
        told = Erased(self._db)
        for number in acts_of(self._db, refs):
            row = self._db.rows(f"{_ACT} WHERE number=?", (number,))[0]
            if self._resealed(row, told) != row[8]:
                return False
        return True

    def _change(self, row: tuple[object, ...]) -> Change:
        entity = self._entities[str(row[0])]
        before, after = (None if side is None else json.loads(str(side)) for side in row[2:4])
        return Change(Ref(entity.key, str(row[1])), from_plain(entity, before), from_plain(entity, after))

    def history(self, ref: Ref) -> list[tuple[Act, Change]]:
        """Every act that touched a record, newest first, with what it changed there."""
        rows = self._db.rows(
            f"SELECT act, entity, uid, before, after FROM act_change WHERE entity=? AND uid=? AND {HELD}"
            " ORDER BY act DESC, position DESC",
            (ref.entity, ref.uid),
        )
        acts = {number: self.act(number) for number in {int(str(row[0])) for row in rows}}
        return [(cast(Act, acts[int(str(row[0]))]), self._change(row[1:])) for row in rows]

    def changes_of(self, entity: str) -> list[Change]:
        """Every change of the records of one kind, newest first."""
        rows = self._db.rows(
            f"SELECT entity, uid, before, after FROM act_change WHERE entity=? AND {HELD}"
            " ORDER BY act DESC, position DESC",
            (entity,),
        )
        return [self._change(row) for row in rows]

    def steps_of(self, entity: str) -> Iterator[tuple[int, date, Change]]:
        """Every change of the records of one kind with its act's number and day, oldest first."""
        rows = self._db.rows(
            "SELECT act, at, entity, uid, before, after FROM act_change JOIN act ON number = act WHERE entity=?"
            " ORDER BY act, position",
            (entity,),
        )
        for row in rows:
            yield int(str(row[0])), datetime.fromisoformat(str(row[1])).date(), self._change(row[2:])

    def links(self) -> list[tuple[int, SourceKind, int | None]]:
        """Number, kind and undone act of every act that changed something, oldest first: what undo and redo
        reckon from.
        """
        rows = self._db.rows(
            "SELECT number, kind, undoes FROM act"
            f" WHERE EXISTS (SELECT 1 FROM act_change WHERE act=number AND {HELD}) ORDER BY number"
        )
        return [
            (int(str(n)), cast(SourceKind, str(kind)), None if back is None else int(str(back)))
            for n, kind, back in rows
        ]

    def sources(self, ref: Ref) -> dict[tuple[str, int], FieldSource]:
        """Where values of a record came from, by field and act."""
        rows = self._db.rows(
            "SELECT field, act, batch, cells, raw FROM field_source WHERE entity=? AND uid=?",
            (ref.entity, ref.uid),
        )
        return {
            (str(field), int(str(act))): FieldSource(
                ref, str(field), str(batch), tuple(CellRef(*c) for c in json.loads(str(cells))), str(raw)
            )
            for field, act, batch, cells, raw in rows
        }

    def given_by(self, batch: str) -> list[Ref]:
        """Records that an import gave values to, in the order of their ids."""
        rows = self._db.rows("SELECT DISTINCT entity, uid FROM field_source WHERE batch=? ORDER BY 1, 2", (batch,))
        return [Ref(str(entity), str(uid)) for entity, uid in rows]

    def attachment_name(self, sha256: str) -> str | None:
        """Name under which a file was first kept; None when it is not kept."""
        found = self._db.rows("SELECT name FROM attachment WHERE sha256=?", (sha256,))
        return str(found[0][0]) if found else None

    def attachment(self, sha256: str) -> tuple[str, bytes] | None:
        """Name and content of a kept file."""
        found = self._db.rows("SELECT name, content FROM attachment WHERE sha256=?", (sha256,))
        return (str(found[0][0]), cast(bytes, found[0][1])) if found else None

    def verify(self) -> Iterator[Break]:
        """Every place where the chain does not hold, oldest first; nothing when it is whole."""
        listed = self._listed_breaks()
        for found in self._breaks():
            yield replace(found, known=True) if found.mark in listed else found

    def _listed_breaks(self) -> frozenset[str]:
        """Breaks that recoveries found and told in the journal."""
        rows = self._db.rows("SELECT label FROM act WHERE label LIKE ?", (f'%"{RECOVERED}"%',))
        return frozenset(mark for row in rows for mark in _listed(str(row[0])))

    def _breaks(self) -> Iterator[Break]:
        before, expected, told = GENESIS, 1, Erased(self._db)
        for row in self._db.rows(f"{_ACT} ORDER BY number"):
            number = int(str(row[0]))
            if number != expected:
                yield Break(number, "journal.missing_act")
            if row[7] != before:
                yield Break(number, "journal.broken_link")
            if self._resealed(row, told) != row[8] and self._sealed_whole(row) != row[8]:
                yield Break(number, "journal.altered_act")
            before, expected = str(row[8]), number + 1
        for row in self._db.rows(_ORPHANS):
            yield Break(int(str(row[0])) + 1, "journal.missing_act")

    def _resealed(self, row: tuple[object, ...], told: Erased) -> str:
        """The seal of an act as it lies in the file, from the digests of its lines."""
        changes, sources, files = self._stored(row[0])
        return _seal(str(row[7]), row[:7], map(told.change, changes), map(told.source, sources), map(digest, files))

    def _sealed_whole(self, row: tuple[object, ...]) -> str:
        """The seal of an act as earlier versions made it, over its lines in full; none of it can be erased."""
        return _seal_of_lines(str(row[7]), row[:7], *self._stored(row[0]))

    def _stored(self, number: object) -> tuple[Rows, Rows, Rows]:
        changes = self._db.rows("SELECT * FROM act_change WHERE act=? ORDER BY position", (number,))
        sources = self._db.rows("SELECT * FROM field_source WHERE act=?", (number,))
        files = self._db.rows("SELECT sha256, name, size FROM attachment WHERE act=?", (number,))
        return changes, sources, files


_ACT = "SELECT number, at, actor, kind, label, note, undoes, before_hash, hash FROM act"


_ORPHANS = (
    "SELECT act FROM act_change WHERE act >= (SELECT coalesce(max(number) + 1, 1) FROM act)"
    " UNION SELECT act FROM field_source WHERE act >= (SELECT coalesce(max(number) + 1, 1) FROM act) ORDER BY act"
)


def _act(row: tuple[object, ...]) -> Act:
    label = json.loads(str(row[4]))
    return Act(
        int(str(row[0])),
        datetime.fromisoformat(str(row[1])),
        str(row[2]),
        cast(SourceKind, str(row[3])),
        Label(label["key"], label["params"]),
        str(row[5]),
        None if row[6] is None else int(str(row[6])),
        str(row[7]),
        str(row[8]),
    )


def _listed(words: str) -> list[str]:
    """Breaks that the label of a recovery lists; none when the label cannot be read."""
    try:
        label = json.loads(words)
        return str(label["params"].get("breaks", "")).split() if label["key"] == RECOVERED else []
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def _digested(lines: Iterable[tuple[object, ...]], digests: list[str]) -> Iterator[tuple[object, ...]]:
    """The lines as they are; what stands for each in the chain is put down beside."""
    for line in lines:
        digests.append(digest(line))
        yield line


def _seal(
    before: str, head: Iterable[object], changes: Iterable[str], sources: Iterable[str], files: Iterable[str]
) -> str:
    """The hash of an act: over the one before it, its head, and the digests of its lines."""
    hasher = hashlib.sha256(b"lines\n" + before.encode())
    hasher.update(dump(list(head)).encode())
    for lines in (changes, sorted(sources), sorted(files)):
        hasher.update("".join(lines).encode())
        hasher.update(b"\n")
    return hasher.hexdigest()


def _seal_of_lines(before: str, head: Iterable[object], changes: Rows, sources: Rows, files: Rows) -> str:
    hasher = hashlib.sha256(before.encode())
    hasher.update(dump(list(head)).encode())
    for row in changes:
        hasher.update(dump(row).encode())
    for part in (sources, files):
        for line in sorted(dump(row) for row in part):
            hasher.update(line.encode())
    return hasher.hexdigest()
