"""The menus of the right mouse button in a register: on a cell what can be done with its value and its row, on a heading
what can be done with the column. The Menu key and Shift+F10 open that of the current cell.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QMenu

from ui.models.record_table import shown
from ui.views.registers_columns import choices_of, frozen, hidden
from workbench.messages import text
from workbench.services.registers import FACETS

if TYPE_CHECKING:
    from ui.commands import Handlers
    from ui.models.register_columns import Column
    from ui.views.registers import RegisterPage
    from workbench.services.register_rows import Row

_FACETS_OF = {  # by column: the facets that choose what it shows, the first that the register has
    "places": ("locality",),
    "field": ("field",),
    "fields": ("field",),
    "status": (
        "status", "plan_state", "project_status", "mechanism_state", "initiative_state", "outlook",
    ),
    "due": ("ends",),
    "to": ("authority",),
    "from": ("authority",),
    "type": ("document_type",),
    "scope": ("project_scope",),
    "purpose": ("mechanism_purpose",),
}  # fmt: skip
_MOST_VALUES, _LONGEST = 6, 48


class CellMenu:
    """The menus of one register page."""

    def __init__(self, page: RegisterPage) -> None:
        self._page = page
        page.table.menu_wanted.connect(self.offer)
        page.table.heading_wanted.connect(self._offer_below)
        for header in (page.table.header, page.table.frozen.header):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(partial(self._offer_at, header))

    # a cell

    def offer(self, place: int, key: str, spot: QPoint) -> QMenu:
        """The menu of the cell in a row and a column, at a place of the screen."""
        page, menu = self._page, self._menu()
        row, column = page.model.rows[place], page.model.columns[max(0, page.model.column_of(key))]
        ticked = page.model.ticked_count()
        if ticked:
            menu.addAction(text(f"register.ticked_{page.key}", n=ticked)).setEnabled(False)
            menu.addSeparator()
        self._add_filters(menu, row, column)
        _add(menu, text("cellmenu.copy_cell"), partial(_copy, shown(row, column)), bool(shown(row, column)))
        handled = page.handlers()
        self._add_commands(menu, handled, "copy", "copy_headed")
        menu.addSeparator()
        self._add_acts(menu, place, key, handled)
        menu.popup(spot)
        return menu

    def _add_filters(self, menu: QMenu, row: Row, column: Column) -> None:
        page = self._page
        facet = facet_of(page.key, "places" if column.kind == "two_line" else column.key)
        if facet:
            for value in row.facets.get(facet, ())[:_MOST_VALUES]:
                words = text("cellmenu.only", what=_short(page.facet_label(facet, value)))
                _add(menu, words, partial(page.filters.narrow, facet, frozenset({value})))
            if page.filters.facets().get(facet):
                _add(menu, text("cellmenu.all_values"), partial(page.filters.narrow, facet, frozenset()))
        elif column.kind == "text" and column.key != "title" and shown(row, column):
            words = shown(row, column)
            _add(menu, text("cellmenu.only", what=_short(words)), partial(self._seek, words))
        if page.filters.active() or page.filters.query_words():
            _add(menu, text("register.clear_filters").replace("&", ""), page.filters.clear)
        if menu.actions():
            menu.addSeparator()

    def _seek(self, words: str) -> None:
        self._page.filters.search.setText(f'"{words}"')

    def _add_acts(self, menu: QMenu, place: int, key: str, handled: Handlers) -> None:
        page = self._page
        if page.cells.can_edit(place, key):
            _add(menu, text("cellmenu.edit_cell"), partial(page.cells.begin, place, key))
            self._add_commands(menu, handled, "fill_down")
        _add(menu, text("cellmenu.open"), partial(page.open_row, place))
        if "edit" in handled and page.writable():
            _add(menu, text("command.edit"), page.acts.edit_record)
        self._add_commands(menu, handled, "tear_off")
        menu.addSeparator()
        self._add_commands(menu, handled, "escalate", "answer", "remind", "status", "print")
        menu.addSeparator()
        self._add_commands(menu, handled, "delete")

    def _add_commands(self, menu: QMenu, handled: Handlers, *names: str) -> None:
        """Commands of the window with their keys, where the page does them now."""
        commands = getattr(self._page.window(), "commands", None)
        for name in names:
            action = commands.actions.get(name) if name in handled and commands is not None else None
            if action is not None and action.isEnabled():
                menu.addAction(action)

    # a heading

    def _offer_at(self, header: QHeaderView, spot: QPoint) -> None:
        section = header.logicalIndexAt(spot)
        if section >= 0:
            self.offer_column(section, header.mapToGlobal(spot))

    def _offer_below(self, section: int) -> None:
        """The menu of a heading below it, its first entry chosen: from the keyboard."""
        header, table = self._page.table.header, self._page.table
        table.scrollTo(table.currentIndex())
        menu = self.offer_column(
            section, header.mapToGlobal(QPoint(header.sectionViewportPosition(section), header.height()))
        )
        menu.setActiveAction(menu.actions()[0])

    def offer_column(self, section: int, spot: QPoint) -> QMenu:
        """The menu of a heading."""
        page, menu = self._page, self._menu()
        column = page.model.columns[section]
        if column.sorts:
            for words, falling in (("cellmenu.rising", False), ("cellmenu.falling", True)):
                _add(menu, text(words), partial(page.sort, [(column.key, falling)]))
            menu.addSeparator()
        facet = facet_of(page.key, column.key)
        if facet:
            _add(menu, text("cellmenu.filter"), partial(page.filters.open_facet, facet))
        if not page.detail.isVisibleTo(page):  # else the columns are few and fixed
            _add(menu, text("cellmenu.fit_column"), partial(page.table.fit_column, section), bool(column.width))
            self._add_freezing(menu, column.key)
            _add(
                menu, text("cellmenu.hide_column"), partial(self._hide, column.key), column.key not in ("check", "title")
            )
        _add(menu, text("cellmenu.columns"), page.offer_columns)
        menu.popup(spot)
        return menu

    def _add_freezing(self, menu: QMenu, key: str) -> None:
        page = self._page
        if key != "check":
            _add(menu, text("cellmenu.freeze"), lambda: page.take_columns(frozen(page.key, page.columns_kept(), key)))
        if any(choice.pinned for choice in choices_of(page.key, page.columns_kept())):
            _add(menu, text("cellmenu.unfreeze"), lambda: page.take_columns(frozen(page.key, page.columns_kept(), "")))

    def _hide(self, key: str) -> None:
        page = self._page
        page.take_columns(hidden(page.key, page.columns_kept(), key))

    def _menu(self) -> QMenu:
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def facet_of(register: str, column: str) -> str:
    """The facet that chooses by what a column shows; "" when there is none."""
    wanted = _FACETS_OF.get(column, (column,))
    return next((facet for facet in wanted if facet in FACETS[register]), "")


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


def _short(words: str) -> str:
    cut = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return cut.replace("&", "&&")


def _add(menu: QMenu, words: str, act: Callable[[], object], able: bool = True) -> None:
    action = menu.addAction(words)
    action.setEnabled(able)
    action.triggered.connect(lambda _=False: act())
