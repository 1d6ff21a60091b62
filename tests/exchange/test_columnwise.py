"""Reading whole columns at once gives what reading cell by cell gives, and a sheet in blocks is the sheet."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.layouts.variants import FORMS
from tests.exchange.sheets import B01, STRUCK, book, context, sheet
from tests.exchange.wild.maker import wild
from tests.exchange.wild.two.__main__ import case
from workbench.exchange import bands
from workbench.exchange.bands import Bander
from workbench.exchange.blocks import PackedRows, packed
from workbench.exchange.grid import Grid, Texts
from workbench.exchange.lessons import Lesson, Lessons
from workbench.exchange.plainrows import PlainRows
from workbench.exchange.raw import RawCell, RawWorkbook, Style
from workbench.exchange.reading.draft import BookDraft, SheetDraft, finish
from workbench.exchange.recognise import recognise


def one_by_one(raw: RawWorkbook, monkeypatch: pytest.MonkeyPatch) -> object:
    """What is recognised when no row is told at first sight and none is read with others."""
    with monkeypatch.context() as patch:
        patch.setattr(bands, "regular_rows", lambda *_: {})
        patch.setattr(PlainRows, "which", lambda *_: [])
        return recognise(raw, context())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(1, 13))
def test_wild_sheets_read_alike_by_column_and_by_cell(form: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = wild(form, seed).raw
    assert recognise(raw, context()) == one_by_one(raw, monkeypatch)


def test_odd_rows_among_plain_ones_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[list[object]] = [
        [n, f"Thỏa thuận số {n}", f"{n}/TTHT-UBND", date(2024, 1 + n % 12, 3), "Giao thông", "Gia Lai, Bình Định"]
        for n in range(1, 40)
    ]
    lines[3][4] = "-nt-"
    lines[4][1:4] = ["…", "-", None]
    lines[5][2] = RawCell("7/TTHT-UBND", STRUCK)
    lines[6][3] = RawCell(None, formula="TODAY()")
    lines[7][3] = RawCell("  ", formula="A1")
    lines[8] = list(B01)
    lines[9][5] = "Gia Lai; Huyện Chư Sê"
    lines[10][1:] = ["Thỏa thuận một dòng", None, None, None, None]
    lines[11][3] = "31/02/2024"
    lines[12] = ["Tổng cộng", None, None, None, None, "12"]
    lines[13][4] = 12
    raw = book(sheet(B01, *lines))  # type: ignore[arg-type]
    read = recognise(raw, context())
    assert len(read.rows) > 30
    assert read == one_by_one(raw, monkeypatch)


def test_rows_in_blocks_are_the_rows() -> None:
    bold = Style(bold=True)
    rows = {
        2: {1: RawCell("a"), 3: RawCell(5, bold)},
        4: {1: RawCell("b", bold), 3: RawCell(None, formula="A1", comment="xem lại")},
        5: {2: RawCell("")},
    }
    held = packed(rows)
    assert held == rows
    assert list(held) == [2, 4, 5]
    assert held.column(3) == {2: 5, 4: None}
    assert packed(held) is held


def test_lines_out_of_order_become_rows_in_order() -> None:
    lines = [(7, [3, "c", 0, 1, "a", 0]), (2, [1, "x", 0]), (7, [1, "later", 1]), (3, [])]
    draft = SheetDraft("S", lines=lines, comments={(7, 2): "ghi chú", (2, 1): "xem"})
    raw = finish(
        BookDraft("xlsx", [draft], styles=[("", False, False, False, ""), ("", True, False, False, "")]), "n", "s"
    )
    assert raw.sheets[0].rows == {
        2: {1: RawCell("x", comment="xem")},
        7: {1: RawCell("later", Style(bold=True)), 2: RawCell(None, comment="ghi chú"), 3: RawCell("c")},
    }


def test_grid_shows_blank_cells_as_none_and_keeps_the_rest_in_place() -> None:
    raw = sheet(["a", "  ", "c"], ["  ", None, "f"], ["", "  ", ""], ["g", "h\u00a0i", 7])
    assert isinstance(packed(raw.rows), PackedRows)
    grid = Grid(raw, Texts(None))
    assert grid.rows == (1, 2, 4)
    assert [dict(grid.filled(row)) for row in (1, 2, 3, 4)] == [
        {1: "a", 3: "c"},
        {3: "f"},
        {},
        {1: "g", 2: "h i", 3: "7"},
    ]
    assert grid.texts_in(2) == {4: "h i"}
    assert grid.repairs == {"blanks": [(4, 2)]}
    assert [grid.lowest(column) for column in (1, 2, 3, 4)] == [4, 4, 4, 0]


@pytest.mark.parametrize("seed", range(3, 40, 3))
def test_sheets_of_a_second_hand_read_alike_by_column_and_by_cell(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = case(seed).raw
    assert recognise(raw, context()) == one_by_one(raw, monkeypatch)


def test_what_was_said_of_a_row_holds_for_it_and_leaves_the_others_their_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        [n, f"Thỏa thuận số {n}", f"{n}/TTHT-UBND", date(2024, 3, 1 + n), "Giao thông", "Gia Lai"] for n in range(1, 20)
    ]
    taught = context().learned(Lessons((Lesson("band", "Thỏa thuận số 7", "note", form="B01"),)))
    raw = book(sheet(B01, *lines))
    seen: list[int] = []
    monkeypatch.setattr(Bander, "_kind", lambda self, row, texts: seen.append(row) or ("data", 1.0, "reason_data"))
    found = recognise(raw, taught)
    assert [row.number for row in found.rows] == [str(n) for n in range(1, 20) if n != 7]
    assert seen == [2, 8]  # the first row below the heading, and the one that was spoken of
