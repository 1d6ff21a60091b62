"""What is half entered in a form comes back after a crash, and only then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import open_window
from ui.forms.record_form import RecordForm, open_form
from ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    made.context.drafts = tmp_path / "drafts"
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    return made


def form_of(window: MainWindow, uid: str = "") -> RecordForm:
    return open_form(window, window.context, "obstacle", uid)


def crash(form: RecordForm) -> None:
    """The form goes without having been closed."""
    form.kept.autosave.keep()
    form.hide()
    form.setParent(None)
    form.deleteLater()


def test_what_was_being_entered_comes_back(window: MainWindow) -> None:
    form = form_of(window)
    form.editors["content"].set_value("Sạt lở bờ sông giáp ranh chưa rõ đơn vị chủ trì")
    form.editors["raised_date"].set_value(date(2026, 10, 1))
    form.editors["localities"].set_value(tuple(window.context.registers.linked().obstacles["vm63"].values.localities))
    before = form.draft()
    crash(form)
    again = form_of(window)
    assert again.draft() == before
    assert again.banner.isVisibleTo(again)
    again.done(0)


def test_it_can_be_thrown_away(window: MainWindow) -> None:
    form = form_of(window)
    form.editors["content"].set_value("Không cần nữa")
    crash(form)
    again = form_of(window)
    again.banner.acted.emit()
    assert not again.editors["content"].value()
    again.done(0)
    assert not form_of(window).editors["content"].value()


def test_what_was_closed_on_purpose_does_not_come_back(window: MainWindow) -> None:
    form = form_of(window)
    form.editors["content"].set_value("Nhập thử")
    form.kept.autosave.keep()
    form.done(0)
    assert not form_of(window).editors["content"].value()


def test_each_record_has_its_own_draft(window: MainWindow) -> None:
    form = form_of(window, "vm63")
    form.editors["cause"].set_value("Nguyên nhân đang sửa dở")
    crash(form)
    assert form_of(window).editors["cause"].value() != "Nguyên nhân đang sửa dở"
    assert form_of(window, "vm63").editors["cause"].value() == "Nguyên nhân đang sửa dở"


def test_an_untouched_form_keeps_nothing(window: MainWindow, tmp_path: Path) -> None:
    form = form_of(window)
    form.kept.autosave.keep()
    assert not list(tmp_path.glob("drafts/*"))
    form.done(0)
