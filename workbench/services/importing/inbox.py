"""The import inbox: imports with rows that wait for a decision, and imports put off half done. In the record itself.

    inbox(repository)             what waits, newest first: for a list in the window or on the command line
    held(repository, sha256)      what is kept of a file that waits: corrections and decisions
    put_off(session, plan)        keep an import as far as it got: file, corrections, decisions. Writes no row
    take_up(session, batch)       the same import again, against the record as it stands now: file, corrections, plan
    dismiss(workbench, batch)     take it out of the inbox; rows that were written stay

An import that leaves rows undecided (`session.commit`, `main.py import`) comes into the inbox by itself. Committing
the plan of one that was taken up takes it out, or leaves in it what still waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workbench.exchange.recognised import Overrides
from workbench.progress import Progress
from workbench.records.changes import Attachment, ChangeSet, Label, create, some, update
from workbench.records.record import Record, Ref
from workbench.services.importing.decisions import decided_as_before, decisions_text
from workbench.services.importing.kept import decisions_in
from workbench.services.importing.overrides import overrides_of, overrides_text
from workbench.services.importing.plan import WAITING, ImportPlan, ended_batch, receipt_of
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.workbench import Outcome, Workbench
from workbench.storage.repository import Repository


@dataclass(frozen=True, slots=True)
class Waiting:
    """One import in the inbox. `rows` in the file, `waiting` of them undecided, `ready` decided and not yet written;
    `decisions` that somebody made and `corrected` are what dismissing it would lose. `started`: some were written.
    """

    batch: str
    code: str
    file: str
    form: str
    sender: str
    period: str
    since: date | None
    rows: int
    waiting: int
    started: bool
    ready: int = 0
    decisions: int = 0
    corrected: bool = False


@dataclass(frozen=True)
class Held:
    """What is kept of a file that waits."""

    waiting: Waiting
    overrides: Overrides
    decisions: str | None


@dataclass(frozen=True)
class TakenUp:
    """An import to go on with. `asked_again`: decisions that the record, changed since, does not bear any more."""

    loaded: Loaded
    overrides: Overrides
    plan: ImportPlan
    asked_again: int = 0


def inbox(repository: Repository) -> tuple[Waiting, ...]:
    """What waits, newest first."""
    found = sorted(_waiting(repository), key=lambda r: (r.values.imported_date or date.min, r.revision), reverse=True)
    return tuple(_line(record) for record in found)


def held(repository: Repository, sha256: str) -> Held | None:
    """What is kept of a file, by its fingerprint; None when it does not wait."""
    record = next((r for r in _waiting(repository) if r.values.sha256 == sha256), None)
    if record is None:
        return None
    return Held(_line(record), overrides_of(record.values.overrides), record.values.decisions)


def _waiting(repository: Repository) -> Iterator[Record[Any]]:
    for state in WAITING:
        yield from repository.where("import_batch", state=state)


def _line(record: Record[Any]) -> Waiting:
    v, started = record.values, record.values.state == "partial"
    counts = (v.rows_new, v.rows_changed, v.rows_same, v.rows_waiting)
    return Waiting(
        record.uid,
        v.code,
        v.file_name,
        v.form or "",
        v.sender or "",
        v.period or "",
        v.imported_date,
        len(receipt_of(v.receipt)) or sum(n or 0 for n in counts),
        v.rows_waiting or 0,
        started,
        0 if started else (v.rows_new or 0) + (v.rows_changed or 0),
        len(decisions_in(v.decisions)),
        bool(v.overrides),
    )


def put_off(session: ImportSession, plan: ImportPlan) -> Outcome | None:
    """Keep an import as far as it got; None when it stands in the inbox just so already."""
    opened = session.workbench
    kept: dict[str, Any] = {
        "overrides": overrides_text(plan.overrides),
        "decisions": decisions_text(plan, session.planned_alone(plan)),
        "rows_waiting": len(plan.waiting),
    }
    batch = replace(plan.batch(), state="draft", **kept)
    label = Label("act.put_off", {"file": plan.recognised.file})
    before = next((r for r in _waiting(opened.repository) if r.values.sha256 == plan.recognised.sha256), None)
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
    return TakenUp(loaded, overrides, again.plan, again.asked_again)


def dismiss(workbench: Workbench, batch: str) -> Outcome | None:
    """Take an import out of the inbox; None when it is not in it. One that never wrote anything goes altogether."""
    record = workbench.repository.get(Ref("import_batch", batch))
    if record is None or record.values.state not in WAITING:
        return None
    label = Label("act.dismiss", {"file": record.values.file_name})
    return workbench.commit(ChangeSet(label, some(ended_batch(record))))
