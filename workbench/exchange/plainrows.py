"""Records of one row with nothing particular about it, read column by column.

Merged cells, marks for "the same as above" and formulas without a result need the rows around them: a row with one of
these is left to `parsing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import repeat

from workbench.exchange.cellfacts import ColumnFacts, Reading
from workbench.exchange.context import Context
from workbench.exchange.forms import NAMES, FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.marks import DITTO, is_ditto, is_nothing, may_be_ditto
from workbench.exchange.raw import CellValue
from workbench.exchange.recognised import ColumnMapping, ParsedCell
from workbench.records.issues import CellRef, Issue
from workbench.values.dates import ParsedDate

Read = Callable[[ColumnFacts, CellValue, str, date | None], Reading]
Part = Callable[[ColumnMapping, CellValue, str, int], Sequence[ParsedCell]]


class PlainRows:
    """Reads the mapped columns of one table. `read` reads one cell, `part` one with several fields in it.

    `columns`: those with dates first, for names are read as they were on the day of the row.
    """

    def __init__(
        self,
        grid: Grid,
        form: FormSpec,
        columns: Sequence[ColumnMapping],
        facts: Mapping[str, ColumnFacts],
        context: Context,
        read: Read,
        part: Part,
    ) -> None:
        self._grid = grid
        self._form = form
        self._columns = columns
        self._facts = facts
        self._context = context
        self._read = read
        self._part = part
        self._texts = {c.column: grid.texts_in(c.column) for c in columns}

    def which(self, rows: Iterable[int]) -> list[int]:
        """Those of some rows that have nothing particular about them."""
        odd = set(self._grid.merged_rows)
        for mapped in self._columns:
            texts = self._texts[mapped.column]
            values = self._grid.packed.column(mapped.column)
            if may_be_ditto(texts.values()):
                dittos = {text for text in set(texts.values()) if len(text) <= DITTO and is_ditto(text)}
                odd.update(row for row, text in texts.items() if text in dittos)
            if type(None) in set(map(type, values.values())):
                odd.update(row for row, value in values.items() if value is None)
        for row, column in self._grid.packed.formulas:
            if column in self._texts and row not in self._texts[column]:
                odd.add(row)
        return [row for row in rows if row not in odd]

    def cells(self, rows: Sequence[int], on: date | None) -> tuple[list[dict[str, ParsedCell]], list[date | None]]:
        """The cells of each row by field, and the day that its names are read for (`on` without a date of its own)."""
        days: list[date | None] = [on] * len(rows)
        made: list[dict[str, ParsedCell]] = [{} for _ in rows]
        for mapped in self._columns:
            texts = list(map(self._texts[mapped.column].get, rows))
            values = list(map(self._grid.packed.column(mapped.column).get, rows))
            if mapped.split:
                self._parted(mapped, rows, values, texts, made, days)
                continue
            field = mapped.fields[0]
            cells = self._column(mapped, rows, values, texts, days)
            for row, cell in zip(made, cells, strict=True):
                if cell is not None:
                    row[field] = cell
            if self._form.by_key[field].kind == "date":
                for at, cell in enumerate(cells):
                    if cell is not None:
                        self._date(cell, made[at], at, days)
        return made, days

    def _parted(
        self,
        mapped: ColumnMapping,
        rows: Sequence[int],
        values: Sequence[CellValue],
        texts: Sequence[str | None],
        made: Sequence[dict[str, ParsedCell]],
        days: list[date | None],
    ) -> None:
        """A column with several fields in each cell."""
        for at, (row, value, text) in enumerate(zip(rows, values, texts, strict=True)):
            for cell in self._part(mapped, value, text, row) if text is not None else ():
                made[at][cell.field] = cell
                self._date(cell, made[at], at, days)

    def _date(self, cell: ParsedCell, cells: Mapping[str, ParsedCell], at: int, days: list[date | None]) -> None:
        """Take the day of a date as that of its row, unless an earlier date of the form says it."""
        if isinstance(cell.value, ParsedDate) and cell.value.last_day and not dated(self._form, cells, cell.field):
            days[at] = cell.value.last_day

    def _column(
        self,
        mapped: ColumnMapping,
        rows: Sequence[int],
        values: Sequence[CellValue],
        texts: Sequence[str | None],
        days: Sequence[date | None],
    ) -> Sequence[ParsedCell | None]:
        """A cell for each row that shows a text in the column and has something to say in it."""
        full = [at for at, text in enumerate(texts) if text is not None]
        if not full:
            return [None] * len(rows)
        held = [texts[at] or "" for at in full]
        shown = [values[at] for at in full]
        refs = list(zip(self._grid.sheet.refs([rows[at] for at in full], mapped.column)))
        facts = self._facts[mapped.fields[0]]
        if facts.column.kind == "text" and set(map(type, shown)) == {str}:
            cells = _worded(mapped.fields[0], held, refs)
        else:
            cells = self._read_all(facts, shown, held, refs, [days[at] for at in full])
        if len(full) == len(rows):
            return cells
        found: list[ParsedCell | None] = [None] * len(rows)
        for at, cell in zip(full, cells, strict=True):
            found[at] = cell
        return found

    def _read_all(
        self,
        facts: ColumnFacts,
        values: Sequence[CellValue],
        texts: Sequence[str],
        refs: Sequence[tuple[CellRef]],
        days: Sequence[date | None],
    ) -> Sequence[ParsedCell | None]:
        """Each distinct value read once; texts under a heading for texts need no reading."""
        kind, field = facts.column.kind, facts.column.key
        if kind in NAMES:
            spans = {day: self._context.names.day(day) for day in set(days)}
            days = list(map(spans.__getitem__, days))
        else:
            days = [None] * len(texts)
        keys = list(zip(map(type, values), texts, days, strict=True))
        known: dict[tuple[type, str, date | None], Reading] = {}
        for key, value, text, day in zip(keys, values, texts, days, strict=True):
            if key not in known:
                known[key] = self._read(facts, value, text, day)
        readings = list(map(known.__getitem__, keys))
        issues: Iterable[tuple[Issue, ...]] = repeat(())
        if any(reading.problems for reading in known.values()):
            issues = [
                tuple(problem.at(ref, field) for problem in reading.problems)
                for reading, ref in zip(readings, refs, strict=True)
            ]
        cells = _made(field, [r.value for r in readings], texts, refs, issues, [r.keys for r in readings])
        if kind != "text":
            return cells
        words = zip(values, _worded(field, texts, refs), cells, strict=True)
        return [word if isinstance(value, str) else cell for value, word, cell in words]


def dated(form: FormSpec, cells: Mapping[str, ParsedCell], field: str) -> bool:
    """Whether an earlier date of the form already says when a row was written."""
    for column in form.columns:
        if column.key == field:
            return False
        if column.kind == "date" and column.key in cells and cells[column.key].value is not None:
            return True
    return False


def _worded(field: str, texts: Sequence[str], refs: Sequence[tuple[CellRef]]) -> Sequence[ParsedCell | None]:
    """Texts as they are; None for marks of nothing."""
    cells = _made(field, texts, texts, refs, repeat(()), repeat(()))
    nothing = {text for text in texts if not text[0].isalnum() and is_nothing(text)}
    if not nothing:
        return cells
    return [None if text in nothing else cell for text, cell in zip(texts, cells, strict=True)]


def _made(
    field: str,
    values: Iterable[object],
    texts: Iterable[str],
    refs: Iterable[tuple[CellRef]],
    issues: Iterable[tuple[Issue, ...]],
    keys: Iterable[tuple[str, ...]],
) -> list[ParsedCell]:
    """A cell for each value: what `ParsedCell` makes of these, many times faster for many."""
    facts = zip(repeat(field), values, texts, refs, issues, keys, repeat(None), strict=False)
    return list(map(tuple.__new__, repeat(ParsedCell), facts))
