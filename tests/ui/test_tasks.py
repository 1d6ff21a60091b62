"""Work on the worker thread: whom its end is told, when a window closes, a page is built anew or a sheet goes."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.held_runner import hold
from ui.main_window import MainWindow
from ui.shell.dialogs import Sheet
from ui.tasks import TaskRunner


def test_work_asked_for_after_the_end_is_not_done_and_breaks_nothing() -> None:
    runner = TaskRunner()
    done: list[int] = []
    first = runner.submit(lambda _: done.append(1))
    runner.close()
    first.start()
    runner.submit(lambda _: done.append(2)).start()
    assert done == []


def test_work_is_done_in_turn_on_one_thread_of_its_own() -> None:
    runner, done = TaskRunner(), []
    for number in range(50):
        runner.submit(lambda _, number=number: done.append((number, threading.get_ident()))).start()  # type: ignore[misc]
    runner.close()
    assert [number for number, _ in done] == list(range(50))
    assert len({thread for _, thread in done} | {threading.get_ident()}) == 2


def test_work_that_ends_its_thread_does_not_stop_what_comes_after_it() -> None:
    runner, done = TaskRunner(), []
    runner.submit(lambda _: sys.exit(1)).start()
    runner.submit(lambda _: done.append(1)).start()
    runner.close()
    assert done == [1]


def test_work_that_is_done_is_not_held_until_the_next_is_given(qtbot: QtBot) -> None:
    class Held:
        pass

    held, runner = Held(), TaskRunner()
    gone = weakref.ref(held)
    task = runner.submit(lambda _, held=held: None)  # type: ignore[misc]
    with qtbot.waitSignal(task.finished):
        task.start()
    del task, held

    def let_go() -> bool:
        gc.collect()
        return gone() is None

    qtbot.waitUntil(let_go)
    runner.close()


def test_a_program_that_ends_without_closing_does_what_was_begun(tmp_path: Path) -> None:
    code = f"""
import time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.tasks import TaskRunner
application, runner = QCoreApplication([]), TaskRunner()
def work(_):
    time.sleep(0.2)
    Path({str(tmp_path / "done")!r}).touch()
runner.submit(work).start()
"""
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True)
    assert (tmp_path / "done").exists()


def test_the_end_of_work_is_told_on_the_threads_own_window(qtbot: QtBot) -> None:
    runner = TaskRunner()
    told: list[tuple[object, bool]] = []
    task = runner.submit(lambda _: 7)
    task.done.connect(lambda found: told.append((found, threading.current_thread() is threading.main_thread())))
    with qtbot.waitSignal(task.finished):
        task.start()
    runner.close()
    assert told == [(7, True)]


def test_what_ended_before_the_runner_closed_is_not_told_afterwards(qapp: QApplication) -> None:
    runner, told = TaskRunner(), []
    ended = threading.Event()
    task = runner.submit(lambda _: ended.set())
    for signal in (task.done, task.failed, task.finished):
        signal.connect(lambda *_: told.append(1))
    task.start()
    assert ended.wait(30)
    runner.close()  # its end is on the way to this thread, which has not looked yet
    QCoreApplication.sendPostedEvents()
    qapp.processEvents()
    assert told == []


def test_a_page_built_anew_hears_what_it_asked_for_and_goes_then(window: MainWindow) -> None:
    window.go("data")
    old = window.stack.built()["data"]
    held = hold(window)
    told: list[int] = []
    task = old.context.run(lambda _: 3)
    task.done.connect(told.append)
    task.start()
    window.go("today")
    window.stack.outdate()
    window.go("data")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.stack.built()["data"] is not old and isValid(old)
    held.finish_all()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert told == [3]
    assert not isValid(old)


@pytest.mark.parametrize("fails", [False, True])
def test_a_sheet_that_closed_is_told_no_result_but_no_error_is_lost(window: MainWindow, fails: bool) -> None:
    held = hold(window)
    sheet = Sheet("Đang đọc", window)
    results: list[object] = []
    errors: list[Exception] = []

    def work(_: object) -> int:
        if fails:
            raise ValueError("hỏng")
        return 5

    task = window.context.of(sheet).run(work, errors.append)
    task.done.connect(results.append)
    task.start()
    sheet.open()
    sheet.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(sheet)
    held.held.pop().run()
    assert results == []
    assert [str(error) for error in errors] == (["hỏng"] if fails else [])


def test_what_was_asked_for_is_let_go_once_it_was_told(qtbot: QtBot) -> None:
    class Found:
        pass

    runner, results = TaskRunner(), [Found()]
    kept = weakref.ref(results[0])
    task = runner.submit(lambda _: results.pop())
    task.done.connect(lambda found, asked=task: None)
    with qtbot.waitSignal(task.finished):
        task.start()
    gone = weakref.ref(task)
    del task
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    runner.close()
    assert gone() is None and kept() is None
