"""Rows and texts read by pattern are what the parser reads, whatever stands between them."""

from __future__ import annotations

import pytest

from tests.exchange.reading_support import links, strings_part, styles_part, xlsx
from workbench.errors import UserError
from workbench.exchange.raw import RawSheet
from workbench.exchange.reading import Limits, read_bytes_in_process, xlsx_book
from workbench.exchange.reading.package import CHUNK
from workbench.exchange.reading.xlsx_rows import RowItems

STYLES = styles_part(
    '<numFmt numFmtId="170" formatCode="dd/mm/yyyy"/>',
    '<font><name val="Arial"/></font><font><b/></font>',
    '<xf numFmtId="0" fontId="0"/><xf numFmtId="170" fontId="0"/><xf numFmtId="0" fontId="1"/>',
)
STRINGS = strings_part(
    "<t>Giao thông</t>",
    '<t xml:space="preserve"> Du lịch &amp; y tế </t>',
    "<t></t>",
    "<r><rPr><b/></rPr><t>đậm</t></r>",
    "<t>a</t><rPh><t>b</t></rPh>",
    "<t>dòng_x000D_\ntiếp</t>",
)
PLAIN = "".join(
    f'<row r="{n}" spans="1:7"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="s"><v>{n % 2}</v></c>'
    f'<c r="C{n}" s="1"><v>{45000 + n % 9}</v></c><c r="D{n}" s="2" t="str"><f>A{n}&amp;"x"</f><v>{n}&lt;x</v></c>'
    f'<c r="E{n}" t="inlineStr"><is><t>Thỏa thuận {n}</t></is></c><c r="F{n}" s="2"/><c r="G{n}"><v>{n}.25</v></c></row>'
    for n in range(10, 60)
)


def row(n: int, cells: str, more: str = "") -> str:
    return f'<row r="{n}"{more}>{cells}</row>'


def alike(n: int, cell: str) -> str:
    """Rows of one make with a cell each."""
    return "".join(row(at, cell.replace("@", str(at))) for at in range(n, n + 12))


def padded(n: int, size: int) -> str:
    """A row of `size` bytes that fits no pattern."""
    made = row(n, f'<c r="A{n}" cm="1" t="str"><v>@</v></c>')
    return made.replace("@", "x" * (size - len(made) + 1))


def sheet(rows: str, **more: str) -> RawSheet:
    data = xlsx(rows, strings=STRINGS, styles=STYLES, **more)
    return read_bytes_in_process("a", data).sheets[0]


def by_parser(monkeypatch: pytest.MonkeyPatch, rows: str, **more: str) -> RawSheet:
    with monkeypatch.context() as patch:
        patch.setattr(RowItems, "take", lambda _, data, at: at)
        patch.setattr(xlsx_book._PlainStrings, "take", lambda _, data, at: at)
        return sheet(rows, **more)


ODD = {
    "nothing odd": "",
    "hidden": row(70, '<c r="A70"><v>1</v></c>', ' hidden="1"') + row(71, '<c r="A71"><v>1</v></c>', ' ht="0"'),
    "no address": "<row><c><v>1</v></c><c><v>2</v></c></row>" + row(80, '<c r="A80"><v>1</v></c>'),
    "runs": alike(70, '<c r="B@" t="s"><v>3</v></c>'),
    "no text": alike(70, '<c r="A@"><v>4</v></c><c r="B@" t="s"><v>2</v></c>'),
    "escaped": alike(70, '<c r="B@" t="s"><v>5</v></c>') + alike(90, '<c r="A@" t="str"><v>a_x0041_</v></c>'),
    "errors and truths": alike(70, '<c r="A@" t="e"><v>#REF!</v></c><c r="B@" t="b"><v>1</v></c>'),
    "comment between": "<!-- <row r='70'> -->" + alike(70, '<c r="A@"><v>1</v></c>'),
    "comment inside": row(70, "<!-- </row> -->" + '<c r="A70"><v>1</v></c>') + alike(71, '<c r="A@"><v>1</v></c>'),
    "unparsed": row(70, '<c r="A70" t="str"><v><![CDATA[</row>]]></v></c>') + alike(71, '<c r="A@"><v>1</v></c>'),
    "line ends": alike(70, '<c r="A@" t="str"><v>a\r\nb\tc</v></c>'),
    "numbered letters": alike(70, '<c r="A@" t="str"><v>&#x110;&#273;</v></c>'),
    "shared formulas": row(70, '<c r="A70"><f t="shared" ref="A70:A90" si="0">B1</f><v>1</v></c>')
    + alike(71, '<c r="A@"><f t="shared" si="0"/><v>2</v></c>'),
    "no number": alike(70, '<c r="A@"><v>1e</v></c><c r="B@" s="1"><v>1E5</v></c><c r="C@"><v>-0.0</v></c>'),
    "long numbers": alike(70, '<c r="A@"><v>12345678901234567890</v></c><c r="B@"><v>007</v></c>'),
    "order of rows": alike(70, '<c r="A@"><v>1</v></c>')
    + row(12, '<c r="A12"><v>9</v></c>')
    + alike(40, '<c r="H@"><v>3</v></c>'),
    "order of columns": alike(70, '<c r="B@"><v>1</v></c><c r="A@"><v>2</v></c>'),
    "a row twice": row(59, '<c r="A59"><v>7</v></c><c r="Z59"><v>8</v></c>'),
    "other address": row(70, '<c r="A71"><v>7</v></c>') + alike(72, '<c r="A@"><v>1</v></c>'),
    "blanks around": alike(70, '<c r="A@"><v> 5 </v></c>').replace("</row>", "</row>\n  "),
    "a row one byte longer than a piece": padded(70, CHUNK + 1) + alike(71, '<c r="A@"><v>1</v></c>'),
    "lone cells": "".join(row(n, f'<c r="{chr(65 + n % 26)}{n}"><v>{n}</v></c>') for n in range(70, 700)),
}


@pytest.mark.parametrize("odd", ODD)
def test_rows_by_pattern_are_those_of_the_parser(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = PLAIN + ODD[odd] + alike(900, '<c r="A@"><v>1</v></c><c r="B@" t="s"><v>0</v></c>')
    assert sheet(rows) == by_parser(monkeypatch, rows)


def test_comments_beside_cells_read_by_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = "".join(f'<comment ref="{at}"><text><t>xem {at}</t></text></comment>' for at in ("H12", "A12", "F20", "B99"))
    more = {
        "comments": f'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{notes}</comments>',
        "sheet_links": links(("c1", "comments", "../comments1.xml")),
    }
    read = sheet(PLAIN, **more)
    assert read == by_parser(monkeypatch, PLAIN, **more)
    assert [read.rows[12][8].comment, read.rows[20][6].comment, read.rows[99][2].comment] == [
        "xem H12",
        "xem F20",
        "xem B99",
    ]


@pytest.mark.parametrize(
    "damage",
    [
        "<row r='70'><c r='A70'><v>1</v></row>",
        '<row r="70"><c r="A70" t="s"><v>99</v></c></row>',
        alike(70, '<c r="B@" t="s"><v>99</v></c>'),
        alike(70, '<c r="B@" t="str"><v>a\x01b</v></c>'),
        alike(70, '<c r="B@" t="str"><v>a]]>b</v></c>'),
        alike(70, '<c r="B@" t="str"><v>&unknown;</v></c>'),
        alike(70, '<c r="A@" s="0" s="0"><v>1</v></c>'),
        '<row r="70" x="<row r="71"></row>',
        "</sheetData><row r='70'></row>",
    ],
)
def test_damage_among_rows_read_by_pattern_is_refused(damage: str) -> None:
    with pytest.raises(UserError) as caught:
        sheet(PLAIN + damage + alike(900, '<c r="A@"><v>1</v></c>'))
    assert caught.value.code == "reading.damaged"


def test_letters_that_are_none_are_refused() -> None:
    data = xlsx("#", strings=STRINGS, styles=STYLES)
    assert data
    parts = (PLAIN + alike(900, '<c r="B@" t="str"><v>~</v></c>')).encode().replace(b"~", b"\xff")
    whole = b'<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>' + parts + b"</sheetData></worksheet>"
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("a", xlsx("", strings=STRINGS, styles=STYLES, sheet=whole))
    assert caught.value.code == "reading.damaged"


def test_another_encoding_is_left_to_the_parser() -> None:
    rows = alike(3, '<c r="A@" t="str"><v>\u00e9</v></c>')
    whole = f'<?xml version="1.0" encoding="ISO-8859-1"?><worksheet><sheetData>{rows}</sheetData></worksheet>'
    data = xlsx("", strings=STRINGS, styles=STYLES, sheet=whole.encode("latin-1"))
    assert read_bytes_in_process("a", data).sheets[0].rows[3][1].value == "\u00e9"


def test_limits_hold_for_rows_read_by_pattern() -> None:
    cells = xlsx(PLAIN, strings=STRINGS, styles=STYLES)
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("a", cells, Limits(cells=200))
    assert caught.value.code == "reading.too_big"
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("a", cells, Limits(text=300))
    assert caught.value.code == "reading.too_big"
