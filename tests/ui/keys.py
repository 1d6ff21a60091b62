"""Typing for tests: QTest aborts on letters outside Latin-1, so each letter is sent as its own key event."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget, letters: str) -> None:
    """Send letters as a keyboard would; `\\b` is Backspace."""
    for letter in letters:
        key = Qt.Key.Key_Backspace if letter == "\b" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, _NONE, "" if letter == "\b" else letter))
