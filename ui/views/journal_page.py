"""Nhật ký: every act there was, narrowed by kind, person and day; each with its changes and the way back."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.models.act_table import COLUMNS, ActTableModel
from ui.shell.page_header import PageHeader
from ui.theme.metrics import px
from ui.views.journal_pane import ActPane
from ui.views.undo_sheet import open_undo
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.delegates import TextDelegate
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label, Line
from ui.widgets.search_box import SearchBox
from ui.widgets.splitter import Splitter
from ui.widgets.table import Table
from ui.widgets.turning import Turning
from workbench.messages import text
from workbench.services.acts import KINDS, ActList, ActQuery, changes_of, listed
from workbench.services.council import calendar_of
from workbench.values.dates import ParsedDate, parse_entry

_NARROW = 1000  # px of the page
_SHOWN = 150  # records of an act shown in its pane
_WIDTHS = {"number": 64, "at": 148, "actor": 132, "touched": 72}


class JournalPage(Page):
    """Filters above, acts at the left, the chosen act at the right."""

    key, nav = "journal", "data"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        today, calendar = context.workbench.clock.today, calendar_of(context.workbench.repository)

        def read(typed: str) -> ParsedDate:
            return parse_entry(typed, today(), calendar.add_working_days)

        self.header = PageHeader(text("acts.title"))
        self.back = Button(text("acts.back"), icon="arrow-left")
        self.search = SearchBox(text("acts.search"))
        self.kind = Combo(name=text("acts.kind"))
        self.actor = Combo(name=text("acts.actor"))
        self.first = DateEdit(read, today, name=text("acts.first"))
        self.last = DateEdit(read, today, name=text("acts.last"))
        self.clear = LinkButton(text("acts.clear"))
        self.model = ActTableModel(self)
        self.table = Table(text("acts.title"))
        self.pane = ActPane()
        self._stack = QStackedWidget()
        self._wanted, self._clearing = 0, False
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.kind.set_choices([(text("acts.every_kind"), ""), *((text(f"acts.kind_{k}"), k) for k in KINDS)], "")
        self.header.acts.addWidget(self.back)
        bar = Turning()
        bar.row.setContentsMargins(px(24), px(10), px(24), px(10))
        whose, when = QHBoxLayout(), QHBoxLayout()
        for part, share in ((whose, 1), (when, 0)):
            part.setSpacing(px(8))
            bar.add(part, share)
        self.search.setMinimumWidth(px(150))
        whose.addWidget(self.search, 1)
        whose.addWidget(self.kind)
        whose.addWidget(self.actor)
        self.actor.setFixedWidth(px(164))
        for label, edit in (("acts.from", self.first), ("acts.to", self.last)):
            when.addWidget(Label(text(label), "label", "text2"))
            edit.setFixedWidth(px(138))
            when.addWidget(edit)
        when.addWidget(self.clear)
        when.addStretch(0)
        self._table_looks()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(text("acts.nothing"), text("acts.nothing_detail")))
        self.split = Splitter()
        self.split.addWidget(self._stack)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 1)
        self.pane.setMinimumWidth(px(300))
        self.split.setSizes([px(740), px(400)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(bar)
        column.addWidget(Line())
        column.addWidget(self.split, 1)

    def _table_looks(self) -> None:
        self.table.setModel(self.model)
        self.table.seek_column = COLUMNS.index("what")
        tabular = TextDelegate("text2", tabular=True)
        self._delegates = (tabular, tabular, TextDelegate("text2"), TextDelegate(weight=500), tabular)
        for place, delegate in enumerate(self._delegates):
            self.table.setItemDelegateForColumn(place, delegate)
        for place, key in enumerate(COLUMNS):
            fixed = QHeaderView.ResizeMode.Fixed
            self.table.header.setSectionResizeMode(place, fixed if key in _WIDTHS else QHeaderView.ResizeMode.Stretch)
            if key in _WIDTHS:
                self.table.setColumnWidth(place, px(_WIDTHS[key]))
        self.table.header.setSortIndicatorShown(False)
        self.table.header.setSortIndicator(-1, self.table.header.sortIndicatorOrder())
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        for key in ("actor", "touched"):  # the pane says both
            self.table.setColumnHidden(COLUMNS.index(key), narrow)

    def _listen(self) -> None:
        self.back.clicked.connect(lambda: self.context.shell.go("data"))
        self.search.searched.connect(lambda _: self.look())
        self.search.down.connect(self.table.setFocus)
        for combo in (self.kind, self.actor):
            combo.currentIndexChanged.connect(lambda _: self.look())
        for edit in (self.first, self.last):
            edit.changed.connect(lambda _: self.look())
        self.clear.clicked.connect(self._clear)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.table.opened.connect(lambda _: self.pane.undo.setFocus())
        self.pane.undo_wanted.connect(lambda number: open_undo(self.context, number, self.window()))
        self.context.events.changed.connect(self._changed)

    # Page

    def open(self, **params: Any) -> None:
        """Show the journal as it stands; `number` chooses an act."""
        self._wanted = int(params.get("number", 0))
        self.look()

    def state(self) -> dict[str, Any]:
        """The act that is shown."""
        return {"number": self.pane.shown.number} if self.pane.shown else {}

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.table, self.pane]

    # the list

    def query(self) -> ActQuery:
        """What the filters say."""
        kind, actor = str(self.kind.value() or ""), str(self.actor.value() or "")
        return ActQuery(kind, actor, self.first.value(), self.last.value(), self.search.text())

    def _changed(self, _: object) -> None:
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """List the acts that match now."""
        if self._clearing:
            return
        query, workbench = self.query(), self.context.workbench
        task = self.context.run(lambda _: listed(workbench, query))
        task.done.connect(self._show)
        task.start()

    def _show(self, found: ActList) -> None:
        number = self._wanted or (self.pane.shown.number if self.pane.shown else 0)
        self._wanted = 0
        self.actor.set_choices(
            [(text("acts.everybody"), ""), *((name, name) for name in found.actors)], self.actor.value() or ""
        )
        self.clear.setVisible(self.query() != ActQuery())
        self.header.set_note(text("acts.note", n=found.n, head=found.head))
        self.model.set_lines(found.lines)
        self._stack.setCurrentIndex(0 if found.lines else 1)
        row = max(0, self.model.row_of(number))
        if found.lines:
            index = self.model.index(row, self.table.seek_column)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, Table.ScrollHint.EnsureVisible)
        else:
            self.pane.show_act(None)

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self.model.lines):
            return
        line, registers = self.model.lines[row], self.context.registers
        may_write = not self.context.workbench.database.read_only
        task = self.context.run(lambda _: changes_of(registers, line.number, _SHOWN))

        def done(told: Any) -> None:
            if self.model.row_of(line.number) == self.table.currentIndex().row():
                self.pane.show_act(line, told, may_write)

        task.done.connect(done)
        task.start()

    def _clear(self) -> None:
        self._clearing = True
        self.search.clear_quietly()
        for edit in (self.first, self.last):
            edit.set_value(None)
        for combo in (self.kind, self.actor):
            combo.set_value("")
        self._clearing = False
        self.look()
