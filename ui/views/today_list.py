"""The work list: one list for commitments, obstacles and escalations, in the order in which they press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.models.work_list import WorkListModel
from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.delegates import SNUG_TITLE, DueBadge, TextDelegate, TwoLine, due_width, stacked_due_width
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.pills import FilterPill, Pill
from ui.widgets.table import Table
from workbench.messages import text
from workbench.services.today import Narrowed, Pressing, Work, WorkItem, localities, work


class WorkCard(Themed, QFrame):
    """The card of the list, with two narrowings. `opened(WorkItem)`."""

    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self._pressing: Sequence[Pressing] = ()
        self.asked = Narrowed()
        self.model = WorkListModel(self)
        self.table = Table(text("today.work_list"), two_lines=True)
        self.mine = Pill(text("today.mine"))
        self.mine.setCheckable(True)
        self.where = FilterPill(text("today.everywhere"))
        self._table_looks()
        self._lay_out()
        self.table.viewport().installEventFilter(self)
        self.table.opened.connect(self._open)
        self.table.clicked.connect(self._clicked)
        self.mine.toggled.connect(self._choose_mine)
        self.where.opened.connect(self._offer_places)
        self.where.cleared.connect(lambda: self._choose_places(frozenset()))
        self.follow_theme()

    def _table_looks(self) -> None:
        self.table.setModel(self.model)
        self.table.seek_column = 1
        self._delegates = (DueBadge(), TwoLine(), TextDelegate("text2"))
        for place, delegate in enumerate(self._delegates):
            self.table.setItemDelegateForColumn(place, delegate)
        self.table.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.header.setSortIndicatorShown(False)
        self.table.header.setSortIndicator(-1, self.table.header.sortIndicatorOrder())
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._heading = Label(text("today.work_list"), "body", weight=600)
        self._head.addWidget(self._heading)
        self._head.addStretch(1)
        self._head.addWidget(self.mine)
        self._head.addWidget(self.where)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(text("today.nothing"), text("today.nothing_detail")))
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._stack, 1)

    def restyle(self) -> None:
        self._column.setContentsMargins(1, px(9), 1, px(8))
        self._column.setSpacing(px(6))
        self._head.setContentsMargins(px(16), 0, px(13), 0)
        self._head.setSpacing(px(8))
        self._fit()
        super().restyle()

    def show_day(self, pressing: Sequence[Pressing], shown: Work, asked: Narrowed, wanted: str = "") -> None:
        """Show the day's work as it was read for what was asked; it is read again when something else is by now."""
        self._pressing = pressing
        self._show(shown, wanted)
        if asked != self.asked:
            self._ask(self.asked)

    def _show(self, shown: Work, wanted: str = "") -> None:
        """Show lines; the current item stays current."""
        uid = wanted or self.current_uid()
        self.model.set_work(shown)
        row = self.model.row_of(uid) if uid else -1
        self.table.setCurrentIndex(self.model.index(row if row >= 0 else self.model.first_item(), 1))
        number = sum(shown.counts.values())
        self._stack.setCurrentIndex(0 if number else 1)
        self.table.setAccessibleName(text("today.list_name", n=number))

    def current_uid(self) -> str:
        """Record of the current line."""
        row = self.table.currentIndex().row()
        line = self.model.line(row) if row >= 0 else None
        return line.ref.uid if isinstance(line, WorkItem) else ""

    def _ask(self, asked: Narrowed, row: int = -1) -> None:
        """List what is asked now; without a record to stay on, `row` becomes current."""
        self.asked = asked
        registers, pressing = self._context.registers, self._pressing
        task = self._context.read(lambda _: work(registers, pressing, asked))

        def show(shown: Work) -> None:
            if self.asked == asked and self._pressing is pressing:
                stays = bool(self.current_uid())
                self._show(shown)
                if row >= 0 and not stays:
                    self.table.setCurrentIndex(self.model.index(row, 1))

        task.done.connect(show)
        task.start()

    def _open(self, row: int) -> None:
        line = self.model.line(row)
        if isinstance(line, WorkItem):
            self.opened.emit(line)
        elif isinstance(line, str):
            self._ask(replace(self.asked, whole=self.asked.whole | {line}), row)

    def _clicked(self, index: object) -> None:
        row = self.table.currentIndex().row()
        if row >= 0 and isinstance(self.model.line(row), str):
            self._open(row)

    def _offer_places(self) -> None:
        registers, pressing = self._context.registers, self._pressing
        task = self._context.read(lambda _: localities(registers, pressing))
        task.done.connect(self._show_places)
        task.start()

    def _show_places(self, entries: list[tuple[str, str, int]]) -> None:
        from ui.views.registers_facets import FacetPopup  # the page comes without what a click opens

        popup = FacetPopup(text("facet.locality"), entries, self.asked.localities, self)
        popup.applied.connect(self._choose_places)
        popup.show_below(self.where, gap=4)

    def _choose_mine(self, on: bool) -> None:
        self._ask(replace(self.asked, officer=self._context.workbench.actor if on else None))

    def _choose_places(self, places: frozenset[str]) -> None:
        self.where.setText(text("facet.locality") if places else text("today.everywhere"))
        only = self._context.registers.facet_label("locality", next(iter(places))) if len(places) == 1 else ""
        self.where.set_count(len(places), only)
        self._fit()
        self._ask(replace(self.asked, localities=places))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        beside = sum(part.sizeHint().width() + px(8) for part in (self._heading, self.mine, self.where))
        self._heading.setVisible(beside + px(16 + 13) <= self.width())  # the column below says it too
        room = self.table.viewport().width()
        officer = px(138 if room >= px(680) else 132)
        due = due_width() + px(16 + 8)
        if room - due - officer < px(SNUG_TITLE):
            due = stacked_due_width() + px(16 + 8)
        for place, width in enumerate((due, max(px(160), room - due - officer), officer)):
            self.table.setColumnWidth(place, width)
