"""The office's own views of a register: beside the built-in ones, saved, changed, renamed and deleted from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.shell.finding import OWN
from ui.theme.metrics import px
from ui.views.registers_facets import offer
from ui.widgets.buttons import Button
from ui.widgets.cards import PopupCard
from ui.widgets.fields import LineEdit
from ui.widgets.tabs import TabItem
from workbench.errors import UserError
from workbench.messages import text
from workbench.services.registers import VIEWS, Query
from workbench.services.views import LONGEST, SavedView, propose_delete, propose_save, saved_views

if TYPE_CHECKING:
    from ui.views.registers import RegisterPage


class NameCard(PopupCard):
    """A name for a view. `named(words)` on Enter or the button."""

    named = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, 8)
        self.setFixedWidth(px(280))
        self.setAccessibleName(text("ownview.name"))
        self.field = LineEdit(words, text("ownview.name"), text("ownview.name"))
        self.field.setMaxLength(LONGEST)
        self.button = Button(text("ownview.keep"), "primary", small=True)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.field.returnPressed.connect(self._done)
        self.button.clicked.connect(self._done)
        self.field.setFocus()
        self.field.selectAll()

    def _done(self) -> None:
        words = self.field.text()
        self.close()
        self.named.emit(words)


class OwnViews:
    """Own views of one register page. A view's key among the tabs is `own:` and its id."""

    def __init__(self, page: RegisterPage) -> None:
        self._page = page
        self.views: tuple[SavedView, ...] = ()
        self.read()

    def read(self) -> bool:
        """Read the views again; whether they are others than before."""
        before = self.views
        self.views = saved_views(self._page.context.workbench.repository, self._page.key)
        return self.views != before

    def of(self, key: str) -> SavedView | None:
        """The own view of a tab, None for a built-in one."""
        return next((view for view in self.views if key == OWN + view.uid), None)

    def knows(self, key: str) -> bool:
        """Whether there is such a view."""
        return key in VIEWS[self._page.key] or self.of(key) is not None

    def items(self) -> list[TabItem]:
        """Tabs of all views, the built-in ones first."""
        register = self._page.key
        made = [TabItem(view, text(f"view.{register}_{view}"), 0) for view in VIEWS[register]]
        return [*made, *(TabItem(OWN + view.uid, view.name, 0) for view in self.views)]

    def queries(self) -> dict[str, Query]:
        """What each own view lists, by the key of its tab."""
        return {
            OWN + view.uid: Query(view.base, view.search, {key: frozenset(v) for key, v in view.facets.items()})
            for view in self.views
        }

    def words(self, key: str) -> str:
        """What a view is called."""
        own = self.of(key)
        return own.name if own else text(f"view.{self._page.key}_{key}")

    def changed(self) -> bool:
        """Whether what is shown is no longer what the own view says."""
        own = self.of(self._page.view())
        return own is not None and not own.same_list(self._page.as_view())

    def offer(self, anchor: QWidget) -> None:
        """What can be done with the view shown: a name for a new one, or the acts of an own one."""
        page, own = self._page, self.of(self._page.view())
        if own is None:
            self.ask_name("", anchor, lambda name: self._save(replace(page.as_view(), name=name)))
            return
        changed = self.changed()
        acts = (("keep_changes", "drop_changes") if changed else ()) + ("save_as", "rename", "delete")
        offer(anchor, [(act, text(f"ownview.{act}"), False) for act in acts], lambda act: self._do(act, own, anchor))

    def ask_name(self, words: str, anchor: QWidget, then: Callable[[str], object]) -> NameCard:
        """Ask for a name under a widget."""
        card = NameCard(words, self._page)
        card.named.connect(then)
        card.show_below(anchor, gap=4)
        return card

    def _do(self, act: str, own: SavedView, anchor: QWidget) -> None:
        page = self._page
        if act == "keep_changes":
            self._save(replace(page.as_view(), name=own.name, uid=own.uid))
        elif act == "drop_changes":
            page.show_view(OWN + own.uid)
        elif act == "save_as":
            self.ask_name("", anchor, lambda name: self._save(replace(page.as_view(), name=name)))
        elif act == "rename":
            self.ask_name(own.name, anchor, lambda name: self._save(replace(own, name=name)))
        else:
            self._delete(own)

    def _save(self, view: SavedView) -> None:
        context = self._page.context
        try:
            act, made = propose_save(context.workbench.repository, context.workbench.clock, view)
            if act.changes:
                context.commit(act)
        except UserError as error:
            context.shell.show_error(error)
            return
        self._page.views_changed(OWN + made.uid)
        context.shell.toast(text("ownview.saved", name=made.name))

    def _delete(self, view: SavedView) -> None:
        context = self._page.context
        try:
            context.commit(propose_delete(context.workbench.repository, view))
        except UserError as error:
            context.shell.show_error(error)
            return
        self._page.views_changed(view.base)
        context.shell.toast(text("ownview.deleted", name=view.name))


def written_order(entry: tuple[str, bool]) -> str:
    """A column that is ordered by, as it is kept: "-" before one that falls."""
    return ("-" if entry[1] else "") + entry[0]


def read_order(written: str) -> tuple[str, bool]:
    """What `written_order` wrote."""
    return written.lstrip("-"), written.startswith("-")
