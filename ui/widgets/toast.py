"""Short notices with an act to take back: eight seconds, waiting while pointed at or focused."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import FADE_MS, RADIUS_BUTTON, TOAST_MS
from ui.widgets.base import Themed, announce, box
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.labels import ElidedLabel, Label
from workbench.messages import text

_KEPT = 50
_MOST = 3
_LEAST, _WIDEST = 386, 720  # design px; a notice that is longer ends in “…”


class Toast(Themed, QWidget):
    """One notice. `acted` when its link is used, `gone` when it leaves."""

    acted = Signal()
    gone = Signal()

    def __init__(
        self,
        message: str,
        action: str = "",
        keys: str = "",
        icon: str = "check",
        life_ms: int = TOAST_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mark = IconButton(icon, "", token="on_toast", side=20)
        self._mark.setEnabled(True)
        self._mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ElidedLabel(message, "body", "on_toast", weight=500)
        self.link = LinkButton(action, token="toast_link", weight=600)
        self._keys = Label(keys, "caption", "on_toast", weight=500)
        self._cross = IconButton("x", text("kit.close"), token="on_toast", size=14, side=24)
        self._row = QHBoxLayout(self)
        for widget in (self._mark, self._words, self.link, self._keys, self._cross):
            self._row.addWidget(widget, 1 if widget is self._words else 0)
        self.link.setVisible(bool(action))
        self._keys.setVisible(bool(keys))
        self._timer = QTimer(self, singleShot=True, interval=life_ms)
        self._timer.timeout.connect(self.leave)
        self.link.clicked.connect(self._act)
        self._cross.clicked.connect(self.leave)
        for part in (self.link, self._cross):
            part.installEventFilter(self)
        self.setAccessibleName(message)
        self.follow_theme()
        self._timer.start()

    def message(self) -> str:
        """The words."""
        return self._words.text()

    def keys(self) -> str:
        """The keys that do what its link does."""
        return self._keys.text()

    def leave(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def restyle(self) -> None:
        self._row.setContentsMargins(px(12), px(6), px(8), px(6))
        self._row.setSpacing(px(10))
        self.setFixedHeight(px(44))
        super().restyle()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not any(part.hasFocus() for part in (self.link, self._cross)):
            self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self._timer.start()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_BUTTON), "toast")

    def _act(self) -> None:
        self.acted.emit()
        self.leave()


class Toaster(QObject):
    """Keeps the notices of a window above its lower edge, newest below; remembers the last fifty."""

    def __init__(self, window: QWidget, bottom: int = 40) -> None:
        super().__init__(window)
        self._window, self._bottom = window, bottom
        self._shown: list[Toast] = []
        self._recent: deque[str] = deque(maxlen=_KEPT)
        window.installEventFilter(self)

    def show(
        self,
        message: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        keys: str = "",
        icon: str = "check",
        life_ms: int = TOAST_MS,
    ) -> Toast:
        """Show a notice; a screen reader hears it. One with `keys` takes the place of the last such: the keys now do
        what the new one says. One that says what the newest on the screen says takes the place of that.
        """
        if keys:
            self.outdate()
        elif self._shown and self._shown[-1].message() == message == self._recent[-1]:
            self._shown[-1].leave()
            self._recent.pop()
        toast = Toast(message, action, keys, icon, life_ms, self._window)
        if on_action is not None:
            toast.acted.connect(on_action)
        toast.gone.connect(lambda: self._forget(toast))
        self._shown.append(toast)
        self._recent.append(message)
        while len(self._shown) > _MOST:
            self._shown[0].leave()
        self._arrange()
        toast.show()
        _fade_in(toast)
        announce(toast, message)
        return toast

    def outdate(self) -> None:
        """Take away the notices whose keys do something else by now."""
        for toast in [toast for toast in self._shown if toast.keys()]:
            toast.leave()

    def recent(self) -> list[str]:
        """The last notices, newest first (Xem > Thông báo gần đây)."""
        return list(reversed(self._recent))

    def shown(self) -> list[Toast]:
        """Notices on screen, oldest first."""
        return list(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)

    def _forget(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            self._arrange()

    def _arrange(self) -> None:
        wanted = max((toast.sizeHint().width() for toast in self._shown), default=0)
        width = min(max(px(_LEAST), wanted), px(_WIDEST), self._window.width() - px(32))
        bottom = self._window.height() - px(self._bottom)
        for toast in reversed(self._shown):
            toast.resize(width, px(44))
            bottom -= toast.height()
            toast.move(QPoint((self._window.width() - width) // 2, bottom))
            toast.raise_()
            bottom -= px(10)


def _fade_in(toast: Toast) -> None:
    if not QApplication.isEffectEnabled(Qt.UIEffect.UI_FadeTooltip):
        return
    from PySide6.QtCore import QPropertyAnimation
    from PySide6.QtWidgets import QGraphicsOpacityEffect

    effect = QGraphicsOpacityEffect(toast)
    toast.setGraphicsEffect(effect)
    fade = QPropertyAnimation(effect, b"opacity", toast)
    fade.setDuration(FADE_MS)
    fade.setStartValue(0.0)
    fade.setEndValue(1.0)
    fade.finished.connect(lambda: toast.setGraphicsEffect(None))  # type: ignore[arg-type]
    fade.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)
