"""Everything that the review page shows, read in one go on the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.messages import text
from workbench.services.analysis.capital import (
    AXES,
    Axis,
    CapitalScope,
    CapitalTable,
    capital_table,
    figures,
)
from workbench.services.analysis.coherence import VERDICTS, Coherence, Pair
from workbench.services.analysis.overlaps import Card, Dependence, Overlaps, dependence
from workbench.services.analysis.units import Units, reconcile
from workbench.services.linked import Linked
from workbench.services.programme import Capital
from workbench.services.registers import Registers
from workbench.values.money import plain_billions
from workbench.values.percent import plain_percent

#: The last day of the 63 units (202/2025/QH15 merged them from 1 July 2025).
OLD_UNITS = date(2025, 6, 30)
Sheet = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Review:
    """Pairs of plans, cards of overlaps, dependence on sectors without room to grow. `linked` is what it is read of.

    `localities`: those that plans, priorities and projects speak of, as units of today; `wanted` those chosen.
    """

    pairs: tuple[Pair, ...]
    cards: tuple[Card, ...]
    dependence: tuple[Dependence, ...]
    localities: tuple[str, ...]
    wanted: frozenset[str]
    linked: Linked

    @property
    def apart(self) -> int:
        """Pairs that do not agree."""
        return sum(pair.verdict != "same" for pair in self.pairs)

    @property
    def unjudged(self) -> int:
        """Cards that wait for a judgement."""
        return sum(card.standing != "judged" for card in self.cards)

    def verdicts(self) -> Mapping[str, tuple[Pair, ...]]:
        """Pairs by verdict, what is missing first."""
        return {verdict: tuple(p for p in self.pairs if p.verdict == verdict) for verdict in VERDICTS}


def review(registers: Registers, localities: frozenset[str] = frozenset()) -> Review:
    """The review of some localities; of all when none is named."""
    linked = registers.linked()
    units = Units(linked)
    wanted = frozenset(units.all_of(localities))
    lacking = tuple(d for d in dependence(linked) if not wanted or d.locality in wanted)
    return Review(
        Coherence(linked).pairs(localities),
        Overlaps(linked).cards(localities),
        lacking,
        _localities(linked, units),
        localities,
        linked,
    )


def _localities(linked: Linked, units: Units) -> tuple[str, ...]:
    programme = linked.programme
    held: dict[str, None] = {}
    for record in programme.plans.values():
        held.update(dict.fromkeys(filter(None, (record.values.locality,))))
    for record in (*programme.plan_items.values(), *programme.projects.values()):
        held.update(dict.fromkeys(record.values.localities))
    held.update(dict.fromkeys(record.values.locality for record in programme.sectors.values()))
    return units.all_of(held)


def capital_of(registers: Registers, axis: Axis, span: str, old: bool, localities: frozenset[str]) -> CapitalTable:
    """Capital along an axis; `old`: by the units and regions there were before the merger of July 2025."""
    scope = CapitalScope(span, localities, units=OLD_UNITS if old else None)
    return capital_table(registers.linked(), axis, scope)


def capital_headings(axis: Axis) -> tuple[str, ...]:
    """Headings of the table of capital."""
    keys = ("need", "planned", "allocated", "disbursed", "gap", "rate_disbursed", "social_share")
    return (text(f"capital.axis_{axis}"), *(text(f"capital.{key}") for key in keys))


def _with_units(axis: Axis) -> tuple[str, ...]:
    """The same where no line above the table says what is counted: its last two columns are shares."""
    first, *others = capital_headings(axis)
    units = ["capital.in_billions"] * (len(others) - 2) + ["capital.in_percent"] * 2
    return (first, *(text(unit, words=words) for unit, words in zip(units, others, strict=True)))


def capital_sheets(table: CapitalTable, linked: Linked, span: str, localities: frozenset[str]) -> list[Sheet]:
    """The table in billions of đồng; by localities also the need by old and new units side by side."""
    rows = [[row.label, *_numbers(row.capital)] for row in (*table.rows, table.total)]
    sheets = [(text(f"capital.axis_{table.axis}"), _with_units(table.axis), _words(rows))]
    if table.axis == "locality":
        sheets.append((text("capital.old_and_new"), _unit_headings(), _words(_old_and_new(linked, span, localities))))
    return sheets


def save_sheets(sheets: Sequence[Sheet], path: Path) -> None:
    """Tables as a workbook, a sheet for each. UserError when the place cannot be written."""
    from workbench.exchange.tablebook import save_tables

    save_tables(sheets, path)


def _numbers(capital: Capital) -> list[str]:
    """Billions of đồng, and per cent with one decimal, as plain numbers."""
    amounts = (getattr(capital, key) for key in ("need", "planned", "allocated", "disbursed", "gap"))
    shares = (plain_percent(share) for share in (capital.rate, capital.social_share))
    return [*map(plain_billions, amounts), *shares]


def _unit_headings() -> tuple[str, ...]:
    return tuple(text(f"capital.{key}") for key in ("unit_new", "unit_old", "unit_need", "unit_shared"))


def _old_and_new(linked: Linked, span: str, localities: frozenset[str]) -> list[list[str]]:
    """Need by the old units under the new one that took them over, to the last row."""
    whole = reconcile(linked, figures(linked, "need", CapitalScope(span, localities)), OLD_UNITS, linked.today)
    name = linked.names.locality
    made: list[list[str]] = []
    for joined in whole.joined:
        for part in joined.parts:
            made.append(["", name(part.unit) or text("capital.unsaid"), plain_billions(part.amount), ""])
        sums = [plain_billions(joined.whole.amount), plain_billions(joined.shared)]
        made.append([name(joined.whole.unit) or text("capital.unsaid"), "", *sums])
    made.append([text("capital.total"), "", plain_billions(whole.total), plain_billions(whole.shared_after)])
    return made


def _words(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def axes() -> tuple[Axis, ...]:
    """What capital may be summed by."""
    return AXES
