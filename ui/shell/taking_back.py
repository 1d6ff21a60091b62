"""Taking acts back from the window: on the worker, so that an act of thousands of changes does not stop the window.
A short one shows nothing; a longer one a sheet with how far it is, and Stop, which leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from ui.context import Context
from ui.shell.waiting import Ended, wait_for
from ui.tasks import Work
from workbench.messages import text


def work_over(
    context: Context,
    work: Work,
    title: str,
    then: Callable[[Any], object],
    window: QWidget | None = None,
    reading: bool = False,
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
    wait_for(runner, work, title, lambda: window or QApplication.activeWindow(), ended)


def take_back(context: Context, number: int) -> None:
    """Take act `number` back, as a notice offers right after it was written, and tell every page."""
    work_over(
        context,
        lambda progress: context.workbench.undo(number, progress),
        text("shell.wait_undo"),
        lambda outcome: context.tell(outcome.summary),
    )
