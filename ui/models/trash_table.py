"""The trash as an item model: what, when, by whom, why, and for how long it is kept at least."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.roles import Role
from workbench.messages import text
from workbench.services.trash import Trashed

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("what", "kind", "at", "actor", "reason", "left")


class TrashTableModel(QAbstractTableModel):
    """One record a row."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.lines: tuple[Trashed, ...] = ()

    def set_lines(self, lines: Sequence[Trashed], today: date) -> None:
        """Show these records."""
        self.beginResetModel()
        self.lines, self._today = tuple(lines), today
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, key = self.lines[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title or line.name if key == "what" else self._words(line, key)
        if role == Role.META and key == "what":
            return line.name if line.title else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (line.name, line.title))) if key == "what" else self._words(line, key)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return text(f"trash.column_{COLUMNS[section]}")

    def _words(self, line: Trashed, key: str) -> str:
        if key == "kind":
            return text(f"entity.{line.ref.entity}")
        if key == "at":
            return f"{line.at:%d/%m/%Y %H:%M}"
        if key == "left":
            if line.printed:
                return text("trash.printed")
            days = line.days_left(self._today)
            return text("trash.left", n=days) if days else text("trash.past")
        return str(getattr(line, key))
