"""Two laptops' records joined: what the other one wrote since they parted, laid over this one field by field.

The common ground is the journal: the last act that both have, or what was merged before. What only one side changed
is taken over; what both changed differently is a question and stays as it is here until somebody answers. Nothing is
decided by time or by side. The merge is one act, copied before, and can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from workbench.clock import Clock
from workbench.errors import StaleRecord, UserError
from workbench.records.changes import Attachment, Change, ChangeSet, FieldSource, Label, remove
from workbench.records.record import Record, Ref
from workbench.schema.spec import Entity, values_of
from workbench.schema.types import REFS
from workbench.services.proposal import Codes
from workbench.services.restoring import offered_keys, shared_acts, sound_copy
from workbench.services.told import joined
from workbench.services.using import User, users_of_all
from workbench.services.workbench import Outcome, Workbench
from workbench.storage.cipher import Secret
from workbench.storage.journal import Journal

Side = Literal["ours", "theirs"]
Values = dict[str, Any]
Key = tuple[Ref, str]
_ACT = "act.merge"


@dataclass(frozen=True, slots=True)
class Theirs:
    """What another record wrote since the common ground. `mark`: its head, number and full hash; `grown`: net change
    of each record; `values`: those records as they stand there; `known`: number of the last act here that the other
    one knows of.
    """

    file: str
    mark: str
    grown: Mapping[Ref, Change]
    values: Mapping[Ref, Values]
    sources: tuple[FieldSource, ...]
    attachments: tuple[Attachment, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Question:
    """What both sides changed differently: a field, or (empty) the whole record, one side of which is gone (None)."""

    ref: Ref
    field: str
    ours: Values | None
    theirs: Values | None
    answer: Side | None = None


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A record of the other computer whose code is taken here, or one of both that takes the code it got over there."""

    ref: Ref
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging does: the act, the questions, the codes that change, and what is left out because what it points at
    was deleted here. `head`: the journal's last act here when this was planned.
    """

    theirs: Theirs
    act: ChangeSet
    questions: tuple[Question, ...]
    renumbered: tuple[Renumbered, ...]
    left_out: tuple[Ref, ...]
    head: int

    @property
    def nothing(self) -> bool:
        """Whether the other record holds nothing that this one has not."""
        return not self.act.changes and not self.questions and not self.left_out

    @property
    def open(self) -> int:
        """Questions without an answer."""
        return sum(question.answer is None for question in self.questions)


# reading the other record


def read_theirs(file: Path, workbench: Workbench, clock: Clock, secrets: Iterable[Secret] = ()) -> Theirs:
    """What the record or exchange file `file` wrote that this one does not have. It is read in a scratch copy.

    Raises UserError `merge.unrelated` when the two share no act, and as `plan_restore` does when it is not sound.
    """
    with (
        TemporaryDirectory(prefix="lien-ket-vung-", ignore_cleanup_errors=True) as scratch,
        sound_copy(file, Path(scratch) / file.name, clock, "", offered_keys(workbench, secrets)) as other,
    ):
        return _read(file.name, other, workbench)


def _read(name: str, other: Workbench, workbench: Workbench) -> Theirs:
    here, there = workbench.journal, other.journal
    shared = shared_acts(there, here, min(there.head()[0], here.head()[0]))
    if not shared:
        raise UserError("merge.unrelated", file=name)
    first = max(shared, _merged_before(here, there))
    number, head = there.head()
    changes = [change for later in range(first + 1, number + 1) for change in there.changes(later)]
    grown = {change.ref: change for change in _net(other.repository.entities, changes)}
    stand = {ref: other.repository.get(ref) for ref in grown}
    return Theirs(
        name,
        f"{number}-{head}",
        grown,
        {ref: values_of(record.values) for ref, record in stand.items() if record is not None},
        tuple(source for ref in stand for source in _sources(there, ref, first)),
        tuple(_files(other, here, first)),
        max(shared, _merged_before(there, here)),
    )


def _merged_before(here: Journal, there: Journal) -> int:
    """Number of the last act over there that a merge here took in completely; 0 when there was none."""
    for act in here.labelled((_ACT,)):
        number, _, hash_ = str(act.label.params.get("mark", "")).partition("-")
        found = there.act(int(number)) if number.isdigit() else None
        if found is not None and found.hash == hash_:
            return found.number
    return 0


def _net(entities: Mapping[str, Entity], changes: Iterable[Change]) -> Iterator[Change]:
    """What changes come to, record by record; updates with every field that differs in the end."""
    for change in joined(changes):
        if change.before is None or change.after is None:
            yield change
            continue
        empty = {key: field.default for key, field in entities[change.ref.entity].fields.items()}
        before, after = {**change.before}, {**change.after}
        keys = [key for key in change.fields if before.get(key, empty[key]) != after.get(key, empty[key])]
        if keys:
            sides = ({k: before.get(k, empty[k]) for k in keys}, {k: after.get(k, empty[k]) for k in keys})
            yield Change(change.ref, *sides)


def _sources(journal: Journal, ref: Ref, first: int) -> Iterator[FieldSource]:
    newest: dict[str, tuple[int, FieldSource]] = {}
    for (field, act), source in journal.sources(ref).items():
        if act > max(first, newest.get(field, (0,))[0]):
            newest[field] = (act, source)
    yield from (source for _, source in newest.values())


def _files(other: Workbench, here: Journal, first: int) -> Iterator[Attachment]:
    for (sha256,) in other.database.rows("SELECT sha256 FROM attachment WHERE act>? ORDER BY act", (first,)):
        found = other.journal.attachment(str(sha256))
        if found and found[1] and here.attachment_name(str(sha256)) is None:
            yield Attachment(str(sha256), *found)


# planning


def plan_merge(workbench: Workbench, theirs: Theirs, answers: Mapping[Key, Side] | None = None) -> MergePlan:
    """The act that takes over what the other record wrote, with the answers given so far."""
    return _Plan(workbench, theirs, answers or {}).made()


def merge(workbench: Workbench, plan: MergePlan) -> Outcome:
    """Do what a plan lists, after a copy of the present state. StaleRecord `undo.moved_on` when it no longer holds."""
    if plan.head != workbench.journal.head()[0]:
        raise StaleRecord("undo.moved_on")
    if workbench.safeguard:
        workbench.safeguard.before("merge")
    return workbench.commit(plan.act)


class _Plan:
    """One merge being weighed."""

    def __init__(self, workbench: Workbench, theirs: Theirs, answers: Mapping[Key, Side]) -> None:
        self._workbench, self._theirs, self._answers = workbench, theirs, answers
        self._repository = workbench.repository
        self._entities = workbench.repository.entities
        own = [
            change
            for act in reversed(workbench.journal.acts(workbench.journal.head()[0] - theirs.known))
            if act.kind != "merge"
            for change in workbench.journal.changes(act.number)
        ]
        self._ours = {change.ref: change for change in _net(self._entities, own)}
        self._codes = Codes(self._repository, workbench.clock)
        self._their_codes = {values.get("code") for values in theirs.values.values()}
        self._made: dict[Ref, Change] = {}
        self._questions: list[Question] = []
        self._renumbered: list[Renumbered] = []
        self._later: list[tuple[Record[Any], str]] = []  # what both have, with the later code it got over there

    def made(self) -> MergePlan:
        """The plan."""
        for ref, change in self._theirs.grown.items():
            self._weigh(ref, change)
        self._renumber()
        left_out = self._leave_out()
        for change in [c for c in self._made.values() if c.before is None]:
            self._free_code(change)
        whole = not left_out and all(question.answer for question in self._questions)
        params: dict[str, str | int] = {"file": self._theirs.file, "n": len(self._made)}
        label = Label(_ACT, {**params, "mark": self._theirs.mark if whole else ""})
        order = sorted(self._made.values(), key=lambda c: (c.before is None, c.after is None))
        sources = tuple(s for s in self._theirs.sources if s.field in ((self._change(s.ref)).after or {}))
        act = ChangeSet(label, tuple(order), "merge", sources, self._theirs.attachments)
        if not self._theirs.grown:
            act = ChangeSet(label, source="merge")
        head = self._workbench.journal.head()[0]
        return MergePlan(self._theirs, act, tuple(self._questions), tuple(self._renumbered), tuple(left_out), head)

    def _change(self, ref: Ref) -> Change:
        return self._made.get(ref, Change(ref, None, None))

    def _weigh(self, ref: Ref, change: Change) -> None:
        present, mine = self._repository.get(ref), self._ours.get(ref)
        if change.after is None:
            self._take_removal(ref, present, mine)
        elif present is not None:
            self._take_fields(present, change, mine)
        elif change.before is None and mine is None:
            twin = self._twin(ref)
            if twin is None:
                self._made[ref] = change
            else:
                self._take_fields(twin, Change(twin.ref, None, change.after), Change(twin.ref, {}, change.after))
        elif self._ask(ref, "", None, self._theirs.values.get(ref)) == "theirs":
            self._made[ref] = self._creation(ref)

    def _take_removal(self, ref: Ref, present: Record[Any] | None, mine: Change | None) -> None:
        if present is None:
            return
        used = any(user not in self._going for user, _ in self._users.get(ref, ()))
        free = mine is None and not used
        if free or self._ask(ref, "", values_of(present.values), None) == "theirs":
            self._made[ref] = remove(present)

    @cached_property
    def _going(self) -> Set[Ref]:
        return {ref for ref, change in self._theirs.grown.items() if change.after is None}

    @cached_property
    def _users(self) -> Mapping[Ref, Sequence[User]]:
        return users_of_all(self._repository, self._going)

    def _take_fields(self, present: Record[Any], change: Change, mine: Change | None) -> None:
        taken: Values = {}
        for key, value in (change.after or {}).items():
            now = present.get(key)
            if now == value:
                continue
            if key == "code":
                own, code = str(now), str(value)
                if (len(code), code) > (len(own), own):
                    self._later.append((present, code))
            elif mine is None or key not in mine.fields or (change.before and change.before.get(key) == now):
                taken[key] = value  # here it stands as the other side found it, or as an earlier merge left it
            elif self._ask(present.ref, key, {key: now}, {key: value}) == "theirs":
                taken[key] = value
        if taken:
            self._made[present.ref] = Change(present.ref, {key: present.get(key) for key in taken}, taken)

    def _ask(self, ref: Ref, field: str, ours: Values | None, theirs: Values | None) -> Side | None:
        answer = self._answers.get((ref, field))
        self._questions.append(Question(ref, field, ours, theirs, answer))
        return answer

    def _creation(self, ref: Ref) -> Change:
        empty = {key: field.default for key, field in self._entities[ref.entity].fields.items()}
        return Change(ref, None, {k: v for k, v in self._theirs.values[ref].items() if v != empty[k]})

    # what must be the only one of its kind

    def _twin(self, ref: Ref) -> Record[Any] | None:
        """A record made here for the same day, setting or period, under another id."""
        for key, field in self._entities[ref.entity].fields.items():
            value = self._theirs.values[ref].get(key)
            if field.unique and key != "code" and value:
                return next(iter(self._repository.where(ref.entity, **{key: value})), None)
        return None

    def _free_code(self, change: Change) -> None:
        """A new record of the other computer gets a code when its own is taken here: one that neither side has given."""
        entity, code = self._entities[change.ref.entity], str((change.after or {}).get("code", ""))
        if not entity.prefix or not code:
            return
        if not self._held(entity.key, code):
            return
        new = self._unused(entity.key, code)
        self._made[change.ref] = replace(change, after={**(change.after or {}), "code": new})
        self._renumbered.append(Renumbered(change.ref, code, new))

    def _renumber(self) -> None:
        """Records that both have take the code they got over there: the later one, which a merge gave them, once
        whoever has it here leaves it. Where that one keeps it, they get a code that neither side has given: it is
        later than both, so the other side takes it in turn, and the two end up with the same.
        """
        while self._later:
            free = [(present, code) for present, code in self._later if not self._held(present.ref.entity, code)]
            for present, code in free:
                self._recode(present, code)
            if not free:
                present, code = self._later[0]
                self._recode(present, self._unused(present.ref.entity, code))
                free = self._later[:1]
            self._later = [wanted for wanted in self._later if wanted not in free]

    def _recode(self, present: Record[Any], code: str) -> None:
        """The change comes last among those so far: it may take a code that one of them leaves."""
        own = str(present.get("code"))
        change = self._made.pop(present.ref, Change(present.ref, {}, {}))
        before, after = {**(change.before or {}), "code": own}, {**(change.after or {}), "code": code}
        self._made[present.ref] = Change(present.ref, before, after)
        self._renumbered.append(Renumbered(present.ref, own, code))

    def _held(self, entity: str, code: str) -> bool:
        """Whether a record has a code here and keeps it."""
        holders = self._repository.where(entity, code=code)
        return any((self._change(h.ref).after or {}).get("code", code) == code for h in holders)

    def _unused(self, entity: str, code: str) -> str:
        """The next code, of the year of another one, that neither side has given."""
        year = "".join(code.split("-")[1:2])
        new = code
        while new in self._their_codes:
            new = self._codes.next(entity, int(year) if year.isdigit() else None)
        return new

    # what points at nothing here

    def _leave_out(self) -> list[Ref]:
        """Take out of the act what would point at a record that is not there; again until all holds."""
        out: list[Ref] = []
        while found := [change for change in self._made.values() if change.after and self._dangling(change)]:
            for change in found:
                out.append(change.ref)
                bad = self._dangling(change)
                kept = {k: v for k, v in (change.after or {}).items() if k not in bad}
                required = any(self._entities[change.ref.entity].fields[key].required for key in bad)
                if not kept or (change.before is None and required):
                    del self._made[change.ref]
                elif change.before is None:
                    self._made[change.ref] = replace(change, after=kept)
                else:
                    self._made[change.ref] = Change(change.ref, {k: change.before[k] for k in kept}, kept)
        return list(dict.fromkeys(out))

    def _dangling(self, change: Change) -> list[str]:
        fields = self._entities[change.ref.entity].fields
        bad = []
        for key, value in (change.after or {}).items():
            if fields[key].target and value:
                uids = value if fields[key].type is REFS else (value,)
                if not all(self._stands(Ref(fields[key].target, uid)) for uid in uids):
                    bad.append(key)
        return bad

    def _stands(self, ref: Ref) -> bool:
        change = self._made.get(ref)
        return change.after is not None if change else self._repository.get(ref) is not None
