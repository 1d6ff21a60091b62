"""Obstacles and the recommendations made from them (model M6). One obstacle may carry several asks."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CATALOGUE, CHOICE, DATE, INTEGER, LONG_TEXT, REF, REFS, TEXT


@entity("obstacle", prefix="VM", natural=("content",))
class Obstacle:
    """A difficulty that a locality reported. Whether it is late or carried over is computed."""

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    title: str | None = spec(TEXT, search=True)
    content: str | None = spec(LONG_TEXT, required=True, search=True)
    kind: str | None = spec(CATALOGUE, vocabulary="obstacle_kind")
    legal_kind: str | None = spec(CHOICE, vocabulary="legal_kind")
    legal_refs: str | None = spec(LONG_TEXT, search=True)
    cause: str | None = spec(LONG_TEXT, search=True)
    cause_kind: str | None = spec(CHOICE, vocabulary="cause_kind")
    field: str | None = spec(CATALOGUE, vocabulary="field")
    localities: tuple[str, ...] = spec(REFS, target="locality")
    agreement: str | None = spec(REF, target="agreement")
    project: str | None = spec(REF, target="project")
    plan_item: str | None = spec(REF, target="plan_item")
    mechanism: str | None = spec(REF, target="mechanism")
    sector: str | None = spec(REF, target="sector_priority")
    initiative: str | None = spec(REF, target="initiative")
    agreement_text: str | None = spec(TEXT, search=True)
    escalated_docs: str | None = spec(TEXT)
    reported_by: str | None = spec(REF, target="locality")
    reporter: str | None = spec(TEXT)
    report_document: str | None = spec(REF, target="document")
    period: str | None = spec(TEXT)
    reported_date: date | None = spec(DATE)
    raised_date: date | None = spec(DATE)
    raised_text: str | None = spec(TEXT)
    requested_due: date | None = spec(DATE)
    requested_due_text: str | None = spec(TEXT)
    stage: str | None = spec(TEXT)
    urgency: str | None = spec(CATALOGUE, vocabulary="urgency")
    in_authority: str | None = spec(CHOICE, vocabulary="in_authority")
    merged_into: str | None = spec(REF, target="obstacle")
    state: str | None = spec(CHOICE, vocabulary="obstacle_state", required=True)
    state_reason: str | None = spec(TEXT)
    closed_date: date | None = spec(DATE)
    officer: str | None = spec(TEXT, search=True)
    note: str | None = spec(LONG_TEXT, search=True)


@entity("recommendation", natural=("obstacle", "content"))
class Recommendation:
    """One ask. Its state follows from its escalation items."""

    obstacle: str | None = spec(REF, target="obstacle", owner=True, required=True)
    ordinal: int | None = spec(INTEGER)
    content: str | None = spec(LONG_TEXT, required=True, search=True)
    kind: str | None = spec(CHOICE, vocabulary="recommendation_kind")
    addressees: tuple[str, ...] = spec(REFS, target="organization")
    addressee_text: str | None = spec(TEXT, search=True)
