"""Behaviour of the kit parts: keys, signals, what a screen reader is told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.flashes import WindowsShown
from tests.ui.gallery import component_page
from tests.ui.gallery_parts import parts_page
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import PopupCard
from ui.widgets.chain import ChainNode, ChainStrip
from ui.widgets.chips import Chip, Tag
from ui.widgets.choices import CheckBox, RadioCard, Switch
from ui.widgets.combo import Combo
from ui.widgets.fields import Field, LineEdit
from ui.widgets.key_values import KeyValues
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.nav_rail import NavRail
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import ChoicePills, FilterPill
from ui.widgets.splitter import Splitter
from ui.widgets.tabs import Tabs
from workbench import messages


def _names(widget: QWidget, kind: type[QWidget]) -> list[str]:
    return [child.accessibleName() for child in widget.findChildren(kind)]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Button("Lưu", "primary", key_hint="Ctrl+S"),
        lambda: LinkButton("Chọn hết"),
        lambda: IconButton("x", "Đóng"),
    ],
)
def test_enter_presses_a_button(qtbot: QtBot, make: Callable[[], QAbstractButton]) -> None:
    button = make()
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_icon_button_says_what_it_does(qtbot: QtBot) -> None:
    button = IconButton("x", "Đóng")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Đóng", "Đóng")


def test_mnemonic_is_not_part_of_the_width(qtbot: QtBot) -> None:
    plain, marked = Button("Lưu"), Button("&Lưu")
    qtbot.addWidget(plain)
    qtbot.addWidget(marked)
    assert plain.sizeHint() == marked.sizeHint()


def test_labels_never_take_markup(qtbot: QtBot) -> None:
    page = component_page()
    qtbot.addWidget(page)
    formats = {label.textFormat() for label in page.findChildren(QLabel) if label.text()}
    assert formats == {Qt.TextFormat.PlainText}


def test_chip_follows_the_language(qapp: QApplication, qtbot: QtBot) -> None:
    chip = Chip("late")
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Quá hạn"
    messages.set_language("en")
    theme.apply(qapp, "light")
    assert (chip.words(), chip.accessibleName()) == ("Overdue", "Overdue")


def test_tag_goes_with_delete(qtbot: QtBot) -> None:
    tag = Tag("Vĩnh Long")
    qtbot.addWidget(tag)
    with qtbot.waitSignal(tag.removed):
        QTest.keyClick(tag, Qt.Key.Key_Delete)


def test_field_names_its_editor_and_tells_the_error(qtbot: QtBot) -> None:
    edit = LineEdit()
    field = Field("Nội dung", edit, hint="Một câu", required=True)
    qtbot.addWidget(field)
    assert (edit.accessibleName(), edit.accessibleDescription()) == ("Nội dung, bắt buộc", "Một câu")
    assert field.label.buddy() is edit
    field.set_error("Chưa ghi nội dung")
    assert edit.accessibleDescription() == "Chưa ghi nội dung"
    assert edit.property("bad") is True
    field.set_error("")
    assert (edit.accessibleDescription(), edit.property("bad")) == ("Một câu", False)


def test_facet_pill_shows_its_count_and_clears(qtbot: QtBot) -> None:
    pill = FilterPill("Lĩnh vực")
    qtbot.addWidget(pill)
    asked: list[str] = []
    pill.opened.connect(lambda: asked.append("open"))
    pill.cleared.connect(lambda: asked.append("clear"))
    pill.set_count(3)
    assert (pill.shown_text(), pill.accessibleName(), pill.is_active()) == ("Lĩnh vực: 3", "Lĩnh vực: 3", True)
    pill.resize(pill.sizeHint())
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton, pos=QPoint(20, 14))
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton, pos=QPoint(pill.width() - 14, 14))
    QTest.keyClick(pill, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(pill, Qt.Key.Key_Delete)
    assert asked == ["open", "clear", "open", "clear"]


def test_choice_pills_hold_one_choice(qtbot: QtBot) -> None:
    pills = ChoicePills([("light", "Sáng"), ("dark", "Tối")], "light")
    qtbot.addWidget(pills)
    with qtbot.waitSignal(pills.chosen) as caught:
        pills._pills["dark"].click()
    assert (caught.args, pills.current()) == (["dark"], "dark")


def test_radio_cards_of_one_parent_exclude_each_other(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    one, other = (
        RadioCard("Đang có trong sổ", "06/10/2026", checked=True),
        RadioCard("Trong tệp, ô F13", "30/10/2026"),
    )
    column.addWidget(one)
    column.addWidget(other)
    other.click()
    assert (one.isChecked(), other.isChecked()) == (False, True)
    assert other.accessibleName() == "Trong tệp, ô F13. 30/10/2026"


def test_radio_card_grows_with_its_text(qtbot: QtBot) -> None:
    card = RadioCard("Trong tệp", "Bộ NN và MT ban hành quy trình liên tỉnh trước 01/11", small_heading=True)
    qtbot.addWidget(card)
    assert card.heightForWidth(180) > card.heightForWidth(600)


def test_switch_and_check_answer_to_space(qtbot: QtBot) -> None:
    for part in (Switch("Nhắc"), CheckBox("Có")):
        qtbot.addWidget(part)
        QTest.keyClick(part, Qt.Key.Key_Space)
        assert part.isChecked()


def test_combo_keeps_values_and_ignores_the_wheel_without_focus(qtbot: QtBot) -> None:
    combo = Combo([("UBND tỉnh", "province"), ("Hội đồng", "council")], "council", "Cấp")
    qtbot.addWidget(combo)
    assert (combo.value(), combo.accessibleName()) == ("council", "Cấp")
    none = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert combo.value() == "council"


def test_elided_label_tells_the_rest(qtbot: QtBot) -> None:
    label = ElidedLabel("Chưa thống nhất quy trình vận hành cống ngăn mặn")
    qtbot.addWidget(label)
    label.resize(90, 20)
    label.show()
    assert label.is_elided() and label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_paragraph_wraps_at_the_line_height_of_the_scale(qtbot: QtBot) -> None:
    paragraph = Paragraph("Hai tỉnh chưa thống nhất thời điểm đóng, mở cống khi độ mặn vượt ngưỡng.")
    qtbot.addWidget(paragraph)
    lines = paragraph._broken(180)
    assert " ".join(lines) == paragraph.text()
    assert paragraph.heightForWidth(180) == 20 * len(lines) > 20


def test_paragraph_shrinks_with_the_scale_and_with_its_text(qapp: QApplication, qtbot: QtBot) -> None:
    paragraph = Paragraph("Hai tỉnh chưa thống nhất thời điểm đóng, mở cống khi độ mặn vượt ngưỡng.")
    qtbot.addWidget(paragraph)
    theme.apply(qapp, "light", 1.3)
    paragraph.resize(180, 400)
    paragraph.show()
    large = paragraph.minimumHeight()
    theme.apply(qapp, "light", 1.0)
    assert large > paragraph.minimumHeight() == paragraph.heightForWidth(180)
    paragraph.setText("Ngắn")
    assert paragraph.minimumHeight() == 20


def test_paragraph_can_be_cut(qtbot: QtBot) -> None:
    paragraph = Paragraph("một hai ba bốn năm sáu bảy tám chín mười " * 6, max_lines=2)
    qtbot.addWidget(paragraph)
    lines = paragraph._broken(200)
    assert len(lines) == 2 and lines[1].endswith("…")


@pytest.mark.parametrize("text", ["", "một\nhai", "một\n\nhai", "🙂 một"])
def test_paragraph_keeps_every_line(qtbot: QtBot, text: str) -> None:
    paragraph = Paragraph(text)
    qtbot.addWidget(paragraph)
    assert "\n".join(paragraph._broken(500)) == text


def test_key_values_can_be_read_and_emptied(qtbot: QtBot) -> None:
    values = KeyValues()
    qtbot.addWidget(values)
    values.add("Địa phương", "Vĩnh Long")
    assert _names(values, Paragraph) == ["Địa phương", "Địa phương: Vĩnh Long"]
    values.clear()
    assert values.heightForWidth(400) == 0


@pytest.mark.parametrize("width", [250, 340, 620])
def test_key_values_never_run_into_each_other(qtbot: QtBot, width: int) -> None:
    values = KeyValues()
    qtbot.addWidget(values)
    values.resize(width, 40)
    values.show()
    values.add("Thỏa thuận, dự án liên quan như đã ghi trong biểu", "02/QCPH-VL-ĐT")
    values.add("Nội dung", "Hai tỉnh chưa thống nhất thời điểm đóng, mở cống khi độ mặn vượt ngưỡng. " * 4)
    values.add("Phụ trách", "Lê Thị Hạnh")
    rooms = [(name.geometry(), shown.geometry()) for name, shown in values._rows]
    for above, below in pairwise(rooms):
        assert max(room.bottom() for room in above) < min(room.top() for room in below)
    for name, shown in values._rows:
        assert name.heightForWidth(name.width()) <= name.height()
        assert shown.heightForWidth(shown.width()) <= shown.height()
    assert values.height() > rooms[-1][1].bottom()


def test_splitter_line_is_one_pixel_and_easy_to_grab(qtbot: QtBot) -> None:
    splitter = Splitter()
    qtbot.addWidget(splitter)
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    splitter.resize(400, 100)
    splitter.show()
    handle = splitter.handle(1)
    assert (handle.width(), handle.contentsRect().width()) == (8, 1)


def test_theme_switch_keeps_every_state(qapp: QApplication, qtbot: QtBot) -> None:
    page = parts_page()
    qtbot.addWidget(page)
    tabs, cards = page.findChildren(Tabs)[0], page.findChildren(RadioCard)
    before = (tabs.current(), [card.isChecked() for card in cards], page.findChildren(NavRail)[0].current())
    theme.apply(qapp, "dark", 1.15)
    after = (tabs.current(), [card.isChecked() for card in cards], page.findChildren(NavRail)[0].current())
    assert before == after


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.3])
def test_both_pages_can_be_drawn(qapp: QApplication, qtbot: QtBot, name: theme.ThemeName, scale: float) -> None:
    theme.apply(qapp, name, scale)
    for page in (component_page(), parts_page()):
        qtbot.addWidget(page)
        page.show()
        assert not page.grab().isNull()


def test_everything_with_focus_has_a_name(qtbot: QtBot) -> None:
    for page in (component_page(), parts_page()):
        qtbot.addWidget(page)
        nameless = [
            type(child).__name__
            for child in page.findChildren(QWidget)
            if child.window() is page
            and child.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not isinstance(child.parent(), QLineEdit)
            and not _spoken(child)
            and type(child).__name__ not in ("QScrollArea", "QWidget")
        ]
        assert nameless == []


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_widgets_go_with_their_parent(qapp: QApplication, qtbot: QtBot) -> None:
    holder = QWidget()
    Label("một", parent=holder)
    Chip("late", parent=holder)
    holder.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, "dark")
    theme.apply(qapp, "light")


def test_a_required_field_does_not_flash_up_as_a_window(qapp: QApplication) -> None:
    watch = WindowsShown()
    qapp.installEventFilter(watch)
    field = Field("Trích yếu", LineEdit(), required=True)
    qapp.removeEventFilter(watch)
    assert watch.seen == []
    assert field.label.text() == "Trích yếu"


def test_what_pops_up_hides_what_lies_under_it(qtbot: QtBot) -> None:
    card = PopupCard()
    qtbot.addWidget(card)
    card.body.addWidget(Label("Cột hiển thị"))
    card.resize(120, 80)
    card.show()
    picture = card.grab().toImage()
    assert picture.pixelColor(6, 40) == theme.color("surface")
    assert picture.pixelColor(60, 0) == theme.color("strong"), "its edge"


def test_long_labels_of_a_record_stand_on_one_line_where_there_is_room(qtbot: QtBot) -> None:
    table = KeyValues()
    qtbot.addWidget(table)
    table.add("Văn bản giao nhiệm vụ", "207/TB-VPCP")
    table.resize(414, 40)
    table.show()
    label = table.findChildren(Paragraph)[0]
    assert label.height() < 20
    table.resize(300, 60)
    assert label.height() > 20, "the value comes first in a narrow pane"


def test_a_node_of_the_chain_tells_in_full_what_it_shows_shortened(qtbot: QtBot) -> None:
    strip = ChainStrip([ChainNode("Thỏa thuận", "link", "TT-2025-008", "TT 008", "slow", "Chậm", full="Chậm tiến độ")])
    qtbot.addWidget(strip)
    node = strip.children()[0]
    assert "Chậm tiến độ" in node.toolTip()  # type: ignore[attr-defined]
    assert "Chậm tiến độ" in node.accessibleName()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("copied", "shown"),
    [("Vĩnh Long\r\n", "Vĩnh Long"), ("Cần Thơ\tCà Mau\r\n", "Cần Thơ Cà Mau"), ("một\nhai", "một hai")],
)
def test_a_pasted_cell_becomes_one_line(qtbot: QtBot, qapp: QApplication, copied: str, shown: str) -> None:
    field = LineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qapp.clipboard().setText(copied)
    field.paste()
    assert field.text() == shown
    assert field.cursorPosition() == len(shown)


def test_what_is_pasted_in_the_middle_keeps_what_follows(qtbot: QtBot, qapp: QApplication) -> None:
    field = LineEdit("Vĩnh, Cà Mau")
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    field.setCursorPosition(4)
    qapp.clipboard().setText(" Long\r\n")
    field.paste()
    assert field.text() == "Vĩnh Long, Cà Mau"
    assert field.cursorPosition() == len("Vĩnh Long")
