"""The workbook that goes back: only what is marked differs from what was sent, byte for byte."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from tests.exchange.reading_support import (
    HEAD,
    LINKS,
    MAIN,
    book_part,
    links,
    strings_part,
    xlsx,
    xlsx_parts,
    zipped,
)
from workbench.exchange.annotating import Mark, annotate
from workbench.exchange.marking.archive import Archive
from workbench.exchange.marking.report import Line, Report, Table
from workbench.exchange.marking.styles import FILLS
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.reading import read_bytes_in_process
from workbench.exchange.returned import answered, token

REPORT = Report(
    sheet="Kết quả tiếp nhận",
    title="KẾT QUẢ TIẾP NHẬN BÁO CÁO",
    subtitle="(gửi lại)",
    facts=(("Tệp", "=cmd|' /C calc'!A0"),),
    tables=(Table("Các ô cần sửa", ("STT", "Trang", "Ô", "Đang ghi", "Vì sao", "Cách sửa"),
                  (Line(("1", "Số liệu", "B2", "- Đề nghị", "@sai", "+sửa"), "fix", (2, "Số liệu", "B2")),)),),
    token=token("LN-2026-001", "0123456789abcdef"),
)  # fmt: skip
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
NOTE = ("Ngày không có thật: “31/02/2026”.", "Cách sửa: Ghi lại ngày.")


def opened(data: bytes) -> Workbook:
    """The book as another program sees it, whatever that leaves aside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data))


def read(data: bytes) -> RawWorkbook:
    return read_bytes_in_process("bieu.xlsx", data)


def rich() -> bytes:
    """A sender's workbook with everything that loading and saving loses."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    main, codes, quiet = (book.add_worksheet(name) for name in ("Số liệu", "Danh mục", "Ảnh"))
    wrapped = book.add_format({"text_wrap": True, "border": 1, "bg_color": "#DDEEFF"})
    bold = book.add_format({"bold": True})
    main.write_rich_string("A1", "Biểu ", bold, "số 02")
    main.write_row("A2", ["1", "31/02/2026", 12.5], wrapped)
    main.write_row("A3", ["2", "05/08/2026", 7])
    main.write_formula("C4", "=SUM(C2:C3)", None, 19.5)
    main.write_comment("A2", "Số liệu của Sở", {"author": "Nguyễn B"})
    main.data_validation("B2:B9", {"validate": "list", "source": "='Danh mục'!$A$1:$A$3"})
    main.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True})
    main.insert_textbox("E2", "Nơi nhận: như trên")
    main.print_area("A1:C9")
    main.repeat_rows(0, 1)
    main.merge_range("A6:C7", "gộp")
    codes.write_column("A1", ["Giao thông", "Thủy lợi", "Khác"])
    codes.print_area("A1:A3")
    codes.hide()
    quiet.insert_image("B2", "chu_ky.png", {"image_data": io.BytesIO(PIXEL)})
    quiet.write_comment("C3", "riêng")
    book.define_name("ds_linh_vuc", "='Danh mục'!$A$1:$A$3")
    book.define_name("'Ảnh'!rieng", "='Ảnh'!$A$1")
    book.close()
    return buffer.getvalue()


def with_macros(data: bytes) -> bytes:
    archive = Archive(data)
    archive.put("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"macro" * 50)
    types = archive.read("[Content_Types].xml").decode()
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = types.replace(main, "application/vnd.ms-excel.sheet.macroEnabled.main+xml").replace(
        "</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    archive.put("[Content_Types].xml", types.encode())
    return archive.save()


def marked(data: bytes, *marks: Mark) -> bytes:
    return annotate(data, read(data), marks, REPORT)


def mark(address: str, kind: str = "fix", sheet: str = "Số liệu", lines: tuple[str, ...] = NOTE) -> Mark:
    return Mark(sheet, address, kind, lines)  # type: ignore[arg-type]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def packed(data: bytes) -> dict[str, bytes]:
    """The bytes of each part as they lie in the file."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            at = info.header_offset
            start = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
            start += int.from_bytes(data[at + 28 : at + 30], "little")
            found[info.filename] = data[start : start + info.compress_size]
    return found


CHANGED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml",
    "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
}  # fmt: skip


def test_parts_without_a_mark_keep_their_very_bytes() -> None:
    sent = with_macros(rich())
    back = marked(sent, mark("B2"), mark("A2", "done", lines=("Đã vào sổ với mã số VM-2026-001.",)))
    before, after = packed(sent), packed(back)
    assert {name for name in before if before[name] != after[name]} == CHANGED
    assert set(after) - set(before) == {"xl/worksheets/sheet4.xml"}
    assert "xl/vbaProject.bin" in after and "xl/media/image1.png" in after


def test_in_the_marked_sheet_only_the_looks_of_marked_cells_and_the_selection_differ() -> None:
    sent = rich()
    back = marked(sent, mark("B2"), mark("C3"))

    def without(data: bytes, *places: str) -> bytes:
        root = ElementTree.fromstring(parts(data)["xl/worksheets/sheet1.xml"])
        for element in root.iter():
            if element.get("r") in places:
                element.attrib.pop("s", None)
            element.attrib.pop("tabSelected", None)
        return ElementTree.tostring(root)

    assert without(back, "B2", "C3") == without(sent, "B2", "C3")
    assert without(back, "B2") != without(sent, "B2")


def test_styles_are_only_added_to() -> None:
    sent = rich()
    before, after = (parts(data)["xl/styles.xml"].decode() for data in (sent, marked(sent, mark("B2"))))
    for section in ("fonts", "fills", "borders", "cellXfs"):
        was, now = (re.search(rf"<{section}[^>]*>(.*?)</{section}>", text, re.DOTALL) for text in (before, after))
        assert was and now and now[1].startswith(was[1]), section
    assert before.partition("<cellStyles")[2] == after.partition("<cellStyles")[2]


def test_names_and_print_areas_still_belong_to_their_sheets() -> None:
    sent = rich()
    before, after = (opened(data) for data in (sent, marked(sent, mark("B2"))))
    assert after.sheetnames == ["Kết quả tiếp nhận", *before.sheetnames]
    for name in before.sheetnames:
        assert after[name].print_area == before[name].print_area
        assert after[name].print_title_rows == before[name].print_title_rows
        assert set(after[name].defined_names) == set(before[name].defined_names)
    assert after.defined_names["ds_linh_vuc"].attr_text == before.defined_names["ds_linh_vuc"].attr_text


def test_a_marked_cell_keeps_its_look_but_for_the_fill() -> None:
    cell = opened(marked(rich(), mark("B2")))["Số liệu"]["B2"]
    assert cell.fill.fgColor.rgb == FILLS["fix"]
    assert (cell.border.left.style, cell.alignment.wrap_text) == ("thin", True)


def test_a_note_of_the_sender_stays_and_ours_stands_behind_it() -> None:
    sheet = opened(marked(rich(), mark("A2"), mark("B3")))["Số liệu"]
    assert sheet["A2"].comment.text.startswith("Số liệu của Sở")
    assert sheet["A2"].comment.text.endswith("\n".join(("Cần sửa", *NOTE)))
    assert sheet["B3"].comment.text == "\n".join(("Cần sửa", *NOTE))
    assert sheet["B3"].comment.author == "Liên kết vùng"


def test_marks_of_a_merged_area_and_of_cells_that_are_not_there() -> None:
    sheet = opened(marked(rich(), mark("C7"), mark("B4"), mark("D30")))["Số liệu"]
    assert sheet["A6"].comment and sheet["A6"].fill.fgColor.rgb == FILLS["fix"]
    assert sheet["B4"].fill.fgColor.rgb == sheet["D30"].fill.fgColor.rgb == FILLS["fix"]
    assert sheet["C4"].value == "=SUM(C2:C3)"


def test_what_is_read_from_it_is_what_was_sent() -> None:
    sent = rich()
    back = read(marked(sent, mark("B2"), mark("D30")))
    assert answered(back) is not None
    before = {s.name: {r: dict(s.values(r)) for r in s.rows} for s in read(sent).sheets}
    after = {s.name: {r: dict(s.values(r)) for r in s.rows} for s in back.sheets[1:]}
    assert {name: {r: v for r, v in rows.items() if v} for name, rows in after.items()} == {
        name: {r: v for r, v in rows.items() if v} for name, rows in before.items()
    }


def test_texts_on_the_first_sheet_are_no_formulas() -> None:
    sheet = opened(marked(rich(), mark("B2")))["Kết quả tiếp nhận"]
    cells = {cell.value: cell for row in sheet for cell in row if isinstance(cell.value, str)}
    for words in ("=cmd|' /C calc'!A0", "- Đề nghị", "@sai", "+sửa"):
        assert cells[words].data_type == "s" and cells[words].quotePrefix


def test_a_second_return_replaces_the_marks_of_the_first() -> None:
    first = marked(rich(), mark("B2"), mark("A2"), mark("C3", "look"))
    second = marked(first, mark("B3", "done", lines=("Đã vào sổ với mã số VM-2026-002.",)))
    book, sent = opened(second), opened(rich())
    assert book.sheetnames == ["Kết quả tiếp nhận", *sent.sheetnames]
    sheet = book["Số liệu"]
    notes = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert notes == {"A2": "Số liệu của Sở", "B3": "Đã tiếp nhận\nĐã vào sổ với mã số VM-2026-002."}
    assert sheet["B2"].fill.fgColor.rgb == "FFDDEEFF"
    assert sheet["C3"].fill.fill_type in (None, "none")
    boxes = parts(second)["xl/drawings/vmlDrawing1.vml"].decode()
    assert boxes.count("<v:shape ") == 2


def test_a_book_opens_on_the_report_only_when_its_own_first_page_changes_anyway() -> None:
    sent = rich()

    def selected(data: bytes) -> list[str]:
        book = opened(data)
        assert book.active is not None
        views = [name for name in book.sheetnames if book[name].sheet_view.tabSelected]
        assert views == [book.active.title]
        return views

    assert selected(marked(sent, mark("B2"))) == ["Kết quả tiếp nhận"]
    assert selected(marked(sent, mark("A1", sheet="Danh mục"))) == ["Số liệu"]


def test_a_workbook_with_prefixed_tags_and_without_styles() -> None:
    row = '<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row r="5"/>'
    part = f'{HEAD}<x:worksheet xmlns:x="{MAIN}" xmlns:r="{LINKS}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    plain = links(("s1", "worksheet", "worksheets/sheet1.xml"))
    sent = zipped(xlsx_parts(sheet=part, styles=None, book_links=plain))
    sheet = opened(marked(sent, mark("B2", sheet="S"), mark("A5", sheet="S"), mark("C9", sheet="S")))["S"]
    assert [sheet[at].fill.fgColor.rgb for at in ("B2", "A5", "C9")] == [FILLS["fix"]] * 3
    assert sheet["B2"].value == "a" and sheet["C9"].comment.text.startswith("Cần sửa")


def test_a_discussion_on_a_cell_is_left_alone() -> None:
    comments = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tc={1}</author>'
        '</authors><commentList><comment ref="A1" authorId="0"><text><t>[Threaded comment]</t></text></comment>'
        "</commentList></comments>"
    )
    sent = xlsx(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        strings=strings_part("<t>a</t>"),
        sheet_links=links(("c1", "comments", "../comments1.xml")),
        comments=comments,
    )
    back = parts(marked(sent, mark("A1", sheet="S")))
    assert back["xl/comments1.xml"].decode() == comments


def test_a_sheet_that_the_sender_named_like_ours_stays() -> None:
    sent = xlsx(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>của tỉnh</t></is></c></row>',
        book=book_part('<sheet name="Kết quả tiếp nhận" sheetId="1" r:id="s1"/>'),
    )
    book = opened(marked(sent, mark("A1", sheet="Kết quả tiếp nhận")))
    assert book.sheetnames == ["Kết quả tiếp nhận (2)", "Kết quả tiếp nhận"]
    assert book["Kết quả tiếp nhận"]["A1"].value == "của tỉnh"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_opens_it_and_finds_marks_and_contents(tmp_path: Path) -> None:
    path = tmp_path / "tra lai.xlsx"
    path.write_bytes(marked(rich(), mark("B2"), mark("D30")))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = zipfile.ZipFile(tmp_path / "tra lai.ods").read("content.xml").decode()
    for words in ("Kết quả tiếp nhận", "31/02/2026", "Cách sửa: Ghi lại ngày.", "Nơi nhận: như trên", "19.5"):
        assert words in content
