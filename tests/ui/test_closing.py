"""Closing the window: the record is copied beside it, and a sheet says so when that takes long."""

from __future__ import annotations

from pathlib import Path
from threading import Event, current_thread

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.building import edit, write
from tests.ui.held_runner import waiting
from tests.ui.window_scene import open_window
from ui.main_window import MainWindow
from ui.shell import waiting as shell_waiting
from ui.shell.waiting import wait_here
from ui.tasks import TaskRunner
from workbench.services.workbench import Workbench


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(shell_waiting, "_PATIENCE_MS", 1)
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def test_long_work_has_ended_with_its_sheet_when_the_wait_is_over(window: MainWindow) -> None:
    release, runner, look = Event(), TaskRunner(), QTimer()
    shown: list[int] = []

    def see() -> None:
        if waiting(window):
            shown.append(len(waiting(window)))
            release.set()

    look.timeout.connect(see)
    look.start(1)
    how = wait_here(runner, lambda _: release.wait(60), "Đang sao lưu", lambda: window)
    look.stop()
    runner.close()
    assert (how.result, shown[0], waiting(window)) == (True, 1, [])


def test_record_is_copied_and_closed_beside_the_window(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    workbench = window.context.workbench
    write(workbench, edit(workbench, "obstacle", "vm63", cause="Khác"))
    window.context.runner = TaskRunner()
    where: list[str] = []
    close = Workbench.close

    def watched(opened: Workbench) -> None:
        where.append(current_thread().name)
        close(opened)

    monkeypatch.setattr(Workbench, "close", watched)
    window.close()
    assert len(where) == 1 and where[0].startswith("work")
    assert not window.isVisible()
