"""What a row says in two places: in two columns of one heading, or in a column whose cell has slipped to the side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.exchange.context import Context
from workbench.exchange.forms import FormColumn, FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook
from workbench.exchange.marks import is_nothing
from workbench.exchange.problems import Problem
from workbench.exchange.recognised import ParsedCell, TableCandidate
from workbench.records.issues import Issue
from workbench.values.text import fold


class Beside:
    """Asks about such cells of the rows of one table."""

    def __init__(self, grid: Grid, form: FormSpec, table: TableCandidate, book: HeadingBook, context: Context) -> None:
        self._grid = grid
        self._context = context
        self._second = tuple(_second_columns(form, table, book))
        self._slipped = tuple(_code_behind_text(form, table))

    def issues(self, cells: Mapping[str, ParsedCell], row: int) -> list[Issue]:
        """Findings at the cells of one row."""
        if not self._second and not self._slipped:
            return []
        return [*self._said_twice(cells, row), *self._slips(cells, row)]

    def _said_twice(self, cells: Mapping[str, ParsedCell], row: int) -> Iterator[Issue]:
        for column, field in self._second:
            text, cell = self._grid.text(row, column), cells.get(field)
            if is_nothing(text) or (cell is not None and fold(cell.raw_text) == fold(text)):
                continue
            refs = (*(cell.cells if cell else ()), self._grid.ref(row, column))
            yield Problem("other", "check", text, about="two_columns").at(refs, field)

    def _slips(self, cells: Mapping[str, ParsedCell], row: int) -> Iterator[Issue]:
        """An entry of a list in the text before it, and nothing where the list stands."""
        for text, code, column in self._slipped:
            cell, listed = cells.get(text), cells.get(code.key)
            if cell is None or not isinstance(cell.value, str) or (listed is not None and listed.raw_text):
                continue
            if self._context.catalogues[code.list].resolve(cell.value):
                refs = (*cell.cells, self._grid.ref(row, column))
                yield Problem("type_mismatch", "check", cell.value, about="slipped").at(refs, text)


def _second_columns(form: FormSpec, table: TableCandidate, book: HeadingBook) -> Iterator[tuple[int, str]]:
    for column in table.columns:
        if column.reason_key == "reason_second":
            best = book.match(tuple(column.heading.split(" / "))).get(form.key, ())
            if best:
                yield column.column, best[0].fields[0]


def _code_behind_text(form: FormSpec, table: TableCandidate) -> Iterator[tuple[str, FormColumn, int]]:
    """Columns of a list right behind one of text."""
    held = {c.column: form.by_key[c.fields[0]] for c in table.columns if len(c.fields) == 1 and not c.option}
    for column, field in held.items():
        before = held.get(column - 1)
        if field.kind == "code" and before is not None and before.kind == "text" and before.key != form.main:
            yield before.key, field, column
