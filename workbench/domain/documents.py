"""Official documents and attached files. A document is its number, sign, date and issuer, never the number alone:
there are at least three 128/NQ-CP."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, INTEGER, LONG_TEXT, REF, TEXT


@entity("document", natural=("full_number", "issued_date"))
class Document:
    """A document sent, received, or relied on. `number_key` is the normalised number (R12).

    `recipients`, `copies`, `keeper` (who has the file copy, or where a document lies that may not be kept here),
    `handler` and `transferred_date` are the columns of the registers of Decree 30/2020/NĐ-CP, annex IV.
    """

    direction: str | None = spec(CHOICE, vocabulary="document_direction", required=True)
    type: str | None = spec(CHOICE, vocabulary="document_type")
    full_number: str | None = spec(TEXT, search=True)
    number_key: str | None = spec(TEXT)
    issued_date: date | None = spec(DATE, search=True)
    date_text: str | None = spec(TEXT)
    issuer: str | None = spec(REF, target="organization")
    issuer_text: str | None = spec(TEXT, search=True)
    signatory: str | None = spec(TEXT, search=True)
    signatory_title: str | None = spec(TEXT)
    subject: str | None = spec(TEXT, search=True)
    arrival_number: int | None = spec(INTEGER)
    arrival_date: date | None = spec(DATE)
    urgency: str | None = spec(CHOICE, vocabulary="document_urgency")
    recipients: str | None = spec(LONG_TEXT)
    copies: int | None = spec(INTEGER)
    keeper: str | None = spec(TEXT)
    handler: str | None = spec(TEXT)
    transferred_date: date | None = spec(DATE)
    status: str | None = spec(CHOICE, vocabulary="document_status")
    replaced_by: str | None = spec(REF, target="document")
    note: str | None = spec(LONG_TEXT)
    attachment: str | None = spec(TEXT)
    attachment_name: str | None = spec(TEXT)


@entity("attached_file", natural=("name",))
class AttachedFile:
    """A file kept with one record; exactly one of the references is filled. `name` is only ever shown.

    The content lies in the record under its fingerprint `sha256`, once however often it is attached.
    """

    agreement: str | None = spec(REF, target="agreement")
    obstacle: str | None = spec(REF, target="obstacle")
    escalation: str | None = spec(REF, target="escalation")
    answer: str | None = spec(REF, target="answer")
    task: str | None = spec(REF, target="task")
    document: str | None = spec(REF, target="document")
    plan: str | None = spec(REF, target="plan")
    project: str | None = spec(REF, target="project")
    mechanism: str | None = spec(REF, target="mechanism")
    sector_priority: str | None = spec(REF, target="sector_priority")
    initiative: str | None = spec(REF, target="initiative")
    meeting: str | None = spec(REF, target="meeting")
    sha256: str | None = spec(TEXT, required=True)
    name: str | None = spec(TEXT, required=True)
    size: int | None = spec(INTEGER)
    added_date: date | None = spec(DATE)
    note: str | None = spec(TEXT)
