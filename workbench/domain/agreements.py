"""Linkage agreements with their parties and tasks (model M3, M12)."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import (
    CATALOGUE,
    CHOICE,
    DATE,
    INTEGER,
    LONG_TEXT,
    MONEY,
    REF,
    REFS,
    TEXT,
    WORDS,
)


@entity("agreement", prefix="TT", natural=("number", "signed_date", "title"))
class Agreement:
    """An agreement. `state` is what was done to it; expiry is computed from `period_to`, never stored."""

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    title: str | None = spec(TEXT, required=True, search=True)
    kind: str | None = spec(CHOICE, vocabulary="agreement_kind")
    scope: str | None = spec(CHOICE, vocabulary="agreement_scope")
    parent: str | None = spec(REF, target="agreement")
    replaces: str | None = spec(REF, target="agreement")
    number: str | None = spec(TEXT, search=True)
    signed_date: date | None = spec(DATE)
    signed_text: str | None = spec(TEXT)
    signed_place: str | None = spec(TEXT)
    period_from: date | None = spec(DATE)
    period_to: date | None = spec(DATE)
    period_text: str | None = spec(TEXT)
    fields: tuple[str, ...] = spec(WORDS, vocabulary="field")
    focal_point: str | None = spec(TEXT, search=True)
    content: str | None = spec(LONG_TEXT, search=True)
    mechanism: str | None = spec(LONG_TEXT)
    amount_total: int | None = spec(MONEY)
    amount_state: int | None = spec(MONEY)
    amount_social: int | None = spec(MONEY)
    funding_text: str | None = spec(LONG_TEXT)
    implementation: str | None = spec(CATALOGUE, vocabulary="agreement_status")
    review_cycle: str | None = spec(CHOICE, vocabulary="review_cycle")
    state: str | None = spec(CHOICE, vocabulary="agreement_state", required=True)
    officer: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT, search=True)


@entity("party", natural=("agreement", "locality"))
class Party:
    """One party of an agreement: a locality's People's Committee, or another body."""

    agreement: str | None = spec(REF, target="agreement", owner=True, required=True)
    ordinal: int | None = spec(INTEGER)
    locality: str | None = spec(REF, target="locality")
    organization: str | None = spec(REF, target="organization")
    role: str | None = spec(CHOICE, vocabulary="party_role")
    signatory: str | None = spec(TEXT)
    focal_point: str | None = spec(TEXT)


@entity("agreement_step", natural=("agreement", "kind", "taken_date"))
class AgreementStep:
    """What was done to an agreement on a day: signed, reviewed, amended, extended, ended, with its document (M7)."""

    agreement: str | None = spec(REF, target="agreement", owner=True, required=True)
    kind: str | None = spec(CHOICE, vocabulary="agreement_step", required=True)
    taken_date: date | None = spec(DATE, required=True)
    document: str | None = spec(REF, target="document")
    place: str | None = spec(TEXT)
    period_to: date | None = spec(DATE)
    words: str | None = spec(LONG_TEXT)


@entity("task", prefix="NV", natural=("agreement", "content"))
class Task:
    """Work with one lead (R16), from an agreement, a notice of conclusions, or an answer."""

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    source: str | None = spec(CHOICE, vocabulary="task_source", required=True)
    agreement: str | None = spec(REF, target="agreement")
    document: str | None = spec(REF, target="document")
    answer_item: str | None = spec(REF, target="answer_item")
    ordinal: int | None = spec(INTEGER)
    content: str | None = spec(LONG_TEXT, required=True, search=True)
    lead: str | None = spec(REF, target="organization")
    lead_text: str | None = spec(TEXT, search=True)
    cooperators: tuple[str, ...] = spec(REFS, target="organization")
    localities: tuple[str, ...] = spec(REFS, target="locality")
    deliverable: str | None = spec(TEXT)
    due_text: str | None = spec(TEXT)
    due_date: date | None = spec(DATE)
    submit_level: str | None = spec(CHOICE, vocabulary="level")
    status: str | None = spec(CHOICE, vocabulary="task_status", required=True)
    percent: int | None = spec(INTEGER)
    officer: str | None = spec(TEXT)
    coop_text: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT)
    meeting: str | None = spec(REF, target="meeting")


@entity("progress_entry")
class ProgressEntry:
    """What was reported of a task in one period: result, difficulty, next steps (facts F22)."""

    task: str | None = spec(REF, target="task", owner=True, required=True)
    period: str | None = spec(TEXT)
    entered: date | None = spec(DATE)
    percent: int | None = spec(INTEGER)
    result: str | None = spec(LONG_TEXT)
    difficulty: str | None = spec(LONG_TEXT)
    next_steps: str | None = spec(LONG_TEXT)
