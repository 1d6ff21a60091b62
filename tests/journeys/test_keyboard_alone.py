"""A day of the officer with the keyboard alone: find, mend, take back, take in a file, decide, escalate, answer, print.

No widget is clicked or set from here: everything goes through keys, and buttons are walked to with Tab.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.test_window_line import Ctrl, Key, Officer, officer  # noqa: F401
from tests.ui import import_scene as scene
from tests.ui.keys import type_text
from ui.views.answer import AnswerPage
from ui.views.escalate import EscalatePage
from ui.views.import_flow.flow import CHANGES, FILES, PROBLEMS, RESULT, SHEET
from ui.views.print_page import PrintPage
from ui.views.registers import RegisterPage
from ui.widgets.table import Table
from workbench.records.record import Ref

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FARTHEST = 120


def walk_to(hands: Officer, wanted: QWidget) -> None:
    """Tab until a control has the keyboard."""
    for _ in range(FARTHEST):
        if QApplication.focusWidget() is wanted:
            return
        hands.press(Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {type(wanted).__name__} {wanted.accessibleName() or ''}")


def push(hands: Officer, button: QWidget) -> None:
    """Walk to a button and press it."""
    walk_to(hands, button)
    hands.press(Key.Key_Space)


def typed(words: str) -> None:
    """Words into whatever has the keyboard."""
    at = QApplication.focusWidget()
    assert at is not None
    type_text(at, words)


def test_find_mend_and_take_back(officer: Officer) -> None:  # noqa: F811
    hands = officer
    hands.press(Key.Key_3, Ctrl)
    page = hands.at(RegisterPage)
    hands.press(Key.Key_F, Ctrl)
    typed("cong ngan man vung liem")
    hands.wait(lambda: page.table.model().rowCount() == 1)
    hands.press(Key.Key_Down)  # into the list
    ref = Ref("obstacle", page.table.current_uid())
    before = hands.record.repository.need(ref).values
    hands.press(Key.Key_F2)
    hands.press(Key.Key_End, Ctrl)
    typed(" từ tháng tám")
    hands.press(Key.Key_Return, Ctrl)  # save and close
    hands.wait(lambda: hands.record.repository.need(ref).values.content == before.content + " từ tháng tám")
    hands.window.activateWindow()  # as any desktop does when a dialog closes; the offscreen one does not
    hands.wait(lambda: QApplication.activeWindow() is hands.window and isinstance(QApplication.focusWidget(), Table))
    hands.press(Key.Key_Z, Ctrl)
    hands.wait(lambda: hands.record.repository.need(ref).values == before)


def take_in(hands: Officer) -> None:
    """The file of the third quarter, to its changes."""
    hands.press(Key.Key_I, Ctrl)
    hands.wait_for_step(FILES)
    hands.press(Key.Key_Return)
    hands.wait_for_step(SHEET)
    push(hands, hands.page.head.go_on)
    hands.wait_for_step(PROBLEMS)
    hands.press(Key.Key_F8)
    push(hands, hands.page.head.go_on)
    hands.wait_for_step(CHANGES)
    hands.wait_for("Ghi 12 dòng vào sổ")


def decide_a_conflict(hands: Officer) -> None:
    """The first one: the date as the record has it, the proposal as the file has it."""
    hands.press(Key.Key_Return)  # from the list to the choices of its first row
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Space)
    hands.wait_for("Ghi 13 dòng vào sổ")


def escalate(hands: Officer) -> str:
    """One new obstacle to the body it asks, entered in the register; gives its content."""
    page = hands.at(EscalatePage)
    hands.wait(lambda: bool(page.obstacles.cards))
    wanted = scene.NEW[2].issue
    for card in page.obstacles.cards.values():
        if wanted not in card.picked.title:
            push(hands, card.box)
    hands.wait(lambda: page.shown is not None and len(page.shown.draft.obstacles) == 1)
    push(hands, page.enter)
    hands.wait(lambda: hands.window.stack.current().key == "escalations")
    return wanted


def answer(hands: Officer) -> None:
    """The paper that settles it."""
    hands.press(Key.Key_R, Ctrl)
    page = hands.at(AnswerPage)
    hands.wait(lambda: len(page.list.rows) == 1)
    walk_to(hands, page.paper.number)
    typed("4821/BXD-KHTC")
    hands.press(Key.Key_Tab)
    typed("12102026")
    hands.press(Key.Key_Tab)
    [line] = page.list.rows.values()
    walk_to(hands, line.outcome)
    hands.press(Key.Key_Down)  # the first of the outcomes: resolved
    hands.wait(lambda: page.enter.text() == "Ghi và đóng 1 vướng mắc" and page.enter.isEnabled())
    push(hands, page.enter)
    hands.wait(lambda: hands.window.stack.current().key == "answers")


def test_import_decide_escalate_answer_print(officer: Officer, tmp_path: Path) -> None:  # noqa: F811
    hands = officer
    take_in(hands)
    decide_a_conflict(hands)
    push(hands, hands.page.head.go_on)
    hands.wait_for_step(RESULT)
    push(hands, next(line for line in hands.page.result.lines if line.step.page == "escalate").link)
    wanted = escalate(hands)
    [made] = hands.record.repository.all("escalation")
    assert made.values.sent_date == date(2026, 10, 12) and made.values.to_organization == "BXD"
    answer(hands)
    closed = [r for r in hands.record.repository.all("obstacle") if r.values.closed_date]
    assert [r.values.content for r in closed] == [wanted]
    hands.press(Key.Key_P, Ctrl)
    hands.wait(lambda: isinstance(hands.window.stack.current(), PrintPage))  # a print waits for the whole list
    page = hands.at(PrintPage)
    hands.wait(page.preview.complete)
    push(hands, page.save)
    hands.wait((tmp_path / "so-kien-nghi.pdf").is_file)
