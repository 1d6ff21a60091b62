"""Records made by hand to do harm: refused before anything of them is run or read, or shown as what they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.building import new, write
from tests.conftest import SEED
from workbench import folders
from workbench.clock import FixedClock
from workbench.errors import RecordUnavailable, UserError
from workbench.services.attaching import attach, content, files_of, open_copy, save_copy
from workbench.services.maintenance import check_record
from workbench.services.protecting import protect
from workbench.services.workbench import Workbench
from workbench.storage import engine, machine
from workbench.storage.backup import head_of
from workbench.storage.cipher import unlock
from workbench.storage.database import APPLICATION_ID, Database

PAGE = 4096
VM = "o1"


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    """A closed record that this computer has not seen: one obstacle with a file."""
    (tmp_path / "gửi đến").mkdir()
    made = tmp_path / "gửi đến" / "Sổ.lkv"
    (tmp_path / "biên bản.pdf").write_bytes(b"%PDF-1.7 x")
    with Workbench.create(made, SEED, clock, "Nguyễn A") as opened:
        opened.safeguard = None
        write(opened, new("obstacle", VM, content="Thiếu cát"))
        owner = opened.repository.all("obstacle")[0].ref
        opened.commit(attach(opened, owner, [tmp_path / "biên bản.pdf"]))
    machine.Memory(made).forget()
    return made


def by_hand(path: Path, *statements: str) -> None:
    """Change a file as any tool could, with all of SQLite's doors open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refused(path: Path, clock: FixedClock, **options: bool) -> UserError:
    """The refusal; nothing of the file may be changed, and nothing lie beside it."""
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Workbench.open(path, clock, "Nguyễn A", **options)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    return caught.value


SMUGGLED = "UPDATE sqlite_master SET name='sqlite_stat1', sql=replace(sql, 'x_x', 'sqlite_stat1') WHERE name='x_x'"

STRANGE = {
    "trigger": ["CREATE TRIGGER t AFTER INSERT ON obstacle BEGIN DELETE FROM act; END"],
    "trigger under a name of SQLite's own": [
        "CREATE TRIGGER x_x AFTER INSERT ON obstacle BEGIN DELETE FROM act; END",
        "PRAGMA writable_schema=ON",
        SMUGGLED,
    ],
    "view": ["CREATE VIEW v AS SELECT * FROM obstacle"],
    "view in a table's place": [
        "ALTER TABLE obstacle RENAME TO kept",
        "CREATE VIEW obstacle AS SELECT * FROM kept",
    ],
    "renamed table": ["ALTER TABLE obstacle RENAME TO obstacles"],
    "table of another": ["CREATE TABLE extra (x)"],
    "full-text table": ["CREATE VIRTUAL TABLE f USING fts5(x)"],
    "generated column": ["ALTER TABLE obstacle ADD COLUMN g TEXT AS (hex(zeroblob(100000000)))"],
    "column with an expression for a default": ["ALTER TABLE obstacle ADD COLUMN d TEXT DEFAULT 'x'"],
    "missing column": ["ALTER TABLE obstacle DROP COLUMN note"],
    "index on an expression": ["CREATE INDEX i ON obstacle (hex(content))"],
    "missing index": ["DROP INDEX act_change_by_record"],
    "check that calls": [
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql=replace(sql, 'kind TEXT NOT NULL', 'kind TEXT NOT NULL CHECK (abs(1))')"
        " WHERE name='act'",
    ],
}


@pytest.mark.parametrize("name", STRANGE)
def test_structure_of_ones_own_is_refused(path: Path, clock: FixedClock, name: str) -> None:
    by_hand(path, *STRANGE[name])
    for options in ({}, {"read_only": True}, {"as_it_is": True}):
        assert refused(path, clock, **options).code == "safety.strange_structure"


@pytest.mark.parametrize("name", [name for name in STRANGE if "trigger" in name or "view" in name or "full" in name])
def test_version_that_claims_to_be_newer_brings_none_in_either(path: Path, clock: FixedClock, name: str) -> None:
    by_hand(path, *STRANGE[name], "PRAGMA writable_schema=RESET", "PRAGMA user_version=1999")
    assert refused(path, clock).code == "safety.strange_structure"


def test_view_under_a_name_of_sqlites_own_is_refused(path: Path, clock: FixedClock) -> None:
    by_hand(path, "CREATE VIEW x_x AS SELECT load_extension('x')", "PRAGMA writable_schema=ON", SMUGGLED)
    assert isinstance(refused(path, clock), RecordUnavailable)


def test_structure_is_compared_in_an_encrypted_record_too(path: Path, clock: FixedClock) -> None:
    key = protect(path, "sông Tiền sông Hậu", clock, "A").key
    with closing(engine.cipher().connect(str(path), isolation_level=None)) as connection:
        unlock(connection, key)
        connection.execute("CREATE TRIGGER t AFTER INSERT ON obstacle BEGIN DELETE FROM act; END")
    with pytest.raises(RecordUnavailable) as caught:
        Workbench.open(path, clock, "A", secrets=["sông Tiền sông Hậu"])
    assert caught.value.code == "safety.strange_structure"
    with pytest.raises(RecordUnavailable):
        protect(path, "", clock, "A", ["sông Tiền sông Hậu"])


def test_mark_of_ours_on_another_database_opens_nothing(tmp_path: Path, clock: FixedClock) -> None:
    forged = tmp_path / "riêng" / "khác.lkv"
    forged.parent.mkdir()
    by_hand(
        forged,
        f"PRAGMA application_id={APPLICATION_ID}",
        "PRAGMA user_version=1001",
        "CREATE TABLE act (number INTEGER PRIMARY KEY, x TEXT DEFAULT (hex(zeroblob(100000000))))",
    )
    assert refused(forged, clock).code == "safety.strange_structure"


def leaf_of(path: Path, table: str) -> int:
    """Offset of the first page of a table."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name=?", (table,)).fetchone()
    return (int(root) - 1) * PAGE


@pytest.mark.parametrize("size", [b"\xff\xff\xff\xff\x7f", b"\x8f\xff\xff\x7f\x00"])
def test_cell_larger_than_its_page_is_damage_before_use(path: Path, clock: FixedClock, size: bytes) -> None:
    content = bytearray(path.read_bytes())
    page = leaf_of(path, "obstacle")
    cell = page + int.from_bytes(content[page + 8 : page + 10], "big")
    content[cell : cell + len(size)] = size
    path.write_bytes(content)
    assert refused(path, clock).code == "damaged_record"


def test_two_tables_on_one_page_are_damage_before_use(path: Path, clock: FixedClock) -> None:
    by_hand(
        path,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET rootpage=(SELECT rootpage FROM sqlite_master WHERE name='act') WHERE name='obstacle'",
    )
    assert refused(path, clock).code == "damaged_record"


def test_values_that_no_field_holds_are_told_as_damage(path: Path, clock: FixedClock) -> None:
    by_hand(path, "UPDATE obstacle SET reported_date='ngày mai'")
    with Workbench.open(path, clock, "A") as opened:
        opened.safeguard = None
        with pytest.raises(RecordUnavailable) as caught:
            opened.repository.all("obstacle")
        assert caught.value.code == "damaged_record"
        wrong = {finding.key for finding in check_record(opened) if not finding.good}
    assert {"seals", "values"} <= wrong


def test_huge_text_and_letters_that_steer_are_only_text(path: Path, clock: FixedClock) -> None:
    by_hand(path, "UPDATE obstacle SET content=printf('%.*c', 5000000, 'x') || char(0x202E) || '</b><img src=x>'")
    with Workbench.open(path, clock, "A", as_it_is=True) as opened:
        assert len(opened.repository.all("obstacle")[0].values.content) > 5_000_000
        assert "seals" in {finding.key for finding in check_record(opened) if not finding.good}


@pytest.mark.parametrize("name", ["../../khởi động.pdf", "C:\\Windows\\x.pdf", "/etc/cron.d/x.pdf", "a\u0000b.pdf"])
def test_name_of_a_kept_file_leads_nowhere(path: Path, tmp_path: Path, clock: FixedClock, name: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE attached_file SET name=?", (name,))
    inside = tmp_path / "xem"
    with Workbench.open(path, clock, "A", as_it_is=True) as opened:
        (kept,) = files_of(opened.repository, opened.repository.all("obstacle")[0].ref)
        shown = open_copy(opened, kept, inside)
    assert shown.parent == inside and shown.read_bytes() == b"%PDF-1.7 x"
    assert sorted(found.name for found in inside.iterdir()) == [shown.name]


def test_fingerprint_that_is_a_path_is_not_followed(path: Path, tmp_path: Path, clock: FixedClock) -> None:
    by_hand(path, "PRAGMA foreign_keys=OFF", "UPDATE attached_file SET sha256='../../x'")
    by_hand(path, "PRAGMA foreign_keys=OFF", "UPDATE attachment SET sha256='../../x'")
    with Workbench.open(path, clock, "A", as_it_is=True) as opened:
        (kept,) = files_of(opened.repository, opened.repository.all("obstacle")[0].ref)
        for use in (lambda: content(opened, kept), lambda: open_copy(opened, kept, tmp_path / "xem"),
                    lambda: save_copy(opened, kept, tmp_path / "lưu.pdf")):  # fmt: skip
            with pytest.raises(UserError) as caught:
                use()
            assert caught.value.code == "files.damaged"
    assert not (tmp_path / "x").exists() and not (tmp_path / "lưu.pdf").exists()


def test_every_connection_is_hardened(path: Path) -> None:
    database = Database(path, read_only=True)
    settings = {"trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "foreign_keys": 1}
    assert {name: database.pragma(name) for name in settings} == settings
    assert head_of(database).number == 3
    database.close()


@pytest.mark.parametrize("form", ["PRAGMA journal_mode=WAL", "PRAGMA page_size=512", "PRAGMA page_size=65536"])
def test_record_laid_out_in_another_way_is_read_and_written_as_ours(path: Path, clock: FixedClock, form: str) -> None:
    by_hand(path, form, "VACUUM")
    with Workbench.open(path, clock, "A") as opened:
        opened.safeguard = None
        write(opened, new("obstacle", "o2", content="hai"))
        assert all(finding.good for finding in check_record(opened))
    assert [found.name for found in path.parent.iterdir()] == [path.name]
