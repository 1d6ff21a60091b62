"""Measures on the tiles of the 34 units, or of the 63 they were made of. Shares are divided after summing.

A record belongs to the unit that holds the places it names on the day asked about; one recorded under a new unit can
not be told apart by the old ones, and stands there under the new unit's own name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain import reference
from workbench.messages import text
from workbench.services.analysis.amounts import Kind, Tile, TilePart, Tiles
from workbench.services.analysis.capital import figures as capital_figures
from workbench.services.analysis.obstacles import behind, open_obstacles
from workbench.services.analysis.timeliness import key_of
from workbench.services.analysis.units import Figure, UnitRow, Units
from workbench.services.council import council_of
from workbench.services.linked import Linked
from workbench.services.registers import Registers
from workbench.services.reporting import Rounds
from workbench.storage.figures import ObstacleGroup, PlaceGroup
from workbench.values.sorting import sort_key

BEFORE_MERGERS = date(2025, 6, 30)  # the last day of the 63 units (Resolution 202/2025/QH15, in force 1 July 2025)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is shown: figures, and for a share what they are divided by. `register` is where a tile leads."""

    register: str
    kind: Kind
    figures: Callable[[Registers], Iterable[Figure]]
    over: Callable[[Registers], Iterable[Figure]] | None = None


def _open_obstacles(registers: Registers) -> Iterable[Figure]:
    return _grouped(registers, registers.linked().repository.figures.obstacle_places())


def _late_obstacles(registers: Registers) -> Iterable[Figure]:
    return _grouped(registers, (group for group in open_obstacles(registers.linked()) if group.segment == "late"))


def _agreements(registers: Registers) -> Iterable[Figure]:
    return _grouped(registers, registers.linked().repository.figures.agreement_places(drafts=True))


def _grouped(registers: Registers, groups: Iterable[PlaceGroup | ObstacleGroup]) -> Iterable[Figure]:
    figures = registers.linked().repository.figures
    for group in groups:
        yield Figure(behind(figures, [(group.number, group.ids)]), group.number, tuple(group.places.split()))


def _capital(measure: str) -> Callable[[Registers], Iterable[Figure]]:
    return lambda registers: capital_figures(registers.linked(), measure)


def _reports(in_time: bool) -> Callable[[Registers], Iterable[Figure]]:
    """Forms of this year whose last day has passed; those that came in time alone, or all of them."""

    def found(registers: Registers) -> Iterable[Figure]:
        today = registers.workbench.clock.today()
        for roster in Rounds.of(registers.workbench).year(today.year):
            for one in roster.obligations:
                if one.due <= today and (one.in_time or not in_time):
                    yield Figure((key_of(one),), 1, (one.locality,))

    return found


MEASURES: Mapping[str, Measure] = {
    "obstacles": Measure("obstacles", "count", _open_obstacles),
    "late": Measure("obstacles", "count", _late_obstacles),
    "agreements": Measure("agreements", "count", _agreements),
    "need": Measure("projects", "money", _capital("need")),
    "disbursed": Measure("projects", "share", _capital("disbursed"), _capital("planned")),
    "reports": Measure("round", "share", _reports(True), _reports(False)),
}


def tile_map(registers: Registers, key: str, old: bool = False) -> Tiles:
    """A measure on the tiles; with `old` each tile carries the units it was made of."""
    linked, measure = registers.linked(), MEASURES[key]
    council = council_of(registers.workbench.repository, linked.today)
    members = frozenset(council.members if council else ())
    figures = tuple(measure.figures(registers))
    over = tuple(measure.over(registers)) if measure.over else None
    units = Units(linked)
    whole = _Sums(units, figures, over)
    parts = _parts(linked, units, figures, over) if old else {}
    tiles = []
    for row in reference.rows("province_tiles"):
        sea = row["kind"] == "archipelago"
        unit = units.of(_province_of(row["unit_id"]) if sea else row["unit_id"])
        tiles.append(
            Tile(
                unit,
                row["name_vi"] if sea else linked.names.locality(unit),
                int(row["column"]),
                int(row["row"]),
                None if sea else whole.value(unit),
                () if sea else whole.uids(unit),
                () if sea else parts.get(unit, ()),
                unit in members and not sea,
                sea,
                row["name_vi"],
            )
        )
    return Tiles(key, measure.register, measure.kind, tuple(tiles), whole.total, old)


class _Sums:
    """Sums by unit of a day, divided by those of `over` for a share."""

    def __init__(self, units: Units, figures: Iterable[Figure], over: Iterable[Figure] | None) -> None:
        figures = tuple(figures)
        self.rows: dict[str, UnitRow] = {row.unit: row for row in units.rows(figures)}
        self._over = None if over is None else {row.unit: row.amount for row in units.rows(over)}
        summed = sum(figure.amount for figure in figures)
        below = sum(figure.amount for figure in over) if over is not None else None
        self.total: float | None = summed if below is None else (summed / below if below else None)

    def value(self, unit: str) -> float | None:
        """The figure of a unit; 0 when nothing is counted there."""
        amount = self.rows[unit].amount if unit in self.rows else 0
        if self._over is None:
            return float(amount)
        below = self._over.get(unit, 0)
        return amount / below if below else None

    def uids(self, unit: str) -> Sequence[str]:
        """The records counted there."""
        return self.rows[unit].uids if unit in self.rows else ()

    def units(self) -> set[str]:
        """Units that have anything."""
        return set(self.rows) | set(self._over or ())


def _parts(
    linked: Linked, units: Units, figures: tuple[Figure, ...], over: tuple[Figure, ...] | None
) -> dict[str, tuple[TilePart, ...]]:
    """The old units of each tile in order of name, and last what was recorded under the new unit itself."""
    before = _Sums(Units(linked, BEFORE_MERGERS), figures, over)
    made_of: dict[str, set[str]] = {}
    for uid, record in linked.names.localities.items():
        values = record.values
        stood = (values.valid_from or date.min) <= BEFORE_MERGERS <= (values.valid_to or date.max)
        if stood:
            made_of.setdefault(units.of(uid), set()).add(uid)
    for uid in before.units():
        made_of.setdefault(units.of(uid), set()).add(uid)
    return {
        unit: tuple(
            TilePart(uid, _name(linked, uid), before.value(uid), before.uids(uid))
            for uid in sorted(held, key=lambda uid: (uid == unit, sort_key(linked.names.locality(uid))))
        )
        for unit, held in made_of.items()
        if unit
    }


def _name(linked: Linked, uid: str) -> str:
    name = linked.names.locality(uid)
    since = linked.names.localities[uid].values.valid_from if uid in linked.names.localities else None
    return text("charts.recorded_new", name=name) if since and since > BEFORE_MERGERS else name


def _province_of(tile: str) -> str:
    """The province that an archipelago belongs to: the unit in force whose number begins alike."""
    prefix = tile.split(".")[0] + "."
    return next(
        row["unit_id"]
        for row in reference.rows("province_tiles")
        if row["kind"] == "province" and row["unit_id"].startswith(prefix)
    )
