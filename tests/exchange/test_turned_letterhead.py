"""What stands over and under cards is no part of them."""

from __future__ import annotations

from tests.exchange.sheets import Line, table, values

CARD: list[Line] = [
    ("Nội dung khó khăn, vướng mắc:", "Cầu qua sông chưa có chủ đầu tư"),
    ("Địa phương liên quan:", "Cần Thơ, An Giang"),
    ("Nguyên nhân:", "Luật chưa nói rõ"),
    ("Đề xuất, kiến nghị:", "Giao một tỉnh làm chủ quản"),
    ("Cơ quan có thẩm quyền giải quyết:", "Bộ Xây dựng"),
]


def test_the_sender_over_cards_is_the_sender_and_no_label() -> None:
    found = table(("Đơn vị: UBND tỉnh Vĩnh Long",), (), ("BẢNG TỔNG HỢP",), (), *CARD, (), ("Nơi nhận: - Văn phòng;",))
    assert found.meta.province and found.meta.province.text == "Vĩnh Long"
    (row,) = found.rows
    assert values(row, "issue", "provinces") == (CARD[0][1], ("Cần Thơ", "An Giang")) and not row.unmapped
    assert not [issue for issue in found.issues if issue.code == "unmapped_column"]
