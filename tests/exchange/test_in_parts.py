"""One value in several columns, two values under one heading, and authorities to be ticked."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import B03, read, sheet, values
from workbench.exchange.raw import Area
from workbench.exchange.recognised import Recognised
from workbench.values.dates import ParsedDate

ROWS = [
    (1, "Thỏa thuận nạo vét kênh liên tỉnh", "Thủy lợi", "Gia Lai, Đắk Lắk"),
    (2, "Quy chế phối hợp xử lý chất thải rắn", "Môi trường", "Gia Lai, Quảng Ngãi"),
    (3, "Bản ghi nhớ nâng cấp quốc lộ", "Giao thông", "Gia Lai, Đắk Lắk"),
]
NAMES = ("STT", "Tên thỏa thuận, chương trình liên kết", "Lĩnh vực", "Các địa phương tham gia")


def agreements(over: list, under: list, cells: list[tuple], merges: list[Area]) -> Recognised:
    blank = (None,) * len(NAMES)
    lines = [(*NAMES, *over), (*blank, *under), *((*row, *more) for row, more in zip(ROWS, cells, strict=True))]
    return read(sheet(*lines, merges=[*merges, *(Area(1, c, 2, c) for c in range(1, 5))]))


def day(found: Recognised, row: int, field: str) -> date | None:
    value = found.rows[row].value(field)
    return value.value if isinstance(value, ParsedDate) else None


@pytest.mark.parametrize("merged", [True, False])
def test_day_month_and_year_in_three_columns_are_one_date(merged: bool) -> None:
    found = agreements(
        ["Số, ký hiệu văn bản", "Ngày ký", None, None],
        [None, "Ngày", "Tháng", "Năm"],
        [("12/TTHT-UBND", 5, 3, 2024), ("34/TTHT-UBND", "17", "04", "2024"), ("56/TTHT-UBND", 31, 2, 2024)],
        [Area(1, 5, 2, 5), *([Area(1, 6, 1, 8)] if merged else [])],
    )
    assert [day(found, row, "signed_date") for row in (0, 1, 2)] == [date(2024, 3, 5), date(2024, 4, 17), None]
    assert [ref.address for ref in found.rows[0].cells["signed_date"].cells] == ["F3", "G3", "H3"]
    assert {i.code for i in found.rows[2].all_issues} == {"bad_date"}
    assert not any(row.waits for row in found.rows[:2])


def test_a_date_without_its_year_is_asked_about() -> None:
    found = agreements(
        ["Số, ký hiệu văn bản", "Ngày ký", None, None],
        [None, "Ngày", "Tháng", "Năm"],
        [("12/TTHT-UBND", 5, 3, None), ("34/TTHT-UBND", 17, 4, 2024), ("56/TTHT-UBND", 9, 2, 2024)],
        [Area(1, 5, 2, 5), Area(1, 6, 1, 8)],
    )
    assert found.rows[0].value("signed_date") is None
    assert [(i.code, i.severity) for i in found.rows[0].all_issues] == [("type_mismatch", "stop")]


def test_number_and_sign_in_two_columns_are_one_number_of_a_paper() -> None:
    found = agreements(
        ["Số, ký hiệu văn bản", None, "Ngày ký"],
        ["Số", "Ký hiệu", None],
        [(12, "TTHT-UBND", "05/03/2024"), ("34", "QC-UBND", "17/04/2024"), (56, None, "21/05/2024")],
        [Area(1, 5, 1, 6), Area(1, 7, 2, 7)],
    )
    assert [row.value("doc_no") for row in found.rows] == ["12/TTHT-UBND", "34/QC-UBND", None]
    assert {i.code for i in found.rows[2].all_issues} == {"type_mismatch"}


@pytest.mark.parametrize("over", ["Số, ngày ký văn bản", "Số, ký hiệu, ngày ký văn bản"])
def test_a_heading_over_two_columns_without_a_merge_names_number_and_date(over: str) -> None:
    rows = [("12/TTHT-UBND", "05/03/2024"), ("34/TTHT-UBND", "17/04/2024"), ("56/TTHT-UBND", "21/05/2024")]
    lines = [(*NAMES[:2], over, None, *NAMES[2:]), *((*r[:2], *m, *r[2:]) for r, m in zip(ROWS, rows, strict=True))]
    found = read(sheet(*lines))
    assert [row.value("doc_no") for row in found.rows] == [number for number, _ in rows]
    assert day(found, 1, "signed_date") == date(2024, 4, 17)
    assert not any(row.waits for row in found.rows)


def test_authorities_ticked_under_their_own_heading_are_a_list() -> None:
    at = B03.index("Cơ quan tiếp nhận")
    names = ["Bộ Tài chính", "Bộ Xây dựng", "Sở chưa rõ"]
    head = [*B03[: at + 1], None, None, *B03[at + 1 :]]
    under = [*([None] * at), *names, *([None] * (len(B03) - at - 1))]
    before, after = ("Cho cơ chế vốn vùng", "12/UBND-TH", "05/03/2024"), (None, None, "Chưa trả lời")
    ticks = [("x", None, None), ("x", "x", None), (None, "x", None), (None, None, "x")]
    rows = [(n, f"{before[0]} {n}", *before[1:], *marks, *after) for n, marks in enumerate(ticks, 1)]
    alone = [c for c in range(1, len(head) + 1) if not at < c <= at + 3]
    found = read(sheet(head, under, *rows, merges=[Area(1, at + 1, 1, at + 3), *(Area(1, c, 2, c) for c in alone)]))
    field = next(c.fields[0] for c in found.tables[0].columns if c.option)
    said = [values(row, field)[0] for row in found.rows]
    assert said == [("Bộ Tài chính",), ("Bộ Tài chính", "Bộ Xây dựng"), ("Bộ Xây dựng",), None]
    assert "unknown_code" in {i.code for i in found.rows[3].all_issues}
