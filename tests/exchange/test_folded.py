"""A table whose last columns stand in a block below, under the same running numbers."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import B01, B02, table, values
from workbench.exchange.recognised import Recognised

FIRST = [
    B01,
    (1, "Thỏa thuận nạo vét kênh liên tỉnh", "12/TTHT-UBND", "05/03/2024", "Thủy lợi", "Gia Lai, Đắk Lắk"),
    (2, "Quy chế phối hợp xử lý chất thải rắn", "34/TTHT-UBND", "17/04/2024", "Môi trường", "Gia Lai, Quảng Ngãi"),
    (3, "Bản ghi nhớ nâng cấp quốc lộ", "56/TTHT-UBND", "21/05/2024", "Giao thông", "Gia Lai, Đắk Lắk"),
]
HEADINGS = ("STT", "Nội dung chính", "Năm bắt đầu", "Năm kết thúc", "Tình hình thực hiện", "Ghi chú")
MORE = [
    (1, "Chia đoạn nạo vét", 2024, 2026, "Đang thực hiện", "Có biên bản"),
    (2, "Tiếp nhận 51 tấn một ngày", 2024, 2027, "Tạm dừng", None),
    (3, "Lập chung hồ sơ", 2025, 2030, "Đang thực hiện", "Đã thống nhất"),
]


def kept_out(found: Recognised) -> list[str]:
    return [ref.address for issue in found.issues if issue.params.get("about") == "not_joined" for ref in issue.cells]


@pytest.mark.parametrize(
    "between", [[], [()], [("(tiếp theo)",)], [(), ("Tiếp bảng trên",)], [("(còn nữa)",), ("Trang 2/2",)]]
)
def test_the_last_columns_below_belong_to_the_records_above(between: list) -> None:
    found = table(*FIRST, *between, HEADINGS, *MORE, (), ("Người lập biểu", None, None, "TM. ỦY BAN NHÂN DÂN"))
    at = 6 + len(between)
    assert [values(row, "start_year", "end_year", "note") for row in found.rows] == [
        (2024, 2026, "Có biên bản"),
        (2024, 2027, None),
        (2025, 2030, "Đã thống nhất"),
    ]
    assert [row.rows for row in found.rows] == [(2, at), (3, at + 1), (4, at + 2)]
    assert found.rows[0].cells["content"].cells[0].address == f"B{at}"
    assert not kept_out(found) and not any(row.waits for row in found.rows)
    kinds = {band.row: band.kind for band in found.bands["Sheet1"]}
    assert (kinds[at - 1], kinds[at], kinds[2]) == ("heading", "continuation", "data")


@pytest.mark.parametrize("line", ["Tiếp tục nạo vét đoạn cuối", "Trang thiết bị còn thiếu"])
def test_a_text_that_only_begins_like_a_turned_page_is_not_lost_between_rows_that_are_joined(line: str) -> None:
    first, second, third = (row[1:] for row in MORE)
    found = table(*(row[1:] for row in FIRST), HEADINGS[1:], first, (line,), second, third)
    assert len(found.rows) == 3 and not any("content" in row.cells for row in found.rows)
    assert kept_out(found)[0] == "A5"


def test_three_blocks_are_one_table() -> None:
    halves = [tuple(row[at] for at in (0, *part)) for part in ((1, 2), (3, 4, 5)) for row in (HEADINGS, *MORE)]
    found = table(*FIRST, *halves)
    assert [values(row, "content", "start_year", "note") for row in found.rows][::2] == [
        ("Chia đoạn nạo vét", 2024, "Có biên bản"),
        ("Lập chung hồ sơ", 2025, "Đã thống nhất"),
    ]
    assert found.rows[0].rows == (2, 6, 10)


@pytest.mark.parametrize(
    "below",
    [
        [HEADINGS, *MORE[:2]],
        [HEADINGS, MORE[0], MORE[2]],
        [("Phụ lục: đầu mối của các sở",), HEADINGS, *MORE],
        [("STT", "Họ và tên", "Chức vụ", "Điện thoại"), *((n, f"Nguyễn Văn {n}", "Phó", "0912") for n in (1, 2, 3))],
    ],
    ids=["one number less", "other numbers", "a title between", "other things"],
)
def test_a_block_that_cannot_be_joined_surely_gives_no_records_and_is_told(below: list) -> None:
    found = table(*FIRST, *below)
    assert len(found.rows) == 3
    assert not any(field in row.cells for row in found.rows for field in ("content", "start_year", "note"))
    assert kept_out(found)[0] == f"A{len(FIRST) + 1 + (len(below[0]) == 1)}"


def test_a_heading_printed_again_in_other_words_goes_on_with_records() -> None:
    again = ("TT", "Tên thỏa thuận", "Số văn bản", "Ngày ký", "Lĩnh vực", "Địa phương tham gia")
    more = (4, "Chương trình ngăn mặn", "78/TTHT-UBND", date(2024, 6, 2), "Thủy lợi", "Gia Lai, Đắk Lắk")
    found = table(*FIRST, again, more)
    assert [row.number for row in found.rows] == ["1", "2", "3", "4"]
    assert not kept_out(found)


def test_names_printed_again_beside_the_last_columns_are_the_same_records() -> None:
    lines = [(row[0], name[1], *row[1:]) for row, name in zip((HEADINGS, *MORE), FIRST, strict=True)]
    found = table(*FIRST, (), *lines)
    assert [values(row, "title", "start_year", "note") for row in found.rows] == [
        (FIRST[1][1], 2024, "Có biên bản"),
        (FIRST[2][1], 2024, None),
        (FIRST[3][1], 2025, "Đã thống nhất"),
    ]
    assert found.rows[0].cells["title"].cells[0].address == "B2"


def test_another_form_below_stays_a_table_of_its_own() -> None:
    line = (1, "Thiếu vốn đối ứng cho tuyến tránh", "Giao thông", "Gia Lai, Đắk Lắk", "Chưa bố trí", "Bố trí vốn",
            "Bộ Tài chính", "05/03/2024")  # fmt: skip
    found = table(*FIRST, (), B02, line)
    assert [row.form for row in found.rows] == ["B01", "B01", "B01", "B02"]
    assert not kept_out(found)


def test_running_numbers_of_many_digits_join_as_well() -> None:
    far = [(row[0] + 9997, *row[1:]) for row in FIRST[1:]]
    found = table(B01, *far, HEADINGS, *((row[0] + 9997, *row[1:]) for row in MORE))
    assert [values(row, "start_year", "end_year") for row in found.rows] == [(2024, 2026), (2024, 2027), (2025, 2030)]
