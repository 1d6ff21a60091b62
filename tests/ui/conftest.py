"""Every window test runs without a display, dressed in the light theme with the bundled fonts."""

from __future__ import annotations

import os
import sys
import threading

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looking import menu_faults, sheet_faults
from ui.main_window import MainWindow
from ui.shell.dialogs import Sheet
from workbench import messages
from workbench.services.workbench import Workbench


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform complains of what it cannot do; every other Qt warning fails the test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """A test that leaves a dialog open or a thread at work fails: in the program nobody would close them."""
    before = set(threading.enumerate())
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dialogs = [box for box in qapp.topLevelWidgets() if isinstance(box, QDialog) and box.isVisible()]
    threads = [one for one in threading.enumerate() if one not in before and not one.daemon]
    for box in dialogs:
        box.close()
    assert not dialogs, f"left open: {[type(box).__name__ for box in dialogs]}"
    assert not threads, f"left running: {[one.name for one in threads]}"


@pytest.fixture(autouse=True)
def sheets_and_menus_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every sheet that a test opens, and every menu that our code pops up (not one that Qt opens under its button),
    is whole, named and in our words."""
    found: list[str] = []
    shown, popped = Sheet.showEvent, QMenu.popup

    def show(sheet: Sheet, event: QShowEvent) -> None:
        shown(sheet, event)
        found.extend(f"{type(sheet).__name__}: {fault}" for fault in sheet_faults(sheet))

    def popup(menu: QMenu, *where: Any) -> None:
        found.extend(f"menu: {fault}" for fault in menu_faults(menu))
        popped(menu, *where)

    monkeypatch.setattr(Sheet, "showEvent", show)
    monkeypatch.setattr(QMenu, "popup", popup)
    yield
    assert found == []


@pytest.fixture(autouse=True)
def records_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A window in which something is half entered does not close with its test; its record does."""
    opened: list[Workbench] = []
    take = MainWindow.take

    def noted(window: MainWindow, workbench: Workbench, *given: Any, **named: Any) -> None:
        opened.append(workbench)
        take(window, workbench, *given, **named)

    monkeypatch.setattr(MainWindow, "take", noted)
    yield
    for workbench in opened:
        workbench.close()


def _let_go() -> None:
    """A simulated Ctrl or Shift counts as held until the next key: what the next test selects would go by it."""
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyClick(QWidget(), Qt.Key.Key_Escape)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme, scale 1, Vietnamese; put back after the test."""
    from ui.theme import metrics, theme

    messages.set_language("vi")
    if theme.current().name != "light" or metrics.scale() != 1.0 or not qapp.property("styled"):
        theme.apply(qapp, "light")
    yield qapp
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or every change of theme dresses all old windows
    _let_go()
    qapp.clipboard().clear()  # what Python put there must not outlive Python: Qt frees it at exit, and crashes
    messages.set_language("vi")
    if theme.current().name != "light" or metrics.scale() != 1.0:
        theme.apply(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window on the scene, as large as a small laptop shows it; a module that needs another one has its own."""
    from tests.ui.window_scene import open_window

    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    return made


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Workbench]:
    """A new record of the scene of imports; a module that needs another one has its own."""
    from tests.ui.import_scene import open_record

    opened = open_record(tmp_path)
    yield opened
    opened.close()
