"""Rows on the clipboard: a few at once, many beside the window, none of it when it was stopped."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.held_runner import hold, waiting
from ui.main_window import MainWindow
from ui.shell import waiting as shell_waiting
from ui.views import copied_rows
from ui.views.registers import RegisterPage


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> RegisterPage:
    monkeypatch.setattr(shell_waiting, "_PATIENCE_MS", 1)
    window.go("obstacles", view="all")
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    shown.model.tick_only(range(3))
    QGuiApplication.clipboard().setText("trước đó")
    return shown


def lines() -> list[str]:
    return QGuiApplication.clipboard().text().split("\r\n")


def test_a_few_are_copied_at_once_for_spreadsheet_and_word_processor(window: MainWindow, page: RegisterPage) -> None:
    runner = hold(window)
    page.acts.copy(True)
    assert not runner.held and not waiting(window)
    assert [line.split("\t")[0] for line in lines()] == ["Mã số", *(row.code for row in page.table.chosen())]
    assert QGuiApplication.clipboard().mimeData().html().count("<tr>") == 4


def test_many_are_copied_beside_the_window_as_a_few_are(
    window: MainWindow, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.acts.copy(False)
    few = lines()
    QGuiApplication.clipboard().setText("trước đó")
    monkeypatch.setattr(copied_rows, "AT_ONCE", 2)
    runner = hold(window)
    page.acts.copy(False)
    assert len(waiting(window)) == 1 and lines() == ["trước đó"]
    runner.finish()
    assert not waiting(window) and lines() == few


def test_stopping_leaves_the_clipboard_alone(
    window: MainWindow, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copied_rows, "AT_ONCE", 2)
    runner = hold(window)
    page.acts.copy()
    waiting(window)[0].line.stopped.emit()
    runner.finish()
    assert not waiting(window) and lines() == ["trước đó"]
