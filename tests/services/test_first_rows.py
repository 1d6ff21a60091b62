"""The first rows of a list, the words that a text is told to hold, and queries that are stopped."""

from __future__ import annotations

from random import Random

import pytest

from tests.building import new, write
from tests.services.test_listing import TODAY, any_query, filled, stirred
from workbench.clock import FixedClock
from workbench.errors import Cancelled
from workbench.progress import Silent
from workbench.services.registers import REGISTERS, Query, Registers
from workbench.services.workbench import Workbench
from workbench.storage import first_rows
from workbench.storage.database import MEMORY
from workbench.storage.search import searching
from workbench.values.text import fold


@pytest.fixture
def record() -> Workbench:
    return Workbench.blank(MEMORY, FixedClock.on(TODAY), "Lê Thị Hạnh")


# along the order, from the fewest, and neither
WAYS = ({}, {"_LOOKED_AT": 1}, {"_LOOKED_AT": 1, "_SORTED": 1}, {"_LOOKED_AT": 2, "_FEW": 2, "_AT_MOST": 5})


@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.parametrize("seed", range(2))
def test_first_rows_are_those_of_the_whole_list(
    record: Workbench, seed: int, way: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    filled(record, random)
    stirred(record, random)
    for name, value in WAYS[way].items():
        monkeypatch.setattr(first_rows, name, value)
    registers = Registers(record)
    told = 0
    for register in REGISTERS:
        for _ in range(8):
            query, most = any_query(random, register, record), random.choice((1, 3, 99))
            ids = registers.ids(register, query)
            first = registers.first(register, query, most)
            wider = Query(query.view, "", query.facets, query.order, query.descending)
            again = registers.first(register, query, most, registers.ids(register, wider))
            told += first is not None
            for found in (first, again):
                assert found is None or list(found) == list(ids[:most]), (register, query)
    assert told > 20


@pytest.mark.parametrize(
    ("query", "shown", "held"),
    [
        ("vinh long", "Tỉnh Vĩnh Long", True),
        ("long vinh", "Tỉnh Vĩnh Long", True),
        ("ong", "Vĩnh Long", False),
        ("63", "Công văn 063/UBND", True),
        ("163", "Công văn 1163", False),
        ("63/ubnd", "Công văn 63/UBND", True),
        ('"cat dap"', "Cát đắp nền", True),
        ('"dap cat"', "Cát đắp nền", False),
        ("", "gì cũng được", True),
    ],
)
def test_a_text_tells_what_the_index_would(record: Workbench, query: str, shown: str, held: bool) -> None:
    write(record, new("obstacle", "o1", content=shown))
    assert searching(query).holds(fold(shown)) is held
    assert bool(Registers(record).ids("obstacles", Query(search=query))) is held


@pytest.mark.parametrize(
    ("narrow", "wide", "within"),
    [
        ("vinh lo", "vinh l", True),
        ("vinh l", "vinh lo", False),
        ("vinh", "", True),
        ("", "vinh", False),
        ("lo vinh", "vinh", True),
        ("63/2026", "63", True),
        ("63", "63/2026", False),
        ('vinh "long an"', "vinh", True),
    ],
)
def test_more_words_are_looked_for_within_what_fewer_found(
    record: Workbench, narrow: str, wide: str, within: bool
) -> None:
    registers = Registers(record)
    assert registers.narrows("obstacles", Query(search=narrow), Query(search=wide)) is within
    assert not registers.narrows("obstacles", Query("open", search=narrow), Query(search=wide))


def test_a_code_is_not_looked_for_within_another_list(record: Workbench) -> None:
    write(record, new("obstacle", "o1", content="x", code="VM-2026-063"))
    registers = Registers(record)
    assert not registers.narrows("obstacles", Query(search="vm63"), Query())


class _Stopped:
    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, done: int, total: int, key: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_a_query_is_stopped_in_its_midst_and_the_next_one_runs(record: Workbench) -> None:
    registers = Registers(record)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(Cancelled), registers.stoppable(_Stopped(3)):
        record.database.rows(endless)
    with pytest.raises(Cancelled), registers.stoppable(_Stopped(3)):
        for _ in record.database.execute(endless):
            pass
    with registers.stoppable(Silent()):
        assert registers.ids("obstacles").tolist() == []


def test_a_fault_of_what_looks_whether_to_stop_is_told_as_what_it_is(record: Workbench) -> None:
    def faulty() -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"), record.database.stoppable(faulty):
        record.database.rows("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n")


def test_what_nobody_waits_for_is_not_begun(record: Workbench) -> None:
    with pytest.raises(Cancelled), Registers(record).stoppable(_Stopped(0)):
        pytest.fail("begun")


def test_numbers_of_the_whole_follow_every_write(record: Workbench) -> None:
    registers = Registers(record)
    assert registers.size("obstacles") == 0 and registers.whole_counts("obstacles")["open"] == 0
    write(record, new("obstacle", "o1", content="Thiếu cát", state="new"))
    assert registers.size("obstacles") == 1 and registers.whole_counts("obstacles")["open"] == 1


@pytest.mark.parametrize("seed", range(2))
def test_rows_for_the_search_over_all_registers_are_the_first_of_each(record: Workbench, seed: int) -> None:
    random = Random(seed)
    filled(record, random)
    registers = Registers(record)
    for register in REGISTERS:
        query = any_query(random, register, record)
        assert registers.first_rows(register, query, 3) == registers.rows(register, query)[:3]
