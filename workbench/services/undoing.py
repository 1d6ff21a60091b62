"""Taking acts back: what the inverse would change now, and what it must leave because it was touched since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workbench.records.changes import Change, ChangeSet, Label, SourceKind
from workbench.records.record import Record, Ref
from workbench.schema.types import REF, REFS
from workbench.storage.journal import Journal
from workbench.storage.repository import Repository

Links = Sequence[tuple[int, SourceKind, int | None]]


@dataclass(frozen=True, slots=True)
class Kept:
    """Something an undo leaves as it is: the record's name, the field (empty: all of it), the reason's key."""

    name: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reversal:
    """An act ready to commit that takes another back, and what it does not take back."""

    act: ChangeSet
    kept: tuple[Kept, ...]


def next_undo(links: Links) -> int | None:
    """Number of the act that undo would take back."""
    done, _ = _stacks(links)
    return done[-1] if done else None


def next_redo(links: Links) -> int | None:
    """Number of the act that redo would do again."""
    _, undone = _stacks(links)
    return undone[-1] if undone else None


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
        elif kind in ("edit", "import"):
            done.append(number)
            undone.clear()
    return done, undone


def reversal(
    repository: Repository, journal: Journal, number: int, kind: Literal["undo", "redo"]
) -> Reversal:
    """The act that undoes (or does again) act `number`, given how the record stands now."""
    target = journal.act(number)
    assert target is not None
    changes = journal.changes(number)
    if kind == "undo":
        changes = tuple(change.inverse() for change in reversed(changes))
    going = {change.ref for change in changes if change.after is None}
    made: list[Change] = []
    kept: list[Kept] = []
    for change in changes:
        stored = repository.get(change.ref)
        if change.before is None:
            _bring_back(change, stored, made)
        elif stored is not None and change.after is None:
            _take_away(repository, change, stored, going, made, kept)
        elif stored is not None:
            _set_back(change, stored, made, kept)
    label = Label(f"act.{kind}", {"number": number})
    return Reversal(ChangeSet(label, tuple(made), kind, undoes=number), tuple(kept))


def _bring_back(change: Change, stored: Record[Any] | None, made: list[Change]) -> None:
    if stored is None:
        made.append(change)


def _take_away(
    repository: Repository,
    change: Change,
    stored: Record[Any],
    going: set[Ref],
    made: list[Change],
    kept: list[Kept],
) -> None:
    assert change.before is not None
    entity = repository.entities[change.ref.entity]
    now = {key: stored.get(key) for key in entity.fields if stored.get(key) != entity.fields[key].default}
    if now != dict(change.before):
        kept.append(Kept(_name(stored), "", "undo.edited_since"))
    elif _used(repository, change.ref, going):
        kept.append(Kept(_name(stored), "", "undo.used_since"))
    else:
        made.append(change)
        return
    going.discard(change.ref)


def _set_back(change: Change, stored: Record[Any], made: list[Change], kept: list[Kept]) -> None:
    assert change.before is not None and change.after is not None
    same = [key for key, value in change.before.items() if stored.get(key) == value]
    for key in change.before.keys() - set(same):
        if stored.get(key) != change.after.get(key):
            kept.append(Kept(_name(stored), f"field.{change.ref.entity}.{key}", "undo.edited_since"))
    if same:
        made.append(
            Change(change.ref, {k: change.before[k] for k in same}, {k: change.after.get(k) for k in same})
        )


def _used(repository: Repository, ref: Ref, going: set[Ref]) -> bool:
    for entity in repository.entities.values():
        for field in entity.fields.values():
            if field.target != ref.entity:
                continue
            users: list[Record[Any]] = []
            if field.type is REF:
                users = repository.where(entity.key, **{field.key: ref.uid})
            elif field.type is REFS:
                users = repository.linked(entity.key, field.key, ref.uid)
            if any(user.ref not in going for user in users):
                return True
    return False


def _name(record: Record[Any]) -> str:
    return str(getattr(record.values, "code", None) or record.uid)
