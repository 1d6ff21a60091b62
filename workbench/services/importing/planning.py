"""From a read submission to a plan: which stored record each row is, and what differs from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from workbench.clock import Clock
from workbench.exchange.forms import load_forms
from workbench.exchange.recognised import ParsedCell, ParsedRow, Recognised
from workbench.records.record import Ref
from workbench.services.importing.adapter import Adapter, Candidate, Place, Submitted
from workbench.services.importing.adapters import Adapters
from workbench.services.importing.apart import Pair, kept_apart, main_fields, pair
from workbench.services.importing.b01 import AgreementForm
from workbench.services.importing.b02 import ObstacleForm
from workbench.services.importing.b03 import ResultForm
from workbench.services.importing.b04 import ProgressForm
from workbench.services.importing.b05 import CapitalForm
from workbench.services.importing.b11 import AssignedForm
from workbench.services.importing.cells import Incoming, comparable, incoming, said
from workbench.services.importing.flat import NO, YES
from workbench.services.importing.heirs import called_alike
from workbench.services.importing.own_rows import OwnRows
from workbench.services.importing.owners import with_owners_agreed
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import Action, Diff, How, PlanRow
from workbench.services.importing.programme_forms import InitiativeForm, MechanismForm, PlanForm, SectorForm
from workbench.services.importing.twins import with_twins
from workbench.services.importing.unchanged import unchanged
from workbench.services.institutions import successions_of
from workbench.services.linked import Linked
from workbench.services.texts import Names
from workbench.services.workbench import Workbench
from workbench.storage.journal import Act
from workbench.values.text import tone_key

ADAPTERS: tuple[type[Any], ...] = (
    AgreementForm, ObstacleForm, ResultForm, ProgressForm, CapitalForm, PlanForm, SectorForm, MechanismForm,
    InitiativeForm, AssignedForm,
)  # fmt: skip


def make_plan(workbench: Workbench, linked: Linked, read: Recognised, submitted: Submitted, data: bytes) -> ImportPlan:
    """The plan of a submission against the record as it stands; sure rows are decided, doubtful ones wait."""
    adapters = Adapters(ADAPTERS, linked, submitted)
    own = OwnRows(read, adapters, linked.names)
    said = [incoming(row, linked.names.known) for row in read.rows]
    again = unchanged(adapters, read.rows, said)
    matches = _match(adapters, read.rows, said, own, again, kept_apart(workbench.repository))
    bases = _Bases(workbench, submitted, linked.names, own)
    rows = tuple(
        _same_row(index, row, adapters[row.form], match)
        if match is not None and match is again.get(index)
        else _plan_row(index, row, adapters[row.form], match, bases)
        for index, (row, match) in enumerate(zip(read.rows, matches, strict=True))
    )
    rows = with_owners_agreed(with_twins(rows, successions_of(linked.repository)), adapters, linked.names.known)
    absent = tuple(_absent(workbench, linked, adapters, rows, read, submitted, own))
    clock: Clock = workbench.clock
    return _held_back(ImportPlan(read, submitted, rows, absent, data, adapters, linked, clock))


def _held_back(plan: ImportPlan) -> ImportPlan:
    """New rows that could not be written wait: a table without the column that a record is known by has only such.

    The rows' own findings say nothing of a column that is not there; what the record asks for is tried only then.
    """
    required = {form.key: form.required for form in load_forms()}
    rows = []
    for row in plan.rows:
        short = row.action == "write" and row.creates and any(not row.row.value(key) for key in required[row.row.form])
        if short and plan.lacking(row.index):
            row = replace(row, blocked=True, action=None)
        rows.append(row)
    return replace(plan, rows=tuple(rows))


def _match(
    adapters: Mapping[str, Adapter],
    rows: Sequence[ParsedRow],
    said_by_row: Sequence[Incoming],
    own: OwnRows,
    again: Mapping[int, Candidate],
    apart: frozenset[Pair],
) -> list[Candidate | None]:
    """Best stored record for each row, each record given to one row only.

    What the rows of our own forms say of themselves comes first, then those that say just what a record says (`again`),
    then certain and closest pairs. A doubtful pair that an officer has kept `apart` before is not proposed again.
    """
    mains = main_fields()
    named = own.named(said_by_row)
    found = {index: one.candidate for index, one in named.items() if one.sure or one.copied}
    taken = {(rows[index].form, one.candidate.uid) for index, one in named.items() if one.sure}
    for index, candidate in again.items():
        if index not in found and (rows[index].form, candidate.uid) not in taken:
            found[index] = candidate
            taken.add((rows[index].form, candidate.uid))
    pairs: list[tuple[bool, float, int, int, str, Candidate]] = []
    for index, row in enumerate(rows):
        adapter, values = adapters[row.form], said_by_row[index]
        if index in found:
            continue
        by_code = (named[index].candidate,) if index in named else ()
        for candidate in (*adapter.candidates(row, values), *by_code):
            if not candidate.certain and apart and pair(row, mains[row.form], candidate.uid) in apart:
                continue
            agree = _agreement(values, adapter.stored(candidate.uid))
            pairs.append((candidate.certain, candidate.score, agree, -index, row.form, candidate))
    pairs.sort(key=lambda p: p[:4], reverse=True)
    for _, _, _, minus, form, candidate in pairs:
        if -minus not in found and (form, candidate.uid) not in taken:
            found[-minus] = candidate
            taken.add((form, candidate.uid))
    return [found.get(index) for index in range(len(rows))]


def _agreement(values: Incoming, stored: Mapping[str, Any]) -> int:
    return sum(equal(value, stored.get(key)) for key, value in values.items())


def equal(a: Any, b: Any) -> bool:
    """Whether two comparable values say the same: texts by their words, lists in any order."""
    if isinstance(a, str) and isinstance(b, str):
        return a == b or " ".join(tone_key(a).split()) == " ".join(tone_key(b).split())
    if isinstance(a, tuple) and isinstance(b, tuple):
        return sorted(a) == sorted(b)
    return bool(a == b)


def _same_row(index: int, row: ParsedRow, adapter: Adapter, match: Candidate) -> PlanRow:
    """A row that says just what its record says."""
    code, title = adapter.name(match.uid)
    return PlanRow(
        index, row, "same", adapter.ref(match.uid), code, title, match.score, match.reasons, blocked=row.waits
    )


def _plan_row(index: int, row: ParsedRow, adapter: Adapter, match: Candidate | None, bases: _Bases) -> PlanRow:
    blocked = row.waits
    if match is None:
        doubts = bases.own.doubts(row)
        action: Action | None = None if blocked or doubts else "write"
        return PlanRow(index, row, "new", reasons=doubts, blocked=blocked, action=action)
    ref = adapter.ref(match.uid)
    code, title = adapter.name(match.uid)
    diffs = tuple(_joinable(row.form, diff) for diff in _diffs(row, adapter, match.uid, bases))
    made = PlanRow(index, row, "same", ref, code, title, match.score, match.reasons, diffs, blocked)
    if not match.certain:
        return replace(made, how="duplicate" if match.score < 1.0 or diffs else "undecided")
    if not diffs:
        return made
    if any(diff.conflict for diff in diffs):
        return replace(made, how="conflict")
    how: How = "changed"
    diffs = tuple(replace(diff, choice="file") for diff in diffs)
    return replace(made, how=how, diffs=diffs, action=None if blocked else "write")


@lru_cache(maxsize=1)
def _texts() -> frozenset[tuple[str, str]]:
    """Fields of plain text but for the one a record is known by: (form, field)."""
    return frozenset((f.key, c.key) for f in load_forms() for c in f.columns if c.kind == "text" and c.key != f.main)


def _joinable(form: str, diff: Diff) -> Diff:
    """Whether both texts of a field may be kept: when there are two, and neither says all of the other."""
    if (form, diff.field) not in _texts() or not isinstance(diff.stored, str) or not isinstance(diff.incoming, str):
        return diff
    return replace(diff, joinable=diff.value("both") not in (diff.stored, diff.incoming))


def _diffs(row: ParsedRow, adapter: Adapter, uid: str, bases: _Bases) -> Iterable[Diff]:
    stored, places = adapter.stored(uid), adapter.places(uid)
    for key, cell in row.cells.items():
        value = comparable(cell, bases.known)
        if value in (None, "", ()) or key in adapter.fixed or equal(value, stored.get(key)):
            continue
        if called_alike(value, stored.get(key), bases.names):
            continue  # read for another day: the paper named them the same
        if bases.own.says(row, key, uid):
            continue  # just what our own form would say: read otherwise only because names have changed since
        moved = bases.own.touched(row, key, cell, uid)
        if moved is not None:
            if moved[0]:
                yield Diff(key, stored.get(key), value, cell, conflict=moved[1])
            continue
        place = places.get(key)
        if stored.get(key) is None:
            yield Diff(key, None, value, cell, conflict=False)
        elif place is None:
            yield Diff(key, stored[key], value, cell, conflict=True)
        else:
            asked, base, known = bases.of(key, place, stored[key])
            if any(equal(value, earlier) for earlier in known) or bases.joined(place, stored[key], cell):
                continue  # said before, and put right since: by the sender in a newer file, or in the record
            yield Diff(key, stored[key], value, cell, asked, base)


class _Bases:
    """What the last import wrote into a field, and whether somebody edited it since."""

    def __init__(self, workbench: Workbench, submitted: Submitted, names: Names, own: OwnRows) -> None:
        self.names = names
        self.known = names.known
        self.own = own
        self._workbench = workbench
        self._submitted = submitted
        self._origins: dict[Ref, dict[str, tuple[Act, Any]]] = {}
        batches = workbench.repository.all("import_batch")
        self._senders = {b.uid: b.values.sender for b in batches}

    def of(self, key: str, place: Place, stored: Any) -> tuple[bool, Any, list[Any]]:
        """Whether taking the file's value needs a decision, the base, and every value imported before it."""
        if place.ref not in self._origins:
            self._origins[place.ref] = dict(self._workbench.provenance(place.ref))
        source = self._origins[place.ref].get(place.field, (None, None))[1]
        if place.field == "parties":
            source = self._parties_source(place.ref)
        known = [_as(stored, said(key, value)) for value in self._imported(place)]
        if source is None:
            return True, known[0] if known else None, known
        other = self._senders.get(source.batch) != self._submitted.sender
        return other, stored, known[1:]

    def joined(self, place: Place, stored: Any, cell: ParsedCell) -> bool:
        """Whether a stored text holds this very text already: an import put it after what stood there."""
        source = self._origins[place.ref].get(place.field, (None, None))[1]
        if source is None or not isinstance(stored, str) or not isinstance(cell.value, str):
            return False
        raw = cell.raw_text if cell.original is None else cell.original
        return source.raw == raw and bool(source.raw) and cell.value.strip() in stored

    def _parties_source(self, ref: Ref) -> Any:
        found = self._workbench.journal.sources(ref)
        numbers = [act for field, act in found if field == "parties"]
        return found["parties", max(numbers)] if numbers else None

    def _imported(self, place: Place) -> list[Any]:
        """Values that imports wrote into a field, newest first."""
        numbers = {act for field, act in self._workbench.journal.sources(place.ref) if field == place.field}
        found = []
        for act, change in self._workbench.journal.history(place.ref) if numbers else ():
            if act.number in numbers and place.field in (change.after or {}):
                found.append((change.after or {})[place.field])
        return found


def _as(stored: Any, value: Any) -> Any:
    """A value of a field that is compared as a list, or as yes and no, in that form."""
    if isinstance(stored, tuple) and isinstance(value, str):
        return (value,)
    return (YES if value else NO) if isinstance(value, bool) else value


def _absent(
    workbench: Workbench,
    linked: Linked,
    adapters: Mapping[str, Adapter],
    rows: Iterable[PlanRow],
    read: Recognised,
    submitted: Submitted,
    own: OwnRows,
) -> Iterable[tuple[Ref, str, str]]:
    """What a form of ours held and holds no more, or open obstacles that the same sender reported before: told, kept."""
    met = {row.ref for row in rows if row.ref}
    if read.identity.records:
        for adapter, uid in own.missing(frozenset((ref.entity, ref.uid) for ref in met)):
            yield (adapter.ref(uid), *adapter.name(uid))
        return
    if "B02" not in read.forms or not submitted.sender:
        return
    for record in workbench.repository.where("obstacle", reported_by=submitted.sender):
        if record.ref not in met and linked.obstacle_open(record) and linked.asks.get(record.uid):
            yield (record.ref, *adapters["B02"].name(record.uid))
