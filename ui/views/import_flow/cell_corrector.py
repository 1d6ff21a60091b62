"""Putting cells right: one suggestion, all the sure ones, or a value typed into the editor over the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from ui.views.import_flow.cell_editor import CellEditor
from ui.views.import_flow.change_words import field_label, forms
from ui.views.import_flow.corrections import with_cell
from ui.views.import_flow.fixes import is_sure, new_text, suggestions
from ui.views.import_flow.problems import ProblemLine
from ui.views.import_flow.sheet_data import SheetData
from ui.views.import_flow.work import Reading
from workbench.exchange.corrected import in_file
from workbench.exchange.forms import FormColumn
from workbench.exchange.raw import column_letters
from workbench.exchange.recognised import Overrides
from workbench.messages import text

Choices = Callable[[FormColumn], Sequence[str]]
Place = tuple[str, int, int]


class CellCorrector(QObject):
    """`corrected(Overrides, words, told)`: read again with these; `words` say what was done, `told` if in a notice."""

    corrected = Signal(object, str, bool)

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self._reading: Reading | None = None
        self._overrides = Overrides()
        self.editor: CellEditor | None = None  # the one in sight, for the keyboard and for tests

    def show_reading(self, reading: Reading, overrides: Overrides) -> None:
        """What corrections are made on."""
        self._reading, self._overrides = reading, overrides

    def show_said(self, overrides: Overrides) -> None:
        """Corrections that the next ones are made on top of."""
        self._overrides = overrides

    def apply(self, line: ProblemLine) -> None:
        """Take the one suggestion of a finding."""
        value = suggestions(line.issue)[0]
        self._set(line.place, new_text(self._now(line.place), line.found, value))

    def apply_sure(self, lines: Sequence[ProblemLine]) -> None:
        """Take every suggestion that is beyond doubt, as one correction."""
        made, number = self._overrides, 0
        for line in lines:
            if is_sure(line.issue):
                before = made.cells.get(line.place, self._now(line.place))
                words = new_text(before, line.found, suggestions(line.issue)[0])
                made, number = with_cell(made, line.place, words), number + 1
        if number:
            self.corrected.emit(made, text("importflow.sure_applied", n=number), True)

    def give_back(self, place: Place) -> None:
        """Take a correction away."""
        self.corrected.emit(with_cell(self._overrides, place, None), _told("importflow.cell_given_back", place), False)

    def edit(self, place: Place, where: QPoint, line: ProblemLine | None = None) -> None:
        """Open the editor for a cell; `line` is the finding at it, whose suggestions are offered."""
        sheet = self._sheet(place[0])
        if sheet is None:
            return
        now, found = self._now(place), line.found if line else ""
        options = [new_text(now, found, value) for value in suggestions(line.issue)] if line else []
        column = self._column(sheet, place)
        label = f"{column_letters(place[2])}{place[1]}"
        if column is not None:
            label = f"{label} · {field_label(column[0], column[1].key)}"
        names = self._choices(column[1]) if column is not None else ()
        parent = self.parent()
        editor = CellEditor(
            text("importflow.edit_cell_title", cell=label),
            self._in_file(place),
            now,
            options,
            names,
            place in self._overrides.cells,
            parent if isinstance(parent, QWidget) else None,
        )
        editor.accepted.connect(lambda words: self._set(place, words))
        editor.given_back.connect(lambda: self.give_back(place))
        editor.destroyed.connect(self._closed)
        self.editor = editor
        editor.show_at(where)

    def _closed(self) -> None:
        self.editor = None

    def _set(self, place: Place, words: str) -> None:
        if words == self._now(place):
            return
        given = None if words == self._in_file(place) else words
        self.corrected.emit(with_cell(self._overrides, place, given), _told("importflow.cell_changed", place), False)

    def _sheet(self, name: str) -> SheetData | None:
        found = self._reading.sheets if self._reading else ()
        return next((sheet for sheet in found if sheet.name == name), None)

    def _now(self, place: Place) -> str:
        """What the cell says at present, as shown."""
        sheet = self._sheet(place[0])
        return sheet.text(place[1], place[2]) if sheet else ""

    def _in_file(self, place: Place) -> str:
        raw = self._reading.loaded.raw.sheets if self._reading else ()
        return next((in_file(sheet.cell(place[1], place[2])) for sheet in raw if sheet.name == place[0]), "")

    def _column(self, sheet: SheetData, place: Place) -> tuple[str, FormColumn] | None:
        """Form and column of the form that a cell goes into."""
        table, mapped = sheet.table_of(place[1]), sheet.mappings(place[1]).get(place[2])
        if table is None or mapped is None or mapped.field is None or not sheet.is_used(place[1]):
            return None
        return table.form, forms()[table.form].by_key[mapped.field]


def _told(key: str, place: Place) -> str:
    return text(key, cell=f"{column_letters(place[2])}{place[1]}")
