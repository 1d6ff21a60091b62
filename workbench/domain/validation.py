"""Rules on what may be written. Structural ones stop a change set; stage rules make issues for the officer.

Nothing here reads or writes; what a rule needs is given to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.domain.secrecy import secrecy_mark
from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.changes import Change
from workbench.records.issues import Issue
from workbench.schema.spec import Entity
from workbench.schema.types import CHOICE, LONG_TEXT, TEXT


def structural(changes: Iterable[Change], entities: Mapping[str, Entity]) -> list[Issue]:
    """What makes a change impossible to store: a required field left empty, a word outside its closed list, a
    text that carries the mark of a state secret (R27).
    """
    issues: list[Issue] = []
    for change in changes:
        if change.after is None:
            continue
        entity = entities[change.ref.entity]
        for field in entity.fields.values():
            touched = change.before is None or field.key in change.after
            value = change.after.get(field.key)
            if field.required and touched and value in (None, "", ()):
                issues.append(_issue("missing_required", entity, field.key))
            if field.type is CHOICE and value is not None and value not in VOCABULARIES[field.vocabulary].choices:
                issues.append(_issue("unknown_choice", entity, field.key, str(value)))
            if field.type in (TEXT, LONG_TEXT) and touched and value and (mark := secrecy_mark(value)):
                issues.append(_issue("secret_content", entity, field.key, mark))
    return issues


def _issue(code: str, entity: Entity, field: str, found: str = "") -> Issue:
    return Issue(code, "stop", field=f"field.{entity.key}.{field}", found=found)
