"""The record form: what is asked, what is checked, what is written."""

from __future__ import annotations

import weakref
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.keys import type_text
from tests.ui.looking import clipped
from tests.ui.window_scene import PLACES
from ui.forms.editors import place_choices
from ui.forms.layouts import FORMS
from ui.forms.record_form import RecordForm, open_form
from ui.forms.tag_edit import TagEdit
from ui.main_window import MainWindow
from ui.shell.dialogs import Question
from ui.views.registers import RegisterPage
from workbench.messages import set_language
from workbench.records.record import Ref


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.go("obstacles", view="all")
    return window


def form_of(window: MainWindow, entity: str = "obstacle", uid: str = "", **given: object) -> RecordForm:
    return open_form(window, window.context, entity, uid, given)


def activate(qtbot: QtBot, form: RecordForm) -> None:
    form.activateWindow()
    qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget() or form))


def put(form: RecordForm, **values: object) -> None:
    for key, value in values.items():
        form.editors[key].set_value(value)


def stored(window: MainWindow, entity: str, code: str) -> object:
    return window.context.workbench.repository.where(entity, code=code)[0].values


def test_ctrl_n_opens_the_form_of_this_register(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = window.findChild(RecordForm)
    assert form is not None and form.windowTitle() == "Ghi vướng mắc"
    assert form._code.text() == "sẽ cấp số VM-2026-075"
    form.done(0)


def test_f2_opens_the_current_record(window: MainWindow) -> None:
    window.go("agreements", uid="tt4")
    QTest.keyClick(window, Qt.Key.Key_F2)
    form = window.findChild(RecordForm)
    assert form is not None and form._code.text() == "TT-2025-004"
    assert form.draft()["parties"] == (PLACES["VL"], PLACES["DT"])
    form.done(0)


def test_a_new_obstacle_is_written_with_its_recommendation(window: MainWindow) -> None:
    form = form_of(window)
    put(
        form,
        content="Thiếu kinh phí duy tu cống giáp ranh",
        localities=(PLACES["VL"],),
        recommendation="Bố trí kinh phí",
        addressee="BTC",
        requested_due=date(2026, 11, 2),
    )
    assert form.save()
    repository = window.context.workbench.repository
    made = repository.where("obstacle", code="VM-2026-075")[0]
    asks = repository.where("recommendation", obstacle=made.uid)
    assert (made.values.state, made.values.requested_due) == ("new", date(2026, 11, 2))
    assert [(ask.values.content, ask.values.addressees) for ask in asks] == [("Bố trí kinh phí", ("BTC",))]
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    window.run_command("undo")
    assert repository.where("obstacle", code="VM-2026-075") == []


def test_what_is_missing_is_said_under_its_field(qtbot: QtBot, window: MainWindow) -> None:
    form = form_of(window)
    activate(qtbot, form)
    assert not form.save()
    assert form.fields["content"].error() == "Cần ghi: Nội dung vướng mắc"
    assert form.fields["localities"].error() == "Cần ghi: Địa phương"
    assert form.editors["content"].widget.hasFocus()
    type_text(form.editors["content"].widget, "a")
    assert form.fields["content"].error() == ""
    form.done(0)


def test_a_date_that_does_not_exist_keeps_the_form_open(window: MainWindow) -> None:
    form = form_of(window)
    put(form, content="Có nội dung", localities=(PLACES["VL"],))
    form.editors["requested_due"].widget.setText("31/9/2026")  # type: ignore[attr-defined]
    assert not form.save()
    assert "30 ngày" in form.fields["requested_due"].error()
    form.editors["requested_due"].set_value(None)
    form.done(0)


def test_leaving_a_field_checks_it(qtbot: QtBot, window: MainWindow) -> None:
    form = form_of(window)
    activate(qtbot, form)
    form.editors["content"].widget.setFocus()
    form.editors["localities"].widget.setFocus()
    assert form.fields["content"].error() == "Cần ghi: Nội dung vướng mắc"
    form.done(0)


def test_changing_writes_only_what_differs(window: MainWindow) -> None:
    form = form_of(window, uid="vm63")
    put(form, cause="Khác")
    assert form.save()
    journal = window.context.workbench.journal
    changes = journal.changes(journal.head()[0])
    assert [(c.ref.uid, dict(c.after or {})) for c in changes] == [("vm63", {"cause": "Khác"})]


def test_saving_without_a_change_writes_nothing(window: MainWindow) -> None:
    head = window.context.workbench.journal.head()
    form = form_of(window, "agreement", "tt4")
    assert form.save()
    assert window.context.workbench.journal.head() == head


def test_parties_come_and_go(window: MainWindow) -> None:
    form = form_of(window, "agreement", "tt4")
    put(form, parties=(PLACES["DT"], PLACES["CM"]))
    assert form.save()
    linked = window.context.registers.linked()
    assert linked.agreement_localities("tt4") == [PLACES["DT"], PLACES["CM"]]


def test_a_sent_recommendation_cannot_be_emptied(window: MainWindow) -> None:
    form = form_of(window, uid="vm63")
    put(form, recommendation=None)
    assert not form.save()
    assert form.fields["recommendation"].error().startswith("Kiến nghị này đã gửi")
    put(form, recommendation="Ban hành quy trình vận hành liên tỉnh")
    form.done(0)


def test_an_end_before_the_beginning_is_refused(window: MainWindow) -> None:
    form = form_of(window, "agreement", "tt4")
    put(form, period_to=date(2020, 1, 1))
    assert not form.save()
    assert form.fields["period_to"].error() == "Ngày kết thúc trước ngày bắt đầu."
    put(form, period_to=form._begun["period_to"])
    form.done(0)


def test_save_and_add_another_keeps_place_field_and_officer(window: MainWindow) -> None:
    form = form_of(window)
    put(form, content="Một", localities=(PLACES["VL"],), field="TL")
    assert form.save(more=True)
    draft = form.draft()
    assert (draft["content"], draft["localities"], draft["field"]) == (None, (PLACES["VL"],), "TL")
    assert form._code.text() == "sẽ cấp số VM-2026-076"
    form.done(0)


def test_a_change_made_meanwhile_is_not_overwritten(qtbot: QtBot, window: MainWindow) -> None:
    form = form_of(window, uid="vm63")
    other = form_of(window, uid="vm63")
    put(other, cause="Người khác")
    assert other.save()
    put(form, cause="Tôi")
    assert not form.save()
    record = window.context.workbench.repository.need(Ref("obstacle", "vm63"))
    assert record.values.cause == "Người khác"
    form.done(0)


def test_closing_asks_when_something_would_be_lost(window: MainWindow) -> None:
    form = form_of(window)
    put(form, content="Đang ghi dở")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    question = form.findChild(Question)
    assert question is not None and form.isVisible()
    question.buttons["stay"].click()
    assert form.isVisible()
    form.done(0)


def test_closing_untouched_asks_nothing(qtbot: QtBot, window: MainWindow) -> None:
    form = form_of(window)
    ref = weakref.ref(form)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    del form
    qtbot.wait(20)
    assert ref() is None
    assert window.findChildren(RecordForm) == []


# the editors


def test_old_names_lead_to_the_unit_of_today(window: MainWindow) -> None:
    choices, labels = place_choices(window.context.registers.linked())
    assert [words for words, _ in choices[:5]] == ["An Giang", "Cà Mau", "Cần Thơ", "Đồng Tháp", "Vĩnh Long"]
    found = dict(choices)
    assert labels[found["Bến Tre (nay là Vĩnh Long)"]] == "Vĩnh Long"


def test_tags_are_typed_and_taken_back(qtbot: QtBot) -> None:
    edit = TagEdit([("Vĩnh Long", "a"), ("Cần Thơ", "b")], {"a": "Vĩnh Long", "b": "Cần Thơ"}, "gõ…")
    qtbot.addWidget(edit)
    edit.show()
    type_text(edit.entry, "can tho")
    edit.entry.popup.hide()
    QTest.keyClick(edit.entry, Qt.Key.Key_Return)
    assert edit.values() == ("b",) and edit.pending() == ""
    QTest.keyClick(edit.entry, Qt.Key.Key_Backspace)
    assert edit.values() == ()
    type_text(edit.entry, "đâu đó")
    assert edit.pending() == "đâu đó"


def test_it_is_said_when_no_record_is_alike(qtbot: QtBot, window: MainWindow) -> None:
    form = form_of(window)
    side = form.side
    assert side is not None and side.words() == "Bản ghi gần giống sẽ hiện ở đây khi gõ."
    put(form, content="Không giống một việc nào đã từng được ghi vào đây")
    qtbot.waitUntil(lambda: side.words() == "Chưa thấy bản ghi nào gần giống.", timeout=3000)
    form.done(0)


def test_alike_records_are_shown_while_typing(qtbot: QtBot, window: MainWindow) -> None:
    form = form_of(window)
    put(form, content="Chưa thống nhất thời điểm đóng, mở cống khi độ mặn vượt ngưỡng của hai tỉnh")
    qtbot.waitUntil(lambda: bool(form.side.found), timeout=3000)
    assert form.side.found[0].code == "VM-2026-063"
    put(form, content=None)
    form.done(0)


def test_a_given_agreement_is_filled_in(window: MainWindow) -> None:
    form = form_of(window, agreement="tt4")
    assert form.draft()["agreement"] == "tt4"
    form.done(0)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("entity", FORMS)
@pytest.mark.parametrize("size", [(1366, 738), (1024, 540)])
def test_no_words_are_clipped(qtbot: QtBot, window: MainWindow, lang: str, entity: str, size: tuple[int, int]) -> None:
    window.resize(*size)
    set_language(lang)
    form = form_of(window, entity)
    qtbot.wait(20)
    assert clipped(form) == []
    assert window.rect().contains(form.rect())
    form.done(0)


@pytest.mark.parametrize("entity", ["capital_line", "plan_item"])
def test_a_form_is_no_higher_than_its_fields_need(window: MainWindow, entity: str) -> None:
    form = form_of(window, entity)
    QApplication.processEvents()
    lowest = max(form.fields.values(), key=lambda field: field.mapTo(form, QPoint(0, field.height())).y())
    foot = form.save_button.mapTo(form, QPoint(0, 0)).y()
    assert foot - lowest.mapTo(form, QPoint(0, lowest.height())).y() <= 40
    form.done(0)


def test_words_begin_at_the_same_place_in_every_empty_field(window: MainWindow) -> None:
    form = form_of(window)
    tags, seek = form.editors["localities"].widget, form.editors["agreement"].widget
    assert isinstance(tags, TagEdit) and isinstance(seek, QLineEdit)
    QApplication.processEvents()
    inside = tags.entry.mapTo(tags, QPoint(0, 0)).x() + tags.entry.cursorRect().x()
    assert abs(inside - seek.cursorRect().x()) <= 1
    form.done(0)


def test_a_form_that_goes_away_checks_nothing_any_more(window: MainWindow) -> None:
    form = form_of(window)
    form.done(0)
    form.editors["content"].left.emit()  # as its field does, which has the focus, when it is taken away
    assert not form.fields["content"].error()
