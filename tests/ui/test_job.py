"""Running work in the status line: what is seen and stopped there is what runs, not what waits behind it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.held_runner import HeldRunner
from ui.shell.job import JobPiece, WatchedRunner


def test_what_runs_is_stopped_and_not_what_waits_behind_it(qtbot: QtBot) -> None:
    held, piece = HeldRunner(), JobPiece()
    qtbot.addWidget(piece)
    runner = WatchedRunner(held, piece)
    ends: list[str] = []
    for name in ("import", "count"):
        task = runner.submit(lambda progress: progress.step(1, 2))
        task.cancelled.connect(lambda name=name: ends.append(f"{name} stopped"))
        task.done.connect(lambda _, name=name: ends.append(f"{name} done"))
        task.start()
    piece._stop.click()
    held.finish()
    held.finish()
    assert ends == ["import stopped", "count done"]


def test_what_waited_is_seen_once_it_runs(qtbot: QtBot) -> None:
    held, piece = HeldRunner(), JobPiece()
    qtbot.addWidget(piece)
    runner = WatchedRunner(held, piece)
    for _ in range(2):
        runner.submit(lambda _: None).start()
    piece._show()
    held.finish()
    assert piece.isHidden() and piece._patience.isActive()
    held.finish()
    assert piece.isHidden() and not piece._patience.isActive()
