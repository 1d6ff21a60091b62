"""A popup to find records and take them: typing narrows, accents aside; Enter or a click takes one.

Told what there is to choose from; knows no register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import ROW_TWO_LINES
from ui.widgets.cards import PopupCard
from ui.widgets.delegates import TwoLine
from ui.widgets.fields import LineEdit
from ui.widgets.labels import Label
from ui.widgets.roles import Role
from workbench.messages import text
from workbench.values.text import fold

Index = QModelIndex | QPersistentModelIndex
_SHOWN = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to choose: id, title, and the line below it (code first)."""

    uid: str
    title: str
    meta: str


class EntryModel(QAbstractListModel):
    """The entries that hold all typed words; those taken are left out."""

    def __init__(self, entries: Sequence[Entry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = list(entries)
        self._typed: list[str] = []
        self._shown = list(entries)

    def narrow(self, typed: str) -> None:
        """Keep what holds these words, in any order."""
        self._typed = fold(typed).split()
        self._look()

    def take(self, row: int) -> str:
        """The id of an entry, which is then no longer offered."""
        uid = self._shown[row].uid
        self._all = [entry for entry in self._all if entry.uid != uid]
        self._look()
        return uid

    def _look(self) -> None:
        self.beginResetModel()
        self._shown = [entry for entry in self._all if self._holds(entry)]
        self.endResetModel()

    def _holds(self, entry: Entry) -> bool:
        held = fold(f"{entry.title} {entry.meta}")
        return all(word in held for word in self._typed)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Role.META:
            return entry.meta
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.meta}. {entry.title}"
        return None


class RecordPick(PopupCard):
    """`picked(uid)` for each record taken. With `many` it stays open for the next."""

    picked = Signal(str)

    def __init__(self, entries: Sequence[Entry], name: str, many: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=8)
        self.setAccessibleName(name)
        self._many = many
        self.model = EntryModel(entries, self)
        self.entry = LineEdit("", text("entry.type_to_find"), name)
        self.entry.installEventFilter(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TwoLine(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedSize(px(440), px(_SHOWN * ROW_TWO_LINES))
        self._none = Label(text("entry.none_found"), "body", "text2")
        self.body.setSpacing(px(6))
        for widget in (self.entry, self._none, self.list):
            self.body.addWidget(widget)
        self.entry.textChanged.connect(self._narrow)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self._narrow("")

    def take_focus(self) -> None:
        """Let typing narrow the list."""
        self.entry.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field and the list leave: Down and Up move in the list, Enter takes."""
        key, row = event.key(), self.list.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            wanted = row + (1 if key == Qt.Key.Key_Down else -1)
            self._go(max(0, min(self.model.rowCount() - 1, wanted)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(max(0, row))
        else:
            super().keyPressEvent(event)

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self._none.setVisible(not self.model.rowCount())
        self._go(0)

    def _go(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row, 0))

    def _take(self, row: int) -> None:
        if not 0 <= row < self.model.rowCount():
            return
        uid = self.model.take(row)
        self._go(min(row, self.model.rowCount() - 1))
        self._none.setVisible(not self.model.rowCount())
        if not self._many:
            self.close()
        self.picked.emit(uid)
