"""Moving obstacles on by hand: each step with its guard, several at once, one undo."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services.linkage_scene import NNMT, furnish, letter, linked, obstacle, reply, state
from workbench.clock import FixedClock
from workbench.errors import StaleRecord
from workbench.records.changes import ChangeSet, Label, some, update
from workbench.records.record import Ref
from workbench.services import answering, escalating
from workbench.services.answering import AnswerLine
from workbench.services.obstacle_moves import MoveDraft, MoveProposal, moves_of, propose
from workbench.services.workbench import Workbench

REVIEW = {"kind": "KT", "field": "TL", "in_authority": "beyond"}


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    return record


def put(record: Workbench, number: int, **values: Any) -> str:
    return obstacle(record, number, f"Vướng mắc {number}", to=(NNMT,), **values)


def move(record: Workbench, name: str, *uids: str, **values: Any) -> MoveProposal:
    return propose(record, MoveDraft(name, uids, **values))


def made(record: Workbench, name: str, *uids: str, **values: Any) -> None:
    proposal = move(record, name, *uids, **values)
    assert not proposal.blocked and not proposal.left, (proposal.issues, proposal.left)
    record.commit(proposal.act)


def why(proposal: MoveProposal) -> list[str]:
    return [issue.code for _, issue in proposal.left] + [i.code for i in proposal.issues if i.code != "move.none"]


def sent_and_answered(record: Workbench, clock: FixedClock, uid: str, outcome: str, **said: Any) -> None:
    record.commit(escalating.propose(record, letter(uid)).act)
    clock.at = clock.at.replace(month=11, day=9)
    item = linked(record).obstacle_items(uid)[0].item.uid
    record.commit(answering.propose(record, reply(AnswerLine(item, outcome, "Theo văn bản", **said))).act)


def test_a_review_says_kind_field_and_competence(scene: Workbench) -> None:
    put(scene, 1, state="new", field=None)
    assert why(move(scene, "classify", "vm1", kind="KT")) == ["move.not_reviewed"]
    made(scene, "classify", "vm1", **REVIEW)
    values = scene.repository.need(Ref("obstacle", "vm1")).values
    assert (values.state, values.kind, values.field, values.in_authority) == ("classified", "KT", "TL", "beyond")


def test_what_was_reviewed_before_need_not_be_said_again(scene: Workbench) -> None:
    put(scene, 1, state="new", kind="KT", field="TL", in_authority="local")
    made(scene, "classify", "vm1")
    assert state(scene, "obstacle", "vm1") == "classified"


def test_giving_back_needs_its_reason(scene: Workbench) -> None:
    put(scene, 1, state="new")
    assert why(move(scene, "give_back", "vm1")) == ["move.no_reason"]
    made(scene, "give_back", "vm1", reason="Chưa có đề xuất")
    values = scene.repository.need(Ref("obstacle", "vm1")).values
    assert (values.state, values.state_reason) == ("returned", "Chưa có đề xuất")


@pytest.mark.parametrize(("authority", "refused"), [("beyond", "move.beyond"), (None, "move.authority_unknown")])
def test_what_is_beyond_competence_is_not_handled_locally(scene: Workbench, authority: str | None, refused: str) -> None:
    put(scene, 1, in_authority=authority)
    assert why(move(scene, "handle", "vm1")) == [refused]
    made(scene, "handle", "vm1", in_authority="local")
    assert state(scene, "obstacle", "vm1") == "local"


# merging


def test_a_merged_obstacle_points_to_the_one_that_is_kept(scene: Workbench) -> None:
    put(scene, 1)
    put(scene, 2)
    made(scene, "merge", "vm2", into="vm1")
    values = scene.repository.need(Ref("obstacle", "vm2")).values
    assert (values.state, values.merged_into) == ("merged", "vm1")


def test_an_obstacle_is_not_merged_into_itself_a_settled_one_or_nothing(scene: Workbench) -> None:
    put(scene, 1)
    put(scene, 2, state="resolved")
    assert why(move(scene, "merge", "vm1", into="vm1")) == ["move.into_itself"]
    assert why(move(scene, "merge", "vm1", into="vm2")) == ["move.target_not_open"]
    assert "move.no_target" in why(move(scene, "merge", "vm1"))


def test_merging_never_closes_a_ring(scene: Workbench) -> None:
    put(scene, 1)
    put(scene, 2, merged_into="vm1")  # open again by hand, with the old pointer left
    assert why(move(scene, "merge", "vm1", into="vm2")) == ["move.ring"]


def test_what_was_asked_already_goes_along_and_its_answer_settles_the_kept_one(
    scene: Workbench, clock: FixedClock
) -> None:
    put(scene, 1)
    put(scene, 2)
    scene.commit(escalating.propose(scene, letter("vm1", "vm2")).act)
    made(scene, "merge", "vm2", into="vm1")
    found = linked(scene)
    assert [ask.uid for ask in found.asks["vm1"]] == ["vm1-1", "vm2-1"] and "vm2" not in found.asks
    clock.at = clock.at.replace(month=11, day=9)
    lines = [AnswerLine(view.item.uid, "resolved", "Xong") for view in found.obstacle_items("vm1")]
    scene.commit(answering.propose(scene, reply(*lines)).act)
    assert state(scene, "obstacle", "vm1") == "resolved"
    assert state(scene, "obstacle", "vm2") == "merged"


def test_asks_never_sent_stay_with_what_was_merged(scene: Workbench) -> None:
    put(scene, 1)
    put(scene, 2)
    made(scene, "merge", "vm2", into="vm1")
    assert [ask.uid for ask in linked(scene).asks["vm2"]] == ["vm2-1"]


# settling, closing, reopening


def test_nothing_is_confirmed_while_an_answer_is_awaited(scene: Workbench) -> None:
    put(scene, 1)
    scene.commit(escalating.propose(scene, letter("vm1")).act)
    for name in ("resolve", "explain"):
        assert why(move(scene, name, "vm1", reason="Xong")) == ["move.still_waiting"]


def test_explained_is_confirmed_as_explained_not_as_resolved(scene: Workbench, clock: FixedClock) -> None:
    put(scene, 1)
    sent_and_answered(scene, clock, "vm1", "explained", satisfied="unclear")
    assert state(scene, "obstacle", "vm1") == "in_progress"
    assert why(move(scene, "resolve", "vm1")) == ["move.not_all_resolved"]
    made(scene, "explain", "vm1")
    assert state(scene, "obstacle", "vm1") == "explained"


def test_what_was_settled_locally_needs_its_result(scene: Workbench) -> None:
    put(scene, 1, state="local")
    assert why(move(scene, "resolve", "vm1")) == ["move.no_result"]
    made(scene, "resolve", "vm1", reason="Hai tỉnh đã ký quy chế")
    assert state(scene, "obstacle", "vm1") == "resolved"


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        (None, ["move.no_day"]),
        (date(2026, 10, 13), ["move.future_day"]),
        (date(2026, 8, 1), ["move.closed_too_early"]),
        (date(2026, 10, 12), []),
    ],
)
def test_closing_needs_a_day_that_can_be(scene: Workbench, day: date | None, refused: list[str]) -> None:
    put(scene, 1, state="resolved")
    assert why(move(scene, "close", "vm1", on=day)) == refused


def test_reopening_needs_a_reason_and_keeps_the_history(scene: Workbench) -> None:
    put(scene, 1, state="resolved")
    made(scene, "close", "vm1", on=date(2026, 10, 10))
    assert why(move(scene, "reopen", "vm1")) == ["move.no_reason"]
    made(scene, "reopen", "vm1", reason="Phát sinh lại")
    values = scene.repository.need(Ref("obstacle", "vm1")).values
    assert (values.state, values.closed_date) == ("in_progress", None)
    history = scene.journal.history(Ref("obstacle", "vm1"))
    assert any((change.before or {}).get("closed_date") == date(2026, 10, 10) for _, change in history)


# several


def test_of_several_those_that_can_go_and_the_others_are_named(scene: Workbench) -> None:
    put(scene, 1, state="resolved")
    put(scene, 2, state="explained")
    put(scene, 3, state="escalated")
    proposal = move(scene, "close", "vm1", "vm2", "vm3", on=date(2026, 10, 12))
    assert proposal.moved == ("VM-2026-001", "VM-2026-002")
    assert [(code, issue.code) for code, issue in proposal.left] == [("VM-2026-003", "move.not_from_here")]
    scene.commit(proposal.act)
    assert [state(scene, "obstacle", u) for u in ("vm1", "vm2", "vm3")] == ["closed", "closed", "escalated"]
    scene.undo()
    assert [state(scene, "obstacle", u) for u in ("vm1", "vm2", "vm3")] == ["resolved", "explained", "escalated"]


def test_steps_are_offered_by_what_the_states_allow(scene: Workbench) -> None:
    put(scene, 1, state="new")
    put(scene, 2, state="closed")
    assert moves_of(linked(scene), ["vm1"]) == ("classify", "give_back", "merge")
    assert moves_of(linked(scene), ["vm2"]) == ("reopen",)
    assert moves_of(linked(scene), ["vm1", "vm2"]) == ("classify", "give_back", "merge", "reopen")


def test_a_step_prepared_before_somebody_else_wrote_is_not_written(scene: Workbench) -> None:
    put(scene, 1, state="resolved")
    proposal = move(scene, "close", "vm1", on=date(2026, 10, 12))
    stored = scene.repository.need(Ref("obstacle", "vm1"))
    scene.commit(ChangeSet(Label("act.edit", {"code": "VM-2026-001"}), some(update(stored, state="closed"))))
    with pytest.raises(StaleRecord):
        scene.commit(proposal.act)
