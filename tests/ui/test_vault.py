"""Passphrase and lock from the window: asked for on opening, set, changed and removed; nothing seen while locked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.window_scene import TODAY, copy_record
from ui.app import Session
from ui.preferences import PreferenceBook
from ui.shell import lock as locking
from ui.shell.lock_sheet import LockSheet
from ui.shell.passphrase import ProtectSheet, UnlockSheet
from ui.shell.shown_files import shown_folder
from ui.tasks import InlineRunner
from ui.views.data_page import DataPage
from ui.views.torn import tear_off
from ui.views.vault_card import VaultCard
from workbench import folders
from workbench.clock import FixedClock
from workbench.records.record import Ref
from workbench.services.protecting import protect
from workbench.storage import machine
from workbench.storage.cipher import is_encrypted
from workbench.storage.scraps import Scraps

SECRET, OTHER = "sông Tiền sông Hậu 2026", "đường ven biển năm tỉnh"
CLOCK = FixedClock.on(TODAY)


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))
    made = Session(qapp, PreferenceBook(), CLOCK, InlineRunner)
    yield made
    for window in (made.window, made.first_run):
        if window is not None:
            for sheet in window.findChildren(LockSheet):
                sheet._open = True
                sheet.accept()
            window.close()
            window.deleteLater()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return copy_record(tmp_path)


@pytest.fixture
def encrypted(plain: Path, session: Session) -> Path:
    protect(plain, SECRET, CLOCK, "Nguyễn A")
    return plain


def sheet_of(kind: type[QWidget], over: QWidget | None) -> QWidget:
    assert over is not None
    (found,) = [sheet for sheet in over.findChildren(kind) if sheet.isVisible()]
    return found


def open_with(session: Session, path: Path, typed: str) -> None:
    session.open_record(path)
    asked = sheet_of(UnlockSheet, session.window or session.first_run)
    assert isinstance(asked, UnlockSheet)
    asked.edit.setText(typed)
    QTest.keyClick(asked.edit, Qt.Key.Key_Return)


def card(session: Session) -> VaultCard:
    assert session.window is not None
    session.window.go("data")
    page = session.window.stack.current()
    assert isinstance(page, DataPage)
    (found,) = page.findChildren(VaultCard)
    return found


def fill(session: Session, **typed: str) -> ProtectSheet:
    asked = sheet_of(ProtectSheet, session.window)
    assert isinstance(asked, ProtectSheet)
    for name, words in typed.items():
        getattr(asked, name).setText(words)
    return asked


def test_wrong_passphrase_is_told_and_the_right_one_opens(session: Session, encrypted: Path) -> None:
    open_with(session, encrypted, "sai rồi")
    assert session.window is None
    asked = sheet_of(UnlockSheet, session.first_run)
    assert isinstance(asked, UnlockSheet)
    assert "Mật khẩu không đúng" in asked.field.error()
    asked.edit.setText(SECRET)
    asked.button.click()
    assert session.window is not None
    assert session.window.context.workbench.repository.count("obstacle") > 0


def test_set_changed_and_removed_from_the_page(session: Session, plain: Path, qapp: QApplication) -> None:
    session.open_record(plain)
    card(session).switch.click()
    asked = fill(session, new=SECRET, again=OTHER)
    asked.button.click()
    assert "không giống nhau" in asked.fields["again"].error()
    asked.again.setText(SECRET)
    asked.button.click()
    qapp.processEvents()
    assert is_encrypted(plain) and card(session).switch.isChecked()

    card(session).change.click()
    asked = fill(session, present=OTHER, new=OTHER, again=OTHER)
    asked.button.click()
    assert "Mật khẩu không đúng" in asked.fields["present"].error()
    asked.present.setText(SECRET)
    asked.button.click()
    qapp.processEvents()
    assert session.window is not None
    key = session.window.context.workbench.database.key
    assert key is not None and key.is_of(OTHER) and not key.is_of(SECRET)

    card(session).switch.click()
    fill(session, present=OTHER).button.click()
    qapp.processEvents()
    assert not is_encrypted(plain) and not card(session).switch.isChecked()


def test_drafts_follow_the_record_under_its_passphrase(session: Session, plain: Path, tmp_path: Path) -> None:
    session.book = PreferenceBook(tmp_path / "máy này" / "window.ini")
    kept = {"entered": {"content": "Thiếu cát đắp nền"}}
    Scraps(tmp_path / "máy này", plain).keep("form-obstacle-new", kept)
    session.open_record(plain)
    card(session).switch.click()
    fill(session, new=SECRET, again=SECRET).button.click()
    QApplication.processEvents()
    assert session.window is not None
    key = session.window.context.workbench.database.key
    assert Scraps(tmp_path / "máy này", plain, key).kept("form-obstacle-new") == kept
    assert not any("Thiếu cát".encode() in found.read_bytes() for found in (tmp_path / "máy này").iterdir())


def test_files_opened_to_be_looked_at_go_with_the_window(session: Session, plain: Path) -> None:
    session.open_record(plain)
    shown = shown_folder()
    shown.mkdir(parents=True)
    (shown / "biên bản.pdf").write_bytes(b"%PDF")
    assert session.window is not None
    session.window.close()
    assert not shown.exists()


def test_giving_up_changes_nothing(session: Session, plain: Path) -> None:
    session.open_record(plain)
    shown = card(session)
    shown.switch.click()
    fill(session, new=SECRET, again=SECRET).reject()
    assert not shown.switch.isChecked()
    assert session.window is not None and session.window.context.workbench.database.key is None


def test_weak_passphrase_is_called_so(session: Session, plain: Path) -> None:
    session.open_record(plain)
    card(session).switch.click()
    asked = fill(session, new="12345678")
    assert "dễ đoán" in asked.fields["new"]._below.text()
    asked.reject()


def test_copy_of_another_passphrase_is_asked_about_before_going_back(
    session: Session, encrypted: Path, qapp: QApplication
) -> None:
    protect(encrypted, OTHER, CLOCK, "A", [SECRET], with_copies=False)
    open_with(session, encrypted, OTHER)
    page = card(session).parent()
    while not isinstance(page, DataPage):
        page = page.parent()
    page.copies.restore_links[0].click()
    asked = sheet_of(UnlockSheet, session.window)
    assert isinstance(asked, UnlockSheet)
    asked.edit.setText(SECRET)
    asked.button.click()
    from ui.shell.dialogs import Question

    question = sheet_of(Question, session.window)
    assert isinstance(question, Question)
    question.buttons["restore"].click()
    qapp.processEvents()
    assert session.window is not None
    assert session.window.context.workbench.journal.acts(1)[0].label.key == "act.restore"
    assert is_encrypted(encrypted)


# the lock


def seen(window: QWidget) -> list[str]:
    """Class and title of every window of the program on the screen, but the two of the lock."""
    return [
        f"{type(found).__name__} {found.windowTitle()}"
        for found in QApplication.topLevelWidgets()
        if found.isVisible() and found is not window and not isinstance(found, LockSheet)
    ]


def test_locked_window_shows_nothing_and_the_passphrase_brings_all_back(
    session: Session, encrypted: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)  # this platform never says so
    open_with(session, encrypted, SECRET)
    window = session.window
    assert window is not None
    window.go("obstacles", view="open")
    torn = tear_off(window.context, Ref("obstacle", "vm63"), window)
    assert torn is not None
    window.window_commands.new_record("obstacle")
    before, title = sorted(seen(window)), window.windowTitle()
    assert len(before) == 2
    qapp.clipboard().setText("VM-2026-063")

    window.run_command("lock")
    asked = window.lock.sheet
    assert asked is not None
    assert seen(window) == []
    assert not window.stack.isVisible() and not window.top.isVisible()
    assert window.windowTitle() == "Liên kết vùng – đang khóa"
    assert qapp.clipboard().text() == ""
    picture = window.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}) <= 2

    for typed in ("", OTHER):
        asked.edit.setText(typed)
        asked.button.click()
        assert asked.isVisible() and asked.field.error()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    asked.close()
    assert asked.isVisible()
    asked.edit.setText(SECRET)
    QTest.keyClick(asked.edit, Qt.Key.Key_Return)
    assert sorted(seen(window)) == before and window.windowTitle() == title
    assert window.stack.isVisible() and window.lock.sheet is None


def test_what_shows_itself_while_locked_waits(session: Session, encrypted: Path, qapp: QApplication) -> None:
    open_with(session, encrypted, SECRET)
    window = session.window
    assert window is not None
    window.lock.lock()
    window.toast("VM-2026-063 đã ghi")
    window.set_page_title("VM-2026-063")
    window.show_error(ValueError("bí mật"))
    qapp.processEvents()
    assert seen(window) == [] and "VM" not in window.windowTitle()
    picture = window.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}) <= 2
    asked = window.lock.sheet
    assert asked is not None
    asked.edit.setText(SECRET)
    asked.button.click()
    assert [name.split()[0] for name in seen(window)] == ["ErrorSheet"]
    assert "VM-2026-063" in window.windowTitle()


def test_locks_by_itself_after_the_time_set(session: Session, encrypted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_with(session, encrypted, SECRET)
    window = session.window
    assert window is not None
    shown = card(session).minutes
    shown.setCurrentIndex(shown.findData(10))
    shown.activated.emit(shown.currentIndex())
    assert machine.Memory(encrypted).read().lock_minutes == 10
    now = locking.monotonic()
    monkeypatch.setattr(locking, "monotonic", lambda: now + 9 * 60)
    QTest.keyClick(window, Qt.Key.Key_Shift)
    monkeypatch.setattr(locking, "monotonic", lambda: now + 11 * 60)
    window.lock.look()
    assert window.lock.sheet is None
    monkeypatch.setattr(locking, "monotonic", lambda: now + 20 * 60)
    window.lock.look()
    assert window.lock.sheet is not None


def test_plain_record_neither_locks_nor_offers_to(session: Session, plain: Path) -> None:
    session.open_record(plain)
    window = session.window
    assert window is not None
    window.lock.lock()
    assert window.lock.sheet is None
    assert not card(session).minutes.isEnabled()
    assert not window.commands.actions["lock"].isEnabled()
