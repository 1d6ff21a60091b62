"""One writer at a time: a lock held by the operating system, with a note that says who holds it.

The lock dies with its process, so a crash leaves nothing to clean up; the note is for people only.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from workbench.errors import RecordUnavailable
from workbench.frozen import frozen
from workbench.storage.outside import note_path

_FAR = 1 << 20  # locked byte, beyond the note, so that others can read the note on Windows


@frozen
class Holder:
    """Who has, or had, a record open: user, computer, since when (as shown)."""

    user: str
    computer: str
    since: str


class Ownership:
    """The right to write one record, held until `release`. `before`: whose note was found, left behind."""

    def __init__(self, path: Path, file: BinaryIO, before: Holder | None = None) -> None:
        self._path = path
        self._file: BinaryIO | None = file
        self.before = before

    @classmethod
    def take(cls, record: Path, at: datetime, *, over: bool = False) -> Ownership:
        """Become the writer of `record`. A note left by a dead process of this computer is taken over.

        Raises RecordUnavailable `record_in_use` naming the holder; `safety.held_elsewhere` when a note of another
        computer lies there, which may still have the record open, unless `over` says to take it over; and OSError
        where the folder cannot be written: the record can then only be read.
        """
        path = note_path(record)
        while True:
            file = path.open("a+b")
            try:
                if not _lock(file):
                    raise RecordUnavailable("record_in_use", file=record.name, **asdict(_holder(path)))
                if _still_there(path, file):
                    before = _holder(path) if path.stat().st_size else None
                    if before and before.computer not in ("?", this_computer()) and not over:
                        raise RecordUnavailable("safety.held_elsewhere", file=record.name, **asdict(before))
                    _write_note(file, at)
                    return cls(path, file, before)
            except BaseException:
                file.close()
                raise
            file.close()  # the holder before us removed the note just then: take a new one

    def release(self) -> None:
        """Give the record free and remove the note."""
        if self._file is None:
            return
        if sys.platform != "win32":
            with suppress(OSError):
                self._path.unlink()  # while still locked, so that no other process meets a nameless note
        self._file.close()
        self._file = None
        if sys.platform == "win32":
            with suppress(OSError):
                self._path.unlink()


def _write_note(file: BinaryIO, at: datetime) -> None:
    since = at.strftime("%H:%M %d/%m/%Y")
    note = {"user": this_user(), "computer": this_computer(), "since": since, "pid": os.getpid()}
    file.seek(0)
    file.truncate()
    file.write(json.dumps(note, ensure_ascii=False).encode())
    file.flush()


def _still_there(path: Path, file: BinaryIO) -> bool:
    if sys.platform == "win32":
        return True  # an open file cannot be removed there
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _holder(path: Path) -> Holder:
    try:
        note = json.loads(path.read_bytes())
        return Holder(*(str(note.get(key, "?")) for key in ("user", "computer", "since")))
    except (OSError, ValueError, AttributeError):
        return Holder("?", "?", "?")


def this_computer() -> str:
    """Name of this computer. The system is asked, not Python's `platform`: that goes through the management service of
    Windows, which takes ten seconds where the user may not use it, and at times never answers.
    """
    if sys.platform != "win32":
        return os.uname().nodename
    import socket

    return socket.gethostname()


def this_user() -> str:
    """Name of this computer's user; "?" where it is not told."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def _lock(file: BinaryIO) -> bool:
    if sys.platform == "win32":
        import msvcrt

        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
