"""A submission recognised: from `RawWorkbook` to tables, records and findings, in one pure step.

`recognise(raw, context)` reads nothing and stores nothing. The officer's corrections are in the context and are
replayed; the same file with the same context gives the same result.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.collection import no_collection
from workbench.domain.secrecy import any_marked, secrecy_mark
from workbench.exchange.blocks import packed
from workbench.exchange.checks import with_repeats
from workbench.exchange.context import Context
from workbench.exchange.detect import Detector
from workbench.exchange.filling import IDENTITY_SHEET
from workbench.exchange.folded import Unfolded, unfold
from workbench.exchange.grid import Grid, Texts
from workbench.exchange.guessing import guessed_table
from workbench.exchange.headings import HeadingBook, heading_book
from workbench.exchange.headless import headless, started
from workbench.exchange.letterhead import Line, line_kind, loose_lines, read_meta, unit_lines
from workbench.exchange.marks import is_nil
from workbench.exchange.outline import outline
from workbench.exchange.own_forms import OwnForm
from workbench.exchange.problems import Problem
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.recognised import Band, BandKind, Meta, Overrides, ParsedRow, Recognised, Status
from workbench.exchange.repair import file_repair
from workbench.exchange.returned import is_report
from workbench.exchange.said import unit_row, with_columns
from workbench.exchange.tables import ReadTable, TableRegion, read_table, regions, with_form
from workbench.exchange.turned import Turned, turn
from workbench.records.issues import CellRef, Issue

_OTHER_FORM = re.compile(r"\b(?:bieu|mau)(?: so)? ?[\d]{1,2}\s*/\s*\w+", re.IGNORECASE)
_NOTED_CELLS = 50
_LOOSE = 1000  # rows above a table, or of a sheet without one, that are looked at
_ABOVE = 12  # rows over a table whose lines may speak of all of it
_SMALL = 60  # rows of a sheet that may be a table on its side though two of its rows look like a heading
_AMID = 3  # labels above such a heading
_WIDE, _ROWS = 3, 3  # filled cells of a row like those of a table, and how many such rows
_TO_BE_MARKED = frozenset(("importing.nothing_recognised", "importing.other_form"))
_LOOSE_KINDS = frozenset(("unit", "outside", "note", "signature"))  # that a row may be without a table
_FEWEST = 2  # rows with something beside something else, for a table to be marked among them
_LINES = 4  # or rows of any kind: what is told in lines can be taken in line by line
_CAPTION = 24  # filled cells that a sheet with the picture of a table may have around it


@dataclass(slots=True)
class _Sheet:
    """One visible sheet at work: as `sent`, and with its folded tables joined.

    `turned`: the cards on it, made into a table of their own.
    """

    sent: Grid
    grid: Grid
    turned: Turned | None = None
    turned_grid: Grid | None = None
    regions: list[TableRegion] = field(default_factory=list)
    unfolded: Unfolded | None = None
    guessed: tuple[Issue, ...] = ()
    tables: list[ReadTable] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.grid.sheet.name

    @property
    def is_marked(self) -> bool:
        """Whether an officer marked a heading on it: then it is a table, whatever else it looks like."""
        return any(region.block.said for region in self.regions)

    @property
    def is_plain(self) -> bool:
        """Whether a table is seen on it that needed no officer to be seen."""
        return any(not (region.block.said and region.block.guessed) for region in self.regions)

    def above(self) -> list[Line]:
        """Lines over the first table, or all lines of a sheet without one."""
        top = min((r.block.top for r in self.regions), default=1 << 30)
        if self.turned is not None:
            top = self.turned.first_row
        return loose_lines(self.grid, [row for row in self.grid.rows[:_LOOSE] if row < top])


def recognise(raw: RawWorkbook, context: Context) -> Recognised:
    """Read a whole submission. Never raises for what stands in it; a file that is none is `rejected`."""
    with no_collection():
        return _recognised(raw, context)


def _recognised(raw: RawWorkbook, context: Context) -> Recognised:
    without = context.overrides.without
    shown = context.overrides.shown
    visible = [
        s for s in raw.sheets if (s.state == "visible" or s.name in shown) and s.name not in without and not is_report(s)
    ]
    own = OwnForm(raw, visible)
    context = context.with_own_rows(own.rows)
    texts = Texts(None if own.is_own else file_repair(raw.sheets))
    grids = [Grid(sheet, texts) for sheet in own.sheets]
    sheets = [_Sheet(grid, grid) for grid in grids]
    lessons = context.lessons
    book = heading_book(context.forms, lessons.headings(""), "")
    meta = _located(sheets, raw, book, texts, own, context)
    sender = meta.province.key if meta.province else ""
    if sender and lessons.tell_of(sender):
        context = context.from_sender(sender)
        book = heading_book(context.forms, lessons.headings(sender), sender)
        meta = _located(sheets, raw, book, texts, own, context)
    if _is_secret(sheets, texts, raw):
        return _rejected(raw, meta, "importing.secret")
    refused = own.refusal(context)
    if refused is not None:
        return _rejected(raw, meta, refused[0], **refused[1])
    on = meta.date or (meta.period.calendar_window()[1] if meta.period else None)
    context = context.written_on(on)
    for sheet in sheets:
        sheet.tables = _read_sheet(sheet, on, book, context)
    tables = [table for sheet in sheets for table in sheet.tables]
    odd = [*_hidden_sheets(raw, Detector(context, book), texts, shown), *own.issues(meta, context)]
    odd += _unread_sheets(sheets) if tables else []
    odd += _unread_units(sheets, context.overrides)
    return _result(raw, meta, sheets, tables, odd, own, context)


def _located(
    sheets: Sequence[_Sheet], raw: RawWorkbook, book: HeadingBook, texts: Texts, own: OwnForm, context: Context
) -> Meta:
    """Find the tables of all sheets, then what is said around them; cards where no sheet has a table."""
    detector = Detector(context, book)
    _unfold(sheets, detector, texts, raw.name, book, context)
    for sheet in sheets:
        blocks = with_columns(sheet.unfolded.blocks if sheet.unfolded else (), sheet.name, context.overrides)
        sheet.regions = [_with_form(region, sheet.name, context) for region in regions(blocks, sheet.grid)]
    for sheet in sheets:
        if sheet.regions and not sheet.is_marked and len(sheet.grid.rows) <= _SMALL:
            _locate_cards(sheet, detector, texts, raw.name, book, context)
    for sheet in sheets:
        if not sheet.regions and sheet.name in context.overrides.starts:
            _start(sheet, detector, texts, raw.name, context)
    loose = [sheet for sheet in sheets if not sheet.is_marked]
    if not any(sheet.is_plain for sheet in sheets):
        for sheet in loose:
            _locate_cards(sheet, detector, texts, raw.name, book, context)
            guessed = guessed_table(sheet.grid, detector, raw.name, context) if not sheet.regions else None
            sheet.regions = regions((guessed,), sheet.grid) if guessed else sheet.regions
    if not any(sheet.is_plain for sheet in sheets):
        for sheet in loose:
            _locate_headless(sheet, detector, texts, raw.name, context)
    return _meta(sheets, raw, own, context)


def _unfold(
    sheets: Sequence[_Sheet], detector: Detector, texts: Texts, file_name: str, book: HeadingBook, context: Context
) -> None:
    """Find the headings of all sheets; tables that run on in a block below or on another sheet are joined."""
    named: dict[str, list[int]] = {}
    for name, row in context.overrides.bands:
        named.setdefault(name, []).append(row)
    forms = {form.key: form for form in context.forms}
    found = [detector.headings(sheet.sent, file_name) for sheet in sheets]
    made = unfold([sheet.sent for sheet in sheets], found, forms, detector, book, texts, named)
    for sheet, unfolded in zip(sheets, made, strict=True):
        sheet.unfolded, sheet.grid = unfolded, unfolded.grid


def _with_form(region: TableRegion, sheet: str, context: Context) -> TableRegion:
    """The region read as the form that the officer chose for it or its sheet, now or for such headings before."""
    made = context.overrides
    rows = range(region.block.top, region.block.bottom + 1)
    here = (made.tables[sheet, row] for row in rows if (sheet, row) in made.tables)
    chosen = next(here, "") or made.forms.get(sheet)
    form = chosen or context.lessons.form_of(region.layout, context.sent_by)
    return with_form(region, form) if form else region


def _locate_cards(
    sheet: _Sheet, detector: Detector, texts: Texts, file_name: str, book: HeadingBook, context: Context
) -> None:
    """Cards of a sheet, if it has any, or records as an outline.

    Where a table was found too, only if its heading stands amid their labels.
    """
    looked_at = _without_left_out(sheet.grid, texts, context.overrides)
    made = turn(looked_at, book)
    for turned in (made, None if sheet.regions else outline(looked_at, context.forms, book)):
        if turned is None or (sheet.regions and not turned.wide and _is_over(sheet.regions[0], turned)):
            continue
        grid = Grid(turned.sheet, texts)
        found = regions(detector.first_row(grid, file_name), grid)
        if found:
            sheet.turned, sheet.turned_grid, sheet.regions = turned, grid, found
            return


def _locate_headless(sheet: _Sheet, detector: Detector, texts: Texts, file_name: str, context: Context) -> None:
    """Rows of a form without their heading, where no sheet has anything else."""
    rows = sheet.grid.rows
    first = next((row for row in rows if len(sheet.grid.filled(row)) > _WIDE), 0)
    made = headless(sheet.grid, detector.titles(sheet.grid, first, file_name), context) if first else None
    if made is None:
        return
    grid = Grid(made.turned.sheet, texts)
    found = regions(detector.first_row(grid, file_name), grid)
    if found:
        sheet.turned, sheet.turned_grid, sheet.regions = made.turned, grid, found
        sheet.guessed = (Problem("other", "check", about="headless").at(made.cells),)


def _start(sheet: _Sheet, detector: Detector, texts: Texts, file_name: str, context: Context) -> None:
    """The table that begins at a row, without a heading, by the officer's word."""
    first = context.overrides.starts[sheet.name]
    turned = started(sheet.grid, first)
    if turned is not None:
        grid = Grid(turned.sheet, texts)
        block = detector.by_hand(grid, detector.titles(sheet.grid, first, file_name))
        found = regions(with_columns([block], sheet.name, context.overrides), grid)
        sheet.turned, sheet.turned_grid = turned, grid
        sheet.regions = [_with_form(region, sheet.name, context) for region in found]


def _is_over(region: TableRegion, turned: Turned) -> bool:
    """Whether the heading of a table stands over what looks like cards, or nearly so: those are its own cells."""
    return turned.first_row + _AMID > region.block.top


def _read_sheet(sheet: _Sheet, on: date | None, book: HeadingBook, context: Context) -> list[ReadTable]:
    if sheet.turned is not None and sheet.turned_grid is not None:
        return _read_cards(sheet, sheet.turned, sheet.turned_grid, on, book, context)
    found = []
    start = 0
    lines: Sequence[tuple[int, Line]] = ()  # a unit said once holds for the tables below it too
    for region in sheet.regions:
        rows = [row for row in sheet.grid.rows if start < row < region.block.top]
        above = loose_lines(sheet.grid, rows[-_ABOVE:])
        lines = unit_lines(loose_lines(sheet.grid, rows)) or lines
        lines = (*lines, *sheet.unfolded.units) if sheet.unfolded else lines
        form = context.form(region.block.form)
        table = read_table(region, form, sheet.grid, lines, on, book, _with_unit(region, sheet, context), above)
        found.append(replace(table, rows=sheet.unfolded.placed(table.rows)) if sheet.unfolded else table)
        start = table.table.last_row
    return found


def _with_unit(region: TableRegion, sheet: _Sheet, context: Context) -> Context:
    """The context with the unit of the row that the officer called one, unless he chose another for the sheet."""
    end = region.rows[-1] + 1 if region.rows else region.block.bottom
    row = unit_row(sheet.grid, context.overrides, end)
    units = context.overrides.units
    if row is None or row[1] is None or sheet.name in units:
        return context
    return context.with_overrides(context.overrides.changed(units={**units, sheet.name: row[1]}))


def _unread_units(sheets: Sequence[_Sheet], made: Overrides) -> Iterator[Issue]:
    """Rows called units in which no unit of money can be read."""
    for sheet in sheets:
        row = unit_row(sheet.grid, made, 1 << 30)
        if row is not None and row[1] is None and sheet.name not in made.units:
            cells = tuple(sheet.grid.ref(row[0], column) for column in sheet.grid.filled(row[0]))
            yield Problem("other", "check", about="no_unit_in_row").at(cells)


def _of_cards(made: Overrides, name: str, turned: Turned) -> Overrides:
    """What was said, for the table that cards were made into: of its rows and columns nobody spoke.

    Rows of a table without a heading are those of the sheet.
    """
    bands = {place: kind for place, kind in made.bands.items() if place[0] != name}
    for at, rows in turned.rows.items() if not turned.headed else ():
        said = [made.bands[name, row] for row in rows if (name, row) in made.bands]
        bands.update(((name, at), kind) for kind in said[:1])
    columns = {place: words for place, words in made.columns.items() if place[0] != name or not turned.headed}
    return made.changed(bands=bands, columns=columns)


def _without_left_out(grid: Grid, texts: Texts, made: Overrides) -> Grid:
    """A sheet without the rows that the officer called no data, to look for records of another shape on."""
    name = grid.sheet.name
    out = {row for (sheet, row), kind in made.bands.items() if sheet == name and kind not in ("data", "continuation")}
    if not out:
        return grid
    rows = {row: cells for row, cells in grid.sheet.rows.items() if row not in out}
    return Grid(replace(grid.sheet, rows=rows), texts)


def _read_cards(
    sheet: _Sheet, turned: Turned, grid: Grid, on: date | None, book: HeadingBook, context: Context
) -> list[ReadTable]:
    """Cards read as the table they were made into, then put back where they stand."""
    context = context.with_overrides(_of_cards(context.overrides, sheet.name, turned))
    lines = unit_lines(sheet.above())
    found = []
    for region in sheet.regions:
        form = context.form(region.block.form)
        table = read_table(region, form, grid, lines, on, book, context)
        rows = tuple(
            row._replace(
                row=turned.rows[row.row][0],
                rows=tuple(below for at in row.rows for below in turned.rows.get(at, ())),
                number="" if turned.headed else row.number,
            )
            for row in table.rows
            if row.row in turned.rows
        )
        placed = turned.placed(table.table)
        if not turned.headed:
            placed = replace(placed, bands=tuple(_bands_of_rows(table.table.bands, turned)))
        found.append(replace(table, table=placed, rows=rows))
    return found


def _bands_of_rows(bands: Sequence[Band], turned: Turned) -> Iterator[Band]:
    """The bands of a made table at the rows of the sheet, read without a heading or named by the officer."""
    for band in bands:
        if band.row in turned.rows:
            said = band.reason_key if band.reason_key == "reason_chosen" else "reason_headless"
            yield replace(band, row=turned.rows[band.row][0], score=min(band.score, 0.7), reason_key=said)


def _meta(sheets: Sequence[_Sheet], raw: RawWorkbook, own: OwnForm, context: Context) -> Meta:
    """From the sheets with tables first, then from cover sheets."""
    ordered = [s for s in sheets if s.regions] + [s for s in sheets if not s.regions]
    lines = [line for sheet in ordered for line in sheet.above()[:200]]
    meta = read_meta(lines, raw.name, [s.name for s in sheets], own.identity.values, context)
    units = unit_lines([line for sheet in ordered if sheet.regions for line in sheet.above()])
    one = units[0][0] if len({unit for unit, _ in units}) == 1 else None
    return Meta(
        meta.province,
        meta.period,
        meta.period_found,
        meta.number,
        meta.number_cells,
        meta.date,
        meta.date_cells,
        one,
        tuple(line.ref for _, line in units),
    )


def _is_secret(sheets: Sequence[_Sheet], texts: Texts, raw: RawWorkbook) -> bool:
    """The mark of a state secret in any cell, hidden ones included: such papers do not belong on this computer
    (R27)."""
    if secrecy_mark(raw.name) or any_marked(texts.every):
        return True
    shown = {sheet.name for sheet in sheets}
    hidden = (packed(sheet.rows) for sheet in raw.sheets if sheet.name not in shown)
    return any_marked(value for rows in hidden for value in rows.values_held() if isinstance(value, str))


def _hidden_sheets(raw: RawWorkbook, detector: Detector, texts: Texts, shown: Collection[str]) -> list[Issue]:
    """Hidden sheets that hold a table: named, not read unless the officer wants to."""
    found = []
    for sheet in raw.sheets:
        if sheet.state != "visible" and sheet.rows and sheet.name not in (IDENTITY_SHEET, *shown):
            grid = Grid(sheet, texts)
            blocks = detector.headings(grid, "").tables
            if blocks:
                cells = (sheet.ref(blocks[0].top, blocks[0].left),)
                found.append(Problem("hidden_data", "note", sheet.name, about="hidden_sheet").at(cells))
    return found


def _unread_sheets(sheets: Sequence[_Sheet]) -> Iterator[Issue]:
    """Sheets with rows like those of a table, in none of which a table was found: named, so that none goes unseen."""
    for sheet in sheets:
        if sheet.tables or (sheet.unfolded and sheet.unfolded.issues):
            continue
        rows = [row for row in sheet.grid.rows if len(sheet.grid.filled(row)) >= _WIDE]
        if len(rows) >= _ROWS:
            params = {"sheet": sheet.name, "n": len(rows)}
            cells = tuple(sheet.grid.ref(rows[0], column) for column in sheet.grid.filled(rows[0]))
            yield Problem("other", "note", about="sheet_not_read", params=params).at(cells)


def _result(
    raw: RawWorkbook,
    meta: Meta,
    sheets: Sequence[_Sheet],
    tables: Sequence[ReadTable],
    odd: Sequence[Issue],
    own: OwnForm,
    context: Context,
) -> Recognised:
    forms = {form.key: form for form in reversed(context.forms)}
    rows = tuple(with_repeats(own.named(row for table in tables for row in table.rows), forms))
    nil_cells = [table.nil_cell for table in tables if table.nil_cell] or _nil_without_table(sheets, tables)
    nil = not rows and bool(nil_cells)
    if not tables and not nil:
        return _nothing_found(raw, meta, sheets, context)
    issues = [*raw.issues, *_repair_issues(sheets), *(i for table in tables for i in table.issues)]
    issues += [*(i for sheet in sheets if sheet.unfolded for i in sheet.unfolded.issues), *odd]
    issues += (issue for sheet in sheets for issue in sheet.guessed)
    if nil:
        issues.append(Problem("nil_report", "note").at(tuple(nil_cells[:1])))
    keys = tuple(dict.fromkeys(t.table.form for t in tables if t.rows)) or tuple(
        dict.fromkeys(t.table.form for t in tables)
    )
    status, message = _status(rows, issues, nil)
    return Recognised(
        raw.name,
        raw.sha256,
        raw.kind,
        keys,
        meta,
        tuple(table.table for table in tables),
        rows,
        tuple(issues),
        status,
        message,
        {"file": raw.name},
        nil,
        {sheet.name: _all_bands(sheet, context.overrides) for sheet in sheets},
        own.identity,
    )


def _nothing_found(raw: RawWorkbook, meta: Meta, sheets: Sequence[_Sheet], context: Context) -> Recognised:
    """A file without a table that is known. Where rows can be seen, an officer may mark a heading among them."""
    why = _why_nothing(sheets, raw)
    read = _rejected(raw, meta, why)
    rows = [(sheet.grid, row) for sheet in sheets for row in sheet.grid.rows[:_LOOSE]]
    beside = sum(len(grid.filled(row)) > 1 for grid, row in rows)
    if why not in _TO_BE_MARKED or (beside < _FEWEST and len(rows) < _LINES):
        return read
    return replace(read, bands={sheet.name: _all_bands(sheet, context.overrides) for sheet in sheets})


def _status(rows: Sequence[ParsedRow], issues: Sequence[Issue], nil: bool) -> tuple[Status, str]:
    if nil:
        return "imported", ""
    if not rows:
        return "rejected", "importing.no_rows"
    broken = any(
        issue.code in ("missing_column", "unit_conflict") or issue.params.get("about") == "headless" for issue in issues
    )
    return ("partial" if broken or any(row.waits for row in rows) else "imported"), ""


def _rejected(raw: RawWorkbook, meta: Meta, message: str, **params: object) -> Recognised:
    said: Mapping[str, object] = {"file": raw.name, **params}
    return Recognised(raw.name, raw.sha256, raw.kind, (), meta, (), (), raw.issues, "rejected", message, said)


def _why_nothing(sheets: Sequence[_Sheet], raw: RawWorkbook) -> str:
    """The clearest thing that can be said of a file without a known table."""
    filled = [sheet for sheet in sheets if sheet.grid.rows]
    if raw.pictures and sum(len(sheet.grid.filled(row)) for sheet in filled for row in sheet.grid.rows) <= _CAPTION:
        return "importing.only_picture"
    if not filled:
        return "importing.nothing_visible" if raw.sheets else "importing.nothing_recognised"
    for sheet in filled:
        for line in sheet.above()[:60]:
            if _OTHER_FORM.search(line.key):
                return "importing.other_form"
    return "importing.nothing_recognised"


def _nil_without_table(sheets: Sequence[_Sheet], tables: Sequence[ReadTable]) -> list[CellRef]:
    """A sheet of a known form that only says there is nothing to report."""
    if tables:
        return []
    return [line.ref for sheet in sheets for line in sheet.above() if len(line.text) > 8 and is_nil(line.text)]


def _repair_issues(sheets: Sequence[_Sheet]) -> list[Issue]:
    """One note per kind of repair and sheet; a legacy encoding is told once for the file."""
    legacy: list[CellRef] = []
    repaired = 0
    found: list[Issue] = []
    for sheet in sheets:
        for note, places in sheet.grid.repairs.items():
            cells = tuple(sheet.grid.ref(*place) for place in places[:_NOTED_CELLS])
            if note == "legacy":
                legacy += cells
                repaired += len(places)
            elif note != "blanks":
                said = Problem("repaired_text", "note", about=f"repaired_{note}", params={"n": len(places)})
                found.append(said.at(cells))
    if legacy:
        found.append(Problem("legacy_encoding", "check", params={"n": repaired}).at(tuple(legacy[:_NOTED_CELLS])))
    return found


def _all_bands(sheet: _Sheet, made: Overrides) -> tuple[Band, ...]:
    """A band for every filled row of a sheet, those outside the tables included."""
    bands = {band.row: band for table in sheet.tables for band in table.table.bands}
    bands.update({band.row: band for band in sheet.unfolded.bands} if sheet.unfolded else {})
    for row in sheet.grid.rows:
        if row not in bands:
            said = made.bands.get((sheet.name, row))
            of_table = said not in _LOOSE_KINDS
            kind = _outside_kind(loose_lines(sheet.grid, (row,))) if said is None or of_table else said
            bands[row] = Band(kind, row, 1.0, "reason_chosen" if kind == said else "")
    return tuple(bands[row] for row in sorted(bands))


def _outside_kind(lines: Sequence[Line]) -> BandKind:
    kinds = {line_kind(line) for line in lines}
    if "unit" in kinds:
        return "unit"
    return "letterhead" if "letterhead" in kinds else "guidance" if kinds else "blank"
