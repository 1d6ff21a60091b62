"""Undo, redo and where values came from: in the record, after a restart, and beside later edits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import edit, everything, new, write
from tests.conftest import SEED
from workbench.clock import FixedClock
from workbench.domain.registry import ENTITIES
from workbench.errors import UserError
from workbench.records.changes import Change, ChangeSet, FieldSource, Label, create, remove, update
from workbench.records.issues import CellRef
from workbench.records.record import Record, Ref
from workbench.services.undoing import next_redo, next_undo
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY

OBSTACLE = Ref("obstacle", "o1")


def content(opened: Workbench, uid: str = "o1") -> object:
    return opened.repository.need(Ref("obstacle", uid)).get("content")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


@pytest.fixture
def edited(record: Workbench) -> Workbench:
    """Acts 2 and 3: an obstacle made, then edited."""
    write(record, new("obstacle", "o1", content="một", code="VM-2026-0001"))
    write(record, edit(record, "obstacle", "o1", content="hai"))
    return record


# one after the other


def test_undo_takes_back_the_last_act(edited: Workbench) -> None:
    outcome = edited.undo()
    assert content(edited) == "một"
    assert (outcome.act.kind, outcome.act.undoes, outcome.kept) == ("undo", 3, ())
    assert outcome.summary.updated == (OBSTACLE,)


def test_undo_goes_back_act_by_act(edited: Workbench) -> None:
    edited.undo()
    edited.undo()
    assert edited.repository.get(OBSTACLE) is None


def test_reference_data_is_never_undone(edited: Workbench) -> None:
    edited.undo()
    edited.undo()
    assert refused(edited.undo) == "nothing_to_undo"
    assert refused(lambda: edited.undo(1)) == "nothing_to_undo"


def test_redo_does_again_in_order(edited: Workbench) -> None:
    edited.undo()
    edited.undo()
    edited.redo()
    assert content(edited) == "một"
    edited.redo()
    assert content(edited) == "hai"
    assert refused(edited.redo) == "nothing_to_redo"


def test_undo_after_redo(edited: Workbench) -> None:
    edited.undo()
    edited.redo()
    edited.undo()
    assert content(edited) == "một"


def test_new_act_ends_redo(edited: Workbench) -> None:
    edited.undo()
    write(edited, edit(edited, "obstacle", "o1", officer="Nguyễn A"))
    assert refused(edited.redo) == "nothing_to_redo"
    assert edited.redoable() is None


def test_what_undo_and_redo_would_do_is_told(edited: Workbench) -> None:
    edited.undo()
    undoable, redoable = edited.undoable(), edited.redoable()
    assert undoable is not None and undoable.number == 2
    assert redoable is not None and redoable.number == 3


def test_act_that_changed_nothing_does_not_stand_in_the_way(edited: Workbench) -> None:
    edited.commit(ChangeSet(Label("act.import")))
    edited.undo()
    assert content(edited) == "một"


def test_planning_an_undo_writes_nothing(edited: Workbench) -> None:
    plan = edited.plan_undo()
    assert plan.act.changes == (Change(OBSTACLE, {"content": "hai"}, {"content": "một"}),)
    assert (content(edited), edited.journal.head()[0]) == ("hai", 3)


def test_undo_and_redo_survive_a_restart(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "sổ.lkv"
    with Workbench.create(path, SEED, clock, "Nguyễn A") as opened:
        write(opened, new("obstacle", "o1", content="một"))
        write(opened, edit(opened, "obstacle", "o1", content="hai"))
    with Workbench.open(path, clock, "Trần B") as opened:
        opened.undo()
        assert content(opened) == "một"
    with Workbench.open(path, clock, "Trần B") as opened:
        opened.redo()
        assert content(opened) == "hai"
        assert list(opened.journal.verify()) == []


# an old act, with later work beside it


def test_undo_of_an_old_act_keeps_a_later_edit_and_says_so(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="một", officer="A", code="VM-2026-0001"))
    write(record, edit(record, "obstacle", "o1", content="hai", officer="B"))
    write(record, edit(record, "obstacle", "o1", content="ba"))
    outcome = record.undo(3)
    stored = record.repository.need(OBSTACLE)
    assert (stored.get("content"), stored.get("officer")) == ("ba", "A")
    (kept,) = outcome.kept
    assert (kept.name, kept.field, kept.reason) == ("VM-2026-0001", "field.obstacle.content", "undo.edited_since")


def test_after_an_edit_to_the_old_value_nothing_is_left_to_do_and_that_is_said(edited: Workbench) -> None:
    write(edited, edit(edited, "obstacle", "o1", content="một", officer="B"))
    plan = edited.plan_undo(3)
    assert plan.act.is_empty and {kept.reason for kept in plan.kept} == {"undo.already_so"}


def test_undo_of_an_import_keeps_a_record_edited_since(record: Workbench) -> None:
    rows = [new("obstacle", f"o{i}", content=f"dòng {i}", code=f"VM-2026-000{i}") for i in (1, 2, 3)]
    write(record, *rows, source="import")
    write(record, edit(record, "obstacle", "o2", officer="B"))
    outcome = record.undo(2)
    assert [r.uid for r in record.repository.all("obstacle")] == ["o2"]
    assert [(k.name, k.field, k.reason) for k in outcome.kept] == [("VM-2026-0002", "", "undo.edited_since")]


def test_undo_of_an_import_keeps_a_record_used_since_with_its_parts(record: Workbench) -> None:
    write(
        record,
        new("obstacle", "o1", content="a", code="VM-2026-0001"),
        new("recommendation", "r1", obstacle="o1", content="Cấp cát"),
        source="import",
    )
    write(
        record,
        new("escalation", "e1"),
        new("escalation_item", "i1", escalation="e1", recommendation="r1", state="draft"),
    )
    plan = record.plan_undo(2)
    assert plan.act.is_empty
    assert [(k.name, k.reason) for k in plan.kept] == [
        ("Cấp cát", "undo.used_since"), ("VM-2026-0001", "undo.part_stays"),
    ]  # fmt: skip
    assert plan.kept[0].words == "đang được KN-2026-e1 dùng"
    assert refused(lambda: record.undo(2)) == "nothing_to_undo"


def test_what_an_issued_letter_carries_is_kept_and_the_letter_named(record: Workbench) -> None:
    made = new("recommendation", "r1", obstacle="o1", content="Cấp cát")
    write(record, new("obstacle", "o1", content="a"), made, source="import")
    item = new("escalation_item", "i1", escalation="e1", recommendation="r1", state="sent")
    write(record, new("escalation", "e1", sent_date=date(2026, 9, 1)), item)
    first = record.plan_undo(2).kept[0]
    assert (first.name, first.words) == ("Cấp cát", "đã nằm trong kiến nghị KN-2026-e1 đã gửi đi")


def test_what_changed_a_value_since_is_named(edited: Workbench) -> None:
    write(edited, edit(edited, "obstacle", "o1", content="ba"))
    (kept,) = edited.plan_undo(3).kept
    assert kept.words == "đã được sửa sau đó, ở việc số 4"


def test_plan_is_done_as_listed_or_not_at_all(edited: Workbench) -> None:
    plan = edited.plan_undo(3)
    write(edited, edit(edited, "obstacle", "o1", officer="B"))
    assert refused(lambda: edited.take_back(plan)) == "undo.moved_on"
    assert content(edited) == "hai"
    outcome = edited.take_back(edited.plan_undo(3))
    assert content(edited) == "một"
    assert edited.journal.changes(outcome.act.number) == plan.act.changes


def test_act_in_the_middle_is_done_again_by_number(edited: Workbench) -> None:
    edited.undo(3)
    write(edited, new("obstacle", "o2", content="khác"))
    edited.take_back(edited.plan_redo(3))
    assert content(edited) == "hai"
    assert refused(lambda: edited.plan_redo(3)) == "nothing_to_redo"


def test_undo_keeps_a_value_whose_record_was_removed_since(edited: Workbench) -> None:
    write(edited, remove(edited.repository.need(OBSTACLE)))
    (kept,) = edited.plan_undo(3).kept
    assert kept.reason == "undo.missing"


def test_removed_record_does_not_come_back_without_what_it_belongs_to(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a"), new("recommendation", "r1", obstacle="o1", content="Cấp cát"))
    write(record, remove(record.repository.need(Ref("recommendation", "r1"))))
    write(record, remove(record.repository.need(OBSTACLE)))
    (kept,) = record.plan_undo(3).kept
    assert (kept.name, kept.reason) == ("Cấp cát", "undo.target_gone")


def test_reference_is_not_set_back_to_a_removed_record(record: Workbench) -> None:
    write(record, new("locality", "hn", code="01", name="Hà Nội"))
    write(record, new("obstacle", "o1", content="a", reported_by="hn", localities=("hn",)))
    write(record, edit(record, "obstacle", "o1", content="b", reported_by=None, localities=()))
    write(record, remove(record.repository.need(Ref("locality", "hn"))))
    outcome = record.undo(4)
    assert content(record) == "a"
    assert {(k.field, k.reason) for k in outcome.kept} == {
        ("field.obstacle.reported_by", "undo.target_gone"), ("field.obstacle.localities", "undo.target_gone"),
    }  # fmt: skip


def test_record_made_with_a_reference_to_it_goes_with_the_reference(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a"))
    write(
        record,
        new("document", "d1", direction="in", full_number="12/UBND"),
        edit(record, "obstacle", "o1", report_document="d1"),
    )
    outcome = record.undo()
    assert outcome.kept == ()
    assert record.repository.count("document") == 0


def test_several_changes_of_one_record_in_an_act_go_together(record: Workbench) -> None:
    first = new("obstacle", "o1", content="một")
    write(record, first, Change(OBSTACLE, {"content": "một"}, {"content": "hai"}))
    record.undo()
    assert record.repository.get(OBSTACLE) is None
    record.redo()
    assert content(record) == "hai"


def test_undoing_an_undo_does_the_act_again(edited: Workbench) -> None:
    edited.undo()
    outcome = edited.undo(4)
    assert (content(edited), outcome.act.kind, outcome.act.undoes) == ("hai", "redo", 3)
    edited.undo(5)
    assert content(edited) == "một"


def test_undoing_twice_is_nothing_to_undo(edited: Workbench) -> None:
    edited.undo(3)
    assert refused(lambda: edited.undo(3)) == "nothing_to_undo"


def test_act_that_is_not_there(edited: Workbench) -> None:
    assert refused(lambda: edited.undo(99)) == "nothing_to_undo"


@pytest.mark.parametrize(
    ("links", "undo", "redo"),
    [
        ([], None, None),
        ([(1, "seed", None)], None, None),
        ([(1, "seed", None), (2, "edit", None)], 2, None),
        ([(2, "edit", None), (3, "import", None), (4, "undo", 3)], 2, 3),
        ([(2, "edit", None), (3, "edit", None), (4, "undo", 3), (5, "undo", 2)], None, 2),
        ([(2, "edit", None), (3, "undo", 2), (4, "redo", 2)], 2, None),
        ([(2, "edit", None), (3, "edit", None), (4, "undo", 2)], 3, 2),
        ([(2, "edit", None), (3, "undo", 2), (4, "edit", None)], 4, None),
    ],
)
def test_next_undo_and_redo(links: list[Any], undo: int | None, redo: int | None) -> None:
    assert (next_undo(links), next_redo(links)) == (undo, redo)


# provenance


@pytest.fixture
def imported(record: Workbench) -> Workbench:
    """Acts 2 and 3: imported, then one field edited by hand."""
    source = FieldSource(OBSTACLE, "content", "b1", (CellRef("Biểu 02", "B9"),), "một")
    made = new("obstacle", "o1", content="một", officer="A")
    record.commit(ChangeSet(Label("act.import"), (made,), "import", (source,)))
    write(record, edit(record, "obstacle", "o1", content="hai"))
    return record


def origin(opened: Workbench, field: str = "content") -> tuple[int, str]:
    act, source = opened.provenance(OBSTACLE)[field]
    return act.number, str(source.cells[0]) if source else ""


def test_value_stems_from_the_act_that_set_it_last(imported: Workbench) -> None:
    assert (origin(imported), origin(imported, "officer")) == ((3, ""), (2, ""))


def test_undone_edit_leads_back_to_the_cell(imported: Workbench) -> None:
    imported.undo()
    assert origin(imported) == (2, "Biểu 02!B9")


def test_redone_edit_is_the_origin_again(imported: Workbench) -> None:
    imported.undo()
    imported.redo()
    assert origin(imported) == (3, "")
    imported.undo()
    assert origin(imported) == (2, "Biểu 02!B9")


def test_redone_import_leads_to_the_cell(imported: Workbench) -> None:
    for _ in range(2):
        imported.undo()
    imported.redo()
    assert origin(imported) == (2, "Biểu 02!B9")


def test_record_brought_back_keeps_its_origins(imported: Workbench) -> None:
    imported.undo()
    write(imported, remove(imported.repository.need(OBSTACLE)))
    imported.undo()
    assert origin(imported) == (2, "Biểu 02!B9")


# any history at all

_UIDS = st.sampled_from(["o1", "o2", "o3"])
_PLACES = st.lists(st.sampled_from(["hn", "hp"]), unique=True).map(tuple)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["make", "edit", "remove", "ask", "drop", "undo", "redo"]),
        _UIDS,
        st.text("aăâđê \n", min_size=1, max_size=4).map(lambda s: "x" + s),
        _PLACES,
        st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    ),
    max_size=14,
)


def step(opened: Workbench, kind: str, uid: str, words: str, places: tuple[str, ...], day: date | None) -> None:
    """Do one step of a history if it can be done as things stand."""
    stored = opened.repository.get(Ref("obstacle", uid))
    asks = opened.repository.where("recommendation", obstacle=uid)
    number = opened.journal.head()[0]
    if kind == "make" and stored is None:
        write(opened, new("obstacle", uid, content=words, localities=places, code=f"VM-2026-{number:04d}"))
    elif kind == "edit" and stored is not None:
        changed = update(stored, content=words, localities=places, raised_date=day)
        if changed is not None:
            write(opened, changed)
    elif kind == "remove" and stored is not None:
        write(opened, *map(remove, asks), remove(stored))
    elif kind == "ask" and stored is not None:
        write(opened, new("recommendation", f"r{number}", obstacle=uid, content=words))
    elif kind == "drop" and asks:
        write(opened, remove(asks[0]))
    elif kind == "undo" and opened.undoable():
        opened.undo()
    elif kind == "redo" and opened.redoable():
        opened.redo()


def replayed(opened: Workbench) -> dict[Ref, Any]:
    """The record as the journal alone tells it."""
    held: dict[Ref, dict[str, Any]] = {}
    for act in reversed(opened.journal.acts()):
        for change in opened.journal.changes(act.number):
            if change.after is None:
                del held[change.ref]
            elif change.before is None:
                held[change.ref] = dict(change.after)
            else:
                held[change.ref].update(change.after)
    return {ref: ENTITIES[ref.entity].make(values) for ref, values in held.items()}


def two_places() -> Workbench:
    """A record with two places that no undo takes away."""
    opened = Workbench.create(MEMORY, SEED, FixedClock.on(date(2026, 10, 12)), "Nguyễn A")
    places = (new("locality", "hn", code="01", name="Hà Nội"), new("locality", "hp", code="31", name="Hải Phòng"))
    write(opened, *places, source="seed")
    return opened


@given(_STEPS)
def test_any_history_can_be_walked_back_and_forth(steps: list[Any]) -> None:
    opened = two_places()
    start = everything(opened)
    for one in steps:
        step(opened, *one)
    end = everything(opened)
    count = 0
    while opened.undoable():
        assert opened.undo().kept == ()
        count += 1
    assert everything(opened) == start
    for _ in range(count):
        assert opened.redo().kept == ()
    assert everything(opened) == end
    assert replayed(opened) == end
    assert list(opened.journal.verify()) == []
    assert list(opened.search.stale()) == []
    opened.close()


@given(_STEPS, st.integers(0, 20))
def test_undo_of_any_act_leaves_a_sound_record(steps: list[Any], pick: int) -> None:
    opened = two_places()
    for one in steps:
        step(opened, *one)
    acts = opened.journal.links()[1:]
    if acts:
        target = acts[pick % len(acts)][0]
        plan = opened.plan_undo(target)
        if not plan.act.is_empty:
            opened.undo(target)
    assert opened.database.rows("PRAGMA foreign_key_check") == []
    assert replayed(opened) == everything(opened)
    assert list(opened.search.stale()) == []
    opened.close()


def test_made_and_removed_in_one_act_is_nothing(record: Workbench) -> None:
    made = ENTITIES["obstacle"].make({"code": "VM-2026-0009", "content": "a", "state": "new"})
    write(record, create("o1", made), remove(Record(OBSTACLE, 0, made)))
    assert record.repository.count("obstacle") == 0
    record.undo()
    assert record.repository.count("obstacle") == 0


@given(st.lists(st.integers(0, 3), max_size=4), st.integers(1, 6), st.booleans())
def test_imported_and_undone_is_as_never_imported(before: list[int], rows: int, again: bool) -> None:
    with two_places() as opened:
        for number, kind in enumerate(before):
            write(opened, new("obstacle", f"e{number}", content=f"việc {kind}", localities=("hn",) * (kind % 2)))
        never = everything(opened)
        made = [new("obstacle", f"i{n}", content=f"dòng {n}") for n in range(rows)]
        changed = [edit(opened, "obstacle", f"e{n}", note="từ tệp") for n in range(min(rows, len(before)))]
        number = write(opened, *made, *changed, source="import").act.number
        imported = everything(opened)
        assert opened.undo(number).kept == ()
        assert everything(opened) == never
        if again:
            opened.redo()
            assert everything(opened) == imported
