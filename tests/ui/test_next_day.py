"""The program stays open over night: nothing that is entered the next morning is of the day before."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.keys import type_text
from ui.main_window import MainWindow
from ui.views.answer import AnswerPage
from ui.views.escalate import EscalatePage
from ui.views.print_page import PrintPage
from ui.widgets.dates import DateEdit
from workbench.clock import FixedClock

MORNING = date(2026, 10, 13)


def sleep(window: MainWindow) -> None:
    """Another day begins."""
    clock = window.context.workbench.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(days=1)
    window.context.events.day_changed.emit()


def today_by_key(edit: DateEdit) -> date | None:
    """What Ctrl+; enters."""
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    return edit.value()


def test_an_escalation_begun_the_next_morning_is_of_that_day(window: MainWindow) -> None:
    window.go("escalate", obstacles=["vm71"])
    page = window.stack.current()
    assert isinstance(page, EscalatePage)
    sleep(window)
    assert (page.paper.signed.value(), page.paper.sent.value()) == (MORNING, MORNING)
    assert page.shown is not None and page.shown.draft.sent_date == MORNING
    assert list(page.obstacles.cards) == ["vm71"]
    assert today_by_key(page.paper.signed) == MORNING


def test_what_was_entered_of_an_escalation_before_stays(window: MainWindow) -> None:
    window.go("escalate", obstacles=["vm71"])
    page = window.stack.current()
    assert isinstance(page, EscalatePage)
    page.paper.sent.set_value(date(2026, 10, 9))
    page.paper.changed.emit()
    sleep(window)
    assert page.paper.sent.value() == date(2026, 10, 9)


def test_an_answer_is_received_on_the_day_it_is_entered(window: MainWindow) -> None:
    window.go("answer", escalations=["kn19"])
    page = window.stack.current()
    assert isinstance(page, AnswerPage)
    sleep(window)
    assert page.paper.received.value() == MORNING
    assert today_by_key(page.paper.issued) == MORNING
    window.go("obstacles")
    sleep(window)
    window.go("answer", escalations=["kn22"])
    assert page.paper.received.value() == MORNING + timedelta(days=1)


def test_what_was_typed_of_an_answer_before_stays(window: MainWindow) -> None:
    window.go("answer", escalations=["kn19"])
    page = window.stack.current()
    assert isinstance(page, AnswerPage)
    page.paper.received.set_value(date(2026, 10, 9))
    sleep(window)
    assert page.paper.received.value() == date(2026, 10, 9)


def test_an_answer_half_entered_over_night_keeps_the_day_it_came(window: MainWindow) -> None:
    window.go("answer", escalations=["kn19"])
    page = window.stack.current()
    assert isinstance(page, AnswerPage)
    type_text(page.paper.subject, "Trả lời kiến nghị")
    sleep(window)
    assert page.paper.received.value() == MORNING - timedelta(days=1)


def test_the_print_shows_the_day_that_it_is_of(window: MainWindow) -> None:
    window.go("print", register="obstacles")
    page = window.stack.current()
    assert isinstance(page, PrintPage)
    sleep(window)
    assert page.panel.as_of.value() == MORNING and page.panel.options().as_of is None
    type_text(page.panel.as_of, "")
    assert today_by_key(page.panel.as_of) == MORNING
