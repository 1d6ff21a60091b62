"""Plain tables as a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from workbench.errors import UserError
from workbench.exchange.tablebook import save_tables


def test_numbers_are_numbers_and_texts_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    save_tables([("Theo lĩnh vực", ("Lĩnh vực", "Số"), [("=1+2", "12"), ("- Giao thông", "2.5"), ("x", "")])], path)
    sheet = load_workbook(path)["Theo lĩnh vực"]
    assert [cell.value for cell in sheet[2]] == ["=1+2", 12]
    assert sheet["A2"].data_type == "s"
    assert [cell.value for cell in sheet[3]] == ["- Giao thông", 2.5]
    assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"


def test_names_of_sheets_are_made_to_fit_and_differ(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    name = "Thời gian trả lời theo cơ quan có thẩm quyền: tất cả"
    save_tables([(name, ("a",), []), (name, ("a",), [])], path)
    names = load_workbook(path).sheetnames
    assert len(set(names)) == 2 and all(len(held) <= 31 for held in names)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        save_tables([("a", ("a",), [])], tmp_path / "none" / "t.xlsx")
    assert refused.value.code == "saving.no_folder"


def test_numbers_are_grouped_and_a_row_is_as_high_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    save_tables([("Vốn", ("Địa phương", "Nhu cầu"), [("An Giang", "12345"), ("một hai ba " * 40, "2.5")])], path)
    sheet = load_workbook(path)["Vốn"]
    assert [sheet["B2"].number_format, sheet["B3"].number_format] == ["#,##0", "#,##0.0##"]
    assert sheet.row_dimensions[2].height < 25 < 5 * 15 < sheet.row_dimensions[3].height
