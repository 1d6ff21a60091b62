"""Reporting periods: their code, the days their data covers, and the day the report is due.

The windows are those of Decree 09/2019/NĐ-CP, articles 12 and 13. They are proposals: a council may fix other
days, and keeps them with the period (R5). The decree has no rule for a 25th that is a day off: none is applied.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from workbench.messages import text as message
from workbench.messages import text_in

PeriodKind = Literal["month", "quarter", "half", "nine_months", "year"]

_LENGTH: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
_CODE = re.compile(r"(\d{4})(?:-(?:M(\d\d)|Q([1-4])|H([12])|(9)M))?")
_ROMAN = ("I", "II", "III", "IV")


class Period(NamedTuple):
    """A month (1-12), quarter (1-4), half (1-2), the first nine months (1) or the whole of a year (1)."""

    kind: PeriodKind
    year: int
    number: int = 1

    @property
    def code(self) -> str:
        """ "2026-M10", "2026-Q3", "2026-H1", "2026-9M", "2026": the form stored and typed on the command line."""
        part = {"month": f"-M{self.number:02d}", "quarter": f"-Q{self.number}", "half": f"-H{self.number}"}
        return f"{self.year}{part.get(self.kind, '-9M' if self.kind == 'nine_months' else '')}"

    @property
    def last_month(self) -> int:
        """The month in which the report is due, 1-12."""
        return _LENGTH[self.kind] * self.number

    def calendar_window(self) -> tuple[date, date]:
        """First and last day by the calendar."""
        from calendar import monthrange

        last = self.last_month
        first = last - _LENGTH[self.kind] + 1
        return date(self.year, first, 1), date(self.year, last, monthrange(self.year, last)[1])

    def window(self) -> tuple[date, date]:
        """First and last day of the data: 15th before the period to 14th of its last month (article 12)."""
        first = date(self.year, self.last_month - _LENGTH[self.kind] + 1, 1)
        return (first - timedelta(days=1)).replace(day=15), date(self.year, self.last_month, 14)

    def send_by(self) -> date:
        """The 25th of the last month (article 13), day off or not."""
        return date(self.year, self.last_month, 25)

    def label(self, lang: str | None = None) -> str:
        """ "quý III/2026", in the language in use or in `lang`."""
        number = _ROMAN[self.number - 1] if self.kind == "quarter" else str(self.number)
        key = f"values.period_{self.kind}" + (f"_{self.number}" if self.kind == "half" else "")
        if lang:
            return text_in(lang, key, number=number, year=str(self.year))
        return message(key, number=number, year=str(self.year))

    def previous(self) -> Period:
        """The period of the same kind before this one."""
        return self._shifted(-1)

    def next(self) -> Period:
        """The period of the same kind after this one."""
        return self._shifted(1)

    def _shifted(self, by: int) -> Period:
        in_year = 1 if self.kind == "nine_months" else 12 // _LENGTH[self.kind]
        years, number = divmod(self.number - 1 + by, in_year)
        return Period(self.kind, self.year + years, number + 1)


def parse_period(s: str) -> Period | None:
    """The period of a code ("2026-Q3") or of words ("6 tháng đầu năm 2026"); None for days and spans."""
    from workbench.values.date_reading import parse_date

    found = _CODE.fullmatch(s.strip().upper())
    if found:
        return _from_code(found)
    parsed = parse_date(s)
    last = parsed.last_day
    if last is None or parsed.precision == "none" or parsed.precision == "day" or parsed.precision == "range":
        return None
    return Period(parsed.precision, last.year, last.month // _LENGTH[parsed.precision])


def _from_code(found: re.Match[str]) -> Period | None:
    year = int(found[1])
    if found[2]:
        return Period("month", year, int(found[2])) if 1 <= int(found[2]) <= 12 else None
    if found[3]:
        return Period("quarter", year, int(found[3]))
    if found[4]:
        return Period("half", year, int(found[4]))
    return Period("nine_months" if found[5] else "year", year)


def period_of(day: date, kind: PeriodKind, *, by: Literal["window", "calendar"] = "window") -> Period:
    """The period whose data window (or calendar window) holds `day`.

    By window, the 15th to the end of the last month belong to the next period. The first nine months leave
    out the end of the year: such a day is given the nine months of the reporting year it falls in.
    """
    month, year = day.month, day.year
    if by == "window" and day.day >= 15:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if kind in ("nine_months", "year"):
        return Period(kind, year)
    return Period(kind, year, (month - 1) // _LENGTH[kind] + 1)


def reporting_period(day: date) -> Period:
    """The quarter whose report is in hand: for 45 days the one whose data has closed, then the one that runs.

    Decree 09/2019 lets data close on the 14th and reports go out by the 25th of the last month; what comes late is
    collected to the end of the month after it.
    """
    current = period_of(day, "quarter")
    previous = current.previous()
    behind = (day - previous.window()[1]).days
    return previous if behind <= 45 else current
