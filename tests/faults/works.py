"""Pieces of work that the disk is taken from under: what an office does in a minute, each act told once it is done.

Times and ids are fixed, so that a piece of work run twice on the same record leaves the same journal. What is told is
the head of the journal: whatever is found afterwards must stand there, or one act further.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from tests.faults.common import clock, edit_of, import_of, key, office, reopened, unsound
from workbench.errors import UserError
from workbench.records.record import Ref
from workbench.services import trash
from workbench.services.registers import Registers
from workbench.services.restoring import restore
from workbench.storage import machine

Tell = Callable[[str], object]
Work = Callable[[Path, Tell], None]


def day(path: Path, tell: Tell) -> None:
    """Small acts, imports with the copies before them, closing with its copy."""
    chance = random.Random(3)
    with reopened(path, "A") as opened:
        for n in range(8):
            opened.commit(import_of(n + 1, chance) if n % 4 == 2 else edit_of(n))
            tell(opened.journal.mark())


def back(path: Path, tell: Tell) -> None:
    """Acts taken back and done again; records deleted, brought back, and erased for good."""
    with reopened(path, "A") as opened:
        registers = Registers(opened)

        def done(_: object) -> None:
            tell(opened.journal.mark())

        done(opened.undo())
        done(opened.redo())
        for uid in ("o1", "o2"):
            done(opened.commit(trash.propose(registers, [Ref("obstacle", uid)], "nhầm").act))
        done(trash.bring_back(registers, trash.in_trash(registers)[:1]))
        done(opened.commit(trash.erasure(trash.in_trash(registers))))


def copies(path: Path, tell: Tell) -> None:
    """Copies asked for, in a second folder too."""
    second = path.parent / "usb"
    second.mkdir()
    with reopened(path, "A") as opened:
        assert opened.safeguard is not None
        opened.safeguard.choose_outside(second)
        opened.commit(edit_of(1))
        tell(opened.journal.mark())
        opened.safeguard.now()


def return_(path: Path, tell: Tell) -> None:
    """The record put back to an older copy of it."""
    own = key()
    restore(path.parent / "cu.lkv", path, clock(), "A", [own] if own else ())
    with reopened(path, "A", read_only=True) as opened:
        tell(opened.journal.mark())


def upgrade(path: Path, tell: Tell) -> None:
    """A record of an earlier version opened, which brings it up to date."""
    with reopened(path, "A") as opened:
        tell(opened.journal.mark())


WORKS: Mapping[str, Work] = {"day": day, "back": back, "copies": copies, "return": return_, "upgrade": upgrade}


def prepare(name: str, path: Path) -> str:
    """The record as it is before a piece of work; where its journal stands."""
    office(path, 20)
    if name == "return":
        shutil.copy(path, path.parent / "cu.lkv")
    with reopened(path, "A") as opened:
        opened.safeguard = None
        if name == "return":
            opened.commit(edit_of(77))
        mark = opened.journal.mark()
    machine.Memory(path).forget()
    if name == "upgrade":
        make_older(path)
    return mark


def make_older(path: Path) -> None:
    """Take from a record what a later step gave it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TABLE seal")
        connection.execute("DROP TABLE condition")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name='0010_seals'")
        connection.execute("PRAGMA user_version=1000")


def possible() -> list[str]:
    """The pieces of work that can be had with these records: older ones are plain."""
    return [name for name in WORKS if not (name == "upgrade" and key())]


def wrong(path: Path, allowed: Iterable[str]) -> Iterator[str]:
    """What is not as it must be after a fault: the record opens, stands where it may, is sound, and can be written."""
    try:
        with reopened(path, "B") as opened:
            opened.safeguard = None
            mark = opened.journal.mark()
            if mark not in allowed:
                yield f"stands at {mark}, not at {' or '.join(allowed)}"
            yield from unsound(opened)
            opened.commit(edit_of(99))  # and work goes on
    except UserError as error:
        yield f"not usable afterwards: {error.code}"
