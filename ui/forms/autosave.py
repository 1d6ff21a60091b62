"""Half-entered work of one page, kept in a file of this computer until it is written or dropped.

Not in the record: a draft is nobody's business but the officer's, and each keystroke would be an act of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 5_000


class Autosave(QObject):
    """Keeps what `read()` gives, five seconds after the first `touch` at the latest; None is not kept.

    `folder` None keeps nothing on disk. A draft that cannot be read is no draft.
    """

    def __init__(
        self,
        folder: Path | None,
        record: Path,
        page: str,
        read: Callable[[], Mapping[str, Any] | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        name = sha256(str(record.absolute()).encode()).hexdigest()[:16]
        self._file = folder / f"{name}-{page}.json" if folder else None
        self._timer = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was entered."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Write it now."""
        self._timer.stop()
        values = self._read()
        if self._file is None:
            return
        if values is None:
            self.drop()
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside = self._file.with_suffix(".new")
            aside.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
            aside.replace(self._file)
        except OSError:  # a full or locked disk must not stop the officer from entering
            return

    def kept(self) -> Mapping[str, Any] | None:
        """What was kept, or None."""
        if self._file is None:
            return None
        try:
            found = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def drop(self) -> None:
        """It was written, or is not wanted."""
        self._timer.stop()
        if self._file is not None:
            self._file.unlink(missing_ok=True)
