"""The first page, and how the program starts: a record made, opened, in use, missing, damaged."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.looking import clipped
from tests.ui.window_scene import TODAY, copy_record
from ui.app import Session
from ui.preferences import PreferenceBook
from ui.shell.dialogs import ErrorSheet, Question
from ui.tasks import InlineRunner
from ui.views.first_run import FirstRun
from ui.widgets.paragraph import Paragraph
from workbench.clock import FixedClock
from workbench.messages import set_language
from workbench.services.workbench import Workbench
from workbench.storage.outside import note_path


@pytest.fixture
def first(qtbot: QtBot) -> FirstRun:
    made = FirstRun(FixedClock.on(TODAY), PreferenceBook())
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    return made


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    hook = sys.excepthook
    made = Session(qapp, PreferenceBook(), FixedClock.on(TODAY), InlineRunner)
    yield made
    for window in (made.window, made.first_run):
        if window is not None:
            window.close()
            window.deleteLater()
    sys.excepthook = hook


def fill(first: FirstRun, path: Path, start: str = "empty") -> None:
    first.page.officer.setText("Lê Thị Hạnh")
    first.page.place.setText(str(path))
    first.page.start[start].setChecked(True)


def test_the_council_fills_its_localities(first: FirstRun) -> None:
    assert first.page._members.text() == "5 địa phương: An Giang, Cà Mau, Cần Thơ, Đồng Tháp, Vĩnh Long"
    first.page.council.set_value("DNB")
    assert first.page._members.text().startswith("3 địa phương: ")
    assert first.page.place.text().endswith("LienKetVung-DNB.lkv")


def test_a_record_is_made(first: FirstRun, tmp_path: Path) -> None:
    made: list[object] = []
    first.created.connect(made.append)
    fill(first, tmp_path / "Sổ mới" / "a.lkv")
    first.page.create_button.click()
    assert len(made) == 1 and (tmp_path / "Sổ mới" / "a.lkv").is_file()
    made[0].workbench.close()  # type: ignore[attr-defined]


def test_enter_makes_the_record_from_any_field(first: FirstRun, tmp_path: Path, qtbot: QtBot) -> None:
    fill(first, tmp_path / "a.lkv")
    for place, held in enumerate((first.page.officer, first.page.start["empty"])):
        first.page.place.setText(str(tmp_path / f"{place}.lkv"))
        with qtbot.waitSignal(first.created) as made:
            QTest.keyClick(held, Qt.Key.Key_Return)
        made.args[0].workbench.close()


def test_tab_comes_to_the_chosen_card_alone(first: FirstRun) -> None:
    stops = [key for key, card in first.page.start.items() if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["sample"]
    first.page.start["empty"].setChecked(True)
    stops = [key for key, card in first.page.start.items() if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["empty"]


def test_what_is_missing_is_said(first: FirstRun) -> None:
    first.activateWindow()
    first.page.officer.setText(" ")
    first.page.create_button.click()
    assert first.page.officer_field.error().startswith("Ghi họ tên")
    assert first.page.officer.hasFocus()


def test_an_existing_file_is_never_overwritten(first: FirstRun, tmp_path: Path) -> None:
    path = tmp_path / "a.lkv"
    path.write_bytes(b"khac")
    fill(first, path)
    first.page.create_button.click()
    assert first.findChild(ErrorSheet) is not None
    assert path.read_bytes() == b"khac"


def test_the_other_language_keeps_what_was_entered(first: FirstRun) -> None:
    first.page.officer.setText("Lê Thị Hạnh")
    first.page.start["excel"].setChecked(True)
    first.page.language.click()
    assert first.page.create_button.text() == "Create record"
    assert first.page.entered()["officer"] == "Lê Thị Hạnh"
    assert first.page.entered()["start"] == "excel"
    set_language("vi")


@pytest.mark.parametrize("size", [(1366, 738), (1024, 540)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_words_are_clipped(qtbot: QtBot, first: FirstRun, lang: str, size: tuple[int, int]) -> None:
    if lang == "en":
        first.page.language.click()
    first.resize(*size)
    qtbot.wait(20)
    assert clipped(first) == []
    set_language("vi")


# starting


def test_nothing_to_open_shows_the_first_page(session: Session) -> None:
    session.start(None, demo=False)
    assert session.first_run is not None and session.first_run.isVisible() and session.window is None


def test_the_last_record_is_opened_again(session: Session, tmp_path: Path) -> None:
    session.book.change(last_record=str(copy_record(tmp_path)))
    session.start(None, demo=False)
    assert session.window is not None and session.window.isVisible()


def test_a_vanished_last_record_shows_the_first_page(session: Session, tmp_path: Path) -> None:
    session.book.change(last_record=str(tmp_path / "gone.lkv"))
    session.start(None, demo=False)
    assert session.first_run is not None


def test_a_named_record_that_is_missing_is_said(session: Session, tmp_path: Path) -> None:
    session.start(tmp_path / "gone.lkv", demo=False)
    assert session.first_run is not None and session.first_run.findChild(ErrorSheet) is not None


def test_a_file_that_is_no_record_is_said(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.lkv"
    path.write_bytes(b"khong phai so" * 200)
    session.start(path, demo=False)
    assert session.first_run is not None and session.first_run.findChild(ErrorSheet) is not None


def test_a_record_in_use_is_offered_for_reading(session: Session, tmp_path: Path) -> None:
    path = copy_record(tmp_path)
    with Workbench.open(path, FixedClock.on(TODAY), "Người khác"):
        session.start(path, demo=False)
        assert session.first_run is not None
        question = session.first_run.findChild(Question)
        assert question is not None
        said = " ".join(part.text() for part in question.findChildren(Paragraph))
        assert "đang mở ở một cửa sổ khác trên máy này" in said
        question.buttons["read"].click()
        assert session.window is not None and session.window.banner.isVisible()
        assert session.window.context.workbench.database.read_only
        session.window.close()
        session.window = None


def question_over(session: Session) -> Question:
    over = session.first_run or session.window
    assert over is not None
    question = over.findChild(Question)
    assert question is not None
    return question


def test_a_record_left_open_on_another_computer_can_be_taken_over(session: Session, tmp_path: Path) -> None:
    path = copy_record(tmp_path)
    note_path(path).write_text('{"user": "tranb", "computer": "MAY-KHAC", "since": "09:12 12/10/2026"}', "utf-8")
    session.start(path, demo=False)
    question = question_over(session)
    assert list(question.buttons) == ["not_now", "read", "over"]
    question.buttons["over"].click()
    assert session.window is not None and session.window.banner.isVisible()
    assert "MAY-KHAC" in session.window.banner.message()
    assert not session.window.context.workbench.database.read_only
    session.window.close()
    session.window = None


def test_a_damaged_record_is_replaced_by_its_newest_copy_when_asked(session: Session, tmp_path: Path) -> None:
    path = copy_record(tmp_path)
    with Workbench.open(path, FixedClock.on(TODAY), "A") as opened:
        assert opened.safeguard is not None
        opened.safeguard.now()
    path.write_bytes(path.read_bytes()[:20_000])
    session.start(path, demo=False)
    question_over(session).buttons["restore"].click()
    assert session.window is not None
    assert session.window.context.workbench.journal.acts(1)[0].label.key == "act.restore"
    session.window.close()
    session.window = None


def test_a_record_not_closed_in_order_is_checked_and_said_so(session: Session, tmp_path: Path) -> None:
    path = copy_record(tmp_path)
    with Workbench.open(path, FixedClock.on(TODAY), "A") as opened, opened.database.transaction() as connection:
        opened.condition.mark(connection, FixedClock.on(TODAY).now())
        opened.condition.clear = lambda: None  # type: ignore[method-assign]
    session.start(path, demo=False)
    assert session.window is not None
    assert (session.window.banner.kind(), session.window.banner.isVisible()) == ("success", True)
    assert "Mọi việc đã báo lưu đều còn" in session.window.banner.message()
    session.window.close()
    session.window = None


def test_made_from_the_first_page_opens_the_window(session: Session, tmp_path: Path) -> None:
    session.show_first_run()
    assert session.first_run is not None
    fill(session.first_run, tmp_path / "b.lkv")
    session.first_run.page.create_button.click()
    assert session.window is not None and session.first_run is None
    assert session.book.current.last_record == str(tmp_path / "b.lkv")


def test_an_uncaught_error_is_shown_with_its_trace(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session.open_record(copy_record(tmp_path))
    try:
        raise ValueError("hỏng giữa chừng")
    except ValueError as error:
        session._crashed(ValueError, error, error.__traceback__)
    assert session.window is not None
    sheet = session.window.findChild(ErrorSheet)
    assert sheet is not None and "hỏng giữa chừng" in sheet._technical
    assert "hỏng giữa chừng" in capsys.readouterr().err
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
