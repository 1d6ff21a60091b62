"""Binary workbooks of Excel 2007 and later: a few records by hand."""

from __future__ import annotations

import struct

import pytest

from tests.exchange.reading_support import content_types, links, read_one, values, zipped
from workbench.errors import UserError
from workbench.exchange.reading import read_bytes_in_process


def record(kind: int, body: bytes = b"") -> bytes:
    return varying(kind) + varying(len(body)) + body


def varying(number: int) -> bytes:
    return bytes([number & 0x7F | 0x80, number >> 7]) if number > 0x7F else bytes([number])


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(number: int) -> bytes:
    return record(0, struct.pack("<II", number, 0) + b"\0" * 17)


def number(column: int, value: float) -> bytes:
    return record(5, struct.pack("<IId", column, 0, value))


def text(column: int, value: str) -> bytes:
    return record(6, struct.pack("<II", column, 0) + wide(value))


def xlsb(*records: bytes, more: dict[str, bytes] | None = None) -> bytes:
    sheet = struct.pack("<II", 0, 1) + wide("s1") + wide("Biểu 01")
    book = record(131) + record(143) + record(156, sheet) + record(144) + record(132)
    part = record(129) + record(148, b"\0" * 16) + record(145) + b"".join(records) + record(146) + record(130)
    types = content_types("x").replace("openxmlformats-officedocument.x", "ms-excel.sheet.binary.macroEnabled.main")
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": links(("a", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": links(("s1", "worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": part,
            **(more or {}),
        }
    )


def test_values_keep_their_addresses() -> None:
    data = xlsb(row(2), text(1, "Đắk Lắk"), number(3, 12.0), row(4), number(1, 0.5))
    sheet = read_one(data)
    assert values(sheet) == {"B3": "Đắk Lắk", "D3": 12, "B5": 0.5}
    assert (sheet.name, sheet.has_details) == ("Biểu 01", False)


def test_kind_is_told_by_content() -> None:
    assert read_bytes_in_process("a.xlsx", xlsb(row(0), number(0, 1.0))).kind == "xlsb"


def test_a_far_blank_cell_costs_nothing() -> None:
    blank = record(1, struct.pack("<II", 16_383, 0))
    assert values(read_one(xlsb(row(0), number(0, 1.0), row(1_048_575), blank))) == {"A1": 1}


@pytest.mark.parametrize(
    ("far", "code"),
    [
        ((1_048_575, 16_383), "reading.too_big"),
        ((2_000_000, 0), "reading.damaged"),
        ((0, 20_000), "reading.damaged"),
    ],
)
def test_two_far_cells_never_reach_the_library(far: tuple[int, int], code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_one(xlsb(row(0), number(0, 1.0), row(far[0]), number(far[1], 1.0)))
    assert caught.value.code == code


def test_a_record_cut_off_is_damage() -> None:
    with pytest.raises(UserError) as caught:
        read_one(xlsb(row(0), number(0, 1.0), b"\x85"))
    assert caught.value.code == "reading.damaged"


def test_an_index_and_an_empty_sheet_beside_the_filled_one_cost_nothing() -> None:
    index = record(0, b"\xff\xff\x0f\0") + record(5, b"\xff\x3f\0\0") + record(0, b"\0" * 4) + record(5, b"\0" * 4)
    empty = record(129) + record(145) + record(146) + record(130)
    more = {"xl/worksheets/binaryIndex1.bin": index, "xl/worksheets/sheet2.bin": empty}
    assert values(read_one(xlsb(row(0), number(0, 1.0), more=more))) == {"A1": 1}
