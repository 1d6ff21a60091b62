"""Filters of a register: the search field, a pill for each facet with its popup, and what has no room.

Asks for values through a callable and tells what was chosen; knows nothing of records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import focus_ring
from ui.widgets.buttons import Button
from ui.widgets.cards import PopupCard
from ui.widgets.choices import CHECK_SIDE, paint_check
from ui.widgets.delegates_base import draw_line, width_of
from ui.widgets.fields import LineEdit
from ui.widgets.labels import Line
from workbench.messages import text
from workbench.values.text import fold

Index = QModelIndex | QPersistentModelIndex
Entry = tuple[str, str, int | None]  # value, label, count where there is one
_ROW, _SHOWN = 28, 9
_NARROWEST, _WIDEST, _BESIDE = 240, 360, 104  # px of the popup; of what stands beside the names


class FacetModel(QAbstractListModel):
    """Entries of a facet that match the typed words, each ticked or not."""

    def __init__(self, entries: Sequence[Entry], chosen: frozenset[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = list(entries)
        self._shown = list(entries)
        self.chosen = set(chosen)

    def narrow(self, typed: str) -> None:
        """Keep the entries that hold all typed words, accents aside."""
        wanted = fold(typed).split()
        self.beginResetModel()
        self._shown = [entry for entry in self._all if all(word in fold(entry[1]) for word in wanted)]
        self.endResetModel()

    def turn(self, row: int) -> None:
        """Tick an entry, or take its tick away."""
        self.chosen ^= {self._shown[row][0]}
        self.dataChanged.emit(self.index(row), self.index(row))

    def clear(self) -> None:
        """Take all ticks away."""
        self.chosen.clear()
        self.dataChanged.emit(self.index(0), self.index(max(0, len(self._shown) - 1)))

    def entry(self, row: int) -> Entry:
        """One entry shown."""
        return self._shown[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value, label, number = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return label
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value in self.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ticked = text("register.facet_ticked") if value in self.chosen else ""
            counted = "" if number is None else text("register.records", n=number)
            return ", ".join(filter(None, (label, counted, ticked)))
        return None


class _FacetDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(180), px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, FacetModel)
        _, label, number = model.entry(index.row())
        rect = option.rect
        view = option.widget
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("hover"))
        if current and view is not None and view.hasFocus():
            focus_ring(painter, QRectF(rect), px(4))
        side = px(CHECK_SIDE)
        mark = QRectF(rect.left() + px(4), rect.center().y() - side // 2, side, side)
        paint_check(painter, mark, Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)))
        right = QRect(rect.right() - px(44), rect.top(), px(40), rect.height())
        shown = "" if number is None else text("kit.number", count=number)
        draw_line(painter, right, shown, fonts.label(400, tabular=True), "text2", Qt.AlignmentFlag.AlignRight)
        room = QRect(int(mark.right()) + px(8), rect.top(), 0, rect.height())
        room.setRight(right.left() - px(4))
        draw_line(painter, room, label, fonts.body(), "text")


class FacetList(QListView):
    """The entries; Space ticks, letters go back to the field above."""

    typed = Signal(str)
    applied = Signal()

    def __init__(self, model: FacetModel, name: str) -> None:
        super().__init__()
        self._entries = model
        self.setModel(model)
        self.setItemDelegate(_FacetDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: model.turn(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._entries.turn(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.applied.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.text().isprintable() and event.text() and not event.modifiers():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class FacetPopup(PopupCard):
    """Values of one facet. `applied(frozenset)` once, on Enter or the button."""

    applied = Signal(object)

    def __init__(
        self, label: str, entries: Sequence[Entry], chosen: frozenset[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, 8)
        names = max((width_of(fonts.body(), words) for _, words, _ in entries), default=0)
        self.setFixedWidth(max(px(_NARROWEST), min(px(_WIDEST), names + px(_BESIDE))))
        self.setAccessibleName(label)
        self.model = FacetModel(entries, chosen, self)
        self.field = LineEdit("", text("register.facet_type"), text("register.facet_type"))
        self.field.set_leading_icon("search")
        self.list = FacetList(self.model, label)
        self.list.setFixedHeight(px(_ROW) * max(1, min(_SHOWN, len(entries))) + px(2))
        clear = Button(text("register.facet_none"), "quiet", small=True)
        apply = Button(text("register.facet_apply"), "primary", small=True)
        foot = QHBoxLayout()
        foot.addWidget(clear)
        foot.addStretch(1)
        foot.addWidget(apply)
        self.body.setSpacing(px(6))
        self.body.addWidget(self.field)
        self.body.addWidget(self.list)
        self.body.addWidget(Line())
        self.body.addLayout(foot)
        self.field.textChanged.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list.typed.connect(self._type)
        self.list.applied.connect(self._apply)
        clear.clicked.connect(self.model.clear)
        apply.clicked.connect(self._apply)
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._apply()
                return True
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.list.setFocus()
                self.list.setCurrentIndex(self.model.index(0))
                return True
        return False

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)

    def _type(self, letter: str) -> None:
        self.field.setFocus()
        self.field.insert(letter)

    def _apply(self) -> None:
        chosen = frozenset(self.model.chosen)
        self.close()
        self.applied.emit(chosen)


def offer(anchor: QWidget, choices: Sequence[tuple[str, str, bool]], chosen: Callable[[str], object]) -> QMenu:
    """A menu of (key, words, checked) under a widget."""
    menu = QMenu(anchor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for key, words, on in choices:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _=False, key=key: chosen(key))
    menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))
    return menu
