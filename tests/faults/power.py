"""The plug pulled at a random moment: the disk holds all that was synced and a random part of what was not, by sector
and in any order. Nothing acknowledged may be lost then, no import half in, and the file must be sound.

One piece of work is written down operation by operation; each crash is put together from that and opened by the
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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults import preload
from tests.faults.common import Outcome, edit_of, import_of, named, office, reopened, unkept, unsound
from workbench.errors import UserError
from workbench.storage import backup, machine

_SECTOR = 512


def run(points: int, seed: int = 7, *, careless: bool = False) -> Outcome:
    """Pull the plug at `points` moments. `careless`: with a program that does not wait for the disk."""
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


def _work(path: Path, disk: object, careless: bool) -> list[str]:
    """The work that is written down; what was acknowledged, mark by mark."""
    chance = random.Random(3)
    acked = []
    with reopened(path, "A") as opened:
        if careless:
            opened.database.execute("PRAGMA synchronous=OFF")
        for n in range(12):
            act = import_of(n, chance) if n % 4 == 2 else edit_of(n)
            opened.commit(act)
            acked.append(named(act))
            disk.shim_mark(len(acked))  # type: ignore[attr-defined]
    return acked


def main(points: int, seed: int, careless: bool) -> None:
    """Run inside the process that writes down; prints what was found."""
    tried: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        area, log = Path(folder) / "o", Path(folder) / "log"
        area.mkdir()
        os.environ[machine.HOME] = str(area / "home")
        path = area / "so.lkv"
        office(path, 20)
        before = Path(folder) / "before"
        shutil.copytree(area, before)
        disk = preload.disk()
        disk.shim_watch(str(area).encode())
        disk.shim_record(str(log).encode())
        acked = _work(path, disk, careless)
        disk.shim_record(None)
        ops = list(read_log(log))
        shutil.rmtree(area)
        before.rename(area)
        chance = random.Random(seed)
        moments = sorted(chance.sample(range(len(ops)), min(points, len(ops))))
        tried["operations in the work"] = len(ops)
        start, done, at = Disk(area), 0, 0
        for moment in moments:
            while at <= moment:
                start.take(ops[at])
                done = ops[at].a if ops[at].kind == "m" else done
                at += 1
            tried["plugs pulled"] += 1
            failures += [f"operation {moment}: {w}" for w in _found(area, start.crash(chance), set(acked[:done]))]
    print(json.dumps({"tried": tried, "failures": failures}))


def _found(area: Path, files: dict[str, bytes], acked: set[str]) -> Iterator[str]:
    """What is wrong with the record, and with the copies, as found after a crash."""
    shutil.rmtree(area)
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)
    path = area / "so.lkv"
    try:
        with reopened(path, "A") as opened:
            opened.safeguard = None
            yield from unkept(opened, acked)
            yield from unsound(opened)
    except UserError as error:
        yield f"not opened: {error.code}"
    for copy in backup.copies(machine.home() / "backups" / machine.label(path), path.stem):
        try:
            with reopened(copy.path, "A", read_only=True) as opened:
                if not copy.holds(backup.head_of(opened.database)):
                    yield f"copy {copy.path.name} is not what its name says"
        except UserError as error:
            yield f"copy {copy.path.name}: {error.code}"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1")
