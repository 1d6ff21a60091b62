"""Recording an answer: what each line does to its item, its obstacle, and what follows from it."""

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
    only,
    reply,
    state,
)
from workbench.clock import FixedClock
from workbench.records.changes import Attachment
from workbench.records.record import Ref
from workbench.services import escalating
from workbench.services.answering import AnswerDraft, AnswerLine, AnswerProposal, propose, waiting_items
from workbench.services.workbench import Workbench


@pytest.fixture
def scene(record: Workbench, clock: FixedClock) -> Workbench:
    """Two letters to one ministry: KN-2026-001 with VM-2026-001 and 002, KN-2026-002 with VM-2026-003."""
    furnish(record)
    for number in (1, 2, 3):
        obstacle(record, number, f"Vướng mắc {number}", to=(NNMT,))
    record.commit(escalating.propose(record, letter("vm1", "vm2")).act)
    record.commit(escalating.propose(record, letter("vm3", number="25/BC-HĐĐPV", on=date(2026, 10, 14))).act)
    clock.at = clock.at.replace(month=11, day=9)
    return record


def item(record: Workbench, obstacle: str, ask: int = 1) -> str:
    """The newest item of an ask."""
    return linked(record).items_of_recommendation[f"{obstacle}-{ask}"][-1].item.uid


def line(record: Workbench, obstacle: str, outcome: str, **values: object) -> AnswerLine:
    filled = {"extract": "Theo văn bản", **values}
    return AnswerLine(item(record, obstacle), outcome, **filled)  # type: ignore[arg-type]


def answer(record: Workbench, *lines: AnswerLine, **values: object) -> AnswerProposal:
    proposal = propose(record, reply(*lines, **values))
    record.commit(proposal.act)
    return proposal


def stops(proposal: AnswerProposal) -> list[str]:
    return [issue.code for issue in proposal.issues if issue.severity == "stop"]


def everything(record: Workbench) -> dict[str, list[object]]:
    return {key: [(r.ref, r.values) for r in record.repository.all(key)] for key in record.repository.entities}


# outcomes


@pytest.mark.parametrize(
    ("outcome", "item_state", "obstacle_state"),
    [
        ("resolved", "resolved", "resolved"),
        ("explained", "explained", "explained"),
        ("partial", "processing", "in_progress"),
        ("in_progress", "processing", "in_progress"),
        ("returned", "returned", "in_progress"),
    ],
)
def test_each_outcome(scene: Workbench, outcome: str, item_state: str, obstacle_state: str) -> None:
    asked = item(scene, "vm1")
    answer(scene, line(scene, "vm1", outcome))
    assert state(scene, "escalation_item", asked) == item_state
    assert state(scene, "obstacle", "vm1") == obstacle_state


def test_one_answer_settles_items_of_several_letters(scene: Workbench) -> None:
    proposal = answer(scene, *(line(scene, vm, "resolved") for vm in ("vm1", "vm2", "vm3")))
    assert proposal.effect.escalations == ("KN-2026-001", "KN-2026-002")
    assert proposal.effect.settled == ("VM-2026-001", "VM-2026-002", "VM-2026-003")
    assert proposal.effect.still_open == ()
    assert [state(scene, "obstacle", vm) for vm in ("vm1", "vm2", "vm3")] == ["resolved"] * 3


def test_what_the_document_does_not_mention_stays_as_it_is(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "resolved"))
    assert state(scene, "obstacle", "vm2") == "escalated"
    assert linked(scene).escalation_status(linked(scene).items[item(scene, "vm1")].escalation.uid) == "part"


def test_an_obstacle_is_settled_when_all_its_asks_are(scene: Workbench) -> None:
    obstacle(scene, 4, "Hai kiến nghị", "Sửa quy định", "Bố trí vốn", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm4", number="26/BC-HĐĐPV")).act)
    first = propose(scene, reply(AnswerLine(item(scene, "vm4", 1), "resolved", "Đã sửa")))
    assert first.effect.still_open == ("VM-2026-004",)
    scene.commit(first.act)
    assert state(scene, "obstacle", "vm4") == "in_progress"
    answer(scene, AnswerLine(item(scene, "vm4", 2), "explained", "Không bố trí"), number="2000/BNNMT-TL")
    assert state(scene, "obstacle", "vm4") == "explained"


def test_asked_at_two_ministries_one_answer_does_not_settle_it(scene: Workbench) -> None:
    scene.commit(escalating.propose(scene, letter("vm1", to=TC, number="27/BC-HĐĐPV", on=date(2026, 10, 15))).act)
    answer(scene, line(scene, "vm1", "resolved"), from_organization=TC, number="99/BTC-NSNN")
    assert state(scene, "obstacle", "vm1") == "escalated"


def test_the_newest_answer_decides(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "in_progress"))
    answer(scene, line(scene, "vm1", "resolved"), number="1300/BNNMT-TL", on=date(2026, 11, 9))
    assert state(scene, "obstacle", "vm1") == "resolved"
    assert len(scene.repository.all("answer_item")) == 2


# what follows


def test_a_roadmap_moves_the_running_deadline_and_keeps_the_first_one(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "in_progress", roadmap_date=date(2026, 12, 15)))
    stand = linked(scene)
    view = stand.items[item(scene, "vm1")]
    assert view.due == date(2026, 12, 15)
    assert view.escalation.values.due_date == date(2026, 11, 2)
    assert stand.obstacle_due(stand.obstacles["vm1"]) == date(2026, 12, 15)


def test_work_that_is_assigned_becomes_a_task_and_settles_nothing(scene: Workbench) -> None:
    answer(
        scene,
        line(
            scene,
            "vm1",
            "in_progress",
            assigned_lead=NNMT,
            deliverable="Quy trình",
            roadmap_date=date(2026, 12, 15),
        ),
    )
    task = only(scene.repository.all("task")).values
    assert (task.code, task.source, task.lead, task.deliverable, task.due_date, task.status) == (
        "NV-2026-001",
        "answer",
        NNMT,
        "Quy trình",
        date(2026, 12, 15),
        "doing",
    )
    assert state(scene, "obstacle", "vm1") == "in_progress"


def test_an_answer_without_assignment_makes_no_task(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "in_progress"))
    assert scene.repository.all("task") == []


def test_what_is_forwarded_is_followed_at_the_other_body(scene: Workbench) -> None:
    proposal = answer(scene, *(line(scene, vm, "forwarded", forwarded_to=TC) for vm in ("vm1", "vm2")))
    followed = scene.repository.all("escalation")[-1]
    assert (followed.values.code, followed.values.to_organization, followed.values.sent_date) == (
        "KN-2026-003",
        TC,
        date(2026, 11, 5),
    )
    assert linked(scene).escalations[followed.values.previous].values.code == "KN-2026-001"
    assert followed.values.due_date == date(2026, 11, 27)  # fifteen working days, 24 November is a holiday
    assert [v.state for v in linked(scene).obstacle_items("vm1")] == ["forwarded", "sent"]
    assert proposal.effect.still_open == ("VM-2026-001", "VM-2026-002")


def test_forwarded_from_two_letters_is_followed_by_two(scene: Workbench) -> None:
    answer(scene, *(line(scene, vm, "forwarded", forwarded_to=TC) for vm in ("vm1", "vm3")))
    assert [e.values.code for e in scene.repository.all("escalation")[2:]] == ["KN-2026-003", "KN-2026-004"]


def test_forwarded_needs_to_be_told_where(scene: Workbench) -> None:
    assert stops(propose(scene, reply(line(scene, "vm1", "forwarded")))) == ["answer.no_forward"]


def test_what_was_sent_back_can_go_higher(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "returned"))
    scene.commit(escalating.propose(scene, letter("vm1", to=PM, number="30/BC-HĐĐPV", on=date(2026, 11, 9))).act)
    states = [v.state for v in linked(scene).obstacle_items("vm1")]
    assert sorted(states) == ["raised", "sent", "withdrawn"]  # the draft to the lower level is given up


def test_undo_restores_everything(scene: Workbench) -> None:
    before = everything(scene)
    answer(
        scene,
        line(scene, "vm1", "resolved"),
        line(scene, "vm2", "in_progress", assigned_lead=TC, roadmap_date=date(2026, 12, 15)),
        line(scene, "vm3", "forwarded", forwarded_to=TC),
    )
    scene.undo()
    assert everything(scene) == before


# the paper


def test_the_document_is_kept_with_its_issuer_and_file(scene: Workbench) -> None:
    file = Attachment("ab" * 32, "CV-1234.pdf", b"%PDF-1.7")
    answer(scene, line(scene, "vm1", "resolved"), attachment=file, subject="V/v quy trình vận hành")
    paper = scene.repository.where("document", direction="in")[0].values
    assert (paper.full_number, paper.issuer, paper.subject, paper.attachment_name) == (
        "1234/BNNMT-TL",
        NNMT,
        "V/v quy trình vận hành",
        "CV-1234.pdf",
    )


def test_more_of_a_known_paper_adds_no_second_paper(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "resolved"))
    more = propose(scene, reply(line(scene, "vm2", "resolved")))
    assert [i.code for i in more.issues] == ["answer.known_document"]
    scene.commit(more.act)
    assert len(scene.repository.where("document", direction="in")) == 1
    assert len(scene.repository.all("answer")) == 2


def test_the_same_number_of_another_body_is_another_paper(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "in_progress"))
    other = propose(scene, reply(line(scene, "vm1", "resolved"), from_organization=COUNCIL))
    assert [i.code for i in other.issues] == []


# what stands against it


def test_missing_parts_are_named_at_their_fields(scene: Workbench) -> None:
    proposal = propose(scene, AnswerDraft())
    assert {(i.code, i.field) for i in proposal.issues} == {
        ("answer.no_sender", "from_organization"),
        ("answer.no_number", "number"),
        ("answer.no_date", "document_date"),
        ("answer.no_received_date", "received_date"),
        ("answer.no_line", "lines"),
    }


def test_an_answer_is_not_older_than_the_letter(scene: Workbench) -> None:
    early = reply(line(scene, "vm1", "resolved"), on=date(2026, 10, 9))
    assert stops(propose(scene, early)) == ["answer.before_sending"]


def test_an_answer_is_not_received_before_it_is_issued(scene: Workbench) -> None:
    odd = reply(line(scene, "vm1", "resolved"), received_date=date(2026, 11, 4))
    assert stops(propose(scene, odd)) == ["answer.received_before_issued"]


def test_a_line_without_words_asks_for_a_look(scene: Workbench) -> None:
    proposal = propose(scene, reply(line(scene, "vm1", "resolved", extract="")))
    assert [i.code for i in proposal.issues] == ["answer.no_extract"]
    assert not proposal.blocked


def test_what_was_handed_on_is_not_answered_there_again(scene: Workbench) -> None:
    same_item = line(scene, "vm1", "explained")
    answer(scene, line(scene, "vm1", "forwarded", forwarded_to=TC))
    again = propose(scene, reply(same_item, number="1400/BNNMT-TL"))
    assert [i.code for i in again.issues if i.severity == "stop"] == ["answer.settled_item"]


def test_a_newer_answer_classifies_anew_but_a_settled_obstacle_stays_settled(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "resolved"))
    again = propose(scene, reply(line(scene, "vm1", "in_progress"), number="1400/BNNMT-TL"))
    assert "answer.obstacle_settled" in [i.code for i in again.issues]
    scene.commit(again.act)
    assert state(scene, "obstacle", "vm1") == "resolved"


def test_an_older_paper_recorded_later_changes_no_state(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "in_progress"), on=date(2026, 11, 5))
    late = propose(scene, reply(line(scene, "vm1", "resolved"), number="1100/BNNMT-TL", on=date(2026, 11, 2)))
    assert "answer.overtaken" in [i.code for i in late.issues]
    scene.commit(late.act)
    assert state(scene, "obstacle", "vm1") == "in_progress"


def test_an_answer_to_be_made_clear_settles_nothing_until_a_clearer_one(scene: Workbench) -> None:
    answer(scene, line(scene, "vm1", "explained", satisfied="unclear"))
    assert state(scene, "obstacle", "vm1") == "in_progress"
    assert any(v.unclear for views in waiting_items(linked(scene), NNMT).values() for v in views)
    answer(scene, line(scene, "vm1", "explained", satisfied="satisfied"), number="1400/BNNMT-TL", on=date(2026, 11, 9))
    assert state(scene, "obstacle", "vm1") == "explained"


def test_what_is_settled_can_be_closed_in_the_same_act(scene: Workbench) -> None:
    proposal = propose(scene, reply(line(scene, "vm1", "resolved"), close=True))
    assert proposal.effect.settled == ("VM-2026-001",)
    scene.commit(proposal.act)
    closed = scene.repository.need(Ref("obstacle", "vm1")).values
    assert (closed.state, closed.closed_date) == ("closed", date(2026, 11, 5))


def test_what_is_returned_needs_its_reason(scene: Workbench) -> None:
    proposal = propose(scene, reply(line(scene, "vm1", "returned", extract="")))
    assert "answer.no_reason" in [i.code for i in proposal.issues if i.severity == "stop"]


# what waits


def test_waiting_items_stand_by_letter_in_order_of_sending(scene: Workbench) -> None:
    found = waiting_items(linked(scene), NNMT)
    assert [linked(scene).escalations[uid].values.code for uid in found] == ["KN-2026-001", "KN-2026-002"]
    assert [len(views) for views in found.values()] == [2, 1]


def test_nothing_waits_at_a_body_that_was_not_asked(scene: Workbench) -> None:
    assert waiting_items(linked(scene), TC) == {}


def test_what_is_settled_waits_no_more(scene: Workbench) -> None:
    answer(scene, line(scene, "vm3", "resolved"))
    assert len(waiting_items(linked(scene), NNMT)) == 1


def test_a_paper_of_a_body_that_was_not_there_that_day_asks_for_a_look(scene: Workbench) -> None:
    def questioned(day: date, sender: str) -> bool:
        proposal = propose(scene, reply(line(scene, "vm1", "resolved"), document_date=day, from_organization=sender))
        return "answer.not_in_force" in [issue.code for issue in proposal.issues]

    assert questioned(date(2026, 11, 5), NNPTNT) and not questioned(date(2026, 11, 5), NNMT)
    assert questioned(date(2025, 2, 28), NNMT) and not questioned(date(2025, 2, 28), NNPTNT)
