"""Forms whose rows are records field by field: what such a form means is data, read off the entity's own fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from workbench.domain.matching import LikeIndex
from workbench.exchange.recognised import ParsedRow
from workbench.records.record import Record, Ref
from workbench.schema.spec import FieldSpec
from workbench.schema.types import DATE, FLAG, INTEGER, MONEY, REF, REFS
from workbench.services.analysis.units import Units
from workbench.services.importing.adapter import Candidate, Place, Submitted
from workbench.services.importing.cells import (
    Incoming,
    day_of,
    iso_of,
    known_keys,
    number_of,
    text_of,
    unknown_words,
    words_of,
)
from workbench.services.importing.writer import Writer
from workbench.services.linked import Linked
from workbench.values.periods import Period
from workbench.values.text import squash

Rec = Record[Any]
YES, NO = "yes", "no"  # keys of the closed list that a flag is written with


class FlatForm:
    """A form against one entity. `fields` names the record's field of each column of the form.

    `words`: the field that keeps, as written, what of a column is no day or no name of the record. `main`: the
    column that a record is known by; `same`: columns in which one record never differs. `whose`: fields that say
    which localities a record belongs to; the sender is put into the first where a row says none. `first`: what a
    new record has beside the row.
    """

    form: ClassVar[str]
    entity: ClassVar[str]
    register: ClassVar[str]
    fixed: ClassVar[frozenset[str]] = frozenset()
    fields: ClassVar[Mapping[str, str]]
    words: ClassVar[Mapping[str, str]] = {}
    main: ClassVar[str]
    same: ClassVar[tuple[str, ...]] = ()
    whose: ClassVar[tuple[str, ...]] = ()
    first: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, linked: Linked, submitted: Submitted) -> None:
        self._linked = linked
        self._submitted = submitted
        self._known = linked.names.known
        self._units = Units(linked)

    @cached_property
    def _records(self) -> Mapping[str, Rec]:
        return {record.uid: record for record in self._linked.repository.all(self.entity)}

    @cached_property
    def _by_main(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for uid, record in self._records.items():
            found[squash(str(record.get(self.fields[self.main]) or ""))].append(uid)
        return found

    @cached_property
    def _like(self) -> LikeIndex:
        key = self.fields[self.main]
        return LikeIndex({uid: str(record.get(key)) for uid, record in self._records.items() if record.get(key)})

    def spec(self, entity: str, field: str) -> FieldSpec:
        """The field of an entity."""
        return self._linked.repository.entities[entity].fields[field]

    # matching

    def candidates(self, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        """The same words with nothing that tells them apart; words alike are to be asked."""
        main = str(values.get(self.main, ""))
        seen = set()
        for uid in self._by_main.get(squash(main), ()) if main else ():
            if not self._differs(uid, values):
                seen.add(uid)
                yield Candidate(uid, True, 1.0, ("match.same_words",))
        for uid, score in self._like.near(main) if main else ():
            if uid not in seen and not self._differs(uid, values):
                yield Candidate(uid, False, score, ("match.words_alike",))

    def _differs(self, uid: str, values: Incoming) -> bool:
        stored = self.stored(uid)
        for key in self.same:
            ours, theirs = values.get(key), stored.get(key)
            if ours is None or theirs is None:
                continue
            if isinstance(ours, tuple) and isinstance(theirs, tuple):
                if not set(self._units.all_of(ours)) & set(self._units.all_of(theirs)):
                    return True
            elif ours != theirs:
                return True
        sender, places = self._submitted.sender, self._places_of(self._records[uid])
        said = any(key in values for key, field in self.fields.items() if field in self.whose)
        return bool(sender and places and not said and self._units.of(sender) not in places)

    def _places_of(self, record: Rec) -> frozenset[str]:
        """Localities that a record belongs to, as units of today."""
        held: list[str] = []
        for field in self.whose:
            value = record.get(field)
            held += value if isinstance(value, tuple) else [value] if value else []
        return frozenset(self._units.all_of(held))

    # what is stored

    def ref(self, uid: str) -> Ref:
        """Name of the record."""
        return Ref(self.entity, uid)

    def stored(self, uid: str) -> Mapping[str, Any]:
        """The record by form field."""
        return dict(self._said(self._records[uid], self.fields, self.words))

    def _said(self, record: Rec, fields: Mapping[str, str], words: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
        for key, field in fields.items():
            value = self._comparable(record, self.spec(record.ref.entity, field), words.get(key, ""))
            if value not in (None, "", ()):
                yield key, value

    def _comparable(self, record: Rec, spec: FieldSpec, words: str) -> Any:
        value, written = record.get(spec.key), record.get(words) if words else None
        if spec.type is DATE:
            return iso_of(value, written)
        if spec.type is FLAG:
            return YES if value else NO
        if spec.type is REF and spec.target in ("locality", "organization"):
            return (value,) if value else tuple(filter(None, (written or "").split("; ")))
        if spec.type is REFS:
            return (*value, *filter(None, (written or "").split("; ")))
        return value

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where its fields are stored."""
        return {key: Place(self.ref(uid), field) for key, field in self.fields.items()}

    def name(self, uid: str) -> tuple[str, str]:
        """Code and main words."""
        record = self._records[uid]
        return str(record.get("code")), str(record.get(self.fields[self.main]) or "")

    def held(self, locality: str | None, period: Period | None) -> list[str]:
        """Records of the member, as recorded under it or under a unit that it took over."""
        mine = self._units.of(locality) if locality else None
        found = [uid for uid, r in self._records.items() if mine is None or mine in self._places_of(r)]
        return sorted(found, key=self.row_code)

    def row_code(self, uid: str) -> str:
        """Its code."""
        return str(self._records[uid].get("code"))

    def of_code(self, code: str) -> str | None:
        """The record of that code."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, str]:
        return {self.row_code(uid): uid for uid in self._records}

    def revision(self, uid: str) -> int:
        """When it was last written."""
        return self._records[uid].revision

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """A new record is never given the usual state where the row says another one that cannot be told."""
        return ("match.state_unread",) if self._unread(row, self.fields, self.first) else ()

    @staticmethod
    def _unread(row: ParsedRow, fields: Mapping[str, str], first: Mapping[str, Any]) -> bool:
        """Whether a row says something that cannot be told, in a field that would else be filled by itself."""
        cells = (row.cells.get(key) for key, field in fields.items() if field in first)
        return any(cell is not None and cell.value is None and bool(cell.raw_text.strip()) for cell in cells)

    # writing

    def create(self, row: ParsedRow, writer: Writer) -> Ref:
        """A new record."""
        values = self._filled(self._values(row, self.entity, self.fields, self.words))
        values = {**self.first, **self._sender(self.entity, self.whose, values), **values}
        described = self._linked.repository.entities[self.entity]
        if described.prefix:
            values["code"] = writer.codes.next(self.entity)
        return writer.create(described.make(values), self._cells(row, self.fields))

    def update(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Changed fields."""
        taken = {key: field for key, field in self.fields.items() if key in fields}
        if taken:
            values = self._values(row, self.entity, taken, self.words)
            writer.update(self._records[uid], values, self._cells(row, taken))

    def _sender(self, entity: str, whose: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Any]:
        """The sender, where a new record says of no locality that it is its own."""
        sender = self._submitted.sender
        if not sender or not whose or any(values.get(field) for field in whose):
            return {}
        return {whose[0]: (sender,) if self.spec(entity, whose[0]).type is REFS else sender}

    @staticmethod
    def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in values.items() if value not in (None, (), "")}

    @staticmethod
    def _cells(row: ParsedRow, fields: Mapping[str, str]) -> dict[str, Any]:
        return {field: row.cells.get(key) for key, field in fields.items()}

    def _values(
        self, row: ParsedRow, entity: str, fields: Mapping[str, str], words: Mapping[str, str]
    ) -> dict[str, Any]:
        """What a row says, by field of the record; with the words of what is no day or name that it knows."""
        made: dict[str, Any] = {}
        for key, field in fields.items():
            cell, kind = row.cells.get(key), self.spec(entity, field).type
            if kind is DATE:
                made[field], written = day_of(cell), words_of(cell)
            elif kind in (REF, REFS) and self.spec(entity, field).target in ("locality", "organization"):
                ids, written = known_keys(cell, self._known), unknown_words(cell, self._known)
                made[field] = ids if kind is REFS else next(iter(ids), None)
            else:
                made[field], written = self._plain(row, key, kind), None
            if key in words:
                made[words[key]] = written
        return made

    def _plain(self, row: ParsedRow, key: str, kind: Any) -> Any:
        if kind in (MONEY, INTEGER):
            return number_of(row, key)
        return text_of(row, key) == YES if kind is FLAG else text_of(row, key)
