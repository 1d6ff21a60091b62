"""The head of a page: title, a note beside it, and its acts at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import HEIGHT_HEADER, PAGE_MARGIN
from ui.widgets.base import Themed
from ui.widgets.labels import ElidedLabel, Label


class PageHeader(Themed, QWidget):
    """56 px: `beside` holds what stands next to the title, `acts` the buttons."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, "title")
        self._note = ElidedLabel(note, "body", "text2", tabular=True)
        self.beside = QHBoxLayout()
        self.acts = QHBoxLayout()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note, 1)
        self._row.addLayout(self.beside)
        self._row.addStretch(0)
        self._row.addLayout(self.acts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def title(self) -> str:
        """The title."""
        return self._title.text()

    def set_note(self, note: str) -> None:
        """Change the words beside the title."""
        self._note.setText(note)

    def note(self) -> str:
        """The words beside the title."""
        return self._note.text()

    def room(self) -> int:
        """px that title and acts leave for what stands beside the title."""
        taken = self._title.sizeHint().width() + self.acts.sizeHint().width() + 3 * self._row.spacing()
        return self.width() - 2 * px(PAGE_MARGIN) - taken

    def show_note(self, on: bool) -> None:
        """Show or hide the note; the room goes to what stands beside the title."""
        self._note.setVisible(on)
        self._row.setStretch(3, 0 if on else 1)

    def restyle(self) -> None:
        self.setFixedHeight(px(HEIGHT_HEADER))
        self._row.setContentsMargins(px(PAGE_MARGIN), 0, px(PAGE_MARGIN), 0)
        self._row.setSpacing(px(10))
        self.acts.setSpacing(px(8))
        super().restyle()
