"""Sums for the pages of figures: groups of like records with their number, without reading the records themselves."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from workbench.frozen import frozen
from workbench.storage.database import Database

Iso = str | None  # a date as YYYY-MM-DD
Parameters = dict[str, object]


@frozen
class Within:
    """Which obstacles count: those that began on a day (ISO) or later, of some fields and localities (none: all)."""

    since: str = ""
    fields: Collection[str] = ()
    places: Collection[str] = ()

    def test(self, parameters: Parameters) -> str:
        """The test on a counted row, with its parameters put beside the others."""
        tests = ["true"]
        if self.since:
            parameters["since"] = self.since
            tests.append("began>=:since")
        if self.fields:
            parameters["fields"] = json.dumps(sorted(self.fields))
            tests.append("field IN (SELECT value FROM json_each(:fields))")
        if self.places:
            names = [f"place{n}" for n in range(len(self.places))]
            parameters.update((name, f" {place} ") for name, place in zip(names, sorted(self.places), strict=True))
            tests.append(f"({' OR '.join(f'''instr(' ' || places || ' ', :{name})>0''' for name in names)})")
        return " AND ".join(tests)


_EVERYWHERE = Within()


class ObstacleGroup(NamedTuple):
    """Open obstacles that are alike. `segment`: late, wait, doing or new; `age`: how many of the days asked about they
    are as old as. `places` are ids with a space between them, `ids` numbers of texts with commas.
    """

    field: str
    places: str
    segment: str
    age: int
    number: int
    ids: str


class WaitGroup(NamedTuple):
    """Escalations to one body, sent on one day, whose items wait until one day at the nearest; `code` of one of them."""

    body: str
    sent: str
    due: Iso
    number: int
    code: str
    ids: str


class AnswerGroup(NamedTuple):
    """Items sent to one body on one day with one term and answered on one day; `ids` are the answers."""

    body: str
    sent: str
    answered: str
    term: Iso
    number: int
    ids: str


class PlaceGroup(NamedTuple):
    """Records that name the same localities."""

    places: str
    number: int
    ids: str


class StateGroup(NamedTuple):
    """Records that name the same localities and have the same status on a day."""

    places: str
    status: str
    number: int


class CourseLine(NamedTuple):
    """An agreement in time: its period (ISO), and the share of its commitments that is done, 0–1."""

    uid: str
    title: str
    first: str
    last: str
    share: float | None


_LATE_TASKS = "SELECT count(*) FROM task WHERE agreement=c.uid AND due_date<:today AND status NOT IN ('done', 'dropped')"
_ELAPSED = "CASE WHEN ends>starts THEN min(1.0, max(0.0, (:day-starts)*1.0/(ends-starts))) ELSE 0 END"
_SHARE = "CASE WHEN commitments THEN percent*1.0/commitments/100 END"
_IN_COURSE = "starts IS NOT NULL AND ends IS NOT NULL AND (standing='done' OR standing='live' AND ends>=:day)"


class Figures:
    """Read-only; every answer is one query."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def uids(self, ids: Iterable[str]) -> list[str]:
        """Records of the numbers of some groups."""
        query = "SELECT uid FROM search_text WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [str(uid) for (uid,) in self._db.rows(query, [f"[{','.join(ids)}]"])]

    def obstacles(self, today: str, ages: Sequence[str] = (), within: Within = _EVERYWHERE) -> list[ObstacleGroup]:
        """Open obstacles by field, localities, segment and age: how many of the days `ages` they began on or before."""
        parameters: Parameters = {"today": today, **{f"age{n}": day for n, day in enumerate(ages)}}
        age = " + ".join(f"(began<=:age{n})" for n in range(len(ages))) or "0"
        query = (
            "SELECT field, places, CASE WHEN due<:today THEN 'late' ELSE standing END,"
            f" coalesce({age}, 0), count(*), group_concat(id) FROM counted_obstacle WHERE {within.test(parameters)}"
            " GROUP BY 1, 2, 3, 4"
        )
        return list(map(ObstacleGroup._make, self._db.rows(query, parameters)))

    def obstacle_places(self) -> list[PlaceGroup]:
        """Open obstacles by localities."""
        return self._places("counted_obstacle", "true")

    def agreement_places(self, drafts: bool) -> list[PlaceGroup]:
        """Agreements by the localities that are parties to them."""
        return self._places("counted_agreement", "true" if drafts else "standing<>'draft'")

    def _places(self, table: str, test: str) -> list[PlaceGroup]:
        query = f"SELECT places, count(*), group_concat(id) FROM {table} WHERE {test} GROUP BY places"
        return list(map(PlaceGroup._make, self._db.rows(query)))

    def obstacle_states(self, today: str) -> list[StateGroup]:
        """Open obstacles by localities and status."""
        return self._states("counted_obstacle", "obstacles", today, "true")

    def agreement_states(self, today: str) -> list[StateGroup]:
        """Agreements but drafts by localities and status."""
        return self._states("counted_agreement", "agreements", today, "c.standing<>'draft'")

    def _states(self, table: str, register: str, today: str, test: str) -> list[StateGroup]:
        query = (
            "SELECT c.places, v.value, count(*) FROM listing_choice h CROSS JOIN listing_value v ON v.id=h.value"
            f" CROSS JOIN {table} c ON c.id=h.listed WHERE h.value IN (SELECT id FROM listing_value"
            " WHERE register=:register AND facet='status') AND h.first<=:today AND h.last>=:today"
            f" AND {test} GROUP BY 1, 2"
        )
        return list(map(StateGroup._make, self._db.rows(query, {"register": register, "today": today})))

    def waiting(self, within: Within = _EVERYWHERE) -> list[WaitGroup]:
        """Escalations with an item that waits, one of them about an obstacle that counts."""
        parameters: Parameters = {}
        query = (
            "SELECT body, sent, due, count(*), min(code), group_concat(escalation)"
            f" FROM ({_waiting(within, parameters)}) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        return list(map(WaitGroup._make, self._db.rows(query, parameters)))

    def waiting_one_by_one(self, within: Within = _EVERYWHERE) -> list[WaitGroup]:
        """The same, each escalation by itself, by body and code."""
        parameters: Parameters = {}
        query = (
            "SELECT body, sent, due, 1, code, CAST(escalation AS TEXT)"
            f" FROM ({_waiting(within, parameters)}) ORDER BY body, sent, code"
        )
        return list(map(WaitGroup._make, self._db.rows(query, parameters)))

    def answered(self, within: Within = _EVERYWHERE) -> list[AnswerGroup]:
        """Items about obstacles that count, with their newest answer."""
        parameters: Parameters = {}
        query = (
            "SELECT body, sent, answered, term, count(*), group_concat(answer) FROM counted_item"
            f" WHERE answer IS NOT NULL AND answered IS NOT NULL AND {within.test(parameters)} GROUP BY 1, 2, 3, 4"
        )
        return list(map(AnswerGroup._make, self._db.rows(query, parameters)))

    def course(self, today: date, most: int = 0) -> list[CourseLine]:
        """Agreements in force or done that have a period: those with most late commitments first, then those furthest
        behind the time, then those with most commitments; `most` of them, 0 for all.
        """
        query = (
            "SELECT c.uid, a.title, a.period_from, a.period_to, c.share FROM (SELECT uid, code, late, lag, commitments,"
            f" share FROM (SELECT uid, code, commitments, {_SHARE} AS share,"
            f" CASE WHEN nearest<:today THEN ({_LATE_TASKS}) ELSE 0 END AS late,"
            f" coalesce({_ELAPSED} - {_SHARE}, -1.0) AS lag FROM counted_agreement c WHERE {_IN_COURSE})"
            " ORDER BY late DESC, lag DESC, commitments DESC, code LIMIT :most) c JOIN agreement a ON a.uid=c.uid"
            " ORDER BY late DESC, lag DESC, commitments DESC, c.code"
        )
        parameters: Parameters = {"today": today.isoformat(), "day": today.toordinal(), "most": most or -1}
        return list(map(CourseLine._make, self._db.rows(query, parameters)))

    def in_course(self, today: date) -> int:
        """How many agreements `course` has."""
        query = f"SELECT count(*) FROM counted_agreement WHERE {_IN_COURSE}"
        return int(str(self._db.rows(query, {"day": today.toordinal()})[0][0]))


def _waiting(within: Within, parameters: Parameters) -> str:
    return (
        "SELECT escalation, body, code, sent, min(due) AS due FROM counted_item WHERE waits GROUP BY escalation"
        f" HAVING max({within.test(parameters)})"
    )
