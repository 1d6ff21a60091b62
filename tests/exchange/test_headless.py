"""The second part of a list sent without its heading: proposed by the order of the form, and to be looked at."""

from __future__ import annotations

from datetime import date

from tests.exchange.sheets import Line, read, sheet, table, values
from workbench.exchange.recognised import Overrides

TITLE: Line = ("UBND tỉnh Cà Mau - Khó khăn, vướng mắc (tiếp theo)",)
ROWS: list[Line] = [
    (n, f"Tuyến số {n} qua vùng giáp ranh chậm tiến độ", "Cà Mau, Vĩnh Long", f"Còn {n} hộ chưa bàn giao mặt bằng",
     f"Cho phép tách phần giải phóng mặt bằng đoạn {n}", "Bộ Xây dựng; Bộ Tài chính", date(2026, 5, n))
    for n in range(9, 14)
]  # fmt: skip


def test_columns_without_headings_are_told_by_the_order_of_the_form() -> None:
    found = table(TITLE, *ROWS, (), ("Người lập biểu", None, "TM. ỦY BAN NHÂN DÂN"))
    assert [row.form for row in found.rows] == ["B02"] * 5 and found.status == "partial"
    row = found.rows[0]
    assert values(row, "issue", "provinces", "authority") == (
        ROWS[0][1], ("Cà Mau", "Vĩnh Long"), ("Bộ Xây dựng", "Bộ Tài chính"),
    )  # fmt: skip
    assert values(row, "cause", "proposal") == (ROWS[0][3], ROWS[0][4])
    assert row.rows == (2,) and row.cells["cause"].cells[0].address == "D2" and row.number == "9"


def test_every_cell_so_told_is_to_be_looked_at() -> None:
    found = table(TITLE, *ROWS)
    issue = next(issue for issue in found.issues if issue.params.get("about") == "headless")
    told = {ref.address for ref in issue.cells}
    assert issue.severity == "check"
    assert {cell.cells[0].address for row in found.rows for cell in row.cells.values()} <= told


def test_a_day_that_could_be_one_of_two_is_kept_and_not_placed() -> None:
    found = table(TITLE, *ROWS)
    assert values(found.rows[0], "raised_date", "deadline") == (None, None)
    assert [text for text, _ in found.rows[0].unmapped.values()] == ["2026-05-09"]


def test_the_officer_says_what_such_a_column_is() -> None:
    chosen = Overrides(columns={("Sheet1", 7): "deadline"})
    found = read(sheet(TITLE, *ROWS), overrides=chosen)
    assert [row.value("deadline").value.day for row in found.rows] == [9, 10, 11, 12, 13]  # type: ignore[attr-defined]


def test_other_numbered_rows_are_no_form() -> None:
    people: list[Line] = [
        (n, f"Nguyễn Văn {n}", "Phó phòng", "Sở Xây dựng", "0912", date(2020, 1, n)) for n in range(1, 6)
    ]
    assert not table(("Danh sách cán bộ",), *people).rows
    assert not table(TITLE, *ROWS[:2]).rows
    assert not table(TITLE, *ROWS[:2], (None, "Một dòng khác", "chen vào"), *ROWS[2:]).rows
    without_body = [(*row[:5], "việc chung", row[6]) for row in ROWS]
    assert not table(TITLE, *without_body).rows
