"""The workbook of a form as its sender meets it: what may be typed, how rows grow, how its sheets are printed."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from workbench.exchange.filling import Address, FormSheet, OwnRow, form_sheet
from workbench.exchange.forms import load_forms
from workbench.exchange.sheetwidths import widths_of
from workbench.exchange.sheetwriter import FIRST_HEADING, form_bytes

FORMS = {form.key: form for form in load_forms()}
LISTS = {"provinces": ("Cần Thơ", "Vĩnh Long"), "authorities": ("Bộ Xây dựng",)}
KNOWN = Address(
    "Hội đồng", "DBSCL", ("Ủy ban nhân dân", "tỉnh Vĩnh Long"), "86", "2026-Q3", "quý III/2026", window="đến ngày 14/09",
    receiver="Bộ phận thư ký Hội đồng", due="25/09/2026",
)  # fmt: skip
A4_ROOM = 297 - 30 - 15  # mm between the margins


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
def test_every_sheet_is_printed_on_a4_within_the_margins(form: str) -> None:
    for sheet in book(form, KNOWN).worksheets:
        if sheet.sheet_state != "visible":
            continue
        page = sheet.page_margins
        left, right, top, bottom = (round(side * 25.4) for side in (page.left, page.right, page.top, page.bottom))
        assert 30 <= left <= 35 and 15 <= right <= 20 and 20 <= top <= 25 and 20 <= bottom <= 25
        assert (int(sheet.page_setup.paperSize), int(sheet.page_setup.fitToHeight)) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def filled(form: str, rows: list[dict[str, object]], groups: dict[int, str] | None = None) -> FormSheet:
    """A form with rows of the record."""
    records = [OwnRow(f"VM-2026-{n:03}", f"o{n}", 1, {}) for n, _ in enumerate(rows)]
    return form_sheet(FORMS[form], KNOWN, LISTS, date(2026, 9, 1), rows=rows, records=records, groups=groups)


def part(sheet: FormSheet, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(form_bytes(sheet))).read(name).decode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rows", [[], [{"content": "x" * 900, "title": "y" * 600}]])
def test_a_form_is_printed_as_it_stands_in_type_that_can_be_read(form: str, rows: list[dict[str, object]]) -> None:
    sheet = filled(form, rows)
    made = widths_of(sheet)
    assert len(made.columns) == sheet.width and min(made.columns) > 0
    assert A4_ROOM * 0.95 < sum(made.columns[: made.left]) <= A4_ROOM
    assert made.size >= 9
    if made.two_pages:
        assert A4_ROOM * 0.95 < sum(made.columns[:2]) + sum(made.columns[made.left :]) <= A4_ROOM
        assert made.size >= 10


@pytest.mark.parametrize("form", FORMS)
def test_a_day_and_a_code_have_room_in_one_line(form: str) -> None:
    sheet = filled(form, [{"content": "x" * 900, "title": "y" * 600}])
    made = widths_of(sheet)
    points = made.size / 72 * 25.4
    day = (8 * 0.5 + 2 * 0.278) * points + 2.6  # mm: figures and strokes of Times New Roman, and the sides of a cell
    code = (0.722 + 0.889 + 7 * 0.5 + 2 * 0.333) * points + 2.6  # "VM-2026-001"
    days = [made.columns[n] for n, column in enumerate(sheet.columns, start=1) if column.kind == "date"]
    assert min([*days, made.columns[-1] - (code - day)]) >= day


def test_a_form_looks_the_same_blank_and_filled() -> None:
    for form in FORMS:
        blank, full = (widths_of(filled(form, rows)) for rows in ([], [{"content": "Một nội dung", "title": "Dự án"}]))
        assert (blank.size, blank.left == len(blank.columns)) == (full.size, full.left == len(full.columns))


def test_the_columns_of_a_wide_form_go_over_two_pages_with_the_project_named_on_both() -> None:
    sheet = book("B05", KNOWN).worksheets[0]
    assert (sheet.print_title_cols, int(sheet.page_setup.fitToWidth), sheet.page_setup.pageOrder) == (
        "$A:$B",
        2,
        "overThenDown",
    )
    assert not [c.value for row in sheet.iter_rows(max_row=FIRST_HEADING - 2, max_col=2) for c in row if c.value]


def test_a_title_of_a_group_never_ends_a_page() -> None:
    rows: list[dict[str, object]] = [{"content": f"Nhiệm vụ {n}"} for n in range(60)]
    groups = {n: f"{n}. Thỏa thuận" for n in range(0, 60, 2)}
    sheet = filled("B04", rows, groups)
    made = openpyxl.load_workbook(io.BytesIO(form_bytes(sheet))).worksheets[0]
    ends = [made.cell(page.id, 1).value for page in made.row_breaks.brk]
    assert ends and not [words for words in ends if "Thỏa thuận" in str(words)]


def test_what_is_to_be_done_stands_beside_the_letterhead_and_is_not_printed() -> None:
    drawing = part(filled("B02", []), "xl/drawings/drawing1.xml")
    for words in ("VIỆC CẦN LÀM", "(2), (7), (8)", "Bộ phận thư ký Hội đồng chậm nhất ngày 25/09/2026"):
        assert words in drawing, words
    assert 'fPrintsWithSheet="0"' in drawing and "<xdr:clientData/>" not in drawing


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_to_fill_says_how_and_whether_it_must_be_filled(form: str) -> None:
    sheet = book(form, KNOWN).worksheets[0]
    rules = sheet.data_validations.dataValidation
    told = {area.min_col: rule.prompt for rule in rules for area in rule.sqref.ranges}
    for number, column in enumerate((c for c in FORMS[form].columns if not c.optional), start=2):
        words = told[number]
        assert words.startswith("Bắt buộc. " if column.required else "Nếu có. "), column.key
        assert len(words) <= 255 and "form." not in words


@pytest.mark.parametrize("form", FORMS)
def test_lists_to_choose_from_stand_under_words_of_the_form(form: str) -> None:
    workbook = book(form, KNOWN)
    if "Danh mục" in workbook.sheetnames:
        heads = [cell.value for cell in workbook["Danh mục"][1]]
        known = {column.heading for column in FORMS[form].columns} | {"Tỉnh, thành phố", "Cơ quan"}
        assert set(heads) <= known


def test_a_long_name_in_the_letterhead_has_two_lines_of_room() -> None:
    name = "Hội đồng điều phối vùng Bắc Trung Bộ và duyên hải Trung Bộ"
    to = Address(name, "BTBDHTB", (name, "Văn phòng Hội đồng"), period="2026-Q3", period_label="quý III/2026", own=True)
    assert book("B06", to).worksheets[0].row_dimensions[1].height > 2 * 15
    assert book("B02", KNOWN).worksheets[0].row_dimensions[1].height < 2 * 15


def test_the_form_opens_on_the_first_cell_to_fill() -> None:
    sheet = book("B02", KNOWN).worksheets[0]
    (chosen,) = {s.activeCell for s in sheet.sheet_view.selection if s.pane == "bottomRight"}
    assert chosen == f"B{FIRST_HEADING + 2}"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rows", [[], [{"content": "x" * 900, "title": "y" * 600}]])
def test_the_name_of_the_nation_has_room_in_one_line(form: str, rows: list[dict[str, object]]) -> None:
    sheet = filled(form, rows)
    made = openpyxl.load_workbook(io.BytesIO(form_bytes(sheet))).worksheets[0]
    (nation,) = (cell for cell in made[1] if str(cell.value).startswith("CỘNG HÒA"))
    widths = widths_of(sheet)
    room = sum(widths.columns[nation.column - 1 : widths.left])
    assert room >= 88 + 2.6  # mm: as wide as it is in Times New Roman, bold, at 12 points, and the sides of a cell


def test_the_signature_alone_has_a_page_end_of_its_own_among_rows_to_fill() -> None:
    for form in FORMS:
        sheet = filled(form, [])
        made = openpyxl.load_workbook(io.BytesIO(form_bytes(sheet))).worksheets[0]
        (signed,) = (row[0].row for row in made.iter_rows() for c in row if c.value == sheet.head)
        assert [page.id for page in made.row_breaks.brk] in ([], [signed - 4]), form
