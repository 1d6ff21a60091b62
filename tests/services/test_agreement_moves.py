"""The course of an agreement: each step of the model with its guards, its document, and its place in the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.building import new, write
from tests.services.linkage_scene import furnish, linked, only
from workbench.domain.states import allowed
from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.record import Ref
from workbench.services.agreement_moves import ASKS, BY_HAND, CourseDraft, moves_of, propose, steps_of
from workbench.services.details import detail
from workbench.services.register_rows import agreement_status
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench

SIGNED, ENDS, TODAY = date(2024, 3, 1), date(2026, 12, 31), date(2026, 10, 12)
GOOD = {
    "consult": CourseDraft("consult", "tt1", TODAY),
    "sign": CourseDraft("sign", "tt1", TODAY, "05/TTHT", period_from=TODAY, period_to=date(2028, 12, 31)),
    "interim": CourseDraft("interim", "tt1", TODAY, words="Đã làm 3/5 nội dung"),
    "amend": CourseDraft("amend", "tt1", TODAY, "12/PL", TODAY, words="Thêm nội dung về logistics"),
    "extend": CourseDraft("extend", "tt1", TODAY, "13/PL", TODAY, period_to=date(2028, 12, 31)),
    "review": CourseDraft("review", "tt1", TODAY, "40/BC", TODAY, words="Hoàn thành 5/5 nội dung"),
    "terminate": CourseDraft("terminate", "tt1", TODAY, "41/TB", TODAY, words="Sáp nhập đơn vị hành chính"),
    "replace": CourseDraft("replace", "tt1", TODAY, into="tt2"),
}


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    return record


def agreement(record: Workbench, uid: str = "tt1", state: str = "in_force", parties: int = 2, **values: Any) -> None:
    filled = {"signed_date": SIGNED, "period_from": SIGNED, "period_to": ENDS, **values}
    if state in ("draft", "consulting"):
        filled |= {"signed_date": None}
    made = new("agreement", uid, code=f"TT-2026-{uid[2:].zfill(3)}", title=f"Hợp tác {uid}", state=state, **filled)
    places = ("VL", "DT", "CM")[:parties]
    write(record, made, *(new("party", f"{uid}-{place}", agreement=uid, locality=place) for place in places))


def prepare(record: Workbench, move: str) -> None:
    agreement(record, state="draft" if move in ("consult", "sign") else "in_force")
    agreement(record, "tt2")


def stops(record: Workbench, draft: CourseDraft) -> list[tuple[str, str]]:
    return [(i.code, i.field) for i in propose(record, draft).issues if i.severity == "stop"]


def values(record: Workbench, uid: str = "tt1") -> Any:
    return record.repository.need(Ref("agreement", uid)).values


@pytest.mark.parametrize("move", BY_HAND)
def test_each_step_is_one_act_with_a_dated_trace_that_one_undo_takes_back(scene: Workbench, move: str) -> None:
    prepare(scene, move)
    before = values(scene)
    proposal = propose(scene, GOOD[move])
    assert not proposal.blocked
    scene.commit(proposal.act)
    step = only(steps_of(linked(scene), "tt1")).values
    assert (step.kind, step.taken_date) == (move, TODAY)
    scene.undo()
    assert values(scene) == before
    assert steps_of(linked(scene), "tt1") == []


def test_what_each_step_leaves_behind(scene: Workbench) -> None:
    told = {}
    for move in BY_HAND:
        prepare(scene, move)
        scene.commit(propose(scene, GOOD[move]).act)
        told[move] = (values(scene).state, values(scene).period_to)
        scene.undo()
        for _ in range(2):
            scene.undo()
    assert told == {
        "consult": ("consulting", ENDS),
        "sign": ("in_force", date(2028, 12, 31)),
        "interim": ("in_force", ENDS),
        "amend": ("in_force", ENDS),
        "extend": ("in_force", date(2028, 12, 31)),
        "review": ("reviewed", ENDS),
        "terminate": ("terminated", ENDS),
        "replace": ("replaced", ENDS),
    }


@pytest.mark.parametrize("state", VOCABULARIES["agreement_state"].choices)
@pytest.mark.parametrize("move", BY_HAND)
def test_a_step_is_offered_and_allowed_only_from_where_the_model_says(scene: Workbench, move: str, state: str) -> None:
    agreement(scene, state=state)
    agreement(scene, "tt2")
    may = move in allowed("agreement", state)
    assert (move in moves_of(linked(scene).agreements["tt1"])) == may
    refused = ("course.not_from_here", "") in stops(scene, GOOD[move])
    assert refused != may


@pytest.mark.parametrize(
    ("move", "changed", "stopped"),
    [
        ("interim", {"on": None}, ("course.no_day", "on")),
        ("interim", {"on": date(2026, 10, 13)}, ("course.future_day", "on")),
        ("interim", {"on": date(2024, 2, 1)}, ("course.before_signing", "on")),
        ("amend", {"number": ""}, ("course.no_paper", "number")),
        ("amend", {"words": ""}, ("course.no_words_amend", "words")),
        ("amend", {"paper_date": date(2026, 10, 20)}, ("course.future_paper", "paper_date")),
        ("extend", {"number": ""}, ("course.no_paper", "number")),
        ("extend", {"period_to": None}, ("course.no_end", "period_to")),
        ("extend", {"period_to": ENDS}, ("course.not_longer", "period_to")),
        ("terminate", {"number": ""}, ("course.no_paper", "number")),
        ("terminate", {"words": ""}, ("course.no_words_terminate", "words")),
        ("sign", {"period_to": date(2020, 1, 1)}, ("course.backwards", "period_to")),
        ("replace", {"into": ""}, ("course.no_target", "into")),
        ("replace", {"into": "tt1"}, ("course.itself", "into")),
    ],
)
def test_guards_of_the_steps(scene: Workbench, move: str, changed: dict[str, Any], stopped: tuple[str, str]) -> None:
    prepare(scene, move)
    assert stops(scene, GOOD[move]) == []
    assert stopped in stops(scene, replace(GOOD[move], **changed))


def test_opinions_need_two_parties(scene: Workbench) -> None:
    agreement(scene, state="draft", parties=1)
    assert stops(scene, GOOD["consult"]) == [("course.few_parties", "")]


def test_nothing_replaces_what_it_was_replaced_by(scene: Workbench) -> None:
    agreement(scene, "tt2")
    agreement(scene, "tt1", replaces="tt2")
    assert ("course.ring", "into") in stops(scene, GOOD["replace"])


def test_an_ended_agreement_replaces_nothing_and_one_replaces_one(scene: Workbench) -> None:
    prepare(scene, "replace")
    agreement(scene, "tt3", replaces="tt2")
    assert ("course.replaces_other", "into") in stops(scene, replace(GOOD["replace"], into="tt3"))
    agreement(scene, "tt4", state="terminated")
    assert ("course.target_ended", "into") in stops(scene, replace(GOOD["replace"], into="tt4"))


def test_a_document_that_is_in_the_record_is_used_and_not_entered_twice(scene: Workbench) -> None:
    prepare(scene, "extend")
    paper = {"direction": "basis", "full_number": "13/PL", "number_key": "13/PL", "issued_date": TODAY}
    write(scene, new("document", "d1", **paper))
    proposal = propose(scene, GOOD["extend"])
    assert [i.code for i in proposal.issues] == ["course.paper_known"]
    scene.commit(proposal.act)
    assert only(steps_of(linked(scene), "tt1")).values.document == "d1"
    assert len(scene.repository.all("document")) == 1


def test_an_expired_agreement_is_in_force_again_once_extended(scene: Workbench) -> None:
    agreement(scene, period_to=date(2026, 6, 30))
    at = linked(scene)
    assert agreement_status(at, at.agreements["tt1"]) == "closed"
    scene.commit(propose(scene, GOOD["extend"]).act)
    at = linked(scene)
    assert agreement_status(at, at.agreements["tt1"]) == "run"


def test_the_course_is_shown_with_its_documents_the_newest_first(scene: Workbench) -> None:
    prepare(scene, "amend")
    scene.commit(propose(scene, replace(GOOD["interim"], on=date(2026, 1, 20))).act)
    scene.commit(propose(scene, GOOD["amend"]).act)
    found = detail(Registers(scene), Ref("agreement", "tt1"))
    lines = next(part.lines for part in found.parts if part.key == "course")
    assert [(line.code, line.title) for line in lines] == [("12/10/2026", "Sửa đổi, bổ sung"), ("20/01/2026", "Sơ kết")]
    assert "12/PL" in lines[0].meta and "logistics" in lines[0].meta


def test_every_step_says_what_it_asks_for() -> None:
    assert set(ASKS) == set(BY_HAND) == set(VOCABULARIES["agreement_step"].choices)
