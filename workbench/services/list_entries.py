"""What the listing holds of one record: made from its row in the register.

Rows are made by the builders of the registers, in Vietnamese, whatever the window speaks. What depends on the day is
found by looking at the row on the days on which it turns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from workbench.records.record import Record
from workbench.services.linked import Linked
from workbench.services.register_rows import BUILDERS, EXPIRING_DAYS, STANDINGS, Row
from workbench.storage.listing import ALWAYS, FOREVER, VIEW, Choice, Entry
from workbench.storage.ordering import STATUS
from workbench.values.sorting import sort_key

REGISTER_OF = {entity: register for register, (entity, _) in BUILDERS.items()}
RAISED, SETTLED = "raised", "settled"  # months that obstacles are counted by
_DAY = timedelta(days=1)
_EXPIRING = timedelta(days=EXPIRING_DAYS)
_FIRST = date.min + _EXPIRING
_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_NUMBERS = ("total_investment", "allocated", "gap", "capital")  # money: ordered by amount, not by its words
_LOWEST = 10**18

Held = tuple[str, str]  # a facet and a value of it
_always = lru_cache(maxsize=10_000)(Choice)  # places, fields and states come again and again


class Entries:
    """Makes the entries of records of one entity; `linked` holds what their rows are made of."""

    def __init__(self, entity: str, linked: Linked, today: date) -> None:
        self._entity = entity
        self._linked = linked
        self._today = today
        self._build = BUILDERS[REGISTER_OF[entity]][1]
        self._standing = STANDINGS.get(entity)

    def of(self, record: Record[Any]) -> Entry:
        """The entry of one record."""
        made = self._row(record, self._today)
        ends = self._entity == "agreement" and made.due is not None
        listed = made.due if made.due and (made.due_status.state != "none" or ends) else None
        turns = self._turns(made, ends)
        choices = frozenset(_choices(self._spans(made, record, turns), turns))
        if self._entity == "obstacle":
            choices |= frozenset(_months(self._linked, record))
        return Entry(
            record.uid,
            sort_key(made.code),
            sort_key(made.title) if made.title else None,
            listed.isoformat() if listed else None,
            dict(_keys(made)),
            choices,
        )

    def _row(self, record: Record[Any], day: date) -> Row:
        self._linked.today = day
        return self._build(self._linked, record)

    @staticmethod
    def _turns(made: Row, ends: bool) -> list[date]:
        """Days from which the row reads otherwise."""
        turns = set(made.turns)
        if made.due and _FIRST < made.due < date.max:
            if ends:
                turns |= {made.due - _EXPIRING, made.due + _DAY}
            elif made.due_status.state not in ("none", "met", "missed"):
                turns.add(made.due + _DAY)
        return sorted(turns)

    def _spans(self, made: Row, record: Record[Any], turns: Sequence[date]) -> list[set[Held]]:
        """What the row has before, between and after its turns; between two turns nothing changes."""
        today = set(choices_of(made))
        if not turns:
            return [today]
        now = bisect_right(turns, self._today)  # there the row of today holds
        standing = self._standing
        if standing is None:
            others = [set(choices_of(self._row(record, day))) for day in _others(turns, now)]
        else:
            fixed = {held for held in today if held[0] not in (VIEW, STATUS)}
            others = []
            for day in _others(turns, now):
                self._linked.today = day
                status, tags = standing(self._linked, record)
                others.append(fixed | {(STATUS, status), *_views(tags)})
        return [*others[:now], today, *others[now:]]


def _others(turns: Sequence[date], now: int) -> Iterator[date]:
    """One day of each span but that of today."""
    return (day for place, day in enumerate([turns[0] - _DAY, *turns]) if place != now)


def _keys(row: Row) -> Iterator[tuple[str, str]]:
    """Keys of the columns that are not empty."""
    for column, words in (("places", row.places), ("officer", row.officer), *row.cells.items()):
        if column in _NUMBERS and isinstance(row.data.get(column), int):
            yield column, amount_key(row.data[column])
        elif words:
            yield column, ordered(words)


def amount_key(amount: int) -> str:
    """What a sum of money in VND is ordered by, however it is written."""
    return f"{amount + _LOWEST:020d}"


@lru_cache(maxsize=10_000)  # names, places and states come again and again
def ordered(words: str) -> str:
    """What words are ordered by: Vietnamese order, days by their date; "" if empty."""
    if not words:
        return ""
    found = _DATE.fullmatch(words)
    return "-".join(reversed(found.groups())) if found else sort_key(words)


def _months(linked: Linked, obstacle: Record[Any]) -> Iterator[Choice]:
    """Month in which an obstacle was raised, and in which it was settled."""
    values = obstacle.values
    if raised := values.reported_date or values.raised_date:
        yield Choice(RAISED, raised.isoformat()[:7])
    if not linked.obstacle_open(obstacle):
        days = [view.answer.values.received_date for view in linked.obstacle_items(obstacle.uid) if view.answer]
        if closed := values.closed_date or max((day for day in days if day), default=None):
            yield Choice(SETTLED, closed.isoformat()[:7])


def _choices(spans: Sequence[set[Held]], turns: Sequence[date]) -> Iterator[Choice]:
    """What holds between the turns; what holds over several spans in a row is one choice."""
    always = set.intersection(*spans)
    yield from (_always(*held) for held in always)
    if not turns:
        return
    firsts = [ALWAYS, *(turn.isoformat() for turn in turns)]
    lasts = [*((turn - _DAY).isoformat() for turn in turns), FOREVER]
    running: dict[Held, tuple[str, str]] = {}
    for span, first, last in zip(spans, firsts, lasts, strict=True):
        now = span - always
        for held in now:
            running[held] = (running[held][0] if held in running else first, last)
        for held in running.keys() - now:
            yield Choice(*held, *running.pop(held))
    yield from (Choice(*held, *days) for held, days in running.items())


def _views(tags: Iterable[str]) -> Iterator[Held]:
    """Views that tags stand for. That a deadline is near is reckoned when asked for."""
    return ((VIEW, tag) for tag in tags if tag not in ("all", "soon"))


def choices_of(row: Row) -> Iterator[Held]:
    """Facets and views of a row as it stands."""
    yield from _views(row.tags)
    if STATUS not in row.facets:
        yield STATUS, row.status
    for facet, values in row.facets.items():
        for value in dict.fromkeys(values):
            yield facet, value
