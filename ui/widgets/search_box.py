"""The search field: one query after the typing has come to rest, whatever typing tool is used.

Unikey and its kind do not compose; they send Backspace and new letters, so the text passes through half words.
Tools that do compose keep a preedit text. Neither may start a query.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QWidget

from ui.theme.metrics import px
from ui.theme.tokens import SEARCH_DELAY_MS
from ui.widgets.labels import KeyHint
from ui.widgets.line_edit import LineEdit

_BESIDE_HINT = 46  # icon, margins and gaps of a field that shows its key


class SearchBox(LineEdit):
    """`searched` gives the text 200 ms after the last change, at once on Enter; never twice the same text.

    Esc clears; with nothing to clear `left` is sent, so that the page can take the focus back. Arrow down sends
    `down` for the list below.
    """

    searched = Signal(str)
    left = Signal()
    down = Signal()

    def __init__(
        self,
        placeholder: str,
        key_hint: str = "",
        delay_ms: int = SEARCH_DELAY_MS,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._hint_box: KeyHint | None = None
        super().__init__("", placeholder, name or placeholder, parent=parent)
        self._composing = False
        self._asked = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(self._changed)
        self.set_leading_icon("search")
        if key_hint:
            self._hint_box = KeyHint(key_hint, self)
            self._place()

    def clear_quietly(self) -> None:
        """Empty it without a query."""
        self._timer.stop()
        self._asked = ""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._place()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        if self._composing:
            self._timer.stop()
        super().inputMethodEvent(event)
        if not self._composing and self.text() != self._asked:
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timer.stop()
            self._ask()
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self._timer.stop()
                self._ask()
            else:
                self.left.emit()
                event.ignore()  # a sheet that it stands in closes
        elif key == Qt.Key.Key_Down and not event.modifiers():
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._composing = False
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()

    def _changed(self) -> None:
        self._place()
        if not self._composing:
            self._timer.start()

    def _ask(self) -> None:
        if self._composing or self.text() == self._asked:
            return
        self._asked = self.text()
        self.searched.emit(self._asked)

    def _place(self) -> None:
        """Keep the key hint at the right end; it makes room for what is typed, and for the words of the empty field."""
        hint = self._hint_box
        if hint is None:
            return
        hint.adjustSize()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        fits = self.width() > hint.width() + words + px(_BESIDE_HINT)
        hint.setVisible(not self.text() and fits)
        self.setTextMargins(px(20), 0, hint.width() + px(2) if hint.isVisibleTo(self) else 0, 0)
        hint.move(self.width() - hint.width() - px(7), (self.height() - hint.height()) // 2)
