"""Copies of a record: checked before they get a name, listed from their names, thinned by age."""

from __future__ import annotations

import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import new, write
from tests.conftest import SEED
from workbench.clock import VIETNAM, FixedClock
from workbench.errors import RecordUnavailable, UserError
from workbench.services.workbench import Workbench
from workbench.storage import backup
from workbench.storage.backup import Copy, superfluous, whole

AT = datetime(2026, 10, 9, 17, 5, 12, tzinfo=VIETNAM)


@pytest.fixture
def opened(tmp_path: Path, clock: FixedClock) -> Iterator[Workbench]:
    """A record with one obstacle."""
    with Workbench.create(tmp_path / "Sổ vùng.lkv", SEED, clock, "Nguyễn A") as made:
        write(made, new("obstacle", "o1", content="Thiếu cát"))
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "bản sao"


def made(opened: Workbench, folder: Path, reason: str = "manual") -> Copy:
    return backup.make_copy(opened.database, folder, "Sổ vùng", reason, AT)


def refused(opened: Workbench, folder: Path) -> str:
    with pytest.raises(UserError) as caught:
        made(opened, folder)
    return caught.value.code


def test_copy_holds_all_that_the_record_holds(opened: Workbench, folder: Path, clock: FixedClock) -> None:
    copy = made(opened, folder)
    with Workbench.open(copy.path, clock, "Trần B", read_only=True) as read:
        assert [r.get("content") for r in read.repository.all("obstacle")] == ["Thiếu cát"]
        assert read.journal.head() == opened.journal.head()
        assert list(read.journal.verify()) == []


def test_name_of_a_copy_tells_when_why_and_where_the_journal_stood(opened: Workbench, folder: Path) -> None:
    copy = made(opened, folder, "closing")
    number, head = opened.journal.head()
    assert copy.path.name == f"Sổ vùng.20261009-170512.closing.{number}-{head[:8]}.lkv"
    assert (copy.at, copy.reason, copy.number, copy.head) == (AT, "closing", 2, head[:8])
    assert backup.copies(folder, "Sổ vùng") == [copy]


def test_copy_leaves_nothing_else_behind(opened: Workbench, folder: Path) -> None:
    copy = made(opened, folder)
    assert [path.name for path in folder.iterdir()] == [copy.path.name]


def test_deleted_content_does_not_travel(opened: Workbench, folder: Path) -> None:
    word = "bí danh không được sót lại"
    opened.database.execute("INSERT INTO search_text (entity, uid, folded) VALUES ('x','x',?)", (word,))
    opened.database.execute("DELETE FROM search_text WHERE entity='x'")
    assert word.encode() not in made(opened, folder).path.read_bytes()


def test_files_that_are_no_copies_are_not_listed(opened: Workbench, folder: Path) -> None:
    copy = made(opened, folder)
    for name in ("ghi chú.txt", "Sổ vùng.lkv", copy.path.name.replace("manual", "khác"), f"{copy.path.name}.12.new"):
        (folder / name).write_bytes(b"x")
    shutil.copy(copy.path, folder / copy.path.name.replace("Sổ vùng", "Sổ khác"))
    assert backup.copies(folder, "Sổ vùng") == [copy]
    assert backup.copies(folder / "không có", "Sổ vùng") == []


def test_copy_that_does_not_match_is_thrown_away(
    opened: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loses_a_row(database: object, fresh: Path) -> None:
        opened.database.connection.execute("VACUUM INTO ?", (str(fresh),))
        with sqlite3.connect(fresh) as spoilt:
            spoilt.execute("DELETE FROM obstacle")
        spoilt.close()

    monkeypatch.setattr(backup, "_vacuum_into", loses_a_row)
    with pytest.raises(RecordUnavailable) as caught:
        made(opened, folder)
    assert (caught.value.code, list(folder.iterdir())) == ("safety.copy_unsound", [])


def test_copy_is_made_again_when_somebody_wrote_meanwhile(
    opened: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, written = backup._vacuum_into, []

    def writes_first(database: object, fresh: Path) -> None:
        plain(opened.database, fresh)
        if not written:
            written.append(True)
            write(opened, new("obstacle", "o2", content="b"))

    monkeypatch.setattr(backup, "_vacuum_into", writes_first)
    assert made(opened, folder).number == 3


def test_full_disk_is_foreseen(opened: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10, 9, 1))
    assert (refused(opened, folder), list(folder.iterdir())) == ("safety.copy_no_room", [])


def test_folder_that_cannot_be_made(opened: Workbench, folder: Path) -> None:
    folder.write_bytes(b"a file of that name")
    assert refused(opened, folder) == "safety.copy_failed"


def test_disk_that_fills_while_copying(opened: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert (refused(opened, folder), list(folder.iterdir())) == ("safety.copy_failed", [])


def test_copy_carried_elsewhere_is_the_same(opened: Workbench, folder: Path, tmp_path: Path) -> None:
    copy = made(opened, folder)
    there = backup.carry(copy, tmp_path / "USB" / "Sổ vùng-1")
    assert there.path.read_bytes() == copy.path.read_bytes()


def test_stick_that_garbles_what_is_written_is_noticed(
    opened: Workbench, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = made(opened, folder)

    def garbles(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:-1] + b"\x00\x01")

    monkeypatch.setattr("shutil.copyfile", garbles)
    with pytest.raises(RecordUnavailable):
        backup.carry(copy, tmp_path / "USB")
    assert list((tmp_path / "USB").iterdir()) == []


def test_cut_copy_shows_without_being_read(opened: Workbench, folder: Path) -> None:
    copy = made(opened, folder)
    assert whole(copy)
    copy.path.write_bytes(copy.path.read_bytes()[:-4096])
    assert not whole(backup.copies(folder, "Sổ vùng")[0])
    copy.path.unlink()
    assert not whole(copy)


# thinning


def at(when: datetime) -> Copy:
    return Copy(Path(f"{when:%Y%m%d%H%M%S}"), "s", when, "closing", 1, "0" * 8, 1)


def test_years_of_copies_thin_out_with_age() -> None:
    days = [AT - timedelta(days=n) for n in range(800)]
    found = [at(day.replace(hour=hour)) for day in days for hour in (9, 17)]
    gone = set(superfluous(found, 30))
    kept = sorted(copy.at for copy in found if copy not in gone)
    last_of_days = [day.replace(hour=17) for day in days]
    assert set(last_of_days[:30]) <= set(kept)
    assert all(day.replace(hour=9) in kept for day in days[:5])  # the ten newest
    assert AT.replace(hour=9) - timedelta(days=20) not in kept
    assert sum(when.date() > date(2025, 10, 9) for when in kept) <= 30 + 5 + 8 + 12
    quarters = {(when.year, (when.month - 1) // 3) for when in last_of_days}
    assert {(when.year, (when.month - 1) // 3) for when in kept} == quarters


@given(
    st.lists(st.integers(0, 1000 * 24 * 60), unique=True, max_size=120),
    st.integers(1, 60),
)
def test_thinning_again_takes_nothing_more_and_never_the_newest(ages: list[int], days: int) -> None:
    found = [at(AT - timedelta(minutes=age)) for age in ages]
    gone = superfluous(found, days)
    left = [copy for copy in found if copy not in set(gone)]
    assert superfluous(left, days) == []
    newest = sorted(found, key=lambda c: c.at, reverse=True)[:10]
    assert not set(newest) & set(gone)


def test_thinning_deletes_only_copies_of_this_record(opened: Workbench, folder: Path) -> None:
    copy = made(opened, folder)
    old = [f"Sổ vùng.{AT - timedelta(days=n):%Y%m%d}-080000.closing.1-00000000.lkv" for n in range(1, 60)]
    others = [name.replace("Sổ vùng", "Sổ khác") for name in old] + ["ghi chú.txt"]
    for name in [*old, *others]:
        (folder / name).write_bytes(b"x")
    gone = backup.thin(folder, "Sổ vùng", 10)
    assert gone > 30
    left = {path.name for path in folder.iterdir()}
    assert left >= {copy.path.name, *others}
    assert len(left) == 60 + len(others) - gone
