"""`deadline` on the command line: counted day by day, the day alone on the last line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import SEED
from tests.services.linkage_scene import NNMT, furnish, letter, obstacle
from workbench.domain.deadlines import Term
from workbench.services.escalating import propose
from workbench.services.workbench import Workbench
from workbench.services.working_calendar import DayEdit, plan

TET = """\
   –  Thứ Sáu, 13/02/2026  ngày bắt đầu, không tính
   –  Thứ Bảy, 14/02/2026
   –  Chủ nhật, 15/02/2026
   –  Thứ Hai, 16/02/2026  Tết Nguyên đán
   –  Thứ Ba, 17/02/2026  Tết Nguyên đán
   –  Thứ Tư, 18/02/2026  Tết Nguyên đán
   –  Thứ Năm, 19/02/2026  Tết Nguyên đán
   –  Thứ Sáu, 20/02/2026  Tết Nguyên đán
   –  Thứ Bảy, 21/02/2026
   –  Chủ nhật, 22/02/2026
   1  Thứ Hai, 23/02/2026
   2  Thứ Ba, 24/02/2026
2026-02-24
"""
ANCESTORS = """\
   –  Thứ Năm, 23/04/2026  ngày bắt đầu, không tính
   1  Thứ Sáu, 24/04/2026
   2  Thứ Bảy, 25/04/2026
   3  Chủ nhật, 26/04/2026  Giỗ Tổ Hùng Vương
   –  Thứ Hai, 27/04/2026  Nghỉ bù Giỗ Tổ 26/04
   –  Thứ Ba, 28/04/2026  ngày làm việc tiếp theo
2026-04-28
"""


def test_working_days_around_tet(run) -> None:
    assert run("deadline", "--from", "2026-02-13", "--days", 2) == (0, TET, "")


def test_calendar_days_that_end_on_a_day_off_run_on(run) -> None:
    assert run("deadline", "--from", "2026-04-23", "--calendar-days", 3) == (0, ANCESTORS, "")


def test_a_made_up_saturday_counts(run) -> None:
    code, out, _ = run("deadline", "--from", "2026-08-20", "--days", 2)
    assert (code, out.splitlines()[-2:]) == (0, ["   2  Thứ Bảy, 22/08/2026  Làm bù", "2026-08-22"])


def test_words_of_a_document(run) -> None:
    code, out, err = run("deadline", "--from", "2024-03-01", "--words", "Quý II/2024")
    assert (code, out.splitlines()[-1]) == (0, "2024-06-30")
    assert "“Quý II/2024” là từ 01/04/2024 đến hết 30/06/2024" in out
    assert "Chủ nhật" in err


def test_a_year_not_decided_is_said(run) -> None:
    code, out, err = run("deadline", "--from", "2026-12-28", "--days", 5)
    assert (code, out.splitlines()[-1], "2027" in err) == (0, "2027-01-05", True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2026-10-12"),
        ("--days", "5"),
        ("--from", "2026-10-12", "--days", "5", "--words", "60 ngày"),
        ("--code", "KN-2026-001"),
        ("--from", "2026-10-12", "--words", "sớm nhất"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_line(run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("deadline", *arguments)
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)


def test_the_deadline_of_an_escalation_is_explained_from_its_grounds(run, tmp_path: Path, clock) -> None:
    path = tmp_path / "so.lkv"
    with Workbench.create(path, SEED, clock, "Nguyễn A") as record:
        furnish(record)
        obstacle(record, 1, "Chưa có quy trình vận hành", to=(NNMT,))
        record.commit(propose(record, letter("vm1", term=Term("working_days", 15, basis="Quy chế"))).act)
        day_off = DayEdit(date(2026, 10, 20), "off", "Nghỉ do bão", "Công điện")
        act = plan(record, (day_off,)).act
        record.commit(replace(act, changes=act.changes[:1]))  # the deadline stays as it was set
    code, out, err = run("deadline", "--record", path, "--code", "kn1")
    lines = out.splitlines()
    assert (code, lines[-1]) == (0, "2026-11-02")
    assert lines[0].endswith("Số ngày làm việc: 15")
    assert "Quy chế" in out and "Nghỉ do bão" not in out
    assert lines[-2] == "  15  Thứ Hai, 02/11/2026"
    assert "03/11/2026" in err  # by the calendar of today
    assert run("deadline", "--record", path, "--code", "vm1")[0] == 2
