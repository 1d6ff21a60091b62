"""The journal played back: what every record must hold if all that ever happened to it is in its history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.progress import Progress, Silent
from workbench.records.record import Ref
from workbench.schema.spec import Entity
from workbench.storage.database import Database
from workbench.storage.seals import CHUNK, Content, Contents

State = dict[str, Any]


class Replay:
    """Plays the journal of one file back, some hundred records at a time."""

    def __init__(self, database: Database, entities: Mapping[str, Entity]) -> None:
        self._db = database
        self._entities = entities
        self._contents = Contents(database, entities)
        self._empty = {
            key: {name: _plain_default(field.type.to_plain, field.default) for name, field in entity.fields.items()}
            for key, entity in entities.items()
        }

    def states(self, entity: str, uids: list[str]) -> dict[str, State]:
        """What the history says of some records (at most 500): values that are not empty, in the journal's own
        types. A record that was removed, or never was, is left out.
        """
        marks = ",".join("?" * len(uids))
        query = f"SELECT uid, before, after FROM act_change WHERE entity=? AND uid IN ({marks}) ORDER BY act, position"
        states: dict[str, State] = {}
        for uid, before, after in self._db.rows(query, [entity, *uids]):
            if after is None:
                states.pop(str(uid), None)
            elif before is None:
                states[str(uid)] = json.loads(str(after))
            else:
                states.setdefault(str(uid), {}).update(json.loads(str(after)))
        return {uid: self._filled(entity, state) for uid, state in states.items()}

    def stored(self, entity: str, content: Content) -> State:
        """A stored record in the form of `states`."""
        return self._filled(entity, {k: v for k, v in content.items() if k not in ("uid", "revision")})

    def _filled(self, entity: str, state: State) -> State:
        empty = self._empty[entity]
        return {key: value for key, value in state.items() if key in empty and value != empty[key] and value is not None}

    def differing(self, progress: Progress | None = None) -> Iterator[Ref]:
        """Records that do not hold what their history says, that have no history, or that it knows and are gone."""
        watch = progress or Silent()
        for done, entity in enumerate(self._entities):
            watch.step(done, len(self._entities), "safety.phase_replay")
            for part in self._contents.all(entity):
                states = self.states(entity, list(part))
                for uid, content in part.items():
                    if states.get(uid) != self.stored(entity, content):
                        yield Ref(entity, uid)
            for uid in self._gone(entity):
                yield Ref(entity, uid)

    def _gone(self, entity: str) -> Iterator[str]:
        rows = self._db.rows(
            "SELECT DISTINCT uid FROM act_change WHERE entity=?"
            f" AND NOT EXISTS (SELECT 1 FROM {entity} e WHERE e.uid=act_change.uid)",
            (entity,),
        )
        uids = [str(row[0]) for row in rows]
        for start in range(0, len(uids), CHUNK):
            yield from self.states(entity, uids[start : start + CHUNK])


def _plain_default(to_plain: Any, default: Any) -> Any:
    return None if default is None else to_plain(default)
