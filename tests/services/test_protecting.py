"""The passphrase of a record: set, changed, taken away, without losing anything on the way."""

from __future__ import annotations

import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.building import edit, everything, new, write
from tests.conftest import SEED
from workbench import folders
from workbench.clock import FixedClock
from workbench.errors import PassphraseNeeded, RecordUnavailable, UserError
from workbench.services.maintenance import check_record
from workbench.services.protecting import is_weak, protect
from workbench.services.recovering import recover
from workbench.services.restoring import plan_restore, restore
from workbench.services.safeguards import Safeguard, folder_of
from workbench.services.workbench import Workbench
from workbench.storage import backup, cipher, engine
from workbench.storage.ownership import Ownership

SECRET = "sông Tiền sông Hậu 2026"
OTHER = "đường Hồ Chí Minh trên biển"
MARK = "Thiếu cát đắp nền đường"


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    """A closed record with two obstacles and one copy."""
    (tmp_path / "sổ").mkdir()
    made = tmp_path / "sổ" / "Sổ vùng.lkv"
    with Workbench.create(made, SEED, clock, "Nguyễn A") as opened:
        write(opened, new("obstacle", "o1", content=MARK), new("obstacle", "o2", content="Thiếu đá"))
    return made


@pytest.fixture
def locked(path: Path, clock: FixedClock) -> Path:
    """The same record under a passphrase."""
    protect(path, SECRET, clock, "Nguyễn A")
    return path


def opening(path: Path, clock: FixedClock, *secrets: str, **options: Any) -> Workbench:
    return Workbench.open(path, clock, "Nguyễn A", secrets=secrets, **options)


def texts_in(folder: Path) -> Iterator[bytes]:
    yield from (found.read_bytes() for found in folder.rglob("*") if found.is_file())


def beside(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def test_set_changed_and_taken_away_with_everything_kept(path: Path, clock: FixedClock) -> None:
    with opening(path, clock) as opened:
        before = everything(opened)
    steps = (((), SECRET, "set"), ((SECRET,), OTHER, "changed"), ((OTHER,), "", "removed"))
    for secrets, passphrase, step in steps:
        done = protect(path, passphrase, clock, "Nguyễn A", secrets)
        assert (done.step, done.left_over) == (step, ())
        with opening(path, clock, passphrase) as opened:
            assert everything(opened) == before
            assert not list(opened.journal.verify())
            assert opened.journal.acts(1)[0].label.key == f"act.passphrase_{step}"
            assert all(finding.good for finding in check_record(opened))
        assert beside(path) == ["Sổ vùng.lkv"]
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM obstacle").fetchone() == (2,)
    plain.close()


def test_state_before_is_copied_and_the_copies_follow(path: Path, clock: FixedClock) -> None:
    done = protect(path, SECRET, clock, "Nguyễn A")
    copies = backup.copies(folder_of(path), path.stem)
    assert done.copies == len(copies) >= 1
    assert "passphrase" in {copy.reason for copy in copies} | {done.kept.name.split(".")[2]}
    assert all(backup.whole(copy) for copy in copies)
    assert not any(MARK.encode() in found for found in texts_in(folder_of(path)))
    with opening(done.kept, clock, SECRET, read_only=True) as opened:
        assert opened.repository.count("obstacle") == 2


def test_copies_stay_as_they_are_when_that_is_wanted(path: Path, clock: FixedClock) -> None:
    protect(path, SECRET, clock, "Nguyễn A", with_copies=False)
    assert any(MARK.encode() in found for found in texts_in(folder_of(path)))


def test_nothing_readable_lies_in_file_journal_or_copies(locked: Path, clock: FixedClock) -> None:
    with opening(locked, clock, SECRET) as opened:
        guard = Safeguard(opened.database, clock)
        connection = opened.database.connection
        connection.execute("PRAGMA cache_size=1")
        connection.execute("PRAGMA cache_spill=ON")
        with opened.database.transaction():
            connection.execute("UPDATE obstacle SET content=content || 'x'")
            connection.execute("DELETE FROM search_text")
            readable = [MARK.encode() in found for found in texts_in(locked.parent)]
            connection.execute("UPDATE obstacle SET content=substr(content, 1, length(content) - 1)")
        assert readable and not any(readable)
        guard.now()
    assert not any(MARK.encode() in found or b"SQLite" in found for found in texts_in(folder_of(locked)))


def test_without_the_passphrase_it_is_refused_in_words(locked: Path, clock: FixedClock) -> None:
    with pytest.raises(PassphraseNeeded) as needed:
        opening(locked, clock)
    with pytest.raises(PassphraseNeeded) as wrong:
        opening(locked, clock, OTHER)
    assert (needed.value.code, wrong.value.code) == ("vault.passphrase_needed", "vault.passphrase_wrong")
    assert needed.value.path == locked
    assert beside(locked) == ["Sổ vùng.lkv"]


def test_tones_typed_in_another_way_open_it_too(locked: Path, clock: FixedClock) -> None:
    apart = unicodedata.normalize("NFD", SECRET)
    assert apart != SECRET
    opening(locked, clock, apart).close()


def test_any_program_that_knows_the_form_opens_it_with_the_passphrase(locked: Path) -> None:
    connection = engine.cipher().connect(str(locked))
    connection.execute(f"PRAGMA key='{SECRET}'")
    assert connection.execute("SELECT count(*) FROM obstacle").fetchone() == (2,)
    connection.close()


def test_file_is_refused_where_the_library_is_missing(
    locked: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    with pytest.raises(UserError) as refused:
        opening(locked, clock, SECRET)
    assert refused.value.code == "vault.no_engine"


def test_everything_is_written_and_taken_back_as_in_a_plain_record(locked: Path, clock: FixedClock) -> None:
    with opening(locked, clock, SECRET) as opened:
        before = everything(opened)
        write(opened, edit(opened, "obstacle", "o1", content="khác"), new("obstacle", "o3", content="ba"))
        assert opened.search.find("obstacle", "khac") == ["o1"]
        opened.undo()
        assert everything(opened) == before
        with pytest.raises(UserError) as refused:
            write(opened, new("obstacle", "o9", content="x", agreement="không có"))
        assert refused.value.code == "broken_reference"
        assert everything(opened) == before
    opening(locked, clock, SECRET).close()


def test_reading_only(locked: Path, clock: FixedClock) -> None:
    with opening(locked, clock, SECRET, read_only=True) as opened:
        assert opened.repository.count("obstacle") == 2
        with pytest.raises(UserError):
            write(opened, new("obstacle", "o3", content="ba"))


@pytest.mark.parametrize("fault", ["rewrite", "put", "commit"])
def test_a_change_that_fails_leaves_the_record_as_it_was(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("đĩa đầy")

    before = path.read_bytes()
    target = {"rewrite": (cipher, "rewrite"), "put": (backup, "put"), "commit": (Workbench, "commit")}[fault]
    monkeypatch.setattr(*target, fail)
    with pytest.raises(UserError):
        protect(path, SECRET, clock, "Nguyễn A")
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert beside(path) == ["Sổ vùng.lkv"]


def test_refused_while_open_with_the_wrong_passphrase_or_without_one_to_take(
    locked: Path, path: Path, clock: FixedClock
) -> None:
    owner = Ownership.take(locked, clock.now())
    with pytest.raises(RecordUnavailable):
        protect(locked, OTHER, clock, "Nguyễn A", [SECRET])
    owner.release()
    with pytest.raises(PassphraseNeeded):
        protect(locked, OTHER, clock, "Nguyễn A", [OTHER])
    protect(locked, "", clock, "Nguyễn A", [SECRET])
    with pytest.raises(UserError) as nothing:
        protect(locked, "", clock, "Nguyễn A", [SECRET])
    assert nothing.value.code == "vault.not_encrypted"


def test_going_back_keeps_the_record_encrypted_whatever_the_copy_is(path: Path, clock: FixedClock) -> None:
    done = protect(path, SECRET, clock, "Nguyễn A", with_copies=False)
    assert not cipher.is_encrypted(done.kept)
    with opening(path, clock, SECRET) as opened:
        write(opened, new("obstacle", "o3", content="ba"))
        plan = plan_restore(done.kept, opened, clock)
        assert (plan.related, plan.going) == (True, 1)
    restore(done.kept, path, clock, "Nguyễn A", [SECRET])
    assert cipher.is_encrypted(path)
    with opening(path, clock, SECRET) as opened:
        assert opened.repository.count("obstacle") == 2
        assert not list(opened.journal.verify())
    assert beside(path) == ["Sổ vùng.lkv"]


def test_copy_under_an_older_passphrase_wants_that_one(locked: Path, clock: FixedClock) -> None:
    done = protect(locked, OTHER, clock, "Nguyễn A", [SECRET], with_copies=False)
    with opening(locked, clock, OTHER) as opened:
        with pytest.raises(PassphraseNeeded) as needed:
            plan_restore(done.kept, opened, clock)
        assert needed.value.code == "vault.passphrase_needed"
        assert plan_restore(done.kept, opened, clock, [SECRET]).related
    restore(done.kept, locked, clock, "Nguyễn A", [OTHER, SECRET])
    opening(locked, clock, OTHER).close()


def test_damaged_page_is_found_and_the_rest_salvaged(locked: Path, tmp_path: Path, clock: FixedClock) -> None:
    with opening(locked, clock, SECRET) as opened:  # so that what is damaged is not the list of tables
        write(opened, *(new("obstacle", f"n{n}", content="Thiếu đá " * 100) for n in range(200)))
    content = bytearray(locked.read_bytes())
    middle = len(content) // cipher.PAGE // 2
    content[middle * cipher.PAGE + 100] ^= 1
    locked.write_bytes(content)
    with opening(locked, clock, SECRET, as_it_is=True) as opened:
        findings = check_record(opened)
    assert findings[0].key == "pages" and not findings[0].good
    saved = tmp_path / "cứu.lkv"
    report = recover(locked, saved, clock, "Nguyễn A", secrets=[SECRET])
    assert report.whole + len(report.from_journal) + len(report.doubtful) >= 1
    assert cipher.is_encrypted(saved)
    with opening(saved, clock, SECRET) as opened:
        assert all(finding.good for finding in check_record(opened))


def test_cut_file_is_salvaged(locked: Path, tmp_path: Path, clock: FixedClock) -> None:
    with opening(locked, clock, SECRET) as opened:  # so that what is cut off is not the list of tables
        write(opened, *(new("obstacle", f"n{n}", content="Thiếu đá " * 100) for n in range(200)))
    content = locked.read_bytes()
    locked.write_bytes(content[: -cipher.PAGE])
    saved = tmp_path / "cứu.lkv"
    recover(locked, saved, clock, "Nguyễn A", secrets=[SECRET])
    with opening(saved, clock, SECRET) as opened:
        assert all(finding.good for finding in check_record(opened))


def test_plain_files_of_all_sorts_are_not_taken_for_encrypted(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    for name, bytes_ in (
        ("không đầu", bytes(100) + content[100:]),
        ("số không", bytes(len(content))),
        ("chữ", ("Sổ theo dõi " * 2000).encode()[: 4096 * 4]),
        ("ngắn", content[:50]),
        ("rỗng", b""),
    ):
        made = tmp_path / name
        made.write_bytes(bytes_)
        assert not cipher.is_encrypted(made), name
    assert not cipher.is_encrypted(path)


@pytest.mark.parametrize(("passphrase", "weak"), [("matkhau1", True), ("aaaaaaaaaaaaaaaa", True), (SECRET, False)])
def test_short_or_plain_passphrases_are_called_weak(passphrase: str, weak: bool) -> None:
    assert is_weak(passphrase) is weak


def test_what_a_killed_change_left_behind_goes_when_the_record_is_opened(locked: Path, clock: FixedClock) -> None:
    kept = ("Sổ vùng.lkv.new", "Sổ khác.lkv.77.new", "Sổ vùng.lkv.ghi chú.txt")
    for name in ("Sổ vùng.lkv.77.new", "Sổ vùng.lkv.77.new-journal", "Sổ vùng.lkv.77.new.owner", *kept):
        locked.with_name(name).write_text("cũ", "utf-8")
    opening(locked, clock, SECRET, read_only=True).close()
    assert len(beside(locked)) == 7
    opening(locked, clock, SECRET).close()
    assert beside(locked) == sorted(("Sổ vùng.lkv", *kept))
