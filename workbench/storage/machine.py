"""What this computer keeps about a record beside the record itself: where its copies lie, how it was left.

Everything here may be deleted without harm to the record; only copies that nobody moved elsewhere go with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from workbench import disk
from workbench.folders import own_files
from workbench.frozen import frozen


def label(record: Path) -> str:
    """Name of a record on this computer: its file name and eight digits that stand for its place."""
    place = str(record.resolve())
    if sys.platform == "win32":
        place = place.casefold()
    return f"{record.stem}-{hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


@frozen
class Left:
    """A record as this computer last left it: size in bytes, time of change in ns, number and hash of its last act."""

    size: int = -1
    changed: int = -1
    number: int = 0
    hash: str = ""


@frozen
class Note:
    """What is remembered of one record. Times are ISO texts, empty when it never happened."""

    outside: str = ""  # second folder for copies, on another device
    outside_at: str = ""  # when a copy last went there
    keep_days: int = 30
    keep_weeks: int = 8
    keep_months: int = 12
    checked_at: str = ""  # last full check
    checked_good: bool = True
    lock_minutes: int = 0  # 0: never
    left: Left = Left()


class Memory:
    """The note of one record. A lost or spoilt note reads as an empty one."""

    def __init__(self, record: Path) -> None:
        self.name = label(record)
        self._path = own_files() / "records" / f"{self.name}.json"

    def read(self) -> Note:
        """The note as it stands."""
        try:
            found = json.loads(self._path.read_text("utf-8"))
            left = _of(Left, found.pop("left", {}))
            note: Note = replace(_of(Note, found), left=left)
            return note
        except (OSError, ValueError, AttributeError, TypeError):
            return Note()

    def change(self, **values: Any) -> Note:
        """Set some fields. Failing to keep them is no harm: the note is then as it was."""
        new: Note = replace(self.read(), **values)
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(f".{os.getpid()}.new")
            beside.write_text(json.dumps(asdict(new), ensure_ascii=False, indent=1), "utf-8")
            disk.replace(beside, self._path)
        return new

    def forget(self) -> None:
        """Take the note away."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _of(kind: type[Any], found: dict[str, Any]) -> Any:
    """Known fields of the right type; the rest falls back to the default."""
    default = kind()
    known = {
        field.name: found[field.name]
        for field in fields(kind)
        if field.name in found and type(found[field.name]) is type(getattr(default, field.name))
    }
    return replace(default, **known)
