"""The column of our own forms that names the record of each row: taken out of a sheet before it is recognised.

It travels with its row when rows are sorted, copied or deleted. What stands in it is no content of the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from workbench.exchange.raw import RawCell, RawSheet
from workbench.messages import text_in
from workbench.values.text import squash

_FIRST_ROWS = 60
_CODE = re.compile(r"[A-Z]{1,5}-\d{4}-\d+(?:/\d+)?")


def without_codes(sheet: RawSheet) -> tuple[RawSheet, Mapping[int, str]]:
    """The sheet without the column of codes, and the code in each row; the sheet itself when it has none."""
    place = _heading(sheet)
    if place is None:
        return sheet, {}
    top, column = place
    codes: dict[int, str] = {}
    rows: dict[int, Mapping[int, RawCell]] = {}
    for row, cells in sheet.rows.items():
        held = cells.get(column) if row >= top else None
        if held is None:
            rows[row] = cells
            continue
        code = "".join(held.value.split()) if row > top and isinstance(held.value, str) else ""
        if _CODE.fullmatch(code):
            codes[row] = code
        left = {at: cell for at, cell in cells.items() if at != column}
        if left:
            rows[row] = left
    merges = tuple(a for a in sheet.merges if not (a.left == column == a.right and a.top >= top))
    return replace(sheet, rows=rows, merges=merges), codes


def _heading(sheet: RawSheet) -> tuple[int, int] | None:
    wanted = squash(text_in("vi", "form.code_column"))
    for row, cells in sheet.rows.items():
        if row > _FIRST_ROWS:
            return None
        for column, cell in cells.items():
            if isinstance(cell.value, str) and len(cell.value) <= 40 and squash(cell.value) == wanted:
                return row, column
    return None
