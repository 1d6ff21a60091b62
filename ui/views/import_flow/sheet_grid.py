"""The real sheet on screen: letters, row tags and numbers, merged cells, findings marked in the corner of a cell.

Shows and tells; what a row or column is taken for is decided by the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.views.import_flow.sheet_data import SheetData
from ui.views.import_flow.sheet_headers import Corner, LetterHeader, RowHeader
from ui.views.import_flow.sheet_model import Cell, Index, SheetModel
from ui.widgets.base import Themed, box
from ui.widgets.delegates_base import draw_line, width_of
from workbench.exchange.recognised import BandKind
from workbench.messages import text
from workbench.records.issues import Severity

_PAD, _CORNER = 6, 8
_NARROWEST, _NARROWEST_MAPPED, _WIDEST, _SAMPLE = 44, 108, 262, 150  # design px; what it is mapped to can be read
_GROUNDS: Mapping[BandKind, tuple[str, str, str]] = {  # ground, ink, vertical line
    "heading": ("tint", "accent", "tint_border"),
    "group": ("plum_bg", "plum", ""),
    "data": ("surface", "text", "border"),
    "continuation": ("surface", "text", "border"),
    "total": ("sunken", "text2", "border"),
}
_SKIPPED = ("sunken", "text2", "")
MARKS: Mapping[Severity, tuple[str, str]] = {  # ground and ink
    "stop": ("red_bg", "red"),
    "check": ("amber_bg", "amber"),
    "note": ("tint", "accent"),
}


class CellPainter(QStyledItemDelegate):
    """One cell of a sheet."""

    def __init__(self, sheet: SheetModel, view: QTableView) -> None:
        super().__init__(view)
        self._sheet, self._view = sheet, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sheet = self._sheet.sheet
        if sheet is None:
            return
        row = sheet.rows[index.row()]
        kind = sheet.kind(row)
        mark = self._sheet.mark(index.row(), index.column())
        ground, ink, line = _GROUNDS.get(kind, _SKIPPED)
        weight = 600 if kind in ("heading", "group") else 400
        if row == sheet.lit:
            ground, weight = "amber_bg", 600
        if mark is not None:
            (ground, ink), weight = MARKS[mark], 500
        rect = option.rect
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color("border"))
        if line:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), color(line))
        self._words(painter, rect, index, (ink, weight), sheet)
        if mark is not None:
            self._corner(painter, rect, mark)
        if self._view.currentIndex() == index:
            box(painter, QRectF(rect).adjusted(0, 0, 0, -0.5), 0, None, "accent", px(2))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, index: Index, look: tuple[str, int], sheet: SheetData) -> None:
        words = self._sheet.words(index.row(), index.column()).replace("\n", " ")
        if not words:
            return
        row = sheet.rows[index.row()]
        align = Qt.AlignmentFlag.AlignLeft
        if sheet.kind(row) == "data" and self._is_number_column(row, index.column() + 1):
            align = Qt.AlignmentFlag.AlignHCenter
        elif sheet.grid.area(row, index.column() + 1) is not None and sheet.kind(row) != "data":
            align = self._merged_align(index)
        room = rect.adjusted(px(_PAD), 0, -px(_PAD), -1)
        draw_line(painter, room, words, fonts.label(look[1], tabular=True), look[0], align)

    def _is_number_column(self, row: int, column: int) -> bool:
        table = self._sheet.sheet.table_of(row) if self._sheet.sheet else None
        return table is not None and table.number_column == column

    def _merged_align(self, index: Index) -> Qt.AlignmentFlag:
        wide = self._view.columnSpan(index.row(), index.column()) > 1
        return Qt.AlignmentFlag.AlignHCenter if wide else Qt.AlignmentFlag.AlignLeft

    def _corner(self, painter: QPainter, rect: QRect, mark: Severity) -> None:
        """A triangle in the upper right corner: says without colour that there is something."""
        side, right, top = px(_CORNER), rect.right(), rect.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(MARKS[mark][1]))
        painter.drawPolygon(QPolygon([QPoint(right - side, top), QPoint(right, top), QPoint(right, top + side)]))


class SheetGrid(Themed, QTableView):
    """The sheet. `cell_entered(row, column)` when the officer goes to a cell; `menu_wanted(row, where)` for a row or
    for those chosen (Shift with the arrows, or a drag over their words);
    `edit_wanted(row, column, where)` to say that a cell means something else (F2, double click); `column_wanted` to
    say what a column is (right click on its letter, Alt+Down)."""

    cell_entered = Signal(int, int)
    menu_wanted = Signal(int, QPoint)
    edit_wanted = Signal(int, int, QPoint)
    column_wanted = Signal(int)
    geometry_changed = Signal()
    _anchor = -1  # place where choosing of rows began

    def __init__(self, with_tags: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(self)
        self._going = False
        self.setModel(self.sheet_model)
        self._painter = CellPainter(self.sheet_model, self)
        self.setItemDelegate(self._painter)
        self.rows = RowHeader(self.sheet_model, with_tags, self)
        self.letters = LetterHeader(self)
        self.setVerticalHeader(self.rows)
        self.setHorizontalHeader(self.letters)
        self.setCornerButtonEnabled(False)
        self._corner_mark = Corner(self)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.rows.stood_on.connect(self._stand_on)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(self._row_menu)
        self.letters.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.letters.customContextMenuRequested.connect(self._column_menu)
        self.letters.sectionResized.connect(self._tell_geometry)
        self.horizontalScrollBar().valueChanged.connect(self._tell_geometry)
        self.doubleClicked.connect(lambda _: self.edit_current())
        self.follow_theme()

    # showing

    def show_sheet(self, sheet: SheetData, said: Mapping[Cell, str], name: str) -> None:
        """Show a sheet from its top."""
        self._choose_none()
        self.clearSpans()
        self.sheet_model.show_sheet(sheet, said)
        self.setAccessibleName(name)
        for span in sheet.spans():
            self.setSpan(span.row, span.column, span.rows, span.columns)
        self._fit_columns()
        self.horizontalScrollBar().setValue(0)  # where the last file was scrolled to says nothing of this one
        self.verticalScrollBar().setValue(0)
        self.rows.refit()
        self._place_corner()
        self._tell_geometry()

    def refresh_sheet(self, sheet: SheetData, said: Mapping[Cell, str]) -> None:
        """The same sheet understood anew, with the same place in sight."""
        self.sheet_model.refresh_sheet(sheet, said)
        self.clearSpans()
        for span in sheet.spans():
            self.setSpan(span.row, span.column, span.rows, span.columns)
        self._make_room()
        self.rows.refit()
        self.rows.viewport().update()
        self._tell_geometry()

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one and bring it into sight; says nothing."""
        sheet = self.sheet_model.sheet
        place = sheet.positions.get(row) if sheet else None
        if sheet is None or place is None:
            return
        index = self.sheet_model.index(place, max(0, min(column, sheet.columns) - 1))
        self._going = True
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._going = False
        self.scrollTo(index)

    def current_row(self) -> int:
        """Row of the file at the current cell, 0 when there is none."""
        return self.sheet_model.row_number(self.currentIndex().row())

    def show_column(self, column: int) -> None:
        """Scroll sideways until a column (from 1) is in sight."""
        left = self.letters.sectionPosition(column - 1)
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        width = self.letters.sectionSize(column - 1)
        if left < bar.value():
            bar.setValue(left)
        elif left + width > bar.value() + room:
            bar.setValue(left + width - room)

    def _fit_columns(self) -> None:
        """Widths by a sample of rows, within limits."""
        sheet = self.sheet_model.sheet
        if sheet is None:
            return
        font = fonts.label(500, tabular=True)
        wanted = ("data", "continuation", "heading", "numbers")
        sample = [row for row in sheet.rows if sheet.kind(row) in wanted][:_SAMPLE] or sheet.rows[:_SAMPLE]
        for column in range(1, sheet.columns + 1):
            widest = max((self._wants(sheet, row, column, font) for row in sample), default=0)
            number = any(table.number_column == column for table in sheet.tables)
            mapped = any(found.column == column and found.fields for table in sheet.tables for found in table.columns)
            least = px(_NARROWEST_MAPPED if mapped else _NARROWEST)
            width = max(least, min(px(_WIDEST), widest + px(2 * _PAD + 4)))
            self.setColumnWidth(column - 1, px(_NARROWEST) if number else width)

    def _make_room(self) -> None:
        """Columns that go somewhere now are at least so wide that it can be read where."""
        sheet = self.sheet_model.sheet
        for column in (
            {found.column for table in sheet.tables for found in table.columns if found.fields} if sheet else ()
        ):
            if self.columnWidth(column - 1) < px(_NARROWEST_MAPPED):
                self.setColumnWidth(column - 1, px(_NARROWEST_MAPPED))

    def _wants(self, sheet: SheetData, row: int, column: int, font: object) -> int:
        area = sheet.grid.area(row, column)
        if area is not None and area.right > area.left:
            return 0
        words = sheet.text(row, column)
        return width_of(font, words[:60]) if words else 0  # type: ignore[arg-type]

    # choosing rows

    def chosen_rows(self) -> tuple[int, ...]:
        """Rows of the file that are chosen: those between where choosing began and the current cell."""
        places = self.rows.chosen or range(self.currentIndex().row(), self.currentIndex().row() + 1)
        return tuple(self.sheet_model.row_number(place) for place in places if place >= 0)

    def _stand_on(self, place: int, extending: bool) -> None:
        index = self.sheet_model.index(place, max(0, self.currentIndex().column()))
        if extending:
            self._extend_to(index)
        else:
            self._choose_none()
            self.setCurrentIndex(index)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _extend_to(self, index: Index) -> None:
        """Choose the rows from where choosing began to a cell."""
        if self._anchor < 0:
            self._anchor = max(0, self.currentIndex().row())
        anchor = self._anchor
        self.setCurrentIndex(index)
        self._anchor = anchor
        low, high = sorted((anchor, index.row()))
        self.rows.show_chosen(range(low, high + 1) if low < high else range(0))

    def _choose_none(self) -> None:
        if self._anchor >= 0:
            self._anchor = -1
            self.rows.show_chosen(range(0))

    # acting

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._choose_none()
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self.visualRect(index).adjusted(-2, -2, 2, 2))
        if current.isValid() and not self._going:
            self.cell_entered.emit(self.sheet_model.row_number(current.row()), current.column() + 1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() == event.Reason.Mouse else self.currentIndex()
        if not index.isValid():
            return
        if event.reason() == event.Reason.Mouse and index.row() not in self.rows.chosen:
            self.setCurrentIndex(index)
        spot = event.globalPos() if event.reason() == event.Reason.Mouse else self._below(index)
        self.menu_wanted.emit(self.sheet_model.row_number(index.row()), spot)

    def edit_current(self) -> None:
        """Ask to correct the current cell."""
        index = self.currentIndex()
        if index.isValid():
            self.edit_wanted.emit(self.sheet_model.row_number(index.row()), index.column() + 1, self._below(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.edit_current()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            index = self.currentIndex()
            if index.isValid():
                self.menu_wanted.emit(self.sheet_model.row_number(index.row()), self._below(index))
            return
        if event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.column_wanted.emit(self.currentIndex().column() + 1)
            return
        arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in arrows and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            now = self.currentIndex()
            place = now.row() + arrows[Qt.Key(event.key())]
            if 0 <= place < self.sheet_model.rowCount():
                self._extend_to(self.sheet_model.index(place, max(0, now.column())))
            return
        super().keyPressEvent(event)

    def below_current(self) -> QPoint:
        """Where something about the current cell can be shown, on the screen."""
        return self._below(self.currentIndex())

    def _below(self, index: Index) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())

    def _row_menu(self, where: QPoint) -> None:
        place = self.rows.logicalIndexAt(where)
        if place >= 0:
            if place not in self.rows.chosen:
                self._stand_on(place, False)
            self.menu_wanted.emit(self.sheet_model.row_number(place), self.rows.mapToGlobal(where))

    def _column_menu(self, where: QPoint) -> None:
        column = self.letters.logicalIndexAt(where)
        if column >= 0:
            self.column_wanted.emit(column + 1)

    # geometry

    def restyle(self) -> None:
        self.setFont(fonts.label(400))
        super().restyle()
        self.viewport().update()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_corner()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_geometry()

    def _place_corner(self) -> None:
        corner = getattr(self, "_corner_mark", None)
        if corner is not None:
            corner.setGeometry(0, 0, self.rows.width(), self.letters.height())

    def _tell_geometry(self) -> None:
        self.geometry_changed.emit()


def sheet_name(sheet: SheetData) -> str:
    """What a sheet is called; text files have none."""
    return sheet.name or text("importflow.only_sheet")
