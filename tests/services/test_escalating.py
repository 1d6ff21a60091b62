"""Escalating: number, dates, deadline in working days, what it moves, and what stands against it."""

from __future__ import annotations

from dataclasses import replace
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
    state,
)
from workbench.clock import FixedClock
from workbench.domain.deadlines import Term
from workbench.records.record import Ref
from workbench.services.escalating import EscalationDraft, EscalationProposal, draft_of, propose, suggest_number
from workbench.services.workbench import Workbench


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    obstacle(record, 1, "Chưa có quy trình vận hành", to=(NNMT,))
    return record


def stops(proposal: EscalationProposal) -> list[str]:
    return [issue.code for issue in proposal.issues if issue.severity == "stop"]


def checks(proposal: EscalationProposal) -> list[str]:
    return [issue.code for issue in proposal.issues if issue.severity == "check"]


def due(record: Workbench, start: date, term: Term) -> date | None:
    found = propose(record, letter("vm1", on=start, term=term)).deadline
    assert found is not None
    return found.day


def everything(record: Workbench) -> dict[str, list[object]]:
    return {key: [(r.ref, r.values) for r in record.repository.all(key)] for key in record.repository.entities}


# deadlines


@pytest.mark.parametrize(
    ("start", "n", "day"),
    [
        (date(2026, 10, 12), 15, date(2026, 11, 2)),  # three plain weeks
        (date(2026, 2, 12), 5, date(2026, 2, 26)),  # Tết, 16 to 20 February
        (date(2026, 1, 6), 5, date(2026, 1, 12)),  # Saturday 10 January is worked
        (date(2026, 11, 20), 3, date(2026, 11, 26)),  # 24 November is a holiday
        (date(2025, 12, 31), 1, date(2026, 1, 5)),  # 1 January, then 2 January in exchange, then the weekend
    ],
)
def test_working_days(scene: Workbench, start: date, n: int, day: date) -> None:
    assert due(scene, start, Term("working_days", n)) == day


def test_calendar_days_that_end_in_tet_run_to_the_next_working_day(scene: Workbench) -> None:
    assert due(scene, date(2026, 2, 7), Term("days", 10)) == date(2026, 2, 23)


def test_month_and_quarter_end_on_their_last_day(scene: Workbench) -> None:
    start = date(2026, 10, 12)
    assert due(scene, start, Term("in_month", text="tháng 11/2026")) == date(2026, 11, 30)
    assert due(scene, start, Term("in_quarter", text="quý IV/2026")) == date(2026, 12, 31)


def test_a_year_without_holidays_gives_a_provisional_deadline(scene: Workbench) -> None:
    proposal = propose(scene, letter("vm1", on=date(2026, 12, 28)))
    assert proposal.deadline is not None and proposal.deadline.provisional
    assert "escalate.provisional" in checks(proposal)


def test_the_deadline_is_kept_with_its_grounds(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1")).act)
    kept = only(scene.repository.all("escalation")).values
    assert (kept.due_rule, kept.due_n, kept.due_start, kept.due_basis) == (
        "working_days",
        15,
        date(2026, 10, 12),
        "Mặc định",
    )
    assert kept.due_date == date(2026, 11, 2)
    assert kept.calendar_version


def test_another_day_needs_a_reason(scene: Workbench) -> None:
    draft = letter("vm1", due_override=date(2026, 10, 30))
    assert stops(propose(scene, draft)) == ["escalate.no_due_reason"]
    reasoned = propose(scene, replace(draft, due_reason="Theo đề nghị của địa phương"))
    scene.commit(reasoned.act)
    assert only(scene.repository.all("escalation")).values.due_date == date(2026, 10, 30)


@pytest.mark.parametrize("n", [None, 0, -1])
def test_a_counting_term_needs_days(scene: Workbench, n: int | None) -> None:
    assert stops(propose(scene, letter("vm1", term=Term("working_days", n)))) == ["escalate.no_days"]


def test_a_term_by_the_document_needs_its_day(scene: Workbench) -> None:
    assert stops(propose(scene, letter("vm1", term=Term("document")))) == ["escalate.no_day"]


# numbers


def test_numbers_start_at_one_with_a_leading_nought(scene: Workbench) -> None:
    assert suggest_number(scene, "BC", 2026) == "01/BC-HĐĐPV"


def test_the_next_number_follows_the_highest_of_its_type_and_year(scene: Workbench) -> None:
    obstacle(scene, 2, "Chưa chia sẻ số liệu", to=(NNMT,))
    scene.commit(propose(scene, letter("vm1", number="24/BC-HĐĐPV")).act)
    scene.commit(propose(scene, letter("vm2", number="7/TTr-HĐĐPV", document_type="TTr")).act)
    assert suggest_number(scene, "BC", 2026) == "25/BC-HĐĐPV"
    assert suggest_number(scene, "TTr", 2026) == "08/TTr-HĐĐPV"
    assert suggest_number(scene, "CV", 2026) == "01/HĐĐPV"
    assert suggest_number(scene, "BC", 2027) == "01/BC-HĐĐPV"


def test_a_number_not_of_the_usual_shape_does_not_stop_the_series(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1", number="Không số")).act)
    assert suggest_number(scene, "BC", 2026) == "01/BC-HĐĐPV"


def test_a_number_is_not_given_twice_in_a_year(scene: Workbench) -> None:
    obstacle(scene, 2, "Chưa chia sẻ số liệu", to=(NNMT,))
    scene.commit(propose(scene, letter("vm1", number="24/BC-HĐĐPV")).act)
    assert stops(propose(scene, letter("vm2", number="024 / BC–HĐĐPV"))) == ["escalate.number_taken"]
    assert stops(propose(scene, letter("vm2", number="25/BC-HĐĐPV"))) == []


def test_a_letter_without_number_is_told_and_let_through(scene: Workbench) -> None:
    proposal = propose(scene, letter("vm1", number=""))
    assert checks(proposal) == ["escalate.no_number"]
    assert not proposal.blocked


# what it moves


def test_sending_moves_items_and_obstacles(scene: Workbench) -> None:
    obstacle(scene, 2, "Chưa chia sẻ số liệu", "Chỉ đạo chia sẻ", "Bố trí vốn", to=(NNMT,), state="new")
    proposal = propose(scene, letter("vm1", "vm2"))
    assert proposal.code == "KN-2026-001"
    scene.commit(proposal.act)
    items = scene.repository.all("escalation_item")
    assert [(i.values.recommendation, i.values.ordinal, i.values.state) for i in items] == [
        ("vm1-1", 1, "sent"),
        ("vm2-1", 2, "sent"),
        ("vm2-2", 3, "sent"),
    ]
    assert state(scene, "obstacle", "vm1") == state(scene, "obstacle", "vm2") == "escalated"


def test_the_letter_is_a_document_of_the_council(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1")).act)
    paper = only(scene.repository.all("document")).values
    assert (paper.direction, paper.type, paper.full_number, paper.issuer) == ("out", "BC", "24/BC-HĐĐPV", COUNCIL)


def test_going_higher_closes_what_the_lower_level_has(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1")).act)
    first = only(scene.repository.all("escalation"))
    scene.commit(propose(scene, letter("vm1", to=PM, number="25/BC-HĐĐPV")).act)
    old, new = linked(scene).obstacle_items("vm1")
    assert (old.state, new.state) == ("raised", "sent")
    assert new.escalation.values.previous == first.uid


def test_two_ministries_asked_side_by_side_both_stay_open(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1")).act)
    scene.commit(propose(scene, letter("vm1", to=TC, number="25/BC-HĐĐPV")).act)
    views = linked(scene).obstacle_items("vm1")
    assert [v.state for v in views] == ["sent", "sent"]
    assert views[1].escalation.values.previous is None


def test_undo_restores_everything(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1")).act)
    before = everything(scene)
    scene.commit(propose(scene, letter("vm1", to=PM, number="25/BC-HĐĐPV")).act)
    scene.undo()
    assert everything(scene) == before


# drafts


def test_a_draft_moves_nothing(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1", keep_as_draft=True)).act)
    assert linked(scene).escalation_state(only(scene.repository.all("escalation")).uid) == "draft"
    assert state(scene, "obstacle", "vm1") == "classified"


def test_a_draft_may_lack_everything_but_obstacles(scene: Workbench) -> None:
    assert not propose(scene, EscalationDraft(("vm1",), keep_as_draft=True)).blocked
    assert stops(propose(scene, EscalationDraft((), keep_as_draft=True))) == ["escalate.no_obstacle"]


def test_a_draft_is_read_back_as_it_was_kept(scene: Workbench) -> None:
    kept = letter("vm1", keep_as_draft=True, officer="Nguyễn A")
    scene.commit(propose(scene, kept).act)
    uid = only(scene.repository.all("escalation")).uid
    assert draft_of(linked(scene), uid) == replace(kept, continues=uid)


def test_a_draft_gone_on_with_keeps_its_code_and_is_one_record(scene: Workbench) -> None:
    obstacle(scene, 2, "Chưa chia sẻ số liệu", to=(NNMT,))
    scene.commit(propose(scene, letter("vm1", keep_as_draft=True)).act)
    uid = only(scene.repository.all("escalation")).uid
    sent = propose(scene, letter("vm2", number="30/BC-HĐĐPV", continues=uid))
    assert not stops(sent)
    scene.commit(sent.act)
    escalation = only(scene.repository.all("escalation"))
    assert (escalation.uid, escalation.values.code, escalation.values.sent_date) == (
        uid,
        "KN-2026-001",
        date(2026, 10, 12),
    )
    assert only(scene.repository.all("document")).values.full_number == "30/BC-HĐĐPV"
    assert only(scene.repository.all("escalation_item")).values.recommendation == "vm2-1"
    assert state(scene, "obstacle", "vm1") == "classified"


def test_a_draft_may_keep_its_own_number(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1", keep_as_draft=True)).act)
    uid = only(scene.repository.all("escalation")).uid
    assert stops(propose(scene, letter("vm1", continues=uid))) == []


def test_a_draft_that_loses_number_and_date_leaves_no_paper(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1", keep_as_draft=True)).act)
    uid = only(scene.repository.all("escalation")).uid
    bare = letter("vm1", number="", document_date=None, keep_as_draft=True, continues=uid)
    scene.commit(propose(scene, bare).act)
    assert scene.repository.all("document") == []
    assert only(scene.repository.all("escalation")).values.document is None


def test_a_waiting_draft_does_not_hide_what_was_sent(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1")).act)
    scene.commit(propose(scene, letter("vm1", to=PM, number="25/BC-HĐĐPV", keep_as_draft=True)).act)
    assert linked(scene).newest_states("vm1") == ["sent"]


# what stands against it


def test_a_complete_letter_has_nothing_against_it(scene: Workbench) -> None:
    assert propose(scene, letter("vm1")).issues == ()


def test_missing_parts_are_named_at_their_fields(scene: Workbench) -> None:
    proposal = propose(scene, EscalationDraft(("vm1",)))
    assert {(i.code, i.field) for i in proposal.issues if i.severity == "stop"} == {
        ("escalate.no_addressee", "to_organization"),
        ("escalate.no_sent_date", "sent_date"),
        ("escalate.no_document_date", "document_date"),
    }


def test_a_letter_is_not_sent_before_it_is_signed(scene: Workbench) -> None:
    draft = letter("vm1", sent_date=date(2026, 10, 9))
    assert stops(propose(scene, draft)) == ["escalate.sent_before_signed"]


def test_a_settled_obstacle_is_not_escalated(scene: Workbench) -> None:
    obstacle(scene, 2, "Đã xong", to=(NNMT,), state="resolved")
    assert stops(propose(scene, letter("vm2"))) == ["escalate.not_open"]


def test_an_obstacle_without_an_ask_is_not_escalated(scene: Workbench) -> None:
    obstacle(scene, 2, "Chưa có kiến nghị", to=(NNMT,))
    ask = linked(scene).asks["vm2"][0]
    from workbench.records.changes import ChangeSet, Label, remove

    scene.commit(ChangeSet(Label("act.remove", {"code": "x"}), (remove(ask),)))
    assert stops(propose(scene, letter("vm2"))) == ["escalate.no_recommendation"]


def test_neither_cause_nor_legal_ground_asks_for_a_look(scene: Workbench) -> None:
    obstacle(scene, 2, "Không rõ nguyên nhân", to=(NNMT,), cause=None)
    assert checks(propose(scene, letter("vm2"))) == ["escalate.no_cause"]


def test_sending_again_to_the_same_body_asks_for_a_look(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1")).act)
    assert checks(propose(scene, letter("vm1", number="25/BC-HĐĐPV"))) == ["escalate.already_there"]


def test_going_back_down_asks_for_a_look(scene: Workbench) -> None:
    scene.commit(propose(scene, letter("vm1", to=PM)).act)
    assert "escalate.downward" in checks(propose(scene, letter("vm1", number="25/BC-HĐĐPV")))


def test_a_day_that_has_not_come_asks_for_a_look(scene: Workbench, clock: FixedClock) -> None:
    assert "escalate.future_date" in checks(propose(scene, letter("vm1", on=date(2026, 10, 13))))


def test_a_period_that_cannot_be_read_asks_for_a_look(scene: Workbench) -> None:
    proposal = propose(scene, letter("vm1", term=Term("in_month", text="sớm nhất có thể")))
    assert checks(proposal) == ["escalate.unread_term"]
    assert proposal.act.changes


def test_the_code_follows_the_year_of_sending(scene: Workbench) -> None:
    assert propose(scene, letter("vm1", on=date(2025, 12, 30))).code == "KN-2025-001"


def test_proposing_writes_nothing(scene: Workbench) -> None:
    before = everything(scene)
    propose(scene, letter("vm1"))
    assert everything(scene) == before
    assert scene.repository.get(Ref("escalation", "x")) is None


# dates and bodies that cannot be


def test_a_deadline_before_the_letter_is_refused_and_one_that_has_passed_is_asked_about(scene: Workbench) -> None:
    day = date(2026, 9, 1)
    fixed = Term("document", day=day, basis="Theo văn bản")
    refused = propose(scene, letter("vm1", on=date(2026, 9, 2), term=fixed))
    assert stops(refused) == ["escalate.due_before_sent"]
    passed = propose(scene, letter("vm1", on=date(2026, 8, 20), term=fixed))
    assert stops(passed) == [] and "escalate.due_past" in checks(passed)
    running = propose(scene, letter("vm1", on=date(2026, 10, 12)))
    assert "escalate.due_past" not in checks(running)


def test_a_body_is_written_to_only_while_it_was_there(scene: Workbench) -> None:
    """The ministry of agriculture of before 1 March 2025, and the one of after."""
    late = propose(scene, letter("vm1", to=NNPTNT, on=date(2025, 3, 1)))
    assert "escalate.succeeded" in stops(late)
    heirs = next(i for i in late.issues if i.code == "escalate.succeeded").params["heirs"]
    assert heirs == "Bộ Nông nghiệp và Môi trường"
    assert "escalate.not_in_force" in stops(propose(scene, letter("vm1", to=NNMT, on=date(2025, 2, 28))))
    assert "escalate.succeeded" not in stops(propose(scene, letter("vm1", to=NNPTNT, on=date(2025, 2, 28))))
    assert stops(propose(scene, letter("vm1", to=NNMT, on=date(2025, 3, 3)))) == []


def test_what_is_refused_leaves_the_record_as_it_was(scene: Workbench) -> None:
    before = everything(scene)
    propose(scene, letter("vm1", to=NNPTNT, term=Term("document", day=date(2026, 1, 1)), number=""))
    assert everything(scene) == before
