"""One table from its heading block to its records: mapping, bands, units, parsing, and what is missing in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.exchange.bands import Banded, Bander
from workbench.exchange.cellfacts import ColumnFacts
from workbench.exchange.checks import checked, is_mere_day
from workbench.exchange.composed import PART
from workbench.exchange.context import Context
from workbench.exchange.detect import HeadingBlock, is_index_row
from workbench.exchange.evidence import NO_EVIDENCE, amount_style, date_evidence
from workbench.exchange.forms import REMARK, FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.headings import HeadingBook
from workbench.exchange.letterhead import Line, is_note_start, is_signature, loose_lines, unit_lines
from workbench.exchange.mapping import Mapper
from workbench.exchange.parsing import RowParser
from workbench.exchange.problems import Problem
from workbench.exchange.raw import CellValue
from workbench.exchange.recognised import Band, ColumnMapping, ParsedRow, TableCandidate
from workbench.exchange.units import settle_units
from workbench.records.issues import CellRef, Issue

_DOUBTFUL = frozenset(("reason_note", "reason_after_end", "reason_outside"))  # why a row was left out, none too sure
_READ = frozenset(("heading", "group", "data", "continuation"))  # kinds of rows that say something of a record
_SEVERAL = 2  # columns of the table that such a row fills
_TOLD = 50  # rows told one by one


@dataclass(frozen=True, slots=True)
class TableRegion:
    """A heading block, its repeats at page breaks, and the rows up to the next table."""

    block: HeadingBlock
    repeats: tuple[HeadingBlock, ...]
    rows: tuple[int, ...]

    @property
    def layout(self) -> str:
        """Fingerprint of its headings."""
        return self.block.layout


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table with its records and findings."""

    table: TableCandidate
    rows: tuple[ParsedRow, ...]
    issues: tuple[Issue, ...]
    nil_cell: CellRef | None


def regions(blocks: Sequence[HeadingBlock], grid: Grid) -> list[TableRegion]:
    """Tables of a sheet: a heading that only repeats belongs to the table above it."""
    heads: list[tuple[HeadingBlock, list[HeadingBlock]]] = []
    for block in blocks:
        beside = [head for head in heads if head[0].top == heads[-1][0].top]
        again = next((h for h in beside if block.top > h[0].bottom and h[0].same_heading(block)), None)
        if again:
            again[1].append(block)
        else:
            heads.append((block, []))
    found = []
    for block, repeats in heads:
        below = [b.top for b, _ in heads if b.top > block.bottom]
        end = min(below, default=1 << 30)
        rows = tuple(row for row in grid.rows if block.bottom < row < end)
        found.append(TableRegion(block, tuple(repeats), rows))
    return found


def read_table(
    region: TableRegion,
    form: FormSpec,
    grid: Grid,
    lines: Sequence[tuple[int, Line]],
    on: date | None,
    book: HeadingBook,
    context: Context,
    above: Sequence[Line] = (),
) -> ReadTable:
    """Everything about one table. `lines` say the unit; `above` are all lines over it."""
    block = region.block
    sample = _sample(region, grid)
    columns = Mapper(form, block, grid, sample, book, context).columns()
    banded = Bander(grid, block, columns, form, (block, *region.repeats), context).run(region.rows)
    records = [row for record in banded.records for row in record]
    lines = (*lines, *_units_in_remarks(banded, grid))
    chosen = context.overrides.units.get(grid.sheet.name)
    before = context.lessons.unit(form.key, region.layout, context.sent_by)
    units = settle_units(columns, form, lines, grid, block.bottom, records, chosen, before)
    table = _candidate(region, form, grid, units.columns, banded)
    facts = _facts(form, units.columns, grid, records)
    parsed = RowParser(grid, form, table, banded, facts, book, context, on, above).rows()
    with_days = [
        field for column in units.columns for field in column.fields if _has_mere_days(grid, column.column, field, form)
    ]
    rows = tuple(checked(row, form, with_days) for row in parsed)
    issues = (
        *_form_issues(block, form, grid),
        *units.issues,
        *_column_issues(table, form, grid, rows),
        *_number_issues(rows, table, grid),
    )
    issues += (*_skipped(table, grid, banded.records), *_skipped_as_before(table, grid))
    nil = grid.ref(banded.nil_row, _first_column(grid, banded.nil_row)) if banded.nil_row else None
    return ReadTable(table, rows, issues, None if rows else nil)


def _units_in_remarks(banded: Banded, grid: Grid) -> list[tuple[int, Line]]:
    """Units that remarks amid or under a table name: "Ghi chú: đơn vị tính triệu đồng"."""
    return unit_lines(loose_lines(grid, [band.row for band in banded.bands if band.kind == "note"]))


def _has_mere_days(grid: Grid, column: int, field: str, form: FormSpec) -> bool:
    """Whether a text that is no remark is a mere day somewhere in a column."""
    if form.by_key[field].kind != "text" or field == REMARK:
        return False
    return any(map(is_mere_day, grid.texts_in(column).values()))


def _first_column(grid: Grid, row: int) -> int:
    return next(iter(grid.filled(row)), 1)


def _sample(region: TableRegion, grid: Grid) -> list[int]:
    """Rows to judge columns by: the first few hundred well-filled ones that are no heading or column numbers."""
    headings = {row for b in region.repeats for row in range(b.top, b.bottom + 1)}
    block = region.block
    enough = min(3, max(1, len(block.parts) // 2))
    return [
        row
        for row in region.rows[:300]
        if row not in headings
        and len(texts := grid.filled(row)) >= enough
        and not is_index_row(grid, row, block.left, block.right)
        and not any(is_signature(text) for text in texts.values())
    ]


def _candidate(
    region: TableRegion, form: FormSpec, grid: Grid, columns: Sequence[ColumnMapping], banded: Banded
) -> TableCandidate:
    block = region.block
    why = {"now": "reason_chosen", "before": "reason_learned"}.get(block.said, "reason_heading")
    heading = tuple(Band("heading", row, 1.0, why) for row in range(block.top, block.bottom + 1))
    return TableCandidate(
        grid.sheet.name,
        form.key,
        block.top,
        max(banded.end, block.bottom),
        block.left,
        block.right,
        tuple(range(block.top, block.bottom + 1)),
        (*heading, *banded.bands),
        tuple(columns),
        block.number_column,
        round(block.scores.get(form.key, 0.0), 2),
        tuple(_reasons(block, form)),
        block.layout,
    )


def _reasons(block: HeadingBlock, form: FormSpec) -> Iterator[str]:
    yield "reason_headings_fit"
    if len(block.scores) > 1:
        yield "reason_best_of_forms"


def _facts(
    form: FormSpec, columns: Sequence[ColumnMapping], grid: Grid, rows: Sequence[int]
) -> Mapping[str, ColumnFacts]:
    """How each mapped column writes its values."""
    at = {field: c for c in columns if not c.option and c.split != PART for field in c.fields}
    dates = [key for key in at if form.by_key[key].kind == "date"]
    evidence = dict(zip(dates, date_evidence([_values(grid, at[key].column, rows) for key in dates]), strict=True))
    amounts = [key for key in at if form.by_key[key].kind == "amount"]
    style = amount_style(value for key in amounts for value in _values(grid, at[key].column, rows))
    facts = {}
    for column in form.columns:
        mapped = at.get(column.key)
        unit = mapped.unit if mapped and column.kind == "amount" else 1
        own_paper = column.kind == "docno" and column.key not in form.references
        facts[column.key] = ColumnFacts(column, unit, style, evidence.get(column.key, NO_EVIDENCE), own_paper)
    return facts


def _values(grid: Grid, column: int, rows: Sequence[int]) -> Iterator[CellValue]:
    held = grid.packed.column(column)
    return (value for row in rows if (value := held.get(row)) is not None)


def _form_issues(block: HeadingBlock, form: FormSpec, grid: Grid) -> Iterator[Issue]:
    """A heading marked by hand that fits no form: which one it is, is to be said."""
    if block.said and block.guessed and len(block.scores) > 1:
        cells = (grid.ref(block.top, block.left),)
        yield Problem("other", "check", about="form_by_hand", params={"form": form.title}).at(cells)


def _column_issues(table: TableCandidate, form: FormSpec, grid: Grid, rows: Sequence[ParsedRow]) -> Iterator[Issue]:
    """Required fields without a column, columns that are no field, mapped columns that are hidden."""
    mapped = {field for c in table.columns for field in c.fields}
    head = (grid.ref(table.heading_rows[-1], table.first_column),)
    for field in form.asked:
        if field not in mapped and not any(field in row.cells for row in rows):
            heading = form.by_key[field].heading
            yield Problem("missing_column", "check", params={"field": heading}).at(head, field)
    for c in table.columns:
        ref = (grid.ref(table.heading_rows[0], c.column),)
        if c.reason_key == "reason_guessed":
            field = form.by_key[c.fields[0]].heading
            yield Problem("other", "check", c.heading, about="guessed_column", params={"field": field}).at(ref)
        elif not c.fields and c.reason_key == "reason_second":
            yield Problem("other", "check", c.heading, about="second_column").at(ref)
        elif not c.fields and c.how == "ignored":
            yield Problem("unmapped_column", "note", c.heading).at(ref)
        elif c.column in grid.sheet.hidden_columns:
            yield Problem("hidden_data", "note", c.heading, about="hidden_column").at(ref)
        elif c.reason_key == "reason_content_differs":
            heading = form.by_key[c.fields[0]].heading
            yield Problem("other", "check", c.heading, about="content_differs", params={"field": heading}).at(ref)


def _skipped(table: TableCandidate, grid: Grid, records: Sequence[Sequence[int]]) -> Iterator[Issue]:
    """Rows that are part of no record though it may seem so: told each, so that none goes unseen."""
    mapped = {c.column for c in table.columns if c.fields}
    ends = (records[0][0], records[-1][-1]) if records else (0, 0)
    rows = [band.row for band in table.bands if _is_doubtful(band, table, grid, mapped, ends)]
    shown = mapped | {table.number_column}
    for row in rows[:_TOLD]:
        cells = tuple(grid.ref(row, column) for column in grid.filled(row) if column in shown)
        found = next((text for column, text in grid.filled(row).items() if column in mapped), "")
        yield Problem("other", "check", found, about="rows_skipped", params={"n": 1}).at(cells)
    if len(rows) > _TOLD:
        cells = tuple(grid.ref(row, column) for row in rows[_TOLD:] for column in grid.filled(row) if column in shown)
        yield Problem("other", "check", about="rows_skipped", params={"n": len(rows) - _TOLD}).at(cells)


def _skipped_as_before(table: TableCandidate, grid: Grid) -> Iterator[Issue]:
    """Rows that look like records and are left out because the officer left such rows out of an earlier file."""
    mapped = {c.column for c in table.columns if c.fields}
    for band in table.bands:
        if band.reason_key != "reason_learned" or band.kind in _READ:
            continue
        texts = {column: text for column, text in grid.filled(band.row).items() if column in mapped}
        if len(texts) >= _SEVERAL:
            cells = tuple(grid.ref(band.row, column) for column in texts)
            yield Problem("other", "note", next(iter(texts.values())), about="row_as_before").at(cells)


def _is_doubtful(band: Band, table: TableCandidate, grid: Grid, mapped: Collection[int], ends: tuple[int, int]) -> bool:
    """Whether a row that was left out may be a record: it fills several columns, says below or between records that
    there is nothing, or is a lone line amid the records or right below the last one.
    """
    texts = {column: text for column, text in grid.filled(band.row).items() if column in mapped}
    if band.reason_key == "reason_nil":
        number = grid.text(band.row, table.number_column or 0) if table.number_column else ""
        return band.kind == "outside" or (bool(ends[0]) and any(c.isdigit() for c in number))
    if band.reason_key == "reason_aside":
        return bool(texts) and band.row <= ends[1] + 1
    if band.reason_key not in _DOUBTFUL:
        return False
    amid = ends[0] < band.row <= ends[1] + (band.reason_key == "reason_note") and not is_note_start(
        next(iter(texts.values()), "")
    )
    worded = any(c.isalpha() for text in texts.values() for c in text)
    return len(texts) >= _SEVERAL or (amid and worded)


def _number_issues(rows: Sequence[ParsedRow], table: TableCandidate, grid: Grid) -> Iterator[Issue]:
    """Running numbers that are missing, doubled or out of order, told once; restarting in a group is regular."""
    column = table.number_column
    if column is None:
        return
    odd: list[CellRef] = []
    before: dict[str, int] = {}
    highest = 0
    for row in rows:
        number = int(row.number) if row.number.isdigit() else None
        group = row.group
        if number is None or not (number == highest + 1 or number == before.get(group, 0) + 1):
            odd.append(grid.ref(row.row, column))
        if number is not None:
            before[group] = number
            highest = number
    if odd:
        yield Problem("stt_irregular", "note", params={"n": len(odd)}).at(tuple(odd[:50]))


def with_form(region: TableRegion, chosen: str) -> TableRegion:
    """The region read as the form the officer chose."""
    block = region.block
    return replace(region, block=replace(block, scores={chosen: block.scores.get(chosen, 1.0)}))
