"""What every window is looked at for is really found: each fault is made here once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looking import (
    access_keys,
    clipped,
    covered,
    cut_off,
    english,
    menu_faults,
    nameless,
    silent_cells,
)
from ui.widgets.labels import Label
from ui.widgets.roles import Role
from workbench.messages import set_language


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """An empty window."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def put(widget: QWidget, x: int, y: int, width: int, height: int) -> None:
    widget.setGeometry(x, y, width, height)
    widget.show()


def test_a_squeezed_label_is_noticed(holder: QWidget) -> None:
    put(Label("Không đủ chỗ", parent=holder), 0, 0, 20, 20)
    assert len(clipped(holder)) == 1


def test_a_paragraph_whose_last_line_is_cut_is_noticed(holder: QWidget) -> None:
    wrapped = QLabel("Một đoạn văn dài hơn một dòng của nó", holder)
    wrapped.setWordWrap(True)
    put(wrapped, 0, 100, 80, 10)
    assert len(clipped(holder)) == 1


def test_words_outside_what_holds_them_are_noticed(holder: QWidget) -> None:
    put(Label("Mất nửa", parent=holder), 250, 0, 100, 20)
    assert len(cut_off(holder)) == 1


def test_words_that_lie_on_one_another_are_noticed(holder: QWidget) -> None:
    put(Label("Dưới", parent=holder), 0, 0, 100, 20)
    put(Label("Trên", parent=holder), 50, 10, 100, 20)
    assert len(covered(holder)) == 1


def test_a_control_without_name_is_noticed(holder: QWidget) -> None:
    put(QLineEdit(holder), 0, 0, 100, 30)
    assert len(nameless(holder)) == 1


@pytest.mark.parametrize("texts", [("&Lưu", "&Lập"), ("&Đóng",), ("Ch&ọn",)])
def test_an_access_key_given_twice_or_not_on_the_keyboard_is_noticed(holder: QWidget, texts: tuple[str, ...]) -> None:
    for place, words in enumerate(texts):
        put(QPushButton(words, holder), 0, 40 * place, 100, 30)
    assert len(access_keys(holder)) == len(texts)


def test_qts_own_words_are_noticed_where_the_window_speaks_vietnamese(holder: QWidget) -> None:
    put(QPushButton("&Cancel", holder), 0, 0, 100, 30)
    assert english(holder) == ["&Cancel"]
    set_language("en")
    assert english(holder) == []


def test_faults_of_a_menu_are_noticed(holder: QWidget) -> None:
    empty, doubled, foreign = QMenu(holder), QMenu(holder), QMenu(holder)
    for words in ("&Sửa", "&Xem", "&Soạn"):
        doubled.addAction(words)
    doubled.addSeparator()
    foreign.addAction("Select All")
    assert len(menu_faults(empty)) == 1 and len(menu_faults(doubled)) == 3
    assert "Select All" in menu_faults(foreign)


@pytest.mark.parametrize("role", [Role.STATUS, Role.DUE_WORDS, Role.PROGRESS])
def test_a_mark_that_nobody_says_is_noticed(holder: QWidget, role: Role) -> None:
    item = QStandardItem("12/10/2026")
    item.setData("late", int(role))
    model = QStandardItemModel(1, 1)
    model.setItem(0, item)
    table = QTableView(holder)
    table.setModel(model)
    QVBoxLayout(holder).addWidget(table)
    table.show()
    assert len(silent_cells(holder)) == 1
    item.setData("12/10/2026, quá hạn", Qt.ItemDataRole.AccessibleTextRole)
    assert silent_cells(holder) == []
    table.setModel(None)
