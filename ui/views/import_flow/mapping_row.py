"""The row over the letters: which column of the form each column of the sheet goes into. Amber where it is a guess."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import fonts, icons, shapes
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_INPUT
from ui.views.import_flow.change_words import field_label, forms
from ui.views.import_flow.sheet_data import SheetData
from ui.views.import_flow.sheet_grid import SheetGrid
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.combo import Combo
from ui.widgets.delegates_base import draw_line
from ui.widgets.labels import SectionLabel
from workbench.exchange.catalogues import load_catalogues
from workbench.exchange.raw import column_letters
from workbench.exchange.recognised import ColumnMapping, TableCandidate
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
        self.currentIndexChanged.connect(self._tell)

    def is_guess(self) -> bool:
        """Whether what it shows was guessed."""
        return self._guessed

    def show_mapping(self, form: str, mapped: ColumnMapping) -> None:
        """Show what the column is taken for, and everything it could be."""
        self._guessed = mapped.how == "likely"
        self._left_out = not mapped.fields
        choices: list[tuple[str, object]] = []
        current: object = mapped.field or ""
        if len(mapped.fields) > 1 or mapped.option:
            choices.append((joined_label(form, mapped), _AS_IT_IS))
            current = _AS_IT_IS
        choices += [(field_label(form, column.key), column.key) for column in forms()[form].columns]
        choices.append((text("importflow.leave_column"), ""))
        self.set_choices(choices, current)
        how = text(f"importing.{mapped.reason_key or f'how_{mapped.how}'}")
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

    def _tell(self) -> None:
        if self.value() != _AS_IT_IS:
            self.picked.emit(self._column, str(self.value()))


def joined_label(form: str, mapped: ColumnMapping) -> str:
    """What a column with several contents, or one to be ticked, is taken for."""
    if mapped.option:
        column = forms()[form].by_key[mapped.fields[0]]
        entry = load_catalogues()[column.list].by_code.get(mapped.option) if column.list else None
        value = entry.label_vi if entry else mapped.option
        return text("importflow.map_option", field=field_label(form, mapped.fields[0]), value=value)
    return " + ".join(field_label(form, key) for key in mapped.fields)


class _NumberBox(QWidget):
    """Over the column of running numbers, which goes nowhere."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), px(RADIUS_INPUT), "surface", "tint_border")
        draw_line(painter, self.rect(), "–", fonts.label(400), "text2", Qt.AlignmentFlag.AlignHCenter)


class MappingRow(Themed, QWidget):
    """Boxes over the columns of one table, in step with the sheet below. `picked(column, field)`."""

    picked = Signal(int, str)

    def __init__(self, grid: SheetGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._boxes: dict[int, QWidget] = {}
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
        wanted = set(mapped) | ({table.number_column} if table and table.number_column else set())
        for column in set(self._boxes) - wanted:
            self._drop(column)
        for column in sorted(wanted):
            if column in mapped and table is not None:
                self._combo(column).show_mapping(table.form, mapped[column])
            elif not isinstance(self._boxes.get(column), _NumberBox):
                self._drop(column)
                self._boxes[column] = _NumberBox(self._strip)
                self._boxes[column].setToolTip(text("importflow.number_column"))
        self._order_tabs()
        self.arrange()

    def combo(self, column: int) -> MapCombo | None:
        """The box of a column."""
        found = self._boxes.get(column)
        return found if isinstance(found, MapCombo) else None

    def first_guess(self) -> MapCombo | None:
        """The first box that is a guess, else the first."""
        combos = [self.combo(column) for column in sorted(self._boxes)]
        found = [combo for combo in combos if combo is not None]
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
