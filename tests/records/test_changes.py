"""Changes and change sets: only what differs, and back again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.records.changes import Change, ChangeSet, ChangeSummary, Label, create, remove, some, update
from workbench.records.issues import CellRef
from workbench.records.record import Record, Ref
from workbench.schema.spec import entity_of

EDIT = Label("act.edit", {"code": "VM-2026-0001"})


def stored(**values: object) -> Record[Obstacle]:
    return Record(Ref("obstacle", "o1"), 3, entity_of(Obstacle).make(values))


def test_creation_lists_the_fields_that_are_filled() -> None:
    change = create("o1", Obstacle(code="VM-2026-0001", content="Thiếu cát", localities=("l1",)))
    assert change.ref == Ref("obstacle", "o1")
    assert change.before is None
    assert change.after == {"code": "VM-2026-0001", "content": "Thiếu cát", "localities": ("l1",)}


def test_creation_makes_values_canonical() -> None:
    change = create("o1", Obstacle(content="một\r\nhai "))
    assert change.after == {"content": "một\nhai"}


def test_update_lists_only_what_differs() -> None:
    record = stored(content="Thiếu cát", officer="Nguyễn A")
    change = update(record, content="Thiếu đá", officer="Nguyễn A")
    assert change == Change(record.ref, {"content": "Thiếu cát"}, {"content": "Thiếu đá"})


def test_update_to_the_same_is_none() -> None:
    assert update(stored(content="Thiếu cát"), content="  Thiếu cát\r\n") is None


def test_update_of_a_field_to_empty() -> None:
    record = stored(content="Thiếu cát", officer="Nguyễn A")
    assert update(record, officer="") == Change(record.ref, {"officer": "Nguyễn A"}, {"officer": None})


def test_removal_keeps_all_that_was_held() -> None:
    record = stored(content="Thiếu cát", localities=("l1", "l2"))
    assert remove(record) == Change(record.ref, {"content": "Thiếu cát", "localities": ("l1", "l2")}, None)


def test_removal_is_the_inverse_of_creation() -> None:
    obstacle = Obstacle(code="VM-2026-0001", content="Thiếu cát")
    assert create("o1", obstacle).inverse() == remove(Record(Ref("obstacle", "o1"), 1, obstacle))


def test_fields_touched_are_named_once() -> None:
    change = Change(Ref("obstacle", "o1"), {"content": "a", "note": "b"}, {"note": "c", "officer": "d"})
    assert change.fields == ("content", "note", "officer")


def test_some_leaves_out_what_is_none() -> None:
    change = create("o1", Obstacle(content="a"))
    assert some(None, change, None) == (change,)


_SIDES = st.none() | st.dictionaries(st.sampled_from(["content", "note", "officer"]), st.text())
_CHANGES = st.builds(Change, st.builds(Ref, st.just("obstacle"), st.sampled_from("abc")), _SIDES, _SIDES)


@given(st.lists(_CHANGES))
def test_inverse_of_the_inverse_is_the_act(changes: list[Change]) -> None:
    act = ChangeSet(EDIT, tuple(changes))
    assert act.inverse(EDIT, "undo", 1).inverse(EDIT, "redo", 1).changes == act.changes


def test_inverse_takes_parts_before_their_owners() -> None:
    act = ChangeSet(
        EDIT, (create("o1", Obstacle(content="a")), create("r1", Recommendation(obstacle="o1", content="b")))
    )
    assert [c.ref.uid for c in act.inverse(EDIT, "undo", 1).changes] == ["r1", "o1"]


def test_act_without_changes_and_files_is_empty() -> None:
    assert ChangeSet(EDIT).is_empty
    assert not ChangeSet(EDIT, (create("o1", Obstacle()),)).is_empty


def test_joined_act_keeps_its_own_label_and_order() -> None:
    first = ChangeSet(EDIT, (create("o1", Obstacle()),))
    second = ChangeSet(Label("act.create"), (create("o2", Obstacle()),))
    joined = first.joined(second)
    assert joined.label == EDIT
    assert [c.ref.uid for c in joined.changes] == ["o1", "o2"]


def test_summary_sorts_by_what_happened() -> None:
    a, b, c = (Ref("obstacle", uid) for uid in "abc")
    summary = ChangeSummary.of([Change(a, None, {}), Change(b, {}, {}), Change(c, {}, None)])
    assert (summary.created, summary.updated, summary.removed) == ((a,), (b,), (c,))
    assert summary.entities == {"obstacle"}


def test_cell_is_written_as_people_write_it() -> None:
    assert (str(CellRef("Biểu 03", "B8")), str(CellRef("", "B8"))) == ("Biểu 03!B8", "B8")


def test_record_gives_a_field_by_key() -> None:
    record = stored(content="Thiếu cát")
    assert (record.uid, record.get("content")) == ("o1", "Thiếu cát")
