"""Columns that stay in sight while a table is scrolled sideways: a second view of the same model over the first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame

from ui.theme.theme import color
from ui.widgets.delegates_base import CellDelegate
from ui.widgets.table import Table


class FrozenColumns(Table):
    """The first columns of `table`, shown over it once it is scrolled. The table keeps focus, keys and selection."""

    def __init__(self, table: Table) -> None:
        super().__init__("", parent=table)
        self._table = table
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)  # the current row is marked as it is there
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.hide()
        vertical = table.verticalScrollBar()
        vertical.valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(vertical.setValue)
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.place())
        table.horizontalScrollBar().rangeChanged.connect(lambda *_: self.place())
        table.header.sectionResized.connect(lambda *_: self.place())

    def show_columns(self, count: int, delegates: Sequence[CellDelegate]) -> None:
        """Keep the first `count` columns in sight."""
        self._count = count
        for column, delegate in enumerate(delegates):
            self.setItemDelegateForColumn(column, delegate)
            self.setColumnHidden(column, column >= count)
        self.place()

    def holds(self, column: int) -> bool:
        """Whether a column is one of those that stay."""
        return column < self._count

    def reach(self) -> int:
        """Width of what stands over the table, in px; 0 while it is not scrolled."""
        return self.width() if not self.isHidden() else 0

    def place(self) -> None:
        """Stand over the table where its first columns would be."""
        wide = sum(self._table.columnWidth(column) for column in range(self._count))
        room = self._table.viewport().width()
        scrolled = self._table.horizontalScrollBar().value() > 0
        self.setVisible(scrolled and 0 < wide < room * 2 // 3)
        if self.isHidden():
            return
        for column in range(self._count):
            self.setColumnWidth(column, self._table.columnWidth(column))
        self.setGeometry(0, 0, wide + 1, self._table.header.height() + self._table.viewport().height())
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())
        self.raise_()

    def hovered_row(self) -> int:
        return self._table.hovered_row()

    def row_chosen(self, row: int) -> bool:
        return self._table.row_chosen(row)

    def marked_column(self) -> int:
        return self._table.marked_column()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self.viewport()).fillRect(self.viewport().width() - 1, 0, 1, self.viewport().height(), color("strong"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._table.wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._table.setFocus()
        self._table.mousePressEvent(self._moved(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._table.mouseMoveEvent(self._moved(event))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._table.mouseReleaseEvent(self._moved(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._table.mouseDoubleClickEvent(self._moved(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot = event.pos() - QPoint(self._table.horizontalScrollBar().value(), 0)
        self._table.contextMenuEvent(QContextMenuEvent(event.reason(), spot, event.globalPos()))

    def _moved(self, event: QMouseEvent) -> QMouseEvent:
        """The event as if it had met the table's own column, which lies scrolled away."""
        spot = event.position() - QPointF(self._table.horizontalScrollBar().value(), 0)
        place, held = event.globalPosition(), event.modifiers()
        return QMouseEvent(event.type(), spot, place, event.button(), event.buttons(), held)
