"""Capital of linkage projects: need, planned, allocated, disbursed by class, region, locality, year, source, project.

Computed from the capital lines each time; amounts in đồng. A project in several localities or regions is counted
whole in each of them (nobody says how it divides), and once in the total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import text
from workbench.records.record import Record
from workbench.services.analysis.units import Figure, Units
from workbench.services.council import in_force
from workbench.services.linked import Linked
from workbench.services.programme import Capital
from workbench.values.sorting import sort_key

Rec = Record[Any]
Axis = Literal["project_class", "region", "locality", "year", "source", "project", "span"]
AXES: tuple[Axis, ...] = ("project_class", "region", "locality", "year", "source", "project", "span")
#: The medium-term periods of public investment (law on public investment): first and last year.
SPANS: Mapping[str, tuple[int, int]] = {"2021-2025": (2021, 2025), "2026-2030": (2026, 2030)}
MEASURES = ("need", "planned", "allocated", "disbursed")
REGION_KIND = "vung_ktxh"


@dataclass(frozen=True, slots=True)
class CapitalScope:
    """Which capital lines count: those of a period ("2021-2025") or of the years from one to another, of some
    localities and classes (none: all).

    `units` is the day whose units and regions the rows follow; today when None.
    """

    span: str = ""
    localities: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    units: date | None = None
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CapitalRow:
    """One row: what it is about, its sums, and the projects behind it. `key` "" is what nothing is said of."""

    key: str
    label: str
    capital: Capital
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CapitalTable:
    """Rows along one axis. `total` counts every line once; `overlapping` when rows count some more than once."""

    axis: Axis
    rows: tuple[CapitalRow, ...]
    total: CapitalRow
    overlapping: bool


def spans() -> tuple[str, ...]:
    """Keys of the medium-term periods to choose from; "" is all years."""
    return ("", *SPANS)


def lines_in(linked: Linked, scope: CapitalScope) -> Iterator[tuple[Rec, Rec]]:
    """Projects with each of their capital lines in scope."""
    units = Units(linked, scope.units)
    wanted = frozenset(units.all_of(scope.localities))
    first, last = scope.years or SPANS.get(scope.span, (0, 9999))
    for project in linked.programme.projects.values():
        values = project.values
        if scope.classes and (values.project_class or "") not in scope.classes:
            continue
        if wanted and not wanted.intersection(units.all_of(values.localities)):
            continue
        for line in linked.programme.capital_of.get(project.uid, []):
            if first <= line.values.year <= last:
                yield project, line


def capital_table(linked: Linked, axis: Axis, scope: CapitalScope = CapitalScope()) -> CapitalTable:
    """Capital along one axis: classes, regions, localities, years, sources, projects or medium-term periods."""
    keys_of = _KEYS[axis](linked, scope)
    lines: dict[str, list[Rec]] = defaultdict(list)
    uids: dict[str, dict[str, None]] = defaultdict(dict)
    every: list[tuple[Rec, Rec]] = list(lines_in(linked, scope))
    for project, line in every:
        for key in keys_of(project, line) or ("",):
            lines[key].append(line)
            uids[key][project.uid] = None
    rows = [
        CapitalRow(key, label_of(linked, axis, key), Capital.of(lines[key]), tuple(uids[key]))
        for key in sorted(lines, key=lambda key: _order(linked, axis, key))
    ]
    projects = tuple(dict.fromkeys(project.uid for project, _ in every))
    total = CapitalRow("total", text("capital.total"), Capital.of(line for _, line in every), projects)
    return CapitalTable(axis, tuple(rows), total, sum(len(found) for found in lines.values()) > len(every))


def figures(linked: Linked, measure: str, scope: CapitalScope = CapitalScope()) -> tuple[Figure, ...]:
    """One measure of every project with the units it was recorded under, for sums by the units of another day."""
    sums: dict[str, int] = defaultdict(int)
    places: dict[str, tuple[str, ...]] = {}
    for project, line in lines_in(linked, scope):
        sums[project.uid] += line.get(measure) or 0
        places[project.uid] = project.values.localities
    return tuple(Figure((uid,), amount, places[uid]) for uid, amount in sums.items())


def _by_region(linked: Linked, scope: CapitalScope) -> Any:
    """A project belongs to the regions that its localities, as recorded or by succession, are members of then."""
    day = scope.units or linked.today
    units = Units(linked, scope.units)
    held: dict[str, list[str]] = defaultdict(list)
    for member in linked.repository.all("region_member"):
        values = member.values
        region = linked.regions.get(values.region)
        mine = region is not None and region.values.kind == REGION_KIND
        if mine and in_force(values.valid_from, values.valid_to, day) and values.region not in held[values.locality]:
            held[values.locality].append(values.region)

    def keys(project: Rec, line: Rec) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r for p in project.values.localities for r in held.get(units.of(p), ())))

    return keys


def _by_locality(linked: Linked, scope: CapitalScope) -> Any:
    units = Units(linked, scope.units)
    return lambda project, line: units.all_of(project.values.localities)


def _span_of(year: int) -> tuple[str, ...]:
    return tuple(key for key, (first, last) in SPANS.items() if first <= year <= last)


_KEYS: Mapping[Axis, Any] = {
    "project_class": lambda linked, scope: lambda project, line: (project.values.project_class or "",),
    "region": _by_region,
    "locality": _by_locality,
    "year": lambda linked, scope: lambda project, line: (str(line.values.year),),
    "source": lambda linked, scope: lambda project, line: (line.values.source,),
    "project": lambda linked, scope: lambda project, line: (project.uid,),
    "span": lambda linked, scope: lambda project, line: _span_of(line.values.year),
}


def label_of(linked: Linked, axis: Axis, key: str) -> str:
    """What a row is called; what nothing is said of has words of its own."""
    if not key:
        return text("capital.unsaid")
    if axis == "project_class":
        return linked.names.choice("project_class", key)
    if axis == "source":
        return linked.names.choice("fund_source", key)
    if axis == "locality":
        return linked.names.locality(key)
    if axis == "region":
        return str(linked.regions[key].values.name)
    if axis == "project":
        return str(linked.programme.projects[key].values.name)
    return key.replace("-", "–")


def _order(linked: Linked, axis: Axis, key: str) -> tuple[bool, Any]:
    """Closed lists in their own order, years forward, places and projects by name; what is unsaid last."""
    listed = {"project_class": "project_class", "source": "fund_source"}.get(axis)
    if listed:
        choices: Iterable[str] = VOCABULARIES[listed].choices
        return not key, list(choices).index(key) if key else 0
    if axis == "project" and key:
        return False, str(linked.programme.projects[key].values.code)
    return not key, key if axis in ("year", "span") else sort_key(label_of(linked, axis, key))
