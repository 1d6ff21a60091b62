"""Meetings in the window: from the tasks and back, conclusions from the keyboard, the print of what became of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.building import new, write
from tests.ui.looking import clipped
from tests.ui.window_scene import open_window
from ui.forms.conclusions_form import ConclusionsForm
from ui.main_window import MainWindow
from ui.shell.finding import find_records
from ui.views.print_page import PrintPage
from ui.views.registers import RegisterPage
from ui.widgets.buttons import Button


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    held = {"code": "HN-2026-001", "title": "Phiên họp lần thứ năm", "held_date": date(2026, 9, 10)}
    write(made.context.workbench, new("meeting", "hn1", **held))
    return made


def page(window: MainWindow, register: str, **params: object) -> RegisterPage:
    window.go(register, **params)
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    return shown


def form(window: MainWindow) -> ConclusionsForm:
    page(window, "meetings", view="all", uid="hn1").detail.footer.press()
    found = window.findChildren(ConclusionsForm)
    assert len(found) == 1
    return found[0]


def contents(window: MainWindow) -> list[str]:
    tasks = window.context.workbench.repository.where("task", meeting="hn1")
    return [task.values.content for task in sorted(tasks, key=lambda task: task.values.ordinal)]


def press(window: MainWindow, words: str) -> None:
    shown = window.stack.current()
    assert shown is not None
    next(button for button in shown.findChildren(Button) if button.text() == words).click()


def test_meetings_are_reached_from_the_tasks_and_back(window: MainWindow) -> None:
    page(window, "tasks")
    press(window, "Phiên họp")
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage) and shown.key == "meetings"
    assert window.nav.current() == "tasks"
    press(window, "Nhiệm vụ")
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage) and shown.key == "tasks"


def test_conclusions_are_entered_with_the_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    made = form(window)
    qtbot.waitUntil(lambda: made.rows[0].content.hasFocus())
    for number in range(1, 5):  # one more than there are lines at first
        row = made.rows[number - 1]
        QTest.keyClicks(row.content, f"Viec {number}")
        QTest.keyClick(row.content, Qt.Key.Key_Return)
        assert row.lead.hasFocus()
        QTest.keyClicks(row.lead, "bo tai chinh" if number == 1 else "")
        QTest.keyClick(row.lead, Qt.Key.Key_Return)
        assert row.due.hasFocus()
        QTest.keyClicks(row.due, "15/3/2027")
        QTest.keyClick(row.due, Qt.Key.Key_Return)
        assert made.rows[number].content.hasFocus()
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert contents(window) == ["Viec 1", "Viec 2", "Viec 3", "Viec 4"]
    shown = page(window, "meetings", uid="hn1")
    assert shown.detail.shown is not None and len(shown.detail.shown.tasks) == 4


def test_a_pasted_table_spreads_over_the_lines(window: MainWindow) -> None:
    made = form(window)
    QGuiApplication.clipboard().setText("Lập quỹ\tBộ Tài chính\tQuý I/2027\nRà soát\t\t15/3/2027\nA\nB\n")
    QTest.keyClick(made.rows[0].content, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [line.content for line in made.lines() if not line.is_empty] == ["Lập quỹ", "Rà soát", "A", "B"]
    assert made.rows[0].lead.value() is not None
    assert made.rows[0].echo.text() == "đến 31/03/2027"
    made.apply()
    assert contents(window) == ["Lập quỹ", "Rà soát", "A", "B"]


def test_a_mistake_is_said_the_line_is_focused_and_nothing_is_written(window: MainWindow, qtbot: QtBot) -> None:
    made = form(window)
    made.rows[0].content.setPlainText("Lập quỹ")
    made.rows[1].due.setText("31/12/2026")
    made.apply()
    assert "Dòng 2: chưa ghi nội dung kết luận." in made.notice.text()
    qtbot.waitUntil(lambda: made.rows[1].content.hasFocus())
    made.rows[1].content.setPlainText("Rà soát")
    made.rows[1].due.setText("1/9/2026")
    made.apply()
    assert "trước ngày họp 10/09/2026" in made.notice.text()
    assert contents(window) == []


@pytest.mark.parametrize("size", [(1366, 738), (1024, 540)])
def test_the_form_has_room_for_its_words(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    made = form(window)
    assert clipped(made) == []
    assert made.height() <= window.height()


def test_printing_a_meeting_prints_what_became_of_its_conclusions(window: MainWindow) -> None:
    made = form(window)
    made.rows[0].content.setPlainText("Lập quỹ")
    made.apply()
    page(window, "meetings", uid="hn1").detail.footer._print.click()
    shown = window.stack.current()
    assert isinstance(shown, PrintPage) and shown.shown is not None
    assert shown.panel.chosen_register() == "conclusions"
    assert shown.listed_words() == "1 kết luận"
    assert shown.panel.group.value() == "meeting"


def test_a_meeting_is_found_from_anywhere_by_code_and_by_words(window: MainWindow) -> None:
    registers = window.context.registers
    assert [found.code for found in find_records(registers, "hn1")] == ["HN-2026-001"]
    assert ("meetings", "hn1") in [(found.kind, found.key) for found in find_records(registers, "phien hop lan thu nam")]
