"""How far an agreement, or what a meeting concluded, is: one by one, and all against the time that has passed (R29)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.domain.agreements import ProgressEntry
from workbench.domain.workdays import DueStatus
from workbench.errors import UserError
from workbench.frozen import frozen
from workbench.messages import text
from workbench.records.changes import ChangeSet, Label, create, some, update
from workbench.records.record import Record, Ref
from workbench.services.linked import Linked
from workbench.values.text import first_sentence

if TYPE_CHECKING:
    from workbench.services.workbench import Workbench

Rec = Record[Any]
SETTLED = ("done", "dropped")
_GUESSED = {"not_started": 0, "done": 100}


@frozen
class Commitment:
    """One commitment. `status` is a status word key, `percent` 0–100 or None when nobody said."""

    ref: Ref
    code: str
    title: str
    who: str
    status: str
    percent: int | None
    due: date | None
    due_text: str
    due_status: DueStatus
    settled: date | None = None


@frozen
class Progress:
    """`share` of the work done and `elapsed` of the time, each 0–1 or None; counts leave dropped ones out (R29)."""

    commitments: tuple[Commitment, ...]
    share: float | None
    elapsed: float | None
    done: int
    total: int
    late: int


@frozen
class ProgressDraft:
    """What is reported of a commitment. `percent` 0–100; `status` a key of `task_status`."""

    task: str
    status: str
    percent: int | None = None
    result: str = ""
    difficulty: str = ""
    next_steps: str = ""


def commitments_of(linked: Linked, owner: str) -> list[Rec]:
    """Commitments of an agreement, or conclusions of a meeting, in their order."""
    found = [*linked.tasks_of_agreement.get(owner, ()), *linked.tasks_of_meeting.get(owner, ())]
    return sorted(found, key=lambda task: (task.values.ordinal or 0, task.values.code))


def progress_of(linked: Linked, owner: Rec) -> Progress:
    """Where an agreement, or what a meeting concluded, stands today."""
    tasks = commitments_of(linked, owner.uid)
    lines = tuple(_commitment(linked, task) for task in tasks)
    counted = [task for task in tasks if task.values.status != "dropped"]
    return Progress(
        lines,
        share_done(tasks),
        elapsed(*_time(owner, tasks), linked.today),
        sum(task.values.status == "done" for task in counted),
        len(counted),
        sum(line.due_status.state == "late" for line in lines),
    )


def share_done(tasks: Sequence[Rec]) -> float | None:
    """Share of the work of some commitments that is done, 0–1; None without any, dropped ones left out (R29)."""
    shares = [_percent(task) or 0 for task in tasks if task.values.status != "dropped"]
    return sum(shares) / len(shares) / 100 if shares else None


def _time(owner: Rec, tasks: Sequence[Rec]) -> tuple[date | None, date | None]:
    """The time there is: of the agreement; from the meeting to the last day of anything it concluded."""
    if owner.ref.entity == "agreement":
        return owner.values.period_from, owner.values.period_to
    days = [task.values.due_date for task in tasks if task.values.due_date]
    return owner.values.held_date, max(days, default=None)


def elapsed(first: date | None, last: date | None, today: date) -> float | None:
    """Share of a period that has passed, 0–1; None when it has no beginning or no end."""
    if first is None or last is None or last <= first:
        return None
    return min(1.0, max(0.0, (today - first).days / (last - first).days))


def _percent(task: Rec) -> int | None:
    percent: int | None = task.values.percent
    return _GUESSED.get(task.values.status) if percent is None else percent


def _commitment(linked: Linked, task: Rec) -> Commitment:
    values, names = task.values, linked.names
    settled = values.status in SETTLED
    due = linked.due(None if settled else values.due_date)
    who = names.locality_list(values.localities) or names.organization(values.lead) or values.lead_text or ""
    return Commitment(
        task.ref,
        values.code,
        first_sentence(values.content),
        who,
        _status(values.status, due),
        _percent(task),
        values.due_date,
        values.due_text or "",
        due,
    )


def _status(stored: str, due: DueStatus) -> str:
    if stored == "done":
        return "done"
    if stored == "dropped":
        return "closed"
    if due.state == "late":
        return "late"
    if due.state in ("soon", "today"):
        return "soon"
    return "new" if stored == "not_started" else "doing"


def report_progress(workbench: Workbench, linked: Linked, draft: ProgressDraft) -> ChangeSet:
    """The act that enters what was reported of a commitment and brings the commitment to it.

    UserError `progress.out_of_range` and `progress.needs_words`; empty when nothing was said or changed.
    """
    task = linked.repository.need(Ref("task", draft.task))
    if draft.percent is not None and not 0 <= draft.percent <= 100:
        raise UserError("progress.out_of_range", found=str(draft.percent))
    percent = 100 if draft.status == "done" else draft.percent
    moved = update(task, status=draft.status, percent=percent)
    words = (draft.result, draft.difficulty, draft.next_steps)
    if moved is None and not any(words):
        return ChangeSet(Label("act.progress", {"code": task.values.code}), ())
    if draft.status == "paused" and not any(words):
        raise UserError("progress.needs_words", status=text(f"choice.task_status.{draft.status}"))
    entry = ProgressEntry(
        task=task.uid,
        entered=workbench.clock.today(),
        percent=percent,
        result=draft.result or None,
        difficulty=draft.difficulty or None,
        next_steps=draft.next_steps or None,
    )
    return ChangeSet(
        Label("act.progress", {"code": task.values.code}), some(moved, create(workbench.clock.new_id(), entry))
    )


def last_entry(linked: Linked, task: str) -> Rec | None:
    """What was reported of a commitment last."""
    found: Sequence[Rec] = linked.repository.where("progress_entry", task=task)
    return max(found, key=lambda entry: (entry.values.entered or date.min, entry.revision), default=None)
