"""Which columns a register shows, in which order, and which stay in sight when it is scrolled: the chooser for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.register_columns import ALL, Column
from ui.theme import fonts, icons
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import focus_ring
from ui.widgets.buttons import Button
from ui.widgets.cards import PopupCard
from ui.widgets.choices import CHECK_SIDE, paint_check
from ui.widgets.delegates_base import draw_line
from ui.widgets.labels import Label, Line
from workbench.messages import text

Index = QModelIndex | QPersistentModelIndex
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_ROW, _SHOWN, _WIDE = 28, 12, 256
_ALWAYS = ("title",)  # a list without it says nothing
_PINNED = ("code", "title")
_KEPT = re.compile(r"(\w+?)(?::(\d{2,4}))?(!?)")


@dataclass(frozen=True, slots=True)
class Choice:
    """One column in the chooser."""

    key: str
    words: str
    on: bool = True
    pinned: bool = False
    width: int = 0  # design px that somebody gave it; 0 for its own


def columns_of(register: str, kept: str) -> tuple[tuple[Column, ...], int]:
    """The columns to show, and how many of them at the left stay in sight. `kept` as `kept_of` writes it."""
    chosen = choices_of(register, kept)
    known = {column.key: column for column in ALL[register]}
    shown = [_as_wide(known[choice.key], choice.width) for choice in chosen if choice.on]
    pinned = sum(choice.pinned and choice.on for choice in chosen)
    return (known["check"], *shown), 1 + pinned


def choices_of(register: str, kept: str = "") -> list[Choice]:
    """Every column, the shown ones in their order, pinned ones first, then the others."""
    known = {column.key: column for column in ALL[register] if column.key != "check"}
    named = [found.groups() for found in map(_KEPT.fullmatch, kept.split()) if found and found[1] in known]
    if not {key for key, *_ in named} >= set(_ALWAYS):
        named = [(key, None, "!" if key in _PINNED else "") for key in known]
    made = [Choice(key, known[key].heading(register), True, bool(pin), int(width or 0)) for key, width, pin in named]
    listed = {choice.key for choice in made}
    hidden = [Choice(key, column.heading(register), False) for key, column in known.items() if key not in listed]
    return [*sorted(made, key=lambda choice: not choice.pinned), *hidden]


def kept_of(choices: Iterable[Choice]) -> str:
    """The choices as a line to keep: keys of the shown columns, ":" and a width that was given, "!" when pinned."""
    return " ".join(
        f"{choice.key}{f':{choice.width}' if choice.width else ''}{'!' if choice.pinned else ''}"
        for choice in choices
        if choice.on
    )


def widened(register: str, kept: str, widths: Mapping[str, int]) -> str:
    """The line with columns as wide as somebody made them, design px by key."""
    return kept_of(replace(c, width=widths.get(c.key, c.width)) for c in choices_of(register, kept))


def hidden(register: str, kept: str, key: str) -> str:
    """The line without a column."""
    return kept_of(choice for choice in choices_of(register, kept) if choice.key != key)


def frozen(register: str, kept: str, key: str) -> str:
    """The line with the shown columns up to `key` pinned and no others; with none pinned for ""."""
    choices = choices_of(register, kept)
    last = next((place for place, choice in enumerate(choices) if choice.key == key), -1)
    return kept_of(replace(choice, pinned=place <= last) for place, choice in enumerate(choices))


def _as_wide(column: Column, width: int) -> Column:
    """The column that wide; one that takes what is left stays so."""
    return replace(column, width=width) if width and column.width else column


class ColumnModel(QAbstractListModel):
    """Columns with ticks and pins; `changed` when any is another."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices = list(choices)

    def replace_all(self, choices: Sequence[Choice]) -> None:
        """Show other choices."""
        self.beginResetModel()
        self.choices = list(choices)
        self.endResetModel()
        self.changed.emit()

    def turn(self, row: int) -> None:
        """Show a column or hide it; one that every list needs stays."""
        choice = self.choices[row]
        if choice.key not in _ALWAYS:
            self._set(row, replace(choice, on=not choice.on, pinned=choice.pinned and not choice.on))

    def pin(self, row: int) -> int:
        """Keep a column in sight, or let it scroll; where it stands then."""
        choice = replace(self.choices[row], on=True, pinned=not self.choices[row].pinned)
        others = [c for place, c in enumerate(self.choices) if place != row]
        place = sum(c.pinned for c in others)
        self.replace_all([*others[:place], choice, *others[place:]])
        return place

    def move(self, row: int, by: int) -> int:
        """Move a column up or down among those of its kind (pinned or not); where it stands then."""
        there = row + by
        if not 0 <= there < len(self.choices) or self.choices[row].pinned != self.choices[there].pinned:
            return row
        moved = list(self.choices)
        moved[row], moved[there] = moved[there], moved[row]
        self.replace_all(moved)
        return there

    def _set(self, row: int, choice: Choice) -> None:
        self.choices[row] = choice
        self.dataChanged.emit(self.index(row), self.index(row))
        self.changed.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.words
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if choice.on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = ("columns.shown" if choice.on else "columns.hidden", "columns.pinned" if choice.pinned else "")
            return ", ".join((choice.words, *(text(key) for key in said if key)))
        return None


class _ColumnDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(180), px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, ColumnModel)
        choice, rect, view = model.choices[index.row()], option.rect, option.widget
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("hover"))
        if current and view is not None and view.hasFocus():
            focus_ring(painter, QRectF(rect), px(4))
        ratio = view.devicePixelRatioF() if view is not None else 1.0
        middle = rect.center().y()
        painter.drawPixmap(rect.left() + px(2), middle - px(7), icons.pixmap("grip-vertical", "text3", 14, ratio))
        side = px(CHECK_SIDE)
        mark = QRectF(rect.left() + px(20), middle - side // 2, side, side)
        paint_check(painter, mark, Qt.CheckState.Checked if choice.on else Qt.CheckState.Unchecked)
        room = QRect(int(mark.right()) + px(8), rect.top(), 0, rect.height())
        room.setRight(rect.right() - px(30))
        draw_line(painter, room, choice.words, fonts.body(), "text")
        if choice.pinned or current or option.state & QStyle.StateFlag.State_MouseOver:
            token = "text" if choice.pinned else "text3"
            painter.drawPixmap(rect.right() - px(24), middle - px(7), icons.pixmap("pin", token, 14, ratio))


class ColumnList(QListView):
    """The columns. Space ticks, Alt+Up and Alt+Down move, Ctrl+G pins; the mouse drags by the dots."""

    done = Signal()

    def __init__(self, model: ColumnModel) -> None:
        super().__init__()
        self._columns = model
        self._dragged = -1
        self.setModel(model)
        self.setItemDelegate(_ColumnDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(text("columns.title"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif row < 0:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._columns.turn(row)
        elif key == Qt.Key.Key_G and event.modifiers() & CTRL:
            self._go(self._columns.pin(row))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & ALT:
            self._go(self._columns.move(row, 1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        x, row = int(event.position().x()), self.indexAt(event.position().toPoint()).row()
        if row < 0:
            return
        if x < px(18):
            self._dragged = row
        elif x > self.viewport().width() - px(30):
            self._go(self._columns.pin(row))
        else:
            self._columns.turn(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if self._dragged >= 0 and row >= 0 and row != self._dragged:
            self._dragged = self._columns.move(self._dragged, 1 if row > self._dragged else -1)
            self._go(self._dragged)
        elif self._dragged < 0:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = -1
        super().mouseReleaseEvent(event)

    def _go(self, row: int) -> None:
        self.setCurrentIndex(self._columns.index(row))


class ColumnChooser(PopupCard):
    """Columns of a register. `changed(kept)` at once with every change; `fit` when they are to be as wide as needed."""

    changed = Signal(str)
    fit = Signal()

    def __init__(self, register: str, kept: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, 8)
        self.setFixedWidth(px(_WIDE))
        self.setAccessibleName(text("columns.title"))
        self.model = ColumnModel(choices_of(register, kept), self)
        self.list = ColumnList(self.model)
        self.list.setFixedHeight(px(_ROW) * min(_SHOWN, self.model.rowCount()) + px(2))
        head = QHBoxLayout()
        head.addWidget(Label(text("columns.title"), "body", "text", weight=600))
        head.addStretch(1)
        head.addWidget(Label(text("columns.keys"), "caption", "text2"))
        reset = Button(text("columns.reset"), "quiet", small=True)
        fit = Button(text("columns.fit"), "quiet", small=True)
        foot = QHBoxLayout()
        foot.addWidget(reset)
        foot.addStretch(1)
        foot.addWidget(fit)
        self.body.setSpacing(px(6))
        self.body.addLayout(head)
        self.body.addWidget(self.list)
        self.body.addWidget(Line())
        self.body.addLayout(foot)
        reset.clicked.connect(lambda: self.model.replace_all(choices_of(register)))
        fit.clicked.connect(self.fit)
        self.model.changed.connect(lambda: self.changed.emit(kept_of(self.model.choices)))
        self.list.done.connect(self.close)
        self.list.setFocus()
        self.list.setCurrentIndex(self.model.index(0))
