"""The figures of a chart as a table: rows are made when they are looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.theme import fonts
from ui.theme.metrics import px
from ui.widgets.ruled import RuledRows
from workbench.services.analysis.pages import Sheet

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NAMES = 150  # px that names have at least, if they need them, where the figures need the rest
_MEASURED = 40  # rows that the widths of the columns go by


class _Rows(QAbstractTableModel):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._sides: dict[int, int] = {}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.FontRole:
            return fonts.body(tabular=True)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    def _side(self, column: int) -> int:
        """Figures at the right, words at the left."""
        if column not in self._sides:
            cells = (row[column] for row in self._sheet.rows[:_MEASURED])
            words = column == 0 or any(letter.isalpha() for cell in cells for letter in cell)
            side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
            self._sides[column] = int(side | Qt.AlignmentFlag.AlignVCenter)
        return self._sides[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._sheet.headings[section]
        if role == Qt.ItemDataRole.FontRole:
            return fonts.label(600)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None


class SheetTable(QTableView):
    """Read-only; the first column takes the room that the others leave."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(28))
        header = self.horizontalHeader()
        header.setObjectName("overFigures")  # its words stand at the edges of those below
        header.setResizeContentsPrecision(_MEASURED)
        self._lines = RuledRows()
        self.setItemDelegate(self._lines)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show other figures."""
        self._rows = _Rows(sheet)
        self.setModel(self._rows)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The first column names the rows: never so narrow that they cannot be told apart, nor so wide that it hides
        the figures."""
        if self.model() is None:
            return
        room, others = self.viewport().width(), sum(map(self.columnWidth, range(1, self.model().columnCount())))
        wanted = max(self.sizeHintForColumn(0), self.horizontalHeader().sectionSizeHint(0)) + px(8)
        self.setColumnWidth(0, max(min(wanted, px(_NAMES)), room - others))
