"""What imports have taught, shown where it works and in a list, and forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from ui.views.import_flow.flow import CHANGES
from ui.views.import_flow.lessons_sheet import LessonsSheet
from ui.views.import_flow.page import ImportPage
from workbench.services.importing.teaching import lessons
from workbench.services.workbench import Workbench


@pytest.fixture
def page(record: Workbench, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """A page on which one file was corrected and written: column H is a note, row 9 is no data."""
    made = scene.open_page(record, qtbot)
    made.file_acts.add([written(tmp_path, "QuyIII.xlsx", "quý III năm 2026", scene.NEW[2:4])])
    combo = made.sheet.mapping.combo(8)
    assert combo is not None
    combo.set_value("note")
    made.sheet.change_kind("Bieu 02", (9,), "outside")
    made.go_to_step(CHANGES)
    made.head.go_on.click()
    return made


def written(folder: Path, name: str, quarter: str, lines: tuple[scene.Line, ...]) -> Path:
    """A form whose second row is always the same remark."""
    remark = replace(scene.NEW[6], issue="Các nội dung khác xem phụ lục", places="Vĩnh Long")
    rows: list[tuple[str, scene.Line] | str] = [("", lines[0]), ("", remark), *(("", line) for line in lines[1:])]
    return scene.write_form(folder / name, rows, quarter)


def open_next(page: ImportPage, folder: Path) -> None:
    """The next file of the sender."""
    page.file_acts.add([written(folder, "QuyIV.xlsx", "quý IV năm 2026", scene.NEW[4:6])])


def open_sheet() -> LessonsSheet:
    """The list of lessons that is open."""
    [found] = [w for w in QApplication.topLevelWidgets() if isinstance(w, LessonsSheet) and w.isVisible()]
    return found


def test_the_next_file_says_what_is_as_last_time(page: ImportPage, tmp_path: Path) -> None:
    open_next(page, tmp_path)
    [fact] = [fact for fact in page.sheet.panel.facts() if fact.label == "Như lần trước"]
    assert fact.value == "2 điều đã học được dùng"
    combo = page.sheet.mapping.combo(8)
    assert combo is not None and combo.value() == "note" and "Như lần trước" in combo.toolTip()


def test_a_row_left_out_as_last_time_is_told_and_taken_in_with_one_press(page: ImportPage, tmp_path: Path) -> None:
    open_next(page, tmp_path)
    entry = page.flow.current
    assert entry is not None and entry.reading is not None
    [line] = [one for one in entry.reading.problems if one.issue.params.get("about") == "row_as_before"]
    assert (line.severity, line.row, line.act) == ("note", 9, "take")
    assert line.words == "“Các nội dung khác xem phụ lục” được để ngoài, không thành bản ghi, như lần trước"
    rows = len(entry.reading.recognised.rows)
    page.sheet.problems.act_wanted.emit(line)
    assert entry.reading is not None and len(entry.reading.recognised.rows) == rows + 1
    assert "row_as_before" not in [one.issue.params.get("about") for one in entry.reading.problems]


def test_the_lessons_of_a_file_are_listed_in_words(page: ImportPage, tmp_path: Path) -> None:
    open_next(page, tmp_path)
    page.sheet.panel.linked.emit()
    sheet = open_sheet()
    said = {row.forget.accessibleName() for row in sheet.rows}
    assert said == {
        "Quên: Cột “Nguyên nhân” ghép vào Ghi chú",
        "Quên: Dòng bắt đầu bằng “Các nội dung khác xem phụ lục” là dòng ngoài bảng",
    }
    sheet.close()


def test_a_forgotten_lesson_no_longer_works_in_the_file_at_hand(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    open_next(page, tmp_path)
    page.sheet.panel.linked.emit()
    sheet = open_sheet()
    row = next(row for row in sheet.rows if "Nguyên nhân" in row.forget.accessibleName())
    row.forget.click()
    assert len(lessons(record)) == 1 and len(sheet.rows) == 1
    combo = page.sheet.mapping.combo(8)
    assert combo is not None and combo.value() == "cause"
    sheet.close()
    page.context.tell(record.undo().summary)
    assert combo.value() == "note", "forgetting is taken back like any other act"


def test_all_that_is_found_is_forgotten_together(page: ImportPage, record: Workbench) -> None:
    page.files.lessons.click()
    sheet = open_sheet()
    sheet.search.setText("phu luc")
    sheet.search.searched.emit("phu luc")
    assert len(sheet.rows) == 1 and not sheet.all.isVisible()
    sheet.search.setText("")
    sheet.search.searched.emit("")
    assert sheet.all.text() == "Quên 2 điều này"
    sheet.all.click()
    assert lessons(record) == () and sheet.rows == []
    sheet.close()


def test_a_list_without_lessons_says_how_they_come_about(record: Workbench, qtbot: QtBot) -> None:
    made = ImportPage(scene.context_of(record))
    qtbot.addWidget(made)
    made.show()
    made.files.lessons.click()
    sheet = open_sheet()
    assert sheet.rows == [] and not sheet.all.isVisible()
    sheet.close()
