"""Capital, timeliness and the map in the window: marks lead to what they count, choices redraw, tabs turn."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import OFFICER
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.tasks import InlineRunner
from ui.views.analysis.drawing_amounts import shade
from ui.views.analysis.figure_pages import CapitalChartsPage, TilesPage, TimelinessChartsPage
from ui.views.analysis.page import TABS
from ui.views.registers import RegisterPage
from ui.views.round_page import RoundPage
from workbench.clock import FixedClock
from workbench.services.analysis.timeliness import told
from workbench.services.reporting import standings
from workbench.services.sample import sample_record
from workbench.services.workbench import Workbench

CLOCK = FixedClock.on(date(2026, 10, 12), prefix="figure")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("figures") / "mau.lkv"
    sample_record(path, CLOCK).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sample: Path) -> MainWindow:
    book = PreferenceBook()
    book.current = Preferences(officer=OFFICER)
    file = Path(shutil.copy(sample, tmp_path / "LienKetVung-DBSCL.lkv"))
    made = MainWindow(Workbench.open(file, CLOCK, OFFICER), file, InlineRunner(), book)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    return made


def capital(window: MainWindow) -> CapitalChartsPage:
    window.go("capital")
    page = window.stack.current()
    assert isinstance(page, CapitalChartsPage)
    return page


@pytest.mark.parametrize("key", ["by_class", "by_year", "by_place", "by_source"])
def test_a_mark_of_capital_lists_its_projects(window: MainWindow, key: str) -> None:
    view = capital(window).cards[key].view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    mark = view.current()
    assert mark is not None and mark.uids and "tỷ đồng" in mark.words
    QTest.keyClick(view, Qt.Key.Key_Return)
    page = window.stack.current()
    assert isinstance(page, RegisterPage) and page.key == "projects"
    assert page.model.rowCount() == len(mark.uids)


def test_a_period_narrows_capital_and_comes_back(window: MainWindow) -> None:
    page = capital(window)
    every = page.cards["by_year"].figures
    page.span.chosen.emit("")
    page.open(span="2021-2025")
    assert {row[0] for row in page.cards["by_year"].figures} == {"2023", "2024", "2025"} < {row[0] for row in every}
    assert page.state() == {"span": "2021-2025"}
    assert "Tỷ đồng" in page.choices.note.text()


def test_tabs_go_between_the_pages_of_figures(window: MainWindow) -> None:
    window.go("analysis")
    for key in (*TABS[1:], TABS[0]):
        page = window.stack.current()
        assert page is not None
        page.tabs.changed.emit(key)  # type: ignore[attr-defined]
        shown = window.stack.current()
        assert shown is not None and shown.key == key and shown.nav == "analysis"


def test_a_mark_of_a_member_lists_its_forms_of_that_standing(window: MainWindow) -> None:
    window.go("timeliness")
    page = window.stack.current()
    assert isinstance(page, TimelinessChartsPage)
    mark = next(mark for mark in page.cards["by_member"].view.marks if mark.series == "came_late")
    page.cards["by_member"].opened.emit(mark)
    round_page = window.stack.current()
    assert isinstance(round_page, RoundPage)
    lines = round_page.table.rounds.lines
    assert {(line.owed.period.code, line.owed.locality, line.owed.form) for line in lines} == set(map(told, mark.uids))
    assert all("came_late" in standings(line.owed) for line in lines)


def test_the_map_changes_measure_and_units(window: MainWindow) -> None:
    window.go("tiles")
    page = window.stack.current()
    assert isinstance(page, TilesPage)
    counts = page.map.figures
    assert len(counts) == 34
    page.open(measure="disbursed", units="old")
    assert len(page.map.figures) > 63
    assert page.map.headings[1] == "Đơn vị cũ"
    assert page.state() == {"measure": "disbursed", "units": "old"}
    assert "%" in page.note.text()


def test_a_tile_lists_its_records_and_an_archipelago_none(window: MainWindow) -> None:
    window.go("tiles")
    page = window.stack.current()
    assert isinstance(page, TilesPage)
    sea = next(mark for mark in page.map.view.marks if "Hoàng Sa" in mark.words)
    page.map.opened.emit(sea)
    assert window.stack.current() is page
    tile = next(mark for mark in page.map.view.marks if mark.words.startswith("Cần Thơ"))
    page.map.opened.emit(tile)
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage) and shown.model.rowCount() == len(tile.uids)


def test_shades_go_by_quarters_of_the_most() -> None:
    assert [shade(value, 100.0) for value in (None, 0, 1, 25, 26, 60, 99, 100)] == [0, 0, 1, 1, 2, 3, 4, 4]
