"""Meetings and conferences of the council; what they concluded is tasks (facts 2.2, 8.2; model M12)."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, INTEGER, LONG_TEXT, REF, REFS, TEXT


@entity("meeting", prefix="HN", natural=("held_date", "title"))
class Meeting:
    """A meeting. `document` is the notice of its conclusions, which often comes days later."""

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    title: str | None = spec(TEXT, required=True, search=True)
    kind: str | None = spec(CHOICE, vocabulary="meeting_kind")
    held_date: date | None = spec(DATE, required=True)
    place: str | None = spec(TEXT)
    chair: str | None = spec(TEXT, search=True)
    attendees: str | None = spec(LONG_TEXT)
    document: str | None = spec(REF, target="document")
    summary: str | None = spec(LONG_TEXT, search=True)
    officer: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT, search=True)


@entity("meeting_reminder")
class MeetingReminder:
    """The n-th letter that reminds of a meeting's conclusions: of which `tasks`, and by when it asks for an answer."""

    meeting: str | None = spec(REF, target="meeting", owner=True, required=True)
    nth: int | None = spec(INTEGER, required=True)
    tasks: tuple[str, ...] = spec(REFS, target="task")
    document: str | None = spec(REF, target="document")
    sent_date: date | None = spec(DATE)
    new_due: date | None = spec(DATE)
