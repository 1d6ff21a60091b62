from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.values.dates import Period, PeriodKind, parse_period, period_of

KINDS: dict[PeriodKind, int] = {"month": 12, "quarter": 4, "half": 2, "nine_months": 1, "year": 1}
PERIODS = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.builds(Period, st.just(kind), st.integers(2000, 2100), st.integers(1, KINDS[kind]))
)


@pytest.mark.parametrize(
    ("code", "first", "last", "send_by"),
    [
        ("2026-M11", date(2026, 10, 15), date(2026, 11, 14), date(2026, 11, 25)),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 14), date(2026, 12, 25)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 25)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14), date(2026, 12, 25)),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14), date(2026, 9, 25)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 25)),
    ],
)
def test_windows_of_decree_09_2019(code: str, first: date, last: date, send_by: date) -> None:
    period = parse_period(code)
    assert period is not None
    assert (*period.window(), period.send_by()) == (first, last, send_by)


@given(PERIODS)
def test_codes_and_labels_read_back(period: Period) -> None:
    assert parse_period(period.code) == period
    assert parse_period(period.label("vi")) == period


@given(PERIODS)
def test_next_undoes_previous(period: Period) -> None:
    assert period.previous().next() == period


@given(PERIODS.filter(lambda p: p.kind != "nine_months"))
def test_windows_leave_no_gap(period: Period) -> None:
    assert (period.next().window()[0] - period.window()[1]).days == 1


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(["month", "quarter", "half", "year"]))
def test_a_day_falls_in_the_window_of_its_period(day: date, kind: PeriodKind) -> None:
    first, last = period_of(day, kind).window()
    assert first <= day <= last


def test_by_calendar_the_days_after_the_fourteenth_stay() -> None:
    assert period_of(date(2026, 9, 20), "quarter").code == "2026-Q4"
    assert period_of(date(2026, 9, 20), "quarter", by="calendar").code == "2026-Q3"


@pytest.mark.parametrize("text", ["5/8/2026", "2021-2025", "kỳ này", "2026-M13", ""])
def test_what_is_no_period(text: str) -> None:
    assert parse_period(text) is None


def test_labels_in_both_languages() -> None:
    assert Period("quarter", 2026, 3).label("vi") == "quý III/2026"
    assert Period("half", 2026, 1).label("en") == "first half of 2026"
