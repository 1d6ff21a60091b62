"""Corrections of what was recognised, as new `Overrides`: the kind of a row, the field of a column, form and sender."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ui.views.import_flow.change_words import forms
from ui.views.import_flow.recognised_edit import LEAVE_OUT, Correction
from ui.views.import_flow.sheet_data import SheetData
from workbench.exchange.recognised import BandKind, Overrides, Recognised, TableCandidate
from workbench.exchange.said import said_column

SKIP: BandKind = "outside"
KINDS: tuple[BandKind, ...] = (
    "data", "continuation", "group", "total", "heading", "unit", "numbers", "note", SKIP,
)  # fmt: skip


def with_kind(now: Overrides, sheet: SheetData, rows: Iterable[int], kind: BandKind | None) -> Overrides:
    """Rows taken for a kind; None leaves them to recognition again.

    What else belongs to a heading that is made longer or shorter is held fast, for it is one heading with them.
    """
    said = set(rows)
    bands = {key: held for key, held in now.bands.items() if key[0] != sheet.name or key[1] not in said}
    if kind is not None:
        for block in sheet.headings():
            if said & set(block) or (kind == "heading" and _adjoins(sheet, said, block)):
                bands |= {(sheet.name, row): "heading" for row in block if row not in said}
        bands |= {(sheet.name, row): kind for row in said}
    return now.changed(bands=bands)


def with_start(now: Overrides, sheet: SheetData, row: int) -> Overrides:
    """A table without a heading that begins at a row; said once more it is none."""
    starts = dict(now.starts)
    if starts.get(sheet.name) == row:
        del starts[sheet.name]
    else:
        starts[sheet.name] = row
    return now.changed(starts=starts)


def _adjoins(sheet: SheetData, rows: Collection[int], block: Sequence[int]) -> bool:
    """Whether rows of the view stand right over or under a heading."""
    at = sheet.positions
    places = {at[row] for row in rows if row in at}
    ends = [at[row] for row in block if row in at]
    return bool(ends) and (min(ends) - 1 in places or max(ends) + 1 in places)


def like(kind: BandKind) -> BandKind:
    """The choice that stands for a kind."""
    return kind if kind in KINDS else SKIP


def can_move_edge(sheet: SheetData, edge: int) -> bool:
    """Whether the edge above a place of the view parts two kinds of rows that may be changed."""
    if not 0 < edge < len(sheet.rows):
        return False
    above, below = sheet.rows[edge - 1], sheet.rows[edge]
    kinds = {like(sheet.kind(above)), like(sheet.kind(below))}
    return len(kinds) == 2 and all(kind in sheet.kinds_of(row) for row in (above, below) for kind in kinds)


def moved_edge(sheet: SheetData, edge: int, to: int) -> tuple[tuple[int, ...], BandKind]:
    """Rows that change when the edge above place `edge` is moved above place `to`, and what they become.

    Downwards the band above grows, upwards the one below; rows that may not be changed stop it.
    """
    down = to > edge
    kind = like(sheet.kind(sheet.rows[edge - 1 if down else edge]))
    places = range(edge, min(to, len(sheet.rows))) if down else range(edge - 1, max(0, to) - 1, -1)
    rows: list[int] = []
    for place in places:
        if kind not in sheet.kinds_of(sheet.rows[place]):
            break
        rows.append(sheet.rows[place])
    return tuple(sorted(rows)), kind


def with_column(now: Overrides, sheet: SheetData, row: int, column: int, said: str) -> Overrides:
    """A column put to a field, or left out. What is said of two columns holds for the one named last."""
    columns = dict(now.columns)
    table = sheet.table_of(row)
    for (name, other), held in now.columns.items():
        if name == sheet.name and other != column and held and _share(table.form if table else "", held, said):
            del columns[(name, other)]
    columns[(sheet.name, column)] = said or None
    return now.changed(columns=columns)


def _share(form: str, one: str, other: str) -> bool:
    """Whether two columns cannot both be what is said of them; columns to be ticked share their field."""
    made = [said_column(said, forms()[form]) for said in (one, other)] if form in forms() else []
    if one == other:
        return True
    if len(made) < 2 or made[0] is None or made[1] is None or all(said and said.option for said in made):
        return False
    return bool(set(made[0].fields) & set(made[1].fields))


def with_cell(now: Overrides, place: tuple[str, int, int], words: str | None) -> Overrides:
    """A cell that says something else; None leaves it as the file has it."""
    cells = {key: held for key, held in now.cells.items() if key != place}
    if words is not None:
        cells[place] = words
    return now.changed(cells=cells)


def with_correction(now: Overrides, said: Correction, read: Recognised, table: TableCandidate | None) -> Overrides:
    """Form, sender, period and unit as said; what only repeats recognition is not held against it.

    `table`: the one spoken of; of several on a sheet its form holds for it alone.
    """
    forms_, tables, units, without = dict(now.forms), dict(now.tables), dict(now.units), set(now.without)
    without.discard(said.sheet)
    if said.form == LEAVE_OUT:
        without.add(said.sheet)
    elif said.form and table is not None and said.form != table.form:
        if sum(one.sheet == said.sheet for one in read.tables) > 1:
            tables[(said.sheet, table.first_row)] = said.form
        else:
            forms_[said.sheet] = said.form
    if said.unit is not None:
        units[said.sheet] = said.unit
    found = read.meta.province.text if read.meta.province else ""
    sender = said.sender if said.sender != found else now.sender
    code = read.meta.period.code if read.meta.period else ""
    period = said.period if said.period != code else now.period
    return now.changed(
        forms=forms_, tables=tables, units=units, without=frozenset(without), sender=sender, period=period
    )
