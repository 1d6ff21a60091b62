"""Rules on entering and changing records by hand: first states, values that follow from others, what stands
against it. One function for each entity that has rules of its own; the form shows what they find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workbench.records.issues import Issue
from workbench.services import papers
from workbench.services.linked import Linked
from workbench.services.workbench import Workbench
from workbench.values.codes import doc_key

Draft = Mapping[str, Any]
Rule = Callable[[Workbench, Linked, Draft, str], Iterator[Issue]]

#: State of a record that was just entered.
FIRST_STATES: Mapping[str, str] = {"obstacle": "new", "agreement": "in_force"}


def issues(workbench: Workbench, linked: Linked, entity: str, draft: Draft, uid: str = "") -> tuple[Issue, ...]:
    """What stands against entering a record so; `field` names the field of the form."""
    rule = RULES.get(entity)
    return tuple(rule(workbench, linked, draft, uid)) if rule else ()


def derived(entity: str, draft: Draft) -> dict[str, Any]:
    """Values that follow from what was entered and are never typed."""
    if entity == "document":
        number = draft.get("full_number")
        made: dict[str, Any] = {"number_key": doc_key(number) if number else None}
        if draft.get("direction") != "in":
            made.update(arrival_number=None, arrival_date=None)
        return made
    return {}


def given(workbench: Workbench, entity: str) -> dict[str, Any]:
    """What a new record starts with."""
    if entity == "document":
        return {"direction": "in", "type": "CV", "arrival_date": workbench.clock.today(), "status": "in_force"}
    return {"officer": workbench.actor}


def _document(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    yield from papers.issues(workbench, draft, uid)


RULES: Mapping[str, Rule] = {"document": _document}
