"""What is kept in memory is what the file holds, whoever wrote it and however it was taken back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import edit, new, write
from tests.conftest import SEED
from workbench.clock import FixedClock
from workbench.domain.registry import ENTITIES
from workbench.errors import UserError
from workbench.records.changes import Change, remove
from workbench.records.record import Ref
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY
from workbench.storage.repository import Repository

CLOCK = FixedClock.on(date(2026, 10, 12))
STEPS = st.lists(st.tuples(st.sampled_from(("make", "edit", "drop", "undo", "redo")), st.integers(0, 4)), max_size=14)


def as_read_anew(opened: Workbench, entity: str) -> list[object]:
    return list(Repository(opened.database, ENTITIES).all(entity))


@given(STEPS)
def test_kept_records_are_those_of_a_new_reading_in_its_order(steps: list[tuple[str, int]]) -> None:
    with Workbench.create(MEMORY, SEED, CLOCK, "Nguyễn A") as opened:
        for step, n in steps:
            here = opened.repository.get(Ref("locality", f"l{n}"))
            with suppress(UserError):  # nothing to undo or to do again
                if step == "make" and here is None:
                    write(opened, new("locality", f"l{n}", code=str(n), name="Tên", aliases=("a", "b")))
                elif step == "edit" and here is not None:
                    write(opened, edit(opened, "locality", f"l{n}", name=here.values.name + "x", aliases=()))
                elif step == "drop" and here is not None:
                    write(opened, remove(here))
                elif step == "undo":
                    opened.undo()
                elif step == "redo":
                    opened.redo()
            assert opened.repository.all("locality") == as_read_anew(opened, "locality")


def test_one_act_that_makes_edits_and_drops_is_followed(record: Workbench) -> None:
    write(record, *(new("locality", f"l{n}", code=str(n), name="Tên") for n in range(3)))
    assert len(record.repository.all("locality")) == 3
    first = record.repository.need(Ref("locality", "l0"))
    write(record, new("locality", "l3", code="3", name="Ba"), new("locality", "l4", code="4", name="Bốn"))
    write(record, remove(first), edit(record, "locality", "l3", name="Ba mới"))
    found = record.repository.all("locality")
    assert [r.uid for r in found] == ["l1", "l2", "l3", "l4"]
    assert found == as_read_anew(record, "locality")


def test_list_that_a_caller_changes_is_his_own(record: Workbench) -> None:
    write(record, new("locality", "l0", code="0", name="Tên"))
    record.repository.all("locality").clear()
    assert len(record.repository.all("locality")) == 1


def test_act_that_fails_leaves_nothing_behind(record: Workbench) -> None:
    write(record, new("locality", "l0", code="0", name="Tên"))
    stale = Change(Ref("locality", "l0"), {"name": "Khác"}, {"name": "Nữa"})
    with pytest.raises(UserError):
        write(record, new("locality", "l1", code="1", name="Một"), stale)
    assert [r.uid for r in record.repository.all("locality")] == ["l0"]


def test_second_window_sees_what_the_first_wrote(tmp_path: Path) -> None:
    path = tmp_path / "so.lkv"
    with Workbench.create(path, SEED, CLOCK, "Nguyễn A") as writer:
        reader = Workbench.open(path, CLOCK, "Trần B", read_only=True)
        try:
            assert reader.repository.all("locality") == []
            write(writer, new("locality", "l0", code="0", name="Tên"))
            assert [r.values.name for r in reader.repository.all("locality")] == ["Tên"]
            write(writer, edit(writer, "locality", "l0", name="Tên mới"))
            assert [r.values.name for r in reader.repository.all("locality")] == ["Tên mới"]
        finally:
            reader.close()


def test_derived_value_is_made_again_only_when_its_entity_changes(record: Workbench) -> None:
    made: list[int] = []

    def count() -> int:
        made.append(len(record.repository.all("locality")))
        return made[-1]

    for _ in range(2):
        assert record.repository.derived("count", ("locality",), count) == 0
    write(record, new("obstacle", "o1", content="Thiếu cát"))
    assert record.repository.derived("count", ("locality",), count) == 0
    write(record, new("locality", "l0", code="0", name="Tên"))
    assert record.repository.derived("count", ("locality",), count) == 1
    assert made == [0, 1]


def test_name_changed_in_a_failed_act_is_not_searched_for(record: Workbench) -> None:
    place = new("locality", "l0", code="0", name="Bến Tre")
    write(record, place, new("obstacle", "o1", content="a", localities=("l0",)))
    stale = Change(Ref("obstacle", "o1"), {"content": "khác"}, {"content": "nữa"})
    with pytest.raises(UserError):
        write(record, edit(record, "locality", "l0", name="Vĩnh Long"), stale)
    write(record, edit(record, "obstacle", "o1", content="b"))
    assert record.search.find("obstacle", "ben tre") == ["o1"]
    assert record.search.find("obstacle", "vinh long") == []


def test_provisional_writes_are_there_and_writing_is_careful_again_after(tmp_path: Path) -> None:
    path = tmp_path / "so.lkv"
    with Workbench.create(path, SEED, CLOCK, "Nguyễn A") as opened:
        careful = opened.database.pragma("synchronous")
        with opened.database.provisional():
            write(opened, new("locality", "l0", code="0", name="Tên"))
        assert opened.database.pragma("synchronous") == careful == 2
        assert opened.database.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
    with Workbench.open(path, CLOCK, "Nguyễn A") as again:
        assert [r.uid for r in again.repository.all("locality")] == ["l0"]
