"""Priority sectors by localities: who puts a sector first, who supports it, and where several put the same one first
(resolution 128/NQ-CP, task 6). Nothing here draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from workbench.messages import text
from workbench.records.record import Record
from workbench.services.analysis.units import Units
from workbench.services.council import council_of
from workbench.services.linked import Linked
from workbench.values.sorting import sort_key

Role = Literal["main", "support", "unsaid"]
Standing = Literal["none", "two", "many", "unsaid"]
ROLES: tuple[Role, ...] = ("main", "support", "unsaid")  # what a cell shows is the first that one of its records has
_SHARED = 2  # localities with the same main sector from which it is an overlap


@dataclass(frozen=True, slots=True)
class SectorCell:
    """One sector in one locality: the records, and the strongest role that one of them gives it."""

    role: Role
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorRow:
    """One sector of the classification; a cell for each locality, None where it has no priority there."""

    key: str
    label: str
    cells: tuple[SectorCell | None, ...]

    def number(self, role: Role) -> int:
        """Localities in which the sector has this role."""
        return sum(cell is not None and cell.role == role for cell in self.cells)

    @property
    def uids(self) -> tuple[str, ...]:
        """Records of all localities."""
        return tuple(uid for cell in self.cells if cell is not None for uid in cell.uids)

    @property
    def standing(self) -> Standing:
        """Overlap of main priorities: none, in two localities, in more; `unsaid` when that hangs on roles not said."""
        mains = self.number("main")
        if mains >= _SHARED:
            return "two" if mains == _SHARED else "many"
        return "unsaid" if mains + self.number("unsaid") >= _SHARED else "none"


@dataclass(frozen=True, slots=True)
class SectorGrid:
    """Sectors by localities, those shared by the most localities first. `keys` are the localities of the columns."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    lines: tuple[SectorRow, ...]
    key: str = "sector_overlap"
    register: str = "sectors"

    def headings(self) -> tuple[str, ...]:
        """Headings of the table: sector, each locality, how many put it first, how many do not say."""
        return (text("sectorgrid.sector"), *self.labels, text("sectorgrid.mains"), text("sectorgrid.unsaid_count"))

    @property
    def size(self) -> int:
        """Rows of the table."""
        return len(self.lines)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: label, the role in each locality, the two numbers."""
        for line in self.lines:
            roles = (text(f"sectorgrid.role_{cell.role}") if cell else "" for cell in line.cells)
            yield line.label, *roles, str(line.number("main")), str(line.number("unsaid"))


def sector_grid(linked: Linked) -> SectorGrid:
    """Every priority sector by the units of today."""
    units = Units(linked)
    held: dict[str, dict[str, list[Record[Any]]]] = defaultdict(lambda: defaultdict(list))
    for record in linked.programme.sectors.values():
        held[record.values.sector][units.of(record.values.locality)].append(record)
    keys = ordered_units(linked, {unit for row in held.values() for unit in row})
    lines = [
        SectorRow(sector, linked.names.entry("sector", sector), tuple(_cell(row.get(key)) for key in keys))
        for sector, row in held.items()
    ]
    lines.sort(key=lambda line: (-line.number("main"), -line.number("unsaid"), sort_key(line.label)))
    return SectorGrid(keys, tuple(linked.names.locality(key) for key in keys), tuple(lines))


def ordered_units(linked: Linked, present: set[str]) -> tuple[str, ...]:
    """Members of the council, then whoever else is present, each by name."""
    council = council_of(linked.repository, linked.today)
    members = _by_name(linked, council.members if council else ())
    return (*members, *_by_name(linked, present - set(members)))


def _by_name(linked: Linked, uids: Iterable[str]) -> list[str]:
    return sorted(uids, key=lambda uid: sort_key(linked.names.locality(uid)))


def _cell(records: list[Record[Any]] | None) -> SectorCell | None:
    if not records:
        return None
    roles = {record.values.role or "unsaid" for record in records}
    return SectorCell(next(role for role in ROLES if role in roles), tuple(record.uid for record in records))
