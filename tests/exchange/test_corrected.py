"""Cells that an officer says otherwise than the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.sheets import B02, book, context, sheet
from workbench.exchange.corrected import corrected, told
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.recognise import recognise
from workbench.exchange.recognised import Recognised
from workbench.values.dates import ParsedDate

ROW = (1, "Cầu tạm hư hỏng", "Giao thongg", "Vĩnh Longg", "Thiếu vốn", "Xây cầu mới", "Bộ Xây dựng", "31/9/2026")
FILE = book(sheet(B02, ROW))
Cells = Mapping[tuple[str, int, int], str]


def read(raw: RawWorkbook, cells: Cells) -> Recognised:
    """What is recognised with cells corrected."""
    return told(recognise(corrected(raw, cells), context()), raw, cells)


def test_a_corrected_cell_is_read_as_typed() -> None:
    [row] = read(FILE, {("Sheet1", 2, 8): "30/09/2026"}).rows
    value = row.value("raised_date")
    assert isinstance(value, ParsedDate) and value.value == date(2026, 9, 30)
    assert "bad_date" not in {issue.code for issue in row.all_issues}


def test_the_correction_is_told_at_its_cell_with_what_the_file_said() -> None:
    [row] = read(FILE, {("Sheet1", 2, 8): "30/09/2026"}).rows
    cell = row.cells["raised_date"]
    assert (cell.original, cell.raw_text) == ("31/9/2026", "30/09/2026")
    [note] = [issue for issue in cell.issues if issue.params.get("about") == "corrected"]
    assert (note.severity, note.found, note.fix, str(note.cells[0])) == ("note", "31/9/2026", "30/09/2026", "Sheet1!H2")


def test_a_blank_cell_can_be_filled_and_remembers_that_it_was_blank() -> None:
    raw = book(sheet(B02, (1, "Cầu tạm hư hỏng", "Giao thông", "Vĩnh Long", None, None, "Bộ Xây dựng")))
    [before] = recognise(raw, context()).rows
    assert before.waits
    [row] = read(raw, {("Sheet1", 2, 6): "Xây cầu mới"}).rows
    assert not row.waits
    assert row.cells["proposal"].original == ""


def test_a_cell_can_be_emptied() -> None:
    made = read(FILE, {("Sheet1", 2, 8): ""})
    assert "raised_date" not in made.rows[0].cells
    assert [str(i.cells[0]) for i in made.issues if i.params.get("about") == "corrected"] == ["Sheet1!H2"]


def test_a_heading_can_be_corrected_too() -> None:
    raw = book(sheet((*B02[:1], "Zz", *B02[2:]), ROW))
    made = read(raw, {("Sheet1", 1, 2): B02[1]})
    assert made.rows[0].value("issue") == "Cầu tạm hư hỏng"


def test_the_file_itself_stays_as_sent() -> None:
    corrected(FILE, {("Sheet1", 2, 8): "30/09/2026", ("Sheet1", 9, 9): "mới"})
    assert FILE.sheets[0].rows[2][8].value == "31/9/2026"
    assert 9 not in FILE.sheets[0].rows


@given(st.integers(1, 4), st.integers(1, 10), st.text("abđ1 /", max_size=6))
def test_taking_a_correction_away_gives_back_the_file(row: int, column: int, words: str) -> None:
    cells = {("Sheet1", row, column): words}
    changed = corrected(FILE, cells)
    assert changed.sha256 == FILE.sha256
    assert corrected(FILE, {}) is FILE
    kept, others = values(changed), values(FILE)
    kept.pop((row, column))
    others.pop((row, column), None)
    assert kept == others


def values(raw: RawWorkbook) -> dict[tuple[int, int], object]:
    """Every cell of the first sheet."""
    return {(row, c): cell.value for row, held in raw.sheets[0].rows.items() for c, cell in held.items()}
