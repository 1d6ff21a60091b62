"""What stands where nothing is: why, and the ways to fill it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import icons
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed
from ui.widgets.paragraph import Paragraph


class LinkPicture(Themed, QWidget):
    """Three joined records: the picture of the empty state and, larger, of the first run."""

    def __init__(self, factor: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factor = factor
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(px(140 * self._factor), px(86 * self._factor))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.width() / 140
        top, left, right = QPointF(70, 22) * unit, QPointF(19.5, 63.5) * unit, QPointF(120.5, 59.5) * unit
        painter.setPen(QPen(color("tint_border"), 1.5 * unit))
        for one, other in ((top, left), (top, right), (left, right)):
            painter.drawLine(one, other)
        for centre, radius, icon, solid in (
            (top, 21, "triangle-alert", True),
            (left, 17, "link", False),
            (right, 17, "arrow-up-from-line", False),
        ):
            painter.setPen(QPen(color("accent"), 1.2))
            painter.setBrush(color("accent" if solid else "tint"))
            painter.drawEllipse(centre, radius * unit, radius * unit)
            side = 19 * unit if self._factor < 1.5 else 11 * unit
            spot = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            icons.draw(painter, spot, icon, "on_accent" if solid else "accent")


class EmptyState(Themed, QWidget):
    """Picture, heading, a sentence, and buttons or pills below. `icon` replaces the picture (“search”)."""

    def __init__(
        self,
        heading: str,
        detail: str = "",
        actions: Sequence[QWidget] = (),
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(_BigIcon(icon) if icon else LinkPicture(), 0, centre)
        column.addSpacing(px(8 if icon else 12))
        self._heading = Paragraph(heading, "section", centred=True)
        self._detail = Paragraph(detail, "body", "text2", centred=True)
        column.addWidget(self._heading)
        column.addWidget(self._detail)
        self._detail.setVisible(bool(detail))
        column.addSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.follow_theme()

    def set_words(self, heading: str, detail: str = "") -> None:
        """Change heading and sentence."""
        self._heading.setText(heading)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))


class _BigIcon(Themed, QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(28), px(28))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.draw(QPainter(self), QRectF(self.rect()), self._name, "text2")
