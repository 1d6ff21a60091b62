"""What the lists of the print page offer: registers, periods, orders, groups, sizes, who signs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.messages import text
from workbench.reports.layouts import GROUPS, ORDERS
from workbench.services.printing import PRINTED, SIGNERS
from workbench.values.periods import Period

Choices = list[tuple[str, object]]

SIZES = (10.0, 10.5, 11.0, 11.5, 12.0, 13.0)
AUTHORITIES = ("", "TM.", "KT.", "TL.")


def registers() -> Choices:
    """Printed registers by name."""
    return [(text(f"printpage.register_{key}"), key) for key in PRINTED]


def orders(register: str) -> Choices:
    """What a register may be sorted by."""
    return [(text(f"printpage.order_{key}"), key) for key in ORDERS[register]]


def groups(register: str) -> Choices:
    """What its rows may be grouped by."""
    return [(text(f"printpage.group_{key}"), key) for key in GROUPS[register]]


def periods(today: date, current: Period | None) -> Choices:
    """No period, then those of this year and the last that have begun, newest first."""
    found = [p for year in (today.year, today.year - 1) for p in _year(year) if p.calendar_window()[0] <= today]
    if current is not None and current not in found:
        found.insert(0, current)
    return [(text("printpage.period_none"), ""), *((_named(p), p.code) for p in found)]


def _year(year: int) -> Iterator[Period]:
    yield Period("year", year)
    yield Period("nine_months", year)
    yield from (Period("half", year, n) for n in (2, 1))
    yield from (Period("quarter", year, n) for n in (4, 3, 2, 1))
    yield from (Period("month", year, n) for n in range(12, 0, -1))


def _named(period: Period) -> str:
    label = period.label()
    return label[0].upper() + label[1:]


def papers() -> Choices:
    """A4 across or upright."""
    return [(text("printpage.landscape"), True), (text("printpage.portrait"), False)]


def sizes() -> Choices:
    """Sizes of the table's letters, in points."""
    return [(f"{size:g}".replace(".", text("printpage.decimal")), size) for size in SIZES]


def authorities() -> Choices:
    """In which capacity somebody signs."""
    return [(key or text("printpage.authority_none"), key) for key in AUTHORITIES]


def signers(known: list[tuple[str, str]]) -> Choices:
    """Roles that may sign, with their holders; the bare roles where the record has no council."""
    if known:
        return [(label, role) for role, label in known]
    return [(text(f"choice.council_role.{role}"), role) for role in SIGNERS]
