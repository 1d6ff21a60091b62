"""A column copied from a spreadsheet: what is one, and what it would change."""

from __future__ import annotations

import pytest

from tests.building import new, write
from tests.services.linkage_scene import furnish, linked, obstacle
from workbench.errors import Cancelled, StaleRecord
from workbench.records.record import Ref
from workbench.services.pasting import column_of, plan_paste
from workbench.services.workbench import Workbench

REFS = [Ref("obstacle", f"vm{number}") for number in (1, 2, 3)]


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    obstacle(record, 1, "Cống ngăn mặn", officer="Lê Thị Hạnh")
    obstacle(record, 2, "Cát đắp nền", officer="Trần Minh Đức")
    obstacle(record, 3, "Nút giao")
    return record


@pytest.mark.parametrize(
    ("copied", "values"),
    [
        ("a\r\nb\r\n", ("a", "b")),
        ("a\n\nb\n\n\n", ("a", "", "b")),
        ('"Lê Thị\nHạnh"\nb', ("Lê Thị Hạnh", "b")),
        ("  a  b \n", ("a b",)),
        ('"a\nb"c\nd', ("a", 'b"c', "d")),
        ("a\rb\r", ("a", "b")),
        ("a\tb\nc\td\n", None),
        ("", None),
        ("\n\n", None),
    ],
)
def test_what_a_copied_column_holds(copied: str, values: tuple[str, ...] | None) -> None:
    assert column_of(copied) == values


def test_each_record_is_told_with_what_it_becomes_and_nothing_is_written(scene: Workbench) -> None:
    before = scene.journal.head()
    plan = plan_paste(scene, linked(scene), REFS, "officer", ["Nguyễn A", "", "Nguyễn B", "Nguyễn C"])
    assert [(line.code, line.after, line.why) for line in plan.lines] == [
        ("VM-2026-001", "Nguyễn A", ""), ("VM-2026-003", "Nguyễn B", ""),
    ]  # fmt: skip
    assert (plan.changed, plan.blank, plan.spare) == (2, 1, 1)
    assert scene.journal.head() == before
    scene.commit(plan.act)
    assert scene.repository.need(REFS[0]).values.officer == "Nguyễn A"
    assert scene.repository.need(REFS[1]).values.officer is not None  # a blank took nothing away


def test_what_stands_there_already_is_no_change(scene: Workbench) -> None:
    held = str(scene.repository.need(REFS[0]).values.officer)
    plan = plan_paste(scene, linked(scene), REFS, "officer", [held])
    assert (plan.same, plan.lines, plan.act.is_empty) == (1, (), True)


def test_the_value_of_a_record_that_is_gone_goes_to_no_other(scene: Workbench) -> None:
    plan = plan_paste(scene, linked(scene), [REFS[0], None, REFS[2]], "officer", ["A", "B", "C"])
    assert [(line.code, line.after) for line in plan.lines] == [("VM-2026-001", "A"), ("VM-2026-003", "C")]
    assert plan.spare == 1


def test_what_was_changed_after_it_was_shown_is_not_written_over(scene: Workbench) -> None:
    plan = plan_paste(scene, linked(scene), REFS[:2], "officer", ["A", "B"])
    scene.commit(plan_paste(scene, linked(scene), REFS[1:2], "officer", ["Z"]).act)
    with pytest.raises(StaleRecord):
        scene.commit(plan.act)
    assert [scene.repository.need(ref).values.officer for ref in REFS[:2]] == ["Lê Thị Hạnh", "Z"]


def test_a_long_column_can_be_stopped_while_it_is_worked_out(scene: Workbench) -> None:
    class Stopped:
        def step(self, done: int, total: int, key: str = "") -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        plan_paste(scene, linked(scene), REFS, "officer", ["A", "B", "C"], Stopped())


def test_a_percentage_brings_its_report_along(scene: Workbench) -> None:
    for uid, percent in (("nv2", 60), ("nv3", 40)):
        write(
            scene,
            new(
                "task",
                uid,
                code=uid.upper(),
                content="Lắp trạm đo",
                status="doing",
                percent=percent,
                source="conclusions",
            ),
        )
    tasks = [Ref("task", uid) for uid in ("nv2", "nv3")]
    plan = plan_paste(scene, linked(scene), tasks, "percent", ["75%", "nhiều"])
    assert [(line.before, line.after, bool(line.why)) for line in plan.lines] == [
        ("60", "75", False), ("40", "nhiều", True),
    ]  # fmt: skip
    assert {change.ref.entity for change in plan.act.changes} == {"task", "progress_entry"} and plan.changed == 1
