"""A table whose columns go on elsewhere: on another sheet, or page by page below."""

from __future__ import annotations

import pytest

from tests.exchange.sheets import B01, B02, Line, read, sheet, table, values
from tests.exchange.test_folded import FIRST, HEADINGS, MORE
from workbench.exchange.raw import Area
from workbench.exchange.recognised import Recognised

RIGHT: list[Line] = [HEADINGS, *MORE]
NAMED: list[Line] = [(row[0], name[1], *row[1:]) for row, name in zip(RIGHT, FIRST, strict=True)]
FOURTH = (4, "Dự án bến cảng chung", "57/TTHT-UBND", "21/06/2024", "Giao thông", "Gia Lai, Đắk Lắk")
FIFTH = (5, "Dự án hồ chứa chung", "58/TTHT-UBND", "21/07/2024", "Thủy lợi", "Gia Lai, Đắk Lắk")
MORE_PAGES: list[Line] = [
    (4, "Nạo vét luồng", 2025, 2030, "Đang thực hiện", "Bốn"),
    (5, "Xây đập", 2025, 2031, None, "Năm"),
]
WHOLE = [(2024, 2026, "Có biên bản"), (2024, 2027, None), (2025, 2030, "Đã thống nhất")]


def without_number(lines: list[Line]) -> list[Line]:
    return [line[1:] for line in lines]


def told(found: Recognised) -> list[tuple[object, str]]:
    said = ("joined_sheets", "joined_by_order", "not_joined", "not_joined_sheet", "sheet_not_read")
    about = [(issue.params.get("about"), issue) for issue in found.issues]
    return [(what, issue.cells[0].sheet) for what, issue in about if what in said]


def more(found: Recognised) -> list[tuple[object, ...]]:
    return [values(row, "start_year", "end_year", "note") for row in found.rows]


@pytest.mark.parametrize("right", [RIGHT, NAMED, without_number(NAMED)], ids=["numbers", "both", "names"])
@pytest.mark.parametrize("first", [False, True])
def test_the_last_columns_on_another_sheet_belong_to_the_records(right: list[Line], first: bool) -> None:
    left, after = sheet(*FIRST, name="Bảng 1"), sheet(("BIỂU 01 (tiếp theo)",), (), *right, name="Bảng 2")
    found = read(after, left) if first else read(left, after)
    assert more(found) == WHOLE
    assert [row.sheet for row in found.rows] == ["Bảng 1"] * 3 and not any(row.waits for row in found.rows)
    assert found.rows[0].cells["note"].cells[0].sheet == "Bảng 2"
    assert found.rows[0].cells["note"].cells[0].address.endswith("4")
    assert told(found) == [("joined_sheets", "Bảng 2")]
    assert {band.row: band.kind for band in found.bands["Bảng 2"]}[4] == "continuation"


def test_rows_in_another_order_are_found_by_their_number_and_name() -> None:
    found = read(sheet(*FIRST, name="A"), sheet(NAMED[0], NAMED[3], NAMED[1], NAMED[2], name="B"))
    assert more(found) == WHOLE


def test_without_numbers_or_names_the_order_joins_and_every_cell_is_to_be_looked_at() -> None:
    found = read(sheet(*FIRST, name="A"), sheet(*without_number(RIGHT), name="B"))
    assert more(found) == WHOLE
    issue = next(issue for issue in found.issues if issue.params.get("about") == "joined_by_order")
    assert issue.severity == "check"
    assert {ref.address for ref in issue.cells} >= {"A1", "A2", "E4", "D3"}


@pytest.mark.parametrize(
    "right",
    [
        RIGHT[:3],
        without_number(RIGHT)[:3],
        [HEADINGS, MORE[0], MORE[2]],
        [*RIGHT[:2], (None, "Thêm một dòng khác", 2024, 2025), *RIGHT[2:]],
    ],
    ids=["one row less", "one row less, no numbers", "other numbers", "a row between"],
)
def test_columns_on_another_sheet_that_fit_no_table_are_told(right: list[Line]) -> None:
    found = read(sheet(*FIRST, name="A"), sheet(*right, name="B"))
    assert more(found) == [(None, None, None)] * 3
    assert told(found) == [("not_joined_sheet", "B")]


def test_two_tables_of_the_same_numbers_leave_open_which_one_goes_on() -> None:
    left = [sheet(*FIRST, name="A"), sheet(FIRST[0], *(("", *row)[1:] for row in FIRST[1:]), name="B")]
    right = [sheet(*RIGHT, name="C"), sheet(*RIGHT, name="D")]
    apart = read(*left, *right)
    assert more(apart) == [(None, None, None)] * 6
    assert told(apart) == [("not_joined_sheet", "C"), ("not_joined_sheet", "D")]
    by_turns = read(left[0], right[0], left[1], right[1])
    assert more(by_turns) == WHOLE * 2


def test_groups_and_totals_may_stand_in_both_halves() -> None:
    def grouped(lines: list[Line]) -> list[Line]:
        return [lines[0], ("I", "Giao thông"), *lines[1:3], ("II", "Thủy lợi"), (1, *lines[3][1:]), (None, "Tổng cộng")]

    found = read(sheet(*grouped(list(FIRST)), name="A"), sheet(*grouped(RIGHT), name="B"))
    assert more(found) == WHOLE


def test_the_unit_said_over_the_other_half_holds_for_its_amounts() -> None:
    money: list[Line] = [("STT", "Tổng nhu cầu vốn", "Vốn ngân sách nhà nước"), (1, 500, 300), (2, 700, 300), (3, 9, 3)]
    found = read(sheet(*FIRST, name="A"), sheet((None, None, "Đơn vị tính: triệu đồng"), *money, name="B"))
    assert [row.value("amount_total") for row in found.rows] == [500_000_000, 700_000_000, 9_000_000]


def test_merged_cells_amid_the_other_half_are_not_joined_blindly() -> None:
    found = read(sheet(*FIRST, name="A"), sheet(*RIGHT, name="B", merges=[Area(2, 2, 3, 2)]))
    assert told(found) == [("not_joined_sheet", "B")]


def test_a_list_of_another_form_is_never_the_other_half() -> None:
    line = (1, "Thiếu vốn đối ứng cho tuyến tránh", "Giao thông", "Gia Lai, Đắk Lắk", "Chưa bố trí", "Bố trí vốn",
            "Bộ Tài chính", "05/03/2024")  # fmt: skip
    found = read(sheet(*FIRST[:2], name="A"), sheet(B02, line, name="B"))
    assert [row.form for row in found.rows] == ["B01", "B02"] and not told(found)


def test_a_sheet_that_is_no_table_is_named() -> None:
    people = [("STT", "Họ và tên", "Chức vụ", "Điện thoại"), *((n, f"Nguyễn Văn {n}", "Phó", "0912") for n in (1, 2, 3))]
    found = read(sheet(*FIRST, name="A"), sheet(*people, name="Danh bạ"))
    assert told(found) == [("sheet_not_read", "Danh bạ")] and found.issues[0].severity == "note"


@pytest.mark.parametrize("headed", [True, False], ids=["headed again", "without headings"])
def test_a_table_cut_page_by_page_is_one_table(headed: bool) -> None:
    second = [B01, FOURTH, FIFTH, HEADINGS, *MORE_PAGES] if headed else [FOURTH, FIFTH, *MORE_PAGES]
    found = table(*FIRST, *RIGHT, *second)
    assert more(found) == [*WHOLE, (2025, 2030, "Bốn"), (2025, 2031, "Năm")]
    assert len(found.tables) == 1 and not found.issues
    assert found.rows[4].rows == ((11, 14) if headed else (10, 12))


@pytest.mark.parametrize("headed", [True, False])
def test_all_first_columns_then_all_last_columns(headed: bool) -> None:
    left = [B01, FOURTH, FIFTH] if headed else [FOURTH, FIFTH]
    right = [HEADINGS, *MORE_PAGES] if headed else MORE_PAGES
    found = table(*FIRST, *left, *RIGHT, *right)
    assert more(found) == [*WHOLE, (2025, 2030, "Bốn"), (2025, 2031, "Năm")]


def test_a_page_on_each_sheet() -> None:
    pages = [[*FIRST], RIGHT, [B01, FOURTH, FIFTH], [HEADINGS, *MORE_PAGES]]
    found = read(*(sheet(*lines, name=f"Trang {n}") for n, lines in enumerate(pages, 1)))
    assert more(found) == [*WHOLE, (2025, 2030, "Bốn"), (2025, 2031, "Năm")]


def test_blocks_below_without_numbers_join_by_order_and_are_told() -> None:
    found = table(*FIRST, (), *without_number(RIGHT), (), ("Người lập biểu",))
    assert more(found) == WHOLE
    assert told(found) == [("joined_by_order", "Sheet1")]
