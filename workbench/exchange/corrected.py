"""Cells that an officer says otherwise than the file: replayed before anything is recognised, told at their place.

The file itself is never changed; what stood in it is kept with the value and can be had back by taking the
correction away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from workbench.exchange.grid import shown
from workbench.exchange.problems import Problem
from workbench.exchange.raw import RawCell, RawSheet, RawWorkbook
from workbench.exchange.recognised import ParsedCell, ParsedRow, Recognised
from workbench.records.issues import CellRef, Issue
from workbench.values.dates import format_date

Corrections = Mapping[tuple[str, int, int], str]  # sheet, row, column -> what it should say; "" for nothing


def corrected(raw: RawWorkbook, cells: Corrections) -> RawWorkbook:
    """The workbook as if those cells had been typed so. Cells of sheets that are not there are passed over."""
    if not cells:
        return raw
    return replace(raw, sheets=tuple(_sheet(sheet, cells) for sheet in raw.sheets))


def _sheet(sheet: RawSheet, cells: Corrections) -> RawSheet:
    mine = {(row, column): words for (name, row, column), words in cells.items() if name == sheet.name}
    if not mine:
        return sheet
    rows = {row: dict(held) for row, held in sheet.rows.items()}
    for (row, column), words in mine.items():
        held = rows.setdefault(row, {})
        before = held.get(column)
        held[column] = replace(before, value=words or None, formula="") if before else RawCell(words or None)
    ordered = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    return replace(sheet, rows=ordered)


def in_file(cell: RawCell | None) -> str:
    """What stands in a cell as sent, as people read it: a date as dd/mm/yyyy, a formula without result as such."""
    if cell is None:
        return ""
    if isinstance(cell.value, date):
        return format_date(cell.value.date() if isinstance(cell.value, datetime) else cell.value)
    return shown(cell.value) or (f"={cell.formula}" if cell.formula else "")


def told(read: Recognised, raw: RawWorkbook, cells: Corrections) -> Recognised:
    """The same with each correction as a note at its cell, and what the file said kept with the value.

    `raw` is the workbook as it was sent.
    """
    if not cells:
        return read
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    notes: dict[CellRef, Problem] = {}
    before: dict[CellRef, str] = {}
    for (name, row, column), words in cells.items():
        if name in sheets:
            ref = sheets[name].ref(row, column)
            before[ref] = in_file(sheets[name].cell(row, column))
            notes[ref] = Problem("repaired_text", "note", before[ref], words, "corrected")
    rows = tuple(_row(row, notes, before) for row in read.rows)
    loose = tuple(problem.at((ref,)) for ref, problem in notes.items())  # those of no record stay in `notes`
    return replace(read, rows=rows, issues=(*read.issues, *loose))


def _row(row: ParsedRow, notes: dict[CellRef, Problem], before: Mapping[CellRef, str]) -> ParsedRow:
    """A record with the notes at its cells; a note that found its place is taken out of `notes`."""
    said = {key: _cell(cell, notes, before) for key, cell in row.cells.items()}
    own: list[Issue] = []
    for issue in row.issues:  # a finding of the row itself may stand at a corrected cell, as one left blank
        own += [notes.pop(ref).at((ref,), issue.field) for ref in issue.cells if ref in notes]
    if all(said[key] is cell for key, cell in row.cells.items()) and not own:
        return row
    return row._replace(cells=said, issues=(*own, *row.issues))


def _cell(cell: ParsedCell, notes: dict[CellRef, Problem], before: Mapping[CellRef, str]) -> ParsedCell:
    mine = [ref for ref in cell.cells if ref in before]
    if not mine:
        return cell
    issues = tuple(notes.pop(ref).at((ref,), cell.field) for ref in mine if ref in notes)
    original = "\n".join(before[ref] for ref in mine)
    return cell._replace(original=original, issues=(*issues, *cell.issues))
