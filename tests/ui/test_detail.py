"""The detail pane: chain, tabs, sources, history, next act."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.building import new
from tests.ui.window_scene import TODAY, open_window
from ui.main_window import MainWindow
from ui.views.detail import DetailPane
from ui.views.detail_chain import chain_nodes, short_code
from ui.views.detail_lines import HistoryEntry, RecordLine
from ui.views.detail_tabs import FIRST, LEFT_OUT, in_order, label_of
from ui.views.registers import RegisterPage
from ui.views.undo_sheet import UndoSheet
from ui.widgets.buttons import LinkButton
from ui.widgets.chain import ChainStrip
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import known, text
from workbench.records.changes import ChangeSet, FieldSource, some, update
from workbench.records.changes import Label as Act
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.services.details import Fact
from workbench.services.reminding import ReminderDraft, propose

ALT = Qt.KeyboardModifier.AltModifier


def pane(window: MainWindow, register: str, uid: str, tab: str = "facts") -> DetailPane:
    window.go(register, uid=uid, tab=tab)
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    QTest.qWait(1)  # new parts are shown with the next event
    return page.detail


def write(window: MainWindow, uid: str, source: FieldSource | None = None, **values: object) -> int:
    record = window.context.workbench.repository.need(Ref("obstacle", uid))
    changes = some(update(record, **values))
    act = ChangeSet(Act("act.edit", {"code": record.values.code}), changes, sources=(source,) if source else ())
    return window.context.commit(act).act.number


def texts(shown: DetailPane) -> list[str]:
    return [p.text() for p in shown.findChildren(Paragraph) if p.isVisible()]


# keyboard


def test_tab_goes_through_the_pane_as_it_is_read_and_esc_back_to_the_row(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm63")
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    held = QApplication.focusWidget()
    assert held is shown.footer.buttons[0]
    QTest.keyClick(held, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    kinds = []
    while not kinds or shown.isAncestorOf(QApplication.focusWidget()):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        kinds.append(type(QApplication.focusWidget()).__name__)
    told = ["IconButton"] * 3 + ["_Node"] * 4 + ["_Tab"] + ["Button"] * 3
    assert [kind for kind in kinds[:-1] if kind != "ScrollBody"] == told


def test_the_keyboard_stays_where_it_was_when_the_record_is_shown_again(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm63")
    strip = shown.findChild(ChainStrip)
    assert strip is not None
    window.activateWindow()
    for held in (lambda: shown.footer.buttons[1], lambda: strip._nodes[2], lambda: shown.tabs._tabs[0]):
        before = held()
        before.setFocus()
        write(window, "vm63", cause=f"Khác {before.text()}")
        assert held() is not before and held().hasFocus()


# chain


def test_the_chain_says_where_the_record_stands(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm63")
    assert shown.shown is not None
    nodes = chain_nodes(shown.shown)
    assert [n.code for n in nodes] == ["TT-2025-004", "VM-2026-063", "KN-2026-019", "Chưa có"]
    assert [(n.status, n.words) for n in nodes[2:]] == [("late", "Quá hạn"), ("late", "Trễ 4 ngày")]
    assert nodes[3].missing and nodes[3].short == "Chưa"


def test_short_codes_of_the_low_strip() -> None:
    assert (short_code("VM-2026-063"), short_code("3 vướng mắc")) == ("VM 063", "3 vướng mắc")


def test_alt_number_follows_the_chain(window: MainWindow) -> None:
    pane(window, "obstacles", "vm63")
    QTest.keyClick(window, Qt.Key.Key_3, ALT)
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    assert (page.key, page.table.current_uid()) == ("escalations", "kn19")
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    assert (page.key, page.table.current_uid()) == ("agreements", "tt4")


def test_several_records_of_a_link_are_counted(window: MainWindow) -> None:
    shown = pane(window, "escalations", "kn17").shown
    assert shown is not None
    assert chain_nodes(shown)[1].code == "3 vướng mắc"
    assert chain_nodes(shown)[1].short == "3 VM"


def test_a_chain_in_which_nothing_stands_takes_no_room(window: MainWindow) -> None:
    plan = new("plan", "qh1", name="Quy hoạch tỉnh Vĩnh Long", level="provincial", state="drafting")
    window.context.commit(ChangeSet(Act("act.edit", {"code": "?"}), (plan,)))
    shown = pane(window, "plans", "qh1")
    assert shown.shown is not None and len(shown.shown.chain) == 4
    assert shown.findChild(ChainStrip).isHidden()  # type: ignore[union-attr]
    assert not pane(window, "obstacles", "vm63").findChild(ChainStrip).isHidden()  # type: ignore[union-attr]


# tabs and facts


def test_tabs_with_nothing_to_show_are_left_out(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm71")
    assert [tab.key for tab in shown.tabs._tabs] == ["facts", "escalations", "history"]
    shown = pane(window, "agreements", "tt4")
    assert [tab.key for tab in shown.tabs._tabs] == [
        "facts", "tasks", "obstacles", "escalations", "documents", "history",
    ]  # fmt: skip


def test_the_tab_stays_while_moving_through_the_list(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm63", "history")
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    page.table.go_to(page.model.place_of(page._number("vm71")))
    page._show_detail()
    assert shown.shown is not None and shown.shown.code == "VM-2026-071"
    assert shown.tab() == "history"


def test_ctrl_tab_goes_through_the_tabs(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm63")
    window.run_command("next_tab")
    assert shown.tab() == "escalations"
    window.run_command("previous_tab")
    assert shown.tab() == "facts"


def test_facts_begin_with_what_it_is_about(window: MainWindow) -> None:
    found = pane(window, "obstacles", "vm63").shown
    assert found is not None
    labels = [label_of(fact) for fact in in_order(found)]
    assert labels[:4] == ["Nội dung", "Địa phương", "Lĩnh vực", "Nguyên nhân"]
    assert labels[labels.index("Phát sinh") + 1] == "Phụ trách" and "Tóm tắt" not in labels


def test_the_heading_is_not_said_again_below(window: MainWindow) -> None:
    for register, uid in (("agreements", "tt4"), ("escalations", "kn19"), ("obstacles", "vm63")):
        found = pane(window, register, uid).shown
        assert found is not None
        assert found.title not in [fact.value for fact in in_order(found)]


def test_no_two_lines_of_the_facts_have_the_same_name(window: MainWindow) -> None:
    for entity in FIRST:
        fields = window.context.workbench.repository.entities[entity].fields.values()
        names = [label_of(Fact(f.label_key, "")) for f in fields if f.key not in LEFT_OUT]
        if known(due := f"detail.due_{entity}"):
            names.append(text(due))
        assert len(set(names)) == len(names), entity


def test_the_deadline_is_said_in_full(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm63")
    words = [label.text() for kind in (Label, ElidedLabel) for label in shown.findChildren(kind)]
    assert "06/10/2026" in words and "Trễ 4 ngày làm việc" in words


def test_the_deadline_stands_at_the_same_place_without_an_officer(window: MainWindow) -> None:
    def names(shown: DetailPane) -> list[str]:
        return [words for words in texts(shown) if words in ("Phát sinh", "Hạn xử lý", "Mức độ")]

    with_officer = names(pane(window, "obstacles", "vm63"))
    write(window, "vm63", officer=None)
    assert names(pane(window, "obstacles", "vm63")) == with_officer


def test_periods_read_as_words(window: MainWindow) -> None:
    assert "Quý III/2026" in texts(pane(window, "obstacles", "vm63"))


def test_imported_values_name_file_sheet_and_row(window: MainWindow) -> None:
    cells = (CellRef("Biểu 02", "B14"),)
    source = FieldSource(Ref("obstacle", "vm63"), "cause", "ln1", cells, "quy chế chưa có")
    write(window, "vm63", source, cause="Quy chế chưa có")
    shown = pane(window, "obstacles", "vm63")
    link = next(b for b in shown.findChildren(LinkButton) if b.isVisible())
    assert link.text() == "VinhLong_Bieu02_Q3.xlsx, Biểu 02, dòng 14"


def test_a_line_leads_to_its_record(window: MainWindow) -> None:
    shown = pane(window, "agreements", "tt4", "obstacles")
    line = shown.findChild(RecordLine)
    assert line is not None and "VM-2026-063" in line.accessibleName()
    QTest.keyClick(line, Qt.Key.Key_Return)
    page = window.stack.current()
    assert isinstance(page, RegisterPage) and page.table.current_uid() == "vm63"


# history


def test_history_says_who_what_before_and_after(window: MainWindow) -> None:
    write(window, "vm63", cause="Khác")
    shown = pane(window, "obstacles", "vm63", "history")
    words = texts(shown)
    assert "Sửa VM-2026-063" in words
    assert "09:42, 12/10/2026 · Lê Thị Hạnh · ghi tay" in words
    assert "Nguyên nhân: Quy chế phối hợp chưa quy định → Khác" in words


def test_history_tells_a_part_without_a_name_by_what_was_entered(window: MainWindow) -> None:
    reminder = ReminderDraft("kn19", "13/HĐĐPĐBSCL", TODAY, TODAY)
    window.context.commit(propose(window.context.workbench, reminder).act)
    words = texts(pane(window, "escalations", "kn19", "history"))
    (line,) = [line for line in words if line.startswith("Lần đôn đốc: ")]
    assert line == "Lần đôn đốc: Đôn đốc lần: 1; Văn bản đôn đốc: 13/HĐĐPĐBSCL; Ngày gửi: 12/10/2026"


def test_history_tells_fields_in_the_order_of_the_record_without_the_code(window: MainWindow) -> None:
    first = pane(window, "obstacles", "vm63", "history").shown
    assert first is not None
    labels = [words.partition(":")[0] for words in first.history[-1].lines]
    assert labels[:2] == ["Tóm tắt", "Nội dung khó khăn, vướng mắc"] and "Mã" not in labels


def test_one_line_of_history_can_be_taken_back(window: MainWindow) -> None:
    write(window, "vm63", cause="Khác")
    write(window, "vm63", stage="Chuẩn bị")
    shown = pane(window, "obstacles", "vm63", "history")
    entries = shown.findChildren(HistoryEntry)
    entries[1].findChildren(LinkButton)[0].click()
    sheet = window.findChild(UndoSheet)
    assert sheet is not None
    assert "Nguyên nhân: Khác → Quy chế phối hợp chưa quy định" in sheet.words()
    sheet.apply_button.click()
    values = window.context.workbench.repository.need(Ref("obstacle", "vm63")).values
    assert (values.cause, values.stage) == ("Quy chế phối hợp chưa quy định", "Chuẩn bị")


def test_what_came_with_the_record_offers_no_undo(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm63", "history")
    entry = shown.findChild(HistoryEntry)
    assert entry is not None and entry.findChildren(LinkButton) == []


# next act


@pytest.mark.parametrize(
    ("register", "uid", "first", "variant"),
    [
        ("obstacles", "vm63", "Ghi trả lời…", "primary"),
        ("obstacles", "vm71", "Kiến nghị…", "primary"),
        ("escalations", "kn19", "Đôn đốc…", "primary"),
        ("escalations", "kn17", "Ghi trả lời…", "primary"),
        ("agreements", "tt4", "Ghi vướng mắc…", "secondary"),
    ],
)
def test_the_next_act_is_the_primary_button(
    window: MainWindow, register: str, uid: str, first: str, variant: str
) -> None:
    buttons = pane(window, register, uid).footer.buttons
    assert (buttons[0].text(), buttons[0].variant) == (first, variant)


@pytest.mark.parametrize(("register", "uid"), [("obstacles", "vm7"), ("escalations", "kn16"), ("answers", "tl1")])
def test_settled_records_ask_for_nothing(window: MainWindow, register: str, uid: str) -> None:
    assert pane(window, register, uid).footer.buttons == []


def test_read_only_offers_neither_acts_nor_pencil(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(tmp_path, read_only=True)
    qtbot.addWidget(window)
    window.show()
    shown = pane(window, "obstacles", "vm63")
    assert shown.footer.buttons == [] and not shown._pencil.isVisible()


def test_a_removed_record_leaves_an_empty_pane(window: MainWindow) -> None:
    shown = pane(window, "obstacles", "vm63")
    shown.show_ref(Ref("obstacle", "nobody"))
    assert shown.shown is None and shown._nothing.isVisible()
