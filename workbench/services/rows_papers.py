"""Rows of the register of documents."""

from __future__ import annotations

from typing import Any

from workbench.records.record import Record
from workbench.services.linked import Linked
from workbench.services.row import Row, day_words, iso, one


def document_row(linked: Linked, record: Record[Any]) -> Row:
    """A document. Its number stands for a code; it has no deadline of its own."""
    values, names = record.values, linked.names
    issuer = names.organization(values.issuer) or values.issuer_text or ""
    kind = names.choice("document_type", values.type) if values.type else ""
    status = "signed" if values.status in (None, "in_force") else "closed"
    if values.direction == "out" and not values.issued_date:
        status = "draft"
    return Row(
        record.ref,
        values.full_number or "",
        values.subject or values.full_number or "",
        "",
        status,
        None,
        linked.due(None),
        "",
        {
            "direction": names.choice("document_direction", values.direction),
            "type": kind,
            "issued_date": day_words(values.issued_date) or values.date_text or "",
            "issuer": issuer,
            "arrival_number": str(values.arrival_number or ""),
            "arrival_date": day_words(values.arrival_date),
            "signatory": values.signatory or "",
        },
        frozenset({"all", values.direction}),
        {"issuer": one(values.issuer), "document_type": one(values.type), "status": (status,)},
        {
            "number": values.full_number,
            "date": iso(values.issued_date),
            "issued_date": iso(values.issued_date),
            "issuer": issuer,
            "direction": values.direction,
            "type": values.type,
            "subject": values.subject,
            "arrival_number": values.arrival_number,
            "arrival_date": iso(values.arrival_date),
            "state": values.status,
        },
    )
