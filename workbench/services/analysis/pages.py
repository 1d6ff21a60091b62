"""What the analysis pages show, read in one go on the worker: charts with their figures as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from workbench.messages import text
from workbench.services.analysis import linkage, obstacles
from workbench.services.analysis.amounts import Amounts, Tiles
from workbench.services.analysis.charts import Bars, Chart, Dots, Matrix, Spreads, Timeline
from workbench.services.analysis.obstacles import Scope
from workbench.services.analysis.sector_grid import SectorGrid, sector_grid
from workbench.services.registers import Registers

SHOWN = 8  # rows of a chart before the rest is left to its table


@dataclass(frozen=True)
class Sheet:
    """One chart as a table: name, headings, rows of words and how many there are."""

    key: str
    headings: tuple[str, ...]
    size: int
    read: Callable[[], Iterable[tuple[str, ...]]]

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows, made when they are asked for: a large record has many that nobody looks at."""
        return tuple(self.read())


@dataclass(frozen=True, slots=True)
class ObstaclePage:
    """Obstacles and escalations."""

    by_field: Bars
    by_locality: Bars
    by_age: Bars
    waiting: Dots
    answer_times: Spreads


@dataclass(frozen=True, slots=True)
class LinkagePage:
    """The linkage matrix, the timeline, and the sectors that localities put first."""

    matrix: Matrix
    timeline: Timeline
    sectors: SectorGrid


def obstacle_page(registers: Registers, scope: Scope) -> ObstaclePage:
    """Everything of the first page."""
    linked = registers.linked()
    found = obstacles.open_obstacles(linked, scope)
    return ObstaclePage(
        obstacles.by_field(linked, found),
        obstacles.by_locality(linked, found),
        obstacles.by_age(linked, found),
        obstacles.waiting(linked, scope),
        obstacles.answer_times(linked, scope),
    )


def linkage_page(registers: Registers, of: str = "agreements", most: int = 0) -> LinkagePage:
    """Everything of the matrix page."""
    linked = registers.linked()
    return LinkagePage(linkage.matrix(linked, of), linkage.timeline(linked, most), sector_grid(linked))


def since(day: date, months: int) -> date | None:
    """The first day of the months that end with a day; None for no limit."""
    return obstacles.months_before(day, months) if months else None


def sheet_of(chart: Chart | Amounts | Tiles | SectorGrid) -> Sheet:
    """A chart as a table with its headings in the language in use."""
    key = "tiles" if isinstance(chart, Tiles) else chart.key  # a map has the key of its measure
    return Sheet(key, headings_of(chart), chart.size, chart.rows)


def headings_of(chart: Chart | Amounts | Tiles | SectorGrid) -> tuple[str, ...]:
    """Headings of the table of a chart."""
    if isinstance(chart, (Amounts, Tiles, SectorGrid)):
        return chart.headings()
    if isinstance(chart, Bars):
        series = (text(f"analysis.series_{key}") for key in chart.series)
        return (text(f"analysis.head_{chart.key}"), *series, text("analysis.total"))
    if isinstance(chart, Matrix):
        return ("", *chart.labels)
    keys = {
        Dots: ("body", "escalation", "days", "allowed"),
        Spreads: ("body", "answers", "least", "lower", "middle", "upper", "most"),
        Timeline: ("agreement", "first", "last", "share"),
    }[type(chart)]
    return tuple(text(f"analysis.col_{key}") for key in keys)


def save_figures(sheets: Sequence[Sheet], path: Path) -> None:
    """Write tables into a workbook, a sheet for each. UserError when the place cannot be written."""
    from workbench.exchange.tablebook import save_tables

    save_tables([(text(f"analysis.{sheet.key}"), sheet.headings, sheet.rows) for sheet in sheets], path)
