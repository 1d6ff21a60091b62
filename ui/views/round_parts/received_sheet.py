"""What became of a folder of submissions, file by file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.delegates import StatusChip, TextDelegate
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from ui.widgets.roles import Role
from ui.widgets.table import Table
from workbench.messages import text
from workbench.services.receiving import Taken, row_words, together

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("file", "sender", "form", "period", "new", "changed", "same", "waiting", "where")
_WIDTHS = (236, 92, 70, 104, 48, 72, 54, 72, 200)
_LOOKS = {"written": "done", "same": "same", "waiting": "warn", "refused": "reject"}
_NUMBERS = ("new", "changed", "same", "waiting")


class ReceivedModel(QAbstractTableModel):
    """A row for each file; the state stands before its name."""

    def __init__(self, taken: Sequence[Taken], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.taken = tuple(taken)
        self._words = [row_words(one) for one in taken]
        self._answers: dict[int, Callable[[int, int], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda row, column: self._words[row][column],
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.TextAlignmentRole: _alignment,
            Role.STATUS: lambda row, column: _LOOKS[self.taken[row].status] if column == 0 else None,
        }

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.taken)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = self._answers.get(role) if index.isValid() else None
        return answer(index.row(), index.column()) if answer else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(0, section)
        return text(f"round.file_{COLUMNS[section]}") if role == Qt.ItemDataRole.DisplayRole else None

    def _spoken(self, row: int, column: int) -> str:
        words = self._words[row][column]
        return f"{words}, {text(f'round.file_status_{self.taken[row].status}')}" if column == 0 else words

    def _tip(self, row: int, column: int) -> str | None:
        if column == len(COLUMNS) - 1:
            return self.taken[row].message or None
        return text(f"round.file_status_{self.taken[row].status}") if column == 0 else None


def _alignment(_row: int, column: int) -> Any:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    return int(right) if COLUMNS[column] in _NUMBERS else None


class ReceivedSheet(Sheet):
    """Sums, a table, and for what waits the way to it. `resumed(batch)`."""

    resumed = Signal(str)

    def __init__(self, taken: Sequence[Taken], parent: QWidget | None = None) -> None:
        super().__init__(text("round.received_title"), parent, 1010)
        sums = together(taken)
        refused = sum(one.status == "refused" for one in taken)
        counts = {"new": sums.new, "changed": sums.changed, "same": sums.same, "waiting": sums.waiting}
        self.sums = Paragraph(text("round.received_sums", files=len(taken), refused=refused, **counts), "body", "text2")
        self.model = ReceivedModel(taken, self)
        self.table = Table(text("round.received_title"))
        self.message = Paragraph("", "body", "amber")
        self.go_on = Button(text("round.go_on"))
        self.close_button = Button(text("round.close"), "primary")
        self._dress()
        self.body.addWidget(Label(text("round.received_title"), "section"))
        for widget in (self.sums, self.table, self.message):
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        row.addWidget(self.go_on)
        row.addWidget(self.close_button)
        self.body.addLayout(row)
        self.close_button.clicked.connect(self.accept)
        self.go_on.clicked.connect(self._resume)
        self.table.opened.connect(lambda _: self._resume())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        first = next((n for n, one in enumerate(taken) if one.status in ("refused", "waiting")), 0)
        self.table.selectRow(first)
        self._look()
        self.close_button.setFocus()

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self._delegates = [StatusChip(bare=True), *(TextDelegate("text2", tabular=True) for _ in COLUMNS[1:])]
        for place, (delegate, width) in enumerate(zip(self._delegates, _WIDTHS, strict=True)):
            self.table.setItemDelegateForColumn(place, delegate)
            self.table.setColumnWidth(place, px(width))
        self.table.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.header.setStretchLastSection(True)
        self.table.header.setSortIndicator(-1, self.table.header.sortIndicatorOrder())
        self.table.setFixedHeight(px(40 + 32 * max(3, min(9, len(self.model.taken)))))

    def _current(self) -> Taken | None:
        row = self.table.currentIndex().row()
        return self.model.taken[row] if 0 <= row < len(self.model.taken) else None

    def _look(self) -> None:
        one = self._current()
        self.go_on.setEnabled(bool(one and one.waiting))
        self.message.setText("\n".join(filter(None, (one.message, *one.notes))) if one else "")

    def _resume(self) -> None:
        one = self._current()
        if one is not None and one.waiting:
            self.accept()
            self.resumed.emit(one.batch)
