"""The search box under the hands of a Vietnamese typist."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout
from pytestqt.qtbot import QtBot

from tests.ui.keys import type_text
from ui.widgets.combo import SeekEdit
from ui.widgets.search_box import SearchBox


def _box(qtbot: QtBot, delay_ms: int = 30) -> tuple[SearchBox, list[str]]:
    box = SearchBox("Tìm trong sổ này…", "Ctrl+F", delay_ms)
    qtbot.addWidget(box)
    box.resize(300, 30)
    asked: list[str] = []
    box.searched.connect(asked.append)
    return box, asked


def test_default_delay_is_200_ms(qtbot: QtBot) -> None:
    box = SearchBox("Tìm")
    qtbot.addWidget(box)
    assert box._timer.interval() == 200


def test_unikey_stream_ends_in_one_query(qtbot: QtBot) -> None:
    box, asked = _box(qtbot)
    type_text(box, "vie\bêt\b\bệt")
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(60)
    assert asked == ["việt"]


def test_text_under_composition_asks_nothing(qtbot: QtBot) -> None:
    box, asked = _box(qtbot)
    QApplication.sendEvent(box, QInputMethodEvent("vie", []))
    qtbot.wait(60)
    assert asked == []
    done = QInputMethodEvent("", [])
    done.setCommitString("việ")
    QApplication.sendEvent(box, done)
    qtbot.waitUntil(lambda: asked == ["việ"])


def test_typing_over_a_composition_does_not_ask_with_half_a_word(qtbot: QtBot) -> None:
    box, asked = _box(qtbot)
    type_text(box, "a")
    QApplication.sendEvent(box, QInputMethodEvent("b", []))
    qtbot.wait(60)
    assert asked == []


def test_enter_asks_at_once_and_not_again(qtbot: QtBot) -> None:
    box, asked = _box(qtbot, 5000)
    type_text(box, "cống")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert asked == ["cống"]


def test_text_is_never_changed_while_typing(qtbot: QtBot) -> None:
    box, _asked = _box(qtbot)
    type_text(box, "  VĨNH  long ")
    qtbot.wait(60)
    assert box.text() == "  VĨNH  long "


def test_escape_clears_then_leaves(qtbot: QtBot) -> None:
    box, asked = _box(qtbot, 5000)
    left: list[bool] = []
    box.left.connect(lambda: left.append(True))
    type_text(box, "mặn")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (asked, left) == (["mặn", ""], [])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert left == [True]


def test_escape_in_an_empty_field_closes_the_sheet_it_stands_in(qtbot: QtBot) -> None:
    sheet = QDialog()
    qtbot.addWidget(sheet)
    box = SearchBox("Tìm", delay_ms=5000)
    QVBoxLayout(sheet).addWidget(box)
    sheet.show()
    type_text(box, "mặn")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert sheet.isVisible() and box.text() == ""
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_clearing_quietly_asks_nothing(qtbot: QtBot) -> None:
    box, asked = _box(qtbot)
    type_text(box, "mặn")
    box.clear_quietly()
    qtbot.wait(60)
    assert (box.text(), asked) == ("", [])


def test_typed_choice_is_found_without_accents_and_never_completes_itself(qtbot: QtBot) -> None:
    edit = SeekEdit([("Vĩnh Long", "vl"), ("Đồng Tháp", "dt"), ("Cần Thơ", "ct")])
    qtbot.addWidget(edit)
    edit.show()
    type_text(edit, "thap dong")
    assert edit.text() == "thap dong"
    popup = edit.popup
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["Đồng Tháp"]
    assert edit.value() is None
    edit.setText("dong thap")
    assert edit.value() == "dt"


def test_typed_choice_is_taken_with_down_and_enter(qtbot: QtBot) -> None:
    edit = SeekEdit([("Vĩnh Long", "vl"), ("Đồng Tháp", "dt")])
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    type_text(edit, "vinh")
    popup = edit.popup
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert (edit.text(), edit.value()) == ("Vĩnh Long", "vl")
