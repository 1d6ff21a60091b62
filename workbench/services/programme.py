"""The resolution's other registers, linked: plans, projects with capital, mechanisms, sectors, initiatives.

Read when first asked for, then pure look-ups; sums of capital are computed here, never stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from workbench.domain.vocabularies import VOCABULARIES
from workbench.frozen import frozen
from workbench.records.record import Record
from workbench.storage.repository import Repository

Rec = Record[Any]
STATE_SOURCES = ("central", "local", "other_locality", "oda", "bond")  # the rest is social capital (PPP, xã hội hóa)


@frozen
class Capital:
    """Sums of capital lines, đồng. Blanks count as nothing."""

    need: int = 0
    planned: int = 0
    allocated: int = 0
    disbursed: int = 0
    social: int = 0

    @classmethod
    def of(cls, lines: Iterable[Rec]) -> Capital:
        """The sum of some lines; `social` is what of the need comes from outside the state's funds."""
        need = planned = allocated = disbursed = social = 0
        for line in lines:
            values = line.values
            need += values.need or 0
            planned += values.planned or 0
            allocated += values.allocated or 0
            disbursed += values.disbursed or 0
            social += 0 if values.source in STATE_SOURCES else values.need or 0
        return cls(need, planned, allocated, disbursed, social)

    @property
    def gap(self) -> int:
        """What is needed and not allocated; below zero where more was allocated than needed."""
        return self.need - self.allocated

    @property
    def rate(self) -> float | None:
        """Disbursed over planned, 0–1 and above; None when nothing was planned."""
        return self.disbursed / self.planned if self.planned else None

    @property
    def social_share(self) -> float | None:
        """Social capital over the need, 0–1; None when nothing is needed."""
        return self.social / self.need if self.need else None


class Programme:
    """Look-ups over one state of the record."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    def _by_uid(self, entity: str) -> dict[str, Rec]:
        return {r.uid: r for r in self._repository.all(entity)}

    def _grouped(self, entity: str, field: str) -> dict[str, list[Rec]]:
        grouped: dict[str, list[Rec]] = defaultdict(list)
        for record in self._repository.all(entity):
            held = record.get(field)
            for uid in held if isinstance(held, tuple) else (held,) if held else ():
                grouped[uid].append(record)
        return grouped

    @cached_property
    def plans(self) -> dict[str, Rec]:
        """Plans by id."""
        return self._by_uid("plan")

    @cached_property
    def plan_items(self) -> dict[str, Rec]:
        """Contents of plans by id."""
        return self._by_uid("plan_item")

    @cached_property
    def items_of_plan(self) -> dict[str, list[Rec]]:
        """Contents by plan, in their order; those without a number behind the others."""
        grouped = self._grouped("plan_item", "plan")
        for records in grouped.values():
            records.sort(key=lambda r: (r.values.ordinal is None, r.values.ordinal or 0))
        return grouped

    @cached_property
    def projects(self) -> dict[str, Rec]:
        """Projects by id."""
        return self._by_uid("project")

    @cached_property
    def capital_of(self) -> dict[str, list[Rec]]:
        """Capital lines by project, year by year."""
        grouped = self._grouped("capital_line", "project")
        order = VOCABULARIES["fund_source"].choices
        for records in grouped.values():
            records.sort(key=lambda r: (r.values.year or 0, order.index(r.values.source)))
        return grouped

    @cached_property
    def projects_of_agreement(self) -> dict[str, list[Rec]]:
        """Projects by agreement."""
        return self._grouped("project", "agreements")

    @cached_property
    def mechanisms(self) -> dict[str, Rec]:
        """Mechanisms by id."""
        return self._by_uid("mechanism")

    @cached_property
    def mechanisms_of_project(self) -> dict[str, list[Rec]]:
        """Mechanisms by project."""
        return self._grouped("mechanism", "projects")

    @cached_property
    def mechanisms_of_escalation(self) -> dict[str, list[Rec]]:
        """Mechanisms by escalation."""
        return self._grouped("mechanism", "escalations")

    @cached_property
    def sectors(self) -> dict[str, Rec]:
        """Priority sectors by id."""
        return self._by_uid("sector_priority")

    @cached_property
    def initiatives(self) -> dict[str, Rec]:
        """Initiatives by id."""
        return self._by_uid("initiative")
