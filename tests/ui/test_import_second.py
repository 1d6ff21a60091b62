"""The same report sent again: only what differs is shown, the rest on demand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from ui.views.import_flow.change_model import counts
from ui.views.import_flow.flow import CHANGES, SHEET
from ui.views.import_flow.page import ImportPage
from workbench.exchange.recognised import NUMBER
from workbench.services.workbench import Workbench

QUARTER = "quý III năm 2026"


@pytest.fixture
def page(record: Workbench, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """A page on which seven rows were imported but one, which was left out."""
    made = scene.open_page(record, qtbot)
    at_changes(made, form(tmp_path, "lan1.xlsx", scene.NEW))
    made.changes.pane.acted.emit(6, "skip")
    made.head.go_on.click()
    return made


def form(folder: Path, name: str, lines: tuple[scene.Line, ...]) -> Path:
    """The report of the third quarter."""
    return scene.write_form(folder / name, [("", line) for line in lines], QUARTER)


def at_changes(page: ImportPage, path: Path) -> None:
    """The changes of a file."""
    page.file_acts.add([path])
    page.go_to_step(CHANGES)


def corrected() -> tuple[scene.Line, ...]:
    """The same lines in another order: one mended, one gone, one more."""
    mended = replace(scene.NEW[3], ask="Bổ sung biên chế từ năm học tới")
    return (scene.NEW[6], mended, *scene.NEW[:2], *scene.NEW[4:6], scene.FIRST[8])


def shown(page: ImportPage) -> list[int]:
    """Rows of the file that are listed."""
    plan = page.changes.plan
    assert plan is not None
    return sorted(plan.rows[index].row.row for index in page.changes.model.order())


def test_only_what_differs_from_the_last_time_is_listed(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, form(tmp_path, "lan2.xlsx", corrected()))
    assert shown(page) == [9, 14]
    said = page.changes.second.message()
    assert "1 dòng sửa, 1 dòng thêm, 1 dòng bỏ đi" in said and "5 dòng như cũ không hiện" in said


def test_what_was_left_out_before_stays_left_out_and_says_why(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, form(tmp_path, "lan2.xlsx", corrected()))
    page.changes.second.acted.emit()
    plan = page.changes.plan
    assert plan is not None and len(shown(page)) == 7
    left = plan.rows[0]
    assert left.action == "skip" and left.again.startswith("LN-")
    place = page.changes.model.place_of(0)
    assert f"quyết định như {left.again}" in page.changes.model.index(place, 2).data(page_meta())
    page.changes.second.acted.emit()
    assert len(shown(page)) == 2


def page_meta() -> int:
    """The role of the second line of a row."""
    from ui.widgets.roles import Role

    return int(Role.META)


def test_the_very_same_file_again_changes_nothing_and_says_so(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    before = record.journal.head()
    copy = tmp_path / "ban sao.xlsx"
    copy.write_bytes((tmp_path / "lan1.xlsx").read_bytes())
    at_changes(page, copy)
    assert "Tệp lần này không khác gì." in page.changes.second.message()
    assert shown(page) == [] and not page.head.go_on.isEnabled()
    assert record.journal.head() == before


def test_a_first_try_shows_everything(page: ImportPage, tmp_path: Path) -> None:
    path = scene.write_form(tmp_path / "q4.xlsx", [("", line) for line in scene.NEW], "quý IV năm 2026")
    at_changes(page, path)
    plan = page.changes.plan
    assert plan is not None and not page.changes.second.isVisible()
    assert len(shown(page)) == sum(counts(plan)[group] for group in ("new", "same", "changed", "conflict", "duplicate"))


def test_a_returned_workbook_that_was_corrected_is_known_by_what_it_carries(page: ImportPage, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    fake = page.context.shell
    assert isinstance(fake, scene.FakeShell)
    fake.target = tmp_path / "tra.xlsx"
    page.result.give_back.save.click()
    book = load_workbook(fake.target)
    book["Bieu 02"]["F11"] = "Bổ sung biên chế từ năm học tới"
    book.save(fake.target)
    at_changes(page, fake.target)
    assert "1 dòng sửa" in page.changes.second.message()
    assert shown(page) == [11]


def test_the_next_file_is_shown_from_its_first_column(page: ImportPage, tmp_path: Path) -> None:
    grid = page.sheet.grid
    page.file_acts.add([form(tmp_path, "lan2.xlsx", scene.NEW)])
    page.go_to_step(SHEET)
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    assert grid.horizontalScrollBar().value() > 0
    page.file_acts.add([form(tmp_path, "lan3.xlsx", corrected())])
    page.open_entry(page.flow.entries[-1])
    assert grid.horizontalScrollBar().value() == 0


def test_what_a_narrow_column_is_mapped_to_can_be_read(page: ImportPage, tmp_path: Path) -> None:
    page.file_acts.add([form(tmp_path, "lan2.xlsx", scene.NEW)])
    page.go_to_step(SHEET)
    combos = [page.sheet.mapping.combo(column) for column in range(1, 12)]
    mapped = [combo for combo in combos if combo is not None and combo.value() not in ("", NUMBER)]
    assert mapped and min(combo.width() for combo in mapped) >= 100
