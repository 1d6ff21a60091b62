"""Dates typed as the office types them, with the reading echoed beside and a calendar below.

Reading is done by a callable given from outside; the field keeps what was typed when it cannot be read.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.base import set_state
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.cards import PopupCard
from ui.widgets.fields import LineEdit
from ui.widgets.labels import Label
from ui.widgets.month_grid import KindOf, MonthGrid, weekends
from workbench.messages import text
from workbench.values.dates import ParsedDate, format_date, format_long

Reader = Callable[[str], ParsedDate]

_DAY_MONTH = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{2}|\d{4}))?\s*")


def problem_of(typed: str, read: ParsedDate, today: date) -> str:
    """Why a typed text is not a day, in words; empty when it is one or when nothing was typed."""
    if read.value is not None or not typed.strip():
        return ""
    example = format_date(today)
    found = _DAY_MONTH.fullmatch(typed)
    if found:
        day, month = int(found[1]), int(found[2])
        year = int(found[3] or today.year)
        year += 2000 if year < 100 else 0
        if not 1 <= month <= 12:
            return text("kit.date_no_month", month=month, example=example)
        days = calendar.monthrange(year, month)[1]
        if day > days:
            return text("kit.date_month_length", month=month, days=days, example=format_date(date(year, month, days)))
    if read.precision not in ("none", "day"):
        return text("kit.date_not_a_day", example=example)
    return text("kit.date_unreadable", example=example)


class DateEdit(LineEdit):
    """A date: typed (5/8/26, 3011, hn, +15), Ctrl+; for today, Alt+Down for the calendar.

    `changed` gives a date or None when the reading changes. On leaving, a date that was read is written out as
    dd/MM/yyyy; anything else stays as typed and `problem()` says why (`problem_changed` for the field's error
    line). `echo` is a label to be placed beside: the reading while something short is typed.
    """

    changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        read: Reader,
        today: Callable[[], date],
        value: date | None = None,
        kind_of: KindOf = weekends,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "dd/mm/yyyy", name, tabular=True, parent=parent)
        self._read, self._today, self._kind_of = read, today, kind_of
        self._value: date | None = None
        self._problem = ""
        self.echo = Label("", "body", "accent", weight=500, tabular=True)
        self.echo.hide()
        self._calendar = self.add_trailing_icon("calendar", text("kit.open_calendar"))
        self._calendar.triggered.connect(self.open_calendar)
        self.textChanged.connect(self._typed)
        self.set_value(value)

    def value(self) -> date | None:
        """The date read from the text, or None."""
        return self._value

    def set_value(self, day: date | None) -> None:
        """Show a date, or nothing."""
        self.setText("" if day is None else format_date(day))

    def set_kinds(self, kind_of: KindOf) -> None:
        """Working calendar shown in the popup."""
        self._kind_of = kind_of

    def problem(self) -> str:
        """Why the text is not a date; empty when it is, or when there is none."""
        return problem_of(self.text(), self._read(self.text()), self._today())

    def open_calendar(self) -> None:
        """Open the calendar at the value, or at today."""
        popup = CalendarPopup(self._value or self._today(), self._today(), self._kind_of, self)
        popup.picked.connect(self._pick)
        popup.show_below(self)
        popup.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if control and event.key() == Qt.Key.Key_Semicolon:
            self.set_value(self._today())
        elif alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    def settle(self) -> None:
        """What leaving the field does: write the date out, or say what is wrong."""
        if self._value is not None:
            self.set_value(self._value)
        self._tell_problem(self.problem())
        self._show_echo()

    def _typed(self, typed: str) -> None:
        read = self._read(typed) if typed.strip() else None
        day = read.value if read is not None else None
        if self._problem:
            self._tell_problem("")
        self._show_echo(day)
        if day != self._value:
            self._value = day
            self.changed.emit(day)

    def _show_echo(self, day: date | None = None) -> None:
        day = day or self._value
        needed = day is not None and self.text().strip() != format_date(day)
        self.echo.setText(f"› {format_long(day)}" if needed and day is not None else "")
        self.echo.setVisible(needed and self.echo.parent() is not None)  # placed nowhere, it would be a window
        self.setAccessibleDescription(format_long(day) if day is not None else "")

    def _tell_problem(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            set_state(self, "bad", bool(problem))
            self.problem_changed.emit(problem)

    def _pick(self, day: date) -> None:
        self.set_value(day)
        self.setFocus(Qt.FocusReason.PopupFocusReason)


class CalendarPopup(PopupCard):
    """A month with arrows and “Hôm nay”; arrow keys, Page Up and Down, Enter picks, Esc closes."""

    picked = Signal(date)

    def __init__(self, at: date, today: date, kind_of: KindOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text("kit.calendar"))
        self._grid = MonthGrid(at.year, at.month, kind_of, pickable=True)
        self._grid.select(at)
        self._grid.picked.connect(self._pick)
        back = IconButton("chevron-left", text("kit.previous_month"))
        on = IconButton("chevron-right", text("kit.next_month"))
        back.clicked.connect(self._turn_back)
        on.clicked.connect(self._turn_on)
        now = LinkButton(text("kit.today"))
        now.clicked.connect(self._pick_today)
        self._today = today
        self.body.addWidget(self._grid)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(now)
        row.addStretch(1)
        row.addWidget(on)
        self.body.addLayout(row)

    def grid(self) -> MonthGrid:
        """The month shown."""
        return self._grid

    def take_focus(self) -> None:
        """Let the arrow keys move in the month."""
        self._grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _turn_back(self) -> None:
        self._turn(-1)

    def _turn_on(self) -> None:
        self._turn(1)

    def _pick_today(self) -> None:
        self._pick(self._today)

    def _turn(self, by: int) -> None:
        year, month = self._grid.month()
        months = year * 12 + month - 1 + by
        self._grid.set_month(*(months // 12, months % 12 + 1))
        self.take_focus()

    def _pick(self, day: date) -> None:
        self.picked.emit(day)
        self.close()
