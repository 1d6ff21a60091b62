"""Pages as they are laid out: measured on the coordinates that are painted, for 1, 37 and 400 rows."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import which

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.ui.printing_sample import letterhead, register, register_rows, signatures
from ui.printing.export import export
from ui.printing.face import MM, RESOLUTION, Face, paper_face
from ui.printing.frozen import freeze, thaw
from ui.printing.page import Page, Sheet
from ui.printing.paginate import layout
from ui.printing.paint import image
from ui.printing.pdf import pdf
from ui.printing.preview import PreviewWidget
from ui.printing.table import PAD_Y, HeadPiece, RowPiece
from ui.printing.widths import edges
from workbench.reports.decree30 import MARGINS
from workbench.reports.document import (
    Column,
    DataRow,
    GroupRow,
    PageSetup,
    Paragraph,
    PrintDocument,
    Signatures,
    Table,
    Title,
    TotalRow,
)

LONG = ("Việc bố trí vốn đối ứng cho dự án liên tỉnh còn chậm do thủ tục. " * 24)[:1500].strip()
COUNTS = (1, 37, 400)


@pytest.fixture(scope="module")
def face(qapp: object) -> Face:
    return paper_face(bundled=True)


def long_register(count: int) -> PrintDocument:
    """A register of so many rows, the one in the middle with a cell of 1,500 letters."""
    made = register(count)
    table = next(block for block in made.blocks if isinstance(block, Table))
    rows = list(table.rows)
    data = [at for at, row in enumerate(rows) if isinstance(row, DataRow)]
    at = data[len(data) // 2]
    row = rows[at]
    assert isinstance(row, DataRow)
    rows[at] = replace(row, cells=(*row.cells[:2], LONG, *row.cells[3:]))
    blocks = tuple(replace(b, rows=tuple(rows)) if isinstance(b, Table) else b for b in made.blocks)
    return replace(made, blocks=blocks)


def pieces(page: Page, kind: type) -> list[tuple[float, object]]:
    return [(y, piece) for y, piece in page.placed if isinstance(piece, kind)]


def ink(page: Page) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of everything but the page number, in millimetres."""
    face = paper_face(bundled=True)
    unlabelled = replace(page, label=None).sheet()
    xs, ys = [], []
    for style, x, baseline, text, spread in unlabelled.runs:
        sized = face.sized(style)
        xs += [x, x + sized.width(text) + spread * text.count(" ")]
        ys += [baseline - sized.baseline, baseline - sized.baseline + sized.line]
    for x1, y1, x2, y2, _ in unlabelled.rules:
        xs += [x1, x2]
        ys += [y1, y2]
    return min(xs) / MM, min(ys) / MM, max(xs) / MM, max(ys) / MM


@pytest.mark.parametrize("count", COUNTS)
def test_headings_stand_on_every_page_of_the_table(face: Face, count: int) -> None:
    for page in layout(long_register(count), face):
        rows = pieces(page, RowPiece)
        if rows:
            heads = pieces(page, HeadPiece)
            assert len(heads) == 1
            assert heads[0][0] < rows[0][0]
            assert "(11)" in page.sheet().texts


@pytest.mark.parametrize("count", COUNTS)
def test_only_rows_longer_than_half_a_page_are_divided(face: Face, count: int) -> None:
    document = long_register(count)
    found = layout(document, face)
    table = next(block for block in document.blocks if isinstance(block, Table))
    shown = [re.fullmatch(r"(\d+)/(?:BC-.*)?", text) for page in found for text in page.sheet().texts]
    numbers = [int(number[1]) for number in shown if number and int(number[1]) <= count]  # of papers, not answers
    assert numbers == list(range(1, count + 1))  # each once, in order
    half = document.setup.body[1] * MM / 2
    placed = [piece for page in found for _, piece in pieces(page, RowPiece)]
    parts = len(placed) - len(table.rows)
    divided = [row for row in table.rows if isinstance(row, DataRow) and LONG in row.cells]
    assert len(divided) == 1
    assert 0 <= parts <= 3  # the long row alone, which is higher than half a page
    assert sum(piece.height for piece in placed) / len(placed) < half  # type: ignore[attr-defined]


@pytest.mark.parametrize("count", COUNTS)
def test_the_closing_band_is_never_alone_on_a_page(face: Face, count: int) -> None:
    last = layout(long_register(count), face)[-1]
    assert "NGƯỜI LẬP SỔ" in last.sheet().texts
    assert len(pieces(last, RowPiece)) >= min(2, count)


@given(letters=st.lists(st.integers(5, 1500), min_size=1, max_size=5))
@example(letters=[489, 1181])
def test_the_first_page_has_rows_and_the_last_has_some_with_the_signatures(letters: list[int]) -> None:
    made = register(len(letters))
    table = next(block for block in made.blocks if isinstance(block, Table))
    lengths, rows = iter(letters), []
    for row in table.rows:
        long = isinstance(row, DataRow)
        rows.append(replace(row, cells=(*row.cells[:2], LONG[: next(lengths)], *row.cells[3:])) if long else row)
    blocks = tuple(replace(b, rows=tuple(rows)) if isinstance(b, Table) else b for b in made.blocks)
    found = layout(replace(made, blocks=blocks), paper_face(bundled=True))
    assert pieces(found[0], RowPiece)
    assert "NGƯỜI LẬP SỔ" in found[-1].sheet().texts
    assert pieces(found[-1], RowPiece)


@given(
    groups=st.lists(st.lists(st.integers(3, 1800), min_size=1, max_size=6), min_size=1, max_size=8),
    levels=st.integers(1, 2),
    heading=st.integers(3, 400),
    total=st.booleans(),
)
@example(groups=[[400] * 5, [1700], [3]], levels=2, heading=300, total=True)
def test_the_heading_of_a_group_never_ends_a_page(
    groups: list[list[int]], levels: int, heading: int, total: bool
) -> None:
    rows: list[DataRow | GroupRow | TotalRow] = []
    for number, lengths in enumerate(groups, 1):
        rows += [GroupRow(f"Nhóm {number}.{level} {LONG[:heading]}") for level in range(levels)]
        rows += [DataRow((str(at), LONG[:letters] or LONG, "")) for at, letters in enumerate(lengths, 1)]
    rows += [TotalRow("Tổng cộng", ("9",))] if total else []
    columns = (Column("STT", 12), Column("Nội dung, nhiệm vụ", 80), Column("Ghi chú", 30))
    made = PrintDocument("Biểu", (Table(columns, tuple(rows)), signatures()), PageSetup(landscape=True))
    for page in layout(made, paper_face(bundled=True)):
        placed = pieces(page, RowPiece)
        assert not placed or not _is_heading(placed[-1][1])


def _is_heading(piece: object) -> bool:
    assert isinstance(piece, RowPiece)
    sheet = Sheet()
    piece.place(sheet, 0, 0)
    return any(words.startswith("Nhóm ") for words in sheet.texts)


def test_no_rule_is_drawn_through_a_divided_row_but_where_a_page_ends(face: Face) -> None:
    found = layout(long_register(1), face)
    for page in found[:2]:
        y, last = pieces(page, RowPiece)[-1]
        spans = rules_across(page, y + last.height)  # type: ignore[attr-defined]
        assert min(x1 for x1, _ in spans) == page.left and len(spans) >= 1
    (first_y, first), (second_y, _) = pieces(found[-1], RowPiece)[:2]
    assert first_y + first.height == second_y  # type: ignore[attr-defined]
    assert rules_across(found[-1], second_y) == []


@given(count=st.integers(3, 60))
def test_no_length_of_register_leaves_a_signature_alone(count: int) -> None:
    last = layout(register(count), paper_face(bundled=True))[-1]
    assert "NGƯỜI LẬP SỔ" in last.sheet().texts
    assert len(pieces(last, RowPiece)) >= 2


@pytest.mark.parametrize("count", COUNTS)
def test_everything_painted_keeps_within_the_margins_of_the_decree(face: Face, count: int) -> None:
    document = long_register(count)
    width, height = document.setup.paper
    for page in layout(document, face):
        left, top, right, bottom = ink(page)
        assert left >= MARGINS["left"][0] - 0.2
        assert top >= MARGINS["top"][0] - 0.2
        assert width - right >= MARGINS["right"][0] - 0.2
        assert height - bottom >= MARGINS["bottom"][0] - 0.2


@pytest.mark.parametrize("count", COUNTS)
def test_nothing_black_outside_the_margins_in_the_picture(face: Face, count: int) -> None:
    """The same in pixels, the number in the top margin aside."""
    dpi = 60
    for page in layout(long_register(count), face)[:6]:
        picture = image(replace(page, label=None), face, dpi)
        left, right = round(30 / 25.4 * dpi) - 2, picture.width() - round(15 / 25.4 * dpi) + 2
        top, bottom = round(20 / 25.4 * dpi) - 2, picture.height() - round(20 / 25.4 * dpi) + 2
        assert not dark(picture, 0, 0, left, picture.height())
        assert not dark(picture, right, 0, picture.width(), picture.height())
        assert not dark(picture, 0, 0, picture.width(), top)
        assert not dark(picture, 0, bottom, picture.width(), picture.height())
        assert dark(picture, left, top, right, bottom)


def dark(picture: QImage, x1: int, y1: int, x2: int, y2: int) -> bool:
    """Whether any pixel of a part of a picture is not white."""
    white = QImage(x2 - x1, y2 - y1, picture.format())
    white.fill(0xFFFFFFFF)
    return picture.copy(x1, y1, x2 - x1, y2 - y1) != white


def test_page_numbers_from_the_second_page_on_in_the_middle_of_the_top_margin(face: Face) -> None:
    found = layout(register(60), face)
    assert [page.number for page in found] == [None, *range(2, len(found) + 1)]
    for page in found[1:]:
        assert page.label is not None
        ((style, x, baseline, text, _),) = page.label.runs
        assert 13 <= style.points <= 14 and not (style.bold or style.italic)
        middle = x + face.sized(style).width(text) / 2
        assert abs(middle / MM - (30 + (297 - 45) / 2)) < 0.5
        assert 0 < baseline / MM < 20


def test_a_cover_has_no_number_and_the_register_begins_with_one(face: Face) -> None:
    found = layout(register(37, cover=True), face)
    assert "Quyển số: 01" in found[0].sheet().texts
    assert [page.number for page in found[:3]] == [None, None, 2]


# cells that go down several rows


def block_table(parts: int, after: int = 1) -> Table:
    """One record of so many parts under a shared number and a shared long cell, then plain rows."""
    columns = tuple(Column(name, width, "left", f"({n})") for n, (name, width) in enumerate(
        (("STT", 10), ("Văn bản", 30), ("Nội dung", 60), ("Kết quả", 40)), 1))  # fmt: skip
    shared = frozenset((0, 1))
    rows = [DataRow(("1", "16/BC\n07/09/2026\nkèm 3 phụ lục", "Phần 1", "Xong"))]
    rows += [DataRow(("", "", f"Phần {n}", "Chưa"), joined=shared) for n in range(2, parts + 1)]
    rows += [DataRow((str(n + 2), f"{n + 17}/BC", "Khác", "Xong")) for n in range(after)]
    return Table(columns, tuple(rows))


def rules_across(page: Page, y: float) -> list[tuple[float, float]]:
    return [(x1, x2) for x1, y1, x2, y2, _ in page.sheet().rules if y1 == y2 == y]


def test_no_rule_is_drawn_through_a_shared_cell(face: Face) -> None:
    page = layout(PrintDocument("x", (block_table(4),), PageSetup(landscape=True)), face)[0]
    placed = pieces(page, RowPiece)
    first_bottom = placed[0][0] + placed[0][1].height  # type: ignore[attr-defined]
    spans = rules_across(page, first_bottom)
    assert spans and min(x1 for x1, _ in spans) > page.left + 30 * MM
    last_bottom = placed[3][0] + placed[3][1].height  # type: ignore[attr-defined]
    assert min(x1 for x1, _ in rules_across(page, last_bottom)) == page.left


def test_a_shared_cell_goes_on_where_the_first_row_has_no_room_for_it(face: Face) -> None:
    page = layout(PrintDocument("x", (block_table(4),), PageSetup(landscape=True)), face)[0]
    texts = page.sheet().texts
    order = [texts.index(text) for text in ("16/BC", "Phần 1", "07/09/2026", "Phần 2", "kèm 3 phụ lục", "Phần 3")]
    assert order == sorted(order)
    heights = {piece.height for _, piece in pieces(page, RowPiece)[:3]}  # type: ignore[attr-defined]
    assert len(heights) == 1


def test_a_shared_cell_longer_than_its_rows_makes_the_last_one_higher(face: Face) -> None:
    page = layout(PrintDocument("x", (block_table(2),), PageSetup(landscape=True)), face)[0]
    first, second = (piece.height for _, piece in pieces(page, RowPiece)[:2])  # type: ignore[attr-defined]
    assert second > first
    assert "kèm 3 phụ lục" in page.sheet().texts


def test_a_block_that_a_page_ends_in_is_closed_there(face: Face) -> None:
    found = layout(PrintDocument("x", (block_table(60),), PageSetup(landscape=True)), face)
    assert len(found) > 1
    y, last = pieces(found[0], RowPiece)[-1]
    spans = sorted(rules_across(found[0], y + last.height))  # type: ignore[attr-defined]
    assert spans[0][0] == found[0].left
    assert max(x2 for _, x2 in spans) == found[0].left + (297 - 45) * MM // 1 or len(spans) >= 2
    assert [text for page in found for text in page.sheet().texts].count("16/BC") == 1


@given(parts=st.integers(2, 40), before=st.integers(0, 12))
def test_every_text_of_a_block_is_painted_once_wherever_pages_end(parts: int, before: int) -> None:
    head = tuple(Paragraph(f"Đoạn {n}") for n in range(before))
    document = PrintDocument("x", (*head, block_table(parts, after=2)), PageSetup(landscape=True))
    shown = [text for page in layout(document, paper_face(bundled=True)) for text in page.sheet().texts]
    for text in ("16/BC", "07/09/2026", "kèm 3 phụ lục", *(f"Phần {n}" for n in range(1, parts + 1))):
        assert shown.count(text) == 1


@pytest.mark.parametrize(
    "rows",
    [
        (DataRow(("", "x"), joined=frozenset((0,))),),
        (DataRow(("1", "x")), DataRow(("2", "x"), joined=frozenset((0,)))),
        (DataRow(("1", "x")), DataRow(("", ""), joined=frozenset((0, 1)))),
    ],
)
def test_a_joined_cell_that_cannot_be_is_refused(rows: tuple[DataRow, ...]) -> None:
    with pytest.raises(ValueError):
        Table((Column("a", 10), Column("b", 10)), rows)


# widths


def widths(table: Table, face: Face, points: float = 12.0) -> list[float]:
    from ui.printing.face import Style

    plain, bold = face.sized(Style(points)), face.sized(Style(points, bold=True))
    found = edges(table, 252 * MM, plain, bold, 2 * 1.2 * MM)
    return [(right - left) / MM for left, right in pairwise(found)]


def two_columns(text: str, by_hand: bool = False) -> Table:
    columns = (Column("Nội dung", 40), Column("Ghi chú", 40, by_hand=by_hand), Column("Ngày", 40))
    return Table(columns, tuple(DataRow((text, "", "07/09/2026")) for _ in range(8)))


def test_empty_columns_give_their_room_to_long_texts(face: Face) -> None:
    content, note, day = widths(two_columns(LONG), face)
    assert content > 1.5 * note
    assert abs(content + note + day - 252) < 0.1


def test_a_column_written_in_by_hand_keeps_its_width(face: Face) -> None:
    _, note, _ = widths(two_columns(LONG, by_hand=True), face)
    assert note == pytest.approx(84, abs=0.1)


def test_short_texts_leave_the_layout_as_it_is(face: Face) -> None:
    assert widths(two_columns("Ngắn"), face) == pytest.approx([84, 84, 84], abs=0.1)


@pytest.mark.parametrize("points", [10.0, 12.0, 13.0])
def test_dates_and_short_words_stay_on_one_line(face: Face, points: float) -> None:
    document = register(40)
    document = replace(document, setup=replace(document.setup, table_pt=points))
    texts = {text for page in layout(document, face) for text in page.sheet().texts}
    days = [f"{day:02}/10/2026" for day in range(2, 20)]
    assert [day for day in days if not any(day in text for text in texts)] == []


def test_rows_are_as_high_as_their_longest_cell(face: Face) -> None:
    page = layout(register(5), face)[0]
    _, piece = pieces(page, RowPiece)[1]
    line = face.sized(next(run[0] for run in page.sheet().runs if run[0].points == 12.0)).line
    lines = (piece.height - 2 * PAD_Y) / line  # type: ignore[attr-defined]
    assert lines == round(lines) and lines >= 2


def test_sample_parts_are_what_an_office_prints() -> None:
    """The document of these tests holds what they rely on."""
    made = register(37)
    assert [type(block) for block in made.blocks] == [type(letterhead()), Title, Table, Paragraph, Signatures]
    assert len([row for row in register_rows(37) if isinstance(row, DataRow)]) == 37
    assert signatures().right is not None


# the same on screen and in the file


@pytest.mark.skipif(which("pdftoppm") is None, reason="pdftoppm is not installed")
def test_the_page_on_screen_is_the_page_of_the_pdf(face: Face, tmp_path: Path, qtbot: QtBot) -> None:
    document = long_register(37)
    preview = PreviewWidget(face=face)
    qtbot.addWidget(preview)
    preview.resize(1200, 900)
    preview.show()
    preview.set_document(document)
    qtbot.waitUntil(preview.complete)
    preview.set_zoom(100)
    target, dpi = tmp_path / "so.pdf", preview.viewport().logicalDpiX()
    assert pdf(document, target, face=face) == preview.count()
    command = [which("pdftoppm") or "", "-r", str(dpi), "-png", "-l", "3", str(target), str(tmp_path / "trang")]
    subprocess.run(command, check=True)
    pictures = [QImage(str(path)) for path in sorted(tmp_path.glob("trang*.png"))]
    assert len(pictures) == 3
    for at, printed in enumerate(pictures):
        preview.go_to(at + 1)
        shown = preview.viewport().grab(preview._place(at)).toImage()
        assert abs(shown.width() - printed.width()) <= 1 and abs(shown.height() - printed.height()) <= 1
        assert least_alike(shown, printed) > ALIKE


ALIKE = 0.975  # of any strip as high as a line of text


def squares(picture: QImage) -> list[bytes]:
    """Darkness of small squares, row by row."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    made = grey.scaled(grey.size() / SIDE, mode=Qt.TransformationMode.SmoothTransformation)
    return [bytes(made.scanLine(y))[: made.width()] for y in range(made.height())]


SIDE = 6  # px


def least_alike(one: QImage, other: QImage, strip: int = 3) -> float:
    """The smallest share, in any strip of the page, of squares whose darkness is nearly the same; letters are smoothed
    differently by each. A page that lacks one line differs in no strip but that of the line."""
    pairs = [list(zip(a, b, strict=False)) for a, b in zip(squares(one), squares(other), strict=False)]
    rows = [sum(abs(a - b) < 32 for a, b in row) / len(row) for row in pairs]
    return min(sum(rows[at : at + strip]) / strip for at in range(len(rows) - strip + 1))


def test_a_page_that_lacks_one_run_of_words_is_not_alike(face: Face) -> None:
    page = layout(long_register(37), face)[1]
    dpi = 96
    whole = image(page, face, dpi)
    style, x, baseline, words, _ = max(page.sheet().runs, key=lambda run: len(run[3]))
    left, top, width, height = (
        round(dots * dpi / RESOLUTION) for dots in (x, baseline - 4 * MM, face.sized(style).width(words), 5 * MM)
    )
    lacking = whole.copy()
    painter = QPainter(lacking)
    painter.fillRect(left, top, width, height, QColor("white"))
    painter.end()
    assert least_alike(whole, whole) == 1
    assert least_alike(whole, lacking) < ALIKE


# issued copies


def test_frozen_pages_are_painted_dot_by_dot_the_same(face: Face) -> None:
    document = long_register(37)
    found = layout(document, face)
    plain = json.loads(json.dumps(freeze(found)))
    again = layout(thaw(plain, document), face)
    assert [page.number for page in again] == [page.number for page in found]
    for page, kept in zip(found, again, strict=True):
        assert sorted(kept.sheet().runs) == sorted(page.sheet().runs)
        assert sorted(kept.sheet().rules) == sorted(page.sheet().rules)
        assert image(kept, face, 60) == image(page, face, 60)


def test_frozen_pages_do_not_follow_the_layout_of_later_versions(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    document = register(37)
    kept = thaw(freeze(layout(document, face)), document)
    before = [page.sheet().runs for page in layout(kept, face)]
    monkeypatch.setattr("ui.printing.table.PAD_Y", 60)
    monkeypatch.setattr("ui.printing.widths._STEPS", ())
    assert [page.sheet().runs for page in layout(document, face)] != before
    assert [page.sheet().runs for page in layout(kept, face)] == before


def test_sums_and_rates_stay_on_one_line(face: Face) -> None:
    """A total in bold is wider than the figures above it; a rate does not leave its sign to the next line."""
    columns = (Column("Tên cơ quan, đơn vị", 60), *(Column(f"Số {n}", 9, "center") for n in range(1, 9)))
    rows = (
        DataRow(("Bộ Nông nghiệp và Môi trường", *("02",) * 8)),
        TotalRow("Tổng cộng", ("13.233",) * 8),
        TotalRow("Tỷ lệ", ("100,0 %",) * 8),
    )
    found = layout(PrintDocument("x", (Table(columns, rows),), PageSetup(landscape=True)), face)
    texts = found[0].sheet().texts
    assert texts.count("13.233") == 8
    assert texts.count("100,0 %") + texts.count("100,0") == 8 and len(pieces(found[0], RowPiece)) == 3
    heights = [piece.height for _, piece in pieces(found[0], RowPiece)]  # type: ignore[attr-defined]
    assert len(set(heights)) == 1  # every row is one line high


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
@pytest.mark.parametrize("count", [0, 1])
def test_a_register_of_nothing_or_of_one_row_is_exported(face: Face, tmp_path: Path, count: int, ending: str) -> None:
    columns = (Column("STT", 10, "center", "(1)"), Column("Nội dung", 60, "left", "(2)"))
    table = Table(columns, (DataRow(("1", "a")),) * count)
    document = PrintDocument("Sổ", (letterhead(), table, signatures()), PageSetup())
    path = tmp_path / f"sổ{ending}"
    export(document, path, face=face)
    assert path.stat().st_size > 1000
