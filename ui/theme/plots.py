"""How charts look: ground, pens and brushes of a plot in the tokens of the theme. No menus, no zoom by mouse."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QBrush, QPen

from ui.theme.theme import color

pg.setConfigOptions(antialias=True)


def still(plot: pg.PlotWidget) -> None:
    """Take away what belongs to measuring instruments: dragging, wheel, buttons, menus."""
    item = plot.getPlotItem()
    item.setMenuEnabled(False)
    item.hideButtons()
    item.getViewBox().setMouseEnabled(x=False, y=False)
    item.getViewBox().setDefaultPadding(0)
    item.setContentsMargins(0, 0, 0, 0)


def dress(plot: pg.PlotWidget) -> None:
    """Put the ground of a plot in the theme in use."""
    plot.setBackground(color("surface"))


def brush(token: str) -> QBrush:
    """A filled brush of a token."""
    return QBrush(color(token))


def pen(token: str, width: float = 1.0) -> QPen:
    """A solid, cosmetic pen of a token."""
    made = QPen(color(token), width)
    made.setCosmetic(True)
    return made
