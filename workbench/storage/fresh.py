"""Records that the act in hand has just written, known from the act itself: what is derived from them need not read
them back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.records.changes import Change
from workbench.records.record import Record
from workbench.schema.spec import Entity

Records = list[Record[Any]]


class Fresh:
    """The new records of one act, those that it makes and touches no more. `revision`: the act's number."""

    def __init__(self, entities: Mapping[str, Entity], changes: Iterable[Change], revision: int) -> None:
        self._entities = entities
        self._revision = revision
        self._made: dict[str, dict[str, Change]] = defaultdict(dict)
        self._altered: set[str] = set()
        self._records: dict[str, dict[str, Record[Any]]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._held: dict[tuple[str, str], dict[str, Records]] = {}
        for change in changes:
            if change.before is None:
                self._made[change.ref.entity][change.ref.uid] = change
            else:
                self._made[change.ref.entity].pop(change.ref.uid, None)
                self._altered.add(change.ref.entity)

    def of(self, entity: str) -> Mapping[str, Record[Any]]:
        """New records of an entity by id, in the order of creation."""
        if entity not in self._records:
            made_of = self._entities[entity].cls
            self._records[entity] = {
                uid: Record(change.ref, self._revision, made_of(**(change.after or {})))
                for uid, change in self._made.get(entity, {}).items()
            }
            self._places[entity] = {uid: place for place, uid in enumerate(self._records[entity])}
        return self._records[entity]

    def split(self, entity: str, uids: Sequence[str]) -> tuple[Records, list[str]]:
        """New ones among records, in the order of creation, and the ids of the others."""
        new = self.of(entity)
        if not new:
            return [], list(uids)
        place = self._places[entity]
        mine = sorted((uid for uid in set(uids) if uid in new), key=place.__getitem__)
        return [new[uid] for uid in mine], [uid for uid in uids if uid not in new]

    def held_by(self, entity: str, field: str, owners: Sequence[str]) -> tuple[Records, list[str]]:
        """Parts of new records, which can only be new themselves, and the owners whose parts must be read."""
        if field == "uid":
            return self.split(entity, owners)
        target = self._entities[entity].fields[field].target
        if entity in self._altered or not self.of(target):
            return [], list(owners)
        held = self._by_owner(entity, field)
        new = self.of(target)
        return (
            [part for owner in owners if owner in new for part in held.get(owner, ())],
            [owner for owner in owners if owner not in new],
        )

    def _by_owner(self, entity: str, field: str) -> Mapping[str, Records]:
        key = (entity, field)
        if key not in self._held:
            held: dict[str, Records] = defaultdict(list)
            for record in self.of(entity).values():
                held[record.get(field)].append(record)
            self._held[key] = held
        return self._held[key]
