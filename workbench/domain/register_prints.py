"""Issued copies of printed registers. What was issued never changes; what the record says now may (R22)."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import DATE, INTEGER, LONG_TEXT, TEXT


@entity("register_print", prefix="PH", natural=("code",))
class RegisterPrint:
    """One issued copy. `snapshot` is the fingerprint of what is kept of it: content, rows and finished pages.

    `journal_number` and `journal_hash` are the head of the record's journal when it was issued: whoever holds the
    paper can tell whether the record behind it is the same. `chosen` are the officer's choices (JSON).
    """

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    register: str | None = spec(TEXT, required=True)
    title: str | None = spec(TEXT, search=True)
    issued_at: str | None = spec(TEXT, required=True)
    issued_date: date | None = spec(DATE)
    as_of: date | None = spec(DATE)
    period: str | None = spec(TEXT)
    filter_words: str | None = spec(TEXT)
    chosen: str | None = spec(LONG_TEXT)
    volume: str | None = spec(TEXT)
    pages: int | None = spec(INTEGER)
    listed: int | None = spec(INTEGER)
    journal_number: int | None = spec(INTEGER)
    journal_hash: str | None = spec(TEXT)
    snapshot: str | None = spec(TEXT, required=True)
    note: str | None = spec(LONG_TEXT)
