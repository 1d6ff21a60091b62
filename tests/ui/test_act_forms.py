"""The sheets that move records on by hand: obstacles by M7, escalations besides answers, reminders."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.looking import clipped
from tests.ui.window_scene import TODAY, day, open_window
from ui.forms.course_form import CourseForm
from ui.forms.move_form import MoveForm
from ui.forms.reminder_form import ReminderForm
from ui.forms.step_form import StepForm
from ui.main_window import MainWindow
from ui.views.escalate import EscalatePage
from ui.views.escalate_draft import LetterSheet
from ui.views.registers import RegisterPage
from workbench.domain.documents import Document
from workbench.domain.escalations import Reminder
from workbench.messages import set_language
from workbench.records.changes import ChangeSet, Label, create
from workbench.records.record import Ref
from workbench.services.agreement_moves import BY_HAND


def register(window: MainWindow, key: str, uid: str) -> RegisterPage:
    window.go(key, view="all", uid=uid)
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    return page


def move_form(window: MainWindow, *uids: str, move: str = "") -> MoveForm:
    form = MoveForm(window.context, list(uids), window, move)
    form.open()
    return form


def state(window: MainWindow, uid: str) -> str:
    return str(window.context.workbench.repository.need(Ref("obstacle", uid)).values.state)


def buttons(page: RegisterPage) -> list[str]:
    return [button.text() for button in page.detail.footer.buttons]


def menu_words(page: RegisterPage) -> list[str]:
    page.detail._more.click()
    menu = page.detail.findChildren(QMenu)[-1]
    words = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return words


# what is offered


@pytest.mark.parametrize(
    ("uid", "offered"),
    [
        ("vm52", ["Rà soát…", "Kiến nghị…"]),
        ("vm71", ["Kiến nghị…"]),
        ("vm63", ["Ghi trả lời…", "Kiến nghị…"]),
        ("vm9", ["Đóng…"]),
        ("vm7", []),
    ],
)
def test_an_obstacle_offers_its_next_acts(window: MainWindow, uid: str, offered: list[str]) -> None:
    assert buttons(register(window, "obstacles", uid)) == offered


def test_an_escalation_that_is_late_offers_a_reminder_first(window: MainWindow) -> None:
    assert buttons(register(window, "escalations", "kn19")) == ["Đôn đốc…", "Ghi trả lời…"]
    assert buttons(register(window, "escalations", "kn17")) == ["Ghi trả lời…", "Đôn đốc…"]


def test_other_steps_are_in_the_menu(window: MainWindow) -> None:
    page = register(window, "obstacles", "vm71")
    assert menu_words(page)[:3] == ["Giao xử lý tại chỗ…", "Trả lại nơi gửi…", "Gộp vào vướng mắc khác…"]
    page = register(window, "escalations", "kn19")
    assert menu_words(page)[:4] == [
        "Ghi nhận tiếp nhận…", "Ghi đang xử lý…", "Rút kiến nghị…", "Chuyển cấp trên…",
    ]  # fmt: skip


def test_read_only_offers_none_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(tmp_path, read_only=True)
    qtbot.addWidget(window)
    window.show()
    page = register(window, "obstacles", "vm71")
    assert buttons(page) == [] and "Trả lại nơi gửi…" not in menu_words(page)


# obstacles


def test_a_review_is_written_and_taken_back(window: MainWindow) -> None:
    form = move_form(window, "vm52", move="classify")
    form.apply()
    assert state(window, "vm52") == "new" and "chưa ghi" in form.left.text()
    form._editors["kind"].set_value(form._editors["kind"].widget.itemData(1))  # type: ignore[attr-defined]
    form.authority.set_value("beyond")
    form.apply()
    assert state(window, "vm52") == "classified"
    window.run_command("undo")
    assert state(window, "vm52") == "new"


def test_giving_back_without_a_reason_is_refused_beside_the_field(window: MainWindow) -> None:
    form = move_form(window, "vm52", move="give_back")
    form.apply()
    assert form.fields["reason"].error() == "Ghi lý do." and state(window, "vm52") == "new"
    form.reason.setPlainText("Chưa có đề xuất")
    form.apply_button.click()
    assert state(window, "vm52") == "returned"


def test_merging_finds_the_other_by_typing(window: MainWindow) -> None:
    form = move_form(window, "vm52", move="merge")
    form.into.setText("VM-2026-074 · dinh muc ho tro giong lua khac nhau trong cung vung chuyen canh")
    form.apply()
    values = window.context.workbench.repository.need(Ref("obstacle", "vm52")).values
    assert (values.state, values.merged_into) == ("merged", "vm74")


def test_several_are_closed_and_those_that_cannot_are_named(window: MainWindow) -> None:
    form = move_form(window, "vm9", "vm7", "vm63")
    form.move_choice.set_value("close")
    assert form.effect.text() == "1 vướng mắc sẽ đổi, 2 không đổi được."
    assert "VM-2026-063: đang ở trạng thái “Đã kiến nghị cấp trên”" in form.left.text()
    form.apply()
    values = window.context.workbench.repository.need(Ref("obstacle", "vm9")).values
    assert (values.state, values.closed_date) == ("closed", TODAY)
    assert state(window, "vm63") == "escalated"


def test_the_ticked_rows_are_changed_from_the_bar(window: MainWindow) -> None:
    page = register(window, "obstacles", "vm9")
    page.model.tick_only(range(2))
    page.acts.change_many("status")
    form = window.findChild(MoveForm)
    assert form is not None and "2 vướng mắc" in form.windowTitle()
    form.done(0)


def test_the_key_changes_the_current_one(window: MainWindow) -> None:
    register(window, "obstacles", "vm9")
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_D, modifiers)
    form = window.findChild(MoveForm)
    assert form is not None and "VM-2026-009" in form.windowTitle()
    form.done(0)


# escalations


def test_withdrawing_needs_a_reason(window: MainWindow) -> None:
    form = StepForm(window.context, "kn19", "withdraw", window)
    form.open()
    form.apply()
    assert form.fields["reason"].error() == "Ghi lý do rút kiến nghị."
    form.reason.setPlainText("Hai tỉnh đã tự thống nhất")
    form.apply()
    assert window.context.registers.linked().escalation_state("kn19") == "withdrawn"


def test_receipt_before_sending_is_refused(window: MainWindow) -> None:
    form = StepForm(window.context, "kn19", "receive", window)
    form.open()
    form.on.set_value(day(-60))
    form.apply()
    assert form.fields["on"].error() == "Ngày tiếp nhận trước ngày gửi."
    form.on.set_value(day(-1))
    form.apply()
    assert window.context.registers.linked().escalations["kn19"].values.received_date == day(-1)


def test_a_draft_is_gone_on_with(window: MainWindow) -> None:
    window.go("escalate", obstacles=["vm71"])
    page = window.stack.current()
    assert isinstance(page, EscalatePage)
    page.keep.click()
    listed = window.stack.current()
    assert isinstance(listed, RegisterPage) and buttons(listed) == ["Lập tiếp…"]
    listed.detail.footer.buttons[0].click()
    assert window.stack.current() is page and list(page.obstacles.cards) == ["vm71"]


# reminders


def reminder_form(window: MainWindow, uid: str = "kn19") -> ReminderForm:
    form = ReminderForm(window.context, uid, window)
    form.open()
    return form


def remind_before(window: MainWindow, *days: date) -> None:
    changes = []
    for nth, sent in enumerate(days, start=1):
        paper = Document(direction="out", type="CV", full_number=f"{nth}/HĐĐPĐBSCL", issued_date=sent, status="in_force")
        made = Reminder(escalation="kn19", nth=nth, document=f"r{nth}-d", sent_date=sent, new_due=sent)
        changes += [create(f"r{nth}-d", paper), create(f"r{nth}", made)]
    window.context.commit(ChangeSet(Label("act.create", {"code": "KN-2026-019"}), tuple(changes)))


def test_a_reminder_is_written_with_its_letter(window: MainWindow) -> None:
    page = register(window, "escalations", "kn19")
    page.detail.footer.buttons[0].click()
    form = window.findChild(ReminderForm)
    assert form is not None and form.windowTitle() == "Đôn đốc trả lời KN-2026-019, lần 1"
    assert form.number.text() == "01/HĐĐPĐBSCL" and form.due.value() == date(2026, 10, 21)
    form.see.click()
    sheet = window.findChild(LetterSheet)
    assert sheet is not None
    sheet.reject()
    form.apply()
    made = window.context.workbench.repository.where("reminder", escalation="kn19")
    assert [(r.values.nth, r.values.sent_date, r.values.new_due) for r in made] == [(1, TODAY, date(2026, 10, 21))]
    paper = window.context.workbench.repository.need(Ref("document", made[0].values.document)).values
    assert (paper.direction, paper.type, paper.full_number) == ("out", "CV", "01/HĐĐPĐBSCL")
    assert buttons(register(window, "escalations", "kn19")) == ["Ghi trả lời…", "Đôn đốc…"]


def test_after_two_in_vain_the_higher_level_comes_first(window: MainWindow) -> None:
    remind_before(window, day(-4), day(-2))
    page = register(window, "escalations", "kn19")
    assert buttons(page)[0] == "Chuyển cấp trên…"
    page.detail.footer.buttons[0].click()
    composed = window.stack.current()
    assert isinstance(composed, EscalatePage)
    assert composed.authority.ladder.current() == "TTg"
    composed.save()
    assert window.context.registers.linked().escalation_state("kn19") == "raised"


def test_a_third_reminder_says_that_going_higher_is_due(window: MainWindow) -> None:
    remind_before(window, day(-4), day(-2))
    form = reminder_form(window)
    assert "nên chuyển lên cấp cao hơn" in form.notice.text() and form.higher.isVisible()
    form.higher.click()
    assert isinstance(window.stack.current(), EscalatePage)


def test_a_number_in_use_is_refused(window: MainWindow) -> None:
    reminder_form(window).apply()
    form = reminder_form(window)
    form.number.setText("1/HĐĐPĐBSCL")
    form.apply()
    assert "đã dùng" in form.fields["number"].error()
    assert len(window.context.workbench.repository.where("reminder", escalation="kn19")) == 1
    form.done(0)


# looks


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(1366, 738), (1024, 540)])
def test_nothing_is_cut_off(qtbot: QtBot, tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    set_language(lang)
    window = open_window(tmp_path, language=lang)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for form in (
        *(move_form(window, "vm52", move=m) for m in ("classify", "merge", "give_back")),
        StepForm(window.context, "kn19", "withdraw", window),
        reminder_form(window),
    ):
        form.open()
        if not isinstance(form, ReminderForm):  # which would be written
            form.apply()
        qtbot.wait(30)
        assert clipped(form) == [], form.windowTitle()
        assert form.height() <= window.height()
        form.done(0)


def test_the_footer_has_room_for_its_acts(qtbot: QtBot, window: MainWindow) -> None:
    remind_before(window, day(-4), day(-2))
    for size in ((1366, 738), (1024, 540)):
        window.resize(*size)
        page = register(window, "escalations", "kn19")
        qtbot.wait(60)
        assert clipped(page.detail.footer) == []


# the course of an agreement


def test_the_menu_of_an_agreement_offers_the_steps_from_where_it_stands(window: MainWindow) -> None:
    words = menu_words(register(window, "agreements", "tt4"))
    assert words[:5] == ["Ghi sơ kết…", "Sửa đổi, bổ sung…", "Gia hạn…", "Ghi tổng kết…", "Chấm dứt trước hạn…"]
    assert "Ghi nhận đã ký…" not in words


def test_an_agreement_is_extended_in_its_sheet_and_the_course_is_shown(window: MainWindow) -> None:
    form = CourseForm(window.context, "tt4", "extend", window)
    form.open()
    form.apply()
    assert form.isVisible()
    assert form.fields["number"].error() == "Chưa ghi số văn bản làm căn cứ."
    form.lines["number"].setText("13/PL-HTLK")
    form.dates["paper_date"].set_value(TODAY)
    form.dates["period_to"].set_value(day(10))
    form.apply()
    assert "Phải sau ngày hết hiệu lực hiện nay" in form.fields["period_to"].error()
    form.dates["period_to"].set_value(day(800))
    form.apply()
    assert window.context.workbench.repository.need(Ref("agreement", "tt4")).values.period_to == day(800)
    page = register(window, "agreements", "tt4")
    assert page.detail.shown is not None
    assert [part.key for part in page.detail.shown.parts if part.lines] == ["course"]


@pytest.mark.parametrize("move", BY_HAND)
@pytest.mark.parametrize("size", [(1366, 738), (1024, 540)])
def test_the_sheets_of_agreements_have_room(window: MainWindow, move: str, size: tuple[int, int]) -> None:
    window.resize(*size)
    form = CourseForm(window.context, "tt4", move, window)
    form.open()
    assert clipped(form) == []
    assert form.height() <= window.height()
