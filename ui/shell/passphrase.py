"""Passphrases in the window: asking for one to open a file, and for a new one to encrypt it under.

What is typed is used at once and never kept; how often it is wrong is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.context import Context
from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.fields import Field, LineEdit
from ui.widgets.paragraph import Paragraph
from workbench.errors import PassphraseNeeded
from workbench.messages import text
from workbench.progress import Progress
from workbench.services.protecting import is_weak
from workbench.storage.cipher import Key, Secret, key_for

Mode = Literal["set", "change", "remove"]


@dataclass(frozen=True)
class Wanted:
    """A passphrase to be set (empty: taken away), and whether the copies follow."""

    passphrase: str
    with_copies: bool

    def __repr__(self) -> str:
        return "Wanted(…)"


class PassphraseEdit(LineEdit):
    """An input whose letters are hidden until the eye at its end is pressed."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.eye = self.add_trailing_icon("eye", text("vault.show"))
        self.eye.triggered.connect(self._turn)

    def _turn(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)


def foot(sheet: Sheet, words: str, cancel: str, submit: Callable[[], object]) -> Button:
    """The row of buttons of a sheet, Enter being the main one; the main button."""
    away, main = Button(cancel, "secondary"), Button(words, "primary")
    away.setAutoDefault(False)
    main.setDefault(True)
    away.clicked.connect(sheet.reject)
    main.clicked.connect(submit)
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addStretch(1)
    row.addWidget(away)
    row.addWidget(main)
    sheet.body.addSpacing(px(4))
    sheet.body.addStretch(1)
    sheet.body.addLayout(row)
    return main


class UnlockSheet(Sheet):
    """Asks for the passphrase of a file until it is right or given up. `unlocked(key)`."""

    unlocked = Signal(object)

    def __init__(self, path: Path, over: QWidget | None) -> None:
        super().__init__(text("vault.open_title"), over)
        self._path = path
        self.edit = PassphraseEdit(text("vault.ask"))
        self.field = Field(text("vault.ask"), self.edit)
        self.body.addWidget(Paragraph(text("vault.open_title"), "section"))
        self.body.addWidget(Paragraph(text("vault.passphrase_needed", file=path.name), "body", "text2"))
        self.body.addWidget(self.field)
        self.button = foot(self, text("vault.open"), text("vault.cancel"), self._try)
        self.edit.setFocus()

    def _try(self) -> None:
        typed = self.edit.text()
        if not typed:
            self.field.set_error(text("vault.enter_first"))
            return
        try:
            key = key_for(self._path, [typed])
        except PassphraseNeeded:
            self.field.set_error(text("vault.wrong"))
            self.edit.selectAll()
            self.edit.setFocus()
            self.adjustSize()
            return
        self.edit.clear()
        self.accept()
        self.unlocked.emit(key)


class ProtectSheet(Sheet):
    """Asks for what is needed to set, change or remove the passphrase of the open record. `wanted(Wanted)`."""

    wanted = Signal(object)

    def __init__(self, mode: Mode, key: Key | None, over: QWidget | None) -> None:
        super().__init__(text(f"vault.{mode}_title"), over, 560)
        self._mode, self._key = mode, key
        self.present, self.new, self.again = (
            PassphraseEdit(text(f"vault.{name}")) for name in ("present", "new", "again")
        )
        self.fields = {
            name: Field(text(f"vault.{name}"), edit)
            for name, edit in (("present", self.present), ("new", self.new), ("again", self.again))
        }
        copies = "vault.with_copies_removed" if mode == "remove" else "vault.with_copies"
        self.copies = CheckBox(text(copies), checked=True)
        self._lay_out()
        self.new.textChanged.connect(self._hint)
        (self.new if mode == "set" else self.present).setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(Paragraph(text(f"vault.{self._mode}_title"), "section"))
        detail = "vault.remove_detail" if self._mode == "remove" else "vault.limits"
        self.body.addWidget(Paragraph(text(detail), "body", "text2"))
        asked = {"set": ("new", "again"), "change": ("present", "new", "again"), "remove": ("present",)}
        for name, field in self.fields.items():
            if name in asked[self._mode]:
                self.body.addWidget(field)
            else:
                field.setParent(self)
                field.hide()
        self.body.addWidget(self.copies)
        cancel = text("vault.keep" if self._mode == "remove" else "vault.cancel")
        self.button = foot(self, text(f"vault.do_{self._mode}"), cancel, self._try)

    def _hint(self, typed: str) -> None:
        words = "" if not typed else text("vault.weak") if is_weak(typed) else text("vault.strong")
        self.fields["new"].set_error("")
        self.fields["new"].set_hint(words)
        self.adjustSize()

    def _problem(self) -> tuple[str, str]:
        """The field that is not right and why; two empty texts when all is."""
        if self._mode != "set":
            if not self.present.text():
                return "present", text("vault.enter_first")
            if self._key is not None and not self._key.is_of(self.present.text()):
                return "present", text("vault.wrong")
        if self._mode != "remove":
            if not self.new.text():
                return "new", text("vault.enter_first")
            if self.new.text() != self.again.text():
                return "again", text("vault.not_same")
        return "", ""

    def _try(self) -> None:
        where, words = self._problem()
        for name, field in self.fields.items():
            field.set_error(words if name == where else "")
        if where:
            self.fields[where].editor.setFocus()
            self.adjustSize()
            return
        wanted = Wanted("" if self._mode == "remove" else self.new.text(), self.copies.isChecked())
        for edit in (self.present, self.new, self.again):
            edit.clear()
        self.accept()
        self.wanted.emit(wanted)


def copies_words(done: tuple[int, Sequence[str]]) -> tuple[str, str]:
    """Kind and words of the banner that says how many copies follow the record, and which could not."""
    count, left_over = done
    words = text("vault.copies_done", n=count)
    if not left_over:
        return "success", words
    return "warn", f"{words} {text('vault.copies_left', n=len(left_over), names=', '.join(left_over))}"


def run_unlocked(
    context: Context,
    over: QWidget,
    work: Callable[[Sequence[Secret], Progress], Any],
    done: Callable[[Any, Sequence[Secret]], object],
    secrets: Sequence[Secret] = (),
) -> None:
    """Run work that may meet an encrypted file: its passphrase is asked for, and the work begun again with it.

    `done(result, secrets)` is told which ones it took.
    """

    def failed(error: BaseException) -> None:
        if not isinstance(error, PassphraseNeeded):
            context.shell.show_error(error)
            return
        sheet = UnlockSheet(error.path, over.window())
        sheet.unlocked.connect(lambda key: run_unlocked(context, over, work, done, [*secrets, key]))
        sheet.open()

    task = context.run(lambda progress: work(secrets, progress), failed)
    task.done.connect(lambda result: done(result, secrets))
    task.start()
