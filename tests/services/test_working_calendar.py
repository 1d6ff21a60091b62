"""Changing the calendar: which deadlines move, from when to when, before it is written; then one act."""

from __future__ import annotations

from datetime import date

import pytest

from tests.services.linkage_scene import NNMT, TC, furnish, letter, linked, obstacle, only
from workbench.clock import FixedClock
from workbench.domain.deadlines import Term, deadline
from workbench.services.council import calendar_of
from workbench.services.escalating import propose
from workbench.services.workbench import Workbench
from workbench.services.working_calendar import CalendarPlan, DayEdit, calendar_of_version, plan, plan_roll

SWAP = (
    DayEdit(date(2026, 10, 19), "swap_off", "Nghỉ hoán đổi", "123/VPCP-KGVX ngày 01/10/2026"),
    DayEdit(date(2026, 10, 24), "work", "Làm bù", "123/VPCP-KGVX ngày 01/10/2026"),
)
STORM = DayEdit(date(2026, 10, 20), "off", "Nghỉ do bão", "Công điện 99/CĐ-TTg")


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    obstacle(record, 1, "Chưa có quy trình vận hành", to=(NNMT,))
    obstacle(record, 2, "Thiếu vốn đối ứng", to=(TC,))
    return record


def send(record: Workbench, *uids: str, **values: object) -> str:
    made = propose(record, letter(*uids, **values))
    assert not made.blocked
    record.commit(made.act)
    return made.code


def due(record: Workbench, code: str) -> date | None:
    found: date | None = only(record.repository.where("escalation", code=code)).values.due_date
    return found


def test_what_moves_is_listed_from_when_to_when_and_nothing_is_written(scene: Workbench) -> None:
    code = send(scene, "vm1")
    head = scene.journal.head()
    found = plan(scene, (STORM,))
    [moved] = found.moved
    assert (moved.code, moved.old, moved.new) == (code, date(2026, 11, 2), date(2026, 11, 3))
    assert moved.to == "Bộ Nông nghiệp và Môi trường"
    assert scene.journal.head() == head
    assert due(scene, code) == date(2026, 11, 2)


def test_applying_moves_days_and_deadlines_in_one_act_that_undo_takes_back(scene: Workbench) -> None:
    code = send(scene, "vm1")
    before = calendar_of(scene.repository).version
    scene.commit(plan(scene, (STORM,)).act)
    assert due(scene, code) == date(2026, 11, 3)
    assert only(scene.repository.where("escalation", code=code)).values.calendar_version != before
    scene.undo()
    assert due(scene, code) == date(2026, 11, 2)
    assert calendar_of(scene.repository).version == before


def test_a_swap_moves_what_ends_between_its_days_and_no_more(scene: Workbench) -> None:
    ends_between = send(scene, "vm1", term=Term("working_days", 6), number="24/BC-HĐĐPV")
    ends_after = send(scene, "vm2", to=TC, number="25/BC-HĐĐPV")
    found = plan(scene, SWAP)
    assert [(m.code, m.old, m.new) for m in found.moved] == [(ends_between, date(2026, 10, 20), date(2026, 10, 21))]
    scene.commit(found.act)
    assert due(scene, ends_after) == date(2026, 11, 2)


def test_a_day_set_by_the_officer_is_kept_and_said_so(scene: Workbench) -> None:
    code = send(scene, "vm1", due_override=date(2026, 11, 10), due_reason="Họp Hội đồng ngày 12/11")
    found = plan(scene, (STORM,))
    assert found.moved == ()
    assert [m.code for m in found.kept] == [code]
    scene.commit(found.act)
    assert due(scene, code) == date(2026, 11, 10)


def test_what_was_answered_keeps_the_deadline_it_had(scene: Workbench) -> None:
    from tests.services.linkage_scene import reply
    from workbench.services.answering import AnswerLine
    from workbench.services.answering import propose as answer

    code = send(scene, "vm1")
    [item] = linked(scene).items
    line = AnswerLine(item, "resolved", "Đã ban hành quy trình")
    scene.commit(answer(scene, reply(line, on=date(2026, 10, 12))).act)
    assert plan(scene, (STORM,)).moved == ()
    assert due(scene, code) == date(2026, 11, 2)


def test_terms_that_do_not_count_days_do_not_move(scene: Workbench) -> None:
    send(scene, "vm1", term=Term("in_month", text="trong tháng 10/2026"))
    assert plan(scene, (DayEdit(date(2026, 10, 30), "off", "Nghỉ", "Quyết định"),)).moved == ()


def test_a_day_already_so_changes_nothing(scene: Workbench) -> None:
    scene.commit(plan(scene, (STORM,)).act)
    again = plan(scene, (STORM,))
    assert again.act.is_empty and again.days == ()


def test_an_ordinary_day_again(scene: Workbench) -> None:
    code = send(scene, "vm1")
    scene.commit(plan(scene, (STORM,)).act)
    scene.commit(plan(scene, (DayEdit(STORM.day, None),)).act)
    assert due(scene, code) == date(2026, 11, 2)
    assert calendar_of(scene.repository).is_working_day(STORM.day)


def stops(found: CalendarPlan) -> list[str]:
    return [issue.code for issue in found.issues if issue.severity == "stop"]


def test_every_day_needs_its_name_and_its_legal_basis(scene: Workbench) -> None:
    found = plan(scene, (DayEdit(date(2026, 10, 20), "off"),))
    assert stops(found) == ["calendar.no_name", "calendar.no_basis"]
    assert found.blocked


def test_days_that_change_nothing_of_their_weekday_are_pointed_out(scene: Workbench) -> None:
    monday, saturday = date(2026, 10, 19), date(2026, 10, 24)
    found = plan(scene, (DayEdit(monday, "work", "Làm bù", "QĐ"), DayEdit(saturday, "swap_off", "Nghỉ bù", "QĐ")))
    assert [i.code for i in found.issues] == ["calendar.already_worked", "calendar.already_off"]
    assert not found.blocked


def test_an_old_deadline_can_be_counted_again_by_its_own_calendar(scene: Workbench) -> None:
    code = send(scene, "vm1")
    values = only(scene.repository.where("escalation", code=code)).values
    moved_on = (STORM, DayEdit(date(2026, 11, 24), None), *SWAP)
    for edit in moved_on:
        act = plan(scene, (edit,)).act
        # the deadline itself is left as it was set, as with one answered long ago
        scene.commit(type(act)(act.label, tuple(c for c in act.changes if c.ref.entity == "calendar_day")))
    used = calendar_of_version(scene, values.calendar_version)
    assert used is not None and used.version == values.calendar_version
    term = Term("working_days", 15)
    assert deadline(term, date(2026, 10, 12), used).day == date(2026, 11, 2)
    assert deadline(term, date(2026, 10, 12), calendar_of(scene.repository)).day == date(2026, 11, 3)
    assert calendar_of_version(scene, "0" * 12) is None


def test_the_rule_on_days_off_lists_and_moves_deadlines_too(scene: Workbench, clock: FixedClock) -> None:
    code = send(scene, "vm1", term=Term("days", 20))  # 1/11/2026 is a Sunday
    assert due(scene, code) == date(2026, 11, 2)
    found = plan_roll(scene, rolls=False)
    assert [(m.old, m.new) for m in found.moved] == [(date(2026, 11, 2), date(2026, 11, 1))]
    scene.commit(found.act)
    assert due(scene, code) == date(2026, 11, 1)
    scene.commit(plan_roll(scene, rolls=True).act)
    assert due(scene, code) == date(2026, 11, 2)
