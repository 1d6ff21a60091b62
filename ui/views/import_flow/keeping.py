"""Work on a file kept as it is done, so that a computer that dies takes nothing of it along.

Corrections and choices are kept beside the record within a second; the next window puts them into the import inbox.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from ui.context import Context
from ui.views.import_flow import work
from ui.views.import_flow.flow import FileEntry, Pasted
from workbench.progress import Progress
from workbench.services.importing import half_done
from workbench.storage.scraps import Scraps

SOON_MS = 800


class Keeper(QObject):
    """`touch` an entry that was worked on, `drop` one that was written, put off or taken away.

    Writing is done off the window's thread, one after the other; a disk that does not take it stops nobody.
    """

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        database = context.workbench.database
        folder = None if database.read_only else context.drafts
        self.scraps = Scraps(folder, context.path, database.key) if folder is not None else None
        self._touched: list[FileEntry] = []
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self.keep)

    def touch(self, entry: FileEntry) -> None:
        """Something was corrected or chosen, or the officer went elsewhere in a file worked on."""
        if self.scraps is None or not entry.worked_on:
            return
        if entry not in self._touched:
            self._touched.append(entry)
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what was touched, now."""
        self._timer.stop()
        touched, self._touched = self._touched, []
        for entry in touched:
            if entry.worked_on:
                self._keep(entry)

    def _keep(self, entry: FileEntry) -> None:
        scraps, workbench = self.scraps, self._context.workbench
        unfinished = work.unfinished(entry)
        if scraps is None or unfinished is None:
            return

        def keep(_: Progress) -> None:
            with suppress(OSError):
                half_done.keep(scraps, work.kept_of(workbench, unfinished), unfinished.reading.loaded.data)

        self._context.read(keep).start()

    def drop(self, entry: FileEntry) -> None:
        """Nothing is left to be kept of it."""
        if entry in self._touched:
            self._touched.remove(entry)
        scraps = self.scraps
        if scraps is None or entry.reading is None:
            return
        sha256 = entry.reading.recognised.sha256

        def drop(_: Progress) -> None:
            with suppress(OSError):
                half_done.drop(scraps, sha256)

        self._context.read(drop).start()

    def began(self, entry: FileEntry) -> None:
        """A file was read: a table from the clipboard stands nowhere else."""
        if isinstance(entry.source, Pasted):
            self.touch(entry)
