"""Outgoing and incoming documents, and answers, as their registers show them.

The registers of documents have the ten columns of decree 30/2020/NĐ-CP, annex IV; what the record does not know
is left empty to be written in by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workbench.messages import text_in
from workbench.reports.totals import Standing, count
from workbench.services.linked import Linked, Rec
from workbench.services.printed import Printed, Span, by_day, capital, day_words, paper_number, paper_words
from workbench.services.printed_escalations import roadmap
from workbench.values.sorting import sort_key

_NEVER = Standing(None, None, "unanswered")


def subject_words(linked: Linked, values: Any) -> str:
    """Name of the type and what it is about: "Báo cáo về …"; official letters have no name of a type."""
    kind = values.type if values.type not in (None, "CV", "khac") else None
    named = linked.names.choice("document_type", kind, "vi") if kind else ""
    subject = values.subject or ""
    if named and subject and not subject.lower().startswith(named.lower()):
        return f"{named} {subject[0].lower()}{subject[1:]}" if _plain_start(subject) else f"{named}: {subject}"
    return subject or named


def _plain_start(subject: str) -> bool:
    """Whether the first word may lose its capital: "Về …", "Tổng hợp …", not a name such as "HĐĐP"."""
    return subject[:2].lower() == "về"


def _number_key(number: str) -> str:
    found = re.match(r"\D*(\d+)(.*)", number)
    return f"{int(found[1]):09d}{found[2]}" if found else number


# outgoing


def outgoing_rows(linked: Linked, span: Span) -> list[Printed]:
    """Documents sent in the span, by their date."""
    sent = _sent(linked)
    return [
        _outgoing(linked, record, sent.get(record.uid))
        for record in linked.documents.values()
        if record.values.direction == "out" and span.holds(record.values.issued_date)
    ]


def _sent(linked: Linked) -> dict[str, tuple[str, date | None]]:
    """Who got a document and when, by document: letters of escalation and reminders."""
    found = {}
    for escalation in linked.escalations.values():
        to = linked.names.organization(escalation.values.to_organization)
        if escalation.values.document:
            found[escalation.values.document] = (to, escalation.values.sent_date)
        for reminder in linked.reminders.get(escalation.uid, []):
            if reminder.values.document:
                found[reminder.values.document] = (to, reminder.values.sent_date)
    return found


def _outgoing(linked: Linked, record: Rec, sent: tuple[str, date | None] | None) -> Printed:
    values = record.values
    number = values.full_number or text_in("vi", "report.no_number")
    cells = {
        "paper": number,
        "day": day_words(values.issued_date, values.date_text),
        "subject": subject_words(linked, values),
        "signatory": values.signatory or "",
        "recipients": values.recipients or (sent[0] if sent else ""),
        "keeper": values.keeper or "",
        "copies": "" if values.copies is None else str(values.copies),
        "sent": day_words(values.transferred_date or (sent[1] if sent else None)),
        "note": values.note or "",
    }
    order = {"day": f"{values.issued_date or date.max} {_number_key(number)}", "number": _number_key(number)}
    return Printed(record.uid, cells, _NEVER, order, _type_group(linked, values), number=values.full_number or "")


def _type_group(linked: Linked, values: Any) -> dict[str, str]:
    return {"type": linked.names.choice("document_type", values.type, "vi")}


# incoming


def incoming_rows(linked: Linked, span: Span) -> list[Printed]:
    """Documents that came in the span, by the day they came."""
    came = {a.values.document: a.values.received_date for a in linked.answers.values() if a.values.document}
    found = []
    for record in linked.documents.values():
        arrived = record.values.arrival_date or came.get(record.uid)
        if record.values.direction == "in" and span.holds(arrived or record.values.issued_date):
            found.append(_incoming(linked, record, arrived))
    return found


def _incoming(linked: Linked, record: Rec, arrived: date | None) -> Printed:
    values = record.values
    author = linked.names.organization(values.issuer) or values.issuer_text or ""
    number = values.full_number or ""
    place = values.arrival_number
    cells = {
        "arrived": day_words(arrived),
        "arrival_number": "" if place is None else count(place),
        "author": author,
        "paper": number or text_in("vi", "report.no_number"),
        "day": day_words(values.issued_date, values.date_text),
        "subject": subject_words(linked, values),
        "receiver": values.handler or "",
        "passed": day_words(values.transferred_date),
        "note": values.note or "",
    }
    order = {
        "arrived": f"{arrived or date.max} {place or 0:09d} {_number_key(number)}",
        "author": f"{sort_key(author)} {arrived or date.max}",
    }
    groups = {"author": author, **_type_group(linked, values)}
    bound = count(place) if place is not None else number
    return Printed(record.uid, cells, _NEVER, order, groups, number=bound)


def documents_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many documents."""
    return (text_in("vi", "report.documents_total", total=count(len(found))),)


# answers


def answer_rows(linked: Linked, span: Span) -> list[Printed]:
    """Answers that came in the span, with a row for each thing they answer."""
    return [_answer(linked, answer) for answer in linked.answers.values() if span.holds(answer.values.received_date)]


def _answer(linked: Linked, record: Rec) -> Printed:
    values = record.values
    authority = linked.names.organization(values.from_organization)
    parts: list[Mapping[str, str]] = []
    for said, view in linked.items_of_answer.get(record.uid, []):
        ask = linked.recommendations[view.item.values.recommendation].values
        obstacle = linked.obstacles[ask.obstacle].values
        letter = view.escalation.values
        result = text_in("vi", f"report.class_{said.values.answer_class}")
        if said.values.answer_class == "forwarded":
            result += f" {linked.names.organization(said.values.forwarded_to)}"
        promised = roadmap(said)
        parts.append(
            {
                "letter": paper_words(linked, letter.document, letter.sent_date),
                "asks": ask.content,
                "localities": linked.names.locality_list(obstacle.localities),
                "extract": said.values.extract or values.summary or "",
                "result": capital(result),
                "roadmap": day_words(promised, said.values.roadmap_text),
            }
        )
    cells = {
        "paper": paper_words(linked, values.document, values.received_date) or values.code,
        "authority": authority,
        "received": day_words(values.received_date),
        "note": getattr(values, "note", None) or "",
    }
    if len(parts) < 2:
        cells |= parts[0] if parts else {"extract": values.summary or ""}
        parts = []
    order = {
        "received": by_day(values.received_date, values.code),
        "authority": f"{sort_key(authority)} {values.received_date}",
        "code": values.code,
    }
    number = paper_number(linked, values.document) or values.code
    return Printed(record.uid, cells, _NEVER, order, {"authority": authority}, tuple(parts), number)


def answers_summary(linked: Linked, found: Sequence[Printed], span: Span) -> tuple[str, ...]:
    """How many documents, and how many things they answer."""
    answered = sum(len(linked.items_of_answer.get(row.uid, [])) for row in found)
    return (text_in("vi", "report.answers_total", total=count(len(found)), answered=count(answered)),)
