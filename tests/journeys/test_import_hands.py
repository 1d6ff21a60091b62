"""The import by hand at the real window: once with the keyboard alone, once with the mouse alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.test_window_line import Officer
from tests.ui import import_scene as scene
from ui.ask import Answers
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.tasks import TaskRunner
from ui.views.import_flow.flow import CHANGES, FILES, PROBLEMS, RESULT, SHEET
from ui.views.undo_sheet import UndoSheet
from workbench.clock import FixedClock
from workbench.services.importing.waiting import inbox
from workbench.services.workbench import Workbench

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key, Ctrl, Left = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
_MOST_TABS = 120


class Hands(Officer):
    """An officer who uses nothing but keys, or nothing but the mouse."""

    def tab_to(self, wanted: QWidget) -> None:
        """Tab until a control has the keyboard."""
        for _ in range(_MOST_TABS):
            if QApplication.focusWidget() is wanted:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"{wanted} is not reached by Tab")

    def click(self, wanted: QWidget, at: QPoint | None = None) -> None:
        """Click a control that is in sight."""
        assert wanted.isVisible() and wanted.isEnabled()
        QTest.mouseClick(wanted, Left, Qt.KeyboardModifier.NoModifier, at or wanted.rect().center())
        QApplication.processEvents()


def window_on(opened: Workbench, asker: Answers, qtbot: QtBot) -> MainWindow:
    """The window of a record."""
    book = PreferenceBook()
    book.current = Preferences(officer=opened.actor)
    window = MainWindow(opened, opened.database.path, TaskRunner(), book, asker)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.go("today")
    return window


@pytest.fixture
def hands(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Hands]:
    """At the window of a record that took in the second quarter; the file dialog will give the third."""
    from ui.theme import theme

    theme.apply(qapp, "light")
    made = Hands(window_on(scene.settled_record(tmp_path), Answers([scene.third_quarter_file(tmp_path)]), qtbot), qtbot)
    yield made
    made.window.close()


def open_sheet() -> UndoSheet | None:
    """The list of what taking back does, when it is open."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, UndoSheet) and w.isVisible()), None)


def test_with_the_keyboard_alone(hands: Hands, tmp_path: Path, qtbot: QtBot) -> None:
    before = hands.obstacles()
    hands.press(Key.Key_I, Ctrl)
    hands.wait_for_step(FILES)
    hands.press(Key.Key_Return)
    hands.wait_for_step(SHEET)
    grid = hands.page.sheet.grid
    hands.tab_to(grid)
    grid_row = hands.page.sheet.sheet()
    assert grid_row is not None
    hands.tab_to(hands.page.head.go_on)
    hands.press(Key.Key_Space)
    hands.wait_for_step(PROBLEMS)
    hands.tab_to(hands.page.head.go_on)
    hands.press(Key.Key_Space)
    hands.wait_for_step(CHANGES)
    hands.wait_for("Ghi 12 dòng vào sổ")
    hands.press(Key.Key_Return)  # to the choices of the first row
    hands.press(Key.Key_Space)
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Space)
    hands.tab_to(hands.page.head.put_off)
    hands.press(Key.Key_Space)
    hands.wait(lambda: len(inbox(hands.record.repository)) == 1)
    assert hands.obstacles() == before
    path = hands.record.database.path
    hands.window.close()

    opened = Workbench.open(path, FixedClock.on(date(2026, 10, 14), "days-later"), "An")
    hands.window = window_on(opened, Answers(), qtbot)
    hands.press(Key.Key_I, Ctrl)
    hands.wait(lambda: bool(hands.page.files.waiting_rows))
    hands.tab_to(hands.page.files.waiting_rows[0].act)
    hands.press(Key.Key_Space)
    hands.wait_for_step(CHANGES)
    hands.wait_for("Ghi 13 dòng vào sổ")
    hands.tab_to(hands.page.head.go_on)
    hands.press(Key.Key_Space)
    hands.wait_for_step(RESULT)
    assert len(hands.obstacles()) == len(before) + 7
    hands.tab_to(hands.page.result.undo)
    hands.press(Key.Key_Space)
    hands.wait(lambda: open_sheet() is not None)
    sheet = open_sheet()
    assert sheet is not None
    hands.tab_to(sheet.apply_button)
    hands.press(Key.Key_Space)
    hands.wait(lambda: hands.obstacles() == before)


def mark_of(hands: Hands, index: int, column: int) -> QPoint:
    """The middle of a cell of the list of changes."""
    table = hands.page.changes.table
    place = hands.page.changes.model.index(hands.page.changes.model.place_of(index), column)
    table.scrollTo(place)
    spot: QRect = table.visualRect(place)
    return spot.center()


def test_with_the_mouse_alone(hands: Hands) -> None:
    before = hands.obstacles()
    hands.window.go("import")
    hands.wait_for_step(FILES)
    hands.click(hands.page.files.zone.pick)
    hands.wait_for_step(SHEET)
    rows, sheet = hands.page.sheet.grid.rows, hands.page.sheet.sheet()
    assert sheet is not None
    edge = rows.sectionViewportPosition(sheet.positions[9])
    view = rows.viewport()
    QTest.mousePress(view, Left, Qt.KeyboardModifier.NoModifier, QPoint(20, edge))
    QTest.mouseMove(view, QPoint(20, edge + 26))
    QTest.mouseRelease(view, Left, Qt.KeyboardModifier.NoModifier, QPoint(20, edge + 26))
    hands.wait(lambda: hands.page.flow.current is not None and bool(hands.page.flow.current.overrides.bands))
    hands.click(hands.page.head.go_on)
    hands.wait_for_step(PROBLEMS)
    hands.click(hands.page.head.go_on)
    hands.wait_for_step(CHANGES)
    hands.wait(lambda: hands.page.changes.plan is not None and hands.page.head.go_on.isEnabled())
    changes = hands.page.changes
    plan = changes.plan
    assert plan is not None and len(plan.rows) == 32, "the row in the band made longer is a group now"
    for row in [row for row in plan.rows if row.how == "conflict"]:
        hands.click(changes.table.viewport(), mark_of(hands, row.index, 2))
        for field in list(changes.pane.fields):
            hands.click(field.file)
    hands.click(changes.groups.buttons["duplicate"])
    hands.wait(changes.is_merging)
    hands.click(changes.merge.choosers["issue", "record"])
    hands.click(changes.merge.merge)
    place = changes.model.place_of_group("absent") + 1
    changes.table.scrollTo(changes.model.index(place, 2))
    hands.click(changes.table.viewport(), changes.table.visualRect(changes.model.index(place, 2)).center())
    hands.click(changes.pane.absent_cards[1])
    assert not changes.plan.waiting and len(changes.plan.asked) == 1  # type: ignore[union-attr]
    hands.click(hands.page.head.go_on)
    hands.wait_for_step(RESULT)
    assert hands.obstacles() != before
    hands.click(hands.page.result.undo)
    hands.wait(lambda: open_sheet() is not None)
    sheet_shown = open_sheet()
    assert sheet_shown is not None
    hands.click(sheet_shown.apply_button)
    hands.wait(lambda: hands.obstacles() == before)
