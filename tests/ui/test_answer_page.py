"""Recording an answer: what is listed, what each outcome asks for, what is said before saving, what is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.keys import type_text
from tests.ui.looking import clipped
from tests.ui.window_scene import day, open_window
from ui.ask import Answers
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.views.answer import AnswerPage
from ui.views.answer_rows import AnswerRow
from workbench.messages import set_language
from workbench.records.record import Ref


def page_for(window: MainWindow, *escalations: str) -> AnswerPage:
    window.go("answer", escalations=list(escalations))
    page = window.stack.current()
    assert isinstance(page, AnswerPage)
    return page


def fill(page: AnswerPage, number: str = "88/BXD-KHTC", issued: date | None = None) -> None:
    page.paper.number.setText(number)
    page.paper.issued.set_value(issued or day(-3))


def row(page: AnswerPage, obstacle: int) -> AnswerRow:
    return next(r for r in page.list.rows.values() if r.item.meta.startswith(f"VM-2026-{obstacle:03d}"))


def stored(window: MainWindow, entity: str, uid: str) -> object:
    return window.context.workbench.repository.need(Ref(entity, uid)).values


def answers(window: MainWindow) -> int:
    return len(window.context.workbench.repository.all("answer"))


# listed


def test_ctrl_r_takes_the_current_escalation_along(window: MainWindow) -> None:
    window.go("escalations", view="all", uid="kn17")
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    page = window.stack.current()
    assert isinstance(page, AnswerPage)
    assert page.paper.from_whom.text() == "Bộ Xây dựng"
    assert len(page.list.ticked()) == 3
    assert window.nav.current() == "answers"


def test_bodies_that_owe_an_answer_are_offered_first(window: MainWindow) -> None:
    window.go("answer")
    page = window.stack.current()
    assert isinstance(page, AnswerPage)
    assert page._owing() == ["BNNMT", "BXD", "TTg"]
    page.list.body_chosen.emit("BXD")
    assert page.paper.from_whom.text() == "Bộ Xây dựng"
    assert len(page.list.rows) == 3 and page.list.ticked() == []


def test_an_answer_for_another_body_finds_its_items_too(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    assert len(page.list.rows) == 1
    page.list.everybody.click()
    assert len(page.list.rows) == 5
    assert any("Thủ tướng Chính phủ" in head.note() for head in page.list.heads.values())
    assert len(page.list.ticked()) == 1


def test_each_escalation_says_how_long_it_waited(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    fill(page)
    row(page, 63).set_outcome("resolved")
    page.look()
    note = page.list.heads["kn19"].note()
    assert "gửi 15/09/2026" in note and "trễ 4 ngày" in note


# entered


def test_an_outcome_ticks_its_line_and_the_effect_is_said_before_saving(window: MainWindow) -> None:
    page = page_for(window)
    page.list.body_chosen.emit("BXD")
    fill(page)
    row(page, 44).set_outcome("resolved")
    row(page, 38).set_outcome("partial")
    page.look()
    assert page.list.ticked() == [row(page, 44).item.uid, row(page, 38).item.uid]
    assert [row(page, n).chip.words() for n in (44, 38)] == ["Đã giải quyết", "Một phần"]
    said = page.effect.accessibleName()
    assert "1 kiến nghị được trả lời, KN-2026-017" in said
    assert "1 vướng mắc sẽ đóng" in said and "1 vướng mắc còn mở" in said
    assert page.enter.text() == "Ghi và đóng 1 vướng mắc"
    page.effect.close_box.click()
    page.look()
    assert page.enter.text() == "Ghi, giải quyết xong 1 vướng mắc"


def test_one_outcome_can_be_given_to_all_ticked_lines(window: MainWindow) -> None:
    page = page_for(window, "kn17")
    page.list.for_all.set_value("explained")
    assert [r.outcome.value() for r in page.list.rows.values()] == ["explained"] * 3
    assert page.list.for_all.value() is None


def test_each_outcome_asks_for_what_it_needs(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    line = row(page, 63)
    line.set_outcome("in_progress")
    assert line.more is not None and line.fold.isChecked()
    shown = {name for name, field in line.more.fields.items() if not field.isHidden()}
    assert shown == {
        "extract", "sub_class", "assigned_lead", "cooperators", "deliverable", "roadmap_text", "roadmap_date",
    }  # fmt: skip
    line.set_outcome("forwarded")
    shown = {name for name, field in line.more.fields.items() if not field.isHidden()}
    assert shown == {"extract", "forwarded_to"}


def test_what_was_written_is_the_same_folded_and_unfolded(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    line = row(page, 63)
    type_text(line.extract, "Ban hành tạm thời")
    line.fold.click()
    assert line.more is not None and line.more.extract.toPlainText() == "Ban hành tạm thời"
    type_text(line.more.extract, "từ tháng 11. ")
    line.fold.click()
    assert line.extract.text() == "từ tháng 11. Ban hành tạm thời"


# refused


def test_what_is_missing_is_said_and_nothing_is_written(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    window.activateWindow()
    page.save()
    assert answers(window) == 1
    assert page.paper.fields["number"].error() == "Ghi số, ký hiệu văn bản."
    assert "chọn kết quả" in page.banner.message()
    assert page.paper.number.hasFocus()


def test_an_answer_before_sending_is_refused(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    fill(page, issued=date(2026, 9, 1))
    row(page, 63).set_outcome("resolved")
    page.save()
    assert answers(window) == 1
    assert "KN-2026-019 gửi sau ngày ban hành" in page.paper.fields["document_date"].error()


def test_passing_on_needs_the_body(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    fill(page)
    line = row(page, 63)
    line.set_outcome("forwarded")
    page.save()
    assert answers(window) == 1 and "chọn cơ quan mà kiến nghị được chuyển đến" in page.banner.message()
    assert line.more is not None
    line.more.forwarded.setText("Bộ Tài chính")
    page.save()
    assert answers(window) == 2
    onward = window.context.workbench.repository.where("escalation", to_organization="BTC", previous="kn19")
    assert len(onward) == 1


# written


def test_one_document_answers_several_and_closes_what_it_settles(window: MainWindow) -> None:
    page = page_for(window, "kn17")
    fill(page)
    for number, outcome in ((44, "resolved"), (38, "explained"), (21, "in_progress")):
        row(page, number).set_outcome(outcome)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    states = [stored(window, "obstacle", uid).state for uid in ("vm44", "vm38", "vm21")]  # type: ignore[attr-defined]
    assert states == ["closed", "closed", "in_progress"]
    assert stored(window, "obstacle", "vm44").closed_date == day(0)  # type: ignore[attr-defined]
    shown = window.stack.current()
    assert shown is not None and shown.key == "answers"
    window.run_command("undo")
    assert stored(window, "obstacle", "vm44").state == "escalated"  # type: ignore[attr-defined]
    assert answers(window) == 1


def test_work_that_is_assigned_becomes_a_task_with_lead_and_day(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    fill(page)
    line = row(page, 63)
    line.set_outcome("in_progress")
    assert line.more is not None
    line.more.lead.setText("Bộ Tài chính")
    line.more.cooperators.set_values(["BXD"])
    line.more.due.setText("30/11/2026")
    line.more.sub_class.set_value("roadmap")
    page.look()
    assert "giao 1 nhiệm vụ" in page.effect.accessibleName()
    page.save()
    repository = window.context.workbench.repository
    task = repository.where("task", source="answer")[0].values
    assert (task.lead, task.cooperators, task.due_date) == ("BTC", ("BXD",), date(2026, 11, 30))
    said = repository.where("answer_item", escalation_item="kn19-i1")[0].values
    assert (said.answer_class, said.sub_class, said.satisfied) == ("in_progress", "roadmap", "unrated")


def test_an_answer_to_be_made_clear_leaves_the_obstacle_open(window: MainWindow) -> None:
    page = page_for(window, "kn19")
    fill(page)
    line = row(page, 63)
    line.set_outcome("explained")
    line.fold.click()
    assert line.more is not None
    line.more.satisfied.set_value("unclear")
    page.save()
    assert stored(window, "obstacle", "vm63").state == "in_progress"  # type: ignore[attr-defined]
    again = page_for(window, "kn19")
    assert len(again.list.rows) == 1


def test_the_file_is_kept_in_the_record(qtbot: QtBot, tmp_path: Path) -> None:
    paper = tmp_path / "CV-88.pdf"
    paper.write_bytes(b"%PDF-1.7 scan")
    window = open_window(tmp_path, Answers([paper]))
    qtbot.addWidget(window)
    window.show()
    page = page_for(window, "kn19")
    page.paper.choose.click()
    assert page.paper._file.text() == "CV-88.pdf"
    fill(page)
    row(page, 63).set_outcome("resolved")
    page.save()
    document = window.context.workbench.repository.where("document", full_number="88/BXD-KHTC")[0].values
    assert document.attachment_name == "CV-88.pdf"
    query = "SELECT content FROM attachment WHERE sha256=?"
    kept = window.context.workbench.database.rows(query, (document.attachment,))
    assert bytes(kept[0][0]) == b"%PDF-1.7 scan"


# never lost


def test_half_entered_work_survives_the_end_of_the_program(qtbot: QtBot, tmp_path: Path) -> None:
    book = PreferenceBook(tmp_path / "window.ini")
    book.current = Preferences(officer="Lê Thị Hạnh")
    first = open_window(tmp_path)
    qtbot.addWidget(first)
    first.stack._book = book
    page = page_for(first, "kn17")
    fill(page)
    row(page, 44).set_outcome("partial")
    line = row(page, 44)
    assert line.more is not None
    line.more.due.setText("30/11/2026")
    page.autosave.keep()
    first.context.workbench.close()
    again = open_window(tmp_path)
    qtbot.addWidget(again)
    again.stack._book = book
    again.show()
    again.go("answer")
    back = again.stack.current()
    assert isinstance(back, AnswerPage)
    assert back.paper.number.text() == "88/BXD-KHTC"
    assert len(back.list.ticked()) == 3
    held = next(line for line in back.list.lines() if line.answer_class)
    assert (held.answer_class, held.roadmap_date) == ("partial", date(2026, 11, 30))
    back.drop()
    assert back.autosave.kept() is None


def test_a_write_elsewhere_keeps_what_was_entered(window: MainWindow) -> None:
    page = page_for(window, "kn17")
    row(page, 44).set_outcome("resolved")
    type_text(row(page, 44).extract, "Đã xong")
    window.run_command("refresh")
    assert row(page, 44).outcome.value() == "resolved"
    assert row(page, 44).extract.text() == "Đã xong"


# looks


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(1366, 738), (1093, 544), (1024, 540)])
def test_nothing_is_cut_off(qtbot: QtBot, tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    set_language(lang)
    window = open_window(tmp_path, language=lang)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    page = page_for(window, "kn17")
    fill(page)
    row(page, 44).set_outcome("in_progress")
    row(page, 38).set_outcome("resolved")
    page.look()
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert page.list.area.horizontalScrollBar().maximum() == 0


def test_lines_are_filled_in_by_keyboard_alone(qtbot: QtBot, window: MainWindow) -> None:
    page = page_for(window, "kn19")
    window.activateWindow()
    page.paper.number.setFocus()
    qtbot.waitUntil(page.paper.number.hasFocus)
    seen = set()
    for _ in range(60):
        holder = QApplication.focusWidget()
        if holder is None:
            break
        seen.add(holder)
        QTest.keyClick(holder, Qt.Key.Key_Tab)
    line = row(page, 63)
    assert {line.box, line.outcome, line.extract, line.fold, page.paper.subject, page.enter} <= seen
