"""Sheets with the pieces of a table that was too wide for its paper put together, on one sheet or over several.

Each cell of a made sheet is named by where it really stands. Which pieces belong together is told in `folds`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from workbench.exchange.detect import Detector, HeadingBlock, Headings
from workbench.exchange.folds import Folds, Join, find_folds
from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid, Texts
from workbench.exchange.headings import HeadingBook
from workbench.exchange.letterhead import Line, loose_lines, unit_lines
from workbench.exchange.problems import Problem
from workbench.exchange.raw import RawCell
from workbench.exchange.recognised import Band, ParsedRow
from workbench.exchange.segments import Segment, segments
from workbench.exchange.turned import TurnedSheet
from workbench.records.issues import CellRef, Issue

_ABOVE = 12  # rows over a piece whose unit line holds for it


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A sheet with what belongs to its tables. `bands`: the rows that are read elsewhere or not at all.

    `lines`: the rows below that each record goes on in; `units`: unit lines over pieces from other sheets.
    """

    grid: Grid
    blocks: Sequence[HeadingBlock]
    bands: tuple[Band, ...] = ()
    lines: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    units: tuple[tuple[int, Line], ...] = ()
    issues: tuple[Issue, ...] = ()

    def placed(self, rows: Sequence[ParsedRow]) -> tuple[ParsedRow, ...]:
        """Records with every row that they stand in."""
        if not self.lines:
            return tuple(rows)
        return tuple(
            row._replace(rows=(*row.rows, *(below for at in row.rows for below in self.lines.get(at, ()))))
            for row in rows
        )


def unfold(
    grids: Sequence[Grid],
    found: Sequence[Headings],
    forms: Mapping[str, FormSpec],
    detector: Detector,
    book: HeadingBook,
    texts: Texts,
    named: Mapping[str, Sequence[int]],
) -> list[Unfolded]:
    """The sheets with pieces joined to their tables or kept out. `named`: rows of a sheet the officer spoke of."""
    pieces = list(chain.from_iterable(segments(n, grid, found[n]) for n, grid in enumerate(grids)))

    def untouched(piece: Segment) -> bool:
        rows = named.get(piece.grid.sheet.name, ())
        return any(piece.block.top <= row <= piece.last for row in rows)

    folds = find_folds(pieces, forms, book, untouched)
    if not folds.joins and not folds.left:
        return [Unfolded(grid, headings.tables) for grid, headings in zip(grids, found, strict=True)]
    return [_Sheet(n, grid, found[n], folds, detector).made(texts) for n, grid in enumerate(grids)]


class _Sheet:
    """One sheet of a file with folds."""

    def __init__(self, at: int, grid: Grid, headings: Headings, folds: Folds, detector: Detector) -> None:
        self._at = at
        self._grid = grid
        self._headings = headings
        self._detector = detector
        self._mine = [join for join in folds.joins if any(table.sheet == at for table in join.tables)]
        self._given = [join for join in folds.joins if join.piece.sheet == at]
        self._left = [piece for piece in folds.left if piece.sheet == at]
        self._places: dict[tuple[object, ...], int] = {}
        self._edge = max((block.columns[-1] for block in grid.blocks), default=1)
        self._rows: dict[int, Mapping[int, RawCell]] = {}
        self._origins: dict[tuple[int, int], CellRef] = {}
        self._lines: dict[int, tuple[int, ...]] = {}
        self._parts: dict[tuple[int, int], dict[int, tuple[str, ...]]] = {}

    def made(self, texts: Texts) -> Unfolded:
        if not (self._mine or self._given or self._left):
            return Unfolded(self._grid, self._headings.tables)
        bands = {band.row: band for band in self._bands()}
        self._rows = {row: cells for row, cells in self._grid.sheet.rows.items() if row not in bands}
        self._origins = dict(self._grid.sheet.origins) if isinstance(self._grid.sheet, TurnedSheet) else {}
        for join in self._mine:
            self._take(join)
        blocks = [self._widened(block) for block in self._headings.tables if block.top not in bands]
        grid = Grid(self._sheet(), texts)
        issues = (*map(self._told_of_join, self._given), *map(self._not_joined, self._left))
        told = tuple(issue for issue in issues if issue is not None)
        return Unfolded(grid, blocks, tuple(bands.values()), self._lines, tuple(self._units()), told)

    def _bands(self) -> Iterator[Band]:
        for join in self._given:
            rows = set(join.piece.rows)
            for row in (*_between(join), *join.piece.every_row):
                kind = "continuation" if row in rows else "heading" if row <= join.piece.block.bottom else "note"
                yield Band(kind, row, 0.8, "reason_folded")  # type: ignore[arg-type]
        for piece in self._left:
            for row in piece.every_row:
                yield Band("outside", row, 0.6, "reason_not_joined")

    def _take(self, join: Join) -> None:
        """The cells of a piece into the rows of its tables, to the right of all that stands there."""
        piece = join.piece
        moved = {column: self._place((join.tables[0].block.layout, piece.block.parts[column], column))
                 for column in join.columns}  # fmt: skip
        for (sheet, to), row in join.pairs:
            if sheet != self._at:
                continue
            cells = dict(self._rows[to])
            for column, place in moved.items():
                cell = piece.grid.sheet.cell(row, column)
                if cell is not None:
                    cells[place] = cell
                self._origins[to, place] = piece.grid.ref(row, column)
            self._rows[to] = dict(sorted(cells.items()))
            if piece.sheet == self._at:
                self._lines[to] = (*self._lines.get(to, ()), row)
        parts = {moved[column]: piece.block.parts[column] for column in join.columns}
        for block in self._headings.tables:
            if any(block.same_heading(table.block) for table in join.tables if table.sheet == self._at):
                self._parts.setdefault((block.top, block.left), {}).update(parts)
                for column, place in moved.items():
                    for at in range(block.top, block.bottom + 1):
                        self._origins[at, place] = piece.grid.ref(piece.block.top, column)

    def _place(self, key: tuple[object, ...]) -> int:
        return self._edge + self._places.setdefault(key, len(self._places) + 1)

    def _widened(self, block: HeadingBlock) -> HeadingBlock:
        more = self._parts.get((block.top, block.left))
        return self._detector.widened(block, {**block.parts, **more}) if more else block

    def _sheet(self) -> TurnedSheet:
        was = self._grid.sheet
        merges = tuple(area for area in was.merges if area.top in self._rows or area.bottom in self._rows)
        return TurnedSheet(
            was.name,
            self._rows,
            merges,
            was.state,
            was.hidden_rows,
            was.hidden_columns,
            was.filtered,
            was.has_details,
            origins=self._origins,
        )

    def _units(self) -> Iterator[tuple[int, Line]]:
        for join in self._mine:
            if join.piece.sheet != self._at:
                yield from unit_lines(loose_lines(join.piece.grid, join.piece.before[-_ABOVE:]))

    def _told_of_join(self, join: Join) -> Issue | None:
        """What joined by no more than its order is to be looked at; what came from another sheet is mentioned."""
        piece = join.piece
        sheets = ", ".join(dict.fromkeys(table.grid.sheet.name for table in join.tables))
        params = {"row": piece.block.top, "sheet": piece.grid.sheet.name, "to": sheets}
        if join.by == "order":
            rows = (piece.block.bottom, *piece.rows)
            cells = tuple(piece.grid.ref(row, column) for row in rows for column in join.columns)
            return Problem("other", "check", about="joined_by_order", params=params).at(cells)
        if any(table.sheet != piece.sheet for table in join.tables):
            cells = tuple(piece.grid.ref(piece.block.bottom, column) for column in join.columns)
            return Problem("other", "note", about="joined_sheets", params=params).at(cells)
        return None

    def _not_joined(self, piece: Segment) -> Issue:
        filled = piece.grid.filled(piece.block.top)
        params = {"row": piece.block.top, "sheet": piece.grid.sheet.name}
        about = "not_joined" if self._headings.tables else "not_joined_sheet"
        said = Problem("other", "check", about=about, params=params)
        return said.at(tuple(piece.grid.ref(piece.block.top, column) for column in filled))


def _between(join: Join) -> Iterator[int]:
    """The lines right above a piece that only say that the table goes on."""
    table, piece = join.tables[-1], join.piece
    if table.sheet == piece.sheet and table.block.top < piece.block.top:
        yield from (row for row in piece.before if row > table.last and not piece.is_total(row))
