"""The work list as an item model: headings of its groups, items, and a link where a long group is cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.due import due_look
from ui.widgets.roles import GroupLine, Role
from workbench.messages import text
from workbench.services.today import WorkItem
from workbench.values.dates import format_date

Index = QModelIndex | QPersistentModelIndex
GROUPS = (("late", "red"), ("soon", "grey"), ("waiting", "grey"))
COLUMNS = ("due", "what", "officer")
CUT = 3  # overdue items shown before the rest is folded behind a link
_SEPARATOR = "  ·  "


class WorkListModel(QAbstractTableModel):
    """Lines are GroupLine, WorkItem, or the key of a group whose rest is folded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[WorkItem, ...] = ()
        self._lines: list[GroupLine | WorkItem | str] = []
        self._unfolded: set[str] = set()
        self._answers: dict[int, Callable[[WorkItem, str], Any]] = {
            Qt.ItemDataRole.DisplayRole: _shown,
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
            Qt.ItemDataRole.ToolTipRole: lambda item, key: (
                due_look(item.due_status).full if key == "due" else None
            ),
            Role.META: lambda item, key: _SEPARATOR.join(filter(None, (item.code, item.places))),
            Role.DUE_STATUS: lambda item, key: due_look(item.due_status).status,
            Role.DUE_WORDS: lambda item, key: due_look(item.due_status).words,
            Role.RECORD: lambda item, key: item.ref,
        }

    def set_items(self, items: Sequence[WorkItem]) -> None:
        """Show these items, in their order, under the headings of their groups."""
        self._items = tuple(items)
        self._rebuild()

    def unfold(self, group: str) -> None:
        """Show all of a group."""
        self._unfolded.add(group)
        self._rebuild()

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

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._lines = []
        for group, tone in GROUPS:
            items = [item for item in self._items if item.group == group]
            if not items:
                continue
            self._lines.append(GroupLine(text(f"today.group_{group}"), str(len(items)), tone))
            fold = group == "late" and group not in self._unfolded and len(items) > CUT + 1
            self._lines += items[:CUT] if fold else items
            if fold:
                self._lines.append(group)
        self.endResetModel()

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
            number = sum(item.group == line for item in self._items)
            words = text(f"today.all_{line}", n=number)
            shown = (Role.LINK, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return words if role in shown else None
        answer = self._answers.get(role)
        return answer(line, COLUMNS[index.column()]) if answer else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
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
