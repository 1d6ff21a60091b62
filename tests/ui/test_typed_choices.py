"""Choosing from a long list by typing, as real keys reach it: while the list is open they go to the list first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import type_text
from ui.forms.parts import Editor
from ui.forms.tag_edit import TagEdit
from ui.widgets.combo import SeekEdit
from ui.widgets.fields import LineEdit

PLACES = (("Cà Mau", "cm"), ("Cần Thơ", "ct"), ("Bình Thuận (nay là Lâm Đồng)", "ld"), ("Đồng Tháp", "dt"))


def shown(qtbot: QtBot, *fields: QWidget) -> QWidget:
    """The fields in a window that has the keyboard, the first of them focused."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for field in fields:
        column.addWidget(field)
    window.show()
    window.activateWindow()
    fields[0].setFocus()
    held = fields[0].focusProxy() or fields[0]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is held)
    return window


def listed(edit: SeekEdit) -> list[str]:
    model = edit.popup.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_enter_takes_the_marked_entry_and_down_goes_on(qtbot: QtBot) -> None:
    edit = SeekEdit(PLACES)
    _kept = shown(qtbot, edit)
    type_text(edit, "ca")
    assert listed(edit) == ["Cà Mau", "Cần Thơ"] and edit.text() == "ca"
    QTest.keyClick(edit.popup, Qt.Key.Key_Return)
    assert (edit.text(), edit.value(), edit.popup.isVisible()) == ("Cà Mau", "cm", False)
    edit.clear()
    type_text(edit, "ca")
    QTest.keyClick(edit.popup, Qt.Key.Key_Down)
    assert edit.text() == "ca"  # going to an entry writes nothing yet
    QTest.keyClick(edit.popup, Qt.Key.Key_Return)
    assert edit.value() == "ct"


def test_what_begins_as_typed_comes_before_what_only_holds_it(qtbot: QtBot) -> None:
    edit = SeekEdit(PLACES)
    qtbot.addWidget(edit)
    assert edit.found("dong") == ["Đồng Tháp", "Bình Thuận (nay là Lâm Đồng)"]
    assert edit.found("thuan") == ["Bình Thuận (nay là Lâm Đồng)"] and edit.found("xyz") == []


def test_tab_takes_the_only_entry_and_one_that_was_gone_to(qtbot: QtBot) -> None:
    edit, other = SeekEdit(PLACES), LineEdit()
    _kept = shown(qtbot, edit, other)
    type_text(edit, "thap")
    QTest.keyClick(edit.popup, Qt.Key.Key_Tab)
    assert edit.value() == "dt" and other.hasFocus()
    edit.clear()
    edit.setFocus()
    type_text(edit, "ca")
    QTest.keyClick(edit.popup, Qt.Key.Key_Tab)
    assert edit.text() == "ca"  # two were possible, and none was gone to


def test_words_that_are_in_no_list_may_stay_where_they_are_allowed(qtbot: QtBot) -> None:
    edit = SeekEdit([("Lê Thị Hạnh", "a")], free=True)
    _kept = shown(qtbot, edit)
    type_text(edit, "le")
    QTest.keyClick(edit.popup, Qt.Key.Key_Return)
    assert edit.text() == "le"
    type_text(edit, " thi")
    QTest.keyClick(edit.popup, Qt.Key.Key_Down)
    QTest.keyClick(edit.popup, Qt.Key.Key_Return)
    assert edit.text() == "Lê Thị Hạnh"


def test_down_shows_the_whole_list(qtbot: QtBot) -> None:
    edit = SeekEdit(PLACES)
    _kept = shown(qtbot, edit)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    assert len(listed(edit)) == 4 and edit.popup.isVisible()
    QTest.keyClick(edit.popup, Qt.Key.Key_Escape)
    assert not edit.popup.isVisible() and edit.text() == ""


def test_a_long_choice_is_shown_from_its_beginning(qtbot: QtBot) -> None:
    edit = SeekEdit([("TT-2026-001 · Hợp tác đầu tư tuyến cao tốc và đường kết nối Cần Thơ – Cà Mau", "a")])
    _kept = shown(qtbot, edit)
    type_text(edit, "cao toc")
    assert edit.popup.width() > edit.width()
    QTest.keyClick(edit.popup, Qt.Key.Key_Return)
    assert edit.value() == "a" and edit.cursorPosition() == 0


def test_taken_tags_leave_nothing_in_the_field(qtbot: QtBot) -> None:
    edit = TagEdit(PLACES, {"ct": "Cần Thơ", "dt": "Đồng Tháp", "cm": "Cà Mau"}, "gõ…")
    _kept = shown(qtbot, edit)
    type_text(edit.entry, "can")
    QTest.keyClick(edit.entry.popup, Qt.Key.Key_Return)
    type_text(edit.entry, "dong thap")
    QTest.keyClick(edit.entry.popup, Qt.Key.Key_Down)
    QTest.keyClick(edit.entry.popup, Qt.Key.Key_Return)
    assert edit.values() == ("ct", "dt") and edit.pending() == ""
    type_text(edit.entry, "ca m")
    QTest.mouseClick(
        edit.entry.popup.viewport(),
        Qt.MouseButton.LeftButton,
        pos=edit.entry.popup.visualRect(edit.entry.popup.model().index(0, 0)).center(),
    )
    assert edit.values() == ("ct", "dt", "cm") and edit.pending() == ""


@pytest.mark.parametrize(
    ("reason", "times"),
    [
        (Qt.FocusReason.PopupFocusReason, 0),
        (Qt.FocusReason.ActiveWindowFocusReason, 0),
        (Qt.FocusReason.TabFocusReason, 1),
    ],
)
def test_a_field_is_not_left_while_its_list_or_another_program_has_the_keyboard(
    qtbot: QtBot, reason: Qt.FocusReason, times: int
) -> None:
    edit = SeekEdit(PLACES)
    qtbot.addWidget(edit)
    left: list[int] = []
    editor = Editor(edit, edit.value, edit.setText)
    editor.left.connect(lambda: left.append(1))
    QApplication.sendEvent(edit, QFocusEvent(QEvent.Type.FocusOut, reason))
    assert len(left) == times
