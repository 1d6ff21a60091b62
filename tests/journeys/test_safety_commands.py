"""Copies and going back, from the command line: one clear line, exit codes, nothing changed when refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.journeys.forms import submission
from tests.journeys.test_command_line import fingerprint, record, run  # noqa: F401 - fixtures
from workbench.storage import machine


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(machine.HOME, str(tmp_path / "máy"))
    return tmp_path / "máy"


def copies(home: Path, reason: str = "") -> list[Path]:
    return sorted(home.rglob(f"*.{reason or '*'}.*.lkv"))


def test_backup_goes_to_the_folder_of_copies(record: Path, empty_home: Path, run) -> None:  # noqa: F811
    before = fingerprint(record)
    ran = run("backup", record)
    assert (ran.code, len(copies(empty_home, "manual")), fingerprint(record)) == (0, 1, before)
    assert "Đã sao lưu và kiểm tra mở lại được" in ran.err


def test_backup_to_a_folder_and_to_a_file(record: Path, tmp_path: Path, run) -> None:  # noqa: F811
    (tmp_path / "USB").mkdir()
    assert run("backup", record, tmp_path / "USB").code == 0
    assert len(list((tmp_path / "USB").iterdir())) == 1
    assert run("backup", record, tmp_path / "bản gửi.lkv").code == 0
    assert run("check", tmp_path / "bản gửi.lkv").code == 0
    again = run("backup", record, tmp_path / "bản gửi.lkv")
    assert (again.code, len(again.err.strip().splitlines())) == (2, 1)


def test_restore_says_what_it_leaves_behind_and_can_be_taken_back(
    record: Path, tmp_path: Path, empty_home: Path, run  # noqa: F811
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


def test_restore_over_a_damaged_record(record: Path, empty_home: Path, run) -> None:  # noqa: F811
    run("backup", record)
    torn = record.read_bytes()[:9000]
    record.write_bytes(torn)
    assert run("restore", *copies(empty_home), record).code == 0
    assert run("check", record).code == 0
    assert [path.read_bytes() for path in record.parent.glob("*.hong")] == [torn]


def test_restore_from_what_is_no_backup(record: Path, tmp_path: Path, run) -> None:  # noqa: F811
    before = fingerprint(record)
    shutil.copy(__file__, tmp_path / "ghi chú.lkv")
    ran = run("restore", tmp_path / "ghi chú.lkv", record)
    assert (ran.code, len(ran.err.strip().splitlines()), fingerprint(record)) == (2, 1, before)
    assert "ghi chú.lkv" in ran.err


def test_batch_of_files_is_preceded_by_one_copy(record: Path, tmp_path: Path, empty_home: Path, run) -> None:  # noqa: F811
    first, second = submission(tmp_path / "B03.xlsx"), tmp_path / "hai.xlsx"
    shutil.copy(first, second)
    assert run("import", record, first, second).code in (0, 1)
    assert len(copies(empty_home, "import")) == 1
