"""What a new record holds."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.records.record import Ref
from workbench.services.council import calendar_of, council_of, in_force
from workbench.services.exporting import blank
from workbench.services.seeding import NewRecord, councils, seed
from workbench.services.texts import Names
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY

TODAY = date(2026, 10, 12)


def new(abbr: str) -> Workbench:
    return Workbench.create(MEMORY, seed(NewRecord(abbr)), FixedClock.on(TODAY), "Nguyễn A")


def members(work: Workbench, on: date) -> list[str]:
    council = council_of(work.repository, on)
    assert council is not None
    return [Names(work.repository).locality(uid) for uid in council.members]


def test_the_delta_council_has_thirteen_members_before_the_merger_and_five_after() -> None:
    work = new("DBSCL")
    assert len(members(work, date(2025, 6, 30))) == 13
    assert members(work, date(2025, 7, 1)) == ["Đồng Tháp", "Vĩnh Long", "An Giang", "Cần Thơ", "Cà Mau"]


def test_a_council_without_a_new_region_is_followed_through_its_heirs() -> None:
    assert members(new("TN"), TODAY) == ["Quảng Ngãi", "Gia Lai", "Đắk Lắk", "Lâm Đồng"]


def test_the_council_and_its_body_have_one_name() -> None:
    repository = new("DBSCL").repository
    (council,) = repository.all("council")
    body = repository.need(Ref("organization", council.values.organization)).values
    assert (council.values.name, council.values.name_en) == (body.name, body.name_en)
    assert body.name == "Hội đồng điều phối vùng đồng bằng sông Cửu Long"


@pytest.mark.parametrize("row", councils(), ids=lambda row: row["abbr"])
def test_every_council_can_be_made_and_has_members_today(row: dict[str, str]) -> None:
    work = new(row["abbr"])
    assert members(work, TODAY)
    assert list(work.journal.verify()) == []


def test_ninety_four_localities_with_thirty_four_in_force_today() -> None:
    stored = [r.values for r in new("DNB").repository.all("locality")]
    now = [v for v in stored if in_force(v.valid_from, v.valid_to, TODAY)]
    assert (len(stored), len(now)) == (94, 34)


def test_every_locality_has_its_peoples_committee() -> None:
    work = new("DNB")
    held = {r.values.locality for r in work.repository.all("organization")}
    assert {r.uid for r in work.repository.all("locality")} <= held


def test_the_calendar_knows_tet_the_swap_and_what_is_not_decided() -> None:
    calendar = calendar_of(new("DNB").repository)
    assert not calendar.is_working_day(date(2026, 2, 17))
    assert not calendar.is_working_day(date(2026, 1, 2))
    assert calendar.is_working_day(date(2026, 1, 10))
    assert calendar.is_provisional(date(2027, 2, 8))


def test_an_unknown_council_is_refused() -> None:
    with pytest.raises(UserError, match="unknown_council"):
        seed(NewRecord("XYZ"))


def test_a_blank_form_offers_the_bodies_in_force_today() -> None:
    offered = blank(new("DBSCL"), "b02", locality="Vĩnh Long", period="2026-Q3").lists
    assert "Bộ Nông nghiệp và Môi trường" in offered["authorities"]
    assert "Bộ Giao thông vận tải" not in offered["authorities"]
    assert len(offered["provinces"]) == 34


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(UserError) as refused:
        blank(new("DBSCL"), "B99")
    assert "B02" in str(refused.value.params["known"])
