"""Dialogs of the window: a sheet over a veiled page, questions with named buttons, errors with folded detail.

Dialogs are opened with `open()` and answer by signal; when one closes, the focus goes back to its caller.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.notify import Notice
from ui.shell.sheet_room import lower, rolled, room_for_sheets
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_CARD, VEIL_OPACITY
from ui.widgets.base import Themed, box
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import ScrollBody
from ui.widgets.fields import TextArea
from ui.widgets.labels import ElidedLabel, Label, Line, ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.messages import text

KeyGroup = tuple[str, Sequence[tuple[str, str]]]  # heading of a menu; what its commands are called, and their keys


class Veil(QWidget):
    """Lies over a window while a sheet is open, so that it is plain what can be used."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(VEIL_OPACITY)
        painter.fillRect(self.rect(), color("veil"))


class Sheet(Themed, QDialog):
    """A dialog without title bar, centred over its window and never larger. `body` is its layout, `roll` a list in it
    that gives way where the window is low; without one, everything above the last line is scrolled.
    """

    roll: ScrollBody | None = None

    def __init__(self, title: str, parent: QWidget | None = None, width: int = 480) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._veil: Veil | None = None
        self._width = width
        self._caller: QObject | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(24), px(20), px(24), px(20))
        self.body.setSpacing(px(12))
        self.follow_theme()

    def restyle(self) -> None:
        parent, width = self.parentWidget(), px(self._width)
        self.setFixedWidth(width if parent is None else min(width, room_for_sheets(parent.window()).width()))
        super().restyle()

    def showEvent(self, event: QShowEvent) -> None:
        self._keep_caller(QGuiApplication.focusObject())
        parent = self.parentWidget()
        window = parent.window() if parent is not None else None
        if window is not None:
            self._veil = Veil(window)
            self._veil.show()
            self._veil.raise_()
            self._place(window)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._veil is not None:
            self._veil.hide()
            self._veil.deleteLater()
            self._veil = None
        if isinstance(self._caller, QWidget) and not event.spontaneous():
            self._caller.setFocus(Qt.FocusReason.PopupFocusReason)
        self._caller = None
        super().hideEvent(event)

    def _keep_caller(self, caller: QObject | None) -> None:
        """Who gets the focus back, unless it goes before the sheet does: its window may be closed meanwhile."""
        self._caller = caller
        if caller is not None:
            caller.destroyed.connect(self._caller_gone)

    def _caller_gone(self) -> None:
        self._caller = None

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_CARD), "surface", "strong")

    def fit(self) -> None:
        """Take the height that is wanted by now."""
        parent = self.parentWidget()
        if parent is None or not self.isVisible():
            self.adjustSize()
        else:
            self._place(parent.window())

    def _place(self, window: QWidget) -> None:
        self._take_height()
        over = self.height() - room_for_sheets(window).height()
        if over > 0:
            if self.roll is None:
                self.roll = rolled(self.body, self.height() - over)
            else:
                lower(self.roll, over)
            self._take_height()
        spare = window.rect().center() - self.rect().center()
        self.move(window.mapToGlobal(QPoint(max(0, spare.x()), max(0, spare.y()))))

    def _take_height(self) -> None:
        self.adjustSize()
        self.adjustSize()  # once more: only now do wrapped texts know how wide, and so how high, they are
        if self.body.hasHeightForWidth():  # Qt asks for the height at the width that they would like
            self.resize(self.width(), self.body.totalHeightForWidth(self.width()))


class Question(Sheet):
    """A question with named buttons. `answered(key)` exactly once; Esc gives the first, the safe one."""

    answered = Signal(str)

    def __init__(
        self, question: str, detail: str, actions: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(question, parent)
        self._answer = actions[0][0]
        self.body.addWidget(Paragraph(question, "section"))
        if detail:
            self.body.addWidget(Paragraph(detail, "body", "text2"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        self.buttons: dict[str, Button] = {}
        for place, (key, words) in enumerate(actions):
            button = Button(words, "primary" if place == len(actions) - 1 else "secondary")
            button.clicked.connect(lambda _=False, key=key: self._give(key))
            self.buttons[key] = button
            row.addWidget(button)
        self.body.addSpacing(px(4))
        self.body.addLayout(row)
        self.buttons[actions[0][0]].setFocus()
        self.finished.connect(lambda: self.answered.emit(self._answer))

    def _give(self, key: str) -> None:
        self._answer = key
        self.accept()


class ErrorSheet(Sheet):
    """What happened and what to do; the technical part is folded and can be copied."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(notice.title, parent, 560 if notice.technical else 480)
        self._technical = notice.technical
        self.body.addLayout(self._head(notice))
        self.body.addWidget(Paragraph(notice.message))
        self._fold = LinkButton(text("shell.technical_details"), "chevron-down")
        self._trace = TextArea(notice.technical, lines=10, name=text("shell.technical_details"))
        self._trace.setReadOnly(True)
        self._trace.hide()
        self._copy = Button(text("shell.copy_details"), icon="copy")
        self._close = Button(text("shell.close"), "primary")
        self._fold.clicked.connect(self._toggle)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._technical))
        self._close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._fold)
        row.addStretch(1)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        self._fold.setVisible(bool(notice.technical))
        self._copy.setVisible(bool(notice.technical))
        self.body.addWidget(self._trace)
        self.body.addLayout(row)
        self._close.setFocus()

    def _head(self, notice: Notice) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(ShapeMark(Shape.ALERT, "red", 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Paragraph(notice.title, "section"), 1)
        return head

    def _toggle(self) -> None:
        self._trace.setVisible(not self._trace.isVisible())
        self.fit()


class KeyList(Sheet):
    """Every command with its keys, by menu (Ctrl+F1). In as many columns as the window has room for, and scrolled
    where it is low."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        room = parent.width() if parent is not None else px(1366)
        number = 3 if room >= px(1000) else 2
        super().__init__(text("shell.keys_title"), parent, 320 * number)
        self.body.addWidget(Label(text("shell.keys_title"), "title"))
        self.reader = ScrollBody()
        self.reader.setAccessibleName(self.windowTitle())
        columns = QHBoxLayout()
        columns.setSpacing(px(32))
        columns.setContentsMargins(0, 0, px(12), 0)
        for side in _shared_out(groups, number):
            columns.addLayout(_key_column(side), 1)
        self.reader.body.addLayout(columns)
        self.reader.body.addStretch(1)
        self.body.addWidget(self.reader)
        self.body.addWidget(Line())
        close = Button(text("shell.close"), "primary", key_hint="Esc")
        close.clicked.connect(self.accept)
        self.body.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        window, inner = self.parentWidget(), self.reader.widget()
        assert inner is not None
        wanted = inner.sizeHint().height()
        most = wanted if window is None else window.height() - px(24) - px(150)
        self.reader.setFixedHeight(min(wanted, most))
        super().showEvent(event)


def _shared_out(groups: Sequence[KeyGroup], number: int) -> list[list[KeyGroup]]:
    """The groups in columns that are about equally long; each group stays whole and goes where there is most room."""
    columns: list[list[KeyGroup]] = [[] for _ in range(number)]
    for group in sorted(groups, key=lambda one: -len(one[1])):
        min(columns, key=lambda column: sum(len(lines) + 2 for _, lines in column)).append(group)
    order = [heading for heading, _ in groups]
    for column in columns:
        column.sort(key=lambda one: order.index(one[0]))
    return sorted(columns, key=lambda column: order.index(column[0][0]) if column else len(order))


def _key_column(groups: Sequence[KeyGroup]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(2))
    for heading, lines in groups:
        column.addWidget(Label(heading, "label", "text2", weight=600))
        for words, keys in lines:
            column.addLayout(_key_line(words, keys))
        column.addSpacing(px(8))
    column.addStretch(1)
    return column


def _key_line(words: str, keys: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(ElidedLabel(words), 1)
    row.addWidget(Label(keys, "label", "text2", tabular=True))
    return row
