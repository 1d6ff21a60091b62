"""One cell, one field: from what stands there to a value, with what is doubtful about it. Never guesses.

A cell that cannot be told has no value and a finding; a blank invents nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from workbench.exchange.amountcells import read_amount
from workbench.exchange.cellfacts import NOTHING, ColumnFacts, Reading, mismatch
from workbench.exchange.context import Context
from workbench.exchange.datecells import day_of, read_date, read_year
from workbench.exchange.marks import is_nothing
from workbench.exchange.namecells import read_authorities, read_code, read_provinces
from workbench.exchange.papercells import read_docno
from workbench.exchange.problems import Problem
from workbench.exchange.raw import CellValue, ErrorValue
from workbench.values.dates import format_date


def read_cell(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The value of one cell for a field. `text` is its repaired text, `on` the day that names are read for."""
    if isinstance(value, ErrorValue):
        return Reading(problems=(Problem("formula_error", "stop", value.text),))
    if value is None or is_nothing(text):
        return NOTHING
    if isinstance(value, str):
        value = text
    if isinstance(value, bool) and facts.column.kind != "text":
        return mismatch(text, facts)
    return _READERS[facts.column.kind](value, text, facts, on, context)


def _text(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    if isinstance(value, date):
        shown = format_date(day_of(value))
        return mismatch(shown, facts, shown, "date_in_text") if facts.column.required else Reading(shown)
    if isinstance(value, int | float) and facts.column.required:
        return mismatch(text, facts, text, "number_in_text")
    return Reading(text)


_Reader = Callable[[CellValue, str, ColumnFacts, date | None, Context], Reading]
_READERS: dict[str, _Reader] = {
    "text": _text,
    "docno": read_docno,
    "date": read_date,
    "year": read_year,
    "amount": read_amount,
    "provinces": read_provinces,
    "authorities": read_authorities,
    "code": read_code,
}
