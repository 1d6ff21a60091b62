"""What the window itself does for its commands: going places, undo and redo, scale, panes, new records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from ui.commands import BY_ID, Commands, Handlers
from ui.preferences import SCALES
from ui.shell.waiting import work_over
from ui.theme import theme
from workbench.messages import set_language, text
from workbench.progress import Progress, Stretch
from workbench.services.act_words import act_words
from workbench.services.workbench import PLANNED, Outcome
from workbench.storage.journal import Act

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class WindowCommands:
    """Handlers of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._undoable: Act | None = None
        self._redoable: Act | None = None

    def look(self) -> None:
        """Find out what could be taken back or done again; after every write, not at every step."""
        workbench = self._window.context.workbench
        self._undoable, self._redoable = workbench.undoable(), workbench.redoable()

    def handlers(self) -> Handlers:
        """Commands that need no page."""
        window = self._window
        found: dict[str, Callable[[], object]] = {
            "new_file": lambda: window.record_wanted.emit(None),
            "open_file": self._open_file,
            "quit": window.close,
            "rail": self._turn_rail,
            "next_pane": lambda: self._step_pane(1),
            "previous_pane": lambda: self._step_pane(-1),
            "larger": lambda: self._rescale(1),
            "smaller": lambda: self._rescale(-1),
            "actual_size": lambda: window.book.change(scale=1.0),
            "full_screen": self._full_screen,
            "refresh": self._refresh,
            "notices": self._notices,
            "new": lambda: self.new_record("obstacle"),
            "new_obstacle": lambda: self.new_record("obstacle"),
            "new_agreement": lambda: self.new_record("agreement"),
            "escalate": lambda: window.go("escalate"),
            "answer": lambda: window.go("answer"),
            "import": lambda: window.go("import"),
            "print": lambda: window.go("print"),
            "letter": self._letter,
            "journal": lambda: window.go("journal"),
            "trash_page": lambda: window.go("trash"),
            "search": self._search,
            "settings": lambda: window.go("settings"),
            "help": self._help,
            "keys": self._keys,
            "about": self._about,
        }
        for number, key in enumerate(window.nav.keys()[:9], start=1):
            found[f"go_{number}"] = partial(window.go, key)
        if window.history.can_step(-1):
            found["back"] = lambda: window.step_history(-1)
        if window.history.can_step(1):
            found["forward"] = lambda: window.step_history(1)
        if window.lock.can_lock:
            found["lock"] = window.lock.lock
        if self._undoable:
            found["undo"] = lambda: self._take_back("undo")
        if self._redoable:
            found["redo"] = lambda: self._take_back("redo")
        return found

    def icon(self, name: str) -> str:
        """Icon of a command."""
        return BY_ID[name].icon

    def _letter(self) -> None:
        from ui.forms.letter_form import LetterForm

        LetterForm(self._window.context, self._window).open()

    # undo and redo

    def name_undo(self) -> None:
        """Name in the menu what would be taken back or done again: on the page, where it has steps of its own."""
        page = self._window.stack.current()
        own = page.undo_names() if page is not None else {}
        for name, act in (("undo", self._undoable), ("redo", self._redoable)):
            words = own.get(name, act_words(act) if act and name not in own else "")
            shown = text(f"command.{name}_named", what=words) if words else text(f"command.{name}")
            self._window.commands.actions[name].setText(shown)
        for place, key in enumerate(self._window.nav.keys()[:9], start=1):
            self._window.commands.actions[f"go_{place}"].setText(text(f"shell.nav_{key}"))

    def _take_back(self, which: str) -> None:
        """At once when all of it goes back; with the list of what it would keep otherwise."""
        from ui.views.undo_sheet import open_undo

        workbench = self._window.context.workbench
        target = self._undoable if which == "undo" else self._redoable
        if target is None:
            return
        what = act_words(target)

        def work(progress: Progress) -> Outcome | None:
            told = Stretch(progress, 0, PLANNED)
            plan = workbench.plan_undo(None, told) if which == "undo" else workbench.plan_redo(None, told)
            return None if plan.kept else workbench.take_back(plan, Stretch(progress, PLANNED, 1))

        def done(outcome: Outcome | None) -> None:
            if outcome is None:
                open_undo(self._window.context, target.number, self._window)
                return
            self._window.context.tell(outcome.summary)
            self._window.toaster.outdate()
            self._window.toast(text(f"shell.{which}_done", what=what))

        work_over(self._window.context, work, text(f"shell.wait_{which}"), done, self._window)

    # records

    def new_record(self, entity: str, **given: object) -> None:
        """Open the form of a new record."""
        from ui.forms.record_form import open_form

        open_form(self._window, self._window.context, entity, given=given)

    def _open_file(self) -> None:
        self._window.asker.pick_files(
            "record", self._window.book.current.folder, lambda files: self._window.record_wanted.emit(files[0])
        )

    # view

    def _turn_rail(self) -> None:
        window = self._window
        on = not window.nav.is_rail()
        window.nav.set_rail(on)
        window.book.change(rail=on)
        window.commands.actions["rail"].setChecked(not on)

    def _rescale(self, by: int) -> None:
        now = self._window.book.current.scale
        near = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - now))
        self._window.book.change(scale=SCALES[max(0, min(len(SCALES) - 1, near + by))])

    def _full_screen(self) -> None:
        window = self._window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()
        window.commands.actions["full_screen"].setChecked(window.isFullScreen())

    def _step_pane(self, by: int) -> None:
        """Focus the next part of the window: navigation, page, detail (whatever the page names a pane)."""
        page = self._window.stack.current()
        panes: list[QWidget] = [self._window.nav]
        if page is not None:
            panes += [pane for pane in _panes(page) if pane.isVisible()]
        holder = QApplication.focusWidget()
        at = next((i for i, pane in enumerate(panes) if holder and pane.isAncestorOf(holder)), -1)
        for step in range(1, len(panes) + 1):
            target = _first_focus(panes[(at + by * step) % len(panes)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _refresh(self) -> None:
        from workbench.records.changes import ChangeSummary

        self._window.context.tell(ChangeSummary())

    def _notices(self) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words in self._window.toaster.recent() or [text("shell.no_notices")]:
            menu.addAction(words).setEnabled(False)
        menu.popup(self._window.mapToGlobal(QPoint(self._window.width() // 3, self._window.height() // 3)))

    def _search(self) -> None:
        self._window.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.header.search.selectAll()

    # help

    def _help(self) -> None:
        from ui.shell.help import HelpSheet

        page = self._window.stack.current()
        HelpSheet(page.key if page is not None else "", self._keys, self._window).open()

    def _keys(self) -> None:
        from ui.shell.dialogs import KeyList

        commands = self._window.commands
        groups = []
        for title, names in commands.by_menu():
            lines = [(_listed(commands, n), commands.keys(n)) for n in names if commands.keys(n)]
            groups.append((title, lines))
        KeyList(groups, self._window).open()

    def _about(self) -> None:
        from ui.notify import version
        from ui.shell.dialogs import Question

        window = self._window
        question = Question(
            text("shell.about_title", version=version()),
            text("shell.about_detail"),
            [("close", text("shell.close"))],
            window,
        )
        question.open()

    # preferences

    def preferences_changed(self, names: frozenset[str]) -> None:
        """Apply at once what was changed."""
        window, now = self._window, self._window.book.current
        if names & {"theme", "scale"}:
            theme.apply(QApplication.instance(), now.theme, now.scale)  # type: ignore[arg-type]
        if "officer" in names and now.officer:
            window.context.workbench.actor = now.officer
        if "language" in names:
            set_language(now.language)
        if names & {"language", "scale"}:
            self.rebuild()

    def rebuild(self, _: int = 0) -> None:
        """Words or sizes changed: frame and page are made anew, at the same place; once an open sheet is closed, for it
        works on the page under it.
        """
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, QDialog):
            sheet.finished.connect(self.rebuild)
            return
        window = self._window
        page = window.stack.current()
        window.stack.outdate()
        window.rebuild_chrome()
        window.status.show_scale()
        place = window.history.current
        if page is not None and place is not None and page.may_leave():
            window.history.update(page.state() or place.params)
            window.reshow()


def _panes(page: QWidget) -> list[QWidget]:
    """Parts of a page that F6 goes through: those it lists, else the page as a whole."""
    listed = getattr(page, "panes", None)
    return list(listed()) if listed is not None else [page]


def _first_focus(pane: QWidget) -> QWidget | None:
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return pane
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return child
    return None


def _listed(commands: Commands, name: str) -> str:
    """Words of a command in the list of keys: what it does at any time, not what it would take back just now."""
    return text(f"command.{name}").replace("&", "") if name in ("undo", "redo") else commands.plain_text(name)
