"""Bands put right by hand: an edge dragged, several rows chosen by mouse or keyboard, a column mapped by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from ui.views.import_flow.flow import CHANGES, SHEET
from ui.views.import_flow.page import ImportPage
from workbench.services.importing.teaching import lessons
from workbench.services.workbench import Workbench

LEFT, SHIFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(record: Workbench, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """The sheet of the third quarter: a group in row 8, data in 9–11, a group in 12."""
    made = scene.open_page(record, qtbot, 900)
    made.file_acts.add([scene.third_quarter_file(tmp_path)])
    assert made.flow.step == SHEET
    return made


def kind(page: ImportPage, row: int) -> str:
    """What a row is taken for."""
    sheet = page.sheet.sheet()
    assert sheet is not None
    return sheet.kind(row)


def spot(page: ImportPage, row: int, offset: int = 12) -> QPoint:
    """A point in the word of a row, so far below its upper edge."""
    rows, sheet = page.sheet.grid.rows, page.sheet.sheet()
    assert sheet is not None
    return QPoint(20, rows.sectionViewportPosition(sheet.positions[row]) + offset)


def drag(page: ImportPage, start: QPoint, end: QPoint) -> None:
    """Press, move, let go in the row tags."""
    view = page.sheet.grid.rows.viewport()
    QTest.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, NONE, end)


def bands(page: ImportPage) -> dict[int, str]:
    """Kinds said by hand."""
    assert page.flow.current is not None
    return {row: said for (_, row), said in page.flow.current.overrides.bands.items()}


def test_an_edge_dragged_down_makes_the_band_above_longer(page: ImportPage) -> None:
    drag(page, spot(page, 9, 0), spot(page, 11, 2))
    assert bands(page) == {9: "group", 10: "group"}
    assert (kind(page, 9), kind(page, 11)) == ("group", "data")


def test_an_edge_dragged_up_makes_the_band_below_longer(page: ImportPage) -> None:
    drag(page, spot(page, 9, 1), spot(page, 8, 1))
    assert bands(page) == {8: "data"}


def test_an_edge_let_go_where_it_was_changes_nothing(page: ImportPage) -> None:
    drag(page, spot(page, 9, 0), spot(page, 9, 1))
    assert bands(page) == {}


def test_the_heading_is_made_longer_and_shorter_by_its_edge(page: ImportPage) -> None:
    drag(page, spot(page, 8, 0), spot(page, 9, 2))
    assert bands(page) == {6: "heading", 7: "heading", 8: "heading"}
    assert page.sheet.sheet().tables[0].heading_rows == (6, 7, 8)  # type: ignore[union-attr]
    drag(page, spot(page, 9, 0), spot(page, 8, 0))
    assert kind(page, 8) == "data" and page.sheet.sheet().tables[0].heading_rows == (6, 7)  # type: ignore[union-attr]


def choose(page: ImportPage, words: str) -> None:
    """An entry of the menu of rows at the current cell."""
    menu = page.sheet.kinds_menu(page.sheet.grid.current_row())
    found: list[QAction] = [action for action in menu.actions() if action.text() == words]
    found[0].trigger()


def test_rows_dragged_over_are_changed_together(page: ImportPage) -> None:
    drag(page, spot(page, 9), spot(page, 11))
    assert page.sheet.grid.chosen_rows() == (9, 10, 11)
    choose(page, "Bỏ qua")
    assert bands(page) == {9: "outside", 10: "outside", 11: "outside"}


def test_rows_are_chosen_with_shift_and_the_arrows_and_given_up_with_an_arrow(page: ImportPage) -> None:
    grid = page.sheet.grid
    grid.go_to(9, 2)
    QTest.keyClick(grid, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(grid, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(grid, Qt.Key.Key_Up, SHIFT)
    assert grid.chosen_rows() == (9, 10)
    choose(page, "Nối dòng trên")
    assert bands(page) == {9: "continuation", 10: "continuation"}
    choose(page, "Như máy nhận diện")
    assert bands(page) == {}
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.chosen_rows() == (11,)


def test_a_column_is_mapped_again_with_the_keyboard_and_it_is_learned(page: ImportPage, record: Workbench) -> None:
    combo = page.sheet.mapping.combo(8)
    assert combo is not None
    combo.setFocus()
    for _ in range(20):
        QTest.keyClick(combo, Qt.Key.Key_Down)
        if page.sheet.mapping.combo(8) is combo and combo.value() == "note":
            break
    assert combo.value() == "note"
    page.sheet.change_kind("Bieu 02", (12,), "outside")
    page.go_to_step(CHANGES)
    plan = page.changes.plan
    assert plan is not None and "note" in plan.rows[0].row.cells
    page.head.go_on.click()
    assert {one.kind for one in lessons(record)} == {"heading", "band"}
