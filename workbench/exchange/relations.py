"""Columns that stand in an order to each other (from before to, sent before answered, total over its parts).

Two columns placed by likeness whose contents run against that order are exchanged, when exchanging them puts
nearly all rows right; a column placed for sure stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from workbench.exchange.composed import PART
from workbench.exchange.forms import FormSpec
from workbench.exchange.profiles import ColumnProfile
from workbench.exchange.raw import CellValue
from workbench.exchange.recognised import ColumnMapping
from workbench.values.dates import parse_date
from workbench.values.money import parse_amount, parse_year

_ENOUGH = 3
_NEARLY_ALL = 0.9


def in_order(
    form: FormSpec, made: Mapping[int, ColumnMapping], profiles: Mapping[int, ColumnProfile]
) -> dict[int, ColumnMapping]:
    """The mapping with pairs exchanged that are the wrong way round."""
    fixed = dict(made)
    for low, high in _pairs(form):
        a, b = (_plain_column(fixed, field) for field in (low, high))
        if a is None or b is None or "likely" not in (fixed[a].how, fixed[b].how):
            continue
        share = share_in_order(form.by_key[low].kind, profiles[a], profiles[b])
        if share is not None and share <= 1 - _NEARLY_ALL:
            fixed[a], fixed[b] = _exchanged(fixed[a], fixed[b])
    return fixed


def _pairs(form: FormSpec) -> Iterator[tuple[str, str]]:
    """Fields of which the first is never more, or later, than the second."""
    yield from form.order
    for column in form.columns:
        for part in column.sum_of:
            yield part, column.key


def _plain_column(made: Mapping[int, ColumnMapping], field: str) -> int | None:
    return next(
        (c for c, m in made.items() if m.fields == (field,) and not m.option and m.split != PART and m.how != "chosen"),
        None,
    )


def _exchanged(a: ColumnMapping, b: ColumnMapping) -> tuple[ColumnMapping, ColumnMapping]:
    return (
        replace(a, fields=b.fields, how="likely", score=min(a.score, 0.7), reason_key="reason_order"),
        replace(b, fields=a.fields, how="likely", score=min(b.score, 0.7), reason_key="reason_order"),
    )


def share_in_order(kind: str, a: ColumnProfile, b: ColumnProfile) -> float | None:
    """0-1: share of the rows with both that are in order; None when there are too few that differ.

    `kind` of the fields: "year", "amount", or "date".
    """
    compared = [
        (x, y)
        for row in a.by_row.keys() & b.by_row.keys()
        if (x := _measure(a.by_row[row], kind)) is not None
        and (y := _measure(b.by_row[row], kind)) is not None
        and x != y
    ]
    if len(compared) < _ENOUGH:
        return None
    return sum(x < y for x, y in compared) / len(compared)


def _measure(value: CellValue, kind: str) -> float | None:
    if kind == "year":
        return parse_year(value)
    if kind == "amount":
        amount = None if isinstance(value, date) else parse_amount(value).value
        return float(amount) if amount is not None else None
    parsed = parse_date(value) if isinstance(value, str | date) else None
    return float(parsed.value.toordinal()) if parsed is not None and parsed.value else None
