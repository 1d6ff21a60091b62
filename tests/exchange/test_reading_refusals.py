"""Files that are refused: the right reason, early, and in words of both languages."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlwt import CompoundDoc

import workbench.exchange.reading
from tests.exchange import reading_support as support
from workbench.errors import UserError
from workbench.exchange.reading import Limits, read_bytes_in_process
from workbench.messages import LANGUAGES, text_in

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes_in_process("Biểu 01.xlsx", data, limits or Limits())
    assert caught.value.params["file"] == "Biểu 01.xlsx"
    return caught.value.code


def office(content_type: str) -> bytes:
    return support.zipped({"[Content_Types].xml": support.content_types(content_type), "x.xml": "<x/>"})


def container(*names: str) -> bytes:
    """An OLE file whose streams carry these names."""
    document = CompoundDoc.XlsDoc()
    buffer = io.BytesIO()
    document.save(buffer, b"\0" * 5000)
    data = buffer.getvalue()
    for old, new in zip(("Workbook",), names, strict=False):
        before = old.encode("utf-16-le").ljust(64, b"\0")
        after = new.encode("utf-16-le").ljust(64, b"\0")
        data = data.replace(before + struct.pack("<H", 2 * len(old) + 2), after + struct.pack("<H", 2 * len(new) + 2))
    return data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reading.empty"),
        (b" \r\n\r\n", "reading.empty"),
        (b"\0" * 4096, "reading.empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "reading.pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "reading.image"),
        (b"\xff\xd8\xff\xe0" + b"\0\x10JFIF" * 20, "reading.image"),
        (b"Rar!\x1a\x07\x00" + b"\1" * 50, "reading.archive"),
        (b"{\\rtf1\\ansi a}", "reading.word"),
        (bytes(range(256)) * 20, "reading.not_workbook"),
        (b'<?xml version="1.0"?><data><a/></data>', "reading.not_workbook"),
        (b"PK\x03\x04" + b"\0" * 100, "reading.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "reading.damaged"),
    ],
)
def test_content_that_holds_no_table(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_word_and_slides() -> None:
    assert refusal(office("wordprocessingml.document.main+xml")) == "reading.word"
    assert refusal(office("presentationml.presentation.main+xml")) == "reading.not_workbook"
    assert refusal(container("WordDocument")) == "reading.word"
    assert refusal(container("PowerPoint Document")) == "reading.not_workbook"


def test_passwords_of_every_format() -> None:
    manifest = '<m xmlns="x"><manifest:encryption-data xmlns:manifest="y"/></m>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    assert refusal(container("EncryptedPackage")) == "reading.encrypted"
    assert refusal(support.zipped({"mimetype": mimetype, "META-INF/manifest.xml": manifest})) == "reading.encrypted"
    locked = bytearray(support.xlsx(CELL))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.index(mark) + place] |= 1
    assert refusal(bytes(locked)) == "reading.encrypted"


def test_an_archive_is_not_a_workbook() -> None:
    assert refusal(support.zipped({"Biểu 01.xlsx": support.xlsx(CELL)})) == "reading.archive"


def test_a_workbook_without_any_filled_cell_is_empty() -> None:
    assert refusal(support.xlsx('<row r="9"><c r="XFD9" s="0"/></row>')) == "reading.empty"


def test_a_cut_file_is_damaged() -> None:
    whole = support.xlsx(CELL)
    assert refusal(whole[: len(whole) // 2]) == "reading.damaged"


def test_one_wrong_byte_in_a_part_is_damage() -> None:
    parts = support.xlsx_parts('<row r="1"><c r="A1" t="str"><v>' + "Đồng Nai " * 500 + "</v></c></row>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    data = bytearray(buffer.getvalue())
    data[data.index("Đồng Nai ".encode()) + 2000] ^= 1
    assert refusal(bytes(data)) == "reading.damaged"


@pytest.mark.parametrize("part", ["sheet", "strings", "styles", "book", "sheet_links", "custom"])
def test_document_types_are_refused_in_every_part_that_is_read(part: str) -> None:
    bodies = {
        "sheet": support.sheet_part(CELL),
        "strings": support.strings_part("<t>x</t>"),
        "styles": support.styles_part(),
        "book": support.book_part('<sheet name="S" sheetId="1" r:id="s1"/>'),
        "sheet_links": support.links(),
        "custom": f"{support.HEAD}<Properties/>",
    }
    hostile = bodies[part].replace(support.HEAD, support.HEAD + ENTITIES)
    assert refusal(support.xlsx(CELL, **{part: hostile})) == "reading.dangerous"


def test_document_types_are_refused_in_other_xml() -> None:
    content = f'<?xml version="1.0"?>{ENTITIES}<office:document-content/>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    assert refusal(support.zipped({"mimetype": mimetype, "content.xml": content})) == "reading.dangerous"
    xml = f'<?xml version="1.0"?>{ENTITIES}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    assert refusal(xml.encode()) == "reading.dangerous"


def test_a_part_that_stands_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for name, body in (*support.xlsx_parts(CELL).items(), ("xl/worksheets/sheet1.xml", "<x/>")):
            archive.writestr(name, body)
    assert refusal(buffer.getvalue()) == "reading.dangerous"


def test_a_directory_that_lies_about_a_size_is_refused() -> None:
    noise = support.zipped({**support.xlsx_parts(CELL), "xl/media/a.bin": bytes(range(256)) * 40})
    entry = noise.rindex(b"PK\x01\x02")
    data = bytearray(noise)
    data[entry + 20 : entry + 24] = struct.pack("<I", 60_000)
    assert refusal(bytes(data)) == "reading.dangerous"


def test_parts_that_overlap_are_refused() -> None:
    data = bytearray(support.zipped({**support.xlsx_parts(CELL), "a.xml": "<a/>", "b.xml": "<b/>"}))
    last = data.rindex(b"PK\x01\x02")
    before = data.rindex(b"PK\x01\x02", 0, last)
    data[last + 42 : last + 46] = data[before + 42 : before + 46]
    assert refusal(bytes(data)) == "reading.dangerous"


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(unpacked=100_000), support.xlsx(CELL, custom=" " * 200_000)),
        (Limits(part=100_000), support.xlsx(CELL, custom=" " * 200_000)),
        (Limits(), support.xlsx(CELL, custom=" " * 3_000_000)),
        (Limits(parts=20), support.zipped({**support.xlsx_parts(CELL), **{f"x/{n}": "" for n in range(20)}})),
        (Limits(cells=2), support.xlsx('<row r="1"><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>')),
        (Limits(text=5), support.xlsx(CELL, strings=support.strings_part("<t>dài quá</t>"))),
        (Limits(sheets=1), support.xlsx(CELL, book=support.book_part('<sheet name="S" r:id="s1"/>' * 2))),
        (Limits(file_bytes=100), support.xlsx(CELL)),
        (
            Limits(merges=1),
            support.xlsx(
                sheet=support.sheet_part(
                    CELL, after='<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'
                )
            ),
        ),
        (Limits(token=50_000), support.xlsx(f'<row r="1" x="{"1" * 200_000}"><c><v>1</v></c></row>')),
        (Limits(elements=3), support.xlsx(CELL, styles=support.styles_part())),
    ],
)
def test_every_bound_is_kept(limits: Limits, data: bytes) -> None:
    assert refusal(data, limits) == "reading.too_big"


def test_honest_files_keep_clear_of_the_bounds() -> None:
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c s="0"><v>{row * column}</v></c>' for column in range(20)) + "</row>"
        for row in range(1, 3001)
    )
    assert len(support.read_one(support.xlsx(rows)).rows) == 3000


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x08\0", b"<html>"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    try:
        assert read_bytes_in_process("a", start + data).sheets
    except UserError as error:
        assert error.code.startswith("reading.")


def test_every_reason_is_worded_in_both_languages() -> None:
    folder = Path(workbench.exchange.reading.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    codes = set(re.findall(r'"(reading\.[a-z_]+)"', source))
    assert len(codes) > 15
    params = {"file": "A.xlsx", "seconds": 60, "limit": 500, "sheet": "S"}
    for language in LANGUAGES:
        for code in codes:
            sentence = text_in(language, code, **params)
            assert sentence != code and "{" not in sentence


def test_a_part_under_a_false_name_is_damage() -> None:
    data = bytearray(support.xlsx(CELL, custom="<Properties/>"))
    entry = data.rindex(b"docProps/custom.xml")
    data[entry] ^= 1
    assert refusal(bytes(data)) == "reading.damaged"


def test_styles_that_are_named_but_missing_are_damage() -> None:
    named = support.links(("s1", "worksheet", "worksheets/sheet1.xml"), ("s9", "styles", "styles.xml"))
    assert refusal(support.xlsx(CELL, book_links=named, styles=None)) == "reading.damaged"
