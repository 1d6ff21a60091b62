"""Whole entities kept in memory, and what was reckoned from them, until an act touches them.

Every write is an act, and the journal lists what each act touched: after a write only those records are read
again. Inside a transaction nothing is kept, for it may be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import RLock
from typing import Any, TypeVar

from workbench.records.record import Record
from workbench.storage.database import Database

T = TypeVar("T")
Records = list[Record[Any]]

_MOST = 20_000  # records of one entity that are kept
_PATCH = 2_000  # records touched since that are read one by one


class Keeping:
    """The kept entities of one file. `whole` reads an entity, `some` records of it by id."""

    def __init__(
        self,
        database: Database,
        whole: Callable[[str], Records],
        some: Callable[[str, Sequence[str]], Records],
    ) -> None:
        self._db = database
        self._whole = whole
        self._some = some
        self._lock = RLock()
        self._head = -1
        self._kept: dict[str, dict[str, Record[Any]]] = {}
        self._touched: dict[str, int] = {}
        self._epoch = 0
        self._derived: dict[str, tuple[tuple[int, ...], Any]] = {}

    def all(self, entity: str) -> Records:
        """Every record of an entity in the order of creation, as a list of the caller's own."""
        if self._db.connection.in_transaction:
            return self._whole(entity)
        with self._lock:
            self._catch_up()
            kept = self._kept.get(entity)
            if kept is not None:
                return list(kept.values())
            found = self._whole(entity)
            if len(found) <= _MOST:
                self._kept[entity] = {record.uid: record for record in found}
            return found

    def derived(self, name: str, entities: Iterable[str], build: Callable[[], T]) -> T:
        """What `build` makes of whole entities; made again once one of them has changed."""
        if self._db.connection.in_transaction:
            return build()
        with self._lock:
            self._catch_up()
            stamp = (self._epoch, *(self._touched.get(entity, 0) for entity in entities))
            found = self._derived.get(name)
        if found is not None and found[0] == stamp:
            kept: T = found[1]
            return kept
        made = build()
        with self._lock:
            self._derived[name] = (stamp, made)
        return made

    def _catch_up(self) -> None:
        head = int(str(self._db.rows("SELECT coalesce(max(number), 0) FROM act")[0][0]))
        if head == self._head:
            return
        if self._head < 0 or head < self._head:
            self._forget()
        else:
            self._follow()
        self._head = head

    def _forget(self) -> None:
        self._kept.clear()
        self._touched.clear()
        self._epoch += 1

    def _follow(self) -> None:
        """Bring kept entities up to date with the acts since."""
        changed: dict[str, dict[str, bool]] = {}
        for entity, uid, act, made in self._db.rows(
            "SELECT entity, uid, act, before IS NULL FROM act_change WHERE act>? ORDER BY act, position",
            (self._head,),
        ):
            self._touched[str(entity)] = int(str(act))
            if str(entity) in self._kept:
                ids = changed.setdefault(str(entity), {})
                if made:
                    ids.pop(str(uid), None)
                ids.setdefault(str(uid), bool(made))
        for entity, uids in changed.items():
            if len(uids) > _PATCH:
                del self._kept[entity]
            else:
                self._patch(entity, uids)

    def _patch(self, entity: str, uids: dict[str, bool]) -> None:
        """`uids`: whether the record was made since; those stand at the end, as a full reading has them."""
        kept = self._kept[entity]
        found = {record.uid: record for record in self._some(entity, list(uids))}
        for uid, made in uids.items():
            if made or uid not in found:
                kept.pop(uid, None)
            if uid in found:
                kept[uid] = found[uid]
