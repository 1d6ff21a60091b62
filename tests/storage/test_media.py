"""Disk full, nothing to be written, stick pulled out, clock set back: each told in its sentence, the file sound after;
the same for a plain record and an encrypted one.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.building import everything, new, write
from tests.conftest import SEED
from workbench import folders
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.messages import of_error
from workbench.services.maintenance import check_record
from workbench.services.workbench import Workbench
from workbench.storage.cipher import Key
from workbench.storage.ownership import Ownership

KEY = Key(bytes(range(32)), bytes(range(40, 56)))
Opener = Callable[..., Workbench]


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> Key | None:
    found: Key | None = request.param
    return found


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock, key: Key | None) -> Path:
    """A closed record on a stick, with one obstacle."""
    (tmp_path / "USB").mkdir()
    made = tmp_path / "USB" / "Sổ.lkv"
    with Workbench.create(made, SEED, clock, "Nguyễn A", key) as opened:
        opened.safeguard = None
        write(opened, new("obstacle", "o1", content="Thiếu cát"))
    return made


@pytest.fixture
def reopen(path: Path, clock: FixedClock, key: Key | None) -> Opener:
    def opener(**options: Any) -> Workbench:
        opened = Workbench.open(path, clock, "Nguyễn A", secrets=[key] if key else [], **options)
        opened.safeguard = None
        return opened

    return opener


def test_full_disk_is_told_and_work_goes_on_once_there_is_room(reopen: Opener) -> None:
    with reopen() as opened:
        before = everything(opened)
        pages = opened.database.pragma("page_count")
        opened.database.execute(f"PRAGMA max_page_count={pages}")
        many = [new("obstacle", f"n{n}", content="Thiếu đá " * 200) for n in range(50)]
        with pytest.raises(UserError) as caught:
            write(opened, *many)
        assert caught.value.code == "disk_full"
        assert "đầy" in of_error(caught.value) and "Sổ.lkv" in of_error(caught.value)
        assert everything(opened) == before
        opened.database.execute(f"PRAGMA max_page_count={pages + 1000}")
        write(opened, *many)
    with reopen() as opened:
        assert opened.repository.count("obstacle") == 51
        assert all(finding.good for finding in check_record(opened))


def test_medium_that_cannot_be_written_is_read(path: Path, reopen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> Ownership:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr(Ownership, "take", refused)
    before = path.read_bytes()
    with reopen() as opened:
        assert opened.repository.count("obstacle") == 1
        with pytest.raises(UserError) as caught:
            write(opened, new("obstacle", "o2", content="b"))
    assert caught.value.code == "read_only_record" and "chỉ" in of_error(caught.value)
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="a folder with an open file cannot be moved there")
def test_stick_pulled_out_is_told_and_the_copy_on_it_is_whole(
    path: Path, tmp_path: Path, reopen: Opener, clock: FixedClock, key: Key | None
) -> None:
    opened = reopen()
    write(opened, new("obstacle", "o2", content="b"))
    pulled = tmp_path / "túi"
    shutil.move(path.parent, pulled)
    with pytest.raises(UserError) as caught:
        write(opened, new("obstacle", "o3", content="c"))
    opened.close()
    assert caught.value.code == "safety.record_gone" and "USB" in of_error(caught.value)
    with Workbench.open(pulled / path.name, clock, "A", secrets=[key] if key else []) as again:
        assert again.repository.count("obstacle") == 2
        assert all(finding.good for finding in check_record(again))


def test_clock_set_back_is_told_and_the_order_of_acts_stands(reopen: Opener, clock: FixedClock) -> None:
    clock.at -= timedelta(days=400)
    with reopen() as opened:
        assert any("09:42 12/10/2026" in words for words in opened.opening.words())
        write(opened, new("obstacle", "o2", content="b"))
        assert [act.number for act in opened.journal.acts()] == sorted(
            (act.number for act in opened.journal.acts()), reverse=True
        )
        assert not list(opened.journal.verify())
