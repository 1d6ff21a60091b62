"""Figures by the units of a day: what was recorded under an old unit is summed under the one that holds it then.

Units are dated data: nothing is written over when units merge, the same figures are only read by another map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.services.analysis.behind import together
from workbench.services.institutions import successions_of
from workbench.services.linked import Linked
from workbench.values.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Figure:
    """Records that name the same units, with their amount together (đồng, or how many they are); no unit is a row of
    its own.
    """

    uids: Sequence[str]
    amount: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with the sum of its records, each counted once in it. `uids` are those records."""

    unit: str
    amount: int
    uids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Joined:
    """A unit of the later day with the rows of the earlier one that went into it.

    `shared` is what its parts count more than once: sum of `parts` − `shared` = `whole.amount`.
    """

    whole: UnitRow
    parts: tuple[UnitRow, ...]
    shared: int


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The same figures by the units of two days. `total` counts every record once: the last row of both sides.

    `shared_before` and `shared_after` are what the rows of each side count more than once.
    """

    joined: tuple[Joined, ...]
    total: int
    shared_before: int
    shared_after: int


class Units:
    """Which unit held another on a day, by the successions of the record."""

    def __init__(self, linked: Linked, day: date | None = None) -> None:
        self._linked = linked
        self._day = day or linked.today
        self._successions = successions_of(linked.repository)

    def of(self, uid: str) -> str:
        """The unit that holds `uid` on the day; itself when nothing took it over."""
        return self._successions.heir(uid, self._day)

    def all_of(self, uids: Iterable[str]) -> tuple[str, ...]:
        """The units that hold these, each once, in order."""
        return tuple(dict.fromkeys(self.of(uid) for uid in uids))

    def rows(self, figures: Iterable[Figure]) -> tuple[UnitRow, ...]:
        """Figures by unit, in the order of their names; a record in each unit that it touches, once."""
        amounts: dict[str, int] = defaultdict(int)
        held: dict[str, list[Sequence[str]]] = defaultdict(list)
        for figure in figures:
            for unit in self.all_of(figure.places) or ("",):
                amounts[unit] += figure.amount
                held[unit].append(figure.uids)
        return tuple(UnitRow(unit, amounts[unit], together(held[unit])) for unit in sorted(amounts, key=self._order))

    def _order(self, uid: str) -> tuple[Any, str]:
        return sort_key(self._linked.names.locality(uid)), uid


def reconcile(linked: Linked, figures: Sequence[Figure], before: date, after: date) -> Reconciled:
    """The same figures by the units of two days, joined row by row (`before` is the earlier one)."""
    old, new = Units(linked, before), Units(linked, after)
    rows, wholes = old.rows(figures), new.rows(figures)
    parts: dict[str, list[UnitRow]] = defaultdict(list)
    for row in rows:
        parts[new.of(row.unit) if row.unit else ""].append(row)
    joined = tuple(
        Joined(whole, tuple(parts[whole.unit]), sum(part.amount for part in parts[whole.unit]) - whole.amount)
        for whole in wholes
    )
    total = sum(figure.amount for figure in figures)
    counted = (sum(row.amount for row in rows), sum(row.amount for row in wholes))
    return Reconciled(joined, total, counted[0] - total, counted[1] - total)
