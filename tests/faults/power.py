"""The plug pulled at a random moment: the disk holds all that was synced and a random part of what was not, by sector
and in any order. Nothing acknowledged may be lost then, no import half in, and the file must be sound.

Pieces of work are written down operation by operation; each crash is put together from that and opened by the
program. A disk that lies about syncing is beyond what any program can promise; that is what copies elsewhere are for.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults import preload, works
from tests.faults.common import Outcome, edit_of, import_of, reopened
from workbench import folders
from workbench.errors import UserError
from workbench.storage import backup, machine

_SECTOR = 512


def run(points: int, seed: int = 7, *, careless: bool = False) -> Outcome:
    """Pull the plug at `points` moments, spread over the pieces of work. `careless`: with a program that does not wait
    for the disk.
    """
    outcome = Outcome("power", skipped=preload.missing())
    if outcome.skipped:
        return outcome
    found = preload.run_inside("tests.faults.power", points, seed, int(careless))
    outcome.tried = Counter(found["tried"])
    outcome.failures = list(found["failures"])  # type: ignore[call-overload]
    return outcome


@dataclass(frozen=True)
class Op:
    """One operation: (o)pened for making, (w)rite, (t)runcate, (s)ync, (u)nlink, (r)ename, (m)ark."""

    kind: str
    path: str
    a: int
    b: int
    data: bytes = b""


def read_log(log: Path) -> Iterator[Op]:
    """The operations in order."""
    with log.open("rb") as file:
        while kind := file.read(1).decode():
            (length,) = struct.unpack("<i", file.read(4))
            path = file.read(length).decode()
            a, b = struct.unpack("<qq", file.read(16))
            yield Op(kind, path, a, b, file.read(b) if kind in "wr" else b"")


class Disk:
    """What surely lies on the disk, and what was done since the last sync of each file."""

    def __init__(self, folder: Path) -> None:
        self.sure = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        self.open: dict[str, list[Op]] = {}
        self.names: list[Op] = []

    def take(self, op: Op) -> None:
        """One more operation."""
        if op.kind in "wt" or (op.kind == "o" and op.a):
            self.open.setdefault(op.path, []).append(op)
        elif op.kind == "s":
            if Path(op.path).suffix or op.path in self.open or op.path in self.sure:
                content = bytearray(self.sure.get(op.path, b""))
                for pending in self.open.pop(op.path, []):
                    _apply(content, pending)
                self.sure[op.path] = bytes(content)
            self._settle(op.path)
        elif op.kind in "ur":
            self.names.append(op)

    def _settle(self, folder: str) -> None:
        """A synced folder keeps its names."""
        for op in [op for op in self.names if str(Path(op.path).parent) == folder]:
            self.names.remove(op)
            _rename(self.sure, self.open, op)

    def crash(self, chance: random.Random) -> dict[str, bytes]:
        """What may be found after the plug was pulled."""
        found = {path: bytearray(content) for path, content in self.sure.items()}
        for path, pending in self.open.items():
            content = found.setdefault(path, bytearray())
            share = chance.random()
            for op in pending:
                if op.kind == "w":
                    _partly(content, op, share, chance)
                elif chance.random() < share:
                    _apply(content, op)
        kept = {path: bytes(content) for path, content in found.items()}
        for op in self.names:
            if chance.random() < 0.5:
                _rename(kept, {}, op)
        return kept


def _apply(content: bytearray, op: Op) -> None:
    if op.kind == "w":
        _lengthen(content, op.a)
        content[op.a : op.a + op.b] = op.data
    else:
        size = 0 if op.kind == "o" else op.a
        del content[size:]
        _lengthen(content, size)


def _partly(content: bytearray, op: Op, share: float, chance: random.Random) -> None:
    """Some sectors of a write."""
    for start in range(0, op.b, _SECTOR):
        if chance.random() < share:
            piece = op.data[start : start + _SECTOR]
            _lengthen(content, op.a + start)
            content[op.a + start : op.a + start + len(piece)] = piece


def _lengthen(content: bytearray, size: int) -> None:
    if len(content) < size:
        content.extend(bytes(size - len(content)))


def _rename(files: dict[str, bytes], pending: dict[str, list[Op]], op: Op) -> None:
    if op.kind == "u":
        files.pop(op.path, None)
        pending.pop(op.path, None)
        return
    target = op.data.decode()
    if op.path in files:
        files[target] = files.pop(op.path)
    if op.path in pending:
        pending[target] = pending.pop(op.path)


def _recorded(name: str, area: Path, log: Path, *, careless: bool) -> tuple[list[str], list[Op]]:
    """Do a piece of work while it is written down: where the journal stood before and after each act, and what the
    disk was asked for. The area is then as it was before.
    """
    path, disk = area / "so.lkv", preload.disk()
    marks = [works.prepare(name, path)]
    before = area.with_name("before")
    shutil.copytree(area, before)

    def tell(mark: str) -> None:
        marks.append(mark)
        disk.shim_mark(len(marks) - 1)

    disk.shim_watch(str(area).encode())
    disk.shim_record(str(log).encode())
    if careless:
        _carelessly(path, tell)
    else:
        works.WORKS[name](path, tell)
    disk.shim_record(None)
    shutil.rmtree(area)
    before.rename(area)
    return marks, list(read_log(log))


def _carelessly(path: Path, tell: Callable[[str], object]) -> None:
    """The work of a program that does not wait for the disk."""
    chance = random.Random(3)
    with reopened(path, "A") as opened:
        opened.database.execute("PRAGMA synchronous=OFF")
        for n in range(12):
            opened.commit(import_of(n + 1, chance) if n % 4 == 2 else edit_of(n))
            tell(opened.journal.mark())


def main(points: int, seed: int, careless: bool) -> None:
    """Run inside the process that writes down; prints what was found."""
    tried: Counter[str] = Counter()
    failures: list[str] = []
    names = ["day"] if careless else works.possible()
    for name in names:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            area = Path(folder) / "o"
            area.mkdir()
            os.environ[folders.HOME] = str(area / "home")
            marks, ops = _recorded(name, area, Path(folder) / "log", careless=careless)
            tried["operations in the work"] += len(ops)
            for moment, words in _pulled(area, marks, ops, -(-points // len(names)), random.Random(f"{seed}{name}")):
                if words is None:
                    tried[f"plugs pulled ({name})"] += 1
                else:
                    failures.append(f"{name}, operation {moment}: {words}")
    print(json.dumps({"tried": tried, "failures": failures}))


def _pulled(
    area: Path, marks: list[str], ops: list[Op], points: int, chance: random.Random
) -> Iterator[tuple[int, str | None]]:
    """Crashes at so many moments, more than one at some when there are fewer moments; None once for each, then what
    is wrong.
    """
    moments = sorted(chance.choices(range(len(ops)), k=points))
    start, done, at = Disk(area), 0, 0
    for moment in moments:
        while at <= moment:
            start.take(ops[at])
            done = ops[at].a if ops[at].kind == "m" else done
            at += 1
        yield moment, None
        for words in _found(area, start.crash(chance), marks[done : done + 2]):
            yield moment, words


def _found(area: Path, files: dict[str, bytes], allowed: list[str]) -> Iterator[str]:
    """What is wrong with the record, and with the copies, as found after a crash."""
    shutil.rmtree(area)
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)
    path = area / "so.lkv"
    yield from works.wrong(path, allowed)
    second = area / "usb" / machine.label(path)
    for folder in (folders.own_files() / "backups" / machine.label(path), second):
        for copy in backup.copies(folder, path.stem):
            try:
                with reopened(copy.path, "A", read_only=True) as opened:
                    if not copy.holds(backup.head_of(opened.database)):
                        yield f"copy {copy.path.name} is not what its name says"
            except UserError as error:
                if error.code != "old_record_read_only":  # of the record before its upgrade
                    yield f"copy {copy.path.name}: {error.code}"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1")
