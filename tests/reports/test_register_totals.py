"""Counts and rates of printed registers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.reports.totals import OUTCOMES, Standing, count, rate, totals

FIRST = date(2026, 7, 1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def standing(opened: date, outcome: str = "unanswered", settled: date | None = None, late: bool = False) -> Standing:
    return Standing(opened, settled, outcome, late)  # type: ignore[arg-type]


@given(
    st.lists(
        st.builds(
            lambda opened, outcome, after, late: Standing(
                opened,
                opened + timedelta(days=after) if outcome in ("resolved", "explained") else None,
                outcome,
                late,
            ),
            DAYS,
            st.sampled_from(OUTCOMES),
            st.integers(0, 200),
            st.booleans(),
        )
    ),
    st.none() | DAYS,
)
def test_what_is_carried_over_and_new_is_what_became_something(found: list[Standing], first: date | None) -> None:
    made = totals(found, first)
    assert made.carried + made.raised == made.tracked
    assert made.tracked == made.resolved + made.in_progress + made.explained + made.unanswered


def test_open_before_the_period_is_carried_over() -> None:
    made = totals([standing(date(2026, 6, 30)), standing(FIRST)], FIRST)
    assert (made.carried, made.raised) == (1, 1)


def test_settled_before_the_period_is_not_followed_any_more() -> None:
    done = standing(date(2026, 3, 1), "resolved", settled=date(2026, 6, 30))
    assert totals([done], FIRST).tracked == 0


def test_settled_in_the_period_counts() -> None:
    done = standing(date(2026, 3, 1), "resolved", settled=FIRST)
    made = totals([done], FIRST)
    assert (made.carried, made.resolved, made.answered) == (1, 1, 1)


def test_without_a_period_everything_is_new() -> None:
    made = totals([standing(date(2020, 1, 1)), Standing(None, None, "unanswered", True)], None)
    assert (made.carried, made.raised, made.late) == (0, 2, 1)


@pytest.mark.parametrize(("number", "words"), [(0, "00"), (5, "05"), (10, "10"), (1284, "1.284")])
def test_counts_below_ten_take_a_nought(number: int, words: str) -> None:
    assert count(number) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(2, 3, "66,7%"), (0, 4, "0,0%"), (1, 8, "12,5%"), (3, 3, "100,0%"), (0, 0, "–")],
)
def test_rates(part: int, whole: int, words: str) -> None:
    assert rate(part, whole) == words
