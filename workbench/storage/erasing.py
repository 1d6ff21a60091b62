"""Content taken out of the journal for good, with the chain left whole.

The chain is made of digests, one for each line, so a line can give up its content and leave its digest behind. It
counts only if a later act of the chain names the record (or file) that was erased: nobody can empty a line unseen.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from workbench.records.record import Ref
from workbench.storage.database import Database
from workbench.storage.plain import dump

FILE = "attachment"  # stands for an entity where a kept file is named
NAMED = '{"erased":""}'  # in the act that erases: the record it names
_MARK = '{"erased":"'
#: What a line of the journal that still has its content looks like in SQL.
HELD = '(before IS NULL OR substr(before, 1, 11) <> \'{"erased":"\')'

Row = Iterable[object]


def is_erased(cell: object) -> bool:
    """Whether a cell holds a digest in place of content, or names what was erased."""
    return isinstance(cell, str) and cell.startswith(_MARK)


def digest(row: Row) -> str:
    """What stands for a line in the chain."""
    return hashlib.sha256(dump(list(row)).encode("utf-8", "surrogatepass")).hexdigest()


def _marked(line: str) -> str:
    return json.dumps({"erased": line}, separators=(",", ":"))


def _left_behind(cell: object) -> str:
    return str(json.loads(str(cell))["erased"])


class Erased:
    """What the journal of one file says was erased: record or file to the number of the act that names it."""

    def __init__(self, database: Database) -> None:
        query = "SELECT entity, uid, max(act) FROM act_change WHERE before=? GROUP BY entity, uid"
        rows = database.rows(query, (NAMED,))
        self._named = {(str(entity), str(uid)): int(str(act)) for entity, uid, act in rows}

    def files(self) -> frozenset[str]:
        """Fingerprints of files whose content was erased."""
        return frozenset(uid for entity, uid in self._named if entity == FILE)

    def change(self, row: tuple[object, ...]) -> str:
        """Digest of a line of `act_change` (act, position, entity, uid, before, after)."""
        left = is_erased(row[4]) and row[4] != NAMED and row[5] is None and self._covers(row[0], row[2], row[3])
        return _left_behind(row[4]) if left else digest(row)

    def source(self, row: tuple[object, ...]) -> str:
        """Digest of a line of `field_source` (act, entity, uid, field, batch, cells, raw)."""
        left = is_erased(row[6]) and row[5] == "[]" and self._covers(row[0], row[1], row[2])
        return _left_behind(row[6]) if left else digest(row)

    def _covers(self, act: object, entity: object, uid: object) -> bool:
        return self._named.get((str(entity), str(uid)), 0) > int(str(act))


def naming(number: int, refs: Iterable[Ref], files: Iterable[str], first: int) -> list[tuple[object, ...]]:
    """Lines of `act_change` by which act `number` names what it erases."""
    named = [*((ref.entity, ref.uid) for ref in refs), *((FILE, sha256) for sha256 in files)]
    return [(number, first + place, entity, uid, NAMED, None) for place, (entity, uid) in enumerate(named)]


def acts_of(database: Database, refs: Iterable[Ref]) -> list[int]:
    """Numbers of the acts that hold content of some records."""
    found: set[int] = set()
    for ref in refs:
        for table in ("act_change", "field_source"):
            rows = database.rows(f"SELECT DISTINCT act FROM {table} WHERE entity=? AND uid=?", (ref.entity, ref.uid))
            found |= {int(str(row[0])) for row in rows}
    return sorted(found)


def erase(connection: sqlite3.Connection, refs: Iterable[Ref]) -> None:
    """Put digests in the place of all content of some records, inside the caller's transaction."""
    for ref in refs:
        key = (ref.entity, ref.uid)
        for row in connection.execute("SELECT * FROM act_change WHERE entity=? AND uid=?", key).fetchall():
            if not is_erased(row[4]):
                connection.execute(
                    "UPDATE act_change SET before=?, after=NULL WHERE act=? AND position=?",
                    (_marked(digest(row)), row[0], row[1]),
                )
        for row in connection.execute("SELECT * FROM field_source WHERE entity=? AND uid=?", key).fetchall():
            if not is_erased(row[6]):
                connection.execute(
                    "UPDATE field_source SET cells='[]', raw=? WHERE entity=? AND uid=? AND field=? AND act=?",
                    (_marked(digest(row)), *key, row[3], row[0]),
                )


def lone_files(database: Database, refs: Iterable[Ref], holders: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Fingerprints of kept files that only these records ever named. `holders`: columns that hold fingerprints."""
    going = {(ref.entity, ref.uid) for ref in refs}
    wanted: dict[str, None] = {}
    for entity, uid in sorted(going):
        rows = database.rows("SELECT before, after FROM act_change WHERE entity=? AND uid=?", (entity, uid))
        for side in (json.loads(str(cell)) for row in rows for cell in row if cell is not None and not is_erased(cell)):
            wanted |= {str(side[key]): None for key in holders.get(entity, ()) if side.get(key)}
    return [sha256 for sha256 in wanted if not any(True for _ in _others(database, sha256, going, holders))]


def _others(
    database: Database, sha256: str, going: set[tuple[str, str]], holders: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Records outside `going` that name a file now or named it once."""
    marks = ",".join("?" * len(holders))
    words = f'%"{sha256}"%'
    for row in database.rows(
        f"SELECT entity, uid FROM act_change WHERE entity IN ({marks}) AND (before LIKE ? OR after LIKE ?)",
        [*holders, words, words],
    ):
        if (str(row[0]), str(row[1])) not in going:
            yield str(row[0]), str(row[1])
