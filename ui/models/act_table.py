"""The journal as an item model: number, time, person, what was done, how many records it touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.roles import Role
from workbench.messages import text
from workbench.services.acts import ActLine

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("number", "at", "actor", "what", "touched")
_RIGHT = ("number", "touched")


class ActTableModel(QAbstractTableModel):
    """One act a row, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ActLine, ...] = ()

    def set_lines(self, lines: Sequence[ActLine]) -> None:
        """Show these acts."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def row_of(self, number: int) -> int:
        """Row of an act, -1 when it is not listed."""
        return next((row for row, line in enumerate(self.lines) if line.number == number), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, key = self.lines[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _shown(line, key)
        if role == Qt.ItemDataRole.TextAlignmentRole and key in _RIGHT:
            return int(Qt.AlignmentFlag.AlignRight)
        if role == Role.TOKEN and line.undone:
            return "text3"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] in _RIGHT:
            return int(Qt.AlignmentFlag.AlignRight)
        return text(f"acts.column_{COLUMNS[section]}") if role == Qt.ItemDataRole.DisplayRole else None


def _shown(line: ActLine, key: str) -> str:
    if key == "at":
        return f"{line.at:%d/%m/%Y %H:%M}"
    if key == "what":
        return text("acts.undone_what", what=line.what) if line.undone else line.what
    return str(getattr(line, key))
