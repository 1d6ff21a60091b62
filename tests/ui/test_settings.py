"""Settings: applied at once, kept on this computer, never in the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import open_window
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.theme import metrics, theme
from ui.views.settings import SettingsPage
from workbench.messages import language


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    made.go("settings")
    return made


def page(window: MainWindow) -> SettingsPage:
    shown = window.stack.current()
    assert isinstance(shown, SettingsPage)
    return shown


def test_theme_applies_at_once(window: MainWindow) -> None:
    page(window).theme._pills["contrast"].click()
    assert theme.current().name == "contrast"


def test_language_applies_at_once_and_the_page_says_so(window: MainWindow) -> None:
    page(window).language._pills["en"].click()
    assert language() == "en"
    assert page(window).theme._pills["dark"].text() == "Dark"


def test_arrows_move_the_text_size(window: MainWindow) -> None:
    QTest.keyClick(page(window).scale, Qt.Key.Key_Right)
    assert metrics.scale() == 1.15
    QTest.keyClick(page(window).scale, Qt.Key.Key_Left)
    assert metrics.scale() == 1.0


def test_row_height_reaches_the_registers(window: MainWindow) -> None:
    window.go("obstacles", view="all")
    QTest.keyClick(window, Qt.Key.Key_F9)
    table = window.stack.current().table  # type: ignore[union-attr]
    window.book.change(density="roomy")
    assert table.rowHeight(0) == 40


def test_the_name_is_written_with_every_change(window: MainWindow) -> None:
    window.go("settings", section="office")
    field = page(window).officer
    field.setText("  Trần   Minh Đức ")
    field.editingFinished.emit()
    assert window.context.workbench.actor == "Trần Minh Đức"
    field.setText("")
    field.editingFinished.emit()
    assert page(window).problem.isVisible()
    assert window.context.workbench.actor == "Trần Minh Đức"


def test_preferences_come_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    book = PreferenceBook(path)
    book.change(theme="dark", scale=1.15, officer="Lê Thị Hạnh")
    book.keep("views", "obstacles", "late")
    book.visited(tmp_path / "Sổ.lkv")
    again = PreferenceBook(path).current
    assert again == book.current
    assert again.of(again.views, "obstacles") == "late"


def test_recent_records_are_few_and_each_once(tmp_path: Path) -> None:
    book = PreferenceBook()
    for name in "abcdefgha":
        book.visited(Path(name))
    assert book.current.recent_records == ("a", "h", "g", "f", "e", "d")


@pytest.mark.parametrize(
    ("name", "written"),
    [("theme", '"pink"'), ("scale", "9"), ("scale", '"big"'), ("language", '"fr"'), ("density", "not json")],
)
def test_a_spoilt_file_gives_the_defaults(tmp_path: Path, name: str, written: str) -> None:
    path = tmp_path / "settings.ini"
    store = QSettings(str(path), QSettings.Format.IniFormat)
    store.setValue(f"window/{name}", written)
    store.sync()
    assert getattr(PreferenceBook(path).current, name) == getattr(Preferences(), name)


def test_unknown_entries_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    store = QSettings(str(path), QSettings.Format.IniFormat)
    store.setValue("window/later", json.dumps(7))
    store.sync()
    PreferenceBook(path).change(theme="dark")
    assert QSettings(str(path), QSettings.Format.IniFormat).value("window/later") == "7"


def test_no_search_is_remembered(window: MainWindow) -> None:
    window.go("obstacles", view="all", search="bí mật")
    assert "bí mật" not in str(window.book.current)
