"""Plans, projects with capital, mechanisms, sectors, initiatives and tasks: rules, rows, what belongs to what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import new, write
from tests.services.linkage_scene import NNMT, TC, furnish, letter, obstacle
from workbench.clock import FixedClock
from workbench.domain.projects import CapitalLine
from workbench.domain.registry import ENTITIES
from workbench.domain.vocabularies import VOCABULARIES
from workbench.records.record import Record, Ref
from workbench.services import entry, escalating
from workbench.services.details import detail
from workbench.services.programme import STATE_SOURCES, Capital
from workbench.services.registers import Query, Registers
from workbench.services.row import Row
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench

BILLION = 1_000_000_000
AMOUNTS = ("need", "planned", "allocated", "disbursed")


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    write(record, new("catalogue_entry", "H52", catalogue="sector", code="H52", label="Kho bãi", position=0))
    return record


def codes(record: Workbench, entity: str, severity: str, uid: str = "", **draft: Any) -> list[tuple[str, str]]:
    found = entry.issues(record, Registers(record).linked(), entity, draft, uid)
    return [(i.code, i.field) for i in found if i.severity == severity]


def project(record: Workbench, uid: str = "p1", **values: Any) -> str:
    filled = {"code": f"DA-2026-{uid[1:].zfill(3)}", "name": "Đường ven biển", "status": "doing", **values}
    write(record, new("project", uid, **filled))
    return uid


def line(record: Workbench, uid: str, year: int, source: str, *amounts: int | None, of: str = "p1") -> None:
    said = dict(zip(AMOUNTS, (a and a * BILLION for a in amounts), strict=False))
    write(record, new("capital_line", uid, project=of, year=year, source=source, **said))


def rows(record: Workbench, register: str, **query: Any) -> list[Row]:
    return list(Registers(record).rows(register, Query(**query)))


# rules


def test_a_provincial_plan_says_whose_it_is(scene: Workbench) -> None:
    draft = {"level": "provincial", "state": "drafting"}
    assert codes(scene, "plan", "stop", **draft) == [("programme.whose_locality", "locality")]
    assert codes(scene, "plan", "stop", **draft, locality="VL") == []
    assert codes(scene, "plan", "stop", level="regional") == [("programme.whose_region", "region")]
    assert codes(scene, "plan", "check", state="approved") == [("programme.approved_without", "number")]


@pytest.mark.parametrize("entity", ["plan_item", "project", "sector_priority"])
def test_years_run_forward_and_are_years(scene: Workbench, entity: str) -> None:
    assert codes(scene, entity, "stop", year_from=2030, year_to=2026) == [("programme.years_backwards", "year_to")]
    assert codes(scene, entity, "stop", year_from=26, year_to=2030) == [("programme.bad_year", "year_from")]
    assert codes(scene, entity, "stop", year_from=2026, year_to=2026) == []


def test_the_central_part_lies_within_the_whole(scene: Workbench) -> None:
    whole = {"total_investment": 10 * BILLION, "localities": ("VL", "CT")}
    assert codes(scene, "project", "check", **whole, central_budget=10 * BILLION) == []
    over = codes(scene, "project", "check", **whole, central_budget=11 * BILLION)
    assert over == [("programme.central_over_total", "central_budget")]


def test_a_project_between_provinces_has_more_than_one(scene: Workbench) -> None:
    alone = {"localities": ("VL",), "scope": "inter_province"}
    assert codes(scene, "project", "check", **alone) == [("programme.one_place", "localities")]
    assert codes(scene, "project", "check", localities=("VL",), scope="spillover") == []


def test_a_year_and_source_stand_in_one_line_of_a_project(scene: Workbench) -> None:
    project(scene)
    line(scene, "l1", 2026, "central", 100)
    again = {"project": "p1", "year": 2026, "source": "central", "need": 5}
    assert codes(scene, "capital_line", "stop", **again) == [("programme.line_there", "source")]
    assert codes(scene, "capital_line", "stop", "l1", **{**again, "project": None}) == []  # it is itself
    assert codes(scene, "capital_line", "stop", **{**again, "source": "local"}) == []
    assert codes(scene, "capital_line", "stop", **{**again, "year": 2027}) == []


def test_more_cannot_be_disbursed_than_was_allocated_without_a_look(scene: Workbench) -> None:
    project(scene)
    draft = {"project": "p1", "year": 2026, "source": "oda", "allocated": 50, "disbursed": 51}
    assert codes(scene, "capital_line", "check", **draft) == [("programme.over_disbursed", "disbursed")]
    assert codes(scene, "capital_line", "check", **{**draft, "disbursed": 50}) == []
    assert codes(scene, "capital_line", "stop", project="p1", year=2026, source="oda") == [
        ("programme.no_amount", "need")
    ]


def test_a_bad_outlook_says_why(scene: Workbench) -> None:
    for outlook in VOCABULARIES["outlook"].choices:
        stops = codes(scene, "sector_priority", "stop", outlook=outlook)
        assert bool(stops) == (outlook in ("spent", "unsustainable")), outlook
    assert codes(scene, "sector_priority", "stop", outlook="spent", outlook_reason="Hết đất") == []


def test_a_sector_of_a_place_is_noticed_when_it_is_there_already(scene: Workbench) -> None:
    same = {"locality": "CT", "sector": "H52", "product": "Cảng cạn", "place": "Cái Cui"}
    write(scene, new("sector_priority", "s1", code="NG-2026-001", **same))
    assert codes(scene, "sector_priority", "check", **same) == [("programme.sector_there", "product")]
    assert codes(scene, "sector_priority", "check", "s1", **same) == []
    assert codes(scene, "sector_priority", "check", **{**same, "locality": "VL"}) == []


def test_a_locality_does_not_adopt_its_own_initiative(scene: Workbench) -> None:
    stops = codes(scene, "initiative", "stop", locality="VL", adopted_by=("CT", "VL"))
    assert stops == [("programme.adopted_own", "adopted_by")]
    assert codes(scene, "initiative", "stop", locality="VL", adopted_by=("CT",)) == []


def test_a_task_has_one_lead_who_does_not_assist_itself(scene: Workbench) -> None:
    assert codes(scene, "task", "check", source="conclusions") == [("programme.no_lead", "lead")]
    stops = codes(scene, "task", "stop", lead=TC, cooperators=(NNMT, TC), percent=101)
    assert stops == [("programme.lead_twice", "cooperators"), ("programme.bad_percent", "percent")]


def test_terms_and_years_in_words_give_their_days_and_years(scene: Workbench) -> None:
    assert entry.derived(scene, "mechanism", {"due_text": "Quý II/2027"})["due_date"] == date(2027, 6, 30)
    typed = {"due_text": "Quý II/2027", "due_date": date(2027, 5, 1)}
    assert "due_date" not in entry.derived(scene, "mechanism", typed)
    assert entry.derived(scene, "plan_item", {"years_text": "2026-2030"}) == {"year_from": 2026, "year_to": 2030}


# capital


def capital_records(lines: list[tuple[str, tuple[int | None, ...]]]) -> list[Record[Any]]:
    made = []
    for n, (source, amounts) in enumerate(lines):
        values = CapitalLine(project="p", year=2026, source=source, **dict(zip(AMOUNTS, amounts, strict=True)))
        made.append(Record(Ref("capital_line", str(n)), 1, values))
    return made


_AMOUNT = st.none() | st.integers(0, 10**15)
_LINES = st.lists(
    st.tuples(st.sampled_from(VOCABULARIES["fund_source"].choices), st.tuples(_AMOUNT, _AMOUNT, _AMOUNT, _AMOUNT))
)


@given(_LINES, _LINES)
def test_capital_of_two_lots_is_the_sum_of_each(
    one: list[tuple[str, tuple[int | None, ...]]], two: list[tuple[str, tuple[int | None, ...]]]
) -> None:
    a, b, both = (Capital.of(capital_records(lines)) for lines in (one, two, one + two))
    assert both.gap == a.gap + b.gap
    for key in (*AMOUNTS, "social"):
        assert getattr(both, key) == getattr(a, key) + getattr(b, key)


@given(_LINES)
def test_social_capital_is_what_does_not_come_from_the_state(
    lines: list[tuple[str, tuple[int | None, ...]]],
) -> None:
    total = Capital.of(capital_records(lines))
    state = Capital.of(capital_records([entry for entry in lines if entry[0] in STATE_SOURCES]))
    assert total.social == total.need - state.need
    assert state.social == 0


def test_a_project_shows_its_capital_in_the_register(scene: Workbench) -> None:
    project(scene, localities=("VL", "CT"), total_investment=500 * BILLION)
    line(scene, "l1", 2026, "central", 100, 80, 60, 30)
    line(scene, "l2", 2027, "ppp", 100, 20, None, None)
    [row] = rows(scene, "projects")
    assert row.places == "Vĩnh Long, Cần Thơ"
    assert (row.data["planned"], row.data["allocated"]) == (100 * BILLION, 60 * BILLION)
    assert (row.data["gap"], row.cells["disbursed"]) == (140 * BILLION, "30,0%")


def test_a_project_past_its_last_year_is_overdue(scene: Workbench) -> None:
    project(scene, "p1", year_to=2025)
    project(scene, "p2", year_to=2026)
    project(scene, "p3", year_to=2025, status="done")
    assert [row.ref.uid for row in rows(scene, "projects", view="late")] == ["p1"]


# registers


def test_records_are_found_by_any_of_their_words_and_by_number(scene: Workbench) -> None:
    write(
        scene,
        new("plan", "q1", code="QH-2026-001", name="Quy hoạch tỉnh Vĩnh Long", number="1759/QĐ-TTg", state="approved"),
        new("mechanism", "c1", code="CC-2026-001", title="Quỹ hạ tầng vùng", state="proposed"),
        new("initiative", "k1", code="SK-2026-001", title="Bản đồ mặn", partners="Viện lúa", state="trying"),
    )
    assert [row.code for row in rows(scene, "plans", search="quy hoach vinh")] == ["QH-2026-001"]
    assert [row.code for row in rows(scene, "plans", search="1759")] == ["QH-2026-001"]
    assert [row.code for row in rows(scene, "mechanisms", search="ha tang")] == ["CC-2026-001"]
    assert [row.code for row in rows(scene, "initiatives", search="vien lua")] == ["SK-2026-001"]
    assert rows(scene, "plans", search="khong co") == []


def test_an_overdue_mechanism_is_overdue_until_it_is_decided(scene: Workbench) -> None:
    past = {"title": "Thí điểm", "due_date": date(2026, 9, 30)}
    write(scene, new("mechanism", "c1", code="CC-2026-001", state="drafting", **past))
    write(scene, new("mechanism", "c2", code="CC-2026-002", state="issued", **past))
    assert [row.ref.uid for row in rows(scene, "mechanisms", view="late")] == ["c1"]


def test_sectors_without_room_to_grow_have_a_view(scene: Workbench) -> None:
    for n, outlook in enumerate((*VOCABULARIES["outlook"].choices, None)):
        said = {"code": f"NG-2026-00{n}", "locality": "CT", "sector": "H52", "outlook": outlook}
        write(scene, new("sector_priority", f"s{n}", **said))
    counted = Registers(scene).counts("sectors")
    assert (counted["all"], counted["risk"], counted["unrated"]) == (5, 2, 1)


# what belongs to what


def test_an_obstacle_of_a_project_stands_in_its_chain_and_the_project_in_its_detail(scene: Workbench) -> None:
    project(scene, localities=("VL", "CT"))
    uid = obstacle(scene, 7, "Thiếu cát đắp nền", project="p1")
    registers = Registers(scene)
    of_project, of_obstacle = detail(registers, Ref("project", "p1")), detail(registers, Ref("obstacle", uid))
    assert [line.ref.uid for line in of_project.obstacles] == [uid]
    assert [(p.key, [n.ref.uid for n in p.lines]) for p in of_obstacle.parts if p.lines] == [("projects", ["p1"])]


def test_a_plan_lists_its_contents_in_order_with_the_projects_that_carry_them_out(scene: Workbench) -> None:
    write(
        scene,
        new("plan", "q1", code="QH-2026-001", name="Quy hoạch vùng", state="approved"),
        new("plan_item", "i2", plan="q1", ordinal=2, name="Kênh"),
        new("plan_item", "i1", plan="q1", ordinal=1, name="Đường", localities=("VL", "CT"), scale="4 làn"),
    )
    project(scene, plan_item="i1")
    found = detail(Registers(scene), Ref("plan", "q1"))
    parts = {part.key: part for part in found.parts}
    assert [n.title for n in parts["plan_items"].lines] == ["Đường", "Kênh"]
    assert "Vĩnh Long, Cần Thơ · 4 làn" in parts["plan_items"].lines[0].meta
    assert [n.ref.uid for n in parts["projects"].lines] == ["p1"]


def test_a_letter_tells_what_its_obstacles_are_about(scene: Workbench) -> None:
    project(scene, localities=("VL", "CT"))
    write(
        scene,
        new("initiative", "n1", code="SK-2026-001", title="Bản đồ mặn", state="trying"),
        new("sector_priority", "s1", code="NG-2026-001", locality="CT", sector="H52"),
        new("plan", "q1", code="QH-2026-001", name="Quy hoạch vùng", state="approved"),
        new("plan_item", "i1", plan="q1", ordinal=1, name="Đường"),
        new("mechanism", "c1", code="CC-2026-001", title="Quỹ vùng", state="proposed"),
    )
    one = obstacle(scene, 7, "Thiếu cát đắp nền", project="p1", mechanism="c1", plan_item="i1")
    other = obstacle(scene, 8, "Chưa có kinh phí nhân rộng", initiative="n1", sector="s1")
    act = escalating.propose(scene, letter(one, other)).act
    scene.commit(act)
    (sent,) = scene.repository.all("escalation")
    registers = Registers(scene)
    parts = {p.key: [line.ref.uid for line in p.lines] for p in detail(registers, sent.ref).parts if p.lines}
    assert parts == {"projects": ["p1"], "plans": ["q1"], "mechanisms": ["c1"], "sectors": ["s1"], "initiatives": ["n1"]}
    for ref, uid in ((Ref("initiative", "n1"), other), (Ref("sector_priority", "s1"), other), (Ref("plan", "q1"), one)):
        found = detail(registers, ref)
        assert [line.ref.uid for line in found.obstacles] == [uid]
        assert [line.ref.uid for line in found.escalations] == [sent.uid]


def test_an_initiative_under_an_agreement_stands_in_its_detail(scene: Workbench) -> None:
    write(
        scene,
        new("agreement", "a1", code="TT-2026-001", title="Hợp tác số hóa", state="in_force"),
        new("initiative", "n1", code="SK-2026-001", title="Bản đồ mặn", state="trying", agreement="a1"),
    )
    parts = {p.key: [line.ref.uid for line in p.lines] for p in detail(Registers(scene), Ref("agreement", "a1")).parts}
    assert parts["initiatives"] == ["n1"]


def test_the_sample_fills_every_register_and_breaks_no_rule(tmp_path: Path, clock: FixedClock) -> None:
    work = sample_record(tmp_path / "mau.lkv", clock)
    linked = Registers(work).linked()
    try:
        for entity in entry.PROGRAMME:
            records = work.repository.all(entity)
            assert records, entity
            for record in records:
                draft = {key: record.get(key) for key in ENTITIES[entity].fields}
                found = entry.issues(work, linked, entity, draft, record.uid)
                assert [i for i in found if i.severity == "stop"] == [], record.ref
    finally:
        work.close()
