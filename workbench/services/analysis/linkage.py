"""Linkage between localities, and agreements in time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from workbench.records.record import Record
from workbench.services.analysis.behind import Behind, together
from workbench.services.analysis.charts import Course, Matrix, Span, Timeline, pair_of
from workbench.services.analysis.obstacles import behind
from workbench.services.analysis.sector_grid import ordered_units
from workbench.services.analysis.units import Units
from workbench.services.linked import Linked
from workbench.services.near import NearLinked, near
from workbench.services.programme import Capital
from workbench.services.progress import progress_of
from workbench.services.register_rows import agreement_status

Rec = Record[Any]


def matrix(linked: Linked, of: str = "agreements") -> Matrix:
    """Localities by localities: how many agreements, open obstacles or projects join each two.

    Units of today: an old unit stands under the one that took it over whole, and what two parts of today's unit
    agreed among themselves joins no two localities. Members of the council come first, then whoever else is joined.
    A project comes with its capital, whole in each pair that it joins: nobody says how it divides.
    """
    joined: dict[tuple[str, str], list[Sequence[str]]] = defaultdict(list)
    counted: list[Sequence[str]] = []
    units = Units(linked)
    for places, uids in _places(linked, of):
        pairs = _pairs(units, places)
        for pair in pairs:
            joined[pair].append(uids)
        if pairs:
            counted.append(uids)
    keys = ordered_units(linked, {place for pair in joined for place in pair})
    found = {pair: together(parts) for pair, parts in joined.items()}
    cells = tuple(tuple(() if row == column else found.get(pair_of(row, column), ()) for column in keys) for row in keys)
    labels = tuple(linked.names.locality(key) for key in keys)
    every = together(counted)
    capital = {uid: _capital(linked, uid) for uid in every} if of == "projects" else {}
    return Matrix("matrix", of, keys, labels, cells, len(every), capital, _states(linked, of, units))


def _places(linked: Linked, of: str) -> Iterator[tuple[tuple[str, ...], Sequence[str]]]:
    """Localities, and the records that name just these; no record twice."""
    if of == "projects":
        for record in linked.programme.projects.values():
            yield record.values.localities, (record.uid,)
        return
    figures = linked.repository.figures
    groups = figures.agreement_places(drafts=False) if of == "agreements" else figures.obstacle_places()
    for group in groups:
        yield tuple(group.places.split()), behind(figures, [(group.number, group.ids)])


def _capital(linked: Linked, project: str) -> tuple[int, int]:
    """Need and allocation of a project over all its capital lines, đồng."""
    found = Capital.of(linked.programme.capital_of.get(project, []))
    return found.need, found.allocated


def _states(linked: Linked, of: str, units: Units) -> dict[tuple[str, str], Counter[str]]:
    """How many records that join two localities have each status; of projects their own words are told instead."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    figures, today = linked.repository.figures, linked.today.isoformat()
    if of != "projects":
        for group in figures.agreement_states(today) if of == "agreements" else figures.obstacle_states(today):
            for pair in _pairs(units, group.places.split()):
                found[pair][group.status] += group.number
    return found


def _pairs(units: Units, places: Iterable[str]) -> list[tuple[str, str]]:
    return list(combinations(sorted(units.all_of(places)), 2))


def year_of(day: date) -> float:
    """A day as a fraction of its year: 1 July 2026 is about 2026.5."""
    start = date(day.year, 1, 1)
    return day.year + (day - start).days / (date(day.year + 1, 1, 1) - start).days


def timeline(linked: Linked, most: int = 0) -> Timeline:
    """Agreements with a period, those furthest behind first; `most` of them drawn, 0 for all."""
    repository = linked.repository
    chosen = [line.uid for line in repository.figures.course(linked.today, most)]
    records = repository.many("agreement", chosen)
    around = NearLinked(repository, near(repository, "agreement", records), linked.today, linked.names, linked.calendar)

    def lines() -> Iterator[Course]:
        for line in repository.figures.course(linked.today):
            yield Course(line.title, date.fromisoformat(line.first), date.fromisoformat(line.last), line.share)

    spans = tuple(_span(around, record) for record in records)
    size = repository.figures.in_course(linked.today)
    uids = Behind(size, lambda: [line.uid for line in repository.figures.course(linked.today)])
    return Timeline("timeline", spans, year_of(linked.today), size, lines, uids)


def _span(linked: Linked, record: Rec) -> Span:
    values, progress = record.values, progress_of(linked, record)
    return Span(
        record.uid,
        values.title,
        values.code,
        year_of(values.period_from),
        year_of(values.period_to),
        progress.share,
        agreement_status(linked, record),
        tuple((year_of(c.due), c.status) for c in progress.commitments if c.due is not None),
    )
