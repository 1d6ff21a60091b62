"""Projects of regional linkage and their capital by year and source (model M4, M12). Amounts in đồng."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CHOICE, DATE, INTEGER, LONG_TEXT, MONEY, REF, REFS, TEXT


@entity("project", prefix="DA", natural=("name", "number"))
class Project:
    """A project carried out on two or more provinces, or on one with effect on another.

    `owner` is who manages it, `number` and `decided_date` the investment decision. `central_budget` is the part
    of `total_investment` from the central budget.
    """

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    name: str | None = spec(TEXT, required=True, search=True)
    number: str | None = spec(TEXT, search=True)
    decided_date: date | None = spec(DATE)
    project_group: str | None = spec(CHOICE, vocabulary="project_group")
    project_class: str | None = spec(CHOICE, vocabulary="project_class")
    scope: str | None = spec(CHOICE, vocabulary="project_scope")
    localities: tuple[str, ...] = spec(REFS, target="locality")
    place: str | None = spec(TEXT)
    owner: str | None = spec(TEXT, search=True)
    year_from: int | None = spec(INTEGER)
    year_to: int | None = spec(INTEGER)
    years_text: str | None = spec(TEXT)
    total_investment: int | None = spec(MONEY)
    central_budget: int | None = spec(MONEY)
    status: str | None = spec(CHOICE, vocabulary="project_status", required=True)
    agreements: tuple[str, ...] = spec(REFS, target="agreement")
    plan_item: str | None = spec(REF, target="plan_item")
    difficulty: str | None = spec(LONG_TEXT, search=True)
    officer: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT, search=True)


@entity("capital_line", natural=("project", "year", "source"))
class CapitalLine:
    """The capital of a project in one year from one source: needed, planned, allocated, disbursed."""

    project: str | None = spec(REF, target="project", owner=True, required=True)
    year: int | None = spec(INTEGER, required=True)
    source: str | None = spec(CHOICE, vocabulary="fund_source", required=True)
    need: int | None = spec(MONEY)
    planned: int | None = spec(MONEY)
    allocated: int | None = spec(MONEY)
    disbursed: int | None = spec(MONEY)
