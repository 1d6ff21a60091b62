"""What happens to an escalation after it was sent, other than answers: received, under way, withdrawn; and before:
put up for signature (model M7). Several items of one escalation move together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbench.domain.states import allowed, moved, obstacle_state_after
from workbench.records.changes import Change, ChangeSet, Label, some, update
from workbench.records.issues import Issue
from workbench.services.escalating import completeness, draft_of
from workbench.services.linked import Linked
from workbench.services.proposal import Proposal, check, stop
from workbench.services.workbench import Workbench

BY_HAND = ("submit", "receive", "progress", "withdraw")


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step of one escalation: `on` the day it was received, `reason` of withdrawing, or a note of what is done."""

    move: str
    escalation: str
    on: date | None = None
    reason: str = ""


def moves_of(linked: Linked, escalation: str) -> tuple[str, ...]:
    """Steps that some item of the escalation can take by hand."""
    states = linked.escalation_states(escalation)
    able = {move for state in states for move in allowed("escalation_item", state)}
    return tuple(m for m in BY_HAND if m in able and not (m == "progress" and set(states) <= {"processing"}))


def propose(workbench: Workbench, draft: StepDraft, linked: Linked | None = None) -> Proposal:
    """The act that takes the step, and what stands against it."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    escalation = linked.escalations[draft.escalation]
    issues = list(_issues(workbench, linked, draft))
    changes: list[Change] = []
    after: dict[str, str] = {}
    for view in linked.items_of_escalation.get(draft.escalation, []):
        state, refused = moved("escalation_item", view.state, draft.move)
        if refused or (draft.move in ("receive", "progress") and view.answer_item):
            continue
        after[view.item.uid] = state
        reason = {"state_reason": draft.reason} if draft.reason else {}
        changes += some(update(view.item, state=state, **reason))
    if draft.move == "receive":
        changes += some(update(escalation, received_date=draft.on))
    if not after:
        issues.append(stop("step.not_from_here", "escalation", code=escalation.values.code))
    changes += _obstacles(linked, draft.escalation, after)
    label = Label(f"act.step_{draft.move}", {"code": escalation.values.code})
    return Proposal(ChangeSet(label, tuple(changes)), escalation.values.code, tuple(issues))


def _obstacles(linked: Linked, escalation: str, after: dict[str, str]) -> Iterator[Change]:
    """An authority that is at work moves the obstacle; withdrawing leaves it open, to be sent anew."""
    for obstacle in linked.escalation_obstacles(escalation):
        states = [linked.ask_state(ask.uid, after) for ask in linked.asks.get(obstacle.uid, [])]
        yield from some(update(obstacle, state=obstacle_state_after(obstacle.values.state, states)))


def _issues(workbench: Workbench, linked: Linked, draft: StepDraft) -> Iterator[Issue]:
    values = linked.escalations[draft.escalation].values
    if draft.move == "withdraw" and not draft.reason:
        yield stop("step.no_reason", "reason")
    if draft.move == "progress" and not draft.reason:
        yield check("step.no_note", "reason")
    if draft.move == "submit":
        yield from completeness(workbench, linked, draft_of(linked, draft.escalation))
    if draft.move == "receive":
        if draft.on is None:
            yield stop("step.no_day", "on")
        elif values.sent_date and draft.on < values.sent_date:
            yield stop("step.before_sending", "on")
        elif draft.on > workbench.clock.today():
            yield stop("step.future_day", "on")
