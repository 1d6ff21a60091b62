"""`python -m tests.bench.vault [--rows N]`: the same work on a plain record and on an encrypted one, in turns.

Limit for the work as a whole: 1.6 times. Processor time is compared: waiting for the disk is the same for both and only
dilutes the ratio. Each round opens the record anew, so that nothing is read from memory already.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.building import new
from workbench.clock import FixedClock
from workbench.folders import HOME
from workbench.records.changes import Change, ChangeSet, Label
from workbench.records.record import Ref
from workbench.services.workbench import Workbench
from workbench.storage.backup import save_as
from workbench.storage.cipher import Key

LIMIT = 1.6
ROUNDS = 3
SEED = ChangeSet(Label("act.seed", {"code": "DO"}), source="seed")
KEY = Key(bytes(range(32)), bytes(range(16)))
Work = Callable[[Workbench, int, int], object]


def _edit(opened: Workbench, rows: int, turn: int) -> None:
    before, after = (None if turn == 0 else f"lần {turn - 1}"), f"lần {turn}"
    made = tuple(Change(Ref("obstacle", f"o{n:07d}"), {"note": before}, {"note": after}) for n in range(0, rows, 2))
    opened.commit(ChangeSet(Label("act.edit", {"code": "?"}), made))


def _points(opened: Workbench, rows: int, turn: int) -> None:
    chance = random.Random(turn)
    for _ in range(1000):
        opened.repository.get(Ref("obstacle", f"o{chance.randrange(rows):07d}"))


def _small_acts(opened: Workbench, rows: int, turn: int) -> None:
    for n in range(30):
        change = new("obstacle", f"s{turn}-{n}", content="Một việc nhỏ")
        opened.commit(ChangeSet(Label("act.create", {"code": "?"}), (change,)))


def _copy(opened: Workbench, rows: int, turn: int) -> None:
    save_as(opened.database, opened.database.path.with_suffix(f".{turn}.sao"))


WORKS: dict[str, Work] = {
    "read all": lambda opened, rows, turn: opened.repository.all("obstacle"),
    "find a word": lambda opened, rows, turn: opened.search.find("obstacle", "cat dap"),
    "read 1,000 by id": _points,
    "edit half of all": _edit,
    "30 small acts": _small_acts,
    "checked copy": _copy,
}


def measure(rows: int) -> dict[str, tuple[float, float]]:
    """Seconds plain and encrypted of each work, medians of `ROUNDS`."""
    clock = FixedClock.on(date(2026, 10, 12))
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in ("open", *WORKS)}
    with tempfile.TemporaryDirectory() as folder:
        os.environ[HOME] = folder
        paths = (Path(folder) / "thuong.lkv", Path(folder) / "mahoa.lkv")
        for path, key in zip(paths, (None, KEY), strict=True):
            with Workbench.create(path, SEED, clock, "A", key) as made:
                made.safeguard = None
                text = "Thiếu cát đắp nền đường, chưa thống nhất mỏ vật liệu {n} giữa hai tỉnh "
                every = (new("obstacle", f"o{n:07d}", content=text.format(n=n) * 4) for n in range(rows))
                made.commit(ChangeSet(Label("act.sample"), tuple(every)))
        for turn in range(ROUNDS):
            for side, (path, key) in enumerate(zip(paths, (None, KEY), strict=True)):
                _round(path, key, clock, rows, turn, {name: times[side] for name, times in taken.items()})
    return {name: (statistics.median(plain), statistics.median(sealed)) for name, (plain, sealed) in taken.items()}


def _round(path: Path, key: Key | None, clock: FixedClock, rows: int, turn: int, taken: dict[str, list[float]]) -> None:
    start = time.process_time()
    opened = Workbench.open(path, clock, "A", secrets=[key] if key else [])
    taken["open"].append(time.process_time() - start)
    opened.safeguard = None
    for name, work in WORKS.items():
        start = time.process_time()
        work(opened, rows, turn)
        taken[name].append(time.process_time() - start)
    opened.close()


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    found = measure(parser.parse_args(arguments).rows)
    for name, (plain, sealed) in found.items():
        print(f"{name:<18} plain {plain * 1000:8.1f} ms   encrypted {sealed * 1000:8.1f} ms   {sealed / plain:.2f}")
    plain, sealed = (sum(times[side] for times in found.values()) for side in (0, 1))
    print(f"as a whole {sealed / plain:.2f} times, limit {LIMIT}")
    return 0 if sealed / plain <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
