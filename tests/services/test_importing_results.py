"""Form B03 as a plan: letters and answers that several rows share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.journeys.forms import submission
from workbench.clock import FixedClock
from workbench.records.changes import ChangeSet
from workbench.records.record import Ref
from workbench.services.details import in_register
from workbench.services.importing.b03 import ResultForm
from workbench.services.importing.decisions import merged
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

HEADINGS = (
    "STT", "Nội dung kiến nghị", "Văn bản kiến nghị", "Ngày gửi", "Cơ quan tiếp nhận", "Văn bản trả lời",
    "Ngày trả lời", "Nội dung trả lời, giải quyết", "Tình trạng xử lý", "Ghi chú",
)  # fmt: skip


def results(path: Path) -> Path:
    """Two recommendations of one letter, answered by one document."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "UBND TỈNH VĨNH LONG"
    sheet["A2"] = "KẾT QUẢ XỬ LÝ KIẾN NGHỊ"
    sheet["A3"] = "Kỳ báo cáo: Quý III năm 2026"
    sheet.append([])
    sheet.append(HEADINGS)
    asks = (
        ("Ban hành quy trình vận hành cống", "Đã ban hành", "Đã giải quyết", "Cống Vàm Nao"),
        ("Bố trí vốn nạo vét kênh liên tỉnh", "Sẽ bố trí vốn", "Đang giải quyết", "Kênh Xáng"),
    )
    for number, (words, *answer) in enumerate(asks, start=1):
        letter = ("15/UBND-TH", date(2026, 7, 3), "Bộ Xây dựng", "88/BXD-KH", date(2026, 8, 20))
        sheet.append((number, words, *letter, *answer))
    book.save(path)
    return path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ImportSession]:
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    clock = FixedClock.on(date(2026, 10, 12))
    with create_record(tmp_path / "so.lkv", new, clock) as opened, ImportSession(Registers(opened)) as made:
        yield made


def counted(act: ChangeSet) -> dict[str, int]:
    entities = [change.ref.entity for change in act.changes]
    return {entity: entities.count(entity) for entity in ("escalation", "answer", "escalation_item", "document")}


def test_rows_of_one_letter_and_one_answer_share_them(session: ImportSession, tmp_path: Path) -> None:
    act = session.plan(session.load(results(tmp_path / "b03.xlsx"))).act()
    assert counted(act) == {"escalation": 1, "answer": 1, "escalation_item": 2, "document": 2}


def test_an_act_asked_for_twice_is_whole_each_time(session: ImportSession, tmp_path: Path) -> None:
    plan = session.plan(session.load(results(tmp_path / "b03.xlsx")))
    assert counted(plan.act()) == counted(plan.act())


def test_an_act_that_was_looked_at_can_still_be_committed(session: ImportSession, tmp_path: Path) -> None:
    plan = session.plan(session.load(results(tmp_path / "b03.xlsx")))
    plan.act()
    session.commit(plan)
    repository = session.workbench.repository
    letters = {record.uid for record in repository.all("escalation")}
    assert {item.values.escalation for item in repository.all("escalation_item")} == letters


def test_one_record_asked_for_two_senders_tells_each_what_is_its_own(session: ImportSession, tmp_path: Path) -> None:
    plan = session.plan(session.load(results(tmp_path / "b03.xlsx")))
    session.workbench.commit(plan.act())
    linked, row = Registers(session.workbench).linked(), plan.rows[0].row
    other = next(uid for uid in linked.names.localities if uid != plan.submitted.sender)
    said = {"recommendation": "Ban hành quy trình vận hành cống"}
    own = []
    for sender in (plan.submitted.sender, other, plan.submitted.sender):
        form = ResultForm(linked, replace(plan.submitted, sender=sender))
        own.append(["match.same_sender" in found.reasons for found in form.candidates(row, said)])
    assert own == [[True], [False], [True]]


def test_several_asks_of_one_letter_that_waits_are_no_repeats(session: ImportSession, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "UBND TỈNH VĨNH LONG"
    sheet["A2"] = "KẾT QUẢ XỬ LÝ KIẾN NGHỊ"
    sheet.append([])
    sheet.append([HEADINGS[n] for n in (0, 1, 2, 3, 4, 8)])
    for number, words in enumerate(("Bố trí vốn cầu Vàm Cống", "Bố trí vốn cầu Cao Lãnh", "Giao đất xây cảng"), 1):
        sheet.append((number, words, "15/UBND-TH", date(2026, 7, 3), "Bộ Xây dựng", "Chưa trả lời"))
    book.save(tmp_path / "cho.xlsx")
    plan = session.plan(session.load(tmp_path / "cho.xlsx"))
    assert [(row.how, row.decided) for row in plan.rows] == [("new", True)] * 3


def told_of(path: Path, words: str, body: str = "Bộ Xây dựng") -> Path:
    """One row of form B03 in some words."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "UBND TỈNH VĨNH LONG"
    sheet["A2"] = "KẾT QUẢ XỬ LÝ KIẾN NGHỊ"
    sheet["A3"] = "Kỳ báo cáo: Quý IV năm 2026"
    sheet.append([])
    sheet.append(HEADINGS)
    row = (
        1,
        words,
        "15/UBND-TH",
        date(2026, 9, 3),
        body,
        "88/BXD-KH",
        date(2026, 9, 20),
        "Sẽ điều phối",
        "Đang giải quyết",
    )
    sheet.append(row)
    book.save(path)
    return path


REWORDED = "Đề nghị điều phối nguồn cát từ các tỉnh trong vùng"  # “Điều phối nguồn cát từ các tỉnh trong vùng”


def test_the_result_of_a_proposal_in_other_words_is_asked_about_and_joins_its_obstacle(
    session: ImportSession, tmp_path: Path
) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "b02.xlsx"))))
    plan = session.plan(session.load(told_of(tmp_path / "b03.xlsx", REWORDED)))
    [row] = plan.rows
    assert (row.how, row.code, row.decided) == ("duplicate", "VM-2026-002", False)
    assert "match.not_sent_yet" in row.reasons
    session.commit(merged(plan, 0, {}))
    repository = session.workbench.repository
    assert len(repository.all("obstacle")) == 2
    obstacle = repository.where("obstacle", code="VM-2026-002")[0]
    ask = repository.where("recommendation", obstacle=obstacle.uid)[0]
    [item] = repository.all("escalation_item")
    assert item.values.recommendation == ask.uid and ask.values.content == REWORDED
    assert obstacle.values.state == "in_progress" and len(repository.all("answer")) == 1
    again = session.plan(session.load(tmp_path / "b03.xlsx"))
    assert [r.how for r in again.rows] == ["same"]
    first = session.plan(session.load(tmp_path / "b02.xlsx"))
    assert [r.how for r in first.rows] == ["same", "same"]


def test_the_same_words_to_another_body_are_a_proposal_of_their_own(session: ImportSession, tmp_path: Path) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "b02.xlsx"))))
    [row] = session.plan(session.load(told_of(tmp_path / "b03.xlsx", REWORDED, "Bộ Y tế"))).rows
    assert row.how == "new"


def test_the_very_words_of_a_proposal_join_it_without_a_question(session: ImportSession, tmp_path: Path) -> None:
    session.commit(session.plan(session.load(submission(tmp_path / "b02.xlsx"))))
    plan = session.plan(session.load(told_of(tmp_path / "b03.xlsx", "Điều phối nguồn cát từ các tỉnh trong vùng")))
    assert [(row.how, row.decided) for row in plan.rows] == [("new", True)]
    session.commit(plan)
    assert len(session.workbench.repository.all("obstacle")) == 2


def test_a_row_leads_to_the_record_of_the_register_that_it_belongs_to(session: ImportSession, tmp_path: Path) -> None:
    session.commit(session.plan(session.load(results(tmp_path / "b03.xlsx"))))
    repository = session.workbench.repository
    item, ask = repository.all("escalation_item")[0], repository.all("recommendation")[0]
    shown = [in_register(repository, one.ref) for one in (item, ask)]
    assert shown == [Ref("escalation", item.values.escalation), Ref("obstacle", ask.values.obstacle)]
