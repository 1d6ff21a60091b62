"""The table of neighbours: both ways, of units of one time, and the 34 as the 63 they were made of."""

from __future__ import annotations

from collections import defaultdict

import pytest

from workbench.domain import reference
from workbench.domain.neighbours import borders

TABLE = {
    of: {r["unit_id"]: set(reference.several(r["neighbours"])) for r in reference.rows("neighbours") if r["set"] == of}
    for of in ("63", "34")
}
UNITS = {row["unit_id"]: row for row in reference.rows("localities")}


@pytest.mark.parametrize("of", ["63", "34"])
def test_neighbours_are_mutual_and_units_of_one_time(of: str) -> None:
    table = TABLE[of]
    assert len(table) == int(of)
    for unit, others in table.items():
        assert unit not in others and others, unit
        assert all(unit in table[other] for other in others), unit
        assert UNITS[unit][f"in_{of}"] == "1"
        assert next(r["name"] for r in reference.rows("neighbours") if r["unit_id"] == unit) == UNITS[unit]["name"]


@pytest.mark.parametrize("of", ["63", "34"])
def test_the_country_is_one_piece(of: str) -> None:
    reached, edge = set(), ["01.1"]
    while edge:
        unit = edge.pop()
        if unit not in reached:
            reached.add(unit)
            edge.extend(TABLE[of][unit])
    assert reached == set(TABLE[of])


def test_the_34_border_on_what_their_parts_bordered_on() -> None:
    steps = {r["old_unit_id"]: r["new_unit_id"] for r in reference.rows("successions") if _takes_over(r)}

    def heir(unit: str) -> str:
        while unit in steps:
            unit = steps[unit]
        return unit

    joined: dict[str, set[str]] = defaultdict(set)
    for unit, others in TABLE["63"].items():
        joined[heir(unit)] |= {heir(other) for other in others} - {heir(unit)}
    assert joined == TABLE["34"]


def _takes_over(row: dict[str, str]) -> bool:
    return row["relation"] not in ("partial_transfer", "split", "unchanged")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("01.1", "19.1", True),  # Hà Nội, Thái Nguyên
        ("01.1", "31.1", False),  # Hà Nội, Hải Phòng
        ("82.2", "91.2", True),  # Đồng Tháp, An Giang
        ("86.2", "96.2", False),  # Vĩnh Long, Cà Mau
        ("68.2", "79.2", True),  # Lâm Đồng since it reaches the sea, Hồ Chí Minh
        ("68.1", "77.1", False),  # Lâm Đồng before, Bà Rịa - Vũng Tàu
    ],
)
def test_borders_everyone_knows(one: str, other: str, near: bool) -> None:
    assert (other in borders()[one]) is near
