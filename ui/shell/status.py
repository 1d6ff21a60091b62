"""The line along the lower edge: record file, last save, running work with its stop, offline, scale."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.tasks import Runner, Task, Work
from ui.theme import metrics
from ui.theme.metrics import px
from ui.widgets.buttons import IconButton
from ui.widgets.progress_line import Bar
from ui.widgets.status_strip import StatusPiece, StatusStrip
from workbench.messages import known, text
from workbench.services.safeguards import REMIND_AFTER, Safeguard
from workbench.services.workbench import Workbench

_PATIENCE_MS = 1000  # shorter work shows nothing here


class StatusLine(StatusStrip):
    """Status strip of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = StatusPiece(icon="database")
        self._saved = StatusPiece(icon="check", token="green")
        self.job = JobPiece()
        self._copied = StatusPiece()
        self._offline = StatusPiece(text("shell.offline"))
        self._scale = StatusPiece()
        for left in (self._file, self._saved, self.job):
            self.add_left(left)
        for right in (self._copied, self._offline, self._scale):
            self.add_right(right)
        self.show_scale()

    def show_record(self, workbench: Workbench, file: str) -> None:
        """File name, and when it was last written."""
        self._file.set_words(text("shell.status_file", file=file))
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
        if guard is None:
            return
        days, newest = guard.days_outside(), guard.newest()
        if days is None and newest is not None:
            self._copied.set_words(text("safety.status_never"), "triangle-alert", "amber")
        elif days is not None and days >= REMIND_AFTER.days:
            self._copied.set_words(text("safety.outside_days", n=days), "triangle-alert", "amber")
        else:
            self._copied.set_words(text("safety.status_latest", at=f"{newest.at:%d/%m/%Y %H:%M}") if newest else "", "")

    def copied_words(self) -> str:
        """What is said of copies."""
        return self._copied.words()

    def show_scale(self) -> None:
        """Interface scale in percent."""
        self._scale.set_words(f"{round(metrics.scale() * 100)}%")


class JobPiece(QWidget):
    """Running work: its name, a bar and a stop; shown once it takes longer than a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._words = StatusPiece()
        self._bar = Bar(0.0, name=text("shell.job"))
        self._bar.setFixedWidth(px(120))
        self._stop = IconButton("circle-stop", text("shell.job_stop"), size=14, side=20)
        self._stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for widget in (self._words, self._bar, self._stop):
            row.addWidget(widget)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show)
        self.hide()

    def watch(self, task: Task) -> None:
        """Show this work if it lasts; the newest one counts."""
        self._task = task
        self._bar.set_share(None)
        self._words.set_words(text("shell.job"))
        task.progressed.connect(self._progressed)
        task.finished.connect(self._finished)
        self._patience.start()

    def _progressed(self, done: int, total: int, key: str) -> None:
        if self.sender() is self._task:
            self._bar.set_share(done / total if total else None)
            self._words.set_words(text(key) if key and known(key) else text("shell.job"))

    def _finished(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._patience.stop()
            self.hide()

    def _show(self) -> None:
        self.setVisible(self._task is not None)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


class WatchedRunner:
    """A runner whose work is seen in the status line."""

    def __init__(self, runner: Runner, job: JobPiece) -> None:
        self._runner, self._job = runner, job

    def submit(self, work: Work) -> Task:
        """A task for this work, watched from now on."""
        task = self._runner.submit(work)
        self._job.watch(task)
        return task

    def close(self) -> None:
        """Close the runner underneath."""
        self._runner.close()
