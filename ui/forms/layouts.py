"""Which fields each form shows, in rows; two fields in a row share its width."""

from __future__ import annotations

from collections.abc import Mapping

from ui.forms.layouts_programme import (
    CAPITAL_LINE,
    INITIATIVE,
    MECHANISM,
    MEETING,
    PLAN,
    PLAN_ITEM,
    PROJECT,
    SECTOR,
    TASK,
)
from ui.forms.parts import Part, Rows

OBSTACLE: Rows = (
    (Part("content", "area", "entry.obstacle_content", required=True),),
    (Part("localities", "places", "entry.localities", required=True, hint="entry.old_names_hint"),),
    (
        Part("field", "catalogue", "field.obstacle.field", catalogue="field"),
        Part("agreement", "record", "field.obstacle.agreement", catalogue="agreement"),
    ),
    (
        Part("project", "record", "field.obstacle.project", catalogue="project"),
        Part("mechanism", "record", "field.obstacle.mechanism", catalogue="mechanism"),
    ),
    (
        Part("sector", "record", "field.obstacle.sector", catalogue="sector_priority"),
        Part("initiative", "record", "field.obstacle.initiative", catalogue="initiative"),
    ),
    (
        Part("raised_date", "date", "field.obstacle.raised_date"),
        Part("requested_due", "date", "entry.requested_due"),
    ),
    (Part("cause", "area", "field.obstacle.cause", lines=2),),
    (Part("recommendation", "area", "entry.recommendation", lines=2),),
    (Part("addressee", "body", "entry.addressee"), Part("officer", "person", "entry.officer")),
    (Part("urgency", "pills", "field.obstacle.urgency", catalogue="urgency"),),
)
AGREEMENT: Rows = (
    (Part("title", "area", "field.agreement.title", required=True, lines=2),),
    (
        Part("number", "line", "field.agreement.number"),
        Part("signed_date", "date", "field.agreement.signed_date"),
    ),
    (Part("parties", "places", "entry.parties", required=True, hint="entry.old_names_hint"),),
    (Part("fields", "words", "field.agreement.fields", catalogue="field"),),
    (Part("content", "area", "entry.agreement_content", lines=4),),
    (Part("period_from", "date", "entry.period_from"), Part("period_to", "date", "entry.period_to")),
    (
        Part("implementation", "catalogue", "field.agreement.implementation", catalogue="agreement_status"),
        Part("officer", "person", "entry.officer"),
    ),
)
DOCUMENT: Rows = (
    (
        Part("direction", "choice", "field.document.direction", required=True, catalogue="document_direction"),
        Part("type", "choice", "field.document.type", catalogue="document_type"),
    ),
    (
        Part("full_number", "line", "field.document.full_number"),
        Part("issued_date", "date", "field.document.issued_date"),
    ),
    (Part("issuer", "body", "field.document.issuer"), Part("issuer_text", "line", "entry.issuer_text")),
    (Part("subject", "area", "field.document.subject", lines=2, hint="entry.not_for_secrets"),),
    (
        Part("arrival_number", "integer", "field.document.arrival_number"),
        Part("arrival_date", "date", "field.document.arrival_date"),
    ),
    (
        Part("signatory", "line", "field.document.signatory"),
        Part("signatory_title", "line", "field.document.signatory_title"),
    ),
    (Part("recipients", "area", "field.document.recipients", lines=2),),
    (
        Part("handler", "line", "field.document.handler"),
        Part("transferred_date", "date", "field.document.transferred_date"),
    ),
    (Part("copies", "integer", "field.document.copies"), Part("keeper", "line", "field.document.keeper")),
    (
        Part("urgency", "choice", "field.document.urgency", catalogue="document_urgency"),
        Part("status", "choice", "field.document.status", catalogue="document_status"),
    ),
    (Part("replaced_by", "record", "field.document.replaced_by", catalogue="document"),),
    (Part("note", "area", "field.document.note", lines=2),),
)
FORMS: Mapping[str, Rows] = {
    "obstacle": OBSTACLE,
    "agreement": AGREEMENT,
    "document": DOCUMENT,
    "task": TASK,
    "meeting": MEETING,
    "plan": PLAN,
    "plan_item": PLAN_ITEM,
    "project": PROJECT,
    "capital_line": CAPITAL_LINE,
    "mechanism": MECHANISM,
    "sector_priority": SECTOR,
    "initiative": INITIATIVE,
}
#: Entities with a register of their own; the others are parts of a record and have no list of alike ones.
REGISTERS: Mapping[str, str] = {
    "obstacle": "obstacles",
    "agreement": "agreements",
    "document": "documents",
    "task": "tasks",
    "meeting": "meetings",
    "plan": "plans",
    "project": "projects",
    "mechanism": "mechanisms",
    "sector_priority": "sectors",
    "initiative": "initiatives",
}
#: The field whose words are compared with what is there already.
SIMILAR_BY: Mapping[str, str] = {
    "obstacle": "content",
    "agreement": "title",
    "document": "subject",
    "task": "content",
    "meeting": "title",
    "plan": "name",
    "project": "name",
    "mechanism": "title",
    "sector_priority": "product",
    "initiative": "title",
}
#: What the next record of a row of them keeps.
KEPT_ON: Mapping[str, tuple[str, ...]] = {
    "obstacle": ("localities", "field", "officer"),
    "agreement": ("parties", "fields", "officer"),
    "document": ("direction", "type", "issuer", "arrival_date"),
    "task": ("source", "document", "meeting", "lead", "officer"),
    "meeting": ("kind", "chair", "place", "officer"),
    "plan": ("level", "kind", "period", "vision", "officer"),
    "plan_item": ("project_class",),
    "project": ("project_class", "localities", "officer"),
    "capital_line": ("source",),
    "mechanism": ("purpose", "proposer", "officer"),
    "sector_priority": ("locality", "plan", "officer"),
    "initiative": ("locality", "kind", "officer"),
}
