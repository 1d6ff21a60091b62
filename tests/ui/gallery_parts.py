"""Draws the larger parts: rail, steps, tabs, calendar, banners, notices, empty state, progress, cards, changes.

Run `python -m tests.ui.gallery_parts OUT.png [light|dark|contrast]`.
"""

from __future__ import annotations

import os
import sys
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from tests.ui.gallery_table import CHECKED, DISPLAY, grouped_table
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.chain import ChainNode, ChainStrip
from ui.widgets.chips import Tag
from ui.widgets.choices import RadioCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_values import KeyValues
from ui.widgets.month_grid import DayKind, MonthGrid, MonthPair
from ui.widgets.nav_rail import NavGroup, NavItem, NavRail
from ui.widgets.pills import ChoicePills
from ui.widgets.progress_line import ProgressLine
from ui.widgets.roles import GroupLine, Role
from ui.widgets.status_strip import StatusPiece, StatusStrip
from ui.widgets.steps import Step, StepBar
from ui.widgets.tabs import TabItem, Tabs
from ui.widgets.toast import Toast

START, END = date(2026, 10, 12), date(2026, 11, 2)


def rail() -> NavRail:
    """The rail of the mockups."""
    made = NavRail(
        (
            NavGroup("", (NavItem("home", "Hôm nay", "house"),)),
            NavGroup(
                "Sổ theo dõi",
                (
                    NavItem("agreements", "Thỏa thuận", "link"),
                    NavItem("obstacles", "Vướng mắc", "triangle-alert"),
                    NavItem("escalations", "Kiến nghị", "arrow-up-from-line"),
                    NavItem("answers", "Văn bản trả lời", "mail"),
                ),
            ),
            NavGroup(
                "Trao đổi biểu mẫu",
                (NavItem("import", "Nhập từ Excel", "inbox"), NavItem("print", "In và xuất", "printer")),
            ),
            NavGroup(
                "Tổng hợp",
                (
                    NavItem("analysis", "Phân tích", "chart-no-axes-column"),
                    NavItem("matrix", "Ma trận liên kết", "map"),
                ),
            ),
            NavGroup(
                "",
                (
                    NavItem("data", "Dữ liệu và sao lưu", "database"),
                    NavItem("settings", "Cài đặt", "sliders-horizontal"),
                ),
                foot=True,
            ),
        ),
        "Vùng ĐBSCL",
        "Bộ phận thư ký Hội đồng",
    )
    made.set_current("obstacles")
    made.set_count("home", 15, alert=True)
    for key, count in (
        ("agreements", 48),
        ("obstacles", 67),
        ("escalations", 23),
        ("answers", 31),
        ("import", 3),
    ):
        made.set_count(key, count)
    return made


def day_kind(day: date) -> DayKind:
    """Fifteen working days from 12/10 to 02/11/2026."""
    if day == START:
        return DayKind.START
    if day == END:
        return DayKind.DEADLINE
    if day.isoweekday() > 5:
        return DayKind.WEEKEND
    if START < day < END:
        return DayKind.COUNTED
    return DayKind.HOLIDAY if (day.month, day.day) == (9, 2) else DayKind.PLAIN


def _changes() -> QWidget:
    two = [{CHECKED: Qt.CheckState.Unchecked}, {Role.STATUS: "conf"}]
    rows = [
        [{Role.GROUP: GroupLine("Xung đột", "2 · dòng chưa chọn sẽ được để lại, không ghi", "red")}],
        [
            *two,
            {DISPLAY: "Chưa thống nhất vận hành cống ngăn mặn mùa khô", Role.META: "VM-2026-063 · dòng 13"},
            {DISPLAY: "2 trường, chọn ở bên phải"},
        ],
        [{Role.GROUP: GroupLine("Thay đổi", "5 bản ghi, 8 trường")}],
        [
            {CHECKED: Qt.CheckState.Checked},
            {Role.STATUS: "chg"},
            {DISPLAY: "Vĩnh Long, Đồng Tháp", Role.META: "VM-2026-009 · dòng 11", Role.MATCHES: ((0, 9),)},
            {Role.BEFORE: "Đang xử lý", Role.AFTER: "Đã giải quyết"},
        ],
        [{Role.LINK: "Xem cả 6 mục quá hạn"}],
    ]
    table = grouped_table(rows)
    table.setFixedSize(560, 32 + 28 * 2 + 44 * 2 + 32)
    table.setCurrentIndex(table.model().index(1, 2))
    table.setFocus()
    return table


def _left() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(10)
    column.addWidget(
        StepBar(
            [Step("Tệp"), Step("Bảng và cột"), Step("Lỗi", 5, "5 vấn đề"), Step("Thay đổi"), Step("Ghi vào sổ")],
            2,
        )
    )
    column.addWidget(
        Tabs(
            [
                TabItem("all", "Tất cả", 67),
                TabItem("open", "Đang mở", 41),
                TabItem("late", "Quá hạn", 6),
                TabItem("wait", "Chờ trả lời", 11),
                TabItem("mine", "Của tôi", 9),
            ],
            "open",
            extra="+ Lưu góc nhìn",
        )
    )
    column.addWidget(_changes())
    column.addWidget(
        MonthPair([(2026, 10), (2026, 11)], day_kind, "15 ngày làm việc, không tính Thứ Bảy, Chủ nhật và ngày lễ")
    )
    tags = QHBoxLayout()
    for word in ("Vĩnh Long", "Đồng Tháp"):
        tags.addWidget(Tag(word))
    tags.addWidget(ChoicePills([("light", "Sáng"), ("dark", "Tối"), ("system", "Theo máy")], "light"))
    tags.addWidget(MonthGrid(2026, 9, day_kind, small=True))
    tags.addStretch(1)
    column.addLayout(tags)
    column.addStretch(1)
    return column


def _right() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    nodes = (
        ChainNode("Thỏa thuận", "link", "TT-2025-004", "TT 004", "run", "Thực hiện"),
        ChainNode("Vướng mắc", "triangle-alert", "VM-2026-063", "VM 063", "wait"),
        ChainNode("Kiến nghị", "arrow-up-from-line", "KN-2026-019", "KN 019", "late"),
        ChainNode("Trả lời", "mail", "Chưa có", "Chưa", "late", "Trễ 4 ngày", missing=True),
    )
    column.addWidget(ChainStrip(nodes, 1))
    values = KeyValues()
    values.add(
        "Nội dung",
        "Hai tỉnh chưa thống nhất thời điểm đóng, mở cống khi độ mặn vượt ngưỡng; chưa rõ đơn vị điều hành.",
    )
    values.add("Địa phương", "Vĩnh Long (chủ trì), Đồng Tháp")
    values.add("Nguồn", LinkButton("Biểu 02, Vĩnh Long, quý III, dòng 14", icon="file-spreadsheet"))
    column.addWidget(values)
    cards = QHBoxLayout()
    for card in (
        RadioCard("Sổ trống", "Nhập tay hoặc từ Excel"),
        RadioCard("Dữ liệu mẫu", "Xem thử, xóa được một lần", checked=True),
    ):
        cards.addWidget(card)
    column.addLayout(cards)
    column.addWidget(RadioCard("Đang có trong sổ", "06/10/2026", "Lê Thị Hạnh, 02/10", small_heading=True))
    column.addWidget(Banner("warn", "Đã 7 ngày chưa sao lưu ra ngoài máy này.", "Sao lưu ngay"))
    column.addWidget(Banner("info", "Sổ đang mở ở chế độ chỉ đọc vì máy khác đang giữ.", "Mở bản sao"))
    column.addWidget(Banner("error", "3 ngày nghỉ năm 2027 chưa khai báo; hạn sang năm có thể lệch.", "Khai báo"))
    column.addWidget(Banner("success", "Khôi phục xong phiên làm việc trước khi mất điện 09:58.", "Xem", True))
    column.addWidget(Toast("Đã đổi trạng thái 4 thỏa thuận", "Hoàn tác", "Ctrl+Z"))
    card = Card()
    line = ProgressLine(background=True)
    line.begin("Đang đọc 12 tệp Excel", "Dừng: giữ 6 tệp đã đọc.")
    line.show_progress(0.56, "Tệp 7 / 12 · DongThap_Bieu01_Q3.xlsx · dòng 214 / 380")
    card.body.addWidget(line)
    column.addWidget(card)
    column.addStretch(1)
    return column


def parts_page() -> QWidget:
    """The page, 1366 x 900."""
    page = QWidget()
    page.setObjectName("window")
    page.setFixedSize(1780, 900)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(rail())
    left = QWidget()
    left.setLayout(_left())
    left.setFixedWidth(660)
    row.addWidget(left)
    right = QWidget()
    right.setLayout(_right())
    right.setFixedWidth(415)
    row.addWidget(right)
    buttons = [Button("Nhập từ Excel", icon="inbox"), Button("Ghi vướng mắc", "primary", "plus")]
    row.addWidget(
        EmptyState("Chưa có vướng mắc nào", "Nhập biểu của các tỉnh, hoặc ghi vướng mắc đầu tiên.", buttons), 1
    )
    small = rail()
    small.set_rail(True)
    row.addWidget(small)
    outer.addLayout(row, 1)
    strip = StatusStrip()
    strip.add_left(StatusPiece("Sổ: LienKetVung-DBSCL.lkv", "database"))
    strip.add_left(StatusPiece("Đã lưu lúc 09:42", "check", "green"))
    strip.add_right(StatusPiece("Sao lưu gần nhất: 09/10/2026 17:05"))
    strip.add_right(StatusPiece("Ngoại tuyến"))
    outer.addWidget(strip)
    return page


def main(out: str, name: str = "light") -> None:
    """Draw the page into a file."""
    app = QApplication([])
    theme.apply(app, name)  # type: ignore[arg-type]
    page = parts_page()
    page.show()
    page.activateWindow()
    app.processEvents()
    page.grab().save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
