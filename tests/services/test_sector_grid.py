"""Priority sectors by localities, and projects that join two: both equal an independent query of the file."""

from __future__ import annotations

from datetime import date

import pytest

from tests.building import new, write
from tests.services.linkage_scene import furnish, linked
from workbench.services.analysis.linkage import matrix
from workbench.services.analysis.sector_grid import SectorCell, SectorGrid, SectorRow, sector_grid
from workbench.services.workbench import Workbench

# sector, locality, role: BT is an old unit that VL holds today
PRIORITIES = (
    ("H52", "CT", "main"),
    ("H52", "BT", "main"),
    ("H52", "VL", "support"),
    ("H52", "AG", None),
    ("A03", "CM", "main"),
    ("A03", "AG", "support"),
    ("C10", "DT", None),
    ("C10", "VL", "main"),
    ("N79", "CT", "main"),
    ("N79", "DT", "main"),
    ("N79", "AG", "main"),
)
TODAY_UNITS = "SELECT l.uid AS old, coalesce(s.new, l.uid) AS unit FROM locality l LEFT JOIN succession s ON s.old=l.uid"


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    """Five localities of today, an old one, eleven priorities and three projects."""
    furnish(record)
    merged = {"effective": date(2025, 7, 1), "relation": "merged"}
    write(record, new("locality", "BT", code="83", name="Bến Tre"))
    write(record, new("succession", "s1", old="BT", new="VL", **merged))
    write(
        record,
        *(
            new("sector_priority", f"p{n}", code=f"NG-2026-{n:03d}", sector=sector, locality=place, role=role)
            for n, (sector, place, role) in enumerate(PRIORITIES)
        ),
    )
    for uid, places in (("d1", ("BT", "VL")), ("d2", ("BT", "CT", "DT")), ("d3", ("CT", "VL"))):
        write(record, new("project", uid, code=f"DA-2026-{uid}", name=uid, localities=places, status="doing"))
        for year in (2026, 2027):
            money = {"source": "local", "need": 10**10, "allocated": 3 * 10**9}
            write(record, new("capital_line", f"{uid}-{year}", project=uid, year=year, **money))
    return record


def test_the_grid_equals_a_query_of_the_file(scene: Workbench) -> None:
    rows = scene.database.rows(
        f"WITH today AS ({TODAY_UNITS}) SELECT p.sector, t.unit,"
        " max(CASE p.role WHEN 'main' THEN 2 WHEN 'support' THEN 1 ELSE 0 END), group_concat(p.uid)"
        " FROM sector_priority p JOIN today t ON t.old = p.locality GROUP BY 1, 2"
    )
    ranks = ("unsaid", "support", "main")
    wanted = {(sector, unit): (ranks[rank], set(uids.split(","))) for sector, unit, rank, uids in rows}
    grid = sector_grid(linked(scene))
    found = {
        (line.key, unit): (cell.role, set(cell.uids))
        for line in grid.lines
        for unit, cell in zip(grid.keys, line.cells, strict=True)
        if cell is not None
    }
    assert found == wanted and ("H52", "BT") not in found


def test_mains_are_counted_and_blanks_are_said_to_be_open(scene: Workbench) -> None:
    lines = {line.key: line for line in sector_grid(linked(scene)).lines}
    assert {key: (line.number("main"), line.standing) for key, line in lines.items()} == {
        "N79": (3, "many"),
        "H52": (2, "two"),
        "C10": (1, "unsaid"),
        "A03": (1, "none"),
    }
    assert list(lines) == ["N79", "H52", "C10", "A03"]


def test_the_table_names_the_role_in_each_locality(scene: Workbench) -> None:
    grid = sector_grid(linked(scene))
    rows = {row[0]: dict(zip(grid.headings(), row, strict=True)) for row in grid.rows()}
    label = next(line.label for line in grid.lines if line.key == "H52")
    assert rows[label]["Vĩnh Long"] == "ưu tiên chính" and rows[label]["An Giang"] == "chưa nêu"
    assert rows[label]["Cà Mau"] == "" and rows[label]["Số nơi ưu tiên chính"] == "2"


@pytest.mark.parametrize(
    ("roles", "standing"),
    [
        (("main",), "none"),
        (("main", "support", "support"), "none"),
        (("unsaid",), "none"),
        (("unsaid", "unsaid"), "unsaid"),
        (("main", "unsaid"), "unsaid"),
        (("main", "main", "unsaid"), "two"),
        (("main", "main", "main"), "many"),
    ],
)
def test_an_overlap_is_two_main_priorities_or_more(roles: tuple[str, ...], standing: str) -> None:
    row = SectorRow("A03", "Thủy sản", tuple(SectorCell(role, ("x",)) for role in roles))  # type: ignore[arg-type]
    assert row.standing == standing


def test_an_empty_register_has_no_lines(record: Workbench) -> None:
    furnish(record)
    assert sector_grid(linked(record)).lines == ()
    assert SectorGrid((), (), ()).headings()[0] == "Ngành, lĩnh vực"


def test_projects_join_units_of_today_with_their_whole_capital(scene: Workbench) -> None:
    rows = scene.database.rows(
        f"WITH today AS ({TODAY_UNITS}), held AS (SELECT DISTINCT p.owner, t.unit FROM project_localities p"
        " JOIN today t ON t.old = p.target), money AS (SELECT project, sum(need) AS need, sum(allocated) AS allocated"
        " FROM capital_line GROUP BY 1) SELECT a.unit, b.unit, count(*), sum(m.need), sum(m.allocated) FROM held a"
        " JOIN held b ON b.owner = a.owner AND b.unit <> a.unit JOIN money m ON m.project = a.owner GROUP BY 1, 2"
    )
    found = matrix(linked(scene), "projects")
    places = [(r, c) for r in range(len(found.keys)) for c in range(len(found.keys)) if found.cells[r][c]]
    assert {(found.keys[r], found.keys[c], found.number(r, c), *found.money(r, c)) for r, c in places} == set(rows)
    assert found.distinct == 2  # the first lies within one unit of today
