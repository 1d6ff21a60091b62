"""The state machines of model M7, in one place. A move that is not allowed is an issue, not an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbench.frozen import frozen
from workbench.records.issues import Issue


@frozen
class Move:
    """A named step: from which states, to which."""

    sources: frozenset[str]
    target: str


def _moves(**moves: tuple[str, str]) -> Mapping[str, Move]:
    return {name: Move(frozenset(sources.split()), target) for name, (sources, target) in moves.items()}


OPEN_OBSTACLE = ("new", "classified", "local", "escalated", "in_progress")

OBSTACLE = _moves(
    classify=("new", "classified"),
    give_back=("new classified", "returned"),
    merge=(" ".join(OPEN_OBSTACLE), "merged"),
    handle=("classified", "local"),
    # an officer who escalates a new obstacle has reviewed it by doing so
    escalate=("new classified local escalated in_progress", "escalated"),
    progress=("escalated in_progress", "in_progress"),
    resolve=("escalated in_progress local", "resolved"),
    explain=("escalated in_progress", "explained"),
    close=("resolved explained", "closed"),
    reopen=("closed resolved explained", "in_progress"),
)

_SENT = "sent received processing"
# one item may have several answers and the newest classification rules (R18): what was answered may be again
_ANSWERABLE = _SENT + " explained resolved"

ITEM = _moves(
    submit=("draft", "for_signature"),
    send=("draft for_signature", "sent"),
    receive=("sent", "received"),
    progress=(_ANSWERABLE, "processing"),
    partial=(_ANSWERABLE, "processing"),
    resolve=(_ANSWERABLE, "resolved"),
    explain=(_ANSWERABLE, "explained"),
    give_back=(_ANSWERABLE, "returned"),
    forward=(_ANSWERABLE, "forwarded"),
    raise_higher=(_SENT + " explained returned", "raised"),
    withdraw=("draft for_signature " + _SENT, "withdrawn"),
)

AGREEMENT = _moves(
    consult=("draft", "consulting"),
    sign=("draft consulting", "in_force"),
    interim=("in_force", "in_force"),
    amend=("in_force", "in_force"),
    extend=("in_force", "in_force"),
    review=("in_force", "reviewed"),
    terminate=("draft consulting in_force", "terminated"),
    replace=("in_force reviewed", "replaced"),
)

MACHINES: Mapping[str, Mapping[str, Move]] = {
    "obstacle": OBSTACLE,
    "escalation_item": ITEM,
    "agreement": AGREEMENT,
}

WAITING = frozenset(("sent", "received", "processing"))
ANSWERED = frozenset(("resolved", "explained", "returned", "forwarded", "raised"))
# least advanced first: the state of an escalation is that of its least advanced item
_ADVANCE = (
    "draft",
    "for_signature",
    "sent",
    "received",
    "processing",
    "returned",
    "forwarded",
    "raised",
    "explained",
    "resolved",
    "withdrawn",
)
# finer classes of an answer, by its class (facts of real systems: what was done, or why it takes time)
_UNDER_WAY = ("roadmap", "submitted", "no_roadmap", "no_means", "not_now", "higher_paper", "other_reason")
SUB_CLASSES: Mapping[str, tuple[str, ...]] = {
    "resolved": ("issued", "inspected", "carried_out"),
    "in_progress": _UNDER_WAY,
    "partial": _UNDER_WAY,
}
_MOVE_OF_CLASS = {
    "resolved": "resolve",
    "partial": "partial",
    "in_progress": "progress",
    "explained": "explain",
    "rejected": "explain",
    "returned": "give_back",
    "forwarded": "forward",
}


def moved(machine: str, state: str, move: str) -> tuple[str, Issue | None]:
    """State after `move`, or the same state with the issue that it is not allowed from there."""
    step = MACHINES[machine][move]
    if state in step.sources:
        return step.target, None
    return state, Issue("not_allowed", "stop", params={"machine": machine, "state": state, "move": move})


def allowed(machine: str, state: str) -> tuple[str, ...]:
    """Names of the moves that may be made from `state`."""
    return tuple(name for name, step in MACHINES[machine].items() if state in step.sources)


def escalation_state(items: Iterable[str]) -> str:
    """State of an escalation from the states of its items; a draft when it has none."""
    return min(items, key=_ADVANCE.index, default="draft")


def item_state_after(state: str, answer_class: str) -> tuple[str, Issue | None]:
    """State of an item once an answer of that class is recorded."""
    return moved("escalation_item", state, _MOVE_OF_CLASS[answer_class])


def obstacle_state_after(state: str, items: Sequence[str]) -> str:
    """State of an obstacle given the newest item state of each of its recommendations.

    All resolved, or all explained with at least one resolved or explained, settles it; anything still
    under way keeps it open. Asks never sent (`draft`) or withdrawn do not count as settled unless all others are.
    """
    live = [item for item in items if item != "withdrawn"]
    if state not in OPEN_OBSTACLE or not live:
        return state
    if all(item == "resolved" for item in live):
        return moved("obstacle", state, "resolve")[0]
    if all(item in ("resolved", "explained") for item in live):
        return moved("obstacle", state, "explain")[0]
    if any(item in ("processing", "resolved", "explained", "returned", "forwarded", "raised") for item in live):
        return moved("obstacle", state, "progress")[0]
    return state


def obstacle_status(state: str, items: Sequence[str]) -> str:
    """Status word of an obstacle (keys of `status_words`)."""
    words = {
        "new": "new",
        "classified": "new",
        "returned": "reject",
        "merged": "closed",
        "local": "doing",
        "escalated": "wait",
        "in_progress": "doing",
        "resolved": "done",
        "explained": "answered",
        "closed": "closed",
    }
    if state == "escalated" and items and not any(item in WAITING for item in items):
        return "doing"  # everything sent was taken back
    if state == "in_progress" and any(item in ("resolved", "explained") for item in items):
        return "part"
    return words[state]


def escalation_status(state: str, items: Sequence[str]) -> str:
    """Status word of an escalation."""
    words = {
        "draft": "draft",
        "for_signature": "draft",
        "sent": "wait",
        "received": "wait",
        "processing": "doing",
        "resolved": "done",
        "explained": "answered",
        "returned": "reject",
        "forwarded": "answered",
        "raised": "sent",
        "withdrawn": "closed",
    }
    if state in WAITING and any(item in ANSWERED for item in items):
        return "part"
    return words[state]
