"""Two programs, one record: a second writer is turned away by name, readers are let in, and a copy made of the file
while it is open is either whole or known to be torn, never silently short.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.common import Outcome, edit_of, import_of, key, named, office, reopened, unkept, unsound
from workbench import folders
from workbench.clock import FixedClock
from workbench.errors import RecordUnavailable, UserError
from workbench.services.workbench import Workbench
from workbench.storage.outside import note_path

_IDLE_EDITS = 30
_LIFE = 20  # copies taken of one record
_APART = 5_000_000  # numbers of acts that the busy writer never reaches


def run(size: int, seed: int = 7) -> Outcome:
    """`size` copies while somebody writes, and as many attempts to write beside them."""
    outcome = Outcome("sharing")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ[folders.HOME] = str(Path(folder) / "home")
        chance = random.Random(seed)
        for start in range(0, size, _LIFE):  # a fresh record now and then: the writer never rests, and it grows
            path = Path(folder) / f"so-{start}.lkv"
            office(path)
            _busy(path, min(_LIFE, size - start), chance, outcome)
        _idle(path, outcome)
        _dead_owner(path, outcome)
        _elsewhere(path, outcome)
        _clock_set_back(path, outcome)
        _read_only(path, outcome)
    return outcome


def _write_on(path: Path, told: Connection) -> None:
    """Acts without end."""
    chance = random.Random(1)
    number = 0
    with reopened(path, "Trần B") as opened:
        opened.safeguard = None
        while True:
            act = import_of(number, chance) if number % 20 == 19 else edit_of(number)
            opened.commit(act)
            told.send(named(act))
            number += 1


def _write_some(path: Path, told: Connection) -> None:
    """Some acts, then nothing, with the record open."""
    with reopened(path, "Trần B") as opened:
        opened.safeguard = None
        for number in range(_APART, _APART + _IDLE_EDITS):
            act = edit_of(number)
            opened.commit(act)
            told.send(named(act))
        told.send("idle")
        time.sleep(600)


@contextmanager
def _other(work: Callable[[Path, Connection], None], path: Path) -> Iterator[Connection]:
    """Another process at work on the record, ended at the end."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    how = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    child = how.Process(target=work, args=(path, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        yield ours
    finally:
        child.kill()
        child.join()


def _heard(told: Connection, acked: set[str]) -> set[str]:
    while told.poll():
        acked.add(told.recv())
    return set(acked)


def _busy(path: Path, size: int, chance: random.Random, outcome: Outcome) -> None:
    copied = path.with_name("chep.lkv")
    acked: set[str] = set()
    with _other(_write_on, path) as told:
        acked.add(told.recv())
        for turn in range(size):
            time.sleep(chance.uniform(0.005, 0.05))
            before = _heard(told, acked)
            _slowly(path, copied)
            _judge(copied, before, f"busy copy {turn}", outcome)
            _second_writer(path, outcome)
            _reader(path, outcome)
    with reopened(path, "A") as opened:
        outcome.failures += [*unkept(opened, acked), *unsound(opened)]


def _slowly(path: Path, target: Path) -> None:
    """As a synchronising program or a chat copies: in pieces, without asking."""
    with path.open("rb") as source, target.open("wb") as copy:
        while piece := source.read(32 * 1024):
            copy.write(piece)
            time.sleep(0.001)


def _judge(copied: Path, before: set[str], name: str, outcome: Outcome) -> None:
    try:
        with reopened(copied, "A", read_only=True) as opened:
            if lost := list(unkept(opened, before)):
                outcome.failures.append(f"{name} is silently short: {lost[0]}")
            outcome.tried["whole copies"] += 1
    except UserError:
        outcome.tried["torn copies, known as such"] += 1


def _second_writer(path: Path, outcome: Outcome) -> None:
    try:
        reopened(path, "C").close()
        outcome.failures.append("a second writer was let in")
    except RecordUnavailable as error:
        if error.code != "record_in_use" or error.params["user"] == "?":
            outcome.failures.append(f"the second writer was told {error.code} {error.params}")
        outcome.tried["second writers turned away"] += 1


def _reader(path: Path, outcome: Outcome) -> None:
    try:
        with reopened(path, "C", read_only=True) as opened:
            opened.repository.all("obstacle")
        outcome.tried["readings meanwhile"] += 1
    except UserError as error:
        outcome.failures.append(f"reading meanwhile: {error.code}")


def _idle(path: Path, outcome: Outcome) -> None:
    acked: set[str] = set()
    with _other(_write_some, path) as told:
        while "idle" not in _heard(told, acked):
            time.sleep(0.01)
        copied = Path(shutil.copy(path, path.with_name("nghi.lkv")))
        with reopened(copied, "A") as opened:
            outcome.failures += [f"idle copy: {words}" for words in unkept(opened, acked - {"idle"})]
            outcome.failures += [f"idle copy: {words}" for words in unsound(opened)]
        outcome.tried["idle copies"] += 1


def _dead_owner(path: Path, outcome: Outcome) -> None:
    """Whoever had the record is gone: the next one has it at once, and it was looked over."""
    if not note_path(path).exists():
        outcome.failures.append("the killed owner left no note")
    with reopened(path, "A") as opened:
        if opened.opening.found != "unclean":
            outcome.failures.append(f"after a killed owner the record was taken as {opened.opening.found}")
    outcome.tried["dead owners"] += 1


def _elsewhere(path: Path, outcome: Outcome) -> None:
    """The note of another computer lies beside the record: refused with its name, taken over only when told to, and
    the journal says so.
    """
    note = {"user": "duc", "computer": "MAY-KHAC", "since": "09:12 01/10/2026", "pid": 1}
    note_path(path).write_text(json.dumps(note), "utf-8")
    try:
        reopened(path, "A").close()
        outcome.failures.append("the note of another computer was taken silently")
    except RecordUnavailable as error:
        if (error.code, error.params["computer"]) != ("safety.held_elsewhere", "MAY-KHAC"):
            outcome.failures.append(f"the note of another computer: {error.code} {error.params}")
    with reopened(path, "A", over=True) as opened:
        if opened.journal.acts(1)[0].label.key != "act.took_over":
            outcome.failures.append("taking over is not in the journal")
    outcome.tried["notes of another computer"] += 1


def _clock_set_back(path: Path, outcome: Outcome) -> None:
    """A computer whose clock stands before the last act: said on opening, and the journal keeps its order."""
    behind = FixedClock.on(date(2020, 1, 1), "lui-")
    own = key()
    with Workbench.open(path, behind, "A", secrets=[own] if own else []) as opened:
        if opened.opening.ahead is None:
            outcome.failures.append("nothing was said of a clock that went back")
        number = opened.commit(edit_of(2 * _APART)).act.number
        if opened.journal.head()[0] != number or list(opened.journal.verify()):
            outcome.failures.append("an act written with the clock set back is not the last one")
    outcome.tried["clocks set back"] += 1


def _read_only(path: Path, outcome: Outcome) -> None:
    """On a medium that cannot be written everything can be read, nothing is changed, and writing is refused in words."""
    before = path.read_bytes()
    with reopened(path, "A", read_only=True) as opened:
        opened.repository.all("obstacle")
        outcome.failures += unsound(opened)
        try:
            opened.commit(edit_of(1))
            outcome.failures.append("a record open for reading was written")
        except UserError as error:
            if error.code != "read_only_record":
                outcome.failures.append(f"writing for reading only: {error.code}")
    if path.read_bytes() != before:
        outcome.failures.append("reading changed the file")
    outcome.tried["read-only"] += 1
