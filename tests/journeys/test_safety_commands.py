"""Copies and going back, from the command line: one clear line, exit codes, nothing changed when refused."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.building import edit, write
from tests.journeys.commands import fingerprint
from tests.journeys.forms import submission
from workbench import folders
from workbench.clock import FixedClock
from workbench.services.workbench import Workbench


@pytest.fixture
def record(tmp_path: Path, run) -> Path:
    path = tmp_path / "so.lkv"
    assert run("new", path, "--council", "DBSCL").code == 0
    return path


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))
    return tmp_path / "máy"


def copies(home: Path, reason: str = "") -> list[Path]:
    return sorted(home.rglob(f"*.{reason or '*'}.*.lkv"))


def test_backup_goes_to_the_folder_of_copies(record: Path, empty_home: Path, run) -> None:
    before = fingerprint(record)
    ran = run("backup", record)
    assert (ran.code, len(copies(empty_home, "manual")), fingerprint(record)) == (0, 1, before)
    assert "Đã sao lưu và kiểm tra mở lại được" in ran.err


def test_backup_to_a_folder_and_to_a_file(record: Path, tmp_path: Path, run) -> None:
    (tmp_path / "USB").mkdir()
    assert run("backup", record, tmp_path / "USB").code == 0
    assert len(list((tmp_path / "USB").iterdir())) == 1
    assert run("backup", record, tmp_path / "bản gửi.lkv").code == 0
    assert run("check", tmp_path / "bản gửi.lkv").code == 0
    assert run("backup", record, tmp_path / "Tháng 11" / "tuần 3").code == 0  # made, as it names no record file
    assert [path.suffix for path in (tmp_path / "Tháng 11" / "tuần 3").iterdir()] == [".lkv"]
    again = run("backup", record, tmp_path / "bản gửi.lkv")
    assert (again.code, len(again.err.strip().splitlines())) == (2, 1)


def test_restore_says_what_it_leaves_behind_and_can_be_taken_back(
    record: Path, tmp_path: Path, empty_home: Path, run
) -> None:  # fmt: skip
    run("backup", record)
    run("import", record, submission(tmp_path / "B03.xlsx"))
    rows = run("list", record, "obstacles", "--json").out
    assert rows
    before = fingerprint(record)
    shown = run("restore", *copies(empty_home, "manual"), record, "--dry-run")
    assert (shown.code, fingerprint(record)) == (0, before)
    assert "bản ghi lập sau đó sẽ không còn" in shown.out and "Nhập" in shown.out
    assert run("restore", *copies(empty_home, "manual"), record).code == 0
    assert run("list", record, "obstacles", "--json").out == ""
    assert "Phục hồi từ bản sao lưu" in run("log", record).out
    assert run("check", record).code == 0
    assert run("restore", *copies(empty_home, "restore"), record).code == 0
    assert run("list", record, "obstacles", "--json").out == rows


def test_restore_where_there_is_no_record_yet(record: Path, empty_home: Path, tmp_path: Path, run) -> None:
    run("backup", record)
    ran = run("restore", *copies(empty_home, "manual"), tmp_path / "moi.lkv")
    assert (ran.code, "được giữ" in ran.out + ran.err) == (0, False)
    assert "chưa có sổ nào" in ran.out and "Đã phục hồi thành" in ran.err
    assert run("check", tmp_path / "moi.lkv").code == 0


def test_restore_over_a_damaged_record(record: Path, empty_home: Path, run) -> None:
    run("backup", record)
    torn = record.read_bytes()[:9000]
    record.write_bytes(torn)
    assert run("restore", *copies(empty_home), record).code == 0
    assert run("check", record).code == 0
    assert [path.read_bytes() for path in record.parent.glob("*.hong")] == [torn]


def test_restore_from_what_is_no_backup(record: Path, tmp_path: Path, run) -> None:
    before = fingerprint(record)
    shutil.copy(__file__, tmp_path / "ghi chú.lkv")
    ran = run("restore", tmp_path / "ghi chú.lkv", record)
    assert (ran.code, len(ran.err.strip().splitlines()), fingerprint(record)) == (2, 1, before)
    assert "ghi chú.lkv" in ran.err


def test_batch_of_files_is_preceded_by_one_copy(record: Path, tmp_path: Path, empty_home: Path, run) -> None:
    first, second = submission(tmp_path / "B03.xlsx"), tmp_path / "hai.xlsx"
    shutil.copy(first, second)
    assert run("import", record, first, second).code in (0, 1)
    assert len(copies(empty_home, "import")) == 1


# salvage, and the mark in print


def test_recover_makes_a_new_record_and_says_what_is_missing(record: Path, tmp_path: Path, run) -> None:
    run("import", record, submission(tmp_path / "B02.xlsx"))
    rows = run("list", record, "obstacles", "--json").out
    before = fingerprint(record)
    ran = run("recover", record, tmp_path / "cứu.lkv")
    assert (ran.code, fingerprint(record)) == (0, before)
    assert "bản ghi nguyên vẹn" in ran.out and "Không thiếu gì" in ran.out
    assert run("list", tmp_path / "cứu.lkv", "obstacles", "--json").out == rows
    assert run("check", tmp_path / "cứu.lkv").code == 0
    again = run("recover", record, tmp_path / "cứu.lkv")
    assert (again.code, len(again.err.strip().splitlines())) == (2, 1)


def test_recover_of_a_damaged_record_is_done_in_part(record: Path, tmp_path: Path, run) -> None:
    run("import", record, submission(tmp_path / "B02.xlsx"))
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("DELETE FROM act WHERE number=2")
        connection.commit()
    assert run("check", record).code == 3
    ran = run("recover", record, tmp_path / "cứu.lkv")
    assert (ran.code, "Mất 1 việc trong nhật ký" in ran.out) == (1, True)
    assert run("check", tmp_path / "cứu.lkv").code == 0
    verified = run("log", tmp_path / "cứu.lkv", "--verify")
    assert verified.code == 0 and "đã biết từ lần cứu dữ liệu" in verified.out


def head(words: str) -> str:
    found = re.search(r"\d+-[0-9a-f]{8}", words)
    assert found is not None
    return found.group()


def test_printed_mark_is_found_as_long_as_nothing_before_it_was_altered(
    record: Path, tmp_path: Path, run
) -> None:  # fmt: skip
    run("import", record, submission(tmp_path / "B02.xlsx"))
    printed = head(run("log", record, "--verify").err)
    run("undo", record)
    found = run("log", record, "--verify", "--head", printed)
    assert (found.code, "không bị sửa" in found.err) == (0, True)
    with closing(sqlite3.connect(record)) as connection:  # the last acts are cut off, as if they had never been
        for table in ("act_change", "field_source", "attachment"):
            connection.execute(f"DELETE FROM {table} WHERE act>1")
        connection.execute("DELETE FROM act WHERE number>1")
        connection.commit()
    cut = run("log", record, "--verify", "--head", printed)
    assert (cut.code, "đã bị cắt hoặc viết lại" in cut.err) == (3, True)
    assert "thiếu 2 việc" in cut.err  # this computer saw them


def test_damaged_record_is_checked_as_it_is(record: Path, run) -> None:
    raw = record.read_bytes()
    record.write_bytes(raw[:-4096] + bytes(4096))
    ran = run("check", record)
    assert ran.code == 3 and ran.out.startswith("✗")
    assert len(run("list", record, "obstacles").err.strip().splitlines()) == 1


def outdated(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=999")


@pytest.mark.parametrize("words", [["list", "obstacles"], ["check"], ["show", "TT-2026-001"], ["log"], ["backup"]])
def test_older_record_is_copied_and_brought_up_to_date_by_a_command_that_reads(
    record: Path, empty_home: Path, run, words: list[str]
) -> None:  # fmt: skip
    outdated(record)
    ran = run(words[0], record, *words[1:])
    assert "đã sao lưu rồi chuyển sang dạng mới" in ran.err and "nơi chỉ đọc" not in ran.err
    (copy,) = copies(empty_home, "upgrade")
    assert int.from_bytes(copy.read_bytes()[60:64], "big") == 999
    again = run("list", record, "obstacles")
    assert (again.code, "dạng mới" in again.err) == (0, False)


def test_listing_of_an_older_program_is_made_anew_by_a_command_that_reads(
    record: Path, tmp_path: Path, run
) -> None:  # fmt: skip
    run("import", record, submission(tmp_path / "B03.xlsx"))
    rows = run("list", record, "obstacles", "--view", "open").out
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute("DELETE FROM listing_choice")
        connection.execute("UPDATE listing_state SET rules=1")
    assert run("check", record).code == 0
    assert len(rows.splitlines()) > 1
    assert run("list", record, "obstacles", "--view", "open").out == rows


def test_older_record_that_cannot_be_written_is_refused_untouched(
    record: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    outdated(record)
    before = fingerprint(record)
    monkeypatch.setattr(os, "access", lambda _, how: how != os.W_OK)  # an administrator may write anything
    ran = run("list", record, "obstacles")
    assert (ran.code, ran.out, len(ran.err.strip().splitlines())) == (2, "", 1)
    assert "nơi chỉ đọc" in ran.err and fingerprint(record) == before


def test_going_back_over_an_older_record_tells_what_it_leaves_and_keeps_it(
    record: Path, tmp_path: Path, empty_home: Path, run
) -> None:  # fmt: skip
    run("backup", record)
    run("import", record, submission(tmp_path / "B03.xlsx"))
    outdated(record)
    shown = run("restore", *copies(empty_home, "manual"), record, "--dry-run")
    assert shown.code == 0 and "bản ghi lập sau đó sẽ không còn" in shown.out
    assert "đã sao lưu rồi chuyển sang dạng mới" in shown.err
    assert run("restore", *copies(empty_home, "manual"), record).code == 0
    assert run("list", record, "obstacles", "--json").out == ""
    assert not list(record.parent.glob("*.hong"))


def test_going_back_over_an_older_record_that_cannot_be_written_says_so(
    record: Path, empty_home: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    run("backup", record)
    outdated(record)
    before = fingerprint(record)
    monkeypatch.setattr(os, "access", lambda _, how: how != os.W_OK)
    ran = run("restore", *copies(empty_home, "manual"), record)
    assert ran.code == 2 and "nơi chỉ đọc" in ran.err and fingerprint(record) == before


def test_long_work_is_told_beside_the_output(
    record: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute("UPDATE listing_state SET rules=1")
    monkeypatch.setattr("workbench.commandline.patience._PATIENCE", 0.0)
    ran = run("list", record, "obstacles")
    assert ran.code == 0 and "Đang lập lại mục lục tra cứu của sổ…" in ran.err
    assert "Đang" not in ran.out and "Đang" not in run("list", record, "obstacles").err


def test_passphrase_set_used_changed_and_taken_away(
    record: Path,
    tmp_path: Path,
    run,
    empty_home: Path,
) -> None:
    first, second = tmp_path / "một.txt", tmp_path / "hai.txt"
    first.write_text("sông Tiền sông Hậu 2026\n", "utf-8")
    second.write_text("đường ven biển năm tỉnh", "utf-8")
    ran = run("passphrase", record, "--new-passphrase-file", first)
    assert (ran.code, "Mất mật khẩu thì không ai mở lại được" in ran.err) == (0, True)
    assert not record.read_bytes().startswith(b"SQLite")

    refused = run("list", record, "obstacles")
    assert (refused.code, refused.out) == (2, "")
    assert "--passphrase-file" in refused.err and "LIEN_KET_VUNG_PASSPHRASE" in refused.err
    assert run("--passphrase-file", second, "check", record).code == 2
    for words in (["list", record, "obstacles"], ["check", record], ["log", record, "--verify"], ["backup", record]):
        assert run("--passphrase-file", first, *words).code == 0, words
    printed = tmp_path / "in.pdf"
    assert run("--passphrase-file", first, "print", record, "obstacles", "-o", printed).code == 0
    assert printed.read_bytes().startswith(b"%PDF")

    (copy,) = copies(empty_home, "manual")
    assert run("--passphrase-file", first, "restore", copy, record).code == 0
    saved = tmp_path / "cứu.lkv"
    assert run("--passphrase-file", first, "recover", record, saved).code == 0
    assert run("--passphrase-file", first, "check", saved).code == 0

    changed = run("--passphrase-file", first, "passphrase", record, "--new-passphrase-file", second)
    assert changed.code == 0 and "Đã đổi mật khẩu" in changed.err
    assert run("--passphrase-file", first, "check", record).code == 2
    assert run("--passphrase-file", second, "passphrase", record, "--remove").code == 0
    assert run("check", record).code == 0
    assert run("passphrase", record, "--remove").code == 2


def test_copies_left_alone_are_not_counted(record: Path, tmp_path: Path, run) -> None:
    word = tmp_path / "một.txt"
    word.write_text("sông Tiền sông Hậu 2026", "utf-8")
    run("backup", record)
    left = run("passphrase", record, "--new-passphrase-file", word, "--leave-backups")
    assert (left.code, "bản sao lưu theo sổ" in left.err) == (0, False)
    followed = run("--passphrase-file", word, "passphrase", record, "--remove")
    assert (followed.code, "Đã chuyển" in followed.err and "bản sao lưu theo sổ" in followed.err) == (0, True)


def test_passphrase_from_the_environment(record: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIEN_KET_VUNG_NEW_PASSPHRASE", "mật khẩu ngắn")
    assert run("passphrase", record).code == 0
    assert run("check", record).code == 2
    monkeypatch.setenv("LIEN_KET_VUNG_PASSPHRASE", "mật khẩu ngắn")
    assert run("check", record).code == 0


def test_submission_is_imported_into_an_encrypted_record(
    record: Path,
    tmp_path: Path,
    run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LIEN_KET_VUNG_NEW_PASSPHRASE", "sông Tiền sông Hậu")
    monkeypatch.setenv("LIEN_KET_VUNG_PASSPHRASE", "sông Tiền sông Hậu")
    assert run("passphrase", record).code == 0
    before = record.read_bytes()
    ran = run("import", record, submission(tmp_path / "biểu.xlsx"))
    assert ran.code in (0, 1), ran.err
    assert record.read_bytes() != before and not record.read_bytes().startswith(b"SQLite")
    assert run("check", record).code == 0


def test_two_laptops_are_joined_by_an_exchange_file(record: Path, tmp_path: Path, run) -> None:
    other = Path(shutil.copy(record, tmp_path / "may-b.lkv"))
    run("import", other, submission(tmp_path / "B02.xlsx"))
    file = tmp_path / "trao-doi.lkv"
    assert run("bundle", other, "-o", file).code == 0
    assert run("bundle", other, "-o", file).code == 2  # nothing is written over
    before = record.read_bytes()
    told = run("merge", record, file, "--dry-run")
    assert (told.code, record.read_bytes()) == (0, before)
    done = run("merge", record, file)
    assert done.out == told.out != ""
    assert run("list", record, "obstacles", "--json").out == run("list", other, "obstacles", "--json").out
    assert "Không có gì mới" in run("merge", record, file).err
    assert run("check", record).code == 0


def test_difference_between_two_laptops_waits(record: Path, tmp_path: Path, run) -> None:
    run("import", record, submission(tmp_path / "B02.xlsx"))
    other = Path(shutil.copy(record, tmp_path / "may-b.lkv"))
    for path, words in ((record, "A"), (other, "B")):
        with Workbench.open(path, FixedClock.on(date(2026, 10, 12)), words) as opened:
            first = opened.repository.all("obstacle")[0]
            write(opened, edit(opened, "obstacle", first.uid, note=words))
    waits = run("merge", record, other)
    assert (waits.code, "Máy này: A. Máy kia: B." in waits.out) == (1, True)
    assert run("merge", record, other, "--take", "theirs").code == 0
    assert run("merge", record, other).code == 0


def test_file_of_another_record_is_not_merged(record: Path, tmp_path: Path, run) -> None:
    other = tmp_path / "khac.lkv"
    run("new", other, "--council", "TN")
    refused = run("merge", record, other)
    assert (refused.code, len(refused.err.strip().splitlines())) == (2, 1)
