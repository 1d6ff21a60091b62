"""The delegates: how values of a register look in a table. What they read is told in `roles`."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.theme import fonts, icons, shapes, status, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_CHIP, RADIUS_INPUT, ROW_TWO_LINES, SHAPE, TONES
from ui.widgets.base import box
from ui.widgets.chips import chip_width, paint_chip
from ui.widgets.choices import CHECK_SIDE, paint_check
from ui.widgets.delegates_base import CellDelegate, Index, data_of, draw_line, text_of, width_of
from ui.widgets.labels import text_width
from ui.widgets.roles import Role
from workbench.messages import text
from workbench.values.percent import format_percent

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_RIGHT_BIT = int(_RIGHT)
SNUG_TITLE = 260  # design px; a title with less room than that gets what a deadline on two lines leaves


class TextDelegate(CellDelegate):
    """A line of text. `token` colour, `tabular` digits, `weight`; `code` is the 12 px form of record codes.

    Follows TextAlignmentRole; marks MATCHES (so it is also the search highlighter).
    """

    def __init__(
        self,
        token: str = "text",
        tabular: bool = False,
        weight: int | None = None,
        code: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._token, self._tabular, self._weight, self._code = token, tabular or code, weight, code

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        align = _RIGHT if int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0) & _RIGHT_BIT else _LEFT
        token = data_of(index, Role.TOKEN, self._token)
        draw_line(painter, room, text_of(index), self._font(), token, align, data_of(index, Role.MATCHES, ()))

    def cell_width(self, index: Index) -> int:
        return width_of(self._font(), text_of(index))

    def _font(self) -> QFont:
        if self._code:
            return fonts.label(self._weight, tabular=True)
        return fonts.body(self._weight, self._tabular)


class StatusChip(CellDelegate):
    """The chip of STATUS. DisplayRole overrides the word; `bare` leaves the tint off."""

    def __init__(self, bare: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bare = bare

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        key = data_of(index, Role.STATUS, "")
        if key not in status.LOOKS:  # a word without a look is still a word
            draw_line(painter, room, text_of(index), fonts.label(), "text2")
            return
        width = min(chip_width(_status_words(index)), room.width())
        top = room.top() + (room.height() - px(HEIGHT_CHIP)) / 2
        rect = QRectF(room.left(), round(top), width, px(HEIGHT_CHIP))
        paint_chip(painter, rect, key, _status_words(index), self._bare)

    def cell_width(self, index: Index) -> int:
        known = data_of(index, Role.STATUS, "") in status.LOOKS
        return chip_width(_status_words(index)) if known else width_of(fonts.label(), text_of(index))

    def full_text(self, index: Index) -> str:
        return _status_words(index)


class ShapeCell(CellDelegate):
    """The shape of STATUS alone, centred; the row says the word elsewhere, the tool tip says it again."""

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        look = status.LOOKS.get(data_of(index, Role.STATUS, ""))
        if look is None:
            return
        side = px(SHAPE)
        mark = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
        shapes.draw(painter, mark, look.shape, color(look.ink), color("surface"))

    def cell_width(self, index: Index) -> int:
        return px(SHAPE)


class DueBadge(CellDelegate):
    """A date, then shape and words when it is near or past: “06/10/2026 ▲ Trễ 4 ngày”. In a row of two lines the words
    stand under the date where the column is too narrow for both.
    """

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        words = data_of(index, Role.DUE_WORDS, "")
        token = "text" if words else "text2"
        look = status.LOOKS.get(data_of(index, Role.DUE_STATUS, ""))
        upper = room
        if look is not None and words and self._is_stacked(index, room):
            upper, room = two_lines(room)
        used = draw_line(painter, upper, text_of(index), fonts.body(tabular=True), token)
        if look is None or not words:
            return
        left = room.left() + (used + px(11 if used else 0) if upper is room else 0)
        side = px(SHAPE)
        if left + side > room.right():
            return
        mark = shapes.pixmap(look.shape, look.ink, ratio=painter.device().devicePixelRatio())
        painter.drawPixmap(left, room.top() + (room.height() - side) // 2, mark)
        rest = QRect(left + side + px(5), room.top(), 0, room.height())
        rest.setRight(room.right())
        draw_line(painter, rest, words, fonts.label(), look.ink)

    def cell_width(self, index: Index) -> int:
        width = width_of(fonts.body(tabular=True), text_of(index))
        words = data_of(index, Role.DUE_WORDS, "")
        return width + (px(11 + SHAPE + 5) + width_of(fonts.label(), words) if words else 0)

    def _is_stacked(self, index: Index, room: QRect) -> bool:
        return bool(text_of(index)) and room.height() >= px(ROW_TWO_LINES) - 2 and self.cell_width(index) > room.width()

    def full_text(self, index: Index) -> str:
        return " ".join(part for part in (text_of(index), data_of(index, Role.DUE_WORDS, "")) if part)


class TwoLine(CellDelegate):
    """Title in 13/500 over a line of META in 12: what the two-line table shows of a record."""

    height = ROW_TWO_LINES

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        meta = data_of(index, Role.META, "")
        title = fonts.body(500)
        if not meta:
            draw_line(painter, room, text_of(index), title, "text", spans=data_of(index, Role.MATCHES, ()))
            return
        upper, lower = two_lines(room)
        token = data_of(index, Role.TOKEN, "text")
        draw_line(painter, upper, text_of(index), title, token, spans=data_of(index, Role.MATCHES, ()))
        spans = data_of(index, Role.META_MATCHES, ())
        draw_line(painter, lower, meta, fonts.label(400, tabular=True), "text2", spans=spans)

    def cell_width(self, index: Index) -> int:
        meta = width_of(fonts.label(400, tabular=True), data_of(index, Role.META, ""))
        return max(width_of(fonts.body(500), text_of(index)), meta)

    def full_text(self, index: Index) -> str:
        return "\n".join(part for part in (text_of(index), data_of(index, Role.META, "")) if part)


class Progress(CellDelegate):
    """Bar, percent, and a tick where the bar should be by now: lag is the gap between them."""

    bar_width = 62

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        share = index.data(Role.PROGRESS)
        if share is None:
            draw_line(painter, room, "–", fonts.body(), "text3")
            return
        words_width = px(42)
        bar = min(px(self.bar_width), max(px(16), room.width() - words_width))
        ground = QRectF(room.left(), room.center().y() - px(3) + 1, bar, px(6))
        paint_bar(painter, ground, share, data_of(index, Role.TONE, "green" if share >= 1 else "ink"))
        elapsed = index.data(Role.ELAPSED)
        if elapsed is not None:
            x = ground.left() + min(1.0, max(0.0, elapsed)) * ground.width()
            painter.fillRect(QRectF(x - 0.75, ground.center().y() - px(6.5), 1.5, px(13)), color("text"))
        words = QRect(int(ground.right()), room.top(), words_width, room.height())
        draw_line(painter, words, format_percent(share, 0), fonts.label(400, tabular=True), "text2", _RIGHT)

    def cell_width(self, index: Index) -> int:
        return px(self.bar_width + 42)

    def full_text(self, index: Index) -> str:
        share = index.data(Role.PROGRESS)
        return "" if share is None else format_percent(share, 0)


class Diff(CellDelegate):
    """BEFORE struck through, an arrow, AFTER on a green tint. DisplayRole alone is shown as plain words."""

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        before, after = data_of(index, Role.BEFORE, ""), data_of(index, Role.AFTER, "")
        if not before and not after:
            token = data_of(index, Role.TOKEN, "text2")
            draw_line(painter, room, text_of(index), fonts.body(), token)
            return
        left = room.left()
        if before:
            whole = width_of(_struck(), before) + px(23) + width_of(fonts.body(500), after) + px(6)
            fits = not after or whole <= room.width()
            share = room.width() if fits else max(px(40), room.width() // 2 - px(20))
            old = QRect(left, room.top(), min(share, width_of(_struck(), before)), room.height())
            left += draw_line(painter, old, before, _struck(), "text2") + px(6)
            if after:
                arrow = QRectF(left - px(3), room.center().y() - px(8) + 1, px(16), px(16))
                icons.draw(painter, arrow, "chevron-right", "text2")
                left += px(17)
        if after:
            self._paint_after(painter, QRect(left, room.top(), room.right() - left, room.height()), after)

    def cell_width(self, index: Index) -> int:
        before, after = data_of(index, Role.BEFORE, ""), data_of(index, Role.AFTER, "")
        if not before and not after:
            return width_of(fonts.body(), text_of(index))
        old = width_of(_struck(), before) + px(23) if before else 0
        return old + width_of(fonts.body(500), after) + px(6)

    def full_text(self, index: Index) -> str:
        before, after = data_of(index, Role.BEFORE, ""), data_of(index, Role.AFTER, "")
        return f"{before} → {after}" if before or after else text_of(index)

    def _paint_after(self, painter: QPainter, room: QRect, after: str) -> None:
        font = fonts.body(500)
        width = min(width_of(font, after) + px(6), room.width())
        tint = QRectF(room.left() - px(3) + px(1), room.center().y() - px(9), width, px(19))
        box(painter, tint, px(RADIUS_INPUT - 1), "green_bg")
        draw_line(painter, QRect(room.left() + px(1), room.top(), width - px(5), room.height()), after, font, "green")


class Check(CellDelegate):
    """The check box of a row (CheckStateRole); a click anywhere in the cell or Space turns it."""

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        side = px(CHECK_SIDE)
        rect = QRectF(room.left(), room.top() + (room.height() - side) // 2, side, side)
        paint_check(painter, rect, Qt.CheckState(state), bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable))

    def cell_width(self, index: Index) -> int:
        return px(CHECK_SIDE)

    def full_text(self, index: Index) -> str:
        return ""

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None or not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        clicked = isinstance(event, QMouseEvent) and (
            event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
        )
        spaced = isinstance(event, QKeyEvent) and (
            event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        )
        if not clicked and not spaced:
            return False
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        turned: Any = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, turned, Qt.ItemDataRole.CheckStateRole)


HighlightDelegate = TextDelegate


def due_width() -> int:
    """Room that a date with its days late or left needs, in the language in use."""
    return text_width(fonts.body(tabular=True), "30/12/2026") + px(11 + SHAPE + 5) + _widest_due_words() + 2


def stacked_due_width() -> int:
    """Room that it needs with the words under the date."""
    return max(text_width(fonts.body(tabular=True), "30/12/2026"), px(SHAPE + 5) + _widest_due_words()) + 2


def _widest_due_words() -> int:
    words = (text("due.late", n=88), text("due.left", n=5), text("due.off"), text("due.today"))
    return max(text_width(fonts.label(), shown) for shown in words)


def two_lines(room: QRect) -> tuple[QRect, QRect]:
    """The upper and the lower line of a cell in a row of two lines."""
    middle = room.center().y()
    upper = QRect(room.left(), middle - px(18), room.width(), px(18))
    return upper, QRect(room.left(), middle + px(1), room.width(), px(17))


def paint_bar(painter: QPainter, ground: QRectF, share: float, tone: str = "ink") -> None:
    """A rounded progress bar filling `ground`."""
    radius = ground.height() / 2
    track = ("sunken", "border") if theme.current().outlined else ("border", None)  # a well is not seen on dark
    box(painter, ground, radius, *track)
    width = max(0.0, min(1.0, share)) * ground.width()
    if width > 0:
        done = QRectF(ground.left(), ground.top(), max(width, ground.height()), ground.height())
        box(painter, done, radius, TONES[tone][0])


def _status_words(index: Index) -> str:
    key = data_of(index, Role.STATUS, "")
    return text_of(index) or (status.word(key) if key in status.LOOKS else "")


def _struck() -> QFont:
    font = fonts.body()
    font.setStrikeOut(True)
    return font
