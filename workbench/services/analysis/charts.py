"""What a chart is: named marks with numbers and the records behind them, and the same as a table.

Nothing here draws. A mark names the register and the ids that its number counts, so that it can be opened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from workbench.services.analysis.behind import together
from workbench.values.dates import format_date
from workbench.values.percent import plain_percent


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a bar: `series` is a key of the chart's legend."""

    series: str
    uids: Sequence[str]

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
    def uids(self) -> Sequence[str]:
        """Records of all segments."""
        return together(part.uids for part in self.parts)

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

    @property
    def size(self) -> int:
        """Rows of the table."""
        return len(self.bars)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: label, each series, total."""
        for bar in self.bars:
            numbers = {part.series: part.number for part in bar.parts}
            yield (bar.label, *(str(numbers.get(key, 0)) for key in self.series), str(bar.total))


@dataclass(frozen=True, slots=True)
class Dot:
    """Escalations that have waited equally long at one body, in working days. `code` of one of them."""

    days: int
    late: bool
    code: str
    uids: Sequence[str]

    @property
    def number(self) -> int:
        """How many escalations it stands for."""
        return len(self.uids)


@dataclass(frozen=True, slots=True)
class DotRow:
    """The escalations that wait at one body."""

    key: str
    label: str
    dots: tuple[Dot, ...]


class WaitLine(NamedTuple):
    """One waiting escalation: its body and code, working days since it was sent, and how many it was given."""

    body: str
    code: str
    days: int
    allowed: int | None


@dataclass(frozen=True, slots=True)
class Dots:
    """Waiting escalations on the scale of working days. `usual` is the deadline most of them have, `lines` gives them
    one by one.
    """

    key: str
    rows_: tuple[DotRow, ...]
    usual: int | None
    lines: Callable[[], Iterable[WaitLine]]
    register: str = "escalations"

    @property
    def size(self) -> int:
        """How many escalations wait: rows of the table."""
        return sum(dot.number for row in self.rows_ for dot in row.dots)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: body, escalation, days, days allowed."""
        for line in self.lines():
            yield line.body, line.code, str(line.days), "" if line.allowed is None else str(line.allowed)


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
    uids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Spreads:
    """Answer times by body, the quickest first."""

    key: str
    spreads: tuple[Spread, ...]
    usual: int | None
    register: str = "answers"

    @property
    def size(self) -> int:
        """Rows of the table."""
        return len(self.spreads)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: body, answers, least, lower quarter, middle, upper quarter, most."""
        for spread in self.spreads:
            figures = (spread.least, spread.lower, spread.middle, spread.upper, spread.most)
            yield spread.label, str(len(spread.uids)), *(f"{figure:g}" for figure in figures)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A square of localities; `cells[row][column]` holds the records that join the two. The diagonal is empty.

    `capital` is need and allocation of each record that has money, đồng; `states` how many records that join two
    localities have each status, where that is known.
    """

    key: str
    register: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    cells: tuple[tuple[Sequence[str], ...], ...]
    distinct: int = 0
    capital: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    states: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)

    def number(self, row: int, column: int) -> int:
        """How many records join two localities."""
        return len(self.cells[row][column])

    def standing(self, row: int, column: int) -> Mapping[str, int]:
        """How many of the records that join two localities have each status."""
        return self.states.get(pair_of(self.keys[row], self.keys[column]), {})

    def money(self, row: int, column: int) -> tuple[int, int]:
        """Need and allocation of the records that join two localities, đồng."""
        if not self.capital:
            return 0, 0
        found = [self.capital.get(uid, (0, 0)) for uid in self.cells[row][column]]
        return sum(need for need, _ in found), sum(allocated for _, allocated in found)

    @property
    def size(self) -> int:
        """Rows of the table."""
        return len(self.labels)

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


class Course(NamedTuple):
    """An agreement in time without its commitments: its period, the share done."""

    label: str
    first: date
    last: date
    share: float | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Agreements in time: those that are drawn, how many there are, and `lines`, which gives them all. `now` is today
    on the same scale, `uids` all of them.
    """

    key: str
    spans: tuple[Span, ...]
    now: float
    size: int
    lines: Callable[[], Iterable[Course]]
    uids: Sequence[str] = ()
    register: str = "agreements"

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The same as a table: agreement, first day, last day, share done."""
        for line in self.lines():
            yield line.label, format_date(line.first), format_date(line.last), plain_percent(line.share, 0)


Chart = Bars | Dots | Spreads | Matrix | Timeline


def pair_of(one: str, other: str) -> tuple[str, str]:
    """Two localities in the order that stands for both orders."""
    return (one, other) if one < other else (other, one)


def quartiles(counted: Mapping[int, int]) -> tuple[float, float, float]:
    """Lower quarter, middle and upper quarter of values (each with how often it occurs, at least one), by linear
    interpolation between the sorted values.
    """
    values = sorted(counted)
    ends = list(accumulate(counted[value] for value in values))

    def value(place: int) -> int:
        return values[bisect_right(ends, place)]

    def at(share: float) -> float:
        place = share * (ends[-1] - 1)
        below = int(place)
        return value(below) + (value(min(below + 1, ends[-1] - 1)) - value(below)) * (place - below)

    return at(0.25), at(0.5), at(0.75)
