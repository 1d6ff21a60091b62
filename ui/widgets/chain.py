"""The chain strip: agreement > obstacle > escalation > answer, and where this record stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import fonts, icons, shapes, status
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_BUTTON
from ui.widgets.base import Themed, box, focus_ring
from workbench.messages import text

_FULL, _COMPACT, _BETWEEN = 57, 34, 12


@dataclass(frozen=True, slots=True)
class ChainNode:
    """One node. `code` is the record code, a count (“3 vướng mắc”) or “Chưa có”; `short` the compact form.

    `status` is a status key and `words` what is written after its shape, `full` the same unshortened for the tool tip
    and for a screen reader. `missing` is drawn dashed, in red when the status is `late`.
    """

    label: str
    icon: str
    code: str
    short: str = ""
    status: str = ""
    words: str = ""
    missing: bool = False
    full: str = ""


class ChainStrip(Themed, QWidget):
    """Nodes with arrows between. `activated(i)` on click, Enter or Space; left and right keys move."""

    activated = Signal(int)

    def __init__(
        self,
        nodes: Sequence[ChainNode] = (),
        current: int = -1,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._compact = compact
        self._nodes: list[_Node] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text("kit.chain"))
        self.set_nodes(nodes, current)
        self.follow_theme()

    def set_nodes(self, nodes: Sequence[ChainNode], current: int) -> None:
        """Show another chain; the keyboard stays at the node it was at."""
        held = next((place for place, node in enumerate(self._nodes) if node.hasFocus()), -1)
        for old in self._nodes:
            old.hide()
            old.deleteLater()
        self._nodes = [_Node(node, place, len(nodes), place == current, self) for place, node in enumerate(nodes)]
        for made in self._nodes:
            made.set_compact(self._compact)
            made.chosen.connect(self.activated)
            made.show()
        if held >= 0 and self._nodes:
            self._nodes[min(held, len(self._nodes) - 1)].setFocus()
        self._arrange()
        self.update()

    def set_compact(self, on: bool) -> None:
        """The 34 px form with short codes."""
        self._compact = on
        for node in self._nodes:
            node.set_compact(on)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(px(_COMPACT if self._compact else _FULL))
        self._arrange()
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(312 if self._compact else 415), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(280), px(_COMPACT if self._compact else _FULL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right) or not self._nodes:
            super().keyPressEvent(event)
            return
        place = next((i for i, node in enumerate(self._nodes) if node.hasFocus()), 0)
        step = 1 if event.key() == Qt.Key.Key_Right else -1
        self._nodes[(place + step) % len(self._nodes)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for node in self._nodes[:-1]:
            right = node.geometry().right() + 1
            side = px(20)
            spot = QRectF(right + (px(_BETWEEN) - side) / 2, (self.height() - side) / 2, side, side)
            icons.draw(painter, spot, "chevron-right", "text2")

    def _arrange(self) -> None:
        count = len(self._nodes)
        if not count:
            return
        room = self.width() - px(_BETWEEN) * (count - 1)
        x = 0.0
        for node in self._nodes:
            node.setGeometry(round(x), 0, round(x + room / count) - round(x), self.height())
            x += room / count + px(_BETWEEN)


class _Node(Themed, QAbstractButton):
    chosen = Signal(int)

    def __init__(self, node: ChainNode, place: int, total: int, current: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._node, self._place, self._total, self._current = node, place, total, current
        self._compact = False
        self.clicked.connect(self._tell)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def _tell(self) -> None:
        self.chosen.emit(self._place)

    def set_compact(self, on: bool) -> None:
        self._compact = on
        self.restyle()

    def restyle(self) -> None:
        node = self._node
        what = " ".join(part for part in (node.label, node.code) if part)
        where = text("kit.chain_node", i=self._place + 1, total=self._total, what=what)
        self.setAccessibleName(", ".join(part for part in (where, self._full_words()) if part))
        self.setToolTip(", ".join(part for part in (what, self._full_words()) if part))
        super().restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        node = self._node
        fill = "tint" if self._current else "hover" if self.underMouse() else "surface"
        late = node.missing and node.status == "late"
        edge = "accent" if self._current else "red_bd" if late else "strong" if node.missing else "border"
        box(painter, rect, px(RADIUS_BUTTON), fill, edge, 1.5 if self._current else 1, dashed=node.missing)
        if self._compact:
            self._paint_compact(painter)
        else:
            self._paint_full(painter)
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_BUTTON))

    def _paint_full(self, painter: QPainter) -> None:
        node, left = self._node, px(9)
        icon_spot = QRectF(left, px(14) - px(7), px(14), px(14))
        icons.draw(painter, icon_spot, node.icon, "accent" if self._current else "text2")
        label = fonts.caption(500 if self._current else 400)
        self._line(painter, left + px(17), 14, node.label, label, "accent" if self._current else "text2")
        missing_ink = "red" if node.status == "late" else "text2"
        self._line(painter, left, 29, node.code, self._code_font(), missing_ink if node.missing else "text")
        look = status.LOOKS.get(node.status)
        if look is None:
            return
        mark = QRectF(left, px(46) - px(11) / 2, px(11), px(11))
        shapes.draw(painter, mark, look.shape, color(look.ink), color("surface"))
        self._line(painter, left + px(15), 46, self._words(), fonts.caption(500), look.ink)

    def _paint_compact(self, painter: QPainter) -> None:
        node, left = self._node, px(8)
        look = status.LOOKS.get(node.status)
        mark = QRectF(left, (self.height() - px(12)) / 2, px(12), px(12))
        if look is not None:
            shapes.draw(painter, mark, look.shape, color(look.ink), color("surface"))
        else:
            icons.draw(painter, mark, node.icon, "text2")  # else nothing would say what there is none of
        left += px(16)
        ink = "accent" if self._current else "red" if node.missing and node.status == "late" else "text"
        self._line(painter, left, self.height() / 2 / px(1), node.short or node.code, self._code_font(), ink)

    def _line(self, painter: QPainter, left: float, middle: float, words: str, font: QFont, token: str) -> None:
        room = QRectF(left, px(middle) - px(9), self.width() - left - px(2), px(18))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setFont(font)
        painter.setPen(color(token))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def _code_font(self) -> QFont:
        return fonts.caption(600)

    def _words(self) -> str:
        node = self._node
        return node.words or (status.word(node.status) if node.status else "")

    def _full_words(self) -> str:
        return self._node.full or self._words()
