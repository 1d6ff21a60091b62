"""A small table model that answers the kit's roles: for the component page and for tests."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.widgets.delegates import (
    Check,
    Diff,
    DueBadge,
    Progress,
    ShapeCell,
    StatusChip,
    TextDelegate,
    TwoLine,
)
from ui.widgets.roles import Role
from ui.widgets.table import Table

Cell = dict[int, Any]
Index = QModelIndex | QPersistentModelIndex
DISPLAY, ACCESSIBLE = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)
CHECKED = int(Qt.ItemDataRole.CheckStateRole)


class Cells(QAbstractTableModel):
    """Cells given as role -> value; rows of one cell with GROUP or LINK run across."""

    def __init__(self, headings: list[str], rows: list[list[Cell]]) -> None:
        super().__init__()
        self._headings, self._rows = headings, rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        row = self._rows[index.row()]
        if len(row) == 1 and (Role.GROUP in row[0] or Role.LINK in row[0]):
            return row[0].get(role)
        return row[index.column()].get(role)

    def setData(self, index: Index, value: Any, role: int = DISPLAY) -> bool:
        self._rows[index.row()][index.column()][role] = value
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.data(index, CHECKED) is not None else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        return self._headings[section] if orientation == Qt.Orientation.Horizontal and role == DISPLAY else None

    def group_rows(self) -> list[int]:
        """Rows that run across."""
        return [n for n, row in enumerate(self._rows) if Role.GROUP in row[0] or Role.LINK in row[0]]


def _register_row(code: str, words: str, share: float, due: tuple[str, str, str], status: str) -> list[Cell]:
    date, due_status, due_words = due
    return [
        {DISPLAY: code},
        {DISPLAY: words},
        {Role.PROGRESS: share, Role.ELAPSED: min(1.0, share + 0.12 if share > 0.5 else share + 0.05)},
        {DISPLAY: date, Role.DUE_STATUS: due_status, Role.DUE_WORDS: due_words},
        {Role.STATUS: status},
    ]


def register_table() -> Table:
    """The three rows of the component page."""
    rows = [
        _register_row("VM-2026-063", "Dòng thường", 0.62, ("06/10/2026", "late", "Trễ 4 ngày"), "wait"),
        _register_row("VM-2026-058", "Dòng đang chọn, có tiêu điểm", 0.35, ("12/10/2026", "soon", "Hôm nay"), "doing"),
        _register_row("VM-2026-071", "Dòng khi trỏ chuột", 1.0, ("30/10/2026", "", ""), "done"),
    ]
    table = Table("Sổ vướng mắc, 3 dòng")
    table.setModel(Cells(["Mã số", "Nội dung", "Tiến độ", "Hạn", "Trạng thái"], rows))
    table.model().setParent(table)
    delegates = [
        TextDelegate("text2", code=True),
        TextDelegate(),
        Progress(),
        DueBadge(),
        StatusChip(),
    ]
    for column, delegate in enumerate(delegates):
        delegate.setParent(table)
        table.setItemDelegateForColumn(column, delegate)
    for column, width in enumerate((120, 756, 120, 186)):
        table.setColumnWidth(column, width)
    table.header.setStretchLastSection(True)
    table.header.setSortIndicator(3, Qt.SortOrder.AscendingOrder)
    return table


def grouped_table(rows: list[list[Cell]]) -> Table:
    """Check, shape, two lines, change: the table of an import."""
    table = Table("Thay đổi", two_lines=True)
    table.setModel(Cells(["", "", "Bản ghi", "Thay đổi"], rows))
    table.model().setParent(table)
    for column, delegate in enumerate([Check(), ShapeCell(), TwoLine(), Diff()]):
        delegate.setParent(table)
        table.setItemDelegateForColumn(column, delegate)
    for column, width in enumerate((40, 28, 282)):
        table.setColumnWidth(column, width)
    table.header.setStretchLastSection(True)
    table.header.set_check(0, Qt.CheckState.Checked)
    return table
