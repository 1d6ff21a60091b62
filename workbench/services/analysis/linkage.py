"""Linkage between localities, and agreements in time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import Any

from workbench.records.record import Record
from workbench.services.analysis.charts import Matrix, Span, Timeline
from workbench.services.council import council_of
from workbench.services.linked import Linked
from workbench.services.progress import progress_of
from workbench.services.register_rows import agreement_status
from workbench.values.sorting import sort_key

Rec = Record[Any]
_LEFT_OUT = ("draft", "closed")  # statuses of agreements that do not stand in the timeline


def matrix(linked: Linked, of: str = "agreements") -> Matrix:
    """Localities by localities: how many agreements, or open obstacles, join each two.

    Units of today: an old unit stands under the one that took it over whole, and what two parts of today's unit
    agreed among themselves joins no two localities. Members of the council come first, then whoever else is joined.
    """
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    counted = set()
    today = units_of_today(linked)
    for uid, places in _places(linked, of):
        for pair in combinations(sorted({today.get(place, place) for place in places}), 2):
            joined[pair].append(uid)
            counted.add(uid)
    keys = _ordered(linked, {place for pair in joined for place in pair})
    cells = tuple(
        tuple(() if row == column else tuple(joined.get(_pair(row, column), ())) for column in keys) for row in keys
    )
    labels = tuple(linked.names.locality(key) for key in keys)
    return Matrix("matrix", of, keys, labels, cells, len(counted))


def units_of_today(linked: Linked) -> dict[str, str]:
    """Old units and the one that holds them whole today. A part handed over is no succession."""
    step = {
        record.values.old: record.values.new
        for record in linked.repository.all("succession")
        if record.values.relation != "partial_transfer" and record.values.old != record.values.new
    }
    found: dict[str, str] = {}
    for old in step:
        unit, passed = old, {old}
        while unit in step and step[unit] not in passed:
            unit = step[unit]
            passed.add(unit)
        found[old] = unit
    return found


def _places(linked: Linked, of: str) -> list[tuple[str, tuple[str, ...]]]:
    if of == "agreements":
        return [
            (record.uid, tuple(linked.agreement_localities(record.uid)))
            for record in linked.agreements.values()
            if agreement_status(linked, record) != "draft"
        ]
    return [
        (record.uid, tuple(record.values.localities))
        for record in linked.obstacles.values()
        if linked.obstacle_open(record)
    ]


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _ordered(linked: Linked, present: set[str]) -> tuple[str, ...]:
    council = council_of(linked.repository, linked.today)
    members = sorted(council.members if council else (), key=lambda uid: sort_key(linked.names.locality(uid)))
    others = sorted(present - set(members), key=lambda uid: sort_key(linked.names.locality(uid)))
    return (*members, *others)


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
