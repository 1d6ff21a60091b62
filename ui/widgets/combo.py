"""Choice from a list: a closed combo, and a typed one that finds names without accents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QListView, QWidget

from ui.theme import fonts, icons
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_INPUT, RADIUS_INPUT
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.fields import LineEdit
from workbench.values.text import fold


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


class _Folded(QSortFilterProxyModel):
    """Rows that contain all typed words, in any order, accents aside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def seek(self, typed: str) -> None:
        self.beginResetModel()
        self._words = fold(typed).split()
        self.endResetModel()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not self._words:
            return True
        candidate = fold(str(self.sourceModel().index(row, 0, parent).data()))
        return all(word in candidate for word in self._words)


class SeekEdit(LineEdit):
    """A typed choice from a long list: a popup below narrows while typing, accepted by Down and Enter or click.

    Never completes inside the text. `value()` gives the entry that the text names, or None.
    """

    def __init__(
        self,
        choices: Sequence[tuple[str, object]] = (),
        placeholder: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", placeholder, name, parent=parent)
        self._values: dict[str, object] = {}
        self._source = QStringListModel(self)
        self._narrowed = _Folded(self)
        self._narrowed.setSourceModel(self._source)
        completer = QCompleter(self._narrowed, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(9)
        popup = QListView()
        popup.setObjectName("popupList")
        completer.setPopup(popup)
        self.setCompleter(completer)
        self.textEdited.connect(self._narrowed.seek)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """Replace the list of (words, value)."""
        self._values = {fold(words): value for words, value in choices}
        self._source.setStringList([words for words, _value in choices])

    def value(self) -> object:
        """Value of the entry named by the text, accents and case aside; None when it names none."""
        return self._values.get(fold(self.text()))
