"""Which fields each form shows, in rows; two fields in a row share its width."""

from __future__ import annotations

from collections.abc import Mapping

from ui.forms.editors import Part

Rows = tuple[tuple[Part, ...], ...]

OBSTACLE: Rows = (
    (Part("content", "area", "entry.obstacle_content", required=True),),
    (Part("localities", "places", "entry.localities", required=True, hint="entry.old_names_hint"),),
    (
        Part("field", "catalogue", "field.obstacle.field", catalogue="field"),
        Part("agreement", "agreement", "field.obstacle.agreement"),
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
FORMS: Mapping[str, Rows] = {"obstacle": OBSTACLE, "agreement": AGREEMENT}
REGISTERS: Mapping[str, str] = {"obstacle": "obstacles", "agreement": "agreements"}
SIMILAR_BY: Mapping[str, str] = {"obstacle": "content", "agreement": "title"}
KEPT_ON: Mapping[str, tuple[str, ...]] = {
    "obstacle": ("localities", "field", "officer"),
    "agreement": ("parties", "fields", "officer"),
}
