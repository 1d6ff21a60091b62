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

from tests.faults import preload, works
from tests.faults.common import Outcome
from workbench import folders
from workbench.errors import UserError
from workbench.messages import of_error

_FAR = 1 << 40
_KINDS = {"full": errno.ENOSPC, "broken": errno.EIO}


def run(points: int, seed: int = 7) -> Outcome:
    """Fail at most `points` operations in each of the four ways, spread over the pieces of work, or all when there are
    fewer.
    """
    outcome = Outcome("disk", skipped=preload.missing())
    if outcome.skipped:
        return outcome
    found = preload.run_inside("tests.faults.disk", points, seed)
    outcome.tried = Counter(found["tried"])
    outcome.failures = list(found["failures"])  # type: ignore[call-overload]
    return outcome


class _Runs:
    """One piece of work, again and again on a fresh copy, each time with another operation failing."""

    def __init__(self, folder: Path, name: str, points: int, seed: int, tried: Counter[str]) -> None:
        self.name, self.points, self.tried = name, points, tried
        self.chance = random.Random(f"{seed}{name}")
        self.disk = preload.disk()
        self.sound, self.area = folder / "nguon", folder / "o"
        self.sound.mkdir()
        os.environ[folders.HOME] = str(self.sound / "home")
        self.marks = [works.prepare(name, self.sound / "so.lkv")]
        self.failures: list[str] = []

    def all(self) -> list[str]:
        """Every kind, once and for ever."""
        total = self._count()
        for kind, error in _KINDS.items():
            for always in (False, True):
                points = range(total)
                chosen = points if total <= self.points else sorted(self.chance.sample(points, self.points))
                for point in chosen:
                    self._one(kind, error, always, point)
        return self.failures

    def _count(self) -> int:
        """How many operations the work takes, and where it leaves the journal after each act."""
        path = self._fresh()
        self.disk.shim_arm(_FAR, errno.EIO, 0)
        works.WORKS[self.name](path, self.marks.append)
        left: int = self.disk.shim_left()
        self.disk.shim_disarm()
        self.tried["operations in the work"] += _FAR - left
        return _FAR - left

    def _fresh(self) -> Path:
        shutil.rmtree(self.area, ignore_errors=True)
        shutil.copytree(self.sound, self.area)
        os.environ[folders.HOME] = str(self.area / "home")
        self.disk.shim_watch(str(self.area).encode())
        return self.area / "so.lkv"

    def _one(self, kind: str, error: int, always: bool, point: int) -> None:
        path, told = self._fresh(), list[str]()
        where = f"{self.name}, {kind}, {'for ever' if always else 'once'}, operation {point}"
        self.disk.shim_arm(point, error, always)
        try:
            works.WORKS[self.name](path, told.append)
            self.tried["finished all the same"] += 1  # it struck a copy that may fail, or what comes after the last act
        except UserError as refused:
            self.tried["told in a sentence"] += 1
            if of_error(refused).startswith(("error.", "safety.")):
                self.failures.append(f"{where}: no sentence for {refused.code}")
        except Exception as raised:
            self.failures.append(f"{where}: {type(raised).__name__}: {raised}")
        self.disk.shim_disarm()
        self.tried["faults"] += 1
        allowed = self.marks[len(told) : len(told) + 2]
        self.failures += [f"{where}: {words}" for words in works.wrong(path, allowed)]


def main(points: int, seed: int) -> None:
    """Run inside the process that has the failing disk; prints what was found."""
    tried: Counter[str] = Counter()
    failures: list[str] = []
    names = works.possible()
    for name in names:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            failures += _Runs(Path(folder), name, -(-points // len(names)), seed, tried).all()
    print(json.dumps({"tried": tried, "failures": failures}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
