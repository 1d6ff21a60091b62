"""The list of changes: rows of two lines, lower lines for fields, Space ticks, arrows fold."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from ui.theme.metrics import px
from ui.views.import_flow.change_model import CHANGE, CHECK, RECORD, SHAPE, ChangeModel, ticked
from ui.widgets.delegates import Check, Diff, ShapeCell, TextDelegate, TwoLine
from ui.widgets.delegates_base import CellDelegate, Index
from ui.widgets.table import Table
from workbench.messages import text

_FIELD_HEIGHT = 28


class _RecordCell(TwoLine):
    """Title and meta of a row; the name of a field is plain."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plain = TextDelegate("text2")

    def paint_cell(self, painter: QPainter, room: QRect, index: Index, option: QStyleOptionViewItem) -> None:
        model = index.model()
        if isinstance(model, ChangeModel) and model.entries[index.row()].kind == "diff":
            self._plain.paint_cell(painter, room, index, option)
        else:
            super().paint_cell(painter, room, index, option)


class ChangesTable(Table):
    """`row_current(index)` for a row of the plan, -1 for other lines."""

    row_current = Signal(int)

    def __init__(self, model: ChangeModel, parent: QWidget | None = None) -> None:
        super().__init__(text("importflow.changes"), two_lines=True, parent=parent)
        self.changes = model
        self._looks: dict[int, CellDelegate] = {
            CHECK: Check(self),
            SHAPE: ShapeCell(self),
            RECORD: _RecordCell(self),
            CHANGE: Diff(self),
        }
        for column, delegate in self._looks.items():
            self.setItemDelegateForColumn(column, delegate)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.seek_column = RECORD
        self.setModel(model)
        model.rowsInserted.connect(self._lines_changed)
        model.rowsRemoved.connect(self._lines_changed)
        self.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header.setSectionResizeMode(RECORD, QHeaderView.ResizeMode.Stretch)
        self.header.setSortIndicatorShown(False)
        self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.header.check_clicked.connect(self._tick_all)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._low: tuple[int, ...] = ()

    def refresh_spans(self) -> None:
        super().refresh_spans()
        vertical = self.verticalHeader()
        for place in getattr(self, "_low", ()):
            if place < vertical.count():
                vertical.resizeSection(place, vertical.defaultSectionSize())
        model = self.model()
        if isinstance(model, ChangeModel):
            for place in self._across:
                if place < vertical.count():
                    vertical.resizeSection(place, px(_FIELD_HEIGHT))
            self._low = tuple(model.diff_rows())
            for place in self._low:
                vertical.resizeSection(place, px(_FIELD_HEIGHT))
            self._tick_header()

    def go_to(self, index: int) -> bool:
        """Stand on a row of the plan."""
        place = self.changes.place_of(index)
        if place >= 0:
            self.setCurrentIndex(self.changes.index(place, RECORD))
            self.scrollTo(self.currentIndex())
        return place >= 0

    def current_index(self) -> int:
        """Row of the plan stood on, -1 when it is another line."""
        row = self.changes.row_at(self.currentIndex().row())
        return row.index if row else -1

    def restyle(self) -> None:
        super().restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        share = 228 if self.viewport().width() >= px(560) else 214  # two dates and what is between them
        for column, width in ((CHECK, 44), (SHAPE, 28), (CHANGE, share)):
            self.setColumnWidth(column, px(width))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.row_current.emit(self.current_index())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, plain = self.current_index(), not event.modifiers()
        if plain and index >= 0 and event.key() == Qt.Key.Key_Space:
            self.changes.toggled.emit(index)
        elif plain and index >= 0 and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.changes.expand(index, event.key() == Qt.Key.Key_Right)
            self.go_to(index)
        else:
            super().keyPressEvent(event)

    def _lines_changed(self) -> None:
        self.refresh_spans()

    def _tick_all(self) -> None:
        self.changes.toggled.emit(-1)

    def _tick_header(self) -> None:
        """The box over the ticks: all, some or none of the rows that can be ticked."""
        plan = self.changes.plan
        rows = [row for row in plan.rows if row.how != "same"] if plan else []
        on = sum(ticked(row) for row in rows)
        state = Qt.CheckState.Unchecked if not on else Qt.CheckState.PartiallyChecked
        self.header.set_check(CHECK, Qt.CheckState.Checked if rows and on == len(rows) else state)

    def show_ticks(self) -> None:
        """Bring the box over the ticks up to date."""
        self._tick_header()
