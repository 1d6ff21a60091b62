"""The sparse reader for .xlsx: one peculiarity a workbook, and openpyxl as a witness."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.exchange.reading_support import (
    SPACES,
    book_part,
    content_types,
    links,
    read_one,
    sheet_part,
    strings_part,
    styles_part,
    values,
    xlsx,
    zipped,
)
from workbench.errors import UserError
from workbench.exchange.raw import Area, ErrorValue
from workbench.exchange.reading import read_bytes_in_process


def row(*cells: str, number: int = 1, more: str = "") -> str:
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def with_formats(*codes: str) -> str:
    """Styles part whose style n has the n-th format code."""
    quoted = [code.replace('"', "&quot;") for code in codes]
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(quoted))
    return styles_part(formats, xfs="".join(f'<xf numFmtId="{200 + n}" fontId="0"/>' for n in range(len(codes))))


# Texts


def test_shared_text_comes_back_untouched() -> None:
    data = xlsx(row('<c r="A1" t="s"><v>0</v></c>'), strings=strings_part('<t xml:space="preserve">  Đắk Lắk </t>'))
    assert values(read_one(data)) == {"A1": "  Đắk Lắk "}


def test_runs_are_joined_and_phonetic_runs_dropped() -> None:
    item = "<r><t>Sở </t></r><r><rPr><b/></rPr><t>Nội vụ</t></r><rPh sb='0' eb='1'><t>XX</t></rPh><phoneticPr/>"
    data = xlsx(row('<c r="A1" t="s"><v>0</v></c>'), strings=strings_part(item))
    assert values(read_one(data)) == {"A1": "Sở Nội vụ"}


def test_inline_runs_are_joined() -> None:
    data = xlsx(row('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c r="B1"><v>1</v></c>'))
    assert values(read_one(data)) == {"A1": "ab", "B1": 1}


def test_escaped_characters_are_decoded() -> None:
    data = xlsx(row('<c r="A1" t="str"><v>a_x000D_b_x005F_x000D__xD83D__xDE00_</v></c>'))
    assert values(read_one(data)) == {"A1": "a\rb_x000D_\U0001f600"}


def test_empty_text_is_no_cell() -> None:
    data = xlsx(row('<c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c>'), strings=strings_part("<t></t>"))
    assert values(read_one(data)) == {"B1": 1}


def test_text_number_that_points_nowhere_is_damage() -> None:
    with pytest.raises(UserError) as caught:
        read_one(xlsx(row('<c r="A1" t="s"><v>7</v></c>'), strings=strings_part("<t>x</t>")))
    assert caught.value.code == "reading.damaged"


# Numbers, errors, formulas


def test_whole_numbers_are_ints_and_others_floats() -> None:
    found = values(read_one(xlsx(row('<c r="A1"><v>3</v></c><c r="B1"><v>3.5</v></c><c r="C1"><v>1.2E3</v></c>'))))
    assert found == {"A1": 3, "B1": 3.5, "C1": 1200}
    assert [type(value) for value in found.values()] == [int, float, int]


def test_numbers_beyond_all_bounds_stay_as_written() -> None:
    data = xlsx(row('<c r="A1"><v>1e400</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>12abc</v></c>'))
    assert values(read_one(data)) == {"A1": "1e400", "B1": "NaN", "C1": "12abc"}


def test_booleans() -> None:
    assert values(read_one(xlsx(row('<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>')))) == {
        "A1": True,
        "B1": False,
    }


def test_errors_are_never_text_and_never_blank() -> None:
    data = xlsx(row('<c r="A1" t="e"><f>B9</f><v>#REF!</v></c><c r="B1" t="e"><v>#N/A</v></c>'))
    assert values(read_one(data)) == {"A1": ErrorValue("#REF!"), "B1": ErrorValue("#N/A")}


def test_formula_keeps_its_stored_value() -> None:
    cell = read_one(xlsx(row('<c r="A1"><f>SUM(B1:B9)</f><v>45</v></c>'))).cell(1, 1)
    assert cell is not None and (cell.value, cell.formula) == (45, "SUM(B1:B9)")


@pytest.mark.parametrize("stored", ["", "<v></v>", "<v/>"])
def test_formula_without_stored_value_is_none_with_its_text(stored: str) -> None:
    sheet = read_one(xlsx(row(f'<c r="A1"><f>SUM(B1:B9)</f>{stored}</c><c r="B1"><v>1</v></c>')))
    cell = sheet.cell(1, 1)
    assert cell is not None and (cell.value, cell.formula) == (None, "SUM(B1:B9)")


def test_formula_that_gives_an_empty_text_is_no_cell() -> None:
    data = xlsx(row('<c r="A1" t="str"><f>IF(B1=1,"","x")</f><v></v></c><c r="B1"><v>1</v></c>'))
    assert values(read_one(data)) == {"B1": 1}


def test_shared_formula_is_told_by_its_master() -> None:
    data = xlsx(
        row('<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c>')
        + row('<c r="A2"><f t="shared" si="0"/><v>4</v></c>', number=2)
    )
    sheet = read_one(data)
    assert [sheet.cell(number, 1).formula for number in (1, 2)] == ["B1*2", "B1*2"]  # type: ignore[union-attr]


# Dates


def test_dates_are_told_by_their_format() -> None:
    styles = with_formats("dd/mm/yyyy", "0.00", '"Ngày "dd" tháng "mm" năm "yyyy', "[$-42A]dd/mm/yyyy;@", "h:mm")
    cells = "".join(f'<c r="{letter}1" s="{n}"><v>45000</v></c>' for n, letter in enumerate("ABCD"))
    found = values(read_one(xlsx(row(cells + '<c r="E1" s="4"><v>0.75</v></c>'), styles=styles)))
    assert found == {
        "A1": date(2023, 3, 15),
        "B1": 45000,
        "C1": date(2023, 3, 15),
        "D1": date(2023, 3, 15),
        "E1": time(18, 0),
    }


def test_date_with_a_time_is_a_datetime() -> None:
    data = xlsx(row('<c r="A1" s="0"><v>45000.5</v></c>'), styles=with_formats("dd/mm/yyyy hh:mm"))
    assert values(read_one(data)) == {"A1": datetime(2023, 3, 15, 12, 0)}  # noqa: DTZ001


def test_dates_counted_from_1904() -> None:
    book = book_part('<sheet name="S" sheetId="1" r:id="s1"/>', before='<workbookPr date1904="1"/>')
    data = xlsx(row('<c r="A1" s="0"><v>43538</v></c>'), styles=with_formats("dd/mm/yyyy"), book=book)
    assert values(read_one(data)) == {"A1": date(2023, 3, 15)}


def test_dates_written_out_in_strict_workbooks() -> None:
    data = xlsx(row('<c r="A1" t="d"><v>2023-03-15</v></c><c r="B1" t="d"><v>2023-03-15T08:30:00</v></c>'))
    assert values(read_one(data)) == {"A1": date(2023, 3, 15), "B1": datetime(2023, 3, 15, 8, 30)}  # noqa: DTZ001


def test_a_date_no_calendar_knows_stays_a_number() -> None:
    data = xlsx(
        row('<c r="A1" s="0"><v>99999999999</v></c><c r="B1" s="0"><v>-5</v></c><c r="C1" s="0"><v>0</v></c>'),
        styles=with_formats("dd/mm/yyyy"),
    )
    assert values(read_one(data)) == {"A1": 99999999999, "B1": -5, "C1": 0}


# Looks


def test_looks_of_cells() -> None:
    fonts = '<font><name val="Times New Roman"/></font>'
    fonts += '<font><b/><i val="0"/><strike/><name val=".VnTime"/></font>'
    styles = styles_part(fonts=fonts, xfs='<xf numFmtId="0" fontId="0"/><xf numFmtId="4" fontId="1"/>')
    sheet = read_one(xlsx(row('<c r="A1" s="1"><v>1</v></c><c r="B1"><v>1</v></c>'), styles=styles))
    first, second = sheet.rows[1].values()
    assert (first.style.font, first.style.bold, first.style.italic, first.style.strike) == (
        ".VnTime",
        True,
        False,
        True,
    )
    assert first.style.number_format == "#,##0.00"
    assert (second.style.font, second.style.bold, second.style.number_format) == (
        "Times New Roman",
        False,
        "",
    )


def test_looks_that_all_runs_share_are_looks_of_the_cell() -> None:
    item = (
        '<r><rPr><strike/><rFont val=".VnTime"/></rPr><t>rót</t></r><r><t> </t></r>'
        '<r><rPr><strike/><b/><rFont val=".VnTime"/></rPr><t>bá</t></r>'
    )
    cell = read_one(xlsx(row('<c r="A1" t="s"><v>0</v></c>'), strings=strings_part(item))).cell(1, 1)
    assert cell is not None and (cell.style.font, cell.style.strike, cell.style.bold) == (
        ".VnTime",
        True,
        False,
    )


def test_looks_of_inline_runs_are_looks_of_the_cell() -> None:
    runs = "<r><rPr><strike/></rPr><t>bỏ</t></r>"
    cell = read_one(xlsx(row(f'<c r="A1" t="inlineStr"><is>{runs}</is></c>'))).cell(1, 1)
    assert cell is not None and (cell.value, cell.style.strike) == ("bỏ", True)


def test_partly_struck_text_is_not_a_struck_cell() -> None:
    item = "<r><t>còn </t></r><r><rPr><strike/></rPr><t>bỏ</t></r>"
    cell = read_one(xlsx(row('<c r="A1" t="s"><v>0</v></c>'), strings=strings_part(item))).cell(1, 1)
    assert cell is not None and not cell.style.strike


# Places


def test_a_stray_cell_at_the_far_corner_costs_nothing() -> None:
    rows = row('<c r="A1"><v>1</v></c>') + row('<c r="XFD1048576"><v>2</v></c>', number=1048576)
    assert values(read_one(xlsx(rows))) == {"A1": 1, "XFD1048576": 2}


def test_a_wrong_dimension_is_ignored() -> None:
    rows = "".join(row(f'<c r="A{n}"><v>{n}</v></c>', number=n) for n in range(1, 51))
    assert len(read_one(xlsx(sheet=sheet_part(rows, before='<dimension ref="A1"/>'))).rows) == 50


def test_cells_and_rows_without_addresses_follow_each_other() -> None:
    data = xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert values(read_one(data)) == {"A1": 1, "B1": 2, "A2": 3}


def test_rows_and_cells_out_of_order_come_back_in_order() -> None:
    rows = row('<c r="C3"><v>3</v></c><c r="A3"><v>1</v></c>', number=3) + row('<c r="B1"><v>2</v></c>')
    assert list(values(read_one(xlsx(rows)))) == ["B1", "A3", "C3"]


def test_the_address_of_a_cell_rules_over_that_of_its_row() -> None:
    rows = row('<c r="A5"><v>1</v></c><c r="B5"><v>2</v></c>', number=2) + row('<c r="A6"><v>3</v></c>', number=6)
    assert values(read_one(xlsx(rows))) == {"A5": 1, "B5": 2, "A6": 3}


@pytest.mark.parametrize("cell", ['<c r="ZZZZ1"><v>1</v></c>', '<c r="A0"><v>1</v></c>', '<c r="1A"><v>1</v></c>'])
def test_addresses_outside_the_sheet_are_damage(cell: str) -> None:
    with pytest.raises(UserError) as caught:
        read_one(xlsx(row(cell)))
    assert caught.value.code == "reading.damaged"


def test_merges() -> None:
    after = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B2:B9"/><mergeCell ref="D4"/></mergeCells>'
    sheet = read_one(xlsx(sheet=sheet_part(row('<c r="A1"><v>1</v></c>'), after=after)))
    assert sheet.merges == (Area(1, 1, 1, 3), Area(2, 2, 9, 2))


def test_a_merge_of_everything_ends_with_the_filled_cells() -> None:
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rows = row('<c r="A1"><v>1</v></c>') + row('<c r="D7"><v>1</v></c>', number=7)
    assert read_one(xlsx(sheet=sheet_part(rows, after=after))).merges == (Area(1, 1, 7, 4),)


def test_hidden_rows_and_columns() -> None:
    before = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" width="0"/></cols>'
    rows = row('<c r="F1"><v>1</v></c>') + row('<c r="A2"><v>2</v></c>', number=2, more='hidden="true"')
    sheet = read_one(xlsx(sheet=sheet_part(rows, before=before)))
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {2, 3, 5, 6}


def test_a_filter_that_hides_nothing_is_no_filter() -> None:
    after = '<autoFilter ref="A1:B9"/>'
    rows = row('<c r="A1"><v>1</v></c>')
    assert not read_one(xlsx(sheet=sheet_part(rows, after=after))).filtered
    hidden = rows + row('<c r="A2"><v>1</v></c>', number=2, more='hidden="1"')
    assert read_one(xlsx(sheet=sheet_part(hidden, after=after))).filtered


def test_a_filter_with_a_criterion_is_one() -> None:
    criterion = '<filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn>'
    after = f'<autoFilter ref="A1:B9">{criterion}</autoFilter>'
    assert read_one(xlsx(sheet=sheet_part(row('<c r="A1"><v>1</v></c>'), after=after))).filtered


# Parts


def test_sheets_keep_their_order_names_and_states() -> None:
    sheets = (
        '<sheet name="Biểu 1" sheetId="1" r:id="s1"/><sheet name="cũ" sheetId="2" state="hidden" r:id="s2"/>'
        '<sheet name="0000" sheetId="3" state="veryHidden" r:id="s3"/>'
    )
    part = sheet_part(row('<c r="A1"><v>1</v></c>'))
    data = xlsx(
        book=book_part(sheets),
        book_links=links(*((f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2, 3))),
        sheet=part,
        **{"xl/worksheets/sheet2.xml": part, "xl/worksheets/sheet3.xml": part},
    )
    found = [(sheet.name, sheet.state) for sheet in read_bytes_in_process("a", data).sheets]
    assert found == [("Biểu 1", "visible"), ("cũ", "hidden"), ("0000", "very_hidden")]


def test_a_missing_sheet_part_is_said_aloud() -> None:
    sheets = '<sheet name="Có" sheetId="1" r:id="s1"/><sheet name="Mất" sheetId="2" r:id="s2"/>'
    data = xlsx(
        row('<c r="A1"><v>1</v></c>'),
        book=book_part(sheets),
        book_links=links(("s1", "worksheet", "worksheets/sheet1.xml"), ("s2", "worksheet", "worksheets/sheet2.xml")),
    )
    (issue,) = read_bytes_in_process("a", data).issues
    assert (issue.severity, issue.found, str(issue.cells[0])) == ("check", "Mất", "Mất!A1")


def test_a_workbook_without_any_sheet_part_is_damage() -> None:
    with pytest.raises(UserError) as caught:
        read_one(xlsx(sheet=None))
    assert caught.value.code == "reading.damaged"


def test_chart_sheets_are_passed_over() -> None:
    data = xlsx(
        row('<c r="A1"><v>1</v></c>'),
        book=book_part('<sheet name="Hình" sheetId="2" r:id="c1"/><sheet name="S" sheetId="1" r:id="s1"/>'),
        book_links=links(("c1", "chartsheet", "chartsheets/sheet1.xml"), ("s1", "worksheet", "worksheets/sheet1.xml")),
    )
    assert [sheet.name for sheet in read_bytes_in_process("a", data).sheets] == ["S"]


def test_comments_also_on_empty_cells() -> None:
    body = '<comment ref="B2" authorId="0"><text><r><t>An: </t></r><r><t>xem lại</t></r></text></comment>'
    data = xlsx(
        row('<c r="A1"><v>1</v></c>'),
        sheet_links=links(("k", "comments", "../comments1.xml")),
        comments=f"<comments {SPACES}><commentList>{body}</commentList></comments>",
    )
    cell = read_one(data).cell(2, 2)
    assert cell is not None and (cell.value, cell.comment) == (None, "An: xem lại")


def test_own_document_properties() -> None:
    mark = '<property name="lkv.form" pid="2"><vt:lpwstr>B01</vt:lpwstr></property>'
    custom = f'<Properties xmlns:vt="v">{mark}</Properties>'
    data = xlsx(row('<c r="A1"><v>1</v></c>'), custom=custom)
    assert read_bytes_in_process("a", data).custom == {"lkv.form": "B01"}


def test_prefixed_tags() -> None:
    part = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>'
        '<x:c r="B1"><x:v>2</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert values(read_one(xlsx(sheet=part))) == {"A1": "a", "B1": 2}


def test_parts_in_utf16() -> None:
    part = sheet_part(row('<c r="A1" t="str"><v>Đ</v></c>')).replace("UTF-8", "UTF-16").encode("utf-16")
    assert values(read_one(xlsx(sheet=part))) == {"A1": "Đ"}


def test_part_names_with_backslashes_and_other_case() -> None:
    parts = {
        "[Content_Types].xml": content_types(),
        "XL\\Workbook.xml": book_part('<sheet name="S" sheetId="1" r:id="s1"/>'),
        "xl\\_rels\\workbook.xml.rels": links(("s1", "worksheet", "/xl/worksheets/Sheet1.xml")),
        "xl\\worksheets\\sheet1.xml": sheet_part(row('<c r="A1"><v>1</v></c>')),
    }
    assert values(read_one(zipped(parts))) == {"A1": 1}


def test_macros_and_outside_links_are_left_alone() -> None:
    data = xlsx(
        row('<c r="A1"><v>1</v></c>'),
        types=content_types("x").replace(
            "application/vnd.openxmlformats-officedocument.x",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
        **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 600},
    )
    assert read_bytes_in_process("a.xlsx", data).kind == "xlsm"


# The witness


def awkward() -> bytes:
    """A workbook with a little of everything that openpyxl can write."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 01"
    sheet["A1"] = "  UBND TỈNH  "
    sheet["A1"].font = Font(name="Times New Roman", bold=True, italic=True, strike=True)
    sheet["C3"] = 12.5
    sheet["D3"] = -7
    sheet["E3"] = 10**14
    sheet["F3"] = True
    sheet["G3"] = "#REF!"
    sheet["G3"].data_type = "e"
    for number, (value, code) in enumerate(
        [
            (date(2024, 2, 29), "dd/mm/yyyy"),
            (datetime(2024, 2, 29, 13, 45, 30), "yyyy-mm-dd hh:mm:ss"),  # noqa: DTZ001
            (time(7, 30), "h:mm"),
            (timedelta(hours=36, minutes=5), "[h]:mm:ss"),
            (45351, "General"),
            (0.125, "0.00%"),
            (1234567, '#,##0 "đồng"'),
            (date(1900, 1, 1), "d/m/yyyy"),
            (date(1900, 2, 28), "d/m/yyyy"),
            (date(1900, 3, 1), "d/m/yyyy"),
            (date(9999, 12, 31), "d/m/yyyy"),
            (45351, "mmm-yy"),
        ],
        start=1,
    ):
        cell = sheet.cell(5, number, value)
        cell.number_format = code
    sheet["B7"] = "=SUM(C3:D3)"
    sheet["B8"] = "nhiều\ndòng"
    sheet["Z99"] = "xa"
    sheet["Z99"].comment = Comment("ghi chú", "An")
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("B10:B14")
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("ẩn")
    other.sheet_state = "hidden"
    other["A1"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_witness(value: object) -> object:
    """Our value in the words of openpyxl."""
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return value


def test_nothing_differs_from_openpyxl() -> None:
    data = awkward()
    witness = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = read_bytes_in_process("a", data)
    compared = 0
    for theirs, ours in zip(witness.worksheets, found.sheets, strict=True):
        written = {(c.row, c.column): c for line in theirs.iter_rows() for c in line if c.value is not None}
        filled = {(r, c): cell for r, line in ours.rows.items() for c, cell in line.items() if cell.value is not None}
        assert {place: as_witness(cell.value) for place, cell in filled.items()} == {
            place: cell.value for place, cell in written.items()
        }
        looks = {p: (c.style.font, c.style.bold, c.style.italic, c.style.strike) for p, c in filled.items()}
        assert looks == {
            p: (c.font.name, bool(c.font.b), bool(c.font.i), bool(c.font.strike)) for p, c in written.items()
        }
        assert {(a.top, a.left, a.bottom, a.right) for a in ours.merges} == {
            (m.min_row, m.min_col, m.max_row, m.max_col) for m in theirs.merged_cells.ranges
        }
        assert (ours.name, ours.state) == (theirs.title, theirs.sheet_state)
        compared += len(written)
    assert compared > 20


def test_details_of_the_awkward_workbook() -> None:
    sheet = read_bytes_in_process("a", awkward()).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({8}, {3})
    far, formula = sheet.cell(99, 26), sheet.cell(7, 2)
    assert far is not None and far.comment == "ghi chú"
    assert formula is not None and (formula.value, formula.formula) == (None, "SUM(C3:D3)")
