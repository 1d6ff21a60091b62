"""Chips and small marks: status chips, counts, removable tags."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts, icons, shapes, status, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_CHIP, RADIUS_INPUT, SHAPE
from ui.widgets.base import Themed, blank, box, focus_ring
from ui.widgets.delegates_base import draw_line
from workbench.messages import text

_LEFT, _GAP, _RIGHT = 7, 5, 8


def chip_width(words: str) -> int:
    """Width of a status chip in px."""
    return px(_LEFT) + px(SHAPE) + px(_GAP) + QFontMetrics(fonts.label()).horizontalAdvance(words) + px(_RIGHT)


def paint_chip(painter: QPainter, rect: QRectF, key: str, words: str, bare: bool = False) -> None:
    """A chip filling `rect`: tint (unless `bare`), shape, words; words are elided when too long."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), _ground(key, bare, theme.current().name, rect.width(), rect.height(), ratio))
    start = int(rect.left()) + (0 if bare else px(_LEFT)) + px(SHAPE) + px(_GAP)
    room = QRect(start, int(rect.top()), 0, int(rect.height()))
    room.setRight(int(rect.right()) - (0 if bare else px(_RIGHT)))
    draw_line(painter, room, words, fonts.label(), status.LOOKS[key].ink)


@lru_cache(maxsize=512)
def _ground(key: str, bare: bool, _theme: str, width: float, height: float, ratio: float) -> QPixmap:
    """Tint and shape of a chip as a picture, drawn once in every theme."""
    rect, look = QRectF(0, 0, width, height), status.LOOKS[key]
    made = blank(rect, ratio)
    painter = QPainter(made)
    if not bare:
        box(painter, rect, px(RADIUS_INPUT), look.background, look.edge if theme.current().outlined else None)
    mark = QRectF(0 if bare else px(_LEFT), (height - px(SHAPE)) / 2, px(SHAPE), px(SHAPE))
    shapes.draw(painter, mark, look.shape, color(look.ink), color("surface"))
    painter.end()
    return made


class Chip(Themed, QWidget):
    """A status: colour, shape, word. `words` overrides the word of the catalogue; `bare` leaves the tint off."""

    def __init__(self, key: str, words: str = "", bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._given, self._bare = key, words, bare
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_status(self, key: str, words: str = "") -> None:
        """Show another status."""
        self._key, self._given = key, words
        self.restyle()

    def key(self) -> str:
        """The status key shown."""
        return self._key

    def words(self) -> str:
        """The words shown."""
        return self._given or status.word(self._key)

    def restyle(self) -> None:
        self.setAccessibleName(self.words())
        self.setFixedHeight(px(HEIGHT_CHIP))
        super().restyle()

    def sizeHint(self) -> QSize:
        width = chip_width(self.words()) - (px(_LEFT) + px(_RIGHT) if self._bare else 0)
        return QSize(width, px(HEIGHT_CHIP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), QRectF(self.rect()), self._key, self.words(), self._bare)


class Tag(Themed, QWidget):
    """A chosen value with a cross to take it out: “Vĩnh Long ×”. Delete, Backspace or Space take it out too."""

    removed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def words(self) -> str:
        """The value."""
        return self._words

    def restyle(self) -> None:
        self.setAccessibleName(text("kit.tag_remove", value=self._words))
        self.setToolTip(text("kit.tag_remove", value=self._words))
        self.setFixedHeight(px(HEIGHT_CHIP))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(10) + QFontMetrics(fonts.label()).horizontalAdvance(self._words) + px(24), px(HEIGHT_CHIP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, px(RADIUS_INPUT), "tint", "tint_border" if theme.current().outlined else None)
        painter.setFont(fonts.label())
        painter.setPen(color("accent"))
        painter.drawText(rect.adjusted(px(10), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words)
        cross = icons.pixmap("x", "accent" if self.underMouse() else "text2", 12, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(rect.right() - px(18), (rect.height() - px(12)) / 2), cross)
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_INPUT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() > self.width() - px(24):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space):
            self.removed.emit()
            return
        super().keyPressEvent(event)
