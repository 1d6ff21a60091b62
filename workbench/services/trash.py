"""The trash: records taken out of their registers with a reason, brought back through the journal, erased for good last.

Deleting is an act like any other: the record leaves its table, the journal keeps all it held. What others use, what
was issued, and what answers settle is not deleted. Emptying is an act too: it names what it erases, the content goes
out of the journal, and its digests stay behind so that the chain holds. What an issued register shows is never erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from workbench.errors import Cancelled, UserError
from workbench.messages import text
from workbench.progress import Progress, Silent, Stretch
from workbench.records.changes import Change, ChangeSet, Label, Values, remove
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.services.attaching import OWNERS
from workbench.services.issuing import issued_copies, load
from workbench.services.proposal import Proposal, stop
from workbench.services.registers import Registers
from workbench.services.told import Teller
from workbench.services.undoing import Reversal, reversal, taken_back
from workbench.services.using import User, parts_below, users_of_all, whole_of
from workbench.services.workbench import Outcome, Workbench
from workbench.storage.journal import Act
from workbench.storage.repository import Repository

KEPT_DAYS = 30
_STEP = 50
_SILENT = Silent()
DELETABLE = (
    "agreement", "obstacle", "escalation", "answer", "document", "task", "plan", "project", "mechanism",
    "sector_priority", "initiative",
)  # fmt: skip
_ONE, _MANY, _BACK, _EMPTIED = "act.trash", "act.trash_many", "act.untrash", "act.emptied"


# into it


def propose(registers: Registers, refs: Sequence[Ref], reason: str) -> Proposal:
    """The act that puts records with their parts and files into the trash, and what stands against it.

    Those that must stay are left out of the act and told one by one; when all must, or no reason is given, it stops.
    """
    return with_reason(weighed(registers, refs), reason)


def with_reason(weighed: Proposal, reason: str) -> Proposal:
    """What was weighed, with the reason that is given for it."""
    missing = () if reason.strip() else (stop("trash.no_reason", "reason"),)
    return replace(weighed, act=replace(weighed.act, note=reason.strip()), issues=(*weighed.issues, *missing))


def weighed(registers: Registers, refs: Sequence[Ref], progress: Progress = _SILENT) -> Proposal:
    """As `propose`, but for the reason: what takes time does not depend on it. `progress` may stop it."""
    repository = registers.workbench.repository
    records = _found(repository, refs)
    against = {record.ref: issue for record in records if (issue := _issued(repository, record)) is not None}
    going = [record for record in records if record.ref not in against]
    bundles: dict[Ref, list[Ref]] = {}
    for done, record in enumerate(going):
        if done % _STEP == 0:
            progress.step(done, len(going))
        bundles[record.ref] = bundle(repository, record.ref)
    users = users_of_all(repository, {part for parts in bundles.values() for part in parts})
    while True:  # what is left out may use what was to go with it
        together = {part for record in going for part in bundles[record.ref]}
        found = ((one.ref, _used(repository, one.ref, bundles[one.ref], users, together)) for one in going)
        used = {ref: issue for ref, issue in found if issue is not None}
        if not used:
            break
        against |= used
        going = [record for record in going if record.ref not in used]
    issues = [against[record.ref] for record in records if record.ref in against]
    if going:
        issues = [replace(issue, severity="check") for issue in issues]
    parts = [part for record in going for part in reversed(bundles[record.ref])]
    stored = {record.ref: record for record in _found(repository, parts)}
    changes = tuple(remove(stored[part]) for part in parts)
    first = going[0].name if going else ""
    label = Label(_ONE, {"code": first}) if len(going) == 1 else Label(_MANY, {"n": len(going)})
    return Proposal(ChangeSet(label, changes), first, tuple(issues))


def _found(repository: Repository, refs: Sequence[Ref]) -> list[Record[Any]]:
    """Records that are there, in the order asked for, those of an entity read together."""
    wanted: dict[str, list[str]] = {}
    for ref in refs:
        wanted.setdefault(ref.entity, []).append(ref.uid)
    there = {record.ref: record for entity, uids in wanted.items() for record in repository.many(entity, uids)}
    return [there[ref] for ref in refs if ref in there]


def bundle(repository: Repository, ref: Ref) -> list[Ref]:
    """A record with what goes where it goes: its parts and its files."""
    found = [ref, *parts_below(repository, ref)]
    if ref.entity in OWNERS:
        found += [file.ref for file in repository.where("attached_file", **{ref.entity: ref.uid})]
    return found


def _issued(repository: Repository, record: Record[Any]) -> Issue | None:
    """Why a record may never be deleted by itself."""
    values, entity = record.values, record.ref.entity
    if entity == "escalation" and values.sent_date:
        return stop("trash.sent", name=record.name)
    if entity == "document" and values.direction == "out" and values.full_number and values.issued_date:
        return stop("trash.issued", name=record.name)
    if entity == "answer" and repository.where("answer_item", answer=record.uid):
        return stop("trash.answered", name=record.name)
    return None


def _used(
    repository: Repository, ref: Ref, parts: Iterable[Ref], users: Mapping[Ref, Sequence[User]], together: set[Ref]
) -> Issue | None:
    staying = {whole_of(repository, user) for part in parts for user, _ in users.get(part, ()) if user not in together}
    if not staying:
        return None
    names = ", ".join(repository.need(user).name for user in sorted(staying))
    return stop("trash.used", name=repository.need(ref).name, by=names)


# what is in it


@dataclass(frozen=True, slots=True)
class Trashed:
    """A record in the trash. `act`: number of the act that put it there; `parts`: records that went with it, itself
    included; `printed`: an issued register shows it, so that it is never erased.
    """

    ref: Ref
    act: int
    name: str
    title: str
    at: datetime
    actor: str
    reason: str
    parts: frozenset[Ref]
    printed: bool

    def days_left(self, today: date) -> int:
        """Days for which it is kept at least; 0 when they have passed."""
        return max(0, KEPT_DAYS - (today - self.at.date()).days)


def in_trash(registers: Registers) -> list[Trashed]:
    """Records in the trash, those put there last first."""
    workbench = registers.workbench
    journal = workbench.journal
    back = taken_back(journal.links())
    found: dict[Ref, Trashed] = {}
    shown: frozenset[str] | None = None
    for act in journal.labelled((_ONE, _MANY)):
        if act.number in back:
            continue
        changes = [change for change in journal.changes(act.number) if workbench.repository.get(change.ref) is None]
        if changes and shown is None:
            shown = printed(workbench)
        for one in _trashed(registers, act, changes, shown or frozenset()):
            found.setdefault(one.ref, one)
    return list(found.values())


def _trashed(registers: Registers, act: Act, changes: Sequence[Change], shown: frozenset[str]) -> Iterator[Trashed]:
    teller = Teller(registers, changes)
    held = {change.ref: change.before or {} for change in changes}
    wholes: dict[Ref, set[Ref]] = {}
    for ref in held:
        wholes.setdefault(_whole_in(registers.workbench.repository, held, ref), set()).add(ref)
    for whole, parts in wholes.items():
        if whole.entity in DELETABLE:
            told = teller.record(Change(whole, held[whole], None))
            at, kept = act.at, any(part.uid in shown for part in parts)
            yield Trashed(whole, act.number, told.name, told.title, at, act.actor, act.note, frozenset(parts), kept)


def _whole_in(repository: Repository, held: Mapping[Ref, Values], ref: Ref) -> Ref:
    """What a part or file went with, found among what went with it."""
    while ref.entity not in DELETABLE:
        fields = [f for f in repository.entities[ref.entity].fields.values() if f.owner or ref.entity == "attached_file"]
        above = [Ref(f.target, held[ref][f.key]) for f in fields if f.target and held[ref].get(f.key)]
        if not above or above[0] not in held:
            break
        ref = above[0]
    return ref


def printed(workbench: Workbench) -> frozenset[str]:
    """Ids of the records that issued registers show."""

    def read() -> frozenset[str]:
        return frozenset(row.uid for copy in issued_copies(workbench) for row in load(workbench, copy).rows)

    return workbench.repository.derived("printed", ("register_print",), read)


# out of it


def plan_return(registers: Registers, records: Sequence[Trashed]) -> list[Reversal]:
    """The acts that bring records back, one for each act that put some of them there.

    One that brings back all that its act took is the undo of that act.
    """
    workbench = registers.workbench
    plans = []
    for number in sorted({record.act for record in records}, reverse=True):
        chosen = [record for record in records if record.act == number]
        parts = {part for record in chosen for part in record.parts}
        plan = reversal(workbench.repository, workbench.journal, number, "undo", parts)
        if any(change.ref not in parts for change in workbench.journal.changes(number)):
            label = Label(_BACK, {"code": ", ".join(record.name for record in chosen)})
            plan = replace(plan, act=replace(plan.act, label=label, source="edit", undoes=None))
        plans.append(plan)
    return plans


def bring_back(registers: Registers, records: Sequence[Trashed], progress: Progress | None = None) -> list[Outcome]:
    """Bring records back, what one act put there in one. UserError `trash.nothing_back` when none can be: what they
    belong to is gone as well. `progress` may stop it between two acts and in one; acts brought back before stay so.
    """
    workbench, told = registers.workbench, progress or Silent()
    numbers = sorted({record.act for record in records}, reverse=True)
    done: list[Outcome] = []
    try:
        for place, number in enumerate(numbers):
            (plan,) = plan_return(registers, [record for record in records if record.act == number])
            if not plan.act.is_empty:
                share = Stretch(told, place / len(numbers), (place + 1) / len(numbers))
                done.append(workbench.take_back(plan, share))
    except Cancelled:
        if not done:
            raise
    if not done:
        raise UserError("trash.nothing_back")
    return done


def erasure(records: Iterable[Trashed]) -> ChangeSet:
    """The act that erases records for good: those that no issued register shows."""
    going = [record for record in records if not record.printed]
    refs = tuple(sorted({part for record in going for part in record.parts}))
    return ChangeSet(Label(_EMPTIED, {"n": len(going)}), note=_names(going), erases=refs)


def _names(records: Sequence[Trashed]) -> str:
    """What the act of emptying says it erased: codes, and how many that have none; no content."""
    codes = [record.name for record in records if record.ref.entity != "document"]
    papers = len(records) - len(codes)
    return ", ".join([*codes, *([text("trash.papers", n=papers)] if papers else [])])
