"""Names in cells are read once for all days on which they mean the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.exchange.sheets import context

DAYS = [date(2003, 12, 31) + timedelta(days=97 * n) for n in range(95)]
TURNS = [date(2025, 6, 30), date(2025, 7, 1), date(2025, 2, 28), date(2025, 3, 1), date(2008, 7, 31), date(2008, 8, 1)]


@pytest.mark.parametrize(
    "text", ["Gia Lai, Bình Định", "Hà Tây; Hà Nội", "TP. Huế", "Vĩnh Long và Trà Vinh", "Vùng Tây Nguyên"]
)
def test_places_read_for_a_span_of_days_are_those_of_each_day(text: str) -> None:
    names, places = context().names, context().places
    for day in (*DAYS, *TURNS, date.min, date.max):
        assert names.places(text, day) == places.split(text, day)
        assert names.day(names.day(day)) == names.day(day)


@pytest.mark.parametrize("text", ["Bộ Kế hoạch và Đầu tư", "Bộ GTVT, Bộ Xây dựng", "Sở Xây dựng", "UBND tỉnh Gia Lai"])
def test_bodies_read_for_a_span_of_days_are_those_of_each_day(text: str) -> None:
    names, bodies = context().names, context().bodies
    for day in (*DAYS, *TURNS, date.min, date.max):
        assert names.bodies(text, day) == bodies.split(text, day)


def test_no_day_stays_no_day() -> None:
    assert context().names.day(None) is None
