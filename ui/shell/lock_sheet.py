"""The sheet over a locked window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from ui.shell.dialogs import Sheet
from ui.shell.passphrase import PassphraseEdit
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.storage.cipher import Key


class LockSheet(Sheet):
    """Asks for the passphrase of the open record; nothing else closes it. `unlocked` once it is right."""

    unlocked = Signal()

    def __init__(self, key: Key, file: str, over: QWidget) -> None:
        super().__init__(text("vault.locked_title"), over, 400)
        self._key, self._open = key, False
        self.edit = PassphraseEdit(text("vault.ask"))
        self.field = Field(text("vault.ask"), self.edit)
        self.button = Button(text("vault.unlock"), "primary", "lock-open")
        self.button.setDefault(True)
        self.button.clicked.connect(self._try)
        self.body.addWidget(Paragraph(text("vault.locked_title"), "section"))
        self.body.addWidget(Paragraph(text("vault.locked_detail", file=file), "body", "text2"))
        self.body.addWidget(self.field)
        self.body.addWidget(self.button)
        self.edit.setFocus()

    def _try(self) -> None:
        typed = self.edit.text()
        self.edit.clear()
        if not self._key.is_of(typed):
            self.field.set_error(text("vault.wrong") if typed else text("vault.enter_first"))
            self.edit.setFocus()
            self.adjustSize()
            return
        self._open = True
        self.accept()
        self.unlocked.emit()

    def reject(self) -> None:
        """Esc does nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._open)
