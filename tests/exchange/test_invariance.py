"""What must not change the result: the order and place of columns, more of them, blank rows, names of sheets, case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.layouts.variants import FORMS, single
from tests.exchange.layouts.words import EXTRAS
from tests.exchange.sheets import context
from workbench.exchange.interchange import plain_value
from workbench.exchange.raw import Area, RawCell, RawSheet, RawWorkbook
from workbench.exchange.recognise import recognise
from workbench.values.text import tone_key

NAMES = (
    "official",
    "official indexed",
    "texts for dates",
    "known words",
    "merged down",
    "roman groups",
    "status ticked",
    "ditto",
)
cases = st.tuples(st.sampled_from(NAMES), st.sampled_from(FORMS), st.integers(0, 40))
quick = settings(max_examples=25, deadline=None)


def result(raw: RawWorkbook, key: Callable[[str], str] = str) -> tuple[object, ...]:
    """Who sent what: forms, sender, period, and the values of each record in order."""
    read = recognise(raw, context())
    rows = []
    for row in read.rows:
        values = {field: plain_value(cell) for field, cell in row.cells.items()}
        rows.append({f: key(v) if isinstance(v, str) else v for f, v in values.items() if v not in (None, [], "")})
    meta = read.meta
    return read.forms, meta.province.key if meta.province else "", meta.period, rows


def changed(raw: RawWorkbook, change: Callable[[RawSheet], RawSheet]) -> RawWorkbook:
    return replace(raw, sheets=tuple(change(sheet) if sheet.rows else sheet for sheet in raw.sheets))


def table_top(sheet: RawSheet) -> int:
    """First row of the heading: the first with five texts."""
    return next(row for row, cells in sheet.rows.items() if len(cells) >= 5)


def blocks(sheet: RawSheet, top: int) -> list[tuple[int, int]]:
    """Columns that a merge over several columns keeps together, from the heading down."""
    last = max(c for row, cells in sheet.rows.items() if row >= top for c in cells)
    joined = {c: c for c in range(1, last + 1)}
    for area in sheet.merges:
        if area.top >= top:
            for column in range(area.left, area.right + 1):
                joined[column] = min(joined.get(column, column), area.left)
    starts = sorted(set(joined.values()))
    return [(start, max(c for c, s in joined.items() if s == start)) for start in starts]


def reordered(sheet: RawSheet, rng: Random) -> RawSheet:
    top = table_top(sheet)
    kept = blocks(sheet, top)
    mixed = kept[:]
    rng.shuffle(mixed)
    moved: dict[int, int] = {}
    at = 1
    for left, right in mixed:
        for column in range(left, right + 1):
            moved[column] = at
            at += 1
    rows = {
        row: cells if row < top else dict(sorted((moved[c], cell) for c, cell in cells.items()))
        for row, cells in sheet.rows.items()
    }
    merges = tuple(a if a.top < top else Area(a.top, moved[a.left], a.bottom, moved[a.right]) for a in sheet.merges)
    return replace(sheet, rows=rows, merges=merges)


def spread(sheet: RawSheet, rng: Random) -> RawSheet:
    """Blank rows put in, never inside a merged area nor inside the heading."""
    top = table_top(sheet)
    inside = {row for area in sheet.merges for row in range(area.top + 1, area.bottom + 1)}
    after = {row for row in sheet.rows if row >= top and row + 1 not in inside and rng.random() < 0.3}

    def place(row: int) -> int:
        return row + sum(1 for earlier in after if earlier < row and earlier > top + 1)

    rows = {place(row): cells for row, cells in sheet.rows.items()}
    merges = tuple(Area(place(a.top), a.left, place(a.bottom), a.right) for a in sheet.merges)
    return replace(sheet, rows=rows, merges=merges)


def cased(sheet: RawSheet, turn: Callable[[str], str]) -> RawSheet:
    def one(cell: RawCell) -> RawCell:
        return replace(cell, value=turn(cell.value)) if isinstance(cell.value, str) else cell

    return replace(sheet, rows={row: {c: one(cell) for c, cell in cells.items()} for row, cells in sheet.rows.items()})


@quick
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_columns(case: tuple[str, str, int], rng: Random) -> None:
    raw = single(*case).raw
    assert result(changed(raw, lambda sheet: reordered(sheet, rng))) == result(raw)


@quick
@given(cases, st.randoms(use_true_random=False))
def test_blank_rows(case: tuple[str, str, int], rng: Random) -> None:
    raw = single(*case).raw
    assert result(changed(raw, lambda sheet: spread(sheet, rng))) == result(raw)


@quick
@given(cases, st.sampled_from(("Sheet1", "Bảng", "x", "THÁNG 6", "bieu mau", "2", "Sheet1 (2)")))
def test_the_name_of_the_sheet(case: tuple[str, str, int], name: str) -> None:
    raw = single(*case).raw
    assert result(changed(raw, lambda sheet: replace(sheet, name=name))) == result(raw)


def moved(sheet: RawSheet, down: int, right: int) -> RawSheet:
    rows = {row + down: {c + right: cell for c, cell in cells.items()} for row, cells in sheet.rows.items()}
    merges = tuple(Area(a.top + down, a.left + right, a.bottom + down, a.right + right) for a in sheet.merges)
    return replace(sheet, rows=rows, merges=merges)


def with_columns(sheet: RawSheet, rng: Random, records: set[int]) -> RawSheet:
    """Columns of the sender's own behind the table: a head that no form knows, and what stands below it."""
    top = table_top(sheet)
    last = max(c for row, cells in sheet.rows.items() if row >= top for c in cells)
    rows = {row: dict(cells) for row, cells in sheet.rows.items()}
    for n, (name, values) in enumerate(sorted(EXTRAS.items())[: rng.randint(1, 3)], 1):
        rows[top][last + n] = RawCell(name)
        for row in records & rows.keys():
            rows[row][last + n] = RawCell(rng.choice(values))  # type: ignore[arg-type]
    return replace(sheet, rows=rows)


@quick
@given(cases, st.integers(0, 9), st.integers(0, 6))
def test_where_the_table_begins(case: tuple[str, str, int], down: int, right: int) -> None:
    raw = single(*case).raw
    assert result(changed(raw, lambda sheet: moved(sheet, down, right))) == result(raw)


@quick
@given(cases, st.randoms(use_true_random=False))
def test_further_columns_that_no_form_knows(case: tuple[str, str, int], rng: Random) -> None:
    made = single(*case)
    records = {record.place[1] for record in made.records}
    assert result(changed(made.raw, lambda sheet: with_columns(sheet, rng, records))) == result(made.raw)


@quick
@given(cases, st.sampled_from((str.upper, str.lower)))
def test_the_case_of_letters(case: tuple[str, str, int], turn: Callable[[str], str]) -> None:
    raw = single(*case).raw
    assert result(changed(raw, lambda sheet: cased(sheet, turn)), tone_key) == result(raw, tone_key)
