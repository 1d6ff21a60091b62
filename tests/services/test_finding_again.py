"""How a record is found when it is opened again: in order, left open, from another computer, older than before."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.building import new, write
from tests.conftest import SEED
from workbench import folders
from workbench.clock import FixedClock
from workbench.errors import RecordUnavailable, UserError
from workbench.progress import Progress
from workbench.services import opening
from workbench.services.maintenance import check_record
from workbench.services.restoring import restore
from workbench.services.workbench import Workbench
from workbench.storage.database import Database
from workbench.storage.outside import note_path
from workbench.storage.ownership import Ownership


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))
    return tmp_path / "máy"


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    """A record closed in order."""
    made = tmp_path / "sổ" / "Sổ vùng.lkv"
    made.parent.mkdir()
    with Workbench.create(made, SEED, clock, "Nguyễn A") as opened:
        write(opened, new("obstacle", "o1", content="Thiếu cát"))
    return made


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """How each file was found before it was looked over."""
    found: list[str] = []
    plain = opening._look_over

    def remembers(database: Database, how: opening.Found, told: Progress) -> None:
        found.append(how)
        plain(database, how, told)

    monkeypatch.setattr(opening, "_look_over", remembers)
    yield found


def open_again(path: Path, clock: FixedClock, **options: bool) -> opening.Opening:
    with Workbench.open(path, clock, "Nguyễn A", **options) as opened:
        return opened.opening


def killed_while_writing(path: Path) -> None:
    """Another process writes an act and is stopped there."""
    script = """
import os, sys
from datetime import date
from pathlib import Path
from tests.building import new, write
from workbench.clock import FixedClock
from workbench.services.workbench import Workbench
opened = Workbench.open(Path(sys.argv[1]), FixedClock.on(date(2026, 10, 12)), "B")
write(opened, new("obstacle", "o9", content="b"))
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 9


def note(path: Path, computer: str) -> None:
    words = {"user": "tranb", "computer": computer, "since": "09:12 12/10/2026", "pid": 1}
    note_path(path).write_text(json.dumps(words), "utf-8")


# in order


def test_record_as_this_computer_left_it_is_opened_at_once(path: Path, clock: FixedClock, looked: list[str]) -> None:
    assert open_again(path, clock) == opening.Opening()
    assert looked == ["known"]


def test_record_from_elsewhere_is_looked_over_once(path: Path, clock: FixedClock, looked: list[str]) -> None:
    copied = Path(shutil.copy(path, path.with_name("chép.lkv")))
    for _ in range(2):
        open_again(copied, clock)
    assert looked == ["elsewhere", "known"]


def test_record_changed_since_it_was_left_is_looked_over(path: Path, clock: FixedClock, looked: list[str]) -> None:
    os.utime(path, ns=(1, 1))
    open_again(path, clock)
    assert looked == ["elsewhere"]


def test_damaged_record_from_elsewhere_is_not_used(path: Path, clock: FixedClock) -> None:
    torn = path.with_name("chép.lkv")
    whole = path.read_bytes()
    torn.write_bytes(whole[: 5 * 4096] + bytes(4096) + whole[6 * 4096 :])
    with pytest.raises(RecordUnavailable) as caught:
        Workbench.open(torn, clock, "A")
    assert caught.value.code == "damaged_record"
    with Workbench.open(torn, clock, "A", as_it_is=True) as opened:
        assert opened.database.read_only
        assert not all(finding.good for finding in check_record(opened))


def test_reading_leaves_no_mark_and_writing_takes_it_away_again(path: Path, clock: FixedClock) -> None:
    before = path.read_bytes()
    open_again(path, clock)
    assert path.read_bytes() == before
    with Workbench.open(path, clock, "A") as opened:
        write(opened, new("obstacle", "o2", content="b"))
        assert opened.database.rows("SELECT key FROM condition") == [("open_since",)]
        assert list(opened.seals.flaws()) == []
    with Workbench.open(path, clock, "A") as opened:
        assert opened.database.rows("SELECT key FROM condition") == []
        assert list(opened.seals.flaws()) == []


# not in order


def test_record_of_a_killed_process_is_checked_and_said_so(path: Path, clock: FixedClock, looked: list[str]) -> None:
    killed_while_writing(path)
    found = open_again(path, clock)
    assert (found.found, found.taken_from, looked) == ("unclean", None, ["unclean"])
    assert "chưa được đóng" in found.words()[0]
    assert open_again(path, clock).found == "known"


def test_copy_of_an_open_record_shows_as_such(path: Path, clock: FixedClock, looked: list[str]) -> None:
    with Workbench.open(path, clock, "A") as opened:
        write(opened, new("obstacle", "o2", content="b"))
        copied = Path(shutil.copy(path, path.with_name("chép.lkv")))
        with Workbench.open(path, clock, "B", read_only=True) as second:
            assert second.opening.found == "elsewhere"  # open in order, by somebody else
    assert open_again(copied, clock).found == "unclean"


def test_copy_made_by_the_program_is_whole_when_opened(path: Path, clock: FixedClock) -> None:
    with Workbench.open(path, clock, "A") as opened:
        write(opened, new("obstacle", "o2", content="b"))
        assert opened.safeguard is not None
        copy = opened.safeguard.now().path
    with Workbench.open(copy, clock, "B") as again:
        assert all(finding.good for finding in check_record(again))


# another computer


def test_note_of_another_computer_raises_a_question(path: Path, clock: FixedClock) -> None:
    note(path, "MAY-KHAC")
    before = path.read_bytes(), note_path(path).read_bytes()
    with pytest.raises(RecordUnavailable) as caught:
        Workbench.open(path, clock, "A")
    assert (caught.value.code, caught.value.params["computer"]) == ("safety.held_elsewhere", "MAY-KHAC")
    assert (path.read_bytes(), note_path(path).read_bytes()) == before


def test_record_of_another_computer_can_be_read_meanwhile(path: Path, clock: FixedClock) -> None:
    note(path, "MAY-KHAC")
    with Workbench.open(path, clock, "A", read_only=True) as opened:
        assert opened.repository.count("obstacle") == 1
    assert note_path(path).exists()


def test_taking_over_is_told_in_the_journal(path: Path, clock: FixedClock, looked: list[str]) -> None:
    note(path, "MAY-KHAC")
    with Workbench.open(path, clock, "Nguyễn A", over=True) as opened:
        act = opened.journal.acts(1)[0]
        assert (act.label.key, act.actor) == ("act.took_over", "Nguyễn A")
        assert act.label.params == {"user": "tranb", "computer": "MAY-KHAC", "since": "09:12 12/10/2026"}
        assert opened.undoable() is not None and opened.undoable().number == 2  # type: ignore[union-attr]
        assert "MAY-KHAC" in opened.opening.words()[0]
    assert looked == ["unclean"]
    assert not note_path(path).exists()


def test_living_owner_cannot_be_taken_over(path: Path, clock: FixedClock) -> None:
    owner = Ownership.take(path, clock.now())
    with pytest.raises(RecordUnavailable) as caught:
        Workbench.open(path, clock, "A", over=True)
    owner.release()
    assert caught.value.code == "record_in_use"


# what this computer remembers


def test_older_copy_in_the_record_s_place_is_noticed(path: Path, clock: FixedClock) -> None:
    old = path.read_bytes()
    with Workbench.open(path, clock, "A") as opened:
        write(opened, new("obstacle", "o2", content="b"))
        write(opened, new("obstacle", "o3", content="b"))
    path.write_bytes(old)
    found = open_again(path, clock)
    assert (found.missing, found.rewritten) == (2, False)
    assert "thiếu 2 việc" in found.words()[0]


def test_rewritten_journal_is_noticed(path: Path, clock: FixedClock) -> None:
    other = path.with_name("khác.lkv")
    with Workbench.create(other, SEED, clock, "Trần B") as opened:
        write(opened, new("obstacle", "o1", content="Thiếu cát"))
        write(opened, new("obstacle", "o2", content="Thiếu đá"))
    shutil.copy(other, path)
    found = open_again(path, clock)
    assert found.rewritten
    assert "không còn như lần mở trước" in found.words()[0]


def test_restored_record_is_not_taken_for_an_old_copy(path: Path, clock: FixedClock) -> None:
    with Workbench.open(path, clock, "A") as opened:
        assert opened.safeguard is not None
        copy = opened.safeguard.now().path
        for number in range(4):
            write(opened, new("obstacle", f"p{number}", content="b"))
    restore(copy, path, clock, "A")
    assert open_again(path, clock).words() == []


def test_new_record_in_the_place_of_an_old_one_starts_afresh(path: Path, clock: FixedClock) -> None:
    path.unlink()
    Workbench.create(path, SEED, clock, "A").close()
    assert open_again(path, clock).words() == []


# the clock


def test_clock_set_back_is_said_with_the_time_of_the_last_entry(path: Path, clock: FixedClock) -> None:
    clock.at -= timedelta(days=30)
    found = open_again(path, clock)
    assert found.ahead is not None
    assert "09:42 12/10/2026" in found.words()[0]
    with Workbench.open(path, clock, "A") as opened:
        write(opened, new("obstacle", "o2", content="b"))
        assert list(opened.journal.verify()) == []


def test_clocks_of_two_computers_may_differ_a_little(path: Path, clock: FixedClock) -> None:
    clock.at -= timedelta(minutes=9)
    assert open_again(path, clock).words() == []


# the place


def test_folder_that_something_else_copies_about_is_named(path: Path, clock: FixedClock) -> None:
    folder = path.parent / "OneDrive - Sở KH"
    folder.mkdir()
    moved = path.rename(folder / path.name)
    found = open_again(moved, clock)
    assert (found.synced, len(found.words())) == ("OneDrive - Sở KH", 1)


# the file goes away


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_stick_pulled_out_before_closing_is_no_crash(path: Path, clock: FixedClock) -> None:
    opened = Workbench.open(path, clock, "A")
    write(opened, new("obstacle", "o2", content="b"))
    shutil.rmtree(path.parent)
    with pytest.raises(UserError) as caught:
        write(opened, new("obstacle", "o3", content="b"))
    opened.close()
    assert caught.value.code == "safety.record_gone"


def test_upgrade_of_the_structure_needs_an_own_file(path: Path, clock: FixedClock) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON obstacle BEGIN DELETE FROM act; END")
    before = path.read_bytes()
    for options in ({}, {"read_only": True}, {"as_it_is": True}):
        with pytest.raises(RecordUnavailable) as caught:
            Workbench.open(path, clock, "A", **options)
        assert (caught.value.code, caught.value.params["first"]) == ("safety.strange_structure", "t")
    assert path.read_bytes() == before
