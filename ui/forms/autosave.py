"""Half-entered work of one page, kept on this computer until it is written or dropped.

Not in the record: a draft is nobody's business but the officer's, and each keystroke would be an act of its own. Of an
encrypted record it is kept under the record's key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from workbench.storage.cipher import Key
from workbench.storage.scraps import Scraps

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
        key: Key | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._page = read, page
        self._scraps = Scraps(folder, record, key) if folder else None
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
        if self._scraps is None:
            return
        if values is None:
            self.drop()
            return
        try:
            self._scraps.keep(self._page, values)
        except OSError:  # a full or locked disk must not stop the officer from entering
            return

    def kept(self) -> Mapping[str, Any] | None:
        """What was kept, or None."""
        return self._scraps.kept(self._page) if self._scraps else None

    def drop(self) -> None:
        """It was written, or is not wanted."""
        self._timer.stop()
        if self._scraps is not None:
            self._scraps.drop(self._page)
