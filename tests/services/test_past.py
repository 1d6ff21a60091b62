"""States as of an earlier day: as they really stood then, from the days things happened on; and what cannot be known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.building import edit, new, write
from tests.services.linkage_scene import NNMT, furnish, letter, linked, obstacle, reply
from tests.services.test_totals_over_histories import History, fresh, step
from workbench.clock import FixedClock
from workbench.domain.agreements import ProgressEntry
from workbench.records.changes import create
from workbench.records.record import Ref
from workbench.reports.document import DataRow, PrintDocument, Table
from workbench.reports.totals import totals
from workbench.services import agreement_moves, answering, escalating, escalation_moves, obstacle_moves
from workbench.services.agreement_moves import CourseDraft
from workbench.services.answering import AnswerLine
from workbench.services.escalation_moves import StepDraft
from workbench.services.obstacle_moves import MoveDraft
from workbench.services.past import Past
from workbench.services.printed import Span
from workbench.services.printed_registers import obstacle_rows
from workbench.services.printing import PrintOptions, print_register, span_of
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench

SENT, ANSWERED, TODAY = date(2026, 9, 14), date(2026, 10, 1), date(2026, 10, 12)
States = dict[str, str]


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    obstacle(record, 1, "Chưa có quy trình vận hành", to=(NNMT,), state="new", reported_date=date(2026, 9, 1))
    return record


def past(record: Workbench, day: date) -> Past:
    return Past(record.journal, linked(record), day)


def state(record: Workbench, entity: str, uid: str, day: date) -> str:
    return past(record, day).state(record.repository.need(Ref(entity, uid)))


def send(record: Workbench, on: date = SENT) -> str:
    proposal = escalating.propose(record, letter("vm1", on=on), linked(record))
    assert not proposal.blocked
    record.commit(proposal.act)
    return next(iter(linked(record).items))


def answer(record: Workbench, item: str, answer_class: str = "resolved", on: date = ANSWERED) -> None:
    draft = reply(AnswerLine(item, answer_class, "Đã xong"), on=on, close=False)
    proposal = answering.propose(record, draft, linked(record))
    assert not proposal.blocked, proposal.issues
    record.commit(proposal.act)


def printed(record: Workbench, register: str, day: date) -> PrintDocument:
    return print_register(Registers(record), register, PrintOptions(as_of=day)).document


def cells(document: PrintDocument, place: int) -> list[str]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [str(row.cells[place]) for row in table.rows if isinstance(row, DataRow)]


def words(document: PrintDocument) -> str:
    return "\n".join(str(getattr(block, "text", "")) for block in document.blocks)


# by the day things happened


def test_what_was_entered_late_counts_from_the_day_it_happened(scene: Workbench) -> None:
    """Letter and answer of September and October are written down on 12 October."""
    item = send(scene)
    answer(scene, item)
    for day, of_obstacle, of_item in (
        (date(2026, 9, 10), "new", "draft"),
        (SENT, "escalated", "sent"),
        (ANSWERED - timedelta(days=1), "escalated", "sent"),
        (ANSWERED, "resolved", "resolved"),
        (TODAY, "resolved", "resolved"),
    ):
        found = (state(scene, "obstacle", "vm1", day), state(scene, "escalation_item", item, day))
        assert found == (of_obstacle, of_item), day


def test_a_step_without_a_day_of_its_own_counts_from_the_day_it_was_entered(scene: Workbench) -> None:
    review = MoveDraft("classify", ("vm1",), kind="KT", field="TL", in_authority="local")
    scene.commit(obstacle_moves.propose(scene, review).act)
    assert state(scene, "obstacle", "vm1", TODAY - timedelta(days=1)) == "new"
    assert state(scene, "obstacle", "vm1", TODAY) == "classified"


def test_what_was_undone_never_happened(scene: Workbench) -> None:
    item = send(scene)
    answer(scene, item)
    scene.undo()
    assert state(scene, "obstacle", "vm1", ANSWERED) == "escalated"
    scene.redo()
    assert state(scene, "obstacle", "vm1", ANSWERED) == "resolved"


def test_withdrawn_and_given_back_later_is_printed_as_it_stood(scene: Workbench, clock: FixedClock) -> None:
    send(scene)
    clock.at += timedelta(days=7)
    uid = next(iter(linked(scene).escalations))
    scene.commit(escalation_moves.propose(scene, StepDraft("withdraw", uid, reason="Gửi nhầm"), linked(scene)).act)
    assert "rút" in cells(printed(scene, "escalations", TODAY + timedelta(days=7)), 8)[0].lower()
    before = cells(printed(scene, "escalations", TODAY), 8)[0]
    assert before == "Chưa trả lời; quá hạn 5 ngày làm việc"


def test_an_obstacle_merged_later_is_in_the_print_of_the_day_before(scene: Workbench, clock: FixedClock) -> None:
    obstacle(scene, 2, "Cùng một việc", to=(NNMT,), state="new", reported_date=date(2026, 9, 2))
    clock.at += timedelta(days=3)
    scene.commit(obstacle_moves.propose(scene, MoveDraft("merge", ("vm2",), into="vm1")).act)
    assert len(cells(printed(scene, "obstacles", TODAY), 1)) == 2
    assert len(cells(printed(scene, "obstacles", TODAY + timedelta(days=3)), 1)) == 1


def test_the_deadline_printed_is_the_one_that_ran_then(scene: Workbench) -> None:
    item = send(scene)
    later = AnswerLine(item, "in_progress", "Đang xem", roadmap_date=date(2026, 11, 30))
    scene.commit(answering.propose(scene, reply(later, on=ANSWERED), linked(scene)).act)
    assert cells(printed(scene, "obstacles", SENT), 8) == ["05/10/2026"]
    assert cells(printed(scene, "obstacles", ANSWERED), 8) == ["30/11/2026"]


def test_tasks_are_printed_with_the_progress_of_the_day(scene: Workbench, clock: FixedClock) -> None:
    write(scene, new("task", "nv1", code="NV-2026-001", source="conclusions", content="Lập quỹ", status="not_started"))
    clock.at += timedelta(days=5)
    reported = ProgressEntry(task="nv1", entered=TODAY + timedelta(days=2), percent=100, result="Đã lập")
    write(scene, edit(scene, "task", "nv1", status="done", percent=100), create("pe1", reported))
    assert cells(printed(scene, "tasks", TODAY + timedelta(days=1)), 9) == ["Chưa triển khai"]
    assert cells(printed(scene, "tasks", TODAY + timedelta(days=2)), 9) == ["Hoàn thành\nKết quả: Đã lập"]


def test_agreements_are_printed_as_they_stood(scene: Workbench, clock: FixedClock) -> None:
    ends = date(2026, 10, 20)
    signed = {"signed_date": date(2026, 1, 5), "period_to": ends, "implementation": "doing"}
    write(scene, new("agreement", "tt1", code="TT-2026-001", title="Hợp tác", state="in_force", **signed))
    clock.at += timedelta(days=4)
    ended = CourseDraft("terminate", "tt1", TODAY + timedelta(days=2), "15/TB", TODAY, words="Sắp xếp đơn vị")
    scene.commit(agreement_moves.propose(scene, ended).act)
    told = [cells(printed(scene, "agreements", TODAY + timedelta(days=n)), -2)[0] for n in (0, 1, 2, 4)]
    assert told == ["doing", "doing", "doing; chấm dứt trước hạn", "doing; chấm dứt trước hạn"]
    assert "của 1 mục được nhập vào sổ sau ngày đó" in words(printed(scene, "agreements", date(2026, 9, 1)))


# what cannot be known


def test_what_was_entered_later_with_a_state_is_printed_as_first_entered_and_said(scene: Workbench) -> None:
    signed = {"signed_date": date(2026, 1, 5), "code": "TT-2026-001", "title": "Hợp tác", "state": "in_force"}
    write(scene, new("agreement", "tt1", **signed))
    of_it = {"source": "agreement", "agreement": "tt1"}
    write(scene, new("task", "nv1", code="NV-2026-001", content="A", status="doing", percent=40, **of_it))
    write(scene, new("task", "nv2", code="NV-2026-002", content="B", status="not_started", **of_it))
    document = printed(scene, "tasks", date(2026, 9, 1))
    assert sorted(cells(document, 9)) == ["Chưa triển khai", "Đang thực hiện, 40%"]
    assert "của 1 mục được nhập vào sổ sau ngày đó" in words(document)
    assert "sổ không biết" not in words(printed(scene, "tasks", TODAY))


def test_what_came_up_only_later_is_not_in_the_print_of_the_day(scene: Workbench) -> None:
    """Drafts and tasks of 12 October, and a task of an answer of 1 October, are not there in September."""
    write(scene, new("agreement", "tt1", code="TT-2026-001", title="Dự thảo hợp tác", state="draft"))
    write(scene, new("task", "nv1", code="NV-2026-001", source="conclusions", content="Lập quỹ"))
    line = AnswerLine(send(scene), "in_progress", "Giao Bộ Tài chính lập phương án", assigned_lead="BTC")
    scene.commit(answering.propose(scene, reply(line, on=ANSWERED), linked(scene)).act)
    before = ANSWERED - timedelta(days=1)
    assert cells(printed(scene, "agreements", before), 1) == []
    assert cells(printed(scene, "tasks", before), 1) == []
    assert len(cells(printed(scene, "tasks", ANSWERED), 1)) == 1
    assert len(cells(printed(scene, "tasks", TODAY), 1)) == 2


# whatever course things take


def snapshot(history: History) -> States:
    found = linked(history.record)
    states = {f"vm {uid}": str(record.values.state) for uid, record in found.obstacles.items()}
    return states | {f"kn {uid}": view.state for uid, view in found.items.items()}


@settings(max_examples=40)
@given(st.lists(step.filter(lambda taken: taken[0] != "undo"), min_size=5, max_size=25))
def test_the_past_is_what_the_present_was(course: list[tuple[str, int, int, int]]) -> None:
    with fresh() as history:
        days: dict[date, States] = {}
        for what, which, how, gap in course:
            history.take(what, which, how, gap)
            days[history.day] = snapshot(history)
        found = linked(history.record)
        for day, states in days.items():
            then = Past(history.record.journal, found, day)
            told = {f"vm {uid}": then.state(record) for uid, record in found.obstacles.items()}
            told |= {f"kn {uid}": then.state(view.item) for uid, view in found.items.items()}
            assert {key: told[key] for key in states} == states, day


@settings(max_examples=40)
@given(st.lists(step, min_size=5, max_size=25), st.integers(0, 200))
def test_totals_agree_on_every_earlier_day(course: list[tuple[str, int, int, int]], back: int) -> None:
    with fresh() as history:
        for what, which, how, gap in course:
            history.take(what, which, how, gap)
        found = linked(history.record)
        day = history.day - timedelta(days=back)
        then = Past(history.record.journal, found, day)
        for first in (None, day - timedelta(days=30)):
            rows = obstacle_rows(found, Span(day, first, None, past=then))
            t = totals((row.standing for row in rows), first)
            assert t.carried + t.raised == t.tracked == len(rows)
            assert t.tracked == t.resolved + t.in_progress + t.explained + t.unanswered


def test_today_needs_no_past(scene: Workbench) -> None:
    assert span_of(Registers(scene), "obstacles", PrintOptions()).past is None
    assert span_of(Registers(scene), "obstacles", PrintOptions(as_of=TODAY)).past is None
    assert span_of(Registers(scene), "obstacles", PrintOptions(as_of=SENT)).past is not None


@pytest.mark.parametrize(
    ("register", "entity", "before", "after", "words_before", "words_after"),
    [
        ("projects", "project", "preparing", "done", "Chuẩn bị đầu tư", "Hoàn thành"),
        ("mechanisms", "mechanism", "proposed", "issued", "Đề xuất", "Đã ban hành"),
        ("initiatives", "initiative", "proposed", "applied", "Đề xuất", "Đã áp dụng"),
        ("plans", "plan", "drafting", "approved", "Đang lập", "Đã phê duyệt"),
    ],
)
def test_the_other_registers_too_show_the_states_of_the_day(
    scene: Workbench,
    clock: FixedClock,
    register: str,
    entity: str,
    before: str,
    after: str,
    words_before: str,
    words_after: str,
) -> None:
    key = "status" if entity == "project" else "state"
    name = "name" if entity in ("project", "plan") else "title"
    write(scene, new(entity, "x1", code="XX-2026-001", **{name: "Việc", key: before}))
    clock.at += timedelta(days=5)
    write(scene, edit(scene, entity, "x1", **{key: after}))

    def shown(day: date) -> list[str]:
        rows = print_register(Registers(scene), register, PrintOptions(as_of=day)).rows
        return [row.cells["state"] for row in rows]

    assert shown(TODAY) == [words_before]
    assert shown(TODAY + timedelta(days=5)) == [words_after]
