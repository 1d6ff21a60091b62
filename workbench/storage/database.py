"""Opening the record file: one `connect`, the pragmas, transactions, and what SQLite's errors mean.

Rollback journal with `synchronous=FULL`, not WAL: an idle file copied to a stick is whole, a read-only medium
opens, and nothing acknowledged is lost when the power goes. The journal mode returns to DELETE before closing,
so that a closed record is one file.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench import disk
from workbench.errors import Cancelled, RecordUnavailable, UserError
from workbench.storage import engine
from workbench.storage.cipher import Key, unlock

APPLICATION_ID = 0x4C4B5631  # "LKV1"
MEMORY = Path(":memory:")
Connection = sqlite3.Connection
Parameters = tuple[object, ...] | list[object] | dict[str, object]

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
)
_WRITING = ("PRAGMA cache_spill=OFF", "PRAGMA journal_mode=TRUNCATE", "PRAGMA synchronous=FULL")
_PROVISIONAL = ("PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF")
_STEPS = 10_000  # of SQLite's machine between two looks whether a query is still wanted: about a millisecond
_PATIENCE = 6  # waits of `busy_timeout` for those who read, when all is written but the last
_DISK = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


class Database:
    """Connections to one record file, one for each thread that uses it, all to the same SQLite library.

    `key`: of an encrypted file.
    """

    def __init__(self, path: Path, *, read_only: bool = False, key: Key | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self.key = key
        self._writing = False
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._shared = self._connect() if path == MEMORY else None

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        if self._shared is not None:
            return self._shared
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = self._connect()
        return found

    def beside(self, path: Path) -> Database:
        """Another file of the same kind (a copy of this record), for reading."""
        return Database(path, read_only=True, key=self.key)

    def renew(self) -> None:
        """After an error of reading: SQLCipher's connection gives nothing any more once it met a damaged page, so
        this thread gets another one. Inside a transaction it stays.
        """
        broken: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if self.key is None or broken is None or broken.in_transaction:
            return
        with self._guard:
            self._all.remove(broken)
        broken.close()
        self._local.connection = None

    def _connect(self) -> sqlite3.Connection:
        target, uri = str(self.path), False
        if self.path != MEMORY:
            mode = "ro" if self.read_only else "rw"
            target, uri = engine.address(self.path, mode), True
        made: sqlite3.Connection | None = None
        try:
            library = engine.cipher() if self.key else sqlite3
            made = library.connect(target, uri=uri, isolation_level=None, check_same_thread=False)
            if self.key:
                unlock(made, self.key)
            _harden(made)
            made.text_factory = getattr(self._local, "text_factory", str)
            for pragma in _PRAGMAS + (_WRITING if self._writing else ()):
                made.execute(pragma)
        except engine.ERRORS as error:
            if made is not None:
                made.close()
            raise self._meaning(error) from error
        with self._guard:
            self._all.append(made)
        return made

    def begin_writing(self) -> None:
        """Make connections ready to write, once the file is known to be ours: setting the journal mode of
        somebody else's file would already change it.
        """
        self._writing = not self.read_only
        if self._writing:
            for pragma in _WRITING:
                self.execute(pragma)

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement on this thread's connection."""
        try:
            return self.connection.execute(sql, parameters)
        except engine.ERRORS as error:
            raise self._meaning(error) from error

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[object, ...]]:
        """All rows of a query."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except engine.ERRORS as error:
            raise self._meaning(error) from error

    @contextmanager
    def stoppable(self, look: Callable[[], object]) -> Iterator[None]:
        """Within it, a query of this thread ends soon after `look` raises, with what that raised: mostly `Cancelled`."""
        connection = self.connection
        raised: list[Exception] = []  # nothing gets through SQLite, which only learns that it is to stop

        def stopped() -> int:
            try:
                look()
            except Exception as error:
                raised.append(error)
                return 1
            return 0

        connection.set_progress_handler(stopped, _STEPS)
        try:
            yield
        except Cancelled:
            raise raised[0] if raised else Cancelled() from None
        except engine.ERRORS as error:  # while rows were taken one by one
            raise raised[0] if raised else self._meaning(error) from error
        finally:
            connection.set_progress_handler(None, 0)

    def _meaning(self, error: Exception) -> Exception:
        if engine.code_of(error) & 0xFF == sqlite3.SQLITE_INTERRUPT:
            return Cancelled()
        self.renew()
        if self.key is not None and engine.code_of(error) & 0xFF == sqlite3.SQLITE_NOTADB:
            return RecordUnavailable("damaged_record", file=self.path.name)  # the key was tried before
        return meaning(error, self.path)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One all-or-nothing write; whatever is raised inside, nothing of it stays."""
        if self.read_only:
            raise UserError("read_only_record", file=self.path.name)
        connection = self.connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("PRAGMA defer_foreign_keys=ON")
            yield connection
            _commit(connection)
        except BaseException as error:
            with suppress(*engine.ERRORS):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            if isinstance(error, engine.ERRORS):
                raise self._meaning(error) from error
            raise

    @contextmanager
    def provisional(self) -> Iterator[None]:
        """Writes into a file that is thrown away unless it is finished: they reach the disk together, at the end.

        A power cut or a crash inside leaves a file that cannot be used.
        """
        for pragma in _PROVISIONAL:
            self.execute(pragma)
        try:
            yield
        finally:
            for pragma in _WRITING:
                self.execute(pragma)
        if self.path != MEMORY:
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())

    @contextmanager
    def lenient(self) -> Iterator[None]:
        """Within it, texts of this thread's connection that are no UTF-8 any more are read with marks in place of
        the broken bytes, for looking a damaged file over.
        """
        self._local.text_factory = self.connection.text_factory = _any_bytes
        try:
            yield
        finally:
            self._local.text_factory = self.connection.text_factory = str

    def compact(self) -> None:
        """Write the file anew without what was deleted from it. Raises as a write does; the file is then as it was."""
        self.execute("VACUUM")

    def pragma(self, name: str) -> int:
        """A whole-number pragma such as `user_version`."""
        return int(str(self.execute(f"PRAGMA {name}").fetchone()[0]))

    def close(self) -> None:
        """Close every connection; afterwards the record is one file."""
        with self._guard:
            for connection in self._all:
                if self._writing:
                    with suppress(*engine.ERRORS):
                        connection.execute("PRAGMA journal_mode=DELETE")
                connection.close()
            self._all.clear()
        self._local = threading.local()


def _harden(connection: sqlite3.Connection) -> None:
    """Close what a file made by hand could reach for, where the library can be told so."""
    if sys.version_info >= (3, 12) and isinstance(connection, sqlite3.Connection):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


def _commit(connection: Connection) -> None:
    """Commit; somebody who reads for longer than one wait (a copy, a check of a large file) is waited for again."""
    for left in reversed(range(_PATIENCE)):
        try:
            connection.execute("COMMIT")
            return
        except engine.ERRORS as error:
            if not left or engine.code_of(error) & 0xFF != sqlite3.SQLITE_BUSY:
                raise


def _any_bytes(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def meaning(error: Exception, path: Path) -> Exception:
    """What an SQLite error means for the officer; the error itself when it is our own mistake."""
    code = engine.code_of(error)
    name = path.name
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_NOTADB:
        return UserError("not_a_record", file=name)
    if primary == sqlite3.SQLITE_CORRUPT or isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error):
        return RecordUnavailable("damaged_record", file=name)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RecordUnavailable("record_busy", file=name)
    if primary in _DISK and path != MEMORY and not disk.present(path):
        return UserError("safety.record_gone", file=name, folder=str(path.parent))
    if primary in _DISK and path != MEMORY and disk.held(path, "write"):
        return RecordUnavailable("record_busy", file=name)
    if primary == sqlite3.SQLITE_CANTOPEN and disk.too_long(path.with_name(f"{name}-journal")):
        return UserError("path_too_long", file=name, most=str(disk.LONGEST_PATH - len("-journal")))
    if primary == sqlite3.SQLITE_FULL:
        return UserError("disk_full", file=name)
    if primary == sqlite3.SQLITE_READONLY:
        return UserError("read_only_record", file=name)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return UserError("disk_trouble", file=name)
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return UserError("broken_reference", file=name)
    return error
