"""Letters as Word files from the window: every kind saved, opened by the computer, refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from tests.building import new, write
from tests.ui.looking import clipped
from tests.ui.window_scene import PLACES, TODAY, open_window
from ui.ask import Answers
from ui.forms.letter_form import LetterForm
from ui.forms.reminder_form import ReminderForm
from ui.main_window import MainWindow
from ui.shell.dialogs import ErrorSheet
from ui.views.detail_acts import menu_of
from ui.views.escalate_draft import LetterSheet
from ui.views.registers import RegisterPage
from workbench.commandline.letters import letter
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.letters import LETTER_KINDS, LetterKind, LetterOrder, make_letter
from workbench.services.letters.orders import choices
from workbench.values.periods import Period

Q3 = Period("quarter", 2026, 3)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path, Answers())
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    return made


def form(window: MainWindow, kind: LetterKind = "escalation", subject: str = "") -> LetterForm:
    made = LetterForm(window.context, window, kind, subject)
    made.open()
    return made


def words(path: Path) -> str:
    opened = docx.Document(str(path))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in opened.paragraphs), *cells])


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("escalation", "Kính gửi"),
        ("reminder", "đến nay"),
        ("late", "Ủy ban nhân dân"),
        ("report", "Chủ tịch Hội đồng điều phối vùng"),
    ],
)
def test_each_kind_of_letter_is_saved_as_a_word_file(
    window: MainWindow, tmp_path: Path, kind: LetterKind, says: str
) -> None:
    target = tmp_path / "thu.docx"
    window.asker = Answers(target)
    made = form(window, kind)
    made.number.setText("77/HĐĐPV")
    made.save()
    found = words(target)
    assert says in found
    assert ("77/HĐĐPV" in found) == (kind != "escalation")  # which has the number of its document
    assert window.toaster.recent()[-1] == "Đã lưu thu.docx"


def test_the_window_and_the_command_line_write_the_same_letter(window: MainWindow, tmp_path: Path) -> None:
    one, other = tmp_path / "mot.docx", tmp_path / "hai.docx"
    window.asker = Answers(one)
    code = "KN-2026-019"
    made = form(window, "reminder", "kn19")
    made.day.set_value(TODAY)
    made.save()
    record = window.context.path
    window.context.workbench.close()
    result = CliRunner().invoke(letter, [str(record), code, "--reminder", "--date", str(TODAY), "-o", str(other)])
    assert result.exit_code == 0
    assert words(one) == words(other)


def test_a_letter_is_opened_by_the_computer_under_a_name_of_its_own(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    form(window, "reminder", "kn19").open_in_word()
    form(window, "reminder", "kn19").open_in_word()
    assert len(set(opened)) == 2 and all(path.is_file() for path in opened)
    assert opened[0].is_relative_to(tmp_path)


def test_no_program_for_word_files_is_said_with_where_the_letter_lies(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made = form(window, "report")
    made.open_in_word()
    sheet = made.findChild(ErrorSheet)
    assert sheet is not None and made.isVisible()
    assert len(list(tmp_path.rglob("*.docx"))) == 1


def test_a_folder_that_cannot_be_written_is_refused_and_the_form_stays(window: MainWindow, tmp_path: Path) -> None:
    window.asker = Answers(tmp_path / "khong-co" / "thu.docx")
    made = form(window, "report")
    made.save()
    assert made.findChild(ErrorSheet) is not None
    assert made.isVisible() and made.save_button.isEnabled()


def test_a_template_that_cannot_be_filled_is_named(window: MainWindow, tmp_path: Path) -> None:
    folder = window.context.path.parent / "mau-van-ban"
    folder.mkdir()
    (folder / "report.docx").write_bytes(b"not a word file")
    window.asker = Answers(tmp_path / "thu.docx")
    made = form(window, "report")
    assert "report.docx" in made.template.text()
    made.save()
    assert made.findChild(ErrorSheet) is not None
    assert not (tmp_path / "thu.docx").exists()


def test_reminders_are_offered_for_what_waits_and_late_letters_for_who_owes(window: MainWindow) -> None:
    registers = window.context.registers
    assert [uid for uid, _ in choices(registers, "reminder", Q3)] == ["kn19", "kn22", "kn17"]  # by deadline
    late = [uid for uid, _ in choices(registers, "late", Q3)]
    assert set(late) == {PLACES["CM"], PLACES["DT"], PLACES["VL"]}
    assert choices(registers, "report", Q3) == []


def test_nothing_to_write_for_is_said_and_the_buttons_are_off(window: MainWindow) -> None:
    made = form(window, "late")
    made.period.set_value("2026-M09")
    if choices(window.context.registers, "late", Period("month", 2026, 9)):
        pytest.fail("the scene owes no monthly forms")
    assert made.nothing.text() == "Các địa phương đã gửi đủ báo cáo của kỳ này."
    assert not made.save_button.isEnabled()


def test_the_last_day_in_the_letter_to_a_late_member_is_the_councils_own(window: MainWindow) -> None:
    from datetime import date

    rule = {"period": "2026-Q3", "window_from": date(2026, 7, 1), "window_to": date(2026, 9, 30)}
    write(window.context.workbench, new("period_rule", "k1", **rule, send_by=date(2026, 10, 5)))
    made = make_letter(window.context.registers, LetterOrder("late", Q3, PLACES["CM"]))
    assert (made.fields["due"], made.fields["first"]) == ("05/10/2026", "01/07/2026")
    assert made.fields["forms"] == ["B03"]
    assert made.fields["late_days"] == 5


def test_the_menu_of_an_escalation_leads_to_its_letters(window: MainWindow) -> None:
    window.go("escalations", view="all", uid="kn19")
    page = window.stack.current()
    assert isinstance(page, RegisterPage) and page.detail.shown is not None
    acts = dict(menu_of(page, window.context, page.detail.shown))
    acts["Công văn đôn đốc (Word)…"]()
    made = window.findChildren(LetterForm)[-1]
    assert (made.order().kind, made.order().subject) == ("reminder", "kn19")
    assert window.context.workbench.repository.get(Ref("escalation", "kn19")) is not None


@pytest.mark.parametrize("kind", LETTER_KINDS)
@pytest.mark.parametrize("size", [(1366, 738), (1024, 540)])
def test_the_form_has_room_for_its_words(window: MainWindow, kind: LetterKind, size: tuple[int, int]) -> None:
    window.resize(*size)
    made = form(window, kind)
    assert clipped(made) == []
    assert made.height() <= window.height()


def test_after_a_reminder_was_saved_its_word_file_does_not_count_itself_among_the_earlier(
    window: MainWindow, tmp_path: Path
) -> None:
    reminder = ReminderForm(window.context, "kn19", window)
    reminder.open()
    number = reminder.number.text()
    reminder.apply()
    window.toaster.shown()[-1]._act()
    sheet = window.findChildren(LetterSheet)[-1]
    sheet.word.click()
    made = window.findChildren(LetterForm)[-1]
    assert (made.order().kind, made.order().subject) == ("reminder", "kn19")
    assert made.number.text() == number and made.day.value() == TODAY
    window.asker = Answers(tmp_path / "dd.docx")
    made.save()
    assert number in words(tmp_path / "dd.docx")
    assert "đôn đốc lần" not in words(tmp_path / "dd.docx").lower()


def test_a_reminder_of_conclusions_is_written_and_entered_with_one_undo(window: MainWindow, tmp_path: Path) -> None:
    workbench = window.context.workbench
    meeting = {"code": "HN-2026-009", "title": "phiên họp thứ 9", "held_date": TODAY}
    task = {"code": "NV-2026-900", "source": "conclusions", "meeting": "hn9", "content": "Bố trí vốn đường ven biển"}
    write(workbench, new("meeting", "hn9", **meeting), new("task", "nv9", lead_text="UBND các tỉnh", **task))
    window.go("meetings", view="all", uid="hn9")
    page = window.stack.current()
    assert isinstance(page, RegisterPage) and page.detail.shown is not None
    dict(menu_of(page, window.context, page.detail.shown))["Công văn đôn đốc kết luận (Word)…"]()
    made = window.findChildren(LetterForm)[-1]
    assert (made.order().kind, made.order().subject) == ("conclusions", "hn9|")
    before = len(workbench.repository.where("document", direction="out"))
    window.asker = Answers(tmp_path / "thu.docx")
    made.register.setChecked(True)
    assert made.day.value() == TODAY and made.number.text()  # what is entered has a day and the next number
    made.number.setText("")
    made.save()
    assert made.isVisible() and made.fields["number"].error() == text("remind.number_first")
    made.number.setText("978/HĐĐPV")
    made.save()
    assert "Bố trí vốn đường ven biển" in words(tmp_path / "thu.docx")
    assert len(workbench.repository.where("document", direction="out")) == before + 1
    assert window.toaster.recent()[-1] == text("word.saved_entered", file="thu.docx")
    window.run_command("undo")
    assert len(workbench.repository.where("document", direction="out")) == before


def test_a_letter_that_cannot_be_entered_is_there_and_the_reason_is_said(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = {"code": "HN-2026-009", "title": "phiên họp thứ 9", "held_date": TODAY}
    task = {"code": "NV-2026-900", "source": "conclusions", "meeting": "hn9", "content": "Bố trí vốn"}
    work = window.context.workbench
    write(work, new("meeting", "hn9", **meeting), new("task", "nv9", lead_text="UBND các tỉnh", **task))
    window.asker = Answers(tmp_path / "thu.docx")
    made = form(window, "conclusions", "hn9|")
    made.register.setChecked(True)
    told: list[BaseException] = []
    monkeypatch.setattr(window, "show_error", told.append)

    def taken(*_: object) -> None:
        raise UserError("read_only_record", file="so.lkv")

    monkeypatch.setattr(work, "commit", taken)
    made.save()
    assert (tmp_path / "thu.docx").is_file() and not work.repository.all("meeting_reminder")
    assert [type(error) for error in told] == [UserError]


def test_a_letter_of_conclusions_may_be_written_without_being_entered(window: MainWindow, tmp_path: Path) -> None:
    workbench = window.context.workbench
    meeting = {"code": "HN-2026-009", "title": "phiên họp thứ 9", "held_date": TODAY}
    task = {"code": "NV-2026-900", "source": "conclusions", "meeting": "hn9", "content": "Bố trí vốn"}
    write(workbench, new("meeting", "hn9", **meeting), new("task", "nv9", lead_text="UBND các tỉnh", **task))
    window.asker = Answers(tmp_path / "thu.docx")
    form(window, "conclusions", "hn9|").save()
    assert (tmp_path / "thu.docx").is_file() and not workbench.repository.all("meeting_reminder")
