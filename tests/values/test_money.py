from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.values.figures import format_number
from workbench.values.money import (
    BILLION,
    MILLION,
    format_billions,
    format_money,
    number_style,
    parse_amount,
    parse_integer,
    parse_number,
    parse_year,
    plain_billions,
    short_billions,
    unit_label,
    unit_of,
)


@pytest.mark.parametrize(
    ("raw", "dong"),
    [
        ("1.234,5", 1_234_500_000_000),
        ("1234.5", 1_234_500_000_000),
        ("9.685", 9_685 * BILLION),
        ("0,250", BILLION // 4),
        ("1,234,567", 1_234_567 * BILLION),
        ("1 234 567,5", 1_234_567_500_000_000),
        (47.5, 47_500_000_000),
        (10290.499999999998, 10_290_500_000_000),
        (200, 200 * BILLION),
        ("9.650.000.000.000 đ", 9_650 * BILLION),
        ("35.000 triệu đồng", 35 * BILLION),
        ("3.480.600.000.000 VNĐ", 3_480_600_000_000),
        ("2 nghìn tỷ", 2_000 * BILLION),
        ("gần 3 ngàn tỉ đồng", 3_000 * BILLION),
        ("1 tỷ 250 triệu", 1_250 * MILLION),
        ("850 trđ", 850 * MILLION),
        ("2,5tỷ", 2_500 * MILLION),
        ("12,5 tỷ (vốn NSTW)", 12_500 * MILLION),
        ("200 (triệu đồng)", 200 * MILLION),
        ("(1.250)", -1_250 * BILLION),
        ("-5", -5 * BILLION),
    ],
)
def test_amounts_in_a_column_of_billions(raw: object, dong: int) -> None:
    parsed = parse_amount(raw, BILLION)
    assert (parsed.value, parsed.problem) == (dong, "")


@pytest.mark.parametrize("raw", ["", "-", "không có", None])
def test_nothing_is_not_zero(raw: object) -> None:
    parsed = parse_amount(raw)
    assert (parsed.value, parsed.problem) == (None, "")


@pytest.mark.parametrize(
    "raw", ["abc", "12 USD", "1.234.56", "12,345,6", "5 tỷ 3", "12%", "3 dự án", float("nan"), True]
)
def test_what_is_no_amount_is_said(raw: object) -> None:
    parsed = parse_amount(raw)
    assert (parsed.value, parsed.problem) == (None, "bad_number")


def test_pages_of_digits_and_marks_are_no_amount_and_are_not_searched_for_one() -> None:
    assert parse_amount("1.000.000." * 3000).problem == "bad_number"
    assert parse_amount(" " * 4000 + "850 triệu").value == 850_000_000


def test_a_comma_before_three_digits_has_two_readings() -> None:
    parsed = parse_amount("1,250", BILLION)
    assert parsed.problem == "ambiguous_number"
    assert set(parsed.alternatives) == {1_250 * BILLION, 1_250 * MILLION}


def test_the_style_of_the_column_settles_the_point() -> None:
    assert parse_amount("1.250", style="vi").problem == ""
    assert parse_amount("1.250", style="unknown").problem == "ambiguous_number"
    assert parse_amount("1,250", style="en") == parse_amount(1250)


def test_a_span_has_two_ends_and_no_value() -> None:
    parsed = parse_amount("200-250 tỷ")
    assert (parsed.value, parsed.problem) == (None, "ambiguous_number")
    assert parsed.alternatives == (200 * BILLION, 250 * BILLION)


def test_about_is_noted() -> None:
    assert parse_amount("khoảng 200 tỷ").approximate
    assert parse_amount("khoảng 200 tỷ").value == 200 * BILLION


@pytest.mark.parametrize(
    ("column", "style"),
    [
        (["1.250", "3.680,6"], "vi"),
        (["47,5"], "vi"),
        (["1,250", "3,680.6"], "en"),
        (["1.250", "200"], "unknown"),
        (["1,5", "2.5"], "unknown"),
        ([12.5, None], "unknown"),
    ],
)
def test_style_of_a_column(column: list[object], style: str) -> None:
    assert number_style(column) == style


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Đơn vị tính: tỷ đồng", BILLION),
        ("(triệu đồng)", MILLION),
        ("ĐVT: 1.000 đồng", 1000),
        ("Vốn (tỷ)", BILLION),
        ("Tổng mức đầu tư (tỷ đồng) (2)", BILLION),
        ("Kinh phí, tỷ đồng", BILLION),
        ("ĐVT: tr.đ", MILLION),
        ("đồng", 1),
        ("Tỷ lệ (%)", None),
        ("Hợp đồng", None),
        ("Đồng Nai", None),
        ("Số lao động", None),
        ("Đơn vị báo cáo: Sở Tài chính", None),
        ("(ĐVT: %)", None),
    ],
)
def test_unit_lines_and_headings(text: str, unit: int | None) -> None:
    assert unit_of(text) == unit


@given(st.integers(-(10**16), 10**16))
def test_shown_money_reads_back(dong: int) -> None:
    assert parse_amount(format_money(dong, lang="vi")).value == dong


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_shown_numbers_read_back(number: Decimal) -> None:
    assert parse_number(format_number(number, lang="vi")).value == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    parsed = parse_amount(text)
    assert parsed.value is None or parsed.problem != "bad_number"


@pytest.mark.parametrize(
    ("dong", "shown"),
    [
        (1_250 * BILLION, "1.250 tỷ đồng"),
        (47_500_000_000, "47,5 tỷ đồng"),
        (850 * MILLION, "850 triệu đồng"),
        (1_234_567, "1.234.567 đồng"),
    ],
)
def test_money_is_shown_whole(dong: int, shown: str) -> None:
    assert format_money(dong, lang="vi") == shown


def test_english_marks() -> None:
    assert format_number(1284.5, lang="en") == "1,284.5"
    assert format_number(66.666, 1, lang="vi") == "66,7"
    assert unit_label(BILLION, lang="vi") == "tỷ đồng"


def test_whole_numbers_and_years() -> None:
    assert [parse_integer(x) for x in ("03", "1.234", 12.0, 12.5, "a", True)] == [3, 1234, 12, None, None, None]
    assert [parse_year(x) for x in ("năm 2024", 2024.0, "2021-2025", 12)] == [2024, 2024, None, None]


@pytest.mark.parametrize(
    ("dong", "plain", "shown", "short"),
    [
        (0, "0", "0", "0"),
        (1_250_500_000_000, "1250.5", "1.250,5", "1.250,5"),
        (30_678_125_000_000, "30678.125", "30.678,125", "30.678,1"),
        (2_345_678_900_000_000, "2345678.9", "2.345.678,9", "2.345.678,9"),
        (-40_000_000, "-0.04", "-0,04", "0"),
        (3 * BILLION, "3", "3", "3"),
    ],
)
def test_billions_are_exact_for_workbooks_and_grouped_for_eyes(dong: int, plain: str, shown: str, short: str) -> None:
    assert plain_billions(dong) == plain
    assert format_billions(dong, lang="vi") == shown
    assert format_billions(dong, 1, lang="vi") == short
    assert format_billions(None) == ""


@pytest.mark.parametrize(
    ("dong", "shown"),
    [(0, "0"), (2_450_000_000, "2,5"), (-2_450_000_000, "-2,5"), (12_500_000_000, "13"), (1250 * BILLION, "1.250")],
)
def test_beside_a_chart_billions_are_short_and_a_half_goes_up(dong: int, shown: str) -> None:
    assert short_billions(dong, lang="vi") == shown
