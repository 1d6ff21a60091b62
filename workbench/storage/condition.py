"""Whether a file was closed in order: a mark set with the first write of a session and taken away on closing.

A record that is only read is never touched. The mark travels with a copy of an open file, which then shows as such.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from workbench.storage.database import Database
from workbench.storage.seals import Seals

_OPEN = "open_since"


class Condition:
    """The mark of one file."""

    def __init__(self, database: Database, seals: Seals) -> None:
        self._db = database
        self._seals = seals
        self._set = False

    def mark(self, connection: sqlite3.Connection, at: datetime) -> bool:
        """Set the mark inside an act's transaction; whether that was needed. Call `marked` once it is written."""
        if self._set:
            return False
        connection.execute("INSERT OR REPLACE INTO condition VALUES (?,?)", (_OPEN, at.isoformat()))
        self._seals.refresh_loose(connection, "condition")
        return True

    def marked(self) -> None:
        """The mark is in the file."""
        self._set = True

    def clear(self) -> None:
        """Take the mark away, whoever set it. Raises UserError when the file cannot be written."""
        if self._set or left_open(self._db):
            with self._db.transaction() as connection:
                connection.execute("DELETE FROM condition WHERE key=?", (_OPEN,))
                self._seals.refresh_loose(connection, "condition")
            self._set = False


def journal_left(record: Path) -> bool:
    """Whether SQLite's own journal lies beside the file: somebody has it open, or was stopped while writing.

    Must be asked before the file is opened, for opening takes the journal back.
    """
    return record.with_name(f"{record.name}-journal").exists()


def left_open(database: Database) -> bool:
    """Whether whoever wrote last never closed the record."""
    if not database.rows("SELECT 1 FROM sqlite_master WHERE name='condition'"):
        return False  # from before there was a mark
    return bool(database.rows("SELECT 1 FROM condition WHERE key=?", (_OPEN,)))
