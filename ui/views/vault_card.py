"""The card of passphrase and lock on the page of data and backup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.shell.passphrase import Mode, ProtectSheet
from ui.theme.metrics import px
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.choices import Switch
from ui.widgets.combo import Combo
from ui.widgets.labels import Label, Line
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.protecting import can_encrypt
from workbench.storage.machine import Memory

_MINUTES = (0, 2, 5, 10, 15, 30, 60)


class VaultCard(Card):
    """Whether the record is encrypted, with the switch for it, and after how long the window locks."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self._context = context
        key, writable = context.workbench.database.key, not context.workbench.database.read_only
        able = can_encrypt()
        self.switch = Switch(text("vault.title"), checked=key is not None)
        self.switch.setEnabled(writable and able)
        self.switch.clicked.connect(self._turn)
        self.change = LinkButton(text("vault.change"))
        self.change.setEnabled(writable)
        self.change.clicked.connect(lambda: self._ask("change"))
        self._memory = Memory(context.path)
        minutes = [(_minutes(n), n) for n in _MINUTES]
        self.minutes = Combo(minutes, self._memory.read().lock_minutes, text("vault.lock_title"))
        self.minutes.setEnabled(key is not None)
        self.minutes.activated.connect(self._set_minutes)
        state = "state_on" if key else "state_off" if able else "state_missing"
        right = QHBoxLayout()
        right.setSpacing(px(16))
        if key is not None:
            right.addWidget(self.change)
        else:
            self.change.setParent(self)
            self.change.hide()
        right.addWidget(self.switch)
        self.body.addLayout(_row("vault.title", f"vault.{state}", right, self.switch))
        self.body.addWidget(Line())
        lock = QHBoxLayout()
        lock.addWidget(self.minutes)
        detail = "vault.lock_detail" if key else "vault.lock_needs"
        self.body.addLayout(_row("vault.lock_title", detail, lock, self.minutes))

    def _turn(self, on: bool) -> None:
        self.switch.setChecked(not on)  # it shows what is, not what is asked for
        self._ask("set" if on else "remove")

    def _ask(self, mode: Mode) -> None:
        sheet = ProtectSheet(mode, self._context.workbench.database.key, self.window())
        sheet.wanted.connect(self._context.shell.protect)
        sheet.open()

    def _set_minutes(self) -> None:
        self._memory.change(lock_minutes=int(self.minutes.currentData()))
        self._context.shell.watch_idleness()


def _minutes(count: int) -> str:
    return text("vault.lock_minutes", n=count) if count else text("vault.lock_never")


def _row(title: str, detail: str, right: QHBoxLayout, buddy: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(16))
    words = QVBoxLayout()
    words.setSpacing(px(2))
    label = Label(text(title), "body", weight=500)
    label.setBuddy(buddy)
    words.addWidget(label)
    words.addWidget(Paragraph(text(detail), "label", "text2", weight=400))
    row.addLayout(words, 1)
    row.addLayout(right)
    row.setAlignment(right, Qt.AlignmentFlag.AlignVCenter)
    return row
