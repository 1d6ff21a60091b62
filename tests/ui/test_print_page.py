"""The print page: what it shows, what it saves, what it sends, by mouse and by keyboard."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from shutil import which
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looking import clipped
from tests.ui.window_scene import open_window
from ui.ask import Answers
from ui.main_window import MainWindow
from ui.printing.job import PrinterFacts, PrintJob, read_pages
from ui.views.print_page import PrintPage
from ui.views.print_parts.acts import PrintActs
from ui.views.print_parts.differences_sheet import DifferencesSheet
from ui.views.print_parts.print_sheet import PrintSheet, paper_warning
from ui.widgets.buttons import Button
from workbench.errors import UserError
from workbench.messages import set_language, text
from workbench.records.changes import ChangeSet, Label, update
from workbench.records.record import Ref
from workbench.reports.document import DataRow, GroupRow, PrintDocument, Signatures, Table
from workbench.reports.layouts import GROUPS, layout
from workbench.services.issuing import issued_copies
from workbench.services.printing import PRINTED
from workbench.values.periods import Period

A4 = PrinterFacts("Máy in phòng Tổng hợp")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    made.go("print", register="escalations", period=None)
    settle(qtbot, page(made))
    return made


def page(window: MainWindow) -> PrintPage:
    shown = window.stack.current()
    assert isinstance(shown, PrintPage)
    return shown


def settle(qtbot: QtBot, shown: PrintPage) -> None:
    """Wait until choices were taken up and all pages are laid out."""
    qtbot.waitUntil(lambda: not shown._settle.isActive() and shown.preview.complete(), timeout=5000)


def document(shown: PrintPage) -> PrintDocument:
    assert shown.shown is not None
    return shown.shown.document


def rows(shown: PrintPage) -> list[DataRow]:
    table = next(block for block in document(shown).blocks if isinstance(block, Table))
    return [row for row in table.rows if isinstance(row, DataRow)]


def pdf_text(path: Path) -> str:
    found = which("pdftotext")
    if found is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run([found, "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()


# what is shown


def test_title_number_of_records_and_pages(window: MainWindow) -> None:
    shown = page(window)
    assert shown.header.title() == "In sổ kiến nghị"
    assert shown.header.note() == f"4 kiến nghị · {shown.preview.count()} trang A4 ngang"
    assert shown.preview.count() >= 1


def test_the_page_opens_on_the_reporting_period(qtbot: QtBot, tmp_path: Path) -> None:
    made = open_window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    made.go("print")
    settle(qtbot, page(made))
    assert page(made).panel.options().period == Period("quarter", 2026, 3)
    assert page(made).panel.period.currentText() == "Quý III/2026"


def test_a_choice_changes_the_page_at_once(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.panel.localities.click()
    settle(qtbot, shown)
    table = next(block for block in document(shown).blocks if isinstance(block, Table))
    assert "Địa phương" not in [column.heading for column in table.columns]
    shown.panel.group.set_value("authority")
    settle(qtbot, shown)
    table = next(block for block in document(shown).blocks if isinstance(block, Table))
    assert [row.numeral for row in table.rows if isinstance(row, GroupRow)] == ["I", "II", "III", "IV"]


def test_several_choices_in_a_row_are_laid_out_once(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    asked = shown._asked
    shown.panel.localities.click()
    shown.panel.totals.click()
    shown.panel.type_size.set_value(11.0)
    settle(qtbot, shown)
    assert shown._asked == asked + 1


def test_portrait_paper_is_counted_as_such(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.panel.paper.set_value(False)
    settle(qtbot, shown)
    assert document(shown).setup.landscape is False
    assert "A4 đứng" in shown.header.note()


def test_another_register_drops_what_is_not_its_own(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.panel.group.set_value("level")
    shown.panel.order.set_value("authority")
    settle(qtbot, shown)
    shown.panel.register.set_value("agreements")
    settle(qtbot, shown)
    assert (shown.panel.options().group, shown.panel.options().order) == ("none", "")
    assert shown.header.title() == "In danh mục thỏa thuận"
    assert len(rows(shown)) == 4


def test_as_of_day_typed_as_the_office_types_it(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.panel.as_of.setText("30/9/26")
    settle(qtbot, shown)
    assert "ngày 30 tháng 9 năm 2026" in document(shown).as_text()


def test_margins_outside_the_decree_are_told_with_the_limits(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    assert shown.panel.decree.words() == "Đúng khung Nghị định 30/2020/NĐ-CP"
    shown.panel.left.setText("25")
    shown.panel.left.editingFinished.emit()
    settle(qtbot, shown)
    assert "Ngoài khung" in shown.panel.decree.words()
    assert "Lề trái 25 mm; khung là 30–35 mm." in shown.panel.decree.words()
    assert document(shown).setup.left == 25
    QTest.keyClick(shown.panel.left, Qt.Key.Key_Up)
    assert shown.panel.left.text() == "26 mm"


@pytest.mark.parametrize(("typed", "kept"), [("ba mươi", 30), ("", 30), ("17,5", 17.5), ("300", 80), ("32mm", 32)])
def test_margins_as_typed(window: MainWindow, typed: str, kept: float) -> None:
    edit = page(window).panel.left
    edit.setText(typed)
    edit.editingFinished.emit()
    assert edit.length() == kept


def test_signature_block_follows_role_and_capacity(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.panel.signer.set_value("chair")
    shown.panel.authority.set_value("TM.")
    settle(qtbot, shown)
    band = next(block for block in document(shown).blocks if isinstance(block, Signatures))
    assert band.right is not None
    assert band.right.title == ("TM. HỘI ĐỒNG", "CHỦ TỊCH HỘI ĐỒNG")


def test_a_cover_with_its_volume_is_put_before_the_register(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    pages = shown.preview.count()
    assert not shown.panel.volume_field.isVisible()
    shown.panel.cover.click()
    shown.panel.volume.setText(" 02 ")
    shown.panel.volume.editingFinished.emit()
    settle(qtbot, shown)
    assert shown.panel.volume_field.isVisible()
    assert shown.preview.count() == pages + 1
    assert "Quyển số: 02" in document(shown).as_text()


@pytest.mark.parametrize("register", PRINTED)
def test_every_register_is_shown_and_offers_what_it_has(window: MainWindow, qtbot: QtBot, register: str) -> None:
    shown = page(window)
    shown.panel.register.set_value(register)
    settle(qtbot, shown)
    assert shown.preview.count() >= 1
    assert shown.header.title() == text(f"printpage.title_{register}")
    keys = [column.key for column in layout(register).columns]
    assert shown.panel.localities.isVisible() == ("localities" in keys)
    assert shown.panel.restart.isVisible() == (GROUPS[register][0] != "none")  # some are grouped from the start


def test_ctrl_p_in_answers_prints_the_answers_listed(window: MainWindow, qtbot: QtBot) -> None:
    window.go("answers", view="all")
    window.run_command("print")
    shown = page(window)
    settle(qtbot, shown)
    assert shown.panel.chosen_register() == "answers"
    assert [row.cells[1] for row in rows(shown)] == ["1234/BTC-QLCS\n07/08/2026"]


# where the officer comes from


def test_ctrl_p_in_a_register_prints_what_is_listed(window: MainWindow, qtbot: QtBot) -> None:
    window.go("obstacles", view="late")
    window.run_command("print")
    shown = page(window)
    settle(qtbot, shown)
    assert shown.panel.filter.currentText() == "quá hạn"
    assert len(rows(shown)) == len(shown.panel.options().only or ())
    assert "Phạm vi: quá hạn" in document(shown).as_text()
    shown.panel.filter.set_value("")
    settle(qtbot, shown)
    assert "Phạm vi" not in document(shown).as_text()


def test_ctrl_p_with_ticked_rows_prints_those(window: MainWindow, qtbot: QtBot) -> None:
    window.go("escalations", view="all")
    register = window.stack.current()
    register.model.tick_only([0, 2])  # type: ignore[union-attr]
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    shown = page(window)
    settle(qtbot, shown)
    assert len(rows(shown)) == 2
    assert "Phạm vi: 2 bản ghi đã chọn" in document(shown).as_text()


def test_a_record_is_printed_on_a_sheet_of_its_own(window: MainWindow, qtbot: QtBot) -> None:
    window.go("obstacles", view="all", uid="vm63")
    window.stack.current().detail.footer._print.click()  # type: ignore[union-attr]
    shown = page(window)
    settle(qtbot, shown)
    words = document(shown).as_text()
    assert "== PHIẾU THEO DÕI KHÓ KHĂN, VƯỚNG MẮC" in words and "VM-2026-063" in words
    assert "A4 đứng" in shown.header.note() and "Phiếu của VM-2026-063" in shown.header.note()
    assert not shown.panel.order.isVisible() and not shown.issued.button.isEnabled()
    shown.panel.filter.set_value("scope")
    settle(qtbot, shown)
    assert len(rows(shown)) == 1 and document(shown).setup.landscape
    assert shown.panel.order.isVisible()
    shown.panel.filter.set_value("sheet")
    settle(qtbot, shown)
    window.go("today")
    window.run_command("back")
    settle(qtbot, page(window))
    assert "PHIẾU THEO DÕI" in document(page(window)).as_text()


@pytest.mark.parametrize(("view", "register"), [("in", "documents_in"), ("out", "documents_out")])
def test_documents_are_printed_in_the_register_they_belong_to(
    window: MainWindow, qtbot: QtBot, view: str, register: str
) -> None:
    window.go("documents", view=view)
    listed = len(window.stack.current().model.rows)  # type: ignore[union-attr]
    window.run_command("print")
    settle(qtbot, page(window))
    assert page(window).panel.chosen_register() == register
    assert len(rows(page(window))) == listed > 0
    window.go("documents", view=view)
    window.stack.current().detail.footer._print.click()  # type: ignore[union-attr]
    settle(qtbot, page(window))
    assert "PHIẾU VĂN BẢN" in document(page(window)).as_text()


def test_a_register_after_a_sheet_lies_across_again(window: MainWindow, qtbot: QtBot) -> None:
    window.go("print", register="obstacles", period=None, only=("vm63",), only_words="VM-2026-063", record="vm63")
    settle(qtbot, page(window))
    assert not document(page(window)).setup.landscape
    window.go("print", register="obstacles", period=None)
    settle(qtbot, page(window))
    assert document(page(window)).setup.landscape and len(rows(page(window))) > 1


def test_back_brings_the_choices_back(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.panel.type_size.set_value(10.0)
    settle(qtbot, shown)
    window.go("today")
    window.run_command("back")
    settle(qtbot, page(window))
    assert page(window).panel.options().table_pt == 10.0
    assert document(page(window)).setup.table_pt == 10.0


def test_a_write_elsewhere_is_on_the_page(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    assert "TM-9" not in document(shown).as_text()
    edit_note(window, "TM-9")
    settle(qtbot, shown)
    assert "TM-9" in document(shown).as_text()


# saving


def test_saved_pdf_holds_every_escalation(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "Sổ kiến nghị.pdf"
    asker = Answers(target)
    made = open_window(tmp_path, asker)
    qtbot.addWidget(made)
    made.show()
    made.go("print", register="escalations", period=None)
    settle(qtbot, page(made))
    page(made).save.click()
    assert asker.asked[-1].endswith(".pdf")
    found = pdf_text(target)
    for number in (56, 57, 59, 62):
        assert re.search(rf"\b{number}/BC", found)
    assert f"Đã lưu {target.name}" in " ".join(made.toaster.recent())


@pytest.mark.parametrize(("button", "suffix"), [("excel", ".xlsx"), ("word", ".docx")])
def test_excel_and_word_of_the_same_register(qtbot: QtBot, tmp_path: Path, button: str, suffix: str) -> None:
    target = tmp_path / f"so{suffix}"
    asker = Answers(target)
    made = open_window(tmp_path, asker)
    qtbot.addWidget(made)
    made.show()
    made.go("print", register="escalations", period=None)
    settle(qtbot, page(made))
    getattr(page(made), button).click()
    assert asker.asked[-1].endswith(f"So_theo_doi_kien_nghi_2026-10-12{suffix}")
    with ZipFile(target) as archive:
        assert archive.testzip() is None
        whole = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    for number in (56, 57, 59, 62):
        assert f"{number}/BC-HĐĐPĐBSCL" in whole


def test_a_name_without_ending_becomes_a_pdf(window: MainWindow, tmp_path: Path) -> None:
    page(window).acts.write(tmp_path / "so.2026")
    assert (tmp_path / "so.2026.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[BaseException] = []
    monkeypatch.setattr(window, "show_error", shown.append)
    monkeypatch.setattr(window.context.shell, "show_error", shown.append)
    page(window).acts.write(tmp_path / "không có" / "x.pdf")
    assert [error.code for error in shown if isinstance(error, UserError)] == ["saving.no_folder"]
    assert page(window).save.isEnabled()


# issued copies


def issue_it(window: MainWindow, qtbot: QtBot, *answers: object) -> PrintPage:
    window.asker = Answers(*answers)
    page(window).issued.button.click()
    settle(qtbot, page(window))
    return page(window)


def edit_note(window: MainWindow, words: str) -> None:
    held = window.context.workbench.repository.need(Ref("escalation", "kn19"))
    touched = update(held, note=words)
    assert touched is not None
    window.context.commit(ChangeSet(Label("act.create", {"code": "KN"}), (touched,)))


def test_issuing_asks_first_and_then_shows_the_copy(window: MainWindow, qtbot: QtBot) -> None:
    shown = issue_it(window, qtbot, "no")
    assert issued_copies(window.context.workbench) == []
    shown = issue_it(window, qtbot, "yes")
    (copy,) = issued_copies(window.context.workbench)
    assert (copy.code, copy.pages, copy.listed) == ("PH-2026-001", shown.preview.count(), 4)
    assert shown.issued.copies.currentText().startswith("PH-2026-001 · 12/10/2026")
    assert shown.issued_banner.isVisible()
    assert "Bản phát hành PH-2026-001, lúc" in document(shown).as_text()
    assert not shown.panel.period.isEnabled() and shown.panel.register.isEnabled()
    assert not shown.issued.button.isEnabled()


def test_an_issued_copy_stays_while_the_draft_follows_the_record(window: MainWindow, qtbot: QtBot) -> None:
    shown = issue_it(window, qtbot, "yes")
    before = document(shown)
    edit_note(window, "Đã họp ngày 20/10")
    settle(qtbot, shown)
    assert document(shown) == before
    assert "1 chỗ trong sổ nay đã khác" in shown.issued_banner.banner.message()
    shown.issued.copies.set_value("")
    settle(qtbot, shown)
    assert "Đã họp ngày 20/10" in document(shown).as_text()
    assert not shown.issued_banner.isVisible() and shown.panel.period.isEnabled()


def test_what_changed_since_is_listed(window: MainWindow, qtbot: QtBot) -> None:
    shown = issue_it(window, qtbot, "yes")
    edit_note(window, "Đã họp ngày 20/10")
    settle(qtbot, shown)
    shown.issued_banner.banner.acted.emit()
    sheet = next(iter(shown.findChildren(DifferencesSheet)))
    assert "Nay: Đã họp ngày 20/10" in sheet.words()
    assert "59/BC-HĐĐPĐBSCL, Ghi chú" in sheet.words()
    sheet.which.chosen.emit("now")
    assert "Nay: Đã họp ngày 20/10" in sheet.words()
    assert clipped(sheet) == []
    sheet.reject()


def test_a_copy_is_saved_and_printed_as_it_was_issued(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    shown = issue_it(window, qtbot, "yes")
    edit_note(window, "Đã họp ngày 20/10")
    settle(qtbot, shown)
    shown.acts.write(tmp_path / "ban.pdf")
    shown.acts.write(tmp_path / "ban.docx")
    assert "Đã họp" not in pdf_text(tmp_path / "ban.pdf")
    assert "PH-2026-001" in pdf_text(tmp_path / "ban.pdf")
    with ZipFile(tmp_path / "ban.docx") as archive:
        assert "Đã họp" not in archive.read("word/document.xml").decode()


def test_another_register_leaves_the_copy(window: MainWindow, qtbot: QtBot) -> None:
    shown = issue_it(window, qtbot, "yes")
    shown.panel.register.set_value("agreements")
    settle(qtbot, shown)
    assert shown.header.title() == "In danh mục thỏa thuận"
    assert shown.issued.copies.count() == 1


def test_a_record_open_for_reading_issues_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    made = open_window(tmp_path, read_only=True)
    qtbot.addWidget(made)
    made.show()
    made.go("print", register="escalations", period=None)
    settle(qtbot, page(made))
    assert not page(made).issued.button.isEnabled()
    assert page(made).save.isEnabled()


# printing


def test_what_is_sent_to_the_printer_is_what_was_asked_for(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A printer that prints into a file stands for the paper."""
    target = tmp_path / "giay.pdf"

    def printer(job: PrintJob) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        return made

    monkeypatch.setattr(PrintJob, "printer_for_it", printer)
    shown = page(window)
    shown.panel.cover.click()
    settle(qtbot, shown)
    shown.acts.send(PrintJob("Giấy", (2,)))
    found = pdf_text(target)
    assert found.count("\f") == 1
    assert "Số, ký hiệu" in found and "Quyển số" not in found
    assert "1 trang tới máy in Giấy" in " ".join(window.toaster.recent())


def sheet(window: MainWindow, known: list[PrinterFacts]) -> PrintSheet:
    shown = page(window)
    shown.known_printers = lambda: known
    shown.print_button.click()
    return next(found for found in shown.findChildren(PrintSheet))


def test_the_dialog_gives_the_job(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[PrintJob] = []
    monkeypatch.setattr(PrintActs, "send", lambda self, job: jobs.append(job))
    dialog = sheet(window, [A4])
    dialog.pages.setText("1")
    dialog.copies.setText("2")
    dialog.last_first.click()
    dialog.duplex.set_value("long")
    dialog.yes.click()
    assert jobs == [PrintJob(A4.name, (1,), 2, True, True, "long")]


def test_pages_that_are_not_there_are_refused_in_the_dialog(window: MainWindow) -> None:
    dialog = sheet(window, [A4])
    dialog.pages.setText("1-99")
    dialog.yes.click()
    assert dialog.isVisible()
    assert "1" in dialog.pages_field.error()
    dialog.copies.setText("0")
    dialog.pages.setText("")
    dialog.yes.click()
    assert dialog.copies_field.error()
    dialog.reject()


def test_paper_that_is_not_a4_is_warned_of(window: MainWindow) -> None:
    letter = PrinterFacts("HP", "Letter", loaded_a4=False)
    label = PrinterFacts("Máy in tem", "Tem 50 × 30", loaded_a4=False, takes_a4=False)
    dialog = sheet(window, [A4, letter, label])
    assert not dialog.paper.isVisible()
    dialog.printer.set_value("HP")
    assert dialog.paper.message() == paper_warning(letter)
    assert "Letter" in dialog.paper.message()
    dialog.printer.set_value("Máy in tem")
    assert "không nhận khổ A4" in dialog.paper.message()
    dialog.reject()


def test_a_computer_without_printer_says_what_to_do(window: MainWindow) -> None:
    dialog = sheet(window, [])
    assert "lưu PDF" in dialog.paper.message()
    assert not dialog.yes.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("typed", "pages"), [("", None), ("2", (2,)), ("1-3, 7", (1, 2, 3, 7)), ("3;1–2", (3, 1, 2)), ("2,2", (2,))]
)
def test_page_ranges(typed: str, pages: tuple[int, ...] | None) -> None:
    assert read_pages(typed, 9) == pages


@pytest.mark.parametrize("typed", ["0", "10", "3-1", "a", "1-", ","])
def test_page_ranges_that_are_none(typed: str) -> None:
    with pytest.raises(ValueError):
        read_pages(typed, 9)


# keyboard, room, languages


def test_every_choice_is_reached_by_tab(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    window.activateWindow()
    shown.panel.register.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(30):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_Tab)
    panel = shown.panel
    wanted = [panel.register, panel.period, panel.as_of, panel.filter, panel.order, panel.group, panel.localities]
    wanted += [panel.totals, panel.sources, panel.cover, panel.paper, panel.type_size]
    wanted += [panel.left, panel.right, panel.edges]
    wanted += [panel.signer, panel.authority, panel.place, shown.preview]
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(1366, 738), (1093, 544), (1024, 540)])
def test_no_text_is_cut(qtbot: QtBot, tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    set_language(lang)
    made = open_window(tmp_path, language=lang)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    made.go("print", register="obstacles", period=None)
    settle(qtbot, page(made))
    QTest.qWait(30)
    assert clipped(page(made)) == []
    day = page(made).panel.as_of
    room = day.width() - day.fontMetrics().horizontalAdvance(day.text())
    assert room >= 40  # edges, and the icon of the calendar
    labels = [label for label in page(made).panel.findChildren(QLabel) if label.text()]
    assert labels and all(label.width() >= label.sizeHint().width() for label in labels)
    dialog = sheet(made, [A4])
    assert clipped(dialog) == []
    assert {"Cancel", "&Cancel", "OK"} & {b.text() for b in dialog.findChildren(Button)} == (
        set() if lang == "vi" else {"Cancel"}
    )
    dialog.reject()
