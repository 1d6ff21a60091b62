"""The long steps of the import page in their order: read what waits, understand anew, compare, write, give back.

Holds the `Flow`; runs work through the context and says what became of it. Shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.context import Context
from ui.tasks import Task
from ui.views.import_flow import work
from ui.views.import_flow.flow import CHANGES, FileEntry, Flow, FromPath, KeptFile, Pasted
from ui.views.import_flow.keeping import Keeper
from workbench.exchange.recognised import Overrides
from workbench.messages import text
from workbench.progress import Silent
from workbench.records.record import Ref
from workbench.services.importing import inbox
from workbench.services.importing.session import ImportSession
from workbench.services.workbench import Outcome

if TYPE_CHECKING:
    from workbench.services.returning import Returned


class Driver(QObject):
    """`listed`: the list of files or the state of one of them changed. `understood(entry)`: read, or read anew.

    `planned(entry, moved)`: compared with the record; `moved` when it had been written to since the last time.
    `written(entry)`, `nothing(entry)` when there was nothing to write, `taken_back(entry)`.
    `busy(what)`: `comparing` or `writing` begins, an empty text when it has ended.
    `given_back(entry)`: the workbook for the sender is made, or refused. `aside(entry)`: it waits in the inbox now.
    `doubled(entry)`: it is on the list already. `dismissed(file)`: it does not wait any more.
    """

    listed = Signal()
    busy = Signal(str)
    progressed = Signal(int, int, str)
    understood = Signal(object)
    planned = Signal(object, bool)
    written = Signal(object)
    nothing = Signal(object)
    taken_back = Signal(object)
    given_back = Signal(object)
    aside = Signal(object)
    doubled = Signal(object)
    dismissed = Signal(str)

    def __init__(self, context: Context, flow: Flow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.flow = flow
        self._context = context
        self._session = ImportSession(context.registers)
        self.keeper = Keeper(context, self)
        self._reading: tuple[FileEntry, Task] | None = None
        self.comparing: FileEntry | None = None
        self.writing = False
        self._comparison: Task | None = None

    # the list of files

    def add_files(self, paths: Iterable[Path]) -> list[FileEntry]:
        """List files and begin to read them. Gives those that were not listed before."""
        made = [self.flow.add(path.name, FromPath(path)) for path in paths]
        return self._begin([entry for entry in made if entry])

    def add_pasted(self, html: str, words: str) -> list[FileEntry]:
        """List a table from the clipboard."""
        number = sum(isinstance(entry.source, Pasted) for entry in self.flow.entries) + 1
        made = self.flow.add(text("importflow.pasted_name", number=str(number)), Pasted(html, words))
        return self._begin([made] if made else [])

    def add_kept(self, batch: str) -> list[FileEntry]:
        """List the file of an earlier import that left rows undecided."""
        record = self._context.workbench.repository.get(Ref("import_batch", batch))
        if record is None:
            return []
        made = self.flow.add(record.values.file_name, KeptFile(batch))
        return self._begin([made] if made else [])

    def _begin(self, made: list[FileEntry]) -> list[FileEntry]:
        if made:
            self.listed.emit()
            self.read_next()
        return made

    def remove(self, entry: FileEntry) -> None:
        """Take a file off the list; reading of it stops."""
        if self._reading and self._reading[0] is entry:
            self._reading[1].cancel()
        self.flow.remove(entry)
        self.keeper.drop(entry)
        self.listed.emit()

    # reading

    @property
    def reading(self) -> FileEntry | None:
        """The file being read."""
        return self._reading[0] if self._reading else None

    def read_again(self, entry: FileEntry) -> None:
        """Try a file once more."""
        entry.stage, entry.problem = "waiting", ""
        self.listed.emit()
        self.read_next()

    def read_next(self) -> None:
        """Read the next file that waits, unless one is being read; rest when none does."""
        if self._reading is not None:
            return
        entry = self.flow.waiting()
        if entry is None:
            self._session.rest()
            return
        entry.stage = "reading"
        session = self._session
        task = self._context.run(lambda p: work.read(session, entry.source, entry.overrides, p))
        self._reading = (entry, task)
        task.progressed.connect(self.progressed)
        task.done.connect(lambda found: self._read(entry, found))
        task.failed.connect(lambda _: self._set(entry, "failed", text("importflow.read_failed")))
        task.cancelled.connect(lambda: self._set(entry, "stopped"))
        task.finished.connect(self._next)
        self.listed.emit()
        task.start()

    def _next(self) -> None:
        self._reading = None
        self.listed.emit()
        self.read_next()

    def _read(self, entry: FileEntry, found: work.Reading | work.Refused) -> None:
        if isinstance(found, work.Refused):
            self._set(entry, "failed", found.sentence)
            return
        entry.reading, entry.stage, entry.problem = found, "ready", ""
        if found.held is not None:
            kept = found.held
            if entry.overrides == Overrides():
                entry.overrides = kept.overrides
            entry.step = CHANGES if kept.decisions or kept.waiting.started else entry.step
            entry.go_back_to(kept.stand)
        if entry not in self.flow.entries:
            return
        if self.flow.same_bytes(entry) is not None:
            self.flow.remove(entry)
            self.doubled.emit(entry)
        else:
            self.keeper.began(entry)
            self.understood.emit(entry)

    def _set(self, entry: FileEntry, stage: str, problem: str = "") -> None:
        entry.stage, entry.problem = stage, problem  # type: ignore[assignment]

    def stop(self) -> None:
        """Stop reading: what was read stays, the rest is not read until asked for."""
        for entry in self.flow.entries:
            if entry.stage == "waiting":
                entry.stage = "stopped"
        if self._reading:
            self._reading[1].cancel()
        self.listed.emit()

    # the inbox

    def put_off(self, entry: FileEntry) -> None:
        """Keep a file in the inbox as far as it got, and take it off the list."""
        session = self._session

        def done(outcome: Outcome | None) -> None:
            if entry in self.flow.entries:
                self.flow.remove(entry)
            self.keeper.drop(entry)
            self.aside.emit(entry)
            if outcome is not None:
                self._context.tell(outcome.summary)

        task = self._context.run(lambda p: work.put_off(session, entry, p))
        task.done.connect(done)
        task.start()

    def keep_all(self) -> None:
        """The window closes: what was corrected or decided goes into the inbox, here and now."""
        if self._context.workbench.database.read_only:
            return
        for entry in [entry for entry in self.flow.entries if entry.worked_on]:
            work.put_off(self._session, entry, Silent())
            self.keeper.drop(entry)

    def dismiss(self, batch: str, file: str) -> None:
        """Take an import out of the inbox."""
        workbench = self._context.workbench

        def done(outcome: Outcome | None) -> None:
            if outcome is not None:
                self.dismissed.emit(file)
                self._context.tell(outcome.summary)

        task = self._context.run(lambda _: inbox.dismiss(workbench, batch))
        task.done.connect(done)
        task.start()

    # understanding anew

    def correct(self, entry: FileEntry, overrides: Overrides) -> None:
        """Understand a file with other corrections; of several asked for in a row the last ones count.

        A refusal leaves the former understanding and is told.
        """
        if entry.reading is None:
            return
        entry.wanted = overrides
        session, loaded = self._session, entry.reading.loaded
        task = self._context.run(lambda p: work.interpret(session, loaded, overrides, p))

        def done(found: work.Reading | work.Refused) -> None:
            if entry.wanted is not overrides:
                return
            entry.wanted = None
            if isinstance(found, work.Refused):
                self._context.shell.toast(found.sentence)
            else:
                entry.overrides, entry.reading = overrides, found
            if entry in self.flow.entries:
                self.keeper.touch(entry)
                self.understood.emit(entry)

        def failed(_: object) -> None:
            if entry.wanted is overrides:
                entry.wanted = None
                self.understood.emit(entry)

        task.done.connect(done)
        task.failed.connect(failed)
        self.keeper.touch(entry)
        task.start()

    # comparing and writing

    def compare(self, entry: FileEntry) -> None:
        """Make the plan, unless the one there is still fits."""
        head = self._context.workbench.journal.head()[0]
        if entry.plan_fits(head):
            self.planned.emit(entry, False)
            return
        if entry.reading is None or self.comparing is entry or entry.wanted is not None:
            return  # one that is being understood anew is compared as soon as it is
        moved = entry.plan is not None and entry.plan_overrides == entry.overrides and entry.plan_head != head
        self.comparing = entry
        self.busy.emit("comparing")
        session, reading, overrides, before = self._session, entry.reading, entry.overrides, entry.plan
        task = self._context.run(lambda p: work.compare(session, reading, overrides, before, p))

        def done(found: work.Compared) -> None:
            entry.plan, entry.plan_head, entry.plan_overrides = found.plan, found.head, overrides
            entry.alone = found.alone
            entry.asked_again = found.asked_again
            entry.last = found.last or entry.last
            self.comparing = None
            self.planned.emit(entry, moved)

        task.done.connect(done)
        task.finished.connect(self._compared)
        self._comparison = task
        task.start()

    def stop_comparing(self) -> None:
        """Give up comparing; nothing was changed by it."""
        if self._comparison is not None:
            self._comparison.cancel()

    def _compared(self) -> None:
        self.comparing = self._comparison = None
        self.busy.emit("")

    def write(self, entry: FileEntry) -> None:
        """Commit the plan as shown. Where the record moved on meanwhile, it is made anew instead."""
        if entry.plan is None or self.writing:
            return
        if entry.plan_overrides != entry.said:
            self.compare(entry)
            return
        self.writing = True
        self.busy.emit("writing")
        session, plan, head = self._session, entry.plan, entry.plan_head
        task = self._context.run(lambda _: work.write(session, plan, head))

        def done(found: work.Written | work.MovedOn | None) -> None:
            self.writing = False
            if isinstance(found, work.MovedOn):
                self.compare(entry)
            elif found is None:
                self.nothing.emit(entry)
            else:
                entry.written, entry.stage, entry.plan = found, "done", None
                entry.alone, entry.decided = None, False
                self.keeper.drop(entry)
                self.written.emit(entry)
                self._context.tell(found.summary)

        task.done.connect(done)
        task.finished.connect(self._wrote)
        task.start()

    def _wrote(self) -> None:
        self.writing = False
        self.busy.emit("")

    # giving back

    def give_back(self, entry: FileEntry) -> None:
        """Make the workbook that goes back to the sender, once for each writing."""
        if entry.reading is None or entry.written is None:
            return
        written, loaded, workbench = entry.written, entry.reading.loaded, self._context.workbench
        if entry.returned is not None and entry.returned[0] == written.number:
            self.given_back.emit(entry)
            return
        task = self._context.run(lambda _: work.give_back(workbench, loaded, written.plan))

        def done(found: Returned | work.Refused) -> None:
            entry.returned = (written.number, found)
            self.given_back.emit(entry)

        task.done.connect(done)
        task.start()

    # taking back

    def look_back(self) -> None:
        """Find out which written imports were taken back, or done again, from elsewhere (Ctrl+Z)."""
        entries = [entry for entry in self.flow.entries if entry.written]
        if not entries:
            return
        session = self._session
        numbers = [entry.written.number for entry in entries if entry.written]
        task = self._context.run(lambda _: [work.is_undone(session, number) for number in numbers])

        def done(found: list[bool]) -> None:
            for entry, undone in zip(entries, found, strict=True):
                if entry.written and entry.written.undone != undone:
                    entry.written = replace(entry.written, undone=undone)
                    entry.stage = "undone" if undone else "done"
                    entry.forget_plan()
                    self.taken_back.emit(entry)

        task.done.connect(done)
        task.start()
