"""Rows between records: column numbers again, groups with nothing in them, labels under the running number."""

from __future__ import annotations

import pytest

from tests.exchange.sheets import B01, B02, agreement, bold, codes, fields_by_column, issue, obstacle, sheet, table
from tests.exchange.sheets import read as read_sheets

WITHOUT_SECTOR = [*B01[:4], B01[5]]


def grouped(number: int) -> list:
    line = agreement(number)
    return [*line[:4], line[5]]


def test_column_numbers_under_a_heading_printed_again_are_no_record() -> None:
    numbers = ["A", "B", 1, 2, 3, 4]
    found = table(B01, numbers, agreement(1), agreement(2), B01, numbers, agreement(3))
    assert [row.row for row in found.rows] == [3, 4, 7]


def test_a_group_that_has_nothing_to_report_is_no_record() -> None:
    found = table(
        B02,
        ["1", "Lĩnh vực giao thông"],
        ["a)", *obstacle(1)[1:]],
        ["2", "Lĩnh vực khác"],
        [None, "Không phát sinh"],
    )
    assert len(found.rows) == 1
    assert not found.nil


@pytest.mark.parametrize("nil", [[None, "Không phát sinh"], ["Không phát sinh"], [None, "Trong kỳ không có vướng mắc"]])
def test_a_row_that_says_there_is_nothing_is_no_text_of_the_record_above(nil: list) -> None:
    found = table(B02, obstacle(1), obstacle(2), nil, obstacle(3))
    assert [row.rows for row in found.rows] == [(2,), (3,), (5,)]
    assert found.rows[1].value("issue") == obstacle(2)[1]
    told = issue(found, "other")
    assert (told.params["about"], told.params["n"], told.cells[0].address[1:]) == ("rows_skipped", 1, "4")
    assert not found.nil


def test_words_like_those_that_end_the_text_above_run_on() -> None:
    found = table(B02, obstacle(1, "Khối lượng của tuyến"), [None, "chưa phát sinh trong năm"], obstacle(2))
    assert found.rows[0].value("issue") == "Khối lượng của tuyến chưa phát sinh trong năm"


def test_a_label_of_two_words_under_the_running_number_heads_a_group() -> None:
    found = table(WITHOUT_SECTOR, bold("Giao thông"), grouped(1), bold("Trữ nước"), grouped(2), bold("CĐS"), grouped(3))
    assert [row.value("sector") for row in found.rows] == ["GT", "TN", "CS"]


def test_a_label_that_is_not_understood_ends_what_the_group_before_lends() -> None:
    found = table(WITHOUT_SECTOR, bold("Giao thông"), grouped(1), [], [None, "Phần còn lại"], grouped(2))
    assert [row.value("sector") for row in found.rows] == ["GT", None]


def test_a_line_joined_to_the_text_above_is_asked_about_when_it_could_be_a_heading() -> None:
    found = table(B01, agreement(1), [None, "Nội dung hợp tác khác"], agreement(2))
    assert issue(found, "other").params["row"] == 3
    assert not codes(table(B01, agreement(1), [None, "và các tỉnh lân cận"], agreement(2)))


def test_the_end_of_a_bracket_runs_on_though_it_begins_like_a_group() -> None:
    found = table(
        B02,
        obstacle(1, "Chưa có cơ chế dùng ngân sách cho công trình của tỉnh bạn (dự án"),
        [None, "nhóm B, 23 tỷ đồng)"],
        obstacle(2),
    )
    assert found.rows[0].value("issue").endswith("(dự án nhóm B, 23 tỷ đồng)")


def test_a_figure_beside_the_heading_is_no_part_of_it() -> None:
    found = read_sheets(
        sheet(
            ["STT", "Tên thỏa", "Số văn", "Ngày ký", "Lĩnh", "Các bên", None, None, "kiểm tra lại"],
            [None, "thuận", "bản", None, "vực", "tham gia", None, None, "125"],
            *(agreement(n) for n in range(1, 5)),
        )
    )
    assert found.tables[0].heading_rows == (1, 2)
    assert fields_by_column(found) == ["title", "doc_no", "signed_date", "sector", "parties"]


def test_names_of_authorities_are_no_text_of_a_recommendation() -> None:
    found = table(
        ["STT", "Kiến nghị gửi tới", "Nội dung kiến nghị của tỉnh", "Số công văn kiến nghị", "Ngày gửi"],
        *(
            [n, body, f"Bổ sung vốn cho tuyến số {n}", f"{n}/UBND-TH", f"0{n}/3/2025"]
            for n, body in enumerate(("Bộ Tài chính", "Bộ Xây dựng", "Bộ Y tế"), 1)
        ),
    )
    assert [row.value("recommendation") for row in found.rows] == [f"Bổ sung vốn cho tuyến số {n}" for n in (1, 2, 3)]


def test_things_asked_in_rows_of_their_own_belong_to_the_record_above() -> None:
    heading = ("STT", B02[1], B02[4], B02[5], B02[6])
    lines = [
        (1, "Bãi rác giáp ranh bốc mùi", "Gần khu dân cư"),
        ("a)", None, None, "Quy định khoảng cách ly", "Bộ Nông nghiệp và Môi trường"),
        ("b)", None, None, "Hỗ trợ vốn di dời", "Chính phủ"),
        (2, "Nước thải dồn về kênh", "Kênh tiêu nhỏ"),
        ("2.1", None, None, "Mở rộng kênh", "Bộ Xây dựng"),
    ]
    found = table(heading, *lines)
    assert [row.rows for row in found.rows] == [(2, 3, 4), (5, 6)]
    first = found.rows[0]
    assert first.value("proposal") == "Quy định khoảng cách ly\nHỗ trợ vốn di dời"
    assert first.value("authority") == ("Bộ Nông nghiệp và Môi trường", "Chính phủ")
    assert not codes(found)


def test_a_record_with_the_next_number_below_a_remark_is_a_record() -> None:
    heading = ("STT", B02[1], B02[4], B02[5], B02[6])
    lines = [(n, f"Tuyến số {n} chậm", "Thiếu vốn", "Bố trí vốn", "Bộ Tài chính") for n in (1, 2)]
    found = table(heading, lines[0], ("Ghi chú: số liệu đến ngày 30/9",), lines[1], (3, "Tuyến số 3 chậm"))
    assert [row.number for row in found.rows] == ["1", "2", "3"]


def test_rows_that_fill_the_table_and_are_no_record_are_told() -> None:
    lines = [obstacle(n) for n in (1, 2, 3)]
    stray = [None, None, "Giao thông", "Cần Thơ", None, "Bố trí vốn"]
    found = table(B02, *lines, ["Ghi chú: đã họp"], stray, [None, "Bên lề", None, "An Giang"])
    told = [issue for issue in found.issues if issue.params.get("about") == "rows_skipped"]
    assert [[ref.address for ref in one.cells] for one in told] == [["C6", "D6", "F6"], ["B7", "D7"]]


def test_a_further_proposal_with_its_authority_belongs_to_the_record_above() -> None:
    heading = ("STT", B02[1], B02[3], B02[5], B02[6])
    lines = [
        (1, "Hồ trữ ngọt vướng đất trồng lúa", "Cần Thơ, An Giang", "Bổ sung chỉ tiêu đất", "Thủ tướng Chính phủ"),
        (None, None, None, "Cho cơ chế đặc thù cấp mỏ", "Bộ Tài chính"),
        (2, "Độ mặn lấn sâu", "Cần Thơ, An Giang", "Lập lịch vận hành cống", "Bộ Xây dựng"),
    ]
    found = table(heading, *lines)
    assert [row.rows for row in found.rows] == [(2, 3), (4,)]
    first = found.rows[0]
    assert first.value("proposal") == "Bổ sung chỉ tiêu đất\nCho cơ chế đặc thù cấp mỏ"
    assert first.value("authority") == ("Thủ tướng Chính phủ", "Bộ Tài chính")
