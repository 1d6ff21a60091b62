from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.values.codes import (
    DocNumber,
    RecordCode,
    all_numbers,
    doc_key,
    looks_like_doc_number,
    parse_code,
    parse_number,
    record_code,
    split_number_date,
)


@pytest.mark.parametrize(
    "written",
    [
        "46/QĐ-HĐĐPĐNB",
        "46 / QĐ–HĐĐPĐNB",
        "46/QĐHĐĐPĐNB",
        "046/qđ-hđđpđnb",
        "Số: 46/QĐ-HĐĐPĐNB",
        "Quyết định số 46/QĐ-HĐĐPĐNB",
    ],
)
def test_one_paper_has_one_key(written: str) -> None:
    assert doc_key(written) == "46/QĐ-HĐĐPĐNB"


def test_keys_keep_letters_after_the_number_and_years() -> None:
    assert doc_key("30c/NQ-CP") == "30C/NQ-CP"
    assert doc_key("024-NQ/TW") == "24-NQ/TW"
    assert doc_key("64/2024/QĐ-UBND") != doc_key("64/2025/QĐ-UBND")
    assert doc_key("12/BCT-KH") == "12/BCT-KH"


@given(st.text(max_size=40))
@example("ið")
def test_a_key_is_its_own_key(text: str) -> None:
    assert doc_key(doc_key(text)) == doc_key(text)


@pytest.mark.parametrize(
    "text",
    [
        "1779/KH-UBND",
        "24-NQ/TW",
        "05/BNV-VP",
        "30c/NQ-CP",
        "206/2025/QH15",
        "số 12/UBND-KT",
        "72/2025/NQLT-UBTVQH15-CP",
        "12/ubnd-kt",
    ],
)
def test_paper_numbers_are_recognised(text: str) -> None:
    assert looks_like_doc_number(text)


@pytest.mark.parametrize(
    "text", ["12/3", "9/9/2024", "12-03-2024", "1/2020", "2021-2025", "Kế hoạch số 5", "6/tháng", ""]
)
def test_dates_and_words_are_no_paper_numbers(text: str) -> None:
    assert not looks_like_doc_number(text)


@pytest.mark.parametrize(
    ("text", "number", "iso"),
    [
        ("Số 12/UBND-KT ngày 5/3/2026", "12/UBND-KT", "2026-03-05"),
        ("12/UBND-KT (05.03.2026)", "12/UBND-KT", "2026-03-05"),
        ("ngày 5/3/2026, số 12/UBND-KT", "12/UBND-KT", "2026-03-05"),
        ("VB số 3668/CTr-UBND\nngày 18/8/2022", "3668/CTr-UBND", "2022-08-18"),
        ("436 / BBGN - UBND; 22-12-2021", "436/BBGN-UBND", "2021-12-22"),
        ("Quyết định số 825/QĐ-TTg ngày 11/7/2023 của Thủ tướng Chính phủ", "825/QĐ-TTg", "2023-07-11"),
        ("24-NQ/TW ngày 7/10/2022", "24-NQ/TW", "2022-10-07"),
        ("64/2024/QĐ-UBND ngày 1/2/2024", "64/2024/QĐ-UBND", "2024-02-01"),
        ("12 ngày 5/3/2026", "12", "2026-03-05"),
        ("99/TB-VPCP ngày   tháng 3 năm 2026", "99/TB-VPCP", "2026-03"),
        ("5/3/2026", "", "2026-03-05"),
    ],
)
def test_number_and_date_in_one_cell(text: str, number: str, iso: str) -> None:
    found, day = split_number_date(text)
    assert (found, day.iso if day else None) == (number, iso)


def test_a_number_without_a_date() -> None:
    assert split_number_date("Công văn 1205/UBND-TH (chưa có ngày)") == ("1205/UBND-TH", None)
    assert split_number_date("Kế hoạch hợp tác") == ("", None)


def test_an_impossible_date_keeps_its_problem() -> None:
    number, day = split_number_date("128/NQ-CP, 31/02/2020")
    assert number == "128/NQ-CP"
    assert day is not None
    assert day.problem == "bad_date"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("64/2024/QĐ-UBND", DocNumber(64, "", 2024, "QĐ", "UBND")),
        ("30c/NQ-CP", DocNumber(30, "c", None, "NQ", "CP")),
        ("24-NQ/TW", DocNumber(24, "", None, "NQ", "TW")),
        ("12/UBND-VX", DocNumber(12, "", None, "", "UBND-VX")),
        ("206/2025/QH15", DocNumber(206, "", 2025, "", "QH15")),
        ("…/QĐ-UBND", DocNumber(None, "", None, "QĐ", "UBND")),
    ],
)
def test_parts_of_a_number(text: str, parts: DocNumber) -> None:
    assert parse_number(text) == parts


def test_no_parts_without_the_shape() -> None:
    assert parse_number("12/3") is None


def test_all_numbers_in_running_text() -> None:
    text = "Theo 12/UBND-KT, Nghị quyết 128/NQ-CP và 24-NQ/TW ngày 1/2/2022; 12/UBND-KT"
    assert all_numbers(text) == ["12/UBND-KT", "128/NQ-CP", "24-NQ/TW"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("VM-2026-063", RecordCode("VM", 2026, 63)),
        ("vm63", RecordCode("VM", None, 63)),
        ("kn 19", RecordCode("KN", None, 19)),
        ("hà nội 2", None),
        ("63", None),
    ],
)
def test_record_codes_as_typed(typed: str, code: RecordCode | None) -> None:
    assert parse_code(typed) == code


@given(st.sampled_from(["VM", "KN", "TT"]), st.integers(2000, 2099), st.integers(1, 99999))
def test_record_codes_read_back(prefix: str, year: int, n: int) -> None:
    assert parse_code(record_code(prefix, year, n)) == RecordCode(prefix, year, n)


@pytest.mark.parametrize(
    "number", ["15/TTHT-UBND", "015/TTHT-UBND", "000/TT-UBND", "0/TT-UBND", "7/QĐ-HĐĐP", "7/QĐUBND"]
)
def test_key_of_a_plain_number_is_that_of_the_number_written_with_blanks(number: str) -> None:
    assert doc_key(number) == doc_key(f"Số: {number.replace('/', ' / ')}")
