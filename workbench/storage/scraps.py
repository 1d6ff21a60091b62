"""Half-entered work of one record, kept on this computer: plain as the record is, or under its key.

Each piece is one file. What cannot be read, because it is spoilt or of another key, is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from workbench import disk
from workbench.storage import engine
from workbench.storage.cipher import Key, unlock

_PLAIN, _SEALED = ".json", ".sealed"


class Scraps:
    """The pieces of one record in a folder, by the name of the page they are of."""

    def __init__(self, folder: Path, record: Path, key: Key | None = None) -> None:
        self._folder, self._key = folder, key
        self._prefix = sha256(str(record.absolute()).encode()).hexdigest()[:16] + "-"

    def keep(self, page: str, values: Mapping[str, Any]) -> None:
        """Keep values that JSON has in place of those kept before. Raises OSError when they cannot be written."""
        content = json.dumps(values, ensure_ascii=False)
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._file(page, self._key)
        aside = target.with_suffix(".new")
        aside.unlink(missing_ok=True)
        if self._key is None:
            aside.write_text(content, "utf-8")
        else:
            _seal(aside, content, self._key)
        disk.replace(aside, target)

    def kept(self, page: str) -> Mapping[str, Any] | None:
        """What was kept, or None."""
        return _read(self._file(page, self._key), self._key)

    def drop(self, page: str) -> None:
        """It was written, or is not wanted."""
        self._file(page, self._key).unlink(missing_ok=True)

    def pages(self, start: str) -> list[str]:
        """Names of the pages that something is kept of, by how they begin."""
        return sorted(page for page, _ in self._pages(self._key) if page.startswith(start))

    def take_over(self, old: Key | None) -> None:
        """Bring what was kept under another key, or plain, under the record's own; nothing of it stays behind."""
        if old == self._key:
            return
        for page, file in list(self._pages(old)):
            values = _read(file, old)
            with suppress(OSError):
                if values is not None:
                    self.keep(page, values)
                if file != self._file(page, self._key):
                    file.unlink(missing_ok=True)

    def _pages(self, key: Key | None) -> Iterator[tuple[str, Path]]:
        suffix = _PLAIN if key is None else _SEALED
        for file in self._folder.glob(f"{self._prefix}*{suffix}"):
            yield file.name[len(self._prefix) : -len(suffix)], file

    def _file(self, page: str, key: Key | None) -> Path:
        return self._folder / f"{self._prefix}{page}{_PLAIN if key is None else _SEALED}"


def _seal(file: Path, content: str, key: Key) -> None:
    try:
        with closing(engine.cipher().connect(str(file), isolation_level=None)) as connection:
            unlock(connection, key)
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("CREATE TABLE piece (content TEXT NOT NULL)")
            connection.execute("INSERT INTO piece VALUES (?)", (content,))
    except engine.ERRORS as error:
        raise OSError(str(error)) from error


def _read(file: Path, key: Key | None) -> Mapping[str, Any] | None:
    try:
        found = json.loads(file.read_text("utf-8") if key is None else _opened(file, key))
    except (OSError, ValueError, TypeError):
        return None
    except engine.ERRORS:
        return None
    return found if isinstance(found, dict) else None


def _opened(file: Path, key: Key) -> str:
    with closing(engine.cipher().connect(engine.address(file, "ro"), uri=True)) as connection:
        unlock(connection, key)
        return str(connection.execute("SELECT content FROM piece").fetchone()[0])
