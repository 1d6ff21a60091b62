"""What values are called in the language in use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.messages import text
from workbench.records.record import Ref
from workbench.schema.spec import FieldSpec
from workbench.services.linked import Linked
from workbench.services.texts import Names
from workbench.values.dates import format_date
from workbench.values.money import format_money


def value_words(names: Names, field: FieldSpec, value: Any, linked: Linked | None = None) -> str:
    """A field's value as words in the language in use."""
    if value in (None, (), ""):
        return ""
    kind = field.type.name
    if kind in ("refs", "ref"):
        return reference_words(names, field, value if kind == "refs" else (value,), linked)
    if kind == "catalogue":
        return names.entry(field.vocabulary, value)
    if kind == "words":
        return ", ".join(names.entry(field.vocabulary, v) if field.vocabulary else v for v in value)
    if kind == "choice":
        return names.choice(field.vocabulary, value)
    if kind == "date":
        return format_date(value)
    if kind == "money":
        return format_money(value)
    return text("detail.yes") if value is True else "" if value is False else str(value)


def reference_words(names: Names, field: FieldSpec, uids: Iterable[str], linked: Linked | None) -> str:
    """What references are called; empty for records that cannot be looked up without `linked`."""
    if field.target == "locality":
        return names.locality_list(uids)
    if field.target == "organization":
        return names.organization_list(uids)
    if linked is None:
        return ""
    return ", ".join(filter(None, (_named(linked, Ref(field.target, uid)) for uid in uids)))


def _named(linked: Linked, ref: Ref) -> str:
    found = linked.repository.get(ref)
    if found is None:
        return ""
    values = found.values
    return str(getattr(values, "full_number", None) or getattr(values, "code", None) or "")
