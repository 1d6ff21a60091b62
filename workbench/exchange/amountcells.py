"""Cells with an amount of money, in đồng. Digits that allow two readings are asked about, with both."""

from __future__ import annotations

from datetime import date, time, timedelta

from workbench.exchange.cellfacts import NOTHING, ColumnFacts, Reading, mismatch
from workbench.exchange.context import Context
from workbench.exchange.problems import Problem
from workbench.exchange.raw import CellValue
from workbench.values.money import BILLION, MILLION, ParsedMoney, parse_amount

#: Đồng that no amount has, by what its column counts in: a million tỷ where tỷ are written, as much as the greatest
#: works of the country cost together; a hundred thousand tỷ, nine digits, where triệu are.
_IMPLAUSIBLE = {BILLION: 10**15, MILLION: 10**14}


def read_amount(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The amount of a cell; none where its column's unit is in dispute and it names no unit of its own."""
    if isinstance(value, date | time | timedelta):
        return mismatch(text, facts)
    parsed = parse_amount(value, facts.unit or 1, style=facts.style)
    if parsed.nil:
        return NOTHING
    if parsed.problem == "ambiguous_number":
        return _two_readings(text, parsed.alternatives)
    if parsed.problem:
        return Reading(None, (), (Problem("bad_number", "check", text),))
    if facts.unit is None and parsed.unit is None and parsed.value:
        return NOTHING
    if parsed.value is not None and (other := _other_reading(parsed, facts)) is not None:
        return _two_readings(text, (parsed.value, other))
    notes = (Problem("approximate", "note", text),) if parsed.approximate else ()
    return Reading(parsed.value, (), notes)


def _other_reading(parsed: ParsedMoney, facts: ColumnFacts) -> int | None:
    """What an amount that cannot be meant may be instead: less than nothing, or too large for the column's unit."""
    amount, unit = parsed.value or 0, parsed.unit or facts.unit or 1
    if amount < 0:
        return -amount  # "(100)" is less than nothing to a bookkeeper, "- 100" an item of a list
    return amount // unit if unit in _IMPLAUSIBLE and amount >= _IMPLAUSIBLE[unit] else None


def _two_readings(text: str, alternatives: tuple[int, ...]) -> Reading:
    shown = {"alternatives": alternatives}
    return Reading(None, (), (Problem("ambiguous_number", "stop", text, params=shown),))
