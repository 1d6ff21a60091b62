"""The locked window: its contents are taken off the screen and the passphrase is asked for.

Only for an encrypted record. Work under way goes on, what is half entered stays as it is. While it is locked every
other window of the program stays hidden, whatever opens it, and its title tells nothing of the record.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from ui.theme.theme import color
from workbench.messages import text
from workbench.storage.machine import Memory

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.shell.lock_sheet import LockSheet

_USE = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)


class _Cover(QWidget):
    """An even ground over the window, above whatever shows itself there meanwhile."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color("window"))


class Lock(QObject):
    """The lock of one window. `watch` after its setting has changed, `lock` at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._used = monotonic()
        self._limit = 0.0  # seconds; 0: never
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self.sheet: LockSheet | None = None
        self._cover: _Cover | None = None
        self._hidden: list[QWidget] = []
        self._parts: list[QWidget] = []
        self._focus: QWidget | None = None
        self._title = ""

    @property
    def can_lock(self) -> bool:
        """Whether there is a passphrase to ask for."""
        return self._window.context.workbench.database.key is not None

    def watch(self) -> None:
        """Begin, or cease, to look out for idleness as the setting of this record says."""
        minutes = Memory(self._window.context.path).read().lock_minutes if self.can_lock else 0
        self._limit = max(0, minutes) * 60.0
        self._used = monotonic()
        self._listen()
        self._timer.stop()
        if self._limit:
            self._timer.start(round(self._limit * 1000))

    def stop(self) -> None:
        """Look out no more: the window closes."""
        self._limit = 0.0
        self._timer.stop()
        self._listen()

    def look(self) -> None:
        """Lock when nobody has used the program for so long, else look again when that could be."""
        left = self._used + self._limit - monotonic()
        if left <= 0:
            self.lock()
        else:
            self._timer.start(max(1, round(left * 1000)))

    def lock(self) -> None:
        """Take everything off the screen and ask for the passphrase; nothing without one."""
        window, key = self._window, self._window.context.workbench.database.key
        if key is None or self.sheet is not None:
            return
        self._timer.stop()
        self._focus = QApplication.focusWidget()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            self._put_away(dialog)
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                self._put_away(other)
        self._cover_up(window)
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        from ui.shell.lock_sheet import LockSheet

        self.sheet = LockSheet(key, window.context.path.name, window)
        self.sheet.unlocked.connect(self._unlock)
        self._listen()
        self.sheet.open()

    def _cover_up(self, window: MainWindow) -> None:
        self._title = window.windowTitle()
        window.setWindowTitle(text("vault.locked_window"))
        self._parts = [part for part in (window.centralWidget(), window.menuWidget()) if part is not None]
        for part in self._parts:
            part.hide()
        self._cover = _Cover(window)
        self._cover.show()
        self._cover.raise_()

    def _put_away(self, widget: QWidget) -> None:
        self._hidden.append(widget)
        widget.hide()

    def _unlock(self) -> None:
        self.sheet = None
        window = self._window
        if self._cover is not None:
            self._cover.hide()
            self._cover.deleteLater()
            self._cover = None
        for part in self._parts:
            part.show()
        hidden, self._hidden, self._parts = self._hidden, [], []
        for widget in reversed(hidden):  # what lay on top was put away first
            if isValid(widget):
                widget.setWindowOpacity(1)
                widget.show()
        window.setWindowTitle(self._title)
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        self._focus = None
        self.watch()

    def _listen(self) -> None:
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        if self._limit or self.sheet is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _USE:
            self._used = monotonic()
        elif self.sheet is not None and isinstance(watched, QWidget):
            if kind == QEvent.Type.Show:
                self._keep_off(watched)
            elif kind == QEvent.Type.Resize and watched is self._window and self._cover is not None:
                self._cover.setGeometry(self._window.rect())
            elif kind == QEvent.Type.WindowTitleChange and watched is self._window:
                self._hide_title()
        return False

    def _keep_off(self, widget: QWidget) -> None:
        """Something shows itself while locked: a window waits unseen, a notice stays under the cover."""
        if not widget.isWindow():
            if widget.parent() is self._window and self._cover is not None and widget is not self._cover:
                self._cover.raise_()
            return
        if widget in (self._window, self.sheet) or widget in self._hidden:
            return
        widget.setWindowOpacity(0)
        self._hidden.insert(0, widget)
        QTimer.singleShot(0, widget, widget.hide)

    def _hide_title(self) -> None:
        shown = self._window.windowTitle()
        if shown != text("vault.locked_window"):
            self._title = shown
            self._window.setWindowTitle(text("vault.locked_window"))
