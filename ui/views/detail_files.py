"""The tab of documents and files: papers that belong to the record, and files kept with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.shell.shown_files import shown_folder
from ui.shell.taking_back import take_back
from ui.theme.metrics import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card
from ui.widgets.labels import ElidedLabel, Label, SectionLabel
from workbench.disk import safe_name
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.record import Ref
from workbench.services.attaching import KeptFile, attach, detach, open_copy, save_copy
from workbench.values.dates import format_date
from workbench.values.figures import format_number

if TYPE_CHECKING:
    from workbench.services.details import Detail


class FilesPart(QWidget):
    """Files of one record with what can be done with each."""

    def __init__(self, found: Detail, context: Context) -> None:
        super().__init__()
        self._ref, self._context = found.ref, context
        self._locked = context.workbench.database.read_only
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(SectionLabel(text("detail.files")))
        head.addStretch(1)
        self.add = Button(text("detail.add_files"), icon="paperclip", small=True)
        self.add.clicked.connect(lambda: pick_and_attach(context, found.ref))
        self.add.setVisible(not self._locked)
        head.addWidget(self.add)
        column.addLayout(head)
        self.rows = [FileRow(file, self._locked) for file in found.files]
        for row in self.rows:
            row.open_wanted.connect(lambda file: self._guarded(lambda: self._open(file)))
            row.save_wanted.connect(self._save)
            row.remove_wanted.connect(lambda file: self._write(detach(context.workbench, file.uid)))
            column.addWidget(row)
        if not self.rows:
            column.addWidget(Label(text("detail.no_files"), "label", "text2", weight=400))

    def _open(self, file: KeptFile) -> None:
        target = open_copy(self._context.workbench, file, shown_folder())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _save(self, file: KeptFile) -> None:
        name = safe_name(file.name)

        def picked(target: Path) -> None:
            def saved() -> None:
                save_copy(self._context.workbench, file, target)
                self._context.shell.toast(text("detail.file_saved", file=target.name))

            self._guarded(saved)

        self._context.shell.pick_target(name, Path(name).suffix, picked)

    def _write(self, act: ChangeSet) -> None:
        write(self._context, act)

    def _guarded(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self._context.shell.show_error(error)


class FileRow(Card):
    """Name, size and date of a file; open, save as, take off."""

    open_wanted = Signal(object)
    save_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, file: KeptFile, locked: bool) -> None:
        super().__init__(margin=8, gap=0)
        row = QHBoxLayout()
        row.setSpacing(px(4))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(file.name, "body", weight=500))
        words.addWidget(Label(_facts(file), "label", "text2", weight=400))
        row.addLayout(words, 1)
        acts = [("eye", "open_file", self.open_wanted)] if file.openable else []
        acts.append(("download", "save_file", self.save_wanted))
        if file.uid and not locked:
            acts.append(("x", "remove_file", self.remove_wanted))
        self.buttons: dict[str, IconButton] = {}
        for icon, key, signal in acts:
            button = IconButton(icon, text(f"detail.{key}", file=file.name))
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(file))
            self.buttons[key] = button
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)


def pick_and_attach(context: Context, ref: Ref) -> None:
    """Let the officer choose files and keep them with a record."""

    def picked(files: list[Path]) -> None:
        task = context.of().run(lambda _: attach(context.workbench, ref, files))  # written though its window be closed
        task.done.connect(lambda act: write(context, act))
        task.start()

    context.shell.pick_files("attachment", picked)


def write(context: Context, act: ChangeSet) -> None:
    """Write an act on files, with its undo offered."""
    try:
        outcome = context.commit(act)
    except UserError as error:
        context.shell.show_error(error)
        return
    number = outcome.act.number
    words = text(act.label.key, **act.label.params)
    context.shell.toast(words, text("detail.undo"), lambda: take_back(context, number))


def _facts(file: KeptFile) -> str:
    from datetime import date

    parts = [_size(file.size)] if file.size is not None else []
    if file.added:
        parts.append(text("detail.file_added", day=format_date(date.fromisoformat(file.added))))
    return " · ".join(parts) or text("detail.file_scan")


def _size(size: int) -> str:
    if size >= 1_048_576:
        return f"{format_number(size / 1_048_576, 1)} MB"
    return f"{format_number(max(1, round(size / 1024)))} KB"
