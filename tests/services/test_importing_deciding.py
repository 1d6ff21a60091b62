"""Decisions on the rows of an import: what each leads to when the plan is committed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.building import edit, write
from tests.journeys.forms import ROWS, submission
from workbench.clock import FixedClock
from workbench.records.record import Ref
from workbench.services.importing.decisions import merged
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import PlanRow, both_texts
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord
from workbench.services.workbench import Workbench

WORDS, CAUSE, ASK = 1, 5, 6


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ImportSession]:
    """A session on a record that holds one submission of Vĩnh Long."""
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "so.lkv", new, clock) as opened, ImportSession(Registers(opened)) as made:
        made.commit(made.plan(made.load(submission(tmp_path / "q3.xlsx"))))
        yield made


def planned(session: ImportSession, folder: Path, rows: Sequence[Sequence[object]], **more: str) -> ImportPlan:
    return session.plan(session.load(submission(folder / "next.xlsx", rows, **more)))


def changed(row: int, column: int, value: object) -> list[list[object]]:
    rows = [list(r) for r in ROWS]
    rows[row][column] = value
    return rows


def obstacles(opened: Workbench) -> int:
    return len(opened.repository.all("obstacle"))


def only(plan: ImportPlan, how: str) -> PlanRow:
    [row] = [r for r in plan.rows if r.how == how]
    return row


ALIKE = "Chưa thống nhất quy trình vận hành các cống ngăn mặn giữa hai tỉnh"


def test_a_possible_duplicate_waits(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, changed(0, WORDS, ALIKE))
    row = only(plan, "duplicate")
    assert not row.decided
    assert row.code == "VM-2026-001"


def test_kept_as_new_it_is_written_without_choosing_fields(session: ImportSession, tmp_path: Path) -> None:
    opened = session.workbench
    [stored] = [r for r in opened.repository.all("obstacle") if r.values.code == "VM-2026-001"]
    write(opened, edit(opened, "obstacle", stored.uid, cause="Sửa tay"))
    rows = changed(0, WORDS, ALIKE)
    rows[0][CAUSE] = "Chưa có quy chế phối hợp"
    plan = planned(session, tmp_path, rows)
    row = only(plan, "duplicate")
    assert any(diff.conflict for diff in row.diffs)
    plan = plan.decide(row.index, "write")
    assert plan.rows[row.index].writes
    session.commit(plan)
    assert obstacles(opened) == 3


def test_the_same_words_of_another_sender_may_be_kept_as_new(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, ROWS[:1], sender="TỈNH ĐỒNG THÁP")
    row = only(plan, "undecided")
    session.commit(plan.decide(row.index, "write"))
    assert obstacles(session.workbench) == 3


def test_the_same_words_of_another_sender_may_be_merged(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, ROWS[:1], sender="TỈNH ĐỒNG THÁP")
    session.commit(plan.decide(only(plan, "undecided").index, "merge"))
    assert obstacles(session.workbench) == 2


def test_what_is_kept_as_new_is_counted_as_new(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, changed(0, WORDS, ALIKE))
    plan = plan.decide(only(plan, "duplicate").index, "write")
    session.commit(plan)
    batch = session.workbench.repository.need(Ref("import_batch", plan.submitted.batch)).values
    assert (batch.rows_new, batch.rows_changed) == (1, 0)


def test_a_row_of_which_nothing_is_taken_is_not_written(session: ImportSession, tmp_path: Path) -> None:
    opened = session.workbench
    [stored] = [r for r in opened.repository.all("obstacle") if r.values.code == "VM-2026-001"]
    write(opened, edit(opened, "obstacle", stored.uid, cause="Sửa tay"))
    plan = planned(session, tmp_path, changed(0, CAUSE, "Chưa có quy chế phối hợp"))
    row = only(plan, "conflict")
    plan = plan.choose_all(row.index, "record")
    assert plan.rows[row.index].decided
    assert not plan.rows[row.index].writes


def test_a_report_that_repeats_everything_is_received(session: ImportSession, tmp_path: Path) -> None:
    opened = session.workbench
    session.commit(planned(session, tmp_path, ROWS, period="Quý IV năm 2026"))
    [sent] = opened.repository.where("submission", period="2026-Q4")
    assert (sent.values.form, sent.values.state) == ("B02", "sent")


def test_a_report_received_before_is_not_received_again(session: ImportSession, tmp_path: Path) -> None:
    before = session.workbench.journal.head()
    plan = planned(session, tmp_path, ROWS)
    assert plan.act().is_empty
    assert session.commit(plan) is None
    assert session.workbench.journal.head() == before


def test_a_mended_report_that_only_repeats_takes_the_place_of_the_one_with_errors(
    session: ImportSession, tmp_path: Path
) -> None:
    partly(session, tmp_path)
    plan = planned(session, tmp_path, [*ROWS, [3, "Thiếu kinh phí nạo vét tuyến kênh liên tỉnh", *ROWS[0][2:]]])
    session.commit(plan)
    [sent] = session.workbench.repository.where("submission", period="2026-Q3")
    assert (sent.values.state, sent.values.batch) == ("sent", plan.submitted.batch)


def partly(session: ImportSession, folder: Path) -> ImportPlan:
    """A file of which one row was written and one left undecided."""
    rows = [changed(0, WORDS, ALIKE)[0], [3, "Thiếu kinh phí nạo vét tuyến kênh liên tỉnh", *ROWS[0][2:]]]
    plan = planned(session, folder, rows)
    session.commit(plan)
    return plan


def test_what_waits_is_remembered_with_the_file(session: ImportSession, tmp_path: Path) -> None:
    plan = partly(session, tmp_path)
    batch = session.workbench.repository.need(Ref("import_batch", plan.submitted.batch)).values
    assert (batch.state, batch.rows_waiting) == ("partial", 1)


def test_writing_the_rest_of_a_file_ends_its_waiting(session: ImportSession, tmp_path: Path) -> None:
    first = partly(session, tmp_path)
    again = session.plan(session.load(tmp_path / "next.xlsx"))
    session.commit(again.decide(only(again, "duplicate").index, "write"))
    batches = session.workbench.repository.where("import_batch", sha256=first.recognised.sha256)
    assert [b.values.state for b in batches] == ["done", "done"]


def test_leaving_out_the_rest_of_a_file_ends_its_waiting_too(session: ImportSession, tmp_path: Path) -> None:
    first = partly(session, tmp_path)
    again = session.plan(session.load(tmp_path / "next.xlsx"))
    assert again.act().is_empty
    session.commit(again.decide(only(again, "duplicate").index, "skip"))
    opened = session.workbench
    [batch] = opened.repository.where("import_batch", sha256=first.recognised.sha256)
    [sent] = opened.repository.where("submission", period="2026-Q3")
    assert (batch.values.state, batch.values.rows_waiting, sent.values.state) == ("done", 0, "sent")


def test_a_row_without_its_main_text_says_what_it_lacks(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, [[3, None, *ROWS[0][2:]]])
    [row] = plan.rows
    assert row.blocked
    assert [issue.field for issue in plan.lacking(row.index)] == ["field.obstacle.content"]


def test_a_row_with_a_doubtful_date_lacks_nothing(session: ImportSession, tmp_path: Path) -> None:
    rows = [[3, "Thiếu kinh phí nạo vét tuyến kênh liên tỉnh", *ROWS[0][2:]]]
    rows[0][CAUSE], rows[0][ASK] = None, None
    plan = planned(session, tmp_path, rows)
    [row] = plan.rows
    assert row.blocked
    assert plan.lacking(row.index) == []


OTHER = "Chưa thống nhất quy trình vận hành các cống ngăn mặn giữa 02 tỉnh"


def test_what_was_said_not_to_be_the_same_is_not_asked_again(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, changed(0, WORDS, ALIKE))
    row = only(plan, "duplicate")
    first = row.ref
    session.commit(plan.decide(row.index, "write"))
    [lesson] = session.workbench.repository.where("lesson", kind="apart")
    assert first is not None
    assert lesson.values.meaning == first.uid
    again = planned(session, tmp_path, changed(0, WORDS, ALIKE))
    assert all(r.ref != first for r in again.rows)
    assert again.count("duplicate") == 0


def test_another_row_that_looks_like_it_is_still_asked_about(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, changed(0, WORDS, ALIKE))
    session.commit(plan.decide(only(plan, "duplicate").index, "write"))
    assert planned(session, tmp_path, changed(0, WORDS, OTHER)).count("duplicate") == 1


def test_keeping_apart_is_undone_with_the_import(session: ImportSession, tmp_path: Path) -> None:
    plan = planned(session, tmp_path, changed(0, WORDS, ALIKE))
    session.commit(plan.decide(only(plan, "duplicate").index, "write"))
    session.workbench.undo()
    assert planned(session, tmp_path, changed(0, WORDS, ALIKE)).count("duplicate") == 1


def with_notes(session: ImportSession, folder: Path) -> tuple[ImportPlan, PlanRow, str]:
    """A possible duplicate whose cause is told in other words on both sides; its stored record by id."""
    opened = session.workbench
    [stored] = [r for r in opened.repository.all("obstacle") if r.values.code == "VM-2026-001"]
    write(opened, edit(opened, "obstacle", stored.uid, cause="Đã nêu tại phiên họp quý II"))
    rows = changed(0, WORDS, ALIKE)
    rows[0][CAUSE] = "Đề nghị đưa vào kế hoạch 2027"
    plan = planned(session, folder, rows)
    return plan, only(plan, "duplicate"), stored.uid


def test_both_texts_of_a_field_are_kept_just_as_shown(session: ImportSession, tmp_path: Path) -> None:
    plan, row, uid = with_notes(session, tmp_path)
    [diff] = [diff for diff in row.diffs if diff.field == "cause"]
    shown = "Đã nêu tại phiên họp quý II. Đề nghị đưa vào kế hoạch 2027"
    assert diff.joinable and diff.value("both") == shown
    plan = merged(plan, row.index, {"issue": "record", "cause": "both"})
    session.commit(plan)
    assert session.workbench.repository.need(Ref("obstacle", uid)).values.cause == shown


def test_a_file_whose_text_was_joined_says_nothing_new_the_second_time(session: ImportSession, tmp_path: Path) -> None:
    plan, row, _ = with_notes(session, tmp_path)
    session.commit(merged(plan, row.index, {"issue": "record", "cause": "both"}))
    again = session.plan(session.load(tmp_path / "next.xlsx"))
    assert again.writing == 0 and again.waiting == ()


def test_what_a_record_is_known_by_is_not_joined(session: ImportSession, tmp_path: Path) -> None:
    _, row, _ = with_notes(session, tmp_path)
    assert [diff.joinable for diff in row.diffs if diff.field == "issue"] == [False]


@pytest.mark.parametrize(
    ("stored", "incoming", "both"),
    [
        ("Thiếu vốn", "Chờ mặt bằng", "Thiếu vốn. Chờ mặt bằng"),
        ("Thiếu vốn.", "Chờ mặt bằng", "Thiếu vốn. Chờ mặt bằng"),
        ("- Thiếu vốn\n- Thiếu cát", "- Chờ mặt bằng", "- Thiếu vốn\n- Thiếu cát\n- Chờ mặt bằng"),
        ("Thiếu vốn, thiếu cát", "thiếu cát", "Thiếu vốn, thiếu cát"),
    ],
)
def test_two_texts_become_one(stored: str, incoming: str, both: str) -> None:
    assert both_texts(stored, incoming) == both


def test_rows_of_a_table_without_the_main_column_wait(session: ImportSession, tmp_path: Path) -> None:
    path = submission(tmp_path / "next.xlsx")
    book = load_workbook(path)
    for row, said in ((7, "Phòng theo dõi"), (9, "P. TH"), (10, "P. KT")):
        book.worksheets[0].cell(row, WORDS + 1).value = said
    book.save(path)
    before = obstacles(session.workbench)
    plan = session.plan(session.load(path))
    assert [row.decided for row in plan.rows] == [False, False]
    session.commit(plan)
    assert obstacles(session.workbench) == before
