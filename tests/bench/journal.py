"""`python -m tests.bench.journal [--changes N]`: what journal and seals cost beside the bare write of the same changes,
measured in one run in turns. Limit: 2.5 times.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.building import new
from workbench.clock import FixedClock
from workbench.records.changes import Change, ChangeSet, Label
from workbench.records.record import Ref
from workbench.services.workbench import Workbench

LIMIT = 2.5
SEED = ChangeSet(Label("act.seed", {"code": "DO"}), source="seed")


def measure(changes: int, rounds: int = 3) -> tuple[float, float]:
    """Microseconds a change: the bare write, and with journal and seals (medians of `rounds` turns)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "do.lkv"
        opened = Workbench.create(path, SEED, FixedClock.on(date(2026, 10, 12)), "A")
        opened.safeguard = None
        made = tuple(new("obstacle", f"o{n:08d}", content=f"Thiếu cát đắp nền {n}", note="0") for n in range(changes))
        opened.commit(ChangeSet(Label("act.sample"), made))
        bare: list[float] = []
        full: list[float] = []
        last = "0"
        for turn in range(rounds):
            for kept, times in ((False, bare), (True, full)):
                act, last = _edits(changes, last, f"{turn}{kept}")
                times.append(_time(lambda act=act, kept=kept: _write(opened, act, kept)) / changes * 1e6)  # type: ignore[misc]
        opened.close()
    return statistics.median(bare), statistics.median(full)


def _edits(changes: int, before: str, after: str) -> tuple[ChangeSet, str]:
    made = (Change(Ref("obstacle", f"o{n:08d}"), {"note": before}, {"note": after}) for n in range(changes))
    return ChangeSet(Label("act.edit", {"code": "?"}), tuple(made)), after


def _write(opened: Workbench, act: ChangeSet, kept: bool) -> None:
    with opened.database.transaction() as connection:
        number = opened.journal.head()[0]
        if kept:
            number = opened.journal.append(connection, act, opened.clock.now(), "A").number
        opened.repository.apply(connection, act.changes, number)
        if kept:
            opened.seals.refresh(connection, act.changes)


def _time(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=100_000)
    bare, full = measure(parser.parse_args(arguments).changes)
    print(f"bare {bare:.0f} µs, with journal and seals {full:.0f} µs a change: {full / bare:.2f} times, limit {LIMIT}")
    return 0 if full / bare <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
