"""Prints of plans, projects, mechanisms, sectors, initiatives, and of coherence, overlaps and capital."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench.clock import FixedClock
from workbench.reports.document import GroupRow, PrintDocument, Table, TotalRow
from workbench.services.analysis.capital import AXES, capital_table
from workbench.services.analysis.coherence import Coherence
from workbench.services.analysis.overlaps import Overlaps
from workbench.services.judging import judge
from workbench.services.print_scope import scope_words
from workbench.services.printed_analysis import axis_rows
from workbench.services.printing import PrintOptions, PrintResult, print_register
from workbench.services.registers import Query, Registers
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench
from workbench.values.periods import parse_period

TODAY = date(2026, 10, 12)


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registers]:
    path: Path = tmp_path_factory.mktemp("printed") / "s.lkv"
    sample_record(path, FixedClock.on(TODAY)).close()
    opened = Workbench.open(path, FixedClock.on(TODAY), "Nguyễn A")
    yield Registers(opened)
    opened.close()


def made(registers: Registers, register: str, **options: object) -> PrintResult:
    return print_register(registers, register, PrintOptions(**options))  # type: ignore[arg-type]


def table(document: PrintDocument) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def total(result: PrintResult) -> dict[str, str]:
    """The cells of the grand total by column."""
    row = [row for row in table(result.document).rows if isinstance(row, TotalRow)][-1]
    return {column.key: cell for column, cell in zip(reversed(result.columns), reversed(row.cells), strict=False)}


@pytest.mark.parametrize(
    ("register", "entity"),
    [("plans", "plan"), ("projects", "project"), ("mechanisms", "mechanism"), ("sectors", "sector_priority"),
     ("initiatives", "initiative")],
)  # fmt: skip
def test_every_record_stands_in_its_register(registers: Registers, register: str, entity: str) -> None:
    result = made(registers, register)
    assert {row.uid for row in result.rows} == {r.uid for r in registers.workbench.repository.all(entity)}
    named = [row.cells.get("title") or row.cells.get("name") or row.cells.get("product") for row in result.rows]
    assert all(named)


def test_sectors_print_their_role_and_nothing_where_it_is_not_said(registers: Registers) -> None:
    words = {"main": "Ưu tiên chính", "support": "Hỗ trợ", None: ""}
    stored = {r.uid: words[r.values.role] for r in registers.workbench.repository.all("sector_priority")}
    assert {row.uid: row.cells["role"] for row in made(registers, "sectors").rows} == stored
    assert set(stored.values()) == set(words.values())


def test_totals_of_projects_equal_a_query_of_the_file(registers: Registers) -> None:
    ((invested, central),) = registers.workbench.database.rows(
        "SELECT sum(total_investment)/1000000000, sum(central_budget)/1000000000 FROM project"
    )
    cells = total(made(registers, "projects"))
    assert (cells["total"], cells["central"]) == (f"{invested:,}".replace(",", "."), f"{central:,}".replace(",", "."))


def test_a_period_prints_the_capital_of_its_year(registers: Registers) -> None:
    ((planned, disbursed),) = registers.workbench.database.rows(
        "SELECT sum(planned)/1000000000, sum(disbursed)/1000000000 FROM capital_line WHERE year = 2025"
    )
    cells = total(made(registers, "projects", period=parse_period("2025")))
    assert (cells["planned"], cells["disbursed"]) == (
        f"{planned:,}".replace(",", "."),
        f"{disbursed:,}".replace(",", "."),
    )


def test_a_plan_prints_a_row_for_each_thing_it_says(registers: Registers) -> None:
    items = registers.linked().programme.items_of_plan
    for row in made(registers, "plans").rows:
        said = [part["content"] for part in row.parts] or [row.cells["content"]]
        assert said == [item.values.name for item in items[row.uid]]


def test_coherence_prints_every_pair_under_its_verdict(registers: Registers) -> None:
    result = made(registers, "coherence", group="verdict")
    pairs = Coherence(registers.linked()).pairs()
    assert len(result.rows) == len(pairs)
    titles = [row.text for row in table(result.document).rows if isinstance(row, GroupRow)]
    assert titles == ["Chỉ có một phía", "Khác nhau", "Thống nhất"]
    assert all(row.cells["differences"] for row in result.rows if row.cells["verdict"] != "Thống nhất")


def test_overlaps_print_their_causes_and_false_alarms(registers: Registers) -> None:
    card = Overlaps(registers.linked()).cards()[0]
    done = registers.workbench.commit(judge(registers.workbench, card, "unrelated", "Khác đường dây").act)
    result = made(registers, "overlaps")
    words = "\n".join(block.text for block in result.document.blocks if hasattr(block, "text"))
    assert "không liên quan (báo nhầm) 01" in words
    assert all("Cùng" in row.cells["causes"] and row.parts for row in result.rows)
    registers.workbench.undo(done.act.number)


def test_capital_prints_every_axis_in_order_and_the_whole_once(registers: Registers) -> None:
    result = made(registers, "capital", group="axis")
    titles = [row.text for row in table(result.document).rows if isinstance(row, GroupRow)]
    assert titles[0] == "Theo loại công trình" and len(titles) == len(AXES)
    whole = capital_table(registers.linked(), "project").total.capital.need // 10**9
    assert total(result)["need"] == f"{whole:,}".replace(",", ".")


def test_one_axis_can_be_printed_alone(registers: Registers) -> None:
    found = capital_table(registers.linked(), "locality")
    result = made(registers, "capital", group="axis", only=axis_rows(found.rows, "locality"))
    assert [row.cells["content"] for row in result.rows] == [row.label for row in found.rows]


def test_what_a_list_is_narrowed_to_is_named_in_its_print(registers: Registers) -> None:
    chosen = {"project_class": frozenset({"transport"}), "project_status": frozenset({"doing"})}
    words = scope_words(registers, "projects", Query(facets=chosen))
    assert "Giao thông" in words and "Đang thực hiện" in words
    assert "Kho bãi" in scope_words(registers, "sectors", Query(facets={"sector": frozenset({"H52"})}))
