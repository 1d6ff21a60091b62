"""The process around the reading: time, memory, death, forged answers, and stopping at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.exchange import reading_support as support
from workbench.errors import Cancelled, UserError
from workbench.exchange.reading import Limits, Reader, child, read
from workbench.exchange.reading.memory import held_by

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.xlsx"
    path.write_bytes(support.xlsx(ONE_CELL))
    return path


class StopAfter:
    """Progress that stops the work at the n-th step and remembers when."""

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.at = 0.0

    def step(self, done: int, total: int, key: str = "") -> None:
        self.left -= 1
        if self.left <= 0:
            self.at = time.monotonic()
            raise Cancelled


def gone(pid: int) -> bool:
    return held_by(pid) == 0


def test_reads_a_file_in_another_process(good: Path) -> None:
    book = read(good)
    assert book.name == "good.xlsx"
    assert support.values(book.sheets[0]) == {"A1": 1}


def test_fingerprint_is_of_the_bytes_as_sent(good: Path) -> None:
    import hashlib

    assert read(good).sha256 == hashlib.sha256(good.read_bytes()).hexdigest()


def test_name_is_composed_even_when_the_disk_says_it_decomposed(tmp_path: Path) -> None:
    path = tmp_path / "Bie\u0302\u0309u 01.xlsx"
    path.write_bytes(support.xlsx(ONE_CELL))
    assert read(path).name == "Biểu 01.xlsx"


def test_one_process_serves_several_files(good: Path) -> None:
    with Reader() as reader:
        reader.read(good)
        first = reader.pid
        reader.read(good)
        assert reader.pid == first is not None


def test_a_refusal_brings_a_fresh_process(good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 cut")
    with Reader() as reader:
        reader.read(good)
        first = reader.pid
        with pytest.raises(UserError):
            reader.read(bad)
        assert support.values(reader.read(good).sheets[0]) == {"A1": 1}
        assert reader.pid != first


def test_the_process_is_gone_after_the_reader_closes(good: Path) -> None:
    with Reader() as reader:
        reader.read(good)
        pid = reader.pid
    assert pid is not None and gone(pid)


def test_a_reading_without_end_is_stopped(good: Path) -> None:
    with Reader(limits=Limits(seconds=0.2), serve=support.hang) as reader, pytest.raises(UserError) as caught:
        reader.read(good)
    assert caught.value.code == "reading.timeout"
    assert caught.value.params["file"] == "good.xlsx"


def test_a_reading_that_grows_is_stopped(good: Path) -> None:
    limits = Limits(memory=80 << 20, seconds=30)
    with Reader(limits=limits, serve=support.eat) as reader, pytest.raises(UserError) as caught:
        reader.read(good)
    assert caught.value.code == "reading.memory"


def test_a_process_that_dies_is_told_in_words(good: Path) -> None:
    with Reader(serve=support.die) as reader, pytest.raises(UserError) as caught:
        reader.read(good)
    assert caught.value.code == "reading.died"


def test_a_process_that_never_gets_ready_is_told_in_words(good: Path) -> None:
    with Reader(serve=support.die_at_start) as reader, pytest.raises(UserError) as caught:
        reader.read(good)
    assert caught.value.code == "reading.died"


def test_a_forged_answer_runs_nothing(good: Path) -> None:
    with Reader(serve=support.forge) as reader, pytest.raises(UserError) as caught:
        reader.read(good)
    assert caught.value.code == "reading.died"
    assert not Path(f"{good}.touched").exists()


def test_an_answer_of_impossible_size_is_not_awaited(good: Path) -> None:
    with Reader(serve=support.boast) as reader, pytest.raises(UserError) as caught:
        reader.read(good)
    assert caught.value.code == "reading.died"


def test_cancel_ends_the_process_at_once(good: Path) -> None:
    stop = StopAfter(3)
    with Reader(serve=support.hang) as reader:
        pid = reader.pid
        with pytest.raises(Cancelled):
            reader.read(good, progress=stop)
        assert time.monotonic() - stop.at < 0.5
        assert pid is not None and gone(pid)


def test_after_a_cancel_the_reader_reads_on(good: Path) -> None:
    with Reader() as reader:
        with pytest.raises(Cancelled):
            reader.read(good, progress=StopAfter(1))
        assert support.values(reader.read(good).sheets[0]) == {"A1": 1}


def test_the_process_loads_no_window_no_database_no_openpyxl(good: Path) -> None:
    with Reader(serve=support.report_modules) as reader:
        reader.read(good)
    loaded = Path(f"{good}.modules").read_text(encoding="utf-8").split("\n")
    heavy = ("PySide6", "sqlite3", "sqlite_utils", "openpyxl", "python_calamine", "pytest", "babel", "numpy")
    assert "workbench.exchange.reading.xlsx" in loaded
    assert [name for name in loaded if name.partition(".")[0] in heavy] == []


def test_the_process_does_not_outlive_a_killed_parent() -> None:
    script = (
        "import os, sys\n"
        "from tests.exchange import reading_support as support\n"
        "from workbench.exchange.reading import Reader\n"
        "reader = Reader(serve=support.settle_and_hang).__enter__()\n"
        "reader._connection.recv_bytes()\n"
        "print(reader.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=60)
    pid = int(done.stdout)
    for _ in range(200):
        if gone(pid):
            break
        time.sleep(0.02)
    assert gone(pid)


def test_memory_of_a_process_is_known() -> None:
    before = held_by(os.getpid())
    ballast = bytearray(os.urandom(1) * (64 << 20))
    assert before > 0
    assert held_by(os.getpid()) - before > 32 << 20
    assert len(ballast) > 0


def test_memory_of_nobody_is_zero() -> None:
    assert held_by(2**22 + 1) == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.xlsx", "reading.not_found"),
        ("~$good.xlsx", "reading.locked"),
        ("folder", "reading.not_workbook"),
    ],
)
def test_what_is_no_file_to_read_is_refused(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "~$good.xlsx").write_bytes(b"owner")
    with pytest.raises(UserError) as caught:
        read(tmp_path / name)
    assert (caught.value.code, caught.value.params["file"]) == (code, name)


@pytest.mark.parametrize(("held", "code"), [(True, "reading.locked"), (False, "reading.no_access")])
def test_a_file_that_another_program_keeps_is_told_from_one_without_rights(
    tmp_path: Path, held: bool, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening a file says no more than that it is refused, on Windows too."""

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.xlsx").write_bytes(b"x")
    monkeypatch.setattr(Path, "read_bytes", refused)
    monkeypatch.setattr(child, "held", lambda path: held)
    with pytest.raises(UserError) as caught:
        child.load(tmp_path / "a.xlsx", Limits())
    assert caught.value.code == code


def test_a_file_past_the_limit_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"a,b\n" * 1000)
    with pytest.raises(UserError) as caught:
        read(path, limits=Limits(file_bytes=1000))
    assert caught.value.code == "reading.too_big"


def test_results_of_many_frames_arrive_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("".join(f"{row};{'ư' * 200}\n" for row in range(3000)), encoding="utf-8")
    sheet = read(path).sheets[0]
    assert len(sheet.rows) == 3000
    assert sheet.rows[3000][2].value == "ư" * 200
