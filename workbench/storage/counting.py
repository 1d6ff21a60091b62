"""What the figures are counted from: one narrow row for each open obstacle, each item sent to a body, each agreement.

Derived from the records and kept with them in the same transaction, like the listing; it can be made anew at any time.
Nothing of it depends on the day: how late and how old a thing is comes from the days that its row holds. Numbers are
those of search texts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator

from workbench.domain.states import OPEN_OBSTACLE, WAITING
from workbench.records.record import Ref
from workbench.storage.database import Database

RULES = 1  # raised when rows are counted by other rules, so that they are made anew
_BEFORE_ALL = 1721424.5  # Julian day of the day before 1 January of the year 1: days are numbered as in `date`


def _any_of(words: Collection[str]) -> str:
    return ",".join(f"'{word}'" for word in sorted(words))


def _day(column: str) -> str:
    return f"CAST(julianday({column}) - {_BEFORE_ALL} AS INTEGER)"


_NEWEST = (  # answers of one day: the one entered last (R18)
    "(SELECT s.uid FROM answer_item s JOIN answer a ON a.uid=s.answer WHERE s.escalation_item=i.uid"
    " ORDER BY coalesce(a.received_date, '') DESC, s.rowid DESC LIMIT 1)"
)
_DUE = (  # the roadmap of an interim answer moves a deadline (R1)
    "coalesce((SELECT CASE WHEN n.answer_class IN ('in_progress', 'partial') THEN n.roadmap_date END"
    f" FROM answer_item n WHERE n.uid={_NEWEST}), i.due_date, e.due_date)"
)
_LATEST = "~"  # after every day: an item that waits without a deadline
_OBSTACLES = f"""
SELECT s.id, coalesce(o.field, ''), coalesce((SELECT group_concat(target, ' ') FROM
 (SELECT target FROM obstacle_localities WHERE owner=o.uid ORDER BY target)), ''),
 CASE WHEN o.nearest IS NOT NULL THEN 'wait' WHEN o.state IN ('new', 'classified') THEN 'new' ELSE 'doing' END,
 o.began, coalesce(nullif(o.nearest, '{_LATEST}'), o.requested_due)
FROM (SELECT uid, field, state, requested_due, coalesce(raised_date, reported_date) AS began,
 (SELECT min(coalesce({_DUE}, '{_LATEST}')) FROM recommendation r JOIN escalation_item i ON i.recommendation=r.uid
  JOIN escalation e ON e.uid=i.escalation WHERE r.obstacle=obstacle.uid AND i.state IN ({_any_of(WAITING)})) AS nearest
 FROM obstacle WHERE state IN ({_any_of(OPEN_OBSTACLE)}) AND {{chosen}}) o
JOIN search_text s ON s.entity='obstacle' AND s.uid=o.uid
"""
_ITEMS = f"""
SELECT c.escalation, c.item, c.code, c.body, c.sent, c.term, c.due, c.waits, t.id, a.received_date,
 coalesce(o.field, ''), coalesce((SELECT group_concat(target, ' ') FROM
 (SELECT target FROM obstacle_localities WHERE owner=o.uid ORDER BY target)), ''),
 coalesce(o.raised_date, o.reported_date)
FROM (SELECT s.id AS escalation, i.uid AS item, e.code, coalesce(e.to_organization, '') AS body, e.sent_date AS sent,
 e.due_date AS term, {_DUE} AS due, i.state IN ({_any_of(WAITING)}) AS waits, {_NEWEST} AS said, i.recommendation
 FROM escalation e JOIN search_text s ON s.entity='escalation' AND s.uid=e.uid
 JOIN escalation_item i ON i.escalation=e.uid WHERE e.sent_date IS NOT NULL AND {{chosen}}) c
JOIN recommendation r ON r.uid=c.recommendation JOIN obstacle o ON o.uid=r.obstacle
LEFT JOIN answer_item n ON n.uid=c.said LEFT JOIN answer a ON a.uid=n.answer
LEFT JOIN search_text t ON t.entity='answer' AND t.uid=a.uid
WHERE c.waits OR c.said IS NOT NULL
"""
_AGREEMENTS = f"""
SELECT s.id, g.uid, g.code,
 CASE WHEN g.state IN ('terminated', 'replaced') THEN 'ended'
  WHEN g.state='reviewed' OR g.implementation='done' THEN 'done'
  WHEN g.state IN ('draft', 'consulting') THEN 'draft' ELSE 'live' END,
 coalesce((SELECT group_concat(locality, ' ') FROM (SELECT locality FROM party
  WHERE agreement=g.uid AND locality IS NOT NULL ORDER BY locality)), ''),
 {_day("g.period_from")}, {_day("g.period_to")},
 (SELECT count(*) FROM task WHERE agreement=g.uid AND status<>'dropped'),
 (SELECT coalesce(sum(CASE WHEN percent IS NOT NULL THEN percent WHEN status='done' THEN 100 ELSE 0 END), 0)
  FROM task WHERE agreement=g.uid AND status<>'dropped'),
 (SELECT min(due_date) FROM task WHERE agreement=g.uid AND status NOT IN ('done', 'dropped'))
FROM agreement g JOIN search_text s ON s.entity='agreement' AND s.uid=g.uid WHERE {{chosen}}
"""
_COUNTED = {  # entity: table, its column of numbers, rows, id of the record in them
    "obstacle": ("counted_obstacle", "id", _OBSTACLES, "uid"),
    "escalation": ("counted_item", "escalation", _ITEMS, "e.uid"),
    "agreement": ("counted_agreement", "id", _AGREEMENTS, "g.uid"),
}


class Counting:
    """The counted rows of one file."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @property
    def current(self) -> bool:
        """Whether the rows were made by the rules of this program."""
        return self._db.rows("SELECT coalesce(max(counted), 0) FROM listing_state")[0][0] == RULES

    def put(self, connection: sqlite3.Connection, entity: str, uids: Iterable[str]) -> None:
        """Bring the rows of these records up to date, those that have a search text."""
        if entity not in _COUNTED:
            return
        table, number, rows, uid = _COUNTED[entity]
        asked = {"uids": json.dumps(list(uids)), "entity": entity}
        some = "SELECT value FROM json_each(:uids)"
        there = f"SELECT id FROM search_text WHERE entity=:entity AND uid IN ({some})"
        connection.execute(f"DELETE FROM {table} WHERE {number} IN ({there})", asked)
        connection.execute(f"INSERT INTO {table} {rows.format(chosen=f'{uid} IN ({some})')}", asked)

    def remove(self, connection: sqlite3.Connection, entity: str, numbers: Iterable[int]) -> None:
        """Take away the rows of records that are gone."""
        if entity in _COUNTED:
            table, number, _, _ = _COUNTED[entity]
            connection.executemany(f"DELETE FROM {table} WHERE {number}=?", [(n,) for n in numbers])

    def rebuild(self, connection: sqlite3.Connection) -> None:
        """Make all rows anew, inside the caller's transaction and after the search texts and the listing."""
        for table, _, rows, _ in _COUNTED.values():
            connection.execute(f"DELETE FROM {table}")
            connection.execute(f"INSERT INTO {table} {rows.format(chosen='true')}")
        connection.execute("UPDATE listing_state SET counted=?", (RULES,))

    def stale(self) -> Iterator[Ref]:
        """Records whose rows are not what they should be; of rows without a record the number."""
        if not self.current:
            return
        for entity, (table, number, rows, _) in _COUNTED.items():
            kept, fresh = f"SELECT * FROM {table}", rows.format(chosen="true")
            apart = f"SELECT * FROM ({kept} EXCEPT {fresh}) UNION SELECT * FROM ({fresh} EXCEPT {kept})"
            wrong = self._db.rows(
                f"SELECT DISTINCT coalesce(s.uid, w.{number}) FROM ({apart}) w"
                f" LEFT JOIN search_text s ON s.id=w.{number}"
            )
            yield from (Ref(entity, str(uid)) for (uid,) in wrong)
