"""The register of documents in the window: listing, entering, and files kept with a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.window_scene import open_window
from ui.ask import Answers
from ui.forms.record_form import RecordForm, open_form
from ui.main_window import MainWindow
from ui.views.detail_files import FilesPart
from ui.views.registers import RegisterPage
from workbench.records.record import Ref
from workbench.services.attaching import files_of


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def form(window: MainWindow, uid: str = "", **values: object) -> RecordForm:
    made = open_form(window, window.context, "document", uid)
    for key, value in values.items():
        made.editors[key].set_value(value)
    return made


def page(window: MainWindow, **params: object) -> RegisterPage:
    window.go("documents", **params)
    shown = window.stack.current()
    assert isinstance(shown, RegisterPage)
    return shown


def test_documents_are_listed_newest_first_and_by_direction(window: MainWindow) -> None:
    shown = page(window, view="all")
    days = [row.data["date"] or "" for row in shown.model.rows]
    assert days == sorted(days, reverse=True)
    sent = page(window, view="out").model.rows
    assert sent and all(row.data["direction"] == "out" for row in sent)


def test_a_document_is_entered_and_found_by_its_number(window: MainWindow) -> None:
    made = form(window, direction="in", type="CV", full_number="Số 8765/BTC-NSNN", issued_date=date(2026, 10, 1))
    assert made.save()
    [paper] = window.context.workbench.repository.where("document", number_key="8765/BTC-NSNN")
    assert (paper.values.full_number, paper.values.direction) == ("Số 8765/BTC-NSNN", "in")
    assert [row.ref.uid for row in page(window, search="8765/btc").model.rows] == [paper.uid]


def test_the_next_number_is_offered_and_taken_only_when_asked(window: MainWindow) -> None:
    made = form(window, direction="out", type="BC")
    hint = made.fields["full_number"]._hint
    assert "/BC-HĐĐPĐBSCL" in hint
    assert made.editors["full_number"].value() is None
    made.numbers.take("full_number")
    assert str(made.editors["full_number"].value()) in hint
    assert not made.fields["arrival_number"].isVisibleTo(made)
    made.editors["direction"].set_value("in")
    assert made.fields["arrival_number"].isVisibleTo(made)
    made.done(0)


def test_a_number_given_twice_is_refused_at_its_field(window: MainWindow) -> None:
    first = {"direction": "out", "type": "BC", "full_number": "91/BC-HĐĐPĐBSCL", "issued_date": date(2026, 9, 1)}
    assert form(window, **first).save()
    again = form(window, **{**first, "full_number": "091/BC-HĐĐPĐBSCL", "issued_date": date(2026, 9, 9)})
    assert not again.save()
    assert "91/BC-HĐĐPĐBSCL" in again.fields["full_number"].error()
    again.done(0)


def test_what_asks_for_a_look_is_said_once_and_may_then_be_saved(window: MainWindow) -> None:
    made = form(window, direction="basis", full_number="128/NQ-CP", issued_date=date(2020, 9, 11))
    assert made.save()
    other = form(window, direction="basis", full_number="128/NQ-CP", issued_date=date(2021, 10, 11))
    assert not other.save()
    assert "128/NQ-CP ngày 11/09/2020" in other.banner.message()
    assert other.save()
    assert len(window.context.workbench.repository.where("document", number_key="128/NQ-CP")) == 2


def test_a_secret_subject_is_refused_and_nothing_written(window: MainWindow) -> None:
    head = window.context.workbench.journal.head()
    made = form(window, direction="in", full_number="5/BC-QS", subject="TỐI MẬT")
    assert not made.save()
    assert made.fields["subject"].error()
    assert window.context.workbench.journal.head() == head
    made.done(0)


def test_files_are_added_saved_and_taken_off_in_the_tab(window: MainWindow, tmp_path: Path) -> None:
    scan = tmp_path / "Bản chụp.pdf"
    scan.write_bytes(b"%PDF-1.7 ban chup")
    target = tmp_path / "lưu.pdf"
    window.asker = Answers([scan], target)
    shown = page(window, view="out")
    uid = shown.table.current_uid()
    ref = Ref("document", uid)
    from ui.views.detail_files import pick_and_attach

    pick_and_attach(window.context, ref)
    [kept] = files_of(window.context.workbench.repository, ref)
    shown.detail.show_ref(ref)
    shown.detail._open_tab("documents")
    [part] = shown.detail.findChildren(FilesPart)
    part.rows[0].buttons["save_file"].click()
    assert target.read_bytes() == b"%PDF-1.7 ban chup"
    part.rows[0].buttons["remove_file"].click()
    assert files_of(window.context.workbench.repository, ref) == []
    window.context.workbench.undo()
    assert [f.sha256 for f in files_of(window.context.workbench.repository, ref)] == [kept.sha256]


def test_a_read_only_record_offers_no_changes_to_files(window: MainWindow, tmp_path: Path) -> None:
    shown = page(window, view="out")
    assert shown.detail.shown is not None
    window.context.workbench.database.read_only = True
    part = FilesPart(shown.detail.shown, window.context)
    assert part.add.isHidden()
    window.context.workbench.database.read_only = False


def test_a_document_leads_to_what_it_carried(window: MainWindow) -> None:
    shown = page(window, view="out")
    assert shown.detail.shown is not None
    kinds = {node.kind: node.refs for node in shown.detail.shown.chain}
    assert kinds["escalation"] and kinds["obstacle"]
