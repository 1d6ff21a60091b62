"""Cards and panes: the boxes that hold parts of a page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import CARD_GAP, PANE_MARGIN, RADIUS_CARD, RADIUS_INPUT
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.labels import Label, Role
from workbench.messages import text

_ABOVE = 32  # px around a control that comes into sight: its label too


class Card(Themed, QFrame):
    """White box, 1 px line, radius 8; `body` is its vertical layout, `margin` in design px, `sunken` a well, `role` that
    of its heading.
    """

    def __init__(
        self,
        heading: str = "",
        margin: int = PANE_MARGIN,
        gap: int = CARD_GAP,
        sunken: bool = False,
        role: Role = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sunkenCard" if sunken else "card")
        self._margin, self._gap = margin, gap
        self.body = QVBoxLayout(self)
        self.head = QHBoxLayout()
        self.heading = Label(heading, role, weight=600)
        if heading:
            self.head.addWidget(self.heading)
            self.head.addStretch(1)
            self.body.addLayout(self.head)
        else:
            self.heading.setParent(self)
            self.heading.hide()
        self.follow_theme()

    def restyle(self) -> None:
        side = px(self._margin)
        self.body.setContentsMargins(side, side, side, side)
        self.body.setSpacing(px(self._gap))
        super().restyle()


class _Ring(QWidget):
    """The ring of the focus over what a scroll area shows."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self) -> None:
        """Cover the area."""
        area = self.parentWidget()
        if area is not None:
            self.setGeometry(area.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        focus_ring(QPainter(self), QRectF(self.rect()), px(RADIUS_INPUT))


class ScrollBody(QScrollArea):
    """A form or detail body that scrolls rather than squeezes and follows the keyboard. `body` is the layout inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text("kit.scroll_body"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("body")
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setWidget(inner)
        self._ring = _Ring(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.verticalScrollBar().rangeChanged.connect(self._stop_when_long)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _stop_when_long(self, _least: int, most: int) -> None:
        """Tab stops at it, for the arrow keys, where there is something to scroll."""
        policy = Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.ClickFocus
        if self.focusPolicy() != policy:
            self.setFocusPolicy(policy)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._ring.show_over()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.hide()

    def _follow(self, _left: QWidget | None, entered: QWidget | None) -> None:
        """Qt brings a control into sight when Tab moves within the area, not when it comes in from outside."""
        inner = self.widget()
        if inner is not None and entered is not None and inner.isAncestorOf(entered):
            self.ensureWidgetVisible(entered, 0, px(_ABOVE))


class PopupCard(QFrame):
    """A frameless popup with round corners: facet lists, column choosers, calendars. `body` is its layout.

    Closes on Esc and on a click elsewhere; deleted when closed.
    """

    def __init__(self, parent: QWidget | None = None, margin: int = CARD_GAP) -> None:
        flags = Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # and so the style sheet paints no ground
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(margin), px(margin), px(margin), px(margin))

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_CARD), "surface", "strong")

    def show_below(self, anchor: QWidget, gap: int = 2) -> None:
        """Show under a widget, moved so that all of it is on the screen, and within the window where that is wide."""
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + px(gap)))
        screen, window = anchor.screen().availableGeometry(), anchor.window()
        edge = window.mapToGlobal(QPoint(window.width() - px(CARD_GAP), 0)).x()
        x = max(screen.left(), min(place.x(), screen.right() - self.width(), max(0, edge - self.width())))
        y = place.y()
        if y + self.height() > screen.bottom():
            y = max(screen.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - px(gap))
        self.move(x, y)
        self.show()
