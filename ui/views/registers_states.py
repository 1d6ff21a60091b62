"""What a register shows when it has no rows: nothing entered yet, or nothing found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.views.telex import untyped
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.pills import Pill
from workbench.messages import text

if TYPE_CHECKING:
    from ui.views.registers import RegisterPage


class SparePane:
    """Beside a register in which nothing was entered there is no pane to read in; it is back with the first row."""

    def __init__(self, page: RegisterPage, show: Callable[[bool], object]) -> None:
        self._page, self._show, self._spared = page, show, False

    def settle(self, bare: bool) -> None:
        """Whether the register is bare now."""
        if bare and self._page.detail.isVisibleTo(self._page):
            self._spared = True
            self._show(False)
        elif not bare and self._spared:
            self._spared = False
            self._show(True)


def nothing_here(page: RegisterPage) -> QWidget:
    """The register is empty: what belongs here, and the ways to fill it."""
    acts: list[QWidget] = []
    shell = page.context.shell
    if not page.context.workbench.database.read_only:
        if page.importable:
            bring = Button(text("register.import"), icon="inbox")
            bring.clicked.connect(lambda: shell.go("import"))
            acts.append(bring)
        new = Button(text(f"register.new_{page.key}"), "primary", "plus")
        new.clicked.connect(page.acts.new)
        acts.append(new)
    return _on_surface(EmptyState(text(f"register.empty_{page.key}"), text(f"register.empty_{page.key}_detail"), acts))


def nothing_found(page: RegisterPage) -> QWidget:
    """Filters or words leave nothing: how to widen, and what may have been meant."""
    words = page.filters.query_words()
    acts: list[QWidget] = []
    if page.filters.active():
        drop = Button(text("register.drop_filters", n=page.filters.active()), "quiet")
        drop.clicked.connect(page.filters.clear)
        acts.append(drop)
    if words:
        meant = _meant(page, words)
        if meant is not None:
            return _on_surface(
                EmptyState(
                    text("register.not_found", words=words),
                    text("register.typing_tool"),
                    [meant, *acts],
                    "search",
                )
            )
        if page.query().view != "all":
            whole = Button(text("register.search_all_views"), "quiet")
            whole.clicked.connect(lambda: page.views.changed.emit("all"))
            acts.append(whole)
        everywhere = Button(text("register.search_everywhere"), "quiet")
        everywhere.clicked.connect(lambda: page.context.shell.search(words))
        acts.append(everywhere)
        return _on_surface(EmptyState(text("register.not_found", words=words), "", acts, "search"))
    return _on_surface(EmptyState(text("register.none_in_view"), "", acts, "search"))


def chief_act(shown: QWidget | None) -> QWidget | None:
    """The last of its buttons, which is the chief one."""
    buttons = shown.findChildren(Button) if shown is not None else []
    return buttons[-1] if buttons else None


def _meant(page: RegisterPage, words: str) -> Pill | None:
    """A pill with what the words spell when the typing tool was off, if that finds something."""
    spelt = untyped(words)
    if not spelt:
        return None
    query = page.query()
    found = page.context.registers.count(page.key, replace(query, search=spelt))
    if not found:
        return None
    pill = Pill(text("register.meant", words=spelt, n=found))
    pill.setCheckable(True)
    pill.setChecked(True)
    pill.clicked.connect(lambda: page.filters.search.setText(spelt))
    return pill


def _on_surface(made: EmptyState) -> QWidget:
    made.setObjectName("surface")
    return made
