"""Cards: labels down the page beside values, in whatever words, in one column or two; records as an outline."""

from __future__ import annotations

from tests.exchange.sheets import Line, table, values
from workbench.exchange.raw import CellValue

LABELS = ("Nội dung khó khăn, vướng mắc", "Địa phương liên quan", "Nguyên nhân", "Đề xuất, kiến nghị",
          "Cơ quan có thẩm quyền giải quyết")  # fmt: skip
FIRST = ("Cầu qua sông chưa có chủ đầu tư", "Cần Thơ, An Giang", "Luật chưa nói rõ", "Giao một tỉnh làm chủ quản",
         "Bộ Xây dựng")  # fmt: skip
SECOND = ("Bãi rác gần xã bên bốc mùi", "Vĩnh Long, An Giang", "Khoảng cách đo trong một tỉnh",
          "Quy định lại khoảng cách", "Bộ Nông nghiệp và Môi trường")  # fmt: skip
FIELDS = ("issue", "provinces", "cause", "proposal", "authority")
READ = ("Cầu qua sông chưa có chủ đầu tư", ("Cần Thơ", "An Giang"), "Luật chưa nói rõ", "Giao một tỉnh làm chủ quản",
        ("Bộ Xây dựng",))  # fmt: skip


def card(said: tuple[CellValue, ...], labels: tuple[str, ...] = LABELS) -> list[Line]:
    return [(f"{label}:", value) for label, value in zip(labels, said, strict=True)]


def test_the_sender_over_cards_is_the_sender_and_no_label() -> None:
    over: list[Line] = [("Đơn vị: UBND tỉnh Vĩnh Long",), (), ("BẢNG TỔNG HỢP",), ()]
    found = table(*over, *card(FIRST), (), ("Nơi nhận: - Văn phòng;",))
    assert found.meta.province and found.meta.province.text == "Vĩnh Long"
    (row,) = found.rows
    assert values(row, *FIELDS) == READ and not row.unmapped
    assert not [issue for issue in found.issues if issue.code == "unmapped_column"]


def test_two_columns_of_labels_are_one_card() -> None:
    def wide(said: tuple[str, ...]) -> list[Line]:
        lines = card(said)
        return [(*lines[0], *lines[1]), (*lines[2], *lines[3]), lines[4]]

    found = table(("PHIẾU SỐ 1",), *wide(FIRST), (), ("PHIẾU SỐ 2",), *wide(SECOND))
    assert values(found.rows[0], *FIELDS) == READ
    assert found.rows[1].value("issue") == SECOND[0] and len(found.rows) == 2
    assert found.rows[0].cells["proposal"].cells[0].address == "D3"
    assert found.rows[0].rows == (2, 3, 4)


def test_a_value_that_is_missing_between_two_labels_stays_missing() -> None:
    lines = card(FIRST)
    found = table((*lines[0], *lines[1]), (lines[2][0], None, *lines[3]), lines[4], ("Lĩnh vực:", "Giao thông"))
    assert values(found.rows[0], *FIELDS) == (*READ[:2], None, *READ[3:])


def test_labels_in_words_of_their_own_are_told_by_their_shape() -> None:
    own = (
        "Vấn đề đang vướng",
        "Địa bàn có liên quan",
        "Do đâu mà có",
        "Tháo gỡ thế nào",
        "Bộ ngành có thẩm quyền xử lý",
    )
    found = table(("PHIẾU KHÓ KHĂN, VƯỚNG MẮC",), (), *card(FIRST, own), (), *card(SECOND, own))
    assert [values(row, "issue", "provinces", "authority") for row in found.rows] == [
        (FIRST[0], ("Cần Thơ", "An Giang"), ("Bộ Xây dựng",)),
        (SECOND[0], ("Vĩnh Long", "An Giang"), ("Bộ Nông nghiệp và Môi trường",)),
    ]
    kept = {text for text, _ in found.rows[0].unmapped.values()}
    assert kept | {found.rows[0].value(field) for field in ("cause", "proposal")} >= {FIRST[2], FIRST[3]}
    assert {issue.code for issue in found.issues} >= {"unmapped_column"}


def test_lines_with_a_colon_that_are_no_card_are_none() -> None:
    assert not table(
        ("Kính gửi:", "Văn phòng"), ("Ngày:", "12/10/2026"), ("Người nhận:", "Anh Hòa"), ("Số trang:", 4)
    ).rows


def test_records_as_an_outline() -> None:
    def item(number: int, said: tuple[str, ...]) -> list[Line]:
        lines = [f"- {label}: {value}" for label, value in zip(("Nguyên nhân", "Kiến nghị"), said[2:4], strict=True)]
        return [(number, said[0]), *((None, line) for line in lines), (None, f"- Cơ quan giải quyết: {said[4]}")]

    foot: list[Line] = [(), ("Nơi nhận:", "KT. GIÁM ĐỐC"), (None, "PHÓ GIÁM ĐỐC"), (), (None, "Bùi Thị Hạnh")]
    lines = [*item(1, FIRST), *item(2, SECOND)]
    found = table(("BẢNG TỔNG HỢP KHÓ KHĂN",), (), *lines, *foot)
    fields = ("issue", "cause", "proposal", "authority")
    assert values(found.rows[0], *fields) == (READ[0], *READ[2:])
    assert values(found.rows[1], *fields) == (SECOND[0], *SECOND[2:4], (SECOND[4],))
    assert found.rows[1].rows == (7, 8, 9, 10) and found.rows[1].cells["cause"].cells[0].address == "B8"


def test_a_line_of_an_outline_may_run_on() -> None:
    lines: list[Line] = [
        ("1. Cầu chưa có chủ",),
        ("Nguyên nhân: Luật chưa",),
        ("nói rõ",),
        ("Kiến nghị: Giao một tỉnh",),
    ]
    more: list[Line] = [("2. Bãi rác",), ("Nguyên nhân: Gần xã bên",), ("Kiến nghị: Dời đi",)]
    found = table(("KHÓ KHĂN, VƯỚNG MẮC",), *lines, *more)
    assert [values(row, "issue", "cause", "proposal") for row in found.rows] == [
        ("Cầu chưa có chủ", "Luật chưa nói rõ", "Giao một tỉnh"),
        ("Bãi rác", "Gần xã bên", "Dời đi"),
    ]


def test_cards_side_by_side_are_a_record_each() -> None:
    lines = [(label, one, None, label, other) for label, one, other in zip(LABELS, FIRST, SECOND, strict=True)]
    found = table(("PHIẾU SỐ 1", None, None, "PHIẾU SỐ 2"), *lines)
    assert [values(row, *FIELDS)[0] for row in found.rows] == [FIRST[0], SECOND[0]]
    assert values(found.rows[0], *FIELDS) == READ and not found.rows[0].waits
