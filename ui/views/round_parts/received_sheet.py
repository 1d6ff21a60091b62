"""A folder of submissions, file by file: what taking it in would do, and what became of it."""

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

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
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


class FolderSheet(Sheet):
    """Sums, a table, and what is to be said of the current file. `acts` is the row of buttons."""

    def __init__(self, title: str, sums: str, taken: Sequence[Taken], parent: QWidget | None = None) -> None:
        super().__init__(title, parent, 1000)
        self.sums = Paragraph(sums, "body", "text2")
        self.model = ReceivedModel(taken, self)
        self.table = Table(title)
        self.message = Paragraph("", "body", "amber")
        self._dress()
        self.body.addWidget(Label(title, "section"))
        for widget in (self.sums, self.table, self.message):
            self.body.addWidget(widget)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(px(8))
        self.acts.addStretch(1)
        self.body.addLayout(self.acts)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.look())
        first = next((n for n, one in enumerate(taken) if one.status in ("refused", "waiting")), 0)
        self.table.selectRow(first)

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
        self.table.setFixedHeight(px(40 + 32 * max(3, min(7, len(self.model.taken)))))

    def current(self) -> Taken | None:
        """The current file."""
        row = self.table.currentIndex().row()
        return self.model.taken[row] if 0 <= row < len(self.model.taken) else None

    def look(self) -> None:
        """Say what there is to say of the current file."""
        one = self.current()
        self.message.setText("\n".join(filter(None, (one.message, *one.notes))) if one else "")


class PreviewSheet(FolderSheet):
    """What would be written. `agreed` when the officer wants it."""

    agreed = Signal()

    def __init__(self, taken: Sequence[Taken], parent: QWidget | None = None) -> None:
        super().__init__(text("round.preview_title"), _sums("round.preview_sums", taken), taken, parent)
        sums = together(taken)
        self.cancel = Button(text("round.cancel"))
        rows = sums.new + sums.changed
        self.write = Button(text("round.preview_go", n=rows) if rows else text("round.preview_keep"), "primary")
        self.write.setEnabled(sums.status != "refused")
        for button in (self.cancel, self.write):
            self.acts.addWidget(button)
        self.cancel.clicked.connect(self.reject)
        self.write.clicked.connect(self._agree)
        self.look()
        self.write.setFocus()

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()


class ReceivedSheet(FolderSheet):
    """What became of each file, and for what waits the way to it. `resumed(batch)`."""

    resumed = Signal(str)

    def __init__(self, taken: Sequence[Taken], parent: QWidget | None = None) -> None:
        super().__init__(text("round.received_title"), _sums("round.received_sums", taken), taken, parent)
        self.go_on = Button(text("round.go_on"))
        self.close_button = Button(text("round.close"), "primary")
        for button in (self.go_on, self.close_button):
            self.acts.addWidget(button)
        self.close_button.clicked.connect(self.accept)
        self.go_on.clicked.connect(self._resume)
        self.table.opened.connect(lambda _: self._resume())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._can_go_on())
        self.look()
        self._can_go_on()
        self.close_button.setFocus()

    def _can_go_on(self) -> None:
        one = self.current()
        self.go_on.setEnabled(bool(one and one.waiting))

    def _resume(self) -> None:
        one = self.current()
        if one is not None and one.waiting:
            self.accept()
            self.resumed.emit(one.batch)


def _sums(key: str, taken: Sequence[Taken]) -> str:
    sums = together(taken)
    refused = sum(one.status == "refused" for one in taken)
    counts = {"new": sums.new, "changed": sums.changed, "same": sums.same, "waiting": sums.waiting}
    return text(key, files=len(taken), refused=refused, **counts)
