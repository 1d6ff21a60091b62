"""Taking an act back right after it was written: on the worker, so that one of thousands of changes does not stop the
window. A short one shows nothing; a longer one a sheet with how far it is, and Stop, which leaves everything as it was.
"""

from __future__ import annotations

from ui.context import Context
from ui.shell.waiting import work_over
from workbench.messages import text


def take_back(context: Context, number: int) -> None:
    """Take act `number` back, as a notice offers right after it was written, and tell every page."""
    work_over(
        context,
        lambda progress: context.workbench.undo(number, progress),
        text("shell.wait_undo"),
        lambda outcome: context.tell(outcome.summary),
    )
