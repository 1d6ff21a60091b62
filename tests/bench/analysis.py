"""How long the pages of figures take in a large record, CPU time in one run, beside reading the records they count.

    python -m tests.bench.analysis [--rows 20000]      100000 takes minutes to lay ready; the limit is for that many

A page is read and drawn as in the window, work done at once, after the parts that draw were loaded by a first look at
the page of reports. The rival makes a record of every obstacle and no more.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
LIMIT_S, LIMIT_ROWS = 0.5, 100_000
FIRST, PAGES = "timeliness", ("analysis", "capital", "tiles", "matrix")


def timed(act: Callable[[], object]) -> float:
    """CPU seconds of an act."""
    start = time.process_time()
    act()
    return time.process_time() - start


def measure(file: Path) -> tuple[dict[str, float], float]:
    """Seconds of each page, and of making a record of every obstacle."""
    from PySide6.QtWidgets import QApplication

    from tests.ui.window_scene import OFFICER, TODAY
    from ui.main_window import MainWindow
    from ui.preferences import PreferenceBook
    from ui.tasks import InlineRunner
    from ui.theme import theme
    from workbench.clock import FixedClock
    from workbench.services.workbench import Workbench

    app = QApplication(sys.argv[:1])
    theme.apply(app, "light")
    opened = Workbench.open(file, FixedClock.on(TODAY), OFFICER)
    rival = timed(lambda: opened.repository.all("obstacle"))
    opened.close()
    opened = Workbench.open(file, FixedClock.on(TODAY), OFFICER)
    window = MainWindow(opened, file, InlineRunner(), PreferenceBook())
    window.resize(1366, 738)
    window.show()
    window.go(FIRST)
    app.processEvents()
    found = {}
    for page in PAGES:

        def draw(page: str = page) -> None:
            window.go(page)
            app.processEvents()
            window.grab()

        found[page] = timed(draw)
    window.close()
    return found, rival


def main(arguments: list[str]) -> int:
    """Lay a record ready, measure, print."""
    parser = argparse.ArgumentParser(prog="tests.bench.analysis")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--record", type=Path, help="a sample record of that size, copied first")
    chosen = parser.parse_args(arguments)
    from tests.ui.window_scene import TODAY
    from workbench.clock import FixedClock
    from workbench.services.sample import sample_record

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.lkv"
        if chosen.record:
            shutil.copy(chosen.record, file)
        else:
            sample_record(file, FixedClock.on(TODAY), rows=chosen.rows).close()
        found, rival = measure(file)
    for page, seconds in found.items():
        told = f"   {seconds / LIMIT_S:5.2f} of the limit" if chosen.rows == LIMIT_ROWS else ""
        print(f"{page:12} {seconds:7.3f} s   {seconds / rival:6.2f} of the records alone{told}")
    print(f"{'records':12} {rival:7.3f} s   {chosen.rows} obstacles")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
