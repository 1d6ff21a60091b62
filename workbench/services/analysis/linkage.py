"""Linkage between localities, and agreements in time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import Any

from workbench.records.record import Record
from workbench.services.analysis.charts import Matrix, Span, Timeline
from workbench.services.analysis.obstacles import Lines
from workbench.services.analysis.sector_grid import ordered_units
from workbench.services.analysis.units import Units
from workbench.services.linked import Linked
from workbench.services.programme import Capital
from workbench.services.progress import progress_of
from workbench.services.register_rows import agreement_status

Rec = Record[Any]
_LEFT_OUT = ("draft", "closed")  # statuses of agreements that do not stand in the timeline


def matrix(linked: Linked, of: str = "agreements") -> Matrix:
    """Localities by localities: how many agreements, open obstacles or projects join each two.

    Units of today: an old unit stands under the one that took it over whole, and what two parts of today's unit
    agreed among themselves joins no two localities. Members of the council come first, then whoever else is joined.
    A project comes with its capital, whole in each pair that it joins: nobody says how it divides.
    """
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    counted = set()
    units = Units(linked)
    for uid, places in _places(linked, of):
        for pair in combinations(sorted(units.all_of(places)), 2):
            joined[pair].append(uid)
            counted.add(uid)
    keys = ordered_units(linked, {place for pair in joined for place in pair})
    cells = tuple(
        tuple(() if row == column else tuple(joined.get(_pair(row, column), ())) for column in keys) for row in keys
    )
    labels = tuple(linked.names.locality(key) for key in keys)
    capital = {uid: _capital(linked, uid) for uid in counted} if of == "projects" else {}
    return Matrix("matrix", of, keys, labels, cells, len(counted), capital)


def _places(linked: Linked, of: str) -> list[tuple[str, tuple[str, ...]]]:
    if of == "agreements":
        return [
            (record.uid, tuple(linked.agreement_localities(record.uid)))
            for record in linked.agreements.values()
            if agreement_status(linked, record) != "draft"
        ]
    if of == "projects":
        return [(record.uid, tuple(record.values.localities)) for record in linked.programme.projects.values()]
    lines = Lines(linked)
    return [(line.uid, lines.places(line)) for line in lines.open]


def _capital(linked: Linked, project: str) -> tuple[int, int]:
    """Need and allocation of a project over all its capital lines, đồng."""
    found = Capital.of(linked.programme.capital_of.get(project, []))
    return found.need, found.allocated


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def year_of(day: date) -> float:
    """A day as a fraction of its year: 1 July 2026 is about 2026.5."""
    start = date(day.year, 1, 1)
    return day.year + (day - start).days / (date(day.year + 1, 1, 1) - start).days


def timeline(linked: Linked, most: int = 0) -> Timeline:
    """Agreements with a period, those furthest behind first; `most` of them, 0 for all."""
    spans = []
    for record in linked.agreements.values():
        values = record.values
        status = agreement_status(linked, record)
        if status in _LEFT_OUT or not (values.period_from and values.period_to):
            continue
        progress = progress_of(linked, record)
        lag = (progress.elapsed or 0) - progress.share if progress.share is not None else -1.0
        spans.append((progress.late, lag, progress.total, _span(record, status, progress.share, progress)))
    spans.sort(key=lambda entry: (-entry[0], -entry[1], -entry[2], entry[3].code))
    chosen = [entry[3] for entry in spans]
    return Timeline("timeline", tuple(chosen[:most] if most else chosen), year_of(linked.today))


def _span(record: Rec, status: str, share: float | None, progress: Any) -> Span:
    values = record.values
    points = tuple((year_of(c.due), c.status) for c in progress.commitments if c.due is not None)
    return Span(
        record.uid,
        values.title,
        values.code,
        year_of(values.period_from),
        year_of(values.period_to),
        share,
        status,
        points,
    )
