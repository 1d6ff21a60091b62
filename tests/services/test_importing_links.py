"""What may be the same matter: told by other provinces or by another row of the file, linked and never merged alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.building import edit, write
from tests.journeys.forms import ROWS, submission
from workbench.clock import FixedClock
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.returning import returned
from workbench.services.seeding import NewRecord

WORDS = 1
ALIKE = "Chưa thống nhất quy trình vận hành các cống ngăn mặn giữa hai tỉnh"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ImportSession]:
    """A session on an empty record."""
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "so.lkv", new, clock) as opened, ImportSession(Registers(opened)) as made:
        yield made


def stored(session: ImportSession, code: str) -> object:
    return session.workbench.repository.where("obstacle", code=code)[0].values


def test_what_another_province_reported_is_entered_and_linked(session: ImportSession, tmp_path: Path) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    plan = session.plan(session.load(submission(tmp_path / "dt.xlsx", ROWS[:1], sender="TỈNH ĐỒNG THÁP")))
    assert not plan.rows[0].decided and plan.can_link(0)
    session.commit(plan.decide(0, "link"))
    first, made = stored(session, "VM-2026-001"), stored(session, "VM-2026-003")
    assert made.state == "merged" and made.reported_by != first.reported_by  # type: ignore[attr-defined]
    assert made.merged_into == session.workbench.repository.where("obstacle", code="VM-2026-001")[0].uid  # type: ignore[attr-defined]
    again = session.plan(session.load(tmp_path / "dt.xlsx"))
    assert again.writing == 0 and again.waiting == ()


def test_what_is_closed_is_not_linked_with(session: ImportSession, tmp_path: Path) -> None:
    opened = session.workbench
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    uid = opened.repository.where("obstacle", code="VM-2026-001")[0].uid
    write(opened, edit(opened, "obstacle", uid, state="closed", closed_date=date(2026, 10, 12)))
    plan = session.plan(session.load(submission(tmp_path / "dt.xlsx", ROWS[:1], sender="TỈNH ĐỒNG THÁP")))
    assert plan.rows[0].how == "undecided" and not plan.can_link(0)


def twice(folder: Path, words: object) -> Path:
    """A file whose third row tells what its first tells, in the given words."""
    rows = [list(row) for row in (*ROWS, ROWS[0])]
    rows[2][0], rows[2][WORDS] = 3, words
    return submission(folder / "lap.xlsx", rows)


@pytest.mark.parametrize(("words", "alike"), [(ROWS[0][WORDS], 1.0), (ALIKE, 0.9)])
def test_a_row_that_repeats_another_waits_for_a_word(
    session: ImportSession, tmp_path: Path, words: object, alike: float
) -> None:
    plan = session.plan(session.load(twice(tmp_path, words)))
    assert [(row.how, row.decided) for row in plan.rows] == [("new", True), ("new", True), ("duplicate", False)]
    assert plan.rows[2].twin == 0 and plan.rows[2].score >= alike - 0.05
    session.commit(plan)
    assert len(session.workbench.repository.all("obstacle")) == 2


def test_a_repeating_row_is_entered_and_linked_with_the_first(session: ImportSession, tmp_path: Path) -> None:
    plan = session.plan(session.load(twice(tmp_path, ALIKE)))
    session.commit(plan.decide(2, "link"))
    found = {r.values.code: r for r in session.workbench.repository.all("obstacle")}
    assert found["VM-2026-003"].values.merged_into == found["VM-2026-001"].uid
    assert found["VM-2026-003"].values.state == "merged"


def test_rows_of_the_same_words_about_other_places_are_two_matters(session: ImportSession, tmp_path: Path) -> None:
    rows = [list(row) for row in (*ROWS, ROWS[0])]
    place = next(n for n, value in enumerate(rows[2]) if isinstance(value, str) and "Đồng Tháp" in value)
    rows[2][place] = "Cần Thơ"
    plan = session.plan(session.load(submission(tmp_path / "hai.xlsx", rows)))
    assert [row.how for row in plan.rows] == ["new", "new", "new"]


def test_the_workbook_that_goes_back_asks_about_what_is_absent_where_the_officer_wants_it(
    session: ImportSession, tmp_path: Path
) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "q3.xlsx"))))
    loaded = session.load(submission(tmp_path / "q4.xlsx", ROWS[:1]))
    plan = session.plan(loaded)
    [(ref, code, _)] = plan.absent
    for asked, found in ((False, False), (True, True)):
        back = tmp_path / "tra.xlsx"
        back.write_bytes(returned(session.workbench, loaded, plan.ask_absent(ref, asked)).data)
        sheet = load_workbook(back)["Kết quả tiếp nhận"]
        words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        assert any("đã xong hay còn vướng" in said for said in words) is found
        assert (code in words) is found
