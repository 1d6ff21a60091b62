"""The ladder of authorities: who is competent, what each level did, what comes next."""

from __future__ import annotations

from datetime import date

import pytest

from tests.services.linkage_scene import (
    COUNCIL,
    NNMT,
    NNPTNT,
    PM,
    TC,
    furnish,
    letter,
    linked,
    obstacle,
    reply,
)
from workbench.clock import FixedClock
from workbench.domain.submissions import Setting
from workbench.messages import text
from workbench.records.changes import ChangeSet, Label, create
from workbench.services import answering, escalating
from workbench.services.answering import AnswerLine
from workbench.services.ladder import Rung, also_for, climbs, competent, default_term, ladder, skipped
from workbench.services.workbench import Workbench


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    return record


def rungs(record: Workbench, *obstacles: str) -> dict[str, Rung]:
    return {rung.organization or rung.level: rung for rung in ladder(linked(record), obstacles)}


def suggested(record: Workbench, *obstacles: str) -> list[str | None]:
    return [rung.organization for rung in ladder(linked(record), obstacles) if rung.suggested]


def test_levels_stand_in_the_order_an_office_goes_through_them(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    assert [r.level for r in ladder(linked(scene), ["vm1"])] == [
        "province",
        "council",
        "ministry",
        "prime_minister",
    ]


def test_no_obstacle_no_ladder(scene: Workbench) -> None:
    assert ladder(linked(scene), []) == ()


def test_the_body_an_ask_names_is_suggested_with_field_and_levels_passed(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    assert suggested(scene, "vm1") == [NNMT]
    note = rungs(scene, "vm1")[NNMT].note
    assert text(note.key, **note.params) == "Lĩnh vực Thủy lợi, phòng chống thiên tai · đã qua 2 cấp dưới"


def test_without_a_named_body_the_field_decides(scene: Workbench) -> None:
    obstacle(scene, 1, "Thiếu vốn", field="DC")
    assert competent(linked(scene), "vm1") == (TC,)


def test_a_dissolved_ministry_stands_for_its_successor(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNPTNT,))
    assert competent(linked(scene), "vm1") == (NNMT,)
    assert competent(linked(scene), "vm1", date(2025, 1, 10)) == (NNPTNT,)


def test_an_unknown_field_suggests_nobody(scene: Workbench) -> None:
    obstacle(scene, 1, "Việc khác", field="OT")
    assert suggested(scene, "vm1") == []


def test_province_tells_who_reported_and_when(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    note = rungs(scene, "vm1")["province"].note
    assert text(note.key, **note.params) == "Vĩnh Long, Đồng Tháp báo cáo ngày 28/08/2026, chưa giải quyết xong"


def test_a_ministry_that_was_asked_and_is_not_late_leaves_nothing_to_suggest(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm1")).act)
    found = rungs(scene, "vm1")
    assert found[NNMT].done
    assert suggested(scene, "vm1") == []


def test_a_late_ministry_makes_the_next_level_the_suggestion(scene: Workbench, clock: FixedClock) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm1")).act)
    clock.at = clock.at.replace(month=11, day=9)
    assert suggested(scene, "vm1") == [PM]
    note = rungs(scene, "vm1")[NNMT].note
    assert text(note.key, **note.params) == "KN-2026-001 gửi ngày 12/10/2026, quá hạn 5 ngày làm việc"


def test_a_ministry_that_sent_it_back_makes_the_next_level_the_suggestion(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm1")).act)
    item = linked(scene).obstacle_items("vm1")[0].item.uid
    act = answering.propose(scene, reply(AnswerLine(item, "returned", "Vượt thẩm quyền"))).act
    scene.commit(act)
    assert suggested(scene, "vm1") == [PM]


def test_going_past_the_ministry_is_told_and_not_forbidden(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    assert skipped(linked(scene), ["vm1"], PM) == ("Bộ Nông nghiệp và Môi trường",)
    proposal = escalating.propose(scene, letter("vm1", to=PM))
    assert [i.code for i in proposal.issues] == ["escalate.skips_level"]
    assert not proposal.blocked


def test_the_ministry_most_obstacles_concern_comes_first(scene: Workbench) -> None:
    obstacle(scene, 1, "Thiếu vốn", to=(TC,))
    obstacle(scene, 2, "Chưa có quy trình", to=(NNMT,))
    obstacle(scene, 3, "Chưa có quy trình khác", to=(NNMT,))
    assert suggested(scene, "vm1", "vm2", "vm3") == [NNMT]
    assert TC in rungs(scene, "vm1", "vm2", "vm3")


def test_other_open_obstacles_of_the_same_body_are_named(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    obstacle(scene, 2, "Chia sẻ số liệu", to=(NNMT,))
    obstacle(scene, 3, "Thiếu vốn", to=(TC,))
    obstacle(scene, 4, "Đã xong", to=(NNMT,), state="resolved")
    assert also_for(linked(scene), NNMT, ["vm1"]) == ("vm2",)


def test_an_obstacle_that_waits_there_already_is_not_named_again(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    obstacle(scene, 2, "Chia sẻ số liệu", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm2")).act)
    assert also_for(linked(scene), NNMT, ["vm1"]) == ()


def test_matters_of_the_locality_itself_are_not_sent_up_by_suggestion(scene: Workbench) -> None:
    obstacle(scene, 1, "Việc của tỉnh", in_authority="local", to=(NNMT,))
    assert not rungs(scene, "vm1")["province"].done


@pytest.mark.parametrize(
    ("old", "new", "up"),
    [
        ("province", "ministry", True),
        ("council", "ministry", True),
        ("ministry", "council", True),
        ("ministry", "prime_minister", True),
        ("prime_minister", "ministry", False),
        ("ministry", "ministry", False),
        (None, "ministry", False),
    ],
)
def test_climbing(old: str | None, new: str, up: bool) -> None:
    assert climbs(old, new) is up


def test_the_office_has_a_default_term_with_its_basis(scene: Workbench) -> None:
    term = default_term(scene.repository, "ministry")
    assert (term.rule, term.n) == ("working_days", 15)
    assert "chưa có quy định chung" in term.basis


def test_the_setting_of_a_level_replaces_the_default(scene: Workbench) -> None:
    setting = create("s1", Setting(key="term.ministry", value='{"rule": "days", "n": 30, "basis": "Quy chế"}'))
    scene.commit(ChangeSet(Label("act.create", {"code": "s1"}), (setting,)))
    term = default_term(scene.repository, "ministry")
    assert (term.rule, term.n, term.basis) == ("days", 30, "Quy chế")


@pytest.mark.parametrize("value", ["", "{", '{"rule": "soon"}', '{"rule": "days", "n": 0}', "[]"])
def test_a_setting_that_says_nothing_leaves_the_default(scene: Workbench, value: str) -> None:
    setting = create("s1", Setting(key="term.ministry", value=value))
    scene.commit(ChangeSet(Label("act.create", {"code": "s1"}), (setting,)))
    assert default_term(scene.repository, "ministry").n == 15


def test_a_level_without_a_default_sets_no_term(scene: Workbench) -> None:
    assert default_term(scene.repository, None).rule == "none"
    assert default_term(scene.repository, "national_assembly").rule == "none"


def test_what_was_sent_to_the_council_stands_at_its_level(scene: Workbench) -> None:
    obstacle(scene, 1, "Chưa có quy trình", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm1", to=COUNCIL)).act)
    note = rungs(scene, "vm1")[COUNCIL].note
    assert text(note.key, **note.params) == "KN-2026-001 gửi ngày 12/10/2026, đang chờ trả lời"
