"""Ground of every table cell: selection, hover, current row, row line, heading rows, found places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QStaticText, QTransform
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QTreeView,
    QWidget,
)

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_GROUP, TONES
from ui.widgets.base import hairline
from ui.widgets.roles import GroupLine, Role

Index = QModelIndex | QPersistentModelIndex
Spans = Sequence[tuple[int, int]]

_SHARES = {  # of the room left over that stands before a line
    Qt.AlignmentFlag.AlignLeft: 0.0,
    Qt.AlignmentFlag.AlignHCenter: 0.5,
    Qt.AlignmentFlag.AlignRight: 1.0,
}
_ONE_LINE = str.maketrans("\n\r\t", "   ")  # one for one: found places stay where they are
PAD = 8
FIRST_PAD = 16
_BAR = 3


class CellDelegate(QStyledItemDelegate):
    """Base of the delegates. Subclasses give `paint_cell`, `cell_width`, and `full_text` for what can be cut."""

    height = 32

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        """Draw the content into `room`, the cell without its padding."""
        raise NotImplementedError

    def cell_width(self, index: Index) -> int:
        """Width that the content wants, in px."""
        raise NotImplementedError

    def full_text(self, index: Index) -> str:
        """Words for the tool tip when they did not fit."""
        return text_of(index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setClipRect(option.rect)
        group = index.data(Role.GROUP)
        link = index.data(Role.LINK)
        if isinstance(group, GroupLine):
            self._paint_group(painter, option, index, group)
        else:
            self._paint_ground(painter, option, index)
            if link:
                self._paint_link(painter, option, index, str(link))
            else:
                self.paint_cell(painter, self._room(option, index), index, option)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.data(Role.GROUP), GroupLine):
            return QSize(0, px(HEIGHT_GROUP))
        if index.data(Role.LINK):
            return QSize(0, px(32))
        first = FIRST_PAD if _is_first(_view(option), index) else PAD
        return QSize(self.cell_width(index) + px(first + PAD), px(self.height))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        given = index.data(Qt.ItemDataRole.ToolTipRole)
        elided = self.cell_width(index) > self._room(option, index).width()
        shown = str(given) if given else self.full_text(index) if elided else ""
        if shown:
            QToolTip.showText(event.globalPos(), plain_tip(shown), view)
        else:
            QToolTip.hideText()
        return True

    def _room(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        left = px(FIRST_PAD if _is_first(_view(option), index) else PAD)
        return option.rect.adjusted(left, 0, -px(PAD), -1)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = _view(option)
        selected = _selected(view, option, index)
        current = view is not None and view.currentIndex().row() == index.row() and _same_parent(view, index)
        hovered = _hovered(view, option, index)
        ground = "tint" if selected else "hover" if hovered else "surface"
        focused, first = view is not None and view.hasFocus(), current and _is_first(view, index)
        paint_ground(painter, option.rect, ground, current=current, focused=focused, first=first)

    def _paint_group(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, group: GroupLine) -> None:
        rect = option.rect
        painter.fillRect(rect, color("window"))
        hairline(painter, rect, "border")
        view = _view(option)
        if not _is_first(view, index):
            return
        if view is not None and view.hasFocus() and view.currentIndex().row() == index.row():
            painter.fillRect(rect.left(), rect.top(), px(_BAR), rect.height(), color("accent"))
        room = rect.adjusted(px(FIRST_PAD), 0, -px(PAD), -1)
        title = fonts.label(600)
        ink = "text" if group.strong else TONES[group.tone][0]
        used = draw_line(painter, room, group.title, title, ink)
        note = room.adjusted(used + px(8), 0, 0, 0)
        draw_line(painter, note, group.note, fonts.label(400, tabular=True), "text2")

    def _paint_link(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, words: str) -> None:
        if _is_first(_view(option), index):
            draw_line(painter, self._room(option, index), words, fonts.body(500), "accent")


def paint_ground(painter: QPainter, rect: QRect, ground: str, *, current: bool, focused: bool, first: bool) -> None:
    """What lies under a cell or a whole row: the token `ground`, the line below, the marks of the current row.

    `first`: the leftmost column is in it.
    """
    painter.fillRect(rect, color(ground))
    hairline(painter, rect, "border")
    if not current:
        return
    if focused:
        hairline(painter, rect, "accent", top=True)
        hairline(painter, rect, "accent")
    if first:
        painter.fillRect(rect.left(), rect.top(), px(_BAR), rect.height(), color("accent"))


def text_of(index: Index) -> str:
    """DisplayRole as words."""
    value = index.data(Qt.ItemDataRole.DisplayRole)
    return "" if value is None else str(value)


def data_of(index: Index, role: Role, default: Any = None) -> Any:
    """Answer of a kit role, or the default."""
    value = index.data(role)
    return default if value is None else value


def width_of(font: QFont, words: str) -> int:
    """Width of one line, px."""
    return QFontMetrics(font).horizontalAdvance(words) + 1


def draw_line(
    painter: QPainter,
    room: QRect,
    words: str,
    font: QFont,
    token: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    spans: Spans = (),
) -> int:
    """One elided line, vertically centred, found places marked; gives the width used."""
    if not words or room.width() <= 0:
        return 0
    shown, used, height, laid = _laid(words, font, room.width())
    painter.setFont(font)
    if spans:
        _mark_found(painter, room, shown, QFontMetrics(font), spans)
    painter.setPen(color(token))
    left = room.left() + int((room.width() - used) * _SHARES[align])
    top = room.top() + (room.height() - height) // 2
    painter.drawStaticText(QPointF(left, top), laid)
    if font.strikeOut():  # laid glyphs are drawn without the lines of their font
        metrics = QFontMetrics(font)
        through = top + metrics.ascent() - metrics.strikeOutPos()
        painter.fillRect(QRect(left, through, used, max(1, metrics.lineWidth())), color(token))
    return used


@lru_cache(maxsize=4096)
def _laid(words: str, font: QFont, width: int) -> tuple[str, int, int, QStaticText]:
    """A line as it is shown in so much room: its words cut short, width, height, and the glyphs in their places."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words.translate(_ONE_LINE), Qt.TextElideMode.ElideRight, width)
    laid = QStaticText(shown)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(QTransform(), font)
    return shown, metrics.horizontalAdvance(shown), metrics.height(), laid


def _mark_found(painter: QPainter, room: QRect, shown: str, metrics: QFontMetrics, spans: Spans) -> None:
    """Amber tint and an amber line under each found place; the line says it without colour."""
    top = room.center().y() - metrics.height() // 2 - px(1)
    cut = len(shown) - 1 if shown.endswith("…") else len(shown)
    for start, length in spans:
        end = min(start + length, cut)
        if start >= end:
            continue
        left = room.left() + metrics.horizontalAdvance(shown[:start])
        width = metrics.horizontalAdvance(shown[:end]) - metrics.horizontalAdvance(shown[:start])
        painter.fillRect(left - 1, top, width + 2, metrics.height() + px(2), color("amber_bg"))
        under = QRectF(left - 1, top + metrics.height() + px(1), width + 2, px(1.5))
        painter.fillRect(under, color("amber"))


def plain_tip(words: str) -> str:
    """Words safe as a tool tip: Qt must not take them for markup, and long ones must wrap."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"


def _view(option: QStyleOptionViewItem) -> QAbstractItemView | None:
    widget: QWidget | None = option.widget
    return widget if isinstance(widget, QAbstractItemView) else None


def _is_first(view: QAbstractItemView | None, index: Index) -> bool:
    """Whether the cell is in the leftmost column shown."""
    if isinstance(view, QTableView):
        header = view.horizontalHeader()
    elif isinstance(view, QTreeView):
        header = view.header()
    else:
        return True
    for visual in range(header.count()):
        logical = header.logicalIndex(visual)
        if not header.isSectionHidden(logical):
            return logical == index.column()
    return False


def _same_parent(view: QAbstractItemView, index: Index) -> bool:
    return view.currentIndex().parent() == index.parent()


def _selected(view: QAbstractItemView | None, option: QStyleOptionViewItem, index: Index) -> bool:
    if view is not None and view.selectionModel() is not None:  # the state would do, but names all there is of styles
        return view.selectionModel().isSelected(index)
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_Selected)


def _hovered(view: QAbstractItemView | None, option: QStyleOptionViewItem, index: Index) -> bool:
    row = getattr(view, "hovered_row", None)
    if row is not None:
        return bool(row() == index.row())
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_MouseOver)
