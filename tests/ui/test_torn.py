"""A record torn off into a window of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.views.registers import RegisterPage
from ui.views.torn import TornWindow
from workbench.records.changes import ChangeSet, Label, remove, some, update


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.go("obstacles", view="open")
    return window


def torn_off(window: MainWindow) -> TornWindow:
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    return window.findChildren(TornWindow)[0]


def test_the_current_record_stands_beside_the_register(window: MainWindow) -> None:
    torn = torn_off(window)
    page = window.stack.current()
    assert isinstance(page, RegisterPage) and torn.pane.shown is not None
    assert torn.pane.shown.ref.uid == page.table.current_uid()
    assert torn.pane.shown.code in torn.windowTitle()


def test_it_follows_what_is_written(window: MainWindow) -> None:
    torn = torn_off(window)
    assert torn.pane.shown is not None
    record = window.context.workbench.repository.need(torn.pane.shown.ref)
    window.context.commit(ChangeSet(Label("act.edit", {"code": "x"}), some(update(record, title="Tên mới"))))
    assert torn.pane.shown.title == "Tên mới"


def test_it_closes_when_the_record_is_gone(qtbot: QtBot, window: MainWindow) -> None:
    lone = next(
        record
        for record in window.context.workbench.repository.all("agreement")
        if not window.context.workbench.repository.where("obstacle", agreement=record.uid)
        and not window.context.workbench.repository.where("task", agreement=record.uid)
    )
    window.go("agreements", uid=lone.uid)
    torn = torn_off(window)
    parts = window.context.workbench.repository.where("party", agreement=lone.uid)
    with qtbot.waitSignal(torn.destroyed):
        window.context.commit(
            ChangeSet(Label("act.remove", {"code": "x"}), tuple(remove(record) for record in [*parts, lone]))
        )


def test_escape_closes_it(qtbot: QtBot, window: MainWindow) -> None:
    torn = torn_off(window)
    torn.activateWindow()
    qtbot.waitUntil(torn.isActiveWindow)
    with qtbot.waitSignal(torn.destroyed):
        QTest.keyClick(torn, Qt.Key.Key_Escape)
    assert window.isVisible()
