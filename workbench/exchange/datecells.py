"""Cells with a day, a span of time or a year. What cannot be told has no value; nor has a time that only begins."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from workbench.exchange.cellfacts import NOTHING, ColumnFacts, Reading, mismatch, severity_of
from workbench.exchange.context import Context
from workbench.exchange.forms import BY_WHEN
from workbench.exchange.problems import Problem
from workbench.exchange.raw import CellValue
from workbench.values.dates import (
    NO_DATE,
    ParsedDate,
    day_date,
    format_date,
    parse_date,
    parse_year_range,
    serial_date,
    swapped,
)
from workbench.values.money import parse_year

_FARTHEST = 30  # years ahead that anything is promised for
_EARLIEST = 1975  # no paper of these forms is older; earlier true dates are numbers that Excel took for dates
_ONE_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.0+)?")


def read_date(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The day or span of a cell; one that has not come yet is asked about where only what has been can stand."""
    read = _read(value, text, facts, context)
    first = read.value.first_day if isinstance(read.value, ParsedDate) else None
    if first is None or not _not_yet(first, facts, context.today):
        return read
    shown = format_date(day_of(value)) if isinstance(value, date) else text
    said = Problem("other", "check", shown, about="not_yet")
    return read._replace(problems=(*read.problems, said))


def _not_yet(first: date, facts: ColumnFacts, today: date) -> bool:
    if facts.column.key in BY_WHEN:
        return first.year > today.year + _FARTHEST
    return first > today


def _read(value: CellValue, text: str, facts: ColumnFacts, context: Context) -> Reading:
    if isinstance(value, date):
        return _true_date(day_of(value), facts)
    if isinstance(value, time | timedelta):
        return mismatch(text, facts)
    if isinstance(value, int | float):
        return _number_as_date(float(value), text, facts)
    if _SERIAL.fullmatch(text):
        return _number_as_date(float(text), text, facts)
    parsed = parse_date(text)
    if parsed.problem:
        dated = parse_date(text, default_year=context.today.year)
        if dated.last_day and not dated.problem and not _ONE_YEAR.search(text):
            return Reading(None, (), (_without_year(text, dated, facts),))
    return text_date(text, parsed, facts)


def _without_year(found: str, dated: ParsedDate, facts: ColumnFacts) -> Problem:
    """A time that lacks its year: that of this year is offered, never taken."""
    near = dated.value or dated.last_day
    assert near is not None
    params = {"suggestion": format_date(near)}
    return Problem("bad_date", severity_of(facts), found, about="no_year", params=params)


def day_of(value: date) -> date:
    """The day of a date or of a moment."""
    return value.date() if isinstance(value, datetime) else value


def _true_date(day: date, facts: ColumnFacts) -> Reading:
    other = swapped(day)
    if facts.dates.swapped and other is not None:
        both = (other, day)
        return Reading(day_date(other), (), (_ambiguous(format_date(day), both, about="swapped_date"),))
    if day.year < _EARLIEST:
        return Reading(None, (), (_bad_date(format_date(day), facts),))
    return Reading(day_date(day))


def _not_that_day(text: str, parsed: ParsedDate, facts: ColumnFacts) -> Problem | None:
    """Why a readable time is not what the column asks for: too old, or only the beginning of what is asked for."""
    if parsed.value is not None and parsed.value.year < _EARLIEST:
        return _bad_date(text, facts)
    begins = parsed.note == "after" or (parsed.note == "from" and facts.column.key in BY_WHEN)
    return Problem("bad_date", severity_of(facts), text, about="only_begins") if begins else None


def _number_as_date(number: float, text: str, facts: ColumnFacts) -> Reading:
    """A bare number in a date column: an Excel serial that lost its format, or a year."""
    day = serial_date(number)
    if day is not None:
        return mismatch(text, facts, day_date(day), "serial_date", suggestion=format_date(day))
    parsed = parse_date(number)
    if parsed.iso:
        return Reading(parsed, (), (Problem("partial_date", "note", text),))
    return mismatch(text, facts)


def text_date(text: str, parsed: ParsedDate, facts: ColumnFacts) -> Reading:
    """What a text says of time, with what is doubtful about it."""
    if parsed == NO_DATE:
        return NOTHING
    if parsed.problem == "ambiguous_date":
        return Reading(None, (), (_ambiguous(text, parsed.alternatives),))
    if parsed.problem == "unreadable":
        return Reading(None, (), (Problem("bad_date", severity_of(facts), text, about="no_date_told"),))
    if parsed.problem:
        return Reading(None, (), (_bad_date(text, facts),))
    other = _not_that_day(text, parsed, facts)
    if other is not None:
        return Reading(None, (), (other,))
    notes = []
    if parsed.value is None:
        notes.append(Problem("partial_date", "note", text))
    elif facts.dates.month_first and (turned := swapped(parsed.value)) is not None and _both_fit(text):
        return Reading(None, (), (_ambiguous(text, (turned, parsed.value)),))
    if parsed.note == "about":
        notes.append(Problem("approximate", "note", text))
    return Reading(parsed, (), tuple(notes))


def _both_fit(text: str) -> bool:
    """Digits with day and month in doubt; a date in words is not."""
    return not any(letter.isalpha() for letter in text) and not re.match(r"\d{4}", text)


def _bad_date(found: str, facts: ColumnFacts) -> Problem:
    return Problem("bad_date", severity_of(facts), found)


def _ambiguous(found: str, days: tuple[date, ...], about: str = "") -> Problem:
    alternatives = tuple(day.isoformat() for day in days)
    shown = ", ".join(format_date(day) for day in days)
    about = about or ("" if days else "several_dates")
    return Problem(
        "ambiguous_date", "stop", found, about=about, params={"alternatives": alternatives, "suggestion": shown}
    )


def read_year(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The year of a cell; of a span the first or the last one, as the column asks."""
    year = parse_year(value)
    if year is not None:
        return Reading(year)
    if isinstance(value, date):
        return mismatch(format_date(day_of(value)), facts, value.year, "date_as_year", suggestion=str(value.year))
    if isinstance(value, str) and not _several_spans(value):
        at_end = facts.column.key.startswith("end")
        first, last = parse_year_range(value)
        if last is not None:
            return Reading(last if at_end else first)
        parsed = parse_date(value)
        if parsed.first_day is not None and parsed.last_day is not None:
            year = parsed.last_day.year if at_end else parsed.first_day.year
            return Reading(year, (), (Problem("approximate", "note", text),))
    return Reading(None, (), (_bad_date(text, facts),))


def _several_spans(text: str) -> bool:
    """ "2021-2025, 2026-2030": no one period."""
    return len(set(_ONE_YEAR.findall(text))) > 2


def read_years(value: CellValue, text: str, facts: ColumnFacts) -> tuple[Reading, Reading]:
    """First and last year of a period in one cell."""
    if _several_spans(text):
        return Reading(None, (), (_bad_date(text, facts),)), NOTHING
    first, last = parse_year_range(value if isinstance(value, int | float) else text)
    if first is None:
        parsed = parse_date(text)
        if parsed.first_day and parsed.last_day:
            note = (Problem("approximate", "note", text),)
            return Reading(parsed.first_day.year, (), note), Reading(parsed.last_day.year, (), note)
        return Reading(None, (), (_bad_date(text, facts),)), NOTHING
    if last is not None and last < first:
        return Reading(first), Reading(last)
    return Reading(first), Reading(last) if last is not None else NOTHING
