"""Draws the component page: all kit parts on one picture, to be compared with the design by eye.

Run `python -m tests.ui.gallery OUT.png [light|dark|contrast]`; QT_SCALE_FACTOR gives other screen scales.
"""

from __future__ import annotations

import os
import sys
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tests.ui.gallery_table import register_table
from ui.theme import icons, theme
from ui.theme.tokens import THEMES
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.chain import ChainNode, ChainStrip
from ui.widgets.chips import Chip
from ui.widgets.choices import CheckBox, Radio, Switch
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label, SectionLabel
from ui.widgets.pills import FilterPill
from ui.widgets.search_box import SearchBox
from workbench.values.dates import parse_entry

TODAY = date(2026, 10, 12)


def _row(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _swatch(name: str, colour: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    patch = QLabel()
    patch.setFixedSize(49, 28)
    patch.setStyleSheet(f"background: {colour}; border: 1px solid {theme.current().border}; border-radius: 4px;")
    column.addWidget(patch)
    column.addSpacing(3)
    column.addWidget(Label(name, "caption", weight=500))
    column.addWidget(Label(colour, "caption", "text2"))
    holder.setFixedWidth(57)
    return holder


def _colours() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(SectionLabel("Màu: giấy, mực, dấu"))
    tokens = theme.current()
    grid = QGridLayout()
    grid.setSpacing(2)
    names = "window surface sunken border text text2 accent tint red amber green plum seq0 seq1 seq2 seq3 seq4"
    for number, name in enumerate(names.split()):
        grid.addWidget(_swatch(name, getattr(tokens, name)), number // 6, number % 6)
    column.addLayout(grid)
    column.addWidget(SectionLabel("Màu nền tối" if not tokens.dark else "Màu nền sáng"))
    other = THEMES["light" if tokens.dark else "dark"]
    column.addLayout(
        _row(
            *(_swatch(n, getattr(other, n)) for n in ("window", "surface", "accent", "red", "amber", "green")),
            gap=0,
        )
    )
    column.addWidget(SectionLabel("Chữ"))
    column.addWidget(Label("Tiêu đề trang 20/600", "title"))
    column.addWidget(Label("Tiêu đề mục 15/600 – Kiểm soát mặn", "section"))
    column.addWidget(Label("Thân 13/400 – Ngưỡng, diễn biến, ẫ ễ ữ ỹ ậ"))
    column.addWidget(Label("Nhãn 12/500 – Số, ký hiệu 24/BC-HĐĐPV", "label", "text2"))
    column.addWidget(Label("Chú thích 11/400", "caption", "text2"))
    column.addLayout(_row(Label("28", "figure"), Label("0123456789 số bảng thẳng cột", tabular=True)))
    column.addStretch(1)
    return column


def _chips() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(SectionLabel("Trạng thái: màu + hình + chữ"))
    for line in ("new doing wait", "part done", "late soon warn", "reject closed", "draft sent answered"):
        column.addLayout(_row(*(Chip(key) for key in line.split())))
    for line in ("run slow", "fin signed"):
        column.addLayout(_row(*(Chip(key) for key in line.split())))
    column.addSpacing(8)
    column.addWidget(SectionLabel("Kết quả so khi nhập"))
    for line in ("add chg same", "conf dup", "gone"):
        column.addLayout(_row(*(Chip(key) for key in line.split())))
    column.addSpacing(8)
    column.addWidget(SectionLabel("Chuỗi bản ghi liên quan"))
    nodes = (
        ChainNode("Thỏa thuận", "link", "TT-2025-004", "TT 004", "run"),
        ChainNode("Vướng mắc", "triangle-alert", "VM-2026-063", "VM 063", "wait"),
        ChainNode("Kiến nghị", "arrow-up-from-line", "KN-2026-019", "KN 019", "late"),
        ChainNode("Trả lời", "mail", "Chưa có", "Chưa", "late", "Trễ 4 ngày", missing=True),
    )
    column.addWidget(ChainStrip(nodes, 1, compact=True))
    column.addWidget(ChainStrip(nodes, 1))
    column.addStretch(1)
    return column


def _buttons() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(SectionLabel("Nút"))
    column.addLayout(
        _row(
            Button("Vào sổ", "primary", "check"),
            Button("In thử", icon="printer"),
            Button("Hủy", "quiet"),
            Button("Xóa…", "danger"),
        )
    )
    column.addLayout(_row(Button("Đang có tiêu điểm"), Button("Nhỏ", small=True), LinkButton("Liên kết…")))
    column.addSpacing(8)
    column.addWidget(SectionLabel("Lọc"))
    column.addLayout(_row(FilterPill("Địa phương"), FilterPill("Lĩnh vực", 3)))
    column.addSpacing(8)
    column.addWidget(SectionLabel("Chọn"))
    partial = CheckBox("Một phần", tristate=True)
    partial.setCheckState(Qt.CheckState.PartiallyChecked)
    column.addLayout(_row(CheckBox("Có", True), CheckBox("Không"), partial, gap=16))
    column.addLayout(_row(Radio("Giữ", True), Radio("Lấy mới"), Switch("a", True), Switch("b"), gap=16))
    column.addStretch(1)
    return column


def _inputs() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(SectionLabel("Ô nhập"))
    column.addWidget(Field("Nội dung vướng mắc", LineEdit("Thiếu cát đắp nền")))
    typing = DateEdit(lambda typed: parse_entry(typed, TODAY, lambda day, n: day), lambda: TODAY, TODAY)
    column.addWidget(Field("Ngày gửi (đang gõ)", typing))
    bad = Field("Hạn xử lý", LineEdit("31/9/2026", tabular=True))
    bad.set_error("Tháng 9 chỉ có 30 ngày. Ví dụ: 30/09/2026")
    column.addWidget(bad)
    column.addWidget(Field("Cơ quan", Combo([("Bộ Nông nghiệp và Môi trường", "mae")])))
    column.addWidget(Field("Tìm", SearchBox("Tìm trong sổ này…", "Ctrl+F")))
    column.addStretch(1)
    return column


def component_page() -> QWidget:
    """The page, 1366 x 768."""
    page = QWidget()
    page.setObjectName("window")
    page.setFixedSize(1366, 768)
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 18, 24, 20)
    column.setSpacing(12)
    mark = QLabel()
    mark.setPixmap(icons.logo(28))
    words = Label("lưới 4/8 px · bo góc 4 ô nhập, chip · 6 nút · 8 thẻ · dòng 28/32/40", token="text2")
    column.addLayout(_row(mark, Label("Bộ thành phần", "title"), words, gap=10))
    row = QHBoxLayout()
    row.setSpacing(27)
    row.addLayout(_colours())
    chips = QWidget()
    chips.setLayout(_chips())
    chips.layout().setContentsMargins(0, 0, 0, 0)
    chips.setFixedWidth(312)
    row.addWidget(chips)
    buttons = _buttons()
    row.addLayout(buttons)
    inputs = QWidget()
    inputs.setLayout(_inputs())
    inputs.layout().setContentsMargins(0, 0, 0, 0)
    inputs.setFixedWidth(273)
    row.addWidget(inputs)
    column.addLayout(row, 1)
    column.addWidget(
        SectionLabel("Bảng: tiêu điểm, chọn, trỏ, sắp xếp; vạch đứng trên thanh tiến độ là thời gian đã qua")
    )
    card = Card(margin=1)
    table = register_table()
    table.setFixedHeight(32 + 3 * 32 + 1)
    card.body.addWidget(table)
    column.addWidget(card)
    table.selectRow(1)
    table._hovered = 2
    table.setFocus()
    return page


def main(out: str, name: str = "light") -> None:
    """Draw the page into a file."""
    app = QApplication([])
    theme.apply(app, name)  # type: ignore[arg-type]
    page = component_page()
    page.show()
    page.activateWindow()
    app.processEvents()
    page.grab().save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
