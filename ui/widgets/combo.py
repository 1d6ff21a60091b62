"""Choice from a list: a closed combo, and a typed one that finds names without accents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QListView, QWidget

from ui.theme import fonts, icons
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_INPUT, RADIUS_INPUT
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.fields import LineEdit
from workbench.values.text import fold

_MOST_SEEN, _MOST_FOUND = 9, 200
_WIDEST = 620  # design px; beyond it an entry ends in “…”


class Combo(Themed, QComboBox):
    """A closed list, 30 px high. Alt+Down opens it; letters jump to the next entry that starts so, folded.

    The wheel does nothing unless it has the focus, so scrolling a form changes no value.
    """

    def __init__(
        self,
        choices: Sequence[tuple[str, object]] = (),
        current: object = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._typed = ""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        popup = QListView(self)
        popup.setObjectName("popupList")
        self.setView(popup)
        self.set_choices(choices, current)
        self.follow_theme()

    def set_choices(self, choices: Sequence[tuple[str, object]], current: object = None) -> None:
        """Replace the list of (words, value); `current` is the value to show."""
        self.blockSignals(True)
        self.clear()
        for words, value in choices:
            self.addItem(words, value)
        self.setCurrentIndex(max(0, self.findData(current)) if choices else -1)
        self.blockSignals(False)
        self.update()

    def value(self) -> object:
        """The value of the shown entry, or None."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Show the entry of a value."""
        self.setCurrentIndex(self.findData(value))

    def restyle(self) -> None:
        self.setFont(fonts.body())
        self.setFixedHeight(px(HEIGHT_INPUT))
        super().restyle()

    def sizeHint(self) -> QSize:
        widest = max(
            (self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(min(self.count(), 60))),
            default=0,
        )
        return QSize(min(widest, px(280)) + px(44), px(HEIGHT_INPUT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(64), px(HEIGHT_INPUT))

    def showPopup(self) -> None:
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        bad = bool(self.property("bad"))
        if not self.isEnabled():
            box(painter, rect, px(RADIUS_INPUT), "sunken", "strong")
        elif bad:
            box(painter, rect, px(RADIUS_INPUT), "surface", "red", px(2))
        elif self.hasFocus():
            box(painter, rect, px(RADIUS_INPUT), "surface", None)
            focus_ring(painter, rect, px(RADIUS_INPUT))
        else:
            box(painter, rect, px(RADIUS_INPUT), "hover" if self.underMouse() else "surface", "control")
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        left, right = px(11), px(30)
        shape = self.itemIcon(self.currentIndex()) if self.currentIndex() >= 0 else None
        if shape is not None and not shape.isNull():
            side = px(14)
            shape.paint(painter, px(8), (self.height() - side) // 2, side, side)
            left = px(8) + side + px(5)
        room = self.width() - left - right
        empty = self.currentIndex() < 0
        words = self.placeholderText() if empty else self.currentText()
        painter.setFont(self.font())
        painter.setPen(color("text3" if empty or not self.isEnabled() else "text"))
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        chevron = icons.pixmap("chevron-down", "text2", 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - px(8) - px(14), (self.height() - px(14)) / 2), chevron)


class SeekEdit(LineEdit):
    """A typed choice from a long list: a popup below narrows while typing, accents aside, best matches first.

    Enter takes the entry that is marked, as does a click; Tab takes it when it is the only one or was gone to with the
    arrows. Down, or Alt+Down, shows the list. Where `free`, words that are in no list may stay: then nothing is marked
    before somebody goes to it. The text is never touched before something is taken. `chosen(words)` when something is;
    `value()` gives the entry that the text names, or None.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, object]] = (),
        placeholder: str = "",
        name: str = "",
        parent: QWidget | None = None,
        free: bool = False,
    ) -> None:
        super().__init__("", placeholder, name, parent=parent)
        self._free, self._gone_to, self._marking = free, False, False
        self._entries: list[tuple[str, str]] = []  # folded words, words
        self._values: dict[str, object] = {}
        self._listed = QStringListModel(self)
        self._completer = QCompleter(self._listed, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_SEEN)
        self._completer.setWrapAround(False)
        self.popup = QListView()
        self.popup.setObjectName("popupList")
        self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer.setPopup(self.popup)
        self._completer.setWidget(self)  # not `setCompleter`: Qt would then write into the field by itself
        self._completer.highlighted.connect(self._went)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._typed)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """Replace the list of (words, value)."""
        self._entries = [(fold(words), words) for words, _value in choices]
        self._values = {fold(words): value for words, value in choices}

    def setText(self, words: str | None) -> None:
        """Show words from their beginning, where the code of a record stands."""
        super().setText(words or "")
        self.setCursorPosition(0)

    def value(self) -> object:
        """Value of the entry named by the text, accents and case aside; None when it names none."""
        return self._values.get(fold(self.text()))

    def found(self, typed: str) -> list[str]:
        """Words of the entries that hold all typed words, in any order: first those that begin with what was typed,
        then those in which words begin so.
        """
        wanted = fold(typed)
        words = wanted.split()
        held = [entry for entry in self._entries if all(word in entry[0] for word in words)]

        def rank(entry: tuple[str, str]) -> int:
            if entry[0].startswith(wanted):
                return 0
            return 1 if all(f" {word}" in f" {entry[0]}" for word in words) else 2

        return [entry[1] for entry in sorted(held, key=rank)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        listed = self.popup.isVisible()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and listed and self._marked():
            self._take(self._marked())
        elif event.key() == Qt.Key.Key_Down and not listed:
            self._offer(self.found("" if self.value() is not None else self.text()))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.popup.isVisible() and self._marked() and (self._gone_to or self._listed.rowCount() == 1):
            self._take(self._marked())
        return super().focusNextPrevChild(forward)

    def _typed(self, words: str) -> None:
        if words.strip():
            self._offer(self.found(words))
        else:
            self.popup.hide()

    def _offer(self, found: Sequence[str]) -> None:
        """Show entries below the field, the first one marked."""
        self._listed.setStringList(found[:_MOST_FOUND])
        if not found:
            self.popup.hide()
            return
        widest = max(self.popup.fontMetrics().horizontalAdvance(words) for words in self._listed.stringList()) + px(40)
        width = max(self.width(), min(widest, px(_WIDEST), self.window().width()))
        self._marking = True
        self._completer.complete(QRect(0, 0, width, self.height()))
        frame = self.popup.height() - self.popup.viewport().height()
        rows = min(_MOST_SEEN, self._listed.rowCount())
        self.popup.resize(width, rows * self.popup.sizeHintForRow(0) + frame)  # Qt leaves no room for the padding
        self.popup.setCurrentIndex(self._listed.index(-1 if self._free else 0, 0))
        self._marking, self._gone_to = False, False

    def _went(self, _words: str) -> None:
        if not self._marking:
            self._gone_to = True

    def _marked(self) -> str:
        index = self.popup.currentIndex()
        return str(index.data()) if index.isValid() else ""

    def _take(self, words: str) -> None:
        self.popup.hide()
        self.setText(words)
        self.chosen.emit(words)
