"""Records of the resolution's other registers that belong to the one shown, under headings of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from workbench.messages import text
from workbench.records.record import Record
from workbench.services.agreement_moves import steps_of
from workbench.services.detail_parts import Line, Part
from workbench.services.linkage import conclusions_of, unique
from workbench.services.linked import Linked
from workbench.services.meetings import meeting_before
from workbench.services.papers import named as named_paper
from workbench.services.register_rows import task_row
from workbench.services.row import Row
from workbench.services.rows_meetings import meeting_row
from workbench.services.rows_programme import (
    initiative_row,
    mechanism_row,
    plan_row,
    project_row,
    sector_row,
    years,
)
from workbench.values.dates import format_date
from workbench.values.money import format_money

Rec = Record[Any]


def parts_of(linked: Linked, record: Rec) -> tuple[Part, ...]:
    """The parts of a record; those with an `entity` can be added to and are shown even when empty."""
    made = _PARTS.get(record.ref.entity)
    return tuple(made(linked, record)) if made else ()


def _plan(linked: Linked, record: Rec) -> Iterator[Part]:
    items = linked.programme.items_of_plan.get(record.uid, [])
    yield Part("plan_items", tuple(_item_line(linked, item) for item in items), "plan_item")
    own = {item.uid for item in items}
    projects = [p for p in linked.programme.projects.values() if p.values.plan_item in own]
    yield Part("projects", _lines(linked, projects, project_row))
    sectors = [s for s in linked.programme.sectors.values() if s.values.plan == record.uid]
    yield Part("sectors", _lines(linked, sectors, sector_row))


def _project(linked: Linked, record: Rec) -> Iterator[Part]:
    lines = linked.programme.capital_of.get(record.uid, [])
    yield Part("capital", tuple(_capital_line(linked, line) for line in lines), "capital_line")
    yield Part("mechanisms", _lines(linked, linked.programme.mechanisms_of_project.get(record.uid, []), mechanism_row))
    item = linked.programme.plan_items.get(record.values.plan_item or "")
    plan = linked.programme.plans.get(item.values.plan) if item else None
    yield Part("plans", _lines(linked, [plan] if plan else [], plan_row))


def _mechanism(linked: Linked, record: Rec) -> Iterator[Part]:
    projects = [linked.programme.projects[uid] for uid in record.values.projects if uid in linked.programme.projects]
    yield Part("projects", _lines(linked, projects, project_row))


def _sector(linked: Linked, record: Rec) -> Iterator[Part]:
    plan = linked.programme.plans.get(record.values.plan or "")
    yield Part("plans", _lines(linked, [plan] if plan else [], plan_row))


def _step_line(linked: Linked, record: Rec) -> Line:
    """A step of an agreement; it opens its document."""
    values = record.values
    paper = linked.document(values.document)
    until = text("course.until", date=format_date(values.period_to)) if values.period_to else ""
    meta = " · ".join(filter(None, (named_paper(paper) if paper else "", values.place, until, values.words)))
    kind = linked.names.choice("agreement_step", values.kind)
    return Line(paper.ref if paper else record.ref, format_date(values.taken_date), kind, meta)


def _agreement(linked: Linked, record: Rec) -> Iterator[Part]:
    yield Part("course", tuple(_step_line(linked, step) for step in steps_of(linked, record.uid)))
    yield Part("projects", _lines(linked, linked.programme.projects_of_agreement.get(record.uid, []), project_row))
    sectors = [s for s in linked.programme.sectors.values() if s.values.agreement == record.uid]
    yield Part("sectors", _lines(linked, sectors, sector_row))
    begun = [i for i in linked.programme.initiatives.values() if i.values.agreement == record.uid]
    yield Part("initiatives", _lines(linked, begun, initiative_row))


def _obstacle(linked: Linked, record: Rec) -> Iterator[Part]:
    yield from _pointed_at(linked, [record])


def _escalation(linked: Linked, record: Rec) -> Iterator[Part]:
    """What the obstacles of the letter are about, and the mechanisms that it was written for."""
    sent = linked.programme.mechanisms_of_escalation.get(record.uid, [])
    yield from _pointed_at(linked, linked.escalation_obstacles(record.uid), sent)


def _pointed_at(linked: Linked, obstacles: Iterable[Rec], mechanisms: Iterable[Rec] = ()) -> Iterator[Part]:
    """Projects, plans, mechanisms, sectors and initiatives that obstacles point at, each once."""
    programme, held = linked.programme, [obstacle.values for obstacle in obstacles]
    items = [programme.plan_items.get(v.plan_item or "") for v in held]
    found: tuple[tuple[str, Iterable[Rec | None], Callable[[Linked, Rec], Row]], ...] = (
        ("projects", (programme.projects.get(v.project or "") for v in held), project_row),
        ("plans", (programme.plans.get(item.values.plan) for item in items if item), plan_row),
        ("mechanisms", (*mechanisms, *(programme.mechanisms.get(v.mechanism or "") for v in held)), mechanism_row),
        ("sectors", (programme.sectors.get(v.sector or "") for v in held), sector_row),
        ("initiatives", (programme.initiatives.get(v.initiative or "") for v in held), initiative_row),
    )
    for key, records, build in found:
        yield Part(key, _lines(linked, unique(records), build))


def _meeting(linked: Linked, record: Rec) -> Iterator[Part]:
    """What became of the conclusions of the meeting before."""
    before = meeting_before(linked, record)
    yield Part("last_conclusions", _lines(linked, conclusions_of(linked, before.uid) if before else [], task_row))

    sent = linked.repository.where("meeting_reminder", meeting=record.uid)
    yield Part("reminders", tuple(_reminder_line(linked, reminder) for reminder in sent))


def _task(linked: Linked, record: Rec) -> Iterator[Part]:
    meeting = linked.meetings.get(record.values.meeting or "")
    yield Part("meetings", _lines(linked, [meeting] if meeting else [], meeting_row))
    sent = linked.repository.where("meeting_reminder", meeting=meeting.uid) if meeting else []
    told = (reminder for reminder in sent if record.uid in reminder.values.tasks)
    yield Part("reminders", tuple(_reminder_line(linked, reminder) for reminder in told))


def _reminder_line(linked: Linked, record: Rec) -> Line:
    """A letter that reminded of conclusions; it opens the document."""
    values = record.values
    paper = linked.document(values.document)
    until = text("remind.answer_by", date=format_date(values.new_due)) if values.new_due else ""
    to = (paper.values.recipients or "") if paper else ""
    meta = " · ".join(filter(None, (to, until)))
    day = format_date(values.sent_date) if values.sent_date else ""
    words = text("remind.conclusions_nth", nth=str(values.nth), n=len(values.tasks))
    return Line(paper.ref if paper else record.ref, named_paper(paper) if paper else day, words, meta)


_PARTS: dict[str, Callable[[Linked, Rec], Iterator[Part]]] = {
    "plan": _plan,
    "project": _project,
    "mechanism": _mechanism,
    "sector_priority": _sector,
    "agreement": _agreement,
    "obstacle": _obstacle,
    "escalation": _escalation,
    "meeting": _meeting,
    "task": _task,
}


def _lines(linked: Linked, records: Iterable[Rec], build: Callable[[Linked, Rec], Row]) -> tuple[Line, ...]:
    rows = [build(linked, record) for record in records]
    return tuple(Line(r.ref, r.code, r.title, r.places, r.status, r.due, r.due_status, r.status_word) for r in rows)


def _item_line(linked: Linked, record: Rec) -> Line:
    values = record.values
    kind = linked.names.choice("project_class", values.project_class) if values.project_class else ""
    when = values.years_text or years(values.year_from, values.year_to)
    places = linked.names.locality_list(values.localities)
    meta = " · ".join(filter(None, (places, values.scale, when)))
    return Line(record.ref, kind or f"{values.ordinal or ''}", values.name, meta)


def _capital_line(linked: Linked, record: Rec) -> Line:
    source = linked.names.choice("fund_source", record.values.source)
    amounts = ((key, record.get(key)) for key in ("need", "planned", "allocated", "disbursed"))
    said = (f"{text(f'capital.{key}')} {format_money(amount)}" for key, amount in amounts if amount is not None)
    return Line(record.ref, f"{record.values.year}", source, " · ".join(said))
