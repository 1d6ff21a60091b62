"""What the frame of the window is given once the record is open: everything that knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.ask import Asker, WindowAsker
from ui.context import Context, Events
from ui.events import DayWatch
from ui.shell.drop import DropHint
from ui.shell.job import WatchedRunner
from ui.shell.lock import Lock
from ui.shell.window_commands import WindowCommands
from ui.tasks import Runner
from ui.theme import icons
from ui.widgets.banner import Banner
from ui.widgets.toast import Toaster
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def furnish(
    window: MainWindow, workbench: Workbench, runner: Runner, asker: Asker | None, reader: Runner | None
) -> None:
    """Give the window its record, its commands, and the places for what it will have to say."""
    watched = WatchedRunner(runner, window.status.add_job())
    window.context = Context(workbench, Registers(workbench), watched, Events(), window, window.path)
    window.context.drafts = window.book.folder
    window.context.reader = reader
    window.stack.give(window.context)
    window.asker = asker or WindowAsker(window)
    window.banner = Banner("info", "")
    window.banner.hide()
    window.banner.acted.connect(window.use_banner)
    holder = window.above.layout()
    assert holder is not None
    holder.addWidget(window.banner)
    window.banner.closed.connect(window.above.hide)
    window.toaster = Toaster(window)
    window.drop_hint = DropHint(window)
    window.lock = Lock(window)
    window.window_commands = WindowCommands(window)
    window.commands.fill()
    DayWatch(workbench.clock, window.context.events, window)
    window.setAcceptDrops(True)
    window.setWindowIcon(icons.app_icon())
