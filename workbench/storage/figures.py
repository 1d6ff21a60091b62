"""What the figures of the main line are counted from: few columns of many records, without making records of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from workbench.storage.database import Database

Iso = str | None  # a date as YYYY-MM-DD


class ObstacleLine(NamedTuple):
    """An obstacle: its state, field, the day it began, the deadline that its locality asked for, its localities.

    A hundred thousand of these are made for one page, hence a tuple; `places` are ids with a space between them.
    """

    uid: str
    state: str
    field: str
    began: Iso
    requested: Iso
    places: str


class ItemLine(NamedTuple):
    """One ask in one escalation, with where it was sent, when, its deadline, and its newest answer if any.

    `due` is that of the item, else of its escalation; `roadmap` is the day an interim answer moves it to.
    """

    obstacle: str
    escalation: str
    code: str
    body: str
    sent: Iso
    escalation_due: Iso
    due: Iso
    answer: str = ""
    answered: Iso = None
    roadmap: Iso = None


_ITEM = (
    "SELECT i.uid, r.obstacle, e.uid, e.code, coalesce(e.to_organization, ''), e.sent_date, e.due_date,"
    " coalesce(i.due_date, e.due_date) FROM escalation_item i"
    " JOIN recommendation r ON r.uid = i.recommendation JOIN escalation e ON e.uid = i.escalation"
)
_SAID = (
    "SELECT s.escalation_item, a.uid, a.received_date,"
    " CASE WHEN s.answer_class IN ('in_progress', 'partial') THEN s.roadmap_date END FROM answer_item s"
    " JOIN answer a ON a.uid = s.answer"
)
_NEWEST_LAST = " ORDER BY coalesce(a.received_date, ''), s.rowid"  # of one day the one entered last (R18)


class Figures:
    """Read-only; every answer is one or two queries."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def obstacles(self, states: Collection[str] = ()) -> list[ObstacleLine]:
        """Obstacles in some states (none: all), in the order of creation."""
        where = f" WHERE state IN ({','.join('?' * len(states))})" if states else ""
        query = (
            "SELECT uid, state, coalesce(field, ''), coalesce(raised_date, reported_date), requested_due,"
            " coalesce((SELECT group_concat(target, ' ') FROM obstacle_localities WHERE owner = uid), '') FROM obstacle"
            f"{where} ORDER BY rowid"
        )
        return list(map(ObstacleLine._make, self._db.rows(query, list(states))))

    def items(self, states: Collection[str]) -> list[ItemLine]:
        """Items in some states with their newest answers, in the order of creation."""
        marks = ",".join("?" * len(states))
        kept = f" WHERE s.escalation_item IN (SELECT uid FROM escalation_item WHERE state IN ({marks}))"
        said = self._newest(f"{_SAID}{kept}{_NEWEST_LAST}", list(states))
        rows = self._db.rows(f"{_ITEM} WHERE i.state IN ({marks}) ORDER BY i.rowid", list(states))
        return [ItemLine._make((*row[1:], *said.get(row[0], ("", None, None)))) for row in rows]

    def answered(self) -> list[ItemLine]:
        """Items that have an answer, each with its newest one."""
        said = self._newest(f"{_SAID}{_NEWEST_LAST}", [])
        rows = self._db.rows(f"{_ITEM} WHERE i.uid IN (SELECT escalation_item FROM answer_item) ORDER BY i.rowid")
        return [ItemLine._make((*row[1:], *said[row[0]])) for row in rows if row[0] in said]

    def _newest(self, query: str, states: Iterable[object]) -> dict[object, tuple[object, ...]]:
        return {row[0]: tuple(row[1:]) for row in self._db.rows(query, list(states))}
