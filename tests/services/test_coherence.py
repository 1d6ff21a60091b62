"""Coherence of plans: the planted contradictions and gaps are found with their causes, and little else."""

from __future__ import annotations

import pytest

from tests.building import edit, new, write
from tests.services.linkage_scene import linked
from tests.services.planted_region import PLANTED_PAIRS, REGION, planted
from workbench.domain.registry import ENTITIES
from workbench.records.changes import ChangeSet, Label, create
from workbench.services.analysis.coherence import Coherence, Pair
from workbench.services.raising import from_pair
from workbench.services.workbench import Workbench


@pytest.fixture
def region(record: Workbench) -> Workbench:
    planted(record)
    return record


def pairs(record: Workbench, *localities: str) -> tuple[Pair, ...]:
    return Coherence(linked(record)).pairs(frozenset(localities))


def plans_of(record: Workbench, pair: Pair) -> frozenset[str]:
    return frozenset(uid.removeprefix("q-") for uid in (pair.plan, pair.other_plan) if uid)


def name_of(record: Workbench, pair: Pair) -> str:
    return str(linked(record).programme.plan_items[pair.item].values.name)


def one(record: Workbench, plans: set[str], work: str) -> Pair:
    found = [p for p in pairs(record) if plans_of(record, p) == plans and work in name_of(record, p)]
    assert len(found) == 1
    return found[0]


def test_planted_contradictions_and_gaps_are_found_with_their_causes(
    region: Workbench, record_property: pytest.FixtureRequest
) -> None:
    flagged = [pair for pair in pairs(region) if pair.verdict != "same"]
    assert all(pair.causes for pair in flagged)
    hit = {
        planted_pair
        for planted_pair in PLANTED_PAIRS
        for pair in flagged
        if plans_of(region, pair) == planted_pair[0]
        and planted_pair[1] in name_of(region, pair)
        and planted_pair[2] <= set(pair.causes)
    }
    false = len(flagged) - len(hit)
    record_property("recall", f"{len(hit)}/{len(PLANTED_PAIRS)}")  # type: ignore[operator]
    record_property("false alarms", false)  # type: ignore[operator]
    print(f"coherence: {len(hit)} of {len(PLANTED_PAIRS)} found, {false} false alarms")
    assert len(hit) >= 0.9 * len(PLANTED_PAIRS)
    assert false <= 0.1 * len(PLANTED_PAIRS)


def test_what_agrees_is_said_to_agree(region: Workbench) -> None:
    assert one(region, {REGION, "VL"}, "Đường bộ").verdict == "same"  # the words of the scale in another order
    assert one(region, {"CT", "AG"}, "Kênh").verdict == "same"  # thủy, thuỷ
    assert one(region, {REGION, "CT"}, "Trạm bơm").verdict == "same"


def test_a_work_of_one_place_alone_owes_nothing(region: Workbench) -> None:
    assert not [pair for pair in pairs(region) if "Công viên" in name_of(region, pair)]


def test_a_difference_shows_both_sides(region: Workbench) -> None:
    (difference,) = one(region, {"AG", "CM"}, "Đê").differences
    assert (difference.field, difference.ours, difference.theirs) == ("years", "2026–2030", "2031–2035")


def test_what_one_side_leaves_blank_is_a_difference(region: Workbench) -> None:
    write(region, edit(region, "plan_item", "i-VL-2", scale=None))
    pair = one(region, {REGION, "VL"}, "cống")
    assert [(d.field, d.ours, d.theirs) for d in pair.differences] == [("scale", "3 cống", "")]


def test_years_in_words_are_read(region: Workbench) -> None:
    write(region, edit(region, "plan_item", "i-VL-2", year_from=None, year_to=None, years_text="2026 - 2029"))
    assert one(region, {REGION, "VL"}, "cống").verdict == "same"


def test_without_a_plan_on_the_other_side_that_is_said(region: Workbench) -> None:
    write(region, edit(region, "plan", "q-CM", state="none"))
    missing = [p for p in pairs(region) if p.where == "CM"]
    assert {p.verdict for p in missing} == {"no_plan"} and missing[0].causes == ("localities", "plan")


def test_plans_of_other_periods_are_not_compared(region: Workbench) -> None:
    write(region, edit(region, "plan", "q-CM", period="2011-2020"))
    assert {p.verdict for p in pairs(region) if p.where == "CM"} == {"no_plan"}


def test_units_that_are_one_today_owe_each_other_nothing(region: Workbench) -> None:
    before = {p.key for p in pairs(region) if plans_of(region, p) == {"AG", "CM"}}
    write(region, new("succession", "s1", old="AG", new="CM", relation="merged"))
    now = pairs(region)
    assert before and not [p for p in now if plans_of(region, p) == {"AG", "CM"}]
    kept = [p for p in now if plans_of(region, p) == {REGION, "AG"} and "Hồ" in name_of(region, p)]
    assert kept[0].verdict == "same"  # the plan of the old unit still counts for the one that took it over


def test_pairs_of_some_localities_alone(region: Workbench) -> None:
    assert {frozenset(p.key) for p in pairs(region, "DT")} < {frozenset(p.key) for p in pairs(region)}
    assert all("DT" in {*plans_of(region, p), p.where} for p in pairs(region, "DT"))


def test_an_obstacle_is_raised_with_its_words_and_its_link(region: Workbench) -> None:
    pair = one(region, {"AG", "CM"}, "Đê")
    draft = dict(from_pair(linked(region), pair))
    assert "2026–2030" in draft["content"] and "2031–2035" in draft["content"]
    assert draft["localities"] == ("AG", "CM") and draft["plan_item"] == pair.item
    ask = draft.pop("recommendation")
    assert "Đê biển Tây" in ask
    made = ENTITIES["obstacle"].make({**draft, "code": "VM-2026-900", "state": "new"})
    region.commit(ChangeSet(Label("act.create", {"code": "VM-2026-900"}), (create("vm900", made),)))
    assert one(region, {"AG", "CM"}, "Đê").obstacles == ("vm900",)
