"""XML spreadsheets of Excel 2003."""

from __future__ import annotations

from datetime import date

from tests.exchange.reading_support import read_one, values
from workbench.exchange.raw import Area, ErrorValue
from workbench.exchange.reading import read_bytes_in_process

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def book(rows: str, styles: str = "", before: str = "", after: str = "") -> bytes:
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="Biểu 1"><Table>{before}{rows}</Table>{after}</Worksheet>'
        "</Workbook>"
    ).encode()


def cell(kind: str, text: str, more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_values_of_every_kind() -> None:
    row = (
        cell("String", "Đắk Lắk")
        + cell("Number", "3")
        + cell("DateTime", "2024-02-29T00:00:00.000")
        + cell("Boolean", "1")
        + cell("Error", "#REF!")
    )
    found = values(read_one(book(f"<Row>{row}</Row>")))
    assert list(found.values()) == ["Đắk Lắk", 3, date(2024, 2, 29), True, ErrorValue("#REF!")]


def test_places_merges_hidden_parts_and_formulas() -> None:
    rows = (
        f"<Row>{cell('String', 'a', 'ss:MergeAcross=' + chr(34) + '2' + chr(34))}{cell('Number', '1')}</Row>"
        f'<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="3" ss:Formula="=R1C1"/></Row>'
    )
    sheet = read_one(book(rows, before='<Column ss:Index="3" ss:Hidden="1"/>'))
    assert values(sheet) == {"A1": "a", "D1": 1, "C4": None}
    assert sheet.merges == (Area(1, 1, 1, 3),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4}, {3})
    assert sheet.rows[4][3].formula == "R1C1"


def test_looks_and_comments() -> None:
    font = '<Font ss:FontName=".VnTime" ss:Bold="1"/><NumberFormat ss:Format="Short Date"/>'
    styles = f'<Style ss:ID="s1">{font}</Style>'
    data = '<Data ss:Type="String">a</Data><Comment><Data>xem</Data></Comment>'
    row = f'<Row><Cell ss:StyleID="s1">{data}</Cell></Row>'
    found = read_one(book(row, styles)).rows[1][1]
    assert (found.value, found.comment) == ("a", "xem")
    assert (found.style.font, found.style.bold, found.style.number_format) == (".VnTime", True, "dd/mm/yyyy")


def test_kind_and_name() -> None:
    found = read_bytes_in_process("báo cáo.xls", book(f"<Row>{cell('Number', '1')}</Row>"))
    assert (found.kind, found.sheets[0].name) == ("xls", "Biểu 1")
