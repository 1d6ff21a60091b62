"""The public door for time: reading of dates (`date_reading`), periods (`periods`), typed entry, and formats."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from workbench.values.date_formats import format_date, format_long, format_official
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
