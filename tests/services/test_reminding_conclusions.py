"""Reminding of what a meeting concluded: whom, of what, how late, and the letter in the register of documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.building import edit, new, write
from tests.services.linkage_scene import NNMT, XD, furnish, linked
from workbench.clock import FixedClock
from workbench.commandline.letters import letter
from workbench.errors import UserError
from workbench.records.record import Ref
from workbench.reports.document import Paragraph
from workbench.services.details import detail
from workbench.services.letters import LetterOrder, make_letter
from workbench.services.letters.conclusions import Charge, charges, conclusions_letter
from workbench.services.letters.frame import Signing
from workbench.services.letters.orders import choices
from workbench.services.registers import Registers
from workbench.services.reminding_conclusions import propose
from workbench.services.workbench import Workbench
from workbench.values.periods import Period

Q3 = Period("quarter", 2026, 3)
SENT = Signing(number="31/HĐĐPV", day=date(2026, 10, 12))


def fill(record: Workbench) -> None:
    furnish(record)
    write(
        record,
        new("document", "tb", direction="in", type="TB", full_number="12/TB-HĐĐPV", issued_date=date(2026, 7, 3)),
        new("meeting", "hn", code="HN-2026-001", title="phiên họp thứ 5", held_date=date(2026, 7, 1), document="tb"),
        new("meeting", "hn0", code="HN-2025-001", title="phiên họp thứ 4", held_date=date(2025, 12, 1)),
        _task(1, content="Ban hành quy trình vận hành", lead=NNMT, due_date=date(2026, 9, 30), due_text="Quý III/2026",
              deliverable="Quyết định"),
        _task(2, content="Bố trí vốn đường ven biển", lead=XD, due_date=date(2026, 12, 31)),
        _task(3, content="Rà soát quy hoạch", lead_text="UBND các tỉnh", status="doing"),
        _task(4, content="Công bố bản đồ mặn", lead=NNMT, status="done"),
        _task(5, content="Việc chưa giao ai"),
    )  # fmt: skip


def _task(n: int, **values: Any) -> Any:
    return new("task", f"t{n}", code=f"NV-2026-{n:03d}", source="conclusions", meeting="hn", ordinal=n, **values)


@pytest.fixture
def council(record: Workbench) -> Workbench:
    fill(record)
    return record


def said(record: Workbench, charge: Charge, **more: Any) -> str:
    made = conclusions_letter(linked(record), charge, **more)
    return "\n".join(block.text for block in made.document.blocks if isinstance(block, Paragraph))


def test_whom_to_remind_is_offered_by_meeting_and_lead(council: Workbench) -> None:
    leads = ["", NNMT, XD, "UBND các tỉnh"]
    assert [(charge.lead, n) for charge, n in charges(linked(council))] == list(zip(leads, (3, 1, 1, 1), strict=True))
    offered = [words for _, words in choices(Registers(council), "conclusions", Q3)]
    assert offered[0] == "HN-2026-001 · mọi cơ quan chủ trì (3 kết luận)"
    assert offered[2] == "HN-2026-001 · Bộ Xây dựng (1 kết luận)"


def test_two_bodies_of_one_name_are_reminded_apart(council: Workbench) -> None:
    other = new("organization", "xd-cu", name="Bộ Xây dựng", valid_to=date(2025, 2, 28))
    write(council, other, _task(9, content="Bàn giao hồ sơ", lead="xd-cu"))
    named = {charge.lead: n for charge, n in charges(linked(council))}
    assert (named[XD], named["xd-cu"]) == (1, 1)
    assert "Bàn giao" not in said(council, Charge("hn", XD))


def test_the_letter_lists_what_is_open_with_lead_due_and_delay(council: Workbench) -> None:
    words = said(council, Charge("hn"), answer_by=date(2026, 10, 20))
    assert "Kính gửi: - Bộ Nông nghiệp và Môi trường;" in words and "- UBND các tỉnh;" in words
    assert "Ngày 01/07/2026" in words and "(Thông báo số 12/TB-HĐĐPV ngày 03/07/2026)" in words
    late = "sản phẩm: Quyết định; thời hạn: Quý III/2026; đến nay đã quá 8 ngày làm việc."
    assert f"1. Ban hành quy trình vận hành; chủ trì: Bộ Nông nghiệp và Môi trường; {late}" in words
    assert "thời hạn: 31/12/2026." in words and "trước ngày 20/10/2026" in words
    assert "bản đồ mặn" not in words and "chưa giao" not in words


def test_one_lead_is_told_of_its_own_alone(council: Workbench) -> None:
    words = said(council, Charge("hn", XD))
    assert "Kính gửi: Bộ Xây dựng" in words and "ven biển" in words
    assert "quy trình" not in words and "chủ trì:" not in words


def test_nothing_open_is_refused(council: Workbench) -> None:
    with pytest.raises(UserError, match=r"letter\.nothing_open"):
        make_letter(Registers(council), LetterOrder("conclusions", Q3, "hn0"))


def test_it_is_entered_among_documents_and_told_with_meeting_and_task(council: Workbench) -> None:
    proposal = propose(council, Charge("hn", XD), SENT, date(2026, 10, 20))
    assert not proposal.blocked
    done = council.commit(proposal.act)
    (paper,) = council.repository.where("document", direction="out")
    assert (paper.values.full_number, paper.values.recipients) == ("31/HĐĐPV", "Bộ Xây dựng")
    assert paper.values.subject == "đôn đốc thực hiện kết luận tại văn bản số 12/TB-HĐĐPV"
    for entity, uid in (("meeting", "hn"), ("task", "t2")):
        (line,) = _reminders(council, entity, uid)
        assert "31/HĐĐPV" in line.code and line.title == "Đôn đốc lần 1, 1 kết luận" and line.ref == paper.ref
    assert _reminders(council, "task", "t1") == ()
    council.undo(done.act.number)
    assert not council.repository.all("meeting_reminder") and not council.repository.where("document", direction="out")


def _reminders(record: Workbench, entity: str, uid: str) -> Any:
    parts = detail(Registers(record), Ref(entity, uid)).parts
    return next((part.lines for part in parts if part.key == "reminders"), ())


def test_the_second_letter_names_the_first_and_what_was_done_since_is_left_out(council: Workbench) -> None:
    early = Signing(number="29/HĐĐPV", day=date(2026, 10, 5))
    council.commit(propose(council, Charge("hn"), early).act)
    write(council, edit(council, "task", "t2", status="done"))
    words = said(council, Charge("hn"), signing=SENT)
    assert "Ngày 05/10/2026" in words and "đã đôn đốc lần 1" in words and "ven biển" not in words
    assert propose(council, Charge("hn"), SENT).act.label.params["nth"] == "2"


@pytest.mark.parametrize(
    ("signing", "code"),
    [
        (Signing(day=date(2026, 10, 12)), "remind.number_first"),
        (Signing(number="31/HĐĐPV"), "escalate.no_document_date"),
        (Signing(number="29/HĐĐPV", day=date(2026, 10, 12)), "escalate.number_taken"),
    ],
)
def test_what_cannot_be_entered_is_said(council: Workbench, signing: Signing, code: str) -> None:
    council.commit(propose(council, Charge("hn"), Signing(number="29/HĐĐPV", day=date(2026, 10, 5))).act)
    found = propose(council, Charge("hn"), signing)
    assert found.blocked and code in [issue.code for issue in found.issues]


def test_the_command_line_writes_and_enters_it(tmp_path: Path) -> None:
    path, out = tmp_path / "so.lkv", tmp_path / "thu.docx"
    from workbench.services.records_new import create_record
    from workbench.services.seeding import NewRecord

    opened = create_record(path, NewRecord("DBSCL"), FixedClock.on(date(2026, 10, 12)))
    body = opened.repository.where("organization", sign="BXD")[0].uid
    write(
        opened,
        new("meeting", "hn", code="HN-2026-001", title="phiên họp thứ 5", held_date=date(2026, 7, 1)),
        _task(1, content="Bố trí vốn đường ven biển", lead=body),
        _task(2, content="Rà soát quy hoạch", lead_text="UBND các tỉnh"),
    )
    opened.close()
    asked = [str(path), "HN-2026-001", "-o", str(out), "--to", "xây dựng"]
    ran = CliRunner().invoke(letter, [*asked, "--register", "--number", "31/HĐĐPĐBSCL", "--date", "2026-10-12"])
    assert ran.exit_code == 0, ran.output
    assert out.is_file()
    with Workbench.open(path, FixedClock.on(date(2026, 10, 12)), "A") as again:
        (paper,) = again.repository.where("document", direction="out")
        assert paper.values.full_number == "31/HĐĐPĐBSCL"
        assert [r.values.tasks for r in again.repository.all("meeting_reminder")] == [("t1",)]
    again_ran = CliRunner().invoke(letter, [*asked[:-1], "Bộ Y tế"])
    assert again_ran.exit_code == 2
