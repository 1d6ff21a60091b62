"""The state machines of model M7: every allowed move moves, every other is refused with an issue."""

from __future__ import annotations

import pytest

from workbench.domain.states import (
    MACHINES,
    allowed,
    escalation_state,
    escalation_status,
    item_state_after,
    moved,
    obstacle_state_after,
    obstacle_status,
)
from workbench.domain.status_words import STATUS_KEYS
from workbench.domain.vocabularies import VOCABULARIES

LISTS = {"obstacle": "obstacle_state", "escalation_item": "escalation_state", "agreement": "agreement_state"}
EVERY = [
    (machine, state, move)
    for machine, moves in MACHINES.items()
    for move in moves
    for state in VOCABULARIES[LISTS[machine]].choices
]


@pytest.mark.parametrize(("machine", "state", "move"), EVERY)
def test_a_move_is_made_or_refused_as_the_table_says(machine: str, state: str, move: str) -> None:
    target, refused = moved(machine, state, move)
    step = MACHINES[machine][move]
    if move in allowed(machine, state):
        assert (target, refused) == (step.target, None)
    else:
        assert target == state
        assert refused is not None
        assert refused.severity == "stop"


def test_every_state_of_the_tables_is_in_the_closed_list() -> None:
    for machine, moves in MACHINES.items():
        named = {s for step in moves.values() for s in (*step.sources, step.target)}
        assert named <= set(VOCABULARIES[LISTS[machine]].choices)


def test_what_is_settled_is_never_escalated_again_without_reopening() -> None:
    for state in ("resolved", "explained", "closed", "merged", "returned"):
        assert "escalate" not in allowed("obstacle", state)


@pytest.mark.parametrize(
    ("items", "state"),
    [
        ([], "draft"),
        (["resolved", "sent"], "sent"),
        (["processing", "resolved"], "processing"),
        (["explained", "resolved"], "explained"),
        (["resolved", "resolved"], "resolved"),
    ],
)
def test_an_escalation_stands_where_its_least_advanced_item_stands(items: list[str], state: str) -> None:
    assert escalation_state(items) == state


@pytest.mark.parametrize(
    ("items", "state"),
    [
        (["resolved", "resolved"], "resolved"),
        (["resolved", "explained"], "explained"),
        (["resolved", "sent"], "in_progress"),
        (["processing"], "in_progress"),
        (["resolved", "draft"], "in_progress"),
        (["withdrawn", "resolved"], "resolved"),
        (["sent"], "escalated"),
    ],
)
def test_an_obstacle_is_settled_only_when_all_its_asks_are(items: list[str], state: str) -> None:
    assert obstacle_state_after("escalated", items) == state


def test_a_closed_obstacle_is_not_moved_by_a_late_answer() -> None:
    assert obstacle_state_after("closed", ["processing"]) == "closed"


@pytest.mark.parametrize("answer", VOCABULARIES["answer_class"].choices)
def test_every_class_of_answer_moves_a_sent_item(answer: str) -> None:
    state, refused = item_state_after("sent", answer)
    assert refused is None
    assert state != "sent"


def test_every_state_has_a_status_word_of_the_table() -> None:
    assert {obstacle_status(s, []) for s in VOCABULARIES["obstacle_state"].choices} <= set(STATUS_KEYS)
    assert {escalation_status(s, []) for s in VOCABULARIES["escalation_state"].choices} <= set(STATUS_KEYS)
