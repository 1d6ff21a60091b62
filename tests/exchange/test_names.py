"""Names in cells are read once for all days on which they mean the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.exchange.sheets import B01, agreement, context, table

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


NOW, THEN = date(2026, 6, 30), date(2023, 3, 5)
IN_2026 = ("Tỉnh Quảng Trị, ngày 30 tháng 6 năm 2026",)


@pytest.mark.parametrize("text", ["Huế", "Hue", "TP. Huế", "UBND thành phố Huế"])
def test_a_name_in_force_when_the_file_was_written_stands_for_no_other(text: str) -> None:
    def named(written: date | None) -> list[str]:
        found = context().names.places(f"{text}; Đà Nẵng", THEN, written)
        return [match.place.name for match in found if match.place]

    assert named(NOW) == ["Huế", "Đà Nẵng"]
    assert named(None) == named(date(2024, 6, 30)) == ["Thừa Thiên Huế", "Đà Nẵng"]


@pytest.mark.parametrize(
    "text", ["Thừa Thiên Huế", "TT-Huế", "Hà Tây, Gia Lai", "Bình Định", "Đăk Lăk", "Vùng Tây Nguyên"]
)
def test_other_names_beside_an_old_paper_are_those_of_its_day(text: str) -> None:
    assert context().names.places(text, THEN, NOW) == context().places.split(text, THEN)


def test_a_column_to_tick_means_one_province_in_every_row_of_a_file() -> None:
    old = {"signed_date": THEN}
    found = table(
        IN_2026,
        [*B01[:5], "Các địa phương tham gia"],
        [None, None, None, None, None, "Thành phố Huế", "Quảng Trị", "Thừa Thiên Huế"],
        [*agreement(1, **old)[:5], "x", "x", None],
        [*agreement(2)[:5], "x", "x", None],
        [*agreement(3, **old)[:5], None, "x", "x"],
    )
    assert [row.value("parties") for row in found.rows] == [
        ("Huế", "Quảng Trị"),
        ("Huế", "Quảng Trị"),
        ("Quảng Trị", "Thừa Thiên Huế"),
    ]


def test_a_cell_means_the_province_of_that_name_beside_an_old_paper_too() -> None:
    found = table(IN_2026, B01, agreement(1, parties="Huế, Gia Lai", signed_date=THEN), agreement(2, parties="Huế"))
    city, gia_lai = found.rows[0].cells["parties"].keys
    assert context().places.by_id[city].name == "Huế" and (city,) == found.rows[1].cells["parties"].keys
    assert context().places.by_id[gia_lai].valid_on(THEN)
