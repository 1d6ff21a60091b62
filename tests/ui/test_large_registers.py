"""Registers too large to be read before they are shown: first rows, then the others, then the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.held_runner import HeldRunner
from tests.ui.window_scene import open_window
from ui.forms import trash_form
from ui.main_window import MainWindow
from ui.views import copied_rows, registers_acts, registers_lists, registers_reading, registers_table
from ui.views.registers import RegisterPage
from workbench.errors import UserError
from workbench.messages import text

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def held() -> HeldRunner:
    return HeldRunner()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, held: HeldRunner, monkeypatch: pytest.MonkeyPatch) -> RegisterPage:
    """The obstacles, as if fourteen were very many and four were what is shown at once."""
    monkeypatch.setattr(registers_reading, "AT_ONCE", 3)
    monkeypatch.setattr(registers_reading, "FIRST", 4)
    window = open_window(tmp_path)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    window.go("obstacles", view="all")
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    shown.context.reader = held
    return shown


def ask(page: RegisterPage, words: str) -> None:
    page.filters.set_filters(words, {})
    page.filters.changed.emit()


def codes(page: RegisterPage) -> list[str]:
    return [page.model.rows[place].code for place in range(len(page.model.rows))]


def counts(page: RegisterPage) -> list[str]:
    return [tab.words() for tab in page.views._tabs]


def test_first_rows_come_before_the_others_and_no_number_is_wrong_meanwhile(
    page: RegisterPage, held: HeldRunner
) -> None:
    ask(page, "t")
    held.finish()
    assert len(codes(page)) == 4 and page.hints.words() == "1 đang chọn · hơn 4 / 14 bản ghi"
    assert counts(page)[0] == "Tất cả …" and page.header.note() == "Đang đếm…"
    first = codes(page)
    held.finish()
    assert codes(page)[:4] == first and len(codes(page)) == 14
    assert page.hints.words() == "1 đang chọn · 14 / 14 bản ghi" and counts(page)[0] == "Tất cả …"
    held.finish()
    assert counts(page)[:2] == ["Tất cả 14", "Đang mở 12"]


def test_a_list_that_cannot_be_read_is_said_and_nothing_waits_for_it(
    page: RegisterPage, held: HeldRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(page.context.shell, "show_error", told.append)
    ask(page, "t")
    held.held.clear()  # what was asked before the fault
    page.lists.slow.emit()
    assert page.hints.words() == text("register.reading")

    def broken(*_: object) -> None:
        raise UserError("folder_not_writable", folder="x")

    monkeypatch.setattr(registers_lists, "read", broken)
    ask(page, "tu")
    page.lists.when_complete(lambda: pytest.fail("done without the list"))
    held.finish_all()
    assert [type(error) for error in told] == [UserError] and page.hints.words() != text("register.reading")
    assert not page.lists._timer.isActive()


def test_the_next_letter_stops_what_is_still_read(page: RegisterPage, held: HeldRunner) -> None:
    ask(page, "t")
    held.finish()
    [rest, numbers] = held.held
    ended: list[str] = []
    for task in (rest, numbers):
        task.cancelled.connect(lambda: ended.append("stopped"))
    ask(page, "vinh long")
    held.finish_all()
    assert ended == ["stopped", "stopped"]
    assert len(codes(page)) == 5 and page.hints.words().endswith("5 / 14 bản ghi")


def test_all_are_ticked_and_printed_once_all_are_known(page: RegisterPage, held: HeldRunner) -> None:
    ask(page, "t")
    held.finish()
    window = page.window()
    assert isinstance(window, MainWindow)
    QTest.keyClick(window, Qt.Key.Key_A, CTRL)
    assert not page.model.ticked()
    held.finish_all()
    assert len(page.model.ticked()) == 14


def test_the_last_row_is_gone_to_once_it_is_known(page: RegisterPage, held: HeldRunner) -> None:
    ask(page, "t")
    held.finish()
    QTest.keyClick(page.table, Qt.Key.Key_End, CTRL)
    assert page.table.current_row() == 0
    held.finish_all()
    assert page.table.current_row() == 13


def test_another_question_forgets_what_waited_for_the_last(page: RegisterPage, held: HeldRunner) -> None:
    ask(page, "t")
    held.finish()
    page.table.selectAll()
    ask(page, "vinh long")
    held.finish_all()
    assert not page.model.ticked()


@pytest.mark.parametrize("order", ["due", "title", "status"])
def test_every_order_gives_the_same_rows_first_and_in_the_end(page: RegisterPage, held: HeldRunner, order: str) -> None:
    page.table.sort_wanted.emit([(order, False)])
    held.finish_all()
    whole = codes(page)
    ask(page, "vinh long")
    held.finish()
    first = codes(page)
    held.finish_all()
    assert codes(page)[: len(first)] == first == [code for code in whole if code in codes(page)][: len(first)]


def test_a_record_far_down_stays_the_current_one_after_a_write(page: RegisterPage, held: HeldRunner) -> None:
    page.table.go_to(11)
    uid = page.table.current_uid()
    page.context.events.changed.emit(None)
    held.finish_all()
    assert page.table.current_uid() == uid and len(codes(page)) == 14


def test_rows_follow_without_moving_what_is_seen(
    page: RegisterPage, held: HeldRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    resets: list[int] = []
    ask(page, "t")
    held.finish()
    page.model.modelReset.connect(lambda: resets.append(1))
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    held.finish_all()
    assert resets == [] and page.table.current_row() == 1


def test_values_of_a_facet_come_before_the_numbers_beside_the_list(page: RegisterPage, held: HeldRunner) -> None:
    ask(page, "t")
    held.finish()
    held.finish()
    [numbers] = held.held
    shown: list[int] = []
    page.lists.facet("locality", lambda values: shown.append(len(values)))
    held.finish()
    assert counts(page)[0] == "Tất cả …" and shown == []
    held.finish()
    assert shown == [5] and counts(page)[0] == "Tất cả …"
    held.finish_all()
    assert counts(page)[0] == "Tất cả 14" and numbers not in held.held


def test_slow_reading_says_so(qtbot: QtBot, page: RegisterPage, held: HeldRunner) -> None:
    ask(page, "t")
    qtbot.waitUntil(lambda: page.hints.words() == "Đang đọc sổ", timeout=2000)
    held.finish_all()
    assert page.hints.words().endswith("14 / 14 bản ghi")


def test_more_than_can_be_copied_or_changed_at_a_time_is_said(
    page: RegisterPage, held: HeldRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(page.context.shell, "toast", lambda words, *_: told.append(words))
    monkeypatch.setattr(copied_rows, "_MOST", 3)
    page.table.selectAll()
    held.finish_all()
    page.acts.copy()
    page.acts.with_chosen(lambda _: pytest.fail("done all the same"), most=3)
    assert [words.split(",")[0] for words in told] == ["Có 14 dòng", "Có 14 bản ghi"]


def test_ids_of_very_many_chosen_records_are_read_beside_the_window(
    page: RegisterPage, held: HeldRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers_acts, "AT_ONCE", 3)
    page.table.selectAll()
    held.finish_all()
    found: list[list[str]] = []
    page.acts.with_chosen(found.append)
    assert found == []
    held.finish_all()
    assert found == [page.uids(page.model.rows)]


def test_what_becomes_of_very_many_in_the_trash_is_weighed_beside_the_window(
    page: RegisterPage, held: HeldRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trash_form, "AT_ONCE", 3)
    page.table.selectAll()
    held.finish_all()
    page.acts.delete()
    assert not page.window().findChildren(trash_form.TrashForm)
    held.finish_all()
    [sheet] = page.window().findChildren(trash_form.TrashForm)
    assert sheet.act().changes and sheet.apply_button.isEnabled()
    sheet.reject()


def test_very_many_single_ticks_are_painted_though_qt_does_not_hold_them(
    page: RegisterPage, held: HeldRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers_table, "_MOST_RUNS", 2)
    held.finish_all()
    page.model.tick_only([0, 2, 4])
    assert [page.table.row_chosen(row) for row in range(5)] == [True, False, True, False, True]
    assert len(page.table.selectionModel().selectedRows()) == 1
    page.model.tick_only([1, 2])
    assert [index.row() for index in page.table.selectionModel().selectedRows()] == [1, 2]


def test_letters_typed_lead_to_the_next_title_from_the_current_row_on(page: RegisterPage, held: HeldRunner) -> None:
    page.table.sort_wanted.emit([("title", False)])
    held.finish_all()
    titles = [page.model.rows[place].title for place in range(14)]
    wanted = [place for place, title in enumerate(titles) if title.startswith("Chưa")]
    page.table.go_to(wanted[0] + 1)
    page.table.keyboardSearch("chua")
    held.finish_all()
    assert page.table.current_row() == wanted[1]
