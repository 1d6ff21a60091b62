"""Registers ordered by any columns: the whole list, its first rows and plain rows in memory give one order."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.building import new, write
from tests.services.test_listing import TODAY, filled, matches, order_of, plain_rows, stirred
from workbench.clock import FixedClock
from workbench.records.changes import remove
from workbench.records.record import Ref
from workbench.services.registers import COLUMNS, FACETS, REGISTERS, Query, Registers
from workbench.services.workbench import Workbench
from workbench.storage import ordering
from workbench.storage.database import MEMORY, Database
from workbench.values.sorting import sort_key


@pytest.fixture
def record() -> Workbench:
    return Workbench.blank(MEMORY, FixedClock.on(TODAY), "Lê Thị Hạnh")


def expected(opened: Workbench, register: str, query: Query) -> list[str]:
    """Ids in order by plain comparison: empty values last in each column, then by code."""
    rows = [row for row in plain_rows(opened, register) if matches(opened, row, query)]
    rows.sort(key=lambda row: sort_key(row.code))
    columns = [(query.order, query.descending), *((c.lstrip("-"), c.startswith("-")) for c in query.then)]
    for column, falling in reversed(columns):
        found = [row for row in rows if order_of(row, column)]
        found.sort(key=lambda row, column=column: order_of(row, column), reverse=falling)  # type: ignore[misc]
        rows = [*found, *(row for row in rows if not order_of(row, column))]
    return [row.ref.uid for row in rows]


def some_query(random: Random, register: str) -> Query:
    """By one to three columns; `due` is not among them, which agreements order otherwise than they show it."""
    columns = list(dict.fromkeys(["code", "title", "status", "officer", "places", *COLUMNS[register]]))
    first, *then = random.sample(columns, random.randint(1, 3))
    search = random.choice(["", "", "duong", "ven"])
    way = [f"-{column}" if random.random() < 0.5 else column for column in then]
    return Query("all", search, {}, first, random.random() < 0.5, tuple(way))


@pytest.mark.parametrize("few", [0, 2, 2_000])  # how many rows are fetched and sorted, not met along an order
@pytest.mark.parametrize("seed", range(2))
def test_every_way_gives_the_same_order(record: Workbench, seed: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "_SORTED", few)
    monkeypatch.setattr(ordering, "_AT_ONCE", few)
    random = Random(seed)
    filled(record, random)
    stirred(record, random)
    registers, listing = Registers(record), record.lists.listing
    for register in REGISTERS:
        for _ in range(8):
            query = some_query(random, register)
            wanted = expected(record, register, query)
            assert registers.uids(registers.ids(register, query)) == wanted, (register, query)
            first = registers.first(register, query, 3)
            assert first is not None and registers.uids(first) == wanted[:3], (register, query)
            if not query.search:
                narrowing = registers._narrowing(register, query)
                order = [(query.order, query.descending), *((c.lstrip("-"), c[0] == "-") for c in query.then)]
                assert registers.uids(list(listing.along(narrowing, order))) == wanted, (register, query)


def test_rows_that_are_changed_or_removed_leave_nothing_in_the_orders(record: Workbench) -> None:
    random = Random(4)
    filled(record, random)
    stirred(record, random)
    kept = "SELECT count(*) FROM listing_key WHERE listed NOT IN (SELECT id FROM listing)"
    assert record.database.rows(kept) == [(0,)]
    assert [uid for register in REGISTERS for uid in record.lists.listing.misplaced(register)] == []


def test_a_list_is_put_in_order_though_rows_come_and_go_meanwhile(
    record: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "_AT_ONCE", 0)
    write(record, *(new("obstacle", f"o{n}", content=content) for n, content in enumerate("cba")))
    registers = Registers(record)
    read = registers.ids("obstacles", Query(order="code"))
    write(record, remove(record.repository.need(Ref("obstacle", "o2"))))
    for uid in ("o3", "o4"):
        found = ordering.Ordering(record.database, "obstacles", TODAY.isoformat()).whole(read, [("title", False)])
        assert registers.uids(found) == ["o1", "o0"] and len(found) == 3
        write(record, new("obstacle", uid, content="aa"))


def test_an_order_that_was_altered_is_noticed(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="Thiếu cát", officer="A"), new("obstacle", "o2", content="Mặn"))
    record.database.execute("DELETE FROM listing_key")
    assert list(record.lists.stale()) == [Ref("obstacle", "o1")]
    with record.database.transaction() as connection:
        record.rebuild_lists(connection)
    assert list(record.lists.stale()) == []


def test_a_column_is_no_facet(record: Workbench) -> None:
    filled(record, Random(2))
    registers = Registers(record)
    for register in REGISTERS:
        for key in FACETS[register]:
            assert all(not value.startswith("=") for value, _ in registers.values(register, key))
    assert registers.facet("obstacles", "officer", Query())


def test_first_rows_of_every_register_come_along_an_index(record: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(record, Random(1))
    registers, asked = Registers(record), list[tuple[str, Any]]()
    run, plan = Database.execute, record.database.connection.execute
    monkeypatch.setattr(Database, "execute", lambda self, *query: asked.append(query) or run(self, *query))
    for register in REGISTERS:
        for column in ("code", "title", "due", "status", "officer", *COLUMNS[register]):
            for falling in (False, True):
                registers.first(register, Query(order=column, descending=falling), 60)
    assert len(asked) > 100
    ways = {str(step[3]) for sql, given in asked for step in plan(f"EXPLAIN QUERY PLAN {sql}", given)}
    assert [way for way in ways if way.startswith(("SCAN listing", "USE TEMP B-TREE FOR ORDER BY"))] == []
