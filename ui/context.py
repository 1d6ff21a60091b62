"""What a page is given: the open record and the doors of the window. Pages know each other only by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.tasks import Runner, Task, Work

if TYPE_CHECKING:
    from workbench.records.changes import ChangeSet, ChangeSummary
    from workbench.services.registers import Registers
    from workbench.services.workbench import Outcome, Workbench
    from workbench.storage.cipher import Secret


class Events(QObject):
    """Sent once per commit, undo and redo, and when the day changes; pages refresh from it."""

    changed = Signal(object)  # ChangeSummary
    day_changed = Signal()


class Shell(Protocol):
    """The window as pages see it."""

    def go(self, page: str, **params: Any) -> None:
        """Show a page: today, agreements, obstacles, escalations, answers, import, round, print, escalate, answer,
        settings. Params are the page's own (`uid`, `view`, `obstacles`, `register`, `files`…)."""

    def search(self, words: str) -> None:
        """Look for words in every register, in the field at the top of the window."""

    def toast(self, words: str, action: str = "", act: Any = None) -> None:
        """A short notice with an optional action."""

    def show_error(self, error: BaseException) -> None:
        """The one place where an error reaches the officer: what happened, nothing changed, what to do."""

    def ask(self, question: str, detail: str, actions: list[tuple[str, str]], answered: Any) -> None:
        """A question with named buttons [(key, words)], the first is the safe default; `answered(key)`."""

    def pick_files(self, kind: str, picked: Any) -> None:
        """Choose files to open (`import`, `attachment`, `record`); `picked(list[Path])`."""

    def pick_target(self, suggested: str, suffix: str, picked: Any) -> None:
        """Choose where to save; `picked(Path)`."""

    def pick_folder(self, picked: Any) -> None:
        """Choose a folder to read from or to write into; `picked(Path)`."""

    def restore(self, copy: Path, secrets: Sequence[Secret] = ()) -> None:
        """Close the record, put a copy in its place and open it again. `secrets` open an encrypted copy."""

    def protect(self, wanted: Any) -> None:
        """Close the record, set, change or remove its passphrase as `wanted`, and open it again."""

    def watch_idleness(self) -> None:
        """After how long the window locks was set anew."""

    def set_page_title(self, title: str, note: str = "") -> None:
        """Not the page heading but the part shown in the window's title bar."""


@dataclass
class Context:
    """Handed to every page."""

    workbench: Workbench
    registers: Registers
    runner: Runner
    events: Events
    shell: Shell
    path: Path
    kept: dict[str, Any] = field(default_factory=dict)  # work in hand, for a page that is built anew
    drafts: Path | None = None  # folder on this computer for what is half entered; None keeps nothing
    reader: Runner | None = None  # for lists, which must not wait for long work
    hearer: QObject | None = None  # the sheet that asks, which may close before it is answered
    running: set[Task] = field(default_factory=set)  # what was asked for by these doors and is not told yet

    def of(self, hearer: QObject | None = None) -> Context:
        """The same doors for one page, or for a sheet: results are told to it only while it is there."""
        return replace(self, hearer=hearer, running=set())

    def commit(self, act: ChangeSet) -> Outcome:
        """Write an act and tell every page; errors are raised to the caller."""
        outcome = self.workbench.commit(act)
        self.tell(outcome.summary)
        return outcome

    def tell(self, summary: ChangeSummary) -> None:
        """Tell every page what changed."""
        self.events.changed.emit(summary)

    def run(self, work: Work, failed: Callable[[Exception], object] | None = None) -> Task:
        """A task whose failure is shown by the shell, unless `failed` hears of it; connect `done`, then `start()`."""
        return self._told(self.runner.submit(work), failed)

    def read(self, work: Work) -> Task:
        """As `run`, for short readings of what is on the screen: they do not wait behind an import or a print."""
        return self._told((self.reader or self.runner).submit(work))

    def _told(self, task: Task, failed: Callable[[Exception], object] | None = None) -> Task:
        hearer = self.hearer
        if hearer is not None:
            task.heard = lambda: isValid(hearer)
        task.failed.connect(failed or self.shell.show_error)
        self.running.add(task)
        task.finished.connect(lambda: self.running.discard(task))
        return task

    def when_told(self, then: Callable[[], object]) -> None:
        """Do something once nothing of what was asked for is outstanding, at once if nothing is."""
        for task in self.running:
            task.finished.connect(lambda: self.when_told(then))
            return
        then()


class Page(QWidget):
    """One page of the window. Built on first visit, kept afterwards."""

    key = ""
    nav = ""  # which entry of the rail is lit

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def open(self, **params: Any) -> None:
        """Called on every visit with the page's own parameters."""

    def state(self) -> dict[str, Any]:
        """Parameters that bring the page back as it is (for Back)."""
        return {}

    def undo_names(self) -> dict[str, str]:
        """What `undo` and `redo` take back and do again on this page, in words; empty where they are the record's."""
        return {}

    def may_leave(self) -> bool:
        """False while something half-entered would be lost; the page then asks by itself."""
        return True

    def closing(self) -> None:
        """Called once before the record is closed, when no work runs any more: keep what is half done."""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes when the page opens."""
        return None
