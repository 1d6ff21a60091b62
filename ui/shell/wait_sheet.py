"""The sheet over a window while something long is done: what runs, how far it is, a stop where it may be stopped."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from ui.shell.dialogs import Sheet
from ui.tasks import Task
from ui.widgets.progress_line import ProgressLine
from workbench.messages import known, text


class WaitSheet(Sheet):
    """What runs and how far it is. It goes by itself when the work has ended, by nothing else."""

    def __init__(self, title: str, task: Task, over: QWidget | None, may_stop: bool = True) -> None:
        super().__init__(title, over, 460)
        self.line = ProgressLine()
        self.line.begin(title, text("shell.wait_stop") if may_stop else "")
        self.line.set_stoppable(may_stop)
        self.line.show_progress(None)
        self.line.stopped.connect(task.cancel)
        self.body.addWidget(self.line)
        self._ended = False
        task.progressed.connect(self._show)

    def reject(self) -> None:
        """Esc does nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._ended)

    def _show(self, done: int, total: int, key: str) -> None:
        self.line.show_progress(done / total if total else None, text(key) if key and known(key) else "")

    def leave(self) -> None:
        """The work has ended."""
        self._ended = True
        self.close()
