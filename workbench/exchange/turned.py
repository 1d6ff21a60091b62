"""Cards and turned tables: headings down a column, values to their right, made into a table of the usual kind.

Tried where no table was found, and on a small sheet where the heading of one stands amid labels. The made sheet names
each cell by where it really stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook
from workbench.exchange.letterhead import is_signature
from workbench.exchange.raw import RawCell, RawSheet
from workbench.exchange.recognised import Band, TableCandidate
from workbench.records.issues import CellRef

_TWO = 2  # columns of labels, the labels each must have, and how far apart they stand at least
_LEAST = 4  # different labels that a card must have
_ALIKE = 3  # labels like headings of a form where all are told by their shape alone
_DEEPEST = 2000  # rows looked at for such
_MOST = 60  # different labels of a card: a column with more is one of values
_LIKE = 0.65  # of a label to a heading of a form
_TRIED = 12  # labels compared with the headings of all forms: each takes its time
_LONGEST = 90  # letters of a label
_NUMBER_OF_LETTER = 2  # letters of "Số" in "Số: 12/BC-UBND", the letter's own number
_FURTHEST = 400  # columns looked at for records
_IN_ONE = re.compile(r"\s*(?:\d{1,2}[.)]|[-+•*])?\s*([^\W\d_][^:\n]{1,80}?)\s*:\s*(\S.*)", re.DOTALL)
_LABEL = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[-+•*]|[a-zđ][.)])?\s*([^\W\d_].*?)\s*[:.]*\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Label:
    """A heading beside its value; `value` is what stands behind the colon in the same cell."""

    row: int
    column: int
    text: str
    value: str = ""

    @property
    def key(self) -> str:
        """What it says, to be compared with other labels."""
        return _key_of(self.text)


@dataclass(frozen=True, slots=True)
class TurnedSheet(RawSheet):
    """A sheet made of another: `origins` says where each cell came from."""

    origins: Mapping[tuple[int, int], CellRef] = field(default_factory=dict)

    def ref(self, row: int, column: int) -> CellRef:
        """Name of the place that the cell came from."""
        return self.origins.get((row, column)) or RawSheet.ref(self, row, column)

    def refs(self, rows: Iterable[int], column: int) -> list[CellRef]:
        """Names of the places that cells of a column came from."""
        return [self.ref(row, column) for row in rows]


@dataclass(frozen=True, slots=True)
class Turned:
    """The made sheet, from where to where the cards lie on the real one, and the rows of each record there.

    `wide`: labels stand in several columns, as no table has them; `headed`: whether labels stand there at all, not
    only values in the columns of a table.
    """

    sheet: TurnedSheet
    first_row: int
    last_row: int
    rows: Mapping[int, tuple[int, ...]]
    wide: bool = False
    headed: bool = True

    def placed(self, table: TableCandidate) -> TableCandidate:
        """The table as the real sheet shows it: rows of data, no heading rows, no columns."""
        every = sorted({row for rows in self.rows.values() for row in rows})
        reason = "reason_card" if self.headed else "reason_headless"
        bands = tuple(Band("data", row, 0.7, reason) for row in every)
        return replace(
            table,
            first_row=self.first_row,
            last_row=self.last_row,
            heading_rows=(),
            bands=bands,
            columns=() if self.headed else table.columns,
            number_column=None if self.headed else table.number_column,
            reasons=(reason,),
        )


def turn(grid: Grid, book: HeadingBook) -> Turned | None:
    """Cards or a turned table of a sheet, as one table; None when its labels are too few."""
    found = {column: _labels_in(grid, column, book) for column in _first_columns(grid)}
    several = _beside_each_other(grid, found, book)
    best = _most([*found.values(), *([several] if several else ())], _LEAST, book)
    if not best:
        best = _most([([], _by_shape(grid, column)) for column in found], _ALIKE, book)
    return _made(grid, best) if best else None


def _most(found: Iterable[tuple[list[Label], list[Label]]], least: int, book: HeadingBook) -> list[Label]:
    """The labels that say the most different things, of those of which `least` are a form's own words or like them."""
    best: list[Label] = []
    for worded, labels in found:
        known = {label.key for label in labels}
        more = len(known) > len({label.key for label in best})
        if more and _LEAST <= len(known) <= _MOST and _like_headings(worded, labels, least, book):
            best = labels
    return best


def _by_shape(grid: Grid, column: int) -> list[Label]:
    """Texts that end in a colon beside a value, or that come again and again beside other ones: labels in any words."""
    beside = [label for row in grid.rows[:_DEEPEST] if (label := _beside_value(grid, row, column)) is not None]
    met = Counter(label.key for label in beside)
    return [one for one in beside if met[one.key] > 1 or grid.own(one.row, column).rstrip().endswith(":")]


def _labels_in(grid: Grid, column: int, book: HeadingBook) -> tuple[list[Label], list[Label]]:
    """The labels of a column that are headings of a form, and those with their neighbours."""
    worded = _without_letterhead(list(_labels(grid, column, book)))
    return worded, _with_neighbours(grid, column, worded)


def _beside_each_other(
    grid: Grid, found: Mapping[int, tuple[list[Label], list[Label]]], book: HeadingBook
) -> tuple[list[Label], list[Label]] | None:
    """Labels of several columns with values between, read line by line: label, value, label, value."""
    columns = [column for column, (worded, _) in found.items() if len({label.key for label in worded}) >= _TWO]
    if len(columns) < _TWO or any(right - left < _TWO for left, right in pairwise(columns)):
        return None
    worded = [label for column in columns for label in found[column][0]]
    labels = sorted((label for column in columns for label in found[column][1]), key=lambda one: (one.row, one.column))
    values = [grid.own(label.row, label.column + 1) for label in worded]
    held = sum(bool(value) and not book.hints(value) for value in values)
    return (worded, labels) if held * 2 > len(worded) else None


def _first_columns(grid: Grid) -> list[int]:
    """The columns that texts begin in, the leftmost few."""
    return sorted({column for row in grid.rows[:_DEEPEST] for column in grid.filled(row)})[:6]


def _labels(grid: Grid, column: int, book: HeadingBook) -> Iterator[Label]:
    for row in grid.rows:
        text = grid.filled(row).get(column, "")
        if not text or len(text) > 2000 or _only_numbers(grid, row, column) or is_signature(text):
            continue
        whole = _LABEL.fullmatch(text)
        if whole and len(whole[1]) <= _LONGEST and book.hints(whole[1]):
            yield Label(row, column, whole[1])
            continue
        label = label_in(row, column, text, book)
        if label is not None:
            yield label


def label_in(row: int, column: int, text: str, book: HeadingBook) -> Label | None:
    """A label that is a heading of a form, with its value behind the colon: "- Nguyên nhân: …"."""
    parted = _IN_ONE.fullmatch(text)
    if parted and book.hints(parted[1]) and len(parted[1]) > _NUMBER_OF_LETTER:
        return Label(row, column, parted[1], parted[2])
    return None


def _without_letterhead(labels: list[Label]) -> list[Label]:
    """Labels beside values without the lines over the cards that hold both: "Đơn vị: UBND tỉnh …"."""
    if sum(bool(label.value) for label in labels) * 2 >= len(labels):
        return labels
    first = next(n for n, label in enumerate(labels) if not label.value)
    met = Counter(label.key for label in labels)
    below = labels[first].row
    return [one for n, one in enumerate(labels) if n > first or met[one.key] > 1 or below - one.row <= 1]


def _like_headings(worded: Sequence[Label], labels: Sequence[Label], least: int, book: HeadingBook) -> bool:
    """Whether enough labels are a form's own words, or like them."""
    known = {label.key for label in worded}
    others = {label.key: label.text for label in labels if label.key not in known}
    for text in list(others.values())[:_TRIED]:
        if len(known) >= least:
            return True
        if any(match.score >= _LIKE for found in book.match((text,)).values() for match in found):
            known.add(text)
    return len(known) >= least


def _only_numbers(grid: Grid, row: int, column: int) -> bool:
    """A line that numbers the records across: 1, 2, 3 …"""
    texts = [text for at, text in sorted(grid.filled(row).items()) if at > column]
    return len(texts) > 1 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _with_neighbours(grid: Grid, column: int, known: list[Label]) -> list[Label]:
    """Labels with what stands between and next to them, beside a value: words that no form knows are labels too."""
    if not known:
        return known
    found = {label.row: label for label in known}
    told = {label.row for label in known if label.value}
    for step in (1, -1):
        for start in sorted(found, reverse=step < 0):
            row = start + step
            while row not in found and (label := _beside_value(grid, row, column)) and len(told) * 2 < len(known):
                found[row] = label
                row += step
    keys = {label.key for label in found.values()}
    for row in grid.rows:
        whole = _LABEL.fullmatch(grid.filled(row).get(column, "")) if row not in found else None
        if whole and _key_of(whole[1]) in keys:
            # the same label in another card, with nothing or a blank line beside it
            found[row] = Label(row, column, whole[1])
    return [found[row] for row in sorted(found)]


def _beside_value(grid: Grid, row: int, column: int) -> Label | None:
    text = grid.filled(row).get(column, "")
    whole = _LABEL.fullmatch(text) if 0 < len(text) <= _LONGEST else None
    beside = any(at > column for at in grid.filled(row)) and not _only_numbers(grid, row, column)
    return Label(row, column, whole[1]) if whole and beside else None


def _key_of(text: str) -> str:
    return " ".join(text.casefold().split())


def _made(grid: Grid, labels: Sequence[Label]) -> Turned | None:
    cards = _cards(labels)
    places: dict[str, int] = {}
    for card in cards:
        for label in card:
            places.setdefault(label.key, len(places) + 1)
    sheet = _Sheet(grid, sorted({label.column for label in labels}))
    for key, place in places.items():
        first = next(label for label in labels if label.key == key)
        sheet.put(1, place, RawCell(first.text), (first.row, first.column))
    for card, below in zip(cards, (*(c[0].row for c in cards[1:]), None), strict=True):
        sheet.card(card, [places[label.key] for label in card], below)
    if sheet.records == 0:
        return None
    last = max(row for rows in sheet.lines.values() for row in rows)
    return Turned(sheet.finished(), labels[0].row, last, sheet.lines, wide=len({one.column for one in labels}) > 1)


def _cards(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels cut into cards: a new one begins where a label comes once more."""
    cards: list[list[Label]] = []
    seen: set[str] = set()
    for label in labels:
        key = label.key
        if not cards or key in seen:
            cards.append([])
            seen = set()
        cards[-1].append(label)
        seen.add(key)
    return [card for card in cards if len(card) >= 2]


class _Sheet:
    """The made sheet in the making."""

    def __init__(self, grid: Grid, columns: Sequence[int]) -> None:
        self._grid = grid
        self._columns = columns
        self._column = columns[0]
        self._rows: dict[int, dict[int, RawCell]] = {}
        self._origins: dict[tuple[int, int], CellRef] = {}
        self.lines: dict[int, tuple[int, ...]] = {}
        self.records = 0

    def put(self, row: int, column: int, cell: RawCell, origin: tuple[int, int]) -> None:
        self._rows.setdefault(row, {})[column] = cell
        self._origins[row, column] = self._grid.ref(*origin)

    def card(self, card: Sequence[Label], places: Sequence[int], below: int | None) -> None:
        """A record for each column of values beside the labels; text in the rows between runs on."""
        ends = [next((one.row for one in card[n:] if one.row > label.row), below or card[-1].row + 1)
                for n, label in enumerate(card)]  # fmt: skip
        for at in self._value_columns(card) if len(self._columns) == 1 else (0,):
            self.records += 1
            row = self.records + 1
            for label, place, end in zip(card, places, ends, strict=True):
                beside = at or self._right_of(label)
                found = self._value(label, beside, end)
                if found is not None:
                    self.put(row, place, *found)
                self._origins.setdefault((row, place), self._grid.ref(label.row, beside))  # where it would stand
            self.lines[row] = tuple(dict.fromkeys(label.row for label in card))

    def _right_of(self, label: Label) -> int:
        """The column of a label's value, before the next column of labels."""
        if label.value:
            return label.column
        end = next((column for column in self._columns if column > label.column), label.column + _FURTHEST)
        return next((at for at in self._grid.filled(label.row) if label.column < at < end), label.column + 1)

    def _value_columns(self, card: Sequence[Label]) -> list[int]:
        """Columns that have a value for at least half as many labels as the fullest has."""
        counts: dict[int, int] = {}
        for label in card:
            if label.value:
                counts[self._column] = counts.get(self._column, 0) + 1
            for column in self._grid.filled(label.row):
                if self._column < column < self._column + _FURTHEST:
                    counts[column] = counts.get(column, 0) + 1
        labels = self._labels_again(card)
        fullest = max(counts.values(), default=0)
        return sorted(column for column, n in counts.items() if n * 2 >= fullest and column not in labels)

    def _labels_again(self, card: Sequence[Label]) -> set[int]:
        """Columns that say the same as the labels of a card: another card stands beside it."""
        met = Counter(
            column
            for label in card
            for column, text in self._grid.filled(label.row).items()
            if column > self._column and (whole := _LABEL.fullmatch(text)) and _key_of(whole[1]) == label.key
        )
        return {column for column, n in met.items() if n >= _TWO}

    def _value(self, label: Label, column: int, end: int) -> tuple[RawCell, tuple[int, int]] | None:
        if column == label.column:
            return (RawCell(label.value), (label.row, column)) if label.value else None
        cell = self._grid.sheet.cell(label.row, column)
        if cell is None or not self._grid.own(label.row, column):
            return None
        more = [
            text
            for row in range(label.row + 1, min(end, label.row + 20))
            if not self._grid.own(row, label.column) and (text := self._grid.own(row, column))
        ]
        if more and isinstance(cell.value, str):
            cell = replace(cell, value="\n".join((cell.value, *more)))
        return cell, (label.row, column)

    def finished(self) -> TurnedSheet:
        """The sheet, cells in order."""
        rows = {row: dict(sorted(cells.items())) for row, cells in sorted(self._rows.items())}
        return TurnedSheet(self._grid.sheet.name, rows, has_details=False, origins=self._origins)
