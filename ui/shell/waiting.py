"""Long work during which nothing else can be done, as while a record is opened or an act is taken back: a sheet says
what is done, how far it is, and offers to stop it. Short work shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.tasks import Runner, Work
from workbench.frozen import frozen

if TYPE_CHECKING:
    from ui.context import Context
    from ui.shell.wait_sheet import WaitSheet

AT_ONCE = 200  # records that are read, copied or changed at once; more of them on the worker, with a sheet
_PATIENCE_MS = 400


@frozen
class Ended:
    """How work ended: with a result, with an error, or stopped."""

    result: Any = None
    error: Exception | None = None
    stopped: bool = False


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
    from ui.shell.wait_sheet import WaitSheet  # a record that opens at once needs none

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
