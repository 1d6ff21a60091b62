"""Headings over columns: the texts above each column from the top down, through merges and without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from workbench.exchange.grid import Grid
from workbench.exchange.headings import is_number_heading
from workbench.exchange.raw import column_letters

_WIDE = 5  # columns under a heading that names none of them

Parts = Mapping[int, tuple[str, ...]]


def heading_parts(grid: Grid, top: int, bottom: int, left: int = 1, right: int = 1 << 20) -> dict[int, tuple[str, ...]]:
    """The parts of each column's heading in the rows `top` to `bottom`.

    A merged heading counts for every column and row it covers, once. A heading over blank neighbours that have
    headings of their own below is taken to stand over them too: forms saved without merges look like that. Lone
    figures are no heading, nor is the second half of a column that is two columns of the sheet wide.
    """
    columns = _columns(grid, top, bottom, left, right)
    parts: dict[int, list[tuple[tuple[int, int], str]]] = {column: [] for column in columns}
    for row in range(top, bottom + 1):
        label: tuple[tuple[int, int], str] | None = None
        for column in columns:
            place = grid.anchor(row, column)
            text = grid.text(row, column) if place[0] >= top else ""
            if text:
                piece = (place, text)
                alone = grid.area(row, column) is None
                label = piece if alone and _filled_below(grid, row, bottom, column) else None
                _append(parts[column], piece)
            elif label and grid.area(row, column) is None and _only_spread(parts[column], column):
                if _filled_below(grid, row, bottom, column):
                    parts[column].append(label)
            else:
                label = None
    for column in columns:
        if parts[column] and parts[column] == parts.get(column - 1) and grid.lowest(column) <= bottom:
            del parts[column]  # one column drawn over two of the sheet: its other half is never filled
    worded = {column: tuple(text for _, text in pieces) for column, pieces in parts.items()}
    return {column: texts for column, texts in worded.items() if any(c.isalpha() for t in texts for c in t)}


def _columns(grid: Grid, top: int, bottom: int, left: int, right: int) -> list[int]:
    found: set[int] = set()
    for row in range(top, bottom + 1):
        for column in grid.filled(row):
            area = grid.area(row, column)
            last = min(area.right, right) if area else column
            found.update(range(max(column, left), last + 1))
    return sorted(column for column in found if left <= column <= right)


def _append(pieces: list[tuple[tuple[int, int], str]], piece: tuple[tuple[int, int], str]) -> None:
    if not pieces or pieces[-1][0] != piece[0]:
        pieces.append(piece)


def _only_spread(pieces: list[tuple[tuple[int, int], str]], column: int) -> bool:
    """Whether all a column has so far came from a heading to its left."""
    return all(place[1] < column for place, _ in pieces)


def _filled_below(grid: Grid, row: int, bottom: int, column: int) -> bool:
    return any(grid.own(below, column) for below in range(row + 1, bottom + 1))


def number_columns(parts: Parts) -> list[int]:
    """Columns of running numbers, by their heading."""
    return [column for column, texts in parts.items() if any(is_number_heading(text) for text in texts)]


def without_bands(parts: Parts) -> Parts:
    """Headings without what stands over a great part of the table ("Thông tin chung"): it names no column."""
    over = Counter(texts[0] for texts in parts.values() if len(texts) > 1)
    wide = {text for text, n in over.items() if n >= _WIDE and n * 3 >= len(parts)}
    return {column: texts[1:] if len(texts) > 1 and texts[0] in wide else texts for column, texts in parts.items()}


def heading_text(parts: Parts, column: int) -> str:
    """The heading of a column in one line, or its letters when it has none."""
    return " / ".join(" ".join(text.split()) for text in parts.get(column, ())) or column_letters(column)
