"""Running work where its result will appear: a bar, words, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.delegates import paint_bar
from ui.widgets.labels import ElidedLabel
from workbench.messages import text
from workbench.values.percent import whole_percent


class Bar(Themed, QWidget):
    """A rounded bar 6 px high; `share` 0 to 1, None while the end is not known."""

    def __init__(
        self, share: float | None = 0.0, tone: str = "ink", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._share, self._tone, self._name = share, tone, name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def share(self) -> float | None:
        """How far it is."""
        return self._share

    def set_share(self, share: float | None, tone: str | None = None) -> None:
        """Move it."""
        self._share, self._tone = share, tone or self._tone
        self._tell()
        self.update()

    def restyle(self) -> None:
        self._tell()
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QRectF(0, (self.height() - px(6)) / 2, self.width(), px(6))
        paint_bar(QPainter(self), ground, self._share or 0.0, self._tone)

    def _tell(self) -> None:
        percent = "" if self._share is None else whole_percent(self._share)
        self.setAccessibleName(" ".join(part for part in (self._name, percent) if part))


class ProgressLine(Themed, QWidget):
    """Words over a bar, and Stop. `stopped` once; after that the button says so and waits."""

    stopped = Signal()
    sent_back = Signal()

    def __init__(self, stoppable: bool = True, background: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = ElidedLabel("", "section")
        self._detail = ElidedLabel("", "label", "text2", weight=400, tabular=True)
        self.bar = Bar(0.0)
        self._hint = ElidedLabel("", "label", "text2", weight=400)
        self._back = Button(text("kit.background"), "quiet")
        self._stop = Button(text("kit.stop"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for widget in (self._heading, self._detail):
            column.addWidget(widget)
        column.addSpacing(px(4))
        column.addWidget(self.bar)
        column.addSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._hint, 1)
        row.addWidget(self._back)
        row.addWidget(self._stop)
        column.addLayout(row)
        self._back.setVisible(background)
        self._back.clicked.connect(self.sent_back)
        self._stop.clicked.connect(self._ask_stop)
        self.set_stoppable(stoppable)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def begin(self, heading: str, stop_means: str = "") -> None:
        """Start anew: what runs, and what Stop would leave (“Dừng: giữ 6 tệp đã đọc.”)."""
        self._heading.setText(heading)
        self._hint.setText(stop_means)
        self._detail.setText("")
        self.bar.set_share(0.0)
        self._stop.setText(text("kit.stop"))
        self._stop.setEnabled(True)

    def show_progress(self, share: float | None, detail: str = "") -> None:
        """How far, and at what."""
        self.bar.set_share(share)
        self._detail.setText(detail)

    def set_stoppable(self, on: bool, why_not: str = "") -> None:
        """Whether Stop is offered; the last write of an import is not stoppable, and says so."""
        self._stop.setVisible(on)
        if not on and why_not:
            self._hint.setText(why_not)

    def _ask_stop(self) -> None:
        self._stop.setEnabled(False)
        self._stop.setText(text("kit.stopping"))
        self.stopped.emit()
