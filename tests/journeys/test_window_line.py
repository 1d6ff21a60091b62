"""The central job with the window, as the officer does it: take in a submission, decide, write, look, take back.

Work runs on the real worker thread; the officer's hands are keys and clicks.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import which
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from ui.ask import Answers
from ui.context import Page
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.tasks import TaskRunner
from ui.views.answer import AnswerPage
from ui.views.escalate import EscalatePage
from ui.views.import_flow.flow import CHANGES, FILES, PROBLEMS, RESULT, SHEET
from ui.views.import_flow.page import ImportPage
from ui.views.print_page import PrintPage
from ui.views.registers import RegisterPage
from workbench.services.workbench import Workbench

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
P = TypeVar("P", bound=Page)
LONG_MS = 20_000  # reading starts a process of its own


class Officer:
    """Hands on one window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    @property
    def record(self) -> Workbench:
        """The record behind the window."""
        return self.window.context.workbench

    @property
    def page(self) -> ImportPage:
        """The import page in sight."""
        return self.at(ImportPage)

    def at(self, kind: type[P]) -> P:
        """The page in sight, which is of a kind."""
        shown = self.window.stack.current()
        assert isinstance(shown, kind)
        return shown

    def wait(self, done: Callable[[], bool]) -> None:
        """Until something is so."""
        self._qtbot.waitUntil(done, timeout=LONG_MS)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, to whatever has the keyboard; what it changed is laid out before the next one, as by hand."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def wait_for_step(self, step: int) -> None:
        """Until the import is at a step and nothing runs."""
        self.wait(lambda: self.page.flow.step == step and self.page.driver.reading is None)

    def wait_for(self, words: str) -> None:
        """Until the act that leads on is called so and can be done."""
        button = self.page.head.go_on
        self.wait(lambda: button.text() == words and button.isEnabled())

    def wait_for_redo(self, offered: bool) -> None:
        """Until the window offers to do again what was taken back, or no longer does."""
        redo = self.window.commands.actions["redo"]
        self.wait(lambda: redo.isEnabled() == offered)

    def obstacles(self) -> dict[str, date | None]:
        """Content and due date of every stored obstacle."""
        return {r.values.content: r.values.requested_due for r in self.record.repository.all("obstacle")}


@pytest.fixture
def officer(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Officer]:
    """At the window of a record that took in the second quarter; the file dialog will give the third."""
    from ui.theme import theme

    theme.apply(qapp, "light")
    opened = scene.settled_record(tmp_path)
    book = PreferenceBook()
    book.current = Preferences(officer=opened.actor)
    asker = Answers([scene.third_quarter_file(tmp_path)], tmp_path / "so-kien-nghi.pdf")
    window = MainWindow(opened, opened.database.path, TaskRunner(), book, asker)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.go("today")
    yield Officer(window, qtbot)
    window.close()


def take_in(officer: Officer) -> None:
    """Ctrl+I, choose the file, look at sheet and findings, come to the changes."""
    officer.press(Key.Key_I, Ctrl)
    officer.wait_for_step(FILES)
    officer.press(Key.Key_Return)  # the keyboard is on “Chọn tệp…”
    officer.wait_for_step(SHEET)
    officer.page.head.go_on.click()
    officer.wait_for_step(PROBLEMS)
    officer.press(Key.Key_F8)
    officer.page.head.go_on.click()
    officer.wait_for_step(CHANGES)
    officer.wait_for("Ghi 12 dòng vào sổ")
    QTest.qWait(QApplication.doubleClickInterval())  # a look at least: a double click writes nothing


def decide(officer: Officer) -> None:
    """Settle both conflicts and merge the possible duplicate."""
    changes = officer.page.changes
    officer.press(Key.Key_Return)  # from the list to the choices of its first row
    officer.press(Key.Key_Space)  # keep the date of the record
    changes.pane.first_focus().setFocus()
    officer.press(Key.Key_Down)
    officer.press(Key.Key_Space)  # take the proposal of the file
    officer.wait_for("Ghi 13 dòng vào sổ")
    officer.press(Key.Key_F8)
    officer.press(Key.Key_Down)
    officer.press(Key.Key_Space)
    officer.press(Key.Key_F8)
    officer.press(Key.Key_Return)  # the doubtful row beside its record
    assert changes.is_merging()
    changes.merge.choosers["issue", "record"].click()
    changes.merge.merge.click()
    officer.wait_for("Ghi 15 dòng vào sổ")


def test_a_submission_is_taken_in_decided_written_and_taken_back(officer: Officer) -> None:
    before = officer.obstacles()
    take_in(officer)
    decide(officer)
    assert officer.obstacles() == before, "nothing is written before the officer says so"

    officer.page.head.go_on.click()
    officer.wait_for_step(RESULT)
    after = officer.obstacles()
    assert len(after) == len(before) + 7
    assert after[scene.FIRST[0].issue] == date(2026, 10, 6), "kept as the register had it"
    assert after[scene.FIRST[1].issue] == date(2026, 12, 5), "taken from the file"
    assert after[scene.FIRST[2].issue] == date(2026, 11, 30), "merged under the words of the record"

    listed = next(line for line in officer.page.result.lines if line.step.page == "obstacles")
    listed.link.click()
    assert isinstance(officer.window.stack.current(), RegisterPage)
    officer.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    officer.wait_for_step(RESULT)

    officer.press(Key.Key_Z, Ctrl)
    officer.wait_for_redo(True)
    assert officer.obstacles() == before
    officer.press(Key.Key_Y, Ctrl)
    officer.wait_for_redo(False)
    assert officer.obstacles() == after


def escalate(officer: Officer) -> None:
    """From the result: one of the new obstacles to the body it asks, entered in the register."""
    next(line for line in officer.page.result.lines if line.step.page == "escalate").link.click()
    page = officer.at(EscalatePage)
    officer.wait(lambda: len(page.obstacles.cards) == len(scene.NEW))
    for card in page.obstacles.cards.values():
        if scene.NEW[2].issue not in card.picked.title:
            card.box.click()
    officer.wait(lambda: page.shown is not None and len(page.shown.draft.obstacles) == 1)
    officer.wait(lambda: page.shown is not None and page.shown.draft.to_organization == "BXD")
    page.enter.click()
    officer.wait(lambda: officer.window.stack.current().key == "escalations")
    [made] = officer.record.repository.all("escalation")
    assert (made.values.sent_date, made.values.due_date) == (date(2026, 10, 12), date(2026, 11, 2))
    officer.wait(lambda: officer.at(RegisterPage).table.current_uid() == made.uid)


def answer(officer: Officer) -> None:
    """The answer to it: one paper that settles it."""
    officer.press(Key.Key_R, Ctrl)
    page = officer.at(AnswerPage)
    officer.wait(lambda: len(page.list.rows) == 1)
    [line] = page.list.rows.values()
    page.paper.number.setText("4821/BXD-KHTC")
    page.paper.issued.set_value(date(2026, 10, 12))
    line.set_outcome("resolved")
    officer.wait(lambda: page.enter.text() == "Ghi và đóng 1 vướng mắc" and page.enter.isEnabled())
    page.enter.click()
    officer.wait(lambda: officer.window.stack.current().key == "answers")
    closed = [r for r in officer.record.repository.all("obstacle") if r.values.closed_date]
    assert [r.values.content for r in closed] == [scene.NEW[2].issue]


def printed(officer: Officer, folder: Path) -> Path:
    """The escalation register of all times as PDF."""
    officer.window.go("print", register="escalations", period=None)
    page = officer.at(PrintPage)
    officer.wait(lambda: page.header.note().startswith("1 kiến nghị") and page.preview.complete())
    page.save.click()
    target = folder / "so-kien-nghi.pdf"
    officer.wait(target.is_file)
    return target


def test_what_came_by_file_is_escalated_answered_and_printed(officer: Officer, tmp_path: Path) -> None:
    take_in(officer)
    officer.page.head.go_on.click()
    officer.wait_for_step(RESULT)
    escalate(officer)
    answer(officer)
    pdf = printed(officer, tmp_path)
    reader = which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    words = subprocess.run([reader, "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    for expected in ("SỔ THEO DÕI KIẾN NGHỊ", "01/BC-", "Cầu Mỹ Thuận cũ", "BXD-KHTC", "01 kiến nghị; đã trả lời: 01"):
        assert expected in words
