"""The findings under the sheet: counted, filtered by gravity, tied to their cells both ways, taken along as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.views.copied_rows import put_table
from ui.views.import_flow.fixes import is_sure
from ui.views.import_flow.problems import SEVERITIES, ProblemLine, counted
from ui.views.import_flow.problems_model import (
    ACT,
    FIX,
    FOUND,
    MARK,
    WHERE,
    WORDS,
    ProblemModel,
    SeverityCell,
    act_word,
    severity_word,
)
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.delegates import Diff, TextDelegate
from ui.widgets.delegates_base import Index
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import Pill
from ui.widgets.table import Table
from workbench.messages import text


class ProblemTable(Table):
    """Lines of findings. Space, or a click on the link at the end, does what can be done."""

    act_wanted = Signal(int)
    current_changed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self.currentIndex().isValid():
            self.act_wanted.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == ACT and event.button() == Qt.MouseButton.LeftButton:
            self.act_wanted.emit(index.row())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.current_changed.emit(current.row())


class ProblemsPanel(Themed, QWidget):
    """`gone_to(line)` when the officer stands on a finding, `opened(line)` on Enter, `act_wanted(line)`,
    `sure_wanted` for all sure suggestions at once, `copied(n)` after the list was put on the clipboard."""

    gone_to = Signal(object)
    opened = Signal(object)
    act_wanted = Signal(object)
    sure_wanted = Signal()
    copied = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lines: tuple[ProblemLine, ...] = ()
        self._silent = False
        self.model = ProblemModel(self)
        self.table = ProblemTable(text("importflow.problems"))
        self.table.set_density("compact")
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.setModel(self.model)
        self.table.seek_column = WORDS
        self._set_columns()
        self._total = Label("", "body", weight=600)
        self._shares = ElidedLabel("", "label", "text2", weight=400)
        self._pills = {severity: Pill("") for severity in SEVERITIES}
        self.sure = Button("", small=True)
        self.sure.clicked.connect(self.sure_wanted)
        self._copy = Button(text("importflow.copy_problems"), icon="copy", small=True)
        self._copy.setToolTip(text("importflow.copy_problems_tip"))
        self._none = Paragraph(text("importflow.no_problems"), "body", "text2")
        self._lay_out()
        self.table.current_changed.connect(self._stand_on)
        self.table.opened.connect(self._open)
        self.table.act_wanted.connect(self._act)
        self._copy.clicked.connect(self.copy_list)
        for severity, pill in self._pills.items():
            pill.setCheckable(True)
            pill.setProperty("severity", severity)
            pill.toggled.connect(self._refilter)
        self.follow_theme()

    def _set_columns(self) -> None:
        looks = {
            MARK: SeverityCell(self.table),
            WHERE: TextDelegate(code=True, parent=self.table),
            WORDS: TextDelegate(parent=self.table),
            FOUND: TextDelegate(parent=self.table),
            FIX: Diff(self.table),
            ACT: TextDelegate(weight=500, parent=self.table),
        }
        for column, delegate in looks.items():
            self.table.setItemDelegateForColumn(column, delegate)
        self.table.header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        self.table.header.setSortIndicatorShown(False)
        self.table.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(4), px(16), px(4))
        head.setSpacing(px(8))
        head.addWidget(self._total)
        head.addWidget(self._shares, 1)
        for pill in self._pills.values():
            head.addWidget(pill)
        head.addWidget(self.sure)
        head.addWidget(self._copy)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(px(16), px(8), px(16), px(8))
        column.addWidget(self._none)
        column.addStretch(1)
        self._body.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._body, 1)

    # showing

    def show_problems(self, lines: Sequence[ProblemLine]) -> None:
        """Show these findings; the one stood on stays if it is still there."""
        self._lines = tuple(lines)
        counts = counted(lines)
        self._total.setText(text("importflow.problem_count", n=len(lines)) if lines else "")
        parts = [text(f"importflow.count_{s}", n=counts[s]) for s in SEVERITIES if counts[s]]
        self._shares.setText(" · ".join(parts))
        for severity, pill in self._pills.items():
            pill.setText(text(f"importflow.only_{severity}", n=counts[severity]))
            pill.setVisible(0 < counts[severity] < len(lines))
            if not counts[severity]:
                pill.setChecked(False)
            pill.updateGeometry()
        self._copy.setVisible(bool(lines))
        number = sum(is_sure(line.issue) for line in lines)
        self.sure.setText(text("importflow.apply_sure", n=number))
        self.sure.setVisible(number > 0)
        self.sure.updateGeometry()
        self._refilter()

    def lines(self) -> tuple[ProblemLine, ...]:
        """The findings listed now."""
        return self.model.lines

    def current(self) -> ProblemLine | None:
        """The finding stood on."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def select(self, place: int) -> None:
        """Stand on a line without saying so."""
        self._silent = True
        self.table.setCurrentIndex(self.model.index(place, WORDS))
        self._silent = False

    def step(self, by: int) -> None:
        """Go to the next or previous finding, round the ends (F8, Shift+F8)."""
        total = len(self.model.lines)
        if total:
            row = self.table.currentIndex().row()
            start = row if row >= 0 else (-1 if by > 0 else 0)
            self.table.setCurrentIndex(self.model.index((start + by) % total, WORDS))

    def select_place(self, sheet: str, row: int, column: int) -> None:
        """Stand on the finding of a cell, if it has one."""
        from ui.views.import_flow.problems import at_cell

        place = at_cell(self.model.lines, sheet, row, column)
        if place >= 0:
            self.select(place)

    def _refilter(self) -> None:
        chosen = {severity for severity, pill in self._pills.items() if pill.isChecked()}
        lines = [line for line in self._lines if not chosen or line.severity in chosen]
        was = self.current()
        self._silent = True
        self.model.show_lines(lines)
        same = next((n for n, line in enumerate(lines) if was and line.place == was.place), -1)
        if same >= 0:
            self.table.setCurrentIndex(self.model.index(same, WORDS))
        self._silent = False
        self._body.setCurrentIndex(0 if self._lines else 1)
        self.table.setAccessibleName(text("importflow.problems_name", n=len(lines)))

    # acting

    def _stand_on(self, row: int) -> None:
        if not self._silent:
            self.gone_to.emit(self.model.lines[row])

    def _open(self, row: int) -> None:
        self.opened.emit(self.model.lines[row])

    def _act(self, row: int) -> None:
        if self.model.lines[row].act:
            self.act_wanted.emit(self.model.lines[row])

    def copy_list(self) -> None:
        """Put the findings on the clipboard, for Excel and for a letter to the sender."""
        titles = [text(f"importflow.col_{key}") for key in ("severity", "cell", "problem", "found", "fix")]
        rows = [
            [severity_word(line.severity), line.where, line.words, line.found, line.after or line.advice]
            for line in self.model.lines
        ]
        put_table(rows, titles)
        self.copied.emit(len(rows))

    # geometry

    def restyle(self) -> None:
        self._fit()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns as wide as the panel allows; the words take the rest."""
        narrow = self.model.terse = self.width() < px(800)
        metrics = self.table.fontMetrics()
        acts = max((metrics.horizontalAdvance(act_word(line)) for line in self._lines[:200]), default=0)
        where = max((metrics.horizontalAdvance(line.where) for line in self._lines[:200]), default=0)
        widths = {
            MARK: px(36),
            WHERE: max(px(52), min(px(150), where + px(18))),
            FOUND: px(110 if narrow else 140),
            FIX: px(160 if narrow else 236),
            ACT: max(px(84), acts + px(20)),
        }
        for column, width in widths.items():
            self.table.setColumnWidth(column, width)
