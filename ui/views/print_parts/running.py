"""Long work of the print page where its result appears: shown once it lasts, with a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.tasks import Task
from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.progress_line import ProgressLine
from workbench.messages import text

_PATIENCE_MS = 300


class Running(Themed, QWidget):
    """Watches one task at a time; hidden while nothing runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._task: Task | None = None
        self.line = ProgressLine()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.line)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self.line.stopped.connect(self._stop)
        self.hide()
        self.follow_theme()

    def watch(self, task: Task, heading: str, stop_means: str = "", total: int = 0) -> None:
        """Follow a task from now on; `total` where the work itself does not know how far it goes."""
        self._task = task
        self.line.begin(heading, stop_means)
        task.progressed.connect(lambda done, of, _key: self._progressed(task, done, of or total))
        task.finished.connect(lambda: self._finished(task))
        self._patience.start()

    def busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    def restyle(self) -> None:
        self._column.setContentsMargins(px(24), px(12), px(24), px(12))
        super().restyle()

    def _progressed(self, task: Task, done: int, total: int) -> None:
        if task is self._task:
            share = min(1.0, done / total) if total else None
            detail = text("printing.position", page=done, count=total) if total else ""
            self.line.show_progress(share, detail)

    def _finished(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self._patience.stop()
            self.hide()

    def _appear(self) -> None:
        self.setVisible(self._task is not None)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
