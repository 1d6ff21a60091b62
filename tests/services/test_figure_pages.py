"""Capital, timeliness and tile figures: every number equals an independent query of the record."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench.clock import FixedClock
from workbench.services.analysis.capital import CapitalScope
from workbench.services.analysis.capital_charts import SERIES, capital_page
from workbench.services.analysis.tilemap import BEFORE_MERGERS, MEASURES, tile_map
from workbench.services.analysis.timeliness import timeliness_page
from workbench.services.registers import Registers
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench

CLOCK = FixedClock.on(date(2026, 10, 12))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("figures") / "mau.lkv"
    sample_record(path, CLOCK).close()
    return path


@pytest.fixture
def registers(tmp_path: Path, file: Path) -> Iterator[Registers]:
    opened = Workbench.open(Path(shutil.copy(file, tmp_path / "mau.lkv")), CLOCK, "A")
    yield Registers(opened)
    opened.close()


def asked(registers: Registers, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Rows of a query of our own."""
    return [tuple(row) for row in registers.workbench.database.connection.execute(sql, values)]


@pytest.mark.parametrize("span", ["", "2021-2025", "2026-2030"])
def test_capital_by_class_year_and_source_equals_its_query(registers: Registers, span: str) -> None:
    page = capital_page(registers, CapitalScope(span))
    first, last = (int(year) for year in span.split("-")) if span else (0, 9999)
    columns = ", ".join(f"sum(coalesce(l.{key}, 0))" for key in SERIES)
    charts = {chart.key: chart for chart in page.charts}
    for key, group in (("by_class", "coalesce(p.project_class, '')"), ("by_year", "l.year"), ("by_source", "l.source")):
        rows = asked(
            registers,
            f"SELECT {group}, {columns} FROM capital_line l JOIN project p ON p.uid = l.project"
            " WHERE l.year BETWEEN ? AND ? GROUP BY 1",
            first,
            last,
        )
        expected = {str(name): tuple(sums) for name, *sums in rows}
        assert expected
        assert {row.key: tuple(row.of(series) for series in SERIES) for row in charts[key].groups} == expected


def test_capital_by_locality_equals_its_query_and_says_that_it_counts_whole(registers: Registers) -> None:
    page = capital_page(registers, CapitalScope())
    rows = asked(
        registers,
        "SELECT v.target, sum(coalesce(l.need, 0)) FROM capital_line l JOIN project_localities v ON v.owner = l.project"
        " GROUP BY 1",
    )
    chart = next(chart for chart in page.charts if chart.key == "by_place")
    assert {row.key: row.of("need") for row in chart.groups} == dict(rows)
    assert "by_place" in page.overlapping
    assert sum(row.of("need") for row in chart.groups) > page.total.of("need")


def test_capital_as_a_table_has_the_figures_of_the_chart(registers: Registers) -> None:
    chart = capital_page(registers, CapitalScope()).charts[0]
    first = next(iter(chart.rows()))
    assert len(first) == len(chart.headings()) == 2 + len(SERIES)
    assert float(first[1]) == pytest.approx(chart.groups[0].of("need") / 10**9, abs=0.001)


def test_reports_of_a_year_equal_their_query(registers: Registers) -> None:
    page = timeliness_page(registers, 2026)
    received = asked(registers, "SELECT count(*) FROM submission WHERE period LIKE '2026%'")[0][0]
    parts = {p.series: 0 for bar in page.by_period.bars for p in bar.parts}
    for bar in page.by_period.bars:
        for part in bar.parts:
            parts[part.series] += part.number
    assert parts["in_time"] + parts["came_late"] == received == page.counts.received
    assert parts["in_time"] == page.counts.in_time
    assert sum(parts.values()) == page.counts.owed
    members = asked(registers, "SELECT locality, count(*) FROM submission WHERE period LIKE '2026%' GROUP BY 1")
    by_member = {b.key: sum(p.number for p in b.parts if p.series != "overdue") for b in page.by_member.bars}
    assert {key: number for key, number in by_member.items() if number} == dict(members)
    assert sum(bar.total for bar in page.by_delay.bars) == page.counts.received


def test_open_obstacles_on_the_tiles_equal_their_query(registers: Registers) -> None:
    tiles = tile_map(registers, "obstacles")
    rows = asked(
        registers,
        "SELECT v.target, count(*) FROM obstacle o JOIN obstacle_localities v ON v.owner = o.uid"
        " WHERE o.state IN ('new', 'classified', 'local', 'escalated', 'in_progress') GROUP BY 1",
    )
    assert {tile.unit: tile.value for tile in tiles.tiles if tile.value} == {unit: float(str(n)) for unit, n in rows}
    assert len([tile for tile in tiles.tiles if not tile.archipelago]) == 34
    assert [tile.label for tile in tiles.tiles if tile.archipelago] == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]


@pytest.mark.parametrize("key", [key for key, measure in MEASURES.items() if measure.kind != "share"])
def test_old_units_within_a_tile_sum_to_the_tile(registers: Registers, key: str) -> None:
    """A record that names two old units of one tile counts in both: parts may exceed the tile, never fall short."""
    new, old = tile_map(registers, key), tile_map(registers, key, old=True)
    assert new.total == old.total and new.total
    for before, after in zip(old.tiles, new.tiles, strict=True):
        if not after.archipelago:
            assert sum(part.value or 0 for part in before.parts) >= (after.value or 0)
            assert {uid for part in before.parts for uid in part.uids} == set(after.uids)


def test_sixty_three_old_units_stand_on_the_tiles(registers: Registers) -> None:
    tiles = tile_map(registers, "obstacles", old=True)
    localities = registers.linked().names.localities
    old = {
        part.unit
        for tile in tiles.tiles
        for part in tile.parts
        if (localities[part.unit].values.valid_from or date.min) <= BEFORE_MERGERS
    }
    assert len(old) == 63


def test_a_share_divides_sums_not_shares(registers: Registers) -> None:
    tiles = tile_map(registers, "disbursed")
    [sums] = asked(registers, "SELECT sum(coalesce(disbursed, 0)), sum(coalesce(planned, 0)) FROM capital_line")
    assert tiles.total == pytest.approx(float(str(sums[0])) / float(str(sums[1])))
    empty = next(tile for tile in tiles.tiles if tile.label == "Hà Nội")
    assert empty.value is None and tiles.cell(empty.value) == ""
