"""Every command of the window in one table: menu, keys, icon. What a command does is given by window or page.

Texts are at `command.<id>`, menus at `command.menu_<menu>`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QWidget

from ui.theme import icons
from workbench.messages import text

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

Handlers = Mapping[str, Callable[[], object]]
MENUS = ("file", "edit", "view", "record", "data", "tools", "help")


class Command(NamedTuple):
    """One command. `line` puts a line above it; `sub` names the submenu it stands in; `writes` needs a record
    that can be written."""

    id: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    line: bool = False
    sub: str = ""
    writes: bool = False
    checkable: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("new_file", "file", ("Ctrl+Shift+N",)),
    Command("open_file", "file", ("Ctrl+O",), "folder-open"),
    Command("lock", "file", ("Ctrl+L",), "lock", line=True),
    Command("quit", "file", ("Ctrl+Q",), line=True),
    Command("undo", "edit", ("Ctrl+Z",), "undo-2", writes=True),
    Command("redo", "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", writes=True),
    Command("copy", "edit", ("Ctrl+C",), "copy", line=True),
    Command("copy_headed", "edit", ("Ctrl+Shift+C",)),
    Command("paste", "edit", ("Ctrl+V",), "clipboard", writes=True),
    Command("select_all", "edit", ("Ctrl+A",)),
    Command("fill_down", "edit", ("Ctrl+D",), writes=True),
    Command("find", "edit", ("Ctrl+F",), "search", line=True),
    Command("back", "view", ("Alt+Left",), "arrow-left"),
    Command("forward", "view", ("Alt+Right",), "arrow-right"),
    *(Command(f"go_{n}", "view", (f"Ctrl+{n}",), sub="go_to") for n in range(1, 10)),
    Command("rail", "view", ("Ctrl+B",), "panel-left", line=True, checkable=True),
    Command("detail", "view", ("F9",), checkable=True),
    Command("next_pane", "view", ("F6",), sub="steps"),
    Command("previous_pane", "view", ("Shift+F6",), sub="steps"),
    Command("next_tab", "view", ("Ctrl+Tab",), sub="steps"),
    Command("previous_tab", "view", ("Ctrl+Shift+Tab",), sub="steps"),
    Command("next_view", "view", ("Ctrl+PgDown",), sub="steps"),
    Command("previous_view", "view", ("Ctrl+PgUp",), sub="steps"),
    Command("next_problem", "view", ("F8",), sub="steps"),
    Command("previous_problem", "view", ("Shift+F8",), sub="steps"),
    Command("larger", "view", ("Ctrl++", "Ctrl+="), "zoom-in", line=True),
    Command("smaller", "view", ("Ctrl+-",), "zoom-out"),
    Command("actual_size", "view", ("Ctrl+0",)),
    Command("full_screen", "view", ("F11",), "maximize", checkable=True),
    Command("refresh", "view", ("F5",), "refresh-cw", line=True),
    Command("sort", "view", ("F7",)),
    Command("sort_more", "view", ("Shift+F7",)),
    Command("notices", "view", (), "bell"),
    Command("new", "record", ("Ctrl+N",), "plus", writes=True),
    Command("new_obstacle", "record", ("Ctrl+Shift+V",), "triangle-alert", writes=True),
    Command("new_agreement", "record", ("Ctrl+Shift+T",), "link", writes=True),
    Command("edit", "record", ("F2",), "pencil", line=True, writes=True),
    Command("delete", "record", ("Del",), "trash-2", writes=True),
    Command("tear_off", "record", ("Shift+Enter", "Shift+Return"), "external-link"),
    Command("escalate", "record", ("Ctrl+E",), "arrow-up-from-line", line=True, writes=True),
    Command("answer", "record", ("Ctrl+R",), "mail", writes=True),
    Command("remind", "record", ("Ctrl+Shift+R",), "bell", writes=True),
    Command("status", "record", ("Ctrl+Shift+D",), "list-checks", writes=True),
    *(Command(f"chain_{n}", "record", (f"Alt+{n}",), line=n == 1, sub="chain") for n in range(1, 5)),
    Command("import", "data", ("Ctrl+I",), "inbox", writes=True),
    Command("print", "data", ("Ctrl+P",), "printer"),
    Command("letter", "data", ("Ctrl+Shift+L",), "file-text"),
    Command("journal", "data", (), "history", line=True),
    Command("trash_page", "data", (), "trash-2"),
    Command("search", "tools", ("Ctrl+K",), "search"),
    Command("settings", "tools", ("Ctrl+,",), "sliders-horizontal"),
    Command("help", "help", ("F1",), "circle-question-mark"),
    Command("keys", "help", ("Ctrl+F1",), "keyboard"),
    Command("about", "help", (), "info"),
)
BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


@runtime_checkable
class Commanded(Protocol):
    """A page that does some of the commands itself."""

    handlers_changed: SignalInstance

    def handlers(self) -> Handlers:
        """What the page does now, by command id; what it leaves out is greyed."""


class Commands(QObject):
    """The actions of one window. `run` looks a command up when it is used, page before window."""

    def __init__(self, window: QMainWindow, bar: QMenuBar, run: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window, self._run = window, run
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for name in MENUS:
            self.menus[name] = self._menu(bar)
            bar.addMenu(self.menus[name])
        self.retranslate()

    def fill(self) -> None:
        """Make the actions and put them into the menus; until then there are only the titles."""
        for command in COMMANDS:
            action = QAction(self._window)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setCheckable(command.checkable)
            action.setObjectName(command.id)
            action.triggered.connect(lambda _=False, name=command.id: self._run(name))
            self.actions[command.id] = action
        self._window.addActions(list(self.actions.values()))
        for command in COMMANDS:
            self._place(command, self.menus[command.menu])
        self.retranslate()

    def retranslate(self) -> None:
        """Put all words in the language in use."""
        for name, menu in self.menus.items():
            menu.setTitle(text(f"command.menu_{name}"))
        for name, action in self.actions.items():
            base, _, number = name.rpartition("_")
            if base in ("go", "chain"):
                action.setText(text(f"command.{base}", number=number))
            else:
                action.setText(text(f"command.{name}"))

    def enable(self, able: Iterable[str], read_only: bool) -> None:
        """Grey what nobody does now, and what would write into a record that cannot be written."""
        known = frozenset(able)
        for name, action in self.actions.items():
            action.setEnabled(name in known and not (read_only and BY_ID[name].writes))

    def keys(self, name: str) -> str:
        """The first key of a command as shown to the officer."""
        return QKeySequence(next(iter(BY_ID[name].keys), "")).toString(QKeySequence.SequenceFormat.NativeText)

    def plain_text(self, name: str) -> str:
        """Words of a command without mnemonic."""
        return self.actions[name].text().replace("&", "")

    def by_menu(self) -> list[tuple[str, list[str]]]:
        """Menu titles with the ids of their commands, submenus included."""
        return [
            (self.menus[menu].title().replace("&", ""), [c.id for c in COMMANDS if c.menu == menu]) for menu in MENUS
        ]

    def _menu(self, parent: QWidget) -> QMenu:
        """A menu that draws the icons of its commands when it is first opened: most never are."""
        menu = QMenu(parent)
        menu.aboutToShow.connect(lambda: self._dress(menu), Qt.ConnectionType.SingleShotConnection)
        return menu

    def _dress(self, menu: QMenu) -> None:
        for action in menu.actions():
            command = BY_ID.get(action.objectName())
            if command is not None and command.icon:
                icons.bind(action, command.icon)

    def _place(self, command: Command, menu: QMenu) -> None:
        if command.line:
            menu.addSeparator()
        if command.sub:
            if command.sub not in self.menus:
                self.menus[command.sub] = self._menu(menu)
                menu.addMenu(self.menus[command.sub])
            menu = self.menus[command.sub]
        menu.addAction(self.actions[command.id])
