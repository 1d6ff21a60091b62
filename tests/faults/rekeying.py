"""A process killed while it sets, changes or takes away the passphrase: the record opens with the passphrase before or
with the one after, holds what it held, and nothing half-written stays beside it.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.common import Outcome, clock, key, office, unsound
from workbench import folders
from workbench.errors import UserError
from workbench.services.protecting import protect
from workbench.services.workbench import Workbench
from workbench.storage import backup

_STATES = ("", "sông Tiền sông Hậu", "đường ven biển")
_SPAN = 3.0  # seconds within which the kill falls


def work(path: Path, told: Connection, state: int) -> None:
    """One passphrase after the other without end, each told once it is set."""
    told.send("ready")
    while True:
        state = (state + 1) % len(_STATES)
        protect(path, _STATES[state], clock(), "A", _STATES[1:])
        told.send(state)


def run(kills: int, seed: int = 7) -> Outcome:
    """Kill `kills` times."""
    outcome = Outcome("rekeying")
    chance = random.Random(seed)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ[folders.HOME] = str(Path(folder) / "home")
        (Path(folder) / "so").mkdir()
        path = Path(folder) / "so" / "so.lkv"
        if key():
            return Outcome("rekeying", skipped="begins with a plain record")
        office(path, 10)
        state = 0
        for turn in range(kills):
            state = _one(path, state, chance, outcome, turn)
    return outcome


def _one(path: Path, state: int, chance: random.Random, outcome: Outcome, turn: int) -> int:
    acked = _killed(path, state, chance)
    outcome.tried["kills"] += 1
    outcome.tried["passphrases set"] += len(acked)
    last = acked[-1] if acked else state
    outcome.tried["stopped half way"] += len(backup.leftovers(path.parent, path.name))
    try:
        with Workbench.open(path, clock(), "A", secrets=_STATES[1:]) as opened:
            own = opened.database.key
            now = next(n for n, words in enumerate(_STATES) if (own.is_of(words) if own and words else not own))
            if now not in (last, (last + 1) % len(_STATES)):
                outcome.failures.append(f"kill {turn}: state {now} after {last}")
            if opened.repository.count("obstacle") != 70:
                outcome.failures.append(f"kill {turn}: {opened.repository.count('obstacle')} obstacles")
            outcome.failures += unsound(opened)
    except UserError as error:
        outcome.failures.append(f"kill {turn}: not opened: {error.code}")
        return last
    if (beside := [found.name for found in path.parent.iterdir()]) != [path.name]:
        outcome.failures.append(f"kill {turn}: left behind {beside}")
    return now


def _killed(path: Path, state: int, chance: random.Random) -> list[int]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    how = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    child = how.Process(target=work, args=(path, theirs, state), daemon=True)
    child.start()
    theirs.close()
    told: list[int] = []
    try:
        assert ours.recv() == "ready"
        time.sleep(chance.uniform(0, _SPAN))
        child.kill()
        while True:
            told.append(ours.recv())
    except EOFError:
        pass
    child.join()
    return told
