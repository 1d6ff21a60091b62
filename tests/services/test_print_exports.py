"""Excel and Word files of printed registers: the same words in the same cells, and the page set up for paper."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from shutil import which
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from workbench.errors import Cancelled
from workbench.reports.document import (
    Column,
    CoverPage,
    DataRow,
    GroupRow,
    Letterhead,
    Line,
    PageSetup,
    Paragraph,
    PrintDocument,
    Signature,
    Signatures,
    Table,
    Title,
    TotalRow,
)
from workbench.reports.word import word_bytes
from workbench.services.print_workbook import Measures, workbook_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(count: int = 3, cover: bool = False, landscape: bool = True) -> PrintDocument:
    """A register with groups, a record of two rows, sums, and cells that spreadsheets like to take for formulas."""
    columns = (
        Column("STT", 10, "center", "(1)"),
        Column("Văn bản", 40, "center", "(2)"),
        Column("Nội dung", 120, "left", "(3)"),
        Column("Tổng nhu cầu", 30, "right", "(4)", ("Vốn (tỷ đồng)",)),
        Column("Xã hội hóa", 30, "right", "(5)", ("Vốn (tỷ đồng)",)),
    )
    rows = [
        GroupRow("Bộ, cơ quan ngang bộ", "I"),
        DataRow(("1", "16/BC-HĐĐP\n07/09/2026", "Sạt lở bờ sông", "1.250", "0,5")),
        DataRow(("", "", "=1+2 & <b>không phải công thức</b>", "", ""), joined=frozenset((0, 1))),
        *(DataRow((str(n), f"{n + 20}/BC", f"-Vướng mắc {n}", f"{n}", "")) for n in range(2, count)),
        TotalRow("Cộng I", ("1.252", "0,5")),
        TotalRow("Tổng cộng", ("1.252", "0,5")),
    ]
    front = (CoverPage(("HỘI ĐỒNG",), ("VĂN PHÒNG",), ("SỔ THEO DÕI",), ("Năm: 2026", "Quyển số: 01")),)
    return PrintDocument(
        "Sổ theo dõi: kiến nghị / báo cáo gửi cấp có thẩm quyền",
        (
            *(front if cover else ()),
            Letterhead(
                (Line("VĂN PHÒNG HỘI ĐỒNG", True, size=12, rule=0.4),),
                (Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, size=12),),
                place_date="Cần Thơ, ngày 12 tháng 10 năm 2026",
            ),
            Title((Line("SỔ THEO DÕI KIẾN NGHỊ", True, size=14), Line("(Số liệu đến ngày 12/10/2026)", italic=True))),
            Table(columns, tuple(rows)),
            Paragraph("Tổng số: 02 kiến nghị.", "left", size=12),
            Signatures(
                Signature(("NGƯỜI LẬP SỔ",), "(Ký, ghi rõ họ tên)"), Signature(("CHÁNH VĂN PHÒNG",), "", "Lê Mới")
            ),
        ),
        PageSetup(landscape=landscape),
    )


# Excel


def sheet(made: PrintDocument, measures: Measures | None = None):  # type: ignore[no-untyped-def]
    return load_workbook(BytesIO(workbook_bytes(made, measures))).worksheets[0]


def found(cells, words: str):  # type: ignore[no-untyped-def]
    return next(cell for row in cells.iter_rows() for cell in row if cell.value == words)


def test_every_word_of_the_print_is_in_the_workbook() -> None:
    cells = {str(cell.value) for row in sheet(document()).iter_rows() for cell in row if cell.value is not None}
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cần Thơ, ngày 12 tháng 10 năm 2026", "SỔ THEO DÕI KIẾN NGHỊ",
        "Vốn (tỷ đồng)", "Tổng nhu cầu", "(5)", "Bộ, cơ quan ngang bộ", "16/BC-HĐĐP\n07/09/2026", "Sạt lở bờ sông",
        "Tổng cộng", "Tổng số: 02 kiến nghị.", "NGƯỜI LẬP SỔ", "Lê Mới",
    ):  # fmt: skip
        assert words in cells


def test_text_that_looks_like_a_formula_stays_text() -> None:
    cell = found(sheet(document()), "=1+2 & <b>không phải công thức</b>")
    assert cell.data_type == "s"


def test_figures_become_numbers_that_can_be_added_up() -> None:
    page = sheet(document())
    row = found(page, "Sạt lở bờ sông").row
    assert [page.cell(row, column).value for column in (1, 4, 5)] == ["1", 1250, 0.5]
    assert page.cell(row, 4).number_format == "#,##0.###"


def test_a4_across_one_page_wide_with_the_margins_and_repeated_headings() -> None:
    page = sheet(document())
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)  # 1 is not written
    margins = page.page_margins
    sides = (margins.left, margins.right, margins.top, margins.bottom)
    assert [round(side * 25.4) for side in sides] == [30, 15, 20, 20]
    first = found(page, "STT").row
    assert page.print_title_rows == f"${first}:${first + 2}"
    assert found(page, "(1)").row == first + 2
    assert page.HeaderFooter.differentFirst
    assert page.oddHeader.center.text == "&P"
    assert sheet(document(landscape=False)).page_setup.orientation in ("portrait", None)


def test_columns_are_as_wide_as_printed() -> None:
    page = sheet(document())
    pixels = [page.column_dimensions[letter].width * 8 for letter in "ABCDD"]  # the last two are kept as one
    assert sum(pixels) * 25.4 / 96 == pytest.approx(252, abs=3)
    assert pixels[2] / pixels[0] == pytest.approx(12, rel=0.1)


def test_without_measures_a_day_is_not_broken_in_its_column() -> None:
    columns = (Column("Nội dung", 240, "left", "(1)"), Column("Hạn", 8, "center", "(2)"))
    made = PrintDocument("Sổ", (Table(columns, (DataRow(("Việc", "31/12/2025")),)),), PageSetup(landscape=True))
    page = sheet(made)
    digits = page.column_dimensions["B"].width
    assert digits > len("31/12/2025") and page.column_dimensions["A"].width > 5 * digits


def test_rows_are_as_high_as_the_print_measured() -> None:
    made = document()
    table = next(block for block in made.blocks if isinstance(block, Table))
    lines = tuple(float(at + 1) for at in range(len(table.rows)))
    page = sheet(made, Measures(tuple(c.width for c in table.columns), (1.0, 2.0), lines))
    row = found(page, "Sạt lở bờ sông").row
    assert page.row_dimensions[row].height == pytest.approx(2 * 12 * 1.25)
    assert page.row_dimensions[row + 1].height == pytest.approx(3 * 12 * 1.25)


def test_headings_and_shared_cells_are_merged() -> None:
    page = sheet(document())
    merged = {str(area) for area in page.merged_cells.ranges}
    top, row = found(page, "STT").row, found(page, "Sạt lở bờ sông").row
    assert {f"A{top}:A{top + 1}", f"D{top}:E{top}", f"A{row}:A{row + 1}", f"B{row}:B{row + 1}"} <= merged
    assert f"B{row - 1}:E{row - 1}" in merged


def test_a_cover_stands_on_a_page_of_its_own() -> None:
    page = sheet(document(cover=True))
    first = page.row_breaks.brk[0].id
    assert found(page, "Quyển số: 01").row == first


def grouped(before: int, after: int) -> PrintDocument:
    """Rows, the title of a group, rows of that group, then the signature; every row is one line high."""
    columns = (Column("STT", 10, "center", "(1)"), Column("Nội dung", 160, "left", "(2)"))
    rows = (
        *(DataRow((str(n), f"Trên {n}")) for n in range(before)),
        GroupRow("Nhóm sau", "II"),
        *(DataRow((str(n), f"Dưới {n}")) for n in range(after)),
    )
    signed = Signatures(Signature(("NGƯỜI LẬP SỔ",), "(Ký)"), Signature(("CHÁNH VĂN PHÒNG",), "", "Lê Mới"))
    return PrintDocument("Sổ", (Table(columns, rows), signed), PageSetup(landscape=True))


def ends(page) -> list[int]:  # type: ignore[no-untyped-def]
    """The last row of each page that is set, from 1."""
    return [one.id for one in page.row_breaks.brk]


def test_the_title_of_a_group_goes_to_the_page_of_its_first_row() -> None:
    pages = {before: sheet(grouped(before, 20)) for before in range(12, 34)}
    titles = {before: found(page, "Nhóm sau").row for before, page in pages.items()}
    moved = [before for before, page in pages.items() if titles[before] - 1 in ends(page)]
    assert moved  # some number of rows above lets the title end a page
    assert not [before for before, page in pages.items() if titles[before] in ends(page)]
    assert any(not ends(page) for page in pages.values())  # where nothing stands alone the program ends its pages


def test_two_rows_of_the_table_stand_with_the_signature() -> None:
    for before in range(8, 34):
        page = sheet(grouped(before, 3))
        name, last = found(page, "Lê Mới").row, found(page, "Dưới 2").row
        assert not [end for end in ends(page) if last - 1 <= end < name]


def test_a_cell_that_goes_down_over_a_page_has_its_lines_on_both() -> None:
    columns = (Column("STT", 10, "center", "(1)"), Column("Nội dung", 60, "left", "(2)"))
    rows = [DataRow(("1", "a")), *(DataRow(("", "b"), joined=frozenset((0,))) for _ in range(60))]
    page = sheet(PrintDocument("Sổ", (Table(columns, tuple(rows)),), PageSetup()))
    down = sorted((area.min_row, area.max_row) for area in page.merged_cells.ranges if area.min_col == 1)
    assert len(down) > 1 and [end for _, end in down[:-1]] == ends(page)
    assert [page.cell(first, 1).value for first, _ in down] == ["1", *[None] * (len(down) - 1)]


def test_a_text_longer_than_a_row_can_be_high_stands_in_several_rows_whole() -> None:
    columns = (Column("STT", 10, "center", "(1)"), Column("Nội dung", 60, "left", "(2)"))
    long = "Tuyến đường ven biển " * 300
    page = sheet(PrintDocument("Sổ", (Table(columns, (DataRow(("1", long)), DataRow(("2", "b")))),), PageSetup()))
    (held,) = (cell for row in page.iter_rows() for cell in row if cell.value == long)
    (area,) = (area for area in page.merged_cells.ranges if held.coordinate in area)
    heights = [page.row_dimensions[row].height for row in range(area.min_row, area.max_row + 1)]
    assert len(heights) > 1 and max(heights) <= 409 and sum(heights) > 500
    assert page.cell(area.max_row + 1, 1).value == "2"


def test_headings_near_the_top_stay_in_sight_and_a_letterhead_does_not() -> None:
    table = next(block for block in document().blocks if isinstance(block, Table))
    short = PrintDocument("Phụ lục", (Title((Line("PHỤ LỤC I", True),)), table), PageSetup())
    assert sheet(short).freeze_panes == "A6" and sheet(document()).freeze_panes is None


def test_a_title_that_no_sheet_may_have_is_made_one() -> None:
    assert sheet(document()).title == "Sổ theo dõi  kiến nghị   báo cá"


# Word


def parts(made: PrintDocument) -> dict[str, ET.Element]:
    with ZipFile(BytesIO(word_bytes(made))) as archive:
        assert archive.testzip() is None
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


def body(made: PrintDocument) -> ET.Element:
    return parts(made)["word/document.xml"]


def words(element: ET.Element) -> str:
    found = (part for part in element.iter() if part.tag in (f"{W}t", f"{W}br"))
    return "".join(part.text or "" if part.tag == f"{W}t" else "\n" for part in found)


def big_table(made: PrintDocument) -> ET.Element:
    return max(body(made).iter(f"{W}tbl"), key=lambda table: len(table.findall(f"{W}tr")))


def test_every_row_of_the_print_is_a_row_of_the_word_table() -> None:
    rows = [[words(cell) for cell in row.findall(f"{W}tc")] for row in big_table(document()).findall(f"{W}tr")]
    assert rows[0] == ["STT", "Văn bản", "Nội dung", "Vốn (tỷ đồng)"]
    assert rows[1] == ["", "", "", "Tổng nhu cầu", "Xã hội hóa"]
    assert rows[2] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert rows[3] == ["I", "Bộ, cơ quan ngang bộ"]
    assert rows[4] == ["1", "16/BC-HĐĐP\n07/09/2026", "Sạt lở bờ sông", "1.250", "0,5"]
    assert rows[5][2] == "=1+2 & <b>không phải công thức</b>"
    assert rows[-1] == ["Tổng cộng", "1.252", "0,5"]


def test_headings_come_again_and_rows_are_not_divided() -> None:
    rows = big_table(document()).findall(f"{W}tr")
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert heads == [True] * 3 + [False] * (len(rows) - 3)
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_shared_cells_go_down() -> None:
    rows = big_table(document()).findall(f"{W}tr")
    down = [[m.get(f"{W}val") for m in row.iter(f"{W}vMerge")] for row in rows]
    assert down[0] == ["restart"] * 3 and down[1] == ["continue"] * 3
    assert down[4] == ["restart"] * 2 and down[5] == ["continue"] * 2


def test_every_row_covers_every_column() -> None:
    for row in big_table(document(8)).findall(f"{W}tr"):
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
        assert sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans) == 5


def test_paper_margins_and_page_number_of_the_word_file() -> None:
    made = body(document(cover=True))
    cover, last = made.iter(f"{W}sectPr")
    size = last.find(f"{W}pgSz")
    margin = last.find(f"{W}pgMar")
    assert size is not None and margin is not None
    assert size.get(f"{W}orient") == "landscape"
    assert [round(int(size.get(f"{W}{side}", "0")) * 25.4 / 1440) for side in ("w", "h")] == [297, 210]
    sides = ("left", "right", "top", "bottom")
    assert [round(int(margin.get(f"{W}{side}", "0")) * 25.4 / 1440) for side in sides] == [30, 15, 20, 20]
    assert last.find(f"{W}titlePg") is not None and last.find(f"{W}headerReference") is not None
    number = last.find(f"{W}pgNumType")
    assert number is not None and number.get(f"{W}start") == "1"
    assert cover.find(f"{W}headerReference") is None
    assert "PAGE" in words_of_fields(parts(document())["word/header1.xml"])


def words_of_fields(header: ET.Element) -> str:
    return "".join(field.text or "" for field in header.iter(f"{W}instrText"))


def test_the_rule_under_a_name_is_shorter_than_it_and_the_last_paragraph_takes_no_room() -> None:
    made = body(document())
    (rule,) = (p for p in made.iter(f"{W}p") if p.find(f"{W}pPr/{W}pBdr") is not None)
    aside = rule.find(f"{W}pPr/{W}ind")
    assert aside is not None
    room = 252 * 0.42 - 2 * 1.2  # mm of the left part of the letterhead
    length = room - 2 * int(aside.get(f"{W}left") or 0) * 25.4 / 1440
    written = len("VĂN PHÒNG HỘI ĐỒNG") * 12 * 0.235
    assert written / 3 <= length <= written / 2  # Decree 30/2020/NĐ-CP, annex I
    assert made.find(f".//{W}u") is None
    last = list(made.iter(f"{W}p"))[-1].find(f"{W}pPr/{W}spacing")
    assert last is not None and (last.get(f"{W}line"), last.get(f"{W}lineRule")) == ("20", "exact")


def test_the_same_document_gives_the_same_file() -> None:
    assert word_bytes(document()) == word_bytes(document())


def test_letters_that_no_file_may_hold_are_left_out() -> None:
    made = PrintDocument("x", (Paragraph("một\x0bhai\ufffe"),))
    assert "mộthai" in words(body(made))


# both


class Stopping:
    """Progress that stops the work at the first step."""

    def step(self, done: int, total: int, key: str = "") -> None:
        raise Cancelled


@pytest.mark.parametrize("make", [workbook_bytes, word_bytes])
def test_the_work_can_be_stopped(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Cancelled):
        make(document(), None, Stopping())


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_both_without_repair_and_keeps_page_and_headings(tmp_path: Path) -> None:
    made = document(90)
    (tmp_path / "so.xlsx").write_bytes(workbook_bytes(made))
    (tmp_path / "so2.docx").write_bytes(word_bytes(made))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [which("soffice") or "", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "so.xlsx"), str(tmp_path / "so2.docx")], check=True, capture_output=True)
    for name in ("so.pdf", "so2.pdf"):
        text = subprocess.run(["pdftotext", "-layout", str(tmp_path / name), "-"], capture_output=True, check=True)
        pages = text.stdout.decode().split("\f")[:-1]
        assert len(pages) > 2
        assert all("(5)" in page for page in pages)
        assert "-Vướng mắc 89" in "".join(pages[-2:])
        info = subprocess.run(["pdfinfo", str(tmp_path / name)], capture_output=True, check=True).stdout.decode()
        wide, high = (float(side) for side in re.findall(r"([\d.]+) x ([\d.]+) pts", info)[0])
        assert round(wide * 25.4 / 72) == 297 and round(high * 25.4 / 72) == 210
        assert re.match(r"\s*2\s*\n", pages[1]) and not re.match(r"\s*1\s*\n", pages[0])
