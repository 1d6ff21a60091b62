"""Issued copies: frozen, printed again the same, compared with what the record says later."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.linkage_scene import NNMT, TC, furnish, letter, linked, obstacle, reply
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.records.changes import Attachment, ChangeSet, Label, update
from workbench.records.record import Ref
from workbench.reports.document import (
    Column,
    CoverPage,
    DataRow,
    GroupRow,
    Letterhead,
    Line,
    PageBreak,
    PageSetup,
    Paragraph,
    PrintDocument,
    Recipients,
    Signature,
    Signatures,
    Table,
    Title,
    TotalRow,
)
from workbench.reports.snapshot import KeptRow, Snapshot, from_plain, pack, to_plain, unpack
from workbench.services import answering, escalating
from workbench.services.answering import AnswerLine
from workbench.services.issuing import Issued, differences, issue, issued_copies, issued_copy, load
from workbench.services.printing import PrintOptions
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench
from workbench.values.periods import Period

OPTIONS = PrintOptions(Period("quarter", 2026, 3), group="level", cover=True, volume="02")


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    """Two letters of the third quarter, one of them answered."""
    furnish(record)
    for number, to in ((1, NNMT), (2, TC)):
        obstacle(record, number, f"Vướng {number}", to=(to,))
        draft = letter(f"vm{number}", to=to, number=f"{number}/BC-HĐĐP", on=date(2026, 9, 7))
        record.commit(escalating.propose(record, draft).act)
    answer(record, 1, "resolved", date(2026, 9, 20))
    return record


def answer(record: Workbench, number: int, outcome: str, on: date) -> None:
    item = linked(record).obstacle_items(f"vm{number}")[0].item.uid
    draft = reply(AnswerLine(item, outcome, "Theo văn bản"), number=f"{number}/BNNMT", on=on)  # type: ignore[arg-type]
    record.commit(answering.propose(record, draft).act)


def change(record: Workbench, ref: Ref, **values: object) -> None:
    held = record.repository.need(ref)
    touched = update(held, **values)
    assert touched is not None
    record.commit(ChangeSet(Label("act.create", {"code": "x"}), (touched,)))


def issued(record: Workbench, options: PrintOptions = OPTIONS) -> Issued:
    """Issue the escalation register; its pages are the lines of its text."""
    copy, _ = issue(Registers(record), "escalations", options, lambda made: ([made.as_text()], 3))
    return copy


# what is kept


def test_a_copy_keeps_what_was_printed_when_and_how(scene: Workbench, clock: FixedClock) -> None:
    head = scene.journal.head()
    copy = issued(scene)
    assert (copy.code, copy.register, copy.pages, copy.listed) == ("PH-2026-001", "escalations", 3, 2)
    assert (copy.at, copy.as_of) == (clock.now(), date(2026, 10, 12))
    assert (copy.journal_number, copy.journal_hash) == head
    assert copy.options == PrintOptions(
        Period("quarter", 2026, 3), date(2026, 10, 12), group="level", cover=True, volume="02"
    )


def test_the_copy_bears_its_code_the_time_and_the_head_of_the_journal(scene: Workbench) -> None:
    number, mark = scene.journal.head()
    text = load(scene, issued(scene)).document.as_text()
    assert (
        f"Bản phát hành PH-2026-001, lúc 09:42 ngày 12/10/2026; nhật ký sổ đến bản ghi {number}, dấu {mark[:8]}." in text
    )


def test_every_copy_has_its_own_code_newest_first(scene: Workbench) -> None:
    first, second = issued(scene), issued(scene)
    assert [copy.code for copy in issued_copies(scene)] == [second.code, first.code] == ["PH-2026-002", "PH-2026-001"]
    assert issued_copies(scene, "obstacles") == []
    assert issued_copy(scene, "PH-2026-001") == first
    with pytest.raises(UserError):
        issued_copy(scene, "PH-2026-009")


def test_the_copy_is_the_same_whatever_is_changed_later(scene: Workbench, clock: FixedClock) -> None:
    copy = issued(scene)
    before = load(scene, copy)
    change(scene, Ref("obstacle", "vm1"), title="Sửa lại", content="Sửa lại")
    answer(scene, 2, "explained", date(2026, 10, 12))
    clock.at = clock.at.replace(year=2028)
    after = load(scene, issued_copy(scene, copy.code))
    assert after == before
    assert after.pages == [before.document.as_text()]


def test_a_copy_survives_closing_and_opening(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "so.lkv"
    made = Workbench.create(path, ChangeSet(Label("act.seed", {"code": "T"}), source="seed"), clock, "A")
    furnish(made)
    copy = issued(made)
    made.close()
    with Workbench.open(path, clock, "B") as again:
        assert issued_copies(again) == [copy]
        assert load(again, copy).document.title == "SỔ THEO DÕI KIẾN NGHỊ, ĐỀ XUẤT GỬI CẤP CÓ THẨM QUYỀN"
        assert list(again.journal.verify()) == []


def test_a_spoilt_copy_is_told_not_printed(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "so.lkv"
    made = Workbench.create(path, ChangeSet(Label("act.seed", {"code": "T"}), source="seed"), clock, "A")
    copy = issued(made)
    made.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE attachment SET content = zeroblob(20) WHERE sha256 = ?", (copy.snapshot,))
    connection.close()
    with Workbench.open(path, clock, "B") as again, pytest.raises(UserError) as caught:
        load(again, copy)
    assert caught.value.code == "report.snapshot_unreadable"


def test_nothing_is_issued_when_the_record_moves_meanwhile(scene: Workbench) -> None:
    def lay_out(made: PrintDocument) -> tuple[object, int]:
        change(scene, Ref("obstacle", "vm1"), title="Giữa chừng")
        return [], 1

    with pytest.raises(UserError) as caught:
        issue(Registers(scene), "escalations", OPTIONS, lay_out)
    assert caught.value.code == "printing.moved_while_issuing"
    assert issued_copies(scene) == []


def test_issuing_can_be_taken_back_and_the_journal_still_tells_of_it(scene: Workbench) -> None:
    copy = issued(scene)
    scene.undo()
    assert issued_copies(scene) == []
    assert scene.journal.attachment(copy.snapshot) is not None
    scene.redo()
    assert issued_copies(scene) == [copy]


# what changed since


def test_nothing_changed_gives_no_differences(scene: Workbench) -> None:
    copy = issued(scene)
    assert differences(Registers(scene), copy, load(scene, copy)) == ()


def test_corrections_are_listed_with_before_and_after(scene: Workbench) -> None:
    copy = issued(scene)
    change(scene, Ref("obstacle", "vm1"), title="Sạt lở bờ sông", content="Sạt lở bờ sông")
    (found,) = differences(Registers(scene), copy, load(scene, copy))
    assert (found.kind, found.number, found.heading) == ("changed", "1/BC-HĐĐP", "Nội dung khó khăn, vướng mắc")
    assert (found.before, found.after) == ("Vướng 1", "Sạt lở bờ sông")


def test_what_happened_until_a_later_day_is_told_when_asked_for(scene: Workbench, clock: FixedClock) -> None:
    copy = issued(scene)
    clock.at = clock.at.replace(month=11)
    answer(scene, 2, "resolved", date(2026, 11, 5))
    assert differences(Registers(scene), copy, load(scene, copy)) == ()
    later = differences(Registers(scene), copy, load(scene, copy), date(2026, 11, 12))
    assert {(d.number, d.heading) for d in later} == {
        ("2/BC-HĐĐP", "Số, ký hiệu, ngày văn bản trả lời"),
        ("2/BC-HĐĐP", "Kết quả giải quyết"),
    }


def test_records_that_came_and_went_are_told(scene: Workbench) -> None:
    copy = issued(scene)
    obstacle(scene, 3, "Nhập sau", to=(NNMT,))
    late = letter("vm3", number="3/BC-HĐĐP", on=date(2026, 9, 9))
    scene.commit(escalating.propose(scene, late).act)
    gone = linked(scene).obstacle_items("vm2")[0].escalation.uid
    change(scene, Ref("escalation", gone), sent_date=date(2026, 10, 1))
    found = differences(Registers(scene), copy, load(scene, copy))
    assert [(d.kind, d.number) for d in found] == [("removed", "2/BC-HĐĐP"), ("added", "3/BC-HĐĐP")]


# the file it is kept in

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
LINES = st.builds(Line, WORDS, st.booleans(), st.booleans(), st.none() | st.floats(8, 20), st.floats(0, 1))
ROWS = st.lists(
    st.builds(DataRow, st.tuples(WORDS, WORDS), st.booleans())
    | st.builds(GroupRow, WORDS, WORDS)
    | st.builds(TotalRow, WORDS, st.tuples(WORDS)),
    max_size=4,
)
BLOCKS = st.one_of(
    st.builds(Letterhead, st.tuples(LINES), st.tuples(LINES, LINES), WORDS, WORDS, WORDS),
    st.builds(Title, st.tuples(LINES)),
    st.builds(Paragraph, WORDS, st.sampled_from(("left", "justify"))),
    ROWS.map(lambda rows: Table((Column("a", 10, groups=("g",)), Column("b", 20.5, "right", "(2)")), tuple(rows))),
    st.builds(
        Signatures, st.none() | st.builds(Recipients, WORDS, st.tuples(WORDS)), st.builds(Signature, st.tuples(WORDS))
    ),
    st.builds(PageBreak, st.booleans()),
    st.builds(CoverPage, st.tuples(WORDS), st.tuples(WORDS), st.tuples(WORDS), st.tuples(WORDS, WORDS)),
)
DOCUMENTS = st.builds(
    PrintDocument, WORDS, st.lists(BLOCKS, max_size=5).map(tuple), st.builds(PageSetup, st.booleans(), st.floats(10, 30))
)


@given(document=DOCUMENTS)
def test_any_document_comes_back_from_its_snapshot(document: PrintDocument) -> None:
    snapshot = Snapshot(document, {"a": "A"}, (KeptRow("u", "1/BC", {"a": "x"}),), {"pages": []})
    assert unpack(pack(snapshot)) == snapshot


def test_joined_cells_come_back() -> None:
    table = Table((Column("a", 1), Column("b", 1)), (DataRow(("1", "x")), DataRow(("", "y"), joined=frozenset((0,)))))
    assert from_plain(to_plain(table)) == table


def test_parts_and_fields_of_a_later_version_are_left_out() -> None:
    plain = to_plain(PrintDocument("x", (Paragraph("giữ"),)))
    plain["later"] = 1
    plain["blocks"].append({"is": "Hologram", "colour": "red"})
    plain["blocks"][0]["weight"] = 3
    assert from_plain(plain) == PrintDocument("x", (Paragraph("giữ"),))


@pytest.mark.parametrize("data", [b"", b"abc", pack(Snapshot(PrintDocument("x", ()), {}, (), []))[:-4]])
def test_a_file_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(UserError):
        unpack(data)


def test_attachments_are_named_after_their_copy(scene: Workbench) -> None:
    copy = issued(scene)
    assert scene.journal.attachment_name(copy.snapshot) == "PH-2026-001.json.z"
    assert Attachment(copy.snapshot, "", b"").sha256 == copy.snapshot
