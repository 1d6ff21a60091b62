"""A file damaged on purpose: whatever changes what it holds is seen by the check, one letter too."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.building import edit
from tests.faults.common import Outcome, key, office, reopened, words
from workbench.errors import UserError
from workbench.records.changes import ChangeSet, Label
from workbench.services.maintenance import check_record
from workbench.storage import engine
from workbench.storage.cipher import unlock

PAGE = 4096
Harm = Callable[[bytes, random.Random, bytes], bytes]


def flipped_bit(raw: bytes, chance: random.Random, old: bytes) -> bytes:
    """One bit anywhere."""
    made = bytearray(raw)
    made[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(made)


def zeroed_page(raw: bytes, chance: random.Random, old: bytes) -> bytes:
    """A page of zeros."""
    place = chance.randrange(len(raw) // PAGE) * PAGE
    return raw[:place] + bytes(PAGE) + raw[place + PAGE :]


def noisy_sector(raw: bytes, chance: random.Random, old: bytes) -> bytes:
    """A sector of noise."""
    place = chance.randrange(len(raw) // 512) * 512
    return raw[:place] + chance.randbytes(512) + raw[place + 512 :]


def swapped_pages(raw: bytes, chance: random.Random, old: bytes) -> bytes:
    """Two pages in each other's place."""
    one, two = (PAGE * n for n in chance.sample(range(1, len(raw) // PAGE), 2))
    made = bytearray(raw)
    made[one : one + PAGE], made[two : two + PAGE] = raw[two : two + PAGE], raw[one : one + PAGE]
    return bytes(made)


def stale_page(raw: bytes, chance: random.Random, old: bytes) -> bytes:
    """A page as it was before the last work: a write that the disk lost."""
    shared = range(1, min(len(raw), len(old)) // PAGE)
    differing = [n for n in shared if raw[n * PAGE : (n + 1) * PAGE] != old[n * PAGE : (n + 1) * PAGE]]
    place = chance.choice(differing) * PAGE
    return raw[:place] + old[place : place + PAGE] + raw[place + PAGE :]


def cut_tail(raw: bytes, chance: random.Random, old: bytes) -> bytes:
    """The end of the file missing."""
    return raw[: chance.randrange(1, len(raw))]


def changed_letter(raw: bytes, chance: random.Random, old: bytes) -> bytes:
    """One letter or digit of a stored text become another."""
    while True:
        place = chance.randrange(PAGE, len(raw))
        if chr(raw[place]).isascii() and chr(raw[place]).isalnum():
            other = ord("7") if raw[place] != ord("7") else ord("3")
            return raw[:place] + bytes([other]) + raw[place + 1 :]


HARMS: tuple[Harm, ...] = (
    flipped_bit, zeroed_page, noisy_sector, swapped_pages, stale_page, cut_tail, changed_letter,
)  # fmt: skip


def run(trials: int, seed: int = 4, *, blind: tuple[str, ...] = ()) -> Outcome:
    """Damage a record `trials` times in each way. `blind`: checks left out, to see that they are needed."""
    outcome = Outcome("damage")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        old, raw = _images(Path(folder) / "so.lkv")
        target = Path(folder) / "hong.lkv"
        for harm in HARMS:
            chance = random.Random(f"{seed}{harm.__name__}")
            for trial in range(trials):
                target.write_bytes(harm(raw, chance, old))
                outcome.tried[harm.__name__.replace("_", " ")] += 1
                if not _seen(target, blind) and content(target) != content(Path(folder) / "so.lkv"):
                    outcome.failures.append(f"silent: {harm.__name__}, trial {trial}, seed {seed}")
    return outcome


def _images(path: Path) -> tuple[bytes, bytes]:
    """The file before and after a day's work."""
    office(path)
    old = path.read_bytes()
    chance = random.Random(2)
    with reopened(path, "A") as opened:
        opened.safeguard = None
        for n in range(0, 40, 3):
            change = edit(opened, "obstacle", f"o{n}", note=words(chance, 9), localities=("l1", "l2"))
            opened.commit(ChangeSet(Label("act.edit", {"code": f"o{n}"}), (change,)))
    return old, path.read_bytes()


def _seen(path: Path, blind: tuple[str, ...]) -> bool:
    """Whether opening refuses the file or the check finds something."""
    try:
        with reopened(path, "A", as_it_is=True) as opened:
            return any(not finding.good for finding in check_record(opened) if finding.key not in blind)
    except UserError:
        return True


def content(path: Path) -> Any:
    """Everything that a reader could get out of the file."""
    own = key()
    library = engine.cipher() if own else sqlite3
    with closing(library.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        try:
            if own:
                unlock(connection, own)
            tables = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY 1").fetchall()
            numbers = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
            names = [row[0].decode() for row in tables if (row[1] or b"").upper().startswith(b"CREATE TABLE")]
            rows = {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}
        except engine.ERRORS as error:
            return str(error)
    return tables, numbers, rows
