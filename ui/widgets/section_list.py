"""A short list of sections at the left of a page; one is current."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_NAV, RADIUS_BUTTON
from ui.widgets.base import Themed, box, focus_ring

_WIDE, _NARROW = 208, 164
_ROOMY = 860  # a page as wide as this has room for the wide list


class SectionList(Themed, QWidget):
    """`chosen(key)` when a section is chosen by mouse, or with up and down keys."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str]], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._rows = {key: _Row(key, words) for key, words in sections}
        self._column = QVBoxLayout(self)
        for row in self._rows.values():
            row.picked.connect(self._choose)
            self._column.addWidget(row)
        self._column.addStretch(1)
        self._narrow = False
        self.set_current(sections[0][0])
        self.follow_theme()

    def current(self) -> str:
        """Key of the current section."""
        return next(key for key, row in self._rows.items() if row.isChecked())

    def set_current(self, key: str) -> None:
        """Choose without a signal."""
        for known, row in self._rows.items():
            row.setChecked(known == key)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if known == key else Qt.FocusPolicy.ClickFocus)

    def take_focus(self) -> QWidget:
        """The row that has the keyboard when the list is entered."""
        return self._rows[self.current()]

    def fit(self, room: int) -> None:
        """Take less of a page that is `room` px wide when that is little."""
        self._narrow = room < px(_ROOMY)
        self.setFixedWidth(px(_NARROW if self._narrow else _WIDE))

    def restyle(self) -> None:
        self.setFixedWidth(px(_NARROW if self._narrow else _WIDE))
        self._column.setContentsMargins(px(12), px(8), px(9), px(8))
        self._column.setSpacing(px(2))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color("surface"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        keys = list(self._rows)
        key = keys[(keys.index(self.current()) + steps[Qt.Key(event.key())]) % len(keys)]
        self._choose(key)
        self._rows[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)


class _Row(Themed, QAbstractButton):
    picked = Signal(str)

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        self.setText(words)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.picked.emit(key))
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedHeight(px(HEIGHT_NAV))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(132), px(HEIGHT_NAV))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, on = QRectF(self.rect()), self.isChecked()
        if on or self.underMouse():
            box(painter, rect, px(RADIUS_BUTTON), "tint" if on else "hover")
        painter.setFont(fonts.body(600 if on else 500))
        painter.setPen(color("accent" if on else "text"))
        room = rect.adjusted(px(12), 0, -px(8), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_BUTTON))
