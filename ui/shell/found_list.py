"""The list under the search field at the top of the window: records first, then pages and views, then commands."""

from __future__ import annotations

from collections.abc import Sequence

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
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.shell.finding import Found
from ui.theme import fonts, icons
from ui.theme.metrics import px
from ui.theme.tokens import RADIUS_BUTTON
from ui.widgets.base import Themed, announce, box
from ui.widgets.delegates_base import draw_line
from ui.widgets.labels import ElidedLabel, Label
from workbench.messages import text

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEADING, _MOST, _HINT, _SAID = 36, 26, 9, 28, 32
_FOUND = int(Qt.ItemDataRole.UserRole)
Group = tuple[str, Sequence[Found]]  # heading, and what stands under it


class FoundModel(QAbstractListModel):
    """What was found, with a heading above each kind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Found | str] = []

    def set_found(self, groups: Sequence[Group]) -> None:
        """Show these."""
        self.beginResetModel()
        self._lines = []
        for words, found in groups:
            self._lines += [words, *found] if found else []
        self.endResetModel()

    def line(self, row: int) -> Found | str:
        """A found thing, or the words of a heading."""
        return self._lines[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == _FOUND:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line if isinstance(line, str) else ", ".join(filter(None, (line.code, line.words)))
        return None

    def step(self, row: int, by: int) -> int:
        """The next found thing from a row, passing over headings; the same row at the ends."""
        at = row + by
        while 0 <= at < len(self._lines):
            if not isinstance(self._lines[at], str):
                return at
            at += by
        return row


class _FoundDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, px(_HEADING if isinstance(index.data(_FOUND), str) else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(_FOUND)
        rect = option.rect
        if isinstance(line, str):
            room = rect.adjusted(px(12), 0, -px(12), 0)
            draw_line(painter, room, line.upper(), fonts.caption(600), "text2")
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            plate = QRectF(rect.adjusted(px(4), 0, -px(4), 0))
            box(painter, plate, px(RADIUS_BUTTON), "tint" if chosen else "hover")
        spot = QRectF(rect.left() + px(14), rect.center().y() - px(7), px(16), px(16))
        icons.draw(painter, spot, line.icon, "accent" if chosen else "text2")
        room = QRect(rect.left() + px(42), rect.top(), rect.width() - px(56), rect.height())
        used = draw_line(painter, room, line.code, fonts.body(500, tabular=True), "accent" if chosen else "text")
        draw_line(painter, room.adjusted(used + px(10), 0, 0, 0), line.words, fonts.label(400), "text2")


class FoundList(Themed, QFrame):
    """The list under the field; a child of the window so that the focus can stay in the field."""

    opened = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("popup")
        self.model = FoundModel(self)
        self._view = QListView()
        self._view.setModel(self.model)
        self._view.setItemDelegate(_FoundDelegate(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setAccessibleName(text("shell.found"))
        self._view.clicked.connect(self._open)
        self._said = Label("", "body", "text2")
        self._said.setContentsMargins(px(12), px(6), px(12), px(2))
        self._hint = ElidedLabel(text("shell.found_hint"), "label", "text3", weight=400)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, px(4), 1, px(4))
        column.addWidget(self._said)
        column.addWidget(self._view)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(11), px(4), px(11), px(2))
        foot.addWidget(self._hint)
        column.addLayout(foot)
        self.hide()
        self.follow_theme()

    def show_found(self, typed: str, groups: Sequence[Group], anchor: QWidget, meant: str = "") -> None:
        """Show what was found under the field, the first one chosen; `meant` are the words that it was found for when
        the typed ones name nothing.
        """
        self.model.set_found(groups)
        some = self.model.rowCount() > 0
        self._view.setVisible(some)
        self._said.setVisible(not some or bool(meant))
        said = text("shell.found_meant", words=meant) if meant else text("shell.found_nothing", words=typed)
        self._said.setText(said)
        headings = sum(1 for _, found in groups if found)
        rows = self.model.rowCount() - headings
        high = min(rows, _MOST) * px(_ROW) + headings * px(_HEADING)
        high += px(_SAID) if meant or not some else 0
        width = max(anchor.width(), px(480))
        corner = anchor.mapTo(self._window, QPoint(anchor.width() - width, anchor.height() + px(4)))
        self.setGeometry(max(px(8), corner.x()), corner.y(), width, high + px(10) + px(_HINT))
        self._choose(self.model.step(-1, 1) if some else -1)
        self.raise_()
        self.show()
        announce(self, text("shell.found_count", n=rows))

    def move_choice(self, by: int) -> None:
        """Choose the next or previous one."""
        self._choose(self.model.step(self._view.currentIndex().row(), by))

    def open_chosen(self) -> None:
        """Open the chosen one."""
        if self._view.currentIndex().isValid():
            self._open(self._view.currentIndex())

    def chosen(self) -> Found | None:
        """The chosen one."""
        line = self._view.currentIndex().data(_FOUND)
        return line if isinstance(line, Found) else None

    def _choose(self, row: int) -> None:
        self._view.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())

    def _open(self, index: QModelIndex) -> None:
        line = index.data(_FOUND)
        if isinstance(line, Found):
            self.hide()
            self.opened.emit(line)
