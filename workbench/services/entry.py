"""Rules on entering and changing records by hand: first states, values that follow from others, what stands
against it. One function for each entity that has rules of its own; the form shows what they find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workbench.records.issues import Issue
from workbench.services import entry_programme, papers
from workbench.services.linked import Linked
from workbench.services.workbench import Workbench
from workbench.values.codes import doc_key

Draft = Mapping[str, Any]
Rule = Callable[[Workbench, Linked, Draft, str], Iterator[Issue]]

#: State of a record that was just entered.
FIRST_STATES: Mapping[str, str] = {"obstacle": "new", "agreement": "in_force"}
#: What the form of a new record starts with.
FIRST_VALUES: Mapping[str, Mapping[str, Any]] = {
    "plan": {"state": "drafting", "integrated": True},
    "project": {"status": "preparing"},
    "mechanism": {"state": "proposed"},
    "initiative": {"state": "proposed"},
    "task": {"status": "not_started", "source": "conclusions"},
    "meeting": {"kind": "regular"},
}


def issues(workbench: Workbench, linked: Linked, entity: str, draft: Draft, uid: str = "") -> tuple[Issue, ...]:
    """What stands against entering a record so; `field` names the field of the form."""
    rule = RULES.get(entity)
    return tuple(rule(workbench, linked, draft, uid)) if rule else ()


def derived(workbench: Workbench, entity: str, draft: Draft) -> dict[str, Any]:
    """Values that follow from what was entered and are never typed."""
    if entity in PROGRAMME:
        return entry_programme.derived(workbench, entity, draft)
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
    own = {"officer": workbench.actor} if "officer" in workbench.repository.entities[entity].fields else {}
    return {**own, **FIRST_VALUES.get(entity, {})}


def _document(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    yield from papers.issues(workbench, draft, uid)


PROGRAMME: Mapping[str, Rule] = {
    "plan": entry_programme.plan,
    "plan_item": entry_programme.plan_item,
    "project": entry_programme.project,
    "capital_line": entry_programme.capital_line,
    "mechanism": entry_programme.mechanism,
    "sector_priority": entry_programme.sector_priority,
    "initiative": entry_programme.initiative,
    "task": entry_programme.task,
    "meeting": entry_programme.meeting,
}
RULES: Mapping[str, Rule] = {"document": _document, **PROGRAMME}
