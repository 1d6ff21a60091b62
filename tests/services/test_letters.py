"""Letters as Word files: everything from the record, in the frame of Decree 30/2020/NĐ-CP, annex I."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from tests.building import new, write
from tests.services.linkage_scene import NNMT, TC, furnish, letter, linked, obstacle, office, only
from workbench.errors import UserError
from workbench.reports.word_letter import letter_bytes
from workbench.services.escalating import propose
from workbench.services.letters import (
    TEMPLATE_FOLDER,
    LetterFile,
    Signing,
    council_report,
    escalation_letter,
    late_letter,
    reminder_letter,
    write_letter,
)
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench
from workbench.values.periods import Period


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    office(record, "Trần Thị Cũ", "office_head", date(2024, 1, 1), date(2026, 6, 30))
    office(record, "Đỗ Văn Mới", "office_head", date(2026, 7, 1))
    obstacle(record, 1, "Chưa có quy trình vận hành cống", "Ban hành quy trình; giao một đầu mối", to=(NNMT,))
    obstacle(record, 2, "Thiếu số liệu quan trắc <mặn> & {{ 7 * 7 }}", to=(NNMT,), localities=("CM",))
    return record


def sent(record: Workbench, *uids: str, **values: Any) -> str:
    made = propose(record, letter(*(uids or ("vm1", "vm2")), **values))
    assert not made.blocked
    record.commit(made.act)
    return only(record.repository.where("escalation", code=made.code)).uid


def word(made: LetterFile) -> Any:
    return docx.Document(BytesIO(letter_bytes(made.document, made.fields)))


def texts(document: Any) -> list[str]:
    """All texts in reading order: paragraphs, and cells row by row."""

    def inside(parent: Any) -> Iterator[str]:
        for item in parent.iter_inner_content():
            if hasattr(item, "rows"):
                for row in item.rows:
                    for cell in row.cells:
                        yield from inside(cell)
            elif item.text.strip():
                yield item.text

    return list(inside(document))


def test_a_report_carries_head_number_title_addressee_body_and_signature(scene: Workbench) -> None:
    uid = sent(scene)
    found = texts(word(escalation_letter(linked(scene), uid)))
    for line in (
        "HỘI ĐỒNG ĐIỀU PHỐI VÙNG",
        "ĐỒNG BẰNG SÔNG CỬU LONG",
        "Số: 24/BC-HĐĐPV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Cần Thơ, ngày 12 tháng 10 năm 2026",
        "BÁO CÁO",
        "Khó khăn, vướng mắc trong kiểm soát mặn",
        "Kính gửi: Bộ Nông nghiệp và Môi trường",
        "Nội dung chi tiết tại Phụ lục kèm theo.",
        "Nơi nhận:",
        "- Như trên;",
        "TL. CHỦ TỊCH HỘI ĐỒNG",
        "Đỗ Văn Mới",
    ):
        assert line in found, line
    assert any("trước ngày 02/11/2026./." in line for line in found)
    assert not any("{{" in line and "7 * 7" not in line for line in found)
    assert not any("{%" in line for line in found)


def test_the_annex_lists_every_obstacle_with_its_recommendation(scene: Workbench) -> None:
    made = word(escalation_letter(linked(scene), sent(scene)))
    found = texts(made)
    assert "PHỤ LỤC" in found
    assert (
        "(Kèm theo Báo cáo số 24/BC-HĐĐPV ngày 12 tháng 10 năm 2026 của"
        " Hội đồng điều phối vùng đồng bằng sông Cửu Long)" in found
    )
    annex = made.tables[-1]
    assert [cell.text for cell in annex.rows[0].cells][:3] == ["STT", "Nội dung khó khăn, vướng mắc", "Địa phương"]
    body = [[cell.text for cell in row.cells] for row in annex.rows[2:]]
    assert [row[0] for row in body] == ["1", "2"]
    assert body[0][5] == "VM-2026-001"
    assert body[1][1] == "Thiếu số liệu quan trắc <mặn> & {{ 7 * 7 }}"
    assert body[1][2] == "Cà Mau"


def test_page_fonts_and_numbering_are_within_the_decree(scene: Workbench) -> None:
    made = word(escalation_letter(linked(scene), sent(scene)))
    first, annex = made.sections
    for section in (first, annex):
        assert Mm(20) <= section.top_margin <= Mm(25) and Mm(20) <= section.bottom_margin <= Mm(25)
        assert abs(section.left_margin - Mm(30)) < Mm(0.1) and abs(section.right_margin - Mm(15)) < Mm(0.1)
        assert section.different_first_page_header_footer
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert (annex.orientation, round(annex.page_width.mm)) == (WD_ORIENT.LANDSCAPE, 297)
    assert annex._sectPr.xpath("w:pgNumType/@w:start") == ["1"]
    assert "PAGE" in first.header._element.xml
    assert made.styles["Normal"].font.name == "Times New Roman"
    sizes = {run.font.size.pt for p in made.paragraphs for run in p.runs if run.text.strip() and run.font.size}
    assert sizes <= {12, 13, 14}
    head = made.tables[0]
    bold = {run.text: run.bold for cell in head.rows[0].cells for p in cell.paragraphs for run in p.runs}
    assert bold["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] and bold["ĐỒNG BẰNG SÔNG CỬU LONG"]


def test_lines_of_the_head_are_a_third_to_a_half_of_the_words_above(scene: Workbench) -> None:
    from workbench.reports.word_letter import RULE_STYLE, width_of

    made = word(escalation_letter(linked(scene), sent(scene)))
    left = made.tables[0].rows[0].cells[0]
    [line] = [p for p in left.paragraphs if p.style.name == RULE_STYLE]
    length = left.width.pt - line.paragraph_format.left_indent.pt - line.paragraph_format.right_indent.pt
    assert 1 / 3 <= length / width_of("ĐỒNG BẰNG SÔNG CỬU LONG", 12) <= 1 / 2
    assert line.text == ""


def test_an_official_letter_has_its_subject_under_the_number_and_no_title(scene: Workbench) -> None:
    uid = sent(scene, document_type="CV", number="05/HĐĐPV", subject="V/v vận hành cống ngăn mặn")
    made = word(escalation_letter(linked(scene), uid))
    found = texts(made)
    assert "Số: 05/HĐĐPV" in found
    assert "V/v vận hành cống ngăn mặn" in found
    assert "CÔNG VĂN" not in found
    assert not any("V/v v/v" in line.lower().replace("v/v v/v", "V/v v/v") for line in found)


def test_nobody_out_of_office_is_named(scene: Workbench) -> None:
    earlier = sent(scene, on=date(2026, 6, 15), number="10/BC-HĐĐPV")
    assert "Trần Thị Cũ" in texts(word(escalation_letter(linked(scene), earlier)))
    before = sent(scene, "vm1", to=TC, on=date(2023, 5, 4), number="2/BC-HĐĐPV")
    found = texts(word(escalation_letter(linked(scene), before)))
    assert not {"Trần Thị Cũ", "Đỗ Văn Mới"} & set(found)


def test_the_post_of_a_member_stands_over_the_name(scene: Workbench) -> None:
    write(
        scene,
        new(
            "council_role", "r1", council="council", person="Nguyễn Phó", role="standing_vice_chair",
            position="Thứ trưởng Bộ Tài chính", valid_from=date(2026, 1, 1),
        ),
    )  # fmt: skip
    signing = Signing("standing_vice_chair", "KT.")
    found = texts(word(escalation_letter(linked(scene), sent(scene), signing)))
    at = found.index("Nguyễn Phó")
    assert found[at - 1] == "THỨ TRƯỞNG BỘ TÀI CHÍNH"
    assert "KT. CHỦ TỊCH HỘI ĐỒNG" in found


def test_a_draft_leaves_number_and_day_to_be_written(scene: Workbench) -> None:
    made = propose(scene, letter("vm1", number="", document_date=None, sent_date=None, keep_as_draft=True))
    scene.commit(made.act)
    uid = only(scene.repository.where("escalation", code=made.code)).uid
    found = texts(word(escalation_letter(linked(scene), uid)))
    assert "Số: ……/BC-HĐĐPV" in found
    assert "Cần Thơ, ngày …… tháng …… năm 2026" in found


def test_a_reminder_names_the_letter_the_delay_and_what_is_open(scene: Workbench, clock: Any) -> None:
    uid = sent(scene, on=date(2026, 9, 1), number="9/BC-HĐĐPV")
    made = reminder_letter(linked(scene), uid, Signing(number="31/HĐĐPV", day=date(2026, 10, 12)), date(2026, 10, 23))
    found = texts(word(made))
    assert "V/v đôn đốc giải quyết kiến nghị tại văn bản số 9/BC-HĐĐPV" in found
    assert any("đã có văn bản số 9/BC-HĐĐPV" in line for line in found)
    late = linked(scene).escalation_due(uid).days
    assert any(f"quá {late} ngày làm việc" in line for line in found)
    assert any("Ban hành quy trình; giao một đầu mối (VM-2026-001)" in line for line in found)
    assert any("trước ngày 23/10/2026" in line for line in found)
    assert len(word(made).sections) == 1
    assert word(made).sections[0].orientation == WD_ORIENT.PORTRAIT


def test_there_is_nothing_to_remind_of_once_all_is_answered(scene: Workbench) -> None:
    from tests.services.linkage_scene import reply
    from workbench.services.answering import AnswerLine
    from workbench.services.answering import propose as answer

    uid = sent(scene, "vm1")
    [item] = linked(scene).items
    scene.commit(answer(scene, reply(AnswerLine(item, "resolved", "Đã ban hành"), on=date(2026, 10, 12))).act)
    with pytest.raises(UserError, match=r"letter\.nothing_waits"):
        reminder_letter(linked(scene), uid)


def test_a_late_member_is_asked_for_its_forms_by_name(scene: Workbench) -> None:
    period = Period("quarter", 2026, 3)
    made = late_letter(linked(scene), "VL", period, ["B01", "B02"], period.send_by(), answer_by=date(2026, 10, 20))
    found = " ".join(texts(word(made)))
    assert "Kính gửi: Ủy ban nhân dân" in found
    assert "quý III/2026" in found and "từ ngày 15/06/2026 đến ngày 14/09/2026" in found
    assert "quá thời hạn 11 ngày làm việc" in found  # from 25/9 to 12/10/2026
    assert "Biểu số 01/LKV" in found and "Biểu số 02/LKV" in found
    assert "trước ngày 20/10/2026" in found


def test_the_report_to_the_chair_counts_like_the_registers(scene: Workbench) -> None:
    sent(scene, "vm1")
    made = council_report(Registers(scene), Period("quarter", 2026, 3))
    found = texts(word(made))
    assert "Kính gửi: Chủ tịch Hội đồng điều phối vùng đồng bằng sông Cửu Long" in found
    assert "TL. CHỦ TỊCH HỘI ĐỒNG" not in found
    for heading in ("I. ", "II. ", "III. ", "IV. "):
        assert any(line.startswith(heading) for line in found)
    line = next(line for line in found if "tổng số phải theo dõi" in line)
    numbers = [int(word.strip(",;.")) for word in line.split() if word.strip(",;.").isdigit()]
    carried, raised, tracked, *fates = numbers
    assert carried + raised == tracked == sum(fates) == 2
    assert "1. Rà soát, phân loại và kiến nghị xử lý 01 vướng mắc mới." in found  # nothing else is left to do


def test_annexes_are_numbered_and_each_counts_its_pages_from_one(scene: Workbench) -> None:
    write(scene, new("agreement", "tt1", code="TT-2026-001", title="Hợp tác logistics", state="in_force"))
    sent(scene, "vm1")
    made = word(council_report(Registers(scene), Period("quarter", 2026, 4)))
    names = [p.text for p in made.paragraphs if p.text.startswith("PHỤ LỤC")]
    assert names == ["PHỤ LỤC I", "PHỤ LỤC II", "PHỤ LỤC III"]
    starts = [section._sectPr.xpath("w:pgNumType/@w:start") for section in made.sections]
    assert starts == [[], ["1"], ["1"], ["1"]]
    heads = [row._tr.xpath("w:trPr/w:tblHeader") for row in made.tables[-1].rows[:2]]
    assert all(heads)


def test_the_office_may_use_a_template_of_its_own(scene: Workbench, tmp_path: Path) -> None:
    folder = tmp_path / TEMPLATE_FOLDER
    folder.mkdir()
    own = docx.Document()
    own.add_paragraph("Mẫu riêng: {{ code }} gửi {{ addressee }}, hạn {{ due_date }}")
    own.save(str(folder / "escalation.docx"))
    made = escalation_letter(linked(scene), sent(scene))
    used = write_letter(made, tmp_path / "ra.docx", tmp_path / "so.lkv")
    assert used == folder / "escalation.docx"
    [line] = [p.text for p in docx.Document(str(tmp_path / "ra.docx")).paragraphs if p.text]
    assert line == "Mẫu riêng: KN-2026-001 gửi Bộ Nông nghiệp và Môi trường, hạn 02/11/2026"


@pytest.mark.parametrize(
    "content",
    ["{{ khong_co }}", "{% for x in %}", "{{ ''.__class__.__mro__[1].__subclasses__() }}"],
)
def test_a_template_that_cannot_be_filled_is_named_and_nothing_written(
    scene: Workbench, tmp_path: Path, content: str
) -> None:
    folder = tmp_path / TEMPLATE_FOLDER
    folder.mkdir()
    own = docx.Document()
    own.add_paragraph(content)
    own.save(str(folder / "letter.docx"))
    made = escalation_letter(linked(scene), sent(scene))
    with pytest.raises(UserError, match=r"letter\.bad_template"):
        write_letter(made, tmp_path / "ra.docx", tmp_path / "so.lkv")
    assert not (tmp_path / "ra.docx").exists()


def test_only_word_files_are_written(scene: Workbench, tmp_path: Path) -> None:
    made = escalation_letter(linked(scene), sent(scene))
    with pytest.raises(UserError, match=r"letter\.not_word"):
        write_letter(made, tmp_path / "ra.pdf")


def test_no_column_is_narrower_than_its_longest_word(scene: Workbench) -> None:
    from workbench.reports.document import Column, DataRow, PageSetup, Table
    from workbench.reports.word_letter import fitted

    table = Table((Column("STT", 1), Column("Ngày", 1), Column("Nội dung", 60)), (DataRow(("1", "23/02/2026", "x")),))
    setup = PageSetup(landscape=True)
    widths = fitted(table, setup)
    assert sum(widths) == pytest.approx(setup.body[0])
    assert widths[1] > 20 and widths[0] > 8


def test_what_the_preview_says_the_letter_says(scene: Workbench) -> None:
    """One wording: every paragraph of the document shown on screen stands in the Word file."""
    made = escalation_letter(linked(scene), sent(scene))
    found = set(texts(word(made)))
    from workbench.reports.document import Paragraph

    for block in made.document.blocks:
        if isinstance(block, Paragraph):
            assert block.text in found


def test_a_letter_whose_subject_is_long_is_written(scene: Workbench) -> None:
    made = escalation_letter(linked(scene), sent(scene))
    long = replace(made, document=replace(made.document, title="Vướng mắc " * 60))
    assert len(word(long).core_properties.title) == 255


def test_codes_of_records_are_not_broken_at_their_hyphens(scene: Workbench) -> None:
    uid = sent(scene, "vm1")
    made = word(reminder_letter(linked(scene), uid))
    line = next(p for p in made.paragraphs if "VM-2026-001" in p.text)  # read back with plain hyphens
    assert len(line._p.xpath(".//w:noBreakHyphen")) == 2
    assert all("VM-2026" not in (text.text or "") for text in line._p.xpath(".//w:t"))
