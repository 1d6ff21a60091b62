"""Priority sectors and projects in the one shape in which they are compared with each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.records.record import Record, Ref
from workbench.services.analysis.alike import years_of
from workbench.services.analysis.coherence import years_said
from workbench.services.analysis.units import Units
from workbench.services.linked import Linked
from workbench.services.programme import Capital

Rec = Record[Any]


@dataclass(frozen=True, slots=True)
class Member:
    """A priority sector or a project on a card. `group` is its sector or class, `amount` in đồng.

    `units` are the localities of today, `recorded` those that were written.
    """

    ref: Ref
    code: str
    title: str
    group: str
    place: str
    market: str
    years: tuple[int | None, int | None]
    years_said: str
    amount: int
    units: tuple[str, ...]
    recorded: tuple[str, ...]
    outlook: str = ""

    @property
    def causes(self) -> tuple[str, ...]:
        """What the judgement rests on; when one of these changes it has to be made again."""
        return (self.ref.entity, self.ref.uid, self.group, self.title, self.place, self.market, str(self.years),
                ",".join(sorted(self.recorded)))  # fmt: skip

    @property
    def is_sector(self) -> bool:
        """Whether it is a priority sector; else it is a project."""
        return self.ref.entity == "sector_priority"


def members(linked: Linked, units: Units) -> tuple[Member, ...]:
    """Every priority, then every project, as the record has them."""
    programme = linked.programme
    sectors = (_sector(linked, units, record) for record in programme.sectors.values())
    projects = (_project(linked, units, record) for record in programme.projects.values())
    return (*sectors, *projects)


def _sector(linked: Linked, units: Units, record: Rec) -> Member:
    v = record.values
    years = years_of(v.year_from, v.year_to, v.years_text)
    title = v.product or linked.names.entry("sector", v.sector)
    place, market = v.place or "", v.market or ""
    return Member(record.ref, v.code, title, v.sector, place, market, years, years_said(v), v.capital or 0,
                  units.all_of((v.locality,)), (v.locality,), v.outlook or "")  # fmt: skip


def _project(linked: Linked, units: Units, record: Rec) -> Member:
    v = record.values
    years = years_of(v.year_from, v.year_to, v.years_text)
    need = Capital.of(linked.programme.capital_of.get(record.uid, [])).need
    return Member(record.ref, v.code, v.name, v.project_class or "", v.place or "", "", years, years_said(v),
                  v.total_investment or need, units.all_of(v.localities), v.localities)  # fmt: skip
