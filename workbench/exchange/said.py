"""What the officer said of columns and rows of a table, as recognition takes it.

A column is said to be a field ("title"), several fields in one cell ("number+signed_date"), one value of a field that
is ticked ("severity=urgent"), the running number ("#"), or nothing at all ("").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.exchange.detect import HeadingBlock
from workbench.exchange.forms import FormSpec, Split
from workbench.exchange.grid import Grid
from workbench.exchange.recognised import NUMBER, Overrides
from workbench.values.money import unit_of

_TOGETHER, _TICKED = "+", "="


@dataclass(frozen=True, slots=True)
class SaidColumn:
    """Fields of a column, how to part them in a cell, and the value it stands for where it is ticked."""

    fields: tuple[str, ...] = ()
    split: Split | str = ""
    option: str = ""


def said_column(words: str | None, form: FormSpec) -> SaidColumn | None:
    """What was said of a column, in a table of a form; None where that form has no such thing."""
    if not words:
        return SaidColumn()
    if _TICKED in words:
        field, _, value = words.partition(_TICKED)
        return SaidColumn((field,), "", value) if field in form.by_key and value else None
    fields = tuple(words.split(_TOGETHER))
    if len(fields) > 1:
        joined = next((one for one in form.joined if one.fields == fields), None)
        return SaidColumn(fields, joined.split) if joined else None
    return SaidColumn(fields) if fields[0] in form.by_key else None


def together(fields: Sequence[str]) -> str:
    """How several fields in one cell are said."""
    return _TOGETHER.join(fields)


def ticked(field: str, value: str) -> str:
    """How a column to be ticked is said."""
    return f"{field}{_TICKED}{value}"


def is_plain(words: str) -> bool:
    """Whether one field, or nothing, is said, so that it holds wherever the heading stands."""
    return not any(sign in words for sign in (_TOGETHER, _TICKED, NUMBER))


def with_columns(blocks: Sequence[HeadingBlock], sheet: str, made: Overrides) -> list[HeadingBlock]:
    """Tables of a sheet that reach over every column the officer spoke of, with the running number where he said.

    A column between two tables, or beside them, belongs to the table left of it, else to the first.
    """
    said = {column: words for (name, column), words in made.columns.items() if name == sheet}
    if not said:
        return list(blocks)
    found = list(blocks)
    for column in sorted(said):
        if said[column] and not any(block.left <= column <= block.right for block in found):
            found = _widened(found, column)
    return [_numbered(block, said) for block in found]


def _widened(blocks: Sequence[HeadingBlock], column: int) -> list[HeadingBlock]:
    """The tables with a column outside all of them; tables one below the other with the same columns all get it."""
    left_of = [block for block in blocks if block.right < column]
    near = max(left_of, key=lambda block: block.right) if left_of else min(blocks, key=lambda b: b.left, default=None)
    return [
        replace(block, left=min(block.left, column), right=max(block.right, column))
        if near is not None and (block.left, block.right) == (near.left, near.right)
        else block
        for block in blocks
    ]


def _numbered(block: HeadingBlock, said: Mapping[int, str | None]) -> HeadingBlock:
    numbers = [column for column, words in said.items() if words == NUMBER and block.left <= column <= block.right]
    if numbers:
        return replace(block, number_column=min(numbers))
    now = block.number_column
    return replace(block, number_column=None) if now is not None and now in said else block


def unit_row(grid: Grid, made: Overrides, end: int) -> tuple[int, int | None] | None:
    """The last row above `end` that the officer called a row of units, and its unit (đồng per 1; None when no text of
    it names one); None where he called no row so.
    """
    rows = [row for (name, row), kind in made.bands.items() if name == grid.sheet.name and kind == "unit" and row < end]
    if not rows:
        return None
    texts = grid.filled(max(rows)).values()
    units = {unit for text in texts if (unit := unit_of(text) or unit_of(f"({text.strip(' ()[]')})")) is not None}
    return max(rows), next(iter(units)) if len(units) == 1 else None
