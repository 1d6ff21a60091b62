"""`python -m tests.faults [--long] [--encrypted] [--only NAME] [--seed N]`: the fault runs with their counts; exit
code 1 when one does not pass. The short form is part of the tests; the long one is for releases.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable

from tests.faults.common import ENCRYPTED, Outcome, timed
from workbench.folders import HOME

Run = Callable[[int, int], Outcome]


def runs() -> dict[str, tuple[Run, int, int]]:
    """Name to run, short size and long size."""
    from tests.faults import attacks, damage, disk, kills, power, rekeying, sharing, upgrades

    return {
        "kills": (lambda size, seed: kills.run(size, seed), 40, 1000),
        "rekeying": (lambda size, seed: rekeying.run(size, seed), 10, 200),
        "upgrades": (lambda size, seed: upgrades.run(size, seed), 10, 1000),
        "damage": (lambda size, seed: damage.run(size, seed), 6, 200),
        "attacks": (lambda size, seed: attacks.run(size, seed), 3, 200),
        "sharing": (lambda size, seed: sharing.run(size, seed), 8, 1000),
        "disk": (lambda size, seed: disk.run(size, seed), 10, 100_000),
        "power": (lambda size, seed: power.run(size, seed), 40, 100_000),
    }


def main(arguments: list[str]) -> int:
    """Run them and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", action="append", choices=sorted(runs()))
    parser.add_argument("--size", type=int, help="instead of the short or long size")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--encrypted", action="store_true", help="with records under a passphrase")
    chosen = parser.parse_args(arguments)
    if chosen.encrypted:
        os.environ[ENCRYPTED] = "yes"
    os.environ[HOME] = tempfile.mkdtemp(prefix="lien-ket-vung-faults-")
    good = True
    try:
        for name, (run, short, long) in runs().items():
            if chosen.only and name not in chosen.only:
                continue
            size = chosen.size or (long if chosen.long else short)
            outcome = timed(lambda run=run, size=size: run(size, chosen.seed))  # type: ignore[misc]
            print(outcome.line(), flush=True)
            good = good and (outcome.passed or bool(outcome.skipped))
    finally:
        shutil.rmtree(os.environ[HOME], ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
