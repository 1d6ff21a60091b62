"""Formats that python-calamine reads for us: .xls and .xlsb. Values and merges, no looks.

Its panics are no ordinary exceptions and its grids are full rectangles: the caller checks the real extent first.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from workbench.errors import UserError
from workbench.exchange.raw import FileKind, SheetState
from workbench.exchange.reading.draft import BookDraft, CellBudget, Line, SheetDraft
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.numbers import whole

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_STATES: dict[str, SheetState] = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "very_hidden"}
_MIDNIGHT = time()


def read_by_calamine(data: bytes, kind: FileKind, limits: Limits) -> BookDraft:
    """All sheets that hold tables, in tab order."""
    import python_calamine as calamine

    budget = CellBudget(limits)
    book = BookDraft(kind)
    try:
        source = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, about in enumerate(source.sheets_metadata):
            if str(about.typ).rpartition(".")[2] != "WorkSheet":
                continue
            if number >= limits.sheets:
                raise UserError("reading.too_big", what="sheets", limit=limits.sheets)
            sheet = SheetDraft(about.name, _STATES[str(about.visible).rpartition(".")[2]], has_details=False)
            book.sheets.append(sheet)
            _fill(sheet, source.get_sheet_by_index(number), budget)
    except UserError:
        raise
    except calamine.PasswordError:
        raise UserError("reading.encrypted") from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic in Rust arrives as a BaseException
        raise UserError("reading.damaged", detail=f"{type(error).__name__}: {error}"[:200]) from None
    if not book.sheets:
        raise UserError("reading.damaged", detail="no sheet")
    return book


def _fill(sheet: SheetDraft, source: CalamineSheet, budget: CellBudget) -> None:
    start = source.start
    merges = source.merged_cell_ranges or ()
    sheet.merges.extend((top + 1, left + 1, low + 1, far + 1) for (top, left), (low, far) in merges)
    if start is None:
        return
    first = start[1] + 1
    for row, values in enumerate(source.to_python(skip_empty_area=True), start=start[0] + 1):
        line: Line = []
        for column, value in enumerate(values, start=first):
            if value != "":
                line += (column, _value(value), 0)
        if line:
            sheet.lines.append((row, line))
            budget.spend(len(line) // 3)


def _value(value: str | float | date | time | timedelta) -> object:
    if isinstance(value, float):
        return whole(value) if value - value == 0 else str(value)
    if isinstance(value, datetime):
        return value if value.time() != _MIDNIGHT else value.date()
    return value
