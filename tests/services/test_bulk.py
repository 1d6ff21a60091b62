"""One change to many records: what changes, what cannot and why, and one undo for all of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.building import new, write
from tests.services.linkage_scene import furnish, obstacle
from workbench.errors import Cancelled
from workbench.progress import Silent
from workbench.records.record import Record, Ref
from workbench.services.bulk import assign_officer, set_assessment, set_course, set_due
from workbench.services.workbench import Workbench


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    obstacle(record, 1, "Cống ngăn mặn", state="classified", officer="Lê Thị Hạnh")
    obstacle(record, 2, "Cát đắp nền", state="resolved")
    obstacle(record, 3, "Nút giao", state="new", raised_date=date(2026, 9, 1))
    return record


def refs(*numbers: int) -> list[Ref]:
    return [Ref("obstacle", f"vm{number}") for number in numbers]


def held(scene: Workbench, *numbers: int) -> list[Record[Any]]:
    return [scene.repository.need(ref) for ref in refs(*numbers)]


def test_an_officer_is_given_to_those_who_have_another(scene: Workbench) -> None:
    plan = assign_officer(held(scene, 1, 2, 3), "Lê Thị Hạnh")
    assert (plan.changed, plan.same, plan.refused) == (2, 1, ())
    scene.commit(plan.act)
    assert {scene.repository.need(ref).values.officer for ref in refs(1, 2, 3)} == {"Lê Thị Hạnh"}


def test_all_of_it_is_one_undo(scene: Workbench) -> None:
    before = [scene.repository.need(ref).values for ref in refs(1, 2, 3)]
    scene.commit(assign_officer(held(scene, 1, 2, 3), "Trần Minh Đức").act)
    scene.undo()
    assert [scene.repository.need(ref).values for ref in refs(1, 2, 3)] == before


def test_a_due_date_is_not_set_where_it_makes_no_sense(scene: Workbench) -> None:
    plan = set_due(held(scene, 1, 2, 3), date(2026, 8, 1))
    assert [(r.code, r.reason, r.state) for r in plan.refused] == [
        ("VM-2026-002", "bulk.settled", "resolved"),
        ("VM-2026-003", "bulk.before_raised", ""),
    ]
    assert plan.changed == 1


def test_an_agreement_that_no_longer_holds_keeps_its_course(scene: Workbench) -> None:
    write(
        scene,
        new("agreement", "x1", title="Nước ngọt", state="in_force", implementation="doing"),
        new("agreement", "x2", title="Bến cảng", state="terminated", implementation="doing"),
    )
    plan = set_course([scene.repository.need(Ref("agreement", uid)) for uid in ("x1", "x2")], "done")
    assert (plan.changed, [(r.reason, r.state) for r in plan.refused]) == (1, [("bulk.ended", "terminated")])


def test_tasks_are_assessed_together_and_a_pause_needs_words(scene: Workbench) -> None:
    write(
        scene,
        new("task", "t1", source="agreement", content="Lắp trạm đo", status="doing", percent=40),
        new("task", "t2", source="agreement", content="Nạo vét", status="done", percent=100),
    )
    plan = set_assessment(scene.repository.all("task"), "done")
    assert (plan.changed, plan.same, plan.refused) == (1, 1, ())
    scene.commit(plan.act)
    assert [(task.values.status, task.values.percent) for task in scene.repository.all("task")] == [("done", 100)] * 2
    paused = set_assessment(scene.repository.all("task"), "paused")
    assert (paused.changed, {refusal.reason for refusal in paused.refused}) == (0, {"bulk.pause_with_words"})


def test_a_task_and_a_mechanism_have_a_due_date_while_they_run(scene: Workbench) -> None:
    write(
        scene,
        new("task", "t1", source="agreement", content="Lắp trạm đo", status="doing", due_text="trong quý IV"),
        new("task", "t2", source="agreement", content="Nạo vét", status="done"),
        new("mechanism", "m1", title="Quỹ chung", state="proposed"),
        new("mechanism", "m2", title="Đặt hàng", state="issued"),
    )
    day = date(2026, 12, 31)
    for entity, words in (("task", "done"), ("mechanism", "issued")):
        plan = set_due(scene.repository.all(entity), day)
        assert (plan.changed, [refusal.state for refusal in plan.refused]) == (1, [words])
        scene.commit(plan.act)
    task = scene.repository.need(Ref("task", "t1")).values
    assert (task.due_date, task.due_text) == (day, None)


def test_a_long_act_tells_how_far_it_is_and_is_taken_back_when_stopped(scene: Workbench) -> None:
    seen: list[tuple[int, int]] = []

    class Watched:
        def step(self, done: int, total: int, key: str = "") -> None:
            seen.append((done, total))
            if len(seen) == 2:
                raise Cancelled

    plan = assign_officer(held(scene, 1, 2, 3), "Trần Minh Đức")
    before, texts = scene.journal.head(), scene.database.rows("SELECT * FROM search_text ORDER BY id")
    with pytest.raises(Cancelled):
        scene.commit(plan.act, Watched())
    assert seen == [(0, 6), (3, 6)]
    assert scene.journal.head() == before and held(scene, 1)[0].values.officer == "Lê Thị Hạnh"
    assert scene.database.rows("SELECT * FROM search_text ORDER BY id") == texts
    assert list(scene.lists.stale()) == [] and list(scene.search.stale()) == []
    scene.commit(plan.act, Silent())
    assert held(scene, 1)[0].values.officer == "Trần Minh Đức"
