"""The trash: in with a reason and only what nothing else needs, back again, erased with the chain whole."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.building import edit, everything, new, write
from tests.conftest import SEED
from workbench.clock import FixedClock
from workbench.errors import Cancelled, UserError
from workbench.records.changes import Attachment, ChangeSet, FieldSource, Label
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.services import trash
from workbench.services.acts import listed
from workbench.services.maintenance import check_record
from workbench.services.recovering import recover
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench
from workbench.storage.erasing import NAMED

OBSTACLE = Ref("obstacle", "o1")
SECRET = "Chuyện không nên còn trong sổ"
FILE = b"%PDF-1.7 " + SECRET.encode()
SHA = hashlib.sha256(FILE).hexdigest()


@pytest.fixture
def kept(record: Workbench) -> Registers:
    """Act 2: an obstacle imported with an ask. Act 3: a file attached to it. Act 4: another obstacle."""
    fill(record)
    return Registers(record)


def fill(opened: Workbench) -> None:
    made = new("obstacle", "o1", content=SECRET, code="VM-2026-001")
    ask = new("recommendation", "r1", obstacle="o1", content=f"Đề nghị: {SECRET}")
    source = FieldSource(OBSTACLE, "content", "b1", (CellRef("Biểu 02", "B9"),), SECRET)
    opened.commit(ChangeSet(Label("act.import", {"file": "b.xlsx", "n": 1}), (made, ask), "import", (source,)))
    attach(opened, "f1", "o1")
    write(opened, new("obstacle", "o2", content="Thiếu cát", code="VM-2026-002"))


def attach(opened: Workbench, uid: str, obstacle: str) -> None:
    paper = new("attached_file", uid, obstacle=obstacle, sha256=SHA, name="a.pdf", size=len(FILE))
    label, content = Label("act.attach", {"n": 1, "code": "x"}), Attachment(SHA, "a.pdf", FILE)
    opened.commit(ChangeSet(label, (paper,), attachments=(content,)))


def put(registers: Registers, *uids: str, entity: str = "obstacle", reason: str = "nhập trùng") -> None:
    proposal = trash.propose(registers, [Ref(entity, uid) for uid in uids], reason)
    assert not proposal.blocked
    registers.workbench.commit(proposal.act)


def issues(registers: Registers, *refs: Ref, reason: str = "nhầm") -> list[tuple[str, str]]:
    return [(issue.code, issue.severity) for issue in trash.propose(registers, refs, reason).issues]


# into it


def test_record_goes_with_its_parts_and_files_and_can_be_taken_back(kept: Registers) -> None:
    before = everything(kept.workbench)
    put(kept, "o1")
    assert kept.workbench.repository.count("recommendation") == kept.workbench.repository.count("attached_file") == 0
    kept.workbench.undo()
    assert everything(kept.workbench) == before


def test_reason_is_asked_for_and_kept_in_the_journal(kept: Registers) -> None:
    assert issues(kept, OBSTACLE, reason=" ") == [("trash.no_reason", "stop")]
    put(kept, "o1", reason="nhập trùng")
    (act,) = kept.workbench.journal.acts(1)
    assert (act.label.key, act.note) == ("act.trash", "nhập trùng")


def test_what_others_use_stays_and_they_are_named(kept: Registers) -> None:
    item = new("escalation_item", "i1", escalation="e1", recommendation="r1", state="draft")
    write(kept.workbench, new("escalation", "e1", code="KN-2026-001"), item)
    (issue,) = trash.propose(kept, [OBSTACLE], "nhầm").issues
    assert (issue.code, issue.params["by"]) == ("trash.used", "KN-2026-001")
    assert trash.propose(kept, [OBSTACLE], "nhầm").blocked


def test_two_that_use_each_other_go_together(kept: Registers) -> None:
    item = new("escalation_item", "i1", escalation="e1", recommendation="r1", state="draft")
    write(kept.workbench, new("escalation", "e1", code="KN-2026-001"), item)
    assert issues(kept, OBSTACLE, Ref("escalation", "e1")) == []


def test_what_was_issued_or_settles_something_stays(kept: Registers) -> None:
    day = date(2026, 9, 1)
    write(
        kept.workbench,
        new("document", "d1", direction="out", full_number="12/BC-HĐ", issued_date=day),
        new("document", "d2", direction="in", full_number="9/BTC"),
        new("escalation", "e1", document="d1", sent_date=day),
        new("escalation_item", "i1", escalation="e1", recommendation="r1", state="resolved"),
        new("answer", "a1", document="d2"),
        new("answer_item", "ai1", answer="a1", escalation_item="i1", answer_class="resolved"),
    )
    refs = (Ref("escalation", "e1"), Ref("document", "d1"), Ref("answer", "a1"))
    assert issues(kept, *refs) == [("trash.sent", "stop"), ("trash.issued", "stop"), ("trash.answered", "stop")]


def test_of_several_those_that_may_go_go(kept: Registers) -> None:
    write(kept.workbench, new("escalation", "e1", sent_date=date(2026, 9, 1)))
    proposal = trash.propose(kept, [Ref("obstacle", "o2"), Ref("escalation", "e1")], "nhầm")
    assert not proposal.blocked
    assert [change.ref.uid for change in proposal.act.changes] == ["o2"]
    assert [(issue.code, issue.severity) for issue in proposal.issues] == [("trash.sent", "check")]


# what is in it, and out again


def test_trash_lists_the_record_with_reason_and_days(kept: Registers, clock: FixedClock) -> None:
    put(kept, "o1")
    (one,) = trash.in_trash(kept)
    assert (one.name, one.title, one.reason) == ("VM-2026-001", SECRET, "nhập trùng")
    assert {part.entity for part in one.parts} == {"obstacle", "recommendation", "attached_file"}
    today = clock.today()
    assert [one.days_left(today + timedelta(days=n)) for n in (0, 29, 30, 90)] == [30, 1, 0, 0]


def test_one_of_several_is_brought_back_alone(kept: Registers) -> None:
    put(kept, "o1", "o2")
    assert {one.name for one in trash.in_trash(kept)} == {"VM-2026-001", "VM-2026-002"}
    trash.bring_back(kept, [one for one in trash.in_trash(kept) if one.name == "VM-2026-001"])
    assert [one.name for one in trash.in_trash(kept)] == ["VM-2026-002"]
    assert kept.workbench.repository.need(OBSTACLE).get("content") == SECRET
    assert kept.workbench.repository.count("recommendation") == 1
    kept.workbench.undo()
    assert {one.name for one in trash.in_trash(kept)} == {"VM-2026-001", "VM-2026-002"}


def test_bringing_back_all_of_an_act_is_its_undo(kept: Registers) -> None:
    put(kept, "o1")
    number = kept.workbench.journal.head()[0]
    (outcome,) = trash.bring_back(kept, trash.in_trash(kept))
    assert (outcome.act.kind, outcome.act.undoes) == ("undo", number)
    assert trash.in_trash(kept) == []
    kept.workbench.redo()
    assert [one.name for one in trash.in_trash(kept)] == ["VM-2026-001"]


def test_bringing_back_is_stopped_between_two_acts(kept: Registers) -> None:
    put(kept, "o1")
    put(kept, "o2")

    class Stopping:
        def step(self, done: int, total: int, key: str = "") -> None:
            if 2 * done > total:
                raise Cancelled

    (outcome,) = trash.bring_back(kept, trash.in_trash(kept), Stopping())
    assert outcome.act.kind == "undo"
    assert [one.name for one in trash.in_trash(kept)] == ["VM-2026-001"]


def test_part_of_something_gone_waits_for_it(kept: Registers) -> None:
    write(kept.workbench, new("agreement", "a1", title="Thỏa thuận", state="in_force"))
    write(kept.workbench, edit(kept.workbench, "obstacle", "o2", agreement="a1"))
    put(kept, "o2")
    put(kept, "a1", entity="agreement")
    waiting = [one for one in trash.in_trash(kept) if one.ref.uid == "o2"]
    with pytest.raises(UserError) as caught:
        trash.bring_back(kept, waiting)
    assert caught.value.code == "trash.nothing_back"
    trash.bring_back(kept, trash.in_trash(kept))
    assert kept.workbench.repository.need(Ref("obstacle", "o2")).get("agreement") == "a1"


# emptied


@pytest.fixture
def file(tmp_path: Path, clock: FixedClock):
    with Workbench.create(tmp_path / "so.lkv", SEED, clock, "Nguyễn A") as opened:
        opened.safeguard = None
        fill(opened)
        write(opened, edit(opened, "obstacle", "o1", note=SECRET + " nữa"))
        registers = Registers(opened)
        put(registers, "o1")
        yield registers


def empty(registers: Registers) -> None:
    registers.workbench.commit(trash.erasure(trash.in_trash(registers)))


def test_erased_content_is_nowhere_in_the_file_and_the_chain_holds(file: Registers) -> None:
    opened = file.workbench
    printed = opened.journal.mark()
    assert SECRET.encode() in opened.database.path.read_bytes()
    empty(file)
    assert list(opened.journal.verify()) == []
    assert opened.journal.bears(printed)
    assert [finding.key for finding in check_record(opened) if not finding.good] == []
    assert trash.in_trash(file) == []
    opened.close()
    raw = opened.database.path.read_bytes()
    assert SECRET.encode() not in raw and b"Thi\xe1\xba\xbfu c\xc3\xa1t" in raw


def test_emptying_is_an_act_that_names_what_it_erased(file: Registers) -> None:
    empty(file)
    (act,) = file.workbench.journal.acts(1)
    assert (act.label.key, act.note) == ("act.emptied", "VM-2026-001")
    assert [(line.touched, line.erased) for line in listed(file.workbench).lines][:3] == [(0, 3), (0, 3), (0, 1)]


def test_nothing_brings_back_what_was_erased(file: Registers) -> None:
    empty(file)
    opened = file.workbench
    for number in (2, 3, 5, 6, 7):
        with pytest.raises(UserError) as caught:
            opened.undo(number)
        assert caught.value.code == "nothing_to_undo"
    opened.undo()  # the next act that can be: the other obstacle
    assert opened.repository.count("obstacle") == 0
    assert list(opened.journal.verify()) == []


def test_line_emptied_without_an_act_that_says_so_breaks_the_chain(file: Registers) -> None:
    empty(file)
    opened = file.workbench
    raw = opened.database.connection
    raw.execute("UPDATE act_change SET uid='o2' WHERE before=? AND uid='o1'", (NAMED,))
    assert {found.number for found in opened.journal.verify()} >= {2, 7}


def test_digest_in_place_of_content_of_another_record_breaks_the_chain(file: Registers) -> None:
    empty(file)
    opened = file.workbench
    opened.database.connection.execute(
        "UPDATE act_change SET after=NULL, before=(SELECT before FROM act_change WHERE act=2 LIMIT 1) WHERE act=4"
    )
    assert [found.number for found in opened.journal.verify()] == [4]


def test_what_is_still_in_the_record_is_not_erased(kept: Registers) -> None:
    with pytest.raises(UserError) as caught:
        kept.workbench.commit(ChangeSet(Label("act.emptied", {"n": 1}), erases=(OBSTACLE,)))
    assert caught.value.code == "trash.not_gone"


def test_altered_history_is_not_erased_over(file: Registers) -> None:
    file.workbench.database.connection.execute("UPDATE field_source SET raw='khác'")
    with pytest.raises(UserError) as caught:
        empty(file)
    assert caught.value.code == "trash.old_lines"


def test_file_that_another_record_holds_is_not_erased(file: Registers) -> None:
    opened = file.workbench
    attach(opened, "f2", "o2")
    empty(file)
    found = opened.journal.attachment(SHA)
    assert found is not None and found[1] == FILE


def test_erased_file_may_come_again(file: Registers) -> None:
    opened = file.workbench
    empty(file)
    found = opened.journal.attachment(SHA)
    assert found is not None and found[1] == b""
    attach(opened, "f2", "o2")
    found = opened.journal.attachment(SHA)
    assert found is not None and found[1] == FILE
    assert [finding.key for finding in check_record(opened) if not finding.good] == []


def test_salvage_of_a_record_with_an_emptied_trash_is_whole(file: Registers, tmp_path: Path, clock: FixedClock) -> None:
    empty(file)
    file.workbench.close()
    report = recover(file.workbench.database.path, tmp_path / "moi.lkv", clock, "Nguyễn A")
    assert report.complete, report.words()
