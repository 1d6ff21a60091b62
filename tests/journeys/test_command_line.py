"""The command line from outside: exit codes, one clear line, JSON lines, nothing changed when refused."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.journeys.commands import fingerprint
from tests.journeys.forms import ROWS, submission

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def record(tmp_path: Path, run) -> Path:
    path = tmp_path / "so.lkv"
    assert run("new", path, "--council", "DBSCL").code == 0
    return path


def test_new_refuses_to_overwrite_a_file(record: Path, run) -> None:
    before = fingerprint(record)
    ran = run("new", record, "--council", "DBSCL")
    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 1
    assert fingerprint(record) == before


def test_new_names_the_councils_it_knows(tmp_path: Path, run) -> None:
    ran = run("new", tmp_path / "x.lkv", "--council", "ABC")
    assert (ran.code, "DBSCL" in ran.err) == (2, True)
    assert not (tmp_path / "x.lkv").exists()


def test_read_prints_interchange_lines_in_order(tmp_path: Path, run) -> None:
    ran = run("read", submission(tmp_path / "b.xlsx"))
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["type"] for line in lines] == ["file", "record", "record"] + ["problem"] * (len(lines) - 3)
    assert lines[0]["form"] == "B02"
    assert lines[1]["fields"]["authority"] == {"value": ["Bộ Nông nghiệp và Môi trường"], "cells": ["Biểu 02!H9"]}


def test_lines_name_a_file_exactly_as_it_lies_on_the_disk(record: Path, tmp_path: Path, run) -> None:
    name = unicodedata.normalize("NFD", "Phụ lục Cà Mau.xlsx")
    whole, report = submission(tmp_path / name), tmp_path / "o.jsonl"
    broken = tmp_path / unicodedata.normalize("NFD", "Hỏng.xlsx")
    broken.write_bytes(b"PK\x03\x04 half a file")
    said = [json.loads(line)["file"] for line in run("read", whole, broken).out.splitlines()]
    assert set(said) == {name, broken.name}
    run("import", record, whole, broken, "--report", report)
    assert {json.loads(line)["file"] for line in report.read_text("utf-8").splitlines()} == {name, broken.name}


def test_import_then_list_and_show(record: Path, tmp_path: Path, run) -> None:
    report = tmp_path / "o.jsonl"
    assert run("import", record, submission(tmp_path / "b.xlsx"), "--report", report).code == 0
    matches = [json.loads(x)["match"]["how"] for x in report.read_text("utf-8").splitlines() if '"record"' in x]
    assert matches == ["new", "new"]
    [row, _] = [json.loads(x) for x in run("list", record, "obstacles", "--json").out.splitlines()]
    assert row["localities"] == ["Vĩnh Long", "Đồng Tháp"]
    shown = json.loads(run("show", record, "vm1", "--json").out)
    assert shown["fields"]["content"]["source"]["cells"] == ["Biểu 02!B9"]


def test_import_again_leaves_the_file_as_it_was_to_the_byte(record: Path, tmp_path: Path, run) -> None:
    path = submission(tmp_path / "b.xlsx")
    run("import", record, path)
    before = fingerprint(record)
    assert run("import", record, path).code == 0
    assert fingerprint(record) == before


def test_all_or_nothing_writes_nothing_when_a_row_waits(record: Path, tmp_path: Path, run) -> None:
    good = submission(tmp_path / "tot.xlsx")
    rows = [[1, "Nội dung chưa rõ cơ quan nào giải quyết", "Giao thông", *[None] * 9]]
    doubtful = submission(tmp_path / "ngo.xlsx", rows)
    before = fingerprint(record)
    ran = run("import", record, good, doubtful, "--all-or-nothing")
    assert (ran.code, "ngo.xlsx" in ran.err) == (2, True)
    assert fingerprint(record) == before


def test_rows_that_wait_are_listed_and_taken_up_by_their_code(record: Path, tmp_path: Path, run) -> None:
    run("import", record, submission(tmp_path / "q3.xlsx"))
    rows = [list(row) for row in ROWS]
    rows[0][1] = "Chưa thống nhất quy trình vận hành các cống ngăn mặn giữa hai tỉnh"
    assert run("import", record, submission(tmp_path / "lan 2.xlsx", rows)).code == 1
    [one] = [json.loads(line) for line in run("inbox", record, "--json").out.splitlines()]
    assert (one["file"], one["waiting"]) == ("lan 2.xlsx", 1)
    shown = run("inbox", record, one["code"])
    assert (shown.code, rows[0][1][:40] in shown.out, "VM-2026-001" in shown.out) == (1, True, True)
    [row] = [json.loads(line) for line in run("inbox", record, one["code"], "--json").out.splitlines()]
    assert (row["row"], row["how"], row["code"], len(row["reasons"])) == (9, "duplicate", "VM-2026-001", 1)
    assert run("inbox", record, one["code"], "--decide", "new").code == 0
    assert run("inbox", record, "--json").out == ""
    assert len(run("list", record, "obstacles", "--json").out.splitlines()) == 3
    assert run("inbox", record, one["code"]).code == 2


def test_a_file_with_nothing_to_report_is_told_so(record: Path, tmp_path: Path, run) -> None:
    nothing = submission(tmp_path / "khong.xlsx", [[None, "Không phát sinh"]])
    ran = run("import", record, nothing)
    assert (ran.code, "không phát sinh" in ran.err) == (0, True)


def test_a_folder_is_imported_with_a_summary_of_its_files(record: Path, tmp_path: Path, run) -> None:
    folder = tmp_path / "nhan"
    folder.mkdir()
    submission(folder / "a.xlsx")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7\n")
    ran = run("import", record, folder)
    assert ran.code == 1
    head, first, second = ran.out.splitlines()
    assert " ".join(head.split()) == "Tệp Nơi gửi Biểu Kỳ Mới Thay đổi Giống Cần hỏi Đang ở đâu"
    assert first.split()[:3] == ["a.xlsx", "Vĩnh", "Long"] and first.split()[-5:] == ["2", "–", "–", "–", "LN-2026-001"]
    assert second.startswith("b.pdf ") and "PDF" in second


def test_the_report_of_a_period_is_written_and_marked(record: Path, tmp_path: Path, run) -> None:
    run("import", record, submission(tmp_path / "b.xlsx"))
    before = fingerprint(record)
    assert run("consolidate", record, "-o", tmp_path / "kq", "--period", "2026-Q3").code == 0
    assert fingerprint(record) == before
    assert {file.suffix for file in (tmp_path / "kq").iterdir()} == {".docx", ".xlsx"}
    assert "đã tổng hợp" in run("consolidate", record, "-o", tmp_path / "kq", "--period", "2026-Q3", "--mark").err
    assert run("consolidate", record, "-o", tmp_path / "kq", "--period", "quý năm").code == 2


def test_deadline_around_tet_is_counted_day_by_day(run) -> None:
    ran = run("deadline", "--from", "2026-02-10", "--days", "10")
    assert ran.out.splitlines()[-1] == "2026-03-03"
    assert sum("Tết" in line for line in ran.out.splitlines()) >= 5


def test_deadline_over_the_swapped_saturday_of_january(run) -> None:
    """2 January 2026 off, Saturday 10 January worked (12729/VPCP-KGVX)."""
    lines = run("deadline", "--from", "2025-12-31", "--days", "6").out.splitlines()
    assert lines[-1] == "2026-01-10"


def test_undo_says_what_it_took_back(record: Path, tmp_path: Path, run) -> None:
    run("import", record, submission(tmp_path / "b.xlsx"))
    ran = run("undo", record)
    assert (ran.code, "b.xlsx" in ran.err) == (0, True)
    assert run("list", record, "obstacles", "--json").out == ""


def test_dry_run_of_undo_lists_what_undo_then_does(record: Path, tmp_path: Path, run) -> None:
    run("import", record, submission(tmp_path / "b.xlsx"))
    before = fingerprint(record)
    told = run("undo", record, "--dry-run")
    assert (told.code, fingerprint(record)) == (0, before)
    assert told.out == run("undo", record).out != ""


def test_check_and_log_find_a_sound_record(record: Path, run) -> None:
    assert run("check", record).code == 0
    assert run("log", record, "--verify").code == 0


def test_check_sees_history_altered_behind_its_back(record: Path, run) -> None:
    import sqlite3

    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE act SET actor='khác' WHERE number=1")
    connection.close()
    assert run("check", record).code == 3
    assert run("log", record, "--verify").code == 3


def test_a_record_in_use_is_refused_with_the_holder(record: Path, tmp_path: Path, run) -> None:
    from datetime import datetime

    from workbench.clock import VIETNAM
    from workbench.storage.ownership import Ownership

    held = Ownership.take(record, datetime(2026, 10, 12, 9, 42, tzinfo=VIETNAM))
    try:
        ran = run("import", record, submission(tmp_path / "b.xlsx"))
    finally:
        held.release()
    assert (ran.code, "09:42" in ran.err) == (3, True)


def test_a_newer_record_is_refused_untouched(record: Path, run) -> None:
    import sqlite3

    connection = sqlite3.connect(record)
    connection.execute("PRAGMA user_version=2000")
    connection.close()
    before = fingerprint(record)
    ran = run("list", record, "obstacles")
    assert (ran.code, len(ran.err.strip().splitlines())) == (2, 1)
    assert fingerprint(record) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trong.xlsx", b""),
        ("rac.xlsx", b"\x00\x01\x02 day khong phai so" * 40),
        ("van_ban.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
        ("~$bieu02.xlsx", b"\x05Nguyen"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(
    record: Path, tmp_path: Path, run, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = fingerprint(record)
    ran = run("import", record, path)
    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 1
    assert path.name in ran.err
    assert fingerprint(record) == before


def test_an_unknown_register_names_the_known_ones(record: Path, run) -> None:
    ran = run("list", record, "khong-co")
    assert (ran.code, "obstacles" in ran.err) == (2, True)


def test_english_when_asked(record: Path, run) -> None:
    assert "is whole" in run("--lang", "en", "log", record, "--verify").err


def test_commands_without_a_window_do_not_load_qt(record: Path, tmp_path: Path) -> None:
    script = (
        "import sys, main\n"
        "try:\n    main.main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, "list", str(record), "obstacles"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()


def test_a_row_that_waits_is_not_told_as_a_new_record(record: Path, tmp_path: Path, run) -> None:
    whole, broken = (list(row) for row in ROWS)
    broken[6] = None
    report = tmp_path / "o.jsonl"
    ran = run("import", record, submission(tmp_path / "b.xlsx", [whole, broken]), "--report", report)
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    said = [line["match"] for line in lines if line["type"] == "record"]
    assert ran.code == 1
    assert said == [{"how": "new", "code": None}, {"how": "undecided", "code": None, "waits": True}]


def test_a_sender_of_another_region_is_told(record: Path, tmp_path: Path, run) -> None:
    foreign = run("import", record, submission(tmp_path / "a.xlsx", sender="TỈNH LÀO CAI"))
    assert "Lào Cai không phải thành viên của vùng trong sổ này" in foreign.err
    assert "không phải thành viên" not in run("import", record, submission(tmp_path / "b.xlsx")).err
