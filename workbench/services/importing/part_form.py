"""Forms whose rows are parts of a record, with fields of the record they belong to beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from workbench.exchange.recognised import ParsedRow
from workbench.records.record import Ref
from workbench.services.importing.adapter import Candidate, Place
from workbench.services.importing.cells import Incoming, text_of
from workbench.services.importing.flat import FlatForm, Rec
from workbench.services.importing.writer import Writer
from workbench.values.text import squash


class PartForm(FlatForm):
    """`above`: the entity a part belongs to, `link` the part's field that names it; `above_fields` as `fields`.

    `called`: the column with its name. A row that names one which the record does not have begins a new one;
    several rows of a file that name the same share it.
    """

    above: ClassVar[str]
    link: ClassVar[str]
    called: ClassVar[str]
    above_fields: ClassVar[Mapping[str, str]]
    above_whose: ClassVar[tuple[str, ...]] = ()
    above_first: ClassVar[Mapping[str, Any]] = {}

    @cached_property
    def _owners(self) -> Mapping[str, Rec]:
        return {record.uid: record for record in self._linked.repository.all(self.above)}

    @cached_property
    def _owners_called(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for uid, record in self._owners.items():
            found[squash(str(record.get(self.above_fields[self.called])))].append(uid)
        return found

    def owner_of(self, row: ParsedRow) -> str | None:
        """The one stored record that a row says it belongs to, the sender's own where several are called so."""
        found = self._owners_called.get(squash(text_of(row, self.called) or ""), [])
        if len(found) > 1 and self._submitted.sender:
            mine = self._units.of(self._submitted.sender)
            found = [uid for uid in found if mine in self._owner_places(uid)]
        return found[0] if len(found) == 1 else None

    def _owner_places(self, uid: str) -> frozenset[str]:
        held: list[str] = []
        for field in self.above_whose:
            value = self._owners[uid].get(field)
            held += value if isinstance(value, tuple) else [value] if value else []
        return frozenset(self._units.all_of(held))

    def _places_of(self, record: Rec) -> frozenset[str]:
        return self._owner_places(record.get(self.link))

    def candidates(self, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        """Parts of the record that the row names, alike by their own words."""
        owner = self.owner_of(row)
        for candidate in super().candidates(row, values) if owner else ():
            if self._records[candidate.uid].get(self.link) == owner:
                yield candidate

    def stored(self, uid: str) -> Mapping[str, Any]:
        """The part with the fields of what it belongs to."""
        part = self._records[uid]
        return {**self.of_owner(part.get(self.link)), **super().stored(uid)}

    def of_owner(self, uid: str) -> dict[str, Any]:
        """The fields of what a part belongs to."""
        return dict(self._said(self._owners[uid], self.above_fields, {}))

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where the fields of both are stored."""
        owner = Ref(self.above, self._records[uid].get(self.link))
        return {**{key: Place(owner, field) for key, field in self.above_fields.items()}, **super().places(uid)}

    def revision(self, uid: str) -> int:
        """The newer of both."""
        return max(self._records[uid].revision, self._owners[self._records[uid].get(self.link)].revision)

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """A part that says of nothing that it belongs to it would be lost."""
        named = self._owners_called.get(squash(text_of(row, self.called) or ""), [])
        owner = self.owner_of(row)
        unsure = not text_of(row, self.called) or (named and owner is None)
        unread = owner is None and self._unread(row, self.above_fields, self.above_first)
        said = {"match.no_owner": unsure, "match.state_unread": unread}
        return (*super().doubts(row), *(key for key, holds in said.items() if holds))

    def create(self, row: ParsedRow, writer: Writer) -> Ref:
        """A new part, and a new record for it where none is called so."""
        owner = self.owner_for(row, writer)
        values = self._filled(self._values(row, self.entity, self.fields, self.words))
        described = self._linked.repository.entities[self.entity]
        made = described.make({**self.first, **values, self.link: owner.uid})
        return writer.create(made, self._cells(row, self.fields))

    def owner_for(self, row: ParsedRow, writer: Writer) -> Ref:
        """What the row belongs to: stored, begun by an earlier row, or begun now."""
        found = self.owner_of(row)
        if found:
            self.fill(found, row, writer)
            return Ref(self.above, found)
        key = (self.above, squash(text_of(row, self.called) or ""))
        if key not in writer.shared:
            values = self._filled(self._values(row, self.above, self.above_fields, {}))
            values = {**self.above_first, **self._sender(self.above, self.above_whose, values), **values}
            values["code"] = writer.codes.next(self.above)
            described = self._linked.repository.entities[self.above]
            writer.shared[key] = writer.create(described.make(values), self._cells(row, self.above_fields))
        return writer.shared[key]

    def fill(self, owner: str, row: ParsedRow, writer: Writer) -> None:
        """Fields of a stored owner that it has no value for and a new part's row says."""
        held = self.of_owner(owner)
        empty = {key: field for key, field in self.above_fields.items() if key not in held and key in row.cells}
        values = self._filled(self._values(row, self.above, empty, {}))
        if values:
            writer.update(self._owners[owner], values, self._cells(row, empty))

    def update(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Changed fields of the part and of what it belongs to."""
        super().update(uid, fields, row, writer)
        self.update_owner(self._records[uid].get(self.link), fields, row, writer)

    def update_owner(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Changed fields of what a part belongs to."""
        taken = {key: field for key, field in self.above_fields.items() if key in fields}
        if taken:
            values = self._values(row, self.above, taken, {})
            writer.update(self._owners[uid], values, self._cells(row, taken))
