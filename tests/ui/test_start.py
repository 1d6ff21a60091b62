"""The window is on the screen before its record is read; nothing moves and nothing typed is lost when it is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import TODAY, copy_record
from ui import app
from ui.app import Session
from ui.forms.record_form import RecordForm, open_form
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook
from ui.shell import waiting
from ui.shell.dialogs import ErrorSheet, Question
from ui.shell.page_header import PageHeader
from ui.shell.passphrase import Wanted
from ui.shell.wait_sheet import WaitSheet
from ui.tasks import InlineRunner, TaskRunner
from ui.views.today import TodayPage
from ui.widgets.buttons import IconButton
from workbench.clock import FixedClock
from workbench.domain.submissions import ImportBatch
from workbench.services.importing import half_done
from workbench.services.listing import Lists
from workbench.services.protecting import protect
from workbench.storage.outside import note_path, opens_plainly
from workbench.storage.scraps import Scraps

CLOCK = FixedClock.on(TODAY)


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    hook = sys.excepthook
    made = Session(qapp, PreferenceBook(), FixedClock.on(TODAY), InlineRunner)
    yield made
    for window in (made.window, made.first_run, made._frame):
        if window is not None:
            window.close()
            window.deleteLater()
    sys.excepthook = hook


def places(window: MainWindow) -> dict[str, tuple[QPoint, int, int]]:
    """Where the lasting parts of the window lie."""
    head = next(found for found in window.stack.findChildren(PageHeader) if found.isVisible())
    parts: dict[str, QWidget] = {
        "rail": window.nav, "search": window.header.search, "period": window.header, "menus": window.top.menus,
        "pages": window.stack, "status": window.status, "head": head, "title": head._title,
    }  # fmt: skip
    return {name: (part.mapTo(window, QPoint(0, 0)), part.width(), part.height()) for name, part in parts.items()}


def test_the_frame_becomes_the_window(session: Session, tmp_path: Path) -> None:
    path = copy_record(tmp_path)
    session.show_frame(path)
    frame = session._frame
    assert frame is not None and frame.isVisible()
    session.open_record(path)
    assert session.window is frame and session._frame is None
    assert isinstance(frame.stack.current(), TodayPage)


def test_nothing_moves_when_the_record_comes(session: Session, tmp_path: Path, qapp: QApplication) -> None:
    path = copy_record(tmp_path)
    session.show_frame(path)
    assert session._frame is not None
    before = places(session._frame)
    session.open_record(path)
    qapp.processEvents()
    assert session.window is not None
    assert places(session.window) == before


def test_the_frame_names_page_and_file_and_has_no_focus_ring(session: Session, tmp_path: Path) -> None:
    session.show_frame(copy_record(tmp_path))
    frame = session._frame
    assert frame is not None
    assert frame.nav.current() == "today"
    assert [head.title() for head in frame.stack.findChildren(PageHeader)] == ["Hôm nay"]
    assert next(action.text() for action in frame.top.menus.actions()) == "&Tệp"
    assert not any(row.hasFocus() for row in frame.nav.findChildren(QWidget))


def test_clicks_on_the_frame_do_nothing(session: Session, tmp_path: Path) -> None:
    session.show_frame(copy_record(tmp_path))
    frame = session._frame
    assert frame is not None
    QTest.mouseClick(frame.nav._rows["obstacles"], Qt.MouseButton.LeftButton)
    frame.run_command("settings")
    assert frame.stack.current() is None


def test_keys_wait_for_the_page(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[QEventLoop.ProcessEventsFlag] = []
    monkeypatch.setattr(app.QCoreApplication, "processEvents", lambda *flags: asked.extend(flags))
    session.show_frame(copy_record(tmp_path))
    assert asked and set(asked) == {QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents}


def test_what_was_typed_into_search_is_sought_once_the_record_is_there(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = copy_record(tmp_path)
    session.show_frame(path)
    assert session._frame is not None
    session._frame.header.search.setText("cống")
    session.open_record(path)
    assert session.window is not None
    assert session.window.header.search.text() == "cống"


def test_a_record_that_asks_something_first_shows_no_frame(session: Session, tmp_path: Path) -> None:
    path = copy_record(tmp_path)
    protect(path, "sông Tiền", CLOCK, "A", [], with_copies=False)
    assert not opens_plainly(path)
    other = copy_record(tmp_path)
    assert opens_plainly(other)
    note_path(other).write_text("{}")
    assert not opens_plainly(other)
    assert not opens_plainly(tmp_path / "không có.lkv")


def test_a_damaged_record_ends_the_frame(session: Session, tmp_path: Path) -> None:
    path = copy_record(tmp_path)
    content = bytearray(path.read_bytes())
    content[16384:40000] = b"\xff" * (40000 - 16384)
    path.write_bytes(bytes(content))
    session.start(path, demo=False)
    assert session._frame is None and session.window is None
    assert session.first_run is not None and session.first_run.isVisible()


def test_another_use_is_asked_about(session: Session, tmp_path: Path) -> None:
    from workbench.services.workbench import Workbench

    path = copy_record(tmp_path)
    with Workbench.open(path, CLOCK, "B"):
        session.start(path, demo=False)
        assert session._frame is None and session.first_run is not None
        assert session.first_run.findChild(Question) is not None


def test_an_import_that_cannot_be_taken_up_again_is_told(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    path, home = copy_record(tmp_path), tmp_path / "home"
    batch = ImportBatch(file_name="TỐI MẬT", sha256="1" * 64, state="draft")
    half_done.keep(Scraps(home, path), batch, b"data")
    opened = Session(qapp, PreferenceBook(home / "window.ini"), CLOCK, InlineRunner)
    opened.open_record(path)
    assert opened.window is not None
    qtbot.addWidget(opened.window)
    assert "TỐI MẬT" in opened.window.banner.message()


HALF = (
    ("form-obstacle-new", {"at": "", "entered": {"content": "Chưa khớp cao độ"}}, "Ghi vướng mắc", ""),
    ("form-obstacle-vm63", {"at": "", "entered": {"cause": "Khác"}}, "Sửa vướng mắc VM-2026-063", "vm63"),
)


@pytest.mark.parametrize(("page", "kept", "said", "uid"), HALF)
def test_what_was_half_entered_is_offered_at_the_next_start(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, page: str, kept: dict[str, Any], said: str, uid: str
) -> None:
    path, home = copy_record(tmp_path), tmp_path / "home"
    Scraps(home, path).keep(page, kept)
    opened = Session(qapp, PreferenceBook(home / "window.ini"), CLOCK, InlineRunner)
    opened.open_record(path)
    window = opened.window
    assert window is not None
    qtbot.addWidget(window)
    assert window.banner.message() == f"Còn phần đang nhập dở: {said}."
    window.banner.acted.emit()
    form = window.findChild(RecordForm)
    assert form is not None and form.uid == uid and form.is_touched()
    assert not window.above.isVisible()
    form.done(0)


def test_the_offer_goes_once_the_work_was_gone_on_with_by_any_way(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    path, home = copy_record(tmp_path), tmp_path / "home"
    Scraps(home, path).keep("form-obstacle-vm63", {"at": "", "entered": {"cause": "Khác"}})
    opened = Session(qapp, PreferenceBook(home / "window.ini"), CLOCK, InlineRunner)
    opened.open_record(path)
    window = opened.window
    assert window is not None and window.above.isVisible()
    qtbot.addWidget(window)
    form = open_form(window, window.context, "obstacle", "vm63")
    assert form.save()
    qtbot.waitUntil(lambda: not window.above.isVisible())


def test_what_was_said_at_the_start_can_be_put_away(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    path, home = copy_record(tmp_path), tmp_path / "home"
    Scraps(home, path).keep("form-obstacle-new", {"at": "", "entered": {"content": "a"}})
    opened = Session(qapp, PreferenceBook(home / "window.ini"), CLOCK, InlineRunner)
    opened.open_record(path)
    window = opened.window
    assert window is not None
    qtbot.addWidget(window)
    window.banner.findChildren(IconButton)[0].click()
    assert not window.above.isVisible()


def test_a_kept_draft_of_a_record_that_is_gone_is_not_offered(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    path, home = copy_record(tmp_path), tmp_path / "home"
    Scraps(home, path).keep("form-obstacle-nowhere", {"at": "", "entered": {}})
    opened = Session(qapp, PreferenceBook(home / "window.ini"), CLOCK, InlineRunner)
    opened.open_record(path)
    assert opened.window is not None
    qtbot.addWidget(opened.window)
    assert not opened.window.above.isVisible()


# what is imported when

_FIRST_PAGE = """
made.show_frame(path)
made.open_record(path, remember=False)
while made.window is None or not made.window.stack.current().header.note():
    app.processEvents()
"""


def test_the_frame_needs_little_of_the_program() -> None:
    """Nor what is slow to import: each of these takes longer than the frame."""
    late = {
        "ui.context", "ui.views", "sqlite3", "openpyxl", "numpy", "click", "babel", "PySide6.QtPrintSupport", "calendar",
        "dataclasses", "decimal", "fractions",
    }  # fmt: skip
    known = {
        "", ".assets", ".clock", ".disk", ".errors", ".folders", ".kept", ".messages", ".progress", ".storage",
        ".storage.outside", ".values", ".values.percent", ".values.periods",
    }  # fmt: skip
    found = imported("made.show_frame(path)")
    assert found & late == set()
    assert {name.removeprefix("workbench") for name in found if name.startswith("workbench")} <= known


def test_the_first_page_needs_nothing_that_reads_what_people_write(tmp_path: Path) -> None:
    """Names of places and bodies, numbers of papers, days in words, marks of secrecy: all of them long patterns."""
    late = {
        "workbench.values.codes", "workbench.values.date_reading", "workbench.domain.places", "workbench.domain.bodies",
        "workbench.domain.secrecy", "workbench.exchange.reading", "_strptime", "fractions", "openpyxl", "xlsxwriter",
        "numpy", "lxml", "click", "babel", "holidays", "multiprocessing", "workbench.values.money",
        "workbench.values.syllables", "concurrent", "logging",
    }  # fmt: skip
    assert imported(_FIRST_PAGE, copy_record(tmp_path)) & late == set()


def test_the_first_page_comes_without_what_a_click_opens(tmp_path: Path) -> None:
    late = {
        "ui.shell.dialogs", "ui.shell.wait_sheet", "ui.shell.lock_sheet", "ui.shell.passphrase", "ui.shell.help",
        "ui.views.registers_facets", "ui.views.registers_table", "ui.models.record_table", "ui.widgets.frozen",
        "workbench.storage.figures",
    }  # fmt: skip
    assert imported(_FIRST_PAGE, copy_record(tmp_path)) & late == set()


def imported(act: str, record: Path = Path("a.lkv")) -> set[str]:
    """The modules that are there after an act of a program that has just started."""
    code = f"""
import sys
from pathlib import Path
from ui import binding
binding.bring()
from ui.app import Session
from ui.preferences import PreferenceBook
from ui.theme import theme
from workbench.clock import SystemClock
app, path = theme.application([]), Path({str(record)!r})
made = Session(app, PreferenceBook(), SystemClock())
made.dress()
{act}
print("modules", *sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("modules ")[2].split())


# what takes long


@pytest.fixture
def slow(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """As the program runs, with every wait long enough for a sheet."""
    hook = sys.excepthook
    monkeypatch.setattr(waiting, "_PATIENCE_MS", 0)
    made = Session(qapp, PreferenceBook(), FixedClock.on(TODAY), TaskRunner)
    yield made
    for window in (made.window, made.first_run, made._frame):
        if window is not None:
            window.close()
            window.deleteLater()
    sys.excepthook = hook


def listed_by_an_older_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE listing_state SET rules=1, searched=0")
    connection.close()


def wait_sheet(session: Session) -> WaitSheet:
    over = session._shown()
    assert over is not None
    found = over.findChild(WaitSheet)
    assert found is not None and found.isVisible()
    return found


def hold_listing(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Listing anew waits at its first step until told to go on."""
    go_on = threading.Event()
    rebuild = Lists.rebuild

    def held(self: Lists, connection: Any, tell: Any) -> None:
        while not go_on.wait(0.01):
            tell(0)
        rebuild(self, connection, tell)

    monkeypatch.setattr(Lists, "rebuild", held)
    return go_on


def test_a_record_that_is_listed_anew_says_so_over_the_frame(
    slow: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy_record(tmp_path)
    listed_by_an_older_program(path)
    go_on = hold_listing(monkeypatch)
    slow.start(path, demo=False)
    sheet = wait_sheet(slow)
    assert slow.window is None
    qtbot.waitUntil(lambda: sheet.line._detail.text() == "Đang lập lại mục lục tra cứu của sổ")
    assert 0 < (sheet.line.bar.share() or 0) < 1
    frame = slow._frame
    go_on.set()
    qtbot.waitUntil(lambda: slow.window is not None)
    assert slow.window is frame
    assert not [sheet for sheet in frame.findChildren(WaitSheet) if sheet.isVisible()]


def test_opening_that_is_stopped_leads_to_the_first_page(
    slow: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy_record(tmp_path)
    listed_by_an_older_program(path)
    hold_listing(monkeypatch)
    slow.start(path, demo=False)
    wait_sheet(slow).line._stop.click()
    qtbot.waitUntil(lambda: slow.first_run is not None)
    assert slow.window is None and slow._frame is None and not note_path(path).exists()


def test_the_passphrase_is_set_behind_a_sheet_and_the_record_comes_back(
    slow: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = copy_record(tmp_path)
    slow.open_record(path)
    qtbot.waitUntil(lambda: slow.window is not None)
    first = slow.window
    slow._protect(path, Wanted("sông Tiền sông Hậu", False))
    assert slow._frame is not None and slow._frame.isVisible()
    assert wait_sheet(slow).line.isVisible()
    qtbot.waitUntil(lambda: slow.window is not None, timeout=20_000)
    assert slow.window is not first and slow.window is not None
    assert slow.window.context.workbench.database.key is not None
    page = slow.window.stack.current()
    qtbot.waitUntil(lambda: page is not None and slow.window.stack.current().key == "data")  # type: ignore[union-attr]


def test_going_back_that_fails_opens_the_record_again_and_says_why(slow: Session, tmp_path: Path, qtbot: QtBot) -> None:
    path = copy_record(tmp_path)
    slow.open_record(path)
    qtbot.waitUntil(lambda: slow.window is not None)
    (tmp_path / "không phải sổ.lkv").write_bytes(b"x" * 5000)
    slow._go_back(path, tmp_path / "không phải sổ.lkv", [])
    qtbot.waitUntil(lambda: slow.window is not None)
    assert slow.window is not None
    qtbot.waitUntil(lambda: slow.window.findChild(ErrorSheet) is not None)  # type: ignore[union-attr]
    slow.window.findChild(ErrorSheet).close()


def test_the_sample_is_made_behind_a_sheet_that_offers_no_stop(slow: Session, qtbot: QtBot) -> None:
    slow.start(None, demo=True)
    sheet = wait_sheet(slow)
    assert not sheet.line._stop.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: slow.window is not None, timeout=60_000)
    assert slow.window is not None and slow.window.is_sample()
    slow.window.close()
    slow._clean()
