"""The table of the reporting round: who owes which form, what came, how late."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHeaderView

from ui.models.round_list import COLUMNS, Line, RoundModel
from ui.theme.metrics import px
from ui.widgets.delegates import DueBadge, StatusChip, TextDelegate
from ui.widgets.table import Table
from workbench.messages import text

_WIDTHS = {"place": 110, "form": 74, "period": 124, "state": 142, "received": 186, "paper": 126}
_LEAST = 96


class RoundTable(Table):
    """Rows of the round; several may be selected. `chosen()` when the selection is another."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(text("round.title"))
        self.rounds = RoundModel(self)
        self.setModel(self.rounds)
        quiet = TextDelegate("text2", tabular=True)
        self._delegates = {
            "place": TextDelegate(weight=500), "form": TextDelegate(tabular=True), "period": quiet,
            "state": StatusChip(), "received": DueBadge(), "paper": quiet, "delivery": TextDelegate("text2"),
        }  # fmt: skip
        for place, key in enumerate(COLUMNS):
            self.setItemDelegateForColumn(place, self._delegates[key])
        self.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header.setSortIndicatorShown(False)
        self.header.setSortIndicator(-1, self.header.sortIndicatorOrder())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.viewport().installEventFilter(self)
        self.fit()

    def show_lines(self, lines: tuple[Line, ...], with_period: bool) -> None:
        """Show these rows; the current one stays current while it is listed."""
        current = self.current()
        self.setColumnHidden(COLUMNS.index("period"), not with_period)
        self.rounds.set_lines(lines)
        row = self.rounds.row_of(current.key) if current else -1
        if lines:
            self.go_to(max(row, 0))
        self.setAccessibleName(text("round.table_name", n=len(lines)))
        self.fit()
        self.chosen.emit()

    def go_to(self, row: int) -> None:
        """Make a row the current one, in sight."""
        self.selectRow(row)
        self.scrollTo(self.rounds.index(row, 0))

    def current(self) -> Line | None:
        """The current row."""
        row = self.currentIndex().row()
        return self.rounds.lines[row] if 0 <= row < len(self.rounds.lines) else None

    def selected(self) -> list[Line]:
        """Selected rows in the order listed."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rounds.lines[row] for row in rows]

    def restyle(self) -> None:
        super().restyle()
        if getattr(self, "rounds", None) is not None:
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self) -> None:
        """Give the name of the file what the others leave; without room it is left to the pane beside."""
        used = 0
        for place, key in enumerate(COLUMNS):
            if key in _WIDTHS and not self.isColumnHidden(place):
                self.setColumnWidth(place, px(_WIDTHS[key]))
                used += px(_WIDTHS[key])
        file, left = COLUMNS.index("delivery"), self.viewport().width() - used
        self.setColumnHidden(file, left < px(_LEAST))
        wide = file if left >= px(_LEAST) else COLUMNS.index("paper")
        self.setColumnWidth(wide, max(px(_LEAST), left + (0 if wide == file else self.columnWidth(wide))))
