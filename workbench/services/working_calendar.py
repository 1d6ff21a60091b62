"""Changing the working calendar: what days become, which running deadlines move by it, as one act.

A day off, a day off in exchange and a make-up day each rest on a decision; the basis is kept with the day
(Labour Code 2019 articles 111, 112). What moves is listed before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.deadlines import COUNTED, Deadline, deadline, term_of
from workbench.domain.organizations import CalendarDay as StoredDay
from workbench.domain.submissions import Setting
from workbench.domain.workdays import CalendarDay, DayKind, WorkingCalendar
from workbench.records.changes import Change, ChangeSet, Label, create, remove, some, update
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.services.council import ROLL, calendar_day
from workbench.services.linked import Linked
from workbench.services.proposal import check, stop
from workbench.services.workbench import Workbench

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayEdit:
    """What a day shall be. `kind` None makes it an ordinary day again."""

    day: date
    kind: DayKind | None
    name: str = ""
    basis: str = ""
    decided: bool = True


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A running deadline under the changed calendar. `kept` when the officer had set the day by hand."""

    ref: Ref
    code: str
    title: str
    to: str
    old: date | None
    new: date | None
    provisional: bool
    kept: bool = False


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """The act ready to commit: days and the deadlines they move. `days` are the changes that make a difference."""

    act: ChangeSet
    days: tuple[DayEdit, ...]
    moved: tuple[MovedDeadline, ...]
    kept: tuple[MovedDeadline, ...]
    issues: tuple[Issue, ...]

    @property
    def blocked(self) -> bool:
        """Whether something must be put right first."""
        return any(issue.severity == "stop" for issue in self.issues)


def plan(workbench: Workbench, edits: Sequence[DayEdit], linked: Linked | None = None) -> CalendarPlan:
    """What these days would change in the calendar, and in every deadline that still runs."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    stored = {r.values.day: r for r in workbench.repository.all("calendar_day")}
    wanted = {edit.day: edit for edit in edits}
    changes = {day: _change(workbench, stored.get(day), edit) for day, edit in sorted(wanted.items())}
    real = tuple(wanted[day] for day, change in changes.items() if change)
    after = _after(stored, real, linked.calendar.roll)
    moved, updates = _recount(linked, after)
    years = sorted({edit.day.year for edit in real})
    label = Label("act.calendar", {"years": ", ".join(map(str, years))})
    act = ChangeSet(label, (*some(*changes.values()), *updates))
    issues = tuple(issue for edit in real for issue in _issues(edit))
    return CalendarPlan(act, real, tuple(m for m in moved if not m.kept), tuple(m for m in moved if m.kept), issues)


def plan_roll(workbench: Workbench, rolls: bool, linked: Linked | None = None) -> CalendarPlan:
    """The same for the rule whether a term in calendar days may end on a day off (R2)."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    after = WorkingCalendar(linked.calendar.days, roll=rolls)
    moved, updates = _recount(linked, after)
    kept = workbench.repository.where("setting", key=ROLL)
    value = "yes" if rolls else "no"
    made = update(kept[0], value=value) if kept else create(workbench.clock.new_id(), Setting(key=ROLL, value=value))
    act = ChangeSet(Label("act.calendar_roll"), (*some(made), *updates))
    return CalendarPlan(act, (), tuple(m for m in moved if not m.kept), tuple(m for m in moved if m.kept), ())


def calendar_of_version(workbench: Workbench, version: str) -> WorkingCalendar | None:
    """The calendar as it stood when it had that version, followed back through the journal; None if it never had.

    With it an old deadline can be counted again day by day, whatever the calendar has become since.
    """
    days: dict[str, Mapping[str, Any]] = {
        r.uid: {key: r.get(key) for key in ("day", "kind", "name", "basis", "decided")}
        for r in workbench.repository.all("calendar_day")
    }
    found = _with_version(days, version)
    for change in workbench.journal.changes_of("calendar_day"):
        if found:
            break
        if change.before is None:
            days.pop(change.ref.uid, None)
        else:
            days[change.ref.uid] = {**days.get(change.ref.uid, {}), **change.before}
        found = _with_version(days, version)
    return found


def _with_version(days: Mapping[str, Mapping[str, Any]], version: str) -> WorkingCalendar | None:
    listed = [calendar_day(StoredDay(**values)) for values in days.values()]
    for rolls in (True, False):
        made = WorkingCalendar(listed, roll=rolls)
        if made.version == version:
            return made
    return None


def _change(workbench: Workbench, stored: Record[Any] | None, edit: DayEdit) -> Change | None:
    if edit.kind is None:
        return remove(stored) if stored else None
    decided = "yes" if edit.decided else "no"
    values = {"kind": edit.kind, "name": edit.name, "basis": edit.basis, "decided": decided}
    if stored is None:
        uid = f"day-{edit.day.isoformat()}"
        taken = workbench.repository.get(Ref("calendar_day", uid))
        return create(workbench.clock.new_id() if taken else uid, StoredDay(day=edit.day, **values))
    return update(stored, **values)


def _after(stored: Mapping[date, Record[Any]], edits: Iterable[DayEdit], roll: bool) -> WorkingCalendar:
    days = {day: calendar_day(record.values) for day, record in stored.items()}
    for edit in edits:
        if edit.kind is None:
            days.pop(edit.day, None)
        else:
            days[edit.day] = CalendarDay(edit.day, edit.kind, edit.name, edit.basis, edit.decided)
    return WorkingCalendar(days.values(), roll=roll)


def _recount(linked: Linked, after: WorkingCalendar) -> tuple[list[MovedDeadline], list[Change]]:
    """Deadlines that something still waits for, counted anew. What was answered in time stays as it was."""
    moved: list[MovedDeadline] = []
    changes: list[Change] = []
    running = (e for e in linked.escalations.values() if _runs(linked, e))
    for escalation in sorted(running, key=lambda e: (e.values.due_date or date.max, e.values.code)):
        values = escalation.values
        found = _counted(values, after)
        if found.day == values.due_date or _counted(values, linked.calendar).day == found.day:
            continue
        by_hand = bool(values.due_reason)
        moved.append(_moved(linked, escalation, found, by_hand))
        if not by_hand:
            changes += some(update(escalation, due_date=found.day, calendar_version=found.calendar_version))
    return moved, changes


def _runs(linked: Linked, escalation: Record[Any]) -> bool:
    values = escalation.values
    counts = values.due_rule in COUNTED and values.due_start is not None and (values.due_n or 0) > 0
    return counts and any(view.waiting for view in linked.items_of_escalation.get(escalation.uid, []))


def _counted(values: Any, calendar: WorkingCalendar) -> Deadline:
    term = term_of(values.due_rule, values.due_n, values.due_text, None, values.due_basis)
    return deadline(term, values.due_start, calendar)


def _moved(linked: Linked, escalation: Record[Any], found: Deadline, by_hand: bool) -> MovedDeadline:
    values = escalation.values
    to = linked.names.organization(values.to_organization)
    return MovedDeadline(
        escalation.ref,
        values.code,
        values.subject or "",
        to,
        values.due_date,
        found.day,
        found.provisional,
        by_hand,
    )


def _issues(edit: DayEdit) -> Iterator[Issue]:
    if edit.kind is None:
        return
    day = edit.day.strftime("%d/%m/%Y")
    if not edit.name.strip():
        yield stop("calendar.no_name", "name", day=day)
    if not edit.basis.strip():
        yield stop("calendar.no_basis", "basis", day=day)
    weekend = edit.day.weekday() >= _SATURDAY
    if edit.kind == "work" and not weekend:
        yield check("calendar.already_worked", "kind", day=day)
    if edit.kind == "swap_off" and weekend:
        yield check("calendar.already_off", "kind", day=day)
