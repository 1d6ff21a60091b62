"""Files and folders dropped on the window: which they are, and the hint while they are held over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import fonts, icons
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_CARD
from ui.widgets.base import box
from workbench.disk import present
from workbench.messages import text
from workbench.storage.backup import SUFFIX


def files_of(data: QMimeData) -> list[Path]:
    """Local files and folders in what is dragged or was copied."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if present(path)]


def is_record(path: Path) -> bool:
    """Whether what is dropped is a record, which is opened and not imported."""
    return path.suffix.lower() == SUFFIX


class DropHint(QWidget):
    """Covers the window and says what a drop will do."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self) -> None:
        """Cover the window."""
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = QRectF(self.rect()).adjusted(px(16), px(16), -px(16), -px(16))
        painter.setOpacity(0.94)
        box(painter, inner, px(RADIUS_CARD), "tint", "accent", px(2), dashed=True)
        painter.setOpacity(1.0)
        centre = inner.center()
        side = px(32)
        icons.draw(painter, QRectF(centre.x() - side / 2, centre.y() - side - px(8), side, side), "inbox", "accent")
        painter.setFont(fonts.section())
        painter.setPen(color("accent"))
        words = QRectF(inner.left(), centre.y() + px(4), inner.width(), px(24))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text("shell.drop_hint"))
