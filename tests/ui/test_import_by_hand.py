"""What was recognised wrongly is put right in the window, by keyboard and by mouse, step by step and back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from tests.ui.held_runner import HeldRunner
from ui.main_window import MainWindow
from ui.views.import_flow.flow import CHANGES, FILES, PROBLEMS, SHEET
from ui.views.import_flow.page import ImportPage
from ui.views.import_flow.sheet_data import SheetData
from workbench.clock import FixedClock
from workbench.exchange.recognised import Overrides
from workbench.services.importing import half_done
from workbench.services.importing.waiting import inbox
from workbench.services.workbench import Workbench

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
STRANGE = ("Mã", "Diễn giải", "Chỗ", "Ai lo", "Nhờ gì")
GOODS = (
    ("a1", "Bến phà Đình Khao quá tải dịp lễ", "Vĩnh Long", "Bộ Xây dựng", "Bổ sung phà"),
    ("a2", "Mỏ cát cạn, cao tốc chờ cát", "Cần Thơ", "Bộ Công Thương", "Điều phối cát"),
)


def strange_file(folder: Path, name: str = "la.xlsx", goods: tuple[tuple[str, ...], ...] = GOODS) -> Path:
    """A table whose headings no form knows, under a letterhead: heading in row 3, records in 4 and 5."""
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bang"
    sheet["A1"] = "UBND TỈNH VĨNH LONG"
    for row, line in enumerate((STRANGE, *goods), 3):
        for column, words in enumerate(line, 1):
            sheet.cell(row, column, words)
    book.save(folder / name)
    return folder / name


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Workbench]:
    """A new record, and its window's folder for drafts."""
    with scene.open_record(tmp_path) as opened:
        yield opened


@pytest.fixture
def page(record: Workbench, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """The sheet of the strange file."""
    made = scene.open_page(record, qtbot, 900)
    made.file_acts.add([strange_file(tmp_path)])
    return made


def sheet(page: ImportPage) -> SheetData:
    """The sheet shown."""
    found = page.sheet.sheet()
    assert found is not None
    return found


def shell(page: ImportPage) -> scene.FakeShell:
    """The window of a page."""
    assert isinstance(page.context.shell, scene.FakeShell)
    return page.context.shell


def said(page: ImportPage) -> Overrides:
    """All that was said by hand."""
    assert page.flow.current is not None
    return page.flow.current.said


def entries(menu: QMenu) -> dict[str, QAction]:
    """Entries of a menu that can be chosen."""
    return {action.text(): action for action in menu.actions() if action.isEnabled() and action.text()}


def opened_menu() -> QMenu:
    """The menu in sight."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def pick(menu: QMenu, words: str) -> None:
    """Choose an entry of an open menu with the arrow keys and Enter."""
    for _ in range(len(menu.actions())):
        QTest.keyClick(menu, KEY.Key_Down)
        active = menu.activeAction()
        if active is not None and active.text() == words:
            break
    QTest.keyClick(menu, KEY.Key_Return)


def call_menu(page: ImportPage, row: int, column: int = 1) -> QMenu:
    """The menu of a cell, called by the Menu key or Shift+F10."""
    grid = page.sheet.grid
    grid.go_to(row, column)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), grid.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(grid.viewport(), event)
    return opened_menu()


def mark(page: ImportPage, row: int, words: str) -> None:
    """Say by keyboard what a row is."""
    pick(call_menu(page, row), words)


def choose_form(page: ImportPage, key: str) -> None:
    """Say in the form on the left which form the sheet is."""
    page.sheet.ask()
    page.sheet.panel.form.forms.set_value(key)
    page.sheet.panel.form.accept()


def put_right(page: ImportPage) -> None:
    """The strange table made form 02."""
    mark(page, 3, "Tiêu đề cột")
    choose_form(page, "B02")
    for column, field in ((2, "issue"), (3, "provinces"), (4, "authority"), (5, "proposal")):
        combo = page.sheet.mapping.combo(column)
        assert combo is not None
        combo.set_value(field)


def test_a_file_without_a_known_table_opens_and_says_what_to_do(page: ImportPage) -> None:
    assert page.flow.step == SHEET and sheet(page).tables == ()
    fact = page.sheet.panel.facts()[0]
    assert not fact.sure and "Chỉ ra dòng tiêu đề cột" in fact.why
    page.head.go_on.click()
    assert page.flow.step == PROBLEMS or "Chỉ ra dòng tiêu đề cột trước" in shell(page).toasts[-1]
    page.go_to_step(CHANGES)
    assert page.flow.step != CHANGES
    page.go_to_step(FILES)
    assert page.files.rows[0].act.text() == "Chỉ ra tiêu đề cột"
    assert "Không thấy bảng nào" in page.files.rows[0].stand.words


def test_over_all_tables_a_row_can_only_begin_one_give_the_unit_or_be_passed_over(page: ImportPage) -> None:
    menu = page.sheet.kinds_menu(3)
    assert {"Tiêu đề cột", "Đơn vị tính", "Bỏ qua", "Bảng bắt đầu từ đây, không có tiêu đề"} == {
        words for words, action in entries(menu).items() if action.isCheckable()
    }


def test_a_table_of_any_make_is_taken_in_and_written_as_shown(page: ImportPage, record: Workbench) -> None:
    put_right(page)
    assert [sheet(page).kind(row) for row in (3, 4, 5)] == ["heading", "data", "data"]
    page.go_to_step(CHANGES)
    plan = page.changes.plan
    assert plan is not None and [row.row.value("issue") for row in plan.rows] == [line[1] for line in GOODS]
    page.head.go_on.click()
    assert {r.values.content for r in record.repository.all("obstacle")} == {line[1] for line in GOODS}


def test_the_heading_is_marked_by_mouse_in_the_words_of_the_rows(page: ImportPage) -> None:
    grid = page.sheet.grid
    place = grid.rows.sectionViewportPosition(sheet(page).positions[3]) + 10
    grid.rows.customContextMenuRequested.emit(QPoint(20, place))
    entries(opened_menu())["Tiêu đề cột"].trigger()
    opened_menu().close()
    assert sheet(page).kind(3) == "heading" and said(page).bands == {("Bang", 3): "heading"}


def test_space_calls_the_menu_too(page: ImportPage) -> None:
    page.sheet.grid.go_to(3, 1)
    QTest.keyClick(page.sheet.grid, KEY.Key_Space)
    pick(opened_menu(), "Tiêu đề cột")
    assert sheet(page).kind(3) == "heading"


def test_several_rows_are_made_one_heading(page: ImportPage) -> None:
    grid = page.sheet.grid
    grid.go_to(3, 1)
    QTest.keyClick(grid, KEY.Key_Down, SHIFT)
    QTest.keyClick(grid, KEY.Key_Space)
    pick(opened_menu(), "Tiêu đề cột")
    assert sheet(page).tables[0].heading_rows == (3, 4)
    QTest.keyClick(grid, KEY.Key_Up)  # gives up the rows that were chosen
    mark(page, 4, "Dữ liệu")
    assert sheet(page).tables[0].heading_rows == (3,) and sheet(page).kind(4) == "data"


def test_a_column_is_named_from_its_letter_and_with_alt_down(page: ImportPage) -> None:
    mark(page, 3, "Tiêu đề cột")
    choose_form(page, "B02")
    letters = page.sheet.grid.letters
    letters.customContextMenuRequested.emit(QPoint(letters.sectionViewportPosition(2) + 5, 5))
    combo = page.sheet.mapping.combo(3)
    assert combo is not None and combo.view().isVisible()
    combo.hidePopup()
    page.sheet.grid.go_to(4, 2)
    QTest.keyClick(page.sheet.grid, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    other = page.sheet.mapping.combo(2)
    assert other is not None and other.view().isVisible()
    other.hidePopup()
    other.set_value("issue")
    assert said(page).columns == {("Bang", 2): "issue"}


def test_of_two_tables_on_a_sheet_the_one_stood_in_is_spoken_of_and_another_form_given(
    record: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    page = scene.open_page(record, qtbot, 900)
    path = scene.write_form(tmp_path / "hai.xlsx", [("", scene.NEW[2]), ("", scene.NEW[3])], "quý III năm 2026")
    book = load_workbook(path)
    below = ("STT", "Tên thỏa thuận, chương trình liên kết", "Số, ký hiệu văn bản", "Ngày ký", "Các địa phương tham gia")
    for row, line in ((14, below), (15, (1, "Liên kết du lịch", "12/TTHT-UBND", "03/10/2025", "Vĩnh Long, Cần Thơ"))):
        for column, words in enumerate(line, 1):
            book["Bieu 02"].cell(row, column, words)
    book.save(path)
    page.file_acts.add([path])
    assert [table.form for table in sheet(page).tables] == ["B02", "B01"]
    page.sheet.grid.setCurrentIndex(page.sheet.grid.sheet_model.index(sheet(page).positions[15], 1))
    assert page.sheet.panel.facts()[0].value.startswith("Biểu 01")
    choose_form(page, "B07")
    assert [table.form for table in sheet(page).tables] == ["B02", "B07"]


def test_pasted_rows_without_a_heading_begin_where_the_officer_says(page: ImportPage) -> None:
    page.driver.add_pasted("", "\n".join("\t".join(line) for line in GOODS))
    page.open_entry(page.flow.entries[-1])
    assert sheet(page).tables == ()
    mark(page, 1, "Bảng bắt đầu từ đây, không có tiêu đề")
    choose_form(page, "B02")
    for column, field in ((2, "issue"), (3, "provinces"), (4, "authority"), (5, "proposal")):
        combo = page.sheet.mapping.combo(column)
        assert combo is not None
        combo.set_value(field)
    page.go_to_step(CHANGES)
    assert page.changes.plan is not None
    assert [row.row.value("issue") for row in page.changes.plan.rows] == [line[1] for line in GOODS]
    page.go_to_step(SHEET)
    while said(page) != Overrides():
        page.handlers()["undo"]()
    assert sheet(page).tables == ()


def test_choosing_what_was_guessed_makes_it_sure(page: ImportPage) -> None:
    mark(page, 3, "Tiêu đề cột")
    choose_form(page, "B02")
    combo = page.sheet.mapping.combo(3)
    assert combo is not None and combo.is_guess() and combo.value() == "provinces"
    combo.activated.emit(combo.currentIndex())
    assert not combo.is_guess() and said(page).columns == {("Bang", 3): "provinces"}


def test_a_hidden_sheet_is_read_with_one_key_and_put_back(record: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    page = scene.open_page(record, qtbot, 900)
    path = scene.write_form(tmp_path / "an.xlsx", [("", scene.NEW[2]), ("", scene.NEW[3])], "quý III năm 2026")
    book = load_workbook(path)
    copy = book.copy_worksheet(book["Bieu 02"])
    copy.title, copy.sheet_state = "Ban cu", "hidden"
    book.save(path)
    page.file_acts.add([path])
    page.go_to_step(PROBLEMS)
    at = next(n for n, line in enumerate(page.sheet.problems.lines()) if line.act == "sheet")
    page.sheet.problems.table.setCurrentIndex(page.sheet.problems.model.index(at, 2))
    QTest.keyClick(page.sheet.problems.table, KEY.Key_Space)
    reading = page.flow.current.reading if page.flow.current else None
    assert reading is not None and [one.name for one in reading.sheets if one.tables] == ["Bieu 02", "Ban cu"]
    page.handlers()["undo"]()
    assert said(page) == Overrides()


def test_the_column_of_numbers_is_no_other_than_the_officer_says(page: ImportPage) -> None:
    mark(page, 3, "Tiêu đề cột")
    combo = page.sheet.mapping.combo(1)
    assert combo is not None
    combo.set_value("#")
    assert sheet(page).tables[0].number_column == 1 and combo.currentText() == "–"


@pytest.mark.parametrize(("words", "kind"), [("Dòng nhóm", "group"), ("Dòng cộng", "total"), ("Ghi chú", "note"),
                                             ("Đơn vị tính", "unit"), ("Số thứ tự cột", "numbers"),
                                             ("Nối dòng trên", "continuation"), ("Bỏ qua", "outside")])  # fmt: skip
def test_every_kind_is_said_by_keyboard_taken_back_and_done_again(page: ImportPage, words: str, kind: str) -> None:
    put_right(page)
    mark(page, 5, words)
    assert sheet(page).kind(5) == kind
    assert page.undo_names()["undo"] == f"Dòng 5 nay là: {words}"
    page.handlers()["undo"]()
    assert sheet(page).kind(5) == "data" and shell(page).toasts[-1] == f"Đã hoàn tác: Dòng 5 nay là: {words}"
    page.handlers()["redo"]()
    assert sheet(page).kind(5) == kind


def test_each_correction_is_taken_back_in_turn_and_no_act_of_the_record_after_them(page: ImportPage) -> None:
    put_right(page)
    named = len(said(page).columns)
    steps = 0
    while said(page) != Overrides():
        page.handlers()["undo"]()
        steps += 1
    assert steps == 2 + named and sheet(page).tables == ()
    page.handlers()["undo"]()
    assert shell(page).toasts[-1] == "Không còn chỗ sửa nào để hoàn tác"
    for _ in range(steps):
        page.handlers()["redo"]()
    assert sheet(page).tables[0].form == "B02" and len(said(page).columns) == named


def test_the_steps_are_taken_back_and_done_again_by_mouse_too(page: ImportPage) -> None:
    panel = page.sheet.panel
    assert not panel.back.isVisible()
    mark(page, 3, "Tiêu đề cột")
    assert panel.back.isVisible() and panel.back.accessibleName() == "Hoàn tác: Dòng 3 nay là: Tiêu đề cột"
    QTest.mouseClick(panel.back, Qt.MouseButton.LeftButton)
    assert said(page) == Overrides() and not panel.back.isEnabled()
    QTest.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    assert said(page).bands == {("Bang", 3): "heading"}


def test_in_the_window_ctrl_z_takes_back_corrections_and_names_them_and_elsewhere_acts(
    window: MainWindow, tmp_path: Path
) -> None:
    window.go("import", files=[strange_file(tmp_path)])
    page = window.stack.current()
    assert isinstance(page, ImportPage)
    head = window.context.workbench.journal.head()
    mark(page, 3, "Tiêu đề cột")
    assert window.commands.plain_text("undo") == "Hoàn tác: Dòng 3 nay là: Tiêu đề cột"
    window.run_command("undo")
    assert said(page) == Overrides() and window.commands.plain_text("redo").endswith("Dòng 3 nay là: Tiêu đề cột")
    window.run_command("undo")
    assert window.context.workbench.journal.head() == head
    window.go("obstacles")
    assert "Dòng 3" not in window.commands.plain_text("redo")


def test_a_file_taken_off_the_list_while_it_is_understood_leaves_nothing_behind(
    record: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    page, runner = held_page(record, qtbot, tmp_path)
    page.sheet.change_kind("Bang", (3,), "heading")
    page.driver.remove(page.flow.entries[0])
    runner.finish_all()
    assert page.flow.entries == [] and inbox(record.repository) == ()


def test_going_through_the_list_of_a_column_is_one_correction(page: ImportPage) -> None:
    mark(page, 3, "Tiêu đề cột")
    combo = page.sheet.mapping.combo(2)
    assert combo is not None
    for _ in range(3):
        QTest.keyClick(combo, KEY.Key_Up)
    page.handlers()["undo"]()
    assert said(page).columns == {} and said(page).bands == {("Bang", 3): "heading"}


def test_the_unit_and_the_form_of_a_sheet_are_taken_back(page: ImportPage) -> None:
    put_right(page)
    choose_form(page, "B01")
    assert sheet(page).tables[0].form == "B01"
    page.handlers()["undo"]()
    assert sheet(page).tables[0].form == "B02"


def test_what_is_left_out_amid_records_is_taken_for_a_record_with_one_key(
    record: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    page = scene.open_page(record, qtbot, 900)
    rows: list[tuple[str, scene.Line] | str] = [("", scene.NEW[2]), ("", scene.NEW[3])]
    path = scene.write_form(tmp_path / "bo.xlsx", rows, "quý III năm 2026")
    book = load_workbook(path)
    book.active.cell(10, 1, 3)  # type: ignore[union-attr]
    book.active.cell(10, 2, "Không phát sinh")  # type: ignore[union-attr]
    book.save(path)
    page.file_acts.add([path])
    page.go_to_step(PROBLEMS)
    lines = page.sheet.problems.lines()
    at = next(n for n, line in enumerate(lines) if line.act == "take")
    assert (lines[at].severity, lines[at].rows) == ("check", (10,))
    page.sheet.problems.table.setCurrentIndex(page.sheet.problems.model.index(at, 2))
    QTest.keyClick(page.sheet.problems.table, KEY.Key_Space)
    assert sheet(page).kind(10) == "data"
    assert all(line.act != "take" for line in page.sheet.problems.lines())


def held_page(record: Workbench, qtbot: QtBot, folder: Path) -> tuple[ImportPage, HeldRunner]:
    """The sheet of the strange file in a window whose work waits until it is let go."""
    page = scene.open_page(record, qtbot, 900)
    page.file_acts.add([strange_file(folder)])
    runner = HeldRunner()
    page.context.runner = page.context.reader = runner
    return page, runner


def test_corrections_made_faster_than_they_are_understood_all_count(
    record: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    page, runner = held_page(record, qtbot, tmp_path)
    page.sheet.change_kind("Bang", (3,), "heading")
    page.sheet.change_kind("Bang", (1,), "outside")
    assert said(page).bands == {("Bang", 3): "heading", ("Bang", 1): "outside"}
    runner.finish_all()
    assert [sheet(page).kind(row) for row in (1, 3)] == ["outside", "heading"]


def test_changes_are_those_of_the_last_correction_never_of_the_reading_before_it(
    page: ImportPage, record: Workbench
) -> None:
    put_right(page)
    page.go_to_step(CHANGES)
    page.go_to_step(SHEET)
    runner = HeldRunner()
    page.context.runner = page.context.reader = runner
    page.sheet.change_kind("Bang", (5,), "outside")
    page.go_to_step(CHANGES)
    page.driver.write(page.flow.current)  # type: ignore[arg-type]
    runner.finish_all()
    assert record.repository.all("obstacle") == []
    assert page.changes.plan is not None and len(page.changes.plan.rows) == 1


def test_put_off_before_it_is_understood_keeps_the_correction(record: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    page, runner = held_page(record, qtbot, tmp_path)
    page.sheet.change_kind("Bang", (3,), "heading")
    page.head.put_off.click()
    runner.finish_all()
    [one] = inbox(record.repository)
    assert one.corrected
    page.file_acts.show_waiting()
    runner.finish_all()
    page.files.waiting_rows[0].act.click()
    runner.finish_all()
    assert said(page).bands == {("Bang", 3): "heading"} and sheet(page).kind(3) == "heading"


def test_all_that_was_said_is_there_when_a_file_put_off_is_taken_up(page: ImportPage, record: Workbench) -> None:
    put_right(page)
    before = said(page)
    page.head.put_off.click()
    assert page.flow.entries == []
    page.files.waiting_rows[0].act.click()
    assert said(page) == before
    page.go_to_step(CHANGES)
    assert page.changes.plan is not None and len(page.changes.plan.rows) == 2


def test_a_computer_that_dies_takes_no_correction_along(record: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    page = ImportPage(_with_drafts(record, tmp_path / "nhap"))
    qtbot.addWidget(page)
    page.show()
    page.open()
    page.file_acts.add([strange_file(tmp_path)])
    mark(page, 3, "Tiêu đề cột")
    page.driver.keeper.keep()  # what its timer does within a second
    (tmp_path / "la.xlsx").unlink()
    later = scene.open_page(record, qtbot)
    brought = half_done.bring_in(record, page.driver.keeper.scraps)  # type: ignore[arg-type]
    assert brought.files == ["la.xlsx"]
    later.file_acts.show_waiting()
    later.files.waiting_rows[0].act.click()
    assert said(later).bands == {("Bang", 3): "heading"} and sheet(later).kind(3) == "heading"


def test_the_next_file_of_the_same_sender_is_read_so_and_says_as_last_time(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    put_right(page)
    page.go_to_step(CHANGES)
    page.head.go_on.click()
    record.clock = FixedClock.on(date(2026, 10, 20), "next")
    goods = (("b1", "Chậm bàn giao mặt bằng nút giao", "Vĩnh Long", "Bộ Tài chính", "Bố trí vốn"), GOODS[1])
    page.file_acts.add([strange_file(tmp_path, "sau.xlsx", goods)])
    page.open_entry(page.flow.entries[-1])
    assert sheet(page).tables[0].form == "B02" and sheet(page).kind(3) == "heading"
    assert any(fact.label == "Như lần trước" and fact.link for fact in page.sheet.panel.facts())
    page.go_to_step(FILES)
    assert "như lần trước: " in page.files.rows[-1].stand.words
    assert said(page) == Overrides(), "nothing was said of this file by hand"


def _with_drafts(record: Workbench, folder: Path) -> scene.Context:
    made = scene.context_of(record)
    folder.mkdir()
    made.drafts = folder
    return made
