"""The office and those who sign for it, as dated data: what prints and letters take their heads and feet from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.organizations import CouncilRole
from workbench.errors import UserError
from workbench.records.changes import ChangeSet, Label, create, remove, some, update
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.services.council import in_force
from workbench.services.proposal import Proposal, check, stop
from workbench.services.workbench import Workbench

#: Offices that one person holds at a time.
SINGLE = ("chair", "standing_vice_chair", "office_head", "team_head")
OFFICE_FIELDS = ("parent_name", "name", "office", "sign", "place")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office of the council. `title` replaces the usual words over a signature, `position` is the
    post in the person's own body, written over the name (Decree 30/2020/NĐ-CP, annex I)."""

    role: str
    person: str
    title: str = ""
    position: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def holders(workbench: Workbench) -> list[Record[Any]]:
    """All holders of offices, those of today first, each group in the order of the offices."""
    from workbench.domain.vocabularies import VOCABULARIES

    today = workbench.clock.today()
    order = list(VOCABULARIES["council_role"].choices)

    def key(record: Record[Any]) -> tuple[bool, int, date]:
        values = record.values
        past = not in_force(values.valid_from, values.valid_to, today)
        return past, order.index(values.role or "member"), values.valid_from or date.min

    return sorted(workbench.repository.all("council_role"), key=key)


def propose_holder(workbench: Workbench, holder: Holder, uid: str = "") -> Proposal:
    """The act that enters or changes a holder, and what stands against it."""
    council = _council(workbench)
    values: dict[str, Any] = {
        "person": holder.person,
        "role": holder.role,
        "title": holder.title or None,
        "position": holder.position or None,
        "valid_from": holder.valid_from,
        "valid_to": holder.valid_to,
    }
    if uid:
        made = update(workbench.repository.need(Ref("council_role", uid)), **values)
    else:
        made = create(workbench.clock.new_id(), CouncilRole(council=council.uid, **values))
    label = Label("act.edit" if uid else "act.create", {"code": holder.person})
    return Proposal(ChangeSet(label, some(made)), holder.person, tuple(_issues(workbench, holder, uid)))


def removal(workbench: Workbench, uid: str) -> ChangeSet:
    """The act that takes a holder out, as when entered by mistake; one who left gets an end date instead."""
    record = workbench.repository.need(Ref("council_role", uid))
    return ChangeSet(Label("act.remove", {"code": record.values.person}), (remove(record),))


def office_change(workbench: Workbench, **values: str) -> ChangeSet:
    """The act that changes names and sign of the office (`OFFICE_FIELDS`); empty names of the council are refused."""
    if not values.get("name", "x").strip():
        raise UserError("office.no_name")
    council = _council(workbench)
    made = update(council, **{key: value.strip() or None for key, value in values.items()})
    return ChangeSet(Label("act.edit", {"code": council.values.abbr}), some(made))


def _council(workbench: Workbench) -> Record[Any]:
    found = workbench.repository.all("council")
    if not found:
        raise UserError("office.no_council")
    return found[0]


def _issues(workbench: Workbench, holder: Holder, uid: str) -> Iterator[Issue]:
    if not holder.person.strip():
        yield stop("office.no_person", "person")
    if holder.valid_from and holder.valid_to and holder.valid_to < holder.valid_from:
        yield stop("office.backwards", "valid_to")
    if holder.role not in SINGLE:
        return
    for other in workbench.repository.where("council_role", role=holder.role):
        values = other.values
        if other.uid == uid or values.person == holder.person:
            continue
        starts, ends = holder.valid_from or date.min, holder.valid_to or date.max
        if starts <= (values.valid_to or date.max) and (values.valid_from or date.min) <= ends:
            yield check("office.at_the_same_time", "valid_from", person=values.person)
