"""The four tiles at the top of the day: a number each, and the list behind it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import fonts, icons, shapes
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_CARD
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.delegates_base import draw_line
from ui.widgets.labels import text_width
from workbench.messages import text
from workbench.services.today import Today

_LOOKS = {
    "late": (Shape.ALERT, "red"),
    "soon": (Shape.CLOCK, "amber"),
    "waiting": (Shape.ARROW_UP, "plum"),
    "imports": (Shape.RING_ALERT, "amber"),
}


class Tile(Themed, QAbstractButton):
    """Shape and words, the number, a remark. One line 44 px high in the compact form."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._number, self._remark, self._compact = 0, "", False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text(f"today.tile_{key}"))
        self.follow_theme()

    def show_number(self, number: int, remark: str) -> None:
        """Change number and remark."""
        self._number, self._remark = number, remark
        self.restyle()

    def number(self) -> int:
        """The number shown."""
        return self._number

    def set_compact(self, on: bool) -> None:
        """The one-line form."""
        self._compact = on
        self.restyle()

    def restyle(self) -> None:
        parts = (self.text(), text("kit.number", count=self._number), self._remark)
        self.setAccessibleName(", ".join(filter(None, parts)))
        self.setToolTip(self._remark if self._compact else "")
        self.setFixedHeight(px(44 if self._compact else 76))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(44 if self._compact else 76))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(150), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, px(RADIUS_CARD), "hover" if self.underMouse() else "surface", "border")
        (self._paint_low if self._compact else self._paint_high)(painter)
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_CARD))

    def _paint_high(self, painter: QPainter) -> None:
        self._mark(painter, px(16), px(23), 14)
        words = self.rect().adjusted(px(36), px(13), -px(40), 0)
        words.setHeight(px(20))
        draw_line(painter, words, self.text(), fonts.label(), "text2")
        self._chevron(painter, px(23))
        shown = text("kit.number", count=self._number)
        painter.setFont(fonts.figure())
        painter.setPen(color(self._ink()))
        painter.drawText(QRectF(px(14), px(32), px(120), px(36)), Qt.AlignmentFlag.AlignVCenter, shown)
        left = px(14) + text_width(fonts.figure(), shown) + px(11)
        remark = self.rect().adjusted(left, px(42), -px(12), 0)
        remark.setHeight(px(20))
        draw_line(painter, remark, self._remark, fonts.label(400, tabular=True), "text2")

    def _paint_low(self, painter: QPainter) -> None:
        middle = self.height() / 2
        self._mark(painter, px(14), middle, 14)
        shown = text("kit.number", count=self._number)
        painter.setFont(fonts.title())
        painter.setPen(color(self._ink()))
        painter.drawText(QRectF(px(36), 0, px(80), self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        left = px(36) + text_width(fonts.title(), shown) + px(9)
        draw_line(painter, self.rect().adjusted(left, 0, -px(28), 0), self.text(), fonts.label(), "text2")
        self._chevron(painter, middle)

    def _mark(self, painter: QPainter, left: float, middle: float, size: int) -> None:
        shape, token = _LOOKS[self.key]
        token = token if self._number else "text3"  # nothing there: nothing to look at
        spot = QRectF(left, middle - px(size) / 2, px(size), px(size))
        shapes.draw(painter, spot, shape, color(token), color("surface"))

    def _chevron(self, painter: QPainter, middle: float) -> None:
        picture = icons.pixmap("chevron-right", "text2", 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - px(12) - px(14), middle - px(7)), picture)

    def _ink(self) -> str:
        return "red" if self.key == "late" and self._number else "text"


class TileRow(QWidget):
    """The tiles side by side. `opened(Tile)`."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        self.tiles = {key: Tile(key) for key in _LOOKS}
        for tile in self.tiles.values():
            tile.clicked.connect(lambda _=False, tile=tile: self.opened.emit(tile))
            row.addWidget(tile)

    def set_compact(self, on: bool) -> None:
        """The one-line form."""
        for tile in self.tiles.values():
            tile.set_compact(on)

    def show_day(self, day: Today) -> None:
        """Numbers of a day."""
        places = len({batch.file for batch in day.imports})
        remarks = {
            "late": text("today.oldest", n=day.oldest_late) if day.late else "",
            "soon": text("today.due_today", n=day.due_today) if day.due_today else "",
            "waiting": text("today.long_waiting", n=day.waiting_long) if day.waiting_long else "",
            "imports": text("today.waiting_rows", n=sum(i.waiting for i in day.imports)) if places else "",
        }
        numbers = {"late": day.late, "soon": day.soon, "waiting": day.waiting, "imports": len(day.imports)}
        for key, tile in self.tiles.items():
            tile.show_number(numbers[key], remarks[key])
