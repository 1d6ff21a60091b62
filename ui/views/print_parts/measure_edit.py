"""A length in millimetres: “30 mm”. Typed with or without the unit, stepped with Up and Down."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.fields import LineEdit
from workbench.messages import language

_TYPED = re.compile(r"\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:mm)?\s*", re.IGNORECASE)


def read_millimetres(typed: str) -> float | None:
    """The length a text names, or None."""
    found = _TYPED.fullmatch(typed)
    return float(f"{found[1]}.{found[2] or 0}") if found else None


def write_millimetres(length: float) -> str:
    """ "30 mm", "17,5 mm"; a decimal point in English."""
    shown = f"{length:g}"
    return f"{shown.replace('.', ',') if language() == 'vi' else shown} mm"


class MeasureEdit(LineEdit):
    """`changed(length)` when another length between `low` and `high` was settled; what cannot be read is put back."""

    changed = Signal(float)

    def __init__(
        self,
        length: float,
        low: float = 5.0,
        high: float = 80.0,
        step: float = 1.0,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(write_millimetres(length), name=name, tabular=True, parent=parent)
        self._length, self._low, self._high, self._step = length, low, high, step
        self.editingFinished.connect(self._settle)

    def length(self) -> float:
        """The length in force."""
        return self._length

    def set_length(self, length: float) -> None:
        """Show a length without a signal."""
        self._length = length
        self.setText(write_millimetres(length))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step by a millimetre."""
        ways = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in ways and not event.modifiers():
            self._settle()
            self._take(self._length + ways[Qt.Key(event.key())] * self._step)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving settles also what was put in without typing."""
        super().focusOutEvent(event)
        self._settle()

    def _settle(self) -> None:
        read = read_millimetres(self.text())
        self._take(self._length if read is None else read)

    def _take(self, length: float) -> None:
        length = min(max(length, self._low), self._high)
        different = length != self._length
        self.set_length(length)
        if different:
            self.changed.emit(length)
