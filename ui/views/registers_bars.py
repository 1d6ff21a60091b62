"""The line under a register's table: how many rows, which keys; with several rows ticked, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, Label, Line
from workbench.messages import text


class HintBar(Themed, QFrame):
    """Count at the left, keys at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._count = ElidedLabel("", "label", "text2", weight=400, tabular=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._count, 1)
        for keys in ("enter", "edit", "space", "detail"):
            self._row.addWidget(Label(text(f"register.key_{keys}"), "label", "text2", weight=600))
            self._row.addWidget(Label(text(f"register.hint_{keys}"), "label", "text2", weight=400))
        self._line = Line(parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def show_count(self, chosen: int, listed: int, total: int) -> None:
        """“1 đang chọn · 41 / 67 bản ghi”."""
        self._count.setText(text("register.count", chosen=chosen, listed=listed, total=total))

    def words(self) -> str:
        """The words shown."""
        return self._count.text()

    def resizeEvent(self, event: object) -> None:
        self._line.setGeometry(0, 0, self.width(), 1)

    def restyle(self) -> None:
        self.setFixedHeight(px(28))
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(4))
        for place in range(3, 9, 2):
            item = self._row.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setContentsMargins(px(6), 0, 0, 0)
        super().restyle()


class BulkBar(Themed, QFrame):
    """The ink bar from two ticked rows on: what can be done with all of them."""

    escalate = Signal()
    copy = Signal()
    clear = Signal()

    def __init__(self, register: str, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bulk")
        self._register = register
        self._count = Label("", "body", "on_accent", weight=600)
        self._escalate = Button(text("register.bulk_escalate"), "onink", "arrow-up-from-line")
        self._copy = Button(text("register.bulk_copy"), "onink", "copy")
        self._clear = Button(text("register.bulk_clear"), "onink", "x")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._count)
        self._row.addSpacing(px(8))
        for button in (self._escalate, self._copy, self._clear):
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._hint = ElidedLabel(text("register.bulk_hint"), "label", "on_accent", weight=500)
        self._row.addWidget(self._hint)
        self._escalate.setVisible(register == "obstacles" and writable)
        self._escalate.clicked.connect(self.escalate)
        self._copy.clicked.connect(self.copy)
        self._clear.clicked.connect(self.clear)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def show_count(self, number: int) -> None:
        """How many rows are ticked."""
        self._count.setText(text(f"register.ticked_{self._register}", n=number))

    def restyle(self) -> None:
        self.setFixedHeight(px(48))
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(8))
        super().restyle()
