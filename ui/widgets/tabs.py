"""Tabs with counts: saved views of a register, parts of a record. What has no room goes into a menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_INPUT
from ui.widgets.badges import badge_width, paint_badge
from ui.widgets.base import Themed, focus_ring
from ui.widgets.buttons import IconButton
from ui.widgets.labels import text_width
from workbench.messages import text

_HEIGHT, _APART, _CLOSE, _MORE = 36, 22, 12, 32


@dataclass(frozen=True, slots=True)
class TabItem:
    """A tab: key, words, count (None for no count, words while it is being counted)."""

    key: str
    label: str
    count: int | str | None = None


class Tabs(Themed, QWidget):
    """A row of tabs over a 1 px line. `changed(key)` when another is chosen; left and right keys move.

    `extra` adds an act behind the tabs (“+ Lưu góc nhìn”), sent as `extra_clicked`.
    """

    changed = Signal(str)
    extra_clicked = Signal()

    def __init__(
        self,
        items: Sequence[TabItem] = (),
        current: str = "",
        name: str = "",
        extra: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._tabs: list[_Tab] = []
        self._extra = _Tab("", extra, None, self) if extra else None
        if self._extra is not None:
            self._extra.clicked.connect(self.extra_clicked)
        self._more = IconButton("chevron-down", text("kit.more"), parent=self)
        self._more.clicked.connect(self._open_menu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_items(items, current)
        self.follow_theme()

    def set_items(self, items: Sequence[TabItem], current: str = "") -> None:
        """Replace all tabs; the first is chosen unless `current` says another. No signal."""
        held = any(tab.hasFocus() for tab in self._tabs)
        for tab in self._tabs:
            tab.hide()
            tab.deleteLater()
        self._tabs = [_Tab(item.key, item.label, item.count, self) for item in items]
        for tab in self._tabs:
            tab.setCheckable(True)
            tab.chosen.connect(self._choose_key)
            tab.show()
        if self._tabs:
            self.set_current(current or self._tabs[0].key)
        if held:
            next((tab for tab in self._tabs if tab.isChecked()), self._more).setFocus()
        self._arrange()

    def current(self) -> str:
        """Key of the chosen tab."""
        return next((tab.key for tab in self._tabs if tab.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose a tab without a signal."""
        for tab in self._tabs:
            tab.setChecked(tab.key == key)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab.key == key else Qt.FocusPolicy.ClickFocus)
        self._arrange()

    def set_count(self, key: str, count: int | str | None) -> None:
        """Change the count of a tab."""
        self._tab(key).set_count(count)
        self._arrange()

    def set_dot(self, key: str, on: bool) -> None:
        """A dot at a saved view that was changed but not saved."""
        self._tab(key).set_dot(on)
        self._arrange()

    def extra(self) -> QWidget:
        """The act behind the tabs, for what opens under it."""
        return self._extra or self

    def set_extra(self, words: str) -> None:
        """Call the act behind the tabs otherwise."""
        if self._extra is not None and self._extra.text() != words:
            self._extra.setText(words)
            self._extra.restyle()
            self._arrange()

    def step(self, by: int) -> None:
        """Go to the next or previous tab, round the ends, with a signal (Ctrl+Tab)."""
        if self._tabs:
            keys = [tab.key for tab in self._tabs]
            place = keys.index(self.current()) if self.current() in keys else 0
            self._choose(self._tabs[(place + by) % len(self._tabs)])

    def sizeHint(self) -> QSize:
        return QSize(sum(tab.sizeHint().width() + px(_APART) for tab in self._tabs), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def restyle(self) -> None:
        self.setFixedHeight(px(_HEIGHT))
        self._arrange()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if event.key() == Qt.Key.Key_Right else -1)
            self._tab(self.current()).setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, color("border"))

    def _tab(self, key: str) -> _Tab:
        return next(tab for tab in self._tabs if tab.key == key)

    def _choose_key(self, key: str) -> None:
        self._choose(self._tab(key))

    def _choose(self, tab: _Tab) -> None:
        was = self.current()
        self.set_current(tab.key)
        if was != tab.key:
            self.changed.emit(tab.key)

    def _arrange(self) -> None:
        """Lay the tabs out from the left; those that do not fit are hidden behind the arrow."""
        if not hasattr(self, "_more"):
            return
        extra = self._extra.sizeHint().width() + px(_APART) if self._extra is not None else 0
        shown, apart = self._fitting(self.width() - extra)
        x = 0
        for tab in self._tabs:
            tab.setVisible(tab in shown)
            if tab in shown:
                tab.setGeometry(x, 0, tab.sizeHint().width(), px(_HEIGHT))
                x += tab.width() + apart
        self._more.setVisible(len(shown) < len(self._tabs))
        if len(shown) < len(self._tabs):
            self._more.move(x - apart // 2, (px(_HEIGHT) - self._more.height()) // 2)
            x += px(_MORE)
        if self._extra is not None:
            self._extra.setGeometry(x, 0, self._extra.sizeHint().width(), px(_HEIGHT))

    def _fitting(self, room: int) -> tuple[list[_Tab], int]:
        """The tabs that fit into `room`, and what is between them: the first ones, and always the chosen one.

        They stand closer before one of them is hidden.
        """
        for apart in (px(_APART), px(_CLOSE)):
            widths = {tab: tab.sizeHint().width() + apart for tab in self._tabs}
            if sum(widths.values()) - apart <= room:
                return list(self._tabs), apart
        left = room - px(_MORE) - sum(width for tab, width in widths.items() if tab.isChecked())
        found = []
        for tab in self._tabs:
            if tab.isChecked():
                found.append(tab)
            elif widths[tab] <= left:
                found.append(tab)
                left -= widths[tab]
            else:
                left = 0
        return found, apart

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tab in self._tabs:
            if tab.isHidden():
                menu.addAction(tab.words()).triggered.connect(lambda _=False, tab=tab: self._choose(tab))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))


class _Tab(Themed, QAbstractButton):
    chosen = Signal(str)

    def __init__(self, key: str, label: str, count: int | str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._count, self._dot = count, False
        self.clicked.connect(self._tell)
        self.setText(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def _tell(self) -> None:
        self.chosen.emit(self.key)

    def words(self) -> str:
        shown = self.text() if self._count is None else f"{self.text()} {text('kit.number', count=self._count)}"
        return f"{shown}, {text('kit.view_changed')}" if self._dot else shown

    def set_count(self, count: int | str | None) -> None:
        self._count = count
        self.restyle()

    def set_dot(self, on: bool) -> None:
        self._dot = on
        self.restyle()

    def restyle(self) -> None:
        self.setAccessibleName(self.words())
        super().restyle()

    def sizeHint(self) -> QSize:
        width = text_width(fonts.body(600 if self.isCheckable() else 400), self.text())
        if self._count is not None:
            width += px(6) + badge_width(text("kit.number", count=self._count))
        return QSize(width + (px(10) if self._dot else 0), px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        font = fonts.body(600 if on else 400)
        painter.setFont(font)
        painter.setPen(color("accent" if on else "text" if self.underMouse() else "text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.text())
        x = text_width(font, self.text()) + px(6)
        if self._count is not None:
            shown = text("kit.number", count=self._count)
            width = badge_width(shown)
            spot = QRectF(x, (self.height() - px(18)) / 2, width, px(18))
            paint_badge(painter, spot, shown, "ink" if on else "grey")
            x += width + px(4)
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("amber"))
            painter.drawEllipse(QRectF(x, self.height() / 2 - px(3), px(6), px(6)))
        if on:
            painter.fillRect(0, self.height() - px(2), self.width(), px(2), color("accent"))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(0, px(4), 0, -px(4)), px(RADIUS_INPUT))
