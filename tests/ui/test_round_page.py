"""The page of the reporting round: rows and states, filters, marks by hand, forms out, folders in, reminders."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.journeys.forms import submission
from tests.ui.looking import clipped
from tests.ui.window_scene import TODAY, empty_window, open_window
from ui.ask import Answers
from ui.main_window import MainWindow
from ui.views.import_flow.page import ImportPage
from ui.views.registers import RegisterPage
from ui.views.round_page import RoundPage
from ui.views.round_parts.duty_sheet import DutySheet
from ui.views.round_parts.received_sheet import PreviewSheet, ReceivedSheet
from ui.views.round_parts.sheets import ExportSheet, RemindSheet
from ui.views.today import TodayPage
from workbench.messages import set_language, text
from workbench.services.duties import PROPOSED, propose_duties


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    (tmp_path / "ra").mkdir()
    return Answers(str(tmp_path / "ra"))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, answers: Answers) -> MainWindow:
    made = open_window(tmp_path, answers)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.go("round", period="2026-Q3")
    return made


def page_of(window: MainWindow) -> RoundPage:
    page = window.stack.current()
    assert isinstance(page, RoundPage)
    return page


def duties(window: MainWindow) -> DutySheet:
    """The sheet of forms owed that is open over the window."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, DutySheet) and w.isVisible()]
    return (found or [w for w in window.findChildren(DutySheet) if w.isVisible()])[-1]


def select(page: RoundPage, place: str, form: str) -> None:
    rows = (n for n, line in enumerate(page.table.rounds.lines) if (line.place, line.owed.form) == (place, form))
    page.table.selectRow(next(rows))


def state_of(page: RoundPage, place: str, form: str) -> str:
    return next(line.owed.state for line in page.table.rounds.lines if (line.place, line.owed.form) == (place, form))


def words(page: RoundPage) -> list[str]:
    model = page.table.rounds
    return [str(model.index(row, 3).data()) for row in range(model.rowCount())]


def taken_in(window: MainWindow) -> None:
    """A folder is chosen, looked at and agreed to."""
    page_of(window).folder_button.click()
    preview = window.findChild(PreviewSheet)
    assert preview is not None
    preview.write.click()


def test_each_member_has_a_row_for_each_form_with_its_state(window: MainWindow) -> None:
    page = page_of(window)
    assert page.header.note() == "12/15 biểu · đúng hạn 0,0% · hạn 25/09/2026"
    assert words(page) == [
        "Đã gửi", "Đã gửi", "Đã gửi", "Đã gửi", "Có lỗi", "Chưa gửi", "Đã gửi", "Đã gửi", "Đã gửi",
        "Đã gửi", "Đã gửi", "Chưa gửi", "Có lỗi", "Có lỗi", "Chưa gửi",
    ]  # fmt: skip
    spoken = page.table.rounds.index(5, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Chưa gửi, trễ 11 ngày làm việc"
    assert clipped(page) == []


def test_a_whole_year_lists_every_period_with_its_own_forms(window: MainWindow) -> None:
    page = page_of(window)
    page._pick_period("2026-all")
    lines = page.table.rounds.lines
    # three forms a quarter; one a half year, and since the record was begun three more; three a year
    assert len(lines) == 4 * 15 + 2 * 5 + 15 + 15
    assert not page.table.isColumnHidden(2)
    assert {line.owed.form for line in lines if line.owed.period.code == "2026-H1"} == {"B04"}
    ahead = {line.owed.form for line in lines if line.owed.period.code == "2026-H2"}
    assert ahead == {"B04", "B05", "B09", "B11"}


def test_forms_owed_are_shown_and_set_from_a_day(window: MainWindow) -> None:
    page = page_of(window)
    assert page.owed.text() == text("round.owed", forms="01, 02, 03")
    page.owed.click()
    sheet = duties(window)
    assert sheet.combos["B05"].currentData() == "half" and sheet.combos["B01"].currentData() == "quarter"
    assert sheet.since.value() == TODAY
    sheet.combos["B11"].setCurrentIndex(sheet.combos["B11"].findData("quarter"))
    sheet.since.set_value(date(2026, 9, 1))
    sheet.basis.setText("Thông báo 12/TB-HĐĐPV")
    sheet.apply()
    assert page.owed.text() == text("round.owed", forms="01, 02, 03, 11")
    assert "B11" in {line.owed.form for line in page.table.rounds.lines}
    window.run_command("undo")
    assert page.owed.text() == text("round.owed", forms="01, 02, 03")


def test_forms_that_say_nothing_themselves_are_proposed(window: MainWindow) -> None:
    page = page_of(window)
    window.context.workbench.commit(propose_duties(window.context.workbench, dict.fromkeys(PROPOSED, "never"), TODAY))
    page.acts.duties()
    sheet = duties(window)
    assert {sheet.combos[form].currentData() for form in PROPOSED} == {"never"}
    sheet.propose.click()
    assert {form: sheet.combos[form].currentData() for form in PROPOSED} == PROPOSED


def test_filters_narrow_by_what_can_be_said_of_a_row(window: MainWindow) -> None:
    page = page_of(window)
    page._choose("standing", frozenset({"errors"}))
    assert [(line.place, line.owed.form) for line in page.table.rounds.lines] == [
        ("Cà Mau", "B02"), ("Vĩnh Long", "B01"), ("Vĩnh Long", "B02"),
    ]  # fmt: skip
    assert page._count.text() == "3 / 15 biểu"
    page._choose("place", frozenset({"Đồng Tháp"}))
    assert page._stack.currentIndex() == 1
    page.pills["standing"].cleared.emit()
    assert len(page.table.rounds.lines) == 3


def test_a_nil_return_is_marked_by_hand_and_taken_back(window: MainWindow) -> None:
    page = page_of(window)
    select(page, "Cà Mau", "B03")
    page.pane.buttons["nil"].click()
    assert state_of(page, "Cà Mau", "B03") == "nil"
    act = window.context.workbench.journal.acts(1)[0]
    assert (act.label.key, act.actor) == ("act.nil_returns", "Lê Thị Hạnh")
    assert "Đánh dấu bằng tay" in " ".join(p.text() for p in page.pane.findChildren(type(page.pane.state)))
    page.pane.buttons["back"].click()
    assert state_of(page, "Cà Mau", "B03") == "missing"
    window.context.tell(window.context.workbench.undo().summary)
    assert state_of(page, "Cà Mau", "B03") == "nil"


def test_what_has_errors_is_left_when_all_is_marked_as_consolidated(window: MainWindow) -> None:
    page = page_of(window)
    page.table.selectAll()
    page.pane.buttons["taken_in"].click()
    assert sorted(words(page)) == ["Chưa gửi"] * 3 + ["Có lỗi"] * 3 + ["Đã tổng hợp"] * 9


def test_the_delivery_behind_a_row_opens(window: MainWindow) -> None:
    page = page_of(window)
    select(page, "Vĩnh Long", "B02")
    assert [link.text() for link in page.pane.links] == ["Mở lần nhập LN-2026-041", "Xem các dòng đã ghi"]
    assert page.pane.state.text().startswith("Đã gửi, có lỗi, trễ ")


def test_a_cell_of_the_day_opens_its_row(window: MainWindow) -> None:
    window.go("today")
    day = window.stack.current()
    assert isinstance(day, TodayPage)
    day.reports.cells[4].click()
    current = page_of(window).table.current()
    assert current is not None and (current.place, current.owed.form) == ("Cà Mau", "B02")


def test_forms_of_all_members_are_made_in_a_folder(window: MainWindow, tmp_path: Path) -> None:
    page_of(window).export_button.click()
    sheet = window.findChild(ExportSheet)
    assert sheet is not None and sheet.ticked() == ["B01", "B02", "B03"]
    sheet.boxes["B01"].click()
    sheet.boxes["B03"].click()
    sheet.go.click()
    assert sorted(file.name for file in (tmp_path / "ra").iterdir()) == [
        f"Bieu02_{name}_2026-Q3.xlsx" for name in ("AnGiang", "CaMau", "CanTho", "DongThap", "VinhLong")
    ]


def test_late_members_are_written_to(window: MainWindow, tmp_path: Path) -> None:
    page = page_of(window)
    select(page, "Cà Mau", "B03")
    page.pane.remind.click()
    sheet = window.findChild(RemindSheet)
    assert sheet is not None
    assert [box.text() for box in sheet.boxes.values()] == [
        "Cà Mau: Biểu 03, trễ 11 ngày làm việc",
        "Vĩnh Long: Biểu 03, trễ 11 ngày làm việc",
        "Đồng Tháp: Biểu 03, trễ 11 ngày làm việc",
    ]
    assert len(sheet.ticked()) == 1
    sheet.go.click()
    assert [file.suffix for file in (tmp_path / "ra").iterdir()] == [".docx"]


def test_late_members_are_given_a_new_day(window: MainWindow, tmp_path: Path) -> None:
    page = page_of(window)
    select(page, "Cà Mau", "B03")
    page.pane.remind.click()
    sheet = window.findChild(RemindSheet)
    assert sheet is not None
    sheet.answer_by.setText("31/02/2026")
    sheet.go.click()
    assert sheet.isVisible() and not list((tmp_path / "ra").iterdir())
    sheet.answer_by.set_value(date(2026, 10, 30))
    sheet.go.click()
    (file,) = (tmp_path / "ra").iterdir()
    with ZipFile(file) as archive:
        assert "30/10/2026" in archive.read("word/document.xml").decode()


def test_a_folder_is_taken_in_and_told_file_by_file(window: MainWindow, tmp_path: Path) -> None:
    submission(tmp_path / "ra" / "Vĩnh Long biểu 02.xlsx")
    (tmp_path / "ra" / "quyet dinh.pdf").write_bytes(b"%PDF-1.7\n")
    taken_in(window)
    sheet = window.findChild(ReceivedSheet)
    assert sheet is not None
    shown = [[sheet.model.index(row, column).data() for column in (0, 1, 2, 4)] for row in range(2)]
    assert shown == [["quyet dinh.pdf", "–", "–", "–"], ["Vĩnh Long biểu 02.xlsx", "Vĩnh Long", "Biểu 02", "2"]]
    assert "PDF" in sheet.message.text()
    sheet.close_button.click()
    assert len(page_of(window).table.rounds.lines) == 15


def test_nothing_is_written_before_the_folder_was_seen(window: MainWindow, tmp_path: Path) -> None:
    submission(tmp_path / "ra" / "b02.xlsx")
    before = window.context.workbench.journal.head()
    page_of(window).folder_button.click()
    preview = window.findChild(PreviewSheet)
    assert preview is not None and preview.write.text() == "Ghi 2 dòng vào sổ"
    assert [preview.model.index(0, column).data() for column in (0, 1, 4)] == ["b02.xlsx", "Vĩnh Long", "2"]
    preview.cancel.click()
    assert window.context.workbench.journal.head() == before
    assert window.findChild(ReceivedSheet) is None


def test_a_folder_without_anything_to_take_cannot_be_agreed_to(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "ra" / "a.pdf").write_bytes(b"%PDF-1.7\n")
    page_of(window).folder_button.click()
    preview = window.findChild(PreviewSheet)
    assert preview is not None and not preview.write.isEnabled()


def test_what_waits_after_a_folder_is_gone_on_with(window: MainWindow, tmp_path: Path) -> None:
    bad = (1, "Thiếu vốn cho tuyến đường", "Giao thông", None, "Vĩnh Long", None, None, "Bộ Tài chính")
    submission(tmp_path / "ra" / "b02.xlsx", (bad,))
    taken_in(window)
    sheet = window.findChild(ReceivedSheet)
    assert sheet is not None and sheet.go_on.isEnabled()
    assert sheet.model.index(0, 8).data().startswith("Hộp chờ: LN-2026-")
    sheet.go_on.click()
    assert isinstance(window.stack.current(), ImportPage)


def test_form_06_is_saved_under_its_own_name(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    page = page_of(window)
    answers._answers = [str(tmp_path / "b06.xlsx")]
    page.acts.save_tracking(page.period)  # type: ignore[arg-type]
    assert (tmp_path / "b06.xlsx").stat().st_size > 4_000
    assert answers.asked[-1].endswith("Bieu06_2026-Q3.xlsx")


def test_the_report_upward_is_written_and_what_it_holds_is_marked(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    page = page_of(window)
    answers._answers = [str(tmp_path / "ra"), "mark"]
    page.acts.consolidate(page.period)  # type: ignore[arg-type]
    names = sorted(file.name for file in (tmp_path / "ra").iterdir())
    assert names == ["BaoCaoTongHop_2026-Q3.docx", "BaoCaoTongHop_2026-Q3.xlsx"]
    assert answers.asked[-1] == "Đánh dấu các biểu đã nhận của kỳ này là đã tổng hợp?"
    assert words(page).count("Đã tổng hợp") == 9
    assert window.context.workbench.journal.acts(1)[0].label.key == "act.consolidated"


def test_the_report_marks_nothing_when_put_off(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    page = page_of(window)
    answers._answers = [str(tmp_path / "ra"), "later"]
    before = window.context.workbench.journal.head()
    page.acts.consolidate(page.period)  # type: ignore[arg-type]
    assert window.context.workbench.journal.head() == before


def test_rows_that_an_import_wrote_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "ra").mkdir()
    submission(tmp_path / "ra" / "b02.xlsx")
    window = empty_window(tmp_path)
    window.asker = Answers(str(tmp_path / "ra"))
    qtbot.addWidget(window)
    window.show()
    window.go("round", period="2026-Q3")
    page = page_of(window)
    taken_in(window)
    sheet = window.findChild(ReceivedSheet)
    assert sheet is not None
    sheet.close_button.click()
    select(page, "Vĩnh Long", "B02")
    page.pane.links[1].click()
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    assert (shown.key, len(shown.model.rows)) == ("obstacles", 2)


def test_nothing_can_be_marked_in_a_record_that_is_only_read(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(tmp_path, read_only=True)
    qtbot.addWidget(window)
    window.show()
    window.go("round", period="2026-Q3")
    page = page_of(window)
    select(page, "Cà Mau", "B03")
    assert not any(button.isEnabled() for button in page.pane.buttons.values())
    assert not page.folder_button.isEnabled()


def test_rows_keep_qts_rules(qtmodeltester: ModelTester, window: MainWindow, qapp: QApplication) -> None:
    qtmodeltester.check(page_of(window).table.rounds)


@pytest.mark.parametrize("size", [(1366, 738), (1024, 540)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_sheet_of_forms_owed_fits_its_window(window: MainWindow, size: tuple[int, int], lang: str) -> None:
    set_language(lang)
    window.resize(*size)
    page_of(window).acts.duties()
    sheet = duties(window)
    assert sheet.height() <= window.height() and clipped(sheet) == []
