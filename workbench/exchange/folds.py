"""Which pieces of a table that was too wide for its paper belong together, and by what evidence.

Running numbers or key cells that stand in both pieces are plain evidence. The same count of rows alone is not: such
pieces are joined in their order, and that is told. What fits nowhere is kept out and told too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.exchange.forms import FormSpec
from workbench.exchange.headings import HeadingBook
from workbench.exchange.segments import Segment, runs_on

_LONGEST_BY_ORDER = 200  # rows that an eye can compare

By = Literal["number", "key", "order"]
Row = tuple[int, int]  # sheet, row


@dataclass(frozen=True, slots=True)
class Join:
    """A piece whose `columns` go on with the rows of others: pairs of (sheet, row there) and row here."""

    piece: Segment
    columns: tuple[int, ...]
    pairs: tuple[tuple[Row, int], ...]
    tables: tuple[Segment, ...]
    by: By


@dataclass(frozen=True, slots=True)
class Folds:
    """All that belongs together, and the pieces that fit nowhere."""

    joins: tuple[Join, ...] = ()
    left: tuple[Segment, ...] = ()


def find_folds(
    pieces: Sequence[Segment],
    forms: Mapping[str, FormSpec],
    book: HeadingBook,
    untouched: Callable[[Segment], bool],
) -> Folds:
    """The folds among the pieces of a file, given in reading order. `untouched`: pieces the officer spoke of."""
    finder = _Finder(pieces, forms, book)
    joins: list[Join] = []
    left: list[Segment] = []
    for piece in pieces:
        if untouched(piece):
            continue
        found = finder.join(piece)
        if found is not None:
            joins.append(found)
        elif finder.told(piece):
            left.append(piece)
    return Folds(tuple(joins), tuple(left))


@dataclass(frozen=True, slots=True)
class _Wording:
    """Columns that a piece adds, those it has twice, how many fields it adds, and whether it says the main one again."""

    columns: tuple[int, ...]
    twice: Mapping[int, int]
    known: int
    says_main: bool


class _Finder:
    """Looks for the table that a piece goes on with."""

    def __init__(self, pieces: Sequence[Segment], forms: Mapping[str, FormSpec], book: HeadingBook) -> None:
        self._pieces = pieces
        self._tables = [piece for piece in pieces if piece.table]
        self._forms = forms
        self._book = book
        self._places = {id(piece): place for place, piece in enumerate(pieces)}
        self._headings = _alike(pieces)
        self._kinds = _numbered(_wording_of(piece) for piece in pieces)
        self._wordings: dict[tuple[int, int], _Wording | None] = {}

    def join(self, piece: Segment) -> Join | None:
        """The one table whose rows a piece surely goes on with; None for none, or for several alike."""
        if len(set(self._headings)) < 2:
            return None
        found = [join for tables in self._candidates(piece) if (join := self._with(tables, piece)) is not None]
        if len(found) > 1:
            right_above = self._above(piece)
            nearest = [join for join in found if join.tables == (right_above,)]
            others = [join.tables[0] for join in found if join not in nearest and len(join.tables) == 1]
            found = nearest if all(self._followed(table, piece) for table in others) else []
        return found[0] if len(found) == 1 else None

    def told(self, piece: Segment) -> bool:
        """Whether a piece that fits nowhere looks like part of a table: it names fields, or numbers the same rows."""
        if piece.table or not piece.rows or not self._tables:
            return False
        above = self._above(piece)
        numbers = [next(iter(one.numbers.values()), "") for one in (piece, above) if one is not None]
        if above is not None and above.sheet == piece.sheet and numbers[0] and numbers[0] == numbers[1]:
            return len(self._twice(above, piece)) < len(piece.block.parts) - 1
        return any(self._goes_on(table, piece) for table in self._tables)

    def _goes_on(self, table: Segment, piece: Segment) -> bool:
        """Whether a piece names fields that a table has no column for, and no other table's main one."""
        form = self._forms[table.block.form]
        fields = self._book.named(piece.block.parts, form.key).keys()
        return form.main not in fields and len(fields - self._book.named(table.block.parts, form.key).keys()) > 1

    def _candidates(self, piece: Segment) -> Iterator[tuple[Segment, ...]]:
        """Tables that a piece may go on with, each alone, and those of one heading on a sheet together."""
        tables = [table for table in self._tables if self._heading(table) != self._heading(piece)]
        if not piece.table:
            tables = [t for t in tables if t.sheet != piece.sheet or t.block.bottom < piece.block.top]
        pages: dict[tuple[int, int], list[Segment]] = {}
        for table in tables:
            pages.setdefault((table.sheet, self._heading(table)), []).append(table)
            yield (table,)
        yield from (tuple(same) for same in pages.values() if len(same) > 1)

    def _heading(self, piece: Segment) -> int:
        return self._headings[self._places[id(piece)]]

    def _above(self, piece: Segment) -> Segment | None:
        """The table that stands right before a piece, other pieces of it between."""
        before = reversed(self._pieces[: self._places[id(piece)]])
        return next((other for other in before if other.table), None)

    def _followed(self, table: Segment, piece: Segment) -> bool:
        """Whether the next piece after a table has the heading of this one."""
        after = self._places[id(table)] + 1
        return after < len(self._pieces) and self._headings[after] == self._heading(piece)

    def _with(self, tables: tuple[Segment, ...], piece: Segment) -> Join | None:
        table = tables[0]
        kinds = self._kind(table), self._kind(piece)
        if kinds not in self._wordings:
            self._wordings[kinds] = self._worded(table, piece)
        worded = self._wordings[kinds]
        if worded is None or (piece.table and not (worded.says_main and self._rank(piece) < self._rank(table))):
            return None
        found = _paired(tables, piece, worded.twice)
        if found is None or worded.known < (1 if worded.twice else 2) or not _is_clean(tables, piece):
            return None
        pairs, by = found
        return Join(piece, worded.columns, tuple(pairs), tables, by)

    def _kind(self, piece: Segment) -> int:
        """Pieces whose headings are one in words, columns and form have one number."""
        return self._kinds[self._places[id(piece)]]

    def _worded(self, table: Segment, piece: Segment) -> _Wording | None:
        """What headings alone say of a piece going on with a table; None where it does not."""
        form = self._forms[table.block.form]
        twice = self._twice(table, piece)
        number = piece.block.number_column
        columns = tuple(column for column in piece.block.parts if column not in twice and column != number)
        fields = self._book.named({c: piece.block.parts[c] for c in columns}, form.key)
        before = self._book.named(table.block.parts, form.key)
        known = len(set(fields.values()))
        if not columns or form.main in fields or fields.keys() & before.keys() or known * 2 < len(columns):
            return None
        return _Wording(columns, twice, known, before.get(form.main) in twice.values())

    def _rank(self, table: Segment) -> tuple[int, int]:
        """Which of two tables of the same records goes on with the other: that which names less, or the later one."""
        form = self._forms[table.block.form]
        named = self._book.named(table.block.parts, form.key)
        return len(named.keys() & set(form.required)), -self._places[id(table)]

    def _twice(self, table: Segment, piece: Segment) -> dict[int, int]:
        """Columns of a piece that the table has too: in the same words, or by a name of the same field."""
        form = table.block.form
        named = self._book.named(table.block.parts, form)
        worded = {table.grid.key(parts[-1]): column for column, parts in table.block.parts.items()}
        again = {column: named[field] for field, column in self._book.named(piece.block.parts, form).items()
                 if field in named}  # fmt: skip
        number = piece.block.number_column
        for column, parts in piece.block.parts.items():
            at = worded.get(piece.grid.key(parts[-1]))
            if at is not None:
                again.setdefault(column, at)
        return {c: at for c, at in again.items() if c != number and at != table.block.number_column}


def _alike(pieces: Sequence[Segment]) -> list[int]:
    """For each piece the first one with the same heading, wherever its columns begin."""
    return _numbered((piece.table, *piece.block.parts.values()) for piece in pieces)


def _wording_of(piece: Segment) -> Hashable:
    form = piece.block.form if piece.block.scores else ""
    return form, piece.block.number_column, *piece.block.parts.items()


def _numbered(things: Iterable[Hashable]) -> list[int]:
    """For each of some things the place of the first one equal to it."""
    first: dict[Hashable, int] = {}
    return [first.setdefault(thing, n) for n, thing in enumerate(things)]


def _paired(
    tables: Sequence[Segment], piece: Segment, twice: Mapping[int, int]
) -> tuple[list[tuple[Row, int]], By] | None:
    """The rows of tables with those of a piece, and by what; None where they are not the same records."""
    table = [(one, row) for one in tables for row in one.rows]
    numbers = [one.numbers.get(row, "") for one, row in table]
    other = [piece.numbers.get(row, "") for row in piece.rows]
    columns = sorted(twice)
    keys = [tuple(one.grid.key(one.grid.own(row, twice[c])) for c in columns) for one, row in table]
    other_keys = [tuple(piece.grid.key(piece.grid.own(row, c)) for c in columns) for row in piece.rows]
    rows = [(one.sheet, row) for one, row in table]
    if not rows or not piece.rows:
        return None
    if all(numbers) and all(other):
        told: Sequence[object] = list(zip(numbers, keys, strict=True)) if twice else numbers
        others: Sequence[object] = list(zip(other, other_keys, strict=True)) if twice else other
        by: By = "number"
    elif twice:
        told, others, by = keys, other_keys, "key"
    elif not any(other) and len(rows) == len(piece.rows) <= _LONGEST_BY_ORDER:
        return list(zip(rows, piece.rows, strict=True)), "order"
    else:
        return None
    if told == others:
        return list(zip(rows, piece.rows, strict=True)), by
    places = dict(zip(told, rows, strict=True))
    if len(places) < len(rows) or len(set(others)) < len(others) or not all(said in places for said in others):
        return None
    if len(others) < len(told) and not twice:
        return None  # a number alone may be one of another list
    return [(places[said], row) for said, row in zip(others, piece.rows, strict=True)], by


def _is_clean(tables: Sequence[Segment], piece: Segment) -> bool:
    """Whether nothing stands in the way: other lines amid the piece, merged or hidden cells."""
    grid, sheet = piece.grid, piece.grid.sheet
    table = tables[-1]
    if any(grid.area(row, column) for row in piece.rows for column in grid.filled(row)):
        return False
    if not sheet.hidden_rows.isdisjoint(piece.rows) or not sheet.hidden_columns.isdisjoint(piece.block.parts):
        return False
    known = {one.said(row) for one in tables for row in one.body if row not in one.numbers}
    if any(piece.said(row) not in known and not runs_on(grid, row) for row in piece.others):
        return False
    if piece.sheet != table.sheet or piece.block.top < table.block.top:
        return True
    return all(runs_on(grid, row) or piece.is_total(row) for row in _between(table, piece))


def _between(table: Segment, piece: Segment) -> Iterator[int]:
    """Filled rows between the records of a table and a piece right below it."""
    return (row for row in piece.before if row > table.last)
