"""A runner whose work is done when the test says so: what a window shows in the meantime can be looked at."""

from __future__ import annotations

from ui.main_window import MainWindow
from ui.shell.wait_sheet import WaitSheet
from ui.tasks import Task, Work


class HeldRunner:
    """Work that was begun waits in `held`."""

    def __init__(self) -> None:
        self.held: list[Task] = []

    def submit(self, work: Work) -> Task:
        return Task(work, self.held.append)

    def close(self) -> None:
        self.held.clear()

    def finish(self) -> None:
        """Do the work begun first."""
        self.held.pop(0).run()

    def finish_all(self) -> None:
        """Do all of it, and what it begins."""
        while self.held:
            self.finish()


def hold(window: MainWindow) -> HeldRunner:
    """Let the window's long work wait."""
    runner = HeldRunner()
    for doors in (window.context, *(page.context for page in window.stack.built().values())):
        doors.runner = doors.reader = runner
    return runner


def waiting(window: MainWindow) -> list[WaitSheet]:
    """Sheets that say what runs."""
    return [sheet for sheet in window.findChildren(WaitSheet) if sheet.isVisible()]
