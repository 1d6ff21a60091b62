"""The frame of the window: menus, navigation, pages, status line; the `Shell` that pages speak to.

Shows and moves; knows no register and writes nothing itself but undo and redo. The frame needs nothing of the record
and little of the program: it is on the screen before either is read, and `take` then makes it a window on a record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ui.commands import Commanded, Commands, Handlers
from ui.preferences import PreferenceBook
from ui.shell import nav, sizes
from ui.shell.header import Corner, TopBar
from ui.shell.history import History, Place
from ui.shell.pages import PageStack
from ui.shell.status import StatusLine
from ui.shell.titles import council_words, is_sample, window_title
from ui.theme.metrics import px
from ui.widgets.nav_rail import NavRail
from workbench.clock import Clock
from workbench.disk import safe_name
from workbench.errors import Cancelled
from workbench.messages import text
from workbench.values.periods import reporting_period

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from ui.ask import Asker
    from ui.context import Context
    from ui.shell.drop import DropHint
    from ui.shell.finding import Findings, Found
    from ui.shell.lock import Lock
    from ui.shell.nav_counts import Counts
    from ui.shell.passphrase import Wanted
    from ui.shell.window_commands import WindowCommands
    from ui.tasks import Runner, Task
    from ui.widgets.banner import Banner
    from ui.widgets.toast import Toaster
    from workbench.progress import Progress
    from workbench.services.workbench import Workbench
    from workbench.storage.cipher import Secret

START = "today"  # the page that a window opens on


class MainWindow(QMainWindow):
    """One open record. `closed` when it is done with; `record_wanted(path)` to open another (None: a new one)."""

    closed = Signal()
    record_wanted = Signal(object)
    restore_wanted = Signal(object, object)  # path of the copy, secrets that open it
    protect_wanted = Signal(object)  # what is to become of the passphrase

    context: Context
    lock: Lock
    window_commands: WindowCommands
    asker: Asker
    banner: Banner
    toaster: Toaster
    drop_hint: DropHint

    def __init__(
        self,
        workbench: Workbench,
        path: Path,
        runner: Runner,
        book: PreferenceBook,
        asker: Asker | None = None,
        reader: Runner | None = None,
    ) -> None:
        self._begin(path, book, workbench.clock)
        self.take(workbench, runner, asker, reader)

    @classmethod
    def frame(cls, path: Path, book: PreferenceBook, clock: Clock) -> MainWindow:
        """The window before the record is open: it can be shown, and does nothing until it is to `take` one."""
        made = cls.__new__(cls)
        made._begin(path, book, clock)
        made.status.show_file(path.name)
        made.stack.show_frame(text(f"shell.nav_{START}"))
        made.nav.set_current(START)
        made.stack.setFocus()  # the page to come takes it from there
        made.setWindowTitle(text("shell.product"))
        return made

    def _begin(self, path: Path, book: PreferenceBook, clock: Clock) -> None:
        super().__init__()
        self.path, self.book, self._clock = path, book, clock
        self.history = History()
        self._page_title = ("", "")
        self._taken = False
        self._banner_act: Callable[[], object] | None = None
        self._finding: Task | None = None
        self.status = StatusLine()
        self.stack = PageStack(book)
        self.stack.setObjectName("pages")
        self.top = TopBar()
        self.setMenuWidget(self.top)
        self.commands = Commands(self, self.top.menus, self.run_command)
        self.nav: NavRail
        self.header: Corner
        self._frame()
        self._build_chrome("", "")
        self._place()

    def take(
        self, workbench: Workbench, runner: Runner, asker: Asker | None = None, reader: Runner | None = None
    ) -> None:
        """Become the window on this open record."""
        from ui.shell.furnishing import furnish

        furnish(self, workbench, runner, asker, reader)
        self._taken = True
        self.nav.set_heading(*council_words(workbench))
        self._listen()
        self._adapt()
        self._refresh_frame()
        self.lock.watch()

    # the frame

    def _frame(self) -> None:
        centre = QWidget()
        centre.setObjectName("window")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        self.above = QWidget()
        holder = QVBoxLayout(self.above)
        holder.setContentsMargins(px(24), px(12), px(24), 0)
        self.above.hide()
        right.addWidget(self.above)
        right.addWidget(self.stack, 1)
        self._row.addLayout(right, 1)
        column.addLayout(self._row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)

    def rebuild_chrome(self) -> None:
        """Make navigation and header anew, in the words and at the scale in force."""
        self._build_chrome(*council_words(self.context.workbench))
        self.commands.retranslate()
        self._refresh_frame()
        self._adapt()

    def _build_chrome(self, heading: str, sub: str) -> None:
        old = getattr(self, "nav", None)
        if old is not None:
            old.hide()
            old.deleteLater()
        self.nav = NavRail(nav.groups(), heading, sub)
        self.nav.activated.connect(self._navigate)
        self._row.insertWidget(0, self.nav)
        period = reporting_period(self._clock.today())
        self.header = Corner(self._find, self.commands.keys("search"), period, self)
        self.header.search.opened.connect(self._open_found)
        self.header.period_chosen.connect(lambda chosen: self.go("today", period=chosen.code))
        self.top.set_corner(self.header)
        self.setMinimumSize(*sizes.MINIMUM)
        self.header.show()
        self.nav.show()

    def _listen(self) -> None:
        self.context.events.changed.connect(self._refresh_frame)
        self.context.events.day_changed.connect(self._refresh_frame)
        self.book.changed.connect(self.window_commands.preferences_changed)

    def _place(self) -> None:
        self.resize(1366, 738)
        kept = self.book.current.geometry
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        screen = self.screen().availableGeometry()
        if not screen.intersects(self.frameGeometry()):
            self.move(screen.topLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._adapt()

    def _adapt(self) -> None:
        self.nav.set_rail(sizes.wants_rail(self) or self.book.current.rail)
        if self._taken:
            self.commands.actions["rail"].setChecked(not self.nav.is_rail())

    def show_banner(self, kind: Any, message: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """A lasting message above the page, with an act that may follow from it."""
        self.above.show()
        self.banner.show_message(kind, message, action)
        self.banner.set_closable(kind != "error")  # what is wrong with the record stays said
        self._banner_act = act

    def has_offer(self) -> bool:
        """Whether the message above the page offers an act that nobody has used."""
        return self._banner_act is not None and not self.above.isHidden()

    def use_banner(self) -> None:
        """Do what the message offers; it has then been heeded."""
        act, self._banner_act = self._banner_act, None
        self.above.hide()
        if act is not None:
            act()

    # Shell

    def go(self, page: str, **params: Any) -> None:
        """Show a page; where the officer was can be returned to."""
        if self._leave():
            self.history.visit(Place(page, params))
            self._show(page, params)

    def step_history(self, by: int) -> None:
        """Back or forward, with the page as it was left."""
        if self.history.can_step(by) and self._leave():
            place = self.history.step(by)
            if place is not None:
                self._show(place.page, place.params)

    def _leave(self) -> bool:
        page = self.stack.current()
        if page is None:
            return True
        if not page.may_leave():
            self.nav.set_current(page.nav or page.key)
            return False
        current = self.history.current
        self.history.update(page.state() or (current.params if current else {}))
        return True

    def _show(self, key: str, params: dict[str, Any]) -> None:
        before = self.stack.current()
        if isinstance(before, Commanded):
            before.handlers_changed.disconnect(self.refresh_commands)
        self._page_title = ("", "")
        page = self.stack.show_page(key)
        page.open(**params)
        self.nav.set_current(page.nav or key)
        if isinstance(page, Commanded):
            page.handlers_changed.connect(self.refresh_commands)
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus()
        self.refresh_commands()
        self._show_title()

    def reshow(self) -> None:
        """Show the current place again, as when its words have changed."""
        place = self.history.current
        if place is not None:
            self._show(place.page, place.params)

    def toast(self, words: str, action: str = "", act: Any = None) -> None:
        """A short notice with an optional action."""
        undo = self.commands.plain_text("undo")
        keys = self.commands.keys("undo") if action and undo.startswith(action) else ""
        self.toaster.show(words, action, act, keys)

    def show_error(self, error: BaseException) -> None:
        """What happened, that nothing was changed, what to do."""
        from ui.notify import notice_of
        from ui.shell.dialogs import ErrorSheet

        if isinstance(error, Cancelled):
            return
        ErrorSheet(notice_of(error), self).open()

    def ask(self, question: str, detail: str, actions: list[tuple[str, str]], answered: Any) -> None:
        """A question with named buttons."""
        self.asker.ask(question, detail, actions, answered)

    def pick_files(self, kind: str, picked: Any) -> None:
        """Choose files; the folder is remembered."""
        self.asker.pick_files(kind, self.book.current.folder, self._remembering(picked))

    def pick_target(self, suggested: str, suffix: str, picked: Any) -> None:
        """Choose where to save; the folder is remembered. The suggested name is made one that any computer takes."""
        folder = Path(self.book.current.folder or self.context.path.parent)
        self.asker.pick_target(folder / safe_name(suggested), suffix, self._remembering(picked))

    def pick_folder(self, picked: Any) -> None:
        """Choose a folder; it is remembered."""
        folder = self.book.current.folder or str(self.context.path.parent)

        def remember(chosen: Path) -> None:
            self.book.change(folder=str(chosen))
            picked(chosen)

        self.asker.pick_folder(folder, remember)

    def _remembering(self, picked: Callable[[Any], object]) -> Callable[[Any], object]:
        def remember(chosen: Any) -> None:
            first = chosen[0] if isinstance(chosen, list) else chosen
            self.book.change(folder=str(Path(first).parent))
            picked(chosen)

        return remember

    def restore(self, copy: Path, secrets: Sequence[Secret] = ()) -> None:
        """Ask for the record to be closed and a copy to be put in its place."""
        self.restore_wanted.emit(copy, secrets)

    def protect(self, wanted: Wanted) -> None:
        """Ask for the record to be closed and its passphrase to be set, changed or removed."""
        self.protect_wanted.emit(wanted)

    def watch_idleness(self) -> None:
        """Lock after as long as is set now."""
        self.lock.watch()

    def set_page_title(self, title: str, note: str = "") -> None:
        """The part of the title bar that names the page."""
        self._page_title = (title, note)
        self._show_title()

    def _show_title(self) -> None:
        self.setWindowTitle(window_title(self.context.workbench, *self._page_title))

    # commands

    def handlers(self) -> Handlers:
        """What can be done now, by command id; the page's own come first."""
        if not self._taken:
            return {}
        page = self.stack.current()
        own: Handlers = page.handlers() if isinstance(page, Commanded) else {}
        return {**self.window_commands.handlers(), **own}

    def run_command(self, name: str) -> None:
        """Do a command."""
        act = self.handlers().get(name)
        if act is not None:
            act()

    def refresh_commands(self) -> None:
        """Grey what cannot be done now."""
        self.commands.enable(self.handlers(), self.context.workbench.database.read_only)
        self.window_commands.name_undo()

    # what is shown around the page

    def _refresh_frame(self, _: object = None) -> None:
        self.status.show_record(self.context.workbench, self.context.path.name)
        self.window_commands.look()
        self.refresh_commands()
        self._show_title()
        from ui.shell.nav_counts import count

        task = self.context.run(lambda _: count(self.context.registers))
        task.done.connect(self._show_counts)
        task.start()

    def _show_counts(self, counts: Counts) -> None:
        from ui.shell.nav_counts import show_counts

        show_counts(self.nav, counts)

    def _navigate(self, key: str) -> None:
        if not self._taken:
            return
        page = self.stack.current()
        if page is None or (page.nav or page.key) != key or page.key != key:
            self.go(key)

    def search(self, words: str) -> None:
        """Look for words in every register, in the field at the top."""
        self.header.search.setFocus()
        self.header.search.setText(words)

    def _find(self, typed: str) -> None:
        from ui.shell.finding import find, find_commands

        listed = [
            (name, self.commands.plain_text(name), self.window_commands.icon(name))
            for name, action in self.commands.actions.items()
            if action.isEnabled() and not name.startswith("go_")  # those are among the places
        ]
        commands = find_commands(listed, typed)

        def show(found: Findings) -> None:
            kinds = (
                ("records", found.records), ("near", found.near), ("places", found.places), ("commands", commands),
            )  # fmt: skip
            groups = [(text(f"shell.found_{kind}"), some) for kind, some in kinds]
            self.header.search.show_found(typed, groups, found.meant)

        registers = self.context.registers
        repository = self.context.workbench.repository

        def work(progress: Progress) -> Findings:
            with registers.stoppable(progress):
                return find(registers, repository, typed, not commands)

        if self._finding is not None:
            self._finding.cancel()  # other words by now
        self._finding = self.context.read(work)
        self._finding.done.connect(show)
        self._finding.start()

    def _open_found(self, found: Found) -> None:
        if found.kind == "command":
            self.run_command(found.key)
        elif found.kind == "page":
            self.go(found.key)
        elif found.kind == "view":
            register, _, view = found.key.partition(" ")
            self.go(register, view=view)
        else:
            self.go(found.kind, uid=found.key)

    def is_sample(self) -> bool:
        """Whether sample data is loaded."""
        return is_sample(self.context.workbench)

    # files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from ui.shell.drop import files_of

        if files_of(event.mimeData()) and not self.context.workbench.database.read_only:
            event.acceptProposedAction()
            self.drop_hint.show_over()

    def dragLeaveEvent(self, event: Any) -> None:
        self.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        from ui.shell.drop import files_of, is_record

        self.drop_hint.hide()
        files = files_of(event.mimeData())
        if len(files) == 1 and is_record(files[0]):
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.record_wanted.emit(files[0]))
        elif files:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.go("import", files=files))

    # the end

    def may_close(self) -> bool:
        """Whether nothing half entered would be lost; the page asks by itself when something would."""
        page = self.stack.current()
        return page is None or page.may_leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        if self._taken:
            self._end()
        self.closed.emit()
        super().closeEvent(event)

    def _end(self) -> None:
        from ui.shell.shown_files import clear_shown

        self.lock.stop()
        self.book.change(geometry=bytes(self.saveGeometry().toBase64().data()).decode())
        QGuiApplication.setOverrideCursor(self.cursor())
        self.context.runner.close()
        if self.context.reader is not None:
            self.context.reader.close()
        for built in self.stack.built().values():
            built.closing()
        self._close_record()
        clear_shown()
        QGuiApplication.restoreOverrideCursor()

    def _close_record(self) -> None:
        """Close the record, which copies it first: for a large one that takes a while, and a sheet says so."""
        from ui.shell.waiting import wait_here
        from ui.tasks import InlineRunner, TaskRunner

        workbench = self.context.workbench
        beside = TaskRunner() if isinstance(self.context.runner, TaskRunner) else InlineRunner()
        how = wait_here(beside, lambda _: workbench.close(), text("shell.wait_close"), lambda: self)
        beside.close()
        if how.error is not None:
            raise how.error
