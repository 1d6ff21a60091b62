"""Capital of linkage projects as charts: by class, year, locality and source, each beside its plan and disbursement."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.services.analysis.amounts import Amount, AmountRow, Amounts
from workbench.services.analysis.capital import Axis, CapitalScope, capital_table
from workbench.services.programme import Capital
from workbench.services.registers import Registers

SERIES = ("need", "planned", "allocated", "disbursed")
CHARTS: tuple[tuple[str, Axis], ...] = (
    ("by_class", "project_class"),
    ("by_year", "year"),
    ("by_place", "locality"),
    ("by_source", "source"),
)


@dataclass(frozen=True, slots=True)
class CapitalPage:
    """The four charts, and the sums of everything in scope. `overlapping`: a project may stand in several rows."""

    charts: tuple[Amounts, ...]
    total: AmountRow
    social_share: float | None
    gap: int
    overlapping: frozenset[str]


def capital_page(registers: Registers, scope: CapitalScope) -> CapitalPage:
    """Everything of the page of capital."""
    linked = registers.linked()
    charts, overlapping = [], set()
    table = None
    for key, axis in CHARTS:
        table = capital_table(linked, axis, scope)
        rows = tuple(_row(row.key, row.label, row.capital, row.uids) for row in table.rows)
        charts.append(Amounts(key, "projects", SERIES, rows))
        if table.overlapping:
            overlapping.add(key)
    assert table is not None
    total = table.total
    whole = _row(total.key, total.label, total.capital, total.uids)
    return CapitalPage(tuple(charts), whole, total.capital.social_share, total.capital.gap, frozenset(overlapping))


def _row(key: str, label: str, capital: Capital, uids: tuple[str, ...]) -> AmountRow:
    amounts = tuple(Amount(series, getattr(capital, series), uids) for series in SERIES)
    return AmountRow(key, label, amounts, capital.rate)
