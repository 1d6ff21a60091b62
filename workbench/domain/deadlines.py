"""When an answer is due: rule, start and grounds in, date out (rules R1–R4).

The rule is kept with the date, so that a printed deadline can be explained after the calendar changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from workbench.domain.workdays import Step, WorkingCalendar
from workbench.messages import text as message
from workbench.values.dates import ParsedDate, parse_date
from workbench.values.text import fold

DueRule = Literal["document", "working_days", "days", "in_month", "in_quarter", "in_period", "none"]
COUNTED = ("working_days", "days")
SPANS = ("in_month", "in_quarter", "in_period")

_RULE_OF = {"day": "document", "month": "in_month", "quarter": "in_quarter"}
_COUNT = re.compile(r"(?<![\d/.,-])0*(\d{1,4})(?: ?\([^)]*\))? ngay( lam viec)?(?! *\d)")
_SEVERAL = re.compile(r"\d\)? *(?:hoac|den|toi|va|[-–,/]) *\d{1,4}(?: ?\([^)]*\))? ngay")


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

    A deadline counted in days is provisional when any year that was counted through is. Raises ValueError for a
    counting rule without days, or with fewer than one.
    """
    day = _day(term, start, calendar)
    return Deadline(day, day is not None and _provisional(term, start, day, calendar), calendar.version)


def _day(term: Term, start: date, calendar: WorkingCalendar) -> date | None:
    if term.rule in COUNTED:
        if term.n is None or term.n < 1:
            raise ValueError("a counting term needs at least one day")
        if term.rule == "working_days":
            return calendar.add_working_days(start, term.n)
        return calendar.add_calendar_days(start, term.n)
    if term.rule in SPANS:
        return span(term.text, start).last_day
    return term.day if term.rule == "document" else None


def _provisional(term: Term, start: date, day: date, calendar: WorkingCalendar) -> bool:
    """A date or a period named by the document owes nothing to the calendar."""
    if term.rule == "days":
        return calendar.is_provisional(start + timedelta(days=term.n or 0)) or calendar.is_provisional(day)
    if term.rule != "working_days":
        return False
    years = range((start + timedelta(days=1)).year, day.year + 1)
    return any(calendar.is_provisional(date(year, 1, 1)) for year in years)


def span(words: str, start: date) -> ParsedDate:
    """The period that words name (R3): "trong tháng 8" without a year is of the year of `start`."""
    return parse_date(words, default_year=start.year)


def read_term(words: str, start: date, basis: str = "") -> Term | None:
    """The term that words of a letter set: "15 ngày làm việc", "60 ngày", "trước 15/3/2026", "Quý II/2024".

    None when nothing can be read for certain. The words are kept with the term.
    """
    folded = fold(words)
    counted = {(int(n), bool(working)) for n, working in _COUNT.findall(folded)}
    if len(counted) == 1 and not _SEVERAL.search(folded):
        n, working = counted.pop()
        return Term("working_days" if working else "days", n, words, basis=basis) if n else None
    parsed = span(words, start)
    if counted or parsed.last_day is None:
        return None
    rule = _RULE_OF.get(parsed.precision, "in_period")
    return Term(cast(DueRule, rule), text=words, day=parsed.value, basis=basis)


def steps(term: Term, start: date, calendar: WorkingCalendar) -> list[Step]:
    """Every day from `start` to the deadline, counted or left out and why; nothing for rules that do not count."""
    if term.rule == "working_days":
        return calendar.steps(start, term.n or 0)
    if term.rule != "days":
        return []
    end = start + timedelta(days=term.n or 0)
    shown = [Step(start, False, message("values.day_start"))]
    for i in range(1, (term.n or 0) + 1):
        day = start + timedelta(days=i)
        shown.append(Step(day, True, calendar.why_off(day)))
    last = calendar.add_calendar_days(start, term.n or 0)
    for i in range(1, (last - end).days + 1):
        day = end + timedelta(days=i)
        shown.append(Step(day, False, calendar.why_off(day) or message("values.day_rolled")))
    return shown


def term_of(rule: str | None, n: int | None, words: str | None, day: date | None, basis: str | None) -> Term:
    """The term as stored with an escalation."""
    return Term(cast(DueRule, rule or "none"), n, words or "", day, basis or "")
