"""Half-entered work kept on this computer: plain, or under the key of its record."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.storage.cipher import Key
from workbench.storage.scraps import Scraps

ONE, TWO = Key(bytes(32), bytes(range(16))), Key(bytes(range(32)), bytes(range(16, 32)))
VALUES = {"at": "09:42", "entered": {"content": "Thiếu cát đắp nền", "parties": ["82", "86"]}}
RECORD = Path("Sổ vùng.lkv")


def test_kept_replaced_and_dropped(tmp_path: Path) -> None:
    for key in (None, ONE):
        scraps = Scraps(tmp_path / "nháp", RECORD, key)
        assert scraps.kept("form") is None
        scraps.keep("form", {"a": 1})
        scraps.keep("form", VALUES)
        assert scraps.kept("form") == VALUES
        assert Scraps(tmp_path / "nháp", Path("khác.lkv"), key).kept("form") is None
        scraps.drop("form")
        assert scraps.kept("form") is None
        assert list((tmp_path / "nháp").iterdir()) == []


def test_nothing_readable_under_a_key_and_only_that_key_opens_it(tmp_path: Path) -> None:
    Scraps(tmp_path, RECORD, ONE).keep("form", VALUES)
    (file,) = tmp_path.iterdir()
    assert "Thiếu".encode() not in file.read_bytes() and b"SQLite" not in file.read_bytes()
    assert Scraps(tmp_path, RECORD, TWO).kept("form") is None
    assert Scraps(tmp_path, RECORD).kept("form") is None


@pytest.mark.parametrize(("old", "new"), [(None, ONE), (ONE, TWO), (TWO, None)])
def test_follows_the_record_to_another_key(tmp_path: Path, old: Key | None, new: Key | None) -> None:
    Scraps(tmp_path, RECORD, old).keep("form", VALUES)
    Scraps(tmp_path, RECORD, old).keep("answer", {"a": 1})
    after = Scraps(tmp_path, RECORD, new)
    after.take_over(old)
    assert (after.kept("form"), after.kept("answer")) == (VALUES, {"a": 1})
    assert Scraps(tmp_path, RECORD, old).kept("form") is None
    assert len(list(tmp_path.iterdir())) == 2


def test_spoilt_piece_is_no_piece(tmp_path: Path) -> None:
    for key in (None, ONE):
        scraps = Scraps(tmp_path, RECORD, key)
        scraps.keep("form", VALUES)
        for file in tmp_path.iterdir():
            file.write_bytes(file.read_bytes()[:40])
        assert scraps.kept("form") is None
