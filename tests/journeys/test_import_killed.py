"""An import is at work when the computer dies: the next window goes on with it where the officer was."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from ui.app import Session
from ui.preferences import PreferenceBook
from ui.tasks import InlineRunner
from ui.views.import_flow.flow import CHANGES
from ui.views.import_flow.page import ImportPage
from workbench.clock import FixedClock
from workbench.services.importing.kept import decisions_in
from workbench.services.importing.waiting import inbox

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed as POSIX systems do"),
]


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A record whose window was killed in the middle of an import, without any good-bye."""
    opened = scene.settled_record(tmp_path)
    path = Path(opened.database.path)
    opened.close()
    file = scene.third_quarter_file(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    command = [sys.executable, "-m", "tests.journeys.killed_import", str(path), str(home), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "at work"
        child.kill()
    file.unlink()  # it was on a stick that is gone
    return path


def test_the_next_window_goes_on_where_the_officer_was(killed: Path, tmp_path: Path, qtbot: QtBot, qapp) -> None:  # type: ignore[no-untyped-def]
    book, clock = PreferenceBook(tmp_path / "home" / "window.ini"), FixedClock.on(date(2026, 10, 12), "after")
    session = Session(qapp, book, clock, InlineRunner)
    session.open_record(killed)
    window = session.window
    assert window is not None
    qtbot.addWidget(window)
    record = window.context.workbench
    assert "VinhLong_Bieu02_Q3.xlsx" in window.banner.message()
    [one] = inbox(record.repository)
    assert one.corrected and one.decisions >= 2
    window.go("import", batch=one.batch)
    page = window.stack.current()
    assert isinstance(page, ImportPage) and page.flow.step == CHANGES
    entry, plan = page.flow.current, page.changes.plan
    assert entry is not None and plan is not None
    assert "note" in entry.overrides.columns.values()
    assert all(row.decided for row in plan.rows if row.how == "conflict")
    assert plan.asked == {plan.absent[0][0]}
    assert page.changes.table.current_index() == 7
    assert not list((tmp_path / "home").glob("*import*"))


def test_nothing_is_brought_in_twice(killed: Path, tmp_path: Path, qtbot: QtBot, qapp) -> None:  # type: ignore[no-untyped-def]
    for _ in range(2):
        session = Session(qapp, PreferenceBook(tmp_path / "home" / "window.ini"), FixedClock.on(date(2026, 10, 12), "b"))
        session.open_record(killed)
        assert session.window is not None
        record = session.window.context.workbench
        qtbot.waitUntil(lambda repository=record.repository: len(inbox(repository)) > 0)
        [one] = inbox(record.repository)
        batch = record.repository.all("import_batch")[-1]
        assert len(decisions_in(batch.values.decisions)) == one.decisions
        session.window.close()
        session.window.deleteLater()
