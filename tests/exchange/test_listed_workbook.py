"""A list written as a plain workbook: days and numbers as such, the rest as text."""

from __future__ import annotations

import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbench.errors import Cancelled, UserError
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


def test_a_long_list_is_written_without_holding_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONG", 2)
    rows = [["06/10/2026", "12", "Cát đắp nền"], ["", "012", "x" * 80], ["07/10/2026", "5", ""]]
    sheet = read(listed_workbook(["Ngày", "Số", "Nội dung"], rows, "Sổ"))
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == ["Ngày", "Số", "Nội dung"]
    assert [row[1] for row in found[1:]] == [12, "012", 5] and found[3][0] == datetime(2026, 10, 7)  # noqa: DTZ001
    assert sheet.auto_filter.ref == "A1:C4" and sheet.column_dimensions["C"].width > 50


def test_a_long_list_that_is_stopped_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_LONG", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    class Stopped:
        def step(self, done: int, total: int, key: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        listed_workbook(["Cột"], [["a"]], "Sổ", Stopped())
    assert list(tmp_path.iterdir()) == []
