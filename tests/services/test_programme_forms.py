"""Forms of projects, plans, sectors, mechanisms, initiatives and assigned tasks: what a row that came back writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.building import edit, new, write
from tests.roundtrip.check import PERIOD, Office
from tests.roundtrip.damage import body, cells_of, heading_row, main_sheet, put
from tests.roundtrip.editing import column_of
from workbench.exchange.catalogues import load_catalogues
from workbench.exchange.raw import RawCell, RawWorkbook
from workbench.messages import set_language
from workbench.records.record import Record
from workbench.services.exporting import form_for
from workbench.services.importing.asking import reasons
from workbench.services.importing.plan import ImportPlan

BILLION = 10**9


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    yield made
    made.session.__exit__()
    made.workbench.close()


@pytest.fixture
def home(office: Office) -> str:
    return next(
        r.uid
        for r in office.workbench.repository.all("locality")
        if r.values.name == "Vĩnh Long" and not r.values.valid_to
    )


def with_row(office: Office, form: str, at: int = -1, **cells: Any) -> RawWorkbook:
    """The form as sent, with cells of a row changed (`at`: its place), or with a row added."""
    raw = office.sent(form)
    held, rows = cells_of(main_sheet(raw)), body_of(raw)
    row = rows[at] if at >= 0 else max(rows, default=heading_row(main_sheet(raw))) + 1
    held[row] = held.get(row, {}) | {column_of(raw, form, key): RawCell(value) for key, value in cells.items()}
    return put(raw, held)


def body_of(raw: RawWorkbook) -> list[int]:
    try:
        return body(main_sheet(raw))
    except LookupError:  # a form without records has no column of codes
        return []


def taken(office: Office, plan: ImportPlan) -> ImportPlan:
    office.workbench.commit(plan.act())
    return plan


def only(office: Office, entity: str) -> Record[Any]:
    (record,) = office.workbench.repository.all(entity)
    return record


def project(office: Office, home: str, **values: Any) -> None:
    told = {"code": "DA-2026-001", "name": "Đường ven biển", "status": "doing", "localities": (home,), **values}
    write(office.workbench, new("project", "p1", **told))


def line(office: Office, source: str, year: int = 2026, **amounts: int) -> None:
    made = new("capital_line", f"{source}{year}", project="p1", year=year, source=source, **amounts)
    write(office.workbench, made)


def test_a_project_without_capital_gets_its_line_from_its_row(office: Office, home: str) -> None:
    project(office, home)
    raw = with_row(office, "B05", 0, source="NSTW", planned=120, disbursed=30)
    taken(office, office.plan(raw))
    made = only(office, "capital_line").values
    assert (made.project, made.year, made.source) == ("p1", 2026, "central")
    assert (made.need, made.planned, made.disbursed) == (None, 120 * BILLION, 30 * BILLION)
    assert office.plan(raw).writing == 0  # the same file once more changes nothing


def test_each_source_of_a_year_is_a_row(office: Office, home: str) -> None:
    project(office, home)
    line(office, "central", planned=10 * BILLION, disbursed=5 * BILLION)
    line(office, "oda", planned=20 * BILLION)
    line(office, "central", 2025, planned=7 * BILLION)
    sheet = form_for(office.workbench, "B05", locality="Vĩnh Long", period=PERIOD)
    assert [(row["source"], row["planned"], row.get("rate")) for row in sheet.rows] == [
        ("Ngân sách trung ương", 10, "50,0"),
        ("ODA, vay ưu đãi", 20, "0,0"),
    ]
    assert sheet.codes == ("DA-2026-001/20261", "DA-2026-001/20264")


def test_an_amount_goes_into_its_line_and_the_rate_nowhere(office: Office, home: str) -> None:
    project(office, home)
    line(office, "central", planned=10 * BILLION)
    line(office, "oda", planned=20 * BILLION)
    plan = office.plan(with_row(office, "B05", 1, planned=25, rate="99%"))
    assert [(row.code, [d.field for d in row.diffs]) for row in plan.rows if row.how != "same"] == [
        ("DA-2026-001/20264", ["planned"])
    ]
    taken(office, plan)
    held = {r.values.source: r.values.planned for r in office.workbench.repository.all("capital_line")}
    assert held == {"central": 10 * BILLION, "oda": 25 * BILLION}


def test_amounts_without_a_source_wait(office: Office, home: str) -> None:
    project(office, home)
    line(office, "central", planned=10 * BILLION)
    plan = office.plan(with_row(office, "B05", title="Cầu mới qua sông", planned=40))
    (added,) = [row for row in plan.rows if row.how == "new"]
    assert added.reasons == ("match.no_source",) and not added.decided


def test_new_rows_of_one_project_make_it_once(office: Office, home: str) -> None:
    raw = with_row(office, "B05", title="Cầu mới qua sông", source="NSTW", planned=40, amount_total=900, start_year=2026)
    held = cells_of(main_sheet(raw))
    last = max(row for row in held if column_of(raw, "B05", "source") in held[row])
    held[last + 1] = dict(held[last]) | {
        column_of(raw, "B05", "source"): RawCell("XHH"),
        column_of(raw, "B05", "planned"): RawCell(5),
    }
    taken(office, office.plan(put(raw, held)))
    made = only(office, "project").values
    assert (made.total_investment, made.year_from, made.localities) == (900 * BILLION, 2026, (home,))
    lines = office.workbench.repository.all("capital_line")
    assert sorted((r.values.source, r.values.planned) for r in lines) == [
        ("central", 40 * BILLION),
        ("social", 5 * BILLION),
    ]


def test_a_project_of_an_old_unit_stands_in_the_form_of_its_heir(office: Office) -> None:
    ben_tre = next(r.uid for r in office.workbench.repository.all("locality") if r.values.name == "Bến Tre")
    project(office, ben_tre)
    assert [row["title"] for row in form_for(office.workbench, "B05", locality="Vĩnh Long").rows] == ["Đường ven biển"]
    assert form_for(office.workbench, "B05", locality="Cần Thơ").rows == ()


def test_contents_of_a_plan_that_is_not_known_begin_it(office: Office, home: str) -> None:
    raw = with_row(
        office, "B07", plan="Quy hoạch tỉnh Vĩnh Long", content="Tuyến ven biển", provinces="Vĩnh Long; Cần Thơ",
        project_class="GTVT", scale="Cấp III", start_year=2026, end_year=2030, period="2021-2030", state="Đã duyệt",
    )  # fmt: skip
    taken(office, office.plan(raw))
    plan, item = only(office, "plan").values, only(office, "plan_item").values
    assert (plan.name, plan.locality, plan.level, plan.state) == (
        "Quy hoạch tỉnh Vĩnh Long",
        home,
        "provincial",
        "approved",
    )
    assert (item.plan, item.project_class, item.scale) == (only(office, "plan").uid, "transport", "Cấp III")
    assert len(item.localities) == 2 and (item.year_from, item.year_to) == (2026, 2030)


def test_a_content_is_known_in_its_own_plan_only(office: Office, home: str) -> None:
    for n in (1, 2):
        told = {"code": f"QH-2026-00{n}", "name": f"Quy hoạch {n}", "state": "approved", "locality": home}
        write(
            office.workbench, new("plan", f"q{n}", **told), new("plan_item", f"i{n}", plan=f"q{n}", ordinal=1, name="Đê")
        )
    plan = office.plan(with_row(office, "B07", 1, scale="Dài 10 km"))
    assert [(row.ref and row.ref.uid, row.how) for row in plan.rows] == [("i1", "same"), ("i2", "changed")]


def test_a_sector_of_the_sender_is_its_own(office: Office, home: str) -> None:
    row = {"sector": "Khai thác, nuôi trồng thủy sản", "product": "Tôm nước lợ", "amount": 12.5, "outlook": "Hết dư địa"}
    row["role"] = "Ưu tiên chính"
    taken(office, office.plan(with_row(office, "B08", **row)))
    made = only(office, "sector_priority").values
    assert (made.locality, made.sector, made.role) == (home, "A03", "main")
    assert (made.capital, made.outlook) == (12_500_000_000, "spent")


def test_a_proposal_keeps_the_words_that_name_nobody_known(office: Office) -> None:
    row = {
        "title": "Quỹ hạ tầng",
        "authority": "Hội đồng liên tỉnh mới",
        "deadline": "Quý IV/2026",
        "purpose": "Phân cấp",
    }
    plan = office.plan(with_row(office, "B09", **row))
    taken(office, plan.decide(0, "write"))
    made = only(office, "mechanism").values
    assert (made.authority, made.authority_text) == (None, "Hội đồng liên tỉnh mới")
    assert (made.purpose, made.state, made.due_text) == ("decentralise", "proposed", "Quý IV/2026")
    assert made.due_date is not None and made.due_date.isoformat() == "2026-12-31"


def test_yes_and_no_are_read_and_blank_is_neither(office: Office, home: str) -> None:
    told = {"code": "SK-2026-001", "title": "Bản đồ mặn", "locality": home, "state": "trying", "replicable": True}
    write(office.workbench, new("initiative", "n1", **told))
    blank = office.plan(with_row(office, "B10", 0, replicable=None))
    assert blank.writing == 0
    taken(office, office.plan(with_row(office, "B10", 0, replicable="Không")))
    assert only(office, "initiative").values.replicable is False


def test_a_task_of_an_unknown_paper_waits_and_of_a_known_one_is_its_own(office: Office, home: str) -> None:
    told = {"direction": "in", "full_number": "12/TB-VPCP", "subject": "Thông báo kết luận", "status": "in_force"}
    write(office.workbench, new("document", "d1", **told))
    write(
        office.workbench,
        new(
            "task", "t1", code="NV-2026-001", source="conclusions", document="d1", content="Rà soát", localities=(home,)
        ),
    )
    sheet = form_for(office.workbench, "B11", locality="Vĩnh Long", period=PERIOD)
    assert sheet.groups == {0: "I. Thông báo kết luận (12/TB-VPCP)"}
    plan = office.plan(with_row(office, "B11", content="Lập đề án chung", submit_level="TTg", due="tháng 8/2026"))
    (added,) = [row for row in plan.rows if row.how == "new"]
    assert added.decided  # it stands under the heading of the notice
    taken(office, plan)
    made = next(r.values for r in office.workbench.repository.all("task") if r.uid != "t1")
    assert (made.document, made.source, made.submit_level) == ("d1", "conclusions", "prime_minister")


def test_what_an_office_changed_meanwhile_is_asked_about(office: Office, home: str) -> None:
    project(office, home, place="Ven sông")
    raw = with_row(office, "B05", 0, place="Ven biển")
    write(office.workbench, edit(office.workbench, "project", "p1", place="Nội đồng"))
    (row,) = office.plan(raw).rows
    assert row.how == "conflict" and [d.field for d in row.diffs] == ["place"]


def test_closed_lists_are_written_in_forms_and_are_no_lists_of_the_office(office: Office) -> None:
    kept = {r.values.catalogue for r in office.workbench.repository.all("catalogue_entry")}
    closed = {key for key, found in load_catalogues().items() if not found.own}
    assert {"fund_source", "project_class", "yes_no"} <= closed and not closed & kept
    sheet = form_for(office.workbench, "B05", blank=True)
    assert "Ngân sách trung ương" in sheet.lists["fund_source"]


def test_rows_that_give_one_project_different_values_wait(office: Office, home: str) -> None:
    raw = with_row(office, "B05", title="Cầu mới qua sông", source="NSTW", planned=40, amount_total=900)
    held = cells_of(main_sheet(raw))
    last = max(row for row in held if column_of(raw, "B05", "source") in held[row])
    held[last + 1] = dict(held[last]) | {
        column_of(raw, "B05", "source"): RawCell("XHH"),
        column_of(raw, "B05", "amount_total"): RawCell(950),
    }
    plan = office.plan(put(raw, held))
    assert [row.decided for row in plan.rows] == [False, False] and plan.writing == 0
    assert all("match.rows_differ" in row.reasons for row in plan.rows)


def test_a_sector_told_twice_in_one_file_is_asked_about(office: Office) -> None:
    row = {"sector": "Khai thác, nuôi trồng thủy sản", "product": "Tôm nước lợ", "place": "Ven biển Tây"}
    raw = with_row(office, "B08", **row)
    held = cells_of(main_sheet(raw))
    last = max(row for row in held if column_of(raw, "B08", "product") in held[row])
    held[last + 1] = dict(held[last])
    plan = office.plan(put(raw, held))
    assert [row.how for row in plan.rows] == ["new", "duplicate"]


@pytest.mark.parametrize(
    ("form", "key", "cells"),
    [
        ("B10", "state", {"title": "Sàn phụ phẩm dừa", "locality": "Vĩnh Long"}),
        ("B09", "state", {"title": "Cơ chế trạm cân dùng chung", "proposer": "Vĩnh Long"}),
        ("B07", "state", {"content": "Bến phà", "plan": "Quy hoạch mới", "provinces": "Vĩnh Long"}),
    ],
)
def test_a_state_that_cannot_be_told_waits_and_is_not_taken_for_the_usual_one(
    office: Office, form: str, key: str, cells: dict[str, str]
) -> None:
    plan = office.plan(with_row(office, form, **cells, **{key: "Chờ họp bàn thêm"}))
    (row,) = plan.waiting
    assert row.reasons == ("match.state_unread",)
    assert reasons(plan, row) == ["Tình trạng ghi trong dòng không đọc được."]
    assert office.plan(with_row(office, form, **cells)).writing == 1  # nothing said is the usual one


def test_why_a_new_row_waits_is_told(office: Office) -> None:
    plan = office.plan(with_row(office, "B11", content="Quy chế dùng chung dữ liệu", lead="Bộ Tài chính"))
    (row,) = plan.waiting
    assert reasons(plan, row) == ["Chưa rõ thuộc văn bản nào."]


def test_the_rate_of_a_project_is_the_same_whatever_the_window_speaks(office: Office, home: str) -> None:
    project(office, home)
    line(office, "central", planned=3 * BILLION, disbursed=BILLION)
    raw = office.sent("B05")
    set_language("en")
    assert office.plan(raw).count("same") == 1
