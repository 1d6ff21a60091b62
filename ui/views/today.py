"""Hôm nay: what is late, what is due, what waits; who has reported; how it goes. Nothing to search for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.preferences import PreferenceBook
from ui.shell import sizes
from ui.shell.page_header import PageHeader
from ui.theme.metrics import px
from ui.views.today_list import WorkCard
from ui.views.today_panels import ImportsCard, ReportsCard, TrendCard
from ui.views.today_tiles import Tile, TileRow
from ui.widgets.buttons import Button
from workbench.messages import text
from workbench.progress import Progress
from workbench.records.changes import ChangeSummary
from workbench.services.reporting import Obligation
from workbench.services.today import Narrowed, Pressing, Today, Work, today, work
from workbench.values.date_formats import format_long
from workbench.values.periods import Period, parse_period

_BLINK_MS = 150
_RIGHT = 332


class TodayPage(Page):
    """The first page. Parameters: `period` (code), `uid` of the current item."""

    key = nav = "today"
    handlers_changed = Signal()

    def __init__(self, context: Context, book: PreferenceBook) -> None:
        super().__init__(context)
        self._book = book
        self._period: Period | None = None
        self._shown: Today | None = None
        self._wanted = ""
        self._compact: bool | None = None
        self.header = PageHeader(text("today.title"))
        self.tiles = TileRow()
        self.work = WorkCard(context)
        self.reports = ReportsCard()
        self.imports = ImportsCard()
        self.trend = TrendCard()
        self._build()
        self._wire()

    def _build(self) -> None:
        printing = Button(text("today.print"), icon="printer")
        printing.clicked.connect(self._print)
        self.header.acts.addWidget(printing)
        if not self.context.workbench.database.read_only:
            new = Button(text("today.new_obstacle"), "primary", "plus")
            new.clicked.connect(self._new)
            self.header.acts.addWidget(new)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        body = QVBoxLayout()
        body.setContentsMargins(px(24), 0, px(24), px(16))
        body.setSpacing(px(12))
        body.addWidget(self.tiles)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.work, 1)
        right = QVBoxLayout()
        right.setSpacing(px(12))
        for card in (self.reports, self.imports, self.trend):
            card.setFixedWidth(px(_RIGHT))
            right.addWidget(card, 1 if card is self.trend else 0)
        right.addStretch(0)
        self._right = right
        row.addLayout(right)
        body.addLayout(row, 1)
        self._column.addLayout(body, 1)

    def _wire(self) -> None:
        shell = self.context.shell
        self.tiles.opened.connect(self._open_tile)
        self.work.opened.connect(lambda item: shell.go(item.register, uid=item.ref.uid))
        self.reports.chosen.connect(self._open_report)
        self.imports.import_wanted.connect(lambda: shell.go("import"))
        self.imports.resumed.connect(lambda uid: shell.go("import", batch=uid))
        self.trend.opened.connect(lambda: shell.go("obstacles", view="all"))
        self.context.events.changed.connect(self._changed)
        self.context.events.day_changed.connect(self.reload)

    def open(self, **params: Any) -> None:
        """Show the day; another period than the one in hand when asked."""
        if "period" in params:
            self._period = parse_period(params["period"]) if params["period"] else None
        self._wanted = params.get("uid", "")
        if self._shown is None:
            self._hold()
        self.reload()

    def _hold(self) -> None:
        """Show no empty cards for the blink that reading the day takes; if it takes longer, do."""
        self._paint_cards(False)
        QTimer.singleShot(_BLINK_MS, self, lambda: self._paint_cards(True))

    def _paint_cards(self, on: bool) -> None:
        for card in (self.tiles, self.work, self.reports, self.imports, self.trend):
            card.setUpdatesEnabled(on)

    def state(self) -> dict[str, Any]:
        """Period and current item."""
        return {"period": self._period.code if self._period else "", "uid": self.work.current_uid()}

    def first_focus(self) -> QWidget | None:
        """The work list."""
        return self.work.table

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.tiles, self.work, self.reports, self.imports]

    def handlers(self) -> Handlers:
        """What this page does."""
        return {"print": self._print}

    def reload(self) -> None:
        """Read the day again."""
        registers, period, asked = self.context.registers, self._period, self.work.asked

        def read(_: Progress) -> tuple[Today, Work]:
            day = today(registers, period)
            return day, work(registers, day.pressing, asked)

        task = self.context.read(read)
        task.done.connect(lambda found: self._show(found[0], found[1], asked))
        task.start()

    def _changed(self, _: ChangeSummary) -> None:
        if self.isVisible():
            self.reload()

    def _show(self, day: Today, shown: Work, asked: Narrowed) -> None:
        self._shown = day
        self.header.set_note(format_long(day.day))
        self.tiles.show_day(day)
        self.work.show_day(day.pressing, shown, asked, self._wanted)
        self._wanted = ""
        self.reports.show_day(day)
        self.imports.show_day(day)
        self.trend.show_day(day)
        self._adapt_panels()
        self._paint_cards(True)

    # acts

    def _open_tile(self, tile: Tile) -> None:
        """The exact list behind a tile; where it lies in several registers, they are offered with counts."""
        if self._shown is None:
            return
        if tile.key == "imports":
            self.context.shell.go("import")
            return
        found = [one for one in self._shown.pressing if one.group == tile.key]
        registers = list(dict.fromkeys(one.register for one in found if one.register != "tasks"))
        if len(registers) == 1:
            self._open_found(registers[0], found, tile.key)
        elif registers:
            from ui.views.registers_facets import offer  # the page comes without what a click opens

            choices = [
                (key, text(f"today.tile_{key}", n=sum(one.register == key for one in found)), False) for key in registers
            ]
            offer(tile, choices, lambda key: self._open_found(key, found, tile.key))
        else:
            self.work.table.setFocus()

    def _open_report(self, owed: Obligation) -> None:
        self.context.shell.go("round", period=owed.period.code, locality=owed.locality, form=owed.form)

    def _open_found(self, register: str, found: list[Pressing], group: str) -> None:
        uids = tuple(one.uid for one in found if one.register == register)
        self.context.shell.go(register, view="all", only=uids, only_words=text(f"today.only_{group}"))

    def _print(self) -> None:
        self.context.shell.go("print", register="obstacles")

    def _new(self) -> None:
        from ui.forms.record_form import open_form

        open_form(self, self.context, "obstacle")

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = sizes.is_compact(self)
        if compact != self._compact:
            self._compact = compact
            self.tiles.set_compact(compact)
        self._adapt_panels()

    def _adapt_panels(self) -> None:
        """The chart goes first when there is no room, then the imports."""
        room = self.height() - self.header.height() - self.tiles.height() - px(40)
        used = self.reports.sizeHint().height() + px(12) + self.imports.sizeHint().height()
        show_trend = not self._compact and room - used >= px(120)
        self.trend.setVisible(show_trend)
        self._right.setStretch(2, 1 if show_trend else 0)
        self._right.setStretch(3, 0 if show_trend else 1)
        self.imports.setVisible(room >= used)
