"""Numbered steps from an empty file to the current shape; a step is frozen once a release carried it.

The file version is major.minor: another minor opens, a newer major is refused in plain words. Steps are
SQL texts of their own and never use the entity declarations, which move on.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.registry import ENTITIES
from workbench.errors import RecordUnavailable, UserError
from workbench.lean import without
from workbench.records.record import Ref
from workbench.storage import engine
from workbench.storage.database import APPLICATION_ID, Database, meaning
from workbench.storage.seals import Seals
from workbench.storage.structure import STEPS, differences, statements

if TYPE_CHECKING:
    import sqlite_utils

_STEPS = STEPS
MAJOR = 1
MINOR = len(_STEPS) - 1  # every further step makes another minor version
CURRENT = MAJOR * 1000 + MINOR


def accept(database: Database) -> None:
    """Make sure that an existing file is a record that this program can read; nothing of it is changed.

    Raises UserError when the file is empty, somebody else's or of a newer major version, RecordUnavailable when its
    structure is not what the program made.
    """
    version, owner = database.pragma("user_version"), database.pragma("application_id")
    if database.pragma("page_count") == 0:
        raise UserError("empty_record", file=database.path.name)
    if owner != APPLICATION_ID:
        raise UserError("not_a_record", file=database.path.name)
    if version // 1000 > MAJOR:
        raise UserError("newer_record", file=database.path.name, version=f"{version // 1000}.{version % 1000}")
    if strange := differences(database, newer=version > CURRENT):
        raise RecordUnavailable("safety.strange_structure", file=database.path.name, first=", ".join(strange[:3]))
    if version < CURRENT and database.read_only:
        raise UserError("old_record_read_only", file=database.path.name)


def prepare(database: Database, before_upgrade: Callable[[], object] = lambda: None) -> None:
    """Make an empty file ours, or bring an accepted older record up to date; writing may begin afterwards.

    `before_upgrade` makes a copy of the older record; what it raises stops the upgrade. A file whose upgrade fails
    is as it was.
    """
    if database.pragma("user_version") < CURRENT:
        if database.pragma("page_count"):
            before_upgrade()
        database.begin_writing()
        _migrate(database)
    else:
        database.begin_writing()


def _migrate(database: Database) -> None:
    with without("numpy", "pandas"):
        import sqlite_utils  # 0.1 s and more to import: only when there is something to migrate
        from sqlite_utils.migrations import Migrations

    steps = Migrations("record")
    for path in _STEPS:
        steps(name=path.stem)(_step(path))
    connection = database.connection
    wrapped = sqlite_utils.Database(connection, execute_plugins=False)
    broken = _broken_before(database)
    try:
        with wrapped.atomic():  # all steps or none; each nests as a savepoint
            steps.apply(wrapped)
            Seals(database, ENTITIES).rebuild(connection, broken)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={CURRENT}")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise RecordUnavailable("damaged_record", file=database.path.name)
    except engine.ERRORS as error:
        raise meaning(error, database.path) from error


def _broken_before(database: Database) -> list[Ref]:
    """Records that did not match their seals before the upgrade: sealing all anew must not hide that."""
    tables = {str(row[0]) for row in database.rows("SELECT name FROM sqlite_master WHERE type='table'")}
    if "seal" not in tables:
        return []
    there = {key: entity for key, entity in ENTITIES.items() if key in tables}
    return [flaw.ref for flaw in Seals(database, there).flaws() if flaw.reason != "vanished"]


def _step(path: Path) -> Callable[[sqlite_utils.Database], None]:
    def apply(db: sqlite_utils.Database) -> None:
        for statement in statements(path):
            db.conn.execute(statement)

    return apply
