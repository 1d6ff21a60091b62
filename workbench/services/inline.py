"""One value of a record changed from its row in a register: what is typed into a cell becomes an act like any other.

A cell left empty changes nothing; emptying a field is done in the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.errors import UserError
from workbench.messages import text
from workbench.records.changes import ChangeSet, Label, update
from workbench.records.record import Record, Ref
from workbench.services import bulk, entry
from workbench.services.linked import Linked
from workbench.services.progress import ProgressDraft, report_progress
from workbench.services.workbench import Workbench
from workbench.values.dates import parse_entry
from workbench.values.text import clean

Rec = Record[Any]
DUE_FIELDS: Mapping[str, str] = {
    "obstacle": "requested_due",
    "task": "due_date",
    "mechanism": "due_date",
    "agreement": "period_to",
}


def columns_of(workbench: Workbench, entity: str) -> frozenset[str]:
    """Columns of a register whose cells can be typed into."""
    fields = workbench.repository.entities[entity].fields
    found = {"officer"} & fields.keys()
    if entity in DUE_FIELDS:
        found.add("due")
    return frozenset(found | ({"percent"} if entity == "task" else set()))


def letter_of_due(linked: Linked, ref: Ref) -> Rec | None:
    """The escalation whose deadline an obstacle shows in place of the day that its locality asked for; None if none.

    Such a day is not a value of the obstacle, and is changed where it is set.
    """
    if ref.entity != "obstacle":
        return None
    waiting = [view for view in linked.obstacle_items(ref.uid) if view.waiting and view.due]
    return min(waiting, key=lambda view: (view.due, view.escalation.values.code)).escalation if waiting else None


def shown(workbench: Workbench, ref: Ref, column: str) -> date | str:
    """What stands in the record where the cell is, for the editor: a date, or words."""
    return value_of(workbench.repository.need(ref), column)


def value_of(record: Rec, column: str) -> date | str:
    """As `shown`, of a record that is read already."""
    field = DUE_FIELDS[record.ref.entity] if column == "due" else column
    value = record.get(field)
    return value if isinstance(value, date) else "" if value is None else str(value)


def propose(workbench: Workbench, linked: Linked, ref: Ref, column: str, typed: str) -> ChangeSet:
    """The act that puts what was typed into the record; empty when it says nothing new.

    Raises UserError `cell.no_date`, `cell.no_number`, `cell.refused`, or what the rules of the record say.
    """
    return propose_for(workbench, linked, workbench.repository.need(ref), column, typed)


def propose_for(workbench: Workbench, linked: Linked, record: Rec, column: str, typed: str) -> ChangeSet:
    """As `propose`, for a record that is read already."""
    ref, words = record.ref, clean(typed).strip()
    label = Label("act.edit", {"code": record.name})
    if not words:
        return ChangeSet(label)
    if column == "percent":
        return _percent(workbench, linked, record, words)
    values: dict[str, Any] = {column: words}
    if column == "due":
        day = parse_entry(words, workbench.clock.today(), linked.calendar.add_working_days).value
        if day is None:
            raise UserError("cell.no_date", found=words)
        if ref.entity == "obstacle":
            return _obstacle_due(workbench, record, day)
        values = {DUE_FIELDS[ref.entity]: day}
    _check(workbench, linked, record, values)
    changed = update(record, **values)
    return ChangeSet(label, (changed,) if changed else ())


def _percent(workbench: Workbench, linked: Linked, record: Rec, words: str) -> ChangeSet:
    digits = words.removesuffix("%").strip()
    if not digits.isdecimal():
        raise UserError("cell.no_number", found=words)
    percent, status = int(digits), record.values.status
    if percent == 100:
        status = "done"
    elif status in ("not_started", "done"):
        status = "doing" if percent else "not_started"
    return report_progress(workbench, linked, ProgressDraft(record.uid, status, percent))


def _obstacle_due(workbench: Workbench, record: Rec, day: date) -> ChangeSet:
    plan = bulk.set_due([record], day)
    for refusal in plan.refused:
        state = text(f"choice.obstacle_state.{refusal.state}") if refusal.state else ""
        raise UserError("cell.refused", record=refusal.code, why=text(refusal.reason, state=state))
    return plan.act


def _check(workbench: Workbench, linked: Linked, record: Rec, values: Mapping[str, Any]) -> None:
    """Hold the changed record against the rules that its form has."""
    fields = workbench.repository.entities[record.ref.entity].fields
    draft = {**{key: record.get(key) for key in fields}, **values}
    if record.ref.entity == "agreement" and draft["period_from"] and draft["period_to"] < draft["period_from"]:
        raise UserError("cell.refused", record=record.name, why=text("cell.before_start"))
    for issue in entry.issues(workbench, linked, record.ref.entity, draft, record.uid):
        if issue.severity == "stop" and issue.field in values:
            raise UserError("cell.refused", record=record.name, why=text(issue.code, **issue.params))
