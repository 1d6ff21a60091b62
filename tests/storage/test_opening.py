"""Record files: made, refused, shared, closed; nothing that is not ours is ever touched."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from tests.building import new, write
from tests.conftest import SEED
from workbench.clock import FixedClock
from workbench.errors import Cancelled, RecordUnavailable, UserError
from workbench.records.record import Ref
from workbench.services.workbench import Workbench
from workbench.storage import engine
from workbench.storage.cipher import key_for
from workbench.storage.database import APPLICATION_ID, Database, meaning
from workbench.storage.outside import note_path
from workbench.storage.ownership import Ownership

Opener = Callable[..., Workbench]


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    """A closed record with one obstacle."""
    made = tmp_path / "Sổ vùng.lkv"
    with Workbench.create(made, SEED, clock, "Nguyễn A") as opened:
        write(opened, new("obstacle", "o1", content="Thiếu cát"))
    return made


@pytest.fixture
def reopen(path: Path, clock: FixedClock) -> Iterator[Opener]:
    """Opens the record; what a test leaves open is closed."""
    left: list[Workbench] = []

    def opener(**options: bool) -> Workbench:
        left.append(Workbench.open(path, clock, "Nguyễn A", **options))
        return left[-1]

    yield opener
    for opened in left:
        opened.close()


def beside(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def refusal(path: Path, clock: FixedClock) -> str:
    """Code of the refusal to open; the file must be as it was."""
    before, around = path.read_bytes(), beside(path)
    with pytest.raises(UserError) as caught:
        Workbench.open(path, clock, "Nguyễn A")
    assert (path.read_bytes(), beside(path)) == (before, around)
    return caught.value.code


def raw(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


# making and closing


def test_closed_record_is_one_file(path: Path) -> None:
    assert beside(path) == [path.name]


def test_closed_record_is_one_file_after_threads_used_it(path: Path, reopen: Opener) -> None:
    opened = reopen()
    write(opened, new("obstacle", "o2", content="b"))
    thread = threading.Thread(target=lambda: opened.repository.all("obstacle"))
    thread.start()
    thread.join()
    opened.close()
    assert beside(path) == [path.name]


def test_record_carries_our_mark(path: Path) -> None:
    assert int.from_bytes(path.read_bytes()[68:72], "big") == APPLICATION_ID


def test_copy_of_an_open_idle_record_is_whole(path: Path, reopen: Opener, clock: FixedClock, tmp_path: Path) -> None:
    opened = reopen()
    write(opened, new("obstacle", "o2", content="b"))
    copied = shutil.copy(path, tmp_path / "bản chép.lkv")
    with Workbench.open(copied, clock, "Trần B") as other:
        assert other.repository.count("obstacle") == 2


def test_new_record_never_replaces_a_file(path: Path, clock: FixedClock) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Workbench.create(path, SEED, clock, "Nguyễn A")
    assert (caught.value.code, path.read_bytes()) == ("record_exists", before)


def test_new_record_in_a_folder_that_is_not_there(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(UserError) as caught:
        Workbench.create(tmp_path / "không có" / "sổ.lkv", SEED, clock, "Nguyễn A")
    assert caught.value.code == "saving.no_folder"


def test_new_record_that_the_disk_does_not_take_says_why(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(UserError) as caught:
        Workbench.create(tmp_path / "sổ.lkv", SEED, clock, "Nguyễn A")
    assert caught.value.code == "saving.disk_full"


def test_failed_making_leaves_no_file(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(Workbench, "commit", fails)
    with pytest.raises(RuntimeError, match="power"):
        Workbench.create(tmp_path / "sổ.lkv", SEED, clock, "Nguyễn A")
    assert list(tmp_path.iterdir()) == []


# refusing


def test_missing_file_is_named(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(UserError) as caught:
        Workbench.open(tmp_path / "sổ.lkv", clock, "Nguyễn A")
    assert (caught.value.code, caught.value.params) == ("record_missing", {"file": str(tmp_path / "sổ.lkv")})


def test_newer_record_is_refused_untouched(path: Path, clock: FixedClock) -> None:
    raw(path, "PRAGMA user_version=2001")
    assert refusal(path, clock) == "newer_record"


def test_newer_minor_version_opens(path: Path, reopen: Opener) -> None:
    raw(path, "PRAGMA user_version=1007")
    assert reopen().repository.count("obstacle") == 1


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_database_of_another_program_is_refused_untouched(tmp_path: Path, clock: FixedClock, journal: str) -> None:
    foreign = tmp_path / "khác.lkv"
    raw(foreign, f"PRAGMA journal_mode={journal}", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)")
    assert refusal(foreign, clock) == "not_a_record"


def test_database_with_another_mark_is_refused_untouched(tmp_path: Path, clock: FixedClock) -> None:
    foreign = tmp_path / "khác.lkv"
    raw(foreign, "PRAGMA application_id=252006675", "PRAGMA user_version=1000", "CREATE TABLE t (x)")
    assert refusal(foreign, clock) == "not_a_record"


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"xin ch\xc3\xa0o" * 400])
def test_file_that_is_no_database_is_refused_untouched(tmp_path: Path, clock: FixedClock, content: bytes) -> None:
    other = tmp_path / "khác.lkv"
    other.write_bytes(content)
    assert refusal(other, clock) == "not_a_record"


def test_empty_file_is_not_taken_for_a_record(tmp_path: Path, clock: FixedClock) -> None:
    empty = tmp_path / "rỗng.lkv"
    empty.touch()
    assert refusal(empty, clock) == "empty_record"


def test_cut_off_record_is_damaged(path: Path, reopen: Opener) -> None:
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(RecordUnavailable) as caught:
        reopen().repository.all("obstacle")
    assert (caught.value.code, caught.value.exit_code) == ("damaged_record", 3)


def test_old_record_opened_for_reading_says_so(path: Path, reopen: Opener) -> None:
    raw(path, "PRAGMA user_version=999")
    with pytest.raises(UserError) as caught:
        reopen(read_only=True)
    assert caught.value.code == "old_record_read_only"


# reading only


def test_read_only_record_is_read_but_not_written(path: Path, reopen: Opener) -> None:
    before = path.read_bytes()
    opened = reopen(read_only=True)
    assert opened.repository.count("obstacle") == 1
    with pytest.raises(UserError) as caught:
        write(opened, new("obstacle", "o2", content="b"))
    opened.close()
    assert (caught.value.code, path.read_bytes(), beside(path)) == ("read_only_record", before, [path.name])


def test_file_without_write_permission_opens_for_reading(reopen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # an administrator may write anything
    assert reopen().database.read_only


def test_folder_without_write_permission_opens_for_reading(reopen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> Ownership:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Ownership, "take", refused)
    opened = reopen()
    assert opened.database.read_only
    assert opened.repository.count("obstacle") == 1


def test_readers_are_let_in_while_somebody_writes(reopen: Opener) -> None:
    writer, reader = reopen(), reopen(read_only=True)
    write(writer, new("obstacle", "o2", content="b"))
    assert reader.repository.count("obstacle") == 2


def test_another_thread_reads_what_was_written(reopen: Opener) -> None:
    opened = reopen()
    write(opened, new("obstacle", "o2", content="b"))
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append([r.uid for r in opened.repository.all("obstacle")]))
    thread.start()
    thread.join()
    assert found == [["o1", "o2"]]


# one writer


def test_second_writer_is_told_who_holds_the_record(
    path: Path, reopen: Opener, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "vanphong")
    monkeypatch.setattr("workbench.storage.ownership.this_computer", lambda: "MAY-03")
    reopen()
    with pytest.raises(RecordUnavailable) as caught:
        reopen()
    assert (caught.value.code, caught.value.exit_code) == ("record_in_use", 3)
    assert caught.value.params == {
        "file": path.name, "user": "vanphong", "computer": "MAY-03", "since": "09:42 12/10/2026",
    }  # fmt: skip


def test_refused_second_writer_does_not_free_the_first(reopen: Opener) -> None:
    reopen()
    for _ in range(2):
        with pytest.raises(RecordUnavailable):
            reopen()


def test_record_is_free_once_closed(reopen: Opener) -> None:
    reopen().close()
    assert not reopen().database.read_only


def test_refusal_to_open_frees_the_record(path: Path, clock: FixedClock) -> None:
    raw(path, "PRAGMA user_version=2001")
    assert refusal(path, clock) == refusal(path, clock) == "newer_record"


HOLD = """
import sys, time
from datetime import date
from pathlib import Path
from tests.building import new
from workbench.clock import FixedClock
from workbench.services.workbench import Workbench
opened = Workbench.open(Path(sys.argv[1]), FixedClock.on(date(2026, 10, 12)), "B")
with opened.database.transaction() as connection:
    opened.repository.apply(connection, [new("obstacle", "o2", content="b")], 3)
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a thing of Unix")
def test_killed_writer_leaves_the_record_free_and_without_half_an_act(path: Path, reopen: Opener) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE) as child:
        try:
            assert child.stdout is not None and child.stdout.readline().strip() == b"held"
            with pytest.raises(RecordUnavailable):
                reopen()
        finally:
            child.kill()
            child.wait()
    assert note_path(path).exists()
    opened = reopen()
    assert [r.ref for r in opened.repository.all("obstacle")] == [Ref("obstacle", "o1")]
    assert list(opened.journal.verify()) == []
    opened.close()
    assert beside(path) == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_note_removed_while_waiting_for_it_is_made_anew(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.storage import ownership

    plain, removed = ownership._lock, []

    def lock_after_removal(file: object) -> bool:
        if not removed:
            removed.append(file)
            note_path(path).unlink()
        return plain(file)  # type: ignore[arg-type]

    monkeypatch.setattr(ownership, "_lock", lock_after_removal)
    first = Ownership.take(path, clock.now())
    with pytest.raises(RecordUnavailable):
        Ownership.take(path, clock.now())
    first.release()


def test_note_that_cannot_be_read_still_gives_a_refusal(path: Path, reopen: Opener) -> None:
    reopen()
    note_path(path).write_bytes(b"\xff[")
    with pytest.raises(RecordUnavailable) as caught:
        reopen()
    assert caught.value.params["user"] == "?"


# what SQLite's errors mean


@pytest.mark.parametrize(
    ("code", "meant", "exit_code"),
    [
        (sqlite3.SQLITE_FULL, "disk_full", 2),
        (sqlite3.SQLITE_IOERR_WRITE, "disk_trouble", 2),
        (sqlite3.SQLITE_CANTOPEN, "disk_trouble", 2),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "read_only_record", 2),
        (sqlite3.SQLITE_NOTADB, "not_a_record", 2),
        (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, "broken_reference", 2),
        (sqlite3.SQLITE_CORRUPT_VTAB, "damaged_record", 3),
        (sqlite3.SQLITE_BUSY, "record_busy", 3),
        (sqlite3.SQLITE_LOCKED, "record_busy", 3),
    ],
)
def test_error_of_the_file_has_a_meaning_for_the_officer(code: int, meant: str, exit_code: int, tmp_path: Path) -> None:
    (tmp_path / "sổ.lkv").touch()
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    found = meaning(error, tmp_path / "sổ.lkv")
    assert isinstance(found, UserError)
    assert (found.code, found.params, found.exit_code) == (meant, {"file": "sổ.lkv"}, exit_code)


def test_record_that_another_program_keeps_from_us_is_busy_and_no_fault_of_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a synchroniser or a copying program can have a file so that nobody else may write it."""
    monkeypatch.setattr("workbench.disk.held", lambda path, wish="read": wish != "replace")
    for code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR_READ):
        error = sqlite3.OperationalError("x")
        error.sqlite_errorcode = code
        found = meaning(error, path)
        assert isinstance(found, RecordUnavailable) and found.code == "record_busy"

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(RecordUnavailable, match="record_busy"):
        key_for(path)


def test_record_at_a_path_too_long_is_told_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.disk.too_long", lambda path: path.name.endswith("-journal"))
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    found = meaning(error, path)
    assert isinstance(found, UserError) and (found.code, found.params["most"]) == ("path_too_long", "251")


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (PurePosixPath("/srv/Sổ 1?.lkv"), "file:///srv/S%E1%BB%95%201%3F.lkv?mode=ro"),
        (PureWindowsPath("D:\\chung\\a.lkv"), "file:///D%3A/chung/a.lkv?mode=ro"),
        (PureWindowsPath("\\\\may-chu\\chung\\a.lkv"), "file:////may-chu/chung/a.lkv?mode=ro"),
    ],
)
def test_records_on_drives_and_shared_folders_have_addresses_without_a_host(place: PurePath, address: str) -> None:
    assert engine.uri(place.as_posix(), "ro") == address


def test_address_of_a_record_opens_it(path: Path) -> None:
    with closing(sqlite3.connect(engine.address(path, "ro"), uri=True)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


@pytest.mark.parametrize("name", ["CON.lkv", "Sổ: vùng.lkv"])
def test_new_record_under_a_name_that_windows_does_not_take_is_refused(
    name: str, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.disk.allowed", lambda given: given != name)
    with pytest.raises(UserError) as caught:
        Workbench.create(tmp_path / name, SEED, clock, "A")
    assert caught.value.code == "saving.name_not_allowed"
    assert list(tmp_path.iterdir()) == []


def test_error_in_our_own_statement_stays_what_it_is(path: Path) -> None:
    database = Database(path)
    with pytest.raises(sqlite3.OperationalError, match="syntax"):
        database.execute("SELEC 1")
    database.close()


def test_record_locked_by_another_program_is_busy(path: Path, reopen: Opener) -> None:
    opened = reopen()
    opened.database.execute("PRAGMA busy_timeout=1")
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RecordUnavailable) as caught:
        write(opened, new("obstacle", "o2", content="b"))
    blocker.execute("ROLLBACK")
    blocker.close()
    assert caught.value.code == "record_busy"
    write(opened, new("obstacle", "o2", content="b"))
    assert opened.repository.count("obstacle") == 2


def test_damage_that_sqlite_quotes_in_its_own_message_is_damage(path: Path) -> None:
    garbled = UnicodeDecodeError("utf-8", b"\xce", 0, 1, "invalid continuation byte")
    found = meaning(garbled, path)
    assert isinstance(found, RecordUnavailable) and found.code == "damaged_record"


def test_act_waits_for_somebody_who_reads_for_long(path: Path, reopen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy or a check of a large file reads for longer than one wait; what was entered is not refused for it."""
    monkeypatch.setattr("workbench.storage.database._PATIENCE", 1000)
    opened = reopen()
    opened.safeguard = None
    write(opened, new("obstacle", "o5", content="trước"))  # marks the record as being written
    opened.database.execute("PRAGMA busy_timeout=60")
    reader = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM obstacle").fetchone()
    end = threading.Timer(0.15, lambda: reader.execute("COMMIT"))
    end.start()
    write(opened, new("obstacle", "o6", content="sau"))
    end.join()
    reader.close()
    assert opened.repository.get(Ref("obstacle", "o6")) is not None


class Told:
    """Progress that is written down, and stops at a phase when told to."""

    def __init__(self, stop_at: str = "") -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int, key: str = "") -> None:
        self.steps.append((done, total, key))
        if key == self._stop_at:
            raise Cancelled


def _listed_by_an_older_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE listing_state SET rules=1")
        connection.execute("DELETE FROM listing")
    connection.close()


def test_listing_anew_tells_how_far_it_is(path: Path, clock: FixedClock) -> None:
    _listed_by_an_older_program(path)
    told = Told()
    with Workbench.open(path, clock, "A", progress=told) as opened:
        assert list(opened.lists.stale()) == []
    steps = [(done, total) for done, total, key in told.steps if key == "safety.phase_listing"]
    assert steps[0][0] == 0 and steps[-1][0] == steps[-1][1] > 0
    assert steps == sorted(steps)


@pytest.mark.parametrize("phase", ["safety.phase_listing", "safety.phase_check"])
def test_opening_that_is_stopped_leaves_the_record_as_it_was_and_free(path: Path, clock: FixedClock, phase: str) -> None:
    _listed_by_an_older_program(path)
    before = path.read_bytes()
    with pytest.raises(Cancelled):
        Workbench.open(path, clock, "A", progress=Told(phase))
    assert path.read_bytes() == before
    with Workbench.open(path, clock, "A") as opened:
        assert opened.lists.current
