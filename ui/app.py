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
from ui.tasks import Runner, TaskRunner
from ui.theme import theme
from workbench.clock import Clock, SystemClock
from workbench.errors import PassphraseNeeded, RecordUnavailable, UserError
from workbench.messages import set_language, text
from workbench.storage.outside import opens_plainly

if TYPE_CHECKING:
    import tempfile
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from ui.shell.passphrase import Wanted
    from ui.views.first_run import FirstRun, NewFile
    from workbench.services.workbench import Workbench
    from workbench.storage.backup import Copy
    from workbench.storage.cipher import Key, Secret

_DEMO = "LienKetVung-mau.lkv"
_AT_REST = 2000  # ms after which the first page is there and what it needed is in memory
_PATIENCE = 0.2  # s that a screen may take to show the frame before the work goes on regardless


def run(record: Path | None = None, demo: bool = False, language: str = "") -> int:
    """Show the window and give its exit code: on `record`, on a throw-away sample, else on the last record."""
    app = theme.application(sys.argv)
    session = Session(app, PreferenceBook(settings_path()), SystemClock())
    if language:
        session.book.change(language=language)
    session.dress()
    session.start(record, demo)
    QTimer.singleShot(_AT_REST, garbage.settle)
    return app.exec()


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
        if wanted is None or (record is None and not wanted.is_file()):
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
        sample_record(path, self.clock).close()
        self.open_record(path, remember=False)

    def open_record(
        self,
        path: Path,
        read_only: bool = False,
        remember: bool = True,
        take_over: bool = False,
        secrets: Sequence[Secret] = (),
    ) -> None:
        """Show the window on a record; one that is in use is offered for reading, a damaged one its newest copy.

        An encrypted one is opened by one of the `secrets`; else its passphrase is asked for.
        """
        from workbench.services.workbench import Workbench

        try:
            workbench = Workbench.open(
                path, self.clock, self._actor(), read_only=read_only, over=take_over, secrets=secrets
            )
        except PassphraseNeeded:
            self._ask_passphrase(path, read_only=read_only, remember=remember, take_over=take_over)
            return
        except RecordUnavailable as error:
            from ui.shell.opening import ask_how

            self._need_first_run()
            again = partial(self.open_record, secrets=secrets)
            over = self.window or self.first_run
            ask_how(path, error, over, again, lambda copy: self._restore(path, copy, secrets))
            return
        except UserError as error:
            self._need_first_run()
            self._show_error(error)
            return
        self.show_window(workbench, path, remember)

    def show_window(self, workbench: Workbench, path: Path, remember: bool = True) -> MainWindow:
        """The window on an open record; whatever was shown before goes."""
        from ui.shell.opening import greet, imports_left

        if remember:
            self.book.visited(path)
        if self.book.folder is not None and workbench.database.key is not None:
            from workbench.storage.scraps import Scraps

            Scraps(self.book.folder, path, workbench.database.key).take_over(None)  # kept before it had one
        imports = imports_left(workbench, path, self.book.folder)
        self._dress_fully()
        runner, reader = self._make_runner(), self._make_runner()
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
        greet(window, path, imports)
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

    def _ask_passphrase(self, path: Path, **options: bool) -> None:
        from ui.shell.passphrase import UnlockSheet

        self._need_first_run()
        sheet = UnlockSheet(path, self.window or self.first_run)
        sheet.unlocked.connect(lambda key: self.open_record(path, secrets=[key], **options))
        sheet.open()

    def _go_back(self, path: Path, copy: Path, secrets: Sequence[Secret]) -> None:
        """Restore the record of the window: it is closed meanwhile, and opened again whatever comes of it."""
        from workbench.services.restoring import restore

        self._while_closed(path, lambda own: restore(copy, path, self.clock, self._actor(), [*own, *secrets]))

    def _protect(self, path: Path, wanted: Wanted) -> None:
        """Set, change or remove the passphrase of the window's record; its copies follow once it is open again."""
        from ui.shell.passphrase import copies_words
        from workbench.services.protecting import bring_copies, protect
        from workbench.storage.scraps import Scraps

        old = self.window.context.workbench.database.key if self.window else None
        done = self._while_closed(
            path,
            lambda own: protect(path, wanted.passphrase, self.clock, self._actor(), own, with_copies=False),
            lambda done: done.key,
        )
        if done is None or self.window is None:
            return
        if self.book.folder is not None:
            Scraps(self.book.folder, path, done.key).take_over(old)
        self.window.go("data")
        self.window.toast(text(f"vault.{done.step}_toast"))
        if wanted.with_copies:
            window = self.window
            task = window.context.run(lambda progress: bring_copies(path, old, done.key, progress))
            task.done.connect(lambda found: window.show_banner(*copies_words(found)))
            task.start()

    def _while_closed(
        self,
        path: Path,
        work: Callable[[list[Secret]], Any],
        key_after: Callable[[Any], Key | None] | None = None,
    ) -> Any:
        """Do something to the record of the window, which is closed meanwhile and opened again whatever comes of it.

        `work` is given the key it had. The result; None when it failed, which is then shown, or was not begun.
        """
        if self.window is None or not self.window.close():
            return None
        key = self.window.context.workbench.database.key
        done, failed = None, None
        try:
            done = work([key] if key else [])
        except UserError as error:
            failed = error
        if done is not None and key_after is not None:
            key = key_after(done)
        self.open_record(path, secrets=[key] if key else [])
        if failed is not None and self.window is not None:
            self.window.show_error(failed)
        return done

    def _restore(self, path: Path, copy: Copy, secrets: Sequence[Secret]) -> None:
        from ui.shell.passphrase import UnlockSheet
        from workbench.services.restoring import restore

        try:
            restore(copy.path, path, self.clock, self._actor(), secrets)
        except PassphraseNeeded as error:
            sheet = UnlockSheet(error.path, self.window or self.first_run)
            sheet.unlocked.connect(lambda key: self._restore(path, copy, [*secrets, key]))
            sheet.open()
            return
        except UserError as error:
            self._show_error(error)
            return
        self.open_record(path, secrets=secrets)

    def _show_error(self, error: UserError) -> None:
        from ui.notify import notice_of
        from ui.shell.dialogs import ErrorSheet

        ErrorSheet(notice_of(error), self.window or self.first_run).open()

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
        over = self.window or self.first_run or self._frame
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
