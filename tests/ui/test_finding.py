"""Finding from anywhere with words half remembered, and with hands that are faster than the list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.held_runner import HeldRunner
from tests.ui.keys import type_text
from ui.main_window import MainWindow
from ui.shell.finding import Findings, find_near, find_records
from ui.views.registers import RegisterPage
from workbench.services.registers import Registers


def registers(window: MainWindow) -> Registers:
    return window.context.registers


def current(window: MainWindow) -> str:
    page = window.stack.current()
    return page.table.current_uid() if isinstance(page, RegisterPage) else ""


def typing(window: MainWindow, qtbot: QtBot) -> HeldRunner:
    """The keyboard in the field, what it asks for held back."""
    window.activateWindow()
    window.header.search.setFocus()
    qtbot.waitUntil(window.header.search.hasFocus)
    held = HeldRunner()
    window.context.reader = held
    return held


def test_enter_before_the_list_is_there_opens_the_only_record(window: MainWindow, qtbot: QtBot) -> None:
    held, field = typing(window, qtbot), window.header.search
    type_text(field, "vm63")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert held.held and not current(window)
    held.finish_all()
    assert current(window) == "vm63" and field.text() == ""


def test_words_that_were_typed_over_are_no_longer_looked_for(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[str] = []

    def find(registers: Registers, repository: object, typed: str, guess: bool) -> Findings:
        sought.append(typed)
        return Findings([], [])

    monkeypatch.setattr("ui.shell.finding.find", find)
    held, field = typing(window, qtbot), window.header.search
    type_text(field, "thieu")
    QTest.keyClick(field, Qt.Key.Key_Return)
    type_text(field, " cat")
    QTest.keyClick(field, Qt.Key.Key_Return)
    held.finish_all()
    assert sought == ["thieu cat"]


def test_enter_before_the_list_of_many_shows_them(window: MainWindow, qtbot: QtBot) -> None:
    held, field = typing(window, qtbot), window.header.search
    type_text(field, "vinh long")
    QTest.keyClick(field, Qt.Key.Key_Return)
    held.finish_all()
    assert field.list.isVisible() and not current(window)


def test_enter_never_opens_what_was_found_for_other_words(window: MainWindow, qtbot: QtBot) -> None:
    held, field = typing(window, qtbot), window.header.search
    type_text(field, "vm6")
    qtbot.waitUntil(lambda: bool(held.held))
    held.finish_all()
    assert field.list.isVisible()
    type_text(field, "3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not current(window)
    held.finish_all()
    assert current(window) == "vm63"


def test_the_name_of_a_register_before_the_words_looks_there_first(window: MainWindow) -> None:
    found = find_records(registers(window), "vướng mắc cat dap nen")
    assert [(one.kind, one.key) for one in found] == [("obstacles", "vm58")]


def test_of_words_half_remembered_one_may_be_wrong(window: MainWindow) -> None:
    assert find_records(registers(window), "thieu cat san lap") == []
    assert "vm58" in [one.key for one in find_near(registers(window), "thieu cat dap lap")]
    assert find_near(registers(window), "cat lap") == []
