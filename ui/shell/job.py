"""Running work in the status line: its name, a bar and a stop."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.tasks import Runner, Task, Work
from ui.theme.metrics import px
from ui.widgets.buttons import IconButton
from ui.widgets.progress_line import Bar
from ui.widgets.status_strip import StatusPiece
from workbench.messages import known, text

_PATIENCE_MS = 1000  # shorter work shows nothing here


class JobPiece(QWidget):
    """Running work: its name, a bar and a stop; shown once it takes longer than a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live: list[Task] = []  # the first one runs, the others wait for it
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
        """Show this work if it lasts, once what was asked for before it has ended."""
        task.progressed.connect(self._progressed)
        task.finished.connect(self._finished)
        self._live.append(task)
        if len(self._live) == 1:
            self._begin()

    def _begin(self) -> None:
        self._bar.set_share(None)
        self._words.set_words(text("shell.job"))
        self._patience.start()

    def _is_shown(self, task: QObject | None) -> bool:
        return bool(self._live) and task is self._live[0]

    def _progressed(self, done: int, total: int, key: str) -> None:
        if self._is_shown(self.sender()):
            self._bar.set_share(done / total if total else None)
            self._words.set_words(text(key) if key and known(key) else text("shell.job"))

    def _finished(self) -> None:
        ended = self.sender()
        shown = self._is_shown(ended)
        self._live = [task for task in self._live if task is not ended]
        if shown:
            self._patience.stop()
            self.hide()
            if self._live:
                self._begin()

    def _show(self) -> None:
        self.setVisible(bool(self._live))

    def _cancel(self) -> None:
        if self._live:
            self._live[0].cancel()


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
