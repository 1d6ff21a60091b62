"""The letter of an escalation: its parts by Decree 30, and the places that were filled in."""

from __future__ import annotations

from datetime import date

import pytest

from tests.services.linkage_scene import NNMT, furnish, letter, linked, obstacle, office
from workbench.domain.deadlines import Term
from workbench.messages import set_language
from workbench.reports.document import Letterhead, Paragraph, Signatures, Title
from workbench.services import drafting
from workbench.services.drafting import Letter, suggested_subject
from workbench.services.escalating import EscalationDraft, propose
from workbench.services.workbench import Workbench


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    obstacle(record, 63, "Chưa thống nhất quy trình vận hành cống", "Ban hành quy trình", to=(NNMT,))
    obstacle(record, 49, "Chưa chia sẻ dữ liệu", "Chỉ đạo chia sẻ", "Bố trí vốn", to=(NNMT,))
    return record


def made(record: Workbench, draft: EscalationDraft, **options: bool) -> Letter:
    return drafting.letter(linked(record), draft, propose(record, draft).deadline, **options)


def lines(found: Letter) -> list[str]:
    return found.document.as_text().splitlines()


def test_the_council_issues_it_with_number_place_and_date(scene: Workbench) -> None:
    head = made(scene, letter("vm63")).document.blocks[0]
    assert isinstance(head, Letterhead)
    assert [line.text for line in head.left] == ["HỘI ĐỒNG ĐIỀU PHỐI VÙNG", "ĐỒNG BẰNG SÔNG CỬU LONG"]
    assert head.left[-1].rule > 0
    assert (head.number, head.place_date) == ("Số: 24/BC-HĐĐPV", "Cần Thơ, ngày 12 tháng 10 năm 2026")


def test_a_report_bears_its_kind_and_subject(scene: Workbench) -> None:
    title = next(b for b in made(scene, letter("vm63")).document.blocks if isinstance(b, Title))
    assert [line.text for line in title.lines] == ["BÁO CÁO", "Khó khăn, vướng mắc trong kiểm soát mặn"]


def test_a_plain_letter_has_its_subject_under_the_number(scene: Workbench) -> None:
    document = made(scene, letter("vm63", document_type="CV", number="24/HĐĐPV")).document
    assert not [b for b in document.blocks if isinstance(b, Title)]
    head = document.blocks[0]
    assert isinstance(head, Letterhead)
    assert head.subject == "V/v khó khăn, vướng mắc trong kiểm soát mặn"


def test_each_obstacle_is_numbered_with_its_asks(scene: Workbench) -> None:
    found = lines(made(scene, letter("vm63", "vm49")))
    assert "1. Chưa thống nhất quy trình vận hành cống (Vĩnh Long, Đồng Tháp; VM-2026-063)." in found
    assert "2. Chưa chia sẻ dữ liệu (Vĩnh Long, Đồng Tháp; VM-2026-049)." in found
    assert "Kiến nghị: Chỉ đạo chia sẻ; Bố trí vốn." in found


def test_the_deadline_is_asked_for(scene: Workbench) -> None:
    closing = [b.text for b in made(scene, letter("vm63")).document.blocks if isinstance(b, Paragraph)][-1]
    assert closing.endswith("trả lời trước ngày 02/11/2026./.")


def test_without_a_deadline_none_is_asked_for(scene: Workbench) -> None:
    found = made(scene, letter("vm63", term=Term("none")))
    assert "trước ngày" not in found.document.as_text()


def test_filled_places_are_named_and_stand_in_the_letter(scene: Workbench) -> None:
    found = made(scene, letter("vm63"))
    assert found.filled == (
        "24/BC-HĐĐPV",
        "Cần Thơ, ngày 12 tháng 10 năm 2026",
        "Bộ Nông nghiệp và Môi trường",
        "02/11/2026",
        "Họ và tên",
    )
    assert all(words in found.document.as_text() for words in found.filled)


def test_what_is_missing_has_a_placeholder(scene: Workbench) -> None:
    found = made(scene, EscalationDraft(("vm63",)))
    assert "Số: …/BC-HĐĐPV" in found.document.as_text()
    assert "Kính gửi: (chưa chọn cơ quan)" in lines(found)


def test_whoever_holds_the_office_signs_by_order(scene: Workbench) -> None:
    office(scene, "Lê Mới", "office_head", start=date(2026, 10, 1))
    band = made(scene, letter("vm63")).document.blocks[-1]
    assert isinstance(band, Signatures) and band.right is not None
    assert band.right.title == ("TL. CHỦ TỊCH HỘI ĐỒNG", "TRƯỞNG BỘ PHẬN THƯ KÝ")
    assert band.right.name == "Lê Mới"


def test_on_paper_an_unknown_name_is_left_to_be_written(scene: Workbench) -> None:
    band = made(scene, letter("vm63"), blanks=False).document.blocks[-1]
    assert isinstance(band, Signatures) and band.right is not None
    assert band.right.name == ""


def test_it_ends_with_where_it_goes(scene: Workbench) -> None:
    text = made(scene, letter("vm63")).document.as_text()
    assert "Nơi nhận:" in text and "- Như trên;" in text and "- Lưu: VT, BPTK." in text


def test_the_letter_is_vietnamese_whatever_the_window_speaks(scene: Workbench) -> None:
    vietnamese = made(scene, letter("vm63")).document.as_text()
    set_language("en")
    assert made(scene, letter("vm63")).document.as_text() == vietnamese


def test_a_record_without_a_council_still_drafts(record: Workbench) -> None:
    obstacle(record, 1, "Việc chưa rõ", localities=(), reported_by=None, field=None)
    assert "1. Việc chưa rõ (VM-2026-001)." in lines(made(record, EscalationDraft(("vm1",))))


@pytest.mark.parametrize(
    ("chosen", "subject"),
    [
        ((), ""),
        (("vm63",), "Khó khăn, vướng mắc: chưa thống nhất quy trình vận hành cống"),
        (("vm63", "vm49"), "Khó khăn, vướng mắc trong lĩnh vực thủy lợi, phòng chống thiên tai"),
    ],
)
def test_a_subject_is_suggested(scene: Workbench, chosen: tuple[str, ...], subject: str) -> None:
    assert suggested_subject(linked(scene), chosen) == subject
