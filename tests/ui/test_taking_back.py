"""Taking back an act that takes long: beside the window, with a sheet that can stop it; a short one shows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.building import edit, write
from tests.ui.held_runner import hold, waiting
from tests.ui.window_scene import open_window
from ui.main_window import MainWindow
from ui.shell import waiting as shell_waiting
from ui.shell.taking_back import take_back
from ui.views.undo_sheet import UndoSheet, open_undo
from workbench.records.record import Ref


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(shell_waiting, "_PATIENCE_MS", 1)
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    opened = made.context.workbench
    both = edit(opened, "obstacle", "vm63", cause="Khác"), edit(opened, "obstacle", "vm9", cause="Khác")
    made.context.tell(write(opened, *both).summary)
    yield made


def cause(window: MainWindow) -> object:
    return window.context.workbench.repository.need(Ref("obstacle", "vm63")).get("cause")


def last(window: MainWindow) -> int:
    return window.context.workbench.journal.head()[0]


def test_short_undo_shows_no_sheet_and_is_done_at_once(window: MainWindow) -> None:
    take_back(window.context, last(window))
    assert not waiting(window) and cause(window) != "Khác"


def test_long_undo_by_key_is_stopped_without_a_trace_and_done_when_left(window: MainWindow) -> None:
    runner, before = hold(window), last(window)
    window.commands.actions["undo"].trigger()
    [sheet] = waiting(window)
    sheet.line.stopped.emit()
    runner.finish()
    assert not waiting(window) and (last(window), cause(window)) == (before, "Khác")
    window.commands.actions["undo"].trigger()
    runner.finish()
    assert not waiting(window) and last(window) == before + 1 and cause(window) != "Khác"


def test_long_undo_from_a_notice_waits_beside_the_window(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    window.context.events.changed.connect(told.append)
    monkeypatch.setattr("ui.shell.waiting.QApplication.activeWindow", lambda: window)
    runner, before = hold(window), last(window)
    take_back(window.context, before)
    assert len(waiting(window)) == 1 and cause(window) == "Khác"
    runner.finish()
    assert not waiting(window) and cause(window) != "Khác" and len(told) == 1


def test_list_and_what_it_lists_are_made_beside_the_window(window: MainWindow) -> None:
    runner, before = hold(window), last(window)
    open_undo(window.context, before, window)
    assert len(waiting(window)) == 1 and window.findChild(UndoSheet) is None
    runner.finish()
    listed = window.findChild(UndoSheet)
    assert listed is not None and listed.told.n_changed == 2
    listed.apply_button.click()
    [sheet] = waiting(window)
    sheet.line.stopped.emit()
    runner.finish()
    assert (last(window), cause(window)) == (before, "Khác")
