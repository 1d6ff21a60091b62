"""The page of the day: tiles, work list, reports, imports, twelve months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.held_runner import HeldRunner, hold
from tests.ui.window_scene import empty_window, open_window
from ui.main_window import MainWindow
from ui.tasks import InlineRunner
from ui.theme import theme
from ui.views import today_panels
from ui.views.registers import RegisterPage
from ui.views.today import TodayPage
from ui.views.today_panels import Bars, scale_of
from ui.widgets.roles import GroupLine, Role
from workbench.clock import FixedClock
from workbench.records.changes import ChangeSet, Label, some, update
from workbench.records.record import Ref
from workbench.services.today import WorkItem, localities


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.go("today")
    return window


def make_late(window: MainWindow, *obstacles: str) -> None:
    """Let the deadline of obstacles that wait for nobody be last week."""
    repository = window.context.workbench.repository
    changes = [
        change
        for uid in obstacles
        for change in some(update(repository.need(Ref("obstacle", uid)), requested_due=date(2026, 10, 5)))
    ]
    window.context.commit(ChangeSet(Label("act.edit", {"code": "VM"}), tuple(changes)))


def day(window: MainWindow) -> TodayPage:
    page = window.stack.current()
    assert isinstance(page, TodayPage)
    return page


def test_numbers_of_the_tiles(window: MainWindow) -> None:
    tiles = day(window).tiles.tiles
    assert {key: tile.number() for key, tile in tiles.items()} == {
        "late": 3, "soon": 4, "waiting": 1, "imports": 2,
    }  # fmt: skip
    assert tiles["late"].accessibleName() == "Quá hạn, 3, cũ nhất: 8 ngày"


def test_a_tile_opens_exactly_its_records(window: MainWindow) -> None:
    page = day(window)
    QTest.keyClick(page.tiles.tiles["waiting"], Qt.Key.Key_Return)
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    assert [row.code for row in shown.model.rows] == ["KN-2026-017"]


def test_a_tile_over_several_registers_offers_each_with_its_count(window: MainWindow) -> None:
    page = day(window)
    page.tiles.tiles["soon"].click()
    menu = page.tiles.tiles["soon"].findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Vướng mắc: 3", "Kiến nghị: 1"]
    menu.actions()[0].trigger()
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    assert len(shown.model.rows) == 3


def test_work_is_grouped_in_the_order_it_presses(window: MainWindow) -> None:
    model = day(window).work.model
    lines = [model.line(row) for row in range(model.rowCount())]
    assert [line.title for line in lines if isinstance(line, GroupLine)] == [
        "Quá hạn", "Đến hạn trong 5 ngày làm việc", "Chờ cấp trên trả lời",
    ]  # fmt: skip
    assert [line.code for line in lines if isinstance(line, WorkItem)][:3] == [
        "NV-2026-003", "KN-2026-019", "VM-2026-071",
    ]  # fmt: skip


def test_a_long_overdue_group_is_folded_behind_a_link(window: MainWindow) -> None:
    make_late(window, "vm52", "vm49")
    card = day(window).work
    model = card.model
    assert [model.line(row) for row in range(5)][4] == "late"
    assert model.line(0).note == "5"  # type: ignore[union-attr]
    assert model.index(4, 0).data(Role.LINK) == "Xem cả 5 mục quá hạn"
    card.table.setCurrentIndex(model.index(4, 1))
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    first = [model.line(row) for row in range(1, 6)]
    assert all(isinstance(line, WorkItem) and line.group == "late" for line in first)
    assert isinstance(model.line(6), GroupLine)
    assert card.table.currentIndex().row() == 4


def test_enter_opens_the_record_in_its_register(window: MainWindow) -> None:
    page = day(window)
    page.work.table.setCurrentIndex(page.work.model.index(page.work.model.row_of("kn19"), 1))
    QTest.keyClick(page.work.table, Qt.Key.Key_Return)
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    assert (shown.key, shown.table.current_uid()) == ("escalations", "kn19")


def test_back_returns_to_the_same_line(window: MainWindow) -> None:
    page = day(window)
    page.work.table.setCurrentIndex(page.work.model.index(page.work.model.row_of("vm66"), 1))
    window.go("obstacles")
    window.step_history(-1)
    assert day(window).work.current_uid() == "vm66"


def test_mine_only_and_places_narrow_the_list(window: MainWindow) -> None:
    work = day(window).work
    work.mine.click()
    officers = {work.model.line(r).officer for r in range(work.model.rowCount()) if r not in work.model.group_rows()}  # type: ignore[union-attr]
    assert officers == {"Lê Thị Hạnh"}
    work.mine.click()
    offered = localities(window.context.registers, work._pressing)
    work._choose_places(frozenset(uid for uid, name, _ in offered if name == "Cà Mau"))
    places = [line.places for line in map(work.model.line, range(work.model.rowCount())) if isinstance(line, WorkItem)]
    assert places and all("Cà Mau" in shown for shown in places)
    assert work.where.shown_text() == "Địa phương: Cà Mau"


def test_places_are_offered_with_how_much_presses_there(window: MainWindow) -> None:
    work = day(window).work
    whole = sum(isinstance(work.model.line(row), WorkItem) for row in range(work.model.rowCount()))
    for uid, name, number in localities(window.context.registers, work._pressing):
        work._choose_places(frozenset({uid}))
        lines = [work.model.line(row) for row in range(work.model.rowCount())]
        items = [line for line in lines if isinstance(line, WorkItem)]
        assert len(items) == number < whole
        assert all(name in item.places for item in items)
    assert number


def test_an_easy_day_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    window = empty_window(tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.go("today")
    assert day(window).work._stack.currentIndex() == 1


def test_work_list_keeps_qts_rules(qtmodeltester: ModelTester, window: MainWindow) -> None:
    qtmodeltester.check(day(window).work.model)


def test_reports_name_place_form_and_state(window: MainWindow) -> None:
    cells = [cell.accessibleName() for cell in day(window).reports.cells]
    assert len(cells) == 15
    assert cells[0] == "An Giang, Biểu 01, đã gửi, trễ 6 ngày làm việc, 05/10/2026"
    assert cells[4] == "Cà Mau, Biểu 02, đã gửi, có lỗi, trễ 9 ngày làm việc, 08/10/2026"
    assert day(window).reports._received.text() == "12/15 biểu · hạn 25/09"


def test_another_period_can_be_looked_at(window: MainWindow) -> None:
    page = day(window)
    window.go("today", period="2026-Q2")
    assert page.reports.heading.text() == "Báo cáo quý II/2026"
    assert page.reports._received.text().startswith("0/")


def test_no_empty_cards_are_painted_while_the_day_is_read(qtbot: QtBot, window: MainWindow) -> None:
    window.stack.outdate()
    held = hold(window)
    window.go("today")
    page = day(window)
    assert not page.tiles.updatesEnabled() and page.header.updatesEnabled()
    held.finish_all()
    assert page.tiles.updatesEnabled() and page.work.updatesEnabled() and page.trend.updatesEnabled()


def test_a_day_that_takes_long_to_read_shows_its_empty_cards_meanwhile(qtbot: QtBot, window: MainWindow) -> None:
    window.stack.outdate()
    hold(window)
    window.go("today")
    qtbot.waitUntil(day(window).tiles.updatesEnabled)


def test_the_chart_tells_its_sum(window: MainWindow) -> None:
    assert day(window).trend.bars.accessibleName().startswith("Vướng mắc trong 12 tháng: ")


@pytest.mark.parametrize(
    ("most", "scale"), [(0, (1, 2)), (2, (1, 2)), (3, (1, 3)), (7, (5, 10)), (11, (5, 15)), (29, (10, 30))]
)
def test_the_scale_holds_the_highest_bar(most: int, scale: tuple[int, int]) -> None:
    assert scale_of(most) == scale


@pytest.mark.parametrize("most", [9, 70, 140, 1800])
def test_numbers_beside_the_bars_are_shown_whole(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.resize(300, 190)
    bars.show_months(((2026, 11, most, 1),))
    cut: list[str] = []

    def line(_painter: object, room: QRect, words: str, font: QFont, *_: object) -> int:
        if QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width()) != words:
            cut.append(words)
        return 0

    monkeypatch.setattr(today_panels, "draw_line", line)
    bars.grab()
    assert cut == []


def test_low_windows_leave_out_the_chart_first(qtbot: QtBot, window: MainWindow) -> None:
    page = day(window)
    assert page.trend.isVisible()
    window.resize(1093, 544)
    qtbot.wait(10)
    assert not page.trend.isVisible() and page.reports.isVisible()
    assert page.tiles.tiles["late"].height() == 44


def test_a_new_day_is_read_anew(window: MainWindow) -> None:
    page = day(window)
    clock = window.context.workbench.clock
    assert isinstance(clock, FixedClock)
    clock.at = clock.at.replace(day=13)
    window.context.events.day_changed.emit()
    assert page.header.note() == "Thứ Ba, 13/10/2026"
    assert page.tiles.tiles["late"].number() == 4


def test_where_it_is_tight_a_panel_goes_and_none_is_squeezed(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    theme.apply(qapp, "light", 1.25)
    made = open_window(tmp_path, scale=1.25)
    qtbot.addWidget(made)
    made.resize(1093, 544)
    made.show()
    made.go("today")
    qtbot.wait(40)
    page = day(made)
    shown = [card for card in (page.reports, page.imports, page.trend) if card.isVisible()]
    assert page.reports in shown
    assert [card for card in shown if card.height() < card.sizeHint().height()] == []


def test_the_day_does_not_wait_behind_long_work(window: MainWindow) -> None:
    page = day(window)
    page.context.runner, page.context.reader = HeldRunner(), InlineRunner()
    make_late(window, "vm52")
    assert page.tiles.tiles["late"].number() == 4
