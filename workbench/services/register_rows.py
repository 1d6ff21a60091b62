"""One row of each register as the window and the command line list it. Pure over `Linked`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from workbench.messages import text
from workbench.records.record import Record
from workbench.services.linkage import OPEN
from workbench.services.linked import Linked
from workbench.services.progress import elapsed, share_done
from workbench.services.row import Row, Standing, day_words, due_tags, iso, one
from workbench.services.rows_meetings import meeting_row
from workbench.services.rows_papers import document_row
from workbench.services.rows_programme import initiative_row, mechanism_row, plan_row, project_row, sector_row
from workbench.values.percent import format_percent
from workbench.values.text import first_sentence

Rec = Record[Any]
__all__ = ["BUILDERS", "EXPIRING_DAYS", "STANDINGS", "Row", "Standing", "agreement_status", "due_tags"]
_DAY = timedelta(days=1)
EXPIRING_DAYS = 90  # an agreement that ends within this many days is "about to expire" (M7)


def agreement_status(linked: Linked, agreement: Rec) -> str:
    """Status word: what was done to it, whether a commitment is late or its time has run out (computed, M7)."""
    values = agreement.values
    if values.state in ("terminated", "replaced"):
        return "closed"
    if values.state == "reviewed" or values.implementation == "done":
        return "fin"
    if values.state in ("draft", "consulting"):
        return "draft"
    if values.period_to and values.period_to < linked.today:
        return "closed"
    if values.implementation == "paused" or behind_from(linked, agreement) <= linked.today:
        return "slow"
    return "signed" if values.implementation == "not_started" else "run"


def behind_from(linked: Linked, agreement: Rec) -> date:
    """The first day on which an open commitment of it is late; the last day there is when none has a date."""
    open_ones = (t.values for t in linked.tasks_of_agreement.get(agreement.uid, []) if t.values.status in OPEN)
    first = min((task.due_date for task in open_ones if task.due_date), default=date.max)
    return min(first, date.max - _DAY) + _DAY


def agreement_standing(linked: Linked, record: Rec) -> Standing:
    """How an agreement stands."""
    values, status = record.values, agreement_status(linked, record)
    tags = {"all"} | ({"open"} if status in ("draft", "signed", "run", "slow") else set())
    if status in ("signed", "run", "slow") and values.period_to:
        if values.period_to <= linked.today + timedelta(days=EXPIRING_DAYS):
            tags.add("expiring")
    elif status == "closed":
        tags.add("expired")
    if status == "slow":
        tags.add("behind")
    if any(linked.obstacle_open(obstacle) for obstacle in linked.obstacles_of_agreement.get(record.uid, [])):
        tags.add("troubled")
    return Standing(status, frozenset(tags))


def agreement_row(linked: Linked, record: Rec) -> Row:
    """An agreement."""
    values, names = record.values, linked.names
    uids = linked.agreement_localities(record.uid)
    status, tags = agreement_standing(linked, record)
    due = linked.due(None)
    obstacles = linked.obstacles_of_agreement.get(record.uid, [])
    behind = behind_from(linked, record)
    fields = [names.entry("field", code) for code in values.fields]
    share = share_done(linked.tasks_of_agreement.get(record.uid, []))
    passed = elapsed(values.period_from, values.period_to, linked.today)
    years = "–".join(str(d.year) for d in (values.period_from, values.period_to) if d)
    return Row(
        record.ref,
        values.code,
        values.title,
        names.locality_list(uids),
        status,
        values.period_to,
        due,
        values.officer or "",
        {
            "number": values.number or "",
            "signed_date": day_words(values.signed_date),
            "fields": ", ".join(fields),
            "period": values.period_text or years,
            "focal_point": values.focal_point or "",
            "progress": "" if share is None else format_percent(share, 0),
            "implementation": names.entry("agreement_status", values.implementation),
            "obstacles": str(len(obstacles)) if obstacles else "",
        },
        tags,
        {
            "locality": tuple(uids),
            "field": values.fields,
            "status": (status,),
            "officer": one(values.officer),
            "ends": (str(values.period_to.year),) if values.period_to else (),
        },
        {
            "number": values.number,
            "signed_date": iso(values.signed_date),
            "period_from": iso(values.period_from),
            "period_to": iso(values.period_to),
            "localities": [names.locality(u) for u in uids],
            "fields": list(values.fields),
            "amount_total": values.amount_total,
            "progress": None if share is None else round(share * 100),
            "elapsed": None if passed is None else round(passed * 100),
            "state": values.state,
        },
        turns=(behind,) if behind < date.max else (),
    )


def obstacle_standing(linked: Linked, record: Rec) -> Standing:
    """How an obstacle stands."""
    tags = {"all"} | due_tags(linked.due(linked.obstacle_due(record)))
    if linked.obstacle_open(record):
        tags.add("open")
    if any(view.waiting for view in linked.obstacle_items(record.uid)):
        tags.add("waiting")
    return Standing(linked.obstacle_status(record), frozenset(tags))


def obstacle_row(linked: Linked, record: Rec) -> Row:
    """An obstacle."""
    values, names = record.values, linked.names
    day = linked.obstacle_due(record)
    due, (status, tags) = linked.due(day), obstacle_standing(linked, record)
    views = linked.obstacle_items(record.uid)
    asks = linked.asks.get(record.uid, [])
    to = dict.fromkeys(u for ask in asks for u in ask.values.addressees)
    handling = [names.organization(v.escalation.values.to_organization) for v in views if v.waiting]
    return Row(
        record.ref,
        values.code,
        values.title or first_sentence(values.content),
        names.locality_list(values.localities),
        status,
        day,
        due,
        values.officer or "",
        {
            "field": names.entry("field", values.field),
            "urgency": names.entry("urgency", values.urgency),
            "authority": "; ".join(dict.fromkeys(handling)) or names.organization_list(to),
            "reported_by": names.locality(values.reported_by),
            "reported_date": day_words(values.reported_date or values.raised_date),
            "period": values.period or "",
        },
        tags,
        {
            "locality": values.localities,
            "field": one(values.field),
            "status": (status,),
            "officer": one(values.officer),
            "authority": tuple(to),
            "period": one(values.period),
        },
        {
            "content": values.content,
            "field": values.field,
            "localities": [names.locality(u) for u in values.localities],
            "cause": values.cause,
            "recommendations": [ask.values.content for ask in asks],
            "authorities": [names.organization(u) for u in to],
            "raised_date": iso(values.raised_date),
            "requested_due": iso(values.requested_due),
            "urgency": values.urgency,
            "state": values.state,
        },
    )


def escalation_row(linked: Linked, record: Rec) -> Row:
    """An escalation."""
    values, names = record.values, linked.names
    due, day = linked.escalation_due(record.uid), linked.effective_due(record.uid)
    obstacles = linked.escalation_obstacles(record.uid)
    uids = list(dict.fromkeys(u for o in obstacles for u in o.values.localities))
    document = linked.document(values.document)
    number = (document.values.full_number or "") if document else ""
    status = linked.escalation_status(record.uid)
    tags = {"all"} | due_tags(due)
    if any(view.waiting for view in linked.items_of_escalation.get(record.uid, [])):
        tags |= {"open", "waiting"}
    if status == "draft":
        tags.add("open")
    answers = linked.escalation_answers(record.uid)
    return Row(
        record.ref,
        values.code,
        values.subject or _first_title(obstacles),
        names.locality_list(uids),
        status,
        day,
        due,
        values.officer or "",
        {
            "number": number,
            "sent_date": day_words(values.sent_date),
            "to": names.organization(values.to_organization),
            "level": names.choice("level", values.level),
            "obstacles": str(len(obstacles)),
            "answers": str(len(answers)) if answers else "",
        },
        frozenset(tags),
        {
            "locality": tuple(uids),
            "status": (status,),
            "officer": one(values.officer),
            "authority": one(values.to_organization),
        },
        {
            "number": number or None,
            "document_date": iso(document.values.issued_date) if document else None,
            "sent_date": iso(values.sent_date),
            "to": names.organization(values.to_organization),
            "level": values.level,
            "due_rule": values.due_rule,
            "due_n": values.due_n,
            "obstacles": [o.values.code for o in obstacles],
            "answers": [a.values.code for a in answers],
            "state": linked.escalation_state(record.uid),
        },
    )


def answer_row(linked: Linked, record: Rec) -> Row:
    """An answer."""
    values, names = record.values, linked.names
    document = linked.document(values.document)
    said = linked.items_of_answer.get(record.uid, [])
    classes = [item.values.answer_class for item, _ in said]
    status = "done" if set(classes) == {"resolved"} else "part" if "resolved" in classes else "answered"
    escalations = dict.fromkeys(view.escalation.values.code for _, view in said)
    asks = [linked.recommendations[view.item.values.recommendation] for _, view in said]
    obstacles = [linked.obstacles[ask.values.obstacle] for ask in asks]
    uids = list(dict.fromkeys(u for o in obstacles for u in o.values.localities))
    number = (document.values.full_number or "") if document else ""
    subject = (document.values.subject if document else None) or values.summary
    return Row(
        record.ref,
        values.code,
        subject or number,
        names.locality_list(uids),
        status,
        None,
        linked.due(None),
        values.officer or "",
        {
            "number": number,
            "issued_date": day_words(document.values.issued_date if document else None),
            "received_date": day_words(values.received_date),
            "from": names.organization(values.from_organization),
            "escalations": ", ".join(escalations),
        },
        frozenset({"all", status}),
        {
            "locality": tuple(uids),
            "status": (status,),
            "authority": one(values.from_organization),
            "officer": one(values.officer),
        },
        {
            "number": number or None,
            "document_date": iso(document.values.issued_date) if document else None,
            "received_date": iso(values.received_date),
            "from": names.organization(values.from_organization),
            "escalations": list(escalations),
            "obstacles": list(dict.fromkeys(o.values.code for o in obstacles)),
        },
    )


_TASK_STATUS = {
    "not_started": "new",
    "doing": "run",
    "done": "fin",
    "partly": "part",
    "dropped": "closed",
    "paused": "slow",
}


def task_row(linked: Linked, record: Rec) -> Row:
    """A task."""
    values, names = record.values, linked.names
    is_open = values.status in OPEN
    due = linked.due(values.due_date if is_open else None)
    agreement = linked.agreements.get(values.agreement or "")
    uids = values.localities or (linked.agreement_localities(agreement.uid) if agreement else ())
    lead = names.organization(values.lead) or values.lead_text or ""
    status = _TASK_STATUS[values.status]
    return Row(
        record.ref,
        values.code,
        first_sentence(values.content),
        names.locality_list(uids),
        status,
        values.due_date if is_open else None,
        due,
        values.officer or "",
        {
            "lead": lead,
            "agreement": agreement.values.code if agreement else "",
            "deliverable": values.deliverable or "",
            "due_text": values.due_text or day_words(values.due_date),
            "percent": "" if values.percent is None else format_percent(values.percent / 100, 0),
        },
        frozenset({"all"} | due_tags(due) | ({"open"} if is_open else set())),
        {"locality": tuple(uids), "status": (status,), "officer": one(values.officer)},
        {
            "content": values.content,
            "lead": lead,
            "agreement": agreement.values.code if agreement else None,
            "due_date": iso(values.due_date),
            "state": values.status,
            "percent": values.percent,
        },
    )


def submission_row(linked: Linked, record: Rec) -> Row:
    """A submission."""
    values = record.values
    name = linked.names.locality(values.locality)
    return Row(
        record.ref,
        f"{values.form} {values.period}",
        text("submission.title", form=values.form, place=name),
        name,
        "warn" if values.state == "errors" else "answered",
        None,
        linked.due(None),
        "",
        {
            "form": values.form,
            "period": values.period,
            "received_date": day_words(values.received_date),
            "state": linked.names.choice("submission_state", values.state),
        },
        frozenset({"all", values.state}),
        {"locality": one(values.locality), "period": one(values.period)},
        {
            "locality": name,
            "period": values.period,
            "form": values.form,
            "state": values.state,
            "received_date": iso(values.received_date),
        },
    )


BUILDERS: Mapping[str, tuple[str, Callable[[Linked, Rec], Row]]] = {
    "agreements": ("agreement", agreement_row),
    "tasks": ("task", task_row),
    "meetings": ("meeting", meeting_row),
    "obstacles": ("obstacle", obstacle_row),
    "escalations": ("escalation", escalation_row),
    "answers": ("answer", answer_row),
    "documents": ("document", document_row),
    "plans": ("plan", plan_row),
    "projects": ("project", project_row),
    "mechanisms": ("mechanism", mechanism_row),
    "sectors": ("sector_priority", sector_row),
    "initiatives": ("initiative", initiative_row),
    "submissions": ("submission", submission_row),
}

#: What of the rows of a register depends on the day, for those of which nothing else does: quicker than whole rows.
STANDINGS: Mapping[str, Callable[[Linked, Rec], Standing]] = {
    "agreement": agreement_standing,
    "obstacle": obstacle_standing,
}


def _first_title(obstacles: Iterable[Rec]) -> str:
    for obstacle in obstacles:
        return str(obstacle.values.title or first_sentence(obstacle.values.content))
    return ""
