"""The calendar in the settings: a day is chosen, what moves is listed, then all is written as one act."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import TODAY, open_window
from ui.main_window import MainWindow
from ui.views.settings import SettingsPage
from ui.views.settings_calendar import CalendarCard
from ui.views.settings_day import DaySheet
from ui.widgets.month_grid import DayKind
from workbench.services.working_calendar import DayEdit

FREE = DayEdit(date(2026, 10, 15), "off", "Nghỉ do bão", "Công điện 99/CĐ-TTg")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    made.go("settings")
    return made


def calendar(window: MainWindow) -> CalendarCard:
    page = window.stack.current()
    assert isinstance(page, SettingsPage)
    return page.calendar


def sheet(window: MainWindow) -> DaySheet:
    found = window.findChildren(DaySheet)
    assert len(found) == 1
    return found[0]


def due(window: MainWindow, code: str) -> date | None:
    found: date | None = window.context.workbench.repository.where("escalation", code=code)[0].values.due_date
    return found


def test_a_day_is_entered_with_its_basis_and_shown_before_it_is_written(window: MainWindow) -> None:
    card = calendar(window)
    october = card.grid._months[9]
    cell = next(cell for day, cell in october._cells() if day == FREE.day)
    QTest.mouseClick(october, Qt.MouseButton.LeftButton, pos=cell.center())
    opened = sheet(window)
    assert opened.day.value() == FREE.day
    opened.kind._pills["off"].click()
    opened.keep()
    assert opened.fields["name"].error() and opened.fields["basis"].error()
    opened.name.setText(FREE.name)
    opened.basis.setText(FREE.basis)
    opened.keep()
    assert card.edits == {FREE.day: FREE}
    assert card._kind(FREE.day) == DayKind.HOLIDAY
    assert window.context.registers.linked().calendar.is_working_day(FREE.day)


def test_what_moves_is_listed_and_written_as_one_act(window: MainWindow) -> None:
    card = calendar(window)
    before = {code: due(window, code) for code in ("KN-2026-017", "KN-2026-022")}
    head = window.context.workbench.journal.head()[0]
    days = [DayEdit(date(2026, 10, d), "off", FREE.name, FREE.basis) for d in (7, 8)]
    card.keep(days)
    model = card.pending.model
    rows = [[str(model.index(r, c).data() or "") for c in range(3)] for r in range(model.rowCount())]
    moved = [row for row in rows if row[0].startswith("KN-")]
    assert moved
    for code, _to, change in moved:
        old, _, new = change.partition(" → ")
        assert old == f"{before.get(code) or due(window, code):%d/%m/%Y}"
        assert new != old
    card.apply()
    assert window.context.workbench.journal.head()[0] == head + 1
    assert not window.context.registers.linked().calendar.is_working_day(days[0].day)
    for code, _to, change in moved:
        assert f"{due(window, code):%d/%m/%Y}" == change.partition(" → ")[2]
    assert not card.pending.isVisible()
    window.context.workbench.undo()
    assert {code: due(window, code) for code in before} == before


def test_changes_can_be_dropped(window: MainWindow) -> None:
    card = calendar(window)
    card.keep([FREE])
    card.pending.dropped.click()
    assert card.edits == {} and not card.pending.isVisible()
    assert card._kind(FREE.day) == DayKind.PLAIN


def test_the_page_is_not_left_with_changes_unsaid(window: MainWindow) -> None:
    calendar(window).keep([FREE])
    window.go("obstacles")
    assert isinstance(window.stack.current(), SettingsPage)
    calendar(window).drop()
    window.go("obstacles")
    assert not isinstance(window.stack.current(), SettingsPage)


def test_arrows_go_over_the_edge_of_a_month(window: MainWindow) -> None:
    grid = calendar(window).grid
    grid.take_focus(date(2026, 10, 31))
    QTest.keyClick(grid._months[9], Qt.Key.Key_Right)
    assert grid._months[10].selected() == date(2026, 11, 1)
    QTest.keyClick(grid._months[10], Qt.Key.Key_Up)
    assert grid._months[9].selected() == date(2026, 10, 25)
    grid.take_focus(date(2026, 12, 31))
    QTest.keyClick(grid._months[11], Qt.Key.Key_Right)
    assert grid.year() == 2026


def test_a_year_not_decided_says_so(window: MainWindow) -> None:
    card = calendar(window)
    assert card.note.isHidden()
    card.show_year(2027)
    assert "2027" in card.note.message() and not card.note.isHidden()
    assert card._kind(date(2027, 2, 6)) == DayKind.OPEN
    card.show_year(2031)
    assert "2031" in card.note.message()


def test_the_law_proposes_a_year_and_its_days_stay_open(window: MainWindow) -> None:
    from workbench.services.holiday_list import by_law

    card = calendar(window)
    card.keep(by_law(2028))
    assert card.grid.year() == 2028
    assert card._kind(date(2028, 1, 26)) == DayKind.OPEN
    card.apply()
    assert window.context.registers.linked().calendar.is_provisional(date(2028, 6, 1))


def test_every_kind_of_day_is_told_in_words(window: MainWindow) -> None:
    card = calendar(window)
    assert "làm bù" in card._explain(date(2026, 8, 22)).lower()
    assert "9441/TB-BNV" in card._explain(date(2026, 8, 31))
    assert card._explain(TODAY).startswith("Thứ Hai, 12/10/2026")
    point = QPoint(1, 1)
    assert card.grid._months[0].day_at(point) is None


def test_holders_of_offices_are_entered_with_dates(window: MainWindow) -> None:
    from ui.views.settings_office import HolderSheet

    page = window.stack.current()
    assert isinstance(page, SettingsPage)
    page.sections._choose("office")
    assert page.signers.none.isVisible()
    page.signers.add.click()
    [opened] = window.findChildren(HolderSheet)
    opened.keep()
    assert opened.fields["person"].error()
    opened.person.setText("Nguyễn Văn Mẫu")
    opened.end.setText("01/01/2020")
    opened.keep()
    assert opened.fields["valid_to"].error()
    opened.end.setText("")
    opened.keep()
    [held] = window.context.workbench.repository.all("council_role")
    assert (held.values.person, held.values.role, held.values.valid_from) == ("Nguyễn Văn Mẫu", "office_head", TODAY)
    assert page.signers.model.rowCount() == 1


def test_two_at_once_in_one_office_are_pointed_out_but_not_forbidden(window: MainWindow) -> None:
    from workbench.services.office import Holder, propose_holder

    workbench = window.context.workbench
    workbench.commit(propose_holder(workbench, Holder("chair", "Ông A", valid_from=date(2025, 1, 1))).act)
    found = propose_holder(workbench, Holder("chair", "Ông B", valid_from=date(2026, 1, 1)))
    assert [issue.code for issue in found.issues] == ["office.at_the_same_time"]
    assert not found.blocked


def test_the_name_of_the_office_reaches_the_record(window: MainWindow) -> None:
    page = window.stack.current()
    assert isinstance(page, SettingsPage)
    field = page.office.editors["office"]
    field.setText("Văn phòng Hội đồng")
    field.editingFinished.emit()
    assert window.context.workbench.repository.all("council")[0].values.office == "Văn phòng Hội đồng"
    name = page.office.editors["name"]
    name.setText("")
    name.editingFinished.emit()
    assert name.text()
