"""The register pages: saved views, filters, table, detail. One class, told which register it shows.

Lists come from `Registers` on the worker: first what is listed and the rows that are seen, then the counts. Rows that
come into sight later are read when the table asks for them; nothing is read while it paints.
"""

from __future__ import annotations

from array import array
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.models.listed_rows import ListedRows, no_rows
from ui.models.record_table import RegisterModel
from ui.models.register_columns import FEW
from ui.preferences import PreferenceBook
from ui.shell import sizes
from ui.shell.page_header import PageHeader
from ui.theme.metrics import px
from ui.views import registers_menus
from ui.views.detail import DetailPane
from ui.views.registers_acts import RegisterActs
from ui.views.registers_bars import BulkBar, HintBar
from ui.views.registers_cell_menu import CellMenu
from ui.views.registers_cells import CellEditing
from ui.views.registers_columns import ColumnChooser, columns_of, widened
from ui.views.registers_filters import FilterBar
from ui.views.registers_lists import ListReader
from ui.views.registers_reading import Counted, Listed, Wanted, period_label, second_number
from ui.views.registers_states import SparePane, chief_act, nothing_found, nothing_here
from ui.views.registers_sums import Sums
from ui.views.registers_table import RegisterTable
from ui.views.registers_views import OwnViews, read_order, written_order
from ui.widgets.buttons import Button
from ui.widgets.pills import Pill
from ui.widgets.splitter import Splitter
from ui.widgets.tabs import Tabs
from workbench.messages import text
from workbench.records.changes import ChangeSummary
from workbench.records.record import Ref
from workbench.services.bulk import DATED, can_be_assigned
from workbench.services.print_scope import scope_words
from workbench.services.register_rows import BUILDERS
from workbench.services.registers import FACETS, Query
from workbench.services.views import ONE_LINE, TWO_LINES, SavedView

_DETAIL, _DETAIL_COMPACT, _DETAIL_LEAST = 448, 372, 340
_FIRST_ORDER = {  # others by their deadline; where that is no column beside the detail, rows would seem unordered
    **dict.fromkeys(("agreements", "answers", "projects"), "-code"),
    "meetings": "-held_date",
    "documents": "-issued_date",
}
_FIRST_VIEW = {"agreements": "open", "obstacles": "open", "escalations": "waiting"}
_IMPORTABLE = ("agreements", "obstacles")
_BESIDE = {"tasks": ("meetings", "users"), "meetings": ("tasks", "list-checks")}  # one click away, and its icon
_UNDER = {"meetings": "tasks"}  # registers without an entry of their own in the rail
_COUNTING = "…"
_DETAIL_DELAY_MS = 40  # holding an arrow key passes rows without reading each


class RegisterPage(Page):
    """One register. Parameters: `view`, `search`, `facets`, `order`, `descending`, `uid`, `tab`, `scroll`,
    `only` (ids) with `only_words`."""

    handlers_changed = Signal()

    def __init__(self, context: Context, book: PreferenceBook, key: str) -> None:
        super().__init__(context)
        self.key = key
        self.nav = _UNDER.get(key, key)
        self.importable = key in _IMPORTABLE
        self._book = book
        self._view, self._order, self._columns_kept = "all", [("due", False)], ""
        self.own_views = OwnViews(self)
        self._wanted_uid, self._wanted_scroll, self._saved_uid = "", -1, ""
        self.lists = ListReader(self.key, context, self.own_views.queries, self)
        self.acts = RegisterActs(self)
        self._listed = Listed(no_rows(), -1, 0)
        self._counted: Counted | None = None  # until they are counted, no numbers are shown
        self._compact: bool | None = None  # not laid out yet
        self._build()
        self.cells = CellEditing(self)
        self.cell_menu = CellMenu(self)
        self.sums = Sums(self)
        self._wire()
        kept = book.current.of(book.current.views, self.key)
        self._take_view(kept if self.own_views.knows(kept) else _FIRST_VIEW.get(self.key, "all"))

    # building

    def _build(self) -> None:
        self.model = RegisterModel(self.key, (), self)
        self.table = RegisterTable(self.model, text(f"register.title_{self.key}"))
        self.table.set_density(self._book.current.density)
        self.filters = FilterBar(FACETS[self.key], self.lists.facet, self.facet_label)
        self.hints = HintBar()
        self.bulk = BulkBar(self.key, self.changeable())
        self.bulk.hide()
        self.header = PageHeader(text(f"register.title_{self.key}"))
        saving = text("ownview.save") if self.writable() else ""
        self.views = Tabs(self.own_views.items(), self._view, text("register.views"), saving)
        self.view_pill = Pill(arrow=True)
        self.view_pill.setCheckable(True)
        self.detail = DetailPane(self.context)
        self.detail.setMinimumWidth(px(_DETAIL_LEAST))
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.splitter = Splitter()
        self.splitter.addWidget(self._list_side())
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.detail.setVisible(self._book.current.detail_open)
        self._spare = SparePane(self, self._show_detail_pane)
        self._head_buttons()
        self.header.beside.addWidget(self.view_pill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        margin = QHBoxLayout()
        margin.setContentsMargins(px(24), 0, px(24), 0)
        margin.addWidget(self.views)
        column.addLayout(margin)
        column.addWidget(self.splitter, 1)

    def _list_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.filters, self.body, self.hints, self.bulk):
            column.addWidget(widget, 1 if widget is self.body else 0)
        return side

    def _head_buttons(self) -> None:
        if self.key in _BESIDE:
            other, icon = _BESIDE[self.key]
            beside = Button(text(f"meeting.to_{other}"), icon=icon)
            beside.clicked.connect(lambda: self.context.shell.go(other))
            self.header.acts.addWidget(beside)
        if self.importable and self.writable():
            bring = Button(text("register.import"), icon="inbox")
            bring.clicked.connect(lambda: self.context.shell.go("import"))
            self.header.acts.addWidget(bring)
        printing = Button(text("register.print"), icon="printer")
        printing.clicked.connect(self.acts.print_register)
        self.header.acts.addWidget(printing)
        if self.writable():
            new = Button(text(f"register.new_{self.key}"), "primary", "plus")
            new.clicked.connect(self.acts.new)
            self.header.acts.addWidget(new)

    def _wire(self) -> None:
        self.views.changed.connect(self._choose_view)
        self.views.extra_clicked.connect(lambda: self.own_views.offer(self.views.extra()))
        self.view_pill.clicked.connect(self._offer_views)
        self.filters.changed.connect(lambda: self.reload(anew=True))
        self.filters.left.connect(self.table.setFocus)
        self.filters.down.connect(self.table.setFocus)
        self.filters.density_wanted.connect(self._offer_rows)
        self.filters.columns_wanted.connect(self.offer_columns)
        self.table.sort_wanted.connect(self.sort)
        self.table.opened.connect(self.open_row)
        self.table.cleared.connect(self.filters.clear)
        self.table.seek_wanted.connect(self._seek)
        self.table.type_into = lambda place, column, typed: self.cells.begin(place, column, typed)
        self.table.when_complete = self.lists.when_complete
        self.table.cell_wanted.connect(self._open_cell)
        self.table.widened.connect(self._keep_widths)
        self.model.wanted.connect(lambda numbers: self.lists.read_rows(self.model, numbers))
        self.lists.listed.connect(self._show)
        self.lists.completed.connect(self._show_rest)
        self.lists.counted.connect(self._show_counts)
        self.lists.failed.connect(self.count_chosen)
        self.lists.slow.connect(lambda: self.hints.say(text("register.reading")))
        self._detail_timer = QTimer(self, singleShot=True, interval=_DETAIL_DELAY_MS)
        self._detail_timer.timeout.connect(self._show_detail)
        self.table.current_changed.connect(lambda _: self._detail_timer.start())
        self.table.current_changed.connect(lambda _: self.count_chosen())
        self.model.ticked_changed.connect(self.count_chosen)
        self.bulk.escalate.connect(self.acts.escalate)
        self.bulk.change.connect(self.acts.change_many)
        self.bulk.print_rows.connect(self.acts.print_register)
        self.bulk.copy.connect(lambda: self.acts.copy())
        self.bulk.export.connect(self.acts.export)
        self.bulk.clear.connect(lambda: self.model.tick_only([]))
        self.detail.closed.connect(self._turn_detail)
        self.detail.left.connect(self.table.setFocus)
        self.detail.edit_wanted.connect(self.acts.edit)
        self.splitter.splitterMoved.connect(self._moved)
        self.context.events.changed.connect(self._changed)
        self.context.events.day_changed.connect(self._changed)
        self._book.changed.connect(self._preferences_changed)

    def changeable(self) -> tuple[str, ...]:
        """What can be changed of many rows at once."""
        entity, repository = BUILDERS[self.key][0], self.context.workbench.repository
        if not self.writable():
            return ()
        found = {"obstacles": ("escalate", "status"), "agreements": ("course",), "tasks": ("assessment",)}.get(
            self.key, ()
        )
        due = ("due",) if entity in DATED else ()
        return (*found, *due, *(("officer",) if can_be_assigned(repository, entity) else ()))

    def writable(self) -> bool:
        """Whether the record can be written."""
        return not self.context.workbench.database.read_only

    # visits

    def open(self, **params: Any) -> None:
        """Show the register as asked; without parameters as it was left."""
        if params:
            self._take(params)
        self.reload()

    def _take(self, params: dict[str, Any]) -> None:
        uid = params.get("uid", "")
        if set(params) <= {"uid", "tab"}:  # a link to one record: keep the list if it is there
            if self.model.place_of(self._number(uid)) < 0:
                self._view = "all"
                self.filters.set_filters("", {})
        else:
            self._take_view(params.get("view", "all"))
            if "order" in params:
                self._order = [(params["order"], params.get("descending", False)), *params.get("then", ())]
            self.filters.set_filters(
                params.get("search", ""),
                {key: frozenset(chosen) for key, chosen in params.get("facets", {}).items()},
                frozenset(params.get("only", ())),
                params.get("only_words", ""),
            )
        self.views.set_current(self._view)
        self._wanted_uid, self._wanted_scroll = uid, params.get("scroll", -1)
        if params.get("tab"):
            self.detail.wanted_tab = params["tab"]
        if uid and "scroll" not in params and not self.detail.isVisible() and self._book.current.detail_open:
            self.detail.show()

    def state(self) -> dict[str, Any]:
        """What brings the page back as it is."""
        return {
            "view": self._view,
            "search": self.filters.query_words(),
            "facets": {key: tuple(chosen) for key, chosen in self.filters.facets().items()},
            "only": tuple(self.filters.only()),
            "order": self._order[0][0],
            "descending": self._order[0][1],
            "then": tuple(self._order[1:]),
            "uid": self.table.current_uid(),
            "scroll": self.table.verticalScrollBar().value(),
            "tab": self.detail.tab(),
        }

    def first_focus(self) -> QWidget | None:
        """The table, also while its rows are read; where there are none what fills it."""
        return self.table if self.body.currentWidget() is self.table else chief_act(self.body.currentWidget())

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.filters, self.table, self.detail]

    # reading

    def query(self) -> Query:
        """What is listed now."""
        own = self.own_views.of(self._view)
        return Query(
            own.base if own else self._view,
            self.filters.query_words(),
            self.filters.facets(),
            *self._order[0],
            then=tuple(written_order(entry) for entry in self._order[1:]),
            only=self.filters.only(),
        )

    def scope_words(self) -> str:
        """What narrows the list, in the words of its print."""
        return scope_words(self.context.registers, self.key, self.query(), self.filters.only_words())

    def reload(self, *, anew: bool = False) -> None:
        """Read the list again. What is current stays so wherever it stands then; `anew` looks at the top of another
        list, where it stays only if it is among the first rows.
        """
        uid, number, row = self._wanted_uid, self.table.current_number(), self.table.current_row()
        reach = 0 if anew and not uid else max(1, self.table.last_in_sight() + 1, self._wanted_scroll)
        self.lists.ask(self.query(), lambda: Wanted(self._number(uid) if uid else number, row, reach))

    def _seek(self, typed: str) -> None:
        ids, row = self.model.rows.ids, max(0, self.table.current_row())
        self.lists.seek(typed, ids[row:] + ids[:row], lambda number: self.table.go_to(self.model.place_of(number)))

    def _number(self, uid: str) -> int:
        return self.context.registers.id_of(Ref(BUILDERS[self.key][0], uid))

    def uids(self, rows: ListedRows) -> list[str]:
        """Ids of the records of rows."""
        return self.context.registers.uids(rows.ids)

    def _changed(self, _: ChangeSummary | None = None) -> None:
        self.lists.forget()
        if self.own_views.read():
            self.views.set_items(self.own_views.items(), self._view if self.own_views.knows(self._view) else "all")
            if not self.own_views.knows(self._view):
                self._take_view("all")
        if self.isVisible():
            self.reload()

    def _show(self, listed: Listed, query: Query) -> None:
        row = self.table.currentIndex().row()
        scroll = self._wanted_scroll if self._wanted_scroll >= 0 else self.table.verticalScrollBar().value()
        self._wanted_uid, self._wanted_scroll = "", -1
        self._listed = listed
        saved, self._saved_uid = self._saved_uid, ""
        if saved and listed.place < 0:
            self.open(view="all", uid=saved)
            return
        if listed.counted is None:
            self._show_counts(None)
        self.model.set_rows(listed.rows, query.search)
        if not self.table.go_to(listed.place):
            self.table.go_to(max(0, min(row, len(listed.rows) - 1)) if listed.complete else 0)
        self.table.verticalScrollBar().setValue(scroll)
        self.table.scrollTo(self.table.currentIndex())
        self.table.show_sorting(self._order)
        self._mark_view()
        self._show_body()
        self._detail_timer.stop()
        self._show_detail()
        self.count_chosen()

    def _show_rest(self, ids: array[int]) -> None:
        """The rows that follow the first ones."""
        self.model.extend(ids)
        self.count_chosen()

    def _show_counts(self, counted: Counted | None) -> None:
        """Numbers of the views and of the register; without them signs that they are being counted."""
        self._counted = counted
        for item in self.own_views.items():
            self.views.set_count(item.key, self._view_number(item.key))
        if counted:
            whole = counted.whole
            note = text(f"register.note_{self.key}", n=whole.get("all", 0), **second_number(self.key, whole))
            name = text(f"register.title_{self.key}")
            self.table.setAccessibleName(text("register.table_name", title=name, n=len(self.model.rows)))
        self.header.set_note(note if counted else text("register.counting"))
        self._name_view_pill()
        self.count_chosen()

    def count_chosen(self) -> None:
        """Say how many rows there are and how many are chosen."""
        ticked = self.model.ticked_count()
        chosen = ticked or int(self.table.currentIndex().isValid())
        self.hints.show_count(chosen, len(self.model.rows), self._listed.total, more=not self.lists.complete)
        self.bulk.show_count(ticked)
        self.bulk.setVisible(ticked > 1)
        self.hints.setVisible(ticked < 2 and not self._compact)
        self.handlers_changed.emit()

    def _show_body(self) -> None:
        turns = (self.body.currentWidget() is self.table) != bool(self.model.rows)
        held = turns and self.body.isAncestorOf(QApplication.focusWidget() or self)
        self.detail.invite(bool(self.model.rows))
        while self.body.count() > 1:
            old = self.body.widget(1)
            assert old is not None
            self.body.removeWidget(old)
            old.deleteLater()
        self._spare.settle(not self.model.rows and self._listed.empty)
        if not self.model.rows:
            self.body.addWidget(nothing_here(self) if self._listed.empty else nothing_found(self))
        self.body.setCurrentIndex(self.body.count() - 1)
        if held and (focus := self.first_focus()):
            focus.setFocus()

    def _show_detail(self) -> None:
        uid = self.table.current_uid()
        if self.detail.isVisible() or self.detail.isVisibleTo(self):
            self.detail.show_ref(Ref(BUILDERS[self.key][0], uid) if uid else None)

    def facet_label(self, key: str, value: str) -> str:
        """A value of a facet in words."""
        return period_label(value) if key == "period" else self.context.registers.facet_label(key, value)

    # views, order, columns

    def view(self) -> str:
        """Key of the view shown."""
        return self._view

    def as_view(self) -> SavedView:
        """What is shown as a view that could be saved, without a name."""
        own = self.own_views.of(self._view)
        return SavedView(
            self.key,
            "",
            own.base if own else self._view,
            self.filters.query_words(),
            {key: tuple(sorted(chosen)) for key, chosen in self.filters.facets().items()},
            tuple(written_order(entry) for entry in self._order),
            self._columns_kept,
            self.table.density(),
            TWO_LINES if self.detail.isVisibleTo(self) else ONE_LINE,
        )

    def show_view(self, view: str) -> None:
        """Show a view as it is kept."""
        self._take_view(view)
        self._book.keep("views", self.key, view)
        self.reload(anew=True)

    def _take_view(self, view: str) -> None:
        """Take over what a view says; a built-in one leaves filters as they are, unless an own view set them."""
        own, left = self.own_views.of(view), self.own_views.of(self._view)
        self._view = view if self.own_views.knows(view) else "all"
        self.views.set_current(self._view)
        kept = self._book.current
        if own is not None:
            self.filters.set_filters(own.search, {key: frozenset(chosen) for key, chosen in own.facets.items()})
        elif left is not None:
            self.filters.set_filters("", {})
        if own is not None or left is not None or not self.model.columns:
            order = own.order if own else kept.of(kept.orders, self.key, _FIRST_ORDER.get(self.key, "due")).split()
            self._order = [read_order(entry) for entry in order] or [("due", False)]
            self._columns_kept = own.columns if own else kept.of(kept.columns, self.key)
            self.table.set_density((own.density if own else "") or kept.density)
            self._show_detail_pane(own.lines == TWO_LINES if own and own.lines else kept.detail_open)
            self._show_columns()

    def views_changed(self, current: str) -> None:
        """Own views are others now: show their tabs and go to one of them."""
        self.own_views.read()
        self.views.set_items(self.own_views.items(), current)
        self.show_view(current)

    def _mark_view(self) -> None:
        """A dot at an own view that is shown otherwise than it is kept."""
        if self.own_views.of(self._view) is not None:
            self.views.set_dot(self._view, self.own_views.changed())
        if self.writable():
            key = "save" if self.own_views.of(self._view) is None else "manage"
            self.views.set_extra(text(f"ownview.{key}"))

    def _choose_view(self, view: str) -> None:
        self.show_view(view)

    def _offer_views(self) -> None:
        self._name_view_pill()
        items = self.own_views.items()
        registers_menus.offer_views(self.view_pill, items, self._view_number, self._view, self._choose_view)

    def _view_number(self, view: str) -> int | str:
        return self._counted.views.get(view, 0) if self._counted else _COUNTING

    def _name_view_pill(self) -> None:
        self.view_pill.setText(f"{self.own_views.words(self._view)}  {self._view_number(self._view)}")
        self.view_pill.setChecked(True)
        self.view_pill.updateGeometry()

    def sort(self, order: list[tuple[str, bool]]) -> None:
        """Order the rows by these columns, (key, falling)."""
        self._order = order
        if self.own_views.of(self._view) is None:
            self._book.keep("orders", self.key, " ".join(map(written_order, order)))
        self.reload(anew=True)

    def offer_columns(self) -> ColumnChooser:
        """Let the officer choose columns."""
        chooser = ColumnChooser(self.key, self._columns_kept, self)
        chooser.changed.connect(self.take_columns)
        chooser.fit.connect(self.table.fit_columns)
        chooser.show_below(self.filters.anchor("columns"), gap=4)
        return chooser

    def columns_kept(self) -> str:
        """The columns as they are kept; "" for those that a register begins with."""
        return self._columns_kept

    def take_columns(self, kept: str) -> None:
        """Show other columns, and keep them."""
        self._keep_columns(kept)
        self._show_columns()

    def _keep_widths(self, widths: dict[str, int]) -> None:
        self._keep_columns(widened(self.key, self._columns_kept, widths))

    def _keep_columns(self, kept: str) -> None:
        self._columns_kept = kept
        if self.own_views.of(self._view) is None:
            self._book.keep("columns", self.key, kept)
        self._mark_view()

    def _show_columns(self) -> None:
        beside = self.detail.isVisibleTo(self)
        columns, pinned = (FEW[self.key], 0) if beside else columns_of(self.key, self._columns_kept)
        self.table.show_columns(columns, beside, pinned)
        self.table.show_sorting(self._order)

    def _offer_rows(self) -> None:
        """One line or two, and how high one line is; in an own view a change that can be kept with it."""
        two = self.detail.isVisibleTo(self)
        registers_menus.offer_rows(self.filters.anchor("density"), two, self.table.density(), self._take_rows)

    def _take_rows(self, two_lines: bool, density: str) -> None:
        own = self.own_views.of(self._view) is not None
        if own:
            self.table.set_density(density)
        else:
            self._book.change(density=density)
        if two_lines != self.detail.isVisibleTo(self):
            self._turn_detail()
        self._mark_view()

    def _preferences_changed(self, names: frozenset[str]) -> None:
        if "density" in names and self.own_views.of(self._view) is None:
            self.table.set_density(self._book.current.density)

    # detail pane and room

    def _turn_detail(self) -> None:
        on = not self.detail.isVisibleTo(self)
        holds = self.detail.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._show_detail_pane(on)
        if self.own_views.of(self._view) is None:
            self._book.change(detail_open=on)
        self._show_columns()
        self._show_detail()
        if holds:
            self.table.setFocus()
        self._mark_view()
        self.handlers_changed.emit()

    def _show_detail_pane(self, on: bool) -> None:
        self.detail.setVisible(on)
        self._share_room()

    def _open_cell(self, place: int, column: str) -> None:
        """A double click: type into the cell, change a status, or else go to the detail."""
        if column == "status" and self.key == "obstacles" and self.writable():
            self.acts.change_many("status")
        elif not self.cells.begin(place, column):
            self.open_row(place)

    def open_row(self, _row: int) -> None:
        """Go to the detail of the current row."""
        if not self.detail.isVisible():
            self._turn_detail()
        self.detail.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._adapt()

    def _adapt(self) -> None:
        compact = sizes.is_compact(self)
        if compact != self._compact:
            self._compact = bool(compact)
            self.views.setVisible(not compact)
            self.view_pill.setVisible(compact)
            self.header.show_note(not compact)
            self.detail.set_compact(compact)
            self.count_chosen()
        self._share_room()

    def _share_room(self) -> None:
        width = self._book.current.detail_width or _DETAIL
        width = px(_DETAIL_COMPACT if self._compact else width)
        self.splitter.setSizes([max(0, self.width() - width - 1), width])

    def _moved(self, _place: int, _index: int) -> None:
        if not self._compact:
            self._book.change(detail_width=round(self.detail.width() / px(100) * 100))

    # commands

    def handlers(self) -> Handlers:
        """What this page does."""
        return {
            **self.acts.handlers(),
            "find": self.filters.search.setFocus,
            "detail": self._turn_detail,
            "select_all": self.table.selectAll,
            "sort": partial(self.table.sort_current, False),
            "sort_more": partial(self.table.sort_current, True),
            "next_tab": lambda: self.detail.step_tab(1),
            "previous_tab": lambda: self.detail.step_tab(-1),
        }

    def show_saved(self, uid: str) -> None:
        """A record was saved: it becomes the current one, whatever the list is narrowed to."""
        self._wanted_uid = self._saved_uid = uid
