"""The register pages: views, search, facets, ticks, copying, order, what an empty list says."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.building import new
from tests.ui.keys import type_text
from tests.ui.window_scene import empty_window
from ui.main_window import MainWindow
from ui.models.due import due_look
from ui.models.found_places import found_places, search_words
from ui.models.register_columns import ALL, FEW
from ui.views.copied_rows import as_html, as_tsv
from ui.views.registers import RegisterPage
from ui.views.registers_facets import FacetPopup
from ui.views.telex import untyped
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import Pill
from ui.widgets.roles import Role
from workbench.domain.workdays import DueStatus, WorkingCalendar, due_status
from workbench.messages import known, set_language, text
from workbench.records.changes import ChangeSet
from workbench.records.changes import Label as Act
from workbench.records.record import Ref

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def visit(window: MainWindow, key: str = "obstacles", **params: object) -> RegisterPage:
    window.go(key, **({"view": "all"} | params))
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    return page


def codes(page: RegisterPage) -> list[str]:
    return [row.code for row in page.model.rows]


def press(page: RegisterPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.table, key, held)


# views and counts


def test_tabs_carry_live_counts(window: MainWindow) -> None:
    page = visit(window)
    assert page.header.note() == "14 bản ghi · 12 đang mở"
    assert [tab.words() for tab in page.views._tabs] == [
        "Tất cả 14", "Đang mở 12", "Quá hạn 2", "Chờ trả lời 5", "Của tôi 3",
    ]  # fmt: skip


def test_a_view_lists_what_its_count_says(window: MainWindow) -> None:
    page = visit(window)
    for tab in page.views._tabs:
        page.views._choose(tab)
        assert tab.words().endswith(f" {len(page.model.rows)}")


def test_the_last_view_is_remembered(window: MainWindow) -> None:
    page = visit(window)
    page.views._choose(page.views._tab("late"))
    assert window.book.current.of(window.book.current.views, "obstacles") == "late"


def test_compact_windows_fold_the_views_into_a_pill(window: MainWindow) -> None:
    page = visit(window, view="open")
    window.resize(1093, 544)
    assert page.view_pill.isVisible() and not page.views.isVisible()
    assert page.view_pill.text() == "Đang mở  12"
    assert not page.hints.isVisible()


# search


@pytest.mark.parametrize("typed", ["vinh long", "Vĩnh Long", "VINH  LONG", unicodedata.normalize("NFD", "vĩnh long")])
def test_search_does_not_mind_accents(window: MainWindow, typed: str) -> None:
    page = visit(window, search=typed)
    assert sorted(codes(page)) == ["VM-2026-009", "VM-2026-021", "VM-2026-033", "VM-2026-063", "VM-2026-066"]


def test_typing_asks_once_after_it_has_come_to_rest(qtbot: QtBot, window: MainWindow) -> None:
    page = visit(window)
    asked: list[str] = []
    page.filters.search.searched.connect(asked.append)
    page.filters.search.setFocus()
    type_text(page.filters.search, "vie\bêt")
    qtbot.waitUntil(lambda: bool(asked), timeout=2000)
    qtbot.wait(250)
    assert asked == ["viêt"]


def test_short_code_names_one_record(window: MainWindow) -> None:
    assert codes(visit(window, search="vm63")) == ["VM-2026-063"]


def test_found_words_are_marked(window: MainWindow) -> None:
    page = visit(window, search="vinh long")
    index = page.model.index(page.model.place_of(page._number("vm63")), page.model.column_of("title"))
    meta, spans = index.data(Role.META), index.data(Role.META_MATCHES)
    assert [meta[start : start + length] for start, length in spans] == ["Vĩnh Long"]


@pytest.mark.parametrize(
    ("shown", "query", "marked"),
    [
        ("Đồng Tháp, Vĩnh Long", "vinh long", ["Vĩnh Long"]),
        ("Vận hành cống", "cong van", ["Vận", "cống"]),
        ("đường dài", '"duong dai"', ["đường dài"]),
        (unicodedata.normalize("NFD", "Cần Thơ"), "tho", [unicodedata.normalize("NFD", "Thơ")]),
        ("An Giang", "", []),
        ("An Giang", "zz", []),
    ],
)
def test_marks_stand_where_the_words_do(shown: str, query: str, marked: list[str]) -> None:
    spans = found_places(shown, search_words(query))
    assert [shown[start : start + length] for start, length in spans] == marked


def test_escape_clears_the_search_then_leaves(window: MainWindow) -> None:
    page = visit(window, search="vinh long")
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.filters.query_words() == "" and len(page.model.rows) == 14
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


# facets


def test_facet_popup_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    page = visit(window)
    popup = page.filters.open_facet("locality")
    shown = [popup.model.entry(row)[1:] for row in range(popup.model.rowCount())]
    assert shown == [("An Giang", 5), ("Cà Mau", 4), ("Cần Thơ", 6), ("Đồng Tháp", 6), ("Vĩnh Long", 5)]
    type_text(popup.field, "can")
    assert [popup.model.entry(row)[1] for row in range(popup.model.rowCount())] == ["Cần Thơ"]
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    assert len(page.model.rows) == 6
    assert page.filters.pills["locality"].shown_text() == "Địa phương: Cần Thơ"


def test_escape_in_the_popup_changes_nothing(qtbot: QtBot, window: MainWindow) -> None:
    page = visit(window)
    popup = page.filters.open_facet("field")
    popup.model.turn(0)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert page.filters.facets() == {} and len(page.model.rows) == 14


def test_counts_in_a_facet_follow_the_others(window: MainWindow) -> None:
    page = visit(window, facets={"locality": ("92.2",)})
    counts = {label: number for _, label, number in page.lists.facet_values("field")}
    assert sum(counts.values()) == 6


def test_the_period_facet_reads_as_words(window: MainWindow) -> None:
    page = visit(window)
    assert [label for _, label, _ in page.lists.facet_values("period")] == ["quý III/2026"]


def test_facets_without_room_wait_behind_more(window: MainWindow) -> None:
    page = visit(window)
    hidden = [key for key, pill in page.filters.pills.items() if pill.isHidden()]
    assert hidden and page.filters._more.isVisible()
    page.filters._choose(hidden[-1], frozenset({page.lists.facet_values(hidden[-1])[0][0]}))
    assert page.filters.pills[hidden[-1]].isVisible()


def test_clear_filters_takes_all_away(window: MainWindow) -> None:
    page = visit(window, search="vinh", facets={"field": ("GT",)})
    page.filters._clear.click()
    assert len(page.model.rows) == 14 and not page.filters._clear.isVisible()


def test_a_link_may_name_the_very_records(window: MainWindow) -> None:
    page = visit(window, only=("vm63", "vm71"), only_words="Việc quá hạn")
    assert sorted(codes(page)) == ["VM-2026-063", "VM-2026-071"]
    assert page.filters._only.shown_text() == "Việc quá hạn: 2"
    page.filters._only.cleared.emit()
    assert len(page.model.rows) == 14


# order


def test_what_is_late_comes_first(window: MainWindow) -> None:
    assert codes(visit(window, order="due", descending=False))[:3] == ["VM-2026-063", "VM-2026-071", "VM-2026-066"]


def test_a_second_click_on_a_heading_turns_the_order(window: MainWindow) -> None:
    page = visit(window)
    title = page.model.column_of("title")
    page.table.header.sectionClicked.emit(title)
    rising = codes(page)
    page.table.header.sectionClicked.emit(title)
    assert codes(page) == rising[::-1]
    titles = [row.title for row in page.model.rows]
    assert titles[-1].startswith("Chậm bàn giao") and titles[0].startswith("Vướng đơn giá")


def test_agreements_sort_by_their_end(window: MainWindow) -> None:
    page = visit(window, "agreements", order="due", descending=False)
    ends = [row.due for row in page.model.rows]
    assert ends == sorted(end for end in ends if end)


def test_keys_order_by_the_column_that_the_arrows_chose(window: MainWindow) -> None:
    page = visit(window, order="due", descending=False)
    press(page, Qt.Key.Key_F7)
    assert page._order == [("title", False)]
    for _ in range(10):
        if page.model.columns[page.table.currentIndex().column()].key == "status":
            break
        press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_F7)
    assert page._order == [("status", False)]
    press(page, Qt.Key.Key_F7)
    assert page._order == [("status", True)]
    press(page, Qt.Key.Key_Left)
    press(page, Qt.Key.Key_F7, SHIFT)
    assert page._order == [("status", True), ("due", False)]
    known_keys = [(row.status, row.due) for row in page.model.rows]
    assert known_keys[0][0] == max(status for status, _ in known_keys)


def test_agreements_that_are_behind_or_in_trouble_are_views_with_their_numbers(window: MainWindow) -> None:
    page = visit(window, "agreements", view="troubled")
    repository = window.context.workbench.repository
    held = {o.values.agreement for o in repository.all("obstacle") if o.values.state not in ("resolved", "closed")}
    assert {row.ref.uid for row in page.model.rows} == held - {None}
    assert page._counted.views["troubled"] == len(held - {None}) > 0
    page = visit(window, "agreements", view="behind")
    assert {row.status for row in page.model.rows} == {"slow"}
    assert page._counted.views["behind"] == len(page.model.rows) > 0


# ticks and the clipboard


def test_space_ticks_and_moving_keeps_ticks(window: MainWindow) -> None:
    page = visit(window)
    press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Space)
    assert [row.code for row in page.model.ticked()] == [codes(page)[0], codes(page)[2]]
    assert {index.row() for index in page.table.selectionModel().selectedRows()} == {0, 2}
    assert page.bulk.isVisible() and not page.hints.isVisible()
    press(page, Qt.Key.Key_Escape)
    assert not page.model.ticked() and page.hints.isVisible()


def test_shift_extends_and_shrinks(window: MainWindow) -> None:
    page = visit(window)
    for _ in range(3):
        press(page, Qt.Key.Key_Down, SHIFT)
    press(page, Qt.Key.Key_Up, SHIFT)
    assert [row.code for row in page.model.ticked()] == codes(page)[:3]


def test_ctrl_a_takes_all_that_is_listed(window: MainWindow) -> None:
    page = visit(window, search="vinh long")
    QTest.keyClick(window, Qt.Key.Key_A, CTRL)
    assert len(page.model.ticked()) == 5
    page.filters.clear()
    assert len(page.model.ticked()) == 5


def test_copy_gives_text_and_a_table(window: MainWindow) -> None:
    visit(window, uid="vm71")
    QTest.keyClick(window, Qt.Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "VM-2026-071\tChậm bàn giao mặt bằng 2,7 km tuyến đường nối cảng\t09/10/2026\tMới ghi nhận"
    assert "<td nowrap>VM-2026-071</td>" in data.html()
    QTest.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text().startswith("Mã số\tNội dung vướng mắc\t")


def test_cells_with_tabs_and_breaks_stay_in_their_cell() -> None:
    assert as_tsv([["a\tb", 'c"d', "e\nf"]]) == '"a\tb"\t"c""d"\t"e\nf"'
    assert as_html([["<b>"]]).endswith("<tr><td nowrap>&lt;b&gt;</td></tr></table>")
    figures = as_html([["VM-2026-063", "12/10/2026", "1.250", "dài " * 9]])
    assert figures.count("nowrap") == 3 and figures.count('align="right"') == 1


# the table and its detail


def test_models_keep_qts_rules(qtmodeltester: ModelTester, window: MainWindow) -> None:
    page = visit(window)
    qtmodeltester.check(page.model)
    page.model.set_columns(ALL["obstacles"])
    qtmodeltester.check(page.model)


@pytest.mark.parametrize("key", ["agreements", "obstacles", "escalations", "answers"])
def test_every_cell_speaks(window: MainWindow, key: str) -> None:
    page = visit(window, key)
    for columns in (FEW[key], ALL[key]):
        page.model.set_columns(columns)
        for place, column in enumerate(columns):
            spoken = page.model.index(0, place).data(Qt.ItemDataRole.AccessibleTextRole)
            assert isinstance(spoken, str)
            assert spoken or column.kind == "check" or page.model.index(0, place).data() == ""


def test_f9_gives_the_whole_table_and_back(window: MainWindow) -> None:
    page = visit(window, uid="vm66")
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not page.detail.isVisible() and page.model.columns == ALL["obstacles"]
    assert page.table.current_uid() == "vm66"
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert page.detail.isVisible() and page.model.columns == FEW["obstacles"]
    assert page.detail.shown is not None and page.detail.shown.code == "VM-2026-066"


def test_enter_goes_into_the_detail(window: MainWindow) -> None:
    page = visit(window)
    window.activateWindow()
    page.table.setFocus()
    press(page, Qt.Key.Key_Return)
    holder = page.focusWidget()
    assert holder is not None and page.detail.isAncestorOf(holder)


def test_letters_look_for_a_title_without_accents(window: MainWindow) -> None:
    page = visit(window)
    page.table.keyboardSearch("s")
    page.table.keyboardSearch("a")
    assert page.table.current_uid() == "vm44"


def test_a_space_amid_the_letters_looks_on_and_ticks_a_moment_later(window: MainWindow) -> None:
    page = visit(window)
    table = page.table
    table.setCurrentIndex(page.model.index(table.current_row(), page.model.column_of("title")))
    table._seek_timer.setInterval(600_000)
    press(page, Qt.Key.Key_S)
    press(page, Qt.Key.Key_Space)
    assert table._typed == "s " and page.model.ticked_count() == 0
    table._seek_timer.stop()
    press(page, Qt.Key.Key_Space)
    assert page.model.ticked_count() == 1


def test_hidden_columns_are_remembered(window: MainWindow) -> None:
    page = visit(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    page.take_columns("code! title! authority")
    assert window.book.current.of(window.book.current.columns, "obstacles") == "code! title! authority"
    assert page.model.column_of("urgency") < 0 and page.model.column_of("authority") >= 0


def test_no_sideways_scrolling_beside_the_detail(qtbot: QtBot, window: MainWindow) -> None:
    for size in ((1366, 738), (1093, 544), (1024, 540)):
        window.resize(*size)
        page = visit(window)
        qtbot.wait(20)
        assert page.table.horizontalScrollBar().maximum() == 0, size


def test_data_asks_nobody(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(window)
    asked: list[str] = []
    monkeypatch.setattr(page.context.workbench.database, "rows", lambda *a: asked.append(str(a)))
    page.table.viewport().grab()
    page.model.index(3, 1).data()
    assert asked == []


def test_the_table_is_not_replaced_by_a_late_answer(window: MainWindow) -> None:
    page = visit(window)
    page.lists._asked += 1
    stale, query = page._listed, page.query()
    page.reload()
    assert page._listed is not stale and query == page.query()


# nothing to show


def words_of(page: RegisterPage) -> list[str]:
    shown = page.body.currentWidget()
    assert isinstance(shown, EmptyState)
    return [p.text() for p in shown.findChildren(Paragraph) if p.text()]


def test_an_empty_register_says_how_to_fill_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = empty_window(tmp_path)
    qtbot.addWidget(window)
    window.show()
    page = visit(window)
    assert words_of(page)[0] == "Chưa có vướng mắc nào"
    assert [b.text() for b in page.body.currentWidget().findChildren(Button)] == ["Nhập từ Excel", "Ghi vướng mắc"]


def test_beside_an_empty_register_there_is_no_empty_pane(qtbot: QtBot, tmp_path: Path) -> None:
    window = empty_window(tmp_path)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    page = visit(window)
    assert not page.detail.isVisible()
    made = new("obstacle", "vm1", content="Thiếu cát đắp nền")
    window.context.commit(ChangeSet(Act("act.edit", {"code": "VM-2026-001"}), (made,)))
    assert page.detail.isVisible() and page.detail.shown is not None


def test_nothing_found_offers_a_wider_search(window: MainWindow) -> None:
    page = visit(window, search="zzz", facets={"field": ("GT",)})
    assert words_of(page)[0] == "Không thấy “zzz”"
    drop = page.body.currentWidget().findChildren(Button)[0]
    assert drop.text() == "Bỏ 1 bộ lọc"
    drop.click()
    assert isinstance(page.body.currentWidget(), QTableView)


def test_words_that_are_not_here_are_looked_for_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    page = visit(window, search="gõ nhầm")
    everywhere = page.body.currentWidget().findChildren(Button)[-1]
    assert everywhere.text() == "Tìm trong mọi sổ"
    window.activateWindow()
    everywhere.click()
    assert window.header.search.text() == "gõ nhầm" and window.header.search.hasFocus()
    qtbot.waitUntil(lambda: window.header.search.list.isVisible(), timeout=2000)


def test_telex_typed_with_the_tool_off_is_understood(window: MainWindow) -> None:
    page = visit(window, search="vinhx long")
    pill = page.body.currentWidget().findChild(Pill)
    assert pill is not None and pill.text() == "vĩnh long – 5 kết quả"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vuowngs mawcs", "vướng mắc"),
        ("ddoofng thaps", "đồng tháp"),
        ("vinhx long", "vĩnh long"),
        ("caanf tho8", "cần tho8"),
        ("d9o62ng tha1p", "đồng tháp"),
        ("quy hoachj", "quy hoạch"),
        ("thuyr lowij", "thủy lợi"),
        ("logistics", ""),
        ("an giang", ""),
    ],
)
def test_telex_and_vni(typed: str, meant: str) -> None:
    assert untyped(typed) == meant


# words


@pytest.mark.parametrize(
    ("status", "words", "full"),
    [
        (DueStatus("late", 4), "Trễ 4 ngày", "Trễ 4 ngày làm việc"),
        (DueStatus("today"), "Hôm nay", "Hôm nay"),
        (DueStatus("soon", 2), "Còn 2 ngày", "Còn 2 ngày làm việc"),
        (DueStatus("on_time", 5), "Còn 5 ngày", "Còn 5 ngày làm việc"),
        (DueStatus("on_time", 6), "", ""),
        (DueStatus("missed", 3), "Trễ 3 ngày", "Trả lời trễ 3 ngày làm việc"),
        (DueStatus("none"), "", ""),
    ],
)
def test_deadlines_in_words(status: DueStatus, words: str, full: str) -> None:
    look = due_look(status)
    assert (look.words, look.full) == (words, full)


def test_english_counts_have_a_singular() -> None:
    set_language("en")
    assert due_look(DueStatus("late", 1)).words == "1 day late"
    assert text("register.ticked_obstacles", n=1) == "1 obstacle selected"


def test_a_deadline_on_a_day_off_is_never_said_to_have_no_days_left() -> None:
    calendar = WorkingCalendar(())
    saturday, sunday = date(2026, 10, 17), date(2026, 10, 18)
    for day in (saturday - timedelta(days=1), saturday):  # the Friday is the last working day before it
        look = due_look(due_status(sunday, day, calendar))
        assert (look.status, look.words) == ("soon", "Ngày nghỉ")
        assert look.full == "Hết hạn trong ngày nghỉ; sau hôm nay không còn ngày làm việc"
    assert due_look(due_status(sunday, saturday - timedelta(days=2), calendar)).words == "Còn 1 ngày"
    assert due_look(due_status(sunday, sunday, calendar)).words == "Hôm nay"
    assert due_look(due_status(sunday, sunday + timedelta(days=1), calendar)).words == "Trễ 1 ngày"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_column_and_facet_has_words(window: MainWindow, lang: str) -> None:
    set_language(lang)
    for key, columns in (*ALL.items(), *FEW.items()):
        for column in columns:
            assert not column.heading(key).startswith("column."), (key, column)
    for key in ("locality", "field", "status", "officer", "authority", "period"):
        assert known(f"facet.{key}")


# new and changed records


def test_a_saved_record_is_shown_whatever_the_filter(window: MainWindow) -> None:
    page = visit(window, search="vinh long")
    page.show_saved("vm71")
    window.run_command("refresh")
    assert page.table.current_uid() == "vm71" and page.query().search == ""


def test_the_popup_is_freed(qtbot: QtBot, window: MainWindow) -> None:
    page = visit(window)
    page.filters.open_facet("field").close()
    qtbot.wait(10)
    assert window.findChildren(FacetPopup) == []


def test_records_are_named_for_the_page(window: MainWindow) -> None:
    page = visit(window)
    ref = page.model.index(0, 1).data(Role.RECORD)
    assert ref == Ref("obstacle", page.table.current_uid())


def test_an_empty_register_gives_the_keyboard_to_what_fills_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = empty_window(tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.go("agreements")
    focus = window.focusWidget()
    assert isinstance(focus, Button) and focus.text() == "Ghi thỏa thuận"
    assert "Chọn một dòng" not in [label.text() for label in window.findChildren(Label) if label.isVisible()]


def test_the_keyboard_is_not_lost_with_the_last_row(window: MainWindow) -> None:
    page = visit(window, "obstacles", view="open")
    window.activateWindow()
    page.table.setFocus()
    page.filters.search.setText("không có chữ này")
    page.reload(anew=True)
    focus = window.focusWidget()
    assert focus is not None and page.body.isAncestorOf(focus) and focus.isVisible()
