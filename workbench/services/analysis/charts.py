"""What a chart is: named marks with numbers and the records behind them, and the same as a table.

Nothing here draws. A mark names the register and the ids that its number counts, so that it can be opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a bar: `series` is a key of the chart's legend."""

    series: str
    uids: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many records it stands for."""
        return len(self.uids)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of one or more segments. `key` is what the bar is about, `label` its words."""

    key: str
    label: str
    parts: tuple[Part, ...]

    @property
    def uids(self) -> tuple[str, ...]:
        """Records of all segments."""
        return tuple(uid for part in self.parts for uid in part.uids)

    @property
    def total(self) -> int:
        """Number of all segments."""
        return sum(part.number for part in self.parts)


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars, horizontal or upright. `register` is where the marks lead."""

    key: str
    register: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    upright: bool = False
    distinct: int = 0  # records counted once: a record may stand in several bars

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: label, each series, total."""
        for bar in self.bars:
            numbers = {part.series: part.number for part in bar.parts}
            yield (bar.label, *(str(numbers.get(key, 0)) for key in self.series), str(bar.total))


@dataclass(frozen=True, slots=True)
class Dot:
    """One waiting escalation: working days since it was sent, and how many it was given."""

    uid: str
    label: str
    days: int
    allowed: int | None
    late: bool


@dataclass(frozen=True, slots=True)
class DotRow:
    """The escalations that wait at one body."""

    key: str
    label: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """Waiting escalations on the scale of working days. `usual` is the deadline most of them have."""

    key: str
    rows_: tuple[DotRow, ...]
    usual: int | None
    register: str = "escalations"

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: body, escalation, days, days allowed."""
        for row in self.rows_:
            for dot in row.dots:
                yield row.label, dot.label, str(dot.days), "" if dot.allowed is None else str(dot.allowed)


@dataclass(frozen=True, slots=True)
class Spread:
    """Answer times of one body in working days: least, quarters, most, and the answers counted."""

    key: str
    label: str
    least: float
    lower: float
    middle: float
    upper: float
    most: float
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spreads:
    """Answer times by body, the quickest first."""

    key: str
    spreads: tuple[Spread, ...]
    usual: int | None
    register: str = "answers"

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: body, answers, least, lower quarter, middle, upper quarter, most."""
        for spread in self.spreads:
            figures = (spread.least, spread.lower, spread.middle, spread.upper, spread.most)
            yield spread.label, str(len(spread.uids)), *(f"{figure:g}" for figure in figures)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A square of localities; `cells[row][column]` holds the records that join the two. The diagonal is empty.

    `capital` is need and allocation of each record that has money, đồng.
    """

    key: str
    register: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    cells: tuple[tuple[tuple[str, ...], ...], ...]
    distinct: int = 0
    capital: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def number(self, row: int, column: int) -> int:
        """How many records join two localities."""
        return len(self.cells[row][column])

    def money(self, row: int, column: int) -> tuple[int, int]:
        """Need and allocation of the records that join two localities, đồng."""
        found = [self.capital.get(uid, (0, 0)) for uid in self.cells[row][column]]
        return sum(need for need, _ in found), sum(allocated for _, allocated in found)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: label, then a number for each column."""
        for place, label in enumerate(self.labels):
            yield label, *(str(self.number(place, column)) for column in range(len(self.labels)))


@dataclass(frozen=True, slots=True)
class Span:
    """An agreement in time, as fractions of years: its period, the share done, its commitments."""

    uid: str
    label: str
    code: str
    first: float
    last: float
    share: float | None
    status: str
    points: tuple[tuple[float, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Timeline:
    """Agreements in time. `now` is today on the same scale."""

    key: str
    spans: tuple[Span, ...]
    now: float
    register: str = "agreements"

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: agreement, first year, last year, share done."""
        for span in self.spans:
            share = "" if span.share is None else f"{span.share * 100:.0f}"
            yield span.label, f"{span.first:.2f}", f"{span.last:.2f}", share


Chart = Bars | Dots | Spreads | Matrix | Timeline


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quarter, middle and upper quarter by linear interpolation between the sorted values (at least one)."""
    ordered = sorted(values)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

    return at(0.25), at(0.5), at(0.75)
