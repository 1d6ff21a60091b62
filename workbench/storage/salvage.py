"""Reading what can still be read of a damaged file, around the places that cannot.

A range that fails is read from both ends, then halved. Nothing is trusted: what comes back may be old, or
another's; whoever uses it holds it against seals and journal. The damaged file itself is never written.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench.errors import RecordUnavailable, UserError
from workbench.storage import engine
from workbench.storage.cipher import Key
from workbench.storage.database import APPLICATION_ID, Database
from workbench.storage.tables import columns, link_table, links

Row = dict[str, Any]
_FAR = 1 << 40  # beyond any row number of a record
_PATIENCE = 2000  # ranges that may fail in one table
_BY_NUMBER = {"act": ("number",), "act_change": ("act", "position")}


def patched(damaged: Path, scratch: Path, key: Key | None = None) -> Path:
    """A copy to read from, as long as its first page says: SQLite refuses a file cut short as a whole.

    The first page of an encrypted file cannot be read here; its copy is made twice as long as the file.
    Raises UserError `not_a_record` when the first page is not that of one of our records.
    """
    shutil.copyfile(damaged, scratch)
    journal = damaged.with_name(f"{damaged.name}-journal")
    if journal.exists():
        shutil.copyfile(journal, scratch.with_name(f"{scratch.name}-journal"))
    with scratch.open("r+b") as file:
        if key is not None:
            file.truncate(2 * file.seek(0, 2))
            return scratch
        first = file.read(100)
        if first[:16] != b"SQLite format 3\x00" or int.from_bytes(first[68:72], "big") != APPLICATION_ID:
            raise UserError("not_a_record", file=damaged.name)
        page = int.from_bytes(first[16:18], "big")
        wanted = int.from_bytes(first[28:32], "big") * (65536 if page == 1 else page)
        if file.seek(0, 2) < wanted < 1 << 36:
            file.truncate(wanted)
    return scratch


class Salvage:
    """A damaged file open for reading. Made only when its list of tables can be read; UserError otherwise."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.torn: set[str] = set()  # tables that could not be read to the end
        self._columns = self._known_tables()
        if "act" not in self._columns:
            raise RecordUnavailable("safety.beyond_recovery", file=database.path.name)

    def _known_tables(self) -> dict[str, list[str]]:
        """Columns of every plain table; views and virtual tables are not even looked at."""
        rows = self._db.rows("SELECT name, sql FROM sqlite_master WHERE type='table'")
        found = {}
        for name, sql in rows:
            if str(sql).upper().startswith("CREATE TABLE") and '"' not in str(name):
                found[str(name)] = [str(row[1]) for row in self._db.rows(f'PRAGMA table_info("{name}")')]
        return found

    def has(self, table: str) -> bool:
        """Whether the file has this table."""
        return table in self._columns

    def rows(self, table: str) -> list[Row]:
        """Every row that can be read of a table with row numbers, or of one led by the number of an act."""
        if table not in self._columns:
            return []
        led = _BY_NUMBER.get(table, ("rowid",))
        lead = led[0]
        hint = "" if len(led) > 1 else " NOT INDEXED"
        sql = f"SELECT {lead} AS _lead, {self._names(table)} FROM {table}{hint} WHERE {lead} BETWEEN ? AND ? ORDER BY "
        found: dict[object, Row] = {}
        for row in self._around(table, sql, led):
            own = {name: value for name, value in row.items() if name != "_lead"}
            found[(row["_lead"], *(row.get(name) for name in led[1:]))] = own
        return list(found.values())

    def _around(self, table: str, sql: str, led: tuple[str, ...]) -> Iterator[Row]:
        """Rows of a table. A range that fails is read from both ends towards the damage, and what is left
        between is halved; widest first, so that a lost page costs no more than its own rows.
        """
        rising, falling = sql + ", ".join(led), sql + ", ".join(f"{name} DESC" for name in led)
        todo = deque([(0, self._most(table, led[0]))])
        failed = 0
        while todo and failed < _PATIENCE:
            low, high = todo.popleft()
            front, whole = self._until_damage(rising, (low, high))
            yield from front
            if whole:
                continue
            failed += 1
            self.torn.add(table)
            back, _ = self._until_damage(falling, (low, high))
            yield from back
            if low == high:
                continue
            low = front[-1]["_lead"] if front else low
            high = back[-1]["_lead"] if back else high
            if low < high:
                middle = (low + high) // 2
                todo += [(low, middle), (middle + 1, high)]

    def swept(self, table: str, key: str, known: Iterable[tuple[object, ...]]) -> list[Row]:
        """Every row that can be read of a table without row numbers: from the front up to the first damage, from
        the back down to the last, and between them by `known` values of the `key` columns.
        """
        if table not in self._columns:
            return []
        order = ", ".join(f"{name} DESC" for name in self._primary(table))
        forward, whole = self._until_damage(f"SELECT {self._names(table)} FROM {table}")
        if whole:
            return forward
        self.torn.add(table)
        backward, _ = self._until_damage(f"SELECT {self._names(table)} FROM {table} ORDER BY {order}")
        between: list[Row] = []
        test = " AND ".join(f"{name}=?" for name in key.split())
        for values in known:
            found, _ = self._until_damage(f"SELECT {self._names(table)} FROM {table} WHERE {test}", values)
            between += found
        return list({repr(sorted(row.items(), key=_by_name)): row for row in (*forward, *backward, *between)}.values())

    def _until_damage(self, sql: str, values: tuple[object, ...] = ()) -> tuple[list[Row], bool]:
        found: list[Row] = []
        try:
            cursor = self._db.connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                found.append(dict(zip(names, row, strict=True)))
        except engine.ERRORS:
            self._db.renew()
            return found, False
        return found, True

    def _most(self, table: str, key: str) -> int:
        found, whole = self._until_damage(f"SELECT max({key}) AS most FROM {table}")
        return int(found[0]["most"] or 0) if whole and found else _FAR

    def _names(self, table: str) -> str:
        return ", ".join(f'"{name}"' for name in self._columns[table])

    def _primary(self, table: str) -> list[str]:
        rows = self._db.rows(f'PRAGMA table_info("{table}")')
        keyed = sorted((int(str(row[5])), str(row[1])) for row in rows if int(str(row[5])))
        return [f'"{name}"' for _, name in keyed]


def _by_name(item: tuple[str, Any]) -> str:
    return item[0]


def read_entity(salvage: Salvage, entity: Any, progress: Callable[[], object] = lambda: None) -> dict[str, Row]:
    """What can be read of an entity: id to the stored content, empty values left out, lists in order."""
    own = {"uid", "revision", *(field.key for field in columns(entity))}
    found: dict[str, Row] = {}
    for row in salvage.rows(entity.key):
        if isinstance(row.get("uid"), str):
            found[row["uid"]] = {key: value for key, value in row.items() if value is not None and key in own}
    for field in links(entity):
        table = link_table(field)
        swept = salvage.swept(table, "owner", [(uid,) for uid in found])
        lines = [line for line in swept if isinstance(line["position"], int) and isinstance(line["target"], str)]
        for line in sorted(lines, key=lambda r: (str(r["owner"]), r["position"])):
            if line["owner"] in found:
                found[line["owner"]].setdefault(field.key, []).append(line["target"])
        progress()
    return found


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> bool:
    """Write a salvaged row; whether that went. One that is there already, or that no table takes, is left out."""
    names = ", ".join(f'"{name}"' for name in row)
    values = [clean(value) for value in row.values()]
    sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({','.join('?' * len(row))})"
    try:
        return connection.execute(sql, values).rowcount == 1
    except engine.INTEGRITY:  # a value of a type that the column does not take
        return False


def clean(value: Any) -> Any:
    """Texts with broken bytes get marks in their place."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return [clean(part) for part in value] if isinstance(value, list) else value
