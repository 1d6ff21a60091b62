"""OpenDocument spreadsheets."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from tests.exchange.reading_support import ODF, ods, read_one, values, zipped
from workbench.errors import UserError
from workbench.exchange.raw import Area, ErrorValue
from workbench.exchange.reading import Limits, read_bytes_in_process

NOTHING = "<table:table-cell/>"


def text(content: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{content}</text:p></table:table-cell>'


def typed(kind: str, stored: str, shown: str = "", more: str = "") -> str:
    name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{stored}" {more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(*rows: str, name: str = "S", more: str = "", columns: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{columns}{"".join(rows)}</table:table>'


def test_values_of_every_kind() -> None:
    cells = (
        text("Đắk Lắk"),
        typed("float", "3"),
        typed("float", "3.5"),
        typed("percentage", "0.125"),
        typed("date", "2024-02-29"),
        typed("date", "2024-02-29T08:30:00"),
        typed("time", "PT07H30M00S"),
        typed("time", "PT36H05M00S"),
        typed("boolean", "true"),
    )
    assert list(values(read_one(ods(table(row(*cells))))).values()) == [
        "Đắk Lắk",
        3,
        3.5,
        0.125,
        date(2024, 2, 29),
        datetime(2024, 2, 29, 8, 30),  # noqa: DTZ001
        time(7, 30),
        timedelta(hours=36, minutes=5),
        True,
    ]


def test_a_length_of_time_below_a_day_by_its_format() -> None:
    styles = (
        '<number:time-style style:name="N1" number:truncate-on-overflow="false"/>'
        '<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>'
    )
    cell = typed("time", "PT07H30M00S", more='table:style-name="c1"')
    assert values(read_one(ods(table(row(cell)), styles))) == {"A1": timedelta(hours=7, minutes=30)}


def test_paragraphs_blanks_and_breaks() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/>b<text:tab/>c</text:p>'
        "<text:p>d<text:line-break/><text:span>e</text:span></text:p></table:table-cell>"
    )
    assert values(read_one(ods(table(row(cell))))) == {"A1": "a   b\tc\nd\ne"}


def test_repeated_blanks_cost_nothing() -> None:
    blank_rows = row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        more='table:number-rows-repeated="1048574"',
    )
    last = row('<table:table-cell table:number-columns-repeated="16383"/>', text("xa"))
    assert values(read_one(ods(table(row(text("đầu")), blank_rows, last)))) == {
        "A1": "đầu",
        "XFD1048576": "xa",
    }


def test_repeated_values_are_all_there() -> None:
    cells = row(typed("float", "5", more='table:number-columns-repeated="2"'), more='table:number-rows-repeated="2"')
    assert values(read_one(ods(table(cells)))) == {"A1": 5, "B1": 5, "A2": 5, "B2": 5}


def test_a_flood_of_repeated_values_is_refused() -> None:
    flood = row(
        typed("float", "5", more='table:number-columns-repeated="16384"'),
        more='table:number-rows-repeated="1048576"',
    )
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("a", ods(table(flood)), Limits(cells=10_000))
    assert caught.value.code == "reading.too_big"


def test_spans_are_merges() -> None:
    wide = text("x", 'table:number-columns-spanned="3" table:number-rows-spanned="2"')
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    sheet = read_one(ods(table(row(NOTHING, wide, covered, text("y")))))
    assert sheet.merges == (Area(1, 2, 2, 4),)
    assert values(sheet) == {"B1": "x", "E1": "y"}


def test_errors_and_formulas() -> None:
    cells = (
        typed("float", "0", "#REF!", 'table:formula="of:=[.B9]" calcext:value-type="error"'),
        typed("float", "7", "7", 'table:formula="of:=SUM([.A2:.A9])"'),
        '<table:table-cell table:formula="of:=[.A1]"/>',
        text("Err:508", 'table:formula="of:=(" '),
    )
    data = ods(table(row(*cells), more='xmlns:calcext="c"'))
    sheet = read_one(data)
    assert values(sheet) == {"A1": ErrorValue("#REF!"), "B1": 7, "C1": None, "D1": ErrorValue("Err:508")}
    assert [cell.formula for cell in sheet.rows[1].values()] == ["[.B9]", "SUM([.A2:.A9])", "[.A1]", "("]


def test_hidden_rows_columns_and_sheets() -> None:
    display = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="t1" style:family="table">{display}</style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    first = table(row(text("a"), text("b")), row(text("c"), more='table:visibility="filter"'), columns=columns)
    book = read_bytes_in_process(
        "a", ods(first + table(row(text("d")), name="cũ", more='table:style-name="t1"'), styles)
    )
    shown, hidden = book.sheets
    assert (shown.hidden_columns, shown.hidden_rows, shown.filtered) == ({2}, {2}, True)
    assert (shown.state, hidden.state) == ("visible", "hidden")


def test_looks_of_cell_row_and_column() -> None:
    styles = (
        '<style:style style:name="b" style:family="table-cell"><style:text-properties fo:font-weight="bold" '
        'style:font-name="VN"/></style:style>'
        '<style:style style:name="k" style:family="table-cell" style:parent-style-name="b">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    faces = f'<office:document-styles {ODF}><office:font-face-decls><style:font-face style:name="VN" '
    faces += "svg:font-family=\"'.VnTime'\"/></office:font-face-decls></office:document-styles>"
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="b"/>'
    data = ods(
        table(row(text("1"), text("2"), text("3", 'table:style-name="k"')), columns=columns),
        styles,
        styles_xml=faces,
    )
    looks = [(c.style.font, c.style.bold, c.style.strike) for c in read_one(data).rows[1].values()]
    assert looks == [("", False, False), (".VnTime", True, False), (".VnTime", True, True)]


def test_order_of_day_and_month_is_kept_in_the_format() -> None:
    styles = (
        '<number:date-style style:name="N1"><number:month/><number:text>/</number:text>'
        '<number:day number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
        '</number:date-style><style:style style:name="c" style:family="table-cell" style:data-style-name="N1"/>'
    )
    cell = read_one(ods(table(row(typed("date", "2024-02-29", more='table:style-name="c"'))), styles)).cell(1, 1)
    assert cell is not None and cell.style.number_format == "m/dd/yyyy"


def test_notes_are_comments_and_not_text() -> None:
    note = "<office:annotation><text:p>xem</text:p><text:p>lại</text:p></office:annotation>"
    cell = f'<table:table-cell office:value-type="string">{note}<text:p>a</text:p></table:table-cell>'
    found = read_one(ods(table(row(cell, f"<table:table-cell>{note}</table:table-cell>")))).rows[1]
    assert [(c.value, c.comment) for c in found.values()] == [("a", "xem\nlại"), (None, "xem\nlại")]


def test_recorded_changes_and_drawings_are_no_cells() -> None:
    changes = f"<table:tracked-changes>{text('cũ')}</table:tracked-changes>"
    shape = '<table:shapes><draw:frame xmlns:draw="d"><text:p>ký tên</text:p></draw:frame></table:shapes>'
    data = ods(changes + f'<table:table table:name="S">{shape}{row(text("mới"))}</table:table>')
    assert values(read_one(data)) == {"A1": "mới"}


def test_text_of_a_drawing_inside_a_cell_is_not_text_of_the_cell() -> None:
    drawing = '<draw:frame xmlns:draw="d"><draw:text-box><text:p>ký tên</text:p></draw:text-box></draw:frame>'
    cell = f'<table:table-cell office:value-type="string"><text:p>a</text:p>{drawing}</table:table-cell>'
    assert values(read_one(ods(table(row(cell, text("b")))))) == {"A1": "a", "B1": "b"}


def test_own_document_properties() -> None:
    mark = '<meta:user-defined meta:name="lkv.form">B01</meta:user-defined>'
    meta = f"<office:document-meta {ODF}><office:meta>{mark}</office:meta></office:document-meta>"
    data = ods(table(row(text("a"))), meta_xml=meta)
    assert read_bytes_in_process("a", data).custom == {"lkv.form": "B01"}


def flat(tables: str, kind: str = "spreadsheet") -> bytes:
    """The same spreadsheet in one piece of XML."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {ODF} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        "<office:meta><meta:generator>LibreOffice</meta:generator></office:meta><office:styles>"
        '<number:date-style style:name="N1"><number:day/><number:text>/</number:text><number:month/></number:date-style>'
        '<style:style style:name="struck" style:family="table-cell"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style></office:styles>'
        f"<office:automatic-styles/><office:body><office:{kind}>{tables}</office:{kind}></office:body></office:document>"
    ).encode()


def test_a_flat_file_is_read_as_the_zipped_one() -> None:
    cells = (text("Đắk Lắk"), typed("float", "3.5"), typed("date", "2024-02-29"))
    tables = table(row(*cells), row(text("bỏ", 'table:style-name="struck"')))
    read, packed = read_one(flat(tables)), read_one(ods(tables))
    assert values(read) == values(packed)
    assert read.rows[2][1].style.strike


def test_a_flat_text_is_refused_as_a_text() -> None:
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("a.fodt", flat("", "text"))
    assert caught.value.code == "reading.word"


def test_the_format_before_opendocument_says_what_to_do() -> None:
    old = zipped({"mimetype": "application/vnd.sun.xml.calc", "content.xml": "<a/>"})
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("a.sxc", old)
    assert caught.value.code == "reading.old_calc"
