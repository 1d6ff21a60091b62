"""The one door for time and for new identities."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7))


class Clock(Protocol):
    """Now, and new record ids. The rest of the program never asks the system."""

    def now(self) -> datetime:
        """Aware time, in the zone of the officer."""

    def today(self) -> date:
        """The officer's date."""

    def new_id(self) -> str:
        """A new text id, unique on every laptop, so that two records can be joined."""


class SystemClock:
    """Real time in Viet Nam, random ids."""

    def now(self) -> datetime:
        """Current time, UTC+7 (Viet Nam has one zone and no summer time)."""
        return datetime.now(VIETNAM).replace(microsecond=0)

    def today(self) -> date:
        """Current date in Viet Nam."""
        return self.now().date()

    def new_id(self) -> str:
        """32 hexadecimal digits of a random UUID."""
        import uuid

        return uuid.uuid4().hex


class FixedClock:
    """A clock that stands still until told, with counted ids: for tests, samples and pictures."""

    def __init__(self, at: datetime, prefix: str = "id") -> None:
        self.at, self.prefix, self.count = at, prefix, 0

    @classmethod
    def on(cls, day: date, prefix: str = "id") -> FixedClock:
        """A clock at 09:42 of that day."""
        return cls(datetime(day.year, day.month, day.day, 9, 42, tzinfo=VIETNAM), prefix)

    def now(self) -> datetime:
        """The time it was set to."""
        return self.at

    def today(self) -> date:
        """The date it was set to."""
        return self.at.date()

    def new_id(self) -> str:
        """`prefix` and a running number, eight digits."""
        self.count += 1
        return f"{self.prefix}{self.count:08d}"
