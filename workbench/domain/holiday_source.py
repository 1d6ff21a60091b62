"""Where calendar days come from: the `holidays` library, laid over with what it does not know.

Records store their calendar as data; this module only proposes it. `shipped_days` reads the prepared table and
needs no library; `calendar_days` computes it anew, for other years and to check the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import cast

from workbench.domain import reference
from workbench.domain.workdays import CalendarDay, DayKind, WorkingCalendar
from workbench.messages import text_in

FIRST_YEAR, LAST_YEAR = 2020, 2027


def shipped_days() -> list[CalendarDay]:
    """The days of 2020-2027 as prepared in `calendar.csv`."""
    return [_from_row(row) for row in reference.rows("calendar")]


@lru_cache(maxsize=1)
def shipped_calendar() -> WorkingCalendar:
    """The calendar of the shipped days; 2027 is provisional."""
    return WorkingCalendar(shipped_days())


def calendar_days(
    first_year: int, last_year: int, overrides: Iterable[Mapping[str, str]] | None = None
) -> list[CalendarDay]:
    """Days off and make-up days of whole years: library, then confirmed overrides, then names and legal basis.

    `overrides` rows have `date`, `action` (off|work), `name_vi`, `status`, `swap_with`, `basis`; None takes the
    shipped ones. Days with no decision behind them come with `decided` False.
    """
    found = {day.day: day for day in _from_library(first_year, last_year)}
    for row in reference.rows("holidays_overrides") if overrides is None else overrides:
        day = date.fromisoformat(row["date"])
        if row["status"] == "confirmed" and first_year <= day.year <= last_year:
            off: DayKind = "swap_off" if row["swap_with"] else "off"
            found[day] = CalendarDay(day, "work" if row["action"] == "work" else off, row["name_vi"], row["basis"])
    bases = {date.fromisoformat(row["date"]): row for row in reference.rows("holiday_basis")}
    return [_with_basis(found[day], bases.get(day)) for day in sorted(found)]


def build_calendar(years: Iterable[int], overrides: Iterable[Mapping[str, str]] | None = None) -> WorkingCalendar:
    """A calendar of those years, computed; years the Prime Minister has not decided are provisional."""
    wanted = sorted(set(years))
    return WorkingCalendar(calendar_days(wanted[0], wanted[-1], overrides) if wanted else ())


def _from_library(first_year: int, last_year: int) -> Iterable[CalendarDay]:
    import holidays  # takes a third of a second to load; only needed away from the shipped table

    official = holidays.country_holidays("VN", years=range(first_year, last_year + 1), language="vi")
    for day, name in sorted(official.items()):
        if first_year <= day.year <= last_year:
            in_exchange = "nghỉ bù" in name or "thay cho" in name
            yield CalendarDay(day, "swap_off" if in_exchange else "off", name, decided=False)
    for day in official.weekend_workdays:
        if first_year <= day.year <= last_year:
            yield CalendarDay(day, "work", text_in("vi", "values.day_work"), decided=False)


def _with_basis(day: CalendarDay, row: Mapping[str, str] | None) -> CalendarDay:
    if row is None:
        return replace(day, decided=bool(day.basis))
    return replace(day, name=row["name"] or day.name, basis=row["basis"] or day.basis, decided=row["decided"] == "yes")


def _from_row(row: Mapping[str, str]) -> CalendarDay:
    return CalendarDay(
        date.fromisoformat(row["date"]),
        cast(DayKind, row["kind"]),
        row["name"],
        row["basis"],
        row["decided"] == "yes",
    )
