"""How long the pages of figures take in a large record, CPU time in one run, beside reading the records they count.

    python -m tests.bench.analysis [--rows 20000] [--record FILE]      100000 takes minutes to lay ready; the limit is
                                                                       for that many

A page is read and drawn as in the window, work done at once: first as it is opened, then again. The library that draws
is loaded by itself and told by itself. A record without projects gets some, with their capital. The rival makes a record
of every obstacle and no more.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
LIMIT_S, LIMIT_ROWS = 0.5, 100_000
PROJECTS, YEARS = 1_000, 6
SCENES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("timeliness", {}),
    ("analysis", {"months": 0}),
    ("analysis", {"months": 12}),
    ("analysis", {"months": 0, "localities": ("92.2", "86.2")}),
    ("capital", {"span": ""}),
    ("capital", {"span": "2026-2030"}),
    ("tiles", {"measure": "obstacles", "units": "new"}),
    ("tiles", {"measure": "late"}),
    ("tiles", {"measure": "agreements"}),
    ("tiles", {"measure": "disbursed"}),
    ("tiles", {"measure": "reports"}),
    ("tiles", {"measure": "obstacles", "units": "old"}),
    ("matrix", {"of": "agreements"}),
    ("matrix", {"of": "obstacles"}),
    ("matrix", {"of": "projects"}),
    ("review", {}),
)


def timed(act: Callable[[], object]) -> float:
    """CPU seconds of an act."""
    start = time.process_time()
    act()
    return time.process_time() - start


def add_projects(opened: Any) -> None:
    """Projects that join two localities, each with capital of some years."""
    from tests.building import new, write

    places = [record.uid for record in opened.repository.all("locality") if record.values.valid_to is None]
    made = []
    for n in range(PROJECTS):
        where = (places[n % len(places)], places[(n * 7 + 3) % len(places)])
        kind = ("transport", "irrigation", "flood")[n % 3]
        values = {"name": f"Dự án {n}", "status": "doing", "localities": tuple(dict.fromkeys(where))}
        made.append(new("project", f"bench{n}", project_class=kind, **values))
        made += [
            new(
                "capital_line", f"bench{n}-{year}", project=f"bench{n}", year=2023 + year, source="central",
                need=(n + 1) * 10**9, planned=n * 10**9, allocated=n * 9 * 10**8, disbursed=n * 5 * 10**8,
            )
            for year in range(YEARS)
        ]  # fmt: skip
    write(opened, *made)


def measure(file: Path) -> tuple[list[tuple[str, float, float]], float, float]:
    """Seconds of each page first and again, of loading what draws, and of making a record of every obstacle."""
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
    if not opened.repository.count("project"):
        add_projects(opened)
    rival = timed(lambda: opened.repository.all("obstacle"))
    opened.close()
    opened = Workbench.open(file, FixedClock.on(TODAY), OFFICER)
    window = MainWindow(opened, file, InlineRunner(), PreferenceBook())
    window.resize(1366, 738)
    window.show()
    app.processEvents()
    loading = timed(lambda: importlib.import_module("pyqtgraph"))
    found = []
    for page, chosen in SCENES:

        def draw(page: str = page, chosen: dict[str, Any] = chosen) -> None:
            window.go(page, **chosen)
            app.processEvents()
            window.grab()

        words = " ".join((page, *(f"{key}={value}" for key, value in chosen.items() if value)))
        found.append((words, timed(draw), timed(draw)))
    window.close()
    return found, loading, rival


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
        found, loading, rival = measure(file)
    print(f"{'':40} {'first':>7} {'again':>7}   first over the records alone")
    for page, first, again in found:
        told = f"   {first / LIMIT_S:5.2f} of the limit" if chosen.rows == LIMIT_ROWS else ""
        print(f"{page:40} {first:7.3f} {again:7.3f}   {first / rival:5.2f}{told}")
    print(f"{'loading what draws':40} {loading:7.3f}")
    print(f"{'records alone':40} {rival:7.3f}   {chosen.rows} obstacles")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
