"""What is done with the list of files: adding, pasting, taking up an earlier import, reading on, taking away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ui.context import Context
from ui.shell.drop import files_of
from ui.views.import_flow.driver import Driver
from ui.views.import_flow.files_step import FilesStep, clipboard_table
from ui.views.import_flow.flow import FILES, FileEntry, Flow
from workbench.disk import is_file
from workbench.messages import text
from workbench.services.importing.waiting import Waiting, inbox
from workbench.services.receiving import files_in
from workbench.storage.repository import Repository


class FileActs(QObject):
    """`list_wanted`: the list is to be shown. `ready(entry)`: a file that came alone is read and can be opened.
    `changed`: the list is another; `removed` when a file was taken away."""

    list_wanted = Signal()
    ready = Signal(object)
    changed = Signal()
    removed = Signal()

    def __init__(self, context: Context, flow: Flow, driver: Driver, step: FilesStep) -> None:
        super().__init__(step)
        self._context, self._flow, self._driver, self._step = context, flow, driver, step
        self._alone = False  # whether what is being added came alone
        self._lone: FileEntry | None = None  # a file that came alone is opened as soon as it is read
        self._waiting: tuple[Waiting, ...] = ()
        self._to_inbox = False  # whether the keyboard goes to what waits as soon as it is listed
        self._senders: dict[str, str] = {}
        step.picked.connect(lambda: context.shell.pick_files("import", self.add))
        step.pasted.connect(self.paste)
        step.retried.connect(driver.read_again)
        step.removed.connect(self._remove)
        step.stopped.connect(driver.stop)
        step.resumed.connect(self.take_up)
        step.dismissed.connect(self.dismiss)
        driver.listed.connect(self.show)
        driver.progressed.connect(self._progressed)
        driver.understood.connect(self._understood)
        driver.aside.connect(self._aside)
        driver.doubled.connect(self._doubled)
        driver.dismissed.connect(self._dismissed)

    def show(self) -> None:
        """Show the list as it stands, and how far reading is."""
        self._step.show_files(self._flow)
        if self._driver.reading is None:
            self._step.end_progress()
        else:
            self._step.show_progress(self._flow, self._driver.reading)
        self._show_inbox()
        self.changed.emit()

    def show_waiting(self) -> None:
        """Look into the inbox and show what waits there."""
        workbench = self._context.workbench

        def done(found: tuple[tuple[Waiting, ...], dict[str, str]]) -> None:
            self._waiting, self._senders = found
            self._show_inbox()

        task = self._context.run(lambda _: (inbox(workbench.repository), sender_names(workbench.repository)))
        task.done.connect(done)
        task.start()

    def _show_inbox(self) -> None:
        """What waits but for what is on the list already."""
        listed = self._flow.batches() | {entry.source.key for entry in self._flow.entries}
        self._step.show_waiting([one for one in self._waiting if one.batch not in listed], self._senders)
        if self._to_inbox and self._step.waiting_rows and self._step.isVisible():
            self._to_inbox = False
            self._step.waiting_rows[0].act.setFocus()

    def take(self, paths: list[Path]) -> None:
        """List files, and of folders what lies in them."""
        if all(is_file(path) for path in paths):
            self.add(paths)
            return
        task = self._context.run(lambda _: files_in(paths))
        task.done.connect(self.add)
        task.start()

    def add(self, paths: list[Path]) -> None:
        """List files and read them."""
        self._expect(len(paths))
        added = self._driver.add_files(paths)
        self._added(added)
        if not added:
            self._context.shell.toast(text("importflow.listed_already"))

    def paste(self) -> None:
        """Take the table on the clipboard, or the files copied there."""
        data = QGuiApplication.clipboard().mimeData()
        files = files_of(data) if data is not None else []
        if files:
            self.take(files)
            return
        html, words = clipboard_table()
        if not html and not words.strip():
            self._context.shell.toast(text("importflow.nothing_copied"))
            return
        self._expect(1)
        self._added(self._driver.add_pasted(html, words))

    def take_up(self, batch: str) -> None:
        """Go on with an import that left rows undecided, from the file kept with it."""
        self._expect(1)
        self._added(self._driver.add_kept(batch))

    def clear(self) -> None:
        """Take every file off the list."""
        for entry in list(self._flow.entries):
            self._driver.remove(entry)
        self.removed.emit()

    def dismiss(self, one: Waiting) -> None:
        """Take an import out of the inbox; ask first when decisions or corrections would be lost with it."""
        if not one.decisions and not one.corrected:
            self._driver.dismiss(one.batch, one.file)
            return
        lost = text("inbox.lost_decisions", n=one.decisions) if one.decisions else text("inbox.lost_corrections")
        detail = " ".join(filter(None, (lost, text("inbox.written_stay") if one.started else "")))
        actions = [("keep", text("inbox.keep_waiting")), ("drop", text("inbox.dismiss"))]
        self._context.shell.ask(
            text("inbox.dismiss_question", file=one.file), detail, actions,
            lambda key: self._driver.dismiss(one.batch, one.file) if key == "drop" else None,
        )  # fmt: skip

    def _dismissed(self, file: str) -> None:
        self.show_waiting()
        self._context.shell.toast(text("inbox.dismissed", file=file))

    def _aside(self, entry: FileEntry) -> None:
        """A file waits in the inbox now: the list shows it, and the keyboard goes there."""
        self._to_inbox = True
        self.show_waiting()
        self.removed.emit()
        self.show()
        self._context.shell.toast(text("importflow.put_off", file=entry.name))

    def _doubled(self, entry: FileEntry) -> None:
        self.show()
        self._context.shell.toast(text("importflow.listed_already"))

    def _expect(self, number: int) -> None:
        self._alone = number == 1
        self.list_wanted.emit()

    def _added(self, added: list[FileEntry]) -> None:
        if not self._alone or len(added) != 1:
            return
        if added[0].readable:
            self.ready.emit(added[0])
        elif added[0].stage in ("waiting", "reading"):
            self._lone = added[0]

    def _understood(self, entry: FileEntry) -> None:
        self.show()
        if entry is self._lone:
            self._lone = None
            if self._flow.step == FILES:
                self.ready.emit(entry)

    def _remove(self, entry: FileEntry) -> None:
        """Take a file off the list; what was corrected or decided on it can be kept in the inbox."""
        if not entry.worked_on or self._context.workbench.database.read_only:
            self._take_off(entry)
            return
        keys = (("stay", "inbox.stay"), ("drop", "inbox.drop_work"), ("later", "importflow.later"))
        acts = {"drop": self._take_off, "later": self._driver.put_off}
        question, detail = text("inbox.remove_question", file=entry.name), text("inbox.remove_detail")
        actions = [(key, text(words)) for key, words in keys]
        self._context.shell.ask(question, detail, actions, lambda key: acts[key](entry) if key in acts else None)

    def _take_off(self, entry: FileEntry) -> None:
        self._driver.remove(entry)
        self.removed.emit()

    def _progressed(self, done: int, total: int, key: str) -> None:
        if self._driver.reading is not None:
            self._step.show_progress(self._flow, self._driver.reading, text(key) if key else "")


def sender_names(repository: Repository) -> dict[str, str]:
    """Names of localities by id."""
    return {record.uid: record.values.name for record in repository.all("locality")}
