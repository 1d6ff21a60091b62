"""Taking acts back: what the inverse would change now, and what it must leave because it was touched since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Any, Literal

from workbench.frozen import frozen
from workbench.messages import text
from workbench.progress import Progress, Silent
from workbench.records.changes import OWN, Change, ChangeSet, Label, SourceKind
from workbench.records.record import Ref, name_of
from workbench.schema.spec import FieldSpec, values_of
from workbench.schema.types import REFS
from workbench.services.using import User, users_of_all, whole_of
from workbench.storage.journal import Journal
from workbench.storage.repository import Repository

Links = Sequence[tuple[int, SourceKind, int | None]]
_Left = tuple[Ref, str]  # a record that stays as it is, or one field of it ("": all of it)


@frozen
class Kept:
    """Something an undo leaves as it is: the record's name, the field (empty: all of it), the reason's key, and who
    stands in the way: the records that use it, or the number of the act that changed it since.
    """

    name: str
    field: str
    reason: str
    by: str = ""
    ref: Ref | None = None

    @property
    def words(self) -> str:
        """The reason in words."""
        return text(f"{self.reason}_by", by=self.by) if self.by else text(self.reason)


@frozen
class Reversal:
    """An act ready to commit that takes another back, and what it does not take back. `number`: the act meant;
    `head`: the journal's last act when this was planned, the only moment it holds for.
    """

    act: ChangeSet
    kept: tuple[Kept, ...]
    number: int = 0
    head: int = 0


def next_undo(links: Links) -> int | None:
    """Number of the act that undo would take back."""
    done, _ = _stacks(links)
    return done[-1] if done else None


def next_redo(links: Links) -> int | None:
    """Number of the act that redo would do again."""
    _, undone = _stacks(links)
    return undone[-1] if undone else None


def taken_back(links: Links) -> frozenset[int]:
    """Numbers of the acts that were undone and not done again since."""
    last = {undoes: kind for _, kind, undoes in links if undoes is not None}
    return frozenset(number for number, kind in last.items() if kind == "undo")


def _stacks(links: Links) -> tuple[list[int], list[int]]:
    done: list[int] = []
    undone: list[int] = []
    for number, kind, undoes in links:
        if kind == "undo" and undoes in done:
            done.remove(undoes)
            undone.append(undoes)
        elif kind == "redo" and undoes in undone:
            undone.remove(undoes)
            done.append(undoes)
        elif kind in OWN:
            done.append(number)
            undone.clear()
    return done, undone


def reversal(
    repository: Repository,
    journal: Journal,
    number: int,
    kind: Literal["undo", "redo"],
    only: Set[Ref] | None = None,
    progress: Progress | None = None,
) -> Reversal:
    """The act that undoes (or does again) act `number`, or what it did to `only` some records, as things stand now.

    What was edited since, is used by others since, or would point at nothing, is kept as it is and listed. `progress`
    may stop it; it begins anew for every time the changes are weighed.
    """
    changes = tuple(change for change in journal.changes(number) if only is None or change.ref in only)
    if kind == "undo":
        changes = tuple(change.inverse() for change in reversed(changes))
    planned = _planned(repository, journal, changes, progress or Silent())
    label = Label(f"act.{kind}", {"number": number})
    act = ChangeSet(label, tuple(planned.made), kind, undoes=number)
    why = planned.kept if planned.made or planned.kept else planned.so  # an empty list would explain nothing
    return Reversal(act, tuple(dict.fromkeys(why)), number, journal.head()[0])


def _planned(repository: Repository, journal: Journal, changes: Sequence[Change], progress: Progress) -> _Planned:
    """Every change weighed. What is kept may still need what was weighed before it, so it is weighed again, knowing
    what is kept, until nothing more has to be kept."""
    kept: frozenset[_Left] = frozenset()
    ground = _Ground(repository, changes)
    while True:
        planned = _Planned(ground, journal, changes, kept)
        for place, change in enumerate(changes):
            progress.step(place, len(changes), "undo.weighing")
            planned.take(change)
        if planned.left <= kept:
            return planned
        kept |= planned.left


class _Ground:
    """The record as it stands, as far as some changes need it: read for all of them together."""

    def __init__(self, repository: Repository, changes: Sequence[Change]) -> None:
        self.repository = repository
        self._changes = changes
        self._stored: dict[Ref, dict[str, Any] | None] = {}
        wanted: dict[str, list[str]] = {}
        for change in changes:
            wanted.setdefault(change.ref.entity, []).append(change.ref.uid)
            self._stored[change.ref] = None
        for entity, uids in wanted.items():
            for record in repository.many(entity, uids):
                self._stored[record.ref] = values_of(record.values)

    def stored(self, ref: Ref) -> dict[str, Any] | None:
        """What a record holds now; None when there is none."""
        if ref not in self._stored:
            found = self.repository.get(ref)
            self._stored[ref] = None if found is None else values_of(found.values)
        return self._stored[ref]

    def users(self, ref: Ref) -> Sequence[User]:
        """Records that point at one that the changes take away."""
        return self._users.get(ref, ())

    @cached_property
    def _users(self) -> Mapping[Ref, Sequence[User]]:
        return users_of_all(self.repository, (change.ref for change in self._changes if change.after is None))


class _Planned:
    """The changes wanted, weighed one by one against the record with those already taken laid over it.

    `kept` are records, or single fields of records, that are known to stay as they are.
    """

    def __init__(self, ground: _Ground, journal: Journal, changes: Sequence[Change], kept: Set[_Left]) -> None:
        self._repository = ground.repository
        self._ground = ground
        self._journal = journal
        self._standing: dict[Ref, dict[str, Any] | None] = {}
        self._coming = {c.ref for c in changes if c.before is None and (c.ref, "") not in kept}
        self._going = {c.ref for c in changes if c.after is None and (c.ref, "") not in kept}
        self._final = {
            (change.ref, key): value
            for change in changes
            for key, value in (change.after or {}).items()
            if (change.ref, key) not in kept
        }
        self.left: set[_Left] = set()
        self.made: list[Change] = []
        self.kept: list[Kept] = []
        self.so: list[Kept] = []  # what is already as it should become

    def take(self, change: Change) -> None:
        """Plan as much of one change as may be done now; list the rest."""
        stored = self._stands(change.ref)
        if change.before is None:
            self._bring_back(change, stored)
        elif stored is None:
            self._keep(change.ref, change.before, "undo.missing", among=self.kept if change.after else self.so)
        elif change.after is None:
            self._take_away(change, stored)
        else:
            self._set_back(change, stored)

    def _bring_back(self, change: Change, stored: Mapping[str, Any] | None) -> None:
        after = change.after or {}
        if stored is not None:
            self._keep(change.ref, after, "undo.there_again", among=self.so)
        elif any(self._points_at_nothing(change.ref, key, value) for key, value in after.items()):
            self._coming.discard(change.ref)
            self.left.add((change.ref, ""))
            self._keep(change.ref, after, "undo.target_gone")
        else:
            self._make(change, {**self._empty(change.ref), **after})

    def _take_away(self, change: Change, stored: Mapping[str, Any]) -> None:
        meant = {**self._empty(change.ref), **(change.before or {})}
        if stored != meant:
            touched = [key for key, value in stored.items() if value != meant[key]]
            reason, by = "undo.edited_since", self._last_to_touch(change.ref, touched)
        elif users := list(self._users(change.ref)):
            reason, by = self._use(change.ref, users)
        else:
            self._make(change, None)
            return
        self._going.discard(change.ref)
        self.left.add((change.ref, ""))
        self._keep(change.ref, stored, reason, by=by)

    def _set_back(self, change: Change, stored: Mapping[str, Any]) -> None:
        before, after = change.before or {}, change.after or {}
        back: list[str] = []
        for key, value in after.items():
            if stored[key] != before.get(key):
                reason = "undo.edited_since"
            elif self._points_at_nothing(change.ref, key, value):
                reason = "undo.target_gone"
            else:
                back.append(key)
                continue
            self._final.pop((change.ref, key), None)  # it keeps pointing where it points
            self.left.add((change.ref, key))
            named = f"field.{change.ref.entity}.{key}"
            if stored[key] != value:
                by = self._last_to_touch(change.ref, [key]) if reason == "undo.edited_since" else ""
                self._keep(change.ref, stored, reason, named, by)
            else:
                self._keep(change.ref, stored, "undo.already_so", named, among=self.so)
        if back:
            partly = Change(change.ref, {k: before.get(k) for k in back}, {k: after[k] for k in back})
            self._make(partly, {**stored, **(partly.after or {})})

    def _make(self, change: Change, standing: dict[str, Any] | None) -> None:
        self.made.append(change)
        self._standing[change.ref] = standing

    def _keep(
        self,
        ref: Ref,
        values: Mapping[str, Any],
        reason: str,
        field: str = "",
        by: str = "",
        among: list[Kept] | None = None,
    ) -> None:
        entity = self._repository.entities[ref.entity]
        own = values if values.get("code") else {**(self._stands(ref) or {}), **values}
        (self.kept if among is None else among).append(Kept(name_of(entity, own), field, reason, by, ref))

    def _last_to_touch(self, ref: Ref, fields: Sequence[str]) -> str:
        """Number of the newest act that set one of these fields."""
        history = self._journal.history(ref)
        return next((str(act.number) for act, change in history if set(fields) & set(change.fields)), "")

    def _use(self, ref: Ref, users: Sequence[Ref]) -> tuple[str, str]:
        """Why a record that others use stays, and their names: a letter that went out says more than any other."""
        wholes = {whole_of(self._repository, user) for user in users}
        if wholes <= {whole_of(self._repository, ref)}:
            return "undo.part_stays", ""
        records = [self._repository.need(whole) for whole in sorted(wholes)]
        sent = [r for r in records if r.ref.entity == "escalation" and r.values.sent_date]
        names = dict.fromkeys(record.name for record in sent or records)
        return "undo.issued" if sent else "undo.used_since", ", ".join(names)

    def _stands(self, ref: Ref) -> dict[str, Any] | None:
        if ref not in self._standing:
            self._standing[ref] = self._ground.stored(ref)
        return self._standing[ref]

    def _empty(self, ref: Ref) -> Mapping[str, Any]:
        return self._repository.entities[ref.entity].empty

    def _points_at_nothing(self, ref: Ref, key: str, value: Any) -> bool:
        field = self._repository.entities[ref.entity].fields[key]
        targets = [Ref(field.target, uid) for uid in _held(field, value)]
        return any(target not in self._coming and self._stands(target) is None for target in targets)

    def _users(self, ref: Ref) -> Iterator[Ref]:
        """Records that would still point at `ref` once all is done."""
        for user, field in self._ground.users(ref):
            held = (user, field.key) not in self._final or ref.uid in _held(field, self._final[user, field.key])
            if held and user not in self._going:
                yield user


def _held(field: FieldSpec, value: Any) -> tuple[str, ...]:
    """Ids that a field holds; none when it is no reference."""
    if not field.target or not value:
        return ()
    return tuple(value) if field.type is REFS else (value,)
