"""Rows that stand amid a table or below it without being part of it."""

from __future__ import annotations

import pytest

from tests.exchange.sheets import B01, B02, agreement, bold, codes, issue, obstacle, table, values
from workbench.exchange.asides import begins_as_example, is_bare_name, numbers_example, says_goes_on
from workbench.exchange.raw import Area, RawCell, Style
from workbench.exchange.recognised import Recognised

ITALIC = Style(italic=True)


def kinds(found: Recognised) -> dict[int, str]:
    return {band.row: band.kind for band in found.bands["Sheet1"]}


@pytest.mark.parametrize("text", ["(còn nữa)", "Xem tiếp trang sau", "(tiếp theo trang sau)", "Còn tiếp…", "(Hết)"])
def test_a_line_for_who_turns_the_page_is_not_joined_to_the_text_above(text: str) -> None:
    found = table(B01, agreement(1), [None, text], agreement(2))
    assert values(found.rows[0], "title") == ("Thỏa thuận hợp tác số 1",)
    assert [row.row for row in found.rows] == [2, 4] and kinds(found)[3] == "outside" and not codes(found)


def test_a_remark_across_the_table_or_in_italics_is_not_joined_to_the_text_above_and_is_told() -> None:
    remark = "(Địa phương đã gửi hồ sơ kèm theo)"
    across = table(B01, agreement(1), [None, remark], agreement(2), merges=[Area(3, 2, 3, 6)])
    slanted = table(B01, agreement(1), [None, RawCell(remark, ITALIC)], agreement(2))
    for found in (across, slanted):
        assert found.rows[0].value("title") == "Thỏa thuận hợp tác số 1"
        assert kinds(found)[3] == "outside" and len(found.rows) == 2
        told = issue(found, "other")
        assert (told.severity, told.params["about"], told.found) == ("check", "rows_skipped", remark)
        assert [ref.address for ref in told.cells] == ["B3"]


def test_a_remark_in_brackets_that_nothing_sets_apart_is_asked_about() -> None:
    found = table(B01, agreement(1), [None, "(Địa phương đã gửi hồ sơ kèm theo)"], agreement(2))
    (asked,) = found.rows[0].issues
    assert asked.severity == "check" and [ref.address for ref in asked.cells] == ["B3"]
    within = table(B01, agreement(1), [None, "(trên địa bàn hai tỉnh)"], agreement(2))
    assert not codes(within) and within.rows[0].value("title").endswith("số 1 (trên địa bàn hai tỉnh)")


def test_text_in_italics_all_the_way_runs_on() -> None:
    first = agreement(1)
    first[1] = RawCell("Thỏa thuận hợp tác", ITALIC)
    found = table(B01, first, [None, RawCell("giữa hai bên bờ sông", ITALIC)], agreement(2))
    assert found.rows[0].value("title") == "Thỏa thuận hợp tác giữa hai bên bờ sông"


def test_those_who_sign_side_by_side_under_a_narrow_table_are_no_records() -> None:
    narrow = ("STT", "Nội dung khó khăn, vướng mắc", "Địa phương liên quan", "Đề xuất, kiến nghị")
    lines = [(n, f"Tuyến số {n} chậm", "Cần Thơ, An Giang", f"Bố trí vốn đoạn {n}") for n in (1, 2)]
    foot = [
        (None, "NGƯỜI LẬP BIỂU", None, "THỦ TRƯỞNG ĐƠN VỊ"),
        (None, "(Ký, ghi rõ họ tên)", None, "(Ký tên, đóng dấu)"),
        (),
        (None, "Nguyễn Văn Hòa", None, "Bùi Thị Hạnh"),
    ]
    found = table(narrow, *lines, (), *foot)
    assert [row.row for row in found.rows] == [2, 3] and codes(found) == ["missing_column"]
    assert {kinds(found)[row] for row in (5, 6, 8)} == {"signature"}
    without_numbers = table(narrow[1:], *(line[1:] for line in lines), (), *(line[1:] for line in foot))
    assert [row.row for row in without_numbers.rows] == [2, 3]


@pytest.mark.parametrize("index", ["abcdefgh", ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"], "12345678"])
@pytest.mark.parametrize("shape", ["{}", "({})", "{}."])
def test_signs_of_the_columns_under_the_heading_are_no_record(index: list[str], shape: str) -> None:
    found = table(B02, [shape.format(sign) for sign in index], obstacle(1))
    assert [row.row for row in found.rows] == [3] and kinds(found)[2] == "numbers"


@pytest.mark.parametrize(
    "number, begins", [("VD", "Ví dụ: "), ("Ví dụ 1", ""), (None, "Ví dụ: "), ("(VD)", ""), ("Mẫu", "")]
)
def test_an_example_printed_in_the_form_is_no_record(number: str | None, begins: str) -> None:
    shown = [number, f"{begins}Thỏa thuận hợp tác về cảng", *agreement(9)[2:]]
    found = table(B01, shown, agreement(1), agreement(2))
    assert [row.row for row in found.rows] == [3, 4] and kinds(found)[2] == "outside"


def test_a_second_example_is_none_either_and_a_record_may_speak_of_examples() -> None:
    found = table(B01, ["VD", *agreement(8)[1:]], ["VD2", *agreement(9)[1:]], agreement(1, "Ví dụ: mô hình điểm"))
    assert [row.row for row in found.rows] == [4]


@pytest.mark.parametrize("mark", ["//", "-//-", "// //", "— // —"])
def test_two_strokes_are_the_same_as_above(mark: str) -> None:
    found = table(B01, agreement(1), agreement(2, sector=mark))
    assert found.rows[1].value("sector") == "GT"
    assert [issue.code for issue in found.rows[1].all_issues] == ["ditto_filled"]


def test_words_of_such_lines() -> None:
    assert says_goes_on("(còn nữa)") and not says_goes_on("Còn nữa hai đoạn chưa nối")
    assert numbers_example("V.D 2") and not numbers_example("1") and not numbers_example("Mẫu số liệu")
    assert begins_as_example("(Ví dụ): cầu") and not begins_as_example("Ví dụ cầu Mỹ Thuận")
    assert is_bare_name("Trần Thị Kim Loan") and not is_bare_name("Bộ Xây dựng") and not is_bare_name("Cầu số 3")


@pytest.mark.parametrize(
    "foot",
    [
        [
            ("Chuyên viên tổng hợp", "An Giang, ngày 12 tháng 6 năm 2026"),
            ("(ký, họ tên)", "(Đã ký)"),
            ("Phạm Thịnh", None),
        ],
        [("XÁC NHẬN CỦA UBND XÃ", "CÁN BỘ TỔNG HỢP"), ("(Đã ký)", "(ký tên, đóng dấu)"), ("Lê Tuấn", "Võ Thị Thủy")],
        [("Kiểm soát", "Người duyệt"), (None, "Q. GIÁM ĐỐC"), ("Lê Tuấn", "Võ Thị Thủy")],
        [("Nơi nhận:", "KT. GIÁM ĐỐC"), ("- Văn phòng Hội đồng vùng;", "PHÓ GIÁM ĐỐC"), ("- Lưu: VT, TH.", None)],
    ],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_whoever_signs_below_is_no_record(foot: list[tuple[str | None, str | None]], numbered: bool) -> None:
    lines = [[n, f"Tuyến số {n} chậm", "Thiếu vốn", f"Bố trí đoạn {n}", "Bộ Xây dựng"] for n in (1, 2, 3)]
    heading = ["STT", B02[1], B02[4], B02[5], B02[6]]
    below = [[None, left, right] for left, right in foot]
    cut = slice(0, None) if numbered else slice(1, None)
    found = table(*(line[cut] for line in (heading, *lines, [], *below)))
    assert [row.row for row in found.rows] == [2, 3, 4]
    assert {kinds(found)[row] for row in (6, 7, 8)} == {"signature"}


def test_records_that_begin_as_a_signature_does_are_records() -> None:
    texts = [
        "Giám đốc các khu bảo tồn chưa thống nhất lịch",
        "Ký quỹ cải tạo môi trường chưa rõ",
        "Nơi nhận chất thải quá xa",
    ]
    found = table(B02, *(obstacle(n, text) for n, text in enumerate(texts, 1)))
    assert [row.value("issue") for row in found.rows] == texts


@pytest.mark.parametrize("shape", ["{})", "({})", "{}/", "{}."])
def test_the_record_above_a_heading_printed_again_is_no_part_of_it(shape: str) -> None:
    lines = [[shape.format(n), *obstacle(n)[1:7], "12/10/2025"] for n in (1, 2, 3, 4)]
    found = table(B02, *lines[:2], B02, *lines[2:])
    assert [row.row for row in found.rows] == [2, 3, 5, 6]
    bare = table(B02[1:], *(line[1:] for line in lines[:2]), B02[1:], *(line[1:] for line in lines[2:]))
    assert [row.row for row in bare.rows] == [2, 3, 5, 6]


def test_what_is_left_over_is_the_field_other_only_beside_fields() -> None:
    heading, line = (*B01[:4], B01[5]), [*agreement(1)[:4], "Cần Thơ, An Giang"]
    fields = table(heading, bold("I", "Giao thông"), line, bold("II", "Các lĩnh vực khác"), [2, *line[1:]])
    assert [row.value("sector") for row in fields.rows] == ["GT", "OT"]
    blocks = table(heading, bold("I", "Mới trong kỳ"), line, bold("II", "Các vấn đề khác"), [2, *line[1:]])
    assert [row.value("sector") for row in blocks.rows] == [None, None]


def test_a_numbered_row_with_more_than_its_text_is_no_total() -> None:
    heading = ("STT", B02[1], B02[5], B02[6])
    lines = [
        (n, text, "Bố trí vốn", "Bộ Tài chính") for n, text in ((1, "Thiếu cát"), (2, "Tổng số vốn dự án tăng 30%"))
    ]
    found = table(heading, *lines, (None, "Tổng số", None, None))
    assert [row.row for row in found.rows] == [2, 3] and kinds(found)[4] == "total"


@pytest.mark.parametrize("number", [0, None, "0."])
def test_an_example_in_brackets_that_nobody_counts_is_no_record(number: int | str | None) -> None:
    example = agreement(9, "(Ví dụ) Thỏa thuận cấp nước")
    example[0] = number
    found = table(B01, example, agreement(1), agreement(2))
    assert [row.row for row in found.rows] == [3, 4] and kinds(found)[2] == "outside"
    counted = table(B01, agreement(1, "(Ví dụ) Thỏa thuận cấp nước"), agreement(2))
    assert len(counted.rows) == 2, "what bears a number is a record"
