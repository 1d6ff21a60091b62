"""How a column writes dates and numbers, judged from all its cells before any of them is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.exchange.raw import CellValue
from workbench.values.dates import parse_date
from workbench.values.money import NumberStyle, number_style
from workbench.values.text import clean

_NUMERIC = re.compile(r"(?:ngày\s*)?(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})", re.IGNORECASE)
_CHANCE = 0.1  # below this, a pattern of days is not put down to chance: columns of dates and texts are seldom honest


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """`swapped`: true dates were made of day/month texts by a program that reads month first.

    `month_first`: the texts themselves are written month first, so that day and month of the others are in doubt.
    """

    swapped: bool = False
    month_first: bool = False


NO_EVIDENCE = DateEvidence()


@dataclass(frozen=True, slots=True)
class _Counts:
    """True dates with days up to 12 and beyond; texts that only fit day first, only month first, or both."""

    low: int = 0
    high: int = 0
    day_first: int = 0
    month_first: int = 0
    either: int = 0

    def __add__(self, other: _Counts) -> _Counts:
        return _Counts(
            self.low + other.low,
            self.high + other.high,
            self.day_first + other.day_first,
            self.month_first + other.month_first,
            self.either + other.either,
        )

    @property
    def looks_swapped(self) -> bool:
        """True dates have days of at most 12, texts days beyond: the trace of a swap. Texts that Excel would have
        taken for dates speak against it.
        """
        if self.high or self.month_first or self.low < 1 or self.day_first < 1:
            return False
        chance: float = (12 / 30.4) ** self.low * (18.4 / 30.4) ** self.day_first
        doubt = 10 if self.either else 3 if self.day_first == 1 else 1
        return chance < _CHANCE / doubt


def date_evidence(columns: Sequence[Iterable[CellValue]]) -> tuple[DateEvidence, ...]:
    """Evidence for each date column of a table; a swap shown by all together holds for each that agrees."""
    counted = [_count(values) for values in columns]
    together = sum(counted, _Counts()).looks_swapped
    return tuple(
        DateEvidence(
            c.low > 0 and (c.looks_swapped or (together and not c.high)),
            c.month_first > c.day_first,
        )
        for c in counted
    )


def _count(values: Iterable[CellValue]) -> _Counts:
    low = high = day_first = month_first = either = 0
    for value in values:
        if isinstance(value, date):
            low, high = (low + 1, high) if value.day <= 12 else (low, high + 1)
        elif isinstance(value, str) and (found := _NUMERIC.fullmatch(clean(value))):
            a, b = int(found[1]), int(found[2])
            if a > 12 >= b:
                day_first += parse_date(value).value is not None  # "31/02" was no date for Excel either
            elif b > 12 >= a:
                month_first += 1
            elif a <= 12 and b <= 12 and a != b:
                either += 1
    return _Counts(low, high, day_first, month_first, either)


def amount_style(values: Iterable[CellValue]) -> NumberStyle:
    """How amounts are written: Vietnamese unless the column shows otherwise, "unknown" when it disagrees."""
    styles = {number_style((value,)) for value in values if isinstance(value, str)}
    if "vi" in styles and "en" in styles:
        return "unknown"
    return "en" if "en" in styles else "vi"
