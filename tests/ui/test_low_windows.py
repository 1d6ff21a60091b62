"""What gives way where the window is low or narrow and the letters are large: lines turn, filters fold, sheets roll."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.dialogs import Sheet
from ui.theme import theme
from ui.views.registers_filters import FilterBar
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.choices import WrappedCheckBox
from ui.widgets.labels import Label
from ui.widgets.pills import ChoicePills
from ui.widgets.turning import Turning
from workbench.messages import set_language


@pytest.fixture(autouse=True)
def large(qapp: QApplication) -> Iterator[None]:
    """Letters at 130 %."""
    set_language("vi")
    theme.apply(qapp, "light", 1.3)
    yield
    theme.apply(qapp, "light", 1.0)


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()


def test_parts_stand_under_each_other_where_they_have_no_room_beside(qtbot: QtBot) -> None:
    page = QWidget()
    shown(qtbot, page, 600, 200)
    row, first, last = Turning(parent=page), QPushButton("một"), QPushButton("hai")
    for part in (first, last):
        part.setFixedWidth(200)
        row.add(part)
    row.resize(500, 100)
    row.show()
    QApplication.processEvents()
    assert (row.is_turned(), last.x() > first.x()) == (False, True)
    row.resize(300, 100)
    QApplication.processEvents()
    assert (row.is_turned(), last.x() == first.x()) == (True, True)
    assert row.minimumSizeHint().width() == 200
    row.resize(500, 100)
    assert not row.is_turned()


def test_pills_that_have_no_room_go_into_the_next_line(qtbot: QtBot) -> None:
    pills = ChoicePills([("a", "Vướng mắc đang mở"), ("b", "Vướng mắc quá hạn"), ("c", "Nhu cầu vốn")], "a")
    whole = pills.sizeHint()
    shown(qtbot, pills, whole.width(), whole.height())
    assert len({pill.y() for pill in pills._pills.values()}) == 1
    narrow = whole.width() - 10
    pills.resize(narrow, pills.heightForWidth(narrow))
    assert [pill.y() > 0 for pill in pills._pills.values()] == [False, False, True]
    assert pills.heightForWidth(narrow) > 2 * whole.height()
    assert all(pill.width() == pill.sizeHint().width() for pill in pills._pills.values())


def test_a_long_check_box_goes_over_several_lines(qtbot: QtBot) -> None:
    box = WrappedCheckBox("Hạn tính theo ngày mà rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo")
    shown(qtbot, box, 300, 100)
    assert box.heightForWidth(300) > box.heightForWidth(2000)
    assert box.sizeHint().width() <= 300
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()


def test_a_narrow_filter_bar_offers_clearing_with_the_other_filters(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[tuple[str, str, bool]] = []
    chosen: list[object] = []

    def offer(_anchor: QWidget, choices: list[tuple[str, str, bool]], then: object) -> None:
        offered.extend(choices)
        chosen.append(then)

    monkeypatch.setattr("ui.views.registers_filters.offer", offer)
    bar = FilterBar(["locality", "field"], lambda _key, _show: None, lambda _key, value: value)
    shown(qtbot, bar, 460, 60)
    bar.set_filters("", {"locality": frozenset(("ct",))})
    QApplication.processEvents()
    parts = [part for part in bar.findChildren(QWidget) if part.isVisible() and part.parent() is bar]
    places = [part.geometry() for part in parts]
    assert not [1 for at, one in enumerate(places) for other in places[at + 1 :] if one.intersects(other)]
    bar._more.click()
    assert [key for key, _, _ in offered] == ["locality", "field", "clear"]
    assert [on for _, _, on in offered] == [True, False, False]
    chosen[0]("clear")  # type: ignore[operator]
    assert bar.facets() == {}


def lines(sheet: Sheet, number: int) -> Button:
    for place in range(number):
        sheet.body.addWidget(Label(f"Dòng {place}", "body"))
    foot, close = QHBoxLayout(), Button("Đóng", "primary")
    foot.addStretch(1)
    foot.addWidget(close)
    sheet.body.addLayout(foot)
    return close


def test_a_sheet_is_no_larger_than_its_window_and_its_buttons_stay_in_sight(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window, 1024, 540)
    sheet = Sheet("Dài", window, 1000)
    close = lines(sheet, 40)
    sheet.show()
    QApplication.processEvents()
    assert sheet.width() <= 1024 and sheet.height() <= 540
    assert sheet.frameGeometry().bottom() <= window.frameGeometry().bottom()
    assert sheet.roll is not None and sheet.roll.verticalScrollBar().maximum() > 0
    assert not sheet.roll.isAncestorOf(close) and close.isVisible()
    sheet.close()


def test_a_list_of_its_own_gives_way_in_a_low_window(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window, 1024, 540)
    sheet = Sheet("Có danh sách", window)
    held = sheet.roll = ScrollBody()
    held.setFixedHeight(600)
    sheet.body.addWidget(held)
    lines(sheet, 2)
    sheet.show()
    QApplication.processEvents()
    assert sheet.roll is held and held.height() < 600 and sheet.size().height() <= QSize(1024, 540).height()
    sheet.close()


def test_a_sheet_that_has_room_is_not_scrolled(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window, 1024, 540)
    sheet = Sheet("Ngắn", window)
    lines(sheet, 3)
    sheet.show()
    assert sheet.roll is None
    sheet.close()
