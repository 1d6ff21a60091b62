"""Imports put off in the window: kept in the record, told apart, taken up, dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.building import edit, write
from tests.ui import import_scene as scene
from ui.views.import_flow.flow import CHANGES, FILES, PROBLEMS, SHEET
from ui.views.import_flow.page import ImportPage
from workbench.clock import FixedClock
from workbench.services.importing.inbox import take_up
from workbench.services.importing.session import ImportSession
from workbench.services.importing.waiting import inbox
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Workbench]:
    """The settled record of the scene."""
    opened = scene.settled_record(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(record: Workbench, qtbot: QtBot) -> ImportPage:
    """The page before any file."""
    return scene.open_page(record, qtbot)


def shell(page: ImportPage) -> scene.FakeShell:
    """The window of a page."""
    made = page.context.shell
    assert isinstance(made, scene.FakeShell)
    return made


def settled(page: ImportPage) -> int:
    """Conflicts that are decided in the plan shown."""
    assert page.changes.plan is not None
    return sum(row.how == "conflict" and row.decided for row in page.changes.plan.rows)


def half_done(page: ImportPage, folder: Path) -> None:
    """The third quarter with its conflicts settled and a column left out, put off."""
    page.file_acts.add([scene.third_quarter_file(folder)])
    combo = page.sheet.mapping.combo(8)
    assert combo is not None
    combo.set_value("note")
    page.go_to_step(CHANGES)
    page.changes.choose_for_all("record")
    page.head.put_off.click()


def test_a_file_put_off_is_in_the_record_with_its_corrections_and_decisions(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    before = len(record.repository.all("obstacle"))
    half_done(page, tmp_path)
    assert page.flow.step == FILES and page.flow.entries == []
    [one] = inbox(record.repository)
    assert (one.file, one.waiting, one.started, one.corrected) == ("VinhLong_Bieu02_Q3.xlsx", 1, False, True)
    assert one.decisions == 2
    assert len(record.repository.all("obstacle")) == before


def test_the_list_says_whose_file_waits_since_when_and_how_much_is_open(page: ImportPage, tmp_path: Path) -> None:
    half_done(page, tmp_path)
    [row] = page.files.waiting_rows
    assert row.said.text().startswith("1 trên 33 dòng chờ quyết định")
    assert row.whence.text().startswith("Biểu 02 · Vĩnh Long · Quý III/2026 · chờ từ 12/10/2026 · LN-")


def test_after_a_kill_the_window_takes_up_what_was_put_off(tmp_path: Path, qtbot: QtBot) -> None:
    opened = scene.settled_record(tmp_path)
    half_done(scene.open_page(opened, qtbot), tmp_path)
    (tmp_path / "VinhLong_Bieu02_Q3.xlsx").unlink()
    copy = tmp_path / "sau.lkv"
    copy.write_bytes((tmp_path / "LienKetVung-DBSCL.lkv").read_bytes())  # as the disk is, nothing closed
    opened.close()
    with Workbench.open(copy, FixedClock.on(date(2026, 10, 15), "later-still"), "An") as again:
        page = scene.open_page(again, qtbot)
        page.files.waiting_rows[0].act.click()
        assert page.flow.step == CHANGES and settled(page) == 2
        entry = page.flow.current
        assert entry is not None and entry.overrides.columns == {("Bieu 02", 8): "note"}
        assert page.files.waiting_rows == [], "what is taken up is listed once"


def test_the_command_line_takes_up_what_the_window_put_off_and_the_other_way_round(
    page: ImportPage, record: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    half_done(page, tmp_path)
    with ImportSession(Registers(record)) as session:
        taken = take_up(session, inbox(record.repository)[0].batch)
        assert sum(row.how == "conflict" and row.decided for row in taken.plan.rows) == 2
        session.commit(taken.plan)
    page.open()
    [row] = page.files.waiting_rows
    row.act.click()
    assert page.changes.plan is not None
    assert [row.how for row in page.changes.plan.waiting] == ["duplicate"]


def test_the_same_file_chosen_again_is_known_to_wait_and_goes_on_where_it_was(page: ImportPage, tmp_path: Path) -> None:
    half_done(page, tmp_path)
    copy = tmp_path / "gửi lại.xlsx"
    copy.write_bytes((tmp_path / "VinhLong_Bieu02_Q3.xlsx").read_bytes())
    page.file_acts.add([copy])
    assert page.flow.step == CHANGES and settled(page) == 2
    page.go_to_step(FILES)
    [row] = page.files.rows
    assert "Đang chờ quyết định từ 12/10/2026" in row.stand.next_words
    assert page.files.waiting_rows == []


def test_the_same_bytes_are_listed_once(page: ImportPage, tmp_path: Path) -> None:
    first = scene.third_quarter_file(tmp_path)
    copy = tmp_path / "ban sao.xlsx"
    copy.write_bytes(first.read_bytes())
    page.file_acts.add([first, copy])
    assert [entry.name for entry in page.flow.entries] == [first.name]
    assert "Tệp này đã có trong danh sách." in shell(page).toasts


def test_decisions_that_the_record_no_longer_bears_are_asked_again_and_it_is_said(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    half_done(page, tmp_path)
    uid = next(r.uid for r in record.repository.all("obstacle") if r.values.content == scene.FIRST[1].issue)
    write(record, edit(record, "obstacle", uid, requested_due=date(2026, 11, 27)))
    page.files.waiting_rows[0].act.click()
    assert settled(page) == 1
    assert page.changes.banner.isVisible()
    assert "1 quyết định không còn đúng" in page.changes.banner.message()


def test_dropping_asks_only_when_decisions_would_be_lost(page: ImportPage, record: Workbench, tmp_path: Path) -> None:
    rows: list[tuple[str, scene.Line] | str] = [("", replace(line)) for line in scene.NEW[2:]]
    page.file_acts.add([scene.write_form(tmp_path / "khac.xlsx", rows, "quý IV năm 2026")])
    page.head.put_off.click()
    page.files.waiting_rows[0].away.click()
    assert shell(page).questions == [] and inbox(record.repository) == ()
    half_done(page, tmp_path)
    page.files.waiting_rows[0].away.click()
    assert len(shell(page).questions) == 1
    assert len(inbox(record.repository)) == 1, "the safe answer keeps it"
    shell(page).answers = ["drop"]
    page.files.waiting_rows[0].away.click()
    assert inbox(record.repository) == () and page.files.waiting_rows == []
    page.context.tell(record.undo().summary)
    assert len(page.files.waiting_rows) == 1


def test_taking_a_file_with_decisions_off_the_list_offers_to_keep_them(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    page.file_acts.add([scene.third_quarter_file(tmp_path)])
    page.go_to_step(CHANGES)
    page.changes.choose_for_all("file")
    page.go_to_step(FILES)
    page.files.rows[0].away.click()
    assert len(page.flow.entries) == 1, "the safe answer changes nothing"
    shell(page).answers = ["later"]
    page.files.rows[0].away.click()
    assert page.flow.entries == [] and inbox(record.repository)[0].decisions == 2


def test_closing_the_window_keeps_what_was_corrected_or_decided_and_nothing_else(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    rows: list[tuple[str, scene.Line] | str] = [("", replace(line)) for line in scene.NEW[2:]]
    untouched = scene.write_form(tmp_path / "khac.xlsx", rows, "quý IV năm 2026")
    page.file_acts.add([scene.third_quarter_file(tmp_path), untouched])
    page.open_entry(page.flow.entries[0])
    page.go_to_step(PROBLEMS)
    page.sheet.change_kind("Bieu 02", (10,), "outside")
    page.closing()
    [one] = inbox(record.repository)
    assert (one.file, one.corrected) == ("VinhLong_Bieu02_Q3.xlsx", True)


def test_what_is_not_decided_yet_is_taken_up_at_the_sheet(page: ImportPage, tmp_path: Path) -> None:
    page.file_acts.add([scene.third_quarter_file(tmp_path)])
    page.head.put_off.click()
    page.files.waiting_rows[0].act.click()
    assert page.flow.step == SHEET
