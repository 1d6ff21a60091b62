"""Changes in words, record by record and field by field: in the journal, in a history, before an undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from workbench.messages import text
from workbench.records.changes import Change
from workbench.records.record import Ref, name_of
from workbench.schema.spec import FieldSpec, values_of
from workbench.services.registers import Registers
from workbench.services.undoing import Kept, Reversal
from workbench.services.value_words import value_words
from workbench.values.periods import parse_period

Kind = Literal["created", "updated", "removed"]
#: Fields that serve the program alone.
INNER = frozenset(
    ("number_key", "calendar_version", "receipt", "unmapped", "overrides", "decisions", "sha256", "snapshot", "chosen")
)

_TITLES = ("title", "subject", "name", "content", "summary", "file_name")
_TITLE_LIMIT = 90


@dataclass(frozen=True, slots=True)
class FieldTold:
    """One field: the catalogue key of its label, its value before and after, empty for none; `of` names the part
    that it is a field of.
    """

    label_key: str
    before: str
    after: str
    of: str = ""

    @property
    def words(self) -> str:
        """“Hạn xử lý: 06/10/2026 → 12/10/2026”."""
        key = "changed" if self.before and self.after else "set" if self.after else "emptied"
        label = text("told.part", name=text(self.label_key), of=self.of) if self.of else text(self.label_key)
        return text(f"detail.{key}", label=label, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class RecordTold:
    """What happens to one record; an update lists its fields. `title` says what it is about, where its name does not."""

    ref: Ref
    name: str
    kind: Kind
    fields: tuple[FieldTold, ...]
    title: str = ""

    @property
    def words(self) -> str:
        """“Sửa VM-2026-063: Thiếu cát đắp nền”."""
        words = text(f"told.{self.kind}", name=self.name)
        return f"{words}: {self.title}" if self.title else words


@dataclass(frozen=True, slots=True)
class ReversalTold:
    """A plan to take an act back, in words: what it changes and what it leaves, `n_changed` and `n_kept` in all."""

    changed: tuple[RecordTold, ...]
    kept: tuple[str, ...]
    n_changed: int
    n_kept: int

    def lines(self) -> Iterator[str]:
        """All of it, a line each."""
        for record in self.changed:
            yield record.words
            yield from (f"  {field.words}" for field in record.fields)
        for line in self.kept:
            yield text("told.kept_line", what=line)


def tell_reversal(registers: Registers, plan: Reversal, most: int | None = None) -> ReversalTold:
    """What a plan lists, at most so many of each; exactly what committing it does."""
    teller = Teller(registers, plan.act.changes)
    kept = tuple(teller.kept(one) for one in islice(plan.kept, most))
    changes = plan.act.changes
    refs = {change.ref for change in changes}
    return ReversalTold(tell(registers, changes, most), kept, len(refs), len(plan.kept))


def tell(registers: Registers, changes: Sequence[Change], most: int | None = None) -> tuple[RecordTold, ...]:
    """Changes as words, several of one record as one; at most so many records."""
    teller = Teller(registers, changes)
    return tuple(teller.record(change) for change in islice(joined(changes), most))


def joined(changes: Iterable[Change]) -> Iterator[Change]:
    """One change for each record, from what it was before the first to what it is after the last; what was made and
    removed within is left out.
    """
    first: dict[Ref, Change] = {}
    for change in changes:
        known = first.get(change.ref)
        if known is None:
            first[change.ref] = change
            continue
        before = known.before if known.before is None else {**(change.before or {}), **known.before}
        after = change.after if change.after is None else {**(known.after or {}), **change.after}
        first[change.ref] = Change(change.ref, before, after)
    yield from (change for change in first.values() if change.before is not None or change.after is not None)


class Teller:
    """Finds the words for the changes of one act; records that are gone, or not there yet, are named from it.

    `codes`: those that records get by the act, before it is written, so that it is told as the journal will tell it.
    """

    def __init__(
        self, registers: Registers, changes: Iterable[Change] = (), codes: Mapping[Ref, str] | None = None
    ) -> None:
        self._codes = codes or {}
        self._repository = registers.workbench.repository
        self._journal = registers.workbench.journal
        self._linked = registers.linked()
        self._said: dict[Ref, dict[str, Any]] = {}
        for change in changes:
            held = {k: v for side in (change.after, change.before) for k, v in (side or {}).items() if v}
            self._said.setdefault(change.ref, {}).update(held)
        self._names: dict[Ref, str] = {}

    def record(self, change: Change) -> RecordTold:
        """One change."""
        kind: Kind = "created" if change.before is None else "removed" if change.after is None else "updated"
        fields = self.fields(change) if kind == "updated" else ()
        return RecordTold(change.ref, self.name(change.ref), kind, fields, self._title(change.ref))

    def _title(self, ref: Ref) -> str:
        if not self._repository.entities[ref.entity].prefix:
            return ""
        values = self._values(ref)
        words = next((str(values[key]) for key in _TITLES if values.get(key)), "")
        flat = " ".join(words.split())
        return flat if len(flat) <= _TITLE_LIMIT else flat[: _TITLE_LIMIT - 1].rstrip() + "…"

    def kept(self, one: Kept) -> str:
        """“VM-2026-063, Hạn xử lý: đã được sửa sau đó, ở việc số 12”."""
        name = self.name(one.ref) if one.ref else one.name
        return text("told.kept", name=name, field=text(one.field) if one.field else text("told.whole"), why=one.words)

    def fields(self, change: Change) -> tuple[FieldTold, ...]:
        """The fields of a change that mean something to people, in the order of the record."""
        specs = self._repository.entities[change.ref.entity].fields
        meant = [spec for key, spec in specs.items() if key in change.fields and key not in INNER]
        sides = [(self.value(spec, change.before), self.value(spec, change.after)) for spec in meant]
        return tuple(FieldTold(spec.label_key, *side) for spec, side in zip(meant, sides, strict=True))

    def said(self, change: Change, most: int = 3) -> str:
        """The first fields of a record that was made, with their values; what it is a part of aside."""
        owner = self._repository.entities[change.ref.entity].owner
        told = (field for field in self.fields(change) if owner is None or field.label_key != owner.label_key)
        return "; ".join(field.words for field in islice(told, most))

    def name(self, ref: Ref) -> str:
        """What people call a record, one that is gone too; a part with the name of what it belongs to."""
        if ref not in self._names:
            self._names[ref] = self._name(ref)
        return self._names[ref]

    def short(self, ref: Ref) -> str:
        """What a record is called beside the one it is a part of."""
        entity, values = self._repository.entities[ref.entity], self._values(ref)
        if ref.entity == "submission":
            return self._submission(values)
        own = name_of(entity, values)
        if own != text(f"entity.{ref.entity}"):
            return own
        targets = [entity.fields[key] for key in entity.natural if entity.fields[key].target]
        found = [self.short(Ref(f.target, values[f.key])) for f in targets if not f.owner and values.get(f.key)]
        return ", ".join(found) or own

    def _submission(self, values: Mapping[str, Any]) -> str:
        period = parse_period(values.get("period") or "")
        words = {
            "form": str(values.get("form") or "").removeprefix("B"),
            "place": self._linked.names.locality(values.get("locality")),
            "period": period.label() if period else "",
        }
        return text("told.submission", **words)

    def _name(self, ref: Ref) -> str:
        entity, own, label = self._repository.entities[ref.entity], self.short(ref), text(f"entity.{ref.entity}")
        if own != label and not entity.prefix:
            own = text("told.of_kind", kind=label, name=own)
        if entity.owner is not None and (owner := self._values(ref).get(entity.owner.key)):
            return text("told.part", name=own, of=self.name(Ref(entity.owner.target, owner)))
        return own

    def _values(self, ref: Ref) -> Mapping[str, Any]:
        code = self._codes.get(ref)
        return {**self._known(ref), "code": code} if code else self._known(ref)

    def _known(self, ref: Ref) -> Mapping[str, Any]:
        stored = self._repository.get(ref)
        if stored is not None:
            return values_of(stored.values)
        if ref in self._said:
            return self._said[ref]
        held: dict[str, Any] = {}
        for _, change in reversed(self._journal.history(ref)):
            held.update(change.after or {})
        return held

    def value(self, field: FieldSpec, side: Mapping[str, Any] | None) -> str:
        """A field of one side of a change, in words."""
        value = (side or {}).get(field.key)
        if value and field.target and field.target not in ("locality", "organization"):
            uids = value if isinstance(value, tuple) else (value,)
            return ", ".join(self.short(Ref(field.target, uid)) for uid in uids)
        return value_words(self._linked.names, field, value, self._linked)
