"""Messages in the page, above what they concern; inserted in the layout, never over it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.tokens import RADIUS_BUTTON
from ui.widgets.base import Themed, announce, box
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.labels import ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.messages import text

Kind = Literal["info", "warn", "error", "success"]
_KINDS: dict[Kind, tuple[Shape, str, str, str]] = {
    "info": (Shape.INFO, "accent", "tint", "tint_border"),
    "warn": (Shape.RING_ALERT, "amber", "amber_bg", "amber_bd"),
    "error": (Shape.ALERT, "red", "red_bg", "red_bd"),
    "success": (Shape.CHECK, "green", "green_bg", "green_bd"),
}


class Banner(Themed, QWidget):
    """Cause, effect and next act in one or two lines. `acted` when the link is used, `closed` after the cross."""

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        kind: Kind,
        message: str,
        action: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._mark = ShapeMark(_KINDS[kind][0], _KINDS[kind][1], 14)
        self._words = Paragraph(message, "body", middle=True)
        self._link = LinkButton(action, flush="right")
        self._cross = IconButton("x", text("kit.close"), side=24)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._link)
        self._row.addWidget(self._cross)
        self._link.setVisible(bool(action))
        self._cross.setVisible(closable)
        self._link.clicked.connect(self.acted)
        self._cross.clicked.connect(self._close)
        self._tell()
        self.follow_theme()

    def kind(self) -> Kind:
        """Which of the four."""
        return self._kind

    def message(self) -> str:
        """The words shown."""
        return self._words.text()

    def show_message(self, kind: Kind, message: str, action: str = "") -> None:
        """Change what it says and make it visible; a screen reader hears it."""
        self._kind = kind
        self._mark.set_mark(*_KINDS[kind][:2])
        self._words.setText(message)
        self._link.setText(action)
        self._link.setVisible(bool(action))
        self._tell()
        self.setVisible(True)
        self.update()
        announce(self, message)

    def set_closable(self, on: bool) -> None:
        """Whether it can be put away."""
        self._cross.setVisible(on)

    def restyle(self) -> None:
        self._row.setContentsMargins(px(13), px(7), px(12), px(7))
        self._row.setSpacing(px(10))
        self.setMinimumHeight(px(38))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        _shape, _ink, fill, edge = _KINDS[self._kind]
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_BUTTON), fill, edge)

    def _tell(self) -> None:
        self.setAccessibleName(f"{text(f'kit.banner_{self._kind}')}: {self._words.text()}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
