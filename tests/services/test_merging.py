"""Two copies of one record, written on apart and joined: nothing lost, nothing decided by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.building import edit, everything, new, write
from tests.conftest import SEED
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.records.changes import Attachment, ChangeSet, FieldSource, Label, remove
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.services.maintenance import check_record
from workbench.services.merge_words import tell_merge
from workbench.services.merging import MergePlan, Side, merge, plan_merge, read_theirs
from workbench.services.registers import Registers
from workbench.services.safeguards import folder_of
from workbench.services.workbench import Workbench
from workbench.storage import backup

O1, O2 = Ref("obstacle", "o1"), Ref("obstacle", "o2")


class Pair:
    """Laptop A and laptop B, whose records were one until act 2: two obstacles, one with an ask."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, FixedClock.on(date(2026, 10, 12))
        first = folder / "so.lkv"
        with Workbench.create(first, SEED, self.clock, "Nguyễn A") as made:
            made.safeguard = None
            ask = new("recommendation", "r1", obstacle="o1", content="Cấp cát")
            rows = [new("obstacle", f"o{n}", content=f"Việc {n}", code=f"VM-2026-00{n}") for n in (1, 2)]
            write(made, *rows, ask)
        second = Path(shutil.copy(first, folder / "may-b.lkv"))
        self.a = Workbench.open(first, self.clock, "Nguyễn A")
        self.b = Workbench.open(second, self.clock, "Trần B")
        for opened in (self.a, self.b):
            opened.safeguard = None

    def plan(self, answer: Side | None = None, into: str = "a") -> MergePlan:
        """What one record would take over from a copy of the other."""
        here, there = (self.a, self.b) if into == "a" else (self.b, self.a)
        file = self.folder / "trao-doi.lkv"
        file.unlink(missing_ok=True)
        backup.save_as(there.database, file)
        theirs = read_theirs(file, here, self.clock)
        plan = plan_merge(here, theirs)
        return plan if answer is None else plan_merge(here, theirs, {(q.ref, q.field): answer for q in plan.questions})

    def merged(self, answer: Side | None = None, into: str = "a") -> MergePlan:
        plan = self.plan(answer, into)
        merge(self.a if into == "a" else self.b, plan)
        return plan

    def close(self) -> None:
        self.a.close()
        self.b.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.close()


def sound(opened: Workbench) -> None:
    assert [finding.words for finding in check_record(opened) if not finding.good] == []


def test_what_only_the_other_wrote_is_taken_over(pair: Pair) -> None:
    write(pair.b, edit(pair.b, "obstacle", "o1", note="từ B"), new("obstacle", "o9", content="mới", code="VM-2026-009"))
    write(pair.b, remove(pair.b.repository.need(O2)))
    write(pair.a, edit(pair.a, "obstacle", "o1", officer="A"))
    plan = pair.merged()
    assert plan.questions == ()
    stored = pair.a.repository.need(O1)
    assert (stored.get("note"), stored.get("officer")) == ("từ B", "A")
    assert {r.uid for r in pair.a.repository.all("obstacle")} == {"o1", "o9"}
    sound(pair.a)


def test_same_field_changed_on_both_sides_is_asked_and_stays(pair: Pair) -> None:
    write(pair.a, edit(pair.a, "obstacle", "o1", note="A"))
    write(pair.b, edit(pair.b, "obstacle", "o1", note="B", stage="từ B"))
    plan = pair.merged()
    assert [(q.ref, q.field, q.answer) for q in plan.questions] == [(O1, "note", None)]
    stored = pair.a.repository.need(O1)
    assert (stored.get("note"), stored.get("stage")) == ("A", "từ B")


def test_question_left_open_is_asked_again_and_an_answered_one_is_not(pair: Pair) -> None:
    write(pair.a, edit(pair.a, "obstacle", "o1", note="A"))
    write(pair.b, edit(pair.b, "obstacle", "o1", note="B"))
    pair.merged()
    assert pair.plan().open == 1
    pair.merged("theirs")
    assert pair.a.repository.need(O1).get("note") == "B"
    assert pair.plan().nothing
    write(pair.b, edit(pair.b, "obstacle", "o1", note="B sau"))
    assert pair.plan().questions == ()  # since the merge only B wrote there
    pair.merged()
    assert pair.a.repository.need(O1).get("note") == "B sau"


def test_same_change_on_both_sides_is_no_question(pair: Pair) -> None:
    for opened in (pair.a, pair.b):
        write(opened, edit(opened, "obstacle", "o1", note="như nhau"))
    assert pair.plan().nothing


def test_deleted_here_and_edited_there_is_asked(pair: Pair) -> None:
    write(pair.a, remove(pair.a.repository.need(O2)))
    write(pair.b, edit(pair.b, "obstacle", "o2", note="B"))
    (question,) = pair.plan().questions
    assert (question.ref, question.field, question.ours) == (O2, "", None)
    pair.merged("theirs")
    assert pair.a.repository.need(O2).get("note") == "B"


def test_deleted_there_and_edited_or_used_here_is_asked(pair: Pair) -> None:
    write(pair.b, remove(pair.b.repository.need(O2)))
    write(pair.a, new("recommendation", "r2", obstacle="o2", content="Mới dùng"))
    plan = pair.merged()
    assert [(q.ref, q.theirs) for q in plan.questions] == [(O2, None)]
    assert pair.a.repository.get(O2) is not None


def test_code_given_on_both_sides_is_changed_and_told(pair: Pair) -> None:
    write(pair.a, new("obstacle", "a3", content="của A", code="VM-2026-003"))
    write(pair.b, new("obstacle", "b3", content="của B", code="VM-2026-003"))
    plan = pair.merged()
    assert [(one.before, one.after) for one in plan.renumbered] == [("VM-2026-003", "VM-2026-004")]
    pair.merged(into="b")
    codes = {"a3": "VM-2026-003", "b3": "VM-2026-004"}
    for opened in (pair.a, pair.b):
        assert {u: opened.repository.need(Ref("obstacle", u)).get("code") for u in codes} == codes
        sound(opened)


def test_codes_given_on_one_side_only_are_not_given_to_what_is_changed(pair: Pair) -> None:
    write(pair.a, new("obstacle", "a3", content="của A", code="VM-2026-003"))
    write(pair.b, *(new("obstacle", f"b{n}", content=f"của B {n}", code=f"VM-2026-00{n}") for n in (3, 4)))
    plan = pair.merged()
    assert [(one.before, one.after) for one in plan.renumbered] == [("VM-2026-003", "VM-2026-005")]
    pair.merged(into="b")
    codes = {"a3": "VM-2026-003", "b3": "VM-2026-005", "b4": "VM-2026-004"}
    for opened in (pair.a, pair.b):
        assert {u: opened.repository.need(Ref("obstacle", u)).get("code") for u in codes} == codes
        sound(opened)


def test_what_points_at_two_of_one_code_is_asked_by_the_code_that_the_other_gets(pair: Pair) -> None:
    for side, opened in (("a", pair.a), ("b", pair.b)):
        file = {"file_name": f"{side}.xlsx", "sha256": side, "state": "done"}
        batch = new("import_batch", f"l{side}", code="LN-2026-001", **file)
        report = {"locality": "L1", "period": "2026-Q3", "form": "B02", "state": "sent"}
        place = new("locality", "L1", name="Cà Mau", unit_type="tinh")
        write(opened, place, batch, new("submission", "s1", batch=f"l{side}", **report))
    (asked,) = [one for one in tell_merge(Registers(pair.a), pair.plan()).asked if one.question.field == "batch"]
    assert (asked.ours, asked.theirs) == ("LN-2026-001", "LN-2026-002")
    pair.merged("ours")
    back = list(tell_merge(Registers(pair.b), pair.plan("theirs", into="b")).lines())
    assert "  Lần nhập: LN-2026-002 → LN-2026-001" in back
    assert "  Mã: LN-2026-001 → LN-2026-002" in back
    assert not [line for line in back if "của máy kia" in line]


def test_what_points_at_something_deleted_here_is_left_out_and_told(pair: Pair) -> None:
    write(pair.a, remove(pair.a.repository.need(Ref("recommendation", "r1"))), remove(pair.a.repository.need(O1)))
    item = new("escalation_item", "i1", escalation="e1", recommendation="r1", state="draft")
    write(pair.b, new("escalation", "e1", code="KN-2026-001"), item)
    plan = pair.merged()
    assert plan.left_out == (Ref("escalation_item", "i1"),)
    assert pair.a.repository.count("escalation") == 1
    sound(pair.a)


def test_sources_and_files_come_along(pair: Pair) -> None:
    made = new("obstacle", "i1", content="dòng", code="VM-2026-007")
    source = FieldSource(made.ref, "content", "b1", (CellRef("Biểu 02", "B9"),), "dòng")
    label, file = Label("act.import", {"file": "b.xlsx", "n": 1}), Attachment("f" * 64, "b.xlsx", b"x")
    pair.b.commit(ChangeSet(label, (made,), "import", (source,), (file,)))
    pair.merged()
    act, found = pair.a.provenance(made.ref)["content"]
    assert act.kind == "merge" and found is not None and str(found.cells[0]) == "Biểu 02!B9"
    assert pair.a.journal.attachment("f" * 64) == ("b.xlsx", b"x")


def test_merge_is_one_act_copied_before_and_undone_whole(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    write(pair.b, edit(pair.b, "obstacle", "o1", note="B"), new("obstacle", "o9", content="mới"))
    before = everything(pair.a)
    plan = pair.plan()
    pair.a.close()
    with Workbench.open(tmp_path / "so.lkv", pair.clock, "Nguyễn A") as opened:
        act = merge(opened, plan).act
        assert act.kind == "merge"
        assert "merge" in [copy.reason for copy in backup.copies(folder_of(opened.database.path), "so")]
        opened.undo()
        assert everything(opened) == before
    pair.b.close()


def test_record_of_another_council_is_refused(pair: Pair, tmp_path: Path) -> None:
    other = tmp_path / "khac.lkv"
    Workbench.create(other, ChangeSet(Label("act.seed", {"code": "KHAC"}), source="seed"), pair.clock, "C").close()
    with pytest.raises(UserError) as caught:
        read_theirs(other, pair.a, pair.clock)
    assert caught.value.code == "merge.unrelated"


def test_plan_that_no_longer_holds_is_not_done(pair: Pair) -> None:
    write(pair.b, edit(pair.b, "obstacle", "o1", note="B"))
    plan = pair.plan()
    write(pair.a, edit(pair.a, "obstacle", "o2", note="A"))
    with pytest.raises(UserError) as caught:
        merge(pair.a, plan)
    assert caught.value.code == "undo.moved_on"


def test_plan_is_told_in_words(pair: Pair) -> None:
    write(pair.a, edit(pair.a, "obstacle", "o1", note="A"))
    write(pair.b, edit(pair.b, "obstacle", "o1", note="B", stage="Chuẩn bị"))
    assert list(tell_merge(Registers(pair.a), pair.plan()).lines()) == [
        "Sửa VM-2026-001: Việc 1",
        "  Giai đoạn phát sinh: Chuẩn bị",
        "Hỏi: VM-2026-001, Ghi chú. Máy này: A. Máy kia: B.",
    ]


_FIELDS = ("note", "stage", "officer")
_WRITES = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(_FIELDS), st.sampled_from("12"), st.integers(0, 2)), max_size=10
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_WRITES, st.sampled_from(["ours", "theirs"]))
def test_two_that_merge_each_other_end_up_equal(
    tmp_path_factory: pytest.TempPathFactory, writes: list[tuple[str, str, str, int]], answer: Side
) -> None:
    pair = Pair(tmp_path_factory.mktemp("pair"))
    base = {uid: pair.a.repository.need(Ref("obstacle", uid)).values for uid in ("o1", "o2")}
    for side, field, uid, value in writes:
        opened = getattr(pair, side)
        if opened.repository.need(Ref("obstacle", f"o{uid}")).get(field) != str(value):
            write(opened, edit(opened, "obstacle", f"o{uid}", **{field: str(value)}))
    both = {(uid, field) for uid in base for field in _FIELDS if parted(pair, base, uid, field)}
    plan = pair.merged(answer)
    assert {(q.ref.uid, q.field) for q in plan.questions} == both
    assert pair.plan(into="b").questions == ()
    pair.merged(into="b")
    assert everything(pair.a) == everything(pair.b)
    sound(pair.a)
    pair.close()


def parted(pair: Pair, base: dict[str, Any], uid: str, field: str) -> bool:
    """Whether both changed a field, and differently."""
    ours, theirs = (getattr(o.repository.need(Ref("obstacle", uid)).values, field) for o in (pair.a, pair.b))
    return ours != theirs and getattr(base[uid], field) not in (ours, theirs)


_ACTS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2)), min_size=2, max_size=8)  # 0: takes over the other


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ACTS)
@example([("b", 2), ("a", 2), ("b", 1), ("a", 0), ("a", 1), ("b", 1), ("b", 2), ("a", 0)])
def test_two_that_number_on_and_merge_now_and_then_end_up_with_the_same_codes(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    pair = Pair(tmp_path_factory.mktemp("pair"))
    for place, (side, many) in enumerate(acts):
        if not many:
            pair.merged(into=side)
        for number in range(many):
            opened = getattr(pair, side)
            last = max(int(code[-3:]) for code in codes(opened).values())
            uid = f"{side}{place}-{number}"
            write(opened, new("obstacle", uid, content=uid, code=f"VM-2026-{last + 1:03d}"))
    for side in "abab":
        pair.merged(into=side)
    assert codes(pair.a) == codes(pair.b)
    assert len(set(codes(pair.a).values())) == len(codes(pair.a))
    sound(pair.a)
    pair.close()


def codes(opened: Workbench) -> dict[str, str]:
    return {record.uid: record.values.code for record in opened.repository.all("obstacle")}
