"""Looking a record file over without changing it. Each check gives what is wrong, nothing when all is well."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import cast

from workbench.errors import UserError
from workbench.progress import Progress
from workbench.records.record import Ref
from workbench.schema.types import NotCanonical
from workbench.storage import engine
from workbench.storage.database import Database
from workbench.storage.erasing import Erased
from workbench.storage.migrations import CURRENT
from workbench.storage.repository import Repository
from workbench.storage.seals import Contents, Seals
from workbench.storage.search import SearchIndex
from workbench.storage.structure import differences
from workbench.storage.tables import columns, expected

_MOST = 100  # complaints of SQLite's own check that are read


class Inspection:
    """Checks of one open file."""

    def __init__(self, database: Database, repository: Repository) -> None:
        self._db = database
        self._repository = repository
        self._contents = Contents(database, repository.entities)

    def damaged_pages(self) -> list[str]:
        """What SQLite's own full check says; of an encrypted file first, which pages do not bear their seals."""
        try:
            if self._db.key is not None:
                unsealed = self._db.connection.execute("PRAGMA cipher_integrity_check").fetchmany(_MOST)
                if unsealed:
                    return [str(row[0]) for row in unsealed]
            lines = [str(row[0]) for row in self._db.connection.execute(f"PRAGMA integrity_check({_MOST})")]
        except engine.ERRORS as error:
            return [str(error)]
        finally:
            self._db.renew()
        return [] if lines == ["ok"] else lines

    def pages(self) -> int:
        """How many pages the file has."""
        return self._db.pragma("page_count")

    def foreign_structure(self) -> list[str]:
        """Tables, columns and other parts that are not as the program makes them."""
        wrong = dict.fromkeys(differences(self._db, newer=self._db.pragma("user_version") > CURRENT))
        for table, wanted in expected(self._repository.entities).items():
            found = {str(row[1]) for row in self._db.rows(f"PRAGMA table_info({table})")}
            if not set(wanted) <= found:
                wrong[table] = None
        return list(wrong)

    def broken_references(self) -> list[str]:
        """Rows that point at nothing, as table names."""
        return [str(row[0]) for row in self._db.rows("PRAGMA foreign_key_check")]

    def stale_search(self, index: SearchIndex) -> list[Ref]:
        """Records whose search text is not what it should be."""
        return list(index.stale())

    def broken_seals(self, seals: Seals, progress: Progress) -> list[Ref]:
        """Records that are not as they were sealed."""
        return [flaw.ref for flaw in seals.flaws(progress)]

    def unreadable(self) -> Iterator[Ref]:
        """Records with a value that no field of theirs may hold: a date that is none, a text out of form."""
        for key, entity in self._repository.entities.items():
            own = [(field.key, field.type) for field in columns(entity)]
            for part in self._contents.all(key):
                for uid, content in part.items():
                    try:
                        for name, kind in own:
                            value = None if content.get(name) is None else kind.from_plain(content[name])
                            if kind.canonical(value) != value and value is not None:
                                raise NotCanonical(name)
                    except (ValueError, TypeError):
                        yield Ref(key, uid)

    def altered_files(self) -> list[str]:
        """Names of kept files whose content no longer has their fingerprint or length, and was not erased."""
        wrong, erased = [], Erased(self._db).files()
        for rowid, name, sha256, size in self._db.rows("SELECT rowid, name, sha256, size FROM attachment"):
            try:
                content = cast(bytes, self._db.rows("SELECT content FROM attachment WHERE rowid=?", (rowid,))[0][0])
                whole = len(content) == size and hashlib.sha256(content).hexdigest() == sha256
                whole = whole or (not content and sha256 in erased)
            except (UserError, TypeError):
                whole = False
            if not whole:
                wrong.append(str(name))
        return wrong

    def kept_files(self) -> int:
        """How many files are kept."""
        return int(str(self._db.rows("SELECT count(*) FROM attachment")[0][0]))
