"""Every operation on the disk fails in turn, full or broken, once or for ever: the record is sound afterwards, nothing
acknowledged is lost, no import is half in, and what the officer is told is a sentence.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults import preload
from tests.faults.common import Outcome, edit_of, import_of, named, office, reopened, unkept, unsound
from workbench.errors import UserError
from workbench.messages import of_error
from workbench.storage import machine

_FAR = 1 << 40
_KINDS = {"full": errno.ENOSPC, "broken": errno.EIO}


def run(points: int, seed: int = 7) -> Outcome:
    """Fail at most `points` operations in each of the four ways, spread over the work, or all when there are fewer."""
    outcome = Outcome("disk", skipped=preload.missing())
    if outcome.skipped:
        return outcome
    found = preload.run_inside("tests.faults.disk", points, seed)
    outcome.tried = Counter(found["tried"])
    outcome.failures = list(found["failures"])  # type: ignore[call-overload]
    return outcome


def _work(path: Path, acked: set[str]) -> None:
    """What an office does in a minute: small acts, an import with its copy, an undo, closing."""
    chance = random.Random(1)
    with reopened(path, "A") as opened:
        for act in (edit_of(1), import_of(5, chance), edit_of(2)):
            opened.commit(act)
            acked.add(named(act))
        opened.undo()
        acked.discard("e2")


class _Runs:
    """One work after another on a fresh copy, each with another operation failing."""

    def __init__(self, folder: Path, points: int, seed: int) -> None:
        self.folder, self.points = folder, points
        self.chance = random.Random(seed)
        self.disk = preload.disk()
        self.sound = folder / "nguon.lkv"
        self.tried: Counter[str] = Counter()
        self.failures: list[str] = []
        office(self.sound, 20)
        self.area = folder / "o"

    def all(self) -> None:
        """Every kind, once and for ever."""
        total = self._count()
        for kind, error in _KINDS.items():
            for always in (False, True):
                points = range(total)
                chosen = points if total <= self.points else sorted(self.chance.sample(points, self.points))
                for point in chosen:
                    self._one(kind, error, always, point)

    def _count(self) -> int:
        """How many operations the work takes."""
        path = self._fresh()
        self.disk.shim_arm(_FAR, errno.EIO, 0)
        _work(path, set())
        left: int = self.disk.shim_left()
        self.disk.shim_disarm()
        self.tried["operations in the work"] = _FAR - left
        return _FAR - left

    def _fresh(self) -> Path:
        shutil.rmtree(self.area, ignore_errors=True)
        self.area.mkdir()
        os.environ[machine.HOME] = str(self.area / "home")
        self.disk.shim_watch(str(self.area).encode())
        return Path(shutil.copy(self.sound, self.area / "so.lkv"))

    def _one(self, kind: str, error: int, always: bool, point: int) -> None:
        path, acked = self._fresh(), set[str]()
        where = f"{kind}, {'for ever' if always else 'once'}, operation {point}"
        self.disk.shim_arm(point, error, always)
        try:
            _work(path, acked)
            self.tried["finished all the same"] += 1  # it struck a copy that may fail, or what comes after the last act
        except UserError as told:
            self.tried["told in a sentence"] += 1
            if of_error(told).startswith(("error.", "safety.")):
                self.failures.append(f"{where}: no sentence for {told.code}")
        except Exception as raised:
            self.failures.append(f"{where}: {type(raised).__name__}: {raised}")
        self.disk.shim_disarm()
        self.tried["faults"] += 1
        try:
            with reopened(path, "B") as opened:
                self.failures += [f"{where}: {words}" for words in (*unkept(opened, acked), *unsound(opened))]
                opened.commit(edit_of(9))  # and work goes on
        except UserError as told:
            self.failures.append(f"{where}: not usable afterwards: {told.code}")


def main(points: int, seed: int) -> None:
    """Run inside the process that has the failing disk; prints what was found."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        runs = _Runs(Path(folder), points, seed)
        runs.all()
        print(json.dumps({"tried": runs.tried, "failures": runs.failures}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
