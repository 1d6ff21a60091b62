"""The workbook of a form as its sender meets it: what may be typed, how rows grow, how its sheets are printed."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from workbench.exchange.filling import Address, form_sheet
from workbench.exchange.forms import load_forms
from workbench.exchange.sheetwriter import form_bytes

FORMS = {form.key: form for form in load_forms()}
LISTS = {"provinces": ("Cần Thơ", "Vĩnh Long"), "authorities": ("Bộ Xây dựng",)}
KNOWN = Address(
    "Hội đồng", "DBSCL", ("Ủy ban nhân dân", "tỉnh Vĩnh Long"), "86", "2026-Q3", "quý III/2026", window="đến ngày 14/09"
)


def book(form: str, to: Address) -> Workbook:
    spec = FORMS[form]
    wanted = {c.list: ("Một", "Hai") for c in spec.columns if c.list}
    return openpyxl.load_workbook(io.BytesIO(form_bytes(form_sheet(spec, to, wanted | LISTS, date(2026, 9, 1)))))


def typed(sheet: Worksheet, starting: str) -> bool:
    """Whether the cell whose words start so can be typed into while the sheet is protected."""
    (cell,) = [c for row in sheet.iter_rows(max_row=9) for c in row if str(c.value or "").startswith(starting)]
    assert sheet.protection.sheet
    return not cell.protection.locked


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_form_lets_the_sender_write_who_and_when(form: str) -> None:
    sheet = book(form, Address()).worksheets[0]
    for words in ("TỈNH (THÀNH PHỐ)", "Số: ", "……………, ngày", "(Kỳ báo cáo"):
        assert typed(sheet, words), words
    assert not typed(sheet, FORMS[form].title[:20])


def test_what_the_office_knows_of_the_sender_stays() -> None:
    sheet = book("B01", KNOWN).worksheets[0]
    assert [typed(sheet, words) for words in ("TỈNH VĨNH LONG", "(Kỳ báo cáo")] == [False, False]
    assert typed(sheet, "Số: ") and typed(sheet, "……………, ngày")


def test_empty_rows_grow_with_what_is_typed_in_them() -> None:
    sheet = book("B02", KNOWN).worksheets[0]
    first = next(n for n, row in enumerate(sheet.iter_rows(max_col=1, values_only=True), 1) if row[0] == "(1)") + 1
    data = form_bytes(form_sheet(FORMS["B02"], KNOWN, LISTS, date(2026, 9, 1)))
    part = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert f'<row r="{first}" ht="32">' in part  # no customHeight, which would keep it as it is


@pytest.mark.parametrize("form", FORMS)
def test_every_sheet_is_printed_one_page_wide_on_a4_within_the_margins(form: str) -> None:
    for sheet in book(form, KNOWN).worksheets:
        if sheet.sheet_state != "visible":
            continue
        page = sheet.page_margins
        left, right, top, bottom = (round(side * 25.4) for side in (page.left, page.right, page.top, page.bottom))
        assert 30 <= left <= 35 and 15 <= right <= 20 and 20 <= top <= 25 and 20 <= bottom <= 25
        assert (int(sheet.page_setup.paperSize), int(sheet.page_setup.fitToHeight)) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
