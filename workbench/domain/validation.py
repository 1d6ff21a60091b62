"""Rules on what may be written. Structural ones stop a change set; stage rules make issues for the officer.

Nothing here reads or writes; what a rule needs is given to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from workbench.domain.secrecy import any_marked, secrecy_mark
from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.changes import Change
from workbench.records.issues import Issue
from workbench.schema.spec import Entity, entity_of
from workbench.schema.types import CHOICE, LONG_TEXT, TEXT


def structural(changes: Iterable[Change], entities: Mapping[str, Entity]) -> list[Issue]:
    """What makes a change impossible to store: a required field left empty, a word outside its closed list, a
    text that carries the mark of a state secret (R27).
    """
    written = [change for change in changes if change.after is not None]
    secret = any_marked(_texts(written, entities))
    suspected = written if secret else (change for change in written if _fails(change, entities))
    return [issue for change in suspected for issue in _found(change, entities[change.ref.entity])]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is asked of an entity's fields: which must be filled, which take words of a list, which hold texts."""

    required: tuple[str, ...]
    choices: Mapping[str, frozenset[str]]
    texts: frozenset[str]


@cache
def _rules(cls: type) -> _Rules:
    fields = entity_of(cls).fields.values()
    return _Rules(
        tuple(field.key for field in fields if field.required),
        {f.key: frozenset(VOCABULARIES[f.vocabulary].choices) for f in fields if f.type is CHOICE},
        frozenset(field.key for field in fields if field.type in (TEXT, LONG_TEXT)),
    )


def _texts(changes: Iterable[Change], entities: Mapping[str, Entity]) -> Iterator[str]:
    for change in changes:
        texts = _rules(entities[change.ref.entity].cls).texts
        yield from (value for key, value in (change.after or {}).items() if value and key in texts)


def _fails(change: Change, entities: Mapping[str, Entity]) -> bool:
    """Whether a change breaks a rule other than that on secrets: a look at what it writes, not at every field."""
    rules, after = _rules(entities[change.ref.entity].cls), change.after or {}
    asked = rules.required if change.before is None else (key for key in rules.required if key in after)
    if any(after.get(key) in (None, "", ()) for key in asked):
        return True
    chosen = ((after.get(key), choices) for key, choices in rules.choices.items())
    return any(value is not None and value not in choices for value, choices in chosen)


def _found(change: Change, entity: Entity) -> Iterator[Issue]:
    after = change.after or {}
    for field in entity.fields.values():
        touched = change.before is None or field.key in after
        value = after.get(field.key)
        if field.required and touched and value in (None, "", ()):
            yield _issue("missing_required", entity, field.key)
        if field.type is CHOICE and value is not None and value not in VOCABULARIES[field.vocabulary].choices:
            yield _issue("unknown_choice", entity, field.key, str(value))
        if field.type in (TEXT, LONG_TEXT) and touched and value and (mark := secrecy_mark(value)):
            yield _issue("secret_content", entity, field.key, mark)


def _issue(code: str, entity: Entity, field: str, found: str = "") -> Issue:
    return Issue(code, "stop", field=f"field.{entity.key}.{field}", found=found)
