"""Working days: counting to a deadline, and how near or late it is (rules R1, R2, R4).

Pure: a calendar is given its days. The day of receipt is not counted; Saturday, Sunday, holidays and days off in
exchange are left out, make-up Saturdays count (Civil Code 2015 articles 147, 148; Labour Code 2019 article 112).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from workbench.frozen import frozen
from workbench.messages import text as message

DayKind = Literal["off", "swap_off", "work"]
DueState = Literal["none", "on_time", "soon", "today", "late", "met", "missed"]

_DAY = timedelta(days=1)
_SATURDAY = 5


@frozen
class CalendarDay:
    """A day that differs from its weekday. `decided` is False while the Prime Minister has not fixed it."""

    day: date
    kind: DayKind
    name: str = ""
    basis: str = ""
    decided: bool = True


class Step(NamedTuple):
    """One day on the way to a deadline; `why` says why it is left out, or why a weekend day counts."""

    day: date
    counted: bool
    why: str


@dataclass(slots=True)
class WorkingCalendar:
    """Which days are worked. Years without any row count by weekday alone and are provisional (R4).

    `undecided_years` are provisional too; `version` tells two states of the calendar apart. `roll`: a term in
    days of the calendar that ends on a day off runs to the next working day (R2).
    """

    days: tuple[CalendarDay, ...]
    undecided_years: frozenset[int] = frozenset()
    version: str = ""
    roll: bool = True
    _by_day: dict[date, CalendarDay] = field(init=False)
    _lost: list[int] = field(init=False)
    _gained: list[int] = field(init=False)
    _years: frozenset[int] = field(init=False)

    def __init__(
        self,
        days: Iterable[CalendarDay],
        undecided_years: frozenset[int] | None = None,
        version: str = "",
        roll: bool = True,
    ) -> None:
        """`undecided_years` None takes the years of rows that are not decided; version "" is computed."""
        self.days = tuple(sorted(days, key=lambda d: d.day))
        self._by_day = {d.day: d for d in self.days}
        self._years = frozenset(d.day.year for d in self.days)
        undecided = frozenset(d.day.year for d in self.days if not d.decided)
        self.undecided_years = undecided if undecided_years is None else undecided_years
        self.roll = roll
        self.version = version or _digest(self.days, roll)
        listed = self._by_day.values()
        self._lost = sorted(d.day.toordinal() for d in listed if d.kind != "work" and d.day.weekday() < _SATURDAY)
        self._gained = sorted(d.day.toordinal() for d in listed if d.kind == "work" and d.day.weekday() >= _SATURDAY)

    def is_working_day(self, day: date) -> bool:
        """Whether the public sector works that day."""
        listed = self._by_day.get(day)
        return listed.kind == "work" if listed else day.weekday() < _SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether the year of `day` has no calendar yet, or one that is not decided."""
        return day.year in self.undecided_years or day.year not in self._years

    def listed(self, day: date) -> CalendarDay | None:
        """The row of that day, if it differs from its weekday."""
        return self._by_day.get(day)

    def next_working_day(self, day: date) -> date:
        """`day` itself when worked, else the first working day after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which is not counted; before it when n < 0.

        n = 0 gives `start`, or the next working day when it is a day off.
        """
        if n == 0:
            return self.next_working_day(start)
        step = _DAY if n > 0 else -_DAY
        day, left = start, abs(n)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def add_calendar_days(self, start: date, n: int, roll: bool | None = None) -> date:
        """`start` and n days of the calendar; on a day off, with `roll` (None: as the calendar has it), the next
        working day.
        """
        day = start + timedelta(days=n)
        return self.next_working_day(day) if (self.roll if roll is None else roll) else day

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and with `b`; negative when b is before a."""
        if b < a:
            return -self.working_days_between(b, a)
        first, last = a.toordinal(), b.toordinal()
        lost = bisect_right(self._lost, last) - bisect_right(self._lost, first)
        gained = bisect_right(self._gained, last) - bisect_right(self._gained, first)
        return _weekdays_to(last) - _weekdays_to(first) - lost + gained

    def steps(self, start: date, n: int) -> list[Step]:
        """Every day from `start` to the n-th working day after it, for print: counted or left out, and why."""
        shown = [Step(start, False, message("values.day_start"))]
        counted = 0
        while counted < n:
            day = shown[-1].day + _DAY
            works = self.is_working_day(day)
            counted += works
            shown.append(Step(day, works, self._why(day)))
        return shown

    def why_off(self, day: date) -> str:
        """Name of the holiday, or the weekend; "" for a working day."""
        return "" if self.is_working_day(day) else self._why(day)

    def _why(self, day: date) -> str:
        listed = self._by_day.get(day)
        if listed:
            return listed.name or message(f"values.day_{listed.kind}")
        return message(f"values.weekday_{day.isoweekday()}") if day.weekday() >= _SATURDAY else ""


def _weekdays_to(ordinal: int) -> int:
    """Mondays to Fridays from day 1 (a Monday) to `ordinal`."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _digest(days: tuple[CalendarDay, ...], roll: bool) -> str:
    lines = [f"{d.day.isoformat()} {d.kind} {d.decided}" for d in days]
    return hashlib.sha256("\n".join(lines if roll else [*lines, "no roll"]).encode()).hexdigest()[:12]


@frozen
class DueStatus:
    """How a deadline stands (R1); `days` are working days: left, early, or late, never negative."""

    state: DueState
    days: int = 0


def due_status(
    due: date | None,
    today: date,
    calendar: WorkingCalendar,
    answered: date | None = None,
    soon: int = 3,
) -> DueStatus:
    """State of a deadline today, or of the answer given. `soon` working days ahead count as near.

    The day after the due day is one day late even when it is a day off.
    """
    if due is None:
        return DueStatus("none")
    if answered is not None:
        gap = calendar.working_days_between(due, answered)
        return DueStatus("missed", max(gap, 1)) if answered > due else DueStatus("met", -gap)
    if today > due:
        return DueStatus("late", max(calendar.working_days_between(due, today), 1))
    if today == due:
        return DueStatus("today")
    left = calendar.working_days_between(today, due)
    return DueStatus("soon" if left <= soon else "on_time", left)
