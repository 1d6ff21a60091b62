"""Printed registers: what they list, in which words, under which signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.services.linkage_scene import NNMT, PM, TC, furnish, letter, linked, obstacle, office, reply
from workbench.clock import FixedClock
from workbench.domain.agreements import Agreement, Party, Task
from workbench.domain.escalations import Reminder
from workbench.domain.organizations import PeriodRule
from workbench.domain.vocabularies import VOCABULARIES
from workbench.errors import UserError
from workbench.messages import set_language
from workbench.records.changes import Change, ChangeSet, Label, create
from workbench.reports.document import DataRow, GroupRow, Letterhead, PrintDocument, Signatures, Table, TotalRow
from workbench.services import answering, escalating
from workbench.services.answering import AnswerLine
from workbench.services.printing import PrintOptions, print_document, print_register, signers
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench
from workbench.values.periods import Period

Q3 = Period("quarter", 2026, 3)


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    """Five letters of the third quarter, as on 12 October: two answered, three not, one of them overdue."""
    furnish(record)
    for number, title in enumerate(("Sạt lở bờ sông", "Vốn ngân sách", "Vận hành cống", "Cát đắp nền", "Giống lúa"), 1):
        obstacle(record, number, title, f"Kiến nghị về {title.lower()}", to=(NNMT,))
    send(record, 1, NNMT, "16/BC-HĐĐPV", date(2026, 9, 7))  # due 28/9
    send(record, 2, TC, "17/BC-HĐĐPV", date(2026, 9, 10))  # due 1/10
    send(record, 3, NNMT, "19/BC-HĐĐPV", date(2026, 9, 15))  # due 6/10
    send(record, 4, PM, "20/BC-HĐĐPV", date(2026, 9, 22))  # due 13/10
    send(record, 5, NNMT, "21/BC-HĐĐPV", date(2026, 9, 30))  # due 21/10
    said(record, 1, "partial", "1234/BNNMT-TL", date(2026, 10, 7))
    said(record, 3, "resolved", "1235/BNNMT-TL", date(2026, 10, 5))
    return record


def send(record: Workbench, number: int, to: str, paper: str, day: date) -> None:
    record.commit(escalating.propose(record, letter(f"vm{number}", to=to, number=paper, on=day)).act)


def said(record: Workbench, number: int, outcome: str, paper: str, day: date, **values: object) -> None:
    item = linked(record).obstacle_items(f"vm{number}")[-1].item.uid
    line = AnswerLine(item, outcome, "Theo văn bản", **values)  # type: ignore[arg-type]
    record.commit(answering.propose(record, reply(line, number=paper, on=day)).act)


def write(record: Workbench, *changes: Change) -> None:
    record.commit(ChangeSet(Label("act.create", {"code": "x"}), changes))


def printed(record: Workbench, register: str = "escalations", **options: object) -> PrintDocument:
    return print_document(Registers(record), register, PrintOptions(**options))  # type: ignore[arg-type]


def table(document: PrintDocument) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def column(document: PrintDocument, heading: str) -> list[str]:
    found = table(document)
    at = next(i for i, c in enumerate(found.columns) if c.heading == heading)
    return [row.cells[at] for row in found.rows if isinstance(row, DataRow)]


def signed(document: PrintDocument) -> Signatures:
    return next(block for block in document.blocks if isinstance(block, Signatures))


# what the escalation register says


def test_papers_with_number_and_date(scene: Workbench) -> None:
    found = column(printed(scene, period=Q3), "Số, ký hiệu, ngày văn bản kiến nghị")
    assert found[0] == "16/BC-HĐĐPV\n07/09/2026"
    assert len(found) == 5


def test_results_in_words(scene: Workbench) -> None:
    assert column(printed(scene, period=Q3), "Kết quả giải quyết") == [
        "Giải quyết một phần; trễ 7 ngày làm việc",
        "Chưa trả lời; quá hạn 7 ngày làm việc",
        "Đã giải quyết xong",
        "Chưa đến hạn",
        "Chưa đến hạn",
    ]


@pytest.mark.parametrize("outcome", VOCABULARIES["answer_class"].choices)
def test_every_class_of_answer_has_its_words(scene: Workbench, outcome: str) -> None:
    said(scene, 5, outcome, "1400/BNNMT-TL", date(2026, 10, 8), forwarded_to=TC if outcome == "forwarded" else None)
    document = printed(scene, period=Q3)
    fate = column(document, "Kết quả giải quyết")[4]
    assert (
        fate.lower()
        == {
            "resolved": "đã giải quyết xong",
            "partial": "giải quyết một phần",
            "in_progress": "đang giải quyết",
            "explained": "giải trình, cung cấp thông tin",
            "rejected": "không chấp thuận",
            "returned": "trả lại",
            "forwarded": "chuyển bộ tài chính",
        }[outcome]
    )
    assert "đã trả lời: 03" in document.as_text()


def test_answers_with_number_and_date(scene: Workbench) -> None:
    found = column(printed(scene, period=Q3), "Số, ký hiệu, ngày văn bản trả lời")
    assert found[:2] == ["1234/BNNMT-TL\n07/10/2026", ""]


def test_the_line_under_the_table_counts_them(scene: Workbench) -> None:
    assert (
        "Tổng số: 05 kiến nghị; đã trả lời: 02; chưa trả lời: 03, trong đó quá hạn: 01."
        in printed(scene, period=Q3).as_text().splitlines()
    )


def test_as_of_an_earlier_day_later_answers_are_not_known(scene: Workbench) -> None:
    document = printed(scene, period=Q3, as_of=date(2026, 10, 5))
    assert column(document, "Kết quả giải quyết")[0] == "Chưa trả lời; quá hạn 5 ngày làm việc"
    assert "đã trả lời: 01; chưa trả lời: 04, trong đó quá hạn: 02" in document.as_text()


def test_as_of_an_earlier_day_what_was_settled_later_is_late(scene: Workbench) -> None:
    said(scene, 2, "resolved", "1300/BTC", date(2026, 10, 12))
    document = printed(scene, period=Q3, as_of=date(2026, 10, 8))
    assert column(document, "Kết quả giải quyết")[1] == "Chưa trả lời; quá hạn 5 ngày làm việc"


def test_letters_of_other_periods_and_drafts_are_left_out(scene: Workbench) -> None:
    obstacle(scene, 6, "Bản nháp", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm6", number="", keep_as_draft=True)).act)
    assert print_register(Registers(scene), "escalations", PrintOptions()).listed == 5
    assert print_register(Registers(scene), "escalations", PrintOptions(Period("quarter", 2026, 4))).listed == 0


def test_the_council_may_have_its_own_window(scene: Workbench) -> None:
    write(
        scene,
        create("p", PeriodRule(period="2026-Q3", window_from=date(2026, 6, 15), window_to=date(2026, 9, 14))),
    )
    document = printed(scene, period=Q3)
    assert len(column(document, "STT")) == 2
    assert "đến ngày 14/09/2026" in document.as_text()


def test_the_span_of_the_data_stands_under_the_title(scene: Workbench) -> None:
    lines = printed(scene, period=Q3).as_text().splitlines()
    assert "== SỔ THEO DÕI KIẾN NGHỊ, ĐỀ XUẤT" in lines
    assert "== (Số liệu từ ngày 01/07/2026 đến ngày 30/09/2026; kết quả tính đến ngày 12/10/2026)" in lines


def test_each_obstacle_of_a_letter_has_its_row_under_the_letters_number(scene: Workbench) -> None:
    obstacle(scene, 6, "Thứ nhất", to=(NNMT,))
    obstacle(scene, 7, "Thứ hai", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm6", "vm7", number="30/BC-HĐĐPV")).act)
    document = printed(scene)
    first, second = [row for row in table(document).rows if isinstance(row, DataRow)][-2:]
    headings = [column.heading for column in table(document).columns]
    assert (first.cells[0], first.cells[2], second.cells[2]) == ("6", "Thứ nhất", "Thứ hai")
    assert {headings[at] for at in second.joined} >= {"STT", "Số, ký hiệu, ngày văn bản kiến nghị", "Ghi chú"}
    assert "Kết quả giải quyết" not in {headings[at] for at in second.joined}
    assert "Tổng số: 06 kiến nghị" in document.as_text()


def test_items_that_fared_differently_are_told_apart(scene: Workbench) -> None:
    obstacle(scene, 6, "Thứ nhất", to=(NNMT,))
    obstacle(scene, 7, "Thứ hai", to=(NNMT,))
    scene.commit(escalating.propose(scene, letter("vm6", "vm7", number="30/BC-HĐĐPV", on=date(2026, 9, 8))).act)
    said(scene, 6, "resolved", "1300/BNNMT-TL", date(2026, 9, 20))
    document = printed(scene, period=Q3)
    assert column(document, "Kết quả giải quyết")[1:3] == [
        "Đã giải quyết xong",
        "Chưa trả lời; quá hạn 9 ngày làm việc",
    ]
    assert "đã trả lời: 02; chưa trả lời: 04" in document.as_text()


def test_a_roadmap_stands_beside_the_first_deadline(scene: Workbench) -> None:
    said(scene, 5, "in_progress", "1400/BNNMT-TL", date(2026, 10, 8), roadmap_date=date(2026, 12, 15))
    document = printed(scene, period=Q3)
    assert column(document, "Thời hạn trả lời")[4] == "21/10/2026\n(lộ trình 15/12/2026)"
    assert column(document, "Kết quả giải quyết")[4] == "Đang giải quyết; lộ trình đến 15/12/2026"


def test_a_roadmap_that_ran_out_is_told(scene: Workbench, clock: FixedClock) -> None:
    said(scene, 5, "in_progress", "1400/BNNMT-TL", date(2026, 10, 8), roadmap_date=date(2026, 10, 30))
    clock.at = clock.at.replace(month=11, day=4)
    assert column(printed(scene, period=Q3), "Kết quả giải quyết")[4].endswith("quá lộ trình 3 ngày làm việc")


def test_what_went_higher_is_told(scene: Workbench) -> None:
    send(scene, 2, PM, "30/BC-HĐĐPV", date(2026, 10, 8))
    assert column(printed(scene, period=Q3), "Kết quả giải quyết")[1] == (
        "Chưa trả lời; đã kiến nghị lên Thủ tướng Chính phủ"
    )


def test_reminders_with_number_and_day(scene: Workbench) -> None:
    uid = linked(scene).obstacle_items("vm2")[0].escalation.uid
    write(scene, create("r", Reminder(escalation=uid, nth=1, sent_date=date(2026, 10, 5))))
    assert column(printed(scene, period=Q3), "Đôn đốc (lần, ngày)")[1] == "Lần 1: 05/10/2026"


# choices of the officer


def test_columns_are_numbered_as_they_stand(scene: Workbench) -> None:
    full, short = table(printed(scene)), table(printed(scene, localities=False))
    assert [c.number for c in full.columns] == [f"({n})" for n in range(1, 12)]
    assert [c.number for c in short.columns] == [f"({n})" for n in range(1, 11)]
    assert "Địa phương" not in [c.heading for c in short.columns]


def test_ordering(scene: Workbench) -> None:
    assert column(printed(scene, order="authority"), "Cơ quan nhận, cấp giải quyết") == [
        "Bộ Nông nghiệp và Môi trường",
        "Bộ Nông nghiệp và Môi trường",
        "Bộ Nông nghiệp và Môi trường",
        "Bộ Tài chính",
        "Thủ tướng Chính phủ",
    ]


def test_groups_go_up_the_ladder_with_roman_numerals_and_their_own_count(scene: Workbench) -> None:
    rows = table(printed(scene, group="level")).rows
    assert [(r.numeral, r.text) for r in rows if isinstance(r, GroupRow)] == [
        ("I", "Bộ, cơ quan ngang bộ"),
        ("II", "Thủ tướng Chính phủ"),
    ]
    assert [r.label for r in rows if isinstance(r, TotalRow)] == ["Cộng: 04", "Cộng: 01"]
    assert [r.cells[0] for r in rows if isinstance(r, DataRow)] == ["1", "2", "3", "4", "1"]


def test_a_choice_of_records_is_said(scene: Workbench) -> None:
    uid = linked(scene).obstacle_items("vm2")[0].escalation.uid
    document = printed(scene, only=frozenset([uid]), filter_words="quá hạn")
    assert len(column(document, "STT")) == 1
    assert "== Phạm vi: quá hạn" in document.as_text()


def test_totals_can_be_left_out(scene: Workbench) -> None:
    assert "Tổng số" not in printed(scene, totals=False).as_text()


def test_the_page_is_as_chosen(scene: Workbench) -> None:
    setup = printed(scene, table_pt=11, left=35, right=20, top_bottom=25).setup
    assert (setup.landscape, setup.table_pt, setup.left, setup.right, setup.top, setup.bottom) == (
        True,
        11,
        35,
        20,
        25,
        25,
    )


def test_print_is_vietnamese_whatever_the_window_speaks(scene: Workbench) -> None:
    vietnamese = printed(scene, period=Q3, group="level").as_text()
    set_language("en")
    assert printed(scene, period=Q3, group="level").as_text() == vietnamese


def test_another_register_is_refused(scene: Workbench) -> None:
    with pytest.raises(UserError):
        printed(scene, "payroll")


# head and signatures


def test_letterhead_of_the_office_under_its_council(scene: Workbench) -> None:
    head = printed(scene).blocks[0]
    assert isinstance(head, Letterhead)
    assert [line.text for line in head.left] == [
        "HỘI ĐỒNG ĐIỀU PHỐI VÙNG",
        "ĐỒNG BẰNG SÔNG CỬU LONG",
        "BỘ PHẬN THƯ KÝ",
    ]
    assert head.left[-1].bold and not head.left[0].bold
    assert head.place_date == "Cần Thơ, ngày 12 tháng 10 năm 2026"


def test_the_officer_may_name_another_place(scene: Workbench) -> None:
    head = printed(scene, place="Hà Nội").blocks[0]
    assert isinstance(head, Letterhead) and head.place_date.startswith("Hà Nội,")


def test_an_unknown_holder_leaves_the_name_blank(scene: Workbench) -> None:
    right = signed(printed(scene)).right
    assert right is not None and (right.title, right.name) == (("TRƯỞNG BỘ PHẬN THƯ KÝ",), "")


def test_whoever_holds_the_office_that_day_signs(scene: Workbench) -> None:
    office(scene, "Trần Cũ", "office_head", end=date(2026, 9, 30))
    office(scene, "Lê Mới", "office_head", start=date(2026, 10, 1))
    assert signed(printed(scene)).right.name == "Lê Mới"  # type: ignore[union-attr]
    assert signed(printed(scene, as_of=date(2026, 9, 30))).right.name == "Trần Cũ"  # type: ignore[union-attr]


def test_nobody_out_of_office_signs(scene: Workbench) -> None:
    office(scene, "Trần Cũ", "office_head", end=date(2026, 9, 30))
    assert signed(printed(scene)).right.name == ""  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("authority", "first"),
    [("TL.", "TL. CHỦ TỊCH HỘI ĐỒNG"), ("TM.", "TM. HỘI ĐỒNG"), ("KT.", "KT. CHỦ TỊCH HỘI ĐỒNG")],
)
def test_the_capacity_stands_over_the_title(scene: Workbench, authority: str, first: str) -> None:
    assert signed(printed(scene, authority=authority)).right.title[0] == first  # type: ignore[union-attr]


def test_the_left_signature_is_of_whoever_made_it(scene: Workbench) -> None:
    assert signed(printed(scene)).left.title == ("NGƯỜI LẬP SỔ",)  # type: ignore[union-attr]


def test_roles_that_may_sign_come_with_their_holders(scene: Workbench) -> None:
    office(scene, "Lê Mới", "office_head")
    found = dict(signers(scene.repository, date(2026, 10, 12)))
    assert found["office_head"] == "Trưởng Bộ phận thư ký – Lê Mới"
    assert found["chair"] == "Chủ tịch Hội đồng"


def test_an_empty_record_prints_an_empty_register(record: Workbench) -> None:
    document = printed(record)
    assert table(document).rows == (GroupRow("Không phát sinh"),)
    assert signed(document).right is None


# obstacles and agreements


def test_the_summary_of_obstacles_adds_up(scene: Workbench) -> None:
    obstacle(scene, 6, "Cũ, chưa xong", reported_date=date(2026, 3, 1), to=(NNMT,))
    obstacle(scene, 7, "Mới, của quý sau", reported_date=date(2026, 10, 2), to=(NNMT,))
    obstacle(scene, 8, "Đã gộp", state="merged", to=(NNMT,))
    lines = printed(scene, "obstacles", period=Q3).as_text().splitlines()
    assert "Tổng số phải theo dõi: 06 (kỳ trước chuyển sang: 01; phát sinh trong kỳ: 05)." in lines
    assert (
        "Đã giải quyết xong: 01; đang giải quyết: 01; đã được giải trình: 00; chưa trả lời: 04, "
        "trong đó quá hạn: 01. Tỷ lệ đã giải quyết, giải trình: 16,7%." in lines
    )


def test_an_obstacle_settled_before_the_period_is_not_listed(scene: Workbench) -> None:
    assert len(column(printed(scene, "obstacles", period=Period("quarter", 2026, 4)), "STT")) == 5
    assert "Vận hành cống" in column(
        printed(scene, "obstacles", period=Period("month", 2026, 10)), "Nội dung khó khăn, vướng mắc"
    )
    assert "Vận hành cống" not in column(
        printed(scene, "obstacles", period=Period("month", 2026, 11), as_of=date(2026, 11, 20)),
        "Nội dung khó khăn, vướng mắc",
    )


def test_obstacles_by_locality(scene: Workbench) -> None:
    obstacle(scene, 6, "Của An Giang", reported_by="AG", to=(NNMT,))
    rows = table(printed(scene, "obstacles", group="locality")).rows
    assert [r.text for r in rows if isinstance(r, GroupRow)] == ["An Giang", "Vĩnh Long"]


def agreement(uid: str, **values: object) -> Agreement:
    filled = {
        "code": f"TT-2026-{uid}",
        "title": f"Thỏa thuận {uid}",
        "state": "in_force",
        "fields": ("GT",),
        **values,
    }
    return Agreement(**filled)  # type: ignore[arg-type]


def test_agreements_with_their_sums(scene: Workbench) -> None:
    write(
        scene,
        create("a1", agreement("001", number="12/BTT", signed_date=date(2026, 3, 5), amount_total=1_250_000_000_000)),
        create(
            "a2",
            agreement("002", signed_date=date(2026, 4, 5), amount_total=500_000_000, amount_state=500_000_000),
        ),
        create("p1", Party(agreement="a1", ordinal=1, locality="VL")),
        create("p2", Party(agreement="a1", ordinal=2, locality="CT")),
    )
    document = printed(scene, "agreements", period=Period("year", 2026))
    assert column(document, "Số, ký hiệu, ngày ký") == ["12/BTT\n05/03/2026", "05/04/2026"]
    assert column(document, "Các địa phương tham gia") == ["Vĩnh Long, Cần Thơ", ""]
    assert column(document, "Tổng nhu cầu") == ["1.250", "0,5"]
    total = table(document).rows[-1]
    assert isinstance(total, TotalRow)
    assert (total.label, total.cells[:3]) == ("Tổng cộng", ("1.250,5", "0,5", "0"))


def test_agreements_without_a_date_stand_in_the_whole_list_only(scene: Workbench) -> None:
    write(scene, create("a1", agreement("001")))
    assert print_register(Registers(scene), "agreements", PrintOptions()).listed == 1
    assert print_register(Registers(scene), "agreements", PrintOptions(Period("year", 2026))).listed == 0


def test_the_file_is_named_for_register_and_period(scene: Workbench) -> None:
    options = PrintOptions(Q3)
    assert print_register(Registers(scene), "escalations", options).file_name == "So_theo_doi_kien_nghi_2026-Q3"
    undated = replace(options, period=None)
    assert print_register(Registers(scene), "obstacles", undated).file_name == "Tong_hop_vuong_mac_2026-10-12"


# one record on a sheet of its own


def sheet(record: Workbench, register: str, uid: str, **options: object) -> list[tuple[str, str]]:
    document = printed(record, register, sheet=uid, **options)
    return [(row.cells[0], row.cells[1]) for row in table(document).rows if isinstance(row, DataRow)]


def test_the_sheet_of_an_obstacle_tells_what_was_asked_and_what_came_of_it(scene: Workbench) -> None:
    lines = dict(sheet(scene, "obstacles", "vm1"))
    assert lines["Kiến nghị 1"] == "Kiến nghị về sạt lở bờ sông"
    assert lines["– Văn bản kiến nghị"] == "16/BC-HĐĐPV, 07/09/2026"
    assert lines["– Cơ quan nhận"] == "Bộ Nông nghiệp và Môi trường"
    assert lines["– Văn bản trả lời"] == "1234/BNNMT-TL, 07/10/2026"
    assert lines["– Kết quả"] == "Giải quyết một phần; trễ 7 ngày làm việc"


def test_the_sheet_is_of_its_day(scene: Workbench) -> None:
    lines = dict(sheet(scene, "obstacles", "vm1", as_of=date(2026, 10, 5)))
    assert "– Văn bản trả lời" not in lines
    assert lines["– Kết quả"] == "Chưa trả lời; quá hạn 5 ngày làm việc"


def test_the_sheet_is_vietnamese_whatever_the_window_speaks(scene: Workbench) -> None:
    before = sheet(scene, "obstacles", "vm1")
    set_language("en")
    assert sheet(scene, "obstacles", "vm1") == before


def test_the_sheet_of_a_letter_lists_each_of_its_items(scene: Workbench) -> None:
    uid = linked(scene).obstacle_items("vm3")[0].escalation.uid
    lines = sheet(scene, "escalations", uid)
    assert ("– Vướng mắc", "Vận hành cống") in lines
    assert ("– Kết quả", "Đã giải quyết xong") in lines


def test_a_sheet_has_parts_only_for_what_there_is(scene: Workbench) -> None:
    write(
        scene,
        create("a9", agreement("009")),
        create("t9", Task(code="NV-1", source="agreement", agreement="a9", content="Lắp trạm", status="doing")),
    )
    rows = table(printed(scene, "agreements", sheet="a9")).rows
    assert [(r.numeral, r.text) for r in rows if isinstance(r, GroupRow)] == [
        ("I", "Thông tin chung"),
        ("II", "Nhiệm vụ, cam kết"),
    ]
    assert signed(printed(scene, "agreements", sheet="a9")).left.title == ("NGƯỜI LẬP PHIẾU",)  # type: ignore[union-attr]


def test_the_sheet_of_a_record_that_is_gone_is_refused(scene: Workbench) -> None:
    with pytest.raises(UserError):
        printed(scene, "obstacles", sheet="vm99")
