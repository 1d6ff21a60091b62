"""What the structure of a record must be, so that one made by hand can hold no triggers, views or checks of its own.

The known structure is that of the shipped steps; nothing of a file is run or read before it was compared.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path

from workbench.assets import worked_out
from workbench.storage.database import Database

STEPS = tuple(sorted((Path(__file__).parent / "steps").glob("*.sql")))
STEP_TABLE = "_sqlite_migrations"
_STEP_RECORD = {
    STEP_TABLE: (
        f'CREATE TABLE "{STEP_TABLE}" ( "id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT )'
    ),
    f"idx_{STEP_TABLE}_migration_set_name": (
        f'CREATE UNIQUE INDEX "idx_{STEP_TABLE}_migration_set_name" ON "{STEP_TABLE}" ("migration_set", "name")'
    ),
}
_MEASURED = {  # what SQLite itself adds when asked to measure; nothing else may hide under such a name
    "sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}


def statements(path: Path) -> list[str]:
    """The statements of a step, one after the other."""
    return [statement for statement in path.read_text("utf-8").split(";\n") if statement.strip()]


def differences(database: Database, newer: bool = False) -> list[str]:
    """Names of tables, indexes, triggers and views that are not as the steps made them, or that no step made.

    `newer`: the file was written by a later minor version, which may have added tables, indexes and columns; then
    only triggers, views and virtual tables count that this program does not know.
    """
    found = {
        str(name): (str(kind), _plain(str(sql)))
        for kind, name, sql in database.rows("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        if _MEASURED.get(str(name)) != sql
    }
    if newer:
        ours = known(tuple(step.stem for step in STEPS))
        return sorted(
            name
            for name, (kind, sql) in found.items()
            if kind not in ("table", "index") or (sql.upper().startswith("CREATE VIRTUAL") and ours.get(name) != sql)
        )
    recorded = found.get(STEP_TABLE)
    if recorded and recorded[1] != _plain(_STEP_RECORD[STEP_TABLE]):
        return [STEP_TABLE]  # not even the list of steps can be read safely
    wanted = known(_applied(database, recorded is not None))
    own = {name: sql for name, (_, sql) in found.items()}
    return sorted(name for name in own.keys() | wanted.keys() if own.get(name) != wanted.get(name))


def _applied(database: Database, recorded: bool) -> tuple[str, ...]:
    if not recorded:
        return ()
    rows = database.rows(f"SELECT name FROM {STEP_TABLE} WHERE migration_set='record'")
    names = {str(row[0]) for row in rows}
    return tuple(step.stem for step in STEPS if step.stem in names)


@cache
def known(applied: tuple[str, ...]) -> dict[str, str]:
    """Name to statement of everything that these steps make. For all of them it is worked out once and kept."""
    if applied != tuple(step.stem for step in STEPS):
        return _made(applied)
    mark = hashlib.sha256(b"".join(step.read_bytes() for step in STEPS)).hexdigest()
    kept: dict[str, str] = worked_out("structure", f"{mark} {sqlite3.sqlite_version}", lambda: _made(applied))
    return kept


def _made(applied: tuple[str, ...]) -> dict[str, str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
        scratch.execute("BEGIN")
        for step in STEPS:
            if step.stem in applied:
                for statement in statements(step):
                    scratch.execute(statement)
        rows = scratch.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    made = {str(name): _plain(str(sql)) for name, sql in rows}
    return made | ({name: _plain(sql) for name, sql in _STEP_RECORD.items()} if applied else {})


def _plain(sql: str) -> str:
    """A statement with every run of blanks as one: SQLite and libraries differ in how they lay it out."""
    return re.sub(r"\s+", " ", sql).strip()


def tables(names: Iterable[str] = ()) -> tuple[str, ...]:
    """Tables of the present structure that are not among `names`."""
    every = known(tuple(step.stem for step in STEPS))
    listed = [name for name, sql in every.items() if sql.startswith("CREATE TABLE")]
    return tuple(sorted(set(listed) - set(names)))
