"""Dates as they are written: in lists, in sentences, on official papers."""

from __future__ import annotations

from datetime import date

from workbench.messages import text as message
from workbench.messages import text_in


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
