from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.values.dates import (
    NO_DATE,
    format_date,
    format_long,
    format_official,
    parse_date,
    parse_entry,
    parse_year_range,
    swapped,
)

ANY_DAY = st.dates(date(1950, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("9/9/2024", "2024-09-09"),
        ("9-9-2024", "2024-09-09"),
        ("09.09.2024", "2024-09-09"),
        ("2024-09-09", "2024-09-09"),
        ("2017-01-01 00:00:00", "2017-01-01"),
        ("15/3/26", "2026-03-15"),
        ("1/6/99", "1999-06-01"),
        ("ngày 5 tháng 8 năm 2026", "2026-08-05"),
        ("5 tháng 8 năm 2026", "2026-08-05"),
        ("5 thg 8, 2026", "2026-08-05"),
        ("Thứ Tư, 05/08/2026", "2026-08-05"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("Cần Thơ, ngày 05 tháng 01 năm 2026", "2026-01-05"),
        ("ngày 5 tháng 8/2026", "2026-08-05"),
        ("VB số 3668/CTr-UBND\nngày 18/8/2022", "2022-08-18"),
        ("05-Aug-26", "2026-08-05"),
        ("5 Thg8 2026", "2026-08-05"),
        ("20240909", "2024-09-09"),
        ("09092024", "2024-09-09"),
        ("tháng 8/2026", "2026-08"),
        ("trong tháng 8 năm 2026", "2026-08"),
        ("1/2020", "2020-01"),
        ("T8/2026", "2026-08"),
        ("tháng mười hai năm 2026", "2026-12"),
        ("Cần Thơ, ngày    tháng 8 năm 2026", "2026-08"),
        ("Quý II/2024", "2024-Q2"),
        ("quý 4 năm 2025", "2025-Q4"),
        ("quí 3/2025", "2025-Q3"),
        ("2026-Q3", "2026-Q3"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("06 tháng cuối năm 2026", "2026-H2"),
        ("9 tháng đầu năm 2026", "2026-9M"),
        ("năm 2026", "2026"),
        ("2026-2030", "2026/2030"),
        ("giai đoạn 2021–2025", "2021/2025"),
        ("2021-2030, tầm nhìn đến năm 2050", "2021/2030"),
        ("tháng 1/2024 - tháng 12/2025", "2024-01/2025-12"),
        ("từ 1/1/2026 đến 31/3/2026", "2026-01-01/2026-03-31"),
    ],
)
def test_written_dates_and_spans(text: str, iso: str) -> None:
    parsed = parse_date(text)
    assert (parsed.iso, parsed.problem) == (iso, "")


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("tháng 2/2028", date(2028, 2, 29)),
        ("Quý II/2024", date(2024, 6, 30)),
        ("6 tháng đầu năm 2026", date(2026, 6, 30)),
        ("năm 2026", date(2026, 12, 31)),
        ("2026-2030", date(2030, 12, 31)),
        ("15/3/2026", date(2026, 3, 15)),
    ],
)
def test_a_span_ends_on_its_last_day(text: str, last_day: date) -> None:
    assert parse_date(text).last_day == last_day


@pytest.mark.parametrize("text", ["31/02/2023", "13/13/2023", "5/8/0226", "30/2/24", "2023-02-30"])
def test_days_that_do_not_exist_have_no_value(text: str) -> None:
    parsed = parse_date(text)
    assert (parsed.value, parsed.problem) == (None, "bad_date")


def test_a_day_that_only_fits_swapped_is_offered_not_taken() -> None:
    parsed = parse_date("9/19/2019")
    assert (parsed.value, parsed.problem, parsed.alternatives) == (None, "ambiguous_date", (date(2019, 9, 19),))


def test_two_different_days_in_a_cell_are_ambiguous() -> None:
    parsed = parse_date("30/4/2025 và 1/5/2025")
    assert parsed.problem == "ambiguous_date"
    assert parsed.alternatives == (date(2025, 4, 30), date(2025, 5, 1))


@pytest.mark.parametrize("text", ["Quý I, II năm 2025", "tháng 9,10/2025", "năm 2023, 2024", "tháng năm 2026"])
def test_several_spans_are_not_reduced_to_one(text: str) -> None:
    parsed = parse_date(text)
    assert (parsed.iso, parsed.problem) == ("", "ambiguous_date")


@pytest.mark.parametrize(
    "text",
    [
        "chưa xác định",
        "12/3",
        "Quý III",
        "tháng 8",
        "hằng quý",
        "1.250",
        "12/UBND-KT",
        "12/2024/QĐ-UBND",
        "44275",
    ],
)
def test_what_is_no_date_stays_unread(text: str) -> None:
    assert parse_date(text).problem == "unreadable"


@pytest.mark.parametrize("empty", ["", " ", "-", "…", None, "Ngày……tháng……năm……"])
def test_nothing_written_is_no_problem(empty: object) -> None:
    assert parse_date(empty) == NO_DATE


def test_a_known_year_completes_short_dates() -> None:
    assert parse_date("12/3", default_year=2026).iso == "2026-03-12"
    assert parse_date("ngày 5 tháng 8", default_year=2026).iso == "2026-08-05"
    assert parse_date("Quý III", default_year=2026).iso == "2026-Q3"


def test_serial_numbers_are_dates_only_on_request() -> None:
    assert parse_date(44275.0, serials=True).iso == "2021-03-20"
    assert parse_date("44275", serials=True).iso == "2021-03-20"
    assert parse_date(42813, serials=True, date1904=True).iso == "2021-03-20"
    assert parse_date(44275.0).problem == "unreadable"
    assert parse_date(2026.0, serials=True).iso == "2026"


@pytest.mark.parametrize("text", ["mồng 1 tháng giêng năm 2026", "mùng ba Tết", "mùng 5 Giêng 2026", "rằm tháng 7/2026"])
def test_days_of_the_moon_stay_unread(text: str) -> None:
    assert parse_date(text).problem == "unreadable"


def test_a_hope_for_consent_is_no_day_of_the_moon() -> None:
    parsed = parse_date("Mong UBND tỉnh chấp thuận trước ngày 30/6/2026")
    assert (parsed.iso, parsed.note) == ("2026-06-30", "before")


def test_true_dates_pass_through() -> None:
    assert parse_date(datetime(2024, 1, 2, 3, 4)).iso == "2024-01-02"  # noqa: DTZ001 - a workbook has no zone
    assert parse_date(True).problem == "unreadable"


def test_wording_of_a_deadline_is_noted() -> None:
    assert parse_date("trước ngày 15/3/2026").note == "before"
    assert parse_date("dự kiến hoàn thành trong quý IV năm 2025").note == "about"


@given(
    ANY_DAY,
    st.sampled_from(["{d}/{m}/{y}", "{d:02d}.{m:02d}.{y}", "ngày {d} tháng {m} năm {y}", "{y}-{m:02d}-{d:02d}"]),
)
def test_every_day_reads_back_from_every_form(day: date, form: str) -> None:
    assert parse_date(form.format(d=day.day, m=day.month, y=day.year)).value == day


@given(ANY_DAY)
def test_printed_dates_read_back(day: date) -> None:
    assert parse_date(format_date(day)).value == day
    assert parse_date(format_official("Cần Thơ", day)).value == day


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    parsed = parse_date(text)
    assert parsed.value is None or parsed.precision == "day"


@given(ANY_DAY)
def test_swapping_twice_returns(day: date) -> None:
    other = swapped(day)
    assert other is None or swapped(other) == day


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("5/8/26", "2026-08-05"),
        ("050826", "2026-08-05"),
        ("05082026", "2026-08-05"),
        ("3011", "2026-11-30"),
        ("hn", "2026-11-20"),
        ("+15", "2026-12-05"),
        ("5/12", "2026-12-05"),
        ("2026", "2026"),
    ],
)
def test_quick_entry(typed: str, iso: str) -> None:
    assert parse_entry(typed, date(2026, 11, 20), lambda day, n: day + timedelta(days=n)).iso == iso


def test_quick_entry_says_what_is_impossible() -> None:
    assert parse_entry("3102", date(2026, 11, 20), lambda day, n: day).problem == "bad_date"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021 - 2024", (2021, 2024)),
        ("2021÷2024", (2021, 2024)),
        ("2021 → 2024", (2021, 2024)),
        ("Từ năm 2024 đến năm 2027", (2024, 2027)),
        ("2024", (2024, None)),
        (2024.0, (2024, None)),
        ("chưa rõ", (None, None)),
    ],
)
def test_years_of_a_period(text: object, years: tuple[int | None, int | None]) -> None:
    assert parse_year_range(text) == years


def test_official_place_and_date_pad_day_and_first_months() -> None:
    assert format_official("Cần Thơ", date(2026, 1, 5)) == "Cần Thơ, ngày 05 tháng 01 năm 2026"
    assert format_official("Cần Thơ", date(2026, 3, 15)) == "Cần Thơ, ngày 15 tháng 3 năm 2026"


def test_long_date_begins_with_the_weekday() -> None:
    assert format_long(date(2026, 10, 12)) == "Thứ Hai, 12/10/2026"
