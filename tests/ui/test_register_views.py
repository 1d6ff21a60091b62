"""Own views, columns and orders of the registers: kept, changed, and reached by the keyboard."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.held_runner import hold
from ui.main_window import MainWindow
from ui.views.registers import RegisterPage
from ui.views.registers_columns import choices_of, columns_of, kept_of, widened
from ui.views.registers_views import NameCard
from ui.widgets.roles import Role
from workbench.errors import UserError
from workbench.services.register_rows import Row
from workbench.services.registers import Query
from workbench.services.views import SavedView, propose_save, saved_views
from workbench.values.sorting import sort_key

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def visit(window: MainWindow, key: str = "obstacles", **params: object) -> RegisterPage:
    window.go(key, **({"view": "all"} | params))
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    return page


def codes(page: RegisterPage) -> list[str]:
    return [row.code for row in page.model.rows]


def named(page: RegisterPage, name: str) -> None:
    """Save what is shown under a name, as the keyboard does."""
    page.own_views.offer(page.views.extra())
    card = page.findChild(NameCard)
    assert card is not None
    card.field.setText(name)
    QTest.keyClick(card.field, Qt.Key.Key_Return)


def menu(page: RegisterPage, words: str) -> None:
    """Choose an act from the menu of the view shown."""
    page.own_views.offer(page.views.extra())
    found = [menu for menu in page.views.extra().findChildren(QMenu) if menu.isVisible()][-1]
    next(action for action in found.actions() if action.text() == words).trigger()
    found.close()


# first visit


def test_the_tab_of_the_view_that_a_register_begins_with_is_marked(window: MainWindow) -> None:
    window.go("obstacles")
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    assert (page.view(), page.views.current()) == ("open", "open")


def test_the_table_has_the_keyboard_while_its_rows_are_read(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    runner = hold(window)
    window.go("obstacles")
    page = window.stack.current()
    assert isinstance(page, RegisterPage) and not page.model.rows
    assert window.focusWidget() is page.table
    runner.finish_all()
    assert window.focusWidget() is page.table and page.model.rows


# own views


def test_a_saved_view_brings_filters_order_and_columns_back(window: MainWindow) -> None:
    page = visit(window, view="open", facets={"field": ("GT",)}, order="title", descending=True)
    page.take_columns("title! code authority")
    wanted = codes(page)
    named(page, "Giao thông đang mở")
    [view] = saved_views(window.context.workbench.repository, "obstacles")
    assert (view.base, view.facets, view.order) == ("open", {"field": ("GT",)}, ("-title",))
    page.show_view("all")
    assert len(page.model.rows) == 14 and page.filters.facets() == {}
    page.show_view(f"own:{view.uid}")
    assert codes(page) == wanted and page._columns_kept == "title! code authority"
    assert [tab.words() for tab in page.views._tabs][-1] == f"Giao thông đang mở {len(wanted)}"


def test_saving_a_view_is_an_act_that_can_be_undone(window: MainWindow) -> None:
    page = visit(window, search="vinh long")
    named(page, "Vĩnh Long")
    assert window.context.workbench.undoable().label.params == {"name": "Vĩnh Long"}
    window.run_command("undo")
    assert saved_views(window.context.workbench.repository, "obstacles") == ()
    assert page.view() == "all" and [tab.key for tab in page.views._tabs][-1] == "mine"


def test_a_changed_view_shows_a_dot_and_takes_the_change_or_drops_it(window: MainWindow) -> None:
    page = visit(window, facets={"field": ("GT",)})
    named(page, "Giao thông")
    tab = page.views._tab(page.view())
    page.filters._choose("field", frozenset({"TL"}))
    assert tab.words().endswith("đã đổi, chưa lưu")
    menu(page, "Bỏ thay đổi")
    assert page.filters.facets() == {"field": frozenset({"GT"})}
    page.filters._choose("field", frozenset({"TL"}))
    menu(page, "Lưu thay đổi")
    [view] = saved_views(window.context.workbench.repository, "obstacles")
    assert view.facets == {"field": ("TL",)} and not page.own_views.changed()


def test_a_view_is_renamed_and_deleted(window: MainWindow) -> None:
    page = visit(window, view="open")
    named(page, "Của quý này")
    page.own_views._save(SavedView("obstacles", "Đang chờ", "open", uid=page.own_views.views[0].uid))
    assert [view.name for view in page.own_views.views] == ["Đang chờ"]
    menu(page, "Xóa góc nhìn")
    assert page.own_views.views == () and page.view() == "open"


def test_a_name_is_needed_and_taken_once(window: MainWindow) -> None:
    work = window.context.workbench
    act, _ = propose_save(work.repository, work.clock, SavedView("obstacles", "Gấp"))
    work.commit(act)
    for name, code in (("  ", "ownview.no_name"), ("GẤP", "ownview.taken")):
        with pytest.raises(UserError) as caught:
            propose_save(work.repository, work.clock, SavedView("obstacles", name))
        assert caught.value.code == code
    propose_save(work.repository, work.clock, SavedView("agreements", "Gấp"))


def test_escalations_open_on_what_waits(window: MainWindow) -> None:
    window.go("escalations")
    page = window.stack.current()
    assert isinstance(page, RegisterPage) and page.view() == "waiting"


# form and height of rows


def rows_menu(page: RegisterPage, words: str) -> None:
    """Choose from the menu of the rows."""
    page.filters.density_wanted.emit()
    anchor = page.filters.anchor("density")
    found = [menu for menu in anchor.findChildren(QMenu) if menu.isVisible()][-1]
    next(action for action in found.actions() if action.text() == words).trigger()
    found.close()


def test_rows_of_the_register_are_set_for_this_computer(window: MainWindow) -> None:
    page = visit(window)
    rows_menu(page, "Gọn")
    rows_menu(page, "Một dòng, mọi cột")
    now = window.book.current
    assert (now.density, now.detail_open, page.table.rowHeight(0)) == ("compact", False, 28)
    rows_menu(page, "Hai dòng, chi tiết bên cạnh")
    assert window.book.current.detail_open and page.table.rowHeight(0) == 44


def test_an_own_view_keeps_form_and_height_of_its_rows(window: MainWindow) -> None:
    page = visit(window)
    named(page, "Để in")
    key = page.view()
    rows_menu(page, "Thoáng")
    rows_menu(page, "Một dòng, mọi cột")
    assert page.own_views.changed() and page.table.rowHeight(0) == 40
    assert (window.book.current.density, window.book.current.detail_open) == ("normal", True)
    menu(page, "Lưu thay đổi")
    [view] = saved_views(window.context.workbench.repository, "obstacles")
    assert (view.density, view.lines) == ("roomy", "one") and not page.own_views.changed()
    page.show_view("all")
    assert page.detail.isVisible() and page.table.density() == "normal"
    page.show_view(key)
    assert not page.detail.isVisible() and page.table.rowHeight(0) == 40
    rows_menu(page, "Vừa")
    menu(page, "Bỏ thay đổi")
    assert page.table.rowHeight(0) == 40


def test_a_view_saved_without_a_form_leaves_it_to_each_computer(window: MainWindow) -> None:
    page = visit(window)
    named(page, "Cũ")
    [view] = saved_views(window.context.workbench.repository, "obstacles")
    old = SavedView("obstacles", "Cũ", order=view.order, columns=view.columns, uid=view.uid)
    page.own_views._save(old)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not page.own_views.changed()
    page.show_view("all")
    page.show_view(f"own:{view.uid}")
    assert page.detail.isVisible() is window.book.current.detail_open


# order


def test_shift_adds_a_key_to_the_order(window: MainWindow) -> None:
    page = visit(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    for key, held in (("status", Qt.KeyboardModifier.NoModifier), ("title", SHIFT), ("title", SHIFT)):
        section = page.model.column_of(key)
        header = page.table.header
        spot = QPoint(header.sectionViewportPosition(section) + 30, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, held, spot)
    assert page.query() == Query("all", order="status", then=("-title",))
    groups = [(row.status, sort_key(row.title)) for row in page.model.rows]
    assert [status for status, _ in groups] == sorted(status for status, _ in groups)
    for status in {status for status, _ in groups}:
        titles = [title for of, title in groups if of == status]
        assert titles == sorted(titles, reverse=True)
    assert window.book.current.of(window.book.current.orders, "obstacles") == "status -title"


def test_the_keys_of_an_order_over_several_columns_are_numbered(window: MainWindow) -> None:
    page = visit(window)
    places = {key: page.model.column_of(key) for key in ("status", "title", "due")}
    page.table.show_sorting((("status", False), ("title", True)))
    assert [page.table.header.sort_place(places[key]) for key in ("status", "title", "due")] == [1, 2, 0]
    page.table.show_sorting((("due", True),))
    assert [page.table.header.sort_place(section) for section in places.values()] == [0, 0, 0]


# columns


def test_columns_are_kept_as_a_line_and_read_again() -> None:
    kept = "title! code officer"
    assert kept_of(choices_of("obstacles", kept)) == kept
    shown, pinned = columns_of("obstacles", kept)
    assert ([column.key for column in shown], pinned) == (["check", "title", "code", "officer"], 2)


@pytest.mark.parametrize("kept", ["", "weg!", "code officer"])
def test_a_line_without_a_title_gives_the_columns_of_the_program(kept: str) -> None:
    shown, pinned = columns_of("obstacles", kept)
    assert ([column.key for column in shown][:3], pinned) == (["check", "code", "title"], 3)


def test_columns_are_chosen_by_the_keyboard(window: MainWindow) -> None:
    page = visit(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    chooser = page.offer_columns()
    listed = chooser.list
    listed.setCurrentIndex(chooser.model.index(2))  # places
    QTest.keyClick(listed, Qt.Key.Key_Down, ALT)
    assert [column.key for column in page.model.columns[:5]] == ["check", "code", "title", "field", "places"]
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert page.model.column_of("places") < 0
    listed.setCurrentIndex(chooser.model.index(2))
    QTest.keyClick(listed, Qt.Key.Key_G, CTRL)
    assert page.table.frozen.holds(page.model.column_of("field"))
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert window.book.current.of(window.book.current.columns, "obstacles").startswith("code! title! field! due")


def test_the_title_cannot_be_hidden(window: MainWindow) -> None:
    chooser = visit(window).offer_columns()
    chooser.model.turn(1)
    assert chooser.model.choices[1].on


def test_pinned_columns_stay_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    page = visit(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    table = page.table
    assert not table.frozen.isVisible() and table.horizontalScrollBar().maximum() > 0
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table.frozen.isVisible()
    assert [column for column in range(len(page.model.columns)) if not table.frozen.isColumnHidden(column)] == [0, 1, 2]
    scrolled = table.horizontalScrollBar().value()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.horizontalScrollBar().value() == scrolled and table.current_row() == 1
    spot = QPoint(table.columnWidth(0) + 20, table.rowViewportPosition(4) + 5)
    QTest.mouseClick(table.frozen.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert table.current_row() == 4 and table.frozen.currentIndex().row() == 4


def test_columns_are_made_to_fit(window: MainWindow) -> None:
    page = visit(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    place = page.model.column_of("urgency")
    page.table.setColumnWidth(place, 400)
    page.table.fit_columns()
    assert page.table.columnWidth(place) < 200


def test_a_column_stays_as_wide_as_it_was_drawn(qtbot: QtBot, window: MainWindow) -> None:
    page = visit(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    place, header = page.model.column_of("authority"), page.table.header
    before = page.table.columnWidth(place)
    header.resizeSection(place, before + 44)
    qtbot.waitUntil(lambda: "authority:264" in page._columns_kept, timeout=2000)
    assert "authority:264" in window.book.current.of(window.book.current.columns, "obstacles")
    QTest.keyClick(window, Qt.Key.Key_F9)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert page.table.columnWidth(page.model.column_of("authority")) == before + 44
    chooser = page.offer_columns()
    chooser.model.turn(place - 2)
    assert "authority:264" in page._columns_kept
    chooser.model.replace_all(choices_of("obstacles"))
    assert page.table.columnWidth(page.model.column_of("authority")) == before


def test_widths_are_kept_with_the_columns() -> None:
    kept = "title! code:90 officer:200"
    assert kept_of(choices_of("obstacles", kept)) == kept
    shown, _ = columns_of("obstacles", kept)
    assert [column.width for column in shown[2:]] == [90, 200]
    assert widened("obstacles", kept, {"officer": 180, "title": 99}) == "title:99! code:90 officer:180"
    assert columns_of("obstacles", "title:99! code")[0][1].width == 0


# typing into cells


def typed(page: RegisterPage, column: str, words: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Go to the column in the current row, F2, type, and finish with a key."""
    index = page.model.index(max(0, page.table.current_row()), page.model.column_of(column))
    page.table.setCurrentIndex(index)
    page.acts.edit()
    editor = page.cells.editor()
    assert editor is not None
    editor.setText(words)
    QTest.keyClick(editor, key)


def row_of(page: RegisterPage, uid: str) -> Row:
    """The row of a record, wherever it stands."""
    return next(row for row in page.model.rows if row.ref.uid == uid)


def wide(window: MainWindow, key: str = "obstacles", **params: object) -> RegisterPage:
    """A register without its detail, with the keyboard in the table."""
    page = visit(window, key, **params)
    QTest.keyClick(window, Qt.Key.Key_F9)
    window.activateWindow()
    page.table.setFocus()
    return page


def test_a_cell_that_is_typed_into_is_in_sight(window: MainWindow) -> None:
    page = wide(window, uid="vm71")
    bar, frozen = page.table.horizontalScrollBar(), page.table.frozen
    for column, scrolled in (("officer", 0), ("due", bar.maximum())):
        bar.setValue(scrolled)
        assert page.cells.begin(page.table.current_row(), column)
        editor = page.cells.editor()
        assert editor is not None
        assert editor.x() >= frozen.reach() and editor.geometry().right() <= page.table.viewport().width()
        page.cells._close()


def test_an_officer_is_typed_into_the_cell_and_undone(window: MainWindow) -> None:
    page = wide(window, uid="vm71")
    typed(page, "officer", "Phạm Quốc Huy")
    assert row_of(page, "vm71").officer == "Phạm Quốc Huy" and page.table.hasFocus()
    window.run_command("undo")
    assert row_of(page, "vm71").officer != "Phạm Quốc Huy"


def test_a_date_is_typed_in_short(window: MainWindow) -> None:
    page = wide(window, uid="vm71")
    typed(page, "due", "1511")
    due = row_of(page, "vm71").due
    assert due is not None and due.isoformat() == "2026-11-15"


@pytest.mark.parametrize(("column", "words"), [("due", "31/2/2026"), ("due", ""), ("officer", "")])
def test_what_cannot_be_written_or_says_nothing_leaves_the_record(window: MainWindow, column: str, words: str) -> None:
    page, before = wide(window, uid="vm71"), window.context.workbench.journal.head()
    typed(page, column, words)
    assert window.context.workbench.journal.head() == before


def test_escape_leaves_the_cell_as_it_was(window: MainWindow) -> None:
    page, before = wide(window), window.context.workbench.journal.head()
    typed(page, "officer", "Ai đó", Qt.Key.Key_Escape)
    assert window.context.workbench.journal.head() == before and page.cells.editor() is None


def test_percent_of_a_task_is_reported_from_its_row(window: MainWindow) -> None:
    page = wide(window, "tasks")
    uid = page.table.current_uid()
    typed(page, "percent", "45%")
    assert row_of(page, uid).data["percent"] == 45
    assert len(window.context.workbench.repository.where("progress_entry", task=uid)) == 1


def test_agreements_show_how_far_they_are(window: MainWindow) -> None:
    page = visit(window, "agreements")
    QTest.keyClick(window, Qt.Key.Key_F9)
    place = page.model.place_of(page._number("tt4"))
    index = page.model.index(place, page.model.column_of("progress"))
    assert index.data(Role.PROGRESS) is not None and 0 < index.data(Role.ELAPSED) < 1
    assert "thời gian đã qua" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_agreements_tell_their_obstacles_and_the_year_they_end(window: MainWindow) -> None:
    page = visit(window, "agreements")
    QTest.keyClick(window, Qt.Key.Key_F9)
    held = [o.values.agreement for o in window.context.workbench.repository.all("obstacle")]
    shown = {row.ref.uid: row.cells["obstacles"] for row in page.model.rows}
    assert page.model.column_of("obstacles") > 0
    assert shown == {uid: str(held.count(uid) or "") for uid in shown} and any(shown.values())
    years = {label: number for _, label, number in page.lists.facet_values("ends")}
    assert years == Counter(str(row.due.year) for row in page.model.rows if row.due)


# the rail beside them


@pytest.mark.parametrize("size", [(1024, 540), (1093, 544), (1366, 738)])
def test_the_rail_never_scrolls(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    qtbot.wait(20)
    assert window.nav._scroll.verticalScrollBar().maximum() == 0
    assert min(row.height() for row in window.nav._shown_rows()) >= 24


def test_a_folded_group_opens_as_a_menu_and_marks_its_page(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1024, 540)
    window.go("projects")
    [fold] = window.nav._folds
    assert fold.row.isVisible() and fold.row.is_current()
    fold.row.click()
    [shown] = [menu for menu in window.nav.findChildren(QMenu) if menu.isVisible()]
    plans = next(action for action in shown.actions() if action.text().startswith("Quy hoạch"))
    plans.trigger()
    assert window.stack.current().key == "plans"
    shown.close()
