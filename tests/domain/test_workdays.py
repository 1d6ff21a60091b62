from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import assets
from workbench.domain.holiday_source import (
    FIRST_YEAR,
    LAST_YEAR,
    build_calendar,
    calendar_days,
    shipped_calendar,
    shipped_days,
)
from workbench.domain.workdays import CalendarDay, DueStatus, WorkingCalendar, due_status

REAL = shipped_calendar()
DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
BARE = WorkingCalendar(())


def test_the_shipped_table_is_what_the_source_computes() -> None:
    assert shipped_days() == calendar_days(FIRST_YEAR, LAST_YEAR)


def test_the_shipped_table_agrees_with_the_legal_bases() -> None:
    with assets.resource("reference", "holiday_basis.csv").open(encoding="utf-8") as file:
        listed = {date.fromisoformat(row["date"]) for row in csv.DictReader(file)}
    assert {day.day for day in shipped_days()} == listed


def test_tet_and_weekends_are_left_out() -> None:
    assert REAL.add_working_days(date(2026, 2, 10), 10) == date(2026, 3, 3)


def test_the_swap_of_january_2026_is_known() -> None:
    assert not REAL.is_working_day(date(2026, 1, 2))
    assert REAL.is_working_day(date(2026, 1, 10))


def test_a_proposed_swap_is_not_applied() -> None:
    assert REAL.is_working_day(date(2026, 11, 23))
    assert not REAL.is_working_day(date(2026, 11, 28))


def test_a_holiday_on_sunday_moves_to_monday() -> None:
    assert REAL.add_calendar_days(date(2026, 4, 20), 6) == date(2026, 4, 28)
    assert REAL.add_calendar_days(date(2026, 4, 20), 6, roll=False) == date(2026, 4, 26)


def test_years_not_decided_or_not_listed_are_provisional() -> None:
    assert [REAL.is_provisional(date(year, 6, 1)) for year in (2019, 2026, 2027, 2028)] == [
        True,
        False,
        True,
        True,
    ]


def test_a_decided_year_is_not_provisional() -> None:
    days = [CalendarDay(date(2027, 2, 4), "off", "Tết")]
    assert not WorkingCalendar(days).is_provisional(date(2027, 6, 1))


def test_without_a_calendar_weekends_still_count() -> None:
    assert BARE.add_working_days(date(2030, 3, 1), 1) == date(2030, 3, 4)


def test_confirmed_overrides_win_over_the_library() -> None:
    row = {
        "date": "2026-11-23",
        "action": "off",
        "name_vi": "Nghỉ hoán đổi",
        "status": "confirmed",
        "swap_with": "",
        "basis": "x",
    }
    calendar = build_calendar([2026], [row])
    assert not calendar.is_working_day(date(2026, 11, 23))
    assert calendar.is_working_day(date(2026, 1, 2))


def test_versions_tell_calendars_apart() -> None:
    assert WorkingCalendar(shipped_days()).version == REAL.version
    assert WorkingCalendar(shipped_days()[:-1]).version != REAL.version


@given(DAYS, st.integers(0, 60))
def test_counting_back_undoes_counting_on(start: date, n: int) -> None:
    first = REAL.next_working_day(start)
    assert REAL.add_working_days(REAL.add_working_days(first, n), -n) == first


@given(DAYS, st.integers(1, 60))
def test_a_deadline_is_as_far_as_it_was_counted(start: date, n: int) -> None:
    end = REAL.add_working_days(start, n)
    assert REAL.is_working_day(end)
    assert REAL.working_days_between(start, end) == n
    assert REAL.working_days_between(end, start) == -n


@given(DAYS, st.integers(0, 400))
def test_the_count_equals_looking_at_every_day(start: date, length: int) -> None:
    days = [start + timedelta(days=i) for i in range(1, length + 1)]
    assert REAL.working_days_between(start, start + timedelta(days=length)) == sum(map(REAL.is_working_day, days))


@given(DAYS, st.integers(1, 30))
def test_steps_end_on_the_deadline_and_count_to_it(start: date, n: int) -> None:
    steps = REAL.steps(start, n)
    assert steps[-1].day == REAL.add_working_days(start, n)
    assert sum(step.counted for step in steps) == n


def test_steps_say_why_a_day_is_left_out() -> None:
    why = {step.day: step.why for step in REAL.steps(date(2026, 2, 13), 1)}
    assert why[date(2026, 2, 14)] == "Thứ Bảy"
    assert why[date(2026, 2, 17)] == "Tết Nguyên đán"
    assert REAL.why_off(date(2026, 2, 17)) == "Tết Nguyên đán"
    assert REAL.why_off(date(2026, 2, 13)) == ""


MONDAY = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 5), DueStatus("on_time", 5)),
        (date(2026, 10, 7), DueStatus("soon", 3)),
        (date(2026, 10, 10), DueStatus("soon", 1)),
        (MONDAY, DueStatus("today", 0)),
        (date(2026, 10, 16), DueStatus("late", 4)),
    ],
)
def test_status_of_an_open_deadline(today: date, expected: DueStatus) -> None:
    assert due_status(MONDAY, today, REAL) == expected


def test_the_weekend_after_the_due_day_is_late() -> None:
    assert due_status(date(2026, 10, 9), date(2026, 10, 10), REAL) == DueStatus("late", 1)


def test_status_of_an_answer() -> None:
    assert due_status(MONDAY, date(2026, 12, 1), REAL, answered=date(2026, 10, 9)) == DueStatus("met", 1)
    assert due_status(MONDAY, date(2026, 12, 1), REAL, answered=date(2026, 10, 14)) == DueStatus("missed", 2)


def test_no_deadline_no_status() -> None:
    assert due_status(None, MONDAY, REAL) == DueStatus("none")
