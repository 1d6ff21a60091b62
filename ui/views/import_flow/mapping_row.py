"""The row over the letters: which column of the form each column of the sheet goes into. Amber where it is a guess."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import fonts, icons, shapes
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_INPUT
from ui.views.import_flow.change_words import column_words, forms, joined_label
from ui.views.import_flow.sheet_data import SheetData
from ui.views.import_flow.sheet_grid import SheetGrid
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.combo import Combo
from ui.widgets.delegates_base import draw_line
from ui.widgets.labels import SectionLabel
from workbench.exchange.catalogues import load_catalogues
from workbench.exchange.raw import column_letters
from workbench.exchange.recognised import NUMBER, ColumnMapping, TableCandidate
from workbench.exchange.said import ticked, together
from workbench.messages import text

HEIGHT, _BOX = 36, 26
_AS_IT_IS = "="
_SURE = ("exact", "learned", "synonym", "chosen")


class MapCombo(Combo):
    """One column's target. `picked(column, field)`; an empty field leaves the column out."""

    picked = Signal(int, str)
    entered = Signal(int)

    def __init__(self, column: int, parent: QWidget) -> None:
        self._guessed = self._left_out = False
        super().__init__(parent=parent)
        self._column = column
        self._at = -1  # the entry shown, so that choosing it again confirms a guess
        self.currentIndexChanged.connect(self._tell)
        self.activated.connect(self._confirm)

    def is_guess(self) -> bool:
        """Whether what it shows was guessed."""
        return self._guessed

    def show_mapping(self, form: str, mapped: ColumnMapping, ticked_only: bool = False) -> None:
        """Show what the column is taken for, and everything it could be; `ticked_only`: it holds marks alone."""
        self._guessed = mapped.how == "likely"
        self._left_out = not mapped.fields
        choices = _choices(form, ticked_only)
        current: object = ticked(mapped.fields[0], mapped.option) if mapped.option else together(mapped.fields)
        if all(said != current for _, said in choices):
            choices.insert(0, (joined_label(form, mapped), _AS_IT_IS))
            current = _AS_IT_IS
        self.set_choices(choices, current)
        self._at = self.currentIndex()
        how = text(f"importing.{mapped.reason_key or f'how_{mapped.how}'}")
        self._name(mapped, how)

    def show_number(self, form: str, column: int) -> None:
        """The column of running numbers, which goes nowhere unless the officer says otherwise."""
        self._guessed, self._left_out = False, True
        self.set_choices([("–", NUMBER), *(one for one in _choices(form, False) if one[1] != NUMBER)], NUMBER)
        self._name(ColumnMapping(column, "", (), "exact", 1.0), text("importflow.number_column"))

    def _name(self, mapped: ColumnMapping, how: str) -> None:
        letters = column_letters(mapped.column)
        self.setAccessibleName(text("importflow.map_column", column=letters, heading=mapped.heading))
        self.setAccessibleDescription(how)
        self.setToolTip(f"{mapped.heading}\n{self.currentText()}: {how}")

    def restyle(self) -> None:
        super().restyle()
        self.setFont(fonts.label(400))
        self.setFixedHeight(px(_BOX))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self._column)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._guessed:
            box(painter, rect, px(RADIUS_INPUT), "amber_bg", "amber_bd")
        else:
            box(painter, rect, px(RADIUS_INPUT), "hover" if self.underMouse() else "surface", "tint_border")
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_INPUT))
        left = px(8)
        if not self._left_out:
            shape, ink = (Shape.RING_ALERT, "amber") if self._guessed else (Shape.CHECK, "green")
            spot = QRectF(left, (self.height() - px(12)) / 2, px(12), px(12))
            shapes.draw(painter, spot, shape, color(ink), color("surface"))
            left += px(17)
        token = "amber" if self._guessed else "text2" if self._left_out else "text"
        room = self.rect().adjusted(left, 0, -px(24), 0)
        draw_line(painter, room, self.currentText(), fonts.label(600 if self._guessed else 400), token)
        chevron = QRectF(self.width() - px(19), (self.height() - px(14)) / 2, px(14), px(14))
        icons.draw(painter, chevron, "chevron-down", "text2")

    def _confirm(self, index: int) -> None:
        """The very entry that was guessed is chosen: it is no guess any more."""
        if self._guessed and index == self._at:
            self._tell()

    def _tell(self) -> None:
        if self.value() != _AS_IT_IS:
            self.picked.emit(self._column, str(self.value()))


def _choices(form: str, ticked_only: bool) -> list[tuple[str, object]]:
    """All that a column can be said to be: a value to be ticked, a field, several in one cell, the number, nothing."""
    spec = forms()[form]
    found: list[str] = [joined for one in spec.joined if (joined := together(one.fields))] if not ticked_only else []
    found = [*(column.key for column in spec.columns), *dict.fromkeys(found)]
    if ticked_only:
        lists = load_catalogues()
        listed = [column for column in spec.columns if column.kind == "code" and column.list in lists]
        found = [*(ticked(c.key, code) for c in listed for code in lists[c.list].by_code), *found]
    return [*((column_words(form, said), said) for said in (*found, NUMBER)), (text("importflow.leave_column"), "")]


class MappingRow(Themed, QWidget):
    """Boxes over the columns of one table, in step with the sheet below. `picked(column, field)`."""

    picked = Signal(int, str)

    def __init__(self, grid: SheetGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._boxes: dict[int, MapCombo] = {}
        self._table: TableCandidate | None = None
        self._label = SectionLabel(text("importflow.map_to"), parent=self)
        self._strip = QWidget(self)
        grid.geometry_changed.connect(self.arrange)
        self.follow_theme()

    def show_table(self, sheet: SheetData | None, row: int = 0) -> None:
        """Show the columns of the table at a row of the sheet."""
        table = sheet.table_of(row) if sheet else None
        mapped: Mapping[int, ColumnMapping] = sheet.mappings(row) if sheet else {}
        self._table = table
        number = table.number_column if table else None
        spare = sheet.filled_columns(row) if sheet and table and (table.heading_rows or mapped) else frozenset()
        wanted = set(mapped) | spare | ({number} if number else set())
        for column in set(self._boxes) - wanted:
            self._drop(column)
        for column in sorted(wanted):
            if table is None or sheet is None:
                break
            if column == number:
                self._combo(column).show_number(table.form, column)
            else:
                now = mapped.get(column) or ColumnMapping(column, "", (), "ignored", 0.0, "reason_unknown")
                self._combo(column).show_mapping(table.form, now, sheet.is_ticked(row, column))
        self._order_tabs()
        self.arrange()

    def combo(self, column: int) -> MapCombo | None:
        """The box of a column."""
        return self._boxes.get(column)

    def first_guess(self) -> MapCombo | None:
        """The first box that is a guess, else the first."""
        found = [self._boxes[column] for column in sorted(self._boxes) if self._boxes[column].value() != NUMBER]
        return next((combo for combo in found if combo.is_guess()), found[0] if found else None)

    def columns(self) -> Mapping[int, str]:
        """What each column is shown to go into, in words."""
        return {column: found.currentText() for column in self._boxes if (found := self.combo(column))}

    def _combo(self, column: int) -> MapCombo:
        found = self.combo(column)
        if found is None:
            self._drop(column)
            found = MapCombo(column, self._strip)
            found.picked.connect(self.picked)
            found.entered.connect(self._grid.show_column)
            self._boxes[column] = found
        return found

    def _drop(self, column: int) -> None:
        gone = self._boxes.pop(column, None)
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    def _order_tabs(self) -> None:
        combos = [combo for column in sorted(self._boxes) if (combo := self.combo(column))]
        for before, after in pairwise(combos):
            QWidget.setTabOrder(before, after)

    # geometry

    def restyle(self) -> None:
        self.setFixedHeight(px(HEIGHT))
        self.arrange()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put every box over its column."""
        edge = self._grid.rows.width()
        self._label.setGeometry(px(12), 0, max(0, edge - px(12)), self.height())
        self._strip.setGeometry(edge, 0, max(0, self.width() - edge), self.height())
        letters = self._grid.letters
        for column, shown in self._boxes.items():
            left = letters.sectionViewportPosition(column - 1)
            width = letters.sectionSize(column - 1)
            shown.setGeometry(left + px(2), (self.height() - px(_BOX)) // 2, max(px(24), width - px(6)), px(_BOX))
            shown.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color("window"))
