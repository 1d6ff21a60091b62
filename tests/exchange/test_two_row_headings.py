"""Headings of several rows: what stands below says the kind, what stands above says of which paper."""

from __future__ import annotations

from datetime import date

from tests.exchange.sheets import B01, agreement, codes, fields_by_column, sheet, table
from tests.exchange.sheets import read as read_sheets
from workbench.exchange.raw import Area

ANSWERED = ("Bổ sung vốn cho tuyến số {}", "{}/UBND-TH", date(2025, 3, 1), "Bộ Tài chính", "{}/BTC-NSNN",
            date(2025, 5, 2), "Tiếp thu, nghiên cứu trong kế hoạch năm sau", "Đang giải quyết")  # fmt: skip


def answered(number: int) -> list:
    return [number, *(v.format(number) if isinstance(v, str) else v for v in ANSWERED)]


def test_the_paper_named_above_says_what_number_and_date_stand_below() -> None:
    found = read_sheets(
        sheet(
            ["STT", "Nội dung kiến nghị", "Kiến nghị của tỉnh", None, "Cơ quan tiếp nhận", "Kết quả trả lời", None, None,
             "Tình trạng xử lý"],
            [None, None, "Số", "Ngày", None, "Số", "Ngày", "Nội dung"],
            *(answered(n) for n in range(1, 5)),
            merges=[Area(1, 3, 1, 4), Area(1, 6, 1, 8), *(Area(1, c, 2, c) for c in (1, 2, 5, 9))],
        )
    )  # fmt: skip
    assert fields_by_column(found) == [
        "recommendation", "sent_no", "sent_date", "authority", "reply_no", "reply_date", "reply", "status",
    ]  # fmt: skip


def test_a_heading_that_only_sounds_like_prose_does_not_take_numbers_of_papers() -> None:
    found = table(
        ["STT", "Nội dung kiến nghị", "Văn bản kiến nghị", "Ngày gửi", "Cơ quan tiếp nhận", "Kết quả trả lời số"],
        *([n, f"Bổ sung vốn cho tuyến số {n}", f"{n}/UBND-TH", date(2025, 3, n), "Bộ Tài chính", f"{n}/BTC-NSNN"]
          for n in range(1, 5)),
    )  # fmt: skip
    assert "reply" not in fields_by_column(found)


def test_a_lone_second_row_belongs_to_a_heading_that_is_merged_down_beside_it() -> None:
    found = read_sheets(
        sheet(
            ["TT", "Nội dung kiến nghị", "Số, ngày văn bản kiến nghị", "Cơ quan tiếp nhận", "VB trả lời", "Tình trạng"],
            [None, None, None, None, "Nội dung trả lời"],
            *([n, f"Bổ sung vốn tuyến {n}", f"{n}/UBND-TH ngày 3/5/2025", "Bộ Tài chính", "Xong", "Đã giải quyết"]
              for n in range(1, 4)),
            merges=[Area(1, c, 2, c) for c in (1, 2, 3, 4, 6)],
        )
    )  # fmt: skip
    assert len(found.rows) == 3
    assert "reply" in fields_by_column(found)


def test_a_band_over_a_third_of_the_table_names_none_of_its_columns() -> None:
    found = read_sheets(
        sheet(
            ["STT", "Thông tin chung", None, None, None, None, "Tình hình"],
            [None, "Tên thỏa thuận", "Số văn bản", "Ngày ký", "Lĩnh vực", "Các bên tham gia", "Tiến độ xử lý"],
            *([*agreement(n), "Đang thực hiện"] for n in range(1, 5)),
            merges=[Area(1, 2, 1, 6), Area(1, 1, 2, 1)],
        )
    )
    assert fields_by_column(found) == ["title", "doc_no", "signed_date", "sector", "parties", "status"]


def test_the_first_group_is_no_second_row_of_the_heading() -> None:
    found = table(
        ["TT", "Văn bản hợp tác", "Số văn bản", "Ngày ký", "Các bên tham gia"],
        ["A", "Lĩnh vực giao thông"],
        *(
            [n, f"Thỏa thuận hợp tác số {n}", f"{n}/TTHT-UBND", date(2025, 10, n), "Cần Thơ, An Giang"]
            for n in range(1, 4)
        ),
    )
    assert found.tables[0].heading_rows == (1,)
    assert {row.value("sector") for row in found.rows} == {"GT"}


def test_years_of_beginning_and_end_in_short_forms() -> None:
    found = table(
        ["STT", "Tên thỏa thuận", "Số văn bản", "Ngày ký", "Lĩnh vực", "Các bên tham gia", "Năm BĐ", "Năm KT"],
        *([*agreement(n), 2024, 2026] for n in range(1, 4)),
    )
    assert fields_by_column(found)[-2:] == ["start_year", "end_year"]


def test_a_heading_printed_again_is_the_same_whatever_the_running_number_is_called() -> None:
    words = ["Tên thỏa thuận", "Số văn bản", "Ngày ký", "Lĩnh vực", "Các bên tham gia"]
    found = table(["STT", *words], agreement(1), agreement(2), ["Số\nTT", *words], agreement(3))
    assert (len(found.tables), len(found.rows)) == (1, 3)


def test_a_unit_said_once_holds_for_the_tables_below_it() -> None:
    words = ["STT", "Tên thỏa thuận", "Số văn bản", "Ngày ký", "Lĩnh vực", "Các bên tham gia", "Tổng vốn"]
    found = table(
        ["Đơn vị tính: triệu đồng"],
        words,
        [*agreement(1), 500],
        ["Các thỏa thuận chuyển tiếp"],
        [*words[:-1], "Tổng kinh phí"],
        [*agreement(2), 700],
    )
    assert [row.value("amount_total") for row in found.rows] == [500_000_000, 700_000_000]


def test_a_unit_named_in_a_remark_under_the_table_holds_for_it_and_one_that_differs_is_a_dispute() -> None:
    heading = (*B01, "Tổng nhu cầu vốn")
    remark = ["Ghi chú: đơn vị tính triệu đồng"]
    found = table(heading, [*agreement(1), 680000], remark)
    assert found.rows[0].value("amount_total") == 680000 * 10**6 and "other" not in codes(found)
    differs = table(("Đơn vị tính: tỷ đồng",), heading, [*agreement(1), 680000], remark)
    assert differs.rows[0].value("amount_total") is None and "unit_conflict" in codes(differs)
