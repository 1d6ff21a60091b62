"""Corrections of what was recognised, as new `Overrides`: the kind of a row, the field of a column, form and sender."""

from __future__ import annotations

from collections.abc import Iterable

from ui.views.import_flow.recognised_edit import LEAVE_OUT, Correction
from ui.views.import_flow.sheet_data import SheetData
from workbench.exchange.recognised import BandKind, Overrides, Recognised

SKIP: BandKind = "outside"
KINDS: tuple[BandKind, ...] = ("data", "continuation", "group", "total", SKIP)


def with_kind(now: Overrides, sheet: str, rows: Iterable[int], kind: BandKind | None) -> Overrides:
    """Rows taken for a kind; None leaves them to recognition again."""
    bands = {key: held for key, held in now.bands.items() if key[0] != sheet or key[1] not in set(rows)}
    if kind is not None:
        bands |= {(sheet, row): kind for row in rows}
    return now.changed(bands=bands)


def like(kind: BandKind) -> BandKind:
    """The choice that stands for a kind."""
    return kind if kind in KINDS else SKIP


def can_move_edge(sheet: SheetData, edge: int) -> bool:
    """Whether the edge above a place of the view parts two kinds of rows that may be changed."""
    if not 0 < edge < len(sheet.rows):
        return False
    above, below = sheet.rows[edge - 1], sheet.rows[edge]
    return like(sheet.kind(above)) != like(sheet.kind(below)) and sheet.can_change(below) and sheet.can_change(above)


def moved_edge(sheet: SheetData, edge: int, to: int) -> tuple[tuple[int, ...], BandKind]:
    """Rows that change when the edge above place `edge` is moved above place `to`, and what they become.

    Downwards the band above grows, upwards the one below; rows that may not be changed stop it.
    """
    down = to > edge
    kind = like(sheet.kind(sheet.rows[edge - 1 if down else edge]))
    places = range(edge, min(to, len(sheet.rows))) if down else range(edge - 1, max(0, to) - 1, -1)
    rows: list[int] = []
    for place in places:
        if not sheet.can_change(sheet.rows[place]):
            break
        rows.append(sheet.rows[place])
    return tuple(sorted(rows)), kind


def with_column(now: Overrides, sheet: SheetData, row: int, column: int, field: str) -> Overrides:
    """A column put to a field, or left out. A field chosen twice belongs to the column named last."""
    columns = dict(now.columns)
    for other, mapped in sheet.mappings(row).items():
        if field and other != column and field in mapped.fields and columns.get((sheet.name, other)) == field:
            del columns[(sheet.name, other)]
    columns[(sheet.name, column)] = field or None
    return now.changed(columns=columns)


def with_cell(now: Overrides, place: tuple[str, int, int], words: str | None) -> Overrides:
    """A cell that says something else; None leaves it as the file has it."""
    cells = {key: held for key, held in now.cells.items() if key != place}
    if words is not None:
        cells[place] = words
    return now.changed(cells=cells)


def with_correction(now: Overrides, said: Correction, read: Recognised, form: str) -> Overrides:
    """Form, sender, period and unit as said; what only repeats recognition is not held against it."""
    forms, units, without = dict(now.forms), dict(now.units), set(now.without)
    without.discard(said.sheet)
    if said.form == LEAVE_OUT:
        without.add(said.sheet)
    elif said.form and said.form != form:
        forms[said.sheet] = said.form
    if said.unit is not None:
        units[said.sheet] = said.unit
    found = read.meta.province.text if read.meta.province else ""
    sender = said.sender if said.sender != found else now.sender
    code = read.meta.period.code if read.meta.period else ""
    period = said.period if said.period != code else now.period
    return now.changed(forms=forms, units=units, without=frozenset(without), sender=sender, period=period)
