"""Delegates: size, drawing, tool tips, the check box, rows that run across."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.gallery_table import CHECKED, DISPLAY, Cells, grouped_table, register_table
from ui.theme import fonts, theme
from ui.theme.status import LOOKS
from ui.theme.tokens import LIGHT
from ui.widgets.chips import chip_width
from ui.widgets.delegates import (
    Check,
    Diff,
    DueBadge,
    Progress,
    ShapeCell,
    StatusChip,
    TextDelegate,
    TwoLine,
)
from ui.widgets.delegates_base import CellDelegate, paint_ground, width_of
from ui.widgets.roles import GroupLine, Role
from ui.widgets.ruled import RuledRows
from ui.widgets.table import Table

LONG = "Chưa thống nhất quy trình vận hành cống ngăn mặn mùa khô 2026–2027 giữa hai tỉnh"
TIP = int(Qt.ItemDataRole.ToolTipRole)


def _option(width: int = 200, height: int = 44, selected: bool = False) -> QStyleOptionViewItem:
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, height)
    option.state = QStyle.StateFlag.State_Enabled
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    return option


def _draw(delegate: CellDelegate, cell: dict[int, Any], width: int = 200, selected: bool = False) -> QImage:
    model = Cells([""], [[cell]])
    image = QImage(width, 44, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    delegate.paint(painter, _option(width, selected=selected), model.index(0, 0))
    painter.end()
    return image


def _hint(delegate: CellDelegate, cell: dict[int, Any]) -> tuple[int, int]:
    model = Cells([""], [[cell]])
    return delegate.sizeHint(_option(), model.index(0, 0)).toTuple()


def _colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("key", LOOKS)
def test_chip_is_drawn_in_its_own_tint(key: str) -> None:
    found = _colours(_draw(StatusChip(), {Role.STATUS: key}))
    assert getattr(LIGHT, LOOKS[key].background) in found


def test_chip_in_high_contrast_has_a_line_and_no_tint(qapp: QApplication) -> None:
    theme.apply(qapp, "contrast")
    found = _colours(_draw(StatusChip(), {Role.STATUS: "late"}))
    assert theme.current().red.upper() in found and "#000000" in found


def test_chip_is_20_high() -> None:
    image = _draw(StatusChip(), {Role.STATUS: "wait"})
    tint = QColor(LIGHT.plum_bg)
    column = [y for y in range(44) if image.pixelColor(16 + 50, y) == tint or image.pixelColor(20, y) == tint]
    assert max(column) - min(column) + 1 == 20


def test_hints_hold_the_content_and_the_padding() -> None:
    assert _hint(StatusChip(), {Role.STATUS: "wait"}) == (chip_width("Chờ trả lời") + 24, 32)
    assert _hint(TextDelegate(), {DISPLAY: "Cần Thơ"}) == (width_of(fonts.body(), "Cần Thơ") + 24, 32)
    assert _hint(TwoLine(), {DISPLAY: "Cần Thơ", Role.META: ""})[1] == 44
    assert _hint(TextDelegate(), {Role.GROUP: GroupLine("Quá hạn")})[1] == 28


@pytest.mark.parametrize(
    ("delegate", "empty"),
    [
        (TextDelegate(), {}),
        (StatusChip(), {}),
        (StatusChip(), {Role.STATUS: "unheard of"}),
        (ShapeCell(), {}),
        (DueBadge(), {}),
        (TwoLine(), {}),
        (Progress(), {}),
        (Diff(), {}),
        (Check(), {}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_cell_without_data_is_blank_ground(delegate: CellDelegate, empty: dict[int, Any]) -> None:
    found = _colours(_draw(delegate, empty))
    assert {LIGHT.surface, LIGHT.border} <= found
    assert delegate.cell_width(Cells([""], [[empty]]).index(0, 0)) >= 0


def test_selected_ground_is_the_tint() -> None:
    image = _draw(TextDelegate(), {DISPLAY: ""}, selected=True)
    assert image.pixelColor(100, 5) == QColor(LIGHT.tint)


def test_row_line_is_one_pixel() -> None:
    image = _draw(TextDelegate(), {DISPLAY: ""})
    assert [image.pixelColor(100, y).name().upper() for y in (42, 43)] == [LIGHT.surface, LIGHT.border]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75])
@pytest.mark.parametrize("shift", [0.0, 0.25, 0.5, 0.75])
def test_row_lines_are_as_thick_wherever_they_fall(scale: float, shift: float) -> None:
    image = QImage(20, 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    painter.translate(0, shift)
    painter.scale(scale, scale)
    for row in range(6):
        paint_ground(painter, QRect(0, 32 * row, 16, 32), "surface", current=False, focused=False, first=False)
    painter.end()
    lines = [y for y in range(400) if image.pixelColor(5, y) == QColor(LIGHT.border)]
    assert len(lines) == 6
    assert all(30 * scale < after - before < 34 * scale for before, after in pairwise(lines))


@pytest.mark.parametrize("shift", [0.0, 0.25, 0.5, 0.75])
def test_lines_of_plain_tables_are_as_thick_wherever_they_fall(shift: float) -> None:
    image = QImage(20, 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(LIGHT.surface))
    model, rows = Cells([""], [[{DISPLAY: ""}]] * 6), RuledRows()
    painter = QPainter(image)
    painter.translate(0, shift)
    painter.scale(1.25, 1.25)
    for row in range(6):
        option = _option(16, 28)
        option.rect.translate(0, 28 * row)
        rows.paint(painter, option, model.index(row, 0))
    painter.end()
    lines = [y for y in range(400) if image.pixelColor(5, y) == QColor(LIGHT.border)]
    assert [after - before for before, after in pairwise(lines)] == [35] * 5


def test_due_words_stand_beside_the_date_and_plain_dates_are_quiet() -> None:
    late = {DISPLAY: "06/10/2026", Role.DUE_STATUS: "late", Role.DUE_WORDS: "Trễ 4 ngày"}
    assert LIGHT.red in _colours(_draw(DueBadge(), late))
    assert LIGHT.red not in _colours(_draw(DueBadge(), {DISPLAY: "30/10/2026"}))
    assert DueBadge().full_text(Cells([""], [[late]]).index(0, 0)) == "06/10/2026 Trễ 4 ngày"


def test_due_words_stand_under_the_date_in_a_column_too_narrow_for_both() -> None:
    late = {DISPLAY: "06/10/2026", Role.DUE_STATUS: "late", Role.DUE_WORDS: "Trễ 4 ngày"}
    wide, narrow = _draw(DueBadge(), late), _draw(DueBadge(), late, 110)

    def red_above(image: QImage) -> bool:
        return any(image.pixelColor(x, y) == QColor(LIGHT.red) for x in range(image.width()) for y in range(20))

    assert red_above(wide) and not red_above(narrow) and LIGHT.red in _colours(narrow)


def test_tick_stands_where_the_time_has_come() -> None:
    image = _draw(Progress(), {Role.PROGRESS: 0.2, Role.ELAPSED: 0.5})
    middle = 16 + 62 // 2
    assert any(image.pixelColor(x, 16).lightness() < 120 for x in (middle - 1, middle, middle + 1))
    assert all(image.pixelColor(x, 16) == QColor(LIGHT.surface) for x in range(16, middle - 3))


def test_unknown_progress_is_a_dash() -> None:
    assert LIGHT.accent not in _colours(_draw(Progress(), {Role.PROGRESS: None}))


def _struck(image: QImage) -> bool:
    """Whether an unbroken line of one colour goes through the words at the left."""
    ink = QColor(LIGHT.text2)
    return any(all(image.pixelColor(x, y) == ink for x in range(20, 60)) for y in range(image.height()))


def test_change_shows_old_and_new() -> None:
    change = {Role.BEFORE: "Đang xử lý", Role.AFTER: "Đã giải quyết"}
    assert LIGHT.green_bg in _colours(_draw(Diff(), change, 260))
    assert _struck(_draw(Diff(), change, 260))
    assert Diff().full_text(Cells([""], [[change]]).index(0, 0)) == "Đang xử lý → Đã giải quyết"


def test_found_places_are_underlined_not_only_tinted() -> None:
    found = _colours(_draw(TextDelegate(), {DISPLAY: "Vĩnh Long", Role.MATCHES: ((0, 4),)}))
    assert {LIGHT.amber_bg, LIGHT.amber} <= found


@pytest.mark.parametrize("broken", ["Tuyến\nvành đai", "Tuyến\tvành đai"])
def test_words_of_several_lines_are_drawn_on_one_with_a_space_between(broken: str) -> None:
    assert _draw(TextDelegate(), {DISPLAY: broken}) == _draw(TextDelegate(), {DISPLAY: "Tuyến vành đai"})


def test_found_place_beyond_the_cut_is_left_out() -> None:
    cell = {DISPLAY: LONG, Role.MATCHES: ((len(LONG) - 4, 4),)}
    assert LIGHT.amber not in _colours(_draw(TextDelegate(), cell, 120))


@pytest.mark.parametrize(
    ("cell", "width", "shown"),
    [
        ({DISPLAY: LONG}, 120, LONG),
        ({DISPLAY: "Cà Mau"}, 200, ""),
        ({DISPLAY: "Cà Mau", TIP: "Tỉnh Cà Mau <từ 01/7/2025>"}, 200, "Tỉnh Cà Mau &lt;từ 01/7/2025&gt;"),
    ],
)
def test_tool_tip_has_what_does_not_fit(qtbot: QtBot, cell: dict[int, Any], width: int, shown: str) -> None:
    table = Table()
    qtbot.addWidget(table)
    model = Cells([""], [[cell]])
    table.setModel(model)
    delegate = TextDelegate(parent=table)
    table.show()
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), table.mapToGlobal(QPoint(5, 5)))
    assert delegate.helpEvent(event, table, _option(width, 32), model.index(0, 0))
    assert QToolTip.text().removeprefix("<qt>").removesuffix("</qt>") == shown
    QToolTip.hideText()


def _changes() -> Table:
    return grouped_table(
        [
            [{Role.GROUP: GroupLine("Xung đột", "2", "red")}],
            [
                {CHECKED: Qt.CheckState.Unchecked},
                {Role.STATUS: "conf"},
                {DISPLAY: LONG, Role.META: "VM-2026-063"},
                {DISPLAY: "2 trường"},
            ],
            [{Role.LINK: "Xem cả 6 mục"}],
        ]
    )


def test_check_turns_by_click_and_by_space(qtbot: QtBot) -> None:
    table = _changes()
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    cell = table.model().index(1, 0)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(cell).center())
    assert cell.data(CHECKED) == Qt.CheckState.Checked
    table.setCurrentIndex(cell)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert cell.data(CHECKED) == Qt.CheckState.Unchecked


def test_heading_and_link_rows_run_across(qtbot: QtBot) -> None:
    table = _changes()
    qtbot.addWidget(table)
    assert [table.columnSpan(row, 0) for row in range(3)] == [4, 1, 4]
    assert [table.rowHeight(row) for row in range(3)] == [28, 44, 32]


def test_spans_follow_a_new_list_of_rows(qtbot: QtBot) -> None:
    table = _changes()
    qtbot.addWidget(table)
    model = table.model()
    assert isinstance(model, Cells)
    model.beginResetModel()
    model._rows.reverse()
    model.endResetModel()
    assert [table.columnSpan(row, 0) for row in range(3)] == [4, 1, 4]
    assert [table.rowHeight(row) for row in range(3)] == [32, 44, 28]


def test_current_row_keeps_its_bar_without_focus(qtbot: QtBot) -> None:
    table = register_table()
    qtbot.addWidget(table)
    table.resize(1300, 200)
    table.setCurrentIndex(table.model().index(1, 1))
    table.show()
    image = table.viewport().grab().toImage()
    y = table.rowViewportPosition(1) + 16
    assert [image.pixelColor(x, y).name().upper() for x in (0, 2)] == [LIGHT.accent] * 2
    assert image.pixelColor(1, table.rowViewportPosition(0) + 16) == QColor(LIGHT.surface)


def test_whole_row_is_hovered(qtbot: QtBot) -> None:
    table = register_table()
    qtbot.addWidget(table)
    table.resize(1300, 200)
    table.show()
    QTest.mouseMove(table.viewport(), QPoint(400, table.rowViewportPosition(2) + 8))
    qtbot.waitUntil(lambda: table.hovered_row() == 2)
    image = table.viewport().grab().toImage()
    y = table.rowViewportPosition(2) + 3
    assert {image.pixelColor(x, y).name().upper() for x in (5, 700, 1290)} == {LIGHT.hover}


def test_enter_opens_the_row(qtbot: QtBot) -> None:
    table = register_table()
    qtbot.addWidget(table)
    table.setCurrentIndex(table.model().index(2, 0))
    with qtbot.waitSignal(table.opened) as caught:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == [2]


def test_typing_finds_a_row_without_accents(qtbot: QtBot) -> None:
    table = register_table()
    qtbot.addWidget(table)
    table.seek_column = 1
    table.setCurrentIndex(table.model().index(0, 0))
    for letter in "dong khi":
        table.keyboardSearch(letter)
    assert table.currentIndex().row() == 2
    assert table.find_row("không có dòng nào như thế") == -1


def test_click_on_the_heading_box_is_told(qtbot: QtBot) -> None:
    table = _changes()
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    with qtbot.waitSignal(table.header.check_clicked):
        QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 16))


def test_table_is_drawn_sharp_at_125_percent(qtbot: QtBot) -> None:
    cell = {Role.STATUS: "done"}
    model = Cells([""], [[cell]])
    image = QImage(250, 55, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1.25)
    image.fill(0)
    painter = QPainter(image)
    StatusChip().paint(painter, _option(200, 44), model.index(0, 0))
    painter.end()
    assert image.pixelColor(249, 54) != QColor(0, 0, 0)
