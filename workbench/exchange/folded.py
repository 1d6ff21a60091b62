"""A table too wide for its paper: its last columns stand in a block of their own below, under the same numbers.

Joined into the table it is where the evidence is plain; otherwise the block is kept out and a finding says so, for
its rows are no records. Each cell of the made sheet is named by where it really stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.exchange.columns import heading_parts
from workbench.exchange.detect import Detector, HeadingBlock, is_index_row
from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid, Texts
from workbench.exchange.headings import HeadingBook, is_number_heading
from workbench.exchange.problems import Problem
from workbench.exchange.raw import RawCell
from workbench.exchange.recognised import Band, BandKind, ParsedRow
from workbench.exchange.turned import TurnedSheet
from workbench.records.issues import Issue
from workbench.values.text import fold

_NUMBER = re.compile(r"\(?(\d{1,7})(?:\.0+)?[.)]?")
_RUNS_ON = re.compile(r"\(?(?:tiep|trang|page)\b.*")
_HIGHEST = 5  # rows of a heading
_SURE = 0.9  # of a heading to one of the form's own
_MOST = 6  # blocks of one table


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A sheet with its folded tables joined. `bands`: the rows taken from below; `lines`: those of each record."""

    grid: Grid
    blocks: Sequence[HeadingBlock]
    bands: tuple[Band, ...] = ()
    lines: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def placed(self, rows: Sequence[ParsedRow]) -> tuple[ParsedRow, ...]:
        """Records with every row that they stand in."""
        if not self.lines:
            return tuple(rows)
        return tuple(
            row._replace(rows=(*row.rows, *(below for at in row.rows for below in self.lines.get(at, ()))))
            for row in rows
        )


@dataclass(frozen=True, slots=True)
class _Fold:
    """The block below: its heading's rows and columns, its numbered rows, the lines between it and the table."""

    first: int
    bottom: int
    parts: Mapping[int, tuple[str, ...]]
    above: tuple[int, ...]
    rows: tuple[int, ...]
    between: tuple[int, ...]
    last: int
    plain: bool
    again: bool  # columns of the table, cells and all, stand here once more


def unfold(
    grid: Grid,
    blocks: Sequence[HeadingBlock],
    form_of: Mapping[str, FormSpec],
    detector: Detector,
    book: HeadingBook,
    texts: Texts,
    named: Sequence[int],
) -> Unfolded:
    """The sheet with the blocks below its tables joined to them, or kept out. `named`: rows the officer spoke of."""
    found = Unfolded(grid, blocks)
    for _ in range(_MOST):
        fold_ = next(_folds(found, form_of, book, named), None)
        if fold_ is None:
            break
        found = _joined(found, *fold_, detector, texts) if fold_[1].plain else _kept_out(found, *fold_, texts)
    return found


def _folds(
    sheet: Unfolded, form_of: Mapping[str, FormSpec], book: HeadingBook, named: Sequence[int]
) -> Iterator[tuple[HeadingBlock, _Fold]]:
    for block in sheet.blocks:
        if block.number_column is None or not block.scores:
            continue
        form = form_of[block.form]
        below = [b for b in sheet.blocks if b.top > block.bottom and not b.same_heading(block)]
        tables = [b for b in below if form_of[b.form].main in _fields(b.parts, form_of[b.form], book)]
        repeats = {row for b in sheet.blocks if b.same_heading(block) for row in range(b.top, b.bottom + 1)}
        texts = sheet.grid.texts_in(block.number_column)
        first = min(
            (r for r in texts if r > block.bottom and r not in repeats and is_number_heading(texts[r])), default=0
        )
        if not first or any(b.bottom < first for b in tables):
            continue
        end = min((b.top for b in tables if b.top > first), default=0)
        fold_ = _fold(sheet.grid, block, first, end, form, book)
        if fold_ is None or (tables and tables[0].top <= first and not (fold_.plain and fold_.again)):
            continue
        if not any(fold_.first <= at <= fold_.last for at in named):
            yield block, fold_


def _fields(parts: Mapping[int, tuple[str, ...]], form: FormSpec, book: HeadingBook) -> dict[str, int]:
    """Fields that a heading surely names, and their columns."""
    found: dict[str, int] = {}
    for column, texts in parts.items():
        best = next((match for match in book.match(texts).get(form.key, ()) if match.score >= _SURE), None)
        found.update(dict.fromkeys(best.fields, column) if best else {})
    return found


def _fold(grid: Grid, block: HeadingBlock, first: int, end: int, form: FormSpec, book: HeadingBook) -> _Fold | None:
    """The block under a heading that begins in row `first`; None where it is a table or a heading like the first."""
    number = block.number_column or 0
    below = [row for row in grid.rows if row >= first and (not end or row < end)]
    head = [row for row in below[: _HIGHEST + 2] if row < _first_numbered(grid, below[1:], number)]
    bottom = max((row for row in head if not is_index_row(grid, row, 1, 1 << 20)), default=first)
    if not head or bottom - first >= _HIGHEST:
        return None
    parts = {c: texts for c, texts in heading_parts(grid, first, bottom).items() if c != number}
    over = [row for row in grid.rows if block.bottom < row < first]
    above = tuple(row for row in over if _number(grid, row, number))
    rows = _numbered(grid, [row for row in below if row > bottom], number, len(above))
    if not above or not rows or _number(grid, rows[0], number) != _number(grid, above[0], number):
        return None
    known = {fold(texts[-1]): column for column, texts in block.parts.items() if column != number}
    twice = {column: known[leaf] for column, texts in parts.items() if (leaf := fold(texts[-1])) in known}
    parts = {column: texts for column, texts in parts.items() if column not in twice}
    fields, before = _fields(parts, form, book), _fields(block.parts, form, book)
    if not parts or form.main in fields or not _alike(grid, twice, above, rows):
        return None
    between = tuple(row for row in over if row > above[-1])
    last = rows[-1]
    same = [_number(grid, row, number) for row in above] == [_number(grid, row, number) for row in rows]
    others = fields.keys() - before.keys()
    columns = len(set(fields.values()))
    plain = same and len(others) >= 2 and len(others) == len(fields) and columns * 2 >= len(parts)
    plain = plain and all(_runs_on(grid, row) for row in between)
    plain = plain and not any(grid.area(row, column) for row in rows for column in grid.filled(row))
    plain = plain and all(row in rows or row <= bottom or row in head for row in below if row <= last)
    return _Fold(first, bottom, parts, above, rows, between, last, plain, bool(twice))


def _alike(grid: Grid, twice: Mapping[int, int], above: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether columns under the same heading hold the same cells in both blocks."""
    if twice and len(above) != len(rows):
        return False
    return all(grid.own(a, to) == grid.own(b, at) for at, to in twice.items() for a, b in zip(above, rows, strict=True))


def _number(grid: Grid, row: int, column: int) -> str:
    found = _NUMBER.fullmatch(grid.own(row, column))
    index = found is not None and is_index_row(grid, row, 1, 1 << 20) and len(grid.filled(row)) > 3
    return found[1] if found and not index else ""


def _first_numbered(grid: Grid, rows: Sequence[int], column: int) -> int:
    return next((row for row in rows[: _HIGHEST + 2] if _number(grid, row, column)), 0)


def _numbered(grid: Grid, rows: Sequence[int], column: int, most: int) -> tuple[int, ...]:
    """Numbered rows, down to the next heading that begins with STT."""
    found: list[int] = []
    for row in rows:
        if is_number_heading(grid.own(row, column)) or len(found) > most:
            break
        if _number(grid, row, column):
            found.append(row)
    return tuple(found)


def _runs_on(grid: Grid, row: int) -> bool:
    """ "(tiếp theo)", "Trang 2": a line between two blocks that opens nothing new."""
    texts = grid.filled(row)
    return len(texts) == 1 and all(_RUNS_ON.fullmatch(fold(text)) for text in texts.values())


def _joined(sheet: Unfolded, block: HeadingBlock, below: _Fold, detector: Detector, texts: Texts) -> Unfolded:
    """The table with the columns of the block below at its right."""
    grid = sheet.grid
    edge = max(max(grid.filled(row), default=1) for row in grid.rows)
    moved = {column: edge + n for n, column in enumerate(sorted(below.parts), 1)}
    origins = dict(grid.sheet.origins) if isinstance(grid.sheet, TurnedSheet) else {}
    gone = {row for row in grid.rows if below.first <= row <= below.last} | set(below.between)
    rows: dict[int, Mapping[int, RawCell]] = {r: cells for r, cells in grid.sheet.rows.items() if r not in gone}
    for to, row in zip(below.above, below.rows, strict=True):
        cells = dict(rows[to])
        for column, place in moved.items():
            cell = grid.sheet.cell(row, column)
            if cell is not None:
                cells[place] = cell
            origins[to, place] = (row, column)
        rows[to] = cells
    for at in range(block.top, block.bottom + 1):
        origins.update({(at, place): (below.first, column) for column, place in moved.items()})
    parts = {**block.parts, **{moved[column]: said for column, said in below.parts.items()}}
    wide = detector.widened(block, parts)
    blocks = [wide if b is block else b for b in sheet.blocks if b is block or not below.first <= b.top <= below.last]
    lines = {to: (*sheet.lines.get(to, ()), row) for to, row in zip(below.above, below.rows, strict=True)}
    bands = tuple(Band(_kind(row, below), row, 0.8, "reason_folded") for row in sorted(gone))
    made = _made(grid, rows, origins)
    return Unfolded(Grid(made, texts), blocks, (*sheet.bands, *bands), {**sheet.lines, **lines}, sheet.issues)


def _kept_out(sheet: Unfolded, block: HeadingBlock, below: _Fold, texts: Texts) -> Unfolded:
    """The table without the block below it."""
    grid = sheet.grid
    gone = {row for row in grid.rows if below.first <= row <= below.last}
    rows = {row: cells for row, cells in grid.sheet.rows.items() if row not in gone}
    origins = dict(grid.sheet.origins) if isinstance(grid.sheet, TurnedSheet) else {}
    refs = tuple(grid.ref(below.first, column) for column in grid.filled(below.first))
    said = Problem("other", "check", about="not_joined", params={"row": below.first}).at(refs)
    blocks = [b for b in sheet.blocks if not below.first <= b.top <= below.last]
    bands = tuple(Band("outside", row, 0.6, "reason_not_joined") for row in sorted(gone))
    made = _made(grid, rows, origins)
    return replace(
        sheet, grid=Grid(made, texts), blocks=blocks, bands=(*sheet.bands, *bands), issues=(*sheet.issues, said)
    )


def _made(
    grid: Grid, rows: Mapping[int, Mapping[int, RawCell]], origins: Mapping[tuple[int, int], tuple[int, int]]
) -> TurnedSheet:
    was = grid.sheet
    merges = tuple(area for area in was.merges if area.top in rows or area.bottom in rows)
    return TurnedSheet(
        was.name,
        rows,
        merges,
        was.state,
        was.hidden_rows,
        was.hidden_columns,
        was.filtered,
        was.has_details,
        origins=origins,
    )


def _kind(row: int, below: _Fold) -> BandKind:
    if row in below.rows:
        return "continuation"
    return "note" if row in below.between else "heading"
