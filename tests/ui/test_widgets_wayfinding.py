"""Steps, tabs, chain, rail, notices and progress: keys, signals, what a screen reader is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.gallery_parts import rail
from ui.widgets.banner import Banner
from ui.widgets.chain import ChainNode, ChainStrip
from ui.widgets.labels import ElidedLabel
from ui.widgets.nav_rail import NavRail
from ui.widgets.progress_line import Bar, ProgressLine
from ui.widgets.steps import Step, StepBar
from ui.widgets.tabs import TabItem, Tabs
from ui.widgets.toast import Toaster

CHAIN = [
    ChainNode("Thỏa thuận", "link", "TT-2025-004", "TT 004", "run"),
    ChainNode("Vướng mắc", "triangle-alert", "VM-2026-063", "VM 063", "wait", "chờ trả lời"),
    ChainNode("Kiến nghị", "arrow-up-from-line", "KN-2026-019", "KN 019", "late"),
    ChainNode("Trả lời", "mail", "Chưa có", "Chưa", "late", "Trễ 4 ngày", missing=True),
]
VIEWS = [TabItem("all", "Tất cả", 67), TabItem("open", "Đang mở", 41), TabItem("late", "Quá hạn", 6)]


def test_step_says_where_it_stands(qtbot: QtBot) -> None:
    bar = StepBar([Step("Tệp"), Step("Bảng và cột"), Step("Lỗi", 5, "5 vấn đề"), Step("Thay đổi"), Step("Ghi")], 2)
    qtbot.addWidget(bar)
    assert bar._buttons[2].accessibleName() == "Bước 3 trên 5, Lỗi, đang ở bước này, 5 vấn đề"
    assert bar._buttons[0].accessibleName() == "Bước 1 trên 5, Tệp, đã xong"
    with qtbot.waitSignal(bar.activated) as caught:
        QTest.keyClick(bar._buttons[1], Qt.Key.Key_Return)
    assert caught.args == [1]


def test_unreachable_step_does_nothing(qtbot: QtBot) -> None:
    bar = StepBar([Step("Tệp"), Step("Ghi")])
    qtbot.addWidget(bar)
    bar.set_reachable(1, False)
    with qtbot.assertNotEmitted(bar.activated):
        bar._buttons[1].click()


def test_tabs_move_with_the_arrow_keys_and_round_the_ends(qtbot: QtBot) -> None:
    tabs = Tabs(VIEWS, "late")
    qtbot.addWidget(tabs)
    chosen: list[str] = []
    tabs.changed.connect(chosen.append)
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert chosen == ["all", "open", "all"]


def test_setting_a_tab_from_code_sends_nothing(qtbot: QtBot) -> None:
    tabs = Tabs(VIEWS)
    qtbot.addWidget(tabs)
    with qtbot.assertNotEmitted(tabs.changed):
        tabs.set_current("open")
    assert tabs.current() == "open"


def test_tab_says_count_and_change(qtbot: QtBot) -> None:
    tabs = Tabs(VIEWS)
    qtbot.addWidget(tabs)
    tabs.set_count("open", 40)
    tabs.set_dot("open", True)
    assert tabs._tab("open").accessibleName() == "Đang mở 40, đã đổi, chưa lưu"


def test_tabs_without_room_go_into_the_menu_but_the_chosen_one_stays(qtbot: QtBot) -> None:
    tabs = Tabs([TabItem(str(n), f"Góc nhìn {n}", n) for n in range(8)], "6", extra="+ Lưu góc nhìn")
    qtbot.addWidget(tabs)
    tabs.resize(520, 36)
    tabs.show()
    shown = [tab.key for tab in tabs._tabs if tab.isVisible()]
    assert "6" in shown and 1 < len(shown) < 8
    assert tabs._more.isVisible()
    assert tabs._extra is not None and tabs._extra.geometry().right() <= tabs.width()


def test_tabs_stand_closer_before_one_is_hidden(qtbot: QtBot) -> None:
    tabs = Tabs([TabItem(str(n), f"Góc nhìn {n}", n) for n in range(4)])
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.resize(tabs.sizeHint())
    wide = tabs._tabs[1].x() - tabs._tabs[0].geometry().right()
    tabs.resize(tabs.width() - 3 * 10, tabs.height())
    assert all(tab.isVisible() for tab in tabs._tabs) and not tabs._more.isVisible()
    assert tabs._tabs[3].geometry().right() < tabs.width()
    assert 0 < tabs._tabs[1].x() - tabs._tabs[0].geometry().right() < wide


def test_chain_node_is_told_in_full(qtbot: QtBot) -> None:
    strip = ChainStrip(CHAIN, 1)
    qtbot.addWidget(strip)
    assert strip._nodes[1].accessibleName() == ("Chuỗi liên quan, mục 2 trên 4, Vướng mắc VM-2026-063, chờ trả lời")
    strip.set_compact(True)
    assert strip._nodes[1].accessibleName().endswith("VM-2026-063, chờ trả lời")


def test_chain_node_is_opened_by_click_and_enter(qtbot: QtBot) -> None:
    strip = ChainStrip(CHAIN, 1)
    qtbot.addWidget(strip)
    strip.resize(415, 57)
    opened: list[int] = []
    strip.activated.connect(opened.append)
    QTest.mouseClick(strip._nodes[3], Qt.MouseButton.LeftButton)
    QTest.keyClick(strip._nodes[0], Qt.Key.Key_Return)
    assert opened == [3, 0]


def test_chain_codes_fit_the_detail_pane(qtbot: QtBot) -> None:
    from ui.theme import fonts
    from ui.widgets.labels import text_width

    strip = ChainStrip(CHAIN, 1)
    qtbot.addWidget(strip)
    strip.resize(448 - 32, 57)
    widest = max(text_width(fonts.caption(600), node.code) for node in CHAIN)
    assert all(widest <= node.width() - 9 - 2 for node in strip._nodes)


def test_banner_tells_its_kind_and_acts(qtbot: QtBot) -> None:
    banner = Banner("warn", "Đã 7 ngày chưa sao lưu", "Sao lưu ngay")
    qtbot.addWidget(banner)
    assert banner.accessibleName() == "Cần xem: Đã 7 ngày chưa sao lưu"
    with qtbot.waitSignal(banner.acted):
        banner._link.click()
    banner.show_message("error", "Không lưu được")
    assert (banner.kind(), banner.message(), banner._link.isHidden()) == ("error", "Không lưu được", True)


def _window(qtbot: QtBot) -> tuple[QWidget, Toaster]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    QLineEdit(window).setFocus()
    window.show()
    return window, Toaster(window)


def test_notice_leaves_by_itself_and_is_remembered(qtbot: QtBot) -> None:
    _window_kept, toaster = _window(qtbot)
    toaster.show("Đã xóa VM-2026-075", "Hoàn tác", life_ms=30)
    qtbot.waitUntil(lambda: not toaster.shown())
    assert toaster.recent() == ["Đã xóa VM-2026-075"]


def test_notice_is_said_to_a_screen_reader(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def heard(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", heard)
    _window_kept, toaster = _window(qtbot)
    toaster.show("Đã xóa VM-2026-075", "Hoàn tác")
    assert said == ["Đã xóa VM-2026-075"]


def test_notice_waits_while_pointed_at_or_focused(qtbot: QtBot) -> None:
    _window_kept, toaster = _window(qtbot)
    toast = toaster.show("Đã xóa", "Hoàn tác")
    spot = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(spot, spot, spot))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()
    QApplication.sendEvent(toast.link, QEvent(QEvent.Type.FocusIn))
    assert not toast._timer.isActive()


def test_notice_undoes_once(qtbot: QtBot) -> None:
    _window_kept, toaster = _window(qtbot)
    undone: list[bool] = []
    toast = toaster.show("Đã xóa", "Hoàn tác", lambda: undone.append(True))
    toast.link.click()
    assert (undone, toaster.shown()) == ([True], [])


def test_a_notice_with_keys_takes_the_place_of_the_last_one(qtbot: QtBot) -> None:
    _window_kept, toaster = _window(qtbot)
    toaster.show("Đã xuất 3 dòng", "Mở thư mục")
    toaster.show("Đã lưu VM-2026-075", "Hoàn tác", keys="Ctrl+Z")
    toaster.show("Đã lưu VM-2026-076", "Hoàn tác", keys="Ctrl+Z")
    assert [toast.message() for toast in toaster.shown()] == ["Đã xuất 3 dòng", "Đã lưu VM-2026-076"]
    toaster.outdate()
    assert [toast.message() for toast in toaster.shown()] == ["Đã xuất 3 dòng"]
    assert len(toaster.recent()) == 3


def test_at_most_three_notices_stand_at_once(qtbot: QtBot) -> None:
    window, toaster = _window(qtbot)
    for number in range(5):
        toaster.show(f"Thông báo {number}")
    assert [toast.message() for toast in toaster.shown()] == ["Thông báo 2", "Thông báo 3", "Thông báo 4"]
    assert all(window.rect().contains(toast.geometry()) for toast in toaster.shown())


def test_nav_moves_by_arrow_keys_and_chooses_by_enter(qtbot: QtBot) -> None:
    nav: NavRail = rail()
    qtbot.addWidget(nav)
    nav.show()
    nav.activateWindow()
    rows = list(nav._rows.values())
    rows[2].setFocus()
    qtbot.waitUntil(rows[2].hasFocus)
    QTest.keyClick(rows[2], Qt.Key.Key_Down)
    assert rows[3].hasFocus()
    with qtbot.waitSignal(nav.activated) as caught:
        QTest.keyClick(rows[3], Qt.Key.Key_Return)
    assert (caught.args, nav.current()) == (["escalations"], "escalations")


def test_nav_row_says_count_and_place(qtbot: QtBot) -> None:
    nav = rail()
    qtbot.addWidget(nav)
    nav.set_count("home", 15, alert=True, words="15 việc quá hạn")
    assert nav._rows["home"].accessibleName() == "Hôm nay, 15 việc quá hạn"
    assert nav._rows["obstacles"].accessibleName() == "Vướng mắc, 67, đang mở"
    nav.set_rail(True)
    assert nav._rows["home"].toolTip() == "Hôm nay, 15 việc quá hạn"


def test_only_the_current_page_is_a_tab_stop(qtbot: QtBot) -> None:
    nav = rail()
    qtbot.addWidget(nav)
    stops = [key for key, row in nav._rows.items() if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["obstacles"]


def test_stop_is_asked_once(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.begin("Đang đọc 12 tệp Excel", "Dừng: giữ 6 tệp đã đọc.")
    line.show_progress(0.56, "Tệp 7 / 12")
    stops: list[bool] = []
    line.stopped.connect(lambda: stops.append(True))
    line._stop.click()
    line._stop.click()
    assert (stops, line._stop.text(), line.bar.share()) == ([True], "Đang dừng…", 0.56)


def test_bar_says_its_percent(qtbot: QtBot) -> None:
    bar = Bar(0.624, name="Đã quyết định")
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "Đã quyết định 62%"


def test_a_long_notice_is_as_wide_as_its_words(qtbot: QtBot) -> None:
    _window_kept, toaster = _window(qtbot)
    words = "Hạn này là hạn trả lời của KN-2026-019, sửa ở đó."
    toast = toaster.show(words, "Mở KN-2026-019", lambda: None)
    label = toast.findChildren(ElidedLabel)[0]
    assert label.text() == words and not label.is_elided()
    assert toast.width() <= 800 - 32
    toast.leave()
