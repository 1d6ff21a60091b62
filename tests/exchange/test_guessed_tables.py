"""Tables whose headings no form knows: proposed by title and contents, flagged, and refused where anything is open."""

from __future__ import annotations

from tests.exchange.sheets import table, values

TITLE = ("TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC",)
ROWS = [
    (1, "Đoạn đường nối hai tỉnh bị ngập nhiều năm", "Cho nâng cao mặt đường trong năm nay", "Bộ Xây dựng"),
    (2, "Nước sông giáp ranh vượt chuẩn nhiều lần", "Đầu tư trạm quan trắc bằng vốn trung ương", "Bộ Tài chính"),
    (3, "Cảng cạn thiếu bảy cây số đường kết nối", "Bổ sung tuyến đường vào quy hoạch vùng", "Thủ tướng Chính phủ"),
]
WORDS = ("STT", "Chuyện gì", "Muốn sao", "Ai lo")


def test_required_fields_are_found_by_contents_and_order_and_asked_about() -> None:
    found = table(TITLE, (), WORDS, *ROWS)
    assert [values(row, "issue", "proposal", "authority") for row in found.rows] == [
        (issue, proposal, (body,)) for _, issue, proposal, body in ROWS
    ]
    asked = [i.found for i in found.all_issues if i.params.get("about") == "guessed_column"]
    assert asked == ["Chuyện gì", "Muốn sao", "Ai lo"]


def test_a_heading_that_is_known_counts_before_the_order() -> None:
    turned = [(n, proposal, issue, body) for n, issue, proposal, body in ROWS]
    found = table(TITLE, (), ("STT", "Muốn sao", "Điểm nghẽn", "Ai lo"), *turned)
    assert [values(row, "issue", "proposal") for row in found.rows] == [row[1:3] for row in ROWS]


def test_without_a_title_or_with_a_text_too_many_nothing_is_guessed() -> None:
    assert table(("DANH SÁCH KÈM THEO",), (), WORDS, *ROWS).rows == ()
    more = [(*row, f"Ý kiến thêm của địa phương về việc thứ {row[0]}") for row in ROWS]
    assert table(TITLE, (), (*WORDS, "Thêm gì"), *more).rows == ()
    assert table(TITLE, (), WORDS, *[("", *row[1:]) for row in ROWS]).rows == ()
