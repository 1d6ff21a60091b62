"""Copies by themselves: when they are made, when not, and what stops when one cannot be made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.building import edit, new, write
from tests.conftest import SEED
from workbench import folders
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.services import safeguards
from workbench.services.safeguards import Safeguard, newest_sound
from workbench.services.workbench import Workbench
from workbench.storage import backup, machine


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))
    return tmp_path / "máy"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Sổ vùng.lkv"


@pytest.fixture
def opened(path: Path, clock: FixedClock) -> Iterator[Workbench]:
    """A record whose state of this morning is copied."""
    with Workbench.create(path, SEED, clock, "Nguyễn A") as made:
        guard(made).now()
        yield made


def guard(opened: Workbench) -> Safeguard:
    assert opened.safeguard is not None
    return opened.safeguard


def reasons(opened: Workbench) -> list[str]:
    """Reasons of the copies, oldest first, without the one that the fixture made."""
    return [kept.copy.reason for kept in reversed(guard(opened).listed())][1:]


def later(clock: FixedClock, **time: int) -> None:
    clock.at += timedelta(**time)


def test_import_is_written_only_after_a_copy_of_the_state_before_it(opened: Workbench, clock: FixedClock) -> None:
    write(opened, new("obstacle", "o1", content="a"))
    before = opened.journal.head()
    later(clock, minutes=1)
    write(opened, new("obstacle", "o2", content="b"), source="import")
    newest = guard(opened).listed()[0].copy
    assert (newest.reason, newest.number, newest.head) == ("import", before[0], before[1][:8])


def test_state_that_is_copied_already_is_not_copied_again(opened: Workbench) -> None:
    write(opened, new("obstacle", "o1", content="a"), source="import")
    assert reasons(opened) == []


def test_files_of_one_batch_have_one_copy_before_the_first(opened: Workbench, clock: FixedClock) -> None:
    write(opened, new("obstacle", "o0", content="a"))
    later(clock, minutes=1)
    with guard(opened).series():
        for n in range(3):
            write(opened, new("obstacle", f"o{n + 1}", content="a"), source="import")
    assert reasons(opened) == ["import"]


def test_act_over_many_records_is_copied_first(opened: Workbench, clock: FixedClock) -> None:
    write(opened, new("obstacle", "o0", content="a"))
    later(clock, minutes=1)
    write(opened, *(new("obstacle", f"o{n + 1}", content="a") for n in range(safeguards.BULK)))
    assert reasons(opened) == []
    write(opened, *(new("obstacle", f"p{n}", content="a") for n in range(safeguards.BULK + 1)))
    assert reasons(opened) == ["bulk"]


def test_first_write_of_a_day_is_preceded_by_a_copy(opened: Workbench, clock: FixedClock) -> None:
    write(opened, new("obstacle", "o1", content="a"))
    later(clock, days=1)
    write(opened, edit(opened, "obstacle", "o1", content="b"))
    write(opened, edit(opened, "obstacle", "o1", content="c"))
    assert [(kept.copy.reason, kept.copy.number) for kept in guard(opened).listed()[:1]] == [("daily", 2)]
    assert reasons(opened) == ["daily"]


def test_closing_copies_what_was_written(path: Path, opened: Workbench, clock: FixedClock) -> None:
    write(opened, new("obstacle", "o1", content="a"))
    later(clock, hours=1)
    opened.close()
    assert reasons(opened) == ["closing"]
    with Workbench.open(path, clock, "Nguyễn A") as again:
        later(clock, hours=1)
    assert reasons(again) == ["closing"]


def test_record_opened_for_reading_leaves_no_copy(path: Path, opened: Workbench, clock: FixedClock) -> None:
    write(opened, new("obstacle", "o1", content="a"))
    with Workbench.open(path, clock, "B", read_only=True):
        later(clock, hours=1)
    assert reasons(opened) == []


def test_import_is_refused_when_no_copy_can_be_made(
    opened: Workbench, empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(opened, new("obstacle", "o1", content="a"))
    monkeypatch.setenv(folders.HOME, str(empty_home / "so.txt"))
    (empty_home / "so.txt").write_bytes(b"a file where the folder should be")
    with pytest.raises(UserError) as caught:
        write(opened, new("obstacle", "o2", content="b"), source="import")
    assert caught.value.code == "safety.copy_failed"
    assert opened.repository.count("obstacle") == 1


def test_work_goes_on_without_a_daily_copy_and_says_why(
    opened: Workbench, clock: FixedClock, empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(clock, days=1)
    write(opened, new("obstacle", "o1", content="a"))
    later(clock, days=1)
    monkeypatch.setenv(folders.HOME, str(empty_home / "so.txt"))
    (empty_home / "so.txt").write_bytes(b"x")
    write(opened, new("obstacle", "o2", content="b"))
    assert opened.repository.count("obstacle") == 2
    assert guard(opened).problem is not None and guard(opened).problem.code == "safety.copy_failed"


# off this computer


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that counts as another disk."""
    folder = tmp_path / "USB"
    folder.mkdir()
    plain = safeguards._same_disk
    monkeypatch.setattr(safeguards, "_same_disk", lambda a, b: plain(a, b) and a != folder)
    return folder


def test_copies_go_to_the_second_folder_too(opened: Workbench, stick: Path, clock: FixedClock) -> None:
    state = guard(opened).choose_outside(stick)
    assert (state.folder, state.reachable, state.same_disk, state.days, state.wanting) == (
        stick, True, False, 0, False,
    )  # fmt: skip
    write(opened, new("obstacle", "o1", content="a"))
    later(clock, hours=1)
    opened.close()
    assert [(kept.copy.reason, kept.outside) for kept in guard(opened).listed()] == [
        ("closing", True),
        ("manual", True),
    ]
    assert [path.name for path in stick.iterdir()] == [machine.label(opened.database.path)]


def test_officer_is_reminded_until_a_copy_lies_elsewhere(opened: Workbench, stick: Path, clock: FixedClock) -> None:
    assert guard(opened).outside().days is None
    assert guard(opened).outside().wanting
    guard(opened).choose_outside(stick)
    later(clock, days=6)
    assert not guard(opened).outside().wanting
    later(clock, days=1)
    assert (guard(opened).outside().days, guard(opened).outside().wanting) == (7, True)


def test_second_folder_on_the_same_disk_does_not_still_the_reminder(opened: Workbench, tmp_path: Path) -> None:
    (tmp_path / "khác").mkdir()
    state = guard(opened).choose_outside(tmp_path / "khác")
    assert (state.same_disk, state.wanting) == (True, True)


def test_stick_that_is_not_plugged_in_hinders_nobody(opened: Workbench, stick: Path, clock: FixedClock) -> None:
    guard(opened).choose_outside(stick)
    stick.rename(stick.with_name("rút ra"))
    later(clock, days=1)
    write(opened, new("obstacle", "o1", content="a"), source="import")
    later(clock, days=1)
    opened.close()
    assert not guard(opened).outside().reachable
    assert [kept.outside for kept in guard(opened).listed()] == [False, False]


def test_choice_that_cannot_be_written_is_not_kept(opened: Workbench, stick: Path) -> None:
    (stick / machine.label(opened.database.path)).write_bytes(b"in the way")
    with pytest.raises(UserError):
        guard(opened).choose_outside(stick)
    assert guard(opened).outside().folder is None


# what is offered when the record cannot be read


def test_newest_whole_copy_is_offered(opened: Workbench, path: Path, clock: FixedClock) -> None:
    first = guard(opened).listed()[0].copy
    write(opened, new("obstacle", "o1", content="a"))
    later(clock, hours=1)
    second = guard(opened).now()
    assert newest_sound(path) == second
    second.path.write_bytes(second.path.read_bytes()[:-1])
    assert newest_sound(path) == first
    assert [kept.whole for kept in guard(opened).listed()] == [False, True]
    assert newest_sound(path.with_name("khác.lkv")) is None


def test_older_record_is_copied_before_it_is_brought_up_to_date(
    opened: Workbench, path: Path, clock: FixedClock
) -> None:
    write(opened, new("obstacle", "o1", content="a"))
    opened.safeguard = None
    opened.database.execute("PRAGMA user_version=999")
    opened.close()
    later(clock, hours=1)
    with Workbench.open(path, clock, "Nguyễn A") as again:
        assert reasons(again) == ["upgrade"]
        copy = backup.copies(guard(again).folder, path.stem)[0]
    assert int.from_bytes(copy.path.read_bytes()[60:64], "big") == 999


def test_upgrade_that_fails_leaves_the_file_as_it_was(
    opened: Workbench, path: Path, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.safeguard = None
    opened.database.execute("PRAGMA user_version=999")
    opened.close()
    bad = tmp_path / "9999_bad.sql"
    bad.write_text("CREATE TABLE half (x);\nINSERT INTO nowhere VALUES (1)", "utf-8")
    before = path.read_bytes()
    from workbench.storage import migrations

    monkeypatch.setattr(migrations, "_STEPS", (*migrations._STEPS, bad))
    with pytest.raises(Exception, match="nowhere"):
        Workbench.open(path, clock, "Nguyễn A")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.glob("*.lkv*")] == [path.name]


def test_throw_away_record_leaves_nothing(opened: Workbench, path: Path) -> None:
    safeguards.forget(path)
    assert guard(opened).listed() == []
    assert not guard(opened).folder.exists()


def test_note_that_was_spoilt_reads_as_an_empty_one(opened: Workbench, empty_home: Path) -> None:
    memory = guard(opened).memory
    memory.change(keep_days=10)
    assert memory.read().keep_days == 10
    for spoilt in ("", "[]", '{"keep_days": "many", "left": 3}', "\x00"):
        next((empty_home / "records").iterdir()).write_text(spoilt, "utf-8")
        assert memory.read() == machine.Note()
