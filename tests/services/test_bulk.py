"""One change to many records: what changes, what cannot and why, and one undo for all of it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.services.linkage_scene import furnish, obstacle
from workbench.records.record import Ref
from workbench.services.bulk import assign_officer, set_due
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


def test_an_officer_is_given_to_those_who_have_another(scene: Workbench) -> None:
    plan = assign_officer(scene.repository, refs(1, 2, 3), "Lê Thị Hạnh")
    assert (plan.changed, plan.same, plan.refused) == (2, 1, ())
    scene.commit(plan.act)
    assert {scene.repository.need(ref).values.officer for ref in refs(1, 2, 3)} == {"Lê Thị Hạnh"}


def test_all_of_it_is_one_undo(scene: Workbench) -> None:
    before = [scene.repository.need(ref).values for ref in refs(1, 2, 3)]
    scene.commit(assign_officer(scene.repository, refs(1, 2, 3), "Trần Minh Đức").act)
    scene.undo()
    assert [scene.repository.need(ref).values for ref in refs(1, 2, 3)] == before


def test_a_due_date_is_not_set_where_it_makes_no_sense(scene: Workbench) -> None:
    plan = set_due(scene.repository, refs(1, 2, 3), date(2026, 8, 1))
    assert [(r.code, r.reason, r.state) for r in plan.refused] == [
        ("VM-2026-002", "bulk.settled", "resolved"),
        ("VM-2026-003", "bulk.before_raised", ""),
    ]
    assert plan.changed == 1
