"""Long work during which nothing else can be done, as while a record is opened or an act is taken back: a sheet says
what is done, how far it is, and offers to stop it. Short work shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.shell.dialogs import Sheet
from ui.tasks import Runner, Task, Work
from ui.widgets.progress_line import ProgressLine
from workbench.frozen import frozen
from workbench.messages import known, text

if TYPE_CHECKING:
    from ui.context import Context

AT_ONCE = 200  # records that are read, copied or changed at once; more of them on the worker, with a sheet
_PATIENCE_MS = 400


@frozen
class Ended:
    """How work ended: with a result, with an error, or stopped."""

    result: Any = None
    error: Exception | None = None
    stopped: bool = False


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


def wait_here(runner: Runner, work: Work, title: str, over: Callable[[], QWidget | None]) -> Ended:
    """As `wait_for`, for what must have ended before this returns and cannot be stopped: what is painted is painted
    meanwhile, what is typed stays in line.
    """
    found: list[Ended] = []
    loop = QEventLoop()

    def ended(how: Ended) -> None:
        found.append(how)
        loop.quit()

    wait_for(runner, work, title, over, ended, may_stop=False)
    if not found:
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return found[0]


def wait_for(
    runner: Runner,
    work: Work,
    title: str,
    over: Callable[[], QWidget | None],
    ended: Callable[[Ended], object],
    may_stop: bool = True,
) -> None:
    """Do the work on the runner's thread and tell how it `ended`, on this one.

    Short work has ended when this returns; what is typed meanwhile stays in line. For longer work there is a sheet
    over the window that `over` names, and this returns before.
    """
    task = runner.submit(work)
    found: list[Ended] = []
    sheets: list[WaitSheet] = []
    moment = QEventLoop()

    def finished() -> None:
        moment.quit()
        for sheet in sheets:
            sheet.leave()
            ended(found[0])

    # connected before it starts: it may end while the sheet is being made
    task.done.connect(lambda result: found.append(Ended(result)))
    task.failed.connect(lambda error: found.append(Ended(error=error)))
    task.cancelled.connect(lambda: found.append(Ended(stopped=True)))
    task.finished.connect(finished)
    task.start()
    if not found:
        QTimer.singleShot(_PATIENCE_MS, moment, moment.quit)
        moment.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if found:
        ended(found[0])
        return
    sheets.append(WaitSheet(title, task, over(), may_stop))
    sheets[0].open()


def work_over(
    context: Context,
    work: Work,
    title: str,
    then: Callable[[Any], object],
    window: QWidget | None = None,
    reading: bool = False,
    may_stop: bool = True,
) -> None:
    """Do work on the open record with a sheet over `window` (the active one, if not named) when it takes long; `then`
    hears the result, the shell of an error, nobody of work that was stopped. What is only `reading` does not wait
    behind an import or a print.
    """

    def ended(how: Ended) -> None:
        if how.error is not None:
            context.shell.show_error(how.error)
        elif not how.stopped:
            then(how.result)

    runner = (context.reader if reading else None) or context.runner
    wait_for(runner, work, title, lambda: window or QApplication.activeWindow(), ended, may_stop)
