"""Heights of the kit parts: those of the design, at every scale."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import theme
from ui.theme.metrics import px
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.chain import ChainNode, ChainStrip
from ui.widgets.chips import Chip
from ui.widgets.choices import CheckBox, Radio, Switch
from ui.widgets.combo import Combo, SeekEdit
from ui.widgets.fields import LineEdit
from ui.widgets.nav_rail import NavGroup, NavItem, NavRail
from ui.widgets.pills import FilterPill
from ui.widgets.search_box import SearchBox
from ui.widgets.status_strip import StatusStrip
from ui.widgets.table import Table
from ui.widgets.tabs import TabItem, Tabs

NODES = [ChainNode("Vướng mắc", "triangle-alert", "VM-2026-063", "VM 063", "wait")]


def _parts() -> list[tuple[QWidget, int]]:
    return [
        (Button("In sổ"), 32),
        (Button("Nhỏ", small=True), 24),
        (LinkButton("Xem"), 24),
        (IconButton("x", "Đóng"), 28),
        (LineEdit(), 30),
        (SearchBox("Tìm"), 30),
        (Combo([("a", 1)]), 30),
        (SeekEdit([("a", 1)]), 30),
        (FilterPill("Lĩnh vực"), 28),
        (Chip("late"), 20),
        (CheckBox("Có"), 24),
        (Radio("Giữ"), 24),
        (Switch("Bật"), 24),
        (ChainStrip(NODES, 0), 57),
        (ChainStrip(NODES, 0, compact=True), 34),
        (StatusStrip(), 24),
        (Tabs([TabItem("a", "Tất cả", 3)]), 36),
    ]


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.15, 1.3])
def test_heights_are_those_of_the_design(qapp: QApplication, qtbot: QtBot, scale: float) -> None:
    theme.apply(qapp, "light", scale)
    for part, height in _parts():
        qtbot.addWidget(part)
        part.adjustSize()
        assert part.height() == px(height), type(part).__name__


def test_heights_follow_a_later_change_of_scale(qapp: QApplication, qtbot: QtBot) -> None:
    parts = _parts()
    theme.apply(qapp, "light", 1.3)
    for part, height in parts:
        qtbot.addWidget(part)
        part.adjustSize()
        assert part.height() == px(height), type(part).__name__


def test_targets_are_at_least_24_px(qtbot: QtBot) -> None:
    for part, _height in _parts():
        qtbot.addWidget(part)
        if not isinstance(part, Chip):
            part.adjustSize()
            assert min(part.width(), part.height()) >= 24, type(part).__name__


def test_nav_is_200_wide_or_52(qtbot: QtBot) -> None:
    rail = NavRail([NavGroup("Sổ", (NavItem("a", "Thỏa thuận", "link"),))])
    qtbot.addWidget(rail)
    assert rail.width() - 1 == 200
    rail.set_rail(True)
    assert rail.width() - 1 == 52


@pytest.mark.parametrize(("density", "height"), [("compact", 28), ("normal", 32), ("roomy", 40)])
def test_row_heights_follow_the_density(qtbot: QtBot, density: str, height: int) -> None:
    table = Table()
    qtbot.addWidget(table)
    table.set_density(density)
    assert table.verticalHeader().defaultSectionSize() == height
    table.set_two_lines(True)
    assert table.verticalHeader().defaultSectionSize() == 44


def test_table_heading_is_32_high(qtbot: QtBot) -> None:
    table = Table()
    qtbot.addWidget(table)
    assert table.header.height() == 32


def test_chip_is_as_wide_as_its_parts(qtbot: QtBot) -> None:
    from ui.theme import fonts
    from ui.widgets.labels import text_width

    chip = Chip("wait")
    qtbot.addWidget(chip)
    assert chip.sizeHint().width() == 7 + 12 + 5 + text_width(fonts.label(), "Chờ trả lời") + 8
