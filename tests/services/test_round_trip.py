"""A form goes out filled and comes back: nothing changes but what somebody changed, and that exactly."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.building import edit, write
from tests.exchange.test_annotating import PIXEL
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.exchange.filling import digest
from workbench.exchange.forms import load_forms
from workbench.exchange.sheetwriter import FIRST_HEADING, save_form
from workbench.services.exporting import export_form, form_for, form_of
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.sample import sample_record
from workbench.services.seeding import NewRecord
from workbench.services.workbench import Workbench

FIRST = FIRST_HEADING + 3  # first row of a body with one row of headings


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "mau.lkv"
    sample_record(path, FixedClock.on(date(2026, 11, 23)), seed=1).close()
    return path


@pytest.fixture
def session(told: Path, tmp_path: Path) -> Iterator[ImportSession]:
    """A copy of a record with a year of work in it."""
    path = tmp_path / "so.lkv"
    path.write_bytes(told.read_bytes())
    with (
        Workbench.open(path, FixedClock.on(date(2026, 11, 23), "new"), "Lê Thị Hạnh") as opened,
        ImportSession(Registers(opened)) as made,
    ):
        yield made


def sent(session: ImportSession, path: Path, form: str = "B02", place: str = "Vĩnh Long") -> Path:
    export_form(session.workbench, form, path, locality=place, period="2026-Q3")
    return path


def opened(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def back(session: ImportSession, path: Path) -> ImportPlan:
    return session.plan(session.load(path))


def changes(plan: ImportPlan) -> list[tuple[str, str, list[str]]]:
    """What would be written or asked: kind, code, fields."""
    return [(row.how, row.code, sorted(d.field for d in row.diffs)) for row in plan.rows if row.how != "same"]


def column(sheet: Worksheet, heading: str) -> int:
    cells = (cell for row in sheet.iter_rows(min_row=FIRST_HEADING, max_row=FIRST_HEADING + 1) for cell in row)
    return next(cell.column for cell in cells if cell.value == heading)


@pytest.mark.parametrize("form", [form.key for form in load_forms() if form.reads])
def test_an_untouched_form_changes_nothing(session: ImportSession, tmp_path: Path, form: str) -> None:
    plan = back(session, sent(session, tmp_path / "bieu.xlsx", form))
    assert plan.rows and plan.recognised.forms == (form,)
    assert changes(plan) == [] and plan.absent == ()
    assert plan.submitted.sender == "VN-TINH-86" or plan.submitted.sender_name == "UBND tỉnh Vĩnh Long"
    assert plan.submitted.period == "2026-Q3"


def test_an_edited_cell_gives_exactly_that_field(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    sheet = book["Biểu 02"]
    code = sheet.cell(FIRST + 1, column(sheet, "Mã số trong sổ")).value
    sheet.cell(FIRST + 1, column(sheet, "Nguyên nhân")).value = "Nguyên nhân ghi lại"
    sheet.cell(FIRST + 1, column(sheet, "Thời hạn đề nghị giải quyết")).value = date(2027, 3, 31)
    book.save(path)
    plan = back(session, path)
    assert changes(plan) == [("changed", code, ["cause", "deadline"])]
    assert not plan.waiting


def test_sorted_rows_change_nothing(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    sheet = book["Biểu 02"]
    last = FIRST + 6
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST, max_row=last - 1)]
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[1])), start=FIRST):
        for column_number, value in enumerate(row, start=1):
            sheet.cell(number, column_number).value = value
    book.save(path)
    plan = back(session, path)
    assert len(plan.rows) == 7 and changes(plan) == []


def test_a_form_without_its_hidden_sheet_is_matched_by_its_codes(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    del book["_lkv"]
    sheet = book["Biểu 02"]
    sheet.cell(FIRST, column(sheet, "Nguyên nhân")).value = "Nguyên nhân do địa phương sửa"
    book.save(path)
    plan = back(session, path)
    assert [fields for _, _, fields in changes(plan)] == [["cause"]]
    assert plan.recognised.identity.state == "lost"


def test_a_deleted_row_is_asked_about_and_stays(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    sheet = book["Biểu 02"]
    code = sheet.cell(FIRST, column(sheet, "Mã số trong sổ")).value
    sheet.delete_rows(FIRST)
    book.save(path)
    plan = back(session, path)
    assert [named for _, named, _ in plan.absent] == [code]
    assert changes(plan) == []


def test_a_copied_row_waits(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    sheet = book["Biểu 02"]
    for cell in sheet[FIRST]:
        sheet.cell(FIRST + 7, cell.column).value = cell.value
    sheet.cell(FIRST + 7, 2).value = "Nội dung mới ghi đè lên dòng chép"
    book.save(path)
    plan = back(session, path)
    (copied,) = [row for row in plan.rows if row.how != "same"]
    assert copied.row.row == FIRST + 7 and not copied.decided
    assert "match.copied_row" in copied.reasons


def test_both_sides_moved_is_a_conflict_and_one_side_is_none(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    sheet = book["Biểu 02"]
    codes = [sheet.cell(row, column(sheet, "Mã số trong sổ")).value for row in (FIRST, FIRST + 1)]
    sheet.cell(FIRST, column(sheet, "Nguyên nhân")).value = "Địa phương sửa nguyên nhân"
    book.save(path)
    held = {r.values.code: r.uid for r in session.workbench.repository.all("obstacle")}
    for code in codes:
        write(session.workbench, edit(session.workbench, "obstacle", held[code], cause="Văn phòng sửa trong khi chờ"))
    plan = back(session, path)
    assert changes(plan) == [("conflict", codes[0], ["cause"])]
    written = session.commit(plan)
    assert written is None or all(ref.entity != "obstacle" for ref in written.summary.updated)
    values = session.workbench.repository.many("obstacle", [held[code] for code in codes])
    assert {r.values.cause for r in values} == {"Văn phòng sửa trong khi chờ"}


def test_a_new_row_is_new_and_its_neighbours_are_not_touched(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    sheet = book["Biểu 02"]
    for heading, words in (
        ("Nội dung khó khăn, vướng mắc", "Luồng lạch bồi lắng tại cửa sông"),
        ("Đề xuất, kiến nghị", "Cho phép nạo vét kết hợp tận thu"),
        ("Cơ quan có thẩm quyền giải quyết", "Bộ Xây dựng"),
    ):
        sheet.cell(FIRST + 7, column(sheet, heading)).value = words
    book.save(path)
    assert changes(back(session, path)) == [("new", "", [])]


def test_texts_that_begin_like_formulas_survive_and_are_none(session: ImportSession, tmp_path: Path) -> None:
    words = ("=1+1", "+84 lần", "- Đề nghị bố trí vốn", "@sum", "=cmd|' /C calc'!A0")
    held = [r for r in session.workbench.repository.all("obstacle") if r.values.period == "2026-Q3"]
    for record, cause in zip(held, words, strict=False):
        write(session.workbench, edit(session.workbench, "obstacle", record.uid, cause=cause))
    path = tmp_path / "bieu.xlsx"
    export_form(session.workbench, "B02", path, period="2026-Q3")
    sheet = opened(path)["Biểu 02"]
    cells = [cell for row in sheet for cell in row if isinstance(cell.value, str) and cell.value in words]
    assert len(cells) == min(len(words), len(held)) > 0
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
    assert changes(back(session, path)) == []


def test_a_form_of_another_council_is_refused(session: ImportSession, tmp_path: Path) -> None:
    clock = FixedClock.on(date(2026, 11, 23))
    with create_record(tmp_path / "khac.lkv", NewRecord("DNB"), clock) as other:
        export_form(other, "B02", tmp_path / "bieu.xlsx", locality="Tây Ninh", period="2026-Q3", blank=True)
    plan = back(session, tmp_path / "bieu.xlsx")
    assert plan.recognised.status == "rejected" and plan.recognised.message == "importing.other_council"
    assert plan.act().is_empty


@pytest.mark.parametrize(
    ("version", "message"), [("2027.3", "importing.newer_form"), ("2025.1", "")], ids=["newer", "unknown"]
)
def test_a_form_of_another_version(session: ImportSession, tmp_path: Path, version: str, message: str) -> None:
    sheet = form_for(session.workbench, "B02", locality="Vĩnh Long", period="2026-Q3")
    other = dict(sheet.identity, version=version)
    other["digest"] = digest(other, [record.line for record in sheet.records])
    save_form(replace(sheet, identity=other), tmp_path / "bieu.xlsx")
    plan = back(session, tmp_path / "bieu.xlsx")
    assert plan.recognised.message == message
    told = [issue.params.get("about") for issue in plan.recognised.issues]
    assert ("form_version" in told) == (not message)
    assert form_of("B02").version not in (version,)


def test_an_edited_hidden_sheet_is_said_and_not_believed(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    book["_lkv"]["B4"] = "82.2"
    book.save(path)
    plan = back(session, path)
    assert plan.recognised.identity.state == "edited" and not plan.recognised.identity.records
    assert "form_edited" in [issue.params.get("about") for issue in plan.recognised.issues]
    assert changes(plan) == []


def test_a_form_sent_in_anothers_name_is_said(session: ImportSession, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "bieu.xlsx")
    book = opened(path)
    book["Biểu 02"]["A2"] = "TỈNH ĐỒNG THÁP"
    book.save(path)
    told = {issue.params.get("about"): issue.found for issue in back(session, path).recognised.issues}
    assert "Đồng Tháp" in told["other_sender"].title()


def test_the_tracking_form_is_not_read_in(session: ImportSession, tmp_path: Path) -> None:
    export_form(session.workbench, "B06", tmp_path / "b06.xlsx", period="2026-Q3")
    plan = back(session, tmp_path / "b06.xlsx")
    assert plan.recognised.message == "importing.made_only_form"


def test_a_workbook_that_only_holds_a_picture_says_so(session: ImportSession, tmp_path: Path) -> None:
    (tmp_path / "anh.png").write_bytes(PIXEL)
    book = xlsxwriter.Workbook(tmp_path / "anh.xlsx")
    book.add_worksheet().insert_image("B2", str(tmp_path / "anh.png"))
    book.close()
    with pytest.raises(UserError) as caught:
        session.load(tmp_path / "anh.xlsx")
    assert caught.value.code == "importing.only_picture"


def test_a_picture_with_a_caption_is_told_from_a_table(session: ImportSession, tmp_path: Path) -> None:
    (tmp_path / "anh.png").write_bytes(PIXEL)
    book = xlsxwriter.Workbook(tmp_path / "anh.xlsx")
    sheet = book.add_worksheet()
    sheet.write("A1", "UBND TỈNH VĨNH LONG")
    sheet.write("A2", "Biểu tổng hợp (ảnh kèm theo)")
    sheet.insert_image("B4", str(tmp_path / "anh.png"))
    book.close()
    assert back(session, tmp_path / "anh.xlsx").recognised.message == "importing.only_picture"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_forms_saved_by_another_office_program_in_its_oldest_kind_change_nothing(
    session: ImportSession, tmp_path: Path
) -> None:
    forms = [sent(session, tmp_path / f"{form}.xlsx", form) for form in ("B01", "B02", "B03", "B04")]
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path / "ra"), *map(str, forms)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for form in forms:
        plan = back(session, tmp_path / "ra" / f"{form.stem}.xls")
        assert plan.recognised.identity.state == "whole"
        assert plan.rows and changes(plan) == [] and plan.absent == (), form.stem
