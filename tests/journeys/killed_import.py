"""`python -m tests.journeys.killed_import RECORD HOME FILE`: an officer at an import, until the process is killed.

Corrects a column, settles the conflicts, asks about what is missing, stands on a row; says so on stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.app import Session
from ui.preferences import PreferenceBook
from ui.theme import theme
from ui.views.import_flow.flow import CHANGES, SHEET
from ui.views.import_flow.page import ImportPage
from workbench import messages
from workbench.clock import FixedClock


def main(record: Path, home: Path, file: Path) -> None:
    """Work, tell, and wait for the end."""
    app = QApplication([])
    messages.set_language("vi")
    theme.apply(app, "light")
    session = Session(app, PreferenceBook(home / "window.ini"), FixedClock.on(date(2026, 10, 12), "window"))
    session.start(record, False)
    window = session.window
    assert window is not None
    window.go("import", files=[str(file)])
    page = window.stack.current()
    assert isinstance(page, ImportPage)
    _until(lambda: page.flow.step == SHEET)
    combo = page.sheet.mapping.combo(8)
    assert combo is not None
    combo.set_value("note")
    _until(lambda: page.flow.current is not None and bool(page.flow.current.overrides.columns))
    page.go_to_step(CHANGES)
    _until(lambda: page.changes.plan is not None)
    page.changes.choose_for_all("record")
    plan = page.changes.plan
    assert plan is not None
    page.changes.pane.absent_asked.emit(plan.absent[0][0], True)
    page.changes.table.go_to(7)
    QTimer.singleShot(1500, lambda: print("at work", flush=True))
    app.exec()


def _until(true: Callable[[], bool]) -> None:
    for _ in range(2000):
        if true():
            return
        QTest.qWait(10)
    raise AssertionError


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
