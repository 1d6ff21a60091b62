"""The small menus of a register page: views in the compact form, columns shown, height of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ui.models.register_columns import ALL, Column
from ui.preferences import DENSITIES, PreferenceBook
from ui.views.registers_facets import offer
from workbench.messages import text
from workbench.services.registers import VIEWS

_FIXED = ("check", "code", "title")


class RegisterMenus:
    """Menus of one register; what is chosen is kept on this computer."""

    def __init__(self, register: str, book: PreferenceBook) -> None:
        self._register, self._book = register, book

    def columns(self) -> tuple[Column, ...]:
        """All columns but those the officer has hidden."""
        hidden = self._hidden()
        return tuple(column for column in ALL[self._register] if column.key not in hidden)

    def offer_columns(self, anchor: QWidget, changed: Callable[[], object]) -> None:
        """Ticks for the columns of the one-line form."""
        hidden = self._hidden()
        columns = [c for c in ALL[self._register] if c.key not in _FIXED]
        choices = [(c.key, c.heading(self._register), c.key not in hidden) for c in columns]

        def turn(key: str) -> None:
            self._book.keep("hidden_columns", self._register, " ".join(sorted(hidden ^ {key})))
            changed()

        offer(anchor, choices, turn)

    def offer_density(self, anchor: QWidget) -> None:
        """Height of the rows, in every table."""
        now = self._book.current.density
        choices = [(key, text(f"settings.density_{key}"), key == now) for key in DENSITIES]
        offer(anchor, choices, lambda key: self._book.change(density=key))

    def offer_views(
        self, anchor: QWidget, counts: Mapping[str, int], current: str, choose: Callable[[str], object]
    ) -> None:
        """The saved views with their counts."""
        words = {view: text(f"view.{self._register}_{view}") for view in VIEWS[self._register]}
        choices = [(view, f"{shown}  {counts.get(view, 0)}", view == current) for view, shown in words.items()]
        offer(anchor, choices, choose)

    def _hidden(self) -> frozenset[str]:
        return frozenset(self._book.current.of(self._book.current.hidden_columns, self._register).split())
