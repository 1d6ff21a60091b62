"""The listing of the registers: what it gives is what plain rows in memory would give, whatever was written before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.building import edit, new, write
from workbench.clock import FixedClock
from workbench.errors import RecordUnavailable
from workbench.records.changes import Change, remove, update
from workbench.records.record import Ref
from workbench.services import registers as registers_module
from workbench.services.details import detail
from workbench.services.linked import Linked
from workbench.services.list_entries import amount_key, ordered
from workbench.services.register_rows import BUILDERS, Row
from workbench.services.registers import COLUMNS, FACETS, REGISTERS, VIEWS, Query, Registers
from workbench.services.workbench import Workbench
from workbench.storage import listing
from workbench.storage.database import MEMORY
from workbench.values.sorting import sort_key
from workbench.values.text import fold

TODAY = date(2026, 10, 12)
OFFICERS = ("Lê Thị Hạnh", "Trần Minh Đức", None)
WORDS = ("Đường ven biển", "đường thủy", "Cát đắp nền", "cống ngăn mặn", "Ăn uống", "Ấp Bắc", "Vốn", "vôn", "an toàn")


@pytest.fixture
def record() -> Workbench:
    return Workbench.blank(MEMORY, FixedClock.on(TODAY), OFFICERS[0] or "")


# a record at random


def filled(opened: Workbench, random: Random, size: int = 12) -> None:
    """Some of everything that a register shows."""
    places = [f"p{n}" for n in range(4)]
    bodies = [f"b{n}" for n in range(3)]
    write(opened, *(new("locality", uid, code=uid, name=f"{random.choice(WORDS)} {uid}") for uid in places))
    write(opened, *(new("organization", uid, name=f"Bộ {random.choice(WORDS)} {uid}") for uid in bodies))

    def some(values: Iterable[Any]) -> Any:
        return random.choice(list(values))

    def day() -> date | None:
        return some([None, TODAY + timedelta(days=random.randint(-200, 200))])

    def title() -> str:
        return f"{some(WORDS)} {some(WORDS)} {random.randint(1, 12)}"

    made: list[Change] = []
    for n in range(size):
        made += [
            new("document", f"d{n}", direction=some(("in", "out", "basis")), full_number=f"{n}/QĐ-{some('ABC')}",
                issued_date=day(), subject=some([None, title()]), issuer=some([None, *bodies])),
            new("agreement", f"a{n}", title=title(), period_to=day(), state=some(("in_force", "draft", "terminated")),
                implementation=some((None, "doing", "done", "paused")), fields=tuple(random.sample(("GT", "TL"), 1)),
                officer=some(OFFICERS), number=some([None, f"{n}/BTT"]), signed_date=day()),
            new("party", f"p-{n}", agreement=f"a{n}", ordinal=1, locality=some(places)),
            new("meeting", f"h{n}", title=title(), held_date=TODAY, document=some([None, f"d{n}"])),
            new("task", f"t{n}", source="agreement", meeting=some([None, f"h{n}"]), agreement=some([None, f"a{n}"]),
                content=title(), due_date=day(),
                status=some(("not_started", "doing", "done")), percent=some([None, 5, 50, 100]), officer=some(OFFICERS)),
            new("obstacle", f"o{n}", content=title(), localities=tuple(random.sample(places, 2)),
                field=some((None, "GT")), agreement=some([None, f"a{n}"]), requested_due=day(), officer=some(OFFICERS),
                state=some(("new", "escalated", "resolved")),
                reported_date=day(), period=some((None, "2026-Q3"))),
            new("recommendation", f"r{n}", obstacle=f"o{n}", ordinal=1, content=title(), addressees=(some(bodies),)),
            new("project", f"j{n}", name=title(), status=some(("preparing", "doing", "done")),
                year_to=some((None, 2024, 2026, 2030)), total_investment=some((None, 850_000_000, 1_250_000_000_000)),
                localities=tuple(random.sample(places, 1)), officer=some(OFFICERS)),
            new("mechanism", f"m{n}", title=title(), state=some(("proposed", "issued")), due_date=day()),
        ]  # fmt: skip
    for n in range(0, size, 2):
        made += [
            new("escalation", f"e{n}", document=f"d{n}", to_organization=some(bodies), sent_date=day(), due_date=day(),
                officer=some(OFFICERS)),
            new("escalation_item", f"i{n}", escalation=f"e{n}", recommendation=f"r{n}", state=some(("sent", "draft"))),
            new("escalation_item", f"k{n}", escalation=f"e{n}", recommendation=f"r{n + 1}", state="resolved"),
            new("answer", f"n{n}", document=f"d{n + 1}", received_date=day(), from_organization=some(bodies)),
            new("answer_item", f"s{n}", answer=f"n{n}", escalation_item=f"k{n}", answer_class="resolved"),
        ]  # fmt: skip
    write(opened, *made)


def stirred(opened: Workbench, random: Random) -> None:
    """Some edits of any kind, some of them taken back."""

    def near() -> date:
        return TODAY + timedelta(days=random.randint(-99, 99))

    for _ in range(8):
        n, number = random.randrange(12), random.randint(1, 99)
        even = n // 2 * 2
        edits: tuple[tuple[str, str, dict[str, Any]], ...] = (
            ("obstacle", f"o{n}", {"content": f"Khác {number}", "officer": "Phạm Quốc Huy"}),
            ("task", f"t{n}", {"due_date": near()}),
            ("obstacle", f"o{n}", {"state": random.choice(("new", "resolved")), "agreement": f"a{even}"}),
            ("task", f"t{n}", {"meeting": f"h{even}"}),
            ("agreement", f"a{n}", {"period_to": near()}),
            ("document", f"d{n}", {"subject": f"Về {number}"}),
            ("locality", "p1", {"name": f"Cần Thơ {number}"}),
            ("escalation_item", f"k{even}", {"state": random.choice(("processing", "sent"))}),
            ("escalation", f"e{even}", {"due_date": near()}),
            ("recommendation", f"r{n}", {"addressees": ("b1", "b2")}),
            ("party", f"p-{n}", {"locality": "p2"}),
            ("answer", f"n{even}", {"received_date": near()}),
            ("answer", f"n{even}", {}),
        )
        entity, uid, values = random.choice(edits)
        record = opened.repository.get(Ref(entity, uid))
        change = update(record, **values) if record and values else None
        if record and not values:
            said = opened.repository.where("answer_item", answer=uid)
            write(opened, *(remove(part) for part in said), remove(record))
        elif change:
            write(opened, change)
        else:
            continue
        if random.random() < 0.3:
            opened.undo()


# the same without a listing


def plain_rows(opened: Workbench, register: str) -> list[Row]:
    entity, build = BUILDERS[register]
    linked = Linked(opened.repository, opened.clock.today())
    return [build(linked, record) for record in opened.repository.all(entity)]


def plain(opened: Workbench, register: str, query: Query) -> list[str]:
    """Ids of the rows that match, in order, by going through all of them."""
    rows = [row for row in plain_rows(opened, register) if matches(opened, row, query)]
    rows.sort(key=lambda row: sort_key(row.code))
    if query.order in ("", "due"):
        return by_deadline(rows, register, query)
    filled = [row for row in rows if order_of(row, query.order)]
    filled.sort(key=lambda row: order_of(row, query.order), reverse=query.descending)
    return [row.ref.uid for row in [*filled, *(row for row in rows if not order_of(row, query.order))]]


def by_deadline(rows: list[Row], register: str, query: Query) -> list[str]:
    if register == "agreements" and not query.order:
        return [row.ref.uid for row in reversed(rows)]
    ends = register == "agreements"
    dated = [row for row in rows if row.due and (ends or row.due_status.state != "none")]
    dated.sort(key=lambda row: (row.due or date.max, sort_key(row.code)), reverse=query.descending)
    rest = [row for row in reversed(rows) if row not in dated]
    return [row.ref.uid for row in [*dated, *rest]]


def order_of(row: Row, column: str) -> str:
    if column == "status":
        return row.status
    if column in ("total_investment", "allocated", "gap", "capital") and isinstance(row.data.get(column), int):
        return amount_key(row.data[column])
    of_all = column in ("code", "title", "places", "officer")
    return ordered(str(getattr(row, column)) if of_all else row.cells.get(column, ""))


def matches(opened: Workbench, row: Row, query: Query) -> bool:
    in_view = row.officer == opened.actor and "open" in row.tags if query.view == "mine" else query.view in row.tags
    held = all(chosen & set(row.facets.get(key, ())) for key, chosen in query.facets.items() if chosen)
    return in_view and held and found(opened, row, query.search)


def found(opened: Workbench, row: Row, typed: str) -> bool:
    sql = "SELECT folded FROM search_text WHERE entity=? AND uid=?"
    [(folded,)] = opened.database.rows(sql, (row.ref.entity, row.ref.uid))
    words = str(folded).replace("/", " ").replace("-", " ").split()
    return all(any(word.startswith(part) for word in words) for part in fold(typed).split())


def any_query(random: Random, register: str, opened: Workbench) -> Query:
    facets = {}
    for key in random.sample(FACETS[register], min(2, len(FACETS[register]))):
        values = sorted({value for row in plain_rows(opened, register) for value in row.facets.get(key, ())})
        if values and random.random() < 0.5:
            facets[key] = frozenset(random.sample(values, min(2, len(values))))
    columns = ["", "due", "code", "title", "status", "officer", "places", *COLUMNS[register]]
    search = random.choice(["", "", "duong", "Đường t", "ven cat", "khac", "an", "xyz", "bo"])
    view = random.choice(VIEWS[register])
    return Query(view, search, facets, random.choice(columns), random.random() < 0.5)


@pytest.mark.parametrize("seed", range(6))
def test_lists_are_those_of_plain_rows(record: Workbench, seed: int) -> None:
    random = Random(seed)
    filled(record, random)
    stirred(record, random)
    registers = Registers(record)
    for register in REGISTERS:
        for _ in range(8):
            query = any_query(random, register, record)
            rows = registers.rows(register, query)
            assert [row.ref.uid for row in rows] == plain(record, register, query), (register, query)
    assert list(record.lists.stale()) == []
    assert record.search.lost_words() == []


@pytest.mark.parametrize("seed", range(2))
def test_rows_of_a_page_are_those_of_the_whole_record(record: Workbench, seed: int) -> None:
    random = Random(seed)
    filled(record, random)
    registers = Registers(record)
    for register in REGISTERS:
        whole = {row.ref.uid: row for row in plain_rows(record, register)}
        for row in registers.rows(register):
            assert row == whole[row.ref.uid]


@pytest.mark.parametrize("few", [0, 20_000])  # rows up to which they are looked up one by one
@pytest.mark.parametrize("seed", range(2))
def test_counts_are_those_of_plain_rows(record: Workbench, seed: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_FEW", few)
    random = Random(seed)
    filled(record, random)
    registers = Registers(record)
    for register in REGISTERS:
        query = any_query(random, register, record)
        rows = plain_rows(record, register)
        counts = registers.counts(register, query)
        for view in VIEWS[register]:
            asked = Query(view, query.search, query.facets)
            assert counts[view] == sum(matches(record, row, asked) for row in rows)
        for key in FACETS[register]:
            others = Query(query.view, query.search, {k: v for k, v in query.facets.items() if k != key})
            wanted = Counter(v for row in rows if matches(record, row, others) for v in row.facets.get(key, ()))
            assert {value: n for value, _, n in registers.facet(register, key, query)} == wanted


@pytest.mark.parametrize("days", [-1, 0, 1, 89, 90, 91, 400])
def test_what_depends_on_the_day_is_right_on_every_day(record: Workbench, days: int) -> None:
    filled(record, Random(3))
    later = Workbench(record.database, FixedClock.on(TODAY + timedelta(days=days)), record.actor)
    registers = Registers(later)
    for register in ("agreements", "tasks", "obstacles", "escalations", "projects", "mechanisms"):
        for view in VIEWS[register]:
            assert [row.ref.uid for row in registers.rows(register, Query(view))] == plain(later, register, Query(view))


def test_an_agreement_is_behind_from_the_day_after_an_open_commitment_was_due(record: Workbench) -> None:
    write(
        record,
        new("agreement", "a", title="Nước ngọt", state="in_force", implementation="doing"),
        new("task", "t", source="agreement", agreement="a", content="Lắp trạm", due_date=TODAY, status="doing"),
        new("obstacle", "o", content="Thiếu vốn", agreement="a", state="new"),
    )
    assert Registers(record).counts("agreements")["behind"] == 0
    morrow = Registers(Workbench(record.database, FixedClock.on(TODAY + timedelta(days=1)), record.actor))
    assert [row.status for row in morrow.rows("agreements", Query("behind"))] == ["slow"]
    (task,), (obstacle,) = record.repository.all("task"), record.repository.all("obstacle")
    change = update(task, status="done")
    assert change is not None
    write(record, change)
    assert morrow.counts("agreements")["behind"] == 0
    assert morrow.counts("agreements")["troubled"] == 1
    settled = update(obstacle, state="resolved")
    assert settled is not None
    write(record, settled)
    assert morrow.counts("agreements")["troubled"] == 0


def test_the_listing_knows_everybody_who_is_in_charge(record: Workbench) -> None:
    filled(record, Random(6))
    assert (
        Registers(record).officers() == Linked(record.repository, TODAY).officers() == ["Lê Thị Hạnh", "Trần Minh Đức"]
    )


def test_a_record_that_is_gone_leaves_its_number_to_no_other(record: Workbench) -> None:
    registers = Registers(record)
    write(record, new("obstacle", "o1", content="Thiếu cát"), new("obstacle", "o2", content="Mặn"))
    gone = registers.id_of(Ref("obstacle", "o2"))
    write(record, remove(record.repository.need(Ref("obstacle", "o2"))))
    write(record, new("obstacle", "o3", content="Ngập"))
    assert registers.uids([gone]) == []
    record.undo()
    record.undo()  # brings o2 back
    write(record, new("obstacle", "o4", content="Sạt lở"))
    assert gone not in {registers.id_of(Ref("obstacle", uid)) for uid in ("o1", "o2", "o4")}
    assert list(record.lists.stale()) == list(record.search.stale()) == []


def test_order_by_several_columns(record: Workbench) -> None:
    filled(record, Random(5))
    rows = Registers(record).rows("obstacles", Query(order="status", descending=True, then=("-title",)))
    keys = [(row.status, sort_key(row.title)) for row in rows]
    assert keys == sorted(keys, reverse=True)


def test_numbers_are_ordered_by_their_amount(record: Workbench) -> None:
    amounts = (850_000_000, 1_250_000_000_000, 90_000_000_000)
    for amount in amounts:
        write(record, new("project", f"j{amount}", name="x", status="doing", total_investment=amount))
    rows = Registers(record).rows("projects", Query(order="total_investment"))
    assert [row.data["total_investment"] for row in rows] == sorted(amounts)


def test_short_code_leads_to_its_records(record: Workbench) -> None:
    for code in ("VM-2025-063", "VM-2026-063", "VM-2026-163"):
        write(record, new("obstacle", code, content="x", code=code))
    registers = Registers(record)
    assert registers.uids_of_code("obstacles", "vm 63") == ["VM-2026-063", "VM-2025-063"]
    assert [row.code for row in registers.rows("obstacles", Query(search="vm63", view="late"))] == [
        "VM-2026-063", "VM-2025-063",
    ]  # fmt: skip


def test_altered_listing_is_noticed(record: Workbench) -> None:
    filled(record, Random(1))
    place = Registers(record).id_of(Ref("obstacle", "o1"))
    record.database.execute("UPDATE listing SET due='2020-01-01' WHERE id=?", (place,))
    record.database.execute("DELETE FROM listing WHERE uid='o2' AND register='obstacles'")
    assert {ref.uid for ref in record.lists.stale()} == {"o1", "o2"}
    with record.database.transaction() as connection:
        record.rebuild_lists(connection)
    assert list(record.lists.stale()) == []


def test_altered_index_of_words_is_noticed(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="Thiếu cát", code="VM-2026-001"))
    record.database.execute("UPDATE search_text SET folded=replace(folded, 'cat', 'da')")
    assert record.search.lost_words() == ["cat", "da"]


def test_record_of_an_older_program_is_listed_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "so.lkv"
    opened = Workbench.blank(path, FixedClock.on(TODAY), "x")
    write(opened, new("obstacle", "o1", content="Thiếu cát"))
    for table in ("listing", "listing_choice", "listing_state", "search_text"):
        opened.database.execute(f"DELETE FROM {table}")
    opened.close()
    again = Workbench.open(path, FixedClock.on(TODAY), "x")
    assert [row.ref.uid for row in Registers(again).rows("obstacles", Query(search="cat"))] == ["o1"]
    again.close()


@pytest.mark.parametrize("seed", range(2))
def test_detail_of_a_large_record_is_that_of_the_whole(
    record: Workbench, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    filled(record, random)
    stirred(record, random)
    refs = [row.ref for register in REGISTERS if register != "submissions" for row in plain_rows(record, register)]
    whole = {ref: detail(Registers(record), ref) for ref in refs}
    monkeypatch.setattr(registers_module, "WHOLE", 0)
    for ref in refs:
        assert detail(Registers(record), ref) == whole[ref], ref


def test_older_record_with_an_unreadable_value_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "so.lkv"
    opened = Workbench.blank(path, FixedClock.on(TODAY), "x")
    write(opened, new("obstacle", "o1", content="Thiếu cát"))
    opened.database.execute("UPDATE obstacle SET raised_date='hôm qua'")
    opened.database.execute("DELETE FROM listing_state")
    opened.close()
    with pytest.raises(RecordUnavailable) as caught:
        Workbench.open(path, FixedClock.on(TODAY), "x")
    assert caught.value.code == "damaged_record"


def test_only_what_other_rules_made_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "so.lkv"
    opened = Workbench.blank(path, FixedClock.on(TODAY), "x")
    write(opened, new("obstacle", "o1", content="Thiếu cát"))
    opened.database.execute("UPDATE listing_state SET rules=1")
    opened.database.execute("UPDATE listing SET title='sai'")
    opened.close()
    with monkeypatch.context() as patched:
        patched.setattr("workbench.storage.search.fold_all", lambda _: pytest.fail("texts are folded by the same rules"))
        with Workbench.open(path, FixedClock.on(TODAY), "x") as again:
            assert (again.current, list(again.lists.stale())) == (True, [])
    with Workbench.open(path, FixedClock.on(TODAY), "x") as again:
        again.database.execute("UPDATE listing_state SET searched=0")
        again.database.execute("UPDATE search_text SET folded='sai'")
    with Workbench.open(path, FixedClock.on(TODAY), "x") as again:
        assert (again.current, list(again.search.stale()), list(again.lists.stale())) == (True, [], [])


def test_fault_of_the_program_while_listing_anew_is_not_called_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "so.lkv"
    opened = Workbench.blank(path, FixedClock.on(TODAY), "x")
    write(opened, new("obstacle", "o1", content="Thiếu cát"))
    opened.database.execute("DELETE FROM listing_state")
    opened.close()

    def forgets(*_: object) -> None:
        raise KeyError("thứ tự")

    with monkeypatch.context() as patched:
        patched.setattr("workbench.storage.search.fold_all", forgets)
        with pytest.raises(KeyError, match="thứ tự"):
            Workbench.open(path, FixedClock.on(TODAY), "x")
    with Workbench.open(path, FixedClock.on(TODAY), "x") as again:
        assert again.search.find("obstacle", "cat") == ["o1"]


def test_an_act_that_makes_changes_and_moves_at_once_leaves_nothing_stale(record: Workbench) -> None:
    write(record, *(new("locality", uid, code=uid, name=f"Tỉnh {uid}") for uid in ("p1", "p2")))
    write(
        record,
        new("agreement", "a1", title="Đường ven biển", state="in_force"),
        new("party", "pa1", agreement="a1", ordinal=1, locality="p1"),
    )
    write(
        record,
        new("agreement", "a2", title="Cảng Trần Đề", state="in_force"),
        new("party", "pa2", agreement="a2", ordinal=1, locality="p2"),
        edit(record, "party", "pa1", agreement="a2", ordinal=2),
        new("obstacle", "o1", content="Thiếu cát", localities=("p1",)),
        Change(Ref("obstacle", "o1"), {"content": "Thiếu cát"}, {"content": "Thiếu đá", "note": "mới"}),
        new("recommendation", "r1", obstacle="o1", ordinal=1, content="Cấp đá"),
    )
    assert (list(record.lists.stale()), list(record.search.stale())) == ([], [])
    assert record.search.find("agreement", "tinh p1") == ["a2"]
    assert record.search.find("obstacle", "cap da") == ["o1"]


def test_record_that_points_at_nothing_is_left_out_and_named(record: Workbench) -> None:
    filled(record, Random(1))
    record.database.execute("PRAGMA foreign_keys=OFF")
    record.database.execute("UPDATE recommendation SET obstacle='weg' WHERE uid='r0'")
    with record.database.transaction() as connection:
        record.rebuild_lists(connection)
    assert "e0" not in [row.ref.uid for row in Registers(record).rows("escalations")]
    assert Ref("escalation", "e0") in list(record.lists.stale())


def test_a_new_name_lists_anew_what_shows_it_and_nothing_else(
    record: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(record, *(new("locality", uid, code=uid, name=f"Tỉnh {uid}") for uid in ("p1", "p2")))
    write(record, new("organization", "b1", name="Bộ A"), new("organization", "b2", name="Bộ B"))
    for n, place, body in ((1, "p1", "b1"), (2, "p2", "b2")):
        write(
            record,
            new("agreement", f"a{n}", title="Đường ven biển", state="in_force"),
            new("party", f"pa{n}", agreement=f"a{n}", ordinal=1, locality=place),
            new("obstacle", f"o{n}", content="Thiếu cát", localities=(place,), reported_by=place, state="escalated"),
            new("recommendation", f"r{n}", obstacle=f"o{n}", ordinal=1, content="Giao", addressees=(body,)),
            new("escalation", f"e{n}", subject="Về cát", to_organization=body, sent_date=TODAY),
            new("escalation_item", f"i{n}", escalation=f"e{n}", recommendation=f"r{n}", ordinal=1, state="sent"),
        )
    listed: list[str] = []
    put = record.lists.listing.put
    monkeypatch.setattr(
        record.lists.listing, "put", lambda c, r, e, entries: put(c, r, e, [listed.append(x.uid) or x for x in entries])
    )
    write(record, update(record.repository.need(Ref("locality", "p1")), name="Tỉnh Mới"))
    assert set(listed) == {"a1", "o1", "e1"}
    assert list(record.lists.stale()) == []
    listed.clear()
    write(record, update(record.repository.need(Ref("organization", "b2")), name="Bộ Mới"))
    assert set(listed) == {"o2", "e2"}
    assert list(record.lists.stale()) == []


def test_names_given_at_random_leave_nothing_stale(record: Workbench) -> None:
    random = Random(7)
    filled(record, random, 6)
    for n in range(12):
        ref = random.choice([Ref("locality", f"p{n % 4}"), Ref("organization", f"b{n % 3}")])
        write(record, update(record.repository.need(ref), name=f"{random.choice(WORDS)} mới {n}"))
        assert list(record.lists.stale()) == []
    assert list(record.search.stale()) == []
