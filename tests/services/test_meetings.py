"""Meetings of the council: conclusions entered several at once, and what became of them, meeting by meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import edit, new, write
from tests.services.linkage_scene import NNMT, TC, XD, furnish, linked
from workbench.clock import FixedClock
from workbench.records.record import Ref
from workbench.reports.document import DataRow, GroupRow, PrintDocument, Table
from workbench.services import entry
from workbench.services.letters import council_report
from workbench.services.linkage import conclusions_of
from workbench.services.meetings import (
    ConclusionLine,
    meeting_before,
    pasted,
    propose_conclusions,
)
from workbench.services.printing import PrintOptions, print_register
from workbench.services.progress import progress_of
from workbench.services.registers import Query, Registers
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench
from workbench.values.periods import Period

STATUSES = ("not_started", "doing", "partly", "paused", "done", "dropped")
HELD, EARLIER = date(2026, 9, 10), date(2026, 3, 5)
LINES = (
    ConclusionLine("Thống nhất lịch đóng, mở cống", NNMT, due_text="trong tháng 9 năm 2026"),
    ConclusionLine("Lập phương án cân đối vốn", TC, due_text="Quý IV/2026"),
    ConclusionLine(),
    ConclusionLine("Rà soát quy mô tuyến ven biển", "", "Ban Quản lý dự án 7", "15/3/2027"),
)


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    meeting(record, "hn1", EARLIER, "Phiên họp lần thứ tư")
    notice = new("document", "tb12", direction="in", type="TB", full_number="12/TB-HĐĐPV", issued_date=date(2026, 9, 14))
    write(record, notice)
    meeting(record, "hn2", HELD, "Phiên họp lần thứ năm", document="tb12")
    return record


def meeting(record: Workbench, uid: str, held: date, title: str, **values: object) -> None:
    write(record, new("meeting", uid, code=f"HN-2026-{uid[2:].zfill(3)}", title=title, held_date=held, **values))


def conclude(record: Workbench, uid: str, *lines: ConclusionLine) -> None:
    proposal = propose_conclusions(record, uid, lines)
    assert not proposal.blocked
    record.commit(proposal.act)


def codes(record: Workbench, *lines: ConclusionLine, uid: str = "hn2") -> list[tuple[str, str, object]]:
    found = propose_conclusions(record, uid, lines).issues
    return [(issue.code, issue.severity, issue.params.get("line")) for issue in found]


def table(document: PrintDocument) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def groups(document: PrintDocument) -> list[str]:
    return [row.text for row in table(document).rows if isinstance(row, GroupRow)]


def cells(document: PrintDocument, place: int) -> list[str]:
    return [str(row.cells[place]) for row in table(document).rows if isinstance(row, DataRow)]


# entering


def test_conclusions_become_tasks_in_one_act_that_one_undo_takes_back(scene: Workbench) -> None:
    conclude(scene, "hn2", *LINES)
    tasks = [task.values for task in conclusions_of(linked(scene), "hn2")]
    assert [(t.ordinal, t.lead, t.lead_text, t.due_date) for t in tasks] == [
        (1, NNMT, None, date(2026, 9, 30)),
        (2, TC, None, date(2026, 12, 31)),
        (3, None, "Ban Quản lý dự án 7", date(2027, 3, 15)),
    ]
    shared = {(t.source, t.meeting, t.document, t.status) for t in tasks}
    assert shared == {("conclusions", "hn2", "tb12", "not_started")}
    assert tasks[1].due_text == "Quý IV/2026"  # the words of the notice stay
    assert len({t.code for t in tasks}) == 3
    scene.undo()
    assert conclusions_of(linked(scene), "hn2") == []


def test_more_conclusions_go_on_where_the_first_ended(scene: Workbench) -> None:
    conclude(scene, "hn2", LINES[0])
    conclude(scene, "hn2", LINES[1])
    assert [task.values.ordinal for task in conclusions_of(linked(scene), "hn2")] == [1, 2]


def test_what_is_missing_or_wrong_is_said_by_line(scene: Workbench) -> None:
    conclude(scene, "hn2", LINES[0])
    assert codes(scene) == [("meeting.no_line", "stop", None)]
    assert codes(scene, ConclusionLine(), ConclusionLine("", NNMT, due_text="31/12/2026")) == [
        ("meeting.no_content", "stop", 2)
    ]
    assert codes(scene, ConclusionLine("THỐNG NHẤT lịch đóng, mở cống", NNMT, due_text="31/12/2026")) == [
        ("meeting.there_already", "stop", 1)
    ]
    twice = ConclusionLine("Lập quỹ chung", TC, due_text="31/12/2026")
    assert codes(scene, twice, twice) == [("meeting.twice", "stop", 2)]
    assert codes(scene, ConclusionLine("Lập quỹ chung")) == [
        ("meeting.no_lead", "check", 1),
        ("meeting.no_due", "check", 1),
    ]
    assert codes(scene, ConclusionLine("Lập quỹ chung", "", "Tổ công tác", "sớm nhất")) == [
        ("meeting.lead_in_words", "check", 1),
        ("meeting.unread_due", "check", 1),
    ]


def test_a_deadline_before_the_meeting_is_refused_and_one_that_has_passed_is_asked_about(scene: Workbench) -> None:
    assert codes(scene, ConclusionLine("Việc", TC, due_text="01/09/2026")) == [("meeting.due_before", "stop", 1)]
    assert codes(scene, ConclusionLine("Việc", TC, due_text="30/09/2026")) == [("meeting.due_passed", "check", 1)]
    assert codes(scene, ConclusionLine("Việc", TC, due_text="31/12/2026")) == []


def test_a_meeting_to_come_and_a_notice_older_than_the_meeting_are_asked_about(scene: Workbench) -> None:
    at = linked(scene)
    found = entry.issues(scene, at, "meeting", {"held_date": date(2026, 12, 1), "document": "tb12"})
    assert {(i.code, i.severity) for i in found} == {
        ("meeting.not_held_yet", "check"),
        ("meeting.notice_before", "check"),
    }


def test_a_pasted_table_is_read_into_lines() -> None:
    words = "1. Lập quỹ chung\tBộ Tài chính\tQuý I/2027\r\n\r\n- Rà soát tuyến\tTổ công tác\n"
    assert pasted(words, {"bo tai chinh": TC}) == [
        ConclusionLine("Lập quỹ chung", TC, "", "Quý I/2027"),
        ConclusionLine("Rà soát tuyến", "", "Tổ công tác"),
    ]


# what became of them


def test_the_print_tells_of_the_last_meeting_and_of_what_earlier_ones_left_open(scene: Workbench) -> None:
    conclude(scene, "hn1", ConclusionLine("Ban hành quy chế", XD, due_text="30/06/2026"), ConclusionLine("Lập quỹ", TC))
    conclude(scene, "hn2", *LINES)
    first = conclusions_of(linked(scene), "hn1")[0]
    write(scene, edit(scene, "task", first.uid, status="done", percent=100))
    made = print_register(Registers(scene), "conclusions", PrintOptions())
    assert cells(made.document, 1) == [line.content for line in LINES if line.content] + ["Lập quỹ"]
    assert groups(made.document) == [
        "Phiên họp lần thứ năm, 10/09/2026 (12/TB-HĐĐPV ngày 14/09/2026)",
        "Phiên họp lần thứ tư, 05/03/2026 – các kết luận chưa xong",
    ]
    assert "quá hạn 8 ngày làm việc" in cells(made.document, 6)[0]
    text = "\n".join(str(getattr(block, "text", "")) for block in made.document.blocks)
    assert "Phiên họp lần thứ tư, 05/03/2026: 02 kết luận; hoàn thành: 01; chưa triển khai: 01" in text
    assert "Tỷ lệ hoàn thành: 50,0%" in text


def test_a_print_as_of_a_day_before_the_meeting_does_not_know_it(scene: Workbench) -> None:
    conclude(scene, "hn1", ConclusionLine("Lập quỹ", TC))
    conclude(scene, "hn2", *LINES)
    made = print_register(Registers(scene), "conclusions", PrintOptions(as_of=date(2026, 9, 9)))
    assert cells(made.document, 1) == ["Lập quỹ"]


def test_chosen_conclusions_are_printed_whatever_became_of_them(scene: Workbench) -> None:
    conclude(scene, "hn1", ConclusionLine("Ban hành quy chế", XD))
    conclude(scene, "hn2", *LINES)
    done = conclusions_of(linked(scene), "hn1")[0]
    write(scene, edit(scene, "task", done.uid, status="done"))
    made = print_register(Registers(scene), "conclusions", PrintOptions(only=frozenset((done.uid,))))
    assert cells(made.document, 1) == ["Ban hành quy chế"]


def test_the_list_counts_what_is_done_and_finds_what_is_late(scene: Workbench) -> None:
    conclude(scene, "hn2", *LINES)
    registers = Registers(scene)
    assert [row.code for row in registers.rows("meetings", Query("late"))] == ["HN-2026-002"]
    first = conclusions_of(linked(scene), "hn2")[0]
    write(scene, edit(scene, "task", first.uid, status="done"))
    rows = {row.code: row for row in registers.rows("meetings")}
    assert rows["HN-2026-002"].status_word == "1/3 xong"
    assert rows["HN-2026-001"].status_word == "Chưa có kết luận"
    assert registers.rows("meetings", Query("late")) == []


def test_a_meeting_knows_the_one_before_it(scene: Workbench) -> None:
    at = linked(scene)
    before = meeting_before(at, at.meetings["hn2"])
    assert before is not None and before.uid == "hn1"
    assert meeting_before(at, at.meetings["hn1"]) is None


def test_the_report_to_the_chair_tells_of_the_last_conclusions_and_annexes_them(scene: Workbench) -> None:
    conclude(scene, "hn2", *LINES)
    made = council_report(Registers(scene), Period("quarter", 2026, 3))
    text = "\n".join(str(getattr(block, "text", "")) for block in made.document.blocks)
    assert "- Phiên họp lần thứ năm, 10/09/2026 (12/TB-HĐĐPV ngày 14/09/2026): 03 kết luận" in text
    titles = [line.text for block in made.document.blocks for line in getattr(block, "lines", ())]
    assert "TÌNH HÌNH THỰC HIỆN KẾT LUẬN CÁC PHIÊN HỌP" in titles


@given(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=8))
def test_progress_counts_every_conclusion_once(states: list[str]) -> None:
    from tests.conftest import SEED
    from workbench.storage.database import MEMORY

    with Workbench.create(MEMORY, SEED, FixedClock.on(date(2026, 10, 12)), "A") as record:
        meeting(record, "hn1", HELD, "Phiên họp")
        conclude(record, "hn1", *(ConclusionLine(f"Việc {n}", due_text="31/12/2026") for n in range(len(states))))
        tasks = conclusions_of(linked(record), "hn1")
        told = [(task.uid, state) for task, state in zip(tasks, states, strict=True) if state != "not_started"]
        write(record, *(edit(record, "task", uid, status=state) for uid, state in told))
        at = linked(record)
        progress = progress_of(at, at.meetings["hn1"])
        assert (progress.done, progress.total) == (states.count("done"), len(states) - states.count("dropped"))
        assert len(progress.commitments) == len(states)


def test_the_sample_holds_two_meetings_that_were_followed_up(tmp_path: Path) -> None:
    with sample_record(tmp_path / "mau.lkv", FixedClock.on(date(2026, 10, 12))) as record:
        at = linked(record)
        found = sorted(at.meetings.values(), key=lambda m: m.values.held_date)
        assert [len(conclusions_of(at, m.uid)) for m in found] == [4, 5]
        assert all(at.documents[m.values.document].values.type == "TB" for m in found)
        reported = {e.values.task for e in at.repository.all("progress_entry")}
        assert {t.uid for t in conclusions_of(at, found[0].uid)} <= reported
        assert at.repository.need(Ref("task", conclusions_of(at, found[1].uid)[3].uid)).values.status == "not_started"
