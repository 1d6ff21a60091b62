"""Keeping the listing of the registers up to date: which rows an act touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from workbench.clock import Clock
from workbench.domain.workdays import WorkingCalendar
from workbench.messages import speaking
from workbench.progress import Progress, Silent
from workbench.records.changes import Change
from workbench.records.record import Ref
from workbench.schema.types import REFS
from workbench.services.list_entries import REGISTER_OF, Entries
from workbench.services.near import NearLinked, near
from workbench.services.texts import Names
from workbench.storage.counting import Counting
from workbench.storage.database import Connection, Database
from workbench.storage.listing import Entry, Listing
from workbench.storage.repository import Repository

RULES = 5  # raised when rows are listed by other rules, so that records are listed anew
_CHUNK = 500
_SILENT = Silent()
_NO_CALENDAR = WorkingCalendar(())  # which day a deadline passes does not depend on days off
_NAMING = {
    "locality": ("name",),
    "organization": ("name",),
    "catalogue_entry": ("catalogue", "code", "label"),
    "region": ("name", "abbr"),
}
_OWNERS = (
    ("party", "agreement"),
    ("task", "agreement"),
    ("obstacle", "agreement"),
    ("task", "meeting"),
    ("plan_item", "plan"),
    ("capital_line", "project"),
)
_MAIN = ("obstacle", "recommendation", "escalation", "escalation_item", "answer", "answer_item")


class Lists:
    """The listing of one open record."""

    def __init__(self, database: Database, repository: Repository, clock: Clock) -> None:
        self.listing = Listing(database)
        self.counting = Counting(database)
        self._repository = repository
        self._clock = clock
        self._names: Names | None = None

    @property
    def current(self) -> bool:
        """Whether the listing, and what figures are counted from, were made by the rules of this program."""
        return self.listed and self.counting.current

    @property
    def listed(self) -> bool:
        """Whether the listing alone was."""
        return self.listing.rules() == RULES

    def refresh(
        self,
        connection: Connection,
        changes: Sequence[Change],
        gone: Mapping[Ref, int],
        progress: Progress = _SILENT,
    ) -> None:
        """Bring the rows up to date that an act touches, inside its transaction and after the search texts.

        `gone`: numbers of the texts that it took away.
        """
        if gone:
            self.listing.remove(connection, gone.values())
        for ref, number in gone.items():
            self.counting.remove(connection, ref.entity, [number])
        renamed = [change.ref for change in changes if _renames(change)]
        if renamed:
            self._names = None
        try:
            touched = self._touched(changes)
            self._write_all(connection, self._naming(renamed, changes) if renamed else touched, progress)
            for entity, uids in touched.items():
                self.counting.put(connection, entity, uids)
        except BaseException:
            self._names = None
            raise
        if renamed or any(change.ref.entity in _NAMING for change in changes):
            self._names = None  # the act may still fail

    def size(self) -> int:
        """How many rows there are to be listed anew."""
        return sum(self._repository.count(entity) for entity in REGISTER_OF)

    def rebuild(self, connection: Connection, tell: Callable[[int], object] = lambda _: None) -> None:
        """List every record anew, inside the caller's transaction and after the search texts; `tell` hears how many
        more are done.
        """
        self.listing.clear(connection)
        self._names = None
        for entity, uids in self._everything().items():
            for part in _parts(uids):
                self._write_all(connection, {entity: part})
                tell(len(part))
        self._names = None
        self.listing.keep_rules(connection, RULES)
        self.counting.rebuild(connection)

    def stale(self) -> Iterator[Ref]:
        """Records whose listed row is not what their rows give; none of a listing that is made anew anyway."""
        if not self.listed:
            return
        self._names = None
        for entity, register in REGISTER_OF.items():
            stored = {entry.uid: entry for entry in self.listing.entries(register)}
            wrong = dict.fromkeys(self.listing.misplaced(register))
            for part in _parts(self._repository.every_uid(entity)):
                for uid, entry in self._fresh(entity, part):
                    if stored.pop(uid, None) != entry or entry is None:
                        wrong[uid] = None
            yield from (Ref(entity, uid) for uid in dict.fromkeys((*wrong, *stored)))
        yield from self.counting.stale()

    def _fresh(self, entity: str, uids: Sequence[str]) -> Iterator[tuple[str, Entry | None]]:
        """Rows as they should be; None for a record that points at what is not there, so that none can be made."""
        try:
            yield from ((entry.uid, entry) for entry in self._entries(entity, uids))
        except LookupError:
            if len(uids) == 1:
                yield uids[0], None
            else:
                for uid in uids:
                    yield from self._fresh(entity, [uid])

    def _everything(self) -> dict[str, list[str]]:
        return {entity: self._repository.every_uid(entity) for entity in REGISTER_OF}

    def _write_all(self, connection: Connection, wanted: Mapping[str, list[str]], progress: Progress = _SILENT) -> None:
        """List records of several entities, some hundred at a time: the second half of writing an act."""
        done, total = 0, sum(map(len, wanted.values()))
        for entity, uids in wanted.items():
            for part in _parts(uids):
                progress.step(total + done, 2 * total)
                entries = [entry for _, entry in self._fresh(entity, part) if entry is not None]
                there = {entry.uid for entry in entries}
                if gone := [uid for uid in part if uid not in there]:
                    self.listing.remove(connection, self.listing.ids_of(entity, gone))
                self.listing.put(connection, REGISTER_OF[entity], entity, entries)
                done += len(part)

    def _entries(self, entity: str, uids: Sequence[str]) -> list[Entry]:
        repository = self._repository
        records = repository.held_by(entity, "uid", uids)
        found = near(repository, entity, records)
        if self._names is None:
            self._names = Names(repository)
        linked = NearLinked(repository, found, self._clock.today(), self._names, _NO_CALENDAR)
        entries = Entries(entity, linked, self._clock.today())
        with speaking("vi"):
            return [entries.of(record) for record in records]

    # which rows an act touches

    def _naming(self, renamed: Sequence[Ref], changes: Sequence[Change]) -> dict[str, list[str]]:
        """Rows that show one of these names, with those that the act touches anyway.

        A name of a list may stand for its code anywhere: then all rows do.
        """
        if any(ref.entity == "catalogue_entry" for ref in renamed):
            return self._everything()
        users = [Change(ref, {}, {}) for name in renamed for ref in self._users(name)]
        return self._touched([*changes, *users])

    def _users(self, name: Ref) -> Iterator[Ref]:
        """Records that refer to this one."""
        repository = self._repository
        for entity in repository.entities.values():
            for field in entity.fields.values():
                if field.target == name.entity and field.type is REFS:
                    yield from (record.ref for record in repository.linked(entity.key, field.key, name.uid))
                elif field.target == name.entity:
                    found = repository.follow(entity.key, "uid", field.key, [name.uid])
                    yield from (Ref(entity.key, uid) for uid in sorted(found))

    def _touched(self, changes: Sequence[Change]) -> dict[str, list[str]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        seen: dict[str, dict[str, None]] = defaultdict(dict)
        updated: dict[str, set[str]] = defaultdict(set)
        for change in changes:
            seen[change.ref.entity][change.ref.uid] = None
            if change.before is not None and change.after is not None:
                updated[change.ref.entity].add(change.ref.uid)
        for entity, uids in seen.items():
            if entity in REGISTER_OF:
                found[entity].update(uids)
        for part, owner in _OWNERS:
            if part in seen:
                found[owner].update(dict.fromkeys(self._pointed(changes, part, owner)))
        follow = self._repository.follow
        told = {*updated["agreement"], *(self._pointed(changes, "party", "agreement") if "party" in seen else ())}
        found["task"].update(dict.fromkeys(follow("task", "uid", "agreement", told)))
        for entity in ("escalation", "answer", "meeting"):
            users = follow(entity, "uid", "document", updated["document"])
            found[entity].update(dict.fromkeys(users))
        if any(entity in seen for entity in _MAIN):
            for entity, more in self._main_line(changes, seen, updated).items():
                found[entity].update(dict.fromkeys(sorted(more)))
        return {entity: list(uids) for entity, uids in found.items() if uids}

    def _main_line(
        self, changes: Sequence[Change], seen: Mapping[str, Iterable[str]], updated: Mapping[str, set[str]]
    ) -> dict[str, set[str]]:
        """Obstacles, escalations and answers whose rows tell of something that was touched.

        What is new is used by nothing but what the same act touches; so only updates are followed outwards.
        """
        follow = self._repository.follow
        items = {*seen.get("escalation_item", ()), *self._pointed(changes, "answer_item", "escalation_item")}
        asks = {*updated["recommendation"], *follow("recommendation", "uid", "obstacle", updated["obstacle"])}
        items |= follow("escalation_item", "uid", "recommendation", asks)
        items |= follow("escalation_item", "uid", "escalation", updated["escalation"])
        items |= follow("answer_item", "escalation_item", "answer", updated["answer"])
        asks |= {*seen.get("recommendation", ()), *self._pointed(changes, "escalation_item", "recommendation")}
        asks |= follow("escalation_item", "recommendation", "uid", items)
        return {
            "obstacle": follow("recommendation", "obstacle", "uid", asks)
            | self._pointed(changes, "recommendation", "obstacle"),
            "escalation": follow("escalation_item", "escalation", "uid", items)
            | self._pointed(changes, "escalation_item", "escalation"),
            "answer": follow("answer_item", "answer", "escalation_item", items)
            | self._pointed(changes, "answer_item", "answer"),
        }

    def _pointed(self, changes: Sequence[Change], entity: str, field: str) -> set[str]:
        """What `field` of touched records of an entity held before and holds now."""
        touched = [change for change in changes if change.ref.entity == entity]
        told = {(side or {}).get(field) for change in touched for side in (change.before, change.after)}
        stored = self._repository.follow(entity, field, "uid", [change.ref.uid for change in touched])
        return {*stored, *(uid for uid in told if uid)}


def _renames(change: Change) -> bool:
    """Whether a name changed that rows show; what is new or gone is shown by none."""
    fields = _NAMING.get(change.ref.entity)
    return bool(fields) and change.before is not None and any(field in change.fields for field in fields or ())


def _parts(uids: Iterable[str]) -> Iterator[list[str]]:
    listed = list(uids)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
