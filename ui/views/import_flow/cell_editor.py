"""A cell of the submission put right by hand: what the file says, what it may mean, what it shall say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.cards import PopupCard
from ui.widgets.combo import SeekEdit
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import Pill
from workbench.messages import text

WIDTH = 340


class CellEditor(PopupCard):
    """`accepted(words)` with what the cell shall say; `given_back` when it shall be as in the file."""

    accepted = Signal(str)
    given_back = Signal()

    def __init__(
        self,
        title: str,
        in_file: str,
        now: str,
        options: Sequence[str] = (),
        names: Sequence[str] = (),
        corrected: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedWidth(px(WIDTH))
        self.body.setSpacing(px(6))
        self.body.addWidget(Label(title, "body", weight=600))
        shown = text("importflow.file_says", value=in_file or text("importflow.empty"))
        self.body.addWidget(Paragraph(shown, "label", "text2", weight=400, max_lines=3))
        self.edit = SeekEdit([(name, name) for name in names], name=title, free=True)
        self.edit.setText(now)
        self.edit.selectAll()
        self.body.addWidget(self.edit)
        self.pills: list[Pill] = []
        for option in options:
            pill = Pill(option)
            pill.clicked.connect(lambda _=False, option=option: self._take(option))
            self.pills.append(pill)
            self.body.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        self.apply = Button(text("importflow.apply"), "primary", small=True)
        self.apply.clicked.connect(lambda: self._take(self.edit.text()))
        row.addWidget(self.apply)
        self.back = Button(text("importflow.as_in_file"), "quiet", small=True)
        self.back.clicked.connect(self._give_back)
        row.addWidget(self.back)
        row.addStretch(1)
        self.body.addLayout(row)
        self.back.setVisible(corrected)

    def show_at(self, where: QPoint) -> None:
        """Show at a place of the screen, moved so that all of it is in sight; the keyboard goes to the input."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = max(screen.left(), min(where.x(), screen.right() - self.width()))
        y = max(screen.top(), min(where.y(), screen.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.edit.text())
            return
        super().keyPressEvent(event)

    def _take(self, words: str) -> None:
        self.accepted.emit(words.strip())
        self.close()

    def _give_back(self) -> None:
        self.given_back.emit()
        self.close()
