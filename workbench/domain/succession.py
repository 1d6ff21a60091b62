"""What became of a provincial unit: successions followed one after another, up to a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from workbench.frozen import frozen

_NOT_FOLLOWED = ("partial_transfer", "unchanged")


@frozen
class Succession:
    """`relation` "partial_transfer" moved a part only and is never followed; without `effective` it always held."""

    old: str
    new: str
    effective: date | None
    relation: str | None


class Successions:
    """Which unit held another on a day.

    A unit that was split among several, or handed over a part only, stays itself: nobody can say whose it is. A later
    entry never changes who took a unit over.
    """

    def __init__(self, steps: Iterable[Succession] = ()) -> None:
        self._steps: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
        for step in steps:
            if step.relation not in _NOT_FOLLOWED and step.old != step.new:
                self._steps[step.old][step.effective or date.min].add(step.new)
        self._found: dict[tuple[str, date | None], str] = {}

    def heir(self, unit: str, on: date | None = None) -> str:
        """Id of the unit that holds `unit` on a day, after all that is known without one; its own where none does."""
        key = (unit, on)
        if key not in self._found:
            self._found[key] = self._followed(unit, on)
        return self._found[key]

    def _followed(self, unit: str, on: date | None) -> str:
        passed = {unit}
        while (following := self._next(unit, on)) and following not in passed:
            unit = following
            passed.add(unit)
        return unit

    def _next(self, unit: str, on: date | None) -> str:
        days = [day for day in self._steps.get(unit, ()) if on is None or day <= on]
        heirs = self._steps[unit][min(days)] if days else set()
        return next(iter(heirs)) if len(heirs) == 1 else ""
