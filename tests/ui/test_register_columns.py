"""Widths of the columns of a register: what is read whole, and what is in sight without scrolling sideways."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.test_registers import visit
from ui.main_window import MainWindow
from ui.models.register_columns import ALL
from ui.theme import fonts
from ui.theme.metrics import px
from ui.widgets.delegates import SNUG_TITLE, stacked_due_width
from ui.widgets.delegates_base import PAD, width_of
from workbench.messages import set_language


@pytest.mark.parametrize("key", ALL)
def test_no_column_is_cut_at_the_right_edge_and_the_state_is_in_sight(window: MainWindow, key: str) -> None:
    window.book.change(detail_open=False)
    page = visit(window, key)
    QApplication.processEvents()
    table, room = page.table, page.table.viewport().width()
    ends = [table.columnViewportPosition(at) + table.columnWidth(at) for at in range(len(page.model.columns))]
    starts = [0, *ends[:-1]]
    cut = [c.key for c, start, end in zip(page.model.columns, starts, ends, strict=True) if start < room < end]
    assert cut == []
    if (state := page.model.column_of("status")) >= 0:
        assert ends[state] <= room


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_in_a_small_window_days_late_stand_under_the_date_and_the_title_can_be_read(
    window: MainWindow, lang: str
) -> None:
    set_language(lang)
    page = visit(window)
    title, due = page.model.column_of("title"), page.model.column_of("due")
    beside = page.table.columnWidth(due)
    window.resize(1024, 540)
    QApplication.processEvents()
    assert page.table.columnWidth(title) >= px(SNUG_TITLE)
    assert stacked_due_width() <= page.table.columnWidth(due) - 2 * px(PAD) < beside - 2 * px(PAD)
    window.resize(1366, 738)
    QApplication.processEvents()
    assert page.table.columnWidth(due) == beside


def test_the_title_stays_as_wide_while_a_column_is_drawn(window: MainWindow) -> None:
    window.book.change(detail_open=False)
    page = visit(window)
    QApplication.processEvents()
    title, field = page.model.column_of("title"), page.model.column_of("field")
    wide = page.table.columnWidth(title)
    page.table.setColumnWidth(field, page.table.columnWidth(field) + 40)
    assert page.table.columnWidth(title) == wide


def test_numbers_of_letters_and_names_of_ministries_are_read_whole(window: MainWindow) -> None:
    window.book.change(detail_open=False)
    page = visit(window, "answers")
    QApplication.processEvents()
    wanted = {"number": "7215/BVHTTDL-DLQGVN", "from": "Bộ Văn hóa, Thể thao và Du lịch"}
    for key, words in wanted.items():
        room = page.table.columnWidth(page.model.column_of(key)) - 2 * px(PAD)
        assert width_of(fonts.body(), words) <= room, key


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("key", ALL)
def test_no_two_columns_have_the_same_heading(lang: str, key: str) -> None:
    set_language(lang)
    headings = [column.heading(key) for column in ALL[key] if column.kind != "check"]
    assert len(set(headings)) == len(headings)
