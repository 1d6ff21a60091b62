"""Official documents. A document is its number, sign, date and issuer, never the number alone (facts 0.4)."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, INTEGER, REF, TEXT


@entity("document", natural=("full_number", "issued_date"))
class Document:
    """A document sent, received, or relied on. `number_key` is the normalised number (R12)."""

    direction: str | None = spec(CHOICE, vocabulary="document_direction", required=True)
    type: str | None = spec(CHOICE, vocabulary="document_type")
    full_number: str | None = spec(TEXT, search=True)
    number_key: str | None = spec(TEXT)
    issued_date: date | None = spec(DATE)
    date_text: str | None = spec(TEXT)
    issuer: str | None = spec(REF, target="organization")
    issuer_text: str | None = spec(TEXT)
    signatory: str | None = spec(TEXT)
    signatory_title: str | None = spec(TEXT)
    subject: str | None = spec(TEXT, search=True)
    arrival_number: int | None = spec(INTEGER)
    arrival_date: date | None = spec(DATE)
    urgency: str | None = spec(CHOICE, vocabulary="document_urgency")
    status: str | None = spec(CHOICE, vocabulary="document_status")
    attachment: str | None = spec(TEXT)
    attachment_name: str | None = spec(TEXT)
