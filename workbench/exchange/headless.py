"""Numbered rows without any heading, as the second part of a list is sent: columns told by the order of a form.

Proposed only where each required field of one form has one column that can be it, whatever the others are; every
cell is then to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.context import Context
from workbench.exchange.forms import FormColumn, FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.headings import heading_words
from workbench.exchange.letterhead import is_signature
from workbench.exchange.profiles import ColumnProfile, profile
from workbench.exchange.raw import RawCell, column_letters
from workbench.exchange.turned import Turned, TurnedSheet
from workbench.records.issues import CellRef

_FEWEST_ROWS, _MOST_ROWS = 3, 500
_FEWEST_COLUMNS = 4  # of the sheet, and of those that are told
_TELLING = 2  # columns of names, numbers or days that a form is told by at least
_FITS, _TYPED = 0.8, 0.5
_SAMPLE = 60
_TITLED = 0.5  # how far a title, or the name of the sheet or file, must speak for the form


@dataclass(frozen=True, slots=True)
class Headless:
    """The rows as a table with the form's own headings, at the columns where they stand; all cells of it."""

    turned: Turned
    cells: tuple[CellRef, ...]


def headless(grid: Grid, titles: Mapping[str, float], context: Context) -> Headless | None:
    """The numbered rows of a sheet as a table of the one form that they fit and that is named over them.

    `titles`: how far names of sheet and file and the lines above speak for each form.
    """
    rows = _numbered(grid)
    if not _FEWEST_ROWS <= len(rows) <= _MOST_ROWS:
        return None
    number = min(grid.filled(rows[0]))
    columns = sorted({column for row in rows for column in grid.filled(row)} - {number})
    if len(columns) < _FEWEST_COLUMNS:
        return None
    seen = [profile(grid, column, rows[:_SAMPLE], context) for column in columns]
    above = [heading_words(text, brackets=True) for text in _above(grid, rows[0])]
    named = [form for form in context.forms if titles.get(form.key, 0.0) >= _TITLED or _named(form, above)]
    fits = {form.key: found for form in named if (found := _in_order(form, seen))}
    key = _best(fits)
    if key is None:
        return None
    form = context.form(key)
    headings = {column: form.by_key[field].heading for column, field in zip(columns, fits[key], strict=True) if field}
    return _made(grid, _with_lines(grid, rows), number, {c: headings.get(c, column_letters(c)) for c in columns})


def started(grid: Grid, first: int) -> Turned | None:
    """All rows from one on as a table, each column under its letters: an officer says where it begins."""
    rows = [row for row in grid.rows if row >= first]
    columns = sorted({column for row in rows for column in grid.filled(row)})
    if not columns:
        return None
    numbers = [text.strip(" .)(") for row in rows[:_SAMPLE] if (text := grid.text(row, columns[0]))]
    number = columns[0] if sum(map(str.isdigit, numbers)) * 2 > len(numbers) else 0
    headings = {column: column_letters(column) for column in columns if column != number}
    return _made(grid, rows, number, headings).turned


def _numbered(grid: Grid) -> list[int]:
    """Rows that begin with running numbers, one after another, from the first to the last."""
    rows: list[int] = []
    before = 0
    for row in grid.rows:
        texts = grid.filled(row)
        said = next(iter(texts.values())).strip(" .)(")
        if said.isdigit() and len(texts) > 1 and (not rows or int(said) == before + 1):
            rows.append(row)
            before = int(said)
        elif rows and any(is_signature(text) for text in texts.values()):
            break
        elif rows and len(texts) > 1:
            return []  # something else stands amid them
    return rows


def _with_lines(grid: Grid, rows: Sequence[int]) -> list[int]:
    """The numbered rows with the lines between them and right below the last: those are judged as in any table."""
    every = [row for row in grid.rows if rows[0] <= row <= rows[-1]]
    for row in grid.rows:
        if row == every[-1] + 1 and not any(is_signature(text) for text in grid.filled(row).values()):
            every.append(row)
    return every


def _in_order(form: FormSpec, seen: Sequence[ColumnProfile]) -> list[str]:
    """For each column the field that it must be, "" where several could be; empty unless all required ones are told.

    Of all ways to lay the columns onto the fields of the form in their order, those count that place the most.
    """
    fields = [column for column in form.columns if not column.optional]
    can = [[_can_be(form, one, field) for field in fields] for one in seen]
    ahead = _scores(can, fields)
    behind = _scores([list(reversed(row)) for row in reversed(can)], list(reversed(fields)))
    best, n, m = ahead[-1][-1], len(seen), len(fields)
    told = []
    for i in range(n):
        open_to = {
            fields[j].key
            for j in range(m)
            if can[i][j] and ahead[i][j] + _worth(fields[j]) + behind[n - i - 1][m - j - 1] == best
        }
        left_out = any(ahead[i][j] + behind[n - i - 1][m - j] == best for j in range(m + 1))
        told.append(open_to.pop() if len(open_to) == 1 and not left_out else "")
    kinds = [form.by_key[key].kind for key in told if key]
    enough = len(kinds) >= _FEWEST_COLUMNS and sum(kind != "text" for kind in kinds) >= _TELLING
    return told if enough and set(form.required) <= set(told) else []


def _worth(field: FormColumn) -> int:
    return 101 if field.required else 100


def _scores(can: Sequence[Sequence[bool]], fields: Sequence[FormColumn]) -> list[list[int]]:
    """The most that the first i columns are worth on the first j fields."""
    made = [[0] * (len(fields) + 1) for _ in range(len(can) + 1)]
    for i, row in enumerate(can, 1):
        for j, fits in enumerate(row, 1):
            made[i][j] = max(made[i - 1][j], made[i][j - 1])
            if fits:
                made[i][j] = max(made[i][j], made[i - 1][j - 1] + _worth(fields[j - 1]))
    return made


def _can_be(form: FormSpec, seen: ColumnProfile, field: FormColumn) -> bool:
    """By its contents; a column of names, numbers or days of the form is no text."""
    if seen.empty:
        return False
    if field.kind != "text":
        return (seen.share(field) or 0.0) >= _FITS
    typed = (c for c in form.columns if c.kind != "text")
    return any(c.isalpha() for _, text in seen.values for c in text) and all(
        (seen.share(c) or 0.0) < _TYPED for c in typed
    )


def _above(grid: Grid, first: int) -> Iterator[str]:
    yield grid.sheet.name
    for row in grid.rows:
        if row >= first:
            return
        yield from grid.filled(row).values()


def _named(form: FormSpec, lines: Sequence[tuple[str, ...]]) -> bool:
    """Whether a line says what the main column of the form is called, in two words or more."""
    main = form.by_key[form.main]
    for called in (main.heading, *main.aliases):
        words = heading_words(called, brackets=False)
        if len(words) > 1 and any(words == line[at : at + len(words)] for line in lines for at in range(len(line))):
            return True
    return False


def _best(fits: Mapping[str, Sequence[str]]) -> str | None:
    """The one form that explains the most columns."""
    counts = {key: sum(map(bool, told)) for key, told in fits.items()}
    most = [key for key, n in counts.items() if n == max(counts.values())]
    return most[0] if len(most) == 1 else None


def _made(grid: Grid, rows: Sequence[int], number: int, headings: Mapping[int, str]) -> Headless:
    """The table. `number`: the column of running numbers, 0 for none.

    Cells stay in their columns, so that what the officer says of a column holds for it.
    """
    numbers = {number: RawCell("STT")} if number else {}
    made: dict[int, dict[int, RawCell]] = {1: numbers | {c: RawCell(h) for c, h in headings.items()}}
    origins = {(1, column): grid.ref(rows[0], column) for column in (*numbers, *headings)}
    cells: list[CellRef] = []
    for at, row in enumerate(rows, 2):
        made[at] = dict(grid.sheet.rows[row])
        origins.update({(at, column): grid.ref(row, column) for column in (*numbers, *headings)})
        cells += (grid.ref(row, column) for column in grid.filled(row) if column != number)
    sheet = TurnedSheet(grid.sheet.name, made, has_details=grid.sheet.has_details, origins=origins)
    lines = {at: (row,) for at, row in enumerate(rows, 2)}
    return Headless(Turned(sheet, rows[0], rows[-1], lines, headed=False), tuple(cells))
