"""Copies and the check from the window: made, listed, gone back to after a question, told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.building import new, write
from tests.ui.window_scene import TODAY, copy_record
from ui.app import Session
from ui.ask import Answers
from ui.preferences import PreferenceBook
from ui.tasks import InlineRunner
from ui.views.data_page import DataPage
from ui.widgets.paragraph import Paragraph
from workbench.clock import FixedClock
from workbench.storage import machine


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(machine.HOME, str(tmp_path / "máy"))
    session = Session(qapp, PreferenceBook(), FixedClock.on(TODAY), InlineRunner)
    session.open_record(copy_record(tmp_path))
    assert session.window is not None
    session.window.go("data")
    shown = session.window.stack.current()
    assert isinstance(shown, DataPage)
    yield session, shown
    if session.window is not None:
        session.window.close()
        session.window.deleteLater()


def test_backup_is_listed_at_once(page) -> None:
    _, shown = page
    assert shown.restore_links == []
    shown.backup_button.click()
    assert len(shown.restore_links) == 1


def test_check_is_told_in_words(page) -> None:
    _, shown = page
    shown.check_button.click()
    words = [paragraph.text() for paragraph in shown.findChildren(Paragraph)]
    assert any("Nhật ký thay đổi liền mạch" in line for line in words)


def test_restore_asks_first_and_then_goes_back(page, qapp: QApplication) -> None:
    session, shown = page
    workbench = session.window.context.workbench
    before = workbench.repository.count("obstacle")
    shown.backup_button.click()
    write(workbench, new("obstacle", "o-new", content="Thiếu cát"))
    session.window.asker = Answers("keep", "restore")
    shown.restore_links[0].click()
    assert workbench.repository.count("obstacle") == before + 1
    shown.restore_links[0].click()
    qapp.processEvents()
    opened = session.window.context.workbench
    assert opened is not workbench
    assert opened.repository.count("obstacle") == before
    assert opened.journal.acts(1)[0].label.key == "act.restore"
