"""Changing several rows of a register at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.building import new, write
from tests.ui.held_runner import hold, waiting
from tests.ui.looking import clipped
from ui.forms import act_sheet, bulk_form
from ui.forms.bulk_form import BulkForm
from ui.main_window import MainWindow
from ui.shell import waiting as shell_waiting
from ui.views.registers import RegisterPage
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.bulk import BulkPlan
from workbench.services.register_rows import BUILDERS


def ticked(window: MainWindow, view: str, count: int, key: str = "obstacles") -> RegisterPage:
    window.go(key, view=view)
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    page.model.tick_only(range(count))
    return page


def sheet(window: MainWindow, page: RegisterPage, kind: str) -> BulkForm:
    page.acts.change_many(kind)
    form = window.findChild(BulkForm)
    assert form is not None
    return form


def test_the_effect_is_said_before_it_is_written(window: MainWindow) -> None:
    page = ticked(window, "open", 4)
    form = sheet(window, page, "officer")
    assert form.editor is not None
    form.editor.set_value("Phạm Quốc Huy")
    assert form.plan is not None and str(form.plan.changed) in form.apply_button.text()
    uids = [row.ref for row in page.table.chosen()]
    form.apply()
    held = {window.context.workbench.repository.need(ref).values.officer for ref in uids}
    assert held == {"Phạm Quốc Huy"}
    window.run_command("undo")
    back = {window.context.workbench.repository.need(ref).values.officer for ref in uids}
    assert back != {"Phạm Quốc Huy"}


def test_a_date_that_is_none_changes_nothing(window: MainWindow) -> None:
    page = ticked(window, "open", 2)
    form = sheet(window, page, "due")
    assert form.plan is None and not form.apply_button.isEnabled()
    form.done(0)


@pytest.mark.parametrize("size", [(1366, 738), (1093, 544), (1024, 540)])
def test_the_bar_has_room_for_every_act(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    page = ticked(window, "open", 4)
    qtbot.wait(60)
    assert page.bulk.isVisible()
    assert clipped(page.bulk) == []
    assert all(button.accessibleName() for button in page.bulk.buttons)
    hint = page.bulk._hint
    assert not hint.isVisible() or hint.width() >= hint.sizeHint().width()


KEYS = ("agreements", "tasks", "meetings", "obstacles", "escalations", "answers", "documents", "plans", "projects",
        "mechanisms", "sectors", "initiatives")  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_the_bar_offers_what_the_records_have(window: MainWindow, key: str) -> None:
    window.go(key, view="all")
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    fields = window.context.workbench.repository.entities[BUILDERS[key][0]].fields
    words = [button.accessibleName() for button in page.bulk.buttons]
    assert ("Giao phụ trách…" in words) is ("officer" in fields)
    assert ("Đặt thời hạn…" in words) is (key in ("obstacles", "tasks", "mechanisms"))
    assert words[-4:] == ["In", "Xuất Excel…", "Chép", "Bỏ chọn"]
    page.model.tick_only(range(min(2, len(page.model.rows))))
    for kind in ("officer", "due", "course"):
        if text(f"register.bulk_{kind}") in words and page.model.ticked():
            sheet(window, page, kind).done(0)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_due_date_is_set_for_tasks(window: MainWindow) -> None:
    page = ticked(window, "open", 2, "tasks")
    uids = [row.ref.uid for row in page.table.chosen()]
    form = sheet(window, page, "due")
    assert form.editor is not None
    form.editor.set_value(date(2026, 12, 31))
    form.apply()
    repository = window.context.workbench.repository
    assert {task.values.due_date for task in repository.many("task", uids)} == {date(2026, 12, 31)}


def test_the_course_of_agreements_is_changed_together(window: MainWindow) -> None:
    page = ticked(window, "open", 3, "agreements")
    uids = [row.ref.uid for row in page.table.chosen()]
    form = sheet(window, page, "course")
    assert form.editor is not None and form.plan is None
    form.editor.set_value("paused")
    form.apply()
    repository = window.context.workbench.repository
    assert {agreement.values.implementation for agreement in repository.many("agreement", uids)} == {"paused"}
    assert {row.status for row in page.model.rows if row.ref.uid in uids} == {"slow"}


def test_the_state_of_tasks_is_changed_together(window: MainWindow) -> None:
    page = ticked(window, "open", 2, "tasks")
    uids = [row.ref.uid for row in page.table.chosen()]
    form = sheet(window, page, "assessment")
    assert form.editor is not None and form.plan is None
    form.editor.set_value("done")
    form.apply()
    repository = window.context.workbench.repository
    assert {(task.values.status, task.values.percent) for task in repository.many("task", uids)} == {("done", 100)}


def test_a_long_act_is_written_beside_and_can_be_stopped(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act_sheet, "AT_ONCE", 1)
    monkeypatch.setattr(shell_waiting, "_PATIENCE_MS", 1)
    page = ticked(window, "open", 4)
    form = sheet(window, page, "officer")
    assert form.editor is not None
    form.editor.set_value("Phạm Quốc Huy")
    runner, before = hold(window), window.context.workbench.journal.head()
    form.apply()
    [sheet_shown] = waiting(window)
    sheet_shown.line.stopped.emit()
    runner.finish()
    assert form.isVisible() and window.context.workbench.journal.head() == before
    form.apply()
    runner.finish()
    assert not form.isVisible() and window.context.workbench.journal.head() != before


def test_chosen_rows_are_saved_as_they_are_shown(window: MainWindow, tmp_path: Path) -> None:
    page = ticked(window, "open", 3)
    target = tmp_path / "vướng mắc.xlsx"
    page.acts.write_list(page.table.chosen(), target)
    sheet_read = openpyxl.load_workbook(target).active
    assert sheet_read is not None
    rows = [[cell.value for cell in row] for row in sheet_read.iter_rows()]
    assert rows[0][:3] == ["Mã số", "Nội dung vướng mắc", "Hạn xử lý"]
    assert [row[0] for row in rows[1:]] == [row.code for row in page.table.chosen()]
    assert rows[1][2] == datetime(2026, 10, 6)  # noqa: DTZ001  # as a workbook keeps days
    assert sheet_read.title == "Vướng mắc" and page.hints.words().endswith("bản ghi")


def test_saving_many_rows_can_be_stopped_while_they_are_read(window: MainWindow, tmp_path: Path) -> None:
    page = ticked(window, "open", 3)
    runner = hold(window)
    target = tmp_path / "vướng mắc.xlsx"
    page.acts.write_list(page.table.chosen(), target)
    runner.held[0].cancel()
    runner.finish()
    assert not list(tmp_path.glob("*.xlsx"))


def test_no_officer_named_takes_nobody_away(window: MainWindow) -> None:
    page = ticked(window, "open", 2)
    form = sheet(window, page, "officer")
    assert form.plan is None and not form.apply_button.isEnabled()
    form.reject()


def test_a_date_for_obstacles_of_a_letter_says_what_they_go_on_showing(window: MainWindow) -> None:
    window.go("obstacles", view="all")
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    page.model.tick_only([page.model.place_of(page._number(uid)) for uid in ("vm63", "vm71")])
    form = sheet(window, page, "due")
    assert form.editor is not None
    form.editor.set_value(date(2026, 12, 1))
    assert form.effect.text().startswith("2 bản ghi sẽ đổi. 1 bản ghi trong đó đang chờ trả lời")
    form.reject()


def test_what_goes_on_showing_is_said_of_any_number_of_obstacles(window: MainWindow) -> None:
    many = [new("obstacle", f"more{i}", content="Thiếu cát", code=f"VM-2026-{i}") for i in range(3000, 3201)]
    write(window.context.workbench, *many)
    refs = [Ref("obstacle", "vm63"), *(change.ref for change in many)]
    form = BulkForm(window.context, "due", refs, window, date(2026, 12, 1))
    assert form.plan is not None and form.plan.changed == 202
    assert "1 bản ghi trong đó đang chờ trả lời" in form.effect.text()
    form.reject()


def test_what_becomes_of_very_many_is_worked_out_beside_the_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_form, "_AT_ONCE", 2)
    page = ticked(window, "open", 3)
    form = sheet(window, page, "officer")
    runner = hold(window)
    form.context.reader = runner
    assert form.editor is not None
    form.editor.set_value("Người thứ nhất")
    form.editor.set_value("Phạm Thị Mới")
    assert form.plan is None and not form.apply_button.isEnabled()
    runner.finish_all()
    assert form.plan is not None and {change.after["officer"] for change in form.plan.act.changes} == {"Phạm Thị Mới"}
    assert form.apply_button.isEnabled()
    form.reject()


def test_only_the_last_input_of_very_many_is_planned_for_and_a_failure_leaves_the_field_open(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_form, "_AT_ONCE", 2)
    planned: list[object] = []

    def plan(_records: object, value: object) -> BulkPlan:
        planned.append(value)
        raise ValueError(value)

    monkeypatch.setattr(bulk_form, "assign_officer", plan)
    form = sheet(window, ticked(window, "open", 3), "officer")
    form.context.reader = runner = hold(window)
    assert form.editor is not None
    form.editor.set_value("Phạm")
    form.editor.set_value("Phạm Thị Mới")
    runner.finish_all()
    assert planned == ["Phạm Thị Mới"]
    assert form.effect.text() == text("bulk.choose") and not form.apply_button.isEnabled()
    form.reject()
