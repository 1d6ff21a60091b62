"""Form B03 as a plan: letters and answers that several rows share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from workbench.clock import FixedClock
from workbench.records.changes import ChangeSet
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
