"""Cards and panes: the boxes that hold parts of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import CARD_GAP, PANE_MARGIN
from ui.widgets.base import Themed
from ui.widgets.labels import Label


class Card(Themed, QFrame):
    """White box, 1 px line, radius 8; `body` is its vertical layout, `margin` in design px, `sunken` a well."""

    def __init__(
        self,
        heading: str = "",
        margin: int = PANE_MARGIN,
        gap: int = CARD_GAP,
        sunken: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sunkenCard" if sunken else "card")
        self._margin, self._gap = margin, gap
        self.body = QVBoxLayout(self)
        self.head = QHBoxLayout()
        self.heading = Label(heading, "body", weight=600)
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


class ScrollBody(QScrollArea):
    """A form or detail body that scrolls rather than squeezes. `body` is the vertical layout inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("body")
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setWidget(inner)
