"""Counts of what is followed up in a period, and rates, as they are printed (rules R6, R7). Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from workbench.frozen import frozen
from workbench.values.percent import format_percent

Outcome = Literal["resolved", "in_progress", "explained", "unanswered"]
OUTCOMES: tuple[Outcome, ...] = ("resolved", "in_progress", "explained", "unanswered")


@frozen
class Standing:
    """How one matter stands on the day of the print: when it came up, and what became of it.

    `settled` is the day it was settled, None while it is open; `opened` None counts as long before.
    """

    opened: date | None
    settled: date | None
    outcome: Outcome
    late: bool = False

    def followed_in(self, first: date | None) -> bool:
        """Whether it is followed up in a period that begins on `first`: not settled before it."""
        return first is None or self.settled is None or self.settled >= first

    def carried_into(self, first: date | None) -> bool:
        """Whether it was open at the end of the period before."""
        return first is not None and (self.opened is None or self.opened < first)


@frozen
class Totals:
    """The counts of R6. `carried + raised == tracked == resolved + in_progress + explained + unanswered`."""

    carried: int
    raised: int
    resolved: int
    in_progress: int
    explained: int
    unanswered: int
    late: int

    @property
    def tracked(self) -> int:
        """Everything followed up in the period."""
        return self.carried + self.raised

    @property
    def answered(self) -> int:
        """Everything that somebody has answered, whatever was said."""
        return self.resolved + self.in_progress + self.explained


def totals(standings: Iterable[Standing], first: date | None) -> Totals:
    """Count what is followed up in a period that begins on `first` (None: from the beginning)."""
    followed = [s for s in standings if s.followed_in(first)]
    carried = sum(s.carried_into(first) for s in followed)
    by = {outcome: sum(s.outcome == outcome for s in followed) for outcome in OUTCOMES}
    return Totals(carried, len(followed) - carried, **by, late=sum(s.late for s in followed))


def count(number: int) -> str:
    """A count as official papers write it: with a nought below ten, thousands grouped by dots."""
    from workbench.values.figures import format_number

    return f"{number:02d}" if number < 10 else format_number(number, lang="vi")


def rate(part: int, whole: int, lang: str = "vi") -> str:
    """ "66,7%", in English "66.7%"; "–" when there is nothing to take a part of. Official papers are Vietnamese."""
    from fractions import Fraction

    return format_percent(Fraction(part, whole) if whole else None, lang=lang)
