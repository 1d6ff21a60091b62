"""The line along the lower edge: record file, last save, running work with its stop, offline, scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.theme import metrics
from ui.widgets.status_strip import StatusPiece, StatusStrip
from workbench.messages import text
from workbench.values.percent import whole_percent

if TYPE_CHECKING:
    from ui.shell.job import JobPiece
    from workbench.services.safeguards import Safeguard
    from workbench.services.workbench import Workbench


class StatusLine(StatusStrip):
    """Status strip of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = StatusPiece(icon="database")
        self._saved = StatusPiece(icon="check", token="green")
        self._copied = StatusPiece()
        self._offline = StatusPiece(text("shell.offline"))
        self._scale = StatusPiece()
        for left in (self._file, self._saved):
            self.add_left(left)
        for right in (self._copied, self._offline, self._scale):
            self.add_right(right)
        self.show_scale()

    def show_file(self, file: str) -> None:
        """Name of the record file."""
        self._file.set_words(text("shell.status_file", file=file))

    def add_job(self) -> JobPiece:
        """Where running work is shown."""
        from ui.shell.job import JobPiece

        made = JobPiece()
        self.add_left(made)
        return made

    def show_record(self, workbench: Workbench, file: str) -> None:
        """File name, and when it was last written, in the language in use."""
        self.show_file(file)
        self._offline.set_words(text("shell.offline"))
        self._show_copied(workbench.safeguard)
        if workbench.database.read_only:
            self._saved.set_words(text("shell.status_read_only"), "lock", "amber")
            return
        acts = workbench.journal.acts(1)
        when = acts[0].at if acts else None
        if when is None:
            self._saved.set_words("")
        elif when.date() == workbench.clock.today():
            self._saved.set_words(text("shell.status_saved", time=f"{when:%H:%M}"))
        else:
            self._saved.set_words(text("shell.status_saved_on", time=f"{when:%H:%M}", date=f"{when:%d/%m/%Y}"))

    def _show_copied(self, guard: Safeguard | None) -> None:
        """When the record was copied last; in its place a reminder when no copy has left this computer for a week."""
        from workbench.services.safeguards import REMIND_AFTER

        if guard is None:
            return
        days, newest = guard.days_outside(), guard.newest()
        if days is None and newest is not None:
            self._copied.set_words(text("safety.status_never"), "triangle-alert", "amber")
        elif days is not None and days >= REMIND_AFTER.days:
            self._copied.set_words(text("safety.outside_days", n=days), "triangle-alert", "amber")
        else:
            self._copied.set_words(text("safety.status_latest", at=f"{newest.at:%d/%m/%Y %H:%M}") if newest else "", "")

    def show_scale(self) -> None:
        """Interface scale in percent."""
        self._scale.set_words(whole_percent(metrics.scale()))
