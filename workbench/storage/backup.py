"""Copies of a record: made through SQLite, opened and counted before they get their name, thinned by age.

A copy carries its time, its reason and the head of its journal in its name, so that a folder of copies tells what
it holds without opening any of them.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from workbench import disk
from workbench.clock import VIETNAM
from workbench.errors import RecordUnavailable, UserError
from workbench.frozen import frozen
from workbench.storage import cipher, engine
from workbench.storage.cipher import Key
from workbench.storage.database import Database, meaning

REASONS = ("manual", "daily", "closing", "import", "bulk", "merge", "restore", "upgrade", "passphrase")
SUFFIX = ".lkv"
_NAME = re.compile(r"(?P<stem>.+)\.(?P<at>\d{8}-\d{6})\.(?P<reason>[a-z]+)\.(?P<number>\d+)-(?P<head>[0-9a-f]{8})\.lkv")
_NEWEST = 10
WEEKS, MONTHS = 8, 12  # for which the last copy is kept unless the office says otherwise
_TRIES = 3
_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


@frozen
class Head:
    """Where a record stands: number and hash of its last act."""

    number: int
    hash: str

    @property
    def short(self) -> str:
        """As printed: number and eight digits."""
        return f"{self.number}-{self.hash[:8]}"


@frozen
class Copy:
    """One copy as its name tells. `head` is the number of its last act and eight digits of its hash."""

    path: Path
    stem: str
    at: datetime
    reason: str
    number: int
    head: str
    size: int

    @classmethod
    def of(cls, path: Path) -> Copy | None:
        """The copy that lies at `path`; None when the name is not that of a copy."""
        found = _NAME.fullmatch(path.name)
        if found is None or found["reason"] not in REASONS:
            return None
        try:
            at = datetime.fromisoformat(found["at"].replace("-", "T")).replace(tzinfo=VIETNAM)
            size = path.stat().st_size
        except (ValueError, OSError):
            return None
        return cls(path, found["stem"], at, found["reason"], int(found["number"]), found["head"], size)

    def holds(self, head: Head) -> bool:
        """Whether nothing was written between this copy and `head`."""
        return (self.number, self.head) == (head.number, head.hash[:8])


def copies(folder: Path, stem: str) -> list[Copy]:
    """Copies of the record named `stem` in a folder, newest first; none when the folder is not there."""
    try:
        found = [Copy.of(path) for path in folder.iterdir()]
    except OSError:
        return []
    return sorted((c for c in found if c and c.stem == stem), key=lambda c: (c.at, c.number), reverse=True)


def head_of(database: Database) -> Head:
    """Where the record stands now."""
    found = database.rows("SELECT number, hash FROM act ORDER BY number DESC LIMIT 1")
    return Head(int(str(found[0][0])), str(found[0][1])) if found else Head(0, "0" * 64)


def make_copy(database: Database, folder: Path, stem: str, reason: str, at: datetime) -> Copy:
    """A checked copy of an open record in `folder`, which is made when missing.

    Raises UserError `safety.copy_no_room` or `safety.copy_failed` when it cannot be written, RecordUnavailable
    `safety.copy_unsound` when what was written does not hold what the record holds; nothing is left behind then.
    """
    with _fresh(folder, stem) as fresh:
        _want_room(folder, database)
        head = _write(database, fresh)
        target = folder / f"{stem}.{at:%Y%m%d-%H%M%S}.{reason}.{head.short}{SUFFIX}"
        put(fresh, target)
    made = Copy.of(target)
    assert made is not None
    return made


def save_as(database: Database, target: Path) -> Head:
    """A checked copy of an open record under a name of the caller's, as for sending.

    Raises as `make_copy`, and UserError `saving.name_not_allowed`.
    """
    if not disk.allowed(target.name):
        raise UserError("saving.name_not_allowed", file=target.name)
    with _fresh(target.parent, target.name) as fresh:
        _want_room(target.parent, database)
        head = _write(database, fresh)
        put(fresh, target)
    return head


def carry(copy: Copy, folder: Path) -> Copy:
    """The same copy once more in another folder, read back and compared. Raises as `make_copy`."""
    target = folder / copy.path.name
    with _fresh(folder, copy.path.name) as fresh:
        shutil.copyfile(copy.path, fresh)
        flush(fresh)
        if not same_bytes(copy.path, fresh):
            raise RecordUnavailable("safety.copy_unsound", folder=str(folder))
        put(fresh, target)
    made = Copy.of(target)
    assert made is not None
    return made


@contextmanager
def _fresh(folder: Path, name: str) -> Iterator[Path]:
    """Path of a new file in a folder, which is made when missing; the file is gone afterwards unless it was `put`."""
    fresh = folder / f"{name}.{os.getpid()}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        yield fresh
    except OSError as error:
        raise UserError("safety.copy_failed", folder=str(folder)) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _want_room(folder: Path, database: Database) -> None:
    needed = database.pragma("page_count") * database.pragma("page_size")
    free = shutil.disk_usage(folder).free
    if free < needed:
        megabyte = 1 << 20
        raise UserError("safety.copy_no_room", folder=str(folder), free=free // megabyte, needed=-(-needed // megabyte))


def _write(database: Database, fresh: Path) -> Head:
    """Write the copy and hold it against the record; again when somebody wrote in between."""
    for _ in range(_TRIES):
        fresh.unlink(missing_ok=True)
        before = head_of(database)
        _vacuum_into(database, fresh)
        counted = counts(database)
        if head_of(database) != before:
            continue
        if _holds(database.beside(fresh), before, counted):
            return before
        break
    raise RecordUnavailable("safety.copy_unsound", folder=str(fresh.parent))


def _holds(copied: Database, head: Head, counted: dict[str, int]) -> bool:
    """Whether a file is sound and holds just this; it is closed again."""
    try:
        sound = copied.rows("PRAGMA integrity_check") == [("ok",)]
        return sound and head_of(copied) == head and counts(copied) == counted
    finally:
        copied.close()


def rewrite(source: Path, target: Path, old: Key | None, new: Key | None) -> None:
    """Write a closed, sound record anew under another key (None: plain) and hold it against the old file.

    Raises as `make_copy`; `target` must then be taken away. UserError `vault.no_engine` without SQLCipher's library.
    """
    try:
        cipher.rewrite(source, target, old, new)
    except engine.ERRORS as error:
        raise _refusal(error, target.parent, source) from error
    before = Database(source, read_only=True, key=old)
    try:
        head, counted = head_of(before), counts(before)
    finally:
        before.close()
    if not _holds(Database(target, read_only=True, key=new), head, counted):
        raise RecordUnavailable("safety.copy_unsound", folder=str(target.parent))


def _refusal(error: Exception, folder: Path, record: Path) -> Exception:
    """What it means that a copy could not be written."""
    if engine.code_of(error) & 0xFF in _DISK:
        return UserError("safety.copy_failed", folder=str(folder))
    return meaning(error, record)


def _vacuum_into(database: Database, fresh: Path) -> None:
    try:
        database.connection.execute("VACUUM INTO ?", (str(fresh),))
    except engine.ERRORS as error:
        raise _refusal(error, fresh.parent, database.path) from error


def counts(database: Database) -> dict[str, int]:
    """Rows of every table."""
    real = "type='table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    names = [str(row[0]) for row in database.rows(f"SELECT name FROM sqlite_master WHERE {real} ORDER BY 1")]
    return {name: int(str(database.rows(f'SELECT count(*) FROM "{name}"')[0][0])) for name in names}


# on the disk


def put(fresh: Path, target: Path) -> None:
    """Give a finished file its name, replacing what had it: at no moment is there half a file. Raises OSError."""
    flush(fresh)
    disk.replace(fresh, target)
    flush_folder(target.parent)


def flush(path: Path) -> None:
    """Have the disk keep a file before it is relied on. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder, where the system offers it."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def same_bytes(one: Path, other: Path) -> bool:
    """Whether two files are alike to the last byte. Raises OSError."""
    with one.open("rb") as left, other.open("rb") as right:
        while True:
            piece = left.read(1 << 20)
            if piece != right.read(1 << 20):
                return False
            if not piece:
                return True


def whole(copy: Copy) -> bool:
    """Whether a copy still has the length that its first page says: cut copies show at once, without reading it.

    Says nothing of an encrypted copy, whose first page cannot be read: those are taken as they are.
    """
    try:
        with copy.path.open("rb") as file:
            first = file.read(100)
    except OSError:
        return False
    if first[:16] != b"SQLite format 3\x00":
        return copy.size >= 4096 and copy.size % 4096 == 0
    page = int.from_bytes(first[16:18], "big")
    return copy.size == int.from_bytes(first[28:32], "big") * (65536 if page == 1 else page)


def leftovers(folder: Path, name: str) -> list[Path]:
    """Half-written files of this program in a folder, whose names begin with `name`: it was stopped while at them.

    Only for who alone may write there.
    """
    form = re.compile(re.escape(name) + r"(?:\..+)?\.\d+\.new(?:\.key)?(?:-journal|\.owner)?")
    try:
        return [path for path in folder.iterdir() if form.fullmatch(path.name)]
    except OSError:
        return []


# thinning


def superfluous(found: Iterable[Copy], days: int, weeks: int = WEEKS, months: int = MONTHS) -> list[Copy]:
    """Copies that may go: all but the ten newest, the last of each of the newest `days`, `weeks` and `months` that
    have one, and of every quarter.
    """
    newest = sorted(found, key=lambda c: (c.at, c.number), reverse=True)
    kept = set(newest[:_NEWEST])
    for period, limit in (
        (lambda at: at.date(), days),
        (lambda at: at.isocalendar()[:2], weeks),
        (lambda at: (at.year, at.month), months),
        (lambda at: (at.year, (at.month - 1) // 3), None),
    ):
        last: dict[object, Copy] = {}
        for copy in newest:
            last.setdefault(period(copy.at), copy)
        kept.update(list(last.values())[:limit])
    return [copy for copy in newest if copy not in kept]


def thin(folder: Path, stem: str, days: int, weeks: int = WEEKS, months: int = MONTHS) -> int:
    """Delete the copies of a record that may go; how many went. One that cannot be deleted stays."""
    gone = 0
    for copy in superfluous(copies(folder, stem), days, weeks, months):
        with suppress(OSError):
            copy.path.unlink()
            gone += 1
    return gone
