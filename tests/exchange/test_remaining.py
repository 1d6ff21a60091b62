"""Columns that no known heading names: placed by their words and contents together, or left alone."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import B03, context, table
from workbench.exchange.abbreviations import spelled_out
from workbench.exchange.headings import heading_book, heading_words
from workbench.exchange.recognised import Recognised

HEAD = ("STT", "Tên thỏa thuận", "Số, ký hiệu văn bản", "Ngày ký", "Các địa phương tham gia")


def lean(form: str, heading: str) -> str:
    shares = heading_book(context().forms, (), "").leaning(form).shares(heading_words(heading, brackets=True))
    return max(shares, key=lambda field: shares[field])


def with_columns(*headings: str, rows: list[tuple[object, ...]]) -> Recognised:
    lines = [
        (n, f"Hợp tác số {n}", f"{n}/TTHT-UBND", date(2024, 3, n), "Cần Thơ, An Giang", *row)
        for n, row in enumerate(rows, 1)
    ]
    return table((*HEAD, *headings), *lines)


def fields(read: Recognised) -> dict[str, tuple[str, ...]]:
    return {c.heading: c.fields for c in read.tables[0].columns}


@pytest.mark.parametrize(
    ("form", "heading", "field"),
    [
        ("B01", "Thực hiện đến năm", "end_year"),
        ("B01", "Thực hiện từ năm", "start_year"),
        ("B01", "Nguồn vốn ngân sách", "amount_state"),
        ("B03", "Trả lời ngày", "reply_date"),
        ("B02", "Vướng mắc, bất cập", "issue"),
    ],
)
def test_words_lean_to_the_field_that_uses_them_and_the_others_do_not(form: str, heading: str, field: str) -> None:
    assert lean(form, heading) == field


def test_short_forms_are_read_in_full() -> None:
    assert spelled_out(("so", "vb")) == ("so", "van", "ban")
    assert spelled_out(("so", "kh")) == ("so", "ky", "hieu")
    assert fields(with_columns("Vốn NSNN (tỷ đồng)", rows=[(12,), (30,)]))["Vốn NSNN (tỷ đồng)"] == ("amount_state",)


def test_years_the_wrong_way_round_are_exchanged_when_only_likely() -> None:
    read = with_columns("Năm đầu kỳ", "Năm cuối kỳ", rows=[(2020, 2024), (2021, 2025), (2022, 2026), (2019, 2023)])
    said = fields(read)
    assert said.get("Năm đầu kỳ") in ((), ("start_year",))
    assert said.get("Năm cuối kỳ") in ((), ("end_year",))


def test_years_under_their_official_headings_stay_where_they_are_even_when_wrong() -> None:
    read = with_columns("Năm bắt đầu", "Năm kết thúc", rows=[(2024, 2020), (2025, 2021), (2026, 2022), (2023, 2019)])
    assert fields(read)["Năm bắt đầu"] == ("start_year",)
    assert sum(i.code == "date_order" for i in read.all_issues) == 4


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Số điện thoại", ["0912345678", "0987654321", "02923822222"]),
        ("Ngày cập nhật", [date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3)]),
        ("Điểm số", [7, 8, 9]),
        ("Đợt", [1, 2, 3]),
        ("Người nhập", ["Hoa", "Bình", "Lan"]),
    ],
)
def test_a_sender_s_own_column_is_left_alone(heading: str, values: list[object]) -> None:
    read = with_columns(heading, rows=[(value,) for value in values])
    assert fields(read)[heading] == ()


def test_a_date_behind_a_number_needs_no_heading_of_its_own() -> None:
    head = ("STT", "Nội dung kiến nghị", "Văn bản kiến nghị", "Ngày", "Cơ quan tiếp nhận", "Tình trạng xử lý")
    lines = [
        (n, f"Bổ sung vốn đoạn {n}", f"{n}/UBND-TH", date(2024, 3, n), "Bộ Tài chính", "Chưa trả lời") for n in (1, 2, 3)
    ]
    assert fields(table(head, *lines))["Ngày"] == ("sent_date",)


def test_short_texts_some_of_which_are_entries_of_a_list_without_a_column_are_no_prose() -> None:
    heading = [*B03[:7], "Kết quả xử lý"]
    said = ("Đang xử lý", "Đã giải quyết dứt điểm rồi", "Chưa thật thỏa đáng", "Còn chờ họp", "Đã báo lại")
    lines = [
        (n, f"Cho cơ chế vốn vùng {n}", f"{n}/UBND-TH", "05/03/2024", "Bộ Tài chính", None, None, text)
        for n, text in enumerate(said, 1)
    ]
    found = table(heading, *lines)
    assert len(found.rows) == len(said)
    assert not any(row.value("reply") for row in found.rows)
