"""Dates typed the quick way, and the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.flashes import WindowsShown
from tests.ui.keys import type_text
from ui.widgets.dates import CalendarPopup, DateEdit
from ui.widgets.fields import Field
from ui.widgets.month_grid import DayKind, MonthGrid, MonthPair, month_title, weekends
from workbench import messages
from workbench.values.dates import ParsedDate, parse_entry

TODAY = date(2026, 10, 12)


def _add_workdays(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.isoweekday() < 6
    return day


def _read(typed: str) -> ParsedDate:
    return parse_entry(typed, TODAY, _add_workdays)


def _edit(qtbot: QtBot, value: date | None = None) -> DateEdit:
    edit = DateEdit(_read, lambda: TODAY, value)
    qtbot.addWidget(edit)
    return edit


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5/8/26", date(2026, 8, 5)),
        ("5-8-2026", date(2026, 8, 5)),
        ("050826", date(2026, 8, 5)),
        ("3011", date(2026, 11, 30)),
        ("hn", TODAY),
        ("+15", date(2026, 11, 2)),
    ],
)
def test_quick_forms_are_read_and_written_out_on_leaving(qtbot: QtBot, typed: str, day: date) -> None:
    edit = _edit(qtbot)
    type_text(edit, typed)
    assert (edit.value(), edit.text()) == (day, typed)
    edit.settle()
    assert (edit.value(), edit.text()) == (day, day.strftime("%d/%m/%Y"))


def test_reading_is_echoed_while_something_short_stands_there(qtbot: QtBot) -> None:
    edit = _edit(qtbot)
    type_text(edit, "+15")
    assert edit.echo.text() == "› Thứ Hai, 02/11/2026"
    edit.settle()
    assert edit.echo.isHidden()


def test_an_echo_placed_nowhere_does_not_flash_up_as_a_window(qtbot: QtBot, qapp: QApplication) -> None:
    edit = _edit(qtbot)
    watch = WindowsShown()
    qapp.installEventFilter(watch)
    type_text(edit, "+15")
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_impossible_date_keeps_the_typed_text_and_says_why(qtbot: QtBot) -> None:
    edit = _edit(qtbot)
    field = Field("Hạn xử lý", edit)
    qtbot.addWidget(field)
    edit.problem_changed.connect(field.set_error)
    type_text(edit, "31/9/2026")
    edit.settle()
    assert edit.text() == "31/9/2026"
    assert field.error() == "Tháng 9 chỉ có 30 ngày. Ví dụ: 30/09/2026"
    assert edit.property("bad") is True
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert field.error() == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5/13/2026", "Không có tháng 13"),
        ("quý III", "Cần đủ ngày, tháng, năm"),
        ("abc", "Chưa đọc được ngày này"),
        ("29/2/2027", "Tháng 2 chỉ có 28 ngày"),
        ("", ""),
    ],
)
def test_problem_is_told_in_words(qtbot: QtBot, typed: str, words: str) -> None:
    edit = _edit(qtbot)
    edit.setText(typed)
    assert edit.problem().startswith(words) and bool(edit.problem()) == bool(words)


def test_control_semicolon_is_today(qtbot: QtBot) -> None:
    edit = _edit(qtbot)
    QTest.keyClick(edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert edit.value() == TODAY


def test_changed_is_sent_once_for_one_reading(qtbot: QtBot) -> None:
    edit = _edit(qtbot)
    seen: list[date | None] = []
    edit.changed.connect(seen.append)
    type_text(edit, "hn")
    edit.settle()
    edit.clear()
    assert seen == [TODAY, None]


def test_alt_down_opens_the_calendar_and_enter_picks(qtbot: QtBot) -> None:
    edit = _edit(qtbot, TODAY)
    edit.show()
    QTest.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    grid = popup.grid()
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert edit.value() == TODAY + timedelta(days=8)
    assert not popup.isVisible()


def test_month_begins_on_monday(qtbot: QtBot) -> None:
    grid = MonthGrid(2026, 10)
    qtbot.addWidget(grid)
    assert grid.day_at(QPoint(3 * 26 + 13, 42 + 12)) == date(2026, 10, 1)  # a Thursday
    assert grid.day_at(QPoint(13, 42 + 12)) is None
    assert grid.day_at(QPoint(13, 42 + 24 + 12)) == date(2026, 10, 5)


def test_click_picks_a_day(qtbot: QtBot) -> None:
    grid = MonthGrid(2026, 10, pickable=True)
    qtbot.addWidget(grid)
    with qtbot.waitSignal(grid.picked) as caught:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(13, 42 + 24 + 12))
    assert caught.args == [date(2026, 10, 5)]


def test_moving_past_the_end_turns_the_page(qtbot: QtBot) -> None:
    grid = MonthGrid(2026, 12, pickable=True)
    qtbot.addWidget(grid)
    grid.select(date(2026, 12, 31))
    with qtbot.waitSignal(grid.turned) as caught:
        QTest.keyClick(grid, Qt.Key.Key_Right)
    assert (caught.args, grid.month(), grid.selected()) == ([1], (2027, 1), date(2027, 1, 1))


def test_page_down_keeps_within_the_month(qtbot: QtBot) -> None:
    grid = MonthGrid(2027, 1, pickable=True)
    qtbot.addWidget(grid)
    grid.select(date(2027, 1, 31))
    QTest.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.selected() == date(2027, 2, 28)


def test_weekends_are_the_plain_calendar() -> None:
    kinds = [weekends(date(2026, 10, day)) for day in (9, 10, 11, 12)]
    assert kinds == [DayKind.PLAIN, DayKind.WEEKEND, DayKind.WEEKEND, DayKind.PLAIN]


@pytest.mark.parametrize(("language", "title"), [("vi", "Tháng 10/2026"), ("en", "October 2026")])
def test_month_is_named_in_the_language(language: str, title: str) -> None:
    messages.set_language(language)
    assert month_title(2026, 10) == title


def test_each_kind_of_day_looks_different(qtbot: QtBot) -> None:
    pictures = set()
    for kind in DayKind:
        grid = MonthGrid(2026, 10, lambda day, kind=kind: kind if day.day == 14 else DayKind.PLAIN)
        qtbot.addWidget(grid)
        pictures.add(bytes(grid.grab().toImage().constBits()))
    assert len(pictures) == len(DayKind)


def test_pair_says_what_it_shows(qtbot: QtBot) -> None:
    pair = MonthPair([(2026, 10), (2026, 11)], weekends, "15 ngày làm việc", "Từ 12/10 đến 02/11/2026")
    qtbot.addWidget(pair)
    assert pair.accessibleName() == "Từ 12/10 đến 02/11/2026"
