"""Doubtful rows in the window: linked with another province's, repeated in the file, and records the file leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from ui.views.import_flow.change_model import counts
from ui.views.import_flow.flow import CHANGES, RESULT, SHEET
from ui.views.import_flow.page import ImportPage
from workbench.services.importing import half_done
from workbench.services.workbench import Workbench


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Workbench]:
    """The settled record of the scene."""
    opened = scene.settled_record(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(record: Workbench, qtbot: QtBot) -> ImportPage:
    """A visible page before any file."""
    return scene.open_page(record, qtbot)


def at_changes(page: ImportPage, path: Path) -> None:
    """The changes of a file."""
    page.file_acts.add([path])
    page.go_to_step(CHANGES)


def from_dong_thap(folder: Path) -> Path:
    """What Vĩnh Long has reported, reported by Đồng Tháp."""
    path = scene.write_form(folder / "DongThap.xlsx", [("", scene.FIRST[2])], "quý III năm 2026")
    book = load_workbook(path)
    book.worksheets[0]["B1"] = "UBND TỈNH ĐỒNG THÁP"
    book.save(path)
    return path


def test_what_another_province_reported_is_proposed_to_be_linked_and_never_joined_alone(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    number = len(record.repository.all("obstacle"))
    at_changes(page, from_dong_thap(tmp_path))
    plan = page.changes.plan
    assert plan is not None and plan.writing == 0
    page.changes.groups.buttons["duplicate"].click()
    merge = page.changes.merge
    assert merge.first_focus() is merge.link
    assert merge.link.text().startswith("Liên kết với VM-2026-")
    merge.link.click()
    page.head.go_on.click()
    found = record.repository.all("obstacle")
    assert len(found) == number + 1
    [linked] = [r for r in found if r.values.merged_into]
    assert linked.values.state == "merged"


def repeating(folder: Path) -> Path:
    """A file that tells one thing twice, in other words."""
    again = replace(scene.NEW[4], issue="Dự án điện gió ngoài khơi còn chờ khung giá")
    rows: list[tuple[str, scene.Line] | str] = [("", scene.NEW[4]), ("", scene.NEW[5]), ("", again)]
    return scene.write_form(folder / "lap.xlsx", rows, "quý IV năm 2026")


def test_a_row_that_repeats_another_is_decided_at_the_right_of_the_list(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    at_changes(page, repeating(tmp_path))
    plan = page.changes.plan
    assert plan is not None and counts(plan)["duplicate"] == 1
    page.changes.groups.buttons["duplicate"].click()
    assert not page.changes.is_merging()
    page.changes.table.go_to(2)
    assert page.changes.model.change(plan.rows[2]) == "Chọn ở bên phải"
    page.changes.pane.acted.emit(2, "link")
    plan = page.changes.plan
    assert page.changes.model.change(plan.rows[2]) == "Ghi riêng, liên kết với dòng 8"
    page.head.go_on.click()
    by_words = {r.values.content: r for r in record.repository.all("obstacle")}
    second = by_words["Dự án điện gió ngoài khơi còn chờ khung giá"]
    assert second.values.merged_into == by_words[scene.NEW[4].issue].uid


def test_of_what_the_file_leaves_out_the_sender_is_asked_where_the_officer_says_so(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    at_changes(page, scene.third_quarter_file(tmp_path))
    place = page.changes.model.place_of_group("absent") + 1
    page.changes.table.setCurrentIndex(page.changes.model.index(place, 2))
    keep, ask = page.changes.pane.absent_cards
    assert keep.isChecked() and not ask.isChecked()
    ask.click()
    assert page.changes.model.index(place, 3).data() == "Sẽ hỏi nơi gửi"
    page.head.go_on.click()
    assert page.flow.step == RESULT
    scene_shell = page.context.shell
    assert isinstance(scene_shell, scene.FakeShell)
    scene_shell.target = tmp_path / "tra.xlsx"
    page.result.give_back.save.click()
    sheet = load_workbook(tmp_path / "tra.xlsx")["Kết quả tiếp nhận"]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert sum("đã xong hay còn vướng" in said for said in words) == 1


def ask_sender(page: ImportPage) -> None:
    """Ask the sender about the first record that the file leaves out."""
    place = page.changes.model.place_of_group("absent") + 1
    page.changes.table.setCurrentIndex(page.changes.model.index(place, 2))
    page.changes.pane.absent_cards[1].click()


def asks(page: ImportPage) -> bool:
    """Whether the sender will be asked about the first record that the file leaves out."""
    place = page.changes.model.place_of_group("absent") + 1
    return bool(page.changes.model.index(place, 3).data() == "Sẽ hỏi nơi gửi")


def test_that_the_sender_is_asked_is_kept_when_a_file_is_put_off_or_corrected(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, scene.third_quarter_file(tmp_path))
    ask_sender(page)
    page.go_to_step(SHEET)
    page.sheet.change_kind("Bieu 02", (8,), "outside")  # the heading of a group
    page.go_to_step(CHANGES)
    assert asks(page), "a correction in between leaves it asked"
    page.head.put_off.click()
    page.files.waiting_rows[0].act.click()
    assert page.flow.step == CHANGES and asks(page)
    page.head.put_off.click()
    page.files.waiting_rows[0].act.click()
    assert asks(page), "put off a second time, unchanged"


def test_that_the_sender_is_asked_outlives_a_computer_that_dies(record: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    context = scene.context_of(record)
    context.drafts = tmp_path / "nhap"
    context.drafts.mkdir()
    page = ImportPage(context)
    qtbot.addWidget(page)
    page.show()
    page.open()
    at_changes(page, scene.third_quarter_file(tmp_path))
    ask_sender(page)
    page.driver.keeper.keep()
    later = scene.open_page(record, qtbot)
    half_done.bring_in(record, page.driver.keeper.scraps)  # type: ignore[arg-type]
    later.file_acts.show_waiting()
    later.files.waiting_rows[0].act.click()
    assert later.flow.step == CHANGES and asks(later)


def test_names_of_former_provinces_are_counted_by_cells_beside_the_sender(
    record: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    page = scene.open_page(record, qtbot)
    rows = [("", replace(scene.NEW[n], places=place)) for n, place in ((1, "Bến Tre"), (4, "Trà Vinh"), (3, "Bến Tre"))]
    page.file_acts.add([scene.write_form(tmp_path / "Q3.xlsx", rows, "quý III năm 2026")])
    [fact] = [fact for fact in page.sheet.panel.facts() if "tên cũ" in fact.why]
    assert fact.why == "3 ô ghi tên cũ “Bến Tre”, “Trà Vinh”"
