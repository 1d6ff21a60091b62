"""Several values chosen from a list: chosen ones as tags, more by typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import HEIGHT_INPUT, RADIUS_INPUT
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.chips import Tag
from ui.widgets.combo import SeekEdit
from workbench.values.text import fold

_GAP, _LEAST = 4, 130
_ALONE = 3  # without tags the words begin where they begin in every other field


class _Entry(SeekEdit):
    """The typing end of the box; Backspace at its start takes the last tag away."""

    emptied = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.popup.isVisible() and self.text().strip():
            self.chosen.emit(self.text())
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class TagEdit(Themed, QWidget):
    """`values()` in the order chosen. Choices are (words, value); several words may mean the same value."""

    changed = Signal()
    left = Signal()

    def __init__(
        self, choices: Sequence[tuple[str, str]], labels: Mapping[str, str], placeholder: str, name: str = ""
    ) -> None:
        super().__init__()
        self._labels = labels
        self._by_words = {fold(words): value for words, value in choices}
        self._values: list[str] = []
        self._tags: list[Tag] = []
        self.entry = _Entry(choices, placeholder, name)
        self.entry.setParent(self)
        self.entry.setObjectName("bare")
        self.setFocusProxy(self.entry)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.entry.chosen.connect(self._take)
        self.entry.emptied.connect(self._drop_last)
        self.entry.left.connect(self._settle)
        self.follow_theme()

    def setAccessibleName(self, name: str) -> None:
        """The name of the box is that of its typing end, which has the keyboard."""
        super().setAccessibleName(name)
        self.entry.setAccessibleName(name)

    def values(self) -> tuple[str, ...]:
        """What is chosen."""
        return tuple(self._values)

    def set_values(self, values: Sequence[str]) -> None:
        """Show these, without a signal."""
        self._values = list(dict.fromkeys(values))
        self._show()

    def pending(self) -> str:
        """Typed words that name nothing."""
        return self.entry.text().strip()

    def _take(self, words: str) -> None:
        value = self._by_words.get(fold(words))
        if value is None:
            return
        if value not in self._values:
            self._values.append(value)
        self.entry.clear()
        self._show()
        self.changed.emit()

    def _drop(self, value: str) -> None:
        self._values.remove(value)
        self._show()
        self.entry.setFocus()
        self.changed.emit()

    def _drop_last(self) -> None:
        if self._values:
            self._drop(self._values[-1])

    def _settle(self) -> None:
        if self.pending():
            self._take(self.entry.text())
        self.update()
        self.left.emit()

    def _show(self) -> None:
        for tag in self._tags:
            tag.hide()
            tag.deleteLater()
        self._tags = []
        for value in self._values:
            tag = Tag(self._labels.get(value, value), self)
            tag.removed.connect(lambda value=value: self._drop(value))
            tag.show()
            self._tags.append(tag)
        self._arrange()

    def restyle(self) -> None:
        super().restyle()
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(px(300), self.minimumHeight() or px(HEIGHT_INPUT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Tags from the left, line by line; what is typed stands behind the last."""
        line, left, right = px(HEIGHT_INPUT) - px(4), px(6), max(px(_LEAST), self.width() - px(6))
        inset = 0 if self._tags else px(_ALONE)
        x, y = left, px(2)
        for tag in self._tags:
            width = tag.sizeHint().width()
            if x > left and x + width > right:
                x, y = left, y + line - px(2)
            tag.setGeometry(x, y + (line - tag.sizeHint().height()) // 2, width, tag.sizeHint().height())
            x += width + px(_GAP)
        if x + px(_LEAST) > right:
            x, y = left, y + line - px(2)
        self.entry.setFixedHeight(line)
        self.entry.setGeometry(x + inset, y, right - x - inset, line)
        wanted = y + line + px(2)
        if self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, radius = QRectF(self.rect()), px(RADIUS_INPUT)
        if self.property("bad"):
            box(painter, rect, radius, "surface", "red", px(2))
        elif self.entry.hasFocus():
            box(painter, rect, radius, "surface")
            focus_ring(painter, rect, radius)
        else:
            box(painter, rect, radius, "surface", "control")
