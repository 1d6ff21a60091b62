"""Printed lists of tasks, answers, results, reports and documents; the identity of R6 over random histories."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.linkage_scene import NNMT, PM, TC, XD, furnish, letter, linked, obstacle, reply
from workbench.clock import FixedClock
from workbench.domain.agreements import ProgressEntry, Task
from workbench.domain.documents import Document
from workbench.domain.escalations import Answer, AnswerItem, Escalation, EscalationItem, Reminder
from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.domain.submissions import Submission
from workbench.records.changes import Change, ChangeSet, Label, create
from workbench.reports.document import CoverPage, DataRow, GroupRow, PrintDocument, Table, TotalRow
from workbench.services import answering, escalating
from workbench.services.answering import AnswerLine
from workbench.services.printing import PRINTED, PrintOptions, print_document
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY
from workbench.values.periods import Period

Q3 = Period("quarter", 2026, 3)
TODAY = date(2026, 10, 12)


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    """A council and its ministries."""
    furnish(record)
    return record


def write(record: Workbench, *changes: Change) -> None:
    record.commit(ChangeSet(Label("act.create", {"code": "x"}), changes))


def printed(record: Workbench, register: str, **options: object) -> PrintDocument:
    return print_document(Registers(record), register, PrintOptions(**options))  # type: ignore[arg-type]


def table(document: PrintDocument) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def cells(document: PrintDocument, *headings: str) -> list[tuple[str, ...]]:
    found = table(document)
    at = [next(i for i, c in enumerate(found.columns) if c.heading == heading) for heading in headings]
    return [tuple(row.cells[i] for i in at) for row in found.rows if isinstance(row, DataRow)]


@pytest.mark.parametrize("register", PRINTED)
def test_an_empty_record_prints_every_register(record: Workbench, register: str) -> None:
    document = printed(record, register, cover=True)
    assert isinstance(document.blocks[0], CoverPage)
    assert [row for row in table(document).rows if isinstance(row, DataRow)] == []


# tasks


def task(uid: str, **values: object) -> Task:
    filled = {"code": f"NV-2026-{uid}", "source": "agreement", "content": f"Việc {uid}", "status": "doing", **values}
    return Task(**filled)  # type: ignore[arg-type]


def test_a_task_with_its_newest_report_and_how_late_it_is(scene: Workbench) -> None:
    write(
        scene,
        create("t1", task("001", lead=NNMT, cooperators=(TC, XD), due_date=date(2026, 9, 30), percent=40)),
        create("e1", ProgressEntry(task="t1", entered=date(2026, 7, 1), result="Đã lập đề cương")),
        create(
            "e2", ProgressEntry(task="t1", entered=date(2026, 9, 1), result="Đã lấy ý kiến", difficulty="Thiếu số liệu")
        ),
        create("e3", ProgressEntry(task="t1", entered=date(2026, 10, 20), result="Chưa đến")),
    )
    assert cells(printed(scene, "tasks"), "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Tình hình thực hiện") == [
        (
            "Bộ Nông nghiệp và Môi trường",
            "Bộ Tài chính; Bộ Xây dựng",
            "30/09/2026",
            "Đang thực hiện, 40%; quá hạn 8 ngày làm việc\nKết quả: Đã lấy ý kiến\nKhó khăn, vướng mắc: Thiếu số liệu",
        )
    ]


def test_tasks_of_a_period_and_open_ones_from_before(scene: Workbench) -> None:
    write(
        scene,
        create("t1", task("001", due_date=date(2026, 5, 30))),
        create("t2", task("002", due_date=date(2026, 5, 30), status="done")),
        create("t3", task("003", due_date=date(2026, 8, 30), status="done")),
        create("t4", task("004", due_date=date(2026, 11, 30))),
        create("t5", task("005", due_text="thường xuyên")),
    )
    document = printed(scene, "tasks", period=Q3)
    assert cells(document, "Nhiệm vụ, nội dung cam kết") == [("Việc 001",), ("Việc 003",), ("Việc 005",)]
    assert "Tổng số: 03 nhiệm vụ; hoàn thành: 01; đang thực hiện: 02. Quá hạn: 01." in document.as_text()
    assert len(cells(printed(scene, "tasks"), "STT")) == 5


def test_what_became_of_the_last_conclusions(scene: Workbench) -> None:
    notice = Document(direction="in", type="TB", full_number="365/TB-VPCP", issued_date=date(2026, 7, 10))
    write(
        scene,
        create("d", notice),
        create("t1", task("001", source="conclusions", document="d", status="done")),
        create("t2", task("002", source="conclusions", document="d")),
        create("t3", task("003", source="answer")),
    )
    rows = table(printed(scene, "tasks", group="source")).rows
    assert [(r.numeral, r.text) for r in rows if isinstance(r, GroupRow)] == [
        ("I", "365/TB-VPCP"),
        ("II", "Văn bản trả lời"),
    ]


# answers and documents


def test_an_answer_with_a_row_for_each_thing_it_answers(scene: Workbench) -> None:
    obstacle(scene, 1, "Sạt lở", "Giao cơ quan chủ trì", to=(NNMT,))
    obstacle(scene, 2, "Cống", "Ban hành quy trình", to=(NNMT,))
    draft = letter("vm1", "vm2", number="16/BC-HĐĐPV", on=date(2026, 9, 7))
    scene.commit(escalating.propose(scene, draft).act)
    items = [linked(scene).obstacle_items(f"vm{n}")[0].item.uid for n in (1, 2)]
    lines = (
        AnswerLine(items[0], "resolved", "Đã giao Cục Thủy lợi"),
        AnswerLine(items[1], "in_progress", "Đang soạn", roadmap_date=date(2026, 12, 15)),
    )
    scene.commit(answering.propose(scene, reply(*lines, number="1234/BNNMT-TL", on=date(2026, 10, 7))).act)
    document = printed(scene, "answers")
    assert cells(document, "STT", "Số, ký hiệu, ngày văn bản trả lời", "Nội dung kiến nghị") == [
        ("1", "1234/BNNMT-TL\n07/10/2026", "Giao cơ quan chủ trì"),
        ("", "", "Ban hành quy trình"),
    ]
    assert cells(document, "Nội dung trả lời, giải quyết", "Kết quả giải quyết", "Thời hạn hoàn thành") == [
        ("Đã giao Cục Thủy lợi", "Đã giải quyết xong", ""),
        ("Đang soạn", "Đang giải quyết", "15/12/2026"),
    ]
    assert "Tổng số: 01 văn bản trả lời, về 02 nội dung kiến nghị." in document.as_text()
    assert cells(document, "Văn bản kiến nghị (số, ngày)") == [("16/BC-HĐĐPV\n07/09/2026",), ("",)]
    assert cells(printed(scene, "documents_in"), "Ngày đến", "Tác giả", "Số, ký hiệu văn bản") == [
        ("07/10/2026", "Bộ Nông nghiệp và Môi trường", "1234/BNNMT-TL")
    ]


def test_outgoing_documents_with_who_got_them(scene: Workbench) -> None:
    obstacle(scene, 1, "Sạt lở", to=(PM,))
    draft = letter("vm1", to=PM, number="9/BC-HĐĐPV", on=date(2026, 9, 7), subject="Về sạt lở bờ sông")
    scene.commit(escalating.propose(scene, draft).act)
    sent = linked(scene).obstacle_items("vm1")[0].escalation.uid
    write(
        scene,
        create(
            "d2",
            Document(
                direction="out",
                type="CV",
                full_number="10/HĐĐPV-VP",
                issued_date=date(2026, 9, 7),
                subject="V/v đôn đốc trả lời",
            ),
        ),
        create("r", Reminder(escalation=sent, nth=1, document="d2", sent_date=date(2026, 9, 8))),
        create("d3", Document(direction="basis", full_number="57/NQ-CP", issued_date=date(2026, 9, 7))),
    )
    document = printed(scene, "documents_out", cover=True)
    assert cells(document, "Số, ký hiệu văn bản", "Nơi nhận văn bản", "Ngày chuyển") == [
        ("9/BC-HĐĐPV", "Thủ tướng Chính phủ", "07/09/2026"),
        ("10/HĐĐPV-VP", "Thủ tướng Chính phủ", "08/09/2026"),
    ]
    assert cells(document, "Tên loại và trích yếu nội dung văn bản") == [
        ("Báo cáo về sạt lở bờ sông",),
        ("V/v đôn đốc trả lời",),
    ]
    assert "Từ số 9/BC-HĐĐPV đến số 10/HĐĐPV-VP" in document.as_text()


# covers and numbering


def test_the_cover_says_year_days_numbers_and_volume(scene: Workbench) -> None:
    for number, day in ((1, date(2026, 7, 6)), (2, date(2026, 9, 7))):
        obstacle(scene, number, f"Vướng {number}", to=(NNMT,))
        scene.commit(escalating.propose(scene, letter(f"vm{number}", number=f"{number}/BC-HĐĐPV", on=day)).act)
    cover = printed(scene, "escalations", period=Q3, cover=True, volume="02").blocks[0]
    assert isinstance(cover, CoverPage)
    assert cover.issuer == ("BỘ PHẬN THƯ KÝ",)
    assert cover.lines == (
        "Năm: 2026",
        "Từ ngày 01/07/2026 đến ngày 30/09/2026",
        "Từ số 1/BC-HĐĐPV đến số 2/BC-HĐĐPV",
        "Quyển số: 02",
    )


def test_numbering_may_go_on_through_groups(scene: Workbench) -> None:
    for number, to in ((1, NNMT), (2, TC), (3, NNMT)):
        obstacle(scene, number, f"Vướng {number}", to=(to,))
        scene.commit(escalating.propose(scene, letter(f"vm{number}", to=to, number=f"{number}/BC-HĐĐPV")).act)
    again = cells(printed(scene, "escalations", group="authority"), "STT")
    through = cells(printed(scene, "escalations", group="authority", restart=False), "STT")
    assert again == [("1",), ("2",), ("1",)]
    assert through == [("1",), ("2",), ("3",)]


# who has reported


def test_who_has_reported_when_and_how_late(scene: Workbench) -> None:
    write(
        scene,
        create(
            "s1",
            Submission(
                locality="VL",
                period="2026-Q3",
                form="B02",
                state="sent",
                received_date=date(2026, 9, 24),
                document_number="215/BC-UBND",
            ),
        ),
        create(
            "s2", Submission(locality="DT", period="2026-Q3", form="B02", state="nil", received_date=date(2026, 9, 29))
        ),
        create(
            "s3", Submission(locality="CM", period="2026-Q2", form="B02", state="sent", received_date=date(2026, 6, 20))
        ),
    )
    document = printed(scene, "submissions")
    rows = cells(document, "Tỉnh, thành phố", "Ngày nhận báo cáo", "Số, ngày văn bản", "Tình trạng")
    assert [row[0] for row in rows if row[0]] == ["Đồng Tháp", "Vĩnh Long", "An Giang", "Cần Thơ", "Cà Mau"]
    assert rows[1][1:] == ("29/09/2026", "", "Không phát sinh, trễ 2 ngày làm việc")
    assert rows[4][1:] == ("24/09/2026", "215/BC-UBND", "Đã gửi")
    assert rows[0][3] == "Chưa gửi, trễ 11 ngày làm việc"
    text = document.as_text()
    assert "(Kỳ báo cáo: quý III/2026)" in text
    assert (
        "Tổng số: 05 tỉnh, thành phố; đã gửi đủ biểu: 00; gửi một phần: 02; chưa gửi: 03. Hạn gửi: ngày 25/09/2026."
        in text
    )
    early = cells(printed(scene, "submissions", period=Q3, as_of=date(2026, 9, 20)), "Tình trạng")
    assert early == [("Chưa gửi",), ("",), ("",)] * 5  # one cell down the three forms


# results by authority, and R6


def test_results_by_authority_with_totals_and_rates(scene: Workbench) -> None:
    for number, to in ((1, NNMT), (2, NNMT), (3, TC)):
        obstacle(scene, number, f"Vướng {number}", to=(to,))
        day = date(2026, 6, 1) if number == 1 else date(2026, 9, 7)
        scene.commit(escalating.propose(scene, letter(f"vm{number}", to=to, number=f"{number}/BC", on=day)).act)
    item = linked(scene).obstacle_items("vm2")[0].item.uid
    scene.commit(answering.propose(scene, reply(AnswerLine(item, "resolved", "Xong"), on=date(2026, 9, 20))).act)
    rows = table(printed(scene, "results", period=Q3)).rows
    assert [row.cells[1:12] for row in rows if isinstance(row, DataRow)] == [
        ("Bộ Nông nghiệp và Môi trường", "02", "01", "01", "01", "01", "00", "00", "01", "01", "50,0%"),
        ("Bộ Tài chính", "01", "00", "01", "00", "00", "00", "00", "01", "01", "0,0%"),
    ]
    total, rates = (row for row in rows if isinstance(row, TotalRow))
    assert (total.label, total.cells[:9]) == ("Tổng cộng", ("03", "01", "02", "01", "01", "00", "00", "02", "02"))
    assert (rates.label, rates.cells[3]) == ("Tỷ lệ", "33,3%")


@dataclass(frozen=True)
class Told:
    """One obstacle of a random history: days after 1 January 2026."""

    reported: int
    sent: int | None
    to: str
    outcome: str
    answered: int
    closed: bool


TOLD = st.builds(
    Told,
    reported=st.integers(0, 250),
    sent=st.none() | st.integers(0, 280),
    to=st.sampled_from((NNMT, TC, XD, PM)),
    outcome=st.sampled_from(("", "resolved", "partial", "in_progress", "explained", "rejected", "forwarded")),
    answered=st.integers(0, 60),
    closed=st.booleans(),
)
STATE = {
    "": ("sent", "escalated"),
    "resolved": ("resolved", "resolved"),
    "partial": ("processing", "in_progress"),
    "in_progress": ("processing", "in_progress"),
    "explained": ("explained", "explained"),
    "rejected": ("explained", "explained"),
    "forwarded": ("forwarded", "escalated"),
}


def history(told: list[Told]) -> Workbench:
    opened = Workbench.create(
        MEMORY, ChangeSet(Label("act.seed", {"code": "T"}), source="seed"), FixedClock.on(TODAY), "A"
    )
    furnish(opened)
    changes: list[Change] = []
    for number, one in enumerate(told, 1):
        changes += _told(number, one)
    if changes:
        write(opened, *changes)
    return opened


def _told(number: int, one: Told) -> list[Change]:
    start = date(2026, 1, 1)
    reported = start + timedelta(days=one.reported)
    sent = None if one.sent is None else max(reported, start + timedelta(days=one.sent))
    outcome = one.outcome if sent else ""
    item_state, state = STATE[outcome]
    state = state if sent else "classified"
    if one.closed and state in ("resolved", "explained"):
        state = "closed"
    uid = f"v{number}"
    made = [
        create(
            uid,
            Obstacle(
                code=f"VM-2026-{number:03d}",
                content="Nội dung",
                state=state,
                field=("TL", "GT")[number % 2],
                reported_by="VL",
                reported_date=reported,
            ),
        ),
        create(f"{uid}a", Recommendation(obstacle=uid, ordinal=1, content="Kiến nghị", addressees=(one.to,))),
    ]
    if sent:
        made += [
            create(
                f"{uid}e",
                Escalation(
                    code=f"KN-2026-{number:03d}",
                    to_organization=one.to,
                    level="ministry",
                    sent_date=sent,
                    due_date=sent + timedelta(days=20),
                ),
            ),
            create(
                f"{uid}i", EscalationItem(escalation=f"{uid}e", recommendation=f"{uid}a", ordinal=1, state=item_state)
            ),
        ]
    if outcome and sent:
        came = sent + timedelta(days=one.answered)
        made += [
            create(f"{uid}d", Document(direction="in", full_number=f"{number}/BTC", issued_date=came)),
            create(
                f"{uid}t",
                Answer(code=f"TL-2026-{number:03d}", document=f"{uid}d", from_organization=one.to, received_date=came),
            ),
            create(f"{uid}x", AnswerItem(answer=f"{uid}t", escalation_item=f"{uid}i", answer_class=outcome)),
        ]
    return made


def numbers(words: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", words)]


def adds_up(row: tuple[int, ...]) -> bool:
    tracked, carried, raised, answered, resolved, in_progress, explained, unanswered, late = row
    whole = carried + raised == tracked == resolved + in_progress + explained + unanswered
    return whole and answered == resolved + in_progress + explained and late <= unanswered


@settings(max_examples=25)
@given(
    told=st.lists(TOLD, max_size=12),
    quarter=st.none() | st.integers(1, 4),
    as_of=st.dates(date(2026, 2, 1), TODAY),
    group=st.sampled_from(("none", "level")),
)
def test_printed_totals_satisfy_the_identity_over_random_histories(
    told: list[Told], quarter: int | None, as_of: date, group: str
) -> None:
    period = Period("quarter", 2026, quarter) if quarter else None
    opened = history(told)
    try:
        results = table(printed(opened, "results", period=period, as_of=as_of, group=group)).rows
        obstacles = printed(opened, "obstacles", period=period, as_of=as_of)
    finally:
        opened.close()
    counts = [
        tuple(int(cell.replace(".", "")) for cell in row.cells[2:11]) for row in results if isinstance(row, DataRow)
    ]
    assert all(map(adds_up, counts))
    totals = [row for row in results if isinstance(row, TotalRow) and row.label == "Tổng cộng"]
    if counts:
        whole = tuple(int(cell.replace(".", "")) for cell in totals[0].cells[:9])
        assert whole == tuple(map(sum, zip(*counts, strict=True)))
    listed = len([row for row in table(obstacles).rows if isinstance(row, DataRow)])
    lines = obstacles.as_text().splitlines()
    tracked, carried, raised = numbers(next(line for line in lines if line.startswith("Tổng số phải theo dõi")))
    fates = numbers(next(line for line in lines if line.startswith("Đã giải quyết xong")).partition("Tỷ lệ")[0])
    resolved, in_progress, explained, unanswered, late = fates
    assert carried + raised == tracked == listed == resolved + in_progress + explained + unanswered
    assert late <= unanswered
