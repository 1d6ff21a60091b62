"""The small menus of a register page: views in the compact form, height of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.preferences import DENSITIES, PreferenceBook
from ui.views.registers_facets import offer
from ui.widgets.tabs import TabItem
from workbench.messages import text


class RegisterMenus:
    """Menus of one register; what is chosen is kept on this computer."""

    def __init__(self, register: str, book: PreferenceBook) -> None:
        self._register, self._book = register, book

    def offer_density(self, anchor: QWidget) -> None:
        """Height of the rows, in every table."""
        now = self._book.current.density
        choices = [(key, text(f"settings.density_{key}"), key == now) for key in DENSITIES]
        offer(anchor, choices, lambda key: self._book.change(density=key))

    def offer_views(
        self,
        anchor: QWidget,
        views: Sequence[TabItem],
        number: Callable[[str], int | str],
        current: str,
        choose: Callable[[str], object],
    ) -> None:
        """All views with their counts."""
        choices = [(view.key, f"{view.label}  {number(view.key)}", view.key == current) for view in views]
        offer(anchor, choices, choose)
