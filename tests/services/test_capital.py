"""Capital by class, region, locality, year, source and period: each figure equals a query of the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench.clock import FixedClock
from workbench.services.analysis.capital import AXES, SPANS, CapitalScope, CapitalTable, capital_table
from workbench.services.linked import Linked
from workbench.services.programme import STATE_SOURCES
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench

TODAY = date(2026, 10, 12)
SUMS = "sum(coalesce(l.need,0)), sum(coalesce(l.planned,0)), sum(coalesce(l.allocated,0)), sum(coalesce(l.disbursed,0))"
JOIN = "capital_line l JOIN project p ON p.uid = l.project"
GROUPED = {
    "project_class": f"SELECT coalesce(p.project_class,''), {SUMS} FROM {JOIN} GROUP BY 1",
    "year": f"SELECT cast(l.year AS TEXT), {SUMS} FROM {JOIN} GROUP BY 1",
    "source": f"SELECT l.source, {SUMS} FROM {JOIN} GROUP BY 1",
    "project": f"SELECT p.uid, {SUMS} FROM {JOIN} GROUP BY 1",
    "locality": f"SELECT o.target, {SUMS} FROM {JOIN} JOIN project_localities o ON o.owner = p.uid GROUP BY 1",
    "span": f"SELECT CASE WHEN l.year < 2026 THEN '2021-2025' ELSE '2026-2030' END, {SUMS} FROM {JOIN} GROUP BY 1",
    "region": f"SELECT m.region, {SUMS} FROM {JOIN} JOIN (SELECT DISTINCT o.owner, r.region FROM project_localities o"
    " JOIN region_member r ON r.locality = o.target JOIN region g ON g.uid = r.region AND g.kind = 'vung_ktxh'"
    f" WHERE coalesce(r.valid_to,'9999') >= '{TODAY}' AND coalesce(r.valid_from,'0') <= '{TODAY}') m"
    " ON m.owner = p.uid GROUP BY 1",
}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    path: Path = tmp_path_factory.mktemp("capital") / "s.lkv"
    sample_record(path, FixedClock.on(TODAY)).close()
    opened = Workbench.open(path, FixedClock.on(TODAY), "Nguyễn A")
    opened_linked = Linked(opened.repository, TODAY)
    opened_linked.database = opened.database  # type: ignore[attr-defined]
    yield opened_linked
    opened.close()


def asked(linked: Linked, sql: str) -> list[tuple[object, ...]]:
    return linked.database.rows(sql)  # type: ignore[attr-defined,no-any-return]


def sums(table: CapitalTable) -> dict[str, tuple[int, ...]]:
    return {
        row.key: (row.capital.need, row.capital.planned, row.capital.allocated, row.capital.disbursed)
        for row in table.rows
    }


@pytest.mark.parametrize("axis", AXES)
def test_rows_equal_a_query_of_the_file(linked: Linked, axis: str) -> None:
    wanted = {row[0]: tuple(row[1:]) for row in asked(linked, GROUPED[axis])}
    assert sums(capital_table(linked, axis)) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize("axis", AXES)
def test_the_total_counts_every_line_once(linked: Linked, axis: str) -> None:
    total = capital_table(linked, axis).total.capital  # type: ignore[arg-type]
    assert [(total.need, total.planned, total.allocated, total.disbursed)] == asked(linked, f"SELECT {SUMS} FROM {JOIN}")


def test_the_two_periods_part_the_lines(linked: Linked) -> None:
    parts = [capital_table(linked, "year", CapitalScope(span)) for span in SPANS]
    assert [{row.key for row in part.rows} for part in parts] == [{"2023", "2024", "2025"}, {"2026", "2027", "2028"}]
    assert sum(part.total.capital.need for part in parts) == capital_table(linked, "year").total.capital.need


def test_gap_rate_and_social_share_follow_from_the_sums(linked: Linked) -> None:
    social = ",".join(f"'{key}'" for key in STATE_SOURCES)
    for row in capital_table(linked, "project_class").rows:
        c = row.capital
        assert c.gap == c.need - c.allocated
        assert c.rate is not None and c.planned and abs(c.rate - c.disbursed / c.planned) < 1e-12
        of_class = f"p.project_class = '{row.key}' AND l.source NOT IN ({social})"
        ((outside,),) = asked(linked, f"SELECT coalesce(sum(l.need),0) FROM {JOIN} WHERE {of_class}")
        assert c.social == outside


def test_a_scope_keeps_the_localities_and_classes_named(linked: Linked) -> None:
    only = capital_table(linked, "project", CapitalScope(localities=frozenset({"91.1"}), classes=frozenset({"climate"})))
    names = [row.label for row in only.rows]
    assert names == ["Đê biển Tây kết hợp đường giao thông, đoạn giáp hai tỉnh"]  # the old An Giang is today's
