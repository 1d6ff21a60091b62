"""How long was waited: working days between days written as in the record."""

from __future__ import annotations

from datetime import date

from workbench.services.linked import Linked
from workbench.storage.figures import WaitGroup


class Waits:
    """Working days as the calendar of the record has them, each pair of days counted once."""

    def __init__(self, linked: Linked) -> None:
        self._calendar = linked.calendar
        self.today = linked.today.isoformat()
        self._known: dict[tuple[str, str], int] = {}

    def between(self, first: str, last: str) -> int:
        """Working days from one day to another."""
        key = (first, last)
        if key not in self._known:
            days = (date.fromisoformat(first), date.fromisoformat(last))
            self._known[key] = self._calendar.working_days_between(*days)
        return self._known[key]

    def waited(self, group: WaitGroup) -> int:
        """Working days since escalations were sent."""
        return max(0, self.between(group.sent, self.today))

    def allowed(self, group: WaitGroup) -> int | None:
        """Working days that they were given."""
        return self.between(group.sent, group.due) if group.due else None
