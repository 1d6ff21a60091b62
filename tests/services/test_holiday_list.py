"""Lists of days off from a sheet, and what the law gives for a year."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.errors import UserError
from workbench.exchange.raw import CellValue, RawCell, RawSheet, RawWorkbook
from workbench.services.holiday_list import by_law, read_list
from workbench.services.working_calendar import DayEdit


def book(*rows: tuple[CellValue, ...]) -> RawWorkbook:
    cells = {
        r: {c: RawCell(value) for c, value in enumerate(row, 1) if value is not None} for r, row in enumerate(rows, 1)
    }
    return RawWorkbook("ngày nghỉ.xlsx", "0" * 64, "xlsx", (RawSheet("Lịch", cells),))


def test_columns_are_found_by_their_headings_in_any_order() -> None:
    found = read_list(
        book(
            ("LỊCH NGHỈ NĂM 2027",),
            ("STT", "Tên ngày nghỉ", "Căn cứ", "Loại", "Ngày"),
            (1, "Tết Nguyên đán", "1/TB-BNV", "Nghỉ lễ", "04/02/2027 - 06/02/2027"),
            (2, "Nghỉ hoán đổi", "2/TB-BNV", "Nghỉ bù, hoán đổi", date(2027, 9, 3)),
            (3, "Làm bù", "2/TB-BNV", "Làm bù", "11/9/2027"),
        )
    )
    tet = [DayEdit(date(2027, 2, d), "off", "Tết Nguyên đán", "1/TB-BNV") for d in (4, 5, 6)]
    assert list(found.edits) == [
        *tet,
        DayEdit(date(2027, 9, 3), "swap_off", "Nghỉ hoán đổi", "2/TB-BNV"),
        DayEdit(date(2027, 9, 11), "work", "Làm bù", "2/TB-BNV"),
    ]
    assert found.unread == ()


def test_days_that_cannot_be_read_are_named_by_their_cell() -> None:
    found = read_list(book(("Ngày", "Tên"), ("31/02/2027", "Tết"), ("01/01/2027", "Tết Dương lịch")))
    assert found.unread == (("Lịch!A2", "31/02/2027"),)
    assert [edit.day for edit in found.edits] == [date(2027, 1, 1)]


def test_a_span_of_weeks_is_a_slip_not_a_holiday() -> None:
    found = read_list(book(("Ngày", "Tên"), ("01/01/2027 - 31/12/2027", "?"), ("02/09/2027", "Quốc khánh")))
    assert [edit.day for edit in found.edits] == [date(2027, 9, 2)]
    assert len(found.unread) == 1


def test_a_bare_column_of_days_will_do() -> None:
    found = read_list(book((date(2027, 1, 1),), (date(2027, 4, 30),)))
    assert [(edit.day.month, edit.kind) for edit in found.edits] == [(1, "off"), (4, "off")]


def test_a_book_without_days_is_refused() -> None:
    with pytest.raises(UserError) as refused:
        read_list(book(("Họ và tên", "Đơn vị"), ("Nguyễn A", "Sở Tài chính")))
    assert refused.value.code == "calendar.no_list"


def test_the_law_gives_a_year_that_nobody_has_decided() -> None:
    days = {edit.day: edit for edit in by_law(2028)}
    assert days[date(2028, 1, 26)].kind == "off"  # first day of the lunar year
    assert not any(edit.decided for edit in days.values())
    assert all(edit.basis for edit in days.values())
