"""Rows painted whole look as their cells painted one by one, and those that are not there yet are blank."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import open_window
from ui.models.listed_rows import ListedRows
from ui.models.record_table import RegisterModel
from ui.models.register_columns import ALL
from ui.views.registers import RegisterPage
from ui.widgets.delegates_base import CellDelegate


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> RegisterPage:
    window = open_window(tmp_path)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    window.go("obstacles", view="all")
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    return shown


@pytest.mark.parametrize("key", ["agreements", "obstacles", "escalations", "projects", "meetings"])
@pytest.mark.parametrize("beside", [True, False])
def test_rows_look_as_their_cells(page: RegisterPage, key: str, beside: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    window = page.window()
    window.go(key, view="all", search="" if beside else "an")  # type: ignore[attr-defined]
    shown = window.stack.current()  # type: ignore[attr-defined]
    if not beside:
        QTest.keyClick(window, Qt.Key.Key_F9)
    shown.table.setFocus()
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    QTest.keyClick(shown.table, Qt.Key.Key_Space)
    QTest.mouseMove(shown.table.viewport(), shown.table.visualRect(shown.model.index(3, 1)).center())
    whole = shown.table.viewport().grab().toImage()
    monkeypatch.delattr(RegisterModel, "cells")
    assert shown.table.viewport().grab().toImage() == whole


def test_a_row_that_is_not_there_is_blank_and_asked_for_with_few_around_it(
    page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[int]] = []
    page.model.wanted.disconnect()
    page.model.wanted.connect(asked.append)
    page.model.rows._ready.clear()
    drawn: list[int] = []
    for delegate in page.table._delegates:
        monkeypatch.setattr(delegate, "paint_cell", lambda *_: drawn.append(1))
    page.table.viewport().grab()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    assert drawn == [] and len(asked) == 1 and set(asked[0]) <= set(page.model.rows.ids)


def test_rows_around_are_read_once_those_looked_at_are_there(qtbot: QtBot, page: RegisterPage) -> None:
    model = RegisterModel("obstacles", ALL["obstacles"])
    model.set_rows(ListedRows(page.model.rows.ids, lambda _: {}))
    model.wanted.connect(lambda numbers: model.keep(numbers, page.context.registers.page("obstacles", numbers)))
    changed: list[int] = []
    model.dataChanged.connect(lambda *_: changed.append(1))
    assert model.cells(0) is None
    qtbot.waitUntil(lambda: model.rows.ready(0) is not None)
    assert model.rows.ready(13) is None and changed == [1]
    qtbot.waitUntil(lambda: model.rows.ready(13) is not None, timeout=2000)
    assert changed == [1]  # nobody looks at those


def test_every_column_has_a_delegate_that_paints_cells(page: RegisterPage) -> None:
    assert all(isinstance(delegate, CellDelegate) for delegate in page.table._delegates)
