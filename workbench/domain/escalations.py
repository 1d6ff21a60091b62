"""Escalations with their items, answers with theirs, and reminders (model M6)."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, INTEGER, LONG_TEXT, REF, REFS, TEXT


@entity("escalation", prefix="KN", natural=("document",))
class Escalation:
    """A letter that carries recommendations to an authority.

    `due_date` is kept with its grounds (`due_rule`, `due_n`, `due_start`, `due_basis`, `calendar_version`), so
    that an old print can be explained after the calendar changed. Its state is that of its least advanced item.
    """

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    document: str | None = spec(REF, target="document")
    subject: str | None = spec(TEXT, search=True)
    from_organization: str | None = spec(REF, target="organization")
    to_organization: str | None = spec(REF, target="organization")
    level: str | None = spec(CHOICE, vocabulary="level")
    channel: str | None = spec(CHOICE, vocabulary="channel")
    sent_date: date | None = spec(DATE)
    received_date: date | None = spec(DATE)
    due_rule: str | None = spec(CHOICE, vocabulary="due_rule")
    due_n: int | None = spec(INTEGER)
    due_start: date | None = spec(DATE)
    due_text: str | None = spec(TEXT)
    due_basis: str | None = spec(TEXT)
    due_date: date | None = spec(DATE)
    due_reason: str | None = spec(TEXT)
    calendar_version: str | None = spec(TEXT)
    previous: str | None = spec(REF, target="escalation")
    officer: str | None = spec(TEXT, search=True)
    note: str | None = spec(LONG_TEXT, search=True)


@entity("escalation_item", natural=("escalation", "recommendation"))
class EscalationItem:
    """One recommendation in one escalation."""

    escalation: str | None = spec(REF, target="escalation", owner=True, required=True)
    recommendation: str | None = spec(REF, target="recommendation", required=True)
    ordinal: int | None = spec(INTEGER)
    state: str | None = spec(CHOICE, vocabulary="escalation_state", required=True)
    state_reason: str | None = spec(TEXT)
    due_text: str | None = spec(TEXT)
    due_date: date | None = spec(DATE)
    note: str | None = spec(LONG_TEXT)


@entity("answer", prefix="TL", natural=("document",))
class Answer:
    """A document that answers items, of one escalation or of many."""

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    document: str | None = spec(REF, target="document", required=True)
    from_organization: str | None = spec(REF, target="organization")
    received_date: date | None = spec(DATE)
    summary: str | None = spec(LONG_TEXT, search=True)
    officer: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT)


@entity("answer_item", natural=("answer", "escalation_item"))
class AnswerItem:
    """What an answer says of one item. An answer that assigns work does not resolve it (R17)."""

    answer: str | None = spec(REF, target="answer", owner=True, required=True)
    escalation_item: str | None = spec(REF, target="escalation_item", required=True)
    answer_class: str | None = spec(CHOICE, vocabulary="answer_class", required=True)
    extract: str | None = spec(LONG_TEXT, search=True)
    assigned_lead: str | None = spec(REF, target="organization")
    cooperators: tuple[str, ...] = spec(REFS, target="organization")
    deliverable: str | None = spec(TEXT)
    roadmap_text: str | None = spec(TEXT)
    roadmap_date: date | None = spec(DATE)
    satisfied: str | None = spec(CHOICE, vocabulary="satisfied")
    forwarded_to: str | None = spec(REF, target="organization")
    sub_class: str | None = spec(CHOICE, vocabulary="answer_sub_class")


@entity("reminder")
class Reminder:
    """The n-th reminder of an escalation."""

    escalation: str | None = spec(REF, target="escalation", owner=True, required=True)
    nth: int | None = spec(INTEGER, required=True)
    document: str | None = spec(REF, target="document")
    sent_date: date | None = spec(DATE)
    new_due: date | None = spec(DATE)
