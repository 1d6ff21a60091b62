"""The table of the registers: row selection, row hover, drawn heading, folded type-ahead.

Knows nothing of records; models and delegates come from the page.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.theme import fonts, icons
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_GROUP, HEIGHT_TABLE_HEADER, ROW_HEIGHTS, ROW_TWO_LINES
from ui.widgets.base import Themed, hairline
from ui.widgets.choices import CHECK_SIDE, paint_check
from ui.widgets.delegates_base import FIRST_PAD, PAD, Index, draw_line
from ui.widgets.roles import Role
from ui.widgets.row_painting import paint_rows

_SEEK_MS = 1000


class Header(Themed, QHeaderView):
    """Column headings: 12 px semi-bold; the sorted one in accent with its arrow.

    The column given to `set_check` shows a three-state box instead of words; a click sends `check_clicked`.
    """

    check_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._check: tuple[int, Qt.CheckState] | None = None
        self._more_keys: dict[int, Qt.SortOrder] = {}
        self._current = -1
        self.shift = False  # held at the last click
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(px(28))
        self.follow_theme()

    def set_check(self, section: int, state: Qt.CheckState) -> None:
        """Show a check box in a section."""
        self._check = (section, state)
        self.viewport().update()

    def set_sort_keys(self, keys: dict[int, Qt.SortOrder]) -> None:
        """Mark all sorted columns, the first one being the main key."""
        self._more_keys = dict(keys)
        self.viewport().update()

    def set_current(self, section: int) -> None:
        """Underline the column that keys act on; -1 for none."""
        if section != self._current:
            self._current = section
            self.viewport().update()

    def restyle(self) -> None:
        self.setFont(fonts.label(600))
        self.setFixedHeight(px(HEIGHT_TABLE_HEADER))
        super().restyle()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if self._check is not None and section == self._check[0]:
            self.check_clicked.emit()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, color("surface"))
        hairline(painter, rect, "strong")
        if logicalIndex == self._current:
            painter.fillRect(rect.left(), rect.bottom() - px(1), rect.width(), px(2), color("accent"))
        first = self._first() == logicalIndex
        room = rect.adjusted(px(FIRST_PAD if first else PAD), 0, -px(PAD), -1)
        if self._check is not None and self._check[0] == logicalIndex:
            side = px(CHECK_SIDE)
            spot = QRectF(room.left(), rect.top() + (rect.height() - side) // 2, side, side)
            paint_check(painter, spot, self._check[1])
        else:
            self._paint_words(painter, room, logicalIndex)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, section: int) -> None:
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        align = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right = align is not None and int(align) & int(Qt.AlignmentFlag.AlignRight)
        order, place = self._order(section), self.sort_place(section)
        token = "text2" if order is None else "accent"
        spare = 0 if order is None else px(26) if place else px(18)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        used = draw_line(painter, room.adjusted(0, 0, -spare, 0), words, self.font(), token, side)
        if order is not None:
            left = room.right() - spare if right else room.left() + used
            name = "chevron-up" if order == Qt.SortOrder.AscendingOrder else "chevron-down"
            arrow = icons.pixmap(name, "accent", 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left + px(4), room.center().y() - px(6)), arrow)
            if place:
                spot = QRect(int(left) + px(18), room.top(), px(10), room.height())
                draw_line(painter, spot, str(place), fonts.label(600), token)

    def sort_place(self, section: int) -> int:
        """Which key a column is, from 1, when the rows are ordered by several columns; 0 otherwise."""
        return list(self._more_keys).index(section) + 1 if section in self._more_keys else 0

    def _order(self, section: int) -> Qt.SortOrder | None:
        if self._more_keys:
            return self._more_keys.get(section)
        return self.sortIndicatorOrder() if self.sortIndicatorSection() == section else None

    def _first(self) -> int:
        for visual in range(self.count()):
            logical = self.logicalIndex(visual)
            if not self.isSectionHidden(logical):
                return logical
        return -1


class Table(Themed, QTableView):
    """Row-based table. `name` is what a screen reader says (“Sổ vướng mắc, 41 dòng”).

    `opened(row)` on Enter or double click. Letters typed search the column `seek_column`, folded, with a buffer
    of one second. Rows that answer GROUP or LINK run across when the model lists them in `group_rows()`.
    """

    opened = Signal(int)

    def __init__(self, name: str = "", two_lines: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_viewport()
        self._two_lines, self._density = two_lines, "normal"
        self._hovered, self._typed, self.seek_column = -1, "", 0
        self._across: tuple[int, ...] = ()
        self._seek_timer = QTimer(self, singleShot=True, interval=_SEEK_MS)
        self._seek_timer.timeout.connect(self._forget)
        self.header = Header(self)
        self.setHorizontalHeader(self.header)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(False)
        self.doubleClicked.connect(self._open)
        self.follow_theme()

    def _own_viewport(self) -> None:
        """As Qt makes it; but what kind of widget Qt made PySide finds out by making ready all there are: 7 ms."""
        viewport = QWidget()
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)

    def paintEvent(self, event: QPaintEvent) -> None:
        cells = getattr(self.model(), "cells", None)
        if cells is None:
            super().paintEvent(event)
        else:
            paint_rows(self, event.rect(), cells)

    def hovered_row(self) -> int:
        """Row under the mouse, or -1."""
        return self._hovered

    def row_chosen(self, row: int) -> bool:
        """Whether a row is selected."""
        return self.selectionModel().isRowSelected(row, QModelIndex())

    def marked_column(self) -> int:
        """The column of the cell that keys act on, -1 while they act on the row as a whole."""
        return -1

    def set_density(self, density: str) -> None:
        """`compact`, `normal` or `roomy`: row height 28, 32 or 40 in the one-line form."""
        if density not in ROW_HEIGHTS:
            raise KeyError(density)
        self._density = density
        self.restyle()

    def density(self) -> str:
        """The row height in use."""
        return self._density

    def set_two_lines(self, on: bool) -> None:
        """Rows of title and meta, 44 px high."""
        self._two_lines = on
        self.restyle()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.refresh_spans)
            model.layoutChanged.connect(self.refresh_spans)
            self.refresh_spans()

    def refresh_spans(self) -> None:
        """Let heading and link rows run across; called by itself when the model is reset or laid out anew.

        A model with such rows has a method `group_rows()` that gives their numbers.
        """
        model = self.model()
        vertical = self.verticalHeader()
        if self._across:
            self.clearSpans()
            for row in self._across:
                if row < vertical.count():
                    vertical.resizeSection(row, vertical.defaultSectionSize())
        lister = getattr(model, "group_rows", None)
        self._across = tuple(lister()) if lister is not None else ()
        for row in self._across:
            if model.columnCount() > 1:
                self.setSpan(row, 0, 1, model.columnCount())
            heading = model.index(row, 0).data(Role.GROUP) is not None
            vertical.resizeSection(row, px(HEIGHT_GROUP if heading else 32))

    def restyle(self) -> None:
        height = ROW_TWO_LINES if self._two_lines else ROW_HEIGHTS[self._density]
        vertical = self.verticalHeader()
        vertical.setMinimumSectionSize(px(24))
        vertical.setDefaultSectionSize(px(height))
        self.setFont(fonts.body())
        if self.model() is not None:
            self.refresh_spans()
        super().restyle()

    def keyboardSearch(self, search: str) -> None:
        typed = self._typed if self.is_seeking() else ""
        for letter in search:  # Vietnamese typing tools take letters back and send others
            typed = typed[:-1] if letter == "\b" else typed + letter if letter.isprintable() else typed
        self._typed = typed
        if not typed:
            return
        self._seek_timer.start()
        found = self.find_row(self._typed)
        if found >= 0:
            self.setCurrentIndex(self.model().index(found, self.seek_column))

    def is_seeking(self) -> bool:
        """Whether letters were typed a moment ago that look for a row."""
        return bool(self._typed) and self._seek_timer.isActive()

    def find_row(self, typed: str) -> int:
        """Next row from the current one whose cell starts with `typed`, else contains it; -1 when none does."""
        from workbench.values.text import fold  # nobody types into a list while the program starts

        model, wanted = self.model(), fold(typed)
        if model is None or not wanted:
            return -1
        start = max(0, self.currentIndex().row())
        order = [*range(start, model.rowCount()), *range(start)]
        cells = [(row, fold(str(model.index(row, self.seek_column).data() or ""))) for row in order]
        first = next((row for row, cell in cells if cell.startswith(wanted)), -1)
        return first if first >= 0 else next((row for row, cell in cells if wanted in cell), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.currentIndex().isValid() and self.state() != QAbstractItemView.State.EditingState:
                self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._repaint_row(previous.row())
        self._repaint_row(current.row())

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            self._repaint_row(before)
            self._repaint_row(row)

    def _repaint_row(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def _open(self, index: QModelIndex) -> None:
        editable = index.flags() & Qt.ItemFlag.ItemIsEditable
        if not editable:
            self.opened.emit(index.row())
        else:
            self.edit(index)

    def _forget(self) -> None:
        self._typed = ""
