"""Typing into a cell of a register: officer, date, percent. Enter writes it as an act and goes to the cell below, Tab to
the one beside it, a click elsewhere where it was clicked, as in a spreadsheet; Esc leaves it as it was. Ctrl+D fills the
cells below with what stands in the first, a copied column is pasted from the current cell down.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent

from ui.shell.waiting import work_over
from ui.theme.metrics import px
from ui.views.registers_acts import MOST_CHANGED
from ui.widgets.base import STAYS
from ui.widgets.dates import DateEdit
from ui.widgets.fields import LineEdit
from workbench.errors import UserError
from workbench.messages import text
from workbench.progress import Progress
from workbench.records.record import Ref
from workbench.services import inline
from workbench.services.pasting import PastePlan, column_of, plan_paste
from workbench.values.dates import format_date, parse_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.views.registers import RegisterPage
    from workbench.services.register_rows import Row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CellEditing(QObject):
    """The editor of one cell at a time, over the table of a register page."""

    def __init__(self, page: RegisterPage) -> None:
        super().__init__(page)
        self._page = page
        self._editor: LineEdit | None = None
        self._target: tuple[Ref, str] | None = None
        self._first = ""  # what stood in the editor
        self._over = False  # typed over the cell: then arrows up and down write, too

    def editor(self) -> LineEdit | None:
        """The field in which somebody types now."""
        return self._editor

    def can_edit(self, place: int, column: str) -> bool:
        """Whether a cell is one that can be typed into."""
        page, workbench = self._page, self._page.context.workbench
        if not 0 <= place < len(page.model.rows) or page.model.column_of(column) < 0:
            return False
        entity = page.model.rows[place].ref.entity
        return not workbench.database.read_only and column in inline.columns_of(workbench, entity)

    def begin(self, place: int, column: str, typed: str = "") -> bool:
        """Open an editor over a cell, if it is one that can be typed into; say why when its day is set elsewhere. What
        was `typed` on the cell takes the place of what stood there.
        """
        if not self.can_edit(place, column):
            return False
        page, workbench = self._page, self._page.context.workbench
        row, index = page.model.rows[place], page.model.index(place, page.model.column_of(column))
        if column == "due" and self._is_of_letter(row):
            return True
        self._close()
        value = inline.shown(workbench, row.ref, column)
        made = self._date(value if isinstance(value, date) else None) if column == "due" else LineEdit(str(value))
        made.setParent(page.table.viewport())
        made.setAccessibleName(
            text("cell.name", column=page.model.columns[index.column()].heading(page.key), code=row.code)
        )
        page.table.scrollTo(index)
        spot = page.table.visualRect(index)
        height = min(spot.height() - px(2), px(30))
        made.setGeometry(spot.left(), spot.center().y() - height // 2, max(spot.width(), px(120)), height)
        made.installEventFilter(self)
        made.show()
        made.setFocus()
        made.selectAll()
        self._editor, self._target, self._first = made, (row.ref, column), made.text()
        self._over = bool(typed)
        if typed:
            made.insert(typed)
        return True

    def _is_of_letter(self, row: Row) -> bool:
        """Whether the day shown is that of an escalation; then it is said where it can be changed."""
        shell = self._page.context.shell
        letter = inline.letter_of_due(self._page.context.registers.linked(), row.ref)
        if letter is None:
            return False
        code = letter.values.code
        shell.toast(
            text("cell.due_of_letter", letter=code),
            text("cell.go_to_letter", letter=code),
            lambda: shell.go("escalations", uid=letter.uid, tab="facts"),
        )
        return True

    def _date(self, value: date | None) -> DateEdit:
        context = self._page.context
        calendar, clock = context.registers.linked().calendar, context.workbench.clock
        return DateEdit(lambda typed: parse_entry(typed, clock.today(), calendar.add_working_days), clock.today, value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._editor:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _ENTER:
            event.accept()  # with Shift it is a command of the window otherwise
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._write_and_go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if self._over and event.key() in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._write_and_go(_ARROWS[Qt.Key(event.key())])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._write_and_step(-1 if event.key() == Qt.Key.Key_Backtab else 1)
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STAYS:
            self._left(event.reason())
        return False

    def _left(self, reason: Qt.FocusReason) -> None:
        """A click elsewhere writes what was typed; when the program itself takes the focus away, nothing is."""
        if reason == Qt.FocusReason.MouseFocusReason and self._editor is not None and self._editor.text() != self._first:
            QTimer.singleShot(0, self, self._write)  # once the click is over
        else:
            self._close(focus=False)

    def _write_and_go(self, by: int) -> None:
        """Write, then go to the cell below or above: to the row that stands there now, wherever the written one goes."""
        table, target = self._page.table, self._target
        if target is None:
            return
        here = table.current_row()
        beside = here + by if here >= 0 and table.current_uid() == target[0].uid else -1
        number = table.records.rows.ids[beside] if 0 <= beside < len(table.records.rows) else -1
        table.go_to(table.records.place_of(number))  # before it is written: what is current then stays so
        self._write()
        if self._editor is not None:
            table.go_to(here)
            self._editor.setFocus()

    def _write_and_step(self, by: int) -> None:
        """Write, then go to the cell beside it."""
        self._write()
        table = self._page.table
        if self._editor is None:
            at = table.records.column_of(table.current_column()) + by
            if 0 < at < len(table.records.columns):
                table.setCurrentIndex(table.records.index(table.current_row(), at))

    def fill_down(self) -> None:
        """Give the ticked rows the value that the first of them has in the current column; without ticks the current
        row that of the row above. Several are shown before they are changed.
        """
        page, column = self._page, self._page.table.current_column()
        ticked, current = page.model.ticked_count(), page.table.current_row()
        above = page.model.first_ticked() if ticked else current - 1
        if ticked == 1 or not self.can_edit(above, column):
            page.context.shell.toast(text("cell.fill_nothing"))
            return
        if ticked and column not in page.changeable():
            page.context.shell.toast(text("cell.fill_singly"))
            return
        first = page.model.rows[above]
        value = inline.shown(page.context.workbench, first.ref, column)
        if column == "due" and first.due != (value or None) and self._is_of_letter(first):
            return  # another day than the one that is seen
        if value == "":
            page.context.shell.toast(text("cell.fill_empty"))
        elif ticked:
            page.acts.with_chosen(lambda uids: self._fill_many(first.ref, column, uids, value))
        elif not (column == "due" and self._is_of_letter(page.model.rows[current])):
            self._fill(page.model.rows[current], column, format_date(value) if isinstance(value, date) else value)

    def _fill_many(self, source: Ref, column: str, uids: Sequence[str], value: object) -> None:
        from ui.forms.bulk_form import BulkForm

        page = self._page
        refs = [Ref(source.entity, uid) for uid in uids if uid != source.uid]
        BulkForm(page.context, column, refs, page.window(), value).open()

    def paste(self, copied: str) -> bool:
        """Put a copied column into the current cell and those below, or into the ticked rows; one value into all of
        those. Several are shown before they are written. False where there is no such column or no such cell.
        """
        page, column = self._page, self._page.table.current_column()
        values, here = column_of(copied), page.table.current_row()
        if values is None or column == "title" or not self.can_edit(here, column):
            return False
        ticked = page.model.ticked_count()
        number, most = page.model.rows.ids[here], max(len(values), ticked)
        if most > MOST_CHANGED:
            page.context.shell.toast(text("register.change_too_many", n=most, most=MOST_CHANGED))
        elif ticked:
            self._show_paste(page.model.ticked().ids, column, _for_all(values, ticked))
        elif len(values) == 1:
            if not (column == "due" and self._is_of_letter(page.model.rows[here])):
                self._fill(page.model.rows[here], column, values[0])
        else:
            page.lists.when_complete(lambda: self._paste_below(number, column, values))
        return True

    def _paste_below(self, number: int, column: str, values: Sequence[str]) -> None:
        """From the row with this number down, wherever it stands now that the whole list is there."""
        ids, here = self._page.model.rows.ids, self._page.model.place_of(number)
        if here >= 0:
            self._show_paste(ids[here : here + len(values)], column, values)
        else:
            self._page.context.shell.toast(text("paste.where"))

    def _show_paste(self, numbers: Sequence[int], column: str, values: Sequence[str]) -> None:
        from ui.forms.paste_form import PasteForm

        page = self._page
        key, workbench, registers = page.key, page.context.workbench, page.context.registers
        heading = next(c.heading(key) for c in page.model.columns if c.key == column)

        def work(progress: Progress) -> PastePlan:
            with registers.stoppable(progress):
                refs = registers.refs(key, numbers)
                return plan_paste(workbench, registers.linked(), refs, column, values, progress)

        work_over(
            page.context,
            work,
            text("paste.title", column=heading),
            lambda plan: PasteForm(page.context, plan, heading, page.window()).open(),
            page.window(),
            reading=True,
        )

    def _fill(self, row: Row, column: str, words: str) -> None:
        if self._propose(row.ref, column, words):
            self._page.context.shell.toast(text("cell.filled", words=words, code=row.code))

    def _propose(self, ref: Ref, column: str, words: str) -> bool:
        context = self._page.context
        try:
            act = inline.propose(context.workbench, context.registers.linked(), ref, column, words)
            if act.changes:
                context.commit(act)
        except UserError as error:
            context.shell.show_error(error)
            return False
        return True

    def _write(self) -> None:
        if self._editor is None or self._target is None:
            return
        held = self._editor.hasFocus()
        if self._propose(*self._target, self._editor.text()):
            self._close(focus=held)

    def _close(self, focus: bool = True) -> None:
        editor, self._editor, self._target = self._editor, None, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            if focus:
                self._page.table.setFocus()


def _for_all(values: Sequence[str], number: int) -> Sequence[str]:
    """One value goes to all rows; several go to one row each."""
    return tuple(values) * number if len(values) == 1 else values
