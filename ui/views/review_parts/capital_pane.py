"""Capital of linkage projects as a table along one axis; a row opens the projects behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from ui.context import Context
from ui.theme import fonts
from ui.theme.metrics import px
from ui.views.review_parts.pane import Pane
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.pills import ChoicePills
from ui.widgets.ruled import RuledRows
from workbench.messages import language, text
from workbench.services.analysis.capital import Axis, CapitalRow, CapitalTable, spans
from workbench.services.printed_analysis import axis_rows, figures_of
from workbench.services.review import Sheet, axes, capital_headings, capital_of, capital_sheets

_ROW, _FIGURE = 30, 84
_PLACED = ("locality", "region")  # axes that follow the units of a day


class CapitalPane(Pane):
    """The axis, the medium-term period and the units are chosen above the table."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table = CapitalGrid()
        self.table.opened.connect(self._open)
        self._read: CapitalTable | None = None
        self.axis = ChoicePills([(key, text(f"capital.pill_{key}")) for key in axes()], axes()[0], text("review.axis"))
        names = [(key, text("review.span_all") if not key else key.replace("-", "–")) for key in spans()]
        self.span = ChoicePills(names, "", text("review.span"))
        units = [("new", text("review.units_new")), ("old", text("review.units_old"))]
        self.units = ChoicePills(units, "new", text("review.units"))
        for pills in (self.axis, self.span, self.units):
            pills.chosen.connect(lambda _: self.fill())
        self.note = Label("", "label", "text2", weight=400)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(margin=16, gap=10)
        above = QVBoxLayout()
        above.setSpacing(px(8))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.axis)
        first.addStretch(1)
        for pills in (self.span, self.units):
            second.addWidget(pills)
            second.addSpacing(px(16))
        second.addStretch(1)
        second.addWidget(Label(text("capital.unit"), "label", "text2", weight=400))
        above.addLayout(first)
        above.addLayout(second)
        card.body.addLayout(above)
        card.body.addWidget(self.table)
        card.body.addWidget(self.note)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def current(self) -> Axis:
        """The axis shown."""
        return next(axis for axis in axes() if axis == self.axis.current())

    def fill(self) -> None:
        """Read along the axis chosen and show."""
        if self.found is None:
            return
        axis = self.current()
        self.units.setVisible(axis in _PLACED)
        old = self.units.current() == "old" and axis in _PLACED
        self._read = capital_of(self.context.registers, axis, self.span.current(), old, self.found.wanted)
        self.table.show_table(self._read)
        self.note.setText(text("capital.print_note") if self._read.overlapping else "")
        self.note.setVisible(self._read.overlapping)

    def _open(self, row: CapitalRow) -> None:
        words = text("review.capital_of", what=row.label)
        self.context.shell.go("projects", view="all", only=row.uids, only_words=words)

    def printed(self) -> tuple[str, ...]:
        """Ids of the rows of the axis shown."""
        return tuple(axis_rows(self._read.rows, self.current())) if self._read else ()

    def sheets(self) -> Sequence[Sheet]:
        """The table shown; by localities also old and new units side by side."""
        if self._read is None or self.found is None:
            return ()
        return capital_sheets(self._read, self.found.linked, self.span.current(), self.found.wanted)


class CapitalGrid(QTableWidget):
    """`opened(row)` on a double click or Enter; the last row is the whole."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CapitalRow, ...] = ()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.horizontalHeader().setObjectName("overFigures")  # its words stand at the edges of those below
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        self._lines = RuledRows(total=True)
        self.setItemDelegate(self._lines)
        self.cellDoubleClicked.connect(lambda row, _: self._tell(row))

    def show_table(self, table: CapitalTable) -> None:
        """Show rows and the whole."""
        self._rows = (*table.rows, table.total)
        headings = capital_headings(table.axis)
        self.setAccessibleName(text("review.capital_table", axis=headings[0], n=len(table.rows)))
        self.setColumnCount(len(headings))
        self.setRowCount(len(self._rows))
        for column, words in enumerate(headings):
            self.setHorizontalHeaderItem(column, _heading(words, column > 0))
        for place, row in enumerate(self._rows):
            strong = 600 if row is table.total else 400
            for column, words in enumerate((row.label, *figures_of(row.capital, language()).values())):
                self.setItem(place, column, _cell(words, column > 0, strong))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(px(_FIGURE))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(header.sizeHint().height() + len(self._rows) * px(_ROW) + px(4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._tell(self.currentRow())
            return
        super().keyPressEvent(event)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.opened.emit(self._rows[row])


def _cell(words: str, figure: bool, weight: int) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setFont(fonts.body(weight, tabular=figure))
    if figure:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    else:
        item.setToolTip(words)
    return item


def _heading(words: str, figure: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setFont(fonts.label(600))
    side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
