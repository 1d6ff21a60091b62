"""From the rows of a table to records: every mapped cell read, with the places its value stands in.

Rows that belong together are joined, marks become values, groups lend what has no column, dittos are filled and
said to be. What is doubtful is a finding at its cells; nothing is raised and nothing is matched with the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.exchange.addressed import ADDRESSED, addressee_field, read_addressed
from workbench.exchange.bands import Banded, Group
from workbench.exchange.beside import Beside
from workbench.exchange.cellfacts import NOTHING, ColumnFacts, Reading
from workbench.exchange.cellvalues import read_cell
from workbench.exchange.composed import PART, read_parts
from workbench.exchange.context import Context
from workbench.exchange.datecells import read_years
from workbench.exchange.forms import LISTED, NAMES, FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook
from workbench.exchange.lending import Lender, said_above
from workbench.exchange.letterhead import Line
from workbench.exchange.marks import is_ditto, is_nothing
from workbench.exchange.papercells import read_number_and_date
from workbench.exchange.papers_in_text import taken_out, told_in_texts
from workbench.exchange.plainrows import PlainRows, dated
from workbench.exchange.problems import Problem
from workbench.exchange.raw import CellValue, ErrorValue
from workbench.exchange.recognised import ColumnMapping, ParsedCell, ParsedRow, TableCandidate
from workbench.exchange.sections import labelled_parts
from workbench.exchange.ticks import read_ticks
from workbench.records.issues import CellRef, Issue, Severity
from workbench.values.dates import ParsedDate

_BULLETS = "-+•*–"


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell of a record under one column."""

    value: CellValue
    text: str
    row: int
    ref: CellRef


class RowParser:
    """Reads the records of one table."""

    def __init__(
        self,
        grid: Grid,
        form: FormSpec,
        table: TableCandidate,
        banded: Banded,
        facts: Mapping[str, ColumnFacts],
        book: HeadingBook,
        context: Context,
        on: date | None,
        above: Sequence[Line] = (),
    ) -> None:
        self._grid = grid
        self._form = form
        self._table = table
        self._banded = banded
        self._facts = facts
        self._book = book
        self._context = context
        self._on = on
        self._plain = [c for c in table.columns if c.fields and not c.option and c.split not in (PART, ADDRESSED)]
        self._addressed = _by_field([c for c in table.columns if c.split == ADDRESSED])
        self._parts = _by_field([c for c in table.columns if c.split == PART])
        self._options = _by_field([c for c in table.columns if c.option])
        self._kept = [c for c in table.columns if not c.fields]
        self._column_of = {field: c.column for c in table.columns for field in c.fields}
        placed = {*self._column_of, *self._parts, *self._options}
        self._told = told_in_texts(form, placed)
        self._needed = [(field, self._column_of[field]) for field in form.asked if field in self._column_of]
        self._dates_first = sorted(self._plain, key=lambda c: form.by_key[c.fields[-1]].kind != "date")
        labels = {group.label for groups in set(banded.groups.values()) for group in groups}
        said = said_above(above, form, book)
        self._lender = Lender(grid, form, set(self._column_of), context, on, said, labels)
        self._beside = Beside(grid, form, table, book, context)
        self._known: dict[tuple[object, ...], Reading] = {}
        self._above: ParsedRow | None = None
        self._merged = grid.merged_rows
        self._struck_through = any(style.strike for style in grid.packed.styles)
        self._numbers = grid.texts_in(table.number_column) if table.number_column is not None else {}
        self._kept_texts = {c.column: grid.texts_in(c.column) for c in self._kept}

    def rows(self) -> list[ParsedRow]:
        """All records of the table, in order."""
        plain = PlainRows(
            self._grid, self._form, self._dates_first, self._facts, self._context, self._read_anew, self._plain_part
        )
        alone = (rows[0] for rows in self._banded.records if len(rows) == 1)
        simple = len(_by_field(self._plain)) == len(self._plain) and not (self._parts or self._addressed)
        rows = plain.which(alone) if simple else []
        ready = dict(zip(rows, zip(*plain.cells(rows, self._on), strict=True), strict=True))
        found = []
        for rows_of_one in self._banded.records:
            made = ready.get(rows_of_one[0]) if len(rows_of_one) == 1 else None
            cells, on = made or self._row(rows_of_one)
            self._above = self._finished(rows_of_one, cells, on, plain=made is not None)
            found.append(self._above)
        return found

    def _row(self, rows: tuple[int, ...]) -> tuple[dict[str, ParsedCell], date | None]:
        """The cells of a record under the headings, and the day that its names are read for."""
        groups = self._banded.groups.get(rows[0], ())
        cells: dict[str, ParsedCell] = {}
        on = self._on
        for field, columns in self._parts.items():
            cells[field] = self._in_parts(field, columns, rows[0])
            if isinstance(day := cells[field].value, ParsedDate) and day.last_day:
                on = on if dated(self._form, cells, field) else day.last_day
        for mapped in self._dates_first:
            found = self._plain_cell(mapped, rows[0], on) if len(rows) == 1 else None
            for cell in self._cells(mapped, rows, on, groups) if found is None else found:
                cells[cell.field] = _with(cells.get(cell.field), cell)
                if isinstance(cell.value, ParsedDate) and cell.value.last_day:
                    on = on if dated(self._form, cells, cell.field) else cell.value.last_day
        for field, asked in self._addressed.items():
            cells |= {cell.field: cell for cell in self._asked(field, asked, rows[0], on)}
        return cells, on

    def _asked(self, field: str, columns: Sequence[ColumnMapping], row: int, on: date | None) -> Iterator[ParsedCell]:
        def read(facts: ColumnFacts, text: str) -> Reading:
            return self._reading(facts, text, text, on)

        to = self._facts[addressee_field(self._form)]
        return read_addressed(field, columns, self._grid, row, self._table.heading_rows[-1], to, read)

    def _in_parts(self, field: str, columns: Sequence[ColumnMapping], row: int) -> ParsedCell:
        def read(facts: ColumnFacts, value: str, text: str) -> Reading:
            return self._reading(facts, value, text, None)

        return read_parts(self._facts[field], columns, self._grid, row, read)

    def _finished(
        self, rows: tuple[int, ...], cells: dict[str, ParsedCell], on: date | None, *, plain: bool
    ) -> ParsedRow:
        """The record: its cells, what ticks and groups add to them, and what is odd about it as a whole."""
        groups = self._banded.groups.get(rows[0], ())
        for field, columns in self._options.items():
            cells[field] = read_ticks(self._form.by_key[field], columns, self._grid, rows[0], on, self._context)
        for told in self._told:
            cells.update(taken_out(told, cells, self._context))
        alone = len(cells) == 1 and self._form.main in cells
        for field, lent in self._lender.fields(groups).items():
            cells.setdefault(field, lent)
        issues = [*self._missing(cells, rows[0]), *self._row_issues(rows), *self._beside.issues(cells, rows[0])]
        if alone:
            issues += self._may_run_on(cells[self._form.main], rows[0], groups)
        if len(rows) > 1:
            issues += self._ran_on(rows)
        return ParsedRow(
            self._form.key,
            self._table.sheet,
            rows[0],
            rows,
            self._number(rows[0]),
            groups[-1].label if groups else "",
            _with_something(cells) if self._options or groups or not plain else cells,
            tuple(issues),
            self._unmapped(rows),
            rows[0] in self._grid.sheet.hidden_rows,
        )

    def _plain_part(self, mapped: ColumnMapping, value: CellValue, text: str, row: int) -> list[ParsedCell]:
        """The fields in one cell that has nothing particular about it."""
        return self._split(mapped, [Piece(value, text, row, self._grid.ref(row, mapped.column))])

    def _pieces(self, column: int, rows: tuple[int, ...]) -> list[Piece]:
        """Filled cells of a record under a column, merged ones once, not those that belong to another column."""
        found: list[Piece] = []
        seen: set[tuple[int, int]] = set()
        for row in rows:
            place = self._grid.anchor(row, column)
            if place in seen or place[1] != column or place[0] <= self._table.heading_rows[-1]:
                continue
            seen.add(place)
            cell = self._grid.sheet.cell(*place)
            if cell is None:
                continue
            text = self._grid.own(*place)
            if text or cell.formula:
                found.append(Piece(cell.value, text, row, self._grid.ref(*place)))
        return found

    def _plain_cell(self, mapped: ColumnMapping, row: int, on: date | None) -> Sequence[ParsedCell] | None:
        """A cell with nothing particular about it in a row that has such; None where it takes a closer look."""
        column = mapped.column
        cell, text = self._grid.sheet.cell(row, column), self._grid.own(row, column)
        if cell is None or mapped.split or self._grid.area(row, column) or (not text and cell.formula):
            return None
        if not text or (cell.formula and cell.value is None) or is_ditto(text):
            return None if text else ()
        facts, refs = self._facts[mapped.fields[0]], (self._grid.ref(row, column),)
        if facts.column.kind == "text" and isinstance(cell.value, str):
            return () if is_nothing(text) else (ParsedCell(mapped.fields[0], text, text, refs),)
        read = self._reading(facts, cell.value, text, on)
        issues = tuple(problem.at(refs, mapped.fields[0]) for problem in read.problems)
        return (ParsedCell(mapped.fields[0], read.value, text, refs, issues, read.keys),)

    def _cells(
        self, mapped: ColumnMapping, rows: tuple[int, ...], on: date | None, groups: tuple[Group, ...]
    ) -> list[ParsedCell]:
        pieces = self._pieces(mapped.column, rows)
        if not pieces:
            return []
        if len(pieces) == 1 and is_ditto(pieces[0].text):
            return [self._ditto(field, pieces[0], groups) for field in mapped.fields]
        stuck = self._uncomputed(mapped, pieces)
        if stuck:
            return stuck
        if mapped.split:
            return self._split(mapped, pieces)
        return [self._read(mapped.fields[0], pieces, on)]

    def _uncomputed(self, mapped: ColumnMapping, pieces: list[Piece]) -> list[ParsedCell]:
        """A formula whose result was never stored: neither zero nor blank."""
        for piece in pieces:
            cell = self._grid.raw(piece.row, mapped.column)
            if cell is not None and cell.formula and cell.value is None:
                said = Problem("no_cached_value", "stop", f"={cell.formula}")
                refs = (piece.ref,)
                return [ParsedCell(f, None, said.found, refs, (said.at(refs, f),)) for f in mapped.fields]
        return []

    def _read(self, field: str, pieces: list[Piece], on: date | None) -> ParsedCell:
        facts = self._facts[field]
        kind = facts.column.kind
        if kind == "text" and len(pieces) > 1 and not any(isinstance(p.value, ErrorValue) for p in pieces):
            apart = any(self._is_part(piece.row) for piece in pieces[1:])
            texts = [piece.text for piece in pieces]
            joined = "\n".join(texts) if apart else _joined(texts)
            return ParsedCell(field, joined, joined, tuple(piece.ref for piece in pieces))
        readings = [self._reading(facts, piece.value, piece.text, on) for piece in pieces]
        refs = tuple(piece.ref for piece in pieces)
        raw = "\n".join(piece.text for piece in pieces)
        issues = tuple(p.at((piece.ref,), field) for piece, r in zip(pieces, readings, strict=True) for p in r.problems)
        if kind in NAMES:
            value, keys = _union(readings)
            return ParsedCell(field, value, raw, refs, issues, keys)
        if kind == "text" and len(pieces) > 1:
            return ParsedCell(field, None, raw, refs, issues)
        chosen = next((n for n, r in enumerate(readings) if r.value is not None), 0)
        others = [r.value for r in readings if r.value is not None and r.value != readings[chosen].value]
        if others:
            said = Problem("other", "check", raw, about="several_values")
            return ParsedCell(field, None, raw, refs, (*issues, said.at(refs, field)))
        one = readings[chosen]
        return ParsedCell(field, one.value, raw, (refs[chosen],), issues, one.keys)

    def _is_part(self, row: int) -> bool:
        """Whether a further row of a record says one more thing, on a line of its own: "a)", or filled in columns."""
        filled = self._grid.filled(row)
        main = self._column_of.get(self._form.main)
        return row in self._numbers or (main not in filled and sum(c.column in filled for c in self._plain) > 1)

    def _reading(self, facts: ColumnFacts, value: CellValue, text: str, on: date | None) -> Reading:
        if facts.column.kind not in NAMES:
            on = None
        key = (facts.column.key, value.__class__, text, on)
        found = self._known.get(key)
        if found is None:
            found = self._read_anew(facts, value, text, on)
            if len(self._known) < 200_000:
                self._known[key] = found
        return found

    def _read_anew(self, facts: ColumnFacts, value: CellValue, text: str, on: date | None) -> Reading:
        found = read_cell(value, text, facts, on, self._context)
        return self._recalled(found, facts, text, on) if found.problems else found

    def _recalled(self, found: Reading, facts: ColumnFacts, text: str, on: date | None) -> Reading:
        """A name or code that says nothing by itself, read as it was corrected before."""
        if facts.column.kind not in LISTED:
            return found
        lessons, context = self._context.lessons, self._context
        words = lessons.value(self._form.key, facts.column.key, text, context.sent_by) if lessons.every else ""
        if not words:
            return found
        made = read_cell(words, words, facts, on, context)
        said = Problem("repaired_text", "note", text, words, "learned")
        return made._replace(problems=(*made.problems, said)) if made.value is not None else found

    def _split(self, mapped: ColumnMapping, pieces: list[Piece]) -> list[ParsedCell]:
        """Several fields from one cell, each with that cell."""
        refs = tuple(piece.ref for piece in pieces)
        text = _joined([piece.text for piece in pieces])
        if is_nothing(text):
            return []
        if mapped.split == "labels":
            return self._by_labels(mapped, text, refs)
        first, second = (self._facts[field] for field in self._pair(mapped))
        if not isinstance(pieces[0].value, str) and mapped.split == "number_date":
            readings = (read_cell(pieces[0].value, text, first, None, self._context), NOTHING)
        elif mapped.split == "number_date":
            readings = read_number_and_date(text, first, second)
        else:
            readings = read_years(pieces[0].value, text, first)
        return [
            ParsedCell(f.column.key, r.value, text, refs, tuple(p.at(refs, f.column.key) for p in r.problems), r.keys)
            for f, r in zip((first, second), readings, strict=True)
            if f.column.key in mapped.fields and (r.value is not None or r.problems)
        ]

    def _pair(self, mapped: ColumnMapping) -> tuple[str, str]:
        """Both fields of a joined column, also when one of them has a column of its own."""
        for joined in self._form.joined:
            if joined.split == mapped.split and joined.fields[0] == mapped.fields[0]:
                return joined.fields[0], joined.fields[1]
        return mapped.fields[0], mapped.fields[-1]

    def _by_labels(self, mapped: ColumnMapping, text: str, refs: tuple[CellRef, ...]) -> list[ParsedCell]:
        parts = labelled_parts(text, self._form.key, mapped.fields, self._book)
        if parts is None:
            said = Problem("other", "check", text, about="not_parted")
            return [ParsedCell(mapped.fields[0], text, text, refs, (said.at(refs, mapped.fields[0]),))]
        return [ParsedCell(field, part, text, refs) for field, part in parts.items()]

    def _ditto(self, field: str, piece: Piece, groups: tuple[Group, ...]) -> ParsedCell:
        """ "-nt-": the value above, in the same group only."""
        above = self._above
        source = above.cells.get(field) if above is not None else None
        same_group = above is not None and self._banded.groups.get(above.row, ()) == groups
        if source is None or not same_group or source.value is None:
            severity: Severity = "stop" if self._form.by_key[field].required else "check"
            said = Problem("missing_value", severity, piece.text, about="ditto_without_source")
            return ParsedCell(field, None, piece.text, (piece.ref,), (said.at((piece.ref,), field),))
        said = Problem("ditto_filled", "note", piece.text, params={"row": above.row if above else 0})
        cells = (piece.ref, *source.cells)
        return source._replace(raw_text=piece.text, cells=cells, issues=(said.at((piece.ref,), field),))

    def _missing(self, cells: Mapping[str, ParsedCell], row: int) -> list[Issue]:
        """Fields that must be filled, or are expected to be, and have a column but nothing in it."""
        found = []
        for field, column in self._needed:
            cell = cells.get(field)
            if cell is not None and (cell.value is not None or cell.issues):
                continue
            refs = cell.cells if cell and cell.cells else (self._grid.ref(row, column),)
            asked = self._form.by_key[field]
            severity: Severity = "stop" if asked.required else "check"
            found.append(Problem("missing_required", severity, params={"field": asked.heading}).at(refs, field))
        return found

    def _may_run_on(self, cell: ParsedCell, row: int, groups: tuple[Group, ...]) -> list[Issue]:
        """A row with nothing but its main text, right below another: a record, or the rest of the text above."""
        above = self._above
        main = self._form.main
        if above is None or main not in above.cells or above.rows[-1] + 1 != row or self._number(row):
            return []
        if self._banded.groups.get(above.row, ()) != groups:
            return []
        said = Problem("other", "check", cell.raw_text, about="may_run_on", params={"row": above.row})
        return [said.at((*cell.cells, *above.cells[main].cells), main)]

    def _ran_on(self, rows: tuple[int, ...]) -> list[Issue]:
        """Lines joined to the main text that could as well be headings or remarks in brackets: nothing else in their
        row, a capital first."""
        main = self._column_of.get(self._form.main)
        if main is None:
            return []
        found = []
        for row in rows[1:]:
            texts = self._grid.filled(row)
            text = texts.get(main, "")
            if (
                len(texts) == 1
                and text.lstrip("([")[:1].isupper()
                and not (self._grid.merged and self._grid.area(row, main))
            ):
                said = Problem("other", "check", text, about="ran_on", params={"row": row})
                found.append(said.at((self._grid.ref(row, main),), self._form.main))
        return found

    def _row_issues(self, rows: tuple[int, ...]) -> list[Issue]:
        sheet = self._grid.sheet
        if not sheet.hidden_rows and not self._struck_through:
            return []
        issues = []
        if sheet.hidden_rows and any(row in sheet.hidden_rows for row in rows):
            about = "filtered_row" if sheet.filtered else "hidden_row"
            issues.append(Problem("hidden_data", "stop", about=about, params={"row": rows[0]}))
        if self._struck(rows[0]):
            issues.append(Problem("other", "stop", about="struck_row", params={"row": rows[0]}))
        if not issues:
            return []
        refs = tuple(self._grid.ref(row, column) for row in rows for column in self._grid.filled(row))
        return [issue.at(refs) for issue in issues]

    def _struck(self, row: int) -> bool:
        main = self._column_of.get(self._form.main)
        cell = self._grid.raw(row, main) if main is not None and self._struck_through else None
        if cell is None or not cell.style.strike:
            return False
        cells = (self._grid.sheet.cell(row, c.column) for c in self._plain)
        return all(cell.style.strike for cell in cells if cell is not None and isinstance(cell.value, str))

    def _number(self, row: int) -> str:
        column = self._table.number_column
        if column is None or row not in self._merged:
            return self._numbers.get(row, "")
        return self._grid.text(row, column)

    def _unmapped(self, rows: tuple[int, ...]) -> dict[str, tuple[str, CellRef]]:
        found: dict[str, tuple[str, CellRef]] = {}
        for mapped in self._kept:
            if self._merged.isdisjoint(rows):
                texts = self._kept_texts[mapped.column]
                held = [(row, text) for row in rows if (text := texts.get(row)) is not None]
                pieces = [(text, self._grid.ref(row, mapped.column)) for row, text in held]
            else:
                pieces = [(piece.text, piece.ref) for piece in self._pieces(mapped.column, rows)]
            for text, ref in pieces:
                if not is_nothing(text):
                    found.setdefault(mapped.heading, (text, ref))
        return found


def _with_something(cells: Mapping[str, ParsedCell]) -> dict[str, ParsedCell]:
    """Cells that say anything at all."""
    return {key: cell for key, cell in cells.items() if cell.raw_text or cell.value is not None or cell.issues}


def _with(before: ParsedCell | None, cell: ParsedCell) -> ParsedCell:
    """A cell together with what another column says of the same list of names."""
    if before is None or not (isinstance(before.value, tuple) or isinstance(cell.value, tuple)):
        return cell
    value, keys = _union([Reading(before.value, before.keys), Reading(cell.value, cell.keys)])
    raw = f"{before.raw_text}\n{cell.raw_text}"
    return ParsedCell(cell.field, value, raw, (*before.cells, *cell.cells), (*before.issues, *cell.issues), keys)


def _by_field(columns: Sequence[ColumnMapping]) -> dict[str, list[ColumnMapping]]:
    found: dict[str, list[ColumnMapping]] = {}
    for mapped in columns:
        found.setdefault(mapped.fields[0], []).append(mapped)
    return found


def _joined(texts: Sequence[str]) -> str:
    """Parts of one text that runs over several cells: bullets and new sentences stay on lines of their own."""
    joined = ""
    for text in texts:
        if not joined:
            joined = text
        elif (text[:1] in _BULLETS and joined[:1] in _BULLETS) or (joined[-1] in ".;:!?" and text[:1].isupper()):
            joined = f"{joined}\n{text}"
        else:
            joined = f"{joined} {text}"
    return joined


def _union(readings: Sequence[Reading]) -> tuple[object, tuple[str, ...]]:
    """Names of several cells in order, each once."""
    names: dict[str, str] = {}
    for reading in readings:
        if isinstance(reading.value, tuple):
            for name, key in zip(reading.value, reading.keys, strict=True):
                names.setdefault(name, key)
    return tuple(names) or None, tuple(names.values())
