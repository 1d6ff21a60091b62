"""What was entered in a form as an act ready to commit. Pure: reads the record, writes nothing.

A draft is a mapping of the form's fields; `recommendation`, `addressee` and `parties` belong to parts of the
record and become changes of those.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.domain.agreements import Party
from workbench.domain.obstacles import Recommendation
from workbench.records.changes import Change, ChangeSet, Label, create, remove, some, update
from workbench.records.record import Record, name_of
from workbench.services.entry import FIRST_STATES, derived
from workbench.services.linked import Linked
from workbench.services.proposal import Codes
from workbench.services.workbench import Workbench

Draft = Mapping[str, Any]
PARTS = ("recommendation", "addressee", "parties")


def next_code(workbench: Workbench, entity: str) -> str:
    """The code that a new record will have; "" for what has none."""
    if not workbench.repository.entities[entity].prefix:
        return ""
    return Codes(workbench.repository, workbench.clock).next(entity)


def draft_of(linked: Linked, record: Record[Any]) -> dict[str, Any]:
    """A stored record as the form shows it."""
    entity = linked.repository.entities[record.ref.entity]
    draft = {key: record.get(key) for key in entity.fields}
    if record.ref.entity == "obstacle":
        asks = linked.asks.get(record.uid, [])
        draft["recommendation"] = asks[0].values.content if asks else None
        draft["addressee"] = next(iter(asks[0].values.addressees), None) if asks else None
    elif record.ref.entity == "agreement":
        draft["parties"] = tuple(linked.agreement_localities(record.uid))
    return draft


def creation(workbench: Workbench, entity: str, draft: Draft) -> tuple[ChangeSet, str]:
    """The act that enters a new record, and the record's id."""
    uid, code = workbench.clock.new_id(), next_code(workbench, entity)
    described = workbench.repository.entities[entity]
    own = {key: value for key, value in draft.items() if key not in PARTS}
    if entity == "obstacle":
        own.setdefault("reported_date", workbench.clock.today())
    own.update(derived(workbench, entity, draft))
    if code:
        own["code"] = code
    if entity in FIRST_STATES:
        own["state"] = FIRST_STATES[entity]
    made = described.make(own)
    changes = [create(uid, made), *_new_parts(workbench, entity, uid, draft)]
    label = Label("act.create", {"code": code or name_of(described, own)})
    return ChangeSet(label, tuple(changes)), uid


def change(workbench: Workbench, linked: Linked, record: Record[Any], draft: Draft) -> ChangeSet:
    """The act that brings a stored record to what was entered; empty when nothing differs."""
    own = {key: value for key, value in draft.items() if key not in PARTS}
    own.update(derived(workbench, record.ref.entity, draft))
    parts: list[Change | None] = []
    if record.ref.entity == "obstacle":
        parts = _changed_ask(workbench, linked, record.uid, draft)
    elif record.ref.entity == "agreement":
        parts = _changed_parties(workbench, linked, record.uid, draft)
    label = Label("act.edit", {"code": record.name})
    return ChangeSet(label, some(update(record, **own), *parts))


def _new_parts(workbench: Workbench, entity: str, uid: str, draft: Draft) -> list[Change]:
    if entity == "obstacle":
        return [_new_ask(workbench, uid, draft)] if draft.get("recommendation") else []
    places = draft.get("parties") or ()
    return [_new_party(workbench, uid, n, place) for n, place in enumerate(places, start=1)]


def _new_ask(workbench: Workbench, uid: str, draft: Draft) -> Change:
    to = (draft["addressee"],) if draft.get("addressee") else ()
    ask = Recommendation(obstacle=uid, ordinal=1, content=draft["recommendation"], addressees=to)
    return create(workbench.clock.new_id(), ask)


def _new_party(workbench: Workbench, uid: str, ordinal: int, place: str) -> Change:
    return create(workbench.clock.new_id(), Party(agreement=uid, ordinal=ordinal, locality=place))


def _changed_ask(workbench: Workbench, linked: Linked, uid: str, draft: Draft) -> list[Change | None]:
    """The first recommendation follows the form; the others are not shown there and stay."""
    asks = linked.asks.get(uid, [])
    words = draft.get("recommendation")
    if not asks:
        return [_new_ask(workbench, uid, draft)] if words else []
    first = asks[0]
    if not words:
        return [] if linked.items_of_recommendation.get(first.uid) else [remove(first)]
    rest = first.values.addressees[1:]
    chosen = draft.get("addressee")
    to = (chosen, *(body for body in rest if body != chosen)) if chosen else rest
    return [update(first, content=words, addressees=to)]


def _changed_parties(workbench: Workbench, linked: Linked, uid: str, draft: Draft) -> list[Change | None]:
    """Localities added and taken away; parties that are other bodies stay."""
    held = {p.values.locality: p for p in linked.parties.get(uid, []) if p.values.locality}
    wanted = tuple(draft.get("parties") or ())
    gone: list[Change | None] = [remove(party) for place, party in held.items() if place not in wanted]
    start = len(linked.parties.get(uid, [])) + 1
    added = [place for place in wanted if place not in held]
    return [*gone, *(_new_party(workbench, uid, start + n, place) for n, place in enumerate(added))]


def ask_is_sent(linked: Linked, uid: str) -> bool:
    """Whether the first recommendation of an obstacle is in a letter: it may then be reworded, not emptied."""
    asks = linked.asks.get(uid, [])
    return bool(asks) and bool(linked.items_of_recommendation.get(asks[0].uid))
