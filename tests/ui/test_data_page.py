"""Copies and the check from the window: made, listed, gone back to after a question, told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.building import edit, new, write
from tests.ui.window_scene import TODAY, copy_record
from ui.app import Session
from ui.ask import Answers
from ui.preferences import PreferenceBook
from ui.tasks import InlineRunner
from ui.views.data_page import DataPage
from ui.views.data_parts.check_card import CheckCard
from ui.views.data_parts.merge_sheet import MergeSheet
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench import folders
from workbench.clock import FixedClock
from workbench.records.changes import ChangeSummary
from workbench.records.record import Ref
from workbench.services import safeguards
from workbench.services.maintenance import check_record
from workbench.services.workbench import Workbench
from workbench.storage import backup


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))
    session = Session(qapp, PreferenceBook(), FixedClock.on(TODAY), InlineRunner)
    session.open_record(copy_record(tmp_path))
    assert session.window is not None
    session.window.go("data")
    shown = session.window.stack.current()
    assert isinstance(shown, DataPage)
    yield session, shown
    if session.window is not None:
        session.window.close()
        session.window.deleteLater()


def test_backup_is_listed_at_once(page) -> None:
    _, shown = page
    assert shown.copies.restore_links == []
    shown.copies.make.click()
    assert len(shown.copies.restore_links) == 1


def test_check_is_told_in_words(page) -> None:
    _, shown = page
    shown.check.check.click()
    words = [paragraph.text() for paragraph in shown.findChildren(Paragraph)]
    assert any("Nhật ký thay đổi liền mạch" in line for line in words)


def test_restore_asks_first_and_then_goes_back(page, qapp: QApplication) -> None:
    session, shown = page
    workbench = session.window.context.workbench
    before = workbench.repository.count("obstacle")
    shown.copies.make.click()
    write(workbench, new("obstacle", "o-new", content="Thiếu cát"))
    session.window.asker = Answers("keep", "restore")
    shown.copies.restore_links[0].click()
    assert workbench.repository.count("obstacle") == before + 1
    shown.copies.restore_links[0].click()
    qapp.processEvents()
    opened = session.window.context.workbench
    assert opened is not workbench
    assert opened.repository.count("obstacle") == before
    assert opened.journal.acts(1)[0].label.key == "act.restore"


def outside(shown: DataPage, folder: Path, session: Session) -> None:
    """Choose a folder as the second place."""
    folder.mkdir()
    session.window.asker = Answers(folder)
    shown.copies.choose.click()


def test_copies_that_would_go_with_the_computer_are_warned_of(page, tmp_path: Path) -> None:
    session, shown = page
    assert shown.copies.warning.message().startswith("Chưa có bản sao lưu nào ngoài máy này")
    outside(shown, tmp_path / "USB", session)  # on the disk of the record, as every folder here
    assert shown.copies.warning.message().startswith("Nơi lưu thứ hai nằm trên cùng ổ đĩa")
    assert len(list((tmp_path / "USB").rglob("*.lkv"))) == 1
    shown.copies.stop.click()
    assert not shown.copies.place.isVisible()


def test_copy_on_another_disk_quiets_the_warning(page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, shown = page
    monkeypatch.setattr(safeguards, "_same_disk", lambda one, other: False)
    outside(shown, tmp_path / "USB BPTK-01", session)
    assert not shown.copies.warning.isVisible()
    assert "USB BPTK-01" in [label.text() for label in shown.copies.findChildren(Label)]
    session.window.context.tell(ChangeSummary())
    assert session.window.status._copied.words().startswith("Sao lưu gần nhất: ")


def test_week_without_a_copy_elsewhere_is_told_below_every_page(page) -> None:
    session, shown = page
    shown.copies.guard.memory.change(outside_at="2026-10-01T09:00:00+07:00")
    session.window.context.tell(ChangeSummary())
    assert session.window.status._copied.words() == "Đã 11 ngày chưa sao lưu ra ngoài máy này."


def test_how_long_copies_are_kept_is_kept(page) -> None:
    _, shown = page
    for unit, number in (("days", 7), ("weeks", 26), ("months", 24)):
        combo = shown.keep.combos[unit]
        combo.set_value(number)
        combo.activated.emit(combo.currentIndex())
    note = shown.copies.guard.memory.read()
    assert (note.keep_days, note.keep_weeks, note.keep_months) == (7, 26, 24)


def test_head_is_shown_copied_and_compared_with_paper(page, qapp: QApplication) -> None:
    session, shown = page
    mark = session.window.context.workbench.journal.mark()
    shown.journal.copy.click()
    assert qapp.clipboard().text() == shown.journal.mark.text() == mark
    shown.journal.printed.setText(mark)
    shown.journal.compare.click()
    assert "không bị sửa" in shown.journal.result.text()
    shown.journal.printed.setText("1-00000000")
    shown.journal.compare.click()
    assert "bị cắt hoặc viết lại" in shown.journal.result.text()


def test_broken_chain_is_shown_with_its_place(page) -> None:
    session, shown = page
    shown.journal.verify.click()
    assert shown.journal.result.text().startswith("Chuỗi liền mạch qua")
    session.window.context.workbench.database.execute("UPDATE act SET note='khác' WHERE number=2")
    shown.journal.verify.click()
    assert shown.journal.result.text() == "Nội dung của việc số 2 đã bị sửa sau khi ghi."


def test_result_of_the_check_is_saved_and_remembered(page, tmp_path: Path) -> None:
    session, shown = page
    assert not shown.check.save.isEnabled()
    shown.check.check.click()
    target = tmp_path / "Biên bản.txt"
    session.window.asker = Answers(target)
    shown.check.save.click()
    words = target.read_text("utf-8")
    workbench = session.window.context.workbench
    assert workbench.journal.mark() in words
    assert words.count("✓") == len(check_record(workbench)) and "✗" not in words
    again = CheckCard(session.window.context)
    again.look()
    assert again.before.text() == "Lần kiểm tra trước: 09:42 12/10/2026, không có lỗi."


def apart(session: Session, folder: Path) -> Path:
    """A copy of the record written on elsewhere: one new obstacle, and a note where this record has another."""
    here = session.window.context.workbench
    file = folder / "may-duc.lkv"
    backup.save_as(here.database, file)
    with Workbench.open(file, FixedClock.on(TODAY), "Trần Minh Đức") as there:
        write(there, new("obstacle", "o-b", content="Từ máy kia", code="VM-2026-950"))
        write(there, edit(there, "obstacle", "vm63", note="máy kia"))
    write(here, edit(here, "obstacle", "vm63", note="máy này"))
    return file


def sheet(session: Session) -> MergeSheet:
    found = [one for one in session.window.findChildren(MergeSheet) if one.isVisible()]
    assert found
    return found[-1]


def test_file_of_another_computer_is_merged_after_its_list_was_read(page, tmp_path: Path) -> None:
    session, shown = page
    file = apart(session, tmp_path)
    session.window.asker = Answers([file])
    shown.merge.take.click()
    form = sheet(session)
    assert "Thêm VM-2026-950: Từ máy kia" in form.words()
    assert "VM-2026-063, Ghi chú. Máy này: máy này. Máy kia: máy kia." in form.words()
    form.choices[0]["theirs"].click()
    form.apply_button.click()
    repository = session.window.context.workbench.repository
    assert repository.need(Ref("obstacle", "vm63")).get("note") == "máy kia"
    assert repository.get(Ref("obstacle", "o-b")) is not None
    assert "may-duc.lkv" in shown.merge.last.text()
    session.window.context.workbench.undo()
    assert repository.need(Ref("obstacle", "vm63")).get("note") == "máy này"


def test_merge_without_a_choice_keeps_what_is_here(page, tmp_path: Path) -> None:
    session, shown = page
    shown.merge.read(apart(session, tmp_path))
    sheet(session).apply_button.click()
    repository = session.window.context.workbench.repository
    assert repository.need(Ref("obstacle", "vm63")).get("note") == "máy này"
    assert repository.get(Ref("obstacle", "o-b")) is not None


def test_exchange_file_is_a_record_of_its_own(page, tmp_path: Path) -> None:
    session, shown = page
    target = tmp_path / "trao-doi.lkv"
    session.window.asker = Answers(target)
    shown.merge.give.click()
    here = session.window.context.workbench
    with Workbench.open(target, FixedClock.on(TODAY), "B") as there:
        assert there.journal.head() == here.journal.head()
