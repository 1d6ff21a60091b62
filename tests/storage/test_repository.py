"""Records in and out of the file: exactly as given, all or nothing, never over somebody's work."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from tests.building import edit, everything, new, write
from workbench.errors import StaleRecord, UserError
from workbench.records.changes import Change, remove
from workbench.records.record import Ref
from workbench.services.workbench import Workbench

OBSTACLE = Ref("obstacle", "o1")


@pytest.fixture
def two_places(record: Workbench) -> Workbench:
    write(
        record,
        new("locality", "hn", code="01", name="Hà Nội"),
        new("locality", "hp", code="31", name="Hải Phòng"),
    )
    return record


def test_every_kind_of_value_comes_back_as_it_went(two_places: Workbench) -> None:
    agreement = new(
        "agreement", "a1", title="Liên kết", signed_date=date(2024, 2, 29), amount_total=1_234_500_000_000,
        fields=("giao_thong", "du_lich"), content="Đoạn một\n\nĐoạn hai", state="draft",
    )  # fmt: skip
    obstacle = new("obstacle", "o1", content="Thiếu cát", agreement="a1", localities=("hp", "hn"))
    write(two_places, agreement, obstacle)
    for change in (agreement, obstacle):
        stored = two_places.repository.need(change.ref)
        assert {key: stored.get(key) for key in change.after or {}} == change.after


def test_empty_fields_read_as_their_defaults(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="Thiếu cát"))
    stored = record.repository.need(OBSTACLE)
    assert (stored.get("officer"), stored.get("localities")) == (None, ())


def test_values_of_a_column_are_told_each_once(record: Workbench) -> None:
    for number, officer in enumerate(("Lê Thị Hạnh", "Trần Minh Đức", "Lê Thị Hạnh", None)):
        write(record, new("obstacle", f"o{number}", content="a", officer=officer))
    assert record.repository.values_of("obstacle", "officer") == {"Lê Thị Hạnh", "Trần Minh Đức"}


def test_list_keeps_its_order(two_places: Workbench) -> None:
    write(two_places, new("obstacle", "o1", content="a", localities=("hp", "hn")))
    write(two_places, edit(two_places, "obstacle", "o1", localities=("hn", "hp")))
    assert two_places.repository.need(OBSTACLE).get("localities") == ("hn", "hp")
    assert two_places.repository.all("obstacle")[0].get("localities") == ("hn", "hp")


def test_reading_everything_gives_each_record_its_own_lists(two_places: Workbench) -> None:
    write(
        two_places,
        new("obstacle", "o1", content="a", localities=("hn",)),
        new("obstacle", "o2", content="b"),
        new("obstacle", "o3", content="c", localities=("hp", "hn")),
    )
    lists = [r.get("localities") for r in two_places.repository.all("obstacle")]
    assert lists == [("hn",), (), ("hp", "hn")]


def test_records_by_id_come_in_the_order_asked(record: Workbench) -> None:
    uids = [f"o{i:04d}" for i in range(700)]
    write(record, *(new("obstacle", uid, content=uid) for uid in uids))
    asked = [*reversed(uids), "unknown"]
    assert [r.uid for r in record.repository.many("obstacle", asked)] == uids[::-1]


def test_record_that_must_be_there(record: Workbench) -> None:
    with pytest.raises(UserError) as caught:
        record.repository.need(OBSTACLE)
    assert caught.value.code == "not_found"


def test_where_takes_one_value_any_of_several_or_empty(record: Workbench) -> None:
    write(
        record,
        new("obstacle", "o1", content="a", reported_date=date(2026, 1, 5)),
        new("obstacle", "o2", content="b", state="classified", reported_date=date(2026, 2, 5)),
        new("obstacle", "o3", content="c", state="closed"),
    )

    def found(**equal: object) -> list[str]:
        return [r.uid for r in record.repository.where("obstacle", **equal)]

    assert found(state="new") == ["o1"]
    assert found(state=("new", "closed")) == ["o1", "o3"]
    assert found(state=()) == []
    assert found(reported_date=date(2026, 2, 5)) == ["o2"]
    assert found(reported_date=None) == ["o3"]
    assert found(reported_date=(None, date(2026, 1, 5))) == ["o1", "o3"]
    assert found(state="new", reported_date=None) == []


def test_linked_finds_owners_of_a_list_entry(two_places: Workbench) -> None:
    write(
        two_places,
        new("obstacle", "o1", content="a", localities=("hn", "hp")),
        new("obstacle", "o2", content="b", localities=("hn",)),
    )
    assert [r.uid for r in two_places.repository.linked("obstacle", "localities", "hp")] == ["o1"]


def test_update_leaves_the_other_fields_alone(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a", officer="Nguyễn A"))
    write(record, edit(record, "obstacle", "o1", content="b"))
    stored = record.repository.need(OBSTACLE)
    assert (stored.get("content"), stored.get("officer"), stored.revision) == ("b", "Nguyễn A", 3)


def test_removed_record_is_gone_with_its_lists(two_places: Workbench) -> None:
    write(two_places, new("obstacle", "o1", content="a", localities=("hn",)))
    write(two_places, remove(two_places.repository.need(OBSTACLE)))
    assert two_places.repository.get(OBSTACLE) is None
    assert two_places.repository.linked("obstacle", "localities", "hn") == []


def test_act_may_name_parts_before_their_owner(record: Workbench) -> None:
    write(record, new("recommendation", "r1", obstacle="o1", content="Cấp cát"), new("obstacle", "o1", content="a"))
    assert record.repository.count("recommendation") == 1


def test_reference_to_nothing_is_refused_and_nothing_is_written(record: Workbench) -> None:
    before = everything(record)
    with pytest.raises(UserError) as caught:
        write(record, new("document", "d1", direction="in"), new("recommendation", "r1", obstacle="o9", content="x"))
    assert caught.value.code == "broken_reference"
    assert (everything(record), record.journal.head()[0]) == (before, 1)


def test_removing_what_is_in_use_is_refused(two_places: Workbench) -> None:
    write(two_places, new("obstacle", "o1", content="a", localities=("hn",)))
    with pytest.raises(UserError) as caught:
        write(two_places, remove(two_places.repository.need(Ref("locality", "hn"))))
    assert caught.value.code == "broken_reference"
    assert two_places.repository.get(Ref("locality", "hn")) is not None


def test_fault_midway_leaves_nothing(record: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(record)

    def fails(*_: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(record.search, "refresh", fails)
    with pytest.raises(RuntimeError, match="power"):
        write(record, new("obstacle", "o1", content="a"))
    monkeypatch.undo()
    assert (everything(record), record.journal.head()[0]) == (before, 1)
    assert list(record.journal.verify()) == []
    assert record.repository.next_code("VM", 2026) == 1


def test_edit_of_a_changed_field_is_stale(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a", code="VM-2026-0001"))
    prepared = edit(record, "obstacle", "o1", content="của tôi")
    write(record, edit(record, "obstacle", "o1", content="của người khác"))
    with pytest.raises(StaleRecord) as caught:
        write(record, new("document", "d1", direction="in"), prepared)
    assert (caught.value.code, caught.value.params["what"]) == ("stale_record", "VM-2026-0001")
    assert caught.value.params["field"] == "content"
    assert record.repository.need(OBSTACLE).get("content") == "của người khác"
    assert record.repository.count("document") == 0


def test_edit_beside_a_changed_field_is_not_stale(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a"))
    prepared = edit(record, "obstacle", "o1", officer="Nguyễn A")
    write(record, edit(record, "obstacle", "o1", content="b"))
    write(record, prepared)
    stored = record.repository.need(OBSTACLE)
    assert (stored.get("content"), stored.get("officer")) == ("b", "Nguyễn A")


def test_edit_of_a_removed_record_is_stale(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a"))
    prepared = edit(record, "obstacle", "o1", content="b")
    write(record, remove(record.repository.need(OBSTACLE)))
    with pytest.raises(StaleRecord):
        write(record, prepared)


def test_removal_of_an_edited_record_is_stale(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a"))
    prepared = remove(record.repository.need(OBSTACLE))
    write(record, edit(record, "obstacle", "o1", content="b"))
    with pytest.raises(StaleRecord):
        write(record, prepared)


@pytest.mark.parametrize("uid", ["o1", "o2"])
def test_code_or_id_in_use_is_named(record: Workbench, uid: str) -> None:
    write(record, new("obstacle", "o1", content="a", code="VM-2026-0001"))
    with pytest.raises(StaleRecord) as caught:
        write(record, new("obstacle", uid, content="b", code="VM-2026-0001"))
    assert (caught.value.code, caught.value.params["what"]) == ("already_there", "VM-2026-0001")


def test_of_many_new_records_the_one_whose_code_is_in_use_is_named(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a", code="VM-2026-0001"))
    many = [new("obstacle", f"n{n}", content="b", code=f"VM-2026-00{n}") for n in range(10, 20)]
    many[4] = new("obstacle", "n14", content="b", code="VM-2026-0001")
    with pytest.raises(StaleRecord) as caught:
        write(record, *many)
    assert (caught.value.code, caught.value.params["what"]) == ("already_there", "VM-2026-0001")
    assert record.repository.count("obstacle") == 1


def test_new_records_keep_their_order_whatever_is_filled_in_each(record: Workbench) -> None:
    note = [None, "b", None, "d", None]
    write(record, *(new("obstacle", f"o{n}", content="a", note=words) for n, words in enumerate(note)))
    assert record.repository.every_uid("obstacle") == ["o0", "o1", "o2", "o3", "o4"]
    assert [one.values.note for one in record.repository.all("obstacle")] == note


def test_change_of_no_field_leaves_the_record_as_it_is(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a", localities=()))
    write(record, Change(OBSTACLE, {}, {}))
    stored = record.repository.need(OBSTACLE)
    assert (stored.values.content, stored.revision) == ("a", 3)


def test_act_may_make_a_record_and_change_it_again_and_again(record: Workbench) -> None:
    write(
        record,
        new("obstacle", "o1", content="a"),
        Change(OBSTACLE, {"content": "a"}, {"content": "b"}),
        Change(OBSTACLE, {"content": "b"}, {"content": "c"}),
        new("obstacle", "o2", content="x"),
        Change(Ref("obstacle", "o2"), {"content": "x"}, None),
    )
    assert [(one.uid, one.values.content) for one in record.repository.all("obstacle")] == [("o1", "c")]
    with pytest.raises(StaleRecord):
        write(record, *(Change(OBSTACLE, {"content": "c"}, {"content": words}) for words in ("d", "e")))


def test_day_in_use_is_named_on_update(record: Workbench) -> None:
    write(
        record,
        new("calendar_day", "c1", day=date(2026, 9, 2), kind="off"),
        new("calendar_day", "c2", day=date(2026, 9, 3), kind="off"),
    )
    with pytest.raises(StaleRecord) as caught:
        write(record, edit(record, "calendar_day", "c2", day=date(2026, 9, 2)))
    assert (caught.value.code, caught.value.params["what"]) == ("already_there", "2026-09-02")


def test_required_field_left_empty_names_the_field(record: Workbench) -> None:
    with pytest.raises(UserError) as caught:
        write(record, new("obstacle", "o1"))
    assert caught.value.code == "incomplete_change"
    assert caught.value.params["field"] == "Nội dung khó khăn, vướng mắc"


def test_word_outside_its_list_is_refused(record: Workbench) -> None:
    with pytest.raises(UserError) as caught:
        write(record, new("obstacle", "o1", content="a", state="mới"))
    assert (caught.value.code, caught.value.params["found"]) == ("unknown_choice", "mới")


def test_numbers_follow_within_a_year(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a", code="VM-2026-0007"))
    assert [record.repository.next_code("VM", year) for year in (2025, 2026)] == [1, 8]


def test_number_given_by_an_edit_counts(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a", code="VM-2026-0001"))
    write(record, edit(record, "obstacle", "o1", code="VM-2026-0040"))
    assert record.repository.next_code("VM", 2026) == 41


def test_number_is_never_given_again_after_an_undo(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a", code="VM-2026-0007"))
    record.undo()
    assert record.repository.next_code("VM", 2026) == 8


def test_code_of_another_shape_counts_nothing(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="a", code="VM-cũ-12"))
    assert record.repository.next_code("VM", 2026) == 1


def test_wrong_type_of_value_is_our_fault_and_leaves_nothing(record: Workbench) -> None:
    change = new("document", "d1", direction="in")
    wrong = replace(change, after={**(change.after or {}), "arrival_number": "mười"})
    with pytest.raises(sqlite3.IntegrityError):
        write(record, wrong)
    assert record.repository.count("document") == 0


def test_link_to_an_unknown_place_is_refused(record: Workbench) -> None:
    with pytest.raises(UserError) as caught:
        write(record, new("obstacle", "o1", content="a", localities=("nowhere",)))
    assert caught.value.code == "broken_reference"


def test_update_of_a_record_keeps_before_values_of_lists(two_places: Workbench) -> None:
    write(two_places, new("obstacle", "o1", content="a", localities=("hn", "hp")))
    change = edit(two_places, "obstacle", "o1", localities=("hp",))
    assert change == Change(OBSTACLE, {"localities": ("hn", "hp")}, {"localities": ("hp",)})
