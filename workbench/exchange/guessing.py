"""A table whose headings no form knows, told by its title and by what its columns hold: proposed, and to be looked at.

Only where a sheet has no table otherwise, a title over it is that of one form, and each required field of that form
has one column that can be it: names, numbers and days by their contents, texts by their order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from workbench.exchange.columns import heading_parts, number_columns
from workbench.exchange.context import Context
from workbench.exchange.detect import Detector, HeadingBlock
from workbench.exchange.forms import FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.profiles import ColumnProfile, profile
from workbench.exchange.remaining import is_prose

_TITLE = 1.2  # of a title that has most of the words of a form's own
_AHEAD = 0.3  # before the next form
_FITS = 0.8
_FIRST_ROWS, _SAMPLE, _FEWEST = 40, 60, 2


def guessed_table(grid: Grid, detector: Detector, file_name: str, context: Context) -> HeadingBlock | None:
    """The heading over running numbers 1, 2 … of such a table; None where anything is left open."""
    for row in grid.rows[:_FIRST_ROWS]:
        parts = heading_parts(grid, row, row)
        numbers = number_columns(parts)
        if len(numbers) != 1 or len(parts) < _FEWEST + 1:
            continue
        rows = _numbered(grid, row, numbers[0])
        form = _titled(detector.titles(grid, row, file_name), context) if len(rows) >= _FEWEST else None
        columns = sorted(column for column in parts if column != numbers[0])
        if form is not None and assigned(form, columns, _profiles(grid, columns, rows, context)):
            scores = {form.key: 1.0}
            return HeadingBlock(row, row, min(parts), max(parts), parts, numbers[0], scores, guessed=True)
    return None


def assigned(
    form: FormSpec, columns: Sequence[int], profiles: Mapping[int, ColumnProfile], placed: Collection[str] = ()
) -> dict[int, str]:
    """Columns of the required fields of a form that are not placed yet; empty unless every one has its own and no
    other could be it.
    """
    required = [form.by_key[key] for key in form.required if key not in placed]
    found: dict[int, str] = {}
    for field in (f for f in required if f.kind != "text"):
        fitting = [c for c in columns if c not in found and (profiles[c].share(field) or 0.0) >= _FITS]
        if len(fitting) != 1:
            return {}
        found[fitting[0]] = field.key
    texts = [field.key for field in required if field.kind == "text"]
    prose = [column for column in columns if column not in found and is_prose(profiles[column])]
    if len(prose) != len(texts):
        return {}
    return found | dict(zip(prose, texts, strict=True))


def _numbered(grid: Grid, heading: int, column: int) -> list[int]:
    """The rows right below a heading that are numbered 1, 2, …"""
    rows: list[int] = []
    for row in grid.rows:
        if row > heading and grid.text(row, column).strip(" .)") == str(len(rows) + 1):
            rows.append(row)
        elif row > heading:
            break
    return rows


def _titled(titles: Mapping[str, float], context: Context) -> FormSpec | None:
    ranked = sorted(titles.items(), key=lambda one: -one[1])
    if not ranked or ranked[0][1] < _TITLE or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _AHEAD):
        return None
    return context.form(ranked[0][0])


def _profiles(grid: Grid, columns: Sequence[int], rows: Sequence[int], context: Context) -> dict[int, ColumnProfile]:
    return {column: profile(grid, column, rows[:_SAMPLE], context) for column in columns}
