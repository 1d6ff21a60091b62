"""The import inbox: imports with rows that wait for a decision, and imports put off half done. In the record itself.

    held(repository, sha256)      what is kept of a file that waits: corrections and decisions
    draft(plan, alone)            what is kept of an import as far as it got
    put_off(session, plan)        keep an import as far as it got: file, corrections, decisions. Writes no row
    take_up(session, batch)       the same import again, against the record as it stands now: file, corrections, plan
    dismiss(workbench, batch)     take it out of the inbox; rows that were written stay

An import that leaves rows undecided (`session.commit`, `main.py import`) comes into the inbox by itself. Committing
the plan of one that was taken up takes it out, or leaves in it what still waits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from workbench.domain.submissions import ImportBatch
from workbench.exchange.recognised import Overrides, Recognised
from workbench.progress import Progress
from workbench.records.changes import Attachment, ChangeSet, Label, create, some, update
from workbench.records.record import Ref
from workbench.services.importing.decisions import asked_again_about, decided_as_before, decisions_text
from workbench.services.importing.kept import NOWHERE, Stand, asked_in, asked_text
from workbench.services.importing.overrides import overrides_of, overrides_text
from workbench.services.importing.plan import ImportPlan, ended_batch
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.importing.waiting import WAITING, Waiting, line_of, waiting
from workbench.services.workbench import Outcome, Workbench
from workbench.storage.repository import Repository


@dataclass(frozen=True)
class Held:
    """What is kept of a file that waits."""

    waiting: Waiting
    overrides: Overrides
    decisions: str | None
    asked: frozenset[Ref] = frozenset()
    stand: Stand = NOWHERE


@dataclass(frozen=True)
class TakenUp:
    """An import to go on with. `asked_again`: decisions that the record, changed since, does not bear any more."""

    loaded: Loaded
    overrides: Overrides
    plan: ImportPlan
    asked_again: int = 0


def held(repository: Repository, sha256: str) -> Held | None:
    """What is kept of a file, by its fingerprint; None when it does not wait."""
    record = next((r for r in waiting(repository) if r.values.sha256 == sha256), None)
    if record is None:
        return None
    v = record.values
    return Held(line_of(record), overrides_of(v.overrides), v.decisions, asked_in(v.asked), Stand.of(v.place))


def draft(plan: ImportPlan, alone: ImportPlan, stand: Stand = NOWHERE) -> ImportBatch:
    """What is kept of an import as far as it got. `alone`: the plan before anything was decided on it by hand."""
    return replace(
        plan.batch(),
        state="draft",
        overrides=overrides_text(plan.overrides),
        decisions=decisions_text(plan, alone),
        asked=asked_text(plan.asked),
        place=stand.text,
        rows_waiting=len(plan.waiting),
    )


def uncompared(workbench: Workbench, read: Recognised, overrides: Overrides, stand: Stand = NOWHERE) -> ImportBatch:
    """What is kept of an import that was read and corrected, and not yet compared with the record."""
    sender = read.meta.province.key if read.meta.province else None
    known = sender and workbench.repository.get(Ref("locality", sender)) is not None
    return ImportBatch(
        code="",
        sha256=read.sha256,
        file_name=read.file,
        form=", ".join(read.forms) or None,
        sender=sender if known else None,
        period=read.meta.period.code if read.meta.period else None,
        imported_date=workbench.clock.today(),
        rows_waiting=len(read.rows),
        state="draft",
        overrides=overrides_text(overrides),
        place=stand.text,
    )


def put_off(
    session: ImportSession, plan: ImportPlan, alone: ImportPlan | None = None, stand: Stand = NOWHERE
) -> Outcome | None:
    """Keep an import as far as it got; None when it stands in the inbox just so already."""
    opened = session.workbench
    batch = draft(plan, alone or session.planned_alone(plan), stand)
    kept: dict[str, Any] = {
        key: getattr(batch, key) for key in ("overrides", "decisions", "asked", "place", "rows_waiting")
    }
    label = Label("act.put_off", {"file": plan.recognised.file})
    before = next((r for r in waiting(opened.repository) if r.values.sha256 == plan.recognised.sha256), None)
    if before is not None:
        if before.values.state == "draft":
            kept |= {key: getattr(batch, key) for key in ("rows_new", "rows_changed", "sender", "period", "form")}
        changes = some(update(before, **kept))
        return opened.commit(ChangeSet(label, changes)) if changes else None
    file = Attachment(plan.recognised.sha256, plan.recognised.file, plan.data)
    return opened.commit(ChangeSet(label, (create(opened.clock.new_id(), batch),), attachments=(file,)))


def take_up(session: ImportSession, batch: str, progress: Progress | None = None) -> TakenUp:
    """An import of the inbox, read again and compared with the record as it stands now.

    UserError `not_found` when its file is not in the record any more.
    """
    values = session.workbench.repository.need(Ref("import_batch", batch)).values
    overrides = overrides_of(values.overrides)
    loaded = session.reopened(batch, progress)
    again = decided_as_before(session.plan(loaded, overrides), values.decisions)
    plan = asked_again_about(again.plan, asked_in(values.asked))
    return TakenUp(loaded, overrides, plan, again.asked_again)


def dismiss(workbench: Workbench, batch: str) -> Outcome | None:
    """Take an import out of the inbox; None when it is not in it. One that never wrote anything goes altogether."""
    record = workbench.repository.get(Ref("import_batch", batch))
    if record is None or record.values.state not in WAITING:
        return None
    label = Label("act.dismiss", {"file": record.values.file_name})
    return workbench.commit(ChangeSet(label, some(ended_batch(record))))
