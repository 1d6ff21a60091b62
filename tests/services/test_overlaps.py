"""Overlaps: the planted ones are found with their causes and little else; a judgement holds until a cause changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import edit, new, write
from tests.services.linkage_scene import linked
from tests.services.planted_region import PLANTED_OVERLAPS, planted
from workbench.records.changes import ChangeSet, Label
from workbench.services.analysis.overlaps import Card, Overlaps, dependence
from workbench.services.judging import as_judged, judge, judge_and_raise, raised
from workbench.services.raising import from_card
from workbench.services.workbench import Workbench


@pytest.fixture
def region(record: Workbench) -> Workbench:
    planted(record)
    return record


def cards(record: Workbench) -> dict[frozenset[str], Card]:
    return {frozenset(m.ref.uid for m in card.members): card for card in Overlaps(linked(record)).cards()}


def card(record: Workbench, *uids: str) -> Card:
    return next(found for held, found in cards(record).items() if held >= set(uids))


def test_planted_overlaps_are_found_with_their_causes(region: Workbench, record_property: Any) -> None:
    found = cards(region)
    hit = [pair for pair in PLANTED_OVERLAPS if any(pair <= held for held in found)]
    false = [held for held in found if not any(pair <= held for pair in PLANTED_OVERLAPS)]
    record_property("recall", f"{len(hit)}/{len(PLANTED_OVERLAPS)}")
    record_property("false alarms", len(false))
    print(f"overlaps: {len(hit)} of {len(PLANTED_OVERLAPS)} found, {len(false)} false alarms")
    assert len(hit) >= 0.9 * len(PLANTED_OVERLAPS)
    assert len(false) <= 0.2 * len(PLANTED_OVERLAPS)
    for made in found.values():
        assert made.fields[0] in ("sector", "project_class") and len(made.fields) >= 2
        assert all(cause.values for cause in made.causes)


def test_a_card_says_what_caused_it_and_how_much_money(region: Workbench) -> None:
    made = card(region, "gio1", "gio2")
    assert made.fields == ("sector", "product", "place", "region", "market", "years")
    assert made.years == (2025, 2030) and made.units == ("CM", "VL")
    assert made.total == sum(member.amount for member in made.members) == (7 + 8) * 10**11


def test_a_priority_and_the_project_that_builds_it_are_not_two(region: Workbench) -> None:
    port = {
        "localities": ("CT",),
        "place": "Cảng sông Hậu",
        "year_from": 2025,
        "year_to": 2030,
        "project_class": "other",
    }
    told = {
        "code": "DA-2026-900",
        "name": "Trung tâm logistics hạng I",
        "status": "doing",
        "total_investment": 5 * 10**11,
    }
    write(region, new("project", "p1", **told, **port))
    assert not [held for held in cards(region) if held == {"cang1", "p1"}]
    made = card(region, "cang1", "cang2", "p1")
    assert made.total == 5 * 10**11 + 2 * 10**11  # of Cần Thơ the greater of the two, and Vĩnh Long's


def test_years_apart_are_no_overlap(region: Workbench) -> None:
    write(region, edit(region, "sector_priority", "gio2", year_from=2031, year_to=2035))
    assert not [held for held in cards(region) if {"gio1", "gio2"} <= held]


def test_a_judgement_needs_a_choice_and_a_reason(region: Workbench) -> None:
    made = card(region, "tom1", "tom2")
    assert [i.field for i in judge(region, made, "", " ").issues] == ["judgement", "reason"]
    assert judge(region, made, "complement", "").blocked
    assert not judge(region, made, "complement", "Giống ở đây, nuôi ở kia").blocked


def test_a_judgement_holds_until_a_cause_changes(region: Workbench) -> None:
    region.commit(judge(region, card(region, "tom1", "tom2"), "complement", "Giống ở đây, nuôi ở kia").act)
    held = card(region, "tom1", "tom2")
    assert (held.standing, held.judgement, held.reason) == ("judged", "complement", "Giống ở đây, nuôi ở kia")
    write(region, edit(region, "sector_priority", "tom1", capital=7, note="khác", advantage="khác"))
    assert card(region, "tom1", "tom2").standing == "judged"  # neither money nor notes brought them together
    write(region, edit(region, "sector_priority", "tom1", market="Tôm tươi trong nước"))
    changed = card(region, "tom1", "tom2")
    assert (changed.standing, changed.judgement) == ("changed", "complement")
    region.commit(judge(region, changed, "competing", "Nay cùng bán").act)
    assert len(region.repository.all("overlap")) == 1
    assert card(region, "tom1", "tom2").judgement == "competing"


def test_undoing_a_judgement_opens_the_card_again(region: Workbench) -> None:
    done = region.commit(judge(region, card(region, "it1", "it2"), "duplicate", "Cùng khách").act)
    region.undo(done.act.number)
    assert card(region, "it1", "it2").standing == "open"


def test_a_merger_of_localities_ends_what_was_between_them(region: Workbench) -> None:
    write(region, new("succession", "s1", old="AG", new="DT", relation="merged"))
    assert not [held for held in cards(region) if {"cat1", "cat2"} <= held]


def test_an_obstacle_is_raised_with_its_words_and_tied_to_the_judgement(region: Workbench) -> None:
    region.commit(judge(region, card(region, "cat1", "cat2"), "duplicate", "Cùng mỏ").act)
    made = card(region, "cat1", "cat2")
    draft = from_card(linked(region), made)
    assert "NG-2026-009" in draft["content"] and "Cùng mỏ" in draft["content"] and draft["sector"] == "cat1"
    assert set(draft["localities"]) == {"AG", "DT"}
    entered = ChangeSet(
        Label("act.create", {"code": "VM-2026-901"}), (new("obstacle", "vm1", content=draft["content"]),)
    )
    done = region.commit(raised(region, made, entered, "vm1"))
    assert card(region, "cat1", "cat2").obstacle == "vm1"
    region.undo(done.act.number)  # the obstacle goes, the judgement stays
    assert card(region, "cat1", "cat2").standing == "judged" and not region.repository.all("obstacle")


def test_judging_and_raising_is_one_act_and_one_undo(region: Workbench) -> None:
    made = card(region, "cat1", "cat2")
    held = as_judged(made, "duplicate", " Cùng mỏ ")
    assert "Cùng mỏ" in from_card(linked(region), held)["content"]
    entered = ChangeSet(Label("act.create", {"code": "VM-2026-901"}), (new("obstacle", "vm1", content="Trùng mỏ"),))
    done = region.commit(judge_and_raise(region, made, "duplicate", "Cùng mỏ", entered, "vm1"))
    tied = card(region, "cat1", "cat2")
    assert (tied.standing, tied.judgement, tied.obstacle) == ("judged", "duplicate", "vm1")
    assert done.act.label.params == {"code": "VM-2026-901", "overlap": "NG-2026-009"}
    region.undo(done.act.number)
    assert card(region, "cat1", "cat2").standing == "open" and not region.repository.all("obstacle")


def test_judging_anew_keeps_the_obstacle_raised_before(region: Workbench) -> None:
    entered = ChangeSet(Label("act.create", {"code": "VM-2026-901"}), (new("obstacle", "vm1", content="Trùng mỏ"),))
    region.commit(judge_and_raise(region, card(region, "cat1", "cat2"), "duplicate", "Cùng mỏ", entered, "vm1"))
    region.commit(judge(region, card(region, "cat1", "cat2"), "competing", "Khác mỏ").act)
    assert card(region, "cat1", "cat2").obstacle == "vm1"


def test_dependence_is_the_share_of_capital_without_room_to_grow(region: Workbench) -> None:
    write(region, edit(region, "sector_priority", "cat1", outlook="spent", outlook_reason="Hết mỏ", capital=30))
    write(
        region, edit(region, "sector_priority", "no2", outlook="unsustainable", outlook_reason="Đất bạc màu", capital=20)
    )
    others = ("tom2", "it2", "no4", "xoai2")
    write(region, *(edit(region, "sector_priority", uid, outlook="sustainable", capital=40) for uid in others))
    first = dependence(linked(region))[0]
    assert (first.locality, first.total, first.spent, first.unsustainable) == ("AG", 210, 30, 20)
    assert first.share == 50 / 210 and first.uids == ("cat1", "no2")
