"""Near or not: by localities, by what places name, and by words only where localities are near."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.building import edit, new, write
from tests.services.linkage_scene import linked
from tests.services.planted_ground import PLACES, PLANTED, PROJECTS, SECTORS, planted_ground
from workbench.services.analysis.alike import next_of, same_kind, same_market
from workbench.services.analysis.ground import Ground
from workbench.services.analysis.named_places import named_places, shared
from workbench.services.analysis.overlaps import Card, Overlaps
from workbench.services.analysis.units import Units
from workbench.services.workbench import Workbench

ENTITY = {row[0]: "sector_priority" for row in SECTORS} | {row[0]: "project" for row in PROJECTS}


@pytest.fixture
def country(record: Workbench) -> Workbench:
    planted_ground(record)
    return record


def cards(record: Workbench) -> dict[frozenset[str], Card]:
    return {frozenset(m.ref.uid for m in card.members): card for card in Overlaps(linked(record)).cards()}


def found(record: Workbench, pair: frozenset[str]) -> bool:
    return any(pair <= held for held in cards(record))


def test_what_is_planted_is_found_and_what_only_looks_alike_is_not(country: Workbench, record_property: Any) -> None:
    made = cards(country)
    hit = [pair for pair in PLANTED if any(pair <= held for held in made)]
    false = [sorted(held) for held in made if not any(pair <= held for pair in PLANTED)]
    record_property("recall", f"{len(hit)}/{len(PLANTED)}")
    record_property("false alarms", len(false))
    print(f"overlaps, whole country: {len(hit)} of {len(PLANTED)} found, {len(false)} false alarms {false}")
    assert len(hit) == len(PLANTED)
    assert len(false) <= 0.1 * len(PLANTED)


def test_other_years_are_no_overlap_whatever_else_agrees(country: Workbench) -> None:
    later = [edit(country, ENTITY[uid], uid, year_from=2041, year_to=2045) for uid, *_ in map(sorted, PLANTED)]
    write(country, *later)
    assert [sorted(pair) for pair in PLANTED if found(country, pair)] == []


def test_far_apart_only_a_named_market_is_one_ground(country: Workbench) -> None:
    rng = random.Random(34)
    kept: Counter[bool] = Counter()
    sold = {row[0]: row[5] for row in SECTORS}
    ground = Ground(linked(country), Units(linked(country)))
    home = {row[0]: (row[1],) for row in SECTORS} | {row[0]: row[1] for row in PROJECTS}
    moved = []
    for pair in PLANTED:
        one, other = sorted(pair)
        theirs = Units(linked(country)).all_of(home[other])
        far = [uid for uid, _, _ in PLACES if ground.nearness((uid,), theirs) == "apart"]
        there = rng.choice(far)
        key = "locality" if ENTITY[one] == "sector_priority" else "localities"
        moved.append(edit(country, ENTITY[one], one, **{key: there if key == "locality" else (there,)}))
    write(country, *moved)
    for pair in PLANTED:
        one, other = sorted(pair)
        named = bool(sold.get(one) and sold.get(other))
        if found(country, pair):
            kept[named] += 1
    # a corridor far apart or the same words of a place are not enough; buyers of a name are
    assert kept[False] == 0 and kept[True] >= 5


def test_a_card_names_the_border_the_road_and_the_region(country: Workbench) -> None:
    made = cards(country)[frozenset(("log1", "log2"))]
    said = {cause.field: cause.values for cause in made.causes}
    assert said["neighbours"] == ("Đồng Nai – Hồ Chí Minh",) and said["corridor"] == ("vành đai 3",)
    river = cards(country)[frozenset(("go1", "go2"))]
    assert river.fields == ("sector", "product", "place", "corridor", "neighbours", "years")
    market = cards(country)[frozenset(("vai1", "vai2"))]
    assert market.fields == ("sector", "product", "market", "years")


def test_a_unit_of_before_is_near_where_it_lies_now(country: Workbench) -> None:
    made = cards(country)[frozenset(("dieu1", "dieu2"))]  # Bình Phước, today Đồng Nai, and Tây Ninh
    assert {c.field: c.values for c in made.causes}["neighbours"] == ("Đồng Nai – Tây Ninh",)


def test_a_later_merger_moves_borders_and_writes_over_nothing(country: Workbench) -> None:
    before = {r.uid: r.values for r in country.repository.all("sector_priority")}
    ground = Ground(linked(country), Units(linked(country)))
    assert ground.nearness(("LD",), ("DT",)) == "apart"
    joined = {"effective": date(2026, 9, 1), "relation": "merged"}
    write(
        country,
        new("locality", "NEW", code="99", name="Miền Đông"),
        new("succession", "s1", old="HCM", new="NEW", **joined),
        new("succession", "s2", old="LD", new="NEW", **joined),
    )
    now = linked(country)
    ground = Ground(now, Units(now))
    assert ground.nearness(Units(now).all_of(("LD",)), ("DT",)) == "neighbours"
    assert {r.uid: r.values for r in country.repository.all("sector_priority")} == before


def test_a_place_told_by_the_neighbours_name_is_near(country: Workbench) -> None:
    now = linked(country)
    ground = Ground(now, Units(now))
    held = {m.ref.uid: m for m in Overlaps(now)._members}
    assert ground.names_other(held["tru2"], held["tru1"])  # "giáp Tây Ninh"
    assert not ground.names_other(held["tru1"], held["tru2"])  # "Đồng Tháp Mười" is not Đồng Tháp


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dọc quốc lộ 10", [("road", "quoc lo 10")]),
        ("QL.10, đoạn qua thị xã", [("road", "quoc lo 10")]),
        ("Cửa sông Cổ Chiên", [("river", "co chien")]),
        ("Vàm Cổ Chiên", [("river", "co chien")]),
        ("Cao tốc Cầu Giẽ – Ninh Bình", [("road", "cao toc cau gie - ninh binh")]),
        ("Khu kinh tế Vũng Áng", [("zone", "vung ang")]),
        ("Cảng sông Hậu", [("river", "hau")]),
        ("ven biển, gần cảng", []),
    ],
)
def test_what_a_place_names(text: str, said: list[tuple[str, str]]) -> None:
    assert [(place.kind, place.key) for place in named_places(text)] == said


def test_two_texts_share_a_road_in_other_words() -> None:
    assert [place.words for place in shared("Dọc QL 1, Vành đai 3", "Quốc lộ 1 và đường tỉnh 8")] == ["QL 1"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Thị trường Hàn Quốc", "Xuất khẩu sang Hàn Quốc", True),
        ("Hàn Quốc", "Trung Quốc", False),
        ("Xuất khẩu", "Hàn Quốc", False),
        ("Xuất khẩu", "Trong nước", False),
        ("Khách trong nước", "Khách trong nước", True),
    ],
)
def test_markets(one: str, other: str, same: bool) -> None:
    assert same_market(one, other) is same


def test_works_of_other_numbers_and_next_phases_are_other_works() -> None:
    assert not same_kind("Nâng cấp đường tỉnh 482", "Nâng cấp đường tỉnh 477")
    assert same_kind("Đường nối với quốc lộ 10", "Đường gom quốc lộ 10")
    assert next_of("Kè sông Cấm giai đoạn 1", "Kè sông Cấm giai đoạn 2")
    assert not next_of("Kè sông Cấm", "Kè sông Cấm")
