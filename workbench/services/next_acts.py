"""What an officer is most likely to do next with a record, and what else may be done with it by hand."""

from __future__ import annotations

from typing import Any

from workbench.domain.states import OPEN_OBSTACLE
from workbench.records.record import Record
from workbench.services import agreement_moves, escalation_moves, obstacle_moves
from workbench.services.linked import Linked
from workbench.services.reminding import may_remind_again, should_go_higher

Rec = Record[Any]


def next_acts(linked: Linked, record: Rec) -> tuple[str, ...]:
    """Acts that make sense now, the most likely first: `classify`, `escalate`, `answer`, `remind`, `raise`,
    `compose`, `close`, `obstacle`, `conclude`, `sign`."""
    if record.ref.entity == "obstacle":
        return _of_obstacle(linked, record)
    if record.ref.entity == "escalation":
        return _of_escalation(linked, record.uid)
    if record.ref.entity == "agreement":
        return ("sign", "obstacle") if record.values.state in ("draft", "consulting") else ("obstacle",)
    return ("conclude",) if record.ref.entity == "meeting" else ()


def moves(linked: Linked, record: Rec) -> tuple[str, ...]:
    """Steps of the state machine that may be taken by hand from where the record stands."""
    if record.ref.entity == "obstacle":
        return obstacle_moves.moves_of(linked, (record.uid,))
    if record.ref.entity == "escalation":
        return escalation_moves.moves_of(linked, record.uid)
    return agreement_moves.moves_of(record) if record.ref.entity == "agreement" else ()


def _of_obstacle(linked: Linked, record: Rec) -> tuple[str, ...]:
    state = record.values.state
    if state in ("resolved", "explained"):
        return ("close",)
    if state not in OPEN_OBSTACLE:
        return ()
    if any(view.waiting for view in linked.obstacle_items(record.uid)):
        return ("answer", "escalate")
    return ("classify", "escalate") if state == "new" else ("escalate",)


def _of_escalation(linked: Linked, uid: str) -> tuple[str, ...]:
    views = linked.items_of_escalation.get(uid, [])
    if linked.escalation_state(uid) in ("draft", "for_signature"):
        return ("compose",)
    if not any(view.waiting for view in views):
        return ("answer",) if any(view.unclear for view in views) else ()
    if linked.escalation_due(uid).state != "late":
        return ("answer", "remind")
    if should_go_higher(linked, uid):
        return ("raise", "answer")
    return ("remind", "answer") if may_remind_again(linked, uid) else ("answer", "remind")
