"""The work list as an item model: headings of its groups, items, and a link where a long group is cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.due import due_look
from ui.widgets.roles import GroupLine, Role
from workbench.messages import text
from workbench.services.today import GROUPS, Work, WorkItem
from workbench.values.date_formats import format_date

Index = QModelIndex | QPersistentModelIndex
_TONES = {"late": "red"}
COLUMNS = ("due", "what", "officer")
_SEPARATOR = "  ·  "


class WorkListModel(QAbstractTableModel):
    """Lines are GroupLine, WorkItem, or the key of a group whose rest is folded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Work((), {})
        self._lines: list[GroupLine | WorkItem | str] = []
        self._answers: dict[int, Callable[[WorkItem, str], Any]] = {
            Qt.ItemDataRole.DisplayRole: _shown,
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
            Qt.ItemDataRole.ToolTipRole: lambda item, key: due_look(item.due_status).full if key == "due" else None,
            Role.META: lambda item, key: _SEPARATOR.join(filter(None, (item.code, item.places))),
            Role.DUE_STATUS: lambda item, key: due_look(item.due_status).status if key == "due" else "",
            Role.DUE_WORDS: lambda item, key: due_look(item.due_status).words if key == "due" else "",
            Role.RECORD: lambda item, key: item.ref,
        }

    def set_work(self, work: Work) -> None:
        """Show these items, in their order, under the headings of their groups; a link leads to the rest of one."""
        self.beginResetModel()
        self._work, self._lines = work, []
        for group in GROUPS:
            number = work.counts.get(group, 0)
            if not number:
                continue
            self._lines.append(GroupLine(text(f"today.group_{group}"), str(number), _TONES.get(group, "grey")))
            items = [item for item in work.items if item.group == group]
            self._lines += items
            if len(items) < number:
                self._lines.append(group)
        self.endResetModel()

    def line(self, row: int) -> GroupLine | WorkItem | str:
        """What stands in a row."""
        return self._lines[row]

    def first_item(self) -> int:
        """Row of the first item, -1 when there is none."""
        return next((row for row, line in enumerate(self._lines) if isinstance(line, WorkItem)), -1)

    def row_of(self, uid: str) -> int:
        """Row of a record, -1 when it is not shown."""
        rows = enumerate(self._lines)
        return next((row for row, line in rows if isinstance(line, WorkItem) and line.ref.uid == uid), -1)

    def group_rows(self) -> list[int]:
        """Rows that run across the table."""
        return [row for row, line in enumerate(self._lines) if not isinstance(line, WorkItem)]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if isinstance(line, GroupLine):
            spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return line if role == Role.GROUP else f"{line.title}, {line.note}" if role in spoken else None
        if isinstance(line, str):
            words = text(f"today.all_{line}", n=self._work.counts[line])
            shown = (Role.LINK, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return words if role in shown else None
        answer = self._answers.get(role)
        return answer(line, COLUMNS[index.column()]) if answer else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return text(f"today.column_{COLUMNS[section]}")


def _shown(item: WorkItem, key: str) -> str:
    if key == "due":
        return format_date(item.due) if item.due else ""
    return item.title if key == "what" else item.officer


def _spoken(item: WorkItem, key: str) -> str:
    if key == "due":
        return ", ".join(filter(None, (_shown(item, key), due_look(item.due_status).full)))
    if key == "what":
        return ", ".join(filter(None, (item.code, item.title, item.places)))
    return item.officer
