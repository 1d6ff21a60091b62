"""What holds of every page, part of a page and sheet that there is a picture of, in the smallest window, with large
letters and in both languages: all of it has room, nothing lies on anything else, the keyboard is seen where it is and
comes back to where it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looking import faults, nameless, sheet_faults, sideways
from tests.ui.test_every_page import EVERY
from ui import grab
from ui.grab import SHOTS, Stage
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.shell import qt_texts
from ui.shell.dialogs import Sheet
from ui.tasks import InlineRunner
from ui.theme import theme
from ui.theme.tokens import THEMES
from ui.views.torn import tear_off
from workbench.clock import FixedClock
from workbench.messages import set_language
from workbench.records.record import Ref
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench

WINDOWS = [
    ("vi", (1366, 738), 1.3, "light"),
    ("en", (1024, 540), 1.0, "contrast"),
    ("vi", (1024, 540), 1.0, "dark"),
    ("vi", (1024, 540), 1.3, "light"),
]
MOST_STOPS = 90
SEEN = 12  # px that change where the keyboard goes: the least is the bar of a text field


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample record, as a file."""
    path = tmp_path_factory.mktemp("every-state") / "mau.lkv"
    sample_record(path, FixedClock.on(grab.DAY)).close()
    return path


@pytest.fixture
def stage(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, sample: Path, request: pytest.FixtureRequest
) -> Iterator[Stage]:
    """The window on a copy of it."""
    lang, size, scale, name = getattr(request, "param", ("vi", (1366, 738), 1.0, "light"))
    set_language(lang)
    theme.apply(qapp, name, scale)
    texts = qt_texts.install(qapp)
    book = PreferenceBook()
    book.current = Preferences(language=lang, theme=name, scale=scale, officer=grab.OFFICER)
    file = Path(shutil.copy(sample, tmp_path / "LienKetVung-DBSCL.lkv"))
    window = MainWindow(Workbench.open(file, FixedClock.on(grab.DAY), grab.OFFICER), file, InlineRunner(), book)
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    blinking = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)  # where a bar alone tells of the keyboard, it is seen whenever it is looked for
    yield Stage(window, QSize(*size))
    qapp.setCursorFlashTime(blinking)
    qapp.removeTranslator(texts)


class Looked(Stage):
    """Looks where a picture would be taken."""

    found: list[str]

    def picture(self, dialog: QDialog | None = None) -> None:  # type: ignore[override]
        shown: QWidget = self.window if dialog is None or not dialog.isVisible() else dialog
        for _ in range(20):  # a busy machine needs more than one turn until the layout has come to rest
            found = sheet_faults(shown) if isinstance(shown, QDialog) else [*faults(shown), *sideways(shown)]
            if not found:
                break
            QTest.qWait(40)
        self.found += found


@pytest.mark.parametrize("stage", WINDOWS, indirect=True, ids=lambda w: f"{w[0]}-{w[1][0]}x{w[1][1]}-{w[2]}-{w[3]}")
def test_everything_has_room_a_name_and_our_words(stage: Stage) -> None:
    stage = Looked(stage.window, stage.size)
    stage.found = []
    by_state = {}
    for name, shot in SHOTS.items():
        stage.found = []
        shot(stage)
        by_state[name] = stage.found
    assert {name: found for name, found in by_state.items() if found} == {}


def test_a_record_torn_off_has_room_and_its_keyboard_is_seen(stage: Stage) -> None:
    stage.go("obstacles", view="open")
    torn = [
        tear_off(stage.window.context, Ref(entity, record.uid), stage.window)
        for entity in ("obstacle", "agreement", "escalation", "answer", "meeting", "project", "task", "document")
        for record in stage.window.context.workbench.repository.all(entity)[:1]
    ]
    stage.settle()
    for window in torn:
        assert window is not None
        assert faults(window) == []
        assert unseen(window) == []
        window.close()


# the keyboard


def unseen(root: QWidget) -> list[str]:
    """Stops of the Tab key where nothing on the screen tells that the keyboard is there."""
    root.activateWindow()
    QApplication.processEvents()
    stops: list[QWidget] = []
    found = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or root, Qt.Key.Key_Tab)
        QApplication.processEvents()
        at = QApplication.focusWidget()
        if at is None or at in stops:
            break
        stops.append(at)
        if (changed := _changed_by_focus(at)) < SEEN:
            found.append(f"{type(at).__name__} “{at.accessibleName()}” in {type(at.parent()).__name__}: {changed} px")
    assert stops, "nothing takes the keyboard"
    return found


def _changed_by_focus(at: QWidget) -> int:
    """Pixels in and around a control that are others while it has the keyboard."""
    window, around = at.window(), QRect(at.mapTo(at.window(), QPoint(-3, -3)), at.size() + QSize(6, 6))
    focused = window.grab(around).toImage()
    at.clearFocus()
    QApplication.processEvents()
    plain = window.grab(around).toImage()
    at.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return _differing(focused, plain)


def _differing(one: QImage, other: QImage) -> int:
    plain = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (one, other)]  # held while it is read
    first, second = (bytes(image.constBits()) for image in plain)
    if first == second:
        return 0
    return sum(first[at : at + 3] != second[at : at + 3] for at in range(0, min(len(first), len(second)), 4))


@pytest.mark.parametrize("stage", [("vi", (1366, 738), 1.0, name) for name in THEMES], indirect=True, ids=list(THEMES))
def test_the_keyboard_is_seen_at_every_stop_of_a_page(stage: Stage) -> None:
    by_page = {}
    for page in EVERY:
        stage.go(page)
        by_page[page] = unseen(stage.window)
    assert {page: found for page, found in by_page.items() if found} == {}


class Tabbed(Stage):
    """Goes round a sheet with the Tab key where a picture of it would be taken."""

    found: list[str]

    def picture(self, dialog: QDialog | None = None) -> None:  # type: ignore[override]
        if isinstance(dialog, Sheet) and dialog.isVisible():
            self.found += [*unseen(dialog), *nameless(dialog)]


def test_the_keyboard_is_seen_at_every_stop_of_a_sheet_and_goes_back_to_its_caller(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    returned: list[str] = []
    hidden = Sheet.hideEvent

    def hide(sheet: Sheet, event: object) -> None:
        caller = sheet._caller
        hidden(sheet, event)  # type: ignore[arg-type]
        came = caller.window().focusWidget() if isinstance(caller, QWidget) else None
        if came is not caller:
            returned.append(f"{type(sheet).__name__}: from {type(caller).__name__} to {type(came).__name__}")

    monkeypatch.setattr(Sheet, "hideEvent", hide)
    stage = Tabbed(stage.window, stage.size)
    stage.found = []
    for shot in SHOTS.values():
        shot(stage)
    assert (stage.found, returned) == ([], [])
