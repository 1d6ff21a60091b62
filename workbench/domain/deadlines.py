"""When an answer is due: rule, start and grounds in, date out (rules R1–R4).

The rule is kept with the date, so that a printed deadline can be explained after the calendar changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from workbench.domain.workdays import WorkingCalendar
from workbench.values.dates import parse_date

DueRule = Literal["document", "working_days", "days", "in_month", "in_quarter", "none"]


@dataclass(frozen=True, slots=True)
class Term:
    """What is asked for: `n` days for the counting rules, `text` for a period in words, `day` for a fixed date."""

    rule: DueRule
    n: int | None = None
    text: str = ""
    day: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The computed day, None when the term names none; `provisional` while that year's calendar is not decided."""

    day: date | None
    provisional: bool
    calendar_version: str


def deadline(term: Term, start: date, calendar: WorkingCalendar) -> Deadline:
    """The deadline of a term that starts with a letter sent on `start`; the start day is not counted (R2).

    Raises ValueError for a counting rule without days, or with fewer than one.
    """
    day = _day(term, start, calendar)
    return Deadline(day, day is not None and calendar.is_provisional(day), calendar.version)


def _day(term: Term, start: date, calendar: WorkingCalendar) -> date | None:
    if term.rule in ("working_days", "days"):
        if term.n is None or term.n < 1:
            raise ValueError("a counting term needs at least one day")
        if term.rule == "working_days":
            return calendar.add_working_days(start, term.n)
        return calendar.add_calendar_days(start, term.n)
    if term.rule in ("in_month", "in_quarter"):
        return parse_date(term.text).last_day
    return term.day if term.rule == "document" else None


def term_of(rule: str | None, n: int | None, words: str | None, day: date | None, basis: str | None) -> Term:
    """The term as stored with an escalation."""
    return Term(cast(DueRule, rule or "none"), n, words or "", day, basis or "")
