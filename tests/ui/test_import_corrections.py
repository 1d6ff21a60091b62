"""Cells put right on the import page: suggestions, the editor over the sheet, taking a correction away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from ui.views.import_flow.fixes import is_sure, new_text, suggestions
from ui.views.import_flow.flow import CHANGES, PROBLEMS
from ui.views.import_flow.page import ImportPage
from ui.views.import_flow.problems import ProblemLine
from workbench.records.issues import Issue
from workbench.services.workbench import Workbench

CARELESS = (
    replace(scene.NEW[0], due="31/9/2026"),
    replace(scene.NEW[2], sector="Logisticss"),
    replace(scene.NEW[3], places="Vĩnh Long; Cần Thơơ"),
)


@pytest.fixture
def page(record: Workbench, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """The findings of a carelessly written file."""
    made = scene.open_page(record, qtbot)
    path = scene.write_form(tmp_path / "VinhLong_Bieu02.xlsx", [("", line) for line in CARELESS], "quý III năm 2026")
    made.file_acts.add([path])
    made.go_to_step(PROBLEMS)
    return made


def line(page: ImportPage, where: str) -> ProblemLine:
    """The first finding at a cell."""
    return next(line for line in page.sheet.problems.lines() if line.where == where)


def act(page: ImportPage, where: str) -> None:
    """Do what is offered for the finding at a cell."""
    page.sheet.problems.act_wanted.emit(line(page, where))


def value(page: ImportPage, row: int, key: str) -> object:
    """What is understood of a row of the sheet in a field."""
    assert page.flow.current is not None and page.flow.current.reading is not None
    [found] = [r for r in page.flow.current.reading.recognised.rows if r.row == row]
    return found.value(key)


def test_a_suggestion_is_applied_with_one_act(page: ImportPage) -> None:
    assert (line(page, "E8").after, line(page, "E8").act) == ("30/09/2026", "apply")
    act(page, "E8")
    assert value(page, 8, "deadline").value == date(2026, 9, 30)  # type: ignore[attr-defined]
    assert line(page, "E8").act == "back"
    assert line(page, "E8").found == "31/9/2026"


def test_a_correction_is_taken_away_again(page: ImportPage) -> None:
    act(page, "E8")
    act(page, "E8")
    assert value(page, 8, "deadline") is None
    assert line(page, "E8").act == "apply"


def test_sure_suggestions_are_applied_together_but_no_date_among_them(page: ImportPage) -> None:
    assert page.sheet.problems.sure.text() == "Áp dụng 2 đề xuất chắc chắn"
    page.sheet.problems.sure.click()
    assert value(page, 9, "sector") == "LG"
    assert value(page, 10, "provinces") == ("Vĩnh Long", "Cần Thơ")
    assert value(page, 8, "deadline") is None
    assert not page.sheet.problems.sure.isVisible()


def test_any_cell_is_corrected_with_f2(page: ImportPage, qtbot: QtBot) -> None:
    grid = page.sheet.grid
    grid.go_to(8, 2)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    editor = page.sheet.cells.editor
    assert editor is not None
    assert editor.edit.text() == CARELESS[0].issue
    editor.edit.setText("Chậm giải phóng mặt bằng quốc lộ 53")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert value(page, 8, "issue") == "Chậm giải phóng mặt bằng quốc lộ 53"
    assert grid.currentIndex().data() == "Chậm giải phóng mặt bằng quốc lộ 53"


def test_the_editor_offers_what_the_cell_may_mean(page: ImportPage) -> None:
    page.sheet.grid.go_to(10, 4)
    page.sheet.grid.edit_current()
    editor = page.sheet.cells.editor
    assert editor is not None
    assert [pill.text() for pill in editor.pills] == ["Vĩnh Long; Cần Thơ"]
    editor.pills[0].click()
    assert value(page, 10, "provinces") == ("Vĩnh Long", "Cần Thơ")


def test_what_the_file_said_stays_with_the_written_value(page: ImportPage, record: Workbench) -> None:
    act(page, "E8")
    page.go_to_step(CHANGES)
    page.head.go_on.click()
    stored = next(r for r in record.repository.all("obstacle") if r.values.content == CARELESS[0].issue)
    assert stored.values.requested_due == date(2026, 9, 30)
    source = record.provenance(stored.ref)["requested_due"][1]
    assert source is not None and source.raw == "31/9/2026"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("31/9/2026", ("30/09/2026",)),
        ("29/2/2026", ("28/02/2026",)),
        ("12/13/2026", ()),
        ("32/1/2026", ()),
        ("ngày x", ()),
    ],
)
def test_a_day_that_does_not_exist_may_mean_the_last_of_its_month(found: str, expected: tuple[str, ...]) -> None:
    assert suggestions(Issue("bad_date", "check", (), "deadline", found)) == expected


def test_neither_dates_nor_what_blocks_is_sure() -> None:
    assert not is_sure(Issue("bad_date", "check", (), "deadline", "31/9/2026"))
    assert not is_sure(Issue("unknown_code", "stop", (), "sector", "x", "", {"suggestion": "y", "typo": True}))
    several = {"suggestion": "y, z", "typo": True}
    assert not is_sure(Issue("unknown_province", "check", (), "provinces", "x", "", several))
    assert not is_sure(Issue("unknown_province", "check", (), "provinces", "x", "", {"suggestion": "y"}))
    assert is_sure(Issue("unknown_province", "check", (), "provinces", "x", "", {"suggestion": "y", "typo": True}))


def test_one_name_among_several_is_put_right_in_its_place() -> None:
    assert new_text("Vĩnh Long; Cần Thơơ", "Cần Thơơ", "Cần Thơ") == "Vĩnh Long; Cần Thơ"
    assert new_text("31/9/2026", "31/9/2026", "30/09/2026") == "30/09/2026"
    assert new_text("2026-09-30", "30/09/2026", "01/10/2026") == "01/10/2026"
