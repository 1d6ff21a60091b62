"""Pages of figures beside the first: capital, timeliness of reports, and the tiles of the country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme.metrics import px
from ui.views.analysis.chart_card import ChartCard
from ui.views.analysis.chart_view import Mark
from ui.views.analysis.drawing import draw_bars, draw_upright
from ui.views.analysis.drawing_amounts import (
    TOKENS,
    draw_grouped,
    draw_nested,
    draw_ranks,
    draw_tiles,
    figure_words,
)
from ui.views.analysis.page import ChartPage
from ui.widgets.labels import Label
from ui.widgets.legend import Legend, OutlineLegend
from ui.widgets.pills import ChoicePills
from workbench.messages import text, text_in
from workbench.services.analysis.amounts import Tiles
from workbench.services.analysis.capital import CapitalScope, spans
from workbench.services.analysis.capital_charts import CHARTS, SERIES, CapitalPage, capital_page
from workbench.services.analysis.charts import Bars
from workbench.services.analysis.pages import Sheet, sheet_of
from workbench.services.analysis.tilemap import MEASURES, tile_map
from workbench.services.analysis.timeliness import SERIES as STANDINGS
from workbench.services.analysis.timeliness import TimelinessPage, timeliness_page, told
from workbench.values.money import short_billions
from workbench.values.percent import format_percent

_SIDE_BY_SIDE, _RANKS = 1100, 220  # from this width on; height of the ranks below the map
_CARD_HEIGHT, _TILES, _OLD_TILES = 220, 470, 760
_STANDING = {"in_time": "green", "came_late": "amber", "overdue": "red"}


def _grid(page: QWidget, cards: Sequence[QWidget], above: QWidget | None = None) -> None:
    """Cards two by two, under a line of choices."""
    column = QVBoxLayout(page)
    column.setContentsMargins(px(24), px(10), px(24), px(12))
    column.setSpacing(px(10))
    if above is not None:
        column.addWidget(above)
    grid = QGridLayout()
    grid.setSpacing(px(12))
    for place, card in enumerate(cards):
        card.setMinimumHeight(px(_CARD_HEIGHT))
        grid.addWidget(card, place // 2, place % 2)
    for side in range(2):
        grid.setColumnStretch(side, 1)
    column.addLayout(grid, 1)


class _Choices(QWidget):
    """Pills in a line, with words behind them."""

    def __init__(self, *pills: ChoicePills) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(18))
        for one in pills:
            row.addWidget(one)
        self.note = Label("", "label", "text2", weight=400, tabular=True, wrap=True)
        row.addWidget(self.note, 1)


class CapitalChartsPage(ChartPage):
    """Parameters: `span`, a medium-term period."""

    key = "capital"
    nav = "analysis"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: CapitalPage | None = None
        names = [(key, key.replace("-", "–") if key else text("charts.span_all")) for key in spans()]
        self.span = ChoicePills(names, "", text("charts.span"))
        self.span.chosen.connect(lambda _: self.reload())
        self.choices = _Choices(self.span)
        legend = [(TOKENS[key], text(f"capital.{key}")) for key in SERIES]
        self.cards = {
            key: ChartCard(key, Legend(legend) if key in ("by_class", "by_year") else None) for key, _ in CHARTS
        }
        for card in self.cards.values():
            card.opened.connect(lambda mark: self.open_records("projects", mark))
        _grid(self.content, list(self.cards.values()), self.choices)

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [card.view for card in self.cards.values()]

    def first_focus(self) -> QWidget | None:
        """The first chart."""
        return self.cards["by_class"].view

    def state(self) -> dict[str, Any]:
        """What brings the page back."""
        return {"span": self.span.current()}

    def open(self, **params: Any) -> None:
        """Show the capital of a period."""
        if "span" in params:
            self.span.set_current(params["span"])
        self.reload()

    def reload(self) -> None:
        """Read on the worker and show."""
        registers, scope = self.context.registers, CapitalScope(self.span.current())
        task = self.context.run(lambda _: capital_page(registers, scope))
        task.done.connect(self._show)
        task.start()

    def _show(self, page: CapitalPage) -> None:
        self._shown = page
        for chart in page.charts:
            draw = draw_grouped(chart) if chart.key == "by_year" else draw_nested(chart)
            counted = "charts.counted_whole" if chart.key in page.overlapping else "charts.billions"
            self.put(self.cards[chart.key], chart, draw, text(counted))
        words = {key: short_billions(page.total.of(key)) for key in SERIES}
        words |= {"gap": short_billions(page.gap), "rate": format_percent(page.total.share)}
        self.choices.note.setText(text("charts.capital_note", share=format_percent(page.social_share), **words))

    def scope_words(self) -> str:
        """The medium-term period."""
        span = self.span.current()
        return text_in("vi", "charts.print_span", span=span.replace("-", "–")) if span else ""

    def sheets(self) -> Sequence[Sheet]:
        """Every chart shown, as a table."""
        return [sheet_of(chart) for chart in self._shown.charts] if self._shown else ()


class TimelinessChartsPage(ChartPage):
    """Parameters: `year`."""

    key = "timeliness"
    nav = "analysis"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: TimelinessPage | None = None
        year = context.workbench.clock.today().year
        self.year = ChoicePills([(str(y), str(y)) for y in (year, year - 1, year - 2)], str(year), text("charts.year"))
        self.year.chosen.connect(lambda _: self.reload())
        self.choices = _Choices(self.year)
        legend = [(_STANDING[key], text(f"analysis.series_{key}")) for key in STANDINGS]
        keys = ("by_period", "by_member", "by_form", "by_delay")
        self.cards = {key: ChartCard(key, Legend(legend) if key == "by_period" else None) for key in keys}
        for card in self.cards.values():
            card.opened.connect(self._open)
        _grid(self.content, list(self.cards.values()), self.choices)

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [card.view for card in self.cards.values()]

    def first_focus(self) -> QWidget | None:
        """The first chart."""
        return self.cards["by_period"].view

    def state(self) -> dict[str, Any]:
        """What brings the page back."""
        return {"year": self.year.current()}

    def open(self, **params: Any) -> None:
        """Show a year."""
        if params.get("year"):
            self.year.set_current(str(params["year"]))
        self.reload()

    def reload(self) -> None:
        """Read on the worker and show."""
        registers, year = self.context.registers, int(self.year.current())
        task = self.context.run(lambda _: timeliness_page(registers, year))
        task.done.connect(self._show)
        task.start()

    def charts(self) -> tuple[Bars, ...]:
        """The charts shown, in order."""
        page = self._shown
        return (page.by_period, page.by_member, page.by_form, page.by_delay) if page else ()

    def _show(self, page: TimelinessPage) -> None:
        self._shown = page
        for chart in self.charts():
            draw = draw_upright(chart) if chart.upright else draw_bars(chart)
            note = text("charts.working_days") if chart.upright else text("charts.forms", n=chart.distinct)
            self.put(self.cards[chart.key], chart, draw, note)
        counts = page.counts
        self.choices.note.setText(
            text(
                "charts.reports_note",
                owed=counts.owed,
                received=counts.received,
                rate=counts.received_rate,
                in_time=counts.in_time_rate,
            )
        )

    def _open(self, mark: Mark) -> None:
        """The round, at what the mark counts: its period or the year, its member, form and standing."""
        keys = [told(uid) for uid in mark.uids]
        periods, members, forms = ({key[place] for key in keys} for place in range(3))
        self.context.shell.go(
            "round",
            period=periods.pop() if len(periods) == 1 else f"{self.year.current()}-all",
            places=tuple(members) if len(members) == 1 else (),
            forms=tuple(forms) if len(forms) == 1 else (),
            standing=(mark.series,) if mark.series else (),
        )

    def scope_words(self) -> str:
        """The year."""
        return text_in("vi", "charts.print_year", year=self.year.current())

    def sheets(self) -> Sequence[Sheet]:
        """Every chart shown, as a table."""
        return [sheet_of(chart) for chart in self.charts()]


class TilesPage(ChartPage):
    """Parameters: `measure`; `units`, new or old."""

    key = "tiles"
    nav = "analysis"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: Tiles | None = None
        measures = [(key, text(f"charts.measure_{key}")) for key in MEASURES]
        self.measure = ChoicePills(measures, "obstacles", text("charts.measure"))
        self.units = ChoicePills(
            [("new", text("charts.units_new")), ("old", text("charts.units_old"))], "new", text("charts.units")
        )
        for pills in (self.measure, self.units):
            pills.chosen.connect(lambda _: self.reload())
        self.map = ChartCard("tiles")
        self.map.insert_legend(OutlineLegend([("accent", text("charts.member"))]))
        self.most = ChartCard("tiles_most")
        self.map.opened.connect(self._open)
        self.most.opened.connect(self._open)
        self.note = Label("", "label", "text2", weight=400, tabular=True, wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.content)
        column.setContentsMargins(px(24), px(10), px(24), px(12))
        column.setSpacing(px(10))
        column.addWidget(self.measure)
        below = QHBoxLayout()
        below.setSpacing(px(18))
        below.addWidget(self.units)
        below.addWidget(self.note, 1)
        column.addLayout(below)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(px(12))
        self._sides.addWidget(self.map, 17)
        self._sides.addWidget(self.most, 8)
        column.addLayout(self._sides, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where tiles beside the ranks would be too narrow for their names the ranks stand below."""
        super().resizeEvent(event)
        narrow, directions = self.width() < px(_SIDE_BY_SIDE), QBoxLayout.Direction
        self._sides.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.most.setMinimumHeight(px(_RANKS) if narrow else 0)

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.map.view, self.most.view]

    def first_focus(self) -> QWidget | None:
        """The map."""
        return self.map.view

    def state(self) -> dict[str, Any]:
        """What brings the page back."""
        return {"measure": self.measure.current(), "units": self.units.current()}

    def open(self, **params: Any) -> None:
        """Show a measure."""
        if params.get("measure") in MEASURES:
            self.measure.set_current(params["measure"])
        if params.get("units") in ("new", "old"):
            self.units.set_current(params["units"])
        self.reload()

    def reload(self) -> None:
        """Read on the worker and show."""
        registers, measure, old = self.context.registers, self.measure.current(), self.units.current() == "old"
        task = self.context.run(lambda _: tile_map(registers, measure, old))
        task.done.connect(self._show)
        task.start()

    def _show(self, tiles: Tiles) -> None:
        self._shown = tiles
        unit = text(f"charts.unit_{tiles.kind}")
        self.map.setMinimumHeight(px(_OLD_TILES if tiles.old else _TILES))
        measure = text(f"charts.measure_{tiles.key}")
        for card, draw in ((self.map, draw_tiles(tiles)), (self.most, draw_ranks(tiles))):
            self.put(card, tiles, draw, f"{measure[:1].lower()}{measure[1:]}")
        total = figure_words(tiles, tiles.total)
        self.note.setText(text("charts.tiles_total", total=total, unit=unit))

    def _open(self, mark: Mark) -> None:
        shown = self._shown
        if shown is None or not mark.uids:
            return
        if shown.register == "round":
            members = {told(uid)[1] for uid in mark.uids}
            year = self.context.workbench.clock.today().year
            self.context.shell.go("round", period=f"{year}-all", places=tuple(members), forms=(), standing=())
            return
        self.open_records(shown.register, mark)

    def scope_words(self) -> str:
        """The measure."""
        return text_in("vi", f"charts.measure_{self.measure.current()}")

    def sheets(self) -> Sequence[Sheet]:
        """The map as a table."""
        return [sheet_of(self._shown)] if self._shown else ()
