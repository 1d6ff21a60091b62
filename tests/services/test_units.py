"""Figures by the units of two days: old and new reconcile to the last row, and nothing recorded is rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.building import edit, everything, new, write
from workbench.clock import FixedClock
from workbench.records.record import Ref
from workbench.services.analysis.capital import MEASURES, CapitalScope, capital_table, figures
from workbench.services.analysis.units import Figure, Units, reconcile
from workbench.services.linked import Linked
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench

TODAY = date(2026, 10, 12)
MERGED = date(2025, 7, 1)
BEFORE = date(2024, 12, 31)
PLACES = [f"p{n}" for n in range(9)]


class Held:
    """As much of a linked record as units need: successions, and localities with their names."""

    def __init__(self, *successions: dict[str, Any]) -> None:
        self.today = TODAY
        self.repository = self
        self.names = self
        self._kept = [type("R", (), {"values": type("V", (), s)()})() for s in successions]

    def all(self, entity: str) -> list[Any]:
        return self._kept if entity == "succession" else []

    def derived(self, name: str, entities: object, build: Callable[[], Any]) -> Any:
        return build()

    def locality(self, uid: str) -> str:
        return uid


def succession(old: str, new_one: str, effective: date | None = MERGED, relation: str = "merged") -> dict[str, Any]:
    return {"old": old, "new": new_one, "effective": effective, "relation": relation}


# a unit is taken over by one with a higher number only, as versions of units are: no circle can come about
later = st.sampled_from(PLACES).flatmap(
    lambda old: st.sampled_from(PLACES[PLACES.index(old) + 1 :] or [old]).map(lambda heir: (old, heir))
)
days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
successions = st.lists(
    st.builds(
        lambda pair, day, relation: succession(*pair, day, relation),
        later,
        st.none() | days,
        st.sampled_from(["merged", "merged", "renamed_upgraded", "split", "partial_transfer"]),
    ),
    max_size=12,
)
found = st.lists(
    st.builds(
        Figure,
        st.uuids().map(lambda uid: (str(uid),)),
        st.integers(-5, 10**15),
        st.lists(st.sampled_from(PLACES), max_size=4).map(tuple),
    ),
    max_size=25,
)


@given(successions, found, days, days)
@settings(max_examples=200, deadline=None)
def test_old_and_new_units_reconcile_to_the_last_row(
    known: list[dict[str, Any]], records: list[Figure], one: date, other: date
) -> None:
    before, after = sorted((one, other))
    held: Any = Held(*known)
    whole = reconcile(held, records, before, after)
    assert whole.total == sum(figure.amount for figure in records)
    old_rows = [part for joined in whole.joined for part in joined.parts]
    assert sorted(row.unit for row in old_rows) == sorted(row.unit for row in Units(held, before).rows(records))
    assert sum(row.amount for row in old_rows) - whole.shared_before == whole.total
    assert sum(joined.whole.amount for joined in whole.joined) - whole.shared_after == whole.total
    for joined in whole.joined:
        assert sum(part.amount for part in joined.parts) - joined.shared == joined.whole.amount
        assert {uid for part in joined.parts for uid in part.uids} == set(joined.whole.uids)


def test_a_record_of_two_old_units_counts_once_in_the_one_that_took_both() -> None:
    held: Any = Held(succession("p0", "p2"), succession("p1", "p2"))
    both = reconcile(held, [Figure(("a",), 10, ("p0", "p1")), Figure(("b",), 3, ("p1",))], BEFORE, TODAY)
    (joined,) = both.joined
    assert [(part.unit, part.amount) for part in joined.parts] == [("p0", 10), ("p1", 13)]
    assert (joined.whole.unit, joined.whole.amount, joined.shared) == ("p2", 13, 10)
    assert (both.total, both.shared_before, both.shared_after) == (13, 10, 0)


def test_a_split_unit_stays_its_own_and_a_part_handed_over_moves_nothing() -> None:
    held: Any = Held(
        succession("p0", "p1", relation="split"),
        succession("p0", "p2", relation="split"),
        succession("p3", "p4", relation="partial_transfer"),
        succession("p5", "p6", MERGED),
        succession("p6", "p7", date(2026, 4, 30)),
    )
    units = Units(held, TODAY)
    assert [units.of(place) for place in ("p0", "p3", "p5")] == ["p0", "p3", "p7"]
    assert Units(held, BEFORE).of("p5") == "p5"
    assert Units(held, MERGED).of("p5") == "p6"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("units") / "s.lkv"
    sample_record(path, FixedClock.on(TODAY)).close()
    return path


@pytest.fixture
def opened(sample: Path, tmp_path: Path) -> Iterator[Workbench]:
    copy = tmp_path / "copy.lkv"
    copy.write_bytes(sample.read_bytes())
    held = Workbench.open(copy, FixedClock.on(TODAY), "Nguyễn A")
    yield held
    held.close()


OLD_AND_NEW = (("84.1", "86.2"), ("83.1", "86.2"), ("86.1", "86.2"), ("95.1", "96.2"), ("96.1", "96.2"))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.sampled_from([old for old, _ in OLD_AND_NEW]), min_size=1, max_size=4), min_size=1, max_size=6)
)
def test_capital_of_2024_by_old_and_by_new_units_is_the_same_sum(opened: Workbench, places: list[list[str]]) -> None:
    if not opened.repository.where("project", owner="thử"):
        write(opened, *(new("project", f"t{n}", name=f"Dự án {n}", owner="thử", status="doing") for n in range(6)))
        write(
            opened,
            *(new("capital_line", f"l{n}", project=f"t{n}", year=2024, source="local", need=10 + n) for n in range(6)),
        )
    for n, held in enumerate(places):
        if opened.repository.need(Ref("project", f"t{n}")).values.localities != tuple(dict.fromkeys(held)):
            write(opened, edit(opened, "project", f"t{n}", localities=tuple(dict.fromkeys(held))))
    linked = Linked(opened.repository, TODAY)
    for measure in MEASURES:
        whole = reconcile(linked, figures(linked, measure), BEFORE, TODAY)
        assert sum(j.whole.amount for j in whole.joined) - whole.shared_after == whole.total
        assert sum(p.amount for j in whole.joined for p in j.parts) - whole.shared_before == whole.total
    table = capital_table(linked, "locality", CapitalScope())
    assert not {row.key for row in table.rows} & {old for old, _ in OLD_AND_NEW}


def test_a_new_merger_or_region_rewrites_no_record(opened: Workbench) -> None:
    before = everything(opened)
    total = capital_table(Linked(opened.repository, TODAY), "locality").total.capital
    write(
        opened,
        new("locality", "99.1", code="99", name="Tây Đô", valid_from=TODAY),
        new("succession", "s1", old="92.2", new="99.1", effective=TODAY, relation="merged"),
        new("succession", "s2", old="91.2", new="99.1", effective=TODAY, relation="merged"),
        new("region", "R-MOI", name="Vùng thử", kind="vung_ktxh", valid_from=TODAY),
        new("region_member", "rm1", region="R-MOI", locality="99.1"),
    )
    after = everything(opened)
    assert {ref: values for ref, values in after.items() if ref in before} == before
    linked = Linked(opened.repository, TODAY)
    table = capital_table(linked, "locality")
    keys = {row.key for row in table.rows}
    assert "99.1" in keys and not keys & {"92.2", "91.2"}
    assert table.total.capital == total
    assert "R-MOI" in {row.key for row in capital_table(linked, "region").rows}
    old = capital_table(linked, "locality", CapitalScope(units=date(2026, 10, 11)))
    assert {"92.2", "91.2"} <= {row.key for row in old.rows} and old.total.capital == total
