"""Charts of amounts: bars of money side by side, and figures laid on the tiles of the country. Nothing here draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.messages import text
from workbench.values.money import plain_billions
from workbench.values.percent import plain_percent

Kind = Literal["count", "money", "share"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One bar: `dong` of a series, and the records that it sums."""

    series: str
    dong: int
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AmountRow:
    """The bars of one class, year or locality. `share` is disbursed over planned, None when nothing was planned."""

    key: str
    label: str
    amounts: tuple[Amount, ...]
    share: float | None = None

    def of(self, series: str) -> int:
        """The amount of a series, đồng."""
        return next((one.dong for one in self.amounts if one.series == series), 0)

    @property
    def uids(self) -> tuple[str, ...]:
        """The records behind all bars, each once."""
        return tuple(dict.fromkeys(uid for one in self.amounts for uid in one.uids))


@dataclass(frozen=True, slots=True)
class Amounts:
    """Money by series, one row for each class, year or locality; đồng, in tables tỷ đồng."""

    key: str
    register: str
    series: tuple[str, ...]
    groups: tuple[AmountRow, ...]

    def headings(self) -> tuple[str, ...]:
        """Headings of the table: what the rows are, each series, the rate of disbursement."""
        series = (text(f"capital.{key}") for key in self.series)
        return (text(f"charts.head_{self.key}"), *series, text("charts.rate_percent"))

    @property
    def size(self) -> int:
        """Rows of the table."""
        return len(self.groups)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table."""
        for row in self.groups:
            share = plain_percent(row.share)
            yield (row.label, *(plain_billions(row.of(key)) for key in self.series), share)


@dataclass(frozen=True, slots=True)
class TilePart:
    """A figure of one unit. `value` is a count, đồng, or a share of 1; None when there is nothing to divide by."""

    unit: str
    label: str
    value: float | None
    uids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit at its place in the grid. `parts` are the units that it was made of, when those are asked for.

    An archipelago has no figure of its own: `unit` is the province it belongs to. `short` is the name as it stands
    in the tile.
    """

    unit: str
    label: str
    column: int
    row: int
    value: float | None
    uids: Sequence[str]
    parts: tuple[TilePart, ...] = ()
    member: bool = False
    archipelago: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """A measure on the 34 units. `total` counts every record once; a record in several units stands in each."""

    key: str
    register: str
    kind: Kind
    tiles: tuple[Tile, ...]
    total: float | None
    old: bool = False

    def headings(self) -> tuple[str, ...]:
        """Headings of the table."""
        unit = {"count": "count", "money": "billions", "share": "percent"}[self.kind]
        before = (text("charts.col_old_unit"),) if self.old else ()
        return (text("charts.col_unit"), *before, text(f"charts.col_{unit}"), text("charts.col_records"))

    @property
    def size(self) -> int:
        """Rows of the table."""
        return sum(len(tile.parts) if self.old else 1 for tile in self.tiles if not tile.archipelago)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table, without the archipelagos; in the old view a row for each old unit."""
        for tile in self.tiles:
            if tile.archipelago:
                continue
            if not self.old:
                yield tile.label, self.cell(tile.value), str(len(tile.uids))
                continue
            for part in tile.parts:
                yield tile.label, part.label, self.cell(part.value), str(len(part.uids))

    def cell(self, value: float | None) -> str:
        """A figure as a table has it."""
        if value is None:
            return ""
        return {"count": f"{value:g}", "money": plain_billions(int(value)), "share": plain_percent(value)}[self.kind]
