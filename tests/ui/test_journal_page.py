"""The journal in the window: every act listed and narrowed, its changes shown, taken back after its list was read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.building import edit, new, write
from tests.ui.window_scene import open_window
from ui.main_window import MainWindow
from ui.views.journal_page import JournalPage
from ui.views.undo_sheet import UndoSheet
from workbench.records.record import Ref


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> JournalPage:
    window = open_window(tmp_path)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    opened = window.context.workbench
    write(opened, new("obstacle", "o1", content="Thiếu cát", code="VM-2026-901"), source="import")
    write(opened, edit(opened, "obstacle", "o1", officer="Trần Minh Đức"))
    window.go("journal")
    shown = window.stack.current()
    assert isinstance(shown, JournalPage)
    return shown


def window_of(page: JournalPage) -> MainWindow:
    found = page.window()
    assert isinstance(found, MainWindow)
    return found


def kinds(page: JournalPage) -> list[str]:
    return [line.kind for line in page.model.lines]


def test_newest_act_comes_first_and_is_shown_with_its_changes(page: JournalPage) -> None:
    assert kinds(page)[:2] == ["edit", "import"]
    assert page.pane.shown == page.model.lines[0]
    assert "Phụ trách: Trần Minh Đức" in page.pane.words()


def test_kind_person_day_and_words_narrow(page: JournalPage) -> None:
    page.kind.set_value("import")
    assert kinds(page) == ["import"]
    page.kind.set_value("")
    page.actor.set_value(page.model.lines[0].actor)
    assert {line.actor for line in page.model.lines} == {page.actor.value()}
    page.first.set_value(date(2030, 1, 1))
    assert kinds(page) == []
    page.clear.click()
    assert kinds(page)[:2] == ["edit", "import"]
    page.search.setText("du lieu mau")
    page.search.searched.emit("du lieu mau")
    assert kinds(page) == ["seed"]


def test_act_is_taken_back_after_its_list_was_read(page: JournalPage) -> None:
    page.pane.undo.click()
    sheet = window_of(page).findChild(UndoSheet)
    assert sheet is not None
    assert sheet.words() == "Sửa VM-2026-901: Thiếu cát\n  Phụ trách: bỏ “Trần Minh Đức”"
    sheet.apply_button.click()
    opened = page.context.workbench
    assert opened.repository.need(Ref("obstacle", "o1")).get("officer") is None
    assert [(line.kind, line.undone) for line in page.model.lines[:2]] == [("undo", False), ("edit", True)]


def test_leaving_the_list_changes_nothing(page: JournalPage) -> None:
    head = page.context.workbench.journal.head()
    page.pane.undo.click()
    sheet = window_of(page).findChild(UndoSheet)
    assert sheet is not None and sheet.focusWidget() is sheet.leave
    sheet.leave.click()
    assert page.context.workbench.journal.head() == head


def test_import_edited_since_says_what_it_would_keep_and_offers_nothing(page: JournalPage) -> None:
    page.table.setCurrentIndex(page.model.index(1, 3))
    page.pane.undo.click()
    sheet = window_of(page).findChild(UndoSheet)
    assert sheet is not None
    assert sheet.words().startswith("Giữ nguyên VM-2026-901, cả bản ghi: đã được sửa sau đó")
    assert sheet.apply_button.isHidden()
