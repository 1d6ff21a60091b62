"""What all kit widgets share: following the theme, painting boxes, speaking to the screen reader."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.theme.metrics import px
from ui.theme.theme import color

STAYS = (  # why a field loses the keyboard though nobody left it: its own list or calendar, another program, a menu
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class Themed:
    """Mixin of a QWidget: `restyle` runs once now and again after every theme or scale change."""

    def follow_theme(self) -> None:
        """Call at the end of the constructor."""
        theme.theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Set fonts and sizes again. Colours are asked for when painting."""
        if isinstance(self, QWidget):
            self.updateGeometry()
            self.update()


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and show it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: str | None = None,
    edge: str | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box inside `rect`, from tokens; the line lies wholly inside."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if edge else 0.0
    if edge:
        pen = QPen(color(edge), width)
        if dashed:
            pen.setDashPattern([3 / width, 2 / width])
        painter.setPen(pen)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def hairline(painter: QPainter, rect: QRect, token: str, top: bool = False) -> None:
    """A line along the foot of a box, or its head: as thick everywhere, on screens too whose pixels are no whole number
    of ours (125 %), where one of our pixels is one or two of the screen, after the place that it falls on.
    """
    y = rect.top() if top else rect.bottom() + 1
    to_screen = painter.deviceTransform()
    scale = to_screen.m22()
    if scale == int(scale):
        painter.fillRect(rect.left(), y if top else y - 1, rect.width(), 1, color(token))
        return
    thick = int(scale)
    edge = math.floor(to_screen.dy() + y * scale + 0.5) - (0 if top else thick)
    painter.fillRect(QRectF(rect.left(), (edge - to_screen.dy()) / scale, rect.width(), thick / scale), color(token))


def blank(rect: QRectF, ratio: float) -> QPixmap:
    """A clear picture of a size in logical pixels, to be painted on."""
    made = QPixmap(max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def focus_ring(painter: QPainter, rect: QRectF, radius: float, token: str = "accent") -> None:
    """The 2 px ring of the widget that has the keyboard."""
    box(painter, rect, radius, None, token, px(2))


def order_stops(*parts: QWidget) -> None:
    """Let Tab go through these parts and what is in them in this order, however late each was made."""
    found = [w for part in parts for w in (part, *part.findChildren(QWidget)) if w.focusPolicy()]
    told = Qt.WidgetAttribute.WA_WState_ExplicitShowHide  # what is only not yet shown counts
    stops = [widget for widget in found if not (widget.isHidden() and widget.testAttribute(told))]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def announce(source: QObject, sentence: str) -> None:
    """Let a screen reader say a sentence that appears without focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, sentence))
