"""Deleting from a register, bringing back, and erasing from the trash in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.building import edit, new, write
from tests.ui.window_scene import open_window
from ui.ask import Answers
from ui.forms.trash_form import TrashForm
from ui.main_window import MainWindow
from ui.shell.dialogs import ErrorSheet
from ui.views.registers import RegisterPage
from ui.views.trash_page import TrashPage
from workbench.progress import Progress
from workbench.records.record import Ref
from workbench.services.registers import Registers
from workbench.services.trash import Trashed, bring_back, propose
from workbench.services.workbench import Outcome


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    write(made.context.workbench, new("obstacle", "o1", content="Thiếu cát", code="VM-2026-901"))
    return made


def sheet(window: MainWindow, uid: str) -> TrashForm:
    """The sheet that Del opens over a row."""
    window.go("obstacles", view="all", uid=uid)
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    found = window.findChild(TrashForm)
    assert found is not None
    return found


def put(window: MainWindow) -> None:
    form = sheet(window, "o1")
    form.presets.chosen.emit("double")
    form.apply_button.click()


def page(window: MainWindow) -> TrashPage:
    window.go("trash")
    shown = window.stack.current()
    assert isinstance(shown, TrashPage)
    return shown


def there(window: MainWindow) -> bool:
    return window.context.workbench.repository.get(Ref("obstacle", "o1")) is not None


def test_del_asks_why_before_the_record_goes(window: MainWindow) -> None:
    form = sheet(window, "o1")
    form.apply_button.click()
    assert there(window) and form.isVisible()
    form.presets.chosen.emit("double")
    form.apply_button.click()
    assert not there(window)
    assert window.context.workbench.journal.acts(1)[0].note == "Nhập trùng"
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage) and shown.table.current_uid()  # the next row is at hand


def test_typing_a_reason_weighs_the_records_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    form = sheet(window, "o1")
    monkeypatch.setattr("ui.forms.trash_form.weighed", lambda *_: pytest.fail("the record is as it was"))
    for words in ("N", "Nh", "Nhập trùng"):
        form.reason.setPlainText(words)
    form.apply_button.click()
    assert not there(window) and window.context.workbench.journal.acts(1)[0].note == "Nhập trùng"
    assert "VM-2026-901" in form.done_words()


@pytest.mark.parametrize(("written", "stays"), [("o1", True), ("o2", False)])
def test_what_was_written_since_the_sheet_opened_does_not_go_unseen(
    window: MainWindow, written: str, stays: bool
) -> None:
    write(window.context.workbench, new("obstacle", "o2", content="Mặn", code="VM-2026-902"))
    form = sheet(window, "o1")
    write(window.context.workbench, edit(window.context.workbench, "obstacle", written, content="Thiếu cát đắp nền"))
    form.presets.chosen.emit("double")
    form.apply_button.click()
    assert there(window) is stays and (form.findChild(ErrorSheet) is not None) is stays


def test_what_a_letter_carries_is_refused_with_its_name(window: MainWindow) -> None:
    form = sheet(window, "vm63")
    assert not form.apply_button.isEnabled()
    assert "VM-2026-063 đang được KN-2026-019 dùng nên không xóa được" in form.notice.text()


def test_the_button_says_how_many_go_where_some_must_stay(window: MainWindow) -> None:
    form = TrashForm(window.context, [Ref("obstacle", "o1"), Ref("obstacle", "vm63")], window)
    assert form.apply_button.text() == "Bỏ 1 bản ghi vào thùng rác"
    form.reject()


def test_record_is_listed_and_brought_back(window: MainWindow) -> None:
    put(window)
    shown = page(window)
    assert [(line.name, line.reason) for line in shown.model.lines] == [("VM-2026-901", "Nhập trùng")]
    shown.bring.click()
    assert there(window) and shown.model.lines == ()


def test_only_what_came_back_is_named_when_it_was_stopped(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    put(window)
    write(window.context.workbench, new("obstacle", "o2", content="Thiếu đá", code="VM-2026-902"))
    window.context.commit(propose(window.context.registers, [Ref("obstacle", "o2")], "Nhập trùng").act)
    shown = page(window)
    shown.table.selectAll()
    assert len(shown.chosen()) == 2

    def stopped_after_one(registers: Registers, chosen: list[Trashed], progress: Progress) -> list[Outcome]:
        return bring_back(registers, [one for one in chosen if one.ref.uid == "o1"], progress)

    monkeypatch.setattr("ui.views.trash_page.bring_back", stopped_after_one)
    shown.bring.click()
    assert window.toaster.recent()[0] == "Đã lấy lại VM-2026-901"
    assert [line.name for line in shown.model.lines] == ["VM-2026-902"]


def test_trash_is_emptied_only_after_the_question(window: MainWindow) -> None:
    put(window)
    window.asker = answers = Answers("keep", "erase")
    shown = page(window)
    shown.empty.click()
    assert len(shown.model.lines) == 1
    shown.empty.click()
    assert answers.asked == ["Xóa hẳn 1 bản ghi?"] * 2
    assert shown.model.lines == () and not shown.bring.isEnabled()
    workbench = window.context.workbench
    assert (workbench.journal.acts(1)[0].label.key, list(workbench.journal.verify())) == ("act.emptied", [])


def test_erased_record_is_told_as_such_in_the_journal(window: MainWindow) -> None:
    put(window)
    window.asker = Answers("erase")
    page(window).empty.click()
    window.go("journal")
    pane = window.stack.current().pane  # type: ignore[union-attr]
    assert "1 bản ghi đã xóa hẳn" in pane.words()
