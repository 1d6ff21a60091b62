"""Old binary workbooks: written by xlwt, with xlrd as a witness, and a few records by hand."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime, time

import pytest
import xlrd
import xlwt
from xlwt import CompoundDoc

from tests.exchange.reading_support import read_one, values
from workbench.errors import UserError
from workbench.exchange.raw import Area, ErrorValue, RawCell
from workbench.exchange.reading import read_bytes_in_process

LONG = "Đề nghị Bộ Giao thông vận tải bố trí vốn. " * 300  # longer than one record


def saved(book: xlwt.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def look(font: str = "Arial", *, bold: bool = False, strike: bool = False, code: str = "General") -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.font = xlwt.Font()
    style.font.name, style.font.bold, style.font.struck_out = font, bold, strike
    style.num_format_str = code
    return style


@pytest.fixture(scope="module")
def awkward() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Biểu 01")
    sheet.write_merge(0, 1, 0, 4, "UBND TỈNH ĐẮK LẮK", look("Times New Roman", bold=True))
    for column, value in enumerate((1, -7, 3.25, 1234567.89, 10**12, 0.01, True, "latin", "tiếng Việt", LONG)):
        sheet.write(2, column, value)
    sheet.write(3, 0, datetime(2024, 2, 29), look(code="dd/mm/yyyy"))  # noqa: DTZ001
    sheet.write(3, 1, datetime(2024, 2, 29, 13, 45), look(code="dd/mm/yyyy hh:mm"))  # noqa: DTZ001
    sheet.write(3, 2, 0.3125, look(code="h:mm"))
    sheet.write(3, 3, 45351, look(code="0"))
    sheet.write(3, 4, 60, look(code="dd/mm/yyyy"))
    sheet.write(3, 5, 45351, look(code='"ngày" dd "tháng" mm "năm" yyyy'))
    sheet.row(4).set_cell_error(0, "#REF!")
    sheet.row(4).set_cell_error(1, "#DIV/0!")
    sheet.write(5, 0, "bỏ", look(".VnTime", strike=True))
    sheet.write(6, 0, xlwt.Formula("SUM(A3:B3)"))
    sheet.write_rich_text(7, 0, (("còn ", look().font), ("bỏ", look(".VnTime", strike=True).font)))
    sheet.write_rich_text(8, 0, ((" ", look().font), ("cả", look(".VnTime", strike=True).font)))
    sheet.row(5).hidden = True
    sheet.col(2).hidden = True
    sheet.write(65535, 255, "xa")
    for number in range(400):
        sheet.write(20 + number, 0, f"Dòng thứ {number} ở tỉnh {'Ninh Thuận' * (number % 9)}")
    hidden = book.add_sheet("cũ")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    secret = book.add_sheet("00000000")
    secret.visibility = 2
    secret.write(0, 0, "x")
    return saved(book)


def cell(data: bytes, row: int, column: int) -> RawCell:
    found = read_bytes_in_process("a.xls", data).sheets[0].cell(row, column)
    assert found is not None
    return found


def test_texts_and_numbers_are_those_the_witness_reads(awkward: bytes) -> None:
    witness = xlrd.open_workbook(file_contents=awkward)
    compared = 0
    for theirs, ours in zip(witness.sheets(), read_bytes_in_process("a", awkward).sheets, strict=True):
        for row in range(theirs.nrows):
            for column in range(theirs.ncols):
                kind, value = theirs.cell_type(row, column), theirs.cell_value(row, column)
                if kind in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_BOOLEAN) and row != 6:
                    found = ours.cell(row + 1, column + 1)
                    assert found is not None and found.value == value
                    compared += 1
            if row > 500:
                break
    assert compared > 410


def test_texts_longer_than_a_record_come_back_whole(awkward: bytes) -> None:
    assert cell(awkward, 3, 10).value == LONG


def test_dates_and_times(awkward: bytes) -> None:
    assert [cell(awkward, 4, column).value for column in range(1, 7)] == [
        date(2024, 2, 29),
        datetime(2024, 2, 29, 13, 45),  # noqa: DTZ001
        time(7, 30),
        45351,
        "29/02/1900",
        date(2024, 2, 29),
    ]


def test_errors_are_never_blank(awkward: bytes) -> None:
    assert [cell(awkward, 5, column).value for column in (1, 2)] == [
        ErrorValue("#REF!"),
        ErrorValue("#DIV/0!"),
    ]


def test_formula_left_to_excel_has_no_value(awkward: bytes) -> None:
    found = cell(awkward, 7, 1)
    assert found.value is None and found.formula


def test_looks(awkward: bytes) -> None:
    title, struck = cell(awkward, 1, 1).style, cell(awkward, 6, 1).style
    assert (title.font, title.bold, title.strike) == ("Times New Roman", True, False)
    assert (struck.font, struck.bold, struck.strike) == (".VnTime", False, True)


def test_looks_of_runs_only_where_they_cover_the_text(awkward: bytes) -> None:
    assert (cell(awkward, 8, 1).value, cell(awkward, 8, 1).style.strike) == ("còn bỏ", False)
    assert (cell(awkward, 9, 1).value, cell(awkward, 9, 1).style.font) == (" cả", ".VnTime")


def test_merges_hidden_parts_and_states(awkward: bytes) -> None:
    first, second, third = read_bytes_in_process("a", awkward).sheets
    assert first.merges == (Area(1, 1, 2, 5),)
    assert (first.hidden_rows, first.hidden_columns) == ({6}, {3})
    assert [sheet.state for sheet in (first, second, third)] == ["visible", "hidden", "very_hidden"]


def test_the_far_corner_costs_nothing(awkward: bytes) -> None:
    assert cell(awkward, 65536, 256).value == "xa"


def test_days_counted_from_1904() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("S").write(0, 0, 43889, look(code="dd/mm/yyyy"))
    assert values(read_one(saved(book))) == {"A1": date(2024, 2, 29)}


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: bytes) -> bytes:
    return record(0x204, struct.pack("<HHHH", row, column, 0, len(text)) + text)


def bare(*bodies: bytes) -> bytes:
    return record(0x809, struct.pack("<HHHH", 0, 0x10, 0, 0)) + b"".join(bodies) + record(0x0A, b"")


def test_records_without_a_container() -> None:
    number = record(0x203, struct.pack("<HHHd", 1, 0, 0, 12.0))
    data = bare(label(0, 0, "Tỉnh".encode()), number)
    assert values(read_one(data)) == {"A1": "Tỉnh", "A2": 12}


def test_legacy_letters_stay_as_they_are_stored() -> None:
    data = bare(label(0, 0, b"Th\xb8i B\xd7nh"))
    assert values(read_one(data)) == {"A1": "Th¸i B×nh"}


def test_note_texts_come_from_the_objects_behind_them() -> None:
    common = struct.pack("<HHHH", 0x15, 0x12, 0x19, 7) + b"\0" * 18
    text = struct.pack("<HH6xHHH", 0, 0, 4, 0, 0) + b"\0" * 4
    note = struct.pack("<HHHH", 2, 1, 0, 7) + b"\0\0\0"
    objects = record(0x5D, common) + record(0x1B6, text) + record(0x3C, b"\x01" + "ghi chú".encode("utf-16-le")[:8])
    version = record(0x809, struct.pack("<HHHH", 0x600, 0x5, 0, 0) + b"\0" * 8)
    sheet = record(0x809, struct.pack("<HHHH", 0x600, 0x10, 0, 0) + b"\0" * 8)
    name = b"S"
    bound_size = 4 + 6 + 2 + len(name)
    at = len(version) + bound_size + 4
    bound = record(0x85, struct.pack("<IBB", at, 0, 0) + bytes([len(name), 0]) + name)
    cells = record(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0))
    stream = version + bound + record(0x0A, b"") + sheet + cells + objects + record(0x1C, note) + record(0x0A, b"")
    sheet_read = read_one(contained(stream))
    found = sheet_read.cell(3, 2)
    assert found is not None and (found.value, found.comment) == (None, "ghi ")


def contained(stream: bytes) -> bytes:
    """The stream in an OLE container, as xlwt writes it."""
    document = CompoundDoc.XlsDoc()
    buffer = io.BytesIO()
    document.save(buffer, stream)
    return buffer.getvalue()


def test_a_protected_workbook_is_refused() -> None:
    version = record(0x809, struct.pack("<HHHH", 0x600, 0x5, 0, 0) + b"\0" * 8)
    with pytest.raises(UserError) as caught:
        read_one(contained(version + record(0x2F, b"\x01\0" + b"\0" * 52) + record(0x0A, b"")))
    assert caught.value.code == "reading.encrypted"


def test_formats_from_before_excel_5_are_named() -> None:
    with pytest.raises(UserError) as caught:
        read_one(record(0x409, b"\0" * 6) + record(0x0A, b""))
    assert caught.value.code == "reading.old_binary"


@pytest.mark.parametrize("part", [0.3, 0.7, 0.95])
def test_a_cut_file_is_refused(awkward: bytes, part: float) -> None:
    with pytest.raises(UserError) as caught:
        read_one(awkward[: int(len(awkward) * part)])
    assert caught.value.code == "reading.damaged"
