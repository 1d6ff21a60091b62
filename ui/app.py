"""Start of the window: the application object, its theme and words, the last record or the first page.

Opens and changes records; what happens inside one is the window's affair. The frame of the window is on the screen
before most of the program is imported and before the record is read: what it does not need is imported where it is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QLocale, QObject, QTimer

from ui import garbage
from ui.main_window import START, MainWindow
from ui.preferences import PreferenceBook, settings_path
from ui.shell import taskbar
from ui.tasks import Runner, TaskRunner, Work
from ui.theme import pictures, theme
from workbench.clock import Clock, SystemClock
from workbench.disk import is_file
from workbench.errors import PassphraseNeeded, RecordUnavailable, UserError
from workbench.messages import set_language, text
from workbench.storage.outside import opens_plainly

if TYPE_CHECKING:
    import tempfile
    from types import TracebackType

    from PySide6.QtWidgets import QApplication, QWidget

    from ui.shell.passphrase import Wanted
    from ui.shell.waiting import Ended
    from ui.views.first_run import FirstRun, NewFile
    from workbench.progress import Progress
    from workbench.services.protecting import Protected
    from workbench.services.workbench import Workbench
    from workbench.storage.backup import Copy
    from workbench.storage.cipher import Key, Secret

_DEMO = "LienKetVung-mau.lkv"
_AT_REST = 2000  # ms after which the first page is there and what it needed is in memory
_PATIENCE = 0.2  # s that a screen may take to show the frame before the work goes on regardless


def run(record: Path | None = None, demo: bool = False, language: str = "") -> int:
    """Show the window and give its exit code: on `record`, on a throw-away sample, else on the last record."""
    taskbar.claim()
    app = theme.application(sys.argv)
    session = Session(app, PreferenceBook(settings_path()), SystemClock())
    if language:
        session.book.change(language=language)
    session.dress()
    session.start(record, demo)
    QTimer.singleShot(_AT_REST, _rest)
    return app.exec()


def _rest() -> None:
    """What a start leaves for later, and for the next one."""
    garbage.settle()
    pictures.keep()


class Session(QObject):
    """One run of the program: one window at a time, on a record or on the first page."""

    def __init__(
        self,
        app: QApplication,
        book: PreferenceBook,
        clock: Clock,
        make_runner: Callable[[], Runner] = TaskRunner,
    ) -> None:
        super().__init__(app)
        self._app = app
        self.book, self.clock = book, clock
        self._make_runner = make_runner
        self.window: MainWindow | None = None
        self.first_run: FirstRun | None = None
        self._frame: MainWindow | None = None
        self._dressed = False
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def dress(self) -> None:
        """Name, theme, words, and the hook that shows what nobody caught."""
        now = self.book.current
        self._app.setApplicationName("LienKetVung")
        self._app.setApplicationDisplayName("")
        QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        set_language(now.language)
        theme.apply(self._app, now.theme, now.scale)  # type: ignore[arg-type]
        sys.excepthook = self._crashed
        self._app.aboutToQuit.connect(self._clean)

    def _dress_fully(self) -> None:
        """What the frame of the window does without: Qt's own words, the picture in the task bar."""
        from ui.shell import qt_texts
        from ui.theme import icons

        if not self._dressed:
            self._dressed = True
            self._app.setWindowIcon(icons.app_icon())
            qt_texts.install(self._app)

    def start(self, record: Path | None, demo: bool) -> None:
        """Open what was asked for; the first page when there is nothing to open."""
        if demo:
            self.open_demo()
            return
        wanted = record or (Path(self.book.current.last_record) if self.book.current.last_record else None)
        if wanted is None or (record is None and not is_file(wanted)):
            self.show_first_run()
            return
        if opens_plainly(wanted):
            self.show_frame(wanted)
        self.open_record(wanted)

    def show_frame(self, path: Path) -> None:
        """The window, on the screen before its record is read. What is typed meanwhile is kept for the page."""
        self._frame = MainWindow.frame(path, self.book, self.clock)
        self._frame.show()
        _paint(self._frame)

    def open_demo(self) -> None:
        """A throw-away copy of the sample record."""
        import tempfile

        from workbench.services.sample import sample_record

        self._scratch = tempfile.TemporaryDirectory(prefix="lien-ket-vung-", ignore_cleanup_errors=True)
        path = Path(self._scratch.name) / _DEMO
        self.show_frame(path)

        def ended(how: Ended) -> None:
            if how.error is not None:
                raise how.error
            self.open_record(path, remember=False)

        self._work(lambda _: sample_record(path, self.clock).close(), text("shell.wait_sample"), ended, may_stop=False)

    def open_record(
        self,
        path: Path,
        read_only: bool = False,
        remember: bool = True,
        take_over: bool = False,
        secrets: Sequence[Secret] = (),
        then: Callable[[], object] | None = None,
    ) -> None:
        """Show the window on a record; one that is in use is offered for reading, a damaged one its newest copy.

        An encrypted one is opened by one of the `secrets`; else its passphrase is asked for. `then` is called once
        the window is there: at once, or after a while when the record must be looked over or listed anew.
        """
        from ui.shell.waiting import wait_for
        from workbench.services.workbench import Workbench

        again = partial(self.open_record, path, read_only=read_only, remember=remember, take_over=take_over, then=then)
        runner = self._make_runner()

        def work(progress: Progress) -> Workbench:
            return Workbench.open(
                path, self.clock, self._actor(), read_only=read_only, over=take_over, secrets=secrets, progress=progress
            )

        def ended(found: Ended) -> None:
            if found.result is not None:
                self.show_window(found.result, path, remember, runner)
                if then is not None:
                    then()
                return
            runner.close()
            self._refused(path, found.error, secrets, again)

        wait_for(runner, work, text("shell.wait_open", file=path.name), self._shown, ended)

    def _refused(
        self, path: Path, error: Exception | None, secrets: Sequence[Secret], again: Callable[..., None]
    ) -> None:
        """A record that did not open, or whose opening was stopped (no error): say so, or ask what to do."""
        if isinstance(error, PassphraseNeeded):
            self._ask_passphrase(path, again)
            return
        self._need_first_run()
        if isinstance(error, RecordUnavailable):
            from ui.shell.opening import ask_how

            anyway = partial(self.open_record, secrets=secrets)
            ask_how(path, error, self._shown(), anyway, lambda copy: self._restore(path, copy, secrets))
        elif isinstance(error, UserError):
            self._show_error(error)
        elif error is not None:
            raise error

    def _shown(self) -> QWidget | None:
        """Whatever is on the screen."""
        return self.window or self.first_run or self._frame

    def show_window(
        self, workbench: Workbench, path: Path, remember: bool = True, runner: Runner | None = None
    ) -> MainWindow:
        """The window on an open record, on the thread that opened it; whatever was shown before goes."""
        from ui.shell.opening import greet

        if remember:
            self.book.visited(path)
        if self.book.folder is not None and workbench.database.key is not None:
            from workbench.storage.scraps import Scraps

            Scraps(self.book.folder, path, workbench.database.key).take_over(None)  # kept before it had one
        self._dress_fully()
        runner, reader = runner or self._make_runner(), self._make_runner()
        window, self._frame = self._frame, None
        if window is None:
            window = MainWindow(workbench, path, runner, self.book, reader=reader)
        else:
            window.take(workbench, runner, reader=reader)
        window.record_wanted.connect(self._other_record)
        window.restore_wanted.connect(
            lambda copy, secrets: QTimer.singleShot(0, self, lambda: self._go_back(path, copy, secrets))
        )
        window.protect_wanted.connect(lambda wanted: QTimer.singleShot(0, self, lambda: self._protect(path, wanted)))
        self._replace(window)
        window.show()
        window.go(START)
        greet(window, path)
        return window

    def show_first_run(self) -> None:
        """The page that makes a record."""
        from ui.views.first_run import FirstRun

        self._dress_fully()
        first = FirstRun(self.clock, self.book)
        first.created.connect(self._created)
        first.opened.connect(self.open_record)
        self._replace(None)
        self.first_run = first
        first.show()

    def _created(self, made: NewFile) -> None:
        window = self.show_window(made.workbench, made.path)
        if made.start_with == "excel":
            window.go("import")

    def _replace(self, window: MainWindow | None) -> None:
        if self._frame is not None:
            self._frame.close()
            self._frame.deleteLater()
            self._frame = None
        if self.first_run is not None:
            self.first_run.close()
            self.first_run.deleteLater()
            self.first_run = None
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
        self.window = window

    def _other_record(self, path: Path | None) -> None:
        if path is None:
            self.show_first_run()
        elif self.window is None or path.resolve() != self.window.context.path.resolve():
            self.open_record(path)

    def _need_first_run(self) -> None:
        if self.window is None and self.first_run is None:
            self.show_first_run()

    def _ask_passphrase(self, path: Path, again: Callable[..., None]) -> None:
        from ui.shell.passphrase import UnlockSheet

        self._need_first_run()
        sheet = UnlockSheet(path, self._shown())
        sheet.unlocked.connect(lambda key: again(secrets=[key]))
        sheet.open()

    def _go_back(self, path: Path, copy: Path, secrets: Sequence[Secret]) -> None:
        """Restore the record of the window: it is closed meanwhile, and opened again whatever comes of it."""
        from workbench.services.restoring import restore

        self._while_closed(
            path,
            text("shell.wait_restore", file=path.name),
            lambda own, progress: restore(copy, path, self.clock, self._actor(), [*own, *secrets], progress),
        )

    def _protect(self, path: Path, wanted: Wanted) -> None:
        """Set, change or remove the passphrase of the window's record; its copies follow once it is open again."""
        from workbench.services.protecting import protect

        old = self.window.context.workbench.database.key if self.window else None
        new = wanted.passphrase

        def work(own: list[Secret], progress: Progress) -> Protected:
            return protect(path, new, self.clock, self._actor(), own, with_copies=False, progress=progress)

        self._while_closed(
            path,
            text("shell.wait_protect", file=path.name),
            work,
            lambda done: self._protected(path, wanted, old, done),
            lambda done: done.key,
        )

    def _protected(self, path: Path, wanted: Wanted, old: Key | None, done: Protected) -> None:
        from ui.shell.passphrase import copies_words
        from workbench.services.protecting import bring_copies
        from workbench.storage.scraps import Scraps

        window = self.window
        if window is None:
            return
        if self.book.folder is not None:
            Scraps(self.book.folder, path, done.key).take_over(old)
        window.go("data")
        window.toast(text(f"vault.{done.step}_toast"))
        if wanted.with_copies:
            task = window.context.run(lambda progress: bring_copies(path, old, done.key, progress))
            task.done.connect(lambda found: window.show_banner(*copies_words(found)))
            task.start()

    def _while_closed(
        self,
        path: Path,
        title: str,
        work: Callable[[list[Secret], Progress], Any],
        done: Callable[[Any], object] | None = None,
        key_after: Callable[[Any], Key | None] | None = None,
    ) -> None:
        """Do something to the record of the window, which is closed meanwhile and opened again whatever comes of it.

        `work` is given the key it had. `done` is called once the record is open again, when the work went well.
        """

        if self.window is None or not self.window.may_close():
            return
        key = self.window.context.workbench.database.key
        own: list[Secret] = [key] if key else []
        self._put_frame_in_place(self.window)

        def ended(how: Ended) -> None:
            after = key if how.result is None or key_after is None else key_after(how.result)

            def then() -> None:
                if how.error is not None and self.window is not None:
                    self.window.show_error(how.error)
                elif how.result is not None and done is not None:
                    done(how.result)

            self.open_record(path, secrets=[after] if after else [], then=then)

        self._work(lambda progress: work(own, progress), title, ended)

    def _put_frame_in_place(self, window: MainWindow) -> None:
        """Close the record of a window and leave its frame on the screen."""
        frame = MainWindow.frame(window.path, self.book, self.clock)
        frame.setGeometry(window.geometry())
        frame.setWindowState(window.windowState())
        frame.show()
        self._frame, self.window = frame, None
        window.close()
        window.deleteLater()

    def _work(self, work: Work, title: str, ended: Callable[[Ended], object], may_stop: bool = True) -> None:
        from ui.shell.waiting import wait_for

        runner = self._make_runner()

        def over(how: Ended) -> None:
            runner.close()
            ended(how)

        wait_for(runner, work, title, self._shown, over, may_stop)

    def _restore(self, path: Path, copy: Copy, secrets: Sequence[Secret]) -> None:
        from ui.shell.passphrase import UnlockSheet
        from workbench.services.restoring import restore

        def ended(how: Ended) -> None:
            if isinstance(how.error, PassphraseNeeded):
                sheet = UnlockSheet(how.error.path, self._shown())
                sheet.unlocked.connect(lambda key: self._restore(path, copy, [*secrets, key]))
                sheet.open()
            elif isinstance(how.error, UserError):
                self._show_error(how.error)
            elif how.error is not None:
                raise how.error
            elif how.result is not None:
                self.open_record(path, secrets=secrets)

        self._work(
            lambda progress: restore(copy.path, path, self.clock, self._actor(), secrets, progress),
            text("shell.wait_restore", file=path.name),
            ended,
        )

    def _show_error(self, error: UserError) -> None:
        from ui.notify import notice_of
        from ui.shell.dialogs import ErrorSheet

        ErrorSheet(notice_of(error), self._shown()).open()

    def _actor(self) -> str:
        return self.book.current.officer or os.environ.get("USERNAME") or os.environ.get("USER") or "—"

    def _crashed(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        from ui.notify import Notice, technical
        from ui.shell.dialogs import ErrorSheet

        words = technical(kind, error, trace)
        sys.stderr.write(words)
        over = self._shown()
        notice = Notice(text("shell.crash_title"), text("shell.crash_message"), words)
        ErrorSheet(notice, over).open()

    def _clean(self) -> None:
        if self._scratch is not None:
            from workbench.services.safeguards import forget

            forget(Path(self._scratch.name) / _DEMO)
            self._scratch.cleanup()
            self._scratch = None


def _paint(window: MainWindow) -> None:
    """Bring a window to the screen now. Keys and clicks stay in line until the program waits for them."""
    waiting = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
    give_up = monotonic() + _PATIENCE
    while True:
        QCoreApplication.processEvents(waiting)
        handle = window.windowHandle()
        if (handle is not None and handle.isExposed()) or monotonic() > give_up:
            break
        sleep(0.002)
    QCoreApplication.processEvents(waiting)
