"""A process killed at a random moment of edits, imports and copies: nothing acknowledged is lost, nothing is half done.

The same file goes through many kills, so that damage would add up. A kill cannot show what a power cut does: the system
keeps what it was given; see `disk`.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.common import Outcome, edit_of, import_of, named, office, reopened, unkept, unsound
from workbench import folders
from workbench.errors import UserError
from workbench.storage import backup, machine

_LIFE = 25  # kills that one file goes through
_SPAN = 0.6  # seconds within which the kill falls


def work(path: Path, told: Connection, first: int, half_an_import: bool = False) -> None:
    """Edits and imports without end, each told once it is acknowledged."""
    chance = random.Random(first)
    number = first
    with reopened(path, "Trần B") as opened:
        told.send("ready")
        while True:
            acts = [edit_of(number + n) for n in range(3)] + [import_of(number, chance)]
            number += 4
            for act in acts:
                if half_an_import and act.source == "import":  # what a careless program would do
                    opened.commit(_part(act, 0, 30))
                    opened.commit(_part(act, 30, None))
                else:
                    opened.commit(act)
                told.send(named(act))


def _part(act, start: int, stop: int | None):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(act, changes=act.changes[start:stop], sources=(), attachments=())


def run(kills: int, seed: int = 7, *, sabotage: bool = False) -> Outcome:
    """Kill `kills` times. `sabotage`: with imports written in two acts, which must be found."""
    outcome = Outcome("kills")
    chance = random.Random(seed)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ[folders.HOME] = str(Path(folder) / "home")
        for start in range(0, kills, _LIFE):
            path = Path(folder) / f"so-{start}.lkv"
            office(path)
            _life(path, min(_LIFE, kills - start), chance, outcome, sabotage)
            path.unlink(missing_ok=True)
            shutil.rmtree(Path(folder) / "home", ignore_errors=True)
    return outcome


def _life(path: Path, kills: int, chance: random.Random, outcome: Outcome, sabotage: bool) -> None:
    acked: set[str] = set()
    for turn in range(kills):
        acked |= _one(path, 1000 * (turn + 1), chance, sabotage)
        outcome.tried["kills"] += 1
        outcome.tried["hot journals"] += _hot(path)
        try:
            with reopened(path, "A") as opened:
                outcome.failures += unkept(opened, acked)
                if turn % 8 == 0 or turn == kills - 1:
                    outcome.failures += unsound(opened)
        except UserError as error:
            outcome.failures.append(f"not opened after kill {turn}: {error.code}")
            return
    outcome.tried["acts acknowledged"] += len(acked)
    _copies(path, outcome)


def _one(path: Path, first: int, chance: random.Random, sabotage: bool) -> set[str]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    how = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    child = how.Process(target=work, args=(path, theirs, first, sabotage), daemon=True)
    child.start()
    theirs.close()
    told: list[str] = []
    try:
        assert ours.recv() == "ready"
        time.sleep(chance.uniform(0, _SPAN))
        if hasattr(signal, "SIGKILL"):
            os.kill(child.pid or 0, signal.SIGKILL)
        else:
            child.kill()
        while True:
            told.append(ours.recv())
    except EOFError:
        pass
    child.join()
    return set(told)


def _hot(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def _copies(path: Path, outcome: Outcome) -> None:
    """Every copy that has its name is whole, whatever was killed while it was made."""
    folder = folders.own_files() / "backups" / machine.label(path)
    for copy in backup.copies(folder, path.stem):
        outcome.tried["copies"] += 1
        try:
            with reopened(copy.path, "A", read_only=True) as opened:
                if not copy.holds(backup.head_of(opened.database)) or any(opened.journal.verify()):
                    outcome.failures.append(f"copy {copy.path.name} is not what its name says")
        except UserError as error:
            outcome.failures.append(f"copy {copy.path.name}: {error.code}")
