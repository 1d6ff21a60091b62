"""The import page from file to record: every step, decisions, writing just what was shown, taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.building import edit, write
from tests.journeys.forms import submission
from tests.ui import import_scene as scene
from tests.ui.flashes import WindowsShown
from ui.context import Context
from ui.tasks import InlineRunner, Task, Work
from ui.theme.metrics import px
from ui.views.import_flow.change_model import CHECK, counts
from ui.views.import_flow.flow import CHANGES, FILES, PROBLEMS, RESULT, SHEET
from ui.views.import_flow.groups_panel import GroupsPanel
from ui.views.import_flow.page import ImportPage
from ui.views.import_flow.return_preview import ReturnPreview
from ui.views.undo_sheet import UndoSheet
from ui.widgets.paragraph import Paragraph
from workbench import messages
from workbench.records.changes import Change, ChangeSet, Label, create
from workbench.services.workbench import Workbench


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Workbench]:
    """A record that took in the second quarter and was edited since."""
    opened = scene.settled_record(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(record: Workbench, qtbot: QtBot) -> ImportPage:
    """The page on that record, 1166 by 700."""
    return make_page(scene.context_of(record), qtbot)


def make_page(context: Context, qtbot: QtBot) -> ImportPage:
    """A page in sight."""
    made = ImportPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show()
    made.open()
    return made


def shell(page: ImportPage) -> scene.FakeShell:
    """The window that the page speaks to."""
    assert isinstance(page.context.shell, scene.FakeShell)
    return page.context.shell


def at_changes(page: ImportPage, folder: Path) -> ImportPage:
    """The page with the third quarter compared."""
    page.file_acts.add([scene.third_quarter_file(folder)])
    page.go_to_step(CHANGES)
    return page


def obstacle(record: Workbench, words: str) -> object:
    """The stored obstacle with these words."""
    return next(r.values for r in record.repository.all("obstacle") if r.values.content == words)


def test_a_file_that_came_alone_opens_at_its_sheet(page: ImportPage, tmp_path: Path) -> None:
    page.file_acts.add([scene.third_quarter_file(tmp_path)])
    assert page.flow.step == SHEET
    assert page.header.note() == "VinhLong_Bieu02_Q3.xlsx"


def test_several_files_stay_listed_each_with_its_stand(page: ImportPage, tmp_path: Path) -> None:
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    page.file_acts.add([scene.third_quarter_file(tmp_path), broken])
    assert page.flow.step == FILES
    assert [row.entry.stage for row in page.files.rows] == ["ready", "failed"]
    assert "33 dòng dữ liệu" in page.files.rows[0].said.text()
    assert "hong.xlsx" in page.files.rows[1].said.text()


def test_a_file_listed_already_is_not_listed_twice(page: ImportPage, tmp_path: Path) -> None:
    path = scene.third_quarter_file(tmp_path)
    page.file_acts.add([path])
    page.file_acts.add([path])
    assert len(page.flow.entries) == 1
    assert shell(page).toasts == ["Tệp này đã có trong danh sách."]


def test_a_refused_file_can_be_tried_again_once_it_is_right(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"nothing")
    page.file_acts.add([path])
    assert page.files.rows[0].act.text() == "Thử lại"
    scene.third_quarter_file(tmp_path).replace(path)
    page.files.rows[0].act.click()
    assert page.files.rows[0].entry.stage == "ready"


def test_a_table_on_the_clipboard_is_taken_like_a_file(page: ImportPage) -> None:
    lines = ["STT\tNội dung khó khăn, vướng mắc\tĐịa phương liên quan\tĐề xuất, kiến nghị"]
    lines += ["1\tCầu tạm ở cù lao Dài hư hỏng nặng\tVĩnh Long\tXây cầu mới"]
    data = QMimeData()
    data.setText("\r\n".join(lines))
    QGuiApplication.clipboard().setMimeData(data)
    page.files.zone.paste.click()
    assert page.flow.step == SHEET
    assert page.flow.current is not None and page.flow.current.reading is not None
    assert [row.form for row in page.flow.current.reading.recognised.rows] == ["B02"]


def test_an_empty_clipboard_says_how_to_copy(page: ImportPage) -> None:
    QGuiApplication.clipboard().clear()
    page.file_acts.paste()
    assert page.flow.entries == []
    assert shell(page).toasts[0].startswith("Chưa chép bảng nào.")


def test_the_changes_are_grouped_as_the_file_differs_from_the_record(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    plan = page.changes.plan
    assert plan is not None
    assert counts(plan) == {"conflict": 2, "duplicate": 1, "changed": 5, "new": 7, "same": 18, "absent": 2}
    assert page.head.go_on.text() == "Ghi 12 dòng vào sổ"


def test_a_conflict_is_settled_field_by_field_in_the_pane(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    first, second = page.changes.pane.fields
    assert first.record.detail() == "06/10/2026"
    assert first.file.detail() == "30/10/2026"
    first.record.click()
    assert page.head.go_on.text() == "Ghi 12 dòng vào sổ"
    second.file.click()
    assert page.head.go_on.text() == "Ghi 13 dòng vào sổ"


def test_taking_all_from_the_file_settles_the_row_stood_on(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.changes.pane.all_chosen.emit(page.changes.table.current_index(), "file")
    plan = page.changes.plan
    assert plan is not None
    assert [diff.choice for diff in plan.rows[page.changes.table.current_index()].diffs] == ["file", "file"]


def test_every_conflict_left_is_settled_at_once(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    assert page.changes.choose_for_all("record") == 2
    assert page.changes.plan is not None
    assert [row.how for row in page.changes.plan.waiting] == ["duplicate"]


def test_conflicts_that_are_left_are_offered_to_be_settled_together(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    rest = page.changes.groups.rest
    assert rest.isVisible() and rest.text() == "2 xung đột còn lại…"
    page.changes.choose_for_all("file")
    assert not rest.isVisible()


def test_a_doubtful_row_is_merged_side_by_side(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.changes.groups.buttons["duplicate"].click()
    merge = page.changes.merge
    assert page.changes.is_merging()
    merge.choosers["issue", "record"].click()
    merge.merge.click()
    assert not page.changes.is_merging()
    plan = page.changes.plan
    assert plan is not None
    [row] = [row for row in plan.rows if row.how == "duplicate"]
    assert row.action == "merge"
    assert {diff.field: diff.choice for diff in row.diffs} == {"issue": "record", "deadline": "file"}


def test_a_tick_taken_away_leaves_the_row_out(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    place = page.changes.model.place_of(next(i for i in page.changes.model.order() if new_row(page, i)))
    index = page.changes.model.index(place, CHECK)
    page.changes.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert page.head.go_on.text() == "Ghi 11 dòng vào sổ"


def new_row(page: ImportPage, index: int) -> bool:
    """Whether a row of the plan is new."""
    return page.changes.plan is not None and page.changes.plan.rows[index].how == "new"


def test_what_is_shown_is_what_is_written(page: ImportPage, record: Workbench, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    plan = page.changes.plan
    assert plan is not None
    shown = told(plan.act().changes)
    page.head.go_on.click()
    assert page.flow.step == RESULT
    assert told(record.journal.changes(record.journal.head()[0])) == shown


def told(changes: Iterable[Change]) -> list[tuple[object, ...]]:
    """Changes without the ids that are given at the moment of writing."""
    made = []
    for change in changes:
        after = {k: v for k, v in (change.after or {}).items() if k not in ("receipt", "batch", "obstacle")}
        uid = "" if change.before is None else change.ref.uid
        made.append((change.ref.entity, uid, change.before and change.before.get("requested_due"), after))
    return made


def test_undecided_rows_stay_behind_and_can_be_taken_up(page: ImportPage, record: Workbench, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.head.go_on.click()
    [batch] = [b for b in record.repository.all("import_batch") if b.values.file_name.endswith("Q3.xlsx")]
    assert (batch.values.state, batch.values.rows_waiting) == ("partial", 3)
    line = page.result.lines[0]
    assert line.step.words == "3 dòng để lại, chờ quyết định"
    line.link.click()
    assert page.flow.step == CHANGES
    page.changes.choose_for_all("file")
    page.head.go_on.click()
    mended = obstacle(record, scene.FIRST[0].issue)
    assert mended.requested_due == date(2026, 10, 30)  # type: ignore[attr-defined]


def test_the_record_that_moved_on_is_compared_anew_before_writing(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    at_changes(page, tmp_path)
    page.changes.choose_for_all("record")
    uid = next(r.uid for r in record.repository.all("obstacle") if r.values.content == scene.FIRST[4].issue)
    write(record, edit(record, "obstacle", uid, requested_due=date(2026, 11, 1)))
    before = record.journal.head()
    page.head.go_on.click()
    assert record.journal.head() == before
    assert page.flow.step == CHANGES
    assert page.changes.banner.isVisible()
    plan = page.changes.plan
    assert plan is not None
    [moved] = [row for row in plan.rows if row.ref and row.ref.uid == uid]
    assert moved.how == "conflict"
    assert sum(row.how == "conflict" and row.decided for row in plan.rows) == 2, "decisions that hold are kept"


def undo_sheet(page: ImportPage) -> UndoSheet:
    """The list of what taking the import back does."""
    page.result.undo.click()
    [found] = [w for w in QApplication.topLevelWidgets() if isinstance(w, UndoSheet) and w.isVisible()]
    return found


def test_an_import_is_taken_back_from_its_result(page: ImportPage, record: Workbench, tmp_path: Path) -> None:
    number = len(record.repository.all("obstacle"))
    at_changes(page, tmp_path)
    page.head.go_on.click()
    assert len(record.repository.all("obstacle")) == number + 7
    undo_sheet(page).apply_button.click()
    assert len(record.repository.all("obstacle")) == number
    assert not page.result.undo.isVisible()
    assert page.flow.entries[0].stage == "undone"


def test_what_would_be_removed_put_back_and_kept_is_listed_before_it_is_taken_back(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    at_changes(page, tmp_path)
    page.head.go_on.click()
    uid = next(r.uid for r in record.repository.all("obstacle") if r.values.content == scene.NEW[3].issue)
    write(record, edit(record, "obstacle", uid, officer="Trần Minh Đức"))
    sheet = undo_sheet(page)
    assert sheet.told.n_changed > 7 and sheet.told.n_kept >= 1
    sheet.leave.click()
    assert page.flow.entries[0].stage == "done", "the safe answer keeps the import"
    undo_sheet(page).apply_button.click()
    assert page.flow.entries[0].stage == "undone"
    assert obstacle(record, scene.NEW[3].issue).officer == "Trần Minh Đức"  # type: ignore[attr-defined]


def test_the_workbook_for_the_sender_is_saved_where_the_officer_says(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.head.go_on.click()
    card = page.result.give_back
    assert card.lines["done"].text() == "7 mã số mới cấp"
    shell(page).target = tmp_path / "tra-lai.xlsx"
    card.save.click()
    assert "Kết quả tiếp nhận" in load_workbook(tmp_path / "tra-lai.xlsx").sheetnames
    assert shell(page).toasts == ["Đã lưu tra-lai.xlsx"]


def test_undo_from_elsewhere_is_seen_on_the_page(page: ImportPage, record: Workbench, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.head.go_on.click()
    page.context.tell(record.undo().summary)
    assert page.flow.entries[0].stage == "undone"
    page.context.tell(record.redo().summary)
    assert page.flow.entries[0].stage == "done"


def test_a_column_mapped_by_hand_makes_the_reading_anew(page: ImportPage, tmp_path: Path) -> None:
    page.file_acts.add([scene.third_quarter_file(tmp_path)])
    combo = page.sheet.mapping.combo(8)
    assert combo is not None and combo.value() == "cause"
    combo.set_value("note")
    assert page.flow.current is not None and page.flow.current.reading is not None
    row = page.flow.current.reading.recognised.rows[0]
    assert "note" in row.cells and "cause" not in row.cells


def test_a_row_said_to_be_no_data_is_left_out(page: ImportPage, tmp_path: Path) -> None:
    page.file_acts.add([scene.third_quarter_file(tmp_path)])
    page.sheet.change_kind("Bieu 02", (10,), "outside")
    assert page.flow.current is not None and page.flow.current.reading is not None
    assert len(page.flow.current.reading.recognised.rows) == 32


def test_problems_and_cells_are_tied_both_ways(page: ImportPage, tmp_path: Path) -> None:
    page.file_acts.add([scene.third_quarter_file(tmp_path)])
    page.go_to_step(PROBLEMS)
    line = page.sheet.problems.current()
    assert line is not None and line.where == "E10"
    assert page.sheet.grid.current_row() == 10
    page.handlers()["next_problem"]()
    assert page.sheet.grid.currentIndex().column() == 2
    page.sheet.grid.setCurrentIndex(page.sheet.grid.sheet_model.index(page.sheet.sheet().positions[14], 3))  # type: ignore[union-attr]
    assert page.sheet.problems.current() is not None
    assert page.sheet.problems.current().where == "D14"  # type: ignore[union-attr]


def test_a_file_put_off_is_taken_up_where_it_was_left(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.changes.choose_for_all("record")
    page.head.put_off.click()
    assert page.flow.step == FILES
    page.files.waiting_rows[0].act.click()
    assert page.flow.step == CHANGES
    assert page.changes.plan is not None
    assert sum(row.how == "conflict" and row.decided for row in page.changes.plan.rows) == 2


def test_the_work_in_hand_outlives_the_page(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.changes.choose_for_all("file")
    again = make_page(page.context, qtbot)
    assert again.flow.step == CHANGES
    assert again.changes.plan is not None
    assert sum(row.how == "conflict" and row.decided for row in again.changes.plan.rows) == 2


def test_an_import_of_an_earlier_day_is_offered_and_read_from_the_record(
    page: ImportPage, record: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    at_changes(page, tmp_path)
    page.head.go_on.click()
    (tmp_path / "VinhLong_Bieu02_Q3.xlsx").unlink()
    tomorrow = make_page(scene.context_of(record), qtbot)
    [row] = tomorrow.files.waiting_rows
    row.act.click()
    assert tomorrow.flow.step == CHANGES
    assert tomorrow.changes.plan is not None
    assert len(tomorrow.changes.plan.waiting) == 3


def test_a_report_that_says_nothing_new_can_still_be_received(page: ImportPage, tmp_path: Path) -> None:
    rows: list[tuple[str, scene.Line] | str] = [("", line) for line in scene.FIRST[8:12]]
    page.file_acts.add([scene.write_form(tmp_path / "VinhLong_Bieu02_QIV.xlsx", rows, "quý IV năm 2026")])
    page.go_to_step(CHANGES)
    assert page.head.go_on.text() == "Ghi nhận đã nhận báo cáo"
    page.head.go_on.click()
    assert page.context.workbench.repository.where("submission", period="2026-Q4") != []


def test_no_part_flashes_up_as_a_window_of_its_own(page: ImportPage, qapp: QApplication, tmp_path: Path) -> None:
    watch = WindowsShown()
    qapp.installEventFilter(watch)
    at_changes(page, tmp_path)
    page.changes.groups.buttons["duplicate"].click()
    page.changes.merge.merge.click()
    page.head.go_on.click()
    page.go_to_step(FILES)
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_a_file_without_period_says_what_follows_and_leads_to_where_it_is_put_right(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    rows: list[tuple[str, scene.Line] | str] = [("", line) for line in scene.NEW]
    page.file_acts.add([scene.write_form(tmp_path / "VinhLong.xlsx", rows, "khác")])
    page.go_to_step(CHANGES)
    assert "Chưa rõ kỳ báo cáo" in page.changes.banner.message()
    page.changes.banner.acted.emit()
    form = page.sheet.panel.form
    assert page.flow.step == SHEET and form.isVisible()
    form.period.setText("quý III/2026")
    form.accept()
    page.go_to_step(CHANGES)
    assert not page.changes.banner.isVisible()
    page.head.go_on.click()
    assert [s.values.form for s in record.repository.where("submission", period="2026-Q3")] == ["B02"]


def test_a_sender_from_another_region_is_told(page: ImportPage, tmp_path: Path) -> None:
    path = scene.write_form(tmp_path / "la.xlsx", [("", line) for line in scene.NEW], "quý III năm 2026")
    book = load_workbook(path)
    book.worksheets[0]["B1"] = "UBND TỈNH LÀO CAI"
    book.save(path)
    page.file_acts.add([path])
    [fact] = [fact for fact in page.sheet.panel.facts() if fact.label == "Địa phương"]
    assert (fact.value, fact.sure) == ("Tỉnh Lào Cai", False)


class HeldRunner(InlineRunner):
    """Runs work at once, or holds it until it is let go."""

    def __init__(self) -> None:
        self.holding = False
        self.held: list[Task] = []

    def submit(self, work: Work) -> Task:
        return Task(work, lambda task: self.held.append(task) if self.holding else task.run())

    def let_go(self) -> None:
        self.holding = False
        while self.held:
            self.held.pop(0).run()


def test_long_comparing_is_shown_and_stopping_goes_back_to_the_issues(
    record: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    runner = HeldRunner()
    page = make_page(scene.context_of(record, runner), qtbot)
    page.file_acts.add([scene.third_quarter_file(tmp_path)])
    runner.holding = True
    page.go_to_step(CHANGES)
    qtbot.waitUntil(page.changes.progress.isVisible)
    assert not page.head.go_on.isEnabled()
    page.changes.progress.stopped.emit()
    runner.let_go()
    assert page.flow.step == PROBLEMS
    assert page.flow.current is not None and page.flow.current.plan is None
    page.go_to_step(CHANGES)
    assert page.head.go_on.text() == "Ghi 12 dòng vào sổ"


def test_stopping_reading_keeps_what_was_read(record: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    runner = HeldRunner()
    page = make_page(scene.context_of(record, runner), qtbot)
    page.file_acts.add([scene.second_quarter_file(tmp_path)])
    runner.holding = True
    page.file_acts.add([scene.third_quarter_file(tmp_path), tmp_path / "khac.xlsx"])
    assert page.files.progress.isVisible()
    page.files.stopped.emit()
    runner.let_go()
    assert [entry.stage for entry in page.flow.entries] == ["ready", "stopped", "stopped"]
    page.files.rows[1].act.click()
    assert [entry.stage for entry in page.flow.entries] == ["ready", "ready", "stopped"]


def test_a_write_elsewhere_makes_the_open_changes_anew(page: ImportPage, record: Workbench, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    from workbench.domain.obstacles import Obstacle

    words = scene.NEW[6].issue
    made = create("tay", Obstacle(code="VM-2026-900", title=words, content=words, state="new", reported_by="86.2"))
    page.context.commit(ChangeSet(Label("act.edit", {"code": "VM-2026-900"}), (made,)))
    plan = page.changes.plan
    assert plan is not None
    assert plan.count("new") == 6
    assert page.changes.banner.isVisible()


ALIKE_ISSUE = "Thiếu kinh phí vận hành, duy tu cống liên tỉnh"


def test_both_notes_are_kept_when_both_are_ticked_and_the_result_shows_it(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    uid = next(r.uid for r in record.repository.all("obstacle") if r.values.content == scene.FIRST[2].issue)
    write(record, edit(record, "obstacle", uid, cause="Đã nêu tại phiên họp quý II"))
    line = replace(scene.FIRST[2], issue=ALIKE_ISSUE, cause="Chưa rõ nguồn chi")
    path = scene.write_form(tmp_path / "VinhLong_Bieu02.xlsx", [("", line)], "quý III năm 2026")
    page.file_acts.add([path])
    page.go_to_step(CHANGES)
    page.changes.groups.buttons["duplicate"].click()
    merge = page.changes.merge
    merge.choosers["cause", "file"].click()
    shown = "Đã nêu tại phiên họp quý II. Chưa rõ nguồn chi"
    assert merge.result("cause") == shown
    merge.choosers["cause", "record"].click()
    assert merge.result("cause") == "Chưa rõ nguồn chi"
    merge.choosers["cause", "file"].click()
    assert merge.result("cause") == "Đã nêu tại phiên họp quý II", "one of the two always stays"
    merge.choosers["cause", "file"].click()
    merge.merge.click()
    page.head.go_on.click()
    assert obstacle(record, ALIKE_ISSUE).cause == shown  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "gửi lại"),
        (b"PK\x03\x04 cut short", "chép lại"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "bản Excel"),
    ],
)
def test_a_refusal_says_in_the_page_what_to_do_and_nothing_is_changed(
    page: ImportPage, record: Workbench, tmp_path: Path, content: bytes, advice: str
) -> None:
    before = record.journal.head()
    path = tmp_path / "hong.xlsx"
    path.write_bytes(content)
    page.file_acts.add([path])
    [row] = page.files.rows
    assert row.entry.stage == "failed" and advice in row.said.text() and "hong.xlsx" in row.said.text()
    assert row.stand.next_words == "Sổ chưa thay đổi gì." and row.act.text() == "Thử lại"
    assert page.flow.step == FILES and record.journal.head() == before


def test_the_workbook_for_the_sender_can_be_looked_at_before_it_is_saved(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.head.go_on.click()
    page.result.give_back.preview.click()
    [sheet] = [w for w in QApplication.topLevelWidgets() if isinstance(w, ReturnPreview) and w.isVisible()]
    assert any("E10" in row.accessibleName() for row in sheet.rows)
    made = page.flow.current.returned[1]  # type: ignore[union-attr,index]
    assert len(sheet.rows) == len(made.cells) and str(len(made.cells)) in sheet.summary.text()
    shell(page).target = tmp_path / "tra-lai.xlsx"
    sheet.save.click()
    assert (tmp_path / "tra-lai.xlsx").is_file() and not sheet.isVisible()


def test_a_file_can_be_written_as_a_whole_or_not_at_all(page: ImportPage, tmp_path: Path) -> None:
    at_changes(page, tmp_path)
    page.changes.groups.whole.click()
    assert not page.head.go_on.isEnabled() and "3" in page.head.go_on.toolTip()
    page.changes.choose_for_all("file")
    [left] = page.changes.plan.waiting  # type: ignore[union-attr]
    page.changes._act(left.index, "skip")
    assert page.head.go_on.isEnabled()
    page.changes.groups.whole.click()


def test_a_double_click_that_leads_to_the_changes_writes_nothing(
    page: ImportPage, record: Workbench, tmp_path: Path
) -> None:
    at_changes(page, tmp_path)
    page.go_to_step(PROBLEMS)
    before = record.journal.head()
    page.head.go_on.click()
    page.head.go_on.click()
    assert page.flow.step == CHANGES and record.journal.head() == before


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_whole_of_the_tick_under_the_groups_is_seen_in_a_small_window(qtbot: QtBot, language: str) -> None:
    messages.set_language(language)
    panel = GroupsPanel()
    qtbot.addWidget(panel)
    panel.set_compact(True)
    assert panel.whole.sizeHint().width() <= panel.width() - 2 * px(20)


def test_a_report_of_nothing_says_what_receiving_it_does(tmp_path: Path, qtbot: QtBot) -> None:
    opened = scene.open_record(tmp_path)
    page = make_page(scene.context_of(opened), qtbot)
    nothing = submission(tmp_path / "khong.xlsx", [[None, "Không phát sinh"]])
    page.file_acts.add([nothing])
    page.go_to_step(CHANGES)
    said = " ".join(label.text() for label in page.changes.nothing.findChildren(Paragraph))
    assert page.changes.nothing.isVisible()
    assert "Địa phương báo không phát sinh" in said
    assert "“Ghi nhận đã nhận báo cáo” lưu tệp và ghi nhận UBND tỉnh Vĩnh Long đã báo cáo quý III/2026" in said
    page.head.go_on.click()
    assert [r.values.state for r in opened.repository.all("submission")] == ["nil"]
    opened.close()


def test_a_report_of_nothing_where_records_are_missing_lists_them_and_says_so(page: ImportPage, tmp_path: Path) -> None:
    page.file_acts.add([submission(tmp_path / "khong.xlsx", [[None, "Không phát sinh"]])])
    page.go_to_step(CHANGES)
    said = " ".join(label.text() for label in page.changes.banner.findChildren(Paragraph))
    assert page.changes.table.isVisible() and page.changes.banner.isVisible()
    assert "Địa phương báo không phát sinh" in said and "không sửa bản ghi nào" in said
