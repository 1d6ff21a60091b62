"""Looking a record file over without changing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import cast

from workbench.storage.database import Database
from workbench.storage.repository import Repository
from workbench.storage.search import SearchIndex
from workbench.storage.tables import expected


class Inspection:
    """Checks of one open file; each gives what is wrong, nothing when all is well."""

    def __init__(self, database: Database, repository: Repository) -> None:
        self._db = database
        self._repository = repository

    def damaged_pages(self) -> list[str]:
        """What SQLite's own full check says."""
        try:
            lines = [str(row[0]) for row in self._db.connection.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [] if lines == ["ok"] else lines

    def foreign_structure(self) -> list[str]:
        """Tables and columns that are not as the program declares them."""
        wrong = []
        for table, wanted in expected(self._repository.entities).items():
            found = tuple(str(row[1]) for row in self._db.rows(f"PRAGMA table_info({table})"))
            if set(found) != set(wanted):
                wrong.append(table)
        return wrong

    def broken_references(self) -> list[str]:
        """Rows that point at nothing, as table names."""
        return [str(row[0]) for row in self._db.rows("PRAGMA foreign_key_check")]

    def stale_search(self, index: SearchIndex) -> list[str]:
        """Records whose search text is not what it should be."""
        return [ref.uid for ref in index.stale()]

    def files(self) -> Iterator[tuple[str, str, bytes]]:
        """Name, fingerprint and content of every kept file."""
        for name, sha256, content in self._db.rows("SELECT name, sha256, content FROM attachment"):
            yield str(name), str(sha256), cast(bytes, content)
