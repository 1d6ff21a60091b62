"""A deadline as words: always working days, plain dates when nothing is near."""

from __future__ import annotations

from workbench.domain.workdays import DueStatus
from workbench.frozen import frozen
from workbench.messages import text

NEAR = 5  # working days within which the days left are said


@frozen
class DueLook:
    """Status key whose shape and colour to use, short words, and the words in full; empty when not near."""

    status: str = ""
    words: str = ""
    full: str = ""


def due_look(due: DueStatus) -> DueLook:
    """How a due status is shown."""
    n = due.days
    if due.state == "late":
        return DueLook("late", text("due.late", n=n), text("due.late_full", n=n))
    if due.state == "today":
        return DueLook("soon", text("due.today"), text("due.today"))
    if due.state in ("soon", "on_time") and n == 0:  # it ends on a day off, and no working day is left before it
        return DueLook("soon", text("due.off"), text("due.off_full"))
    if due.state in ("soon", "on_time") and n <= NEAR:
        return DueLook("soon", text("due.left", n=n), text("due.left_full", n=n))
    if due.state == "missed":
        return DueLook("closed", text("due.missed", n=n), text("due.missed_full", n=n))
    return DueLook()
