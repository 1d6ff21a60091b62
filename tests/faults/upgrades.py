"""A process killed while it brings an older record up to date: the structure is all old or all new, never between, and
nothing that the record held is lost. A record of a newer version is never written.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sqlite3
import time
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import works
from tests.faults.common import Outcome, clock, key
from workbench import folders
from workbench.errors import UserError
from workbench.services.workbench import Workbench
from workbench.storage.migrations import CURRENT

_SPAN = 0.25  # seconds within which the kill falls


def work(path: Path, told: Connection) -> None:
    """Open the record, which upgrades it."""
    told.send("ready")
    Workbench.open(path, clock(), "A").close()
    time.sleep(60)


def run(kills: int, seed: int = 7) -> Outcome:
    """Kill `kills` upgrades of the same record."""
    if key():
        return Outcome("upgrades", skipped="older records are plain")
    outcome, chance = Outcome("upgrades"), random.Random(seed)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ[folders.HOME] = str(Path(folder) / "home")
        older, path = Path(folder) / "cu.lkv", Path(folder) / "so.lkv"
        mark = works.prepare("upgrade", older)
        for turn in range(kills):
            for left in Path(folder).glob("so.lkv*"):
                left.unlink()
            shutil.copy(older, path)
            _kill(path, chance.uniform(0, _SPAN))
            outcome.tried["kills"] += 1
            outcome.tried[_structure(path, turn, outcome)] += 1
            outcome.failures += [f"kill {turn}: {words}" for words in works.wrong(path, [mark])]
        _newer(older, path, outcome)
    return outcome


def _kill(path: Path, after: float) -> None:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    how = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    child = how.Process(target=work, args=(path, theirs), daemon=True)
    child.start()
    theirs.close()
    ours.recv()
    time.sleep(after)
    child.kill()
    child.join()


def _structure(path: Path, turn: int, outcome: Outcome) -> str:
    """Whether the file is of the old or of the new form; anything between is a failure."""
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        steps = {row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")}
    new = (version == CURRENT, {"seal", "condition"} <= tables, "0010_seals" in steps)
    if any(new) and not all(new):
        outcome.failures.append(f"kill {turn}: between the old and the new form")
    return "found new" if all(new) else "found old"


def _newer(older: Path, path: Path, outcome: Outcome) -> None:
    """A record that a later version wrote is refused and left as it was."""
    shutil.copy(older, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=2001")
    before = path.read_bytes()
    try:
        Workbench.open(path, clock(), "A").close()
        outcome.failures.append("a newer record was opened")
    except UserError as error:
        if error.code != "newer_record" or path.read_bytes() != before:
            outcome.failures.append(f"a newer record: {error.code}")
    outcome.tried["newer records refused"] += 1
