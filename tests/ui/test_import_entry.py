"""How files come into the import page, and how the keyboard goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui import import_scene as scene
from ui.views.import_flow.flow import CHANGES, FILES, SHEET
from ui.views.import_flow.page import ImportPage
from workbench.services.workbench import Workbench


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Workbench]:
    opened = scene.settled_record(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(record: Workbench, qtbot: QtBot) -> ImportPage:
    return scene.open_page(record, qtbot)


def test_of_a_dropped_folder_every_file_is_read_and_the_way_on_has_the_keyboard(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "Báo cáo quý III"
    folder.mkdir()
    for file in (scene.second_quarter_file(tmp_path), scene.third_quarter_file(tmp_path)):
        file.rename(folder / file.name)
    (folder / "~$khóa.xlsx").write_bytes(b"x")
    page.activateWindow()
    page.open(files=[folder])
    assert [entry.stage for entry in page.flow.entries] == ["ready", "ready"] and page.flow.step == FILES
    qtbot.waitUntil(lambda: page.focusWidget() is page.head.go_on)


def test_tab_goes_through_the_files_as_they_are_read(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.activateWindow()
    page.file_acts.add([scene.second_quarter_file(tmp_path), scene.third_quarter_file(tmp_path)])
    page.go_to_step(FILES)
    first, second = page.files.rows
    qtbot.waitUntil(second.act.isVisible)
    stops = [page.files.zone.paste, page.files.zone.pick, first.act, first.away, second.act, second.away]
    stops[0].setFocus()
    for held in (*stops, page.files.lessons):
        assert page.focusWidget() is held
        QTest.keyClick(held, Qt.Key.Key_Tab)


def test_ctrl_enter_goes_on_from_step_to_step(page: ImportPage, tmp_path: Path) -> None:
    page.file_acts.add([scene.third_quarter_file(tmp_path)])
    assert page.flow.step == SHEET
    steps = []
    while page.flow.step < CHANGES:
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        steps.append(page.flow.step)
    assert steps[-1] == CHANGES
