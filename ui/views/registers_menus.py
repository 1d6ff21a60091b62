"""The small menus of a register page: views in the compact form, form and height of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.preferences import DENSITIES
from ui.views.registers_facets import offer
from ui.widgets.tabs import TabItem
from workbench.messages import text


def offer_rows(anchor: QWidget, two_lines: bool, density: str, take: Callable[[bool, str], object]) -> QMenu:
    """One line or two, and height of one line. `take(two_lines, density)`."""
    menu = QMenu(anchor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for two in (False, True):
        words = text("register.two_lines" if two else "register.one_line")
        _add(menu, words, two is two_lines, partial(take, two, density))
    menu.addSeparator()
    for key in DENSITIES:
        _add(menu, text(f"settings.density_{key}"), key == density, partial(take, two_lines, key))
    menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))
    return menu


def offer_views(
    anchor: QWidget,
    views: Sequence[TabItem],
    number: Callable[[str], int | str],
    current: str,
    choose: Callable[[str], object],
) -> None:
    """All views with their counts."""
    choices = [(view.key, f"{view.label}  {number(view.key)}", view.key == current) for view in views]
    offer(anchor, choices, choose)


def _add(menu: QMenu, words: str, on: bool, act: Callable[[], object]) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda _=False: act())
