"""What happens to a form in an office: rows sorted, sheets lost, dates retyped, columns moved. On cells as read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from workbench.exchange.filling import IDENTITY_SHEET
from workbench.exchange.raw import RawCell, RawSheet, RawWorkbook
from workbench.messages import text_in
from workbench.values.text import squash

Cells = dict[int, dict[int, RawCell]]
Damage = Callable[[RawWorkbook, Random], RawWorkbook]


def main_sheet(raw: RawWorkbook) -> RawSheet:
    """The sheet of the form itself."""
    return raw.sheets[0]


def cells_of(sheet: RawSheet) -> Cells:
    """A copy that may be changed."""
    return {row: dict(cells) for row, cells in sheet.rows.items()}


def put(raw: RawWorkbook, cells: Cells, **changes: object) -> RawWorkbook:
    """The workbook with other cells on its main sheet."""
    rows = {row: dict(sorted(cells[row].items())) for row in sorted(cells) if cells[row]}
    sheet = replace(main_sheet(raw), rows=rows, **changes)  # type: ignore[arg-type]
    return replace(raw, sheets=(sheet, *raw.sheets[1:]))


def heading_row(sheet: RawSheet) -> int:
    """The row that numbers the columns, the last of the heading."""
    return next(row for row, cells in sheet.rows.items() if (c := cells.get(1)) is not None and c.value == "(1)")


def body(sheet: RawSheet) -> list[int]:
    """Rows that hold a record, group titles left out."""
    start = heading_row(sheet)
    code = code_column(sheet)
    filled = (row for row in sheet.rows if row > start)
    return [row for row in filled if (c := sheet.rows[row].get(code)) is not None and isinstance(c.value, str)]


def code_column(sheet: RawSheet) -> int:
    """The column of codes."""
    wanted = squash(text_in("vi", "form.code_column"))
    for row, cells in sheet.rows.items():
        if row < heading_row(sheet):
            for column, cell in cells.items():
                if isinstance(cell.value, str) and squash(cell.value) == wanted:
                    return column
    raise LookupError("no column of codes")


def sorted_rows(raw: RawWorkbook, random: Random) -> RawWorkbook:
    """The whole table sorted, codes and all."""
    return _shuffled(raw, random, leave=frozenset())


def sorted_without_codes(raw: RawWorkbook, random: Random) -> RawWorkbook:
    """Only the columns before the codes were selected when sorting."""
    return _shuffled(raw, random, leave=frozenset((code_column(main_sheet(raw)), 1)))


def _shuffled(raw: RawWorkbook, random: Random, leave: frozenset[int]) -> RawWorkbook:
    sheet = main_sheet(raw)
    cells, rows = cells_of(sheet), body(sheet)
    order = list(rows)
    random.shuffle(order)
    moved = {}
    for to, origin in zip(rows, order, strict=True):
        stays = {column: cell for column, cell in cells[to].items() if column in leave}
        moved[to] = {column: cell for column, cell in cells[origin].items() if column not in leave} | stays
    return put(raw, cells | moved)


def hidden_sheet_lost(raw: RawWorkbook, _: Random) -> RawWorkbook:
    """The hidden sheet was deleted."""
    return replace(raw, sheets=tuple(s for s in raw.sheets if s.name != IDENTITY_SHEET))


def copied_to_a_new_book(raw: RawWorkbook, _: Random) -> RawWorkbook:
    """Only the sheet itself was copied into a new workbook, under another name."""
    sheet = replace(main_sheet(raw), name="Sheet1", hidden_rows=frozenset(), hidden_columns=frozenset())
    return replace(raw, sheets=(sheet,), custom={})


def dates_as_text(raw: RawWorkbook, _: Random) -> RawWorkbook:
    """Days typed again as text."""
    cells = cells_of(main_sheet(raw))
    for row in body(main_sheet(raw)):
        for column, cell in cells[row].items():
            if isinstance(cell.value, date):
                day = cell.value
                cells[row][column] = replace(cell, value=f"{day.day:02d}/{day.month:02d}/{day.year}")
    return put(raw, cells)


def columns_moved(raw: RawWorkbook, random: Random) -> RawWorkbook:
    """Two columns changed places, heading and all; group headings keep theirs together."""
    sheet = main_sheet(raw)
    top = min(a.top for a in sheet.merges if a.top > 8) if any(a.top > 8 for a in sheet.merges) else 10
    grouped = {c for a in sheet.merges if a.top >= top and a.left != a.right for c in range(a.left, a.right + 1)}
    width = max(max(c) for c in (sheet.rows[row] for row in (heading_row(sheet),)))
    free = [column for column in range(2, width + 1) if column not in grouped]
    if len(free) < 2:
        return raw
    a, b = random.sample(free, 2)
    swap = {a: b, b: a}
    last = max(body(sheet), default=heading_row(sheet))
    cells = cells_of(sheet)
    for row in cells:
        if top <= row <= last:
            cells[row] = {swap.get(column, column): cell for column, cell in cells[row].items()}
    merges = tuple(
        replace(m, left=swap[m.left], right=swap[m.left]) if m.left == m.right and m.left in swap and m.top >= top else m
        for m in sheet.merges
    )
    return put(raw, cells, merges=merges)


def codes_deleted(raw: RawWorkbook, _: Random) -> RawWorkbook:
    """The column of codes was taken out."""
    sheet = main_sheet(raw)
    column, top = code_column(sheet), heading_row(sheet) - 3
    cells = cells_of(sheet)
    for row in cells:
        if row > top:
            cells[row].pop(column, None)
    merges = tuple(m for m in sheet.merges if not (m.left == m.right == column))
    return put(raw, cells, merges=merges)


def spaces_and_marks(raw: RawWorkbook, _: Random) -> RawWorkbook:
    """Texts with blanks at their ends, composed letters taken apart."""
    import unicodedata

    cells = cells_of(main_sheet(raw))
    for row in body(main_sheet(raw)):
        for column, cell in cells[row].items():
            if isinstance(cell.value, str):
                cells[row][column] = replace(cell, value=f"  {unicodedata.normalize('NFD', cell.value)}\xa0")
    return put(raw, cells)


def nothing(raw: RawWorkbook, _: Random) -> RawWorkbook:
    """As it went out."""
    return raw


DAMAGES: Mapping[str, Damage] = {
    made.__name__: made
    for made in (
        nothing, sorted_rows, sorted_without_codes, hidden_sheet_lost, copied_to_a_new_book, dates_as_text,
        columns_moved, codes_deleted, spaces_and_marks,
    )
}  # fmt: skip
