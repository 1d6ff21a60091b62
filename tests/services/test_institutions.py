"""What the office enters of provinces and regions is read, matched and counted alike everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.building import edit, new, write
from workbench.clock import FixedClock
from workbench.domain.places import load_places
from workbench.services.analysis.units import Units
from workbench.services.council import council_of
from workbench.services.importing.heirs import places_now
from workbench.services.importing.session import context_of
from workbench.services.institutions import places_of, successions_of
from workbench.services.linked import Linked
from workbench.services.seeding import NewRecord, seed
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY

TODAY = date(2026, 10, 12)
LATER = date(2026, 10, 1)


@pytest.fixture
def opened() -> Iterator[Workbench]:
    with Workbench.create(MEMORY, seed(NewRecord("DBSCL")), FixedClock.on(TODAY), "Nguyễn A") as held:
        yield held


@pytest.fixture
def merged(opened: Workbench) -> Workbench:
    """Cần Thơ (92.2) and An Giang (91.2) have become Tây Đô, a member of the council."""
    write(
        opened,
        new("locality", "99.1", code="99", name="Tây Đô", full_name="Thành phố Tây Đô", valid_from=LATER),
        new("succession", "s1", old="92.2", new="99.1", effective=LATER, relation="merged"),
        new("succession", "s2", old="91.2", new="99.1", effective=LATER, relation="merged"),
        new("region", "R-MOI", name="Vùng thử nghiệm", abbr="VTN", kind="vung_ktxh", valid_from=LATER),
        new("region_member", "rm1", region="R-MOI", locality="99.1"),
        new("council_member", "cm99", council="council-DBSCL", locality="99.1", valid_from=LATER),
    )
    return opened


def test_a_new_record_knows_what_is_shipped(opened: Workbench) -> None:
    held, shipped = places_of(opened.repository), load_places()
    assert [p.name for p in held.on_day(TODAY)] == [p.name for p in shipped.on_day(TODAY)]
    assert {p.unit_id: held.heir(p.unit_id) for p in held.places} == {
        p.unit_id: shipped.heir(p.unit_id) for p in shipped.places
    }
    for region in shipped.regions:
        own = held.region(region.region_id)
        assert own and own.aliases == region.aliases
        assert [p.name for p in held.members(own)] == [p.name for p in shipped.members(region)]


def test_a_unit_entered_by_the_office_is_read_in_files(merged: Workbench) -> None:
    names = context_of(merged).names
    assert [m.place.name for m in names.places("TP. Tây Đô; Vĩnh Long", TODAY) if m.place] == ["Tây Đô", "Vĩnh Long"]
    assert [m.place.name for m in names.places("Các tỉnh vùng thử nghiệm", TODAY) if m.place] == ["Tây Đô"]


def test_reading_matching_counting_and_the_council_follow_one_succession(merged: Workbench) -> None:
    repository = merged.repository
    old = places_of(repository).resolve("Sóc Trăng", date(2024, 5, 1))
    assert old.successor and old.successor.name == "Tây Đô"
    units = Units(Linked(repository, TODAY))
    assert {units.of(uid) for uid in ("94.1", "92.2", "91.2", "99.1")} == {"99.1"}
    assert places_now(("94.1", "86.2"), successions_of(repository)) == {"99.1", "86.2"}
    council = council_of(repository, TODAY)
    assert council and council.has("94.1") and council.has("99.1") and not council.has("01.1")


def test_a_succession_put_right_is_followed_at_once(merged: Workbench) -> None:
    assert context_of(merged).places.heir("92.2") == "99.1"
    write(merged, edit(merged, "succession", "s1", relation="partial_transfer"))
    assert context_of(merged).places.heir("92.2") == "92.2"
