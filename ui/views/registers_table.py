"""The table of a register page: ticks, columns in the room there is, their words.

Ticked rows are the selected ones; with none ticked, the current row is. Moving about never drops a tick.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ui.models.listed_rows import ListedRows
from ui.models.record_table import RegisterModel, shown
from ui.models.register_columns import CODE, DUE, Column
from ui.theme import metrics
from ui.theme.metrics import px
from ui.widgets.delegates import (
    SNUG_TITLE,
    Check,
    DueBadge,
    Progress,
    StatusChip,
    TextDelegate,
    TwoLine,
    due_width,
    stacked_due_width,
)
from ui.widgets.delegates_base import PAD, CellDelegate, Index
from ui.widgets.frozen import FrozenColumns
from ui.widgets.labels import text_width
from ui.widgets.table import Table
from workbench.services.register_rows import Row

_DRAWN_MS = 300
_MOST_RUNS = 500
_LEAST_TITLE, _LEAST_ALONE = 200, 296  # design px, beside the detail pane and without it
_MOST_ALONE = 0.4  # of the table, where it scrolls sideways: what stays in sight must leave room for the others


class RegisterTable(Table):
    """Rows of one register. `sort_wanted([(key, descending), …])`, `current_changed(row)`, `cleared` on Esc,
    `menu_wanted(place, column, spot on the screen)` for the right mouse button, `heading_wanted(section)` for the menu
    of the current column's heading (Alt+Down),
    `seek_wanted(typed)` for letters typed: the rows are not all here; `cell_wanted(place, column)` on a double click;
    `widened({key: design px})` when somebody made columns wider or narrower.
    """

    sort_wanted = Signal(object)
    current_changed = Signal(int)
    cleared = Signal()
    seek_wanted = Signal(str)
    cell_wanted = Signal(int, str)
    menu_wanted = Signal(int, str, QPoint)
    heading_wanted = Signal(int)
    widened = Signal(object)

    def __init__(self, model: RegisterModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.records = model
        self._anchor = -1
        self._column = ""  # of the current cell
        self._syncing = False
        self._sorting: tuple[tuple[str, bool], ...] = (("due", False),)
        self._delegates: list[CellDelegate] = []
        self.type_into: Callable[[int, str, str], bool] = lambda _place, _column, _typed: False  # letters on a cell
        self.when_complete: Callable[[Callable[[], object]], object] = lambda act: act()  # all rows are there
        self.setModel(model)
        self.frozen = FrozenColumns(self)
        self.frozen.header.sectionClicked.connect(lambda section: self._sort_by(section, self.frozen.header.shift))
        self.frozen.header.check_clicked.connect(self._tick_all)
        model.ticked_changed.connect(self._sync)
        model.modelReset.connect(self._sync)
        self.header.check_clicked.connect(self._tick_all)
        self.header.sectionClicked.connect(lambda section: self._sort_by(section, self.header.shift))
        self.header.sectionResized.connect(self._resized)
        self._fitted: object = None  # columns and room that the title was last given its width for
        self._drawn: set[int] = set()  # columns that somebody draws wider or narrower
        self._resting = QTimer(self, singleShot=True, interval=_DRAWN_MS)
        self._resting.timeout.connect(self._tell_widths)

    # columns

    def show_columns(self, columns: Sequence[Column], two_lines: bool, pinned: int = 0) -> None:
        """Show these columns; the first `pinned` stay in sight when the table is scrolled sideways."""
        row = self.current_row()
        self.records.set_columns(columns)
        self.set_two_lines(two_lines)
        self._delegates = [_delegate(column) for column in columns]
        self._syncing, was = True, self._syncing
        for place, (column, delegate) in enumerate(zip(columns, self._delegates, strict=True)):
            self.setItemDelegateForColumn(place, delegate)
            if column.width:
                self.setColumnWidth(place, _width(column))
        self._syncing = was
        self.seek_column = max(0, self.records.column_of("title"))
        self.frozen.set_two_lines(two_lines)
        self.frozen.show_columns(0 if two_lines else pinned, self._delegates)
        mode = QHeaderView.ResizeMode.Fixed
        self.header.setSectionResizeMode(mode if two_lines else QHeaderView.ResizeMode.Interactive)
        self._fit()
        self._check_header()
        self.go_to(row)

    def show_sorting(self, order: Sequence[tuple[str, bool]]) -> None:
        """Mark the sorted columns; a further click on a heading turns the order round, with Shift it adds a key."""
        self._sorting = tuple(order) or (("due", False),)
        marks = {self.records.column_of(key): _way(falling) for key, falling in self._sorting}
        for header in (self.header, self.frozen.header):
            header.setSortIndicator(self.records.column_of(self._sorting[0][0]), _way(self._sorting[0][1]))
            header.set_sort_keys(marks if len(marks) > 1 else {})

    def sort_current(self, more: bool) -> None:
        """Order by the column of the current cell; with `more` it joins the columns that are ordered by."""
        column = self.records.column_of(self._column)
        self._sort_by(column if column >= 0 else self.seek_column, more)

    def set_density(self, density: str) -> None:
        super().set_density(density)
        self.frozen.set_density(density)

    def fit_columns(self) -> None:
        """Make every column as wide as what it shows of the rows in sight, the title aside."""
        self._fitted = None
        for place in range(len(self.records.columns)):
            self.fit_column(place)
        self._fit()

    def fit_column(self, place: int) -> None:
        """Make one column as wide as what it shows of the rows in sight; the title takes what is left."""
        column = self.records.columns[place]
        if column.kind != "check" and column.width:
            self.setColumnWidth(place, self.sizeHintForColumn(place))

    def sizeHintForColumn(self, column: int) -> int:
        """What a column shows of the rows in sight; a double click on its edge makes it so wide."""
        rows = range(max(0, self.rowAt(0)), self.last_in_sight() + 1)
        heading = text_width(self.header.font(), self.records.columns[column].heading(self.records.register)) + px(26)
        cells = [self._delegates[column].cell_width(self.records.index(row, column)) for row in rows]
        return min(px(360), max([heading, *cells]) + px(20))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Columns that stay in sight need no scrolling sideways; the others must not lie under them."""
        bar = self.horizontalScrollBar()
        aside = bar.value()
        super().scrollTo(index, hint)
        frozen: FrozenColumns | None = getattr(self, "frozen", None)  # not there yet while it is being made
        if frozen is None:
            return
        if frozen.holds(index.column()):
            bar.setValue(aside)
        elif (hidden := frozen.reach() - self.columnViewportPosition(index.column())) > 0:
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.frozen.place()

    def restyle(self) -> None:
        super().restyle()
        if getattr(self, "records", None) is not None:
            self._fit()

    def _fit(self) -> None:
        """Give the title what the others leave."""
        title = next((i for i, column in enumerate(self.records.columns) if not column.width), -1)
        if title < 0:
            return
        if self._two_lines:
            self._fold_due(title)
        widths = [self.columnWidth(i) for i in range(len(self.records.columns))]
        room, others = self.viewport().width(), sum(widths) - widths[title]
        least = px(_LEAST_TITLE if self._two_lines else _LEAST_ALONE)
        wide = max(least, room - others)
        if others + least > room and not self._two_lines:
            shape = (tuple(column.key for column in self.records.columns), room, metrics.scale())
            # while somebody draws a column the title keeps its width: nothing may jump under the mouse
            wide = widths[title] if shape == self._fitted else _with_whole_columns(widths, title, least, room)
            self._fitted = shape
        self._syncing, was = True, self._syncing
        self.setColumnWidth(title, wide)
        self._syncing = was

    def _fold_due(self, title: int) -> None:
        """Where the title would have little room, the days late or left stand under the date."""
        due = next((i for i, column in enumerate(self.records.columns) if column is DUE), -1)
        if due < 0:
            return
        others = sum(self.columnWidth(i) for i in range(len(self.records.columns)) if i not in (title, due))
        wide = _width(DUE)
        if self.viewport().width() - others - wide < px(SNUG_TITLE):
            wide = stacked_due_width() + 2 * px(PAD)
        self._syncing, was = True, self._syncing
        self.setColumnWidth(due, wide)
        self._syncing = was

    def _resized(self, section: int, _old: int, _new: int) -> None:
        if not self._syncing and section < len(self.records.columns) and self.records.columns[section].width:
            self._fit()
            self._drawn.add(section)
            self._resting.start()

    def _tell_widths(self) -> None:
        columns, drawn, self._drawn = self.records.columns, self._drawn, set()
        kept = {columns[at].key: round(self.columnWidth(at) / metrics.scale()) for at in drawn if at < len(columns)}
        if kept and not self._two_lines:
            self.widened.emit(kept)

    def _sort_by(self, section: int, more: bool) -> None:
        column = self.records.columns[section]
        if column.sorts:
            self.sort_wanted.emit(_sorted_by(self._sorting, column.key, more))
        self.show_sorting(self._sorting)  # Qt has moved the mark by itself

    # current row and ticks

    def current_uid(self) -> str:
        """Record of the current row."""
        row = self.current_row()
        return self.records.rows[row].ref.uid if row >= 0 else ""

    def current_row(self) -> int:
        """Place of the current row, -1 without one."""
        row = self.currentIndex().row()
        return row if row < len(self.records.rows) else -1

    def current_column(self) -> str:
        """Key of the column of the current cell, "" without one."""
        index = self.currentIndex()
        return self.records.columns[index.column()].key if index.isValid() else ""

    def marked_column(self) -> int:
        column = self.currentIndex().column()
        return column if column != self.seek_column else -1

    def current_number(self) -> int:
        """Number of the current row, -1 without one."""
        row = self.current_row()
        return self.records.rows.ids[row] if row >= 0 else -1

    def last_in_sight(self) -> int:
        """Place of the last row that is seen, -1 without rows."""
        last = self.rowAt(self.viewport().height() - 1)
        return last if last >= 0 else len(self.records.rows) - 1

    def go_to(self, place: int) -> bool:
        """Make the row at a place the current one, if there is one; the current column stays."""
        there = 0 <= place < len(self.records.rows)
        if there:
            column = self.records.column_of(self._column)
            self.setCurrentIndex(self.records.index(place, column if column >= 0 else self.seek_column))
        return there

    def chosen(self) -> ListedRows:
        """Ticked rows, or the current one."""
        row = self.current_row()
        some = self.records.ticked_count() > 0
        return self.records.ticked() if some else self.records.rows.pick([row] if row >= 0 else [])

    def has_chosen(self) -> bool:
        """Whether there is a ticked or a current row."""
        return self.current_row() >= 0 or self.records.ticked_count() > 0

    def row_chosen(self, row: int) -> bool:
        return self.records.is_ticked(row) if self.records.ticked_count() else row == self.current_row()

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _open(self, index: QModelIndex) -> None:
        self.cell_wanted.emit(index.row(), self.records.columns[index.column()].key)

    def find_row(self, typed: str) -> int:
        self.seek_wanted.emit(typed)
        return -1

    def selectAll(self) -> None:
        self.when_complete(lambda: self.records.tick_only(range(len(self.records.rows))))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._sync()
        if current.isValid():
            self._column = self.records.columns[current.column()].key
            for header in (self.header, self.frozen.header):
                header.set_current(current.column() if current.column() != self.seek_column else -1)
        if current.row() != previous.row():
            self.current_changed.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and self.is_seeking():
            self.keyboardSearch(" ")  # within the words that are looked for: titles have more than one
            return
        if event.key() == Qt.Key.Key_Space and before >= 0:
            self.records.tick([before], not self.records.is_ticked(before))
            return
        if self._went_aside(event) or self._typed_over(event):
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._leap(event, before):
            return
        if event.key() == Qt.Key.Key_Escape:
            if self.records.ticked_count():
                self.records.tick_only([])
            else:
                self.cleared.emit()
            return
        super().keyPressEvent(event)
        self._extend(before, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _went_aside(self, event: QKeyEvent) -> bool:
        """Home and End go to the ends of the row, Alt+Down opens the menu of the heading; whether it was one of them."""
        index, held = self.currentIndex(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not index.isValid():
            return False
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            self._go_aside(event.key() == Qt.Key.Key_Home)
        elif event.key() == Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            self.heading_wanted.emit(index.column())
        else:
            return False
        return True

    def _go_aside(self, first: bool) -> None:
        """To the first or last column of the current row; the ticks are none."""
        start = 1 if self.records.columns[0].kind == "check" else 0
        at = start if first else len(self.records.columns) - 1
        self.setCurrentIndex(self.records.index(self.currentIndex().row(), at))

    def _typed_over(self, event: QKeyEvent) -> bool:
        """Letters typed on a cell that can be typed into take the place of what stands there, as in a spreadsheet. On
        the title they look for a row.
        """
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held or not event.text().isprintable() or not event.text() or self._column in ("", "title"):
            return False
        return self.current_row() >= 0 and self.type_into(self.current_row(), self._column, event.text())

    def _leap(self, event: QKeyEvent, before: int) -> bool:
        """Ctrl with an arrow, Home or End: to the first or last row or column, as in a spreadsheet; whether it was."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Home):
            self.go_to(0)
            self._extend(before, shift)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_End):
            self.when_complete(lambda: self._leap_to_end(before, shift))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and before >= 0:
            self._go_aside(event.key() == Qt.Key.Key_Left)
        else:
            return False
        return True

    def _leap_to_end(self, before: int, shift: bool) -> None:
        self.go_to(len(self.records.rows) - 1)
        self._extend(before, shift)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, spot = self.currentIndex(), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        elif index.isValid():
            self.scrollTo(index)
            spot = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index.row(), self.records.columns[index.column()].key, spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentIndex().row()
        super().mousePressEvent(event)
        row = self.rowAt(int(event.position().y()))
        if row < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self.records.ticked_count() and before >= 0 and before != row:
                self.records.tick([before])
            self.records.tick([row], not self.records.is_ticked(row))
        else:
            self._extend(before, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _extend(self, before: int, shift: bool) -> None:
        """With Shift, ticks run from where it began to the current row."""
        now = self.currentIndex().row()
        if not shift:
            self._anchor = -1
        elif now >= 0 and before >= 0 and now != before:
            self._anchor = before if self._anchor < 0 else self._anchor
            low, high = sorted((self._anchor, now))
            self.records.tick_only(range(low, high + 1))

    def _tick_all(self) -> None:
        if self.records.ticked_count() == len(self.records.rows):
            self.records.tick_only([])
        else:
            self.selectAll()

    def _sync(self) -> None:
        """Make Qt's selection that of the ticks, or of the current row. Very many single rows are more than Qt can hold
        in time; they are painted as chosen all the same.
        """
        if self._syncing or self.selectionModel() is None:
            return
        self._syncing = True
        runs = self.records.ticked_runs(_MOST_RUNS)
        if not runs and self.currentIndex().isValid():
            runs = [(self.currentIndex().row(), self.currentIndex().row())]
        selection = QItemSelection()
        last = len(self.records.columns) - 1
        for first, end in runs:
            selection.select(self.records.index(first, 0), self.records.index(end, last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._check_header()
        self._syncing = False

    def _check_header(self) -> None:
        place = self.records.column_of("check")
        if place < 0:
            return
        ticked, total = self.records.ticked_count(), len(self.records.rows)
        some = Qt.CheckState.PartiallyChecked if ticked else Qt.CheckState.Unchecked
        for header in (self.header, self.frozen.header):
            header.set_check(place, Qt.CheckState.Checked if total and ticked == total else some)

    def wording(self) -> tuple[list[str], Callable[[Sequence[Row]], list[list[str]]]]:
        """Headings of the columns shown now, the code in one of its own, and what puts rows into words under them."""
        columns = [c for c in self.records.columns if c.kind != "check"]
        two_lines = any(c.kind == "two_line" for c in columns)
        titles = [column.heading(self.records.register) for column in columns]

        def lines(rows: Sequence[Row]) -> list[list[str]]:
            first = ([row.code] if two_lines else [] for row in rows)
            return [[*code, *(shown(row, column) for column in columns)] for code, row in zip(first, rows, strict=True)]

        return ([CODE.heading(self.records.register), *titles] if two_lines else titles), lines


def _way(falling: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder


def _sorted_by(now: Sequence[tuple[str, bool]], key: str, more: bool) -> list[tuple[str, bool]]:
    """The order after a click on a heading: that column alone, turned round when it was so already; with Shift it
    joins the others, is turned round, and leaves again.
    """
    if not more:
        return [(key, tuple(now) == ((key, False),))]
    falling = dict(now).get(key)
    others = [entry for entry in now if entry[0] != key]
    if falling is None:
        return [*now, (key, False)]
    if falling and others:
        return others
    return [(name, not way if name == key else way) for name, way in now]


def _width(column: Column) -> int:
    return due_width() + px(16) if column is DUE else px(column.width)


def _with_whole_columns(widths: Sequence[int], title: int, least: int, room: int) -> int:
    """Width of the title with which no column is cut at the right edge as long as nothing is scrolled."""
    taken = sum(widths[:title])
    for width in widths[title + 1 :]:
        if taken + width + least > room:
            break
        taken += width
    return max(least, min(room - taken, round(room * _MOST_ALONE)))


def _delegate(column: Column) -> CellDelegate:
    if column.kind == "check":
        return Check()
    if column.kind == "two_line":
        return TwoLine()
    if column.kind == "due":
        return DueBadge()
    if column.kind == "status":
        return StatusChip()
    if column.kind == "progress":
        return Progress()
    token = "text" if column.key in ("title", "places") else "text2"
    return TextDelegate(token, tabular=column.kind in ("tabular", "number"), code=column.kind == "code")
