"""A damaged record salvaged into a new file: records from their tables, from the journal where a table is torn, and
an honest list of what is missing or doubtful.

A record is taken as it lies when it matches its seal; else as an unbroken journal tells it; else as it lies, and
named as doubtful. The new file says in its own journal where it came from and which acts are lost.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from workbench.clock import Clock
from workbench.errors import RecordUnavailable, UserError
from workbench.messages import text
from workbench.progress import Progress, Silent
from workbench.records.changes import Change, ChangeSet, Label, SourceKind
from workbench.records.record import Ref, name_of
from workbench.schema.spec import Entity
from workbench.services.workbench import Workbench
from workbench.storage.cipher import Key, Secret, key_for
from workbench.storage.database import Connection, Database
from workbench.storage.erasing import FILE, NAMED, is_erased
from workbench.storage.journal import GENESIS, RECOVERED
from workbench.storage.plain import dump
from workbench.storage.replay import Replay, State
from workbench.storage.salvage import Row, Salvage, clean, insert, patched, read_entity
from workbench.storage.seals import seal_of
from workbench.storage.tables import columns, link_table, links

_MANY_ACTS = 10_000_000  # more than an office writes in its life: a damaged number, not an act
_LOST_ACT = dump({"key": "act.lost", "params": {}})


@dataclass
class Recovered:
    """What a recovery brought over, and what it could not. Names are those that people use."""

    whole: int = 0  # records that match their seals
    from_journal: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    cut_links: list[str] = field(default_factory=list)
    lost_files: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)  # kinds of which some may be missing without a trace
    acts: int = 0
    lost_acts: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is missing or doubtful."""
        known = self.doubtful or self.lost or self.cut_links or self.lost_files
        return not (known or self.torn or self.lost_acts)

    def words(self) -> list[str]:
        """The report, a sentence a line."""
        lines = [text("safety.recovered_whole", n=self.whole), text("safety.recovered_acts", n=self.acts)]
        if self.lost_acts:
            lines.append(text("safety.recovered_lost_acts", n=self.lost_acts))
        for key in ("from_journal", "doubtful", "lost", "cut_links", "lost_files", "torn"):
            names: list[str] = getattr(self, key)
            if names:
                lines.append(text(f"safety.recovered_{key}", n=len(names), names=", ".join(names)))
        lines.append(text("safety.recovered_complete" if self.complete else "safety.recovered_in_part"))
        return lines


def recover(
    damaged: Path,
    target: Path,
    clock: Clock,
    actor: str,
    progress: Progress | None = None,
    secrets: Iterable[Secret] = (),
) -> Recovered:
    """Salvage `damaged` into the new record `target` and say what is missing. `damaged` is not touched.

    What was encrypted stays so, under the same passphrase; it must be among the `secrets`.
    Raises UserError `record_exists`, `record_missing`, `not_a_record`, PassphraseNeeded, or RecordUnavailable
    `safety.beyond_recovery` when not even the list of tables can be read; nothing is left behind then.
    """
    if not damaged.is_file():
        raise UserError("record_missing", file=str(damaged))
    key = key_for(damaged, secrets)
    with TemporaryDirectory(prefix="lien-ket-vung-", ignore_cleanup_errors=True) as scratch:
        database = Database(patched(damaged, Path(scratch) / "record", key), key=key)
        try:
            with _readable_at_all(damaged), database.lenient():
                salvage = Salvage(database)
            with database.lenient():
                return _into(target, salvage, key, damaged.name, clock, actor, progress or Silent())
        finally:
            database.close()


@contextmanager
def _readable_at_all(damaged: Path) -> Iterator[None]:
    """Say of the damaged file, by its name, that not even its tables can be listed."""
    try:
        yield
    except UserError as error:
        raise RecordUnavailable("safety.beyond_recovery", file=damaged.name) from error


def _into(
    target: Path, salvage: Salvage, key: Key | None, name: str, clock: Clock, actor: str, progress: Progress
) -> Recovered:
    opened = Workbench.blank(target, clock, actor, key)
    try:
        report = _Recovery(salvage, opened, name, progress).run()
    except BaseException:
        opened.discard()
        raise
    opened.close()
    return report


class _Recovery:
    """One recovery, from what can be read to a new record that passes every check."""

    def __init__(self, salvage: Salvage, opened: Workbench, name: str, progress: Progress) -> None:
        self._salvage, self._opened, self._name, self._progress = salvage, opened, name, progress
        self._entities: Mapping[str, Entity] = opened.repository.entities
        self._replay = Replay(opened.database, self._entities)
        self._report = Recovered()
        self._told: dict[Ref, State] = {}  # what the salvaged journal says
        self._lying: dict[str, dict[str, Row]] = {}
        self._dropped: list[Ref] = []
        self._erased_files: set[str] = set()

    def run(self) -> Recovered:
        """Bring everything over in one transaction."""
        database = self._opened.database
        database.execute("PRAGMA foreign_keys=OFF")  # what points at nothing is mended at the end
        with database.transaction() as connection:
            self._read()
            self._acts(connection)
            breaks = list(self._opened.journal.verify())
            sound = not breaks and bool(self._report.acts) and not {"act", "act_change"} & self._salvage.torn
            chosen = self._records(sound=sound)
            if not sound:
                self._report.torn += [text(f"entity.{key}.many") for key in self._entities if self._is_torn(key)]
            self._mend_links(chosen)
            self._write(connection, chosen)
            for ref in self._dropped:
                del chosen[ref]
            self._tell(connection, chosen, " ".join(found.mark for found in breaks))
            self._opened.rebuild_lists(connection)
            self._opened.seals.rebuild(connection)
        database.execute("PRAGMA foreign_keys=ON")
        return self._report

    def _read(self) -> None:
        """What lies in the tables."""
        for done, (key, entity) in enumerate(self._entities.items()):
            self._progress.step(done, len(self._entities), "safety.phase_recover")
            self._lying[key] = read_entity(self._salvage, entity) if self._salvage.has(key) else {}

    # the journal

    def _acts(self, connection: Connection) -> None:
        acts = {int(row["number"]): row for row in self._salvage.rows("act") if _is_act(row)}
        found = (row for row in self._salvage.rows("act_change") if _is_change(self._entities, row))
        changes = {(row["act"], row["position"]): row for row in found}
        self._erased_files = {r["uid"] for r in changes.values() if r["entity"] == FILE and r["before"] == NAMED}
        refs = list(dict.fromkeys((r["entity"], r["uid"]) for r in changes.values()))
        sources = self._salvage.swept("field_source", "entity uid", refs)
        files = [row for row in self._salvage.rows("attachment") if self._is_whole(row)]
        revisions = (row.get("revision") for rows in self._lying.values() for row in rows.values())
        seen = (revision for revision in revisions if isinstance(revision, int) and revision < _MANY_ACTS)
        last = max([*acts, *(int(act) for act, _ in changes), *seen], default=0)
        for number in range(1, last + 1):
            insert(connection, "act", acts.get(number) or self._lost(number, acts.get(number + 1)))
        for table, rows in (("act_change", changes.values()), ("field_source", sources), ("attachment", files)):
            for row in rows:
                if isinstance(row.get("act"), int) and 1 <= row["act"] <= last:
                    insert(connection, table, row)
        self._report.acts = len(acts)
        kept = {str(row["sha256"]) for row in files}
        batches = self._salvage.rows("import_batch")
        self._report.lost_files += [
            str(b.get("file_name")) for b in batches if b.get("sha256") and str(b["sha256"]) not in kept
        ]

    def _lost(self, number: int, following: Row | None) -> Row:
        self._report.lost_acts += 1
        made = {"number": number, "at": "1970-01-01T00:00:00+07:00", "actor": "?", "kind": "edit", "label": _LOST_ACT}
        sealed = str(following["before_hash"]) if following else GENESIS
        return {**made, "note": "", "undoes": None, "before_hash": GENESIS, "hash": sealed}

    def _is_whole(self, row: Row) -> bool:
        content = row.get("content")
        if content == b"" and row.get("sha256") in self._erased_files:
            return True
        if isinstance(content, bytes) and hashlib.sha256(content).hexdigest() == row.get("sha256"):
            return True
        self._report.lost_files.append(str(row.get("name")))
        return False

    # the records

    def _records(self, *, sound: bool) -> dict[Ref, Row]:
        """The content of every record, in the stored form."""
        seals = self._seals()
        chosen: dict[Ref, Row] = {}
        for key, entity in self._entities.items():
            lying = self._lying[key]
            told = self._histories(key)
            self._told.update({Ref(key, uid): state for uid, state in told.items()})
            for uid in dict.fromkeys([*lying, *told]):
                content = self._choose(entity, uid, lying.get(uid), told.get(uid), seals.get((key, uid)), sound)
                if content is not None:
                    chosen[Ref(key, uid)] = content
            gone = {uid for table, uid in seals if table == key} - lying.keys() - told.keys()
            self._report.lost += [f"{text(f'entity.{key}')} {uid}" for uid in sorted(gone)]
        return chosen

    def _is_torn(self, key: str) -> bool:
        """Whether there may have been records of which neither table nor journal tells any more."""
        journal = {"act", "act_change"} & self._salvage.torn
        return key in self._salvage.torn or (bool(journal) and any(ref.entity == key for ref in self._told))

    def _seals(self) -> dict[tuple[str, str], bytes]:
        rows = self._salvage.swept("seal", "entity", [(key,) for key in self._entities])
        return {(str(row["entity"]), str(clean(row["uid"]))): row["hash"] for row in rows}

    def _histories(self, key: str) -> dict[str, State]:
        rows = self._opened.database.rows("SELECT DISTINCT uid FROM act_change WHERE entity=?", (key,))
        uids = [str(row[0]) for row in rows]
        found: dict[str, State] = {}
        for start in range(0, len(uids), 500):
            found.update(self._replay.states(key, uids[start : start + 500]))
        return found

    def _choose(
        self, entity: Entity, uid: str, lying: Row | None, told: State | None, seal: bytes | None, sound: bool
    ) -> Row | None:
        name = self._call(entity, uid, lying or told or {})
        if lying is not None and seal is not None and seal == seal_of(entity.key, lying):
            self._report.whole += 1
            return lying
        if sound and told is None:
            return None  # the whole history says that it was removed, or never was
        if told is not None and (sound or lying is None or not _readable(entity, lying)):
            content = {"uid": uid, "revision": self._revision(entity.key, uid), **told}
            if _readable(entity, content):
                (self._report.from_journal if sound else self._report.doubtful).append(name)
                return content
        lying = None if lying is None else {key: clean(value) for key, value in lying.items()}
        if lying is not None and _readable(entity, lying):
            self._report.doubtful.append(name)
            return lying
        self._report.lost.append(name)
        return None

    def _revision(self, key: str, uid: str) -> int:
        found = self._opened.database.rows("SELECT max(act) FROM act_change WHERE entity=? AND uid=?", (key, uid))
        return int(str(found[0][0] or 0))

    def _call(self, entity: Entity, uid: str, values: Mapping[str, Any]) -> str:
        name = str(clean(name_of(entity, values)))
        return f"{name} {uid}" if name == text(f"entity.{entity.key}") else name

    def _mend_links(self, chosen: dict[Ref, Row]) -> None:
        """Empty what points at a record that is gone; a part whose owner is gone goes too."""
        while True:
            gone: list[Ref] = []
            for ref, content in chosen.items():
                for spec in self._entities[ref.entity].fields.values():
                    if spec.target and not self._mended(ref, content, spec.key, spec.target, spec.required, chosen):
                        gone.append(ref)
                        break
            if not gone:
                return
            for ref in gone:
                self._report.lost.append(self._call(self._entities[ref.entity], ref.uid, chosen.pop(ref)))

    def _mended(self, ref: Ref, content: Row, key: str, target: str, required: bool, chosen: Mapping[Ref, Row]) -> bool:
        value = content.get(key)
        if value is None:
            return True
        if isinstance(value, list):
            there = [uid for uid in value if Ref(target, uid) in chosen]
            if there != value:
                content[key] = there
                self._cut(ref, content, key)
            return True
        if Ref(target, value) in chosen:
            return True
        if required:
            return False
        del content[key]
        self._cut(ref, content, key)
        return True

    def _cut(self, ref: Ref, content: Row, key: str) -> None:
        name = self._call(self._entities[ref.entity], ref.uid, content)
        self._report.cut_links.append(f"{name} ({text(f'field.{ref.entity}.{key}')})")

    # the new file

    def _write(self, connection: Connection, chosen: Mapping[Ref, Row]) -> None:
        series: dict[tuple[str, int], int] = defaultdict(int)
        for row in self._salvage.swept("code_series", "prefix", [(e.prefix,) for e in self._entities.values()]):
            if isinstance(row["year"], int) and isinstance(row["last"], int):
                series[str(clean(row["prefix"])), row["year"]] = row["last"]
        for ref, content in chosen.items():
            entity = self._entities[ref.entity]
            lists = {spec.key for spec in links(entity)}
            if not insert(connection, ref.entity, {k: v for k, v in content.items() if k not in lists}):
                self._report.lost.append(self._call(entity, ref.uid, content))  # its code is another's
                self._dropped.append(ref)
                continue
            for spec in links(entity):
                for position, target in enumerate(content.get(spec.key, ())):
                    row = {"owner": ref.uid, "position": position, "target": target}
                    insert(connection, link_table(spec), row)
            prefix, _, rest = str(content.get("code", "")).partition("-")
            year, _, number = rest.partition("-")
            if prefix == entity.prefix and year.isdigit() and number.isdigit():
                series[prefix, int(year)] = max(series[prefix, int(year)], int(number))
        for (prefix, numbered), last in series.items():
            insert(connection, "code_series", {"prefix": prefix, "year": numbered, "last": last})

    def _tell(self, connection: Connection, chosen: Mapping[Ref, Row], breaks: str) -> None:
        """The act that tells of the recovery; what differs from the salvaged history is written into it."""
        changes = []
        for ref in dict.fromkeys([*chosen, *self._told]):
            entity, told = self._entities[ref.entity], self._told.get(ref)
            now = self._replay.stored(ref.entity, chosen[ref]) if ref in chosen else None
            if told != now:
                changes.append(Change(ref, _typed(entity, told), _typed(entity, now, told)))
        params: dict[str, str | int] = {"file": self._name, "n": self._report.lost_acts, "breaks": breaks}
        act = ChangeSet(Label(RECOVERED, params), tuple(changes), "seed")  # not to be undone
        self._opened.journal.append(connection, act, self._opened.clock.now(), self._opened.actor)


def _is_act(row: Row) -> bool:
    try:
        datetime.fromisoformat(row["at"])
        number, undoes, label = row["number"], row["undoes"], json.loads(row["label"])
        return (
            number > 0
            and (undoes is None or 0 < undoes < number)
            and row["kind"] in get_args(SourceKind)
            and isinstance(label["key"], str)
            and isinstance(label["params"], dict)
        )
    except (ValueError, TypeError, KeyError):
        return False


def _is_change(entities: Mapping[str, Entity], row: Row) -> bool:
    try:
        if is_erased(row["before"]) and row["after"] is None:
            return isinstance(row["uid"], str) and isinstance(row["position"], int)
        entity = entities[row["entity"]]
        sides = [json.loads(row[side]) for side in ("before", "after") if row[side] is not None]
        for side in sides:
            _typed(entity, {key: value for key, value in side.items() if key in entity.fields})
        return bool(sides) and isinstance(row["uid"], str) and isinstance(row["position"], int)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _readable(entity: Entity, content: Mapping[str, Any]) -> bool:
    """Whether every value is one that its field may hold, and nothing required is missing."""
    try:
        _typed(entity, {k: v for k, v in content.items() if k in entity.fields})
        whole = isinstance(content.get("uid"), str) and isinstance(content.get("revision"), int)
    except (ValueError, TypeError):
        return False
    return whole and all(content.get(f.key) not in (None, "") for f in columns(entity) if f.required)


def _typed(entity: Entity, state: State | None, beside: State | None = None) -> dict[str, Any] | None:
    """Values as the program has them; fields of `beside` that the state lacks come as empty. ValueError or TypeError
    for a value that its field may not hold.
    """
    if state is None:
        return None
    made = {key: entity.fields[key].default for key in (beside or {}) if key in entity.fields}
    for key, value in state.items():
        kind = entity.fields[key].type
        read = kind.from_plain(value)
        if kind.canonical(read) != read:
            raise ValueError(key)
        made[key] = read
    return made
