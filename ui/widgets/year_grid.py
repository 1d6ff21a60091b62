"""Twelve small months, as many beside each other as there is room; one day can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QWidget

from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.month_grid import KindOf, MonthGrid

_CORNER = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class YearGrid(Themed, QWidget):
    """`picked(day)` on a click, Enter or Space. One month has the keyboard at a time; arrows go on over its edge."""

    picked = Signal(date)

    def __init__(
        self, year: int, kind_of: KindOf, explain: Callable[[date], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._across = 0
        self._months = [MonthGrid(year, month, kind_of, True, True, explain) for month in range(1, 13)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # or it could never have fewer columns
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for month in self._months:
            month.installEventFilter(self)
            month.picked.connect(self._pick)
        self._make_current(0)
        self.follow_theme()

    def year(self) -> int:
        """The year shown."""
        return self._months[0].month()[0]

    def show_year(self, year: int) -> None:
        """Show another year."""
        for number, month in enumerate(self._months, 1):
            month.set_month(year, number)

    def set_kinds(self, kind_of: KindOf) -> None:
        """Show the same year with other kinds of days."""
        for month in self._months:
            month.set_kinds(kind_of)

    def take_focus(self, day: date) -> None:
        """Give the keyboard to a day of the year shown."""
        place = day.month - 1
        self._make_current(place)
        self._months[place].select(day)
        self._months[place].setFocus(Qt.FocusReason.TabFocusReason)

    def restyle(self) -> None:
        self._across = 0
        self._arrange()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(px(300), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._months[0].sizeHint().width(), self.minimumHeight())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._months:
            self._make_current(self._months.index(watched))
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        place = self._months.index(watched) if watched in self._months else -1
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if place < 0 or not step:
            return event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        here = self._months[place].selected() or date(self.year(), place + 1, 1)
        there = here + timedelta(days=step) if self._months[place].selected() else here
        if there.year == self.year():
            self.take_focus(there)
        return True

    def _make_current(self, place: int) -> None:
        for number, month in enumerate(self._months):
            on = number == place
            month.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def _pick(self, day: date) -> None:
        self.picked.emit(day)

    def _arrange(self) -> None:
        cell = self._months[0].sizeHint()
        gap = px(5)
        fitting = max(1, (self.width() + gap) // (cell.width() + gap))
        across = max(n for n in (1, 2, 3, 4, 6) if n <= fitting or n == 1)
        if across == self._across:
            return
        self._across = across
        for month in self._months:
            self._grid.removeWidget(month)
        for column in range(12):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for number, month in enumerate(self._months):
            self._grid.addWidget(month, number // across, number % across, _CORNER)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(px(4))
        rows = 12 // across
        self.setFixedHeight(rows * cell.height() + (rows - 1) * px(4))
