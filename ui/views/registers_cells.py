"""Typing into a cell of a register: officer, date, percent. Enter writes it as an act, Esc leaves it as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from ui.theme.metrics import px
from ui.widgets.dates import DateEdit
from ui.widgets.fields import LineEdit
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services import inline
from workbench.values.dates import parse_entry

if TYPE_CHECKING:
    from ui.views.registers import RegisterPage

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)  # a calendar, another program


class CellEditing(QObject):
    """The editor of one cell at a time, over the table of a register page."""

    def __init__(self, page: RegisterPage) -> None:
        super().__init__(page)
        self._page = page
        self._editor: LineEdit | None = None
        self._target: tuple[Ref, str] | None = None

    def editor(self) -> LineEdit | None:
        """The field in which somebody types now."""
        return self._editor

    def begin(self, place: int, column: str) -> bool:
        """Open an editor over a cell, if it is one that can be typed into."""
        page, workbench = self._page, self._page.context.workbench
        shown = page.model.column_of(column)
        row = page.model.rows[place] if 0 <= place < len(page.model.rows) else None
        if row is None or shown < 0 or workbench.database.read_only:
            return False
        if column not in inline.columns_of(workbench, row.ref.entity):
            return False
        self._close()
        value = inline.shown(workbench, row.ref, column)
        made = self._date(value if isinstance(value, date) else None) if column == "due" else LineEdit(str(value))
        made.setParent(page.table.viewport())
        made.setAccessibleName(text("cell.name", column=page.model.columns[shown].heading(page.key), code=row.code))
        page.table.scrollTo(page.model.index(place, shown))
        spot = page.table.visualRect(page.model.index(place, shown))
        height = min(spot.height() - px(2), px(30))
        made.setGeometry(spot.left(), spot.center().y() - height // 2, max(spot.width(), px(120)), height)
        made.installEventFilter(self)
        made.show()
        made.setFocus()
        made.selectAll()
        self._editor, self._target = made, (row.ref, column)
        return True

    def _date(self, value: date | None) -> DateEdit:
        context = self._page.context
        calendar, clock = context.registers.linked().calendar, context.workbench.clock
        return DateEdit(lambda typed: parse_entry(typed, clock.today(), calendar.add_working_days), clock.today, value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._editor:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._write()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYS:
            self._close(focus=False)
        return False

    def _write(self) -> None:
        assert self._editor is not None and self._target is not None
        context, (ref, column), typed = self._page.context, self._target, self._editor.text()
        try:
            act = inline.propose(context.workbench, context.registers.linked(), ref, column, typed)
            if act.changes:
                context.commit(act)
        except UserError as error:
            context.shell.show_error(error)
            return
        self._close()

    def _close(self, focus: bool = True) -> None:
        editor, self._editor, self._target = self._editor, None, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            if focus:
                self._page.table.setFocus()
