"""Finding tables: headings wherever they stand, several tables, the form they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from tests.exchange.sheets import B01, B02, B03, agreement, answer, bold, codes, obstacle, read, sheet, table
from workbench.exchange.raw import Area, CellValue, RawCell


def spans(recognised) -> list[tuple[str, str, tuple[int, ...], int]]:
    return [(t.sheet, t.form, t.heading_rows, len(recognised.rows)) for t in recognised.tables]


def test_heading_below_a_letterhead() -> None:
    found = table(["UBND TỈNH CÀ MAU"], [], ["DANH MỤC THỎA THUẬN"], [], B01, agreement(1), agreement(2))
    assert spans(found) == [("Sheet1", "B01", (5,), 2)]


def test_table_that_begins_in_another_column() -> None:
    found = table([], [], [None, None, *B02], [None, None, *obstacle(1)])
    assert found.tables[0].first_column == 3
    assert found.rows[0].value("issue") == "Đoạn tuyến 1 chậm tiến độ"


def test_heading_over_two_rows_with_merges() -> None:
    found = table(
        ["TT", "Nội dung kiến nghị", "Văn bản kiến nghị", None, "Cơ quan tiếp nhận", "Tình trạng xử lý"],
        [None, None, "Số", "Ngày"],
        [1, "Bổ sung vốn", "12/UBND-TH", "05/10/2025", "Bộ Tài chính", "Chưa trả lời"],
        merges=[Area(1, 3, 1, 4), *(Area(1, c, 2, c) for c in (1, 2, 5, 6))],
    )
    assert spans(found) == [("Sheet1", "B03", (1, 2), 1)]
    assert found.rows[0].value("sent_no") == "12/UBND-TH"


def test_heading_over_two_rows_without_merges() -> None:
    found = table(
        ["TT", "Nội dung kiến nghị", "Văn bản kiến nghị", None, "Cơ quan tiếp nhận", "Tình trạng xử lý"],
        [None, None, "Số", "Ngày"],
        [1, "Bổ sung vốn", "12/UBND-TH", "05/10/2025", "Bộ Tài chính", "Chưa trả lời"],
    )
    assert [c.fields for c in found.tables[0].columns][1:3] == [("sent_no",), ("sent_date",)]


def test_heading_cut_over_rows() -> None:
    found = table(
        ["STT", "Tên thỏa thuận,", "Số, ký", "Ngày", "Lĩnh", "Các địa phương"],
        [None, "chương trình", "hiệu", "ký", "vực", "tham gia"],
        [None, "liên kết", "văn bản"],
        agreement(1),
        agreement(2),
    )
    assert spans(found) == [("Sheet1", "B01", (1, 2, 3), 2)]


def test_row_of_column_numbers_is_no_record() -> None:
    for numbers in (["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], ["A", "B", 1, 2, 3, 4], [1, 2, 3, "4=5+6", 5, 6]):
        found = table(B01, numbers, agreement(1))
        assert len(found.rows) == 1
        assert found.tables[0].bands[1].kind == "numbers"


def test_repeated_heading_is_no_record_and_no_new_table() -> None:
    found = table(B01, agreement(1), B01, agreement(2))
    assert len(found.tables) == 1
    assert [row.row for row in found.rows] == [2, 4]


def test_two_forms_under_each_other() -> None:
    found = table(B01, agreement(1), [], ["KẾT QUẢ XỬ LÝ KIẾN NGHỊ"], B03, answer(1))
    assert [(row.form, row.row) for row in found.rows] == [("B01", 2), ("B03", 6)]
    assert found.form is None


def test_two_tables_side_by_side() -> None:
    found = table([*B01, None, *B03], [*agreement(1), None, *answer(1)], [*agreement(2), None, *answer(2)])
    assert [row.form for row in found.rows] == ["B01", "B01", "B03", "B03"]
    assert found.rows[2].value("recommendation") == "Bổ sung vốn cho đoạn tuyến 1"


def test_one_form_to_each_sheet() -> None:
    found = read(
        sheet(B02, obstacle(1), name="Biểu 2"), sheet(["STT"], name="Hướng dẫn"), sheet(B03, answer(1), name="B3")
    )
    assert found.forms == ("B02", "B03")


def test_working_figures_beside_and_below_the_table_are_left_out() -> None:
    found = table(
        [*B01, None, None, 17],
        [*agreement(1), None, None, 22],
        agreement(2),
        [],
        [],
        [None, "nháp", None, None, 55],
        [None, None, None, 155.5],
    )
    assert [row.row for row in found.rows] == [2, 3]


def test_title_decides_between_forms_with_like_headings() -> None:
    words = ["STT", "Kiến nghị", "Cơ quan có thẩm quyền", "Ngày kiến nghị", "Lĩnh vực"]
    line = [1, "Bố trí vốn", "Bộ Tài chính", "05/10/2025", "Giao thông"]
    assert table(["Biểu số 02/LKV"], words, line).tables[0].form == "B02"
    assert table(["Biểu số 03/LKV"], words, line).tables[0].form == "B03"


def test_group_names_in_bold_do_not_join_the_heading() -> None:
    found = table(bold(*B01), bold("I", "GIAO THÔNG"), agreement(1))
    assert found.tables[0].heading_rows == (1,)


def test_a_file_without_a_table_is_refused_with_a_sentence() -> None:
    found = table(["Kính gửi: Hội đồng"], ["Báo cáo bằng lời"])
    assert (found.status, found.message) == ("rejected", "importing.nothing_recognised")


def test_another_form_is_named_as_such() -> None:
    found = table(["Biểu số 07/KHĐT"], ["STT", "Tên doanh nghiệp", "Mã số thuế"], [1, "Công ty A", "123"])
    assert found.message == "importing.other_form"


def test_a_form_without_rows_is_refused() -> None:
    assert table(B01).message == "importing.no_rows"


def test_a_stamp_of_secrecy_is_refused() -> None:
    assert table(["TUYỆT MẬT"], B01, agreement(1)).message == "importing.secret"


def test_a_clean_table_has_no_findings() -> None:
    assert codes(table(B02, obstacle(1), obstacle(2)), notes=True) == []


def test_headings_merged_over_two_rows_with_nothing_in_the_second() -> None:
    merges = [Area(1, column, 2, column) for column in range(1, 7)]
    rows = [B01, (), agreement(1), agreement(2)]
    made = read(sheet(*rows, merges=merges))
    assert [row.value("doc_no") for row in made.rows] == ["1/TTHT-UBND", "2/TTHT-UBND"]


def test_columns_that_are_two_columns_of_the_sheet_wide() -> None:
    def wide(line: Sequence[CellValue | RawCell]) -> list[CellValue | RawCell]:
        return [cell for value in line for cell in (value, None)]

    merges = [Area(row, column, row, column + 1) for row in (1, 2, 3) for column in range(1, 12, 2)]
    made = read(sheet(wide(B01), wide(agreement(1)), wide(agreement(2)), merges=merges))
    assert [row.value("title") for row in made.rows] == ["Thỏa thuận hợp tác số 1", "Thỏa thuận hợp tác số 2"]
    assert not codes(made)


def test_headings_that_carry_the_number_of_their_column() -> None:
    made = read(sheet([f"({n}) {text}" for n, text in enumerate(B01, 1)], agreement(1), agreement(2)))
    assert [row.number for row in made.rows] == ["1", "2"]
    assert not codes(made)


def test_an_index_of_letters_or_of_words_is_no_record() -> None:
    for index in ("ABCDEG", [f"Cột {n}" for n in range(1, 7)]):
        assert len(read(sheet(B01, list(index), agreement(1), agreement(2))).rows) == 2


def test_a_group_below_the_heading_is_no_part_of_it() -> None:
    made = read(sheet(B01, [None, "* Lĩnh vực du lịch:"], agreement(1), agreement(2)))
    assert [row.value("title") for row in made.rows] == ["Thỏa thuận hợp tác số 1", "Thỏa thuận hợp tác số 2"]


def test_the_name_of_a_province_names_no_form() -> None:
    scores = [read(sheet([line], [], B01, agreement(1))).tables[0].score for line in ("UBND TỈNH BÌNH THUẬN", "UBND")]
    assert scores[0] == scores[1]
