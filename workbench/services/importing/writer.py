"""Collects the changes of an import: ids, codes, sources, and one change for each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.clock import Clock
from workbench.exchange.recognised import ParsedCell
from workbench.records.changes import Change, FieldSource, create, remove, update
from workbench.records.record import Record, Ref
from workbench.schema.spec import entity_of
from workbench.services.proposal import Codes
from workbench.storage.repository import Repository

Cells = Mapping[str, ParsedCell | None]


class Writer:
    """Changes in the making. A record created here and changed again stays one creation."""

    def __init__(self, repository: Repository, clock: Clock, batch: str) -> None:
        self.repository = repository
        self.clock = clock
        self.batch = batch
        self.codes = Codes(repository, clock)
        self.shared: dict[tuple[str, ...], Ref] = {}  # letters and answers that several rows have in common
        self._made: dict[Ref, Any] = {}
        self._updates: dict[Ref, tuple[Record[Any], dict[str, Any]]] = {}
        self._removed: dict[Ref, Record[Any]] = {}
        self._sources: dict[Ref, dict[str, FieldSource]] = {}

    def create(self, instance: Any, cells: Cells) -> Ref:
        """A new record; `cells` names for its fields the cell each came from."""
        ref = Ref(entity_of(type(instance)).key, self.clock.new_id())
        self._made[ref] = instance
        self._note(ref, cells)
        return ref

    def update(self, record: Record[Any], values: Mapping[str, Any], cells: Cells) -> None:
        """New values of some fields of a stored record."""
        pending = self._updates.setdefault(record.ref, (record, {}))[1]
        pending.update(values)
        self._note(record.ref, cells)

    def set(self, ref: Ref, **values: Any) -> None:
        """New values of some fields of a record, made here or stored."""
        import dataclasses

        if ref in self._made:
            self._made[ref] = dataclasses.replace(self._made[ref], **values)
        else:
            self.update(self.repository.need(ref), values, {})

    def remove(self, record: Record[Any]) -> None:
        """Take out a stored part of a record."""
        self._removed[record.ref] = record

    def made(self, ref: Ref) -> Any | None:
        """The instance of a record created here."""
        return self._made.get(ref)

    def source(self, ref: Ref, field: str, cell: ParsedCell) -> None:
        """Note where a value came from that is kept in parts of the record."""
        raw = cell.raw_text if cell.original is None else cell.original
        self._sources.setdefault(ref, {})[field] = FieldSource(ref, field, self.batch, cell.cells, raw)

    def _note(self, ref: Ref, cells: Cells) -> None:
        for field, cell in cells.items():
            if cell is not None and cell.cells:
                self.source(ref, field, cell)

    def changes(self) -> tuple[Change, ...]:
        """Everything collected, creations in the order made."""
        made = [create(ref.uid, instance) for ref, instance in self._made.items()]
        changed = [update(record, **values) for record, values in self._updates.values()]
        gone = [remove(record) for record in self._removed.values()]
        return (*made, *(c for c in changed if c is not None), *gone)

    def sources(self, changes: Sequence[Change]) -> tuple[FieldSource, ...]:
        """Where the values came from that `changes` write; only of records that really change."""
        meant = {change.ref for change in changes}
        if not meant.issuperset(self._sources):
            meant |= set(self._owners(changes))
        return tuple(source for ref, by_field in self._sources.items() if ref in meant for source in by_field.values())

    def _owners(self, changes: Sequence[Change]) -> Iterator[Ref]:
        owners = {key: entity.owner for key, entity in self.repository.entities.items()}
        for change in changes:
            if owner := owners[change.ref.entity]:
                uid = {**(change.before or {}), **(change.after or {})}.get(owner.key)
                if uid:
                    yield Ref(owner.target, uid)
