"""What officers correct in one import is known in the next of the same sender, said so, and can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench.clock import FixedClock
from workbench.exchange.recognised import Overrides
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.session import ImportSession
from workbench.services.importing.teaching import forget, lessons
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord

HEAD = "STT\tNội dung khó khăn, vướng mắc\tMảng việc\tĐề xuất, kiến nghị\tCơ quan có thẩm quyền giải quyết"


def page(*rows: str, sender: str = "TỈNH VĨNH LONG", head: str = HEAD, unit: str = "") -> str:
    return "\n".join((f"UBND {sender}", "Kỳ báo cáo: Quý III năm 2026", *([unit] if unit else ()), head, *rows))


FIRST = page("1\tThiếu cát đắp nền đường dẫn\tGiao thông\tĐiều phối nguồn cát\tBộ Xây dựng")
SECOND = page("1\tChậm bàn giao mặt bằng nút giao\tDu lịch\tBố trí vốn đền bù\tBộ Tài chính")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ImportSession]:
    new = NewRecord("DBSCL", officer="Lê Thị Hạnh")
    with (
        create_record(tmp_path / "so.lkv", new, FixedClock.on(date(2026, 10, 12))) as opened,
        ImportSession(Registers(opened)) as made,
    ):
        yield made


def planned(session: ImportSession, text: str, overrides: Overrides | None = None) -> ImportPlan:
    return session.plan(session.pasted("", text), overrides)


def imported(session: ImportSession, text: str, overrides: Overrides) -> int:
    outcome = session.commit(planned(session, text, overrides))
    assert outcome is not None
    return outcome.act.number


def column(plan: ImportPlan, heading: str) -> tuple[tuple[str, ...], str]:
    found = next(c for t in plan.recognised.tables for c in t.columns if c.heading == heading)
    return found.fields, found.how


MAPPED = Overrides(columns={("", 3): "sector"})


def test_a_column_is_mapped_as_last_time_and_says_so(session: ImportSession) -> None:
    imported(session, FIRST, MAPPED)
    plan = planned(session, SECOND)
    assert column(plan, "Mảng việc") == (("sector",), "learned")
    assert plan.rows[0].row.value("sector") == "DL"


def test_another_sender_s_columns_are_not_touched_by_it(session: ImportSession) -> None:
    imported(session, FIRST, MAPPED)
    head = HEAD.replace("Mảng việc", "Phòng theo dõi")
    mapped = Overrides(columns={("", 3): "note"})
    imported(session, page("1\tThiếu vốn đối ứng\tPhòng Kinh tế\tBố trí vốn\tBộ Tài chính", head=head), mapped)
    other = planned(
        session, page("1\tNgập úng khu dân cư\tPhòng A\tNạo vét\tBộ Xây dựng", sender="TỈNH AN GIANG", head=head)
    )
    assert column(other, "Phòng theo dõi")[0] == ()


def test_a_column_left_out_once_is_left_out_again(session: ImportSession) -> None:
    head = HEAD.replace("Mảng việc", "Ghi chú")
    first = page("1\tThiếu cát đắp nền đường dẫn\tđã gọi điện\tĐiều phối nguồn cát\tBộ Xây dựng", head=head)
    imported(session, first, Overrides(columns={("", 3): None}))
    plan = planned(session, page("1\tChậm bàn giao mặt bằng\tgọi lại\tBố trí vốn\tBộ Tài chính", head=head))
    assert column(plan, "Ghi chú") == ((), "learned")


def test_equal_headings_are_told_apart_by_their_order(session: ImportSession) -> None:
    head = HEAD.replace("Mảng việc", "Mảng việc\tMảng việc")
    row = "{}\t{}\tx1\t{}\tĐiều phối nguồn cát\tBộ Xây dựng"
    mapped = Overrides(columns={("", 3): "note", ("", 4): "sector"})
    imported(session, page(row.format(1, "Thiếu cát đắp nền", "Giao thông"), head=head), mapped)
    plan = planned(session, page(row.format(1, "Chậm bàn giao mặt bằng", "Du lịch"), head=head))
    assert [c.fields for c in plan.recognised.tables[0].columns][1:3] == [("note",), ("sector",)]


def test_a_kind_of_row_is_known_again_by_its_first_words(session: ImportSession) -> None:
    rows = ("1\tThiếu cát đắp nền\tGiao thông\tĐiều phối\tBộ Xây dựng", "Phần theo dõi riêng của văn phòng\tA\tB\tC\tD")
    first = planned(session, page(*rows))
    assert len(first.rows) == 2
    imported(session, page(*rows), Overrides(bands={("", 5): "outside"}))
    again = (
        rows[0].replace("cát", "đá"),
        "2\tSạt lở bờ sông\tThủy lợi\tXây kè\tBộ Xây dựng",
        rows[1].replace("\tA", "\tX"),
    )
    plan = planned(session, page(*again))
    assert [row.row.row for row in plan.rows] == [4, 5]
    band = next(b for b in plan.recognised.bands[""] if b.row == 6)
    assert (band.kind, band.reason_key) == ("outside", "reason_learned")


def test_a_code_is_read_as_it_was_corrected(session: ImportSession) -> None:
    head = HEAD.replace("Mảng việc", "Lĩnh vực")
    first = page("1\tThiếu cát đắp nền\tHạ tầng cứng\tĐiều phối nguồn cát\tBộ Xây dựng", head=head)
    imported(session, first, Overrides(cells={("", 4, 3): "Giao thông"}))
    plan = planned(session, page("1\tChậm bàn giao mặt bằng\thạ tầng cứng\tBố trí vốn\tBộ Tài chính", head=head))
    cell = plan.rows[0].row.cells["sector"]
    assert cell.value == "GT"
    assert [(i.code, i.severity, i.found) for i in cell.issues] == [("repaired_text", "note", "hạ tầng cứng")]


B01 = "STT\tTên thỏa thuận\tSố, ký hiệu văn bản\tNgày ký\tCác địa phương tham gia\tTổng nhu cầu vốn"
MONEY = "1\tHợp tác du lịch số {0}\t{0}/TTHT-UBND\t05/03/2025\tVĩnh Long, An Giang\t{1}"


def test_the_unit_of_a_table_that_names_none_is_as_last_time(session: ImportSession) -> None:
    imported(session, page(MONEY.format(1, 250), head=B01), Overrides(units={"": 10**6}))
    plan = planned(session, page(MONEY.format(2, 300), head=B01))
    assert plan.rows[0].row.value("amount_total") == 300 * 10**6
    assert "unit_learned" in [i.params.get("about") for i in plan.recognised.all_issues]


def test_a_unit_that_the_table_names_stands_above_what_was_learned(session: ImportSession) -> None:
    imported(session, page(MONEY.format(1, 250), head=B01), Overrides(units={"": 10**6}))
    plan = planned(session, page(MONEY.format(2, 300), head=B01, unit="Đơn vị tính: tỷ đồng"))
    assert plan.rows[0].row.value("amount_total") == 300 * 10**9


def test_what_was_learned_can_be_forgotten_and_had_back(session: ImportSession) -> None:
    imported(session, FIRST, MAPPED)
    [line] = lessons(session.workbench)
    assert (line.kind, line.form, line.words, line.meaning) == ("heading", "B02", "Mảng việc", "sector")
    forget(session.workbench, [line.uid])
    assert column(planned(session, SECOND), "Mảng việc")[1] != "learned"
    assert lessons(session.workbench) == ()
    session.workbench.undo()
    assert len(lessons(session.workbench)) == 1


def test_undoing_the_import_forgets_what_it_taught(session: ImportSession) -> None:
    imported(session, FIRST, MAPPED)
    session.workbench.undo()
    assert lessons(session.workbench) == ()


def test_a_newer_correction_takes_the_place_of_the_older(session: ImportSession) -> None:
    imported(session, FIRST, MAPPED)
    imported(session, SECOND, Overrides(columns={("", 3): "note"}))
    [line] = lessons(session.workbench)
    assert line.meaning == "note"


def test_nothing_is_learned_from_an_import_without_corrections(session: ImportSession) -> None:
    imported(session, FIRST, Overrides())
    assert lessons(session.workbench) == ()
