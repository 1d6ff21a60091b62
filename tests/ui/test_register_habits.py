"""What an officer who comes from a spreadsheet expects of a register: its keys, its menus, sums of what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.building import edit, new, write
from tests.ui.keys import type_text
from tests.ui.test_register_views import typed, visit, wide
from ui.forms.bulk_form import BulkForm
from ui.forms.paste_form import PasteForm
from ui.main_window import MainWindow
from ui.theme import fonts
from ui.views.registers import RegisterPage
from ui.views.registers_columns import columns_of
from ui.widgets.labels import text_width
from workbench.records.changes import remove
from workbench.records.record import Ref

Menu = Callable[[RegisterPage, str, str], list[QAction]]


def test_tab_writes_the_cell_and_goes_to_the_next(window: MainWindow) -> None:
    page = wide(window, uid="vm71")
    typed(page, "officer", "Phạm Quốc Huy", Qt.Key.Key_Tab)
    assert page.model.rows[page.table.current_row()].officer == "Phạm Quốc Huy"
    assert page.table.current_column() == "reported_by" and page.cells.editor() is None


def test_enter_writes_the_cell_and_goes_to_the_row_that_stood_below(window: MainWindow) -> None:
    page = wide(window, uid="vm66")
    below = page.model.rows[page.table.current_row() + 1].ref.uid
    typed(page, "due", "31/12/2026")  # the row goes to another place of the list
    assert page.cells.editor() is None and page.table.hasFocus()
    assert (page.table.current_uid(), page.table.current_column()) == (below, "due")


def test_enter_stays_in_a_cell_that_cannot_be_written_so(window: MainWindow) -> None:
    page = wide(window, uid="vm66")
    typed(page, "due", "31/9/2026")
    assert page.cells.editor() is not None and page.table.current_uid() == "vm66"
    page.cells._close()


@pytest.mark.parametrize(("held", "by"), [(Qt.KeyboardModifier.NoModifier, 1), (Qt.KeyboardModifier.ShiftModifier, -1)])
def test_enter_writes_the_cell_and_goes_on_to_the_next_row(
    window: MainWindow, held: Qt.KeyboardModifier, by: int
) -> None:
    page = wide(window)
    page.table.setCurrentIndex(page.model.index(3, page.model.column_of("officer")))
    row, beside = page.model.rows[3], page.model.rows[3 + by]
    assert page.cells.begin(3, "officer")
    editor = page.cells.editor()
    assert editor is not None
    editor.setText("Phạm Quốc Huy")
    QTest.keyClick(editor, Qt.Key.Key_Return, held)
    assert window.context.workbench.repository.need(row.ref).values.officer == "Phạm Quốc Huy"
    assert page.table.current_uid() == beside.ref.uid and page.table.current_column() == "officer"
    assert page.cells.editor() is None and page.table.hasFocus()


def test_letters_typed_on_a_cell_take_the_place_of_what_stood_there(window: MainWindow) -> None:
    page = wide(window, uid="vm71")
    page.table.setCurrentIndex(page.model.index(page.table.current_row(), page.model.column_of("officer")))
    type_text(page.table, "P")
    editor = page.cells.editor()
    assert editor is not None and editor.text() == "P" and editor.hasFocus()
    type_text(editor, "ha\b\bhạm")  # as Vietnamese typing tools send it
    QTest.keyClick(editor, Qt.Key.Key_Down)
    kept = window.context.workbench.repository.need(Ref("obstacle", "vm71"))
    assert kept.values.officer == "Phạm" and page.cells.editor() is None


def test_esc_after_typing_over_a_cell_leaves_it_as_it_was(window: MainWindow) -> None:
    page, before = wide(window, uid="vm71"), window.context.workbench.journal.head()
    page.table.setCurrentIndex(page.model.index(page.table.current_row(), page.model.column_of("due")))
    type_text(page.table, "1")
    editor = page.cells.editor()
    assert editor is not None and editor.text() == "1"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert page.cells.editor() is None and window.context.workbench.journal.head() == before


def test_letters_typed_on_the_title_look_for_a_row(window: MainWindow, qtbot: QtBot) -> None:
    page = wide(window)
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("title")))
    type_text(page.table, "sat lo")
    assert page.cells.editor() is None
    qtbot.waitUntil(lambda: page.table.current_uid() == "vm44")


def test_letters_that_a_typing_tool_takes_back_are_not_looked_for(window: MainWindow, qtbot: QtBot) -> None:
    page = wide(window)
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("title")))
    type_text(page.table, "sat")
    for _ in "at":
        QTest.keyClick(page.table, Qt.Key.Key_Backspace)
    type_text(page.table, "ạt lở")
    qtbot.waitUntil(lambda: page.table.current_uid() == "vm44")


def test_a_day_of_a_letter_is_told_once_however_much_is_typed_on_it(window: MainWindow) -> None:
    page = wide(window, uid="vm63")
    page.table.setCurrentIndex(page.model.index(page.table.current_row(), page.model.column_of("due")))
    type_text(page.table, "15/12")
    assert len(window.toaster.shown()) == 1 and len(window.toaster.recent()) == 1


def test_home_and_end_go_along_the_row_and_space_ticks_with_any_key_held(window: MainWindow) -> None:
    page = wide(window)
    page.table.go_to(2)
    QTest.keyClick(page.table, Qt.Key.Key_End)
    assert page.table.current_column() == page.model.columns[-1].key and page.table.current_row() == 2
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    assert page.table.current_column() == page.model.columns[1].key and page.table.current_row() == 2
    QTest.keyClick(page.table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert list(page.model.ticked_places()) == [2]
    QTest.keyClick(page.table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert not page.model.ticked_places()


def test_the_current_cell_is_marked_but_on_the_title(window: MainWindow) -> None:
    page = wide(window)
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("title")))
    assert page.table.marked_column() == -1
    plain = page.table.viewport().grab().toImage()
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("field")))
    assert page.table.marked_column() == page.model.column_of("field")
    spot = page.table.visualRect(page.table.currentIndex()).center()
    edge = page.table.visualRect(page.table.currentIndex()).left()
    marked = page.table.viewport().grab().toImage()
    assert marked.pixelColor(edge, spot.y()) != plain.pixelColor(edge, spot.y())


def test_alt_down_opens_the_menu_of_the_heading(window: MainWindow) -> None:
    page = wide(window)
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("status")))
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    assert menu.activeAction().text() == "Xếp tăng dần"
    assert "Lọc theo cột này…" in [action.text() for action in menu.actions()]
    menu.close()


def test_columns_are_frozen_from_the_menu_of_a_heading(window: MainWindow) -> None:
    page = wide(window)

    def choose(key: str, words: str) -> None:
        menu = page.cell_menu.offer_column(page.model.column_of(key), QPoint(0, 0))
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()

    choose("places", "Cố định đến hết cột này")
    assert columns_of("obstacles", page.columns_kept())[1] == 1 + 3  # ticks, and three columns
    choose("status", "Bỏ cố định cột")
    assert columns_of("obstacles", page.columns_kept())[1] == 1


# a copied column


def paste(window: MainWindow, page: RegisterPage, column: str, copied: str, place: int = 0) -> PasteForm | None:
    """Paste with the current cell in a column."""
    page.table.setCurrentIndex(page.model.index(place, page.model.column_of(column)))
    QGuiApplication.clipboard().setText(copied)
    window.run_command("paste")
    return window.findChild(PasteForm)


def test_a_copied_column_is_shown_row_by_row_and_written_as_one_act(window: MainWindow) -> None:
    page = wide(window, view="all")
    rows = [page.model.rows[place] for place in range(4)]
    form = paste(window, page, "officer", f"Nguyễn A\r\n\r\n{rows[2].officer}\r\nNguyễn B\r\n")
    assert form is not None
    assert form.effect.text() == "2 bản ghi sẽ đổi, 1 bản ghi đã như vậy, 1 ô trống giữ nguyên."
    form.apply()
    repository = window.context.workbench.repository
    assert [repository.need(row.ref).values.officer for row in rows] == [
        "Nguyễn A", rows[1].officer, rows[2].officer, "Nguyễn B",
    ]  # fmt: skip
    window.run_command("undo")
    assert [repository.need(row.ref).values.officer for row in rows] == [row.officer for row in rows]


def test_a_copied_column_passes_over_a_row_that_is_gone(window: MainWindow) -> None:
    workbench = window.context.workbench
    write(workbench, new("obstacle", "vm900", title="Trạm bơm", content="Trạm bơm hỏng"))
    page = wide(window, view="all")
    page.sort([("code", False)])
    gone = next(place for place, row in enumerate(page.model.rows) if row.ref.uid == "vm900")
    kept = [row.code for row in page.model.rows if row.ref.uid in ("vm63", "vm71")]
    chosen = [place for place, row in enumerate(page.model.rows) if row.code in kept]
    page.model.tick_only([gone, *chosen])
    order = [page.model.rows[place].ref.uid for place in page.model.ticked_places()]
    write(workbench, remove(workbench.repository.need(Ref("obstacle", "vm900"))))  # the page has not heard of it yet
    form = paste(window, page, "officer", "\n".join(f"Nguyễn {uid}" for uid in order), place=chosen[0])
    assert form is not None and form.plan.spare == 1
    assert [(line.code, line.after) for line in form.plan.lines] == [
        (kept[0], "Nguyễn vm63"), (kept[1], "Nguyễn vm71"),
    ]  # fmt: skip
    form.reject()


def test_filling_leaves_no_row_out_when_the_first_is_gone_meanwhile(window: MainWindow) -> None:
    page = wide(window, view="all")
    source, others = page.model.rows[0].ref, [page.model.rows[place].ref.uid for place in (1, 2)]
    page.cells._fill_many(source, "officer", others, "Nguyễn A")  # its own id was not found any more
    form = window.findChild(BulkForm)
    assert form is not None and form.plan is not None and form.plan.changed == 2
    form.reject()


def test_values_that_are_no_days_and_days_of_letters_are_told_before_anything_is_written(window: MainWindow) -> None:
    page, before = wide(window, view="all"), window.context.workbench.journal.head()
    page.sort([("code", False)])
    page.model.tick_only([at for at, row in enumerate(page.model.rows) if row.ref.uid in ("vm63", "vm66", "vm71")])
    form = paste(window, page, "due", "15/12/2026\n31/2/26\n1612")
    assert form is not None and window.context.workbench.journal.head() == before
    assert [(line.code, line.after, bool(line.why)) for line in form.plan.lines] == [
        ("VM-2026-063", "15/12/2026", True), ("VM-2026-066", "31/2/26", True), ("VM-2026-071", "16/12/2026", False),
    ]  # fmt: skip
    form.reject()


def test_one_copied_value_goes_into_the_cell_or_into_all_ticked_rows(window: MainWindow) -> None:
    page = wide(window, view="all")
    assert paste(window, page, "officer", "Nguyễn C\r\n", place=1) is None
    assert page.model.rows[1].officer == "Nguyễn C"
    page.model.tick_only([0, 2, 3])
    form = paste(window, page, "officer", "Nguyễn D")
    assert form is not None and form.plan.changed == 3
    form.reject()


def test_a_click_elsewhere_writes_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    page = wide(window, uid="vm71")
    assert page.cells.begin(page.table.current_row(), "officer")
    editor = page.cells.editor()
    assert editor is not None
    editor.setText("Phạm Quốc Huy")
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))
    qtbot.waitUntil(lambda: page.cells.editor() is None)
    kept = window.context.workbench.repository.need(Ref("obstacle", "vm71"))
    assert kept.values.officer == "Phạm Quốc Huy"


def test_a_click_elsewhere_writes_nothing_when_nothing_was_typed(window: MainWindow) -> None:
    page, before = wide(window, uid="vm71"), window.context.workbench.journal.head()
    assert page.cells.begin(page.table.current_row(), "officer")
    QApplication.sendEvent(page.cells.editor(), QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))
    assert page.cells.editor() is None and window.context.workbench.journal.head() == before


def test_a_day_set_by_a_letter_is_not_typed_over(window: MainWindow) -> None:
    page = wide(window, uid="vm63")
    assert page.cells.begin(page.table.current_row(), "due")
    assert page.cells.editor() is None
    assert "KN-2026-019" in window.toaster.recent()[0]


def test_ctrl_d_fills_a_cell_with_the_value_above(window: MainWindow) -> None:
    page = wide(window)
    page.table.setCurrentIndex(page.model.index(1, page.model.column_of("officer")))
    above, here = page.model.rows[0], page.model.rows[1]
    assert above.officer != here.officer
    window.run_command("fill_down")
    assert page.model.rows[1].officer == above.officer
    window.run_command("undo")
    assert page.model.rows[1].officer == here.officer


def test_ctrl_d_over_ticked_rows_shows_first_what_it_would_change(window: MainWindow) -> None:
    page = wide(window)
    page.model.tick_only([0, 1, 2])
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("officer")))
    window.run_command("fill_down")
    form = window.findChild(BulkForm)
    assert form is not None and form.editor is not None and form.plan is not None
    assert form.editor.value() == page.model.rows[0].officer
    assert len(form.plan.act.changes) + form.plan.same == 2
    form.reject()


@pytest.mark.parametrize("ticks", [[], ["vm63", "vm71"]])
@pytest.mark.parametrize("own", [None, date(2026, 12, 1)])
def test_ctrl_d_fills_no_other_day_than_is_seen(window: MainWindow, ticks: list[str], own: date | None) -> None:
    write(window.context.workbench, edit(window.context.workbench, "obstacle", "vm63", requested_due=own))
    page, before = wide(window, view="all"), window.context.workbench.journal.head()
    page.sort([("code", False)])
    above = next(place for place, row in enumerate(page.model.rows) if row.ref.uid == "vm63")
    page.model.tick_only([place for place, row in enumerate(page.model.rows) if row.ref.uid in ticks])
    page.table.setCurrentIndex(page.model.index(above + 1, page.model.column_of("due")))
    window.run_command("fill_down")
    assert "KN-2026-019" in window.toaster.recent()[0]
    assert window.findChild(BulkForm) is None and window.context.workbench.journal.head() == before


def test_ctrl_d_over_ticked_agreements_is_refused_for_their_last_year(window: MainWindow) -> None:
    page, before = wide(window, "agreements", view="all"), window.context.workbench.journal.head()
    page.model.tick_only([0, 1, 2])
    assert page.cells.can_edit(0, "due")
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("due")))
    window.run_command("fill_down")
    assert window.findChild(BulkForm) is None and window.context.workbench.journal.head() == before
    assert window.toaster.recent()[0].startswith("Cột này không điền cho nhiều dòng một lúc")


def test_nothing_to_fill_is_said(window: MainWindow) -> None:
    page, before = wide(window), window.context.workbench.journal.head()
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("officer")))
    window.run_command("fill_down")
    assert window.context.workbench.journal.head() == before and window.toaster.recent()


# as in a spreadsheet


def test_ctrl_and_an_arrow_leaps_to_the_end_and_with_shift_ticks(window: MainWindow) -> None:
    page, ctrl = wide(window), Qt.KeyboardModifier.ControlModifier
    last = len(page.model.rows) - 1
    QTest.keyClick(page.table, Qt.Key.Key_Down, ctrl)
    assert page.table.current_row() == last
    QTest.keyClick(page.table, Qt.Key.Key_Up, ctrl)
    assert page.table.current_row() == 0
    QTest.keyClick(page.table, Qt.Key.Key_Right, ctrl)
    assert page.table.current_column() == page.model.columns[-1].key
    QTest.keyClick(page.table, Qt.Key.Key_Left, ctrl)
    assert page.table.current_column() == page.model.columns[1].key
    page.table.go_to(2)
    QTest.keyClick(page.table, Qt.Key.Key_Down, ctrl | Qt.KeyboardModifier.ShiftModifier)
    assert list(page.model.ticked_places()) == list(range(2, last + 1))


def test_ctrl_page_down_goes_to_the_next_view(window: MainWindow) -> None:
    page = visit(window, view="all")
    window.run_command("next_view")
    assert page.view() == "open"
    window.run_command("previous_view")
    assert page.view() == "all"


def test_a_double_click_on_the_edge_of_a_heading_fits_its_column(window: MainWindow) -> None:
    page = wide(window)
    at = page.model.column_of("officer")
    page.table.setColumnWidth(at, 320)
    page.table.header.sectionHandleDoubleClicked.emit(at)
    longest = max(text_width(fonts.body(), row.officer) for row in page.model.rows)
    assert longest < page.table.columnWidth(at) < 320


@pytest.fixture
def menu_of(window: MainWindow, qtbot: QtBot) -> Iterator[Callable[[RegisterPage, str, str], list[QAction]]]:
    """The acts in the menu of a cell; the menu is closed afterwards."""
    opened: list[QMenu] = []

    def acts(page: RegisterPage, uid: str, column: str) -> list[QAction]:
        place = page.model.place_of(page._number(uid))
        page.table.setCurrentIndex(page.model.index(place, page.model.column_of(column)))
        opened.append(page.cell_menu.offer(place, column, QPoint(0, 0)))
        return opened[-1].actions()

    yield acts
    for menu in opened:
        menu.close()


def test_the_menu_of_a_cell_narrows_the_list_to_its_value(window: MainWindow, menu_of: Menu) -> None:
    page = wide(window, view="all")
    acts = menu_of(page, "vm63", "field")
    [only] = [act for act in acts if act.text().startswith("Chỉ hiện")]
    only.trigger()
    assert page.filters.facets() == {"field": frozenset({"TL"})}
    assert {row.cells["field"] for row in page.model.rows} == {page.model.rows[0].cells["field"]}


def test_the_menu_of_a_row_of_two_lines_narrows_to_its_localities(window: MainWindow, menu_of: Menu) -> None:
    page = visit(window, view="all")
    words = [act.text() for act in menu_of(page, "vm63", "title")]
    assert "Chỉ hiện “Vĩnh Long”" in words and "Chỉ hiện “Đồng Tháp”" in words


def test_the_menu_of_a_cell_copies_it_alone(window: MainWindow, menu_of: Menu) -> None:
    page = wide(window, view="all")
    [copying] = [act for act in menu_of(page, "vm71", "officer") if act.text() == "Chép ô này"]
    copying.trigger()
    assert QGuiApplication.clipboard().text() == page.model.rows[page.table.current_row()].officer


def test_the_right_button_makes_its_cell_the_current_one(window: MainWindow) -> None:
    page = wide(window, view="all")
    asked: list[tuple[int, str]] = []
    page.table.menu_wanted.disconnect()
    page.table.menu_wanted.connect(lambda place, key, _: asked.append((place, key)))
    spot = page.table.visualRect(page.model.index(3, page.model.column_of("places"))).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, page.table.viewport().mapToGlobal(spot))
    QApplication.sendEvent(page.table.viewport(), event)
    assert asked == [(3, "places")] and page.table.current_row() == 3


def test_the_menu_of_a_heading_sorts_and_hides(window: MainWindow) -> None:
    page = wide(window, view="all")
    menu = page.cell_menu.offer_column(page.model.column_of("urgency"), QPoint(0, 0))
    acts = {act.text(): act for act in menu.actions()}
    acts["Xếp giảm dần"].trigger()
    assert page.query().order == "urgency" and page.query().descending
    acts["Ẩn cột này"].trigger()
    assert page.model.column_of("urgency") < 0
    menu.close()


def test_ticked_projects_tell_what_they_come_to(window: MainWindow) -> None:
    held = {"name": "Dự án", "status": "doing"}
    for uid, amount in (("d1", 640_000_000_000), ("d2", 418_000_000_000)):
        write(window.context.workbench, new("project", uid, total_investment=amount, **held))
    page = visit(window, "projects", view="all")
    page.table.selectAll()
    assert page.bulk.told() == "Tổng mức đầu tư: 1.058 tỷ đồng"
    page.model.tick_only([])
    assert page.bulk.told() == ""


def test_a_copied_table_is_pasted_from_the_register(window: MainWindow) -> None:
    visit(window)
    QGuiApplication.clipboard().setText("TT\tNội dung vướng mắc\n1\tThiếu cát đắp nền\n")
    window.run_command("paste")
    shown = window.stack.current()
    assert shown is not None and shown.key == "import"
    assert len(shown.flow.entries) == 1  # type: ignore[attr-defined]
