"""Steps two and three: the sheet as it was understood, and the findings under it.

Everything here may be corrected; each correction is sent out as new `Overrides` and comes back as a new reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.views.import_flow.cell_corrector import CellCorrector, Choices
from ui.views.import_flow.change_words import column_words, forms
from ui.views.import_flow.corrections import KINDS, SKIP, like, with_column, with_correction, with_kind, with_start
from ui.views.import_flow.mapping_row import MappingRow
from ui.views.import_flow.problems import ProblemLine, at_cell
from ui.views.import_flow.problems_panel import ProblemsPanel
from ui.views.import_flow.recognised_edit import LEAVE_OUT, Correction, Question, likely_periods
from ui.views.import_flow.recognised_facts import recognised_facts
from ui.views.import_flow.recognised_panel import RecognisedPanel
from ui.views.import_flow.sheet_data import SheetData
from ui.views.import_flow.sheet_grid import SheetGrid, sheet_name
from ui.views.import_flow.work import Reading
from ui.widgets.labels import Line
from ui.widgets.splitter import Splitter
from ui.widgets.tabs import TabItem, Tabs
from workbench.exchange.raw import column_letters
from workbench.exchange.recognised import BandKind, Overrides, TableCandidate
from workbench.messages import text
from workbench.records.record import Record
from workbench.services.form_words import form_words
from workbench.values.periods import Period
from workbench.values.sorting import sort_key

Localities = Callable[[], Mapping[str, Record[Any]]]


class SheetStep(QWidget):
    """`corrected(Overrides, words, told)`: read again with these; `words` say what was done, for taking it back, and
    `told` whether a notice is to say it, as it may be out of sight.
    `copied(n)`: the list of findings is on the clipboard. `lessons_wanted`: what was learned is to be shown."""

    corrected = Signal(object, str, bool)
    copied = Signal(int)
    lessons_wanted = Signal()

    def __init__(
        self,
        localities: Localities,
        is_member: Callable[[str], bool],
        now: Callable[[], Period],
        choices: Choices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.cells = CellCorrector(choices, self)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._localities, self._is_member, self._now = localities, is_member, now
        self._reading: Reading | None = None
        self._overrides = Overrides()
        self._sheet, self._moved = "", False
        self._told_of: TableCandidate | None = None  # the table whose facts are shown
        self.panel = RecognisedPanel()
        self.tabs = Tabs(name=text("importflow.sheets"))
        self.grid = SheetGrid()
        self.mapping = MappingRow(self.grid)
        self.problems = ProblemsPanel()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        upper = QWidget()
        upper.setObjectName("window")
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._tab_row = QWidget()
        tab_row = QHBoxLayout(self._tab_row)
        tab_row.setContentsMargins(px(12), 0, px(12), 0)
        tab_row.addWidget(self.tabs)
        for widget in (self._tab_row, self.mapping, self.grid):
            column.addWidget(widget, 1 if widget is self.grid else 0)
        self._splitter = Splitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(upper)
        self._splitter.addWidget(self.problems)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.splitterMoved.connect(self._keep_share)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(Line(vertical=True))
        row.addWidget(self._splitter, 1)

    def _wire(self) -> None:
        self.tabs.changed.connect(self._choose_sheet)
        self.grid.cell_entered.connect(self._cell_entered)
        self.grid.menu_wanted.connect(self._offer_kinds)
        self.grid.column_wanted.connect(self.open_column)
        self.grid.rows.edge_moved.connect(lambda rows, kind: self.change_kind(self._sheet, rows, kind))
        self.mapping.picked.connect(self._map_column)
        self.problems.gone_to.connect(self._show_place)
        self.problems.opened.connect(self._open_place)
        self.problems.act_wanted.connect(self._act)
        self.problems.copied.connect(self.copied)
        self.problems.sure_wanted.connect(lambda: self.cells.apply_sure(self.problems.lines()))
        self.grid.edit_wanted.connect(self._edit_cell)
        self.cells.corrected.connect(self._say)
        self.panel.asked.connect(self.ask)
        self.panel.linked.connect(self.lessons_wanted)
        self.panel.corrected.connect(self._correct)

    # showing

    def show_reading(self, reading: Reading, overrides: Overrides, with_problems: bool) -> None:
        """Show a file, or the same file understood anew."""
        same = self._reading is not None and self._reading.loaded is reading.loaded
        self._reading, self._overrides = reading, overrides
        self.cells.show_reading(reading, overrides)
        names = [sheet.name for sheet in reading.sheets]
        if not same or self._sheet not in names:
            self._sheet = next((s.name for s in reading.sheets if s.tables), names[0] if names else "")
        items = [TabItem(s.name, sheet_name(s), s.data_rows() or None) for s in reading.sheets]
        self.tabs.set_items(items, self._sheet)
        self._tab_row.setVisible(len(names) > 1)
        self.problems.show_problems(reading.problems)
        self._show_sheet(same)
        self.show_problems(with_problems)

    def show_problems(self, on: bool) -> None:
        """Step three has the findings under the sheet; step two the whole height for the sheet."""
        if self.problems.isVisibleTo(self) != on:
            self.problems.setVisible(on)
            self._share()
        if on and self.problems.current() is None:
            self.problems.step(1)

    def sheet(self) -> SheetData | None:
        """The sheet shown."""
        found = self._reading.sheets if self._reading else ()
        return next((sheet for sheet in found if sheet.name == self._sheet), None)

    def _show_sheet(self, same: bool) -> None:
        sheet = self.sheet()
        if sheet is None or self._reading is None:
            return
        said = self._said(sheet.name)
        if same and self.grid.sheet_model.sheet is not None and self.grid.sheet_model.sheet.name == sheet.name:
            self.grid.refresh_sheet(sheet, said)
        else:
            name = text("importflow.sheet_name", sheet=sheet_name(sheet), n=len(sheet.rows))
            self.grid.show_sheet(sheet, said, name)
        self.mapping.show_table(sheet, self.grid.current_row())
        self._show_facts(sheet)

    def _show_facts(self, sheet: SheetData) -> None:
        """What was recognised, of the table that the current cell is in."""
        at = self.grid.current_row()
        self._told_of = sheet.table_of(at)
        if self._reading is not None:
            self.panel.show_facts(recognised_facts(self._reading, sheet, self._localities(), self._is_member, at))

    def _said(self, name: str) -> dict[tuple[int, int], str]:
        made: dict[tuple[int, int], str] = {}
        for line in self._reading.problems if self._reading else ():
            if line.sheet == name:
                made.setdefault((line.row, line.column), line.words)
        return made

    def first_focus(self) -> QWidget:
        """Findings when they are shown, else the first guessed column, else the sheet."""
        if self.problems.isVisibleTo(self) and self.problems.lines():
            return self.problems.table
        guess = self.mapping.first_guess()
        return guess if guess is not None and guess.is_guess() else self.grid

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.panel, self.mapping, self.grid, self.problems]

    def step_problem(self, by: int) -> None:
        """Next or previous finding."""
        self.problems.step(by)

    # places

    def _choose_sheet(self, name: str) -> None:
        self._sheet = name
        self.tabs.set_current(name)
        self._show_sheet(False)

    def _cell_entered(self, row: int, column: int) -> None:
        sheet = self.sheet()
        if sheet is not None:
            if len(sheet.tables) > 1 and sheet.table_of(row) is not self._told_of:
                self.mapping.show_table(sheet, row)
                self._show_facts(sheet)
            self.problems.select_place(sheet.name, row, column)

    def _show_place(self, line: ProblemLine) -> None:
        names = [sheet.name for sheet in self._reading.sheets] if self._reading else []
        if line.sheet != self._sheet and line.sheet in names:
            self._choose_sheet(line.sheet)
        if line.row:
            self.grid.go_to(line.row, max(1, line.column))

    def _open_place(self, line: ProblemLine) -> None:
        self._show_place(line)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # correcting

    def _say(self, overrides: Overrides, words: str, told: bool = False) -> None:
        """Send a correction out; the next one is made on top of it, understood anew by then or not."""
        self.show_said(overrides)
        self.corrected.emit(overrides, words, told)

    def show_said(self, overrides: Overrides) -> None:
        """What the officer said so far, before the sheet is understood anew with it."""
        self._overrides = overrides
        self.cells.show_said(overrides)

    def _act(self, line: ProblemLine) -> None:
        self._show_place(line)
        if line.act == "apply":
            self.cells.apply(line)
        elif line.act == "fix":
            self.cells.edit(line.place, self.grid.below_current(), line)
        elif line.act == "back":
            self.cells.give_back(line.place)
        elif line.act == "row":
            self.change_kind(line.sheet, line.rows, SKIP)
        elif line.act == "take":
            self.change_kind(line.sheet, line.rows, "data")
        elif line.act == "form":
            self.ask()
        elif line.act == "sheet":
            made = self._overrides.changed(shown=self._overrides.shown | {line.issue.found})
            self._say(made, text("importflow.sheet_shown", sheet=line.issue.found), told=True)
        elif line.act == "unit":
            self.ask()
            self.panel.form.unit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif line.act == "column":
            combo = self.mapping.combo(line.column) or self.mapping.first_guess()
            if combo is not None:
                combo.setFocus(Qt.FocusReason.OtherFocusReason)
                combo.showPopup()

    def _edit_cell(self, row: int, column: int, where: QPoint) -> None:
        lines = self.problems.lines()
        at = at_cell(lines, self._sheet, row, column)
        line = lines[at] if at >= 0 and lines[at].act in ("apply", "fix") else None
        self.cells.edit((self._sheet, row, column), where, line)

    def change_kind(self, sheet: str, rows: tuple[int, ...], kind: BandKind | None) -> None:
        """Say what some rows are; None asks recognition again."""
        found = next((one for one in self._reading.sheets if one.name == sheet), None) if self._reading else None
        if found is None or not rows:
            return
        said = text(f"importflow.kind_{kind}") if kind else text("importflow.kind_recognised")
        done = text("importflow.row_changed", row=_spoken(rows), kind=said)
        self._say(with_kind(self._overrides, found, rows, kind), done)

    def _map_column(self, column: int, said: str) -> None:
        sheet = self.sheet()
        table = sheet.table_of(self.grid.current_row()) if sheet is not None else None
        if sheet is not None and table is not None:
            words = column_words(table.form, said)
            done = text("importflow.column_changed", column=column_letters(column), field=words)
            self._say(with_column(self._overrides, sheet, self.grid.current_row(), column, said), done)

    def open_column(self, column: int) -> None:
        """Open the list of what a column can go into."""
        combo = self.mapping.combo(column)
        if combo is not None:
            self.grid.show_column(column)
            combo.setFocus(Qt.FocusReason.OtherFocusReason)
            combo.showPopup()

    def _offer_kinds(self, row: int, where: QPoint) -> None:
        menu = self.kinds_menu(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def kinds_menu(self, row: int) -> QMenu:
        """What a row can be taken for, the present kind marked; what its column is; correcting and copying the cell."""
        menu = QMenu(self)
        sheet = self.sheet()
        chosen_rows = self.grid.chosen_rows()
        every = chosen_rows if row in chosen_rows else (row,)
        title = menu.addAction(text("importflow.row_menu", row=_spoken(every)))
        title.setEnabled(False)
        choices = QActionGroup(menu)
        now = {like(sheet.kind(one)) for one in every} if sheet is not None else set()
        for kind in KINDS:
            rows = tuple(one for one in every if sheet is not None and kind in sheet.kinds_of(one))
            if not rows:
                continue
            action = menu.addAction(text(f"importflow.kind_{kind}"))
            action.setCheckable(True)
            action.setChecked(now == {kind})
            action.setData((kind, rows))
            choices.addAction(action)
        choices.triggered.connect(lambda chosen: self.change_kind(self._sheet, chosen.data()[1], chosen.data()[0]))
        if any((self._sheet, one) in self._overrides.bands for one in every):
            again = menu.addAction(text("importflow.kind_recognised"))
            again.triggered.connect(lambda: self.change_kind(self._sheet, every, None))
        if sheet is not None and (not sheet.tables or sheet.name in self._overrides.starts):
            here = menu.addAction(text("importflow.starts_here"))
            here.setCheckable(True)
            here.setChecked(self._overrides.starts.get(sheet.name) == every[0])
            here.triggered.connect(lambda: self._start(sheet, every[0]))
        menu.addSeparator()
        column = self.grid.currentIndex().column() + 1
        if self.mapping.combo(column) is not None:
            words = text("importflow.column_menu", column=column_letters(column))
            menu.addAction(words).triggered.connect(lambda: self.open_column(column))
        menu.addAction(text("importflow.edit_cell")).triggered.connect(self.grid.edit_current)
        menu.addAction(text("importflow.copy_cell")).triggered.connect(self._copy_cell)
        return menu

    def _start(self, sheet: SheetData, row: int) -> None:
        done = text("importflow.started", row=str(row))
        self._say(with_start(self._overrides, sheet, row), done)

    def _copy_cell(self) -> None:
        QGuiApplication.clipboard().setText(str(self.grid.currentIndex().data() or ""))

    def ask(self) -> None:
        """Turn to the form that puts recognition right."""
        sheet, reading = self.sheet(), self._reading
        if sheet is None or reading is None:
            return
        meta = reading.recognised.meta
        table = sheet.table_of(self.grid.current_row())
        form = LEAVE_OUT if sheet.left_out else table.form if table is not None else ""
        names = {r.values.name for r in self._localities().values()}
        amounts = [c for t in sheet.tables for c in t.columns if c.field and _is_amount(t.form, c.field)]
        units = {mapped.unit for mapped in amounts}
        self.panel.show_form(
            Question(
                sheet.name,
                form,
                [(key, form_words(key)) for key, form in sorted(forms().items()) if form.reads],
                meta.province.text if meta.province else "",
                sorted(names, key=sort_key),
                meta.period,
                likely_periods(self._now()),
                next(iter(units)) if len(units) == 1 else None,
                bool(amounts),
            )
        )

    def _correct(self, said: Correction) -> None:
        sheet, reading = self.sheet(), self._reading
        if sheet is not None and reading is not None:
            table = sheet.table_of(self.grid.current_row())
            made = with_correction(self._overrides, said, reading.recognised, table)
            self._say(made, text("importflow.recognition_changed"))

    # room

    def set_compact(self, on: bool) -> None:
        """Less room for what is beside the sheet."""
        self.panel.set_compact(on)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _keep_share(self) -> None:
        self._moved = True

    def _share(self) -> None:
        """The findings take two fifths, at least a few lines, until the officer moves the line between."""
        if self._moved:
            return
        height = self._splitter.height()
        lower = max(px(140), min(px(214), height * 2 // 5))
        self._splitter.setSizes([max(0, height - lower), lower])


def _spoken(rows: tuple[int, ...]) -> str:
    """Rows in few words: 9, or 9–12."""
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]}–{rows[-1]}"


def _is_amount(form: str, key: str) -> bool:
    return forms()[form].by_key[key].kind == "amount"
