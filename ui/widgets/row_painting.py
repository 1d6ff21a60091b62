"""Painting the rows of a table whole, without asking its model and its delegates through Qt for every cell.

A model that can be painted so has a method `cells(row)`: it gives a `Cell` for each column asked for, or None for a row
that is not there yet, which is left blank.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from ui.theme.metrics import px
from ui.widgets.base import focus_ring
from ui.widgets.delegates_base import FIRST_PAD, PAD, CellDelegate, Index, paint_ground


class Cell(Protocol):
    """What `CellDelegate.paint_cell` asks of an index."""

    def data(self, role: int, /) -> Any:
        """The answer to a role."""

    def flags(self) -> Qt.ItemFlag:
        """What can be done with it."""


Cells = Callable[[int], Cell]


class RowTable(Protocol):
    """A table that knows which row is under the mouse and which are chosen."""

    def hovered_row(self) -> int:
        """That row, or -1."""

    def row_chosen(self, row: int) -> bool:
        """Whether a row is among the chosen ones."""

    def marked_column(self) -> int:
        """The column of the cell that keys act on, or -1 while they act on the row."""


def paint_rows(table: QTableView, rect: QRect, cells_of: Callable[[int], Cells | None]) -> None:
    """Paint all rows that lie in a part of the viewport. Every delegate of the table must be a `CellDelegate`."""
    painter = QPainter(table.viewport())
    painter.setClipRect(rect)
    columns = _columns(table, rect)
    current, focused = table.currentIndex().row(), table.hasFocus()
    rows = cast("RowTable", table)
    hovered = rows.hovered_row()
    marked = rows.marked_column() if focused else -1
    option = QStyleOptionViewItem()
    row, count = max(0, table.rowAt(max(0, rect.top()))), table.model().rowCount()
    top = table.rowViewportPosition(row)
    while row < count and top <= rect.bottom() and columns:
        height = table.rowHeight(row)
        left, right = columns[0][2], columns[-1][2] + columns[-1][3]
        ground = "tint" if rows.row_chosen(row) else "hover" if row == hovered else "surface"
        line = QRect(left, top, right - left, height)
        paint_ground(painter, line, ground, current=row == current, focused=focused, first=columns[0][4])
        cells = cells_of(row)
        if cells is not None:
            for column, delegate, x, width, first in columns:
                pad = px(FIRST_PAD if first else PAD)
                room = QRect(x + pad, top, width - pad - px(PAD), height - 1)
                delegate.paint_cell(painter, room, cast("Index", cells(column)), option)
                if row == current and column == marked:
                    focus_ring(painter, QRectF(x, top, width, height), px(2))
        row, top = row + 1, top + height


def _columns(table: QTableView, rect: QRect) -> list[tuple[int, CellDelegate, int, int, bool]]:
    """Columns in sight: number, delegate, left edge, width, whether it is the leftmost of all."""
    header = table.horizontalHeader()
    found: list[tuple[int, CellDelegate, int, int, bool]] = []
    first = True
    for visual in range(header.count()):
        column = header.logicalIndex(visual)
        if header.isSectionHidden(column):
            continue
        x, width = header.sectionViewportPosition(column), header.sectionSize(column)
        if x <= rect.right() and x + width > rect.left():
            found.append((column, cast("CellDelegate", table.itemDelegateForColumn(column)), x, width, first))
        first = False
    return found
