"""Moving obstacles on by hand: review, give back, merge, handle, confirm, close, reopen (model M7).

Which steps there are is told by `domain.states` alone; here are their guards and what else a step writes.
Several obstacles make one act; those that cannot go along are named with the reason and left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.states import OPEN_OBSTACLE, allowed, moved
from workbench.messages import text
from workbench.records.changes import Change, ChangeSet, Label, some, update
from workbench.records.issues import Issue
from workbench.records.record import Record
from workbench.services.linked import Linked
from workbench.services.proposal import Proposal, stop
from workbench.services.workbench import Workbench

# made by an officer directly; `escalate` and `progress` follow from letters and answers
BY_HAND = ("classify", "handle", "give_back", "merge", "resolve", "explain", "close", "reopen")
NEEDS_REASON = ("give_back", "reopen")
_REVIEWED = ("kind", "field", "in_authority")


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """A step for some obstacles. `on` is the day of closing, `into` the id of the one merged into.

    `kind`, `field` and `in_authority` are what a review says; empty keeps what each obstacle has.
    """

    move: str
    obstacles: tuple[str, ...]
    reason: str = ""
    on: date | None = None
    into: str = ""
    kind: str = ""
    field: str = ""
    in_authority: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class MoveProposal(Proposal):
    """The act; codes of the obstacles it moves, and of those it leaves with the reason as an issue."""

    moved: tuple[str, ...] = ()
    left: tuple[tuple[str, Issue], ...] = ()


def moves_of(linked: Linked, obstacles: Sequence[str]) -> tuple[str, ...]:
    """Steps that at least one of these obstacles can take, in the order of their course."""
    able = {move for uid in obstacles for move in allowed("obstacle", linked.obstacles[uid].values.state)}
    return tuple(
        move for move in BY_HAND if move in able and not (move == "merge" and linked.repository.count("obstacle") < 2)
    )


def propose(workbench: Workbench, draft: MoveDraft, linked: Linked | None = None) -> MoveProposal:
    """The act that moves the obstacles, and what stands against it."""
    linked = linked or Linked(workbench.repository, workbench.clock.today())
    issues = list(_issues(workbench, linked, draft))
    changes: list[Change] = []
    gone: list[str] = []
    left: list[tuple[str, Issue]] = []
    for uid in draft.obstacles:
        obstacle = linked.obstacles[uid]
        refused = _refused(linked, draft, obstacle)
        if refused:
            left.append((obstacle.values.code, refused))
            continue
        gone.append(obstacle.values.code)
        changes += _changes(linked, draft, obstacle)
    if draft.obstacles and not gone:
        issues.append(stop("move.none", "obstacles"))
    label = Label(f"act.move_{draft.move}", {"code": gone[0]}) if len(gone) == 1 else _many(draft.move, len(gone))
    return MoveProposal(ChangeSet(label, tuple(changes)), "", tuple(issues), tuple(gone), tuple(left))


def _many(move: str, number: int) -> Label:
    return Label(f"act.moves_{move}", {"n": number})


def _changes(linked: Linked, draft: MoveDraft, obstacle: Record[Any]) -> tuple[Change, ...]:
    state, _ = moved("obstacle", obstacle.values.state, draft.move)
    values: dict[str, Any] = {"state": state}
    if draft.reason:
        values["state_reason"] = draft.reason
    if draft.move == "close":
        values["closed_date"] = draft.on
    if draft.move == "reopen":
        values["closed_date"] = None
    if draft.move in ("classify", "handle"):
        values |= {name: value for name, value in _review(draft).items() if value}
    if draft.move == "merge":
        values["merged_into"] = draft.into
        return some(update(obstacle, **values), *_carried(linked, draft, obstacle))
    return some(update(obstacle, **values))


def _review(draft: MoveDraft) -> Mapping[str, str]:
    return {
        "kind": draft.kind,
        "field": draft.field,
        "in_authority": draft.in_authority,
        "officer": draft.officer,
    }


def _carried(linked: Linked, draft: MoveDraft, obstacle: Record[Any]) -> Iterator[Change | None]:
    """Asks already sent go along, so that their answers settle the obstacle that is kept; unsent ones stay."""
    ordinal = len(linked.asks.get(draft.into, []))
    for ask in linked.asks.get(obstacle.uid, []):
        if linked.ask_state(ask.uid) not in ("draft", "withdrawn"):
            ordinal += 1
            yield update(ask, obstacle=draft.into, ordinal=ordinal)


# guards


def _refused(linked: Linked, draft: MoveDraft, obstacle: Record[Any]) -> Issue | None:
    """Why this obstacle cannot take the step."""
    values = obstacle.values
    _, issue = moved("obstacle", values.state, draft.move)
    if issue:
        return stop("move.not_from_here", state=linked.names.choice("obstacle_state", values.state))
    if draft.move == "classify":
        review = _review(draft)
        missing = [key for key in _REVIEWED if not (review[key] or getattr(values, key))]
        return stop("move.not_reviewed", missing=", ".join(_labels(missing))) if missing else None
    if draft.move == "handle":
        return _not_local(draft.in_authority or values.in_authority)
    if draft.move == "merge":
        return _unmergeable(linked, obstacle.uid, draft.into)
    if draft.move in ("resolve", "explain"):
        return _unsettled(linked, obstacle, draft)
    if draft.move == "close" and draft.on and values.reported_date and draft.on < values.reported_date:
        return stop("move.closed_too_early")
    return None


def _labels(keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        yield text(f"field.obstacle.{key}")


def _not_local(authority: str | None) -> Issue | None:
    if not authority:
        return stop("move.authority_unknown")
    return stop("move.beyond") if authority == "beyond" else None


def _unmergeable(linked: Linked, uid: str, into: str) -> Issue | None:
    target = linked.obstacles.get(into)
    if target is None:
        return stop("move.no_target")
    if into == uid:
        return stop("move.into_itself")
    if target.values.state not in OPEN_OBSTACLE:
        return stop("move.target_not_open", code=target.values.code)
    seen = {uid}
    while target is not None:  # records edited elsewhere may already point in a ring
        if target.uid in seen:
            return stop("move.ring", code=linked.obstacles[into].values.code)
        seen.add(target.uid)
        target = linked.obstacles.get(target.values.merged_into or "")
    return None


def _unsettled(linked: Linked, obstacle: Record[Any], draft: MoveDraft) -> Issue | None:
    """What was asked must be answered: all resolved, or all answered by explanation; nothing may still wait."""
    views = linked.obstacle_items(obstacle.uid)
    waiting = dict.fromkeys(v.escalation.values.code for v in views if v.waiting)
    if waiting:
        return stop("move.still_waiting", codes=", ".join(waiting))
    states = [s for s in linked.newest_states(obstacle.uid) if s not in ("draft", "withdrawn")]
    if draft.move == "resolve":
        if any(state != "resolved" for state in states):
            return stop("move.not_all_resolved")
        return None if states or draft.reason else stop("move.no_result")
    return None if states else stop("move.nothing_explained")


def _issues(workbench: Workbench, linked: Linked, draft: MoveDraft) -> Iterator[Issue]:
    """What the step needs whatever the obstacle."""
    if not draft.obstacles:
        yield stop("move.no_obstacle", "obstacles")
    if draft.move in NEEDS_REASON and not draft.reason:
        yield stop("move.no_reason", "reason")
    if draft.move == "merge" and not draft.into:
        yield stop("move.no_target", "into")
    if draft.move == "close":
        if draft.on is None:
            yield stop("move.no_day", "on")
        elif draft.on > workbench.clock.today():
            yield stop("move.future_day", "on")
