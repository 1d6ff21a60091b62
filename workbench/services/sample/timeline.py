"""When things happen in the sample record: everything is reckoned back from the day it is made for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.workdays import WorkingCalendar
from workbench.values.periods import Period, reporting_period

FIRST = date(2026, 7, 15)  # four quarters back, the provinces of today had just begun to work
_ORDER = ("CT", "VL", "DT", "AG", "CM")
_EARLY = 20  # working days before today on which some send their newest report in advance


@dataclass(frozen=True)
class Timeline:
    """Days of the story. A round is one quarter's reports: 1 the oldest, 4 the newest, 5 its second delivery."""

    today: date
    calendar: WorkingCalendar

    @property
    def last(self) -> date:
        """The last day on which something was done: the working day before today."""
        return self.before(1)

    def before(self, n: int) -> date:
        """The n-th working day before today."""
        return self.calendar.add_working_days(self.today, -n)

    def ahead(self, n: int) -> date:
        """The n-th working day from today; before it when negative, today (or the next one worked) for 0."""
        return self.calendar.add_working_days(self.today, n)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day, but never today or later."""
        return min(self.calendar.add_working_days(day, n), self.last)

    def period(self, number: str | int) -> Period:
        """The quarter that a round reports on."""
        found = reporting_period(self.today)
        for _ in range(4 - min(int(number), 4)):
            found = found.previous()
        return found

    def received(self, number: str | int, sender: str) -> date:
        """When a member's report of a round came in."""
        turn = _ORDER.index(sender)
        if int(number) == 4:
            return self.before(_EARLY)
        if int(number) == 5:
            return self.before(5 - turn // 2)
        day = self.period(number).window()[1] + timedelta(days=1)
        return self.calendar.add_working_days(day, turn)

    def start(self) -> date:
        """When the record was made: shortly before the first reports."""
        return self.calendar.add_working_days(self.received(1, _ORDER[0]), -9)

    def day(self, at: str, known: Mapping[str, date]) -> date:
        """The day of `2+8` (working days after the reports of round 2), `E01+11` (after a letter), `-19`."""
        if at.startswith("-"):
            return self.before(int(at[1:]))
        base, _, days = at.partition("+")
        start = known[base] if base in known else self.received(base, _ORDER[-1])
        return self.after(start, int(days))

    def words(self) -> dict[str, str]:
        """What changes from year to year in the texts: this year, the next, the dry season in sight."""
        year = self.today.year
        first = year - 1 if self.today.month <= 5 else year
        return {"year": str(year), "next": str(year + 1), "dry": f"{first}–{first + 1}"}
