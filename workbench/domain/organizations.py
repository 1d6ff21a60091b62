"""Bodies that escalations go to, and the council itself, as dated data."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, INTEGER, REF, REFS, TEXT, WORDS


@entity("organization", natural=("name",), reference=True)
class Organization:
    """A body. `sign` is its abbreviation in document numbers, `level` its place on the ladder (model M5)."""

    name: str | None = spec(TEXT, required=True, search=True)
    name_en: str | None = spec(TEXT)
    short_name: str | None = spec(TEXT, search=True)
    sign: str | None = spec(TEXT, search=True)
    level: str | None = spec(CHOICE, vocabulary="level")
    locality: str | None = spec(REF, target="locality")
    successors: tuple[str, ...] = spec(REFS, target="organization")
    aliases: tuple[str, ...] = spec(WORDS)
    valid_from: date | None = spec(DATE)
    valid_to: date | None = spec(DATE)
    basis: str | None = spec(TEXT)


@entity("council", natural=("abbr",), reference=True)
class Council:
    """The council whose record this is. Names of persons are roles, never part of it."""

    abbr: str | None = spec(TEXT, required=True)
    name: str | None = spec(TEXT, required=True)
    short_name: str | None = spec(TEXT)
    name_en: str | None = spec(TEXT)
    sign: str | None = spec(TEXT)
    parent_name: str | None = spec(TEXT)
    office: str | None = spec(TEXT)
    place: str | None = spec(TEXT)
    standing_agency: str | None = spec(REF, target="organization")
    organization: str | None = spec(REF, target="organization")
    founding: str | None = spec(TEXT)
    note: str | None = spec(TEXT)


@entity("council_member", reference=True)
class CouncilMember:
    """A locality in the council, for a time."""

    council: str | None = spec(REF, target="council", owner=True, required=True)
    locality: str | None = spec(REF, target="locality", required=True)
    valid_from: date | None = spec(DATE)
    valid_to: date | None = spec(DATE)


@entity("council_role", reference=True)
class CouncilRole:
    """Who holds which office, from when to when; prints never name somebody out of office (R25)."""

    council: str | None = spec(REF, target="council", owner=True, required=True)
    person: str | None = spec(TEXT, required=True)
    title: str | None = spec(TEXT)
    organization: str | None = spec(REF, target="organization")
    role: str | None = spec(CHOICE, vocabulary="council_role")
    position: str | None = spec(TEXT)
    valid_from: date | None = spec(DATE)
    valid_to: date | None = spec(DATE)


@entity("catalogue_entry", natural=("catalogue", "code"), reference=True)
class CatalogueEntry:
    """One entry of a list that the office may edit: fields, kinds of obstacle, statuses of forms, urgency."""

    catalogue: str | None = spec(TEXT, required=True)
    code: str | None = spec(TEXT, required=True)
    label: str | None = spec(TEXT, required=True)
    label_en: str | None = spec(TEXT)
    aliases: tuple[str, ...] = spec(WORDS)
    position: int | None = spec(INTEGER)
    valid_from: date | None = spec(DATE)
    valid_to: date | None = spec(DATE)


@entity("calendar_day", natural=("day",), reference=True)
class CalendarDay:
    """A day that differs from its weekday: holiday, day off in exchange, or make-up working day."""

    day: date | None = spec(DATE, required=True, unique=True)
    kind: str | None = spec(CHOICE, vocabulary="day_kind", required=True)
    name: str | None = spec(TEXT)
    basis: str | None = spec(TEXT)
    decided: str | None = spec(TEXT)  # "yes", or why the day is still provisional


@entity("period_rule", reference=True)
class PeriodRule:
    """The council's own reporting window where it differs from Decree 09/2019."""

    period: str | None = spec(TEXT, required=True, unique=True)
    window_from: date | None = spec(DATE)
    window_to: date | None = spec(DATE)
    send_by: date | None = spec(DATE)
