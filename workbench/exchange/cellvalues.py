"""One cell, one field: from what stands there to a value, with what is doubtful about it. Never guesses.

A cell that cannot be told has no value and a finding; a blank invents nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from workbench.exchange.context import Context
from workbench.exchange.evidence import NO_EVIDENCE, DateEvidence
from workbench.exchange.forms import FormColumn
from workbench.exchange.marks import is_nothing
from workbench.exchange.problems import Problem
from workbench.exchange.raw import CellValue, ErrorValue
from workbench.records.issues import Severity
from workbench.values.codes import all_numbers, is_plain_number, looks_like_doc_number, split_number_date
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
from workbench.values.money import NumberStyle, parse_amount, parse_year
from workbench.values.text import clean, fold

_EARLIEST = 1975  # no paper of these forms is older; earlier true dates are numbers that Excel took for dates
_NO_PAPER = re.compile(r"(?:khong|chua)(?: co)?(?: (?:van ban|so|tra loi|thoa thuan))*[ .]*")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.0+)?")


class Reading(NamedTuple):
    """A value, the ids behind its names, and its findings."""

    value: object = None
    keys: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


NOTHING = Reading()


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What is known of a column before its cells are read. `unit` None: the unit is in dispute."""

    column: FormColumn
    unit: int | None = 1
    style: NumberStyle = "vi"
    dates: DateEvidence = NO_EVIDENCE


def read_cell(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    """The value of one cell for a field. `text` is its repaired text, `on` the day that names are read for."""
    if isinstance(value, ErrorValue):
        return Reading(problems=(Problem("formula_error", "stop", value.text),))
    if value is None or is_nothing(text):
        return NOTHING
    if isinstance(value, str):
        value = text
    if isinstance(value, bool) and facts.column.kind != "text":
        return _mismatch(text, facts)
    return _READERS[facts.column.kind](value, text, facts, on, context)


def _mismatch(found: str, facts: ColumnFacts, value: object = None, about: str = "", **params: object) -> Reading:
    severity: Severity = "stop" if value is None and facts.column.required else "check"
    return Reading(value, (), (Problem("type_mismatch", severity, found, about=about, params=params),))


def _text(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    if isinstance(value, date):
        shown = format_date(value.date() if isinstance(value, datetime) else value)
        return _mismatch(shown, facts, shown, "date_in_text") if facts.column.required else Reading(shown)
    if isinstance(value, int | float) and facts.column.required:
        return _mismatch(text, facts, text, "number_in_text")
    return Reading(text)


def _docno(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    if isinstance(value, date):
        shown = f"{value.day}/{value.month}"
        return _mismatch(format_date(_day(value)), facts, None, "date_in_number", suggestion=shown)
    if isinstance(value, time | timedelta):
        return _mismatch(text, facts)
    if isinstance(value, int | float):
        return Reading(text, (), (Problem("bad_docno", "check", text),))
    return read_number(text, facts)


def read_number(text: str, facts: ColumnFacts) -> Reading:
    """The number of a paper from text; other words are kept as they are where a paper need not have one."""
    if is_plain_number(text):
        return Reading(text)
    if looks_like_doc_number(text):
        number = split_number_date(text)[0]
        return Reading(number or text)
    if len(all_numbers(text)) >= 1:
        return Reading(text)
    day = None if any(letter.isalpha() for letter in text) else parse_date(text).value
    if day is not None:
        return _mismatch(text, facts, None, "date_in_number", suggestion=f"{day.day}/{day.month}")
    if _NO_PAPER.fullmatch(fold(clean(text))):
        return NOTHING
    if any(letter.isdigit() for letter in text) or not facts.column.required:
        plain = not facts.column.required and any(letter.isalpha() for letter in text)
        return Reading(text, (), () if plain else (Problem("bad_docno", "check", text),))
    return Reading(None, (), (Problem("bad_docno", "check", text),))


def _date(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    if isinstance(value, date):
        return _true_date(_day(value), facts)
    if isinstance(value, time | timedelta):
        return _mismatch(text, facts)
    if isinstance(value, int | float):
        return _number_as_date(float(value), text, facts)
    if _SERIAL.fullmatch(text):
        return _number_as_date(float(text), text, facts)
    return _text_date(text, parse_date(text), facts)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _true_date(day: date, facts: ColumnFacts) -> Reading:
    other = swapped(day)
    if facts.dates.swapped and other is not None:
        both = (other, day)
        return Reading(day_date(other), (), (_ambiguous(format_date(day), both, about="swapped_date"),))
    if day.year < _EARLIEST:
        return Reading(None, (), (_bad_date(format_date(day), facts),))
    return Reading(day_date(day))


def _number_as_date(number: float, text: str, facts: ColumnFacts) -> Reading:
    """A bare number in a date column: an Excel serial that lost its format, or a year."""
    day = serial_date(number)
    if day is not None:
        return _mismatch(text, facts, day_date(day), "serial_date", suggestion=format_date(day))
    parsed = parse_date(number)
    if parsed.iso:
        return Reading(parsed, (), (Problem("partial_date", "note", text),))
    return _mismatch(text, facts)


def _text_date(text: str, parsed: ParsedDate, facts: ColumnFacts) -> Reading:
    if parsed == NO_DATE:
        return NOTHING
    if parsed.problem == "ambiguous_date":
        return Reading(None, (), (_ambiguous(text, parsed.alternatives),))
    if parsed.problem:
        return Reading(None, (), (_bad_date(text, facts),))
    notes = []
    if parsed.value is None:
        notes.append(Problem("partial_date", "note", text))
    elif facts.dates.month_first and (other := swapped(parsed.value)) is not None and _both_fit(text):
        return Reading(None, (), (_ambiguous(text, (other, parsed.value)),))
    if parsed.note == "about":
        notes.append(Problem("approximate", "note", text))
    return Reading(parsed, (), tuple(notes))


def _both_fit(text: str) -> bool:
    """Digits with day and month in doubt; a date in words is not."""
    return not any(letter.isalpha() for letter in text) and not re.match(r"\d{4}", text)


def _bad_date(found: str, facts: ColumnFacts) -> Problem:
    return Problem("bad_date", "stop" if facts.column.required else "check", found)


def _ambiguous(found: str, days: tuple[date, ...], about: str = "") -> Problem:
    alternatives = tuple(day.isoformat() for day in days)
    shown = ", ".join(format_date(day) for day in days)
    about = about or ("" if days else "several_dates")
    return Problem(
        "ambiguous_date", "stop", found, about=about, params={"alternatives": alternatives, "suggestion": shown}
    )


def _year(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    year = parse_year(value)
    if year is not None:
        return Reading(year)
    if isinstance(value, date):
        return _mismatch(format_date(_day(value)), facts, value.year, "date_as_year", suggestion=str(value.year))
    if isinstance(value, str):
        first, last = parse_year_range(value)
        if last is not None:
            return Reading(last if facts.column.key.startswith("end") else first)
        parsed = parse_date(value)
        if parsed.last_day is not None:
            return Reading(parsed.last_day.year, (), (Problem("approximate", "note", text),))
    return Reading(None, (), (_bad_date(text, facts),))


def _amount(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    if isinstance(value, date | time | timedelta):
        return _mismatch(text, facts)
    parsed = parse_amount(value, facts.unit or 1, style=facts.style)
    if parsed.nil:
        return NOTHING
    if parsed.problem == "ambiguous_number":
        shown = {"alternatives": parsed.alternatives}
        return Reading(None, (), (Problem("ambiguous_number", "stop", text, params=shown),))
    if parsed.problem:
        return Reading(None, (), (Problem("bad_number", "check", text),))
    if facts.unit is None and parsed.unit is None and parsed.value:
        return NOTHING
    notes = (Problem("approximate", "note", text),) if parsed.approximate else ()
    return Reading(parsed.value, (), notes)


def _provinces(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    if not isinstance(value, str):
        return _mismatch(text, facts)
    names: list[str] = []
    keys: list[str] = []
    problems: list[Problem] = []
    found = context.names.places(text, on)
    for match in found:
        if match.place is None or not match.sure:
            problems.append(
                _unknown_place(match.text, [p.name for p in match.candidates], facts, match.region is not None)
            )
            continue
        names.append(match.place.name)
        keys.append(match.place.unit_id)
        if match.how == "old_name" and match.successor:
            said = {"suggestion": match.successor.name}
            problems.append(Problem("superseded_province", "note", match.place.name, params=said))
        elif match.how == "town":
            problems.append(Problem("other", "note", match.text, about="town", params={"suggestion": match.place.name}))
    told = [match for match in found if match.place and match.region]
    if told:
        problems.append(Problem("other", "note", told[0].text, about="region_members", params={"n": len(told)}))
    return Reading(tuple(names) or None, tuple(keys), tuple(problems))


def _unknown_place(found: str, near: list[str], facts: ColumnFacts, region: bool) -> Problem:
    severity: Severity = "stop" if facts.column.required else "check"
    about = "region_as_province" if region else "province_like" if near else ""
    return Problem("unknown_province", severity, found, about=about, params={"suggestion": ", ".join(near[:3])})


def _authorities(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    if not isinstance(value, str):
        return _mismatch(text, facts)
    found = context.names.bodies(text, on)
    problems = tuple(
        Problem(
            "other",
            "check",
            m.text,
            about="unknown_body",
            params={"suggestion": ", ".join(b.name for b in m.candidates[:3])},
        )
        for m in found
        if m.body is None
    )
    names = tuple(m.name for m in found)
    return Reading(names or None, tuple(m.body.body_id if m.body else "" for m in found), problems)


def _code(value: CellValue, text: str, facts: ColumnFacts, on: date | None, context: Context) -> Reading:
    catalogue = context.catalogues[facts.column.list]
    match = catalogue.resolve(text) if isinstance(value, str) else None
    if match is None:
        near = catalogue.nearest(text)
        about = "code_like" if near else ""
        said = {"suggestion": near.label_vi if near else ""}
        return Reading(None, (), (Problem("unknown_code", "check", text, about=about, params=said),))
    if match.how == "unaccented":
        label = match.entry.label_vi
        return Reading(match.entry.code, (), (Problem("repaired_text", "note", text, label, "unaccented"),))
    return Reading(match.entry.code)


_Reader = Callable[[CellValue, str, ColumnFacts, date | None, Context], Reading]
_READERS: dict[str, _Reader] = {
    "text": _text,
    "docno": _docno,
    "date": _date,
    "year": _year,
    "amount": _amount,
    "provinces": _provinces,
    "authorities": _authorities,
    "code": _code,
}


def read_number_and_date(text: str, number: ColumnFacts, day: ColumnFacts) -> tuple[Reading, Reading]:
    """A paper's number and date from one cell; what cannot be parted stays whole and is flagged."""
    written, when = split_number_date(text)
    if not written:
        whole = clean(text)
        said = Problem("bad_docno", "check", whole, about="not_parted")
        if when is not None and when.iso:
            return Reading(None, (), (Problem("bad_docno", "check", whole),)), _text_date(text, when, day)
        return Reading(whole, (), (said,)), NOTHING
    return Reading(written), _text_date(text, when, day) if when is not None else NOTHING


def read_years(value: CellValue, text: str, facts: ColumnFacts) -> tuple[Reading, Reading]:
    """First and last year of a period in one cell."""
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
