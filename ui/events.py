"""Tells the pages when the day changes; what was written is told by `Context.tell`."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ui.context import Events
from workbench.clock import Clock

_MINUTE = 60_000


class DayWatch(QObject):
    """Looks once a minute (a timer set for midnight would sleep with the computer)."""

    def __init__(self, clock: Clock, events: Events, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock, self._events = clock, events
        self._day = clock.today()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_MINUTE)

    def look(self) -> None:
        """Tell, if it is another day than at the last look."""
        today = self._clock.today()
        if today != self._day:
            self._day = today
            self._events.day_changed.emit()
