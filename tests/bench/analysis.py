"""How long the pages of figures take in a large record, CPU time in one run, beside reading the records they count.

    python -m tests.bench.analysis [--rows 20000] [--record FILE]      100000 takes minutes to lay ready; the limit is
                                                                       for that many
    python -m tests.bench.analysis --plans 5000                        the review alone, with so many items of plans

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
WORKS = ("Đường ven biển", "Cầu vượt sông", "Kênh trục", "Cụm cống kiểm soát mặn", "Cảng cạn", "Đê bao", "Hồ trữ nước")
NAMES = (
    "Cổ Chiên",
    "Hàm Luông",
    "Măng Thít",
    "Tiền Giang",
    "Sông Hậu",
    "Xà No",
    "Quản Lộ",
    "Cái Lớn",
    "Vàm Nao",
    "Gành Hào",
)
SECTORS = ("A01", "A03", "C10", "D35", "H52", "N79")
PRODUCTS = ("Trung tâm logistics", "Nhà máy chế biến trái cây", "Điện gió", "Nuôi tôm nước lợ", "Du lịch sinh thái")
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


def add_plans(opened: Any, items: int) -> None:
    """A plan of each locality and its region: half the items stand in a neighbour's plan too, some in other words.

    A tenth as many priorities of economic sectors: as 34 localities with 15 each have for 5,000 items.
    """
    from tests.building import new, write

    places = [record.uid for record in opened.repository.all("locality") if record.values.valid_to is None]
    made = [
        new("plan", f"plan{n}", name=f"Quy hoạch tỉnh {n}", level="provincial", kind="provincial", locality=place,
            state="approved", period="2021-2030")
        for n, place in enumerate(places)
    ]  # fmt: skip
    for n in range(items):
        at, work = n % len(places), n // 2 // len(places)
        other = (at + 1) % len(places) if n // len(places) % 2 else (at - 1) % len(places)
        kind = WORKS[work % len(WORKS)]
        pair = min(at, other), max(at, other)
        name = f"{kind} {NAMES[(pair[0] * 7 + work) % len(NAMES)]} đoạn {work} nối {pair[0]} và {pair[1]}"
        values: dict[str, Any] = {
            "name": name if n % 5 else f"Đầu tư {name.lower()}",
            "localities": (places[at], places[other]),
        }
        years = {"year_from": 2024 + n % 3, "year_to": 2030, "scale": f"{n % 9 + 2} km"}
        made.append(
            new("plan_item", f"item{n}", plan=f"plan{at}", ordinal=n, project_class="transport", **values, **years)
        )
    for n in range(items // 10):
        made.append(
            new("sector_priority", f"sector{n}", locality=places[n % len(places)], sector=SECTORS[n % len(SECTORS)],
                product=f"{PRODUCTS[n % len(PRODUCTS)]} {NAMES[n % len(NAMES)]}", place=NAMES[n * 3 % len(NAMES)],
                role="main", year_from=2024, year_to=2030)
        )  # fmt: skip
    write(opened, *made)


def measure_review(file: Path, items: int) -> list[tuple[str, float, float]]:
    """Seconds of the review's three parts first and again, and of reading the records that they compare."""
    from tests.ui.window_scene import TODAY
    from workbench.clock import FixedClock
    from workbench.services.analysis.coherence import Coherence
    from workbench.services.analysis.overlaps import Overlaps
    from workbench.services.registers import Registers
    from workbench.services.review import review
    from workbench.services.sample import sample_record

    with sample_record(file, FixedClock.on(TODAY)) as opened:
        add_projects(opened)
        add_plans(opened, items)
        registers = Registers(opened)
        read = timed(lambda: [opened.repository.all(kind) for kind in ("plan_item", "sector_priority", "project")])
        linked = registers.linked()
        parts: dict[str, Callable[[], Any]] = {
            "coherence of plans": lambda: Coherence(linked).pairs(),
            "overlaps of sectors and projects": lambda: Overlaps(linked).cards(),
            "the whole review": lambda: review(registers),
        }
        found = [(words, timed(act), timed(act)) for words, act in parts.items()]
        whole = review(registers)
        print(f"{items} items of plans, {len(whole.pairs)} pairs, {len(whole.cards)} cards")
    return [*found, ("records alone", read, read)]


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
    parser.add_argument("--plans", type=int, default=0, help="measure the review alone, with so many items of plans")
    chosen = parser.parse_args(arguments)
    from tests.ui.window_scene import TODAY
    from workbench.clock import FixedClock
    from workbench.services.sample import sample_record

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.lkv"
        if chosen.plans:
            for words, first, again in measure_review(file, chosen.plans):
                print(f"{words:40} {first:7.3f} {again:7.3f}   {first / LIMIT_S:5.2f} of the limit")
            return 0
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
