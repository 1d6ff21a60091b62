"""The step of many obstacles: read and written beside the window; what can be merged into is read when it is asked."""

from __future__ import annotations

import pytest

from tests.ui.held_runner import hold, waiting
from ui.forms import act_sheet, move_form
from ui.forms.move_form import MoveForm, open_moves
from ui.main_window import MainWindow
from ui.shell import waiting as shell_waiting
from workbench.records.record import Ref


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are many, and what takes any time takes long."""
    monkeypatch.setattr(shell_waiting, "_PATIENCE_MS", 1)
    monkeypatch.setattr(move_form, "AT_ONCE", 1)
    monkeypatch.setattr(act_sheet, "AT_ONCE", 1)


def states(window: MainWindow, *uids: str) -> list[object]:
    return [window.context.workbench.repository.need(Ref("obstacle", uid)).values.state for uid in uids]


def test_many_are_read_beside_the_window_then_shown(window: MainWindow) -> None:
    runner = hold(window)
    open_moves(window.context, ["vm52", "vm71"], window)
    assert len(waiting(window)) == 1 and window.findChild(MoveForm) is None
    runner.finish()
    form = window.findChild(MoveForm)
    assert not waiting(window) and form is not None and "2 vướng mắc" in form.windowTitle()
    form.reject()


def test_reading_that_is_stopped_opens_nothing(window: MainWindow) -> None:
    runner = hold(window)
    open_moves(window.context, ["vm52", "vm71"], window)
    waiting(window)[0].line.stopped.emit()
    runner.finish()
    assert not waiting(window) and window.findChild(MoveForm) is None


def test_many_are_written_beside_the_sheet_and_can_be_stopped(window: MainWindow) -> None:
    form = MoveForm(window.context, ["vm52", "vm71"], window, "give_back")
    form.reason.setPlainText("Chưa có đề xuất")
    form.open()
    runner, before = hold(window), window.context.workbench.journal.head()
    was = states(window, "vm52", "vm71")
    form.apply()
    [sheet] = waiting(window)
    sheet.line.stopped.emit()
    runner.finish()
    assert form.isVisible() and window.context.workbench.journal.head() == before
    assert states(window, "vm52", "vm71") == was
    form.apply()
    runner.finish()
    assert not form.isVisible() and states(window, "vm52", "vm71") == ["returned", "returned"]


def test_one_is_written_at_once(window: MainWindow) -> None:
    form = MoveForm(window.context, ["vm52"], window, "give_back")
    form.reason.setPlainText("Chưa có đề xuất")
    hold(window)
    form.apply()
    assert states(window, "vm52") == ["returned"] and not waiting(window)


def test_what_can_be_merged_into_is_read_when_merging_is_chosen(window: MainWindow) -> None:
    runner = hold(window)
    form = MoveForm(window.context, ["vm52"], window)
    form.open()
    assert not runner.held
    form.move_choice.set_value("merge")
    assert len(runner.held) == 1 and form.into.placeholderText() == "Đang đọc các vướng mắc còn mở…"
    form.into.setText("VM-2026-074 · dinh muc ho tro giong lua khac nhau trong cung vung chuyen canh")
    assert form.into.value() is None
    runner.finish()
    assert form.into.value() == "vm74" and form.proposal is not None and form.proposal.moved == ("VM-2026-052",)
    form.move_choice.set_value("give_back")
    form.move_choice.set_value("merge")
    assert not runner.held
    form.reject()
