"""Values told once for a whole table, main texts under unknown headings, papers told by name, cards in own words."""

from __future__ import annotations

from datetime import date

from tests.exchange.sheets import B01, agreement, fields_by_column, obstacle, read, sheet, table

WITHOUT_SECTOR = [*B01[:4], B01[5]]


def plain(number: int) -> list:
    line = agreement(number)
    return [*line[:4], line[5]]


def test_a_line_above_the_table_gives_a_field_to_all_of_it() -> None:
    found = table(["UBND TỈNH CÀ MAU"], ["Lĩnh vực: Chuyển đổi số"], WITHOUT_SECTOR, plain(1), plain(2))
    assert [row.value("sector") for row in found.rows] == ["CS", "CS"]
    assert found.rows[0].cells["sector"].cells[0].address == "A2"


def test_a_line_above_the_table_does_not_reach_into_the_next_one() -> None:
    found = table(
        ["Lĩnh vực: Chuyển đổi số"],
        WITHOUT_SECTOR,
        plain(1),
        [],
        ["Các thỏa thuận khác"],
        ["TT", *B01[1:4], B01[5]],
        plain(2),
    )
    assert len(found.rows) == 2
    other = table(["Lĩnh vực: chưa phân loại"], WITHOUT_SECTOR, plain(1))
    assert other.rows[0].value("sector") is None


def test_the_first_prose_of_a_table_is_its_main_text_when_its_heading_speaks_of_it() -> None:
    found = table(
        ["TT", "Những vướng mắc tỉnh đang gặp", "Lĩnh vực", "Địa phương liên quan", "Nguyên nhân", "Đề xuất, kiến nghị",
         "Cơ quan có thẩm quyền giải quyết"],
        *(obstacle(n, f"Tuyến tránh số {n} chưa được bố trí vốn trung hạn, nền đường hư hỏng")[:7] for n in range(1, 4)),
    )  # fmt: skip
    assert fields_by_column(found)[0] == "issue"


def test_the_first_prose_is_not_taken_when_its_heading_speaks_of_something_else() -> None:
    found = table(
        ["STT", "Tên doanh nghiệp kê khai", "Lĩnh vực", "Địa phương liên quan", "Nguyên nhân", "Đề xuất, kiến nghị",
         "Cơ quan có thẩm quyền giải quyết"],
        *(obstacle(n, f"Công ty cổ phần xây dựng và thương mại số {n}")[:7] for n in range(1, 4)),
    )  # fmt: skip
    assert "issue" not in fields_by_column(found)


def test_a_paper_that_an_obstacle_refers_to_may_be_told_by_its_name() -> None:
    heading = ["STT", "Nội dung vướng mắc", "Thuộc thỏa thuận/dự án", "Địa phương liên quan", "Nguyên nhân", "Kiến nghị",
               "Thẩm quyền giải quyết"]  # fmt: skip
    found = table(
        heading,
        *([*obstacle(n)[:2], paper, *obstacle(n)[3:7]]
          for n, paper in enumerate(("Dự án đường Vành đai 4", "12/TTHT-UBND", "Dự án cầu nối hai tỉnh"), 1)),
    )  # fmt: skip
    assert found.rows[0].value("agreement") == "Dự án đường Vành đai 4"


def test_labels_that_no_form_knows_are_labels_between_those_that_are_known() -> None:
    found = read(
        sheet(
            ["PHIẾU THEO DÕI KIẾN NGHỊ"],
            ["Điều tỉnh đã kiến nghị", "Bổ sung vốn cho tuyến số 1", "Bổ sung vốn cho tuyến số 2"],
            ["Số văn bản kiến nghị", "1/UBND-TH", "2/UBND-TH"],
            ["Ngày gửi", date(2025, 3, 1), date(2025, 3, 2)],
            ["Cơ quan tiếp nhận", "Bộ Tài chính", "Bộ Xây dựng"],
            ["Người theo dõi", "Nguyễn Văn An", "Lê Thị Bình"],
            ["Tình trạng xử lý", "Đang giải quyết", "Đã giải quyết"],
        )
    )
    assert [row.value("recommendation") for row in found.rows] == [f"Bổ sung vốn cho tuyến số {n}" for n in (1, 2)]
    assert [row.value("status") for row in found.rows] == ["in_progress", "solved"]
