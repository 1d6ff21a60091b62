"""What holds on every page of the rail: words fit, nothing scrolls sideways, every Tab stop is seen and says its
name, words and theme change in place. Run on the sample record, which fills them all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.looking import faults, name_of, shown_part, sideways
from tests.ui.window_scene import OFFICER
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.shell.pages import PAGES
from ui.tasks import InlineRunner
from ui.theme import theme
from ui.widgets.buttons import Button
from workbench.clock import FixedClock
from workbench.messages import set_language
from workbench.records.changes import ChangeSummary
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench

CLOCK = FixedClock.on(date(2026, 10, 12), prefix="page")
EVERY = tuple(PAGES)
DETAIL_FOLLOWS_MS = 60  # after the table; as often as the page takes for what is drawn by and by
SIZES = [(1366, 738, 1.0), (1093, 544, 1.0), (1093, 544, 1.25), (1024, 540, 1.0)]
MOST_STOPS = 90  # a page with more stops of the Tab key than this loses its officer


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample record, as a file."""
    path = tmp_path_factory.mktemp("every-page") / "mau.lkv"
    sample_record(path, CLOCK).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sample: Path) -> Iterator[MainWindow]:
    """The window on a copy of it."""
    yield _open(qtbot, tmp_path, sample)


def _open(qtbot: QtBot, folder: Path, sample: Path, **kept: object) -> MainWindow:
    book = PreferenceBook()
    book.current = Preferences(officer=OFFICER, **kept)  # type: ignore[arg-type]
    file = Path(shutil.copy(sample, folder / "LienKetVung-DBSCL.lkv"))
    window = MainWindow(Workbench.open(file, CLOCK, OFFICER), file, InlineRunner(), book)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_words_fit_and_nothing_scrolls_sideways(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, sample: Path, lang: str, width: int, height: int, scale: float
) -> None:
    set_language(lang)
    theme.apply(qapp, "light", scale)
    window = _open(qtbot, tmp_path, sample, language=lang, scale=scale)
    window.resize(width, height)
    found = []
    for page in EVERY:
        window.go(page)
        found += [f"{page}: {where}" for where in _settled(qtbot, lambda: [*faults(window), *sideways(window)])]
    assert found == []


def _settled(qtbot: QtBot, look: Callable[[], list[str]], looks: int = 20) -> list[str]:
    """What is amiss once the layout has come to rest: a busy machine needs more than one turn for it."""
    for _ in range(looks):
        qtbot.wait(40)
        if not (found := look()):
            break
    return found


def stops(window: MainWindow) -> list[QWidget]:
    """Where the Tab key leads until it comes round; each must be in sight when it has the keyboard."""
    seen: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
        at = QApplication.focusWidget()
        if at is None or at in seen:
            break
        assert at.isVisible() and not shown_part(at, window).isEmpty(), (
            f"{type(at).__name__} {name_of(at)} is out of sight"
        )
        seen.append(at)
    return seen


@pytest.mark.parametrize("page", EVERY)
def test_tab_goes_round_and_every_stop_is_seen_and_named(window: MainWindow, page: str) -> None:
    window.go(page)
    QApplication.processEvents()
    visited = stops(window)
    assert visited, "nothing takes the keyboard"
    nameless = [w for w in visited if not name_of(w).strip()]
    assert [f"{type(w).__name__} {w.objectName()} in {type(w.parent()).__name__}" for w in nameless] == []
    assert len(visited) < MOST_STOPS


@pytest.mark.parametrize("page", EVERY)
def test_the_chief_act_is_reached_by_tab(window: MainWindow, page: str) -> None:
    window.go(page)
    shown = window.stack.current()
    assert shown is not None
    chief = [b for b in shown.findChildren(Button) if b.variant == "primary" and b.isVisible() and b.isEnabled()]
    visited = stops(window)
    assert [b.text() for b in chief if b not in visited] == []


@pytest.mark.parametrize("page", EVERY)
def test_words_and_theme_change_in_place_and_leave_what_is_chosen(window: MainWindow, page: str) -> None:
    window.go(page)
    for view in _lists(window):
        if view.model().rowCount() > 2 and view.selectionModel() is not None:
            view.setCurrentIndex(view.model().index(2, 0))
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    QTest.qWait(2 * DETAIL_FOLLOWS_MS)
    shown, before, focus = window.stack.current(), chosen(window), QApplication.focusWidget()
    window.book.change(theme="dark")
    QApplication.processEvents()
    assert (window.stack.current(), chosen(window), QApplication.focusWidget()) == (shown, before, focus)
    window.book.change(language="en")
    QTest.qWait(2 * DETAIL_FOLLOWS_MS)
    shown = window.stack.current()
    assert shown is not None and shown.key == page
    assert [rows for rows, *_ in chosen(window)["lists"]] == [rows for rows, *_ in before["lists"]]
    assert theme.current().name == "dark"
    areas = [a for a in shown.findChildren(QAbstractScrollArea) if a.isVisible()]
    grounds = [a.palette().base().color().lightness() for a in areas]
    assert all(ground < 128 for ground in grounds), grounds


def _lists(window: MainWindow) -> list[QAbstractItemView]:
    views = window.stack.findChildren(QAbstractItemView)
    return [view for view in views if view.isVisible() and view.model() is not None]


def chosen(window: MainWindow) -> dict[str, list[Any]]:
    """What an officer chose on the page shown: rows and place in lists, typed words, ticks, entries of boxes."""
    page = window.stack.current()
    assert page is not None
    return {
        "lists": [(v.currentIndex().row(), v.verticalScrollBar().value()) for v in _lists(window)],
        "words": [edit.text() for edit in page.findChildren(QLineEdit)],
        "ticks": [b.isChecked() for b in page.findChildren(QAbstractButton) if page.key != "settings"],  # of the theme
        "boxes": [box.currentIndex() for box in page.findChildren(QComboBox)],
    }


@pytest.mark.parametrize("page", EVERY)
def test_f6_goes_through_the_parts_of_the_page(window: MainWindow, page: str) -> None:
    window.go(page)
    shown = window.stack.current()
    assert shown is not None
    reached = set()
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        QApplication.processEvents()
        at = QApplication.focusWidget()
        reached.add(at is not None and shown.isAncestorOf(at))
    assert reached == {True, False}, "between the page and the rail"


def test_a_page_made_anew_in_other_words_leaves_nobody_who_still_hears(window: MainWindow, qapp: QApplication) -> None:
    for page in EVERY:
        window.go(page)
    window.book.change(language="en")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.context.tell(ChangeSummary())  # an error in one of the old pages fails the test
    window.context.events.day_changed.emit()
    window.book.change(language="vi")
