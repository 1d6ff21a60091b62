"""How charts look: ground, axes and tick labels of a plot in the tokens of the theme. No menus, no zoom by mouse."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QBrush, QPen

from ui.theme import fonts
from ui.theme.metrics import px
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
    """Put ground, axes and tick labels in the theme in use."""
    plot.setBackground(color("surface"))
    for side in ("left", "bottom"):
        axis: Any = plot.getPlotItem().getAxis(side)
        axis.setPen(QPen(color("border"), 1))
        axis.setTextPen(QPen(color("text")) if side == "left" else QPen(color("text2")))
        font = fonts.label(400, tabular=True)
        axis.setStyle(tickLength=0, tickFont=font, tickTextOffset=px(6), autoExpandTextSpace=False)


def brush(token: str) -> QBrush:
    """A filled brush of a token."""
    return QBrush(color(token))


def pen(token: str, width: float = 1.0) -> QPen:
    """A solid, cosmetic pen of a token."""
    made = QPen(color(token), width)
    made.setCosmetic(True)
    return made
