"""`python -m tests.bench.opening FILE [--passphrase-file F]`: how long a large record takes to open, the first time on
this computer (it is looked over then) and as this computer left it. Limit for the latter: 1 second.

`main.py sample FILE --rows 157000` writes a record of a million.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from workbench.clock import SystemClock
from workbench.folders import HOME
from workbench.services.workbench import Workbench

LIMIT = 1.0


def measure(path: Path, passphrase: str = "") -> tuple[int, float, float]:
    """Records in the file; seconds of the first opening, and of one as it was left (median of 3)."""
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME] = home
        times = []
        records = 0
        for _ in range(4):
            start = time.perf_counter()
            opened = Workbench.open(path, SystemClock(), "A", secrets=[passphrase])
            times.append(time.perf_counter() - start)
            opened.safeguard = None
            records = records or sum(opened.repository.count(key) for key in opened.repository.entities)
            opened.close()
    return records, times[0], statistics.median(times[1:])


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--passphrase-file", type=Path)
    chosen = parser.parse_args(arguments)
    passphrase = chosen.passphrase_file.read_text("utf-8").splitlines()[0] if chosen.passphrase_file else ""
    records, first, known = measure(chosen.file, passphrase)
    size = chosen.file.stat().st_size / (1 << 20)
    print(f"{records:,} records, {size:,.0f} MB: first {first:.2f} s, as left {known:.3f} s, limit {LIMIT} s")
    return 0 if known <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
