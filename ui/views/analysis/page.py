"""Phân tích: open obstacles by field, locality and age; escalations that wait; how long bodies take to answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.shell import sizes
from ui.shell.page_header import PageHeader
from ui.theme import theme
from ui.theme.metrics import px
from ui.views.analysis.chart_card import ChartCard, Draw
from ui.views.analysis.chart_view import Mark
from ui.views.analysis.drawing import draw_bars, draw_dots, draw_spreads, draw_upright
from ui.views.analysis.pictures import picture_of, png_of, save_picture
from ui.views.escalate_draft import LetterSheet
from ui.views.registers_facets import FacetPopup, offer
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import ElidedLabel
from ui.widgets.legend import Legend, PointLegend
from ui.widgets.pills import FilterPill, Pill
from ui.widgets.tabs import TabItem, Tabs
from workbench.errors import UserError
from workbench.messages import text
from workbench.services.analysis.amounts import Amounts, Tiles
from workbench.services.analysis.charts import Bars, Chart
from workbench.services.analysis.obstacles import SEGMENTS, Scope
from workbench.services.analysis.pages import SHOWN, ObstaclePage, Sheet, obstacle_page, save_figures, sheet_of, since
from workbench.services.analysis.printed import figures_document
from workbench.services.registers import Query

_TOKENS = {"late": "red", "wait": "plum", "doing": "accent", "new": "seq2"}
_MONTHS = (3, 6, 12, 0)


TABS = ("analysis", "capital", "timeliness", "tiles")  # pages of figures that stand beside each other


class ChartPage(Page):
    """What the pages of figures share: a head with its exports, and marks that open the register."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.header = PageHeader(text(f"analysis.title_{self.key}"))
        picture = Button(text("analysis.save_picture"), icon="save")
        figures = Button(text("analysis.save_figures"), icon="file-spreadsheet")
        picture.clicked.connect(lambda: self._offer_picture(picture))
        figures.clicked.connect(self.save_figures)
        self._paper = Button(text("analysis.print_page"), icon="printer")
        self._paper.setToolTip(text("analysis.print"))
        self._small_paper = IconButton("printer", text("analysis.print"))
        for button in (self._small_paper, picture, figures, self._paper):
            self.header.acts.addWidget(button)
        for button in (self._small_paper, self._paper):
            button.clicked.connect(self.print_figures)
        self._small_paper.hide()
        self.content = QWidget()
        self.content.setObjectName("window")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        if self.key in TABS:
            items = [TabItem(key, text(f"analysis.tab_{key}")) for key in TABS]
            self.tabs = Tabs(items, self.key, text("analysis.tabs"))
            self.tabs.changed.connect(self._turn_to)
            self.beside_tabs = QHBoxLayout()
            self.beside_tabs.setContentsMargins(px(24), 0, px(24), 0)
            self.beside_tabs.setSpacing(px(8))
            self.beside_tabs.addWidget(self.tabs, 1)
            column.addLayout(self.beside_tabs)
        self.room = ScrollBody()
        self.room.body.addWidget(self.content, 1)
        self._hint = ElidedLabel(text("analysis.hint"), "label", "text2", weight=400)
        below = QHBoxLayout()
        below.setContentsMargins(px(24), 0, px(24), px(8))
        below.addWidget(self._hint)
        self.room.body.addLayout(below)
        column.addWidget(self.room, 1)
        context.events.changed.connect(self._refresh)
        context.events.day_changed.connect(self._refresh)

    def open(self, **params: Any) -> None:
        """Read the figures anew."""
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = sizes.is_compact(self.window())
        self._hint.setVisible(not compact)
        self._paper.setVisible(not compact)
        self._small_paper.setVisible(compact)

    def _turn_to(self, key: str) -> None:
        self.tabs.set_current(self.key)  # this page stays its own
        self.context.shell.go(key)

    def put(self, card: ChartCard, chart: Chart | Amounts | Tiles, draw: Draw, note: str) -> None:
        """Show a chart in its card with the same figures as a table."""
        sheet = sheet_of(chart)
        card.show_chart(draw, note, sheet, text("analysis.summary", n=sheet.size, note=note))

    def _refresh(self, _: object = None) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read on the worker and show."""
        raise NotImplementedError

    def sheets(self) -> Sequence[Sheet]:
        """Every chart shown, as a table."""
        raise NotImplementedError

    def open_records(self, register: str, mark: Mark) -> None:
        """Show exactly the records that a mark counts."""
        self.context.shell.go(register, view="all", only=tuple(mark.uids), only_words=mark.words)

    # taking away

    def handlers(self) -> Handlers:
        """What this page does."""
        return {"print": self.print_figures}

    def print_figures(self) -> None:
        """Show the charts and their tables as they will come out of the printer."""
        with theme.on_paper():
            shown = picture_of(self.content)
        ratio = shown.height() / max(1, shown.width())
        document = figures_document(
            self.context.registers, self.key, self.scope_words(), self.sheets(), png_of(shown), ratio
        )
        LetterSheet(self.context, document, text(f"analysis.file_{self.key}"), self.window()).open()

    def scope_words(self) -> str:
        """What the figures are limited to, for the paper; empty when they are not."""
        return ""

    def _offer_picture(self, anchor: QWidget) -> None:
        menu = QMenu(self)
        for suffix in (".png", ".svg"):
            menu.addAction(text("analysis.picture", kind=suffix[1:].upper())).triggered.connect(
                lambda _=False, suffix=suffix: self.save_picture(suffix)
            )
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def save_picture(self, suffix: str) -> None:
        """Ask where to, and save the charts as they come out on paper: in other papers they must be light."""

        def picked(path: Path) -> None:
            try:
                with theme.on_paper():
                    save_picture(self.content, path)
            except UserError as error:
                self.context.shell.show_error(error)
                return
            self.context.shell.toast(text("analysis.saved", file=path.name))

        self.context.shell.pick_target(text(f"analysis.file_{self.key}") + suffix, suffix, picked)

    def save_figures(self) -> None:
        """Ask where to, and save every chart's figures into one workbook."""
        sheets = tuple(self.sheets())

        def picked(path: Path) -> None:
            task = self.context.run(lambda _: save_figures(sheets, path))
            task.done.connect(lambda _: self.context.shell.toast(text("analysis.saved", file=path.name)))
            task.start()

        self.context.shell.pick_target(text(f"analysis.file_{self.key}") + ".xlsx", ".xlsx", picked)


class AnalysisPage(ChartPage):
    """Parameters: `months`, `localities`, `fields`."""

    key = "analysis"
    nav = "analysis"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._months, self._localities, self._fields = 0, frozenset[str](), frozenset[str]()
        self._shown: ObstaclePage | None = None
        legend = [(_TOKENS[key], text(f"analysis.series_{key}")) for key in SEGMENTS]
        waits = [("plum", text("analysis.in_time")), ("red", text("analysis.over_time"))]
        self.cards = {
            "by_field": ChartCard("by_field", Legend(legend)),
            "by_locality": ChartCard("by_locality"),
            "by_age": ChartCard("by_age"),
            "waiting": ChartCard("waiting", PointLegend(waits)),
            "answer_times": ChartCard("answer_times"),
        }
        self.months = Pill(arrow=True)
        self.months.setCheckable(True)
        self.months.clicked.connect(self._offer_months)
        self.pills = {key: FilterPill(text(f"analysis.any_{key}")) for key in ("locality", "field")}
        for key, facet in self.pills.items():
            facet.opened.connect(lambda key=key: self._offer(key))
            facet.cleared.connect(lambda key=key: self.narrow(key, frozenset()))
        for pill in (self.months, *self.pills.values()):
            self.header.beside.addWidget(pill)
        self._lay_out()

    def _place_pills(self) -> None:
        """Beside the tabs where there is room, else beside the title; where neither is, tabs fold into their menu."""
        pills = [self.months, *self.pills.values()]
        taken = sum(pill.sizeHint().width() + px(8) for pill in pills)
        by_title = self.tabs.sizeHint().width() + taken + px(48) > self.width() and taken <= self.header.room()
        home = self.header.beside if by_title else self.beside_tabs
        if home.indexOf(pills[0]) < 0:
            for pill in pills:
                home.addWidget(pill)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.content)
        column.setContentsMargins(px(24), px(8), px(24), px(12))
        column.setSpacing(px(12))
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(px(12))
        for row, key, share in (
            (upper, "by_field", 23),
            (upper, "by_locality", 10),
            (upper, "by_age", 10),
            (lower, "waiting", 11),
            (lower, "answer_times", 11),
        ):
            card = self.cards[key]
            card.setMinimumHeight(px(230))
            card.opened.connect(lambda mark, key=key: self._open(key, mark))
            row.addWidget(card, share)
        column.addLayout(upper, 11)
        column.addLayout(lower, 9)

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [card.view for card in self.cards.values()]

    def first_focus(self) -> QWidget | None:
        """The first chart."""
        return self.cards["by_field"].view

    def state(self) -> dict[str, Any]:
        """What brings the page back."""
        return {"months": self._months, "localities": tuple(self._localities), "fields": tuple(self._fields)}

    def open(self, **params: Any) -> None:
        """Show the figures of a scope."""
        if params:
            self._months = int(params.get("months", 0))
            self._localities = frozenset(params.get("localities", ()))
            self._fields = frozenset(params.get("fields", ()))
        self.reload()

    # reading

    def scope(self) -> Scope:
        """What the figures are about."""
        return Scope(since(self.context.workbench.clock.today(), self._months), self._localities, self._fields)

    def reload(self) -> None:
        """Read on the worker and show."""
        self._name_pills()
        registers, scope = self.context.registers, self.scope()
        task = self.context.run(lambda _: obstacle_page(registers, scope))
        task.done.connect(self._show)
        task.start()

    def _show(self, page: ObstaclePage) -> None:
        self._shown = page
        total = page.by_field.distinct
        self._put("by_field", page.by_field, draw_bars(_most(page.by_field)), text("analysis.obstacles", n=total))
        self._put("by_locality", page.by_locality, draw_bars(_most(page.by_locality), 92), text("analysis.counted"))
        self._put("by_age", page.by_age, draw_upright(page.by_age), text("analysis.months"))
        waiting = text("analysis.waiting_note", n=page.waiting.size)
        self._put("waiting", page.waiting, draw_dots(page.waiting), waiting)
        self._put("answer_times", page.answer_times, draw_spreads(page.answer_times), text("analysis.times_note"))
        self.header.set_note(text("analysis.note", open=total, waiting=page.waiting.size))

    def _put(self, key: str, chart: Chart, draw: Draw, note: str) -> None:
        self.put(self.cards[key], chart, draw, note)

    def sheets(self) -> Sequence[Sheet]:
        """Every chart shown, as a table."""
        page = self._shown
        if page is None:
            return ()
        charts = (page.by_field, page.by_locality, page.by_age, page.waiting, page.answer_times)
        return [sheet_of(chart) for chart in charts]

    def _open(self, key: str, mark: Mark) -> None:
        registers = {"waiting": "escalations", "answer_times": "answers"}
        self.open_records(registers.get(key, "obstacles"), mark)

    # scope

    def _name_pills(self) -> None:
        self.months.setText(_months_words(self._months))
        self.months.setChecked(bool(self._months))
        self.months.updateGeometry()
        for key, chosen in (("locality", self._localities), ("field", self._fields)):
            one = self.context.registers.facet_label(key, next(iter(chosen))) if len(chosen) == 1 else ""
            self.pills[key].set_count(len(chosen), one)
        self._place_pills()

    def _offer_months(self) -> None:
        self._name_pills()
        choices = [(str(n), _months_words(n), n == self._months) for n in _MONTHS]
        offer(self.months, choices, lambda months: self.limit(int(months)))

    def _offer(self, key: str) -> None:
        chosen = self._localities if key == "locality" else self._fields
        entries = self.context.registers.facet("obstacles", key, Query("open"))
        gone = [(value, self.context.registers.facet_label(key, value), 0) for value in chosen - {e[0] for e in entries}]
        popup = FacetPopup(text(f"analysis.any_{key}"), [*entries, *gone], chosen, self)
        popup.applied.connect(lambda values: self.narrow(key, values))
        popup.show_below(self.pills[key], gap=4)

    def limit(self, months: int) -> None:
        """Count the obstacles of so many last months alone; 0: of all time."""
        self._months = months
        self.reload()

    def narrow(self, key: str, values: frozenset[str]) -> None:
        """Count those of some localities or fields alone; none: of all."""
        if key == "locality":
            self._localities = values
        else:
            self._fields = values
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = sizes.is_compact(self.window())
        self.header.show_note(not compact)
        self._place_pills()


def _months_words(months: int) -> str:
    return text("analysis.last_months", n=months) if months else text("analysis.all_months")


def _most(chart: Bars) -> Bars:
    """The longest bars alone; the others stand in the table."""
    return Bars(chart.key, chart.register, chart.series, chart.bars[:SHOWN], chart.upright, chart.distinct)
