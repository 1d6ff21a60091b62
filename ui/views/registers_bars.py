"""The line under a register's table: how many rows, which keys; with several rows ticked, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, Label, Line
from workbench.messages import text

_ICONS = {
    "escalate": "arrow-up-from-line",
    "status": "pencil",
    "course": "pencil",
    "assessment": "pencil",
    "due": "calendar",
    "officer": "user",
    "print": "printer",
    "export": "file-spreadsheet",
    "copy": "copy",
    "clear": "x",
}
_LEAST_TOLD = 160  # design px of what is told that must be seen; the tool tip has all of it


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

    def show_count(self, chosen: int, listed: int, total: int, *, more: bool = False) -> None:
        """“1 đang chọn · 41 / 67 bản ghi”; `more`: not all that are listed are counted yet."""
        key = "register.count_more" if more else "register.count"
        self._count.setText(text(key, chosen=chosen, listed=listed, total=total))

    def say(self, words: str) -> None:
        """Say something else, until rows are counted again."""
        self._count.setText(words)

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
    change = Signal(str)  # status, course, assessment, due or officer
    print_rows = Signal()
    export = Signal()
    copy = Signal()
    clear = Signal()

    def __init__(self, register: str, changes: Sequence[str], parent: QWidget | None = None) -> None:
        """`changes`: which of escalate, status, course, assessment, due, officer there are."""
        super().__init__(parent)
        self.setObjectName("bulk")
        self._register = register
        self._count = Label("", "body", "on_accent", weight=600)
        self.buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._count)
        self._row.addSpacing(px(8))
        for key in (*changes, "print", "export", "copy", "clear"):
            button = Button(text(f"register.bulk_{key}"), "onink", _ICONS[key])
            button.setToolTip(text(f"register.bulk_{key}"))
            button.setAccessibleName(text(f"register.bulk_{key}"))
            button.clicked.connect(self._doing(key))
            self._row.addWidget(button)
            self.buttons.append(button)
        self._row.addStretch(1)
        self._told = ""
        self._hint = ElidedLabel(text("register.bulk_hint"), "label", "on_accent", weight=500)
        self._row.addWidget(self._hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def _doing(self, key: str) -> Callable[[], object]:
        plain = {
            "escalate": self.escalate,
            "print": self.print_rows,
            "export": self.export,
            "copy": self.copy,
            "clear": self.clear,
        }
        return plain[key].emit if key in plain else lambda: self.change.emit(key)

    def say(self, words: str) -> None:
        """Tell what the ticked rows come to, where the hint stands otherwise."""
        self._told = words
        self._hint.setText(words or text("register.bulk_hint"))
        self._count.setToolTip(words)
        self._hint.setToolTip(words)
        self._fit()

    def told(self) -> str:
        """What is told of the ticked rows."""
        return self._told

    def show_count(self, number: int) -> None:
        """How many rows are ticked."""
        self._count.setText(text(f"register.ticked_{self._register}", n=number))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say what each button does as far as there is room; the last ones are the first to show their icon alone."""
        for button in self.buttons:
            button.setText(button.accessibleName())
        gap = self._row.spacing()
        room = self.width() - 2 * px(16) - self._count.sizeHint().width() - px(8) - 2 * gap
        for button in reversed(self.buttons):
            if sum(b.sizeHint().width() + gap for b in self.buttons) <= room:
                break
            button.setText("")
        for button in self.buttons:
            button.updateGeometry()
        used = sum(button.sizeHint().width() + gap for button in self.buttons)
        wanted = min(self._hint.sizeHint().width(), px(_LEAST_TOLD)) if self._told else self._hint.sizeHint().width()
        self._hint.setVisible(room - used >= wanted)

    def restyle(self) -> None:
        self.setFixedHeight(px(48))
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(8))
        super().restyle()
