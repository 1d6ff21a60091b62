"""Writing as a plain value: what was, what will be, and why. Shown first, then committed exactly as shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from functools import cache
from typing import Any, Literal, NamedTuple

from workbench.frozen import frozen
from workbench.records.issues import CellRef
from workbench.records.record import Record, Ref
from workbench.schema.spec import Entity, entity_of, values_of

SourceKind = Literal["edit", "import", "merge", "undo", "redo", "seed"]
#: Kinds of acts that can be taken back; the others take back, do again, or lay the ground.
OWN: tuple[SourceKind, ...] = ("edit", "import", "merge")
Values = Mapping[str, Any]


@frozen
class Change:
    """One record before and after. `before` None is a creation, `after` None a removal.

    A creation lists the fields that are not empty, a removal all that were not empty, an update only the
    fields that differ.
    """

    ref: Ref
    before: Values | None
    after: Values | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Keys of the touched fields, in the order of the values."""
        return tuple(dict.fromkeys([*(self.before or {}), *(self.after or {})]))

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.ref, self.after, self.before)


class FieldSource(NamedTuple):
    """Where a written value came from: cells of an imported file, with the text that stood there. A plain tuple, for
    a large import brings hundreds of thousands.
    """

    ref: Ref
    field: str
    batch: str
    cells: tuple[CellRef, ...]
    raw: str


@frozen
class Attachment:
    """A file kept in the record under its fingerprint; `name` is only ever shown, never used as a path."""

    sha256: str
    name: str
    data: bytes


@frozen
class Label:
    """What was done, as a catalogue key with parameters, so that history reads in either language."""

    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@frozen
class ChangeSet:
    """One act: everything it changes, where the values came from and the files it brings along. `erases` names records
    that are gone, and of which the journal is to keep no content either.
    """

    label: Label
    changes: tuple[Change, ...] = ()
    source: SourceKind = "edit"
    sources: tuple[FieldSource, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    undoes: int | None = None
    note: str = ""
    erases: tuple[Ref, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether committing it would write nothing."""
        return not self.changes and not self.attachments and not self.erases

    def inverse(self, label: Label, kind: SourceKind, undoes: int) -> ChangeSet:
        """The act that takes this one back, in reverse order so that parts go before their owners."""
        back = tuple(c.inverse() for c in reversed(self.changes))
        return ChangeSet(label, back, kind, undoes=undoes)

    def joined(self, other: ChangeSet) -> ChangeSet:
        """This act with the other's changes after its own."""
        return replace(
            self,
            changes=self.changes + other.changes,
            sources=self.sources + other.sources,
            attachments=self.attachments + other.attachments,
        )


@frozen
class ChangeSummary:
    """What a commit touched, for screens to refresh: refs created, updated and removed."""

    created: tuple[Ref, ...] = ()
    updated: tuple[Ref, ...] = ()
    removed: tuple[Ref, ...] = ()

    @classmethod
    def of(cls, changes: Iterable[Change]) -> ChangeSummary:
        """Summary of some changes."""
        created: list[Ref] = []
        updated: list[Ref] = []
        removed: list[Ref] = []
        for change in changes:
            kind = created if change.before is None else removed if change.after is None else updated
            kind.append(change.ref)
        return cls(tuple(created), tuple(updated), tuple(removed))

    @property
    def entities(self) -> frozenset[str]:
        """Keys of the entities touched."""
        return frozenset(r.entity for r in (*self.created, *self.updated, *self.removed))


@cache
def _canonical(cls: type) -> Mapping[str, Callable[[Any], Any]]:
    """What makes the values of each field canonical; looked up once for a class, not for each of its records."""
    return {key: spec.type.canonical for key, spec in entity_of(cls).fields.items()}


def _filled(instance: Any, described: Entity) -> dict[str, Any]:
    empty = described.empty
    return {key: value for key, value in values_of(instance).items() if value is not None and value != empty[key]}


def create(uid: str, instance: Any) -> Change:
    """Creation of a record from an entity instance."""
    described = entity_of(type(instance))
    canonical = _canonical(described.cls)
    after = {key: canonical[key](value) for key, value in _filled(instance, described).items()}
    return Change(Ref(described.key, uid), None, after)


def update(record: Record[Any], **values: Any) -> Change | None:
    """Update of some fields; None when nothing differs."""
    described = entity_of(type(record.values))
    new = described.canonical(values)
    touched = {k: v for k, v in new.items() if record.get(k) != v}
    if not touched:
        return None
    return Change(record.ref, {k: record.get(k) for k in touched}, touched)


def remove(record: Record[Any]) -> Change:
    """Removal of a record; the journal keeps all it held."""
    return Change(record.ref, _filled(record.values, entity_of(type(record.values))), None)


def some(*changes: Change | None) -> tuple[Change, ...]:
    """The changes that are not None."""
    return tuple(c for c in changes if c is not None)
