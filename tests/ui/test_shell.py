"""The window around the pages: menus, going places, undo, search everywhere, words and sizes changed live."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.held_runner import HeldRunner
from tests.ui.keys import type_text
from tests.ui.looking import clipped, menu_faults
from tests.ui.window_scene import copy_record, open_window
from ui.ask import Answers
from ui.commands import BY_ID, COMMANDS
from ui.main_window import MainWindow
from ui.notify import notice_of
from ui.shell import qt_texts
from ui.shell.dialogs import ErrorSheet, KeyList, Question, Sheet
from ui.shell.finding import find_commands
from ui.shell.history import History, Place
from ui.tasks import InlineRunner
from ui.theme import theme
from ui.views.registers import RegisterPage
from ui.views.today import TodayPage
from ui.widgets.buttons import IconButton
from ui.widgets.labels import ElidedLabel
from ui.widgets.labels import Label as Shown
from ui.widgets.status_strip import StatusPiece
from workbench.assets import resource_root
from workbench.errors import UserError
from workbench.messages import known, language, set_language, text
from workbench.records.changes import ChangeSet, Label, some, update
from workbench.records.record import Ref

ASCII = re.compile(r"&([A-Za-z])")


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.go("today")
    return window


def register(window: MainWindow) -> RegisterPage:
    page = window.stack.current()
    assert isinstance(page, RegisterPage)
    return page


# commands


def test_every_command_has_words_and_a_place(window: MainWindow) -> None:
    placed = {action for menu in window.commands.menus.values() for action in menu.actions()}
    for name, action in window.commands.actions.items():
        assert action in placed, name
        assert action.text() and not action.text().startswith("command."), name


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_menus_fit_into_one_column_of_a_small_screen(window: MainWindow, lang: str) -> None:
    window.book.change(language=lang)
    high = {name: menu.sizeHint().height() for name, menu in window.commands.menus.items()}
    assert [name for name, height in high.items() if height > 540] == []


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_menu_mnemonics_are_plain_letters_each_once(window: MainWindow, lang: str) -> None:
    window.book.change(language=lang)
    titles = [action.text() for action in window.top.menus.actions()]
    letters = [ASCII.search(title) for title in titles]
    assert all(letters), titles
    found = [letter[1].lower() for letter in letters if letter]
    assert len(found) == len(set(found)), titles
    assert {name: faults for name, menu in window.commands.menus.items() if (faults := menu_faults(menu))} == {}


def test_typing_tool_keys_are_not_taken() -> None:
    taken = {key for command in COMMANDS for key in command.keys}
    assert not taken & {"Alt+Z", *(f"Ctrl+Shift+F{n}" for n in range(1, 10))}


def test_what_nobody_does_now_is_grey(window: MainWindow) -> None:
    assert not window.commands.actions["select_all"].isEnabled()
    window.go("obstacles")
    assert window.commands.actions["select_all"].isEnabled()


def test_read_only_greys_what_writes(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(tmp_path, read_only=True)
    qtbot.addWidget(window)
    window.show()
    window.go("obstacles")
    actions = window.commands.actions
    assert not any(actions[c.id].isEnabled() for c in COMMANDS if c.writes)
    assert actions["print"].isEnabled()
    assert text("shell.status_read_only") in window.status.findChildren(type(window.status._saved))[1].words()


def test_ctrl_number_goes_to_the_page_at_that_place(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    page = window.stack.current()
    assert page is not None and page.key == "obstacles"
    assert window.nav.current() == "obstacles"


def test_ctrl_b_turns_the_rail(window: MainWindow) -> None:
    assert not window.nav.is_rail()
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window.nav.is_rail()


def test_f6_goes_round_the_panes(window: MainWindow) -> None:
    window.go("obstacles")
    window.activateWindow()
    seen = set()
    for _ in range(4):
        window.run_command("next_pane")
        holder = QApplication.focusWidget()
        assert holder is not None
        panes = [window.nav, *register(window).panes()]
        seen.add(next(i for i, pane in enumerate(panes) if pane is holder or pane.isAncestorOf(holder)))
    assert seen == {0, 1, 2, 3}


def test_key_list_names_every_key(qtbot: QtBot, window: MainWindow) -> None:
    window.run_command("keys")
    sheet = window.findChild(KeyList)
    assert sheet is not None
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"F9", "Ctrl+E", "Alt+1"} <= shown
    sheet.close()


def test_the_key_list_says_what_a_key_does_at_any_time(window: MainWindow) -> None:
    write(window, "vm63", cause="Khác")
    assert window.commands.plain_text("undo") != "Hoàn tác"  # the menu names what would be taken back now
    window.run_command("keys")
    sheet = window.findChild(KeyList)
    assert sheet is not None
    assert "Hoàn tác" in {label.text() for label in sheet.findChildren(ElidedLabel)}
    sheet.close()


@pytest.mark.parametrize("size", [(1366, 738), (1024, 540)])
def test_the_key_list_has_room_in_its_window(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.run_command("keys")
    sheet = window.findChild(KeyList)
    assert sheet is not None
    assert sheet.height() <= size[1] and sheet.width() <= size[0]
    assert sheet.pos().y() >= window.mapToGlobal(window.rect().topLeft()).y()
    sheet.close()


# going places


def test_history_drops_what_was_ahead() -> None:
    history = History()
    for page in ("a", "b", "c"):
        history.visit(Place(page, {}))
    history.step(-1)
    history.visit(Place("d", {}))
    assert not history.can_step(1)
    assert history.step(-1) == Place("b", {})


def test_back_brings_filter_selection_and_order_back(window: MainWindow) -> None:
    window.go("obstacles", view="open", search="vinh long", facets={"field": ("GT",)}, order="title", uid="vm33")
    window.go("agreements")
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    page = register(window)
    assert (page.key, page.query().search, page.query().order) == ("obstacles", "vinh long", "title")
    assert page.query().facets == {"field": frozenset({"GT"})}
    assert page.table.current_uid() == "vm33"
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert register(window).key == "agreements"


def test_dropped_files_open_the_import(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "Biểu 02.xlsx"
    file.write_bytes(b"x")
    went: list[tuple[str, object]] = []
    window.go = lambda page, **params: went.append((page, params))  # type: ignore[method-assign,assignment]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path))])
    left = Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: bool(went))
    assert went == [("import", {"files": [file, tmp_path]})]


def test_a_dropped_record_is_opened(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "Cơ quan khác.LKV"
    file.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(window.record_wanted) as wanted:
        window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier))
    assert wanted.args == [file]


# undo and what is shown around the page


def write(window: MainWindow, uid: str, **values: object) -> None:
    record = window.context.workbench.repository.need(Ref("obstacle", uid))
    act = ChangeSet(Label("act.edit", {"code": record.values.code}), some(update(record, **values)))
    window.context.commit(act)


def test_undo_is_named_and_takes_back(window: MainWindow) -> None:
    write(window, "vm63", cause="Khác")
    assert window.commands.actions["undo"].text() == "Hoàn tác: Sửa VM-2026-063"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    repository = window.context.workbench.repository
    assert repository.need(Ref("obstacle", "vm63")).values.cause == "Quy chế phối hợp chưa quy định"
    assert window.commands.actions["redo"].text().startswith("Làm lại: ")
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert repository.need(Ref("obstacle", "vm63")).values.cause == "Khác"
    assert "Đã hoàn tác: Sửa VM-2026-063" in window.toaster.recent()


def test_title_names_council_and_sample(window: MainWindow) -> None:
    assert window.windowTitle() == ("Liên kết vùng – Hội đồng điều phối vùng đồng bằng sông Cửu Long (dữ liệu mẫu)")


def test_counts_of_the_rail_are_those_of_the_record(window: MainWindow) -> None:
    rail = {key: row.accessibleName() for key, row in window.nav._rows.items()}
    assert "14 bản ghi" in rail["obstacles"]
    assert "3 việc quá hạn, 4 việc sắp đến hạn" in rail["today"]
    assert "2 tệp chờ quyết định" in rail["import"]


def test_pages_follow_a_write(window: MainWindow) -> None:
    page = window.stack.current()
    assert isinstance(page, TodayPage)
    before = page.tiles.tiles["late"].number()
    write(window, "vm71", state="closed")
    assert page.tiles.tiles["late"].number() == before - 1


def test_small_windows_get_the_rail(window: MainWindow) -> None:
    window.resize(1200, 738)
    assert window.nav.is_rail()
    window.resize(1366, 738)
    assert not window.nav.is_rail()


# searching everywhere


def search(qtbot: QtBot, window: MainWindow, words: str) -> list[str]:
    field = window.header.search
    window.activateWindow()
    field.setFocus()
    field.clear()
    type_text(field, words)
    field.list.hide()
    qtbot.waitUntil(field.list.isVisible, timeout=2000)
    model = field.list.model
    return [line.code for line in map(model.line, range(model.rowCount())) if not isinstance(line, str)]


def test_short_code_leads_to_its_record(qtbot: QtBot, window: MainWindow) -> None:
    assert search(qtbot, window, "vm63") == ["VM-2026-063"]
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    page = register(window)
    assert page.table.current_uid() == "vm63"


def test_words_find_records_and_commands(qtbot: QtBot, window: MainWindow) -> None:
    found = search(qtbot, window, "kien nghi")
    assert "KN-2026-019" not in found  # its words do not hold these
    assert "Lập kiến nghị…" in found
    assert "VM-2026-063" in search(qtbot, window, "vinh long")


def test_words_typed_with_the_typing_tool_off_find_what_they_spell(qtbot: QtBot, window: MainWindow) -> None:
    assert "VM-2026-058" in search(qtbot, window, "cao toocs")
    said = window.header.search.list.findChildren(Shown)
    assert "Có vẻ bộ gõ đang tắt. Kết quả cho “cao tốc”:" in [label.text() for label in said if label.isVisible()]
    assert search(qtbot, window, "zzz qqq") == []


def test_finding_does_not_wait_behind_long_work(qtbot: QtBot, window: MainWindow) -> None:
    window.context.runner, window.context.reader = HeldRunner(), InlineRunner()
    assert search(qtbot, window, "vm63") == ["VM-2026-063"]


def test_arrows_choose_and_escape_leaves(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "vinh long")
    field = window.header.search
    first = field.list.chosen()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.list.chosen() != first
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.list.isVisible() and field.text() == ""


def test_commands_are_found_by_first_letters() -> None:
    listed = [("larger", "Phóng to", ""), ("escalate", "Lập kiến nghị…", "")]
    assert [f.key for f in find_commands(listed, "lkn")] == ["escalate"]
    assert find_commands(listed, "o") == []  # it stands in nearly every name


def test_views_are_found_by_first_letters_and_opened(qtbot: QtBot, window: MainWindow) -> None:
    assert search(qtbot, window, "kn qh")[0] == "Kiến nghị: Quá hạn"
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    assert (register(window).key, register(window).view()) == ("escalations", "late")


def test_pages_are_found_by_name_and_opened(qtbot: QtBot, window: MainWindow) -> None:
    assert "Phân tích" in search(qtbot, window, "phan tich")
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    assert window.nav.current() == "analysis"


def test_a_sheet_is_as_high_as_what_stands_in_it(window: MainWindow) -> None:
    sheet = ErrorSheet(notice_of(ValueError("x")), window)
    sheet.open()
    assert sheet.height() == sheet.body.totalHeightForWidth(sheet.width())
    sheet.close()


def test_an_error_with_its_detail_unfolded_stays_in_a_small_window(window: MainWindow) -> None:
    window.resize(1024, 540)
    sheet = ErrorSheet(notice_of(ValueError("a")), window)
    sheet.open()
    sheet._fold.click()
    assert sheet.pos().y() + sheet.height() <= window.mapToGlobal(window.rect().bottomLeft()).y() + 1
    sheet.close()


# words, theme and scale, live


def test_a_page_is_made_anew_in_other_words_once_the_sheet_over_it_is_closed(window: MainWindow) -> None:
    window.go("obstacles")
    before = window.stack.current()
    window.ask("Tiếp tục?", "", [("no", "Không"), ("yes", "Có")], lambda _: None)
    sheet = window.findChild(Question)
    assert sheet is not None
    window.book.change(language="en")
    assert window.stack.current() is before
    sheet.reject()
    assert window.stack.current() is not before
    assert register(window).header.title() == "Obstacles"


@pytest.mark.parametrize("page", ["today", "obstacles", "settings"])
def test_language_changes_live_and_keeps_the_place(window: MainWindow, page: str) -> None:
    window.go(page, **({"view": "all", "uid": "vm66"} if page == "obstacles" else {}))
    window.book.change(language="en")
    assert language() == "en"
    shown = window.stack.current()
    assert shown is not None and shown.key == page
    assert "&Record" in [action.text() for action in window.top.menus.actions()]
    assert "Offline" in [piece.words() for piece in window.status.findChildren(StatusPiece)]
    if isinstance(shown, RegisterPage):
        assert shown.table.current_uid() == "vm66"
        assert shown.header.note() == "14 records · 12 open"


def test_theme_changes_live_and_keeps_the_selection(window: MainWindow) -> None:
    window.go("obstacles", view="all", uid="vm66")
    page = register(window)
    window.book.change(theme="dark")
    assert theme.current().name == "dark"
    assert register(window) is page and page.table.current_uid() == "vm66"


def test_scale_changes_live(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.book.current.scale == 1.15
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.book.current.scale == 1.0


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(1366, 738), (1093, 544), (1024, 540)])
def test_no_words_are_clipped(qtbot: QtBot, tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    set_language(lang)
    window = open_window(tmp_path, language=lang)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for page in ("today", "agreements", "obstacles", "escalations", "answers", "settings"):
        window.go(page)
        qtbot.wait(60)
        assert clipped(window) == [], page


# dialogs and errors


def test_a_message_over_the_page_can_be_put_away_unless_something_is_wrong(window: MainWindow) -> None:
    window.show_banner("success", "Mọi việc đã báo lưu đều còn.")
    cross = next(b for b in window.banner.findChildren(IconButton) if b.isVisible())
    cross.click()
    assert not window.banner.isVisible() and not window.above.isVisible()
    window.show_banner("error", "Tệp sổ bị hỏng.")
    assert window.banner.isVisible() and not [b for b in window.banner.findChildren(IconButton) if b.isVisible()]


def test_question_answers_with_the_safe_act_on_escape(qtbot: QtBot, window: MainWindow) -> None:
    given: list[str] = []
    window.ask("Bỏ dòng này?", "", [("keep", "Giữ"), ("drop", "Bỏ")], given.append)
    question = window.findChild(Question)
    assert question is not None
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert given == ["keep"]


def test_questions_are_put_to_whoever_answers(qtbot: QtBot, tmp_path: Path) -> None:
    asker = Answers("drop", [tmp_path / "a.xlsx"], tmp_path / "b.pdf")
    window = open_window(tmp_path, asker)
    qtbot.addWidget(window)
    heard: list[object] = []
    window.ask("Bỏ?", "", [("keep", "Giữ"), ("drop", "Bỏ")], heard.append)
    window.pick_files("import", heard.append)
    window.pick_target("b.pdf", ".pdf", heard.append)
    assert heard == ["drop", [tmp_path / "a.xlsx"], tmp_path / "b.pdf"]
    assert window.book.current.folder == str(tmp_path)


def test_a_suggested_name_is_one_that_windows_takes_too(qtbot: QtBot, tmp_path: Path) -> None:
    """Its file dialog does not even open with another."""
    asker = Answers()
    window = open_window(tmp_path, asker)
    qtbot.addWidget(window)
    window.pick_target("Họp lần 2: vốn/đất?.docx", ".docx", lambda path: None)
    assert Path(asker.asked[0]).name == "Họp lần 2_ vốn_đất_.docx"


def test_closed_dialogs_are_freed(qtbot: QtBot, window: MainWindow) -> None:
    held = []
    for make in (
        lambda: Question("a", "b", [("x", "X")], window),
        lambda: ErrorSheet(notice_of(ValueError("a")), window),
    ):
        dialog = make()
        dialog.open()
        dialog.close()
        held.append(weakref.ref(dialog))
        del dialog
    qtbot.wait(10)
    gc.collect()
    assert [ref() for ref in held] == [None, None]


def test_errors_of_the_officer_are_sentences() -> None:
    notice = notice_of(UserError("not_found", what="VM-1"))
    assert "VM-1" in notice.message and notice.technical == ""


def test_an_error_of_the_disk_is_a_sentence_with_its_trace_at_hand() -> None:
    notice = notice_of(OSError(5, "Input/output error", "D:/Sổ.lkv"))
    assert "Sổ.lkv" in notice.message and "Kiểm tra ổ đĩa" in notice.message
    assert "OSError" in notice.technical


def test_our_faults_carry_their_trace() -> None:
    try:
        raise ValueError("hỏng")
    except ValueError as error:
        notice = notice_of(error)
    assert "ValueError: hỏng" in notice.technical and "PySide6" in notice.technical


# Qt's own words


def test_qt_speaks_vietnamese(qapp: QApplication, qtbot: QtBot) -> None:
    made = qt_texts.install(qapp)
    try:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(buttons)
        assert {b.text() for b in buttons.buttons()} == {"&Lưu", "&Hủy"}
        field = QLineEdit("a")
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        assert isinstance(menu, QMenu)
        words = " ".join(action.text() for action in menu.actions())
        assert "Copy" not in words and "Paste" not in words and "Chọn tất cả" in words
        menu.deleteLater()
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        labels = [label.text().replace("&", "") for label in dialog.findChildren(QLabel)]
        assert {"Xem trong:", "Tên tệp:", "Loại tệp:"} <= set(labels)
    finally:
        qapp.removeTranslator(made)


def test_every_text_for_qt_is_in_the_catalogue() -> None:
    assert [key for key in sorted(qt_texts.keys()) if not known(key)] == []


def test_commands_have_words_in_both_languages() -> None:
    for lang in ("vi", "en"):
        set_language(lang)
        numbered = [c for c in COMMANDS if c.id.rpartition("_")[2].isdigit()]
        plain = [f"command.{c.id}" for c in COMMANDS if c not in numbered]
        assert [key for key in plain if not known(key)] == []
    assert BY_ID["undo"].writes


# start


def test_a_menu_has_its_icons_when_it_is_opened(window: MainWindow) -> None:
    menu, other = window.commands.menus["file"], window.commands.menus["data"]
    menu.popup(window.mapToGlobal(window.rect().center()))
    drawn = [action for action in menu.actions() if not action.icon().isNull()]
    menu.close()
    wanted = [action for action in menu.actions() if action.objectName() and BY_ID[action.objectName()].icon]
    assert drawn == wanted != []
    assert all(action.icon().isNull() for action in other.actions())


def test_start_imports_nothing_slow(tmp_path: Path) -> None:
    record = copy_record(tmp_path)
    for source in (resource_root() / "i18n").glob("*/*.po"):  # as they are compiled once after an update
        known(f"{source.stem}.", language=source.parent.name)
    code = f"""
import sys
from pathlib import Path
import ui.app
from PySide6.QtWidgets import QApplication
from ui.preferences import PreferenceBook
from ui.tasks import InlineRunner
from workbench.assets import resource_root
from workbench.clock import SystemClock
app = QApplication([])
session = ui.app.Session(app, PreferenceBook(), SystemClock(), InlineRunner)
session.dress()
session.open_record(Path({str(record)!r}))
app.processEvents()
slow = (
    "openpyxl", "sqlite_utils", "pyqtgraph", "holidays", "rapidfuzz", "python_calamine", "numpy", "xlsxwriter", "babel",
    "docx", "docxtpl", "jinja2", "lxml", "pypdf", "PySide6.QtPrintSupport", "PySide6.QtSvgWidgets", "ui.printing",
    "ui.views.analysis.page", "ui.views.import_flow.page", "workbench.exchange.recognise",
    "workbench.services.importing.session", "workbench.services.details", "workbench.services.escalating",
    "workbench.services.printing",
)
print([name for name in slow if name in sys.modules])
session.window.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_sheet_closes_though_what_had_the_focus_before_it_is_gone(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    had_focus = QWidget(window)
    monkeypatch.setattr(QGuiApplication, "focusObject", lambda: had_focus)
    sheet = Sheet("Đang mở sổ", window)
    sheet.open()
    monkeypatch.undo()
    had_focus.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(had_focus) and sheet.close()
