"""The same report once more: what was decided before holds for the very same question, and only for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.bench.read import write as agreements
from tests.building import edit, write
from tests.journeys.forms import ROWS, submission
from workbench.clock import FixedClock
from workbench.exchange.recognised import ParsedRow
from workbench.records.changes import create
from workbench.records.record import Ref
from workbench.services.importing import planning
from workbench.services.importing.adapter import Candidate
from workbench.services.importing.b02 import ObstacleForm
from workbench.services.importing.cells import Incoming
from workbench.services.importing.inbox import put_off, take_up
from workbench.services.importing.kept import Decision, decisions_in, text_of
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import PlanRow
from workbench.services.importing.session import ImportSession
from workbench.services.importing.waiting import inbox
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

CAUSE, ASK = 5, 6


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ImportSession]:
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "so.lkv", new, clock) as opened, ImportSession(Registers(opened)) as made:
        yield made


def conflict(plan: ImportPlan) -> PlanRow:
    """The one row that both sides changed."""
    [row] = [row for row in plan.rows if row.how == "conflict"]
    return row


def test_a_row_left_out_is_left_out_of_the_next_file_of_the_report_and_says_why(
    session: ImportSession, tmp_path: Path
) -> None:
    plan = session.plan(session.load(submission(tmp_path / "q3.xlsx")))
    session.commit(plan.decide(1, "skip"))
    rows = [list(row) for row in ROWS]
    rows.insert(0, [9, "Thiếu trạm bơm dọc kênh ranh", *rows[0][2:]])
    again = session.plan(session.load(submission(tmp_path / "sua.xlsx", rows)))
    assert [(row.how, row.action) for row in again.rows] == [("new", "write"), ("same", None), ("new", "skip")]
    assert [bool(row.again) for row in again.rows] == [False, False, True]
    assert again.rows[2].again.startswith("LN-")


def test_a_row_left_out_is_asked_about_again_when_it_says_something_else(session: ImportSession, tmp_path: Path) -> None:
    plan = session.plan(session.load(submission(tmp_path / "q3.xlsx")))
    session.commit(plan.decide(1, "skip"))
    rows = [list(row) for row in ROWS]
    rows[1][CAUSE] = "Nguyên nhân viết lại"
    again = session.plan(session.load(submission(tmp_path / "sua.xlsx", rows)))
    assert (again.rows[1].action, again.rows[1].again) == ("write", "")


def test_fields_kept_against_a_file_are_not_asked_again_by_the_same_file(session: ImportSession, tmp_path: Path) -> None:
    opened = session.workbench
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    uid = opened.repository.where("obstacle", code="VM-2026-001")[0].uid
    write(opened, edit(opened, "obstacle", uid, cause="Sửa tay", note="Ghi tay"))
    rows = [list(row) for row in ROWS]
    rows[0][CAUSE] = "Nguyên nhân tỉnh viết lại"
    path = submission(tmp_path / "sua.xlsx", rows)
    plan = session.plan(session.load(path))
    row = conflict(plan)
    session.commit(plan.choose_all(row.index, "record"))
    second = session.plan(session.load(path))
    assert second.waiting == () and second.writing == 0
    assert session.commit(second) is None


def test_a_mixed_choice_leaves_only_the_kept_field_and_that_is_decided(session: ImportSession, tmp_path: Path) -> None:
    opened = session.workbench
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    uid = opened.repository.where("obstacle", code="VM-2026-001")[0].uid
    ask = opened.repository.where("recommendation", obstacle=uid)[0].uid
    write(opened, edit(opened, "obstacle", uid, cause="Sửa tay"), edit(opened, "recommendation", ask, content="Tay"))
    rows = [list(row) for row in ROWS]
    rows[0][CAUSE], rows[0][ASK] = "Nguyên nhân tỉnh viết lại", "Đề xuất tỉnh viết lại"
    path = submission(tmp_path / "sua.xlsx", rows)
    plan = session.plan(session.load(path))
    row = conflict(plan)
    for diff in row.diffs:
        plan = plan.choose(row.index, diff.field, "file" if diff.field == "cause" else "record")
    session.commit(plan)
    second = session.plan(session.load(path))
    assert second.waiting == () and second.writing == 0


@pytest.mark.parametrize("order", [1, -1])
def test_rows_that_say_what_is_stored_are_compared_with_nothing(
    session: ImportSession, tmp_path: Path, order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    compared: list[object] = []
    candidates = ObstacleForm.candidates

    def counted(form: ObstacleForm, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        compared.append(row.value("issue"))
        return candidates(form, row, values)

    monkeypatch.setattr(ObstacleForm, "candidates", counted)
    rows = [list(row) for row in ROWS][::order]
    again = session.plan(session.load(submission(tmp_path / "lai.xlsx", rows)))
    assert [row.how for row in again.rows] == ["same"] * len(ROWS)
    assert (compared, session.commit(again)) == ([], None)
    rows[0][CAUSE] = "Nguyên nhân viết lại"
    again = session.plan(session.load(submission(tmp_path / "sua.xlsx", rows)))
    assert ([row.how for row in again.rows], compared) == (["changed", "same"], [rows[0][1]])


def test_two_records_that_say_the_very_same_are_compared_as_ever(session: ImportSession, tmp_path: Path) -> None:
    opened = session.workbench
    path = submission(tmp_path / "q3.xlsx")
    session.commit(session.plan(session.load(path)))
    first = opened.repository.where("obstacle", code="VM-2026-001")[0]
    ask = opened.repository.where("recommendation", obstacle=first.uid)[0]
    write(
        opened,
        create("o2", replace(first.values, code="VM-2026-009")),
        create("r2", replace(ask.values, obstacle="o2")),
    )
    again = session.plan(session.load(path))
    assert [row.how for row in again.rows] == ["same", "same"]
    assert again.rows[0].ref in (first.ref, Ref("obstacle", "o2"))


def test_agreements_known_at_once_are_those_that_comparing_finds(
    session: ImportSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bieu.xlsx"
    agreements(path, 40)
    plan = session.plan(session.load(path))
    session.commit(plan)
    known = session.plan(session.load(path))
    with monkeypatch.context() as patched:
        patched.setattr(planning, "unchanged", lambda *_: {})
        compared = session.plan(session.load(path))
    assert {row.how for row in known.rows} == {"same"}
    assert [(row.how, row.ref, row.code, row.title) for row in known.rows] == [
        (row.how, row.ref, row.code, row.title) for row in compared.rows
    ]


def test_what_was_decided_on_a_put_off_import_wins_over_what_is_remembered(
    session: ImportSession, tmp_path: Path
) -> None:
    plan = session.plan(session.load(submission(tmp_path / "q3.xlsx")))
    session.commit(plan.decide(1, "skip"))
    rows = [*(list(row) for row in ROWS), [3, "Bến bãi thiếu mái che", *ROWS[0][2:]]]
    plan = session.plan(session.load(submission(tmp_path / "sua.xlsx", rows)))
    put_off(session, plan.decide(1, "write"))
    taken = take_up(session, inbox(session.workbench.repository)[0].batch)
    assert (taken.plan.rows[1].action, taken.asked_again) == ("write", 0)


def test_thousands_of_decisions_are_kept_in_a_field_of_the_record() -> None:
    made = [Decision(("B02", "Biểu 02", n), f"{n:016x}", "skip", {}) for n in range(1500)]
    text = text_of(made)
    assert text is not None and len(text) < 32_767
    assert list(decisions_in(text)) == made
