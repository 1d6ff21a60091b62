"""The public door for time: reading of dates (`date_reading`), periods (`periods`), typed entry, and formats."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from workbench.messages import text as message
from workbench.messages import text_in
from workbench.values.date_reading import (
    NO_DATE,
    ParsedDate,
    Precision,
    day_date,
    parse_date,
    parse_year_range,
    serial_date,
    swapped,
)
from workbench.values.periods import Period, PeriodKind, parse_period, period_of
from workbench.values.text import fold

__all__ = [
    "NO_DATE",
    "ParsedDate",
    "Period",
    "PeriodKind",
    "Precision",
    "day_date",
    "format_date",
    "format_long",
    "format_official",
    "parse_date",
    "parse_entry",
    "parse_period",
    "parse_year_range",
    "period_of",
    "serial_date",
    "swapped",
]

_ENTRY = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})?")
_SHIFT = re.compile(r"([+-])\s?(\d{1,4})")


def parse_entry(s: str, today: date, add_workdays: Callable[[date, int], date]) -> ParsedDate:
    """A date typed in the window: 5/8/26, 050826, 3011, "hn" (today), "mai", "+15" (working days).

    Anything else is read as a cell is. A day and month alone are of this year.
    """
    typed = fold(s)
    if typed in ("hn", "hom nay"):
        return day_date(today)
    if typed in ("mai", "ngay mai"):
        return day_date(today + timedelta(days=1))
    if found := _SHIFT.fullmatch(typed):
        return day_date(add_workdays(today, int(found[1] + found[2])))
    if found := _ENTRY.fullmatch(typed):
        year = str(today.year) if found[3] is None else found[3]
        made = parse_date(f"{found[1]}/{found[2]}/{year}")
        if made.value or not 1900 <= int(typed) <= 2199:
            return made
    return parse_date(s, default_year=today.year)


def format_date(day: date) -> str:
    """05/08/2026."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_long(day: date) -> str:
    """The weekday before the date, in the language in use: "Thứ Hai, 12/10/2026"."""
    weekday = message(f"values.weekday_{day.isoweekday()}")
    return message("values.long_date", weekday=weekday, date=format_date(day))


def format_official(place: str, day: date) -> str:
    """Place and date of an official paper, always Vietnamese: "Cần Thơ, ngày 05 tháng 01 năm 2026".

    Days below 10 and the months 1 and 2 take a leading zero (Decree 30/2020/NĐ-CP, annex I).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    written = text_in("vi", "values.official_date", day=f"{day.day:02d}", month=month, year=str(day.year))
    return f"{place}, {written}" if place else written
