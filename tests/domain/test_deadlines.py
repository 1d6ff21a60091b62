"""Deadlines: the rules R1 to R4 against a golden table and against a slow counter with the official days."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.official_days import MADE_UP, OFF, TET
from workbench.domain.deadlines import Deadline, Term, deadline, read_term, steps
from workbench.domain.holiday_source import shipped_calendar
from workbench.domain.workdays import CalendarDay, WorkingCalendar

GOLDEN = Path(__file__).parents[1] / "golden" / "deadlines.csv"
REAL = shipped_calendar()
ONE = timedelta(days=1)


def days_off() -> frozenset[date]:
    """Every day off, written out."""
    found = {date.fromisoformat(day) for days in OFF.values() for day in days}
    for first, last in TET.values():
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            found.add(day)
            day += ONE
    return frozenset(found)


FREE, WORKED = days_off(), frozenset(map(date.fromisoformat, MADE_UP))


def works(day: date) -> bool:
    """A day is worked when it is a make-up day, or a weekday and no day off."""
    return day in WORKED or (day.isoweekday() <= 5 and day not in FREE)


def by_hand(start: date, unit: str, n: int) -> date:
    """Day after day from the day after the start."""
    day = start
    if unit == "working_days":
        while n > 0:
            day += ONE
            if works(day):
                n -= 1
        return day
    for _ in range(n):
        day += ONE
    while not works(day):
        day += ONE
    return day


def golden() -> list[dict[str, str]]:
    """The rows of the table."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_golden_table_goes_around_all_that_is_awkward() -> None:
    rows = golden()
    assert len(rows) >= 300
    for year in range(2020, 2028):
        tet = TET[year]
        assert sum(row["start"][:4] == str(year) and row["about"].startswith("Tết") for row in rows) >= 12
        assert any(row["start"] < tet[0] and row["deadline"] > tet[1] for row in rows)
        assert sum(row["start"][:4] == str(year) and "Quốc khánh" in row["about"] for row in rows) >= 6
    for day in MADE_UP:
        assert any(row["deadline"] == day for row in rows), day
    assert sum("cuối tháng" in row["about"] for row in rows) >= 40
    assert len({(row["start"], row["unit"], row["n"]) for row in rows}) == len(rows)


def test_the_golden_table_is_what_counting_by_hand_gives() -> None:
    wrong = [
        row
        for row in golden()
        if by_hand(date.fromisoformat(row["start"]), row["unit"], int(row["n"])).isoformat() != row["deadline"]
    ]
    assert wrong == []


def test_the_program_gives_every_deadline_of_the_golden_table() -> None:
    wrong = []
    for row in golden():
        term = Term("days" if row["unit"] == "days" else "working_days", int(row["n"]))
        found = deadline(term, date.fromisoformat(row["start"]), REAL).day
        if found is None or found.isoformat() != row["deadline"]:
            wrong.append((row, found))
    assert wrong == []


@given(
    st.dates(date(2020, 1, 1), date(2027, 9, 30)),
    st.sampled_from(("working_days", "days")),
    st.integers(1, 60),
)
def test_any_deadline_is_what_counting_by_hand_gives(start: date, unit: str, n: int) -> None:
    term = Term("days" if unit == "days" else "working_days", n)
    assert deadline(term, start, REAL).day == by_hand(start, unit, n)


@given(st.dates(date(2020, 1, 1), date(2027, 9, 30)), st.sampled_from(("working_days", "days")), st.integers(1, 60))
def test_the_steps_shown_count_to_the_deadline(start: date, unit: str, n: int) -> None:
    term = Term("days" if unit == "days" else "working_days", n)
    shown = steps(term, start, REAL)
    assert shown[-1].day == deadline(term, start, REAL).day
    assert [b.day - a.day for a, b in pairwise(shown)] == [ONE] * (len(shown) - 1)
    assert sum(step.counted for step in shown) == n
    assert all(step.why for step in shown if not step.counted)


@pytest.mark.parametrize(
    ("words", "start", "term", "day"),
    [
        ("15 ngày làm việc", "2026-10-12", "working_days", "2026-11-02"),
        ("trong vòng 05 (năm) ngày làm việc kể từ ngày nhận", "2026-10-12", "working_days", "2026-10-19"),
        ("60 ngày", "2026-10-12", "days", "2026-12-11"),
        ("trước ngày 15/3/2026", "2026-03-05", "document", "2026-03-15"),
        ("trong tháng 8 năm 2026", "2026-07-10", "in_month", "2026-08-31"),
        ("trong tháng 8", "2026-07-10", "in_month", "2026-08-31"),
        ("tháng 2/2024", "2024-01-10", "in_month", "2024-02-29"),
        ("Quý II/2024", "2024-01-10", "in_quarter", "2024-06-30"),
        ("6 tháng đầu năm 2026", "2026-01-10", "in_period", "2026-06-30"),
        ("2026", "2026-01-10", "in_period", "2026-12-31"),
        ("2026-2030", "2026-01-10", "in_period", "2030-12-31"),
    ],
)
def test_words_become_a_rule_and_a_day_and_are_kept(words: str, start: str, term: str, day: str) -> None:
    begun = date.fromisoformat(start)
    read = read_term(words, begun)
    assert read is not None
    assert (read.rule, read.text) == (term, words)
    found = deadline(read, begun, REAL).day
    assert found is not None and found.isoformat() == day


@pytest.mark.parametrize(
    "words",
    (
        *("sớm nhất", "", "0 ngày", "hằng năm", "31/02/2026", "trong 2 tuần"),
        *("5 hoặc 10 ngày làm việc", "từ 5 đến 10 ngày", "05 - 10 ngày làm việc", "3 ngày làm việc, 5 ngày"),
    ),
)
def test_words_that_cannot_be_told_give_no_deadline(words: str) -> None:
    assert read_term(words, date(2026, 10, 12)) is None


def test_a_period_ends_on_its_last_day_even_when_that_is_a_day_off() -> None:
    assert deadline(Term("in_quarter", text="Quý II/2024"), date(2024, 3, 1), REAL).day == date(2024, 6, 30)


def test_a_term_may_end_on_a_day_off_where_the_office_has_it_so() -> None:
    stays = WorkingCalendar(REAL.days, roll=False)
    term = Term("days", 6)
    assert deadline(term, date(2026, 4, 20), stays).day == date(2026, 4, 26)
    assert deadline(term, date(2026, 4, 20), REAL).day == date(2026, 4, 28)
    assert stays.version != REAL.version


def test_a_count_through_a_year_that_is_not_decided_is_provisional() -> None:
    decided = [CalendarDay(date(2028, 1, 1), "off", "Tết Dương lịch", "luật")]
    calendar = WorkingCalendar([*REAL.days, *decided])
    start = date(2026, 12, 1)
    assert deadline(Term("working_days", 300), start, calendar).provisional  # ends in 2028, decided
    assert not deadline(Term("working_days", 10), start, calendar).provisional
    assert deadline(Term("days", 40), start, calendar).provisional


def test_a_day_named_by_the_document_is_not_provisional() -> None:
    found = deadline(Term("document", day=date(2027, 3, 15)), date(2026, 12, 1), REAL)
    assert found == Deadline(date(2027, 3, 15), False, REAL.version)


def test_a_counting_rule_without_days_is_refused() -> None:
    for n in (None, 0, -1):
        with pytest.raises(ValueError, match="at least one day"):
            deadline(Term("working_days", n), date(2026, 10, 12), REAL)
