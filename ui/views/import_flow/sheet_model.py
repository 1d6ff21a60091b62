"""The cells of one sheet as an item model: a look into dictionaries for each cell, nothing computed while painting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.views.import_flow.sheet_data import SheetData
from workbench.exchange.raw import column_letters
from workbench.messages import text
from workbench.records.issues import Severity

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, int]


class SheetModel(QAbstractTableModel):
    """Rows are the filled rows of the sheet, columns its columns from A."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: SheetData | None = None
        self._said: Mapping[Cell, str] = {}

    def show_sheet(self, sheet: SheetData | None, said: Mapping[Cell, str]) -> None:
        """Show another sheet; `said` are the findings at its cells, in words."""
        self.beginResetModel()
        self.sheet, self._said = sheet, said
        self.endResetModel()

    def refresh_sheet(self, sheet: SheetData, said: Mapping[Cell, str]) -> None:
        """The same cells understood anew: what is selected and in sight stays."""
        self.sheet, self._said = sheet, said
        if sheet.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(sheet.rows) - 1, sheet.columns - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(sheet.rows) - 1)

    def row_number(self, place: int) -> int:
        """Row of the sheet at a place of the view."""
        return self.sheet.rows[place] if self.sheet and 0 <= place < len(self.sheet.rows) else 0

    def words(self, place: int, column: int) -> str:
        """What is shown in a cell; a blank one with a finding says that it is blank."""
        if self.sheet is None:
            return ""
        row = self.sheet.rows[place]
        shown = self.sheet.text(row, column + 1)
        if not shown and (row, column + 1) in self.sheet.marks:
            return text("importflow.empty")
        return shown

    def mark(self, place: int, column: int) -> Severity | None:
        """The gravest finding at a cell."""
        return self.sheet.marks.get((self.sheet.rows[place], column + 1)) if self.sheet else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if self.sheet is None or (parent is not None and parent.isValid()) else len(self.sheet.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if self.sheet is None or (parent is not None and parent.isValid()) else self.sheet.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (self.words(index.row(), index.column()), self._finding(index)))) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return column_letters(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        row = self.row_number(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return text("importflow.row_is", row=str(row), kind=self.tag(section), why=self._why(row))
        return None

    def tag(self, place: int) -> str:
        """The word for what a row is taken for."""
        return text(f"importing.band_{self.sheet.kind(self.sheet.rows[place])}") if self.sheet else ""

    def _why(self, row: int) -> str:
        band = self.sheet.bands.get(row) if self.sheet else None
        return text(f"importing.{band.reason_key}") if band and band.reason_key else ""

    def _finding(self, index: Index) -> str:
        return self._said.get((self.row_number(index.row()), index.column() + 1), "")

    def _spoken(self, index: Index) -> str:
        where = f"{column_letters(index.column() + 1)}{self.row_number(index.row())}"
        shown = self.words(index.row(), index.column()) or text("importflow.empty")
        said = text("importflow.cell_is", cell=where, value=shown, kind=self.tag(index.row()))
        return ". ".join(filter(None, (said, self._finding(index))))
