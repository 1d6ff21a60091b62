"""Plans and the linkage content they hold (model M12): what makes "not localist" checkable between neighbours."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, FLAG, INTEGER, LONG_TEXT, REF, REFS, TEXT


@entity("plan", prefix="QH", natural=("name", "period"))
class Plan:
    """A plan of the national, regional or provincial level (Planning Law; resolution 128/NQ-CP, task 4).

    `period` as written ("2021-2030"), `vision` the year looked to. `integrated`: made by the integrated method.
    """

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    name: str | None = spec(TEXT, required=True, search=True)
    level: str | None = spec(CHOICE, vocabulary="plan_level")
    kind: str | None = spec(CHOICE, vocabulary="plan_kind")
    region: str | None = spec(REF, target="region")
    locality: str | None = spec(REF, target="locality")
    period: str | None = spec(TEXT)
    vision: int | None = spec(INTEGER)
    integrated: bool = spec(FLAG)
    number: str | None = spec(TEXT, search=True)
    approved_date: date | None = spec(DATE)
    approver: str | None = spec(TEXT)
    document: str | None = spec(REF, target="document")
    state: str | None = spec(CHOICE, vocabulary="plan_state", required=True)
    officer: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT, search=True)


@entity("plan_item", natural=("plan", "name"))
class PlanItem:
    """A work or zone in a plan that touches other localities. `alignment`, `scale` and years as written."""

    plan: str | None = spec(REF, target="plan", owner=True, required=True)
    ordinal: int | None = spec(INTEGER)
    name: str | None = spec(LONG_TEXT, required=True, search=True)
    project_class: str | None = spec(CHOICE, vocabulary="project_class")
    localities: tuple[str, ...] = spec(REFS, target="locality")
    alignment: str | None = spec(TEXT)
    scale: str | None = spec(TEXT)
    year_from: int | None = spec(INTEGER)
    year_to: int | None = spec(INTEGER)
    years_text: str | None = spec(TEXT)
    page: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT)
