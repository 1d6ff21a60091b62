"""What an undo would do and what happened to a record, in words."""

from __future__ import annotations

import pytest

from tests.building import edit, new, write
from workbench.messages import set_language
from workbench.records.changes import Change, remove
from workbench.records.record import Ref
from workbench.services.details import history
from workbench.services.registers import Registers
from workbench.services.told import Teller, joined, tell, tell_reversal
from workbench.services.workbench import Workbench

OBSTACLE, ITEM = Ref("obstacle", "o1"), Ref("escalation_item", "i1")


@pytest.fixture
def sent(record: Workbench) -> Workbench:
    """Act 2: an obstacle with one ask. Act 3: a letter that carries it. Act 4: the authority is at work on it."""
    ask = new("recommendation", "r1", obstacle="o1", content="Cấp cát")
    write(record, new("obstacle", "o1", content="Thiếu cát", code="VM-2026-001"), ask)
    item = new("escalation_item", "i1", escalation="e1", recommendation="r1", state="sent")
    write(record, new("escalation", "e1", code="KN-2026-001"), item)
    write(record, edit(record, "escalation_item", "i1", state="processing"))
    return record


def told(opened: Workbench, number: int) -> list[str]:
    return list(tell_reversal(Registers(opened), opened.plan_undo(number)).lines())


def test_field_is_told_with_what_it_was_and_what_it_becomes(sent: Workbench) -> None:
    assert told(sent, 4) == ["Sửa Nội dung trong kiến nghị “Cấp cát” (KN-2026-001)", "  Trạng thái: Đang xử lý → Đã gửi"]


def test_what_is_kept_is_told_with_its_reason(sent: Workbench) -> None:
    write(sent, edit(sent, "obstacle", "o1", officer="B", note="x"))
    write(sent, edit(sent, "obstacle", "o1", note="y"))
    assert told(sent, 5) == [
        "Sửa VM-2026-001: Thiếu cát",
        "  Phụ trách: bỏ “B”",
        "Giữ nguyên VM-2026-001, Ghi chú: đã được sửa sau đó, ở việc số 6",
    ]


def test_record_that_is_gone_is_called_as_it_was(sent: Workbench) -> None:
    write(sent, new("obstacle", "o2", content="Sạt lở", code="VM-2026-002"))
    write(sent, remove(sent.repository.need(Ref("obstacle", "o2"))))
    assert told(sent, 6) == ["Thêm VM-2026-002: Sạt lở"]
    set_language("en")
    assert told(sent, 6) == ["Adds VM-2026-002: Sạt lở"]


def test_list_is_of_exactly_what_is_committed(sent: Workbench) -> None:
    plan = sent.plan_undo(4)
    listed = tell_reversal(Registers(sent), plan)
    committed = sent.take_back(plan)
    assert {one.ref for one in listed.changed} == {c.ref for c in sent.journal.changes(committed.act.number)} == {ITEM}
    assert listed.changed == tell(Registers(sent), sent.journal.changes(committed.act.number))


def test_a_report_is_called_by_its_form_sender_and_period(record: Workbench) -> None:
    place = new("locality", "p1", name="Đồng Tháp", code="82")
    report = new("submission", "s1", locality="p1", period="2026-Q3", form="B01", state="sent")
    write(record, place, report)
    name = Teller(Registers(record)).name(Ref("submission", "s1"))
    assert name == "Báo cáo của địa phương “Biểu 01, Đồng Tháp, quý III/2026”"


def test_long_list_is_cut_and_counted(sent: Workbench) -> None:
    write(sent, *(new("obstacle", f"x{n}", content="a") for n in range(9)))
    listed = tell_reversal(Registers(sent), sent.plan_undo(), 4)
    assert (len(listed.changed), listed.n_changed) == (4, 9)


def test_changes_of_one_record_in_an_act_are_told_once() -> None:
    first, then = Change(OBSTACLE, None, {"content": "a", "note": "x"}), Change(OBSTACLE, {"note": "x"}, {"note": "y"})
    assert list(joined((first, then))) == [Change(OBSTACLE, None, {"content": "a", "note": "y"})]
    assert list(joined((first, Change(OBSTACLE, {"content": "a", "note": "x"}, None)))) == []


def test_history_of_a_letter_holds_what_happened_to_its_items(sent: Workbench) -> None:
    lines = history(Registers(sent), sent.repository.need(Ref("escalation", "e1")))
    assert [line.number for line in lines] == [4, 3]
    assert lines[0].lines == ("Trạng thái (Cấp cát): Đã gửi → Đang xử lý",)
    assert "Nội dung trong kiến nghị: Cấp cát" in lines[1].lines


def test_what_was_undone_can_be_done_again_from_the_history(sent: Workbench) -> None:
    sent.undo(4)
    by_number = {line.number: line for line in history(Registers(sent), sent.repository.need(Ref("escalation", "e1")))}
    assert (by_number[4].can_undo, by_number[4].can_redo) == (False, True)
    assert (by_number[3].can_undo, by_number[3].can_redo) == (True, False)
