"""Composing an escalation: what is suggested, what is checked, what is written, what is never lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.held_runner import hold
from tests.ui.keys import type_text
from tests.ui.looking import clipped
from tests.ui.window_scene import TODAY, open_window
from ui.ask import Answers
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.printing.job import PrinterFacts
from ui.views.escalate import EscalatePage
from ui.views.escalate_draft import LetterSheet
from ui.views.print_parts.print_sheet import PrintSheet
from ui.widgets.month_grid import DayKind
from workbench.domain.organizations import Organization
from workbench.messages import set_language
from workbench.records.changes import ChangeSet, Label, create
from workbench.records.record import Record, Ref


def page_with(window: MainWindow, *obstacles: str) -> EscalatePage:
    window.go("escalate", obstacles=list(obstacles))
    page = window.stack.current()
    assert isinstance(page, EscalatePage)
    return page


def escalations(window: MainWindow) -> list[Record]:  # type: ignore[type-arg]
    return window.context.workbench.repository.all("escalation")


def newest(window: MainWindow) -> Record:  # type: ignore[type-arg]
    return max(escalations(window), key=lambda r: str(r.values.code))


# suggested


def test_ctrl_e_takes_the_current_obstacle_along(window: MainWindow) -> None:
    window.go("obstacles", view="all", uid="vm71")
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    page = window.stack.current()
    assert isinstance(page, EscalatePage)
    assert list(page.obstacles.cards) == ["vm71"]
    assert window.nav.current() == "escalations"


def test_the_keyboard_is_on_the_suggested_step_once_the_steps_are_read(window: MainWindow) -> None:
    runner = hold(window)
    page = page_with(window, "vm71")
    assert not page.authority.ladder.rows()
    runner.finish_all()
    chosen = next(row for row in page.authority.ladder.rows() if row.isChecked())
    assert window.focusWidget() is chosen


def test_the_ladder_suggests_with_its_reason_and_number_and_term_follow(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    steps = [row.step for row in page.authority.ladder.rows()]
    suggested = next(step for step in steps if step.badge)
    assert suggested.name == "Bộ Nông nghiệp và Môi trường"
    assert "đã qua 2 cấp dưới" in suggested.note
    assert page.authority.ladder.current() == "BNNMT"
    assert page.paper.number.text() == "63/BC-HĐĐPĐBSCL"
    assert (page.paper.term.currentText(), page.paper.due.text()) == ("15 ngày làm việc", "02/11/2026")
    assert "VM-2026-071" not in page.header.note() and "KN-2026-023" in page.header.note()


def test_days_are_counted_on_the_calendar_and_the_last_one_is_marked(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    assert page.paper._kind(date(2026, 10, 12)) == DayKind.START
    assert page.paper._kind(date(2026, 10, 17)) == DayKind.WEEKEND
    assert page.paper._kind(date(2026, 10, 30)) == DayKind.COUNTED
    assert page.paper._kind(date(2026, 11, 2)) == DayKind.DEADLINE
    assert "15 ngày làm việc" in page.paper.months.accessibleName()


def test_another_step_may_be_chosen_and_skipping_is_said(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    rows = page.authority.ladder.rows()
    rows[-1].click()
    assert page.authority.ladder.current() == "TTg"
    assert page.paper.term.currentText() == "20 ngày làm việc"
    assert any("Chưa kiến nghị cấp dưới" in notice.message() for notice in page.authority.notices)


def test_any_other_body_may_be_named(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    page.authority.other.click()
    page.authority.seek.setText("bo quoc phong")
    assert page.authority.ladder.rows()[-1].step.name == "Bộ Quốc phòng"
    assert page.authority.ladder.rows()[-1].isChecked()


def test_an_obstacle_of_the_same_body_is_hinted_and_goes_along(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    assert len(page.obstacles.hints) == 3
    assert "cũng thuộc Bộ Nông nghiệp và Môi trường" in page.obstacles.hints[0].message()
    page.obstacles.hints[0].acted.emit()
    assert len(page.obstacles.cards) == 2
    assert "2 vướng mắc" in page.header.note()


def test_more_obstacles_are_found_by_typing_without_accents(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    popup = page.obstacles.offer()
    popup.entry.setText("quan trac")
    assert popup.model.rowCount() == 1
    QTest.keyClick(popup.entry, Qt.Key.Key_Return)
    assert list(page.obstacles.cards) == ["vm71", "vm49"]
    popup.close()


def test_one_without_tick_stays_in_the_list_but_not_in_the_letter(window: MainWindow) -> None:
    page = page_with(window, "vm71", "vm66")
    page.obstacles.cards["vm66"].box.click()
    assert list(page.obstacles.cards) == ["vm71", "vm66"]
    assert page.shown is not None and page.shown.draft.obstacles == ("vm71",)


# entered


def test_what_was_typed_is_kept_whatever_is_suggested(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    page.paper.number.selectAll()
    type_text(page.paper.number, "99/BC-HĐĐPĐBSCL")
    page.authority.ladder.rows()[-1].click()
    assert page.paper.number.text() == "99/BC-HĐĐPĐBSCL"
    assert page.draft._letter is not None and "99/BC-HĐĐPĐBSCL" in page.draft._letter.filled


def test_a_deadline_of_ones_own_asks_for_its_reason_and_can_be_taken_back(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    page.paper.due.setText("30/10/2026")
    page.look()
    assert not page.paper.fields["reason"].isHidden()
    page.save()
    assert len(escalations(window)) == 4
    assert "lý do" in page.banner.message()
    page.paper.computed.click()
    page.look()
    assert page.paper.due.text() == "02/11/2026" and page.paper.fields["reason"].isHidden()


@pytest.mark.parametrize(
    ("choice", "extra", "due"),
    [
        ("in_month", "tháng 11/2026", "30/11/2026"),
        ("in_quarter", "quý IV/2026", "31/12/2026"),
        ("working_days:", "3", "15/10/2026"),
        ("days:", "5", "19/10/2026"),
        ("none", "", ""),
    ],
)
def test_every_kind_of_term_gives_its_day(window: MainWindow, choice: str, extra: str, due: str) -> None:
    page = page_with(window, "vm71")
    page.paper.term.set_value(choice)
    if extra:
        page.paper.extra.selectAll()
        type_text(page.paper.extra, extra)
    page.look()
    assert page.paper.due.text() == due


# refused


def test_without_obstacles_nothing_can_be_entered(window: MainWindow) -> None:
    window.go("escalate")
    page = window.stack.current()
    assert isinstance(page, EscalatePage)
    assert not page.enter.isEnabled()
    page.save()
    assert len(escalations(window)) == 4


def test_a_number_already_used_is_refused_beside_its_field(window: MainWindow) -> None:
    page_with(window, "vm66").save()
    page = page_with(window, "vm71")
    page.paper.number.selectAll()
    type_text(page.paper.number, "63 / BC–HĐĐPĐBSCL")
    page.look()
    assert "đã dùng trong năm này" in page.paper.fields["number"].error()
    page.save()
    assert len(escalations(window)) == 5


def test_a_settled_obstacle_is_refused_on_its_card(window: MainWindow) -> None:
    page = page_with(window, "vm9", "vm71")
    assert page.obstacles.cards["vm9"].picked.problem.startswith("VM-2026-009 đã giải quyết")
    page.save()
    assert len(escalations(window)) == 4
    page.obstacles.cards["vm9"].box.click()
    page.save()
    assert len(escalations(window)) == 5


def test_a_body_that_is_gone_on_the_day_is_refused_with_its_successor(window: MainWindow) -> None:
    old = Organization(
        name="Bộ Nông nghiệp và Phát triển nông thôn (cũ)", sign="BNNPTNT", level="ministry",
        valid_to=date(2026, 10, 10), successors=("BNNMT",),
    )  # fmt: skip
    window.context.commit(ChangeSet(Label("act.create", {"code": "BNNPTNT"}), (create("old", old),)))
    page = page_with(window, "vm71")
    page._choose("old")
    assert any("Gửi cơ quan kế tục: Bộ Nông nghiệp và Môi trường" in n.message() for n in page.authority.notices)
    page.save()
    assert len(escalations(window)) == 4


def test_a_deadline_in_the_past_is_warned_of(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    for editor in (page.paper.signed, page.paper.sent):
        editor.setText("01/09/2026")
    page.look()
    assert page.paper.fields["due_date"]._below.text().startswith("Hạn trả lời đã qua")


# written


def test_entering_writes_links_and_shows_it_in_the_register(window: MainWindow) -> None:
    page = page_with(window, "vm71", "vm66")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = newest(window)
    repository = window.context.workbench.repository
    assert (made.values.code, made.values.to_organization) == ("KN-2026-023", "BNNMT")
    assert (made.values.sent_date, made.values.due_date) == (TODAY, date(2026, 11, 2))
    assert made.values.calendar_version and made.values.due_basis
    items = repository.where("escalation_item", escalation=made.uid)
    assert [(i.values.recommendation, i.values.state) for i in items] == [("vm71-a", "sent"), ("vm66-a", "sent")]
    assert {repository.need(Ref("obstacle", u)).values.state for u in ("vm71", "vm66")} == {"escalated"}
    shown = window.stack.current()
    assert shown is not None and shown.key == "escalations"
    assert window.toaster.recent()[0].startswith("Đã vào sổ KN-2026-023")


def test_one_undo_takes_all_of_it_back(window: MainWindow) -> None:
    page_with(window, "vm71").save()
    window.run_command("undo")
    assert len(escalations(window)) == 4
    assert window.context.workbench.repository.need(Ref("obstacle", "vm71")).values.state == "classified"


def test_a_draft_is_kept_in_the_register_and_gone_on_with(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    page.keep.click()
    kept = newest(window)
    assert window.context.registers.linked().escalation_state(kept.uid) == "draft"
    window.go("escalate", draft=kept.uid)
    assert list(page.obstacles.cards) == ["vm71"]
    page.save()
    assert window.context.registers.linked().escalation_state(kept.uid) == "sent"
    assert len(escalations(window)) == 5


def test_the_letter_is_previewed_without_placeholders(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    page.try_print.click()
    sheet = window.findChild(LetterSheet)
    assert sheet is not None
    words = [line for block in sheet._document.blocks for line in block.as_lines()]
    assert "Họ và tên" not in words and any("Bộ Nông nghiệp" in line for line in words)
    sheet.reject()


def test_the_letter_is_saved_as_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "kn.pdf"
    window = open_window(tmp_path, Answers(target))
    qtbot.addWidget(window)
    window.show()
    page_with(window, "vm71").try_print.click()
    sheet = window.findChild(LetterSheet)
    assert sheet is not None
    sheet.save.click()
    assert target.read_bytes().startswith(b"%PDF")
    sheet.reject()


def test_the_letter_goes_to_paper_through_our_own_dialog(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, object]] = []

    def printed(printer: QPrinter, document: object, progress: object, wanted: object = None) -> int:
        sent.append((printer.docName(), wanted))
        return 1

    monkeypatch.setattr("ui.views.escalate_draft.print_to", printed)
    page_with(window, "vm71").try_print.click()
    letter = window.findChild(LetterSheet)
    assert letter is not None
    letter._known = lambda: [PrinterFacts("Máy in tầng 2")]
    letter.print.click()
    asked = letter.findChild(PrintSheet)
    assert asked is not None and letter.findChildren(QPrintDialog) == []
    asked.pages.setText("1")
    asked.yes.click()
    assert [wanted for _, wanted in sent] == [(1,)]
    assert "Máy in tầng 2" in " ".join(window.toaster.recent())
    letter.reject()


# never lost


def test_leaving_and_coming_back_finds_it_as_it_was(window: MainWindow) -> None:
    page = page_with(window, "vm71")
    page.paper.subject.end(False)
    type_text(page.paper.subject, " khẩn")
    window.go("today")
    window.run_command("back")
    assert window.stack.current() is page
    assert list(page.obstacles.cards) == ["vm71"]
    assert page.paper.subject.text().endswith("khẩn")


def test_half_entered_work_survives_the_end_of_the_program(qtbot: QtBot, tmp_path: Path) -> None:
    book = PreferenceBook(tmp_path / "window.ini")
    book.current = Preferences(officer="Lê Thị Hạnh")
    first = open_window(tmp_path)
    qtbot.addWidget(first)
    first.stack._book = book
    page = page_with(first, "vm71")
    page.paper.number.selectAll()
    type_text(page.paper.number, "77/BC-HĐĐPĐBSCL")
    page.autosave.keep()
    first.context.workbench.close()
    again = open_window(tmp_path)
    qtbot.addWidget(again)
    again.stack._book = book
    again.show()
    again.go("escalate")
    back = again.stack.current()
    assert isinstance(back, EscalatePage)
    assert list(back.obstacles.cards) == ["vm71"]
    assert back.paper.number.text() == "77/BC-HĐĐPĐBSCL"
    assert "khôi phục" in back.banner.message()
    back.drop()
    assert back.autosave.kept() is None and not back.obstacles.cards


def test_dropping_asks_first_when_something_was_entered(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers("stay", "drop")
    window = open_window(tmp_path, answers)
    qtbot.addWidget(window)
    window.show()
    page = page_with(window, "vm71")
    page.authority.ladder.rows()[-1].click()
    page.cancel.click()
    assert window.stack.current() is page and list(page.obstacles.cards) == ["vm71"]
    page.cancel.click()
    assert window.stack.current() is not page and not page.obstacles.cards
    assert len(answers.asked) == 2


# looks


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(1366, 738), (1093, 544), (1024, 540)])
def test_nothing_is_cut_off(qtbot: QtBot, tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    set_language(lang)
    window = open_window(tmp_path, language=lang)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    page = page_with(window, "vm71", "vm66", "vm49")
    qtbot.wait(20)
    assert clipped(page) == []
    assert page._middle.horizontalScrollBar().maximum() == 0


def test_in_little_room_the_draft_takes_the_place_of_the_form(qtbot: QtBot, window: MainWindow) -> None:
    page = page_with(window, "vm71")
    assert page.draft.isVisible() and not page.turn.isVisible()
    window.resize(1024, 540)
    qtbot.waitUntil(lambda: not page.draft.isVisible())
    page.turn.click()
    assert page.draft.isVisible() and not page.paper.isVisible()


def test_every_part_is_reached_by_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    page = page_with(window, "vm71")
    window.activateWindow()
    page.obstacles.more.setFocus()
    qtbot.waitUntil(page.obstacles.more.hasFocus)
    seen = set()
    for _ in range(40):
        holder = QApplication.focusWidget()
        if holder is None:
            break
        seen.add(holder)
        QTest.keyClick(holder, Qt.Key.Key_Tab)
    wanted = {page.paper.number, page.paper.due, page.paper.term, page.draft.kinds, page.enter, page.paper.subject}
    assert wanted <= seen
