"""The figures of a chart as a table: rows are made when they are looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.theme import fonts
from ui.theme.metrics import px
from workbench.services.analysis.pages import Sheet

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MEASURED = 40  # rows that the widths of the columns go by


class _Rows(QAbstractTableModel):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.FontRole:
            return fonts.body(tabular=True)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._sheet.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
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
        header.setResizeContentsPrecision(_MEASURED)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show other figures."""
        self._rows = _Rows(sheet)
        self.setModel(self._rows)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
