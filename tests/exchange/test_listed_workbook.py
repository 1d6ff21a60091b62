"""A list written as a plain workbook: days and numbers as such, the rest as text."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from workbench.errors import UserError
from workbench.exchange import listed_workbook as module
from workbench.exchange.listed_workbook import listed_workbook


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data)).active


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("06/10/2026", datetime(2026, 10, 6)),  # noqa: DTZ001  # as a workbook keeps days
        ("31/02/2026", "31/02/2026"),
        ("12", 12),
        ("0", 0),
        ("012", "012"),
        ("=1+1", "=1+1"),
        ("VM-2026-063", "VM-2026-063"),
        ("62%", "62%"),
        ("123456789012", "123456789012"),
        ("một\nhai", "một\nhai"),
        ("", None),
    ],
)
def test_cells(words: str, value: object) -> None:
    cell = read(listed_workbook(["Cột"], [[words]], "Sổ")).cell(2, 1)
    assert cell.value == value and cell.data_type != "f"


def test_a_very_long_text_is_cut_to_what_a_cell_holds() -> None:
    assert len(read(listed_workbook(["Cột"], [["x" * 40_000]], "Sổ")).cell(2, 1).value) == 32_767


@pytest.mark.parametrize(("name", "called"), [("Dự án: vốn/kỳ", "Dự án  vốn kỳ"), ("x" * 40, "x" * 31), ("[]", "1")])
def test_a_sheet_is_called_what_a_sheet_may_be_called(name: str, called: str) -> None:
    assert read(listed_workbook(["Cột"], [], name)).title == called


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_ROWS", 2)
    with pytest.raises(UserError) as caught:
        listed_workbook(["Cột"], [["a"]] * 3, "Sổ")
    assert caught.value.code == "register.too_many"


def test_a_row_is_as_high_as_its_text_and_the_list_prints_with_its_headings() -> None:
    rows = [["VM-2026-001", "một hai ba " * 40], ["VM-2026-002", "x"]]
    sheet = read(listed_workbook(["Mã số", "Nội dung"], rows, "Sổ"))
    assert sheet.row_dimensions[2].height > 5 * 15 and sheet.row_dimensions[3].height is None  # the usual one
    page = sheet.page_setup
    assert (sheet.print_title_rows, page.orientation, int(page.paperSize)) == ("$1:$1", "landscape", 9)
