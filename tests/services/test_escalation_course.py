"""What happens to an escalation besides answers: signature, receipt, withdrawal, reminders, going higher, return."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.services.linkage_scene import NNMT, PM, furnish, letter, linked, obstacle, only, reply, state
from workbench.clock import FixedClock
from workbench.domain.submissions import Setting
from workbench.records.changes import ChangeSet, Label, create
from workbench.records.record import Record, Ref
from workbench.services import answering, escalating
from workbench.services.answering import AnswerLine
from workbench.services.escalation_moves import StepDraft, moves_of
from workbench.services.escalation_moves import propose as step
from workbench.services.ladder import ladder
from workbench.services.reminder_letter import reminder_letter
from workbench.services.reminding import ReminderDraft, may_remind_again, should_go_higher, unanswered
from workbench.services.reminding import propose as remind
from workbench.services.workbench import Workbench

SENT = date(2026, 10, 12)


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    """KN-2026-001 to the ministry with VM-2026-001 and 002, due 2 November."""
    furnish(record)
    for number in (1, 2):
        obstacle(record, number, f"Vướng mắc {number}", to=(NNMT,))
    record.commit(escalating.propose(record, letter("vm1", "vm2")).act)
    return record


def first(record: Workbench) -> Record[Any]:
    return next(r for r in record.repository.all("escalation") if r.values.code == "KN-2026-001")


def states(record: Workbench) -> list[str]:
    return linked(record).escalation_states(first(record).uid)


def stops(proposal: Any) -> list[str]:
    return [i.code for i in proposal.issues if i.severity == "stop"]


def checks(proposal: Any) -> list[str]:
    return [i.code for i in proposal.issues if i.severity == "check"]


def pass_to(clock: FixedClock, day: date) -> None:
    clock.at = clock.at.replace(year=day.year, month=day.month, day=day.day)


def reminder(record: Workbench, day: date, number: str = "", **values: Any) -> ReminderDraft:
    filled = {"document_date": day, "sent_date": day, "new_due": day + timedelta(days=10), **values}
    return ReminderDraft(first(record).uid, number or f"{day.day}/HĐĐPV", **filled)


# steps by hand


def test_a_draft_is_put_up_for_signature_once_it_is_complete(record: Workbench) -> None:
    furnish(record)
    obstacle(record, 1, "Vướng mắc 1", to=(NNMT,))
    kept = letter("vm1", to="", keep_as_draft=True)
    record.commit(escalating.propose(record, kept).act)
    uid = first(record).uid
    assert stops(step(record, StepDraft("submit", uid))) == ["escalate.no_addressee"]
    record.commit(escalating.propose(record, letter("vm1", keep_as_draft=True, continues=uid)).act)
    record.commit(step(record, StepDraft("submit", uid)).act)
    assert states(record) == ["for_signature"]
    record.commit(escalating.propose(record, letter("vm1", continues=uid)).act)
    assert states(record) == ["sent"]


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        (None, ["step.no_day"]),
        (date(2026, 10, 11), ["step.before_sending"]),
        (date(2026, 10, 14), ["step.future_day"]),
        (date(2026, 10, 12), []),
    ],
)
def test_receipt_is_noted_with_its_day(scene: Workbench, day: date | None, refused: list[str]) -> None:
    proposal = step(scene, StepDraft("receive", first(scene).uid, day))
    assert stops(proposal) == refused
    if not refused:
        scene.commit(proposal.act)
        assert states(scene) == ["received", "received"]
        assert first(scene).values.received_date == day


def test_work_under_way_moves_the_obstacles_too(scene: Workbench) -> None:
    scene.commit(step(scene, StepDraft("progress", first(scene).uid, reason="Đã giao Cục Thủy lợi")).act)
    assert states(scene) == ["processing", "processing"]
    assert state(scene, "obstacle", "vm1") == "in_progress"
    assert "progress" not in moves_of(linked(scene), first(scene).uid)


def test_withdrawing_needs_a_reason_and_leaves_the_obstacle_open(scene: Workbench) -> None:
    uid = first(scene).uid
    assert stops(step(scene, StepDraft("withdraw", uid))) == ["step.no_reason"]
    scene.commit(step(scene, StepDraft("withdraw", uid, reason="Đã tự xử lý")).act)
    assert states(scene) == ["withdrawn", "withdrawn"]
    found = linked(scene)
    assert found.obstacle_open(found.obstacles["vm1"])
    assert found.obstacle_status(found.obstacles["vm1"]) == "doing"
    assert moves_of(found, uid) == ()
    assert not escalating.propose(scene, letter("vm1", number="25/BC-HĐĐPV")).blocked


def test_only_what_is_unanswered_is_withdrawn(scene: Workbench, clock: FixedClock) -> None:
    pass_to(clock, date(2026, 11, 9))
    item = linked(scene).obstacle_items("vm1")[0].item.uid
    scene.commit(answering.propose(scene, reply(AnswerLine(item, "resolved", "Xong"))).act)
    scene.commit(step(scene, StepDraft("withdraw", first(scene).uid, reason="Không cần nữa")).act)
    assert states(scene) == ["resolved", "withdrawn"]


# reminders


def test_reminders_are_counted_and_each_needs_the_one_before(scene: Workbench, clock: FixedClock) -> None:
    pass_to(clock, date(2026, 11, 3))
    one = remind(scene, reminder(scene, date(2026, 11, 3)))
    assert one.nth == 1 and not one.blocked
    scene.commit(one.act)
    two = remind(scene, reminder(scene, date(2026, 11, 2), number="99/HĐĐPV"))
    assert two.nth == 2 and "remind.before_last" in stops(two)


def test_an_undated_reminder_holds_up_the_next(scene: Workbench, clock: FixedClock) -> None:
    from workbench.domain.escalations import Reminder

    made = Reminder(escalation=first(scene).uid, nth=1)
    scene.commit(ChangeSet(Label("act.create", {"code": "x"}), (create("r1", made),)))
    pass_to(clock, date(2026, 11, 3))
    assert "remind.earlier_undated" in stops(remind(scene, reminder(scene, date(2026, 11, 3))))


def test_a_reminder_before_the_deadline_is_questioned(scene: Workbench) -> None:
    assert "remind.not_late" in checks(remind(scene, reminder(scene, date(2026, 10, 20))))


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"sent_date": None}, "escalate.no_sent_date"),
        ({"document_date": None}, "escalate.no_document_date"),
        ({"document_date": date(2026, 11, 4)}, "escalate.sent_before_signed"),
        ({"new_due": date(2026, 11, 2)}, "remind.due_before_sent"),
    ],
)
def test_what_is_wrong_in_a_reminder_is_refused(
    scene: Workbench, clock: FixedClock, values: dict[str, Any], refused: str
) -> None:
    pass_to(clock, date(2026, 11, 3))
    assert refused in stops(remind(scene, reminder(scene, date(2026, 11, 3), **values)))


def test_a_number_of_the_letters_is_used_once(scene: Workbench, clock: FixedClock) -> None:
    pass_to(clock, date(2026, 11, 3))
    scene.commit(remind(scene, reminder(scene, date(2026, 11, 3), number="3/HĐĐPV")).act)
    again = remind(scene, reminder(scene, date(2026, 11, 3), number="03 / HĐĐPV"))
    assert "escalate.number_taken" in stops(again)


def test_nobody_is_reminded_of_what_was_answered(scene: Workbench, clock: FixedClock) -> None:
    pass_to(clock, date(2026, 11, 9))
    items = [v.item.uid for u in ("vm1", "vm2") for v in linked(scene).obstacle_items(u)]
    scene.commit(answering.propose(scene, reply(*(AnswerLine(i, "resolved", "Xong") for i in items))).act)
    assert "remind.nothing_waits" in stops(remind(scene, reminder(scene, date(2026, 11, 9))))


def twice_reminded(scene: Workbench, clock: FixedClock) -> str:
    for day in (date(2026, 11, 3), date(2026, 11, 17)):
        pass_to(clock, day)
        scene.commit(remind(scene, reminder(scene, day)).act)
    return str(first(scene).uid)


def test_after_two_in_vain_going_higher_is_proposed(scene: Workbench, clock: FixedClock) -> None:
    uid = twice_reminded(scene, clock)
    found = linked(scene)
    assert unanswered(found, uid) == 2 and should_go_higher(found, uid)
    assert not may_remind_again(found, uid)
    pass_to(clock, date(2026, 12, 1))
    assert may_remind_again(linked(scene), uid)
    assert "remind.go_higher" in checks(remind(scene, reminder(scene, date(2026, 12, 1))))
    assert next(r for r in ladder(linked(scene), ["vm1", "vm2"]) if r.suggested).organization == PM


def test_how_many_are_enough_is_the_offices_choice(scene: Workbench, clock: FixedClock) -> None:
    setting = Setting(key="reminders.most", value="3")
    scene.commit(ChangeSet(Label("act.edit", {"code": "x"}), (create("setting-remind", setting),)))
    assert not should_go_higher(linked(scene), twice_reminded(scene, clock))


def test_an_interim_answer_begins_the_count_anew(scene: Workbench, clock: FixedClock) -> None:
    uid = twice_reminded(scene, clock)
    pass_to(clock, date(2026, 11, 20))
    item = linked(scene).obstacle_items("vm1")[0].item.uid
    line = AnswerLine(item, "in_progress", "Đang xem xét", roadmap_date=date(2026, 12, 31))
    scene.commit(answering.propose(scene, reply(line, on=date(2026, 11, 20))).act)
    assert unanswered(linked(scene), uid) == 0


def test_the_letter_of_reminder_says_what_waits_since_when_and_by_when(scene: Workbench, clock: FixedClock) -> None:
    pass_to(clock, date(2026, 11, 3))
    scene.commit(remind(scene, reminder(scene, date(2026, 11, 3))).act)
    pass_to(clock, date(2026, 11, 17))
    made = reminder_letter(linked(scene), reminder(scene, date(2026, 11, 17)))
    words = "\n".join(line for block in made.document.blocks for line in block.as_lines())
    for wanted in (
        "24/BC-HĐĐPV", "ngày 02/11/2026", "đã đôn đốc lần 1 ngày 03/11/2026", "trước ngày 27/11/2026",
        "1. Ban hành quy trình vận hành (VM-2026-001).", "V/v đôn đốc trả lời kiến nghị",
    ):  # fmt: skip
        assert wanted in words, wanted


# going higher, being sent back


def test_what_goes_higher_leaves_the_lower_level_and_points_back(scene: Workbench, clock: FixedClock) -> None:
    uid = twice_reminded(scene, clock)
    pass_to(clock, date(2026, 12, 1))
    up = escalating.propose(scene, letter("vm1", "vm2", to=PM, on=date(2026, 12, 1), number="30/BC-HĐĐPV"))
    assert not up.blocked
    scene.commit(up.act)
    assert states(scene) == ["raised", "raised"]
    higher = next(r for r in scene.repository.all("escalation") if r.uid != uid)
    assert (higher.values.previous, higher.values.level) == (uid, "prime_minister")


def test_what_was_returned_is_drafted_anew_with_what_went_before(scene: Workbench, clock: FixedClock) -> None:
    pass_to(clock, date(2026, 11, 9))
    lines = [
        AnswerLine(v.item.uid, "returned", "Chưa rõ đề xuất")
        for u in ("vm1", "vm2")
        for v in linked(scene).obstacle_items(u)
    ]
    proposal = answering.propose(scene, reply(*lines))
    assert proposal.effect.drafts == 1
    scene.commit(proposal.act)
    assert states(scene) == ["returned", "returned"]
    anew = only([r for r in scene.repository.all("escalation") if r.values.previous == first(scene).uid])
    assert linked(scene).escalation_state(anew.uid) == "draft"
    assert anew.values.to_organization == NNMT and anew.values.sent_date is None
    assert state(scene, "obstacle", "vm1") == "in_progress"
    draft = escalating.draft_of(linked(scene), anew.uid)
    assert draft.obstacles == ("vm1", "vm2")
    scene.undo()
    assert scene.repository.get(Ref("escalation", anew.uid)) is None and states(scene) == ["sent", "sent"]
