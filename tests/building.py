"""Short ways to put things into a record, for tests."""

from __future__ import annotations

from typing import Any

from workbench.domain.registry import ENTITIES
from workbench.records.changes import Change, ChangeSet, Label, SourceKind, create, update
from workbench.records.record import Ref
from workbench.services.workbench import Outcome, Workbench


def write(opened: Workbench, *changes: Change | None, source: SourceKind = "edit") -> Outcome:
    """Commit the changes as one act."""
    made = tuple(change for change in changes if change is not None)
    return opened.commit(ChangeSet(Label("act.edit", {"code": "?"}), made, source))


def new(entity: str, uid: str, **values: Any) -> Change:
    """Creation of a record; required fields that are not given get a filling of their own."""
    described = ENTITIES[entity]
    filling = {"state": "new", "code": f"{described.prefix}-2026-{uid}", "status": "not_started"}
    for key, value in filling.items():
        if key in described.fields and described.fields[key].required:
            values.setdefault(key, value)
    return create(uid, described.make(values))


def edit(opened: Workbench, entity: str, uid: str, **values: Any) -> Change:
    """Update of a stored record."""
    change = update(opened.repository.need(Ref(entity, uid)), **values)
    assert change is not None
    return change


def everything(opened: Workbench) -> dict[Ref, Any]:
    """All records by name, without the numbers of the acts that wrote them."""
    return {record.ref: record.values for key in ENTITIES for record in opened.repository.all(key)}
