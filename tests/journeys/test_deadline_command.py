"""`deadline` on the command line: counted day by day, the day alone on the last line."""

from __future__ import annotations

from pathlib import Path

import pytest

import main as program

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


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):
    """Runs a command: exit code, output, errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        try:
            code = program.main([str(a) for a in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return (code, *capfd.readouterr())

    return call


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


def test_the_deadline_of_an_escalation_is_explained_from_its_grounds(run, tmp_path: Path) -> None:
    record = tmp_path / "mau.lkv"
    assert run("sample", record)[0] == 0
    code, out, err = run("deadline", "--record", record, "--code", "kn3")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].endswith("Số ngày làm việc: 20")
    assert lines[-2].startswith("  20  ")
    assert run("deadline", "--record", record, "--code", "vm1")[0] == 2
